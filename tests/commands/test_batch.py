"""Many files in one command, as a user runs it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

import goalconv

COMMAND = [sys.executable, "-c", "from goalconv.cli import main; main()", "convert"]
MANIFEST = "goalconv-manifest.jsonl"


def run(*arguments: object, cwd: Path) -> tuple[int, list[str]]:
    done = subprocess.run([*COMMAND, *map(str, arguments)], cwd=cwd, capture_output=True, check=False)
    assert not done.stdout
    return done.returncode, done.stderr.decode().splitlines()


@pytest.fixture
def inputs(tmp_path: Path, seed_path: Path) -> Path:
    for name in ("a.txt", "b.txt", "局/a.txt"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(seed_path, path)
    return tmp_path / "in"


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_becomes_a_folder_and_the_next_run_skips_it(inputs: Path, tmp_path: Path, seed: goalconv.Reading) -> None:
    status, lines = run(inputs, "--to", "json,csv", "-O", "out", "--jobs", 2, cwd=tmp_path)
    assert (status, len(lines)) == (0, 4)
    assert lines[-1].startswith("共 3 个文件: 完成 3, 跳过 0, 失败 0; 错误 0, ")
    assert files(tmp_path / "out") == {MANIFEST, "a.json", "b.json", "局/a.json", "a.csv", "b.csv", "局/a.csv"}
    assert goalconv.read(tmp_path / "out" / "局" / "a.json").table == seed.table
    status, lines = run(inputs, "--to", "json,csv", "-O", "out", cwd=tmp_path)
    assert (status, lines[-1].split(";")[0]) == (0, "共 3 个文件: 完成 0, 跳过 3, 失败 0")


def test_one_bad_file_is_named_at_the_end_and_the_rest_is_done(inputs: Path, tmp_path: Path) -> None:
    (inputs / "坏.docx").write_bytes(b"junk")
    (inputs / "photo.jpg").write_bytes(b"")
    status, lines = run(inputs, "--to", "json", "-O", "out", cwd=tmp_path)
    assert status == 2
    assert lines[-1].startswith("共 4 个文件: 完成 3, 跳过 0, 失败 1; ")
    assert any(line.endswith("失败 GC103 " + str(inputs / "坏.docx")) for line in lines[:4])
    assert lines[4].startswith(f"没有读取 {inputs / 'photo.jpg'}")
    assert lines[5].startswith("错误[GC103] ")
    assert lines[6] == f"  --> {inputs / '坏.docx'}"


def test_outputs_inside_the_folder_of_inputs_are_never_inputs(inputs: Path, tmp_path: Path) -> None:
    for skipped in (0, 3):
        status, lines = run("in", "--to", "text", "-O", "in/out", cwd=tmp_path)
        assert (status, lines[-1].split(";")[0]) == (0, f"共 3 个文件: 完成 {3 - skipped}, 跳过 {skipped}, 失败 0")
    before = files(inputs)
    status, lines = run("in", "--to", "xlsx", "-O", "in", cwd=tmp_path)
    assert (status, files(inputs)) == (2, before)
    assert lines[0].startswith("错误[GC971] ")


def test_an_input_is_never_replaced_by_its_output(inputs: Path, tmp_path: Path) -> None:
    before = (inputs / "a.txt").read_bytes()
    status, lines = run("a.txt", "b.txt", "--to", "text", "-O", ".", "--force", cwd=inputs)
    assert status == 2
    assert sum("失败 GC806" in line for line in lines) == 2
    assert (inputs / "a.txt").read_bytes() == before


def test_several_tables_of_a_file_are_named_as_for_one_file(tmp_path: Path, seed: goalconv.Reading) -> None:
    (tmp_path / "in").mkdir()
    goalconv.write_all([seed.table, seed.table], tmp_path / "in" / "two.jsonl")
    assert run("in/two.jsonl", "--to", "csv,jsonl", "-O", "one", cwd=tmp_path)[0] == 0
    assert run("in", "--to", "csv,jsonl", "-O", "many", cwd=tmp_path)[0] == 0
    assert files(tmp_path / "one") == {"two-1.csv", "two-2.csv", "two.jsonl"}
    assert files(tmp_path / "many") - {MANIFEST} == files(tmp_path / "one")


def test_the_format_that_is_stated_is_that_of_every_file(inputs: Path, tmp_path: Path) -> None:
    for path in inputs.glob("*.txt"):
        path.rename(path.with_suffix(".json"))
    status, _ = run("in/a.json", "in/b.json", "--from", "text", "--to", "csv", "-O", "out", cwd=tmp_path)
    assert (status, files(tmp_path / "out")) == (0, {MANIFEST, "a.csv", "b.csv"})


@pytest.mark.parametrize("options", [("--layout", "公示表"), ("--template", "a.toml"), ("--template", "none.toml")])
def test_what_is_wrong_with_the_order_is_said_once_and_nothing_is_converted(
    inputs: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    (tmp_path / "a.toml").write_text("[page]\nwidht = 1")
    status, lines = run("in", "--to", "csv,pdf", "-O", "out", *options, cwd=tmp_path)
    assert status == 2
    assert sum(line.startswith("错误[GC") for line in lines) == 1
    assert lines[-1].startswith("共 3 个文件: 完成 0, 跳过 0, 失败 0; ")
    assert files(tmp_path / "out") == {MANIFEST}


def test_urls_are_inputs_and_outputs(inputs: Path, tmp_path: Path, seed: goalconv.Reading) -> None:
    assert run(inputs.as_uri(), "--to", "json", "-O", (tmp_path / "输 出").as_uri(), cwd=tmp_path)[0] == 0
    assert goalconv.read(tmp_path / "输 出" / "局" / "a.json").table == seed.table
    assert run(f"{inputs.as_uri()}/a.txt", "--to", "json", "-O", "one", cwd=tmp_path)[0] == 0
    assert files(tmp_path / "one") == {MANIFEST, "a.json"}
    for url in ("s4://bucket/in", "memory://none"):
        status, lines = run(url, "--to", "json", "-O", "out", cwd=tmp_path)
        assert (status, lines[0].partition(" ")[0]) == (2, "错误[GC841]" if url[0] == "s" else "错误[GC905]")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("in", "--to", "json"), "-O"),
        (("in", "-o", "x.json"), "-O"),
        (("in", "-", "--to", "json", "-O", "out"), "标准输入"),
        (("in/a.txt", "-o", "s3://bucket/a.json"), "-O"),
        (("in", "--to", "json", "-O", "out", "--engine", "ray"), "ray"),
        (("empty", "--to", "json", "-O", "out"), "GC970"),
        (("in", "none.txt", "--to", "json", "-O", "out"), "GC905"),
        (("in", "--to", "jpeg", "-O", "out"), "GC901"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(inputs: Path, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    (tmp_path / "empty").mkdir()
    status, lines = run(*arguments, cwd=tmp_path)
    assert status == 2
    assert said in "".join(lines)
    assert not (tmp_path / "out").exists()


def children(parent: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(folder.name))
    return found


def test_ctrl_c_leaves_no_process_and_a_manifest_to_go_on_from(inputs: Path, tmp_path: Path, seed_path: Path) -> None:
    for number in range(60):
        shutil.copy(seed_path, inputs / f"{number}.txt")
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # a shell's background jobs ignore it
    call = [sys.executable, "-c", f"{heard}; {COMMAND[2]}", *COMMAND[3:], "in", "--to", "json,xlsx", "-O", "out", "--jobs", "2"]
    with subprocess.Popen(call, cwd=tmp_path, stderr=subprocess.PIPE, start_new_session=True) as process:
        assert process.stderr is not None
        assert process.stderr.readline()
        workers = children(process.pid)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does, to all processes
        said = process.stderr.read().decode()
    assert process.returncode == 130
    assert "已停止" in said
    assert said.splitlines()[-1].startswith("共 63 个文件: 完成 ")
    assert "Traceback" not in said
    assert workers
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)
    entries = [msgspec.json.decode(line) for line in (tmp_path / "out" / MANIFEST).read_bytes().splitlines() if line]
    entries = [entry for entry in entries if "source" in entry]
    assert 0 < len(entries) < 63
    assert {entry["status"] for entry in entries} == {"done"}
    assert run("in", "--to", "json,xlsx", "-O", "out", cwd=tmp_path)[0] == 0
    assert len(files(tmp_path / "out")) == 1 + 2 * 63
