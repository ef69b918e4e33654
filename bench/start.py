"""Whole-process times of small jobs, beside bare Python and typer on the same machine.

    python bench/start.py [RUNS]

Prints the median of each job in milliseconds and its ratio to `python -c "import typer"`, the part
of the start that is not ours.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXAMPLE = Path(__file__).parent.parent / "examples" / "liwan-2025.txt"
COMMAND = [sys.executable, "-c", "from goalconv.cli import main; main()"]


def jobs(folder: str) -> dict[str, list[str]]:
    convert = [*COMMAND, "convert", str(EXAMPLE), "--force", "-O", folder, "--to"]
    return {
        "python": [sys.executable, "-c", "pass"],
        "typer": [sys.executable, "-c", "import typer"],
        "--help": [*COMMAND, "--help"],
        **{f"text → {name}": [*convert, name] for name in ("json", "text", "xlsx", "docx", "pdf")},
    }


def measure(command: list[str], runs: int) -> float:
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:]) * 1000


def main(runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        medians = {name: measure(command, runs) for name, command in jobs(folder).items()}
    for name, median in medians.items():
        print(f"{name:<14}{median:7.0f} ms  {median / medians['typer']:5.2f} × typer")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
