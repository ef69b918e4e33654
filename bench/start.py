"""Whole-process times of small jobs, beside bare Python and typer on the same machine.

    python bench/start.py [RUNS]

Prints the processor time of each job (the least of all runs, which a busy machine hardly changes), the median
on the clock, both in milliseconds, and the ratio of the former to `python -c "import typer"`, the part of the
start that is not ours.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXAMPLE = Path(__file__).parent.parent / "examples" / "liwan-2025.txt"
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # as users have it
COMMAND = [sys.executable, "-c", "from goalconv.cli import main; main()"]


def jobs(folder: str) -> dict[str, list[str]]:
    convert = [*COMMAND, "convert", str(EXAMPLE), "--force", "-O", folder, "--to"]
    return {
        "python": [sys.executable, "-c", "pass"],
        "typer": [sys.executable, "-c", "import typer"],
        "--help": [*COMMAND, "--help"],
        **{f"text → {name}": [*convert, name] for name in ("json", "text", "xlsx", "docx", "pdf")},
    }


def processor() -> float:
    """The processor time of all children so far, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(command: list[str], runs: int) -> tuple[float, float]:
    """Milliseconds of the processor, and on the clock."""
    used, times = [], []
    for _ in range(runs + 1):
        before, start = processor(), time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=ENVIRONMENT)
        times.append(time.perf_counter() - start)
        used.append(processor() - before)
    return min(used[1:]) * 1000, statistics.median(times[1:]) * 1000


def main(runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        figures = {name: measure(command, runs) for name, command in jobs(folder).items()}
    for name, (used, clock) in figures.items():
        print(f"{name:<14}{used:7.0f} ms  {used / figures['typer'][0]:5.2f} × typer  {clock:7.0f} ms on the clock")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
