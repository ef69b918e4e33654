"""The log of a run: what was read and written, what was found, how it ended; never a word of a document."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

COMMAND = [sys.executable, "-c", "from goalconv.cli import main; main()"]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, encoding="utf-8", check=False)


def lines(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def test_a_run_leaves_what_it_did(seed_path: Path, tmp_path: Path) -> None:
    log, out = tmp_path / "log.jsonl", tmp_path / "表.xlsx"
    assert run("convert", seed_path, "-o", out, "--log", log).returncode == 0
    told = lines(log)
    assert [line["event"] for line in told] == ["read", *["finding"] * 13, "written", "end"]
    assert (told[0]["path"], told[0]["tables"]) == (str(seed_path), 1)
    assert (told[-2]["path"], told[-2]["bytes"]) == (str(out), out.stat().st_size)
    assert (told[-1]["command"], told[-1]["status"]) == ("convert", 0)
    found = next(line for line in told if line.get("code") == "GC402")
    assert (found["severity"], found["pointer"], found["place"]) == (
        "warning",
        "/units/0/funding/total",
        {"line": 11, "column": 11},
    )


def test_no_word_of_a_document_is_in_the_log(seed_path: Path, tmp_path: Path) -> None:
    log, book = tmp_path / "log.jsonl", tmp_path / "a.xlsx"
    run("convert", seed_path, "-o", book)
    run("check", book, "--log", log, "--fail-on", "note")
    assert not re.search("[\u4e00-\u9fff]", log.read_text(encoding="utf-8").replace(str(tmp_path), ""))
    assert any(line.get("place", {}).get("row") for line in lines(log))


def test_a_second_run_is_added_and_failures_are_named(seed_path: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    run("check", seed_path, "--log", log)
    assert run("--log", log, "check", tmp_path / "none.txt").returncode == 2
    told = lines(log)
    assert [line["event"] for line in told if line["event"] != "finding"] == ["read", "end", "failed", "end"]
    assert (told[-2]["code"], told[-1]["status"]) == ("GC905", 2)


def test_a_batch_leaves_a_line_for_each_file(seed_path: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "in" / name).write_bytes(seed_path.read_bytes() if name == "a.txt" else b"nothing")
    log = tmp_path / "log.jsonl"
    assert run("convert", tmp_path / "in", "--to", "json", "-O", tmp_path / "out", "--log", log).returncode == 2
    files = {line["path"]: line["status"] for line in lines(log) if line["event"] == "file"}
    assert {Path(path).name: status for path, status in files.items()} == {"a.txt": "done", "b.txt": "failed"}


@pytest.mark.parametrize("target", ["table", "folder"])
def test_a_file_that_is_no_log_is_not_written(target: str, seed_path: Path, tmp_path: Path) -> None:
    table = tmp_path / "表.txt"
    table.write_bytes(seed_path.read_bytes())
    ended = run("check", table, "--log", table if target == "table" else tmp_path)
    assert ended.returncode == 2
    assert "GC894" in ended.stderr
    assert table.read_bytes() == seed_path.read_bytes()


def test_verbose_says_each_step(seed_path: Path, tmp_path: Path) -> None:
    said = run("convert", seed_path, "-o", tmp_path / "a.json", "-v").stderr
    assert re.search(r"已读取 .*: 1 张表, \d+\.\d\d 秒\n已写出 .*a.json: [\d,]+ 字节\n", said)
