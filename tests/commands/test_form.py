"""The commands of the user's own form, run as a user runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import goalconv

COMMAND = [sys.executable, "-c", "from goalconv.cli import main; main()", "form"]


def run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )


def test_a_form_is_filled_read_and_blanked(tmp_path: Path, root: Path, seed_path: Path, seed: goalconv.Reading) -> None:
    form = root / "examples" / "form-declaration.xlsx"
    filled = run("fill", form, seed_path, "-o", "out/filled.xlsx", cwd=tmp_path)
    assert filled.returncode == 0, filled.stderr.decode()
    assert "47 个项目" in filled.stderr.decode()
    read = run("read", form, "out/filled.xlsx", "-o", "back.json", cwd=tmp_path)
    assert read.returncode == 0, read.stderr.decode()
    assert goalconv.read(tmp_path / "back.json").table == seed.table
    assert "out/filled.xlsx 申报表!" in read.stderr.decode()
    blank = run("blank", form, "out/filled.xlsx", "-o", "blank.xlsx", cwd=tmp_path)
    assert blank.returncode == 0, blank.stderr.decode()
    nothing = run("read", form, "blank.xlsx", "-o", "-", cwd=tmp_path)
    assert json.loads(nothing.stdout)["units"] == []


def test_what_cannot_be_done_ends_with_status_2_and_no_file(tmp_path: Path, root: Path, seed_path: Path) -> None:
    form = root / "examples" / "form-declaration.docx"
    for arguments in (
        ("fill", seed_path, seed_path, "-o", "x.xlsx"),
        ("read", form, root / "examples" / "form-declaration.xlsx", "-o", "x.json"),
        ("read", form, tmp_path / "missing.docx", "-o", "x.json"),
        ("fill", form, seed_path, "-o", form),
    ):
        done = run(*arguments, cwd=tmp_path)
        assert done.returncode == 2, done.stderr.decode()
        assert "Traceback" not in done.stderr.decode()
        assert "错误[GC" in done.stderr.decode()
        assert list(tmp_path.iterdir()) == []


def test_the_markers_are_listed(tmp_path: Path) -> None:
    assert "{{project.name}}\t{{项目名称}}" in run("markers", cwd=tmp_path).stdout.decode()


def test_a_form_is_held_to_the_limits_on_files(tmp_path: Path, root: Path, seed_path: Path) -> None:
    form = root / "examples" / "form-declaration.xlsx"
    assert run("fill", form, seed_path, "-o", "filled.xlsx", cwd=tmp_path).returncode == 0
    for arguments in (("fill", form, seed_path), ("read", form, "filled.xlsx"), ("blank", form, "filled.xlsx")):
        out = "out.json" if arguments[0] == "read" else "out.xlsx"
        done = run(*arguments, "-o", out, "--limit", "package_bytes=1000", cwd=tmp_path)
        assert done.returncode == 2
        assert "package_bytes" in done.stderr.decode()
        assert not (tmp_path / out).exists()
        assert run(*arguments, "-o", f"wide-{out}", "--limit", "package_bytes=100000000", cwd=tmp_path).returncode == 0
        (tmp_path / f"wide-{out}").unlink()
