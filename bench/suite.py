"""All runs of the bench, in an order that lets what is compared run alternately, within a budget of time."""

from __future__ import annotations

import datetime
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final, TypeAlias

from pypdfium2 import PdfDocument

from .commands import GROWN, LAYOUTS, growth, starts
from .job import Case, Engine
from .running import ROOT, Faulty, Figures, Result, run_engine, run_process

__all__ = ["BUDGETS", "SIZES", "Key", "Outcome", "engines_of", "run_all"]

SIZES: Final = (47, 5_000, 50_000)
ROUNDS: Final = {47: 5, 5_000: 3, 50_000: 1}
BUDGETS: Final = {"goalconv": 120.0, "part": 120.0, "limit": 60.0, "peer": 20.0, "figure": 20.0}
"""Seconds that one run may take on the clock, by the kind of the engine."""
_GROWTH: Final = 8  # ten times the projects take at least so many times the time: what would be over its budget is not begun
_LONG: Final = 4.0  # seconds: what takes longer is run once
_STARTS: Final = 11
_LARGEST: Final = {"pdf_read": 5_000, "compare": 5_000}
"""Projects: jobs that are not done with more."""
_GROWN: Final = {LAYOUTS[0]: SIZES, LAYOUTS[1]: (500, 5_000), LAYOUTS[2]: (500, 5_000)}

Key: TypeAlias = tuple[str, str, int]
"""Job, engine, projects."""


class Outcome:
    """What came of all runs."""

    def __init__(self) -> None:
        self.date = datetime.date.today().isoformat()
        self.results: dict[Key, Result] = {}
        self.pages: dict[int, int] = {}

    def used(self, *key: *Key) -> float | None:
        """The median of processor time in seconds, or None where nothing was measured."""
        result = self.results.get(key)
        return result.used if result and result.runs else None

    def memory(self, *key: *Key) -> int | None:
        """The most memory in bytes, or None where nothing was measured."""
        result = self.results.get(key)
        return result.memory if result and result.runs else None


def engines_of(job: str) -> tuple[Engine, ...]:
    """The engines of a job."""
    found: tuple[Engine, ...] = import_module(f"bench.jobs.{job}").ENGINES
    return found


def run_all(folder: Path, jobs: Sequence[str], sizes: Sequence[int], until: float) -> Outcome:
    """What came of all. Peers are not begun after `until` on the clock of `time.monotonic`."""
    outcome = Outcome()
    if "start" in jobs:
        _start(folder, outcome)
    for size in sizes:
        subprocess.run([sys.executable, "-m", "bench.prepare", str(folder), str(size)], cwd=ROOT, check=True)
        if (printed := Case(folder, size).path("pdf")).exists():
            outcome.pages[size] = len(PdfDocument(printed))
        for job in jobs:
            if job == "growth":
                _grow(folder, size, outcome)
            elif job != "start" and size in ROUNDS:
                _run_job(job, size, folder, outcome, until)
    return outcome


def _start(folder: Path, outcome: Outcome) -> None:
    """The small jobs, once without being counted and then some times, one after the other."""
    commands = starts(folder)
    for turn in range(_STARTS + 1):
        for name, command in commands.items():
            _note(outcome, ("start", name, 47 if turn else 0), lambda command=command: run_process(command))  # type: ignore[misc]


def _grow(folder: Path, size: int, outcome: Outcome) -> None:
    """Whole commands, a format and a layout each; JSON has no layouts."""
    for layout in (layout for layout in LAYOUTS if size in _GROWN[layout]):
        for form in GROWN if layout == LAYOUTS[0] else GROWN[1:]:
            command = growth(folder, size, form, layout)
            _note(outcome, ("growth", f"{form} {layout}", size), lambda command=command: run_process(command))  # type: ignore[misc]


def _run_job(job: str, size: int, folder: Path, outcome: Outcome, until: float) -> None:
    """The engines of a job one after the other, some times."""
    if size > _LARGEST.get(job, size):
        return
    for turn in range(ROUNDS.get(size, 1)):
        for engine in engines_of(job):
            key = (job, engine.name, size)
            result = outcome.results.setdefault(key, Result())
            if turn == 0:
                result.fault = _foretold(engine, outcome.results.get((job, engine.name, size // 10)), until)
            if result.fault or (result.runs and result.runs[0].clock > _LONG):
                continue
            work = lambda: run_engine(job, engine.name, folder, size, BUDGETS[engine.kind], prove=turn == 0)  # noqa: E731, B023
            _note(outcome, key, work)


def _foretold(engine: Engine, smaller: Result | None, until: float) -> str:
    """Why an engine is not run at a size; "" where it is."""
    budget = BUDGETS[engine.kind]
    if smaller is not None and (smaller.fault or smaller.clock * _GROWTH > budget):
        return f"> {budget:.0f} s"
    if engine.kind in ("peer", "figure") and time.monotonic() > until:
        return "no time left"
    return ""


def _note(outcome: Outcome, key: Key, work: Callable[[], Figures]) -> None:
    """Runs, and notes the figures or the fault; says so, for whoever watches."""
    result = outcome.results.setdefault(key, Result())
    try:
        result.runs.append(work())
    except Faulty as fault:
        result.fault = str(fault)
    told = result.fault or f"{result.runs[-1].used:8.3f} s {result.runs[-1].memory >> 20:5} MB"
    print(f"{key[0]:<12} {key[2]:>6} {key[1]:<36} {told}", flush=True)
