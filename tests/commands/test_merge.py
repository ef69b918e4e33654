"""`goalconv split` and `goalconv merge`, run as a user runs them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import goalconv

COMMAND = [sys.executable, "-c", "from goalconv.cli import main; main()"]


def run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "GOALCONV_LANG": "zh"}
    return subprocess.run([*COMMAND, *map(str, arguments)], cwd=cwd, capture_output=True, env=environment, check=False)


@pytest.mark.parametrize(
    ("by", "form", "layout", "files"),
    [("project", "docx", "declaration", 50), ("project", "xlsx", "indicators", 50), ("unit", "xlsx", "disclosure", 4), ("unit", "html", "declaration", 4)],
)  # fmt: skip
def test_a_table_split_to_files_and_merged_is_the_same(
    tmp_path: Path, seed_path: Path, seed: goalconv.Reading, by: str, form: str, layout: str, files: int
) -> None:
    done = run("split", seed_path, "--by", by, "--to", form, "--layout", layout, "-O", "parts", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert len(list((tmp_path / "parts").iterdir())) == files
    done = run("merge", "parts", "-o", "merged.json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert not goalconv.diff(seed.table, goalconv.read(tmp_path / "merged.json").table)
    assert goalconv.read(tmp_path / "merged.json").table.funding == seed.table.funding


def test_forms_of_other_makers_are_merged(tmp_path: Path, root: Path) -> None:
    cases = root / "tests" / "cases" / "declaration"
    done = run("merge", cases / "one-sided.txt", cases / "source-tree.txt", "-o", "m.json", "--title", "汇总表", cwd=tmp_path)
    message = done.stderr.decode()
    assert done.returncode == 1  # the forms are of two years
    assert "错误[GC932]" in message
    table = goalconv.read(tmp_path / "m.json").table
    assert (table.title, table.fiscal_year) == ("汇总表", None)
    assert [project.name for unit in table.units for project in unit.projects] == ["蒙城县安全饮水", "道路维护"]


def test_units_of_account_that_differ_give_one_message_and_no_file(tmp_path: Path, root: Path) -> None:
    cases = root / "tests" / "cases" / "declaration"
    done = run("merge", cases / "one-sided.txt", cases / "yuan-without-block-label.txt", "-o", "m.json", cwd=tmp_path)
    assert done.returncode == 2
    assert "GC930" in done.stderr.decode()
    assert not (tmp_path / "m.json").exists()


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, seed_path: Path) -> None:
    (tmp_path / "坏.docx").write_bytes(b"nothing")
    done = run("merge", seed_path, "坏.docx", "-o", "m.json", cwd=tmp_path)
    assert done.returncode == 2
    assert "坏.docx" in done.stderr.decode()
    assert not (tmp_path / "m.json").exists()


def test_wrong_use_is_status_2_and_nothing_is_overwritten(tmp_path: Path, seed_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "01-广州市荔湾区民政局.xlsx").write_text("mine")
    assert run("merge", "empty", "-o", "m.json", cwd=tmp_path).returncode == 2
    assert run("split", seed_path, "--by", "line", "-O", "x", cwd=tmp_path).returncode == 2
    assert run("split", seed_path, "--by", "unit", "-O", "parts", cwd=tmp_path).returncode == 2
    assert [path.name for path in (tmp_path / "parts").iterdir()] == ["01-广州市荔湾区民政局.xlsx"]
    assert (tmp_path / "parts" / "01-广州市荔湾区民政局.xlsx").read_text() == "mine"
