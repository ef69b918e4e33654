"""The command leaves its process at once: nothing that it prints is lost, and its status is what it should be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "examples" / "liwan-2025.txt"
COMMAND = [sys.executable, "-c", "from goalconv.cli import run; run()"]


def test_all_that_is_printed_arrives() -> None:
    done = subprocess.run([*COMMAND, "convert", str(EXAMPLE), "--to", "json"], capture_output=True, check=True)
    assert done.stdout.endswith(b"\n}\n")
    assert len(done.stdout) > 100_000
    assert done.stderr.strip()


def test_the_status_is_that_of_the_command(tmp_path: Path) -> None:
    assert subprocess.run([*COMMAND, "convert", str(tmp_path / "none.txt"), "--to", "json"], capture_output=True).returncode == 2
    assert subprocess.run([*COMMAND, "check", str(EXAMPLE), "--fail-on", "warning"], capture_output=True).returncode == 1
    assert subprocess.run([*COMMAND, "--version"], capture_output=True).returncode == 0
