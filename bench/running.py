"""Runs a process and measures it: processor time, the clock, memory; and how long it may take."""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

__all__ = ["ROOT", "Faulty", "Figures", "Result", "run_engine", "run_process"]

ROOT: Final = Path(__file__).parent.parent
_ENVIRONMENT: Final = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # as users have it


class Faulty(Exception):
    """A run that came to nothing, and why."""


class Figures(NamedTuple):
    """One run: seconds of the processor and on the clock, bytes of memory."""

    used: float
    clock: float
    memory: int


class Result:
    """The runs of one engine at one size; `fault` says why there are none, or no more."""

    def __init__(self) -> None:
        self.runs: list[Figures] = []
        self.fault = ""

    @property
    def used(self) -> float:
        """The median of processor time, in seconds."""
        return statistics.median(run.used for run in self.runs)

    @property
    def clock(self) -> float:
        """The median on the clock, in seconds."""
        return statistics.median(run.clock for run in self.runs)

    @property
    def memory(self) -> int:
        """The most memory of all runs, in bytes."""
        return max(run.memory for run in self.runs)


def run_engine(job: str, name: str, folder: Path, projects: int, budget: float, *, prove: bool) -> Figures:
    """One run of an engine; raises `Faulty` where it fails, is proved wrong, or works longer than `budget` seconds."""
    command = [
        sys.executable,
        "-m",
        "bench.worker",
        job,
        name,
        str(folder),
        str(projects),
        f"{budget:.0f}",
        *(["--prove"] if prove else []),
    ]
    process = subprocess.Popen(
        command, cwd=ROOT, env=_ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    output, errors = process.communicate()
    if process.returncode == -signal.SIGALRM:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # what it has started
        raise Faulty(f"> {budget:.0f} s")
    if process.returncode:
        print(errors, file=sys.stderr)
        raise Faulty((errors.strip().rpartition("\n")[2] or f"status {process.returncode}")[:80])
    return Figures(**json.loads(output.strip().rpartition("\n")[2]))


def run_process(command: Sequence[str]) -> Figures:
    """One run of a whole process, as a user starts it; raises `Faulty` where it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd="/", env=_ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise Faulty(f"status {process.returncode}")
    return Figures(usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss * 1024)
