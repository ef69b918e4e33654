"""`goalconv check --annotate`, run as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
from msgspec import structs

import goalconv
from documents import member_at

COMMAND = [sys.executable, "-c", "from goalconv.cli import main; main()"]


def run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "GOALCONV_LANG": "zh"}
    return subprocess.run([*COMMAND, *map(str, arguments)], cwd=cwd, capture_output=True, env=environment, check=False)


def test_the_findings_are_printed_and_put_into_a_copy(tmp_path: Path, seed: goalconv.Reading) -> None:
    goalconv.write(seed.table, tmp_path / "表.xlsx")
    before = (tmp_path / "表.xlsx").read_bytes()
    done = run("check", "表.xlsx", "--annotate", "标注.xlsx", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert "GC402" in done.stdout.decode()
    sheet = openpyxl.load_workbook(tmp_path / "标注.xlsx").active
    assert "GC402" in sheet["B5"].comment.text
    assert (tmp_path / "表.xlsx").read_bytes() == before


def test_a_finding_under_a_label_with_a_slash_resolves_and_stands_at_its_cell(tmp_path: Path, seed: goalconv.Reading) -> None:
    unit = seed.table.units[0]
    project = structs.replace(unit.projects[0], extensions={"单价~/元": "每\u200b人"})
    goalconv.write(structs.replace(seed.table, units=(structs.replace(unit, projects=(project,)),)), tmp_path / "表.xlsx")
    done = run("check", "表.xlsx", "--annotate", "标注.xlsx", "--output-format", "json", cwd=tmp_path)
    (unseen,) = (finding for finding in json.loads(done.stdout)["findings"] if finding["code"] == "GC147")
    assert member_at(goalconv.read(tmp_path / "表.xlsx").table, unseen["pointer"]) == "每\u200b人"
    place = unseen["place"]
    sheet = openpyxl.load_workbook(tmp_path / "标注.xlsx")[place["sheet"]]
    assert "每\u200b人" in str(sheet.cell(place["row"], place["column"]).value)
    assert "GC147" in sheet.cell(place["row"], place["column"]).comment.text


def test_a_text_file_becomes_a_page(tmp_path: Path, seed_path: Path) -> None:
    assert run("check", seed_path, "--annotate", "标注.html", cwd=tmp_path).returncode == 0
    assert "GC301" in (tmp_path / "标注.html").read_text(encoding="utf-8")


def test_wrong_use_is_status_2_and_writes_nothing(tmp_path: Path, seed_path: Path, seed: goalconv.Reading) -> None:
    goalconv.write(seed.table, tmp_path / "a.xlsx")
    (tmp_path / "there.xlsx").write_text("mine")
    assert run("check", seed_path, "--annotate", "b.xlsx", cwd=tmp_path).returncode == 2
    assert run("check", "a.xlsx", "a.xlsx", "--annotate", "b.xlsx", cwd=tmp_path).returncode == 2
    assert run("check", "a.xlsx", "--annotate", "a.xlsx", "--force", cwd=tmp_path).returncode == 2
    assert run("check", "a.xlsx", "--annotate", "there.xlsx", cwd=tmp_path).returncode == 2
    assert (tmp_path / "there.xlsx").read_text() == "mine"
    assert not (tmp_path / "b.xlsx").exists()
    assert run("check", "a.xlsx", "--annotate", "there.xlsx", "--force", cwd=tmp_path).returncode == 0
