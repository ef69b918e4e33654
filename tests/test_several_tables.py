"""Files with several tables: JSON Lines, and one file for each table."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec import structs

import goalconv
from goalconv.converters import formats


def run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from goalconv.cli import main; main()", *map(str, arguments)]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "LC_ALL": "zh_CN.UTF-8"}
    return subprocess.run(command, cwd=cwd, capture_output=True, env=environment, check=False)


def tables(seed: goalconv.Reading) -> list[goalconv.GoalTable]:
    return [
        structs.replace(seed.table, title=f"第{n}局2025年项目支出绩效目标表", units=seed.table.units[n : n + 1]) for n in range(3)
    ]


def text_of(*given: goalconv.GoalTable) -> bytes:
    return b"\n\n".join(goalconv.write_bytes(table, "text").data for table in given)


@pytest.fixture
def several(tmp_path: Path, seed: goalconv.Reading) -> Path:
    path = tmp_path / "many.jsonl"
    goalconv.write_all(tables(seed), path)
    return path


def test_each_line_is_a_document_and_all_come_back(several: Path, seed: goalconv.Reading) -> None:
    lines = several.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["title"] for line in lines] == [f"第{n}局2025年项目支出绩效目标表" for n in range(3)]
    assert [reading.table for reading in goalconv.read_all(several)] == tables(seed)
    assert [str(reading.places[""]) for reading in goalconv.read_all(several)] == [f"第{n}行 第1列" for n in (1, 2, 3)]


def test_findings_have_the_line_and_the_pointer(several: Path) -> None:
    found = [finding for reading in goalconv.read_all(several)[2:] for finding in reading.findings]
    assert found
    assert {str(finding.place) for finding in found} == {"第3行 第1列"}
    assert any(finding.pointer.startswith("/units/0/projects/") for finding in found)


@pytest.mark.parametrize(
    ("line", "code", "place", "pointer"),
    [
        ("{", "GC701", "第3行 第2列", ""), ('{"currency_unit":"元","x":1}', "GC702", "第3行 第1列", ""),
        ('{"currency_unit":"元","funding":{"total":"1e5"}}', "GC702", "第3行 第1列", "/funding/total"),
        ('{"$schema":"urn:goalconv:goal-table:9.0"}', "GC703", "第3行 第1列", "/$schema"),
    ],
)  # fmt: skip
def test_a_bad_line_is_named(line: str, code: str, place: str, pointer: str) -> None:
    with pytest.raises(goalconv.UnreadableError) as caught:
        goalconv.read_bytes(f'{{"currency_unit":"元"}}\r\n\n{line}\n'.encode(), format="jsonl")
    finding = caught.value.finding
    assert (finding.code, str(finding.place), finding.pointer) == (code, place, pointer)


@pytest.mark.parametrize(("data", "code"), [(b"", "GC101"), (b"\n \n", "GC706"), (b"[]", "GC702")])
def test_a_file_without_documents_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(goalconv.UnreadableError) as caught:
        goalconv.read_bytes(data, format="jsonl")
    assert caught.value.finding.code == code


def test_json_lines_are_told_from_one_document(several: Path, seed: goalconv.Reading) -> None:
    assert formats.detect(several.read_bytes()).name == "jsonl"
    assert formats.detect(goalconv.write_bytes(seed.table, "json").data).name == "json"
    assert formats.detect(b"", ".ndjson").name == "jsonl"


def test_one_table_is_a_line_and_no_format_takes_more_than_it_can_hold(several: Path, seed: goalconv.Reading) -> None:
    (only,) = goalconv.read_bytes(goalconv.write_bytes(seed.table, "jsonl").data, format="jsonl")
    assert only.table == seed.table
    with pytest.raises(goalconv.UnwritableError) as caught:
        goalconv.write_all_bytes(tables(seed), "xlsx")
    assert (caught.value.finding.code, "-O" in caught.value.finding.hint) == ("GC109", True)


def test_the_command_writes_one_line_for_each_table_of_a_file(tmp_path: Path, seed: goalconv.Reading) -> None:
    (tmp_path / "many.txt").write_bytes(text_of(*tables(seed)))
    assert len(goalconv.read_all(tmp_path / "many.txt")) == 3
    done = run("convert", "many.txt", "-o", "many.jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert "第 3 张, 共 3 张: 第2局" in done.stderr.decode()
    assert [reading.table for reading in goalconv.read_all(tmp_path / "many.jsonl")] == tables(seed)


def test_the_command_writes_a_file_for_each_table(several: Path, tmp_path: Path, seed: goalconv.Reading) -> None:
    done = run("convert", several.name, "--to", "xlsx,jsonl", "-O", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "many-1.xlsx",
        "many-2.xlsx",
        "many-3.xlsx",
        "many.jsonl",
    ]
    assert [goalconv.read(tmp_path / "out" / f"many-{n}.xlsx").table for n in (1, 2, 3)] == tables(seed)
    (tmp_path / "out" / "many-1.xlsx").unlink()
    again = run("convert", several.name, "--to", "xlsx", "-O", "out", cwd=tmp_path)
    assert (again.returncode, (tmp_path / "out" / "many-1.xlsx").exists()) == (2, False)


@pytest.mark.parametrize("target", [("-o", "one.json"), ("--to", "json")])
def test_several_tables_into_one_file_is_an_error_that_says_what_to_do(
    several: Path, tmp_path: Path, target: tuple[str, ...]
) -> None:
    done = run("convert", several.name, *target, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "GC109" in done.stderr.decode()
    assert "-O" in done.stderr.decode()
    assert [path.name for path in tmp_path.iterdir()] == [several.name]


def test_check_lists_every_table(several: Path, tmp_path: Path) -> None:
    done = run("check", several.name, cwd=tmp_path)
    said = done.stdout.decode()
    assert [f"第 {n} 张, 共 3 张" in said for n in (1, 2, 3)] == [True] * 3
    assert "many.jsonl 第3行 第1列 /units/0/projects/" in said
