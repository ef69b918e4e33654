"""`goalconv check --annotate`, run as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import openpyxl

import goalconv

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
