"""Batches: many small files one after the other in this process, then by one child and by as many as there are processors.

Beside them, a fork of this process for each processor with its part of the files: no pool can be faster than these, which
ask nothing of each other, and what they lose to each other's caches is the machine's.

    python -m bench.batch [FILES] [ROUNDS] [PROJECTS]

Each file (1 to PROJECTS projects, 4 unless told) becomes a workbook and a PDF. The ways take turns, so that what else the machine does falls
on all of them alike; the ratio of the clocks says something only where nothing else runs, that of the processor's
time always. A last run finds all of it done. `run` gives the figures.
"""

from __future__ import annotations

import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

import goalconv
from goalconv.converters.batch.plan import BatchTask
from goalconv.converters.batch.work import convert_file

from .data import table, text_of

__all__ = ["Batch", "run"]

ORDER: Final = goalconv.BatchOrder(("xlsx", "pdf"))
_JOBS: Final = os.cpu_count() or 1
ALONE: Final = "in this process"
APART: Final = f"{_JOBS} forks, no pool"


class Batch(NamedTuple):
    """One way of converting the files: seconds on the clock and of all processors, and of this process alone."""

    clock: float
    used: float
    parent: float


def run(files: int = 400, rounds: int = 3, projects: int = 4) -> dict[str, Batch]:
    """The medians of the rounds by way; the files that come out are read back."""
    with tempfile.TemporaryDirectory() as folder:
        tasks = _inputs(Path(folder, "in"), files, projects)
        ways: dict[str, Callable[[Path], None]] = {
            ALONE: lambda out: _alone(tasks, out),
            APART: lambda out: _apart(tasks, out),
            **{f"jobs {jobs}": lambda out, jobs=jobs: _batch(tasks, out, jobs) for jobs in dict.fromkeys((1, _JOBS))},
        }
        runs: dict[str, list[Batch]] = {name: [] for name in ways}
        for number in range(rounds):
            for name, way in ways.items():
                out = Path(folder, f"{name} {number}")
                with _measured(runs[name]):
                    way(out)
                _prove(tasks, out)
        runs["done before"] = []
        with _measured(runs["done before"]):
            _batch(tasks, Path(folder, f"jobs {_JOBS} 0"), _JOBS, "skipped")
    return {name: Batch(*(statistics.median(column) for column in zip(*of, strict=True))) for name, of in runs.items()}


def _inputs(folder: Path, files: int, projects: int) -> tuple[BatchTask, ...]:
    folder.mkdir()
    for number in range(files):
        (folder / f"{number}.txt").write_text(text_of(table(1 + number % projects)), encoding="utf-8")
    return goalconv.plan_batch([folder]).tasks


def _alone(tasks: tuple[BatchTask, ...], out: Path) -> None:
    out.mkdir(exist_ok=True)
    for task in tasks:
        for output in convert_file(Path(task.source).read_bytes(), task.source, ORDER).outputs:
            goalconv.write_file(out / (task.stem + output.ending), output.data)


def _apart(tasks: tuple[BatchTask, ...], out: Path) -> None:
    """A fork for each processor, which converts every file of its part."""
    children: list[int] = []
    for part in range(_JOBS):
        if not (child := os.fork()):
            try:
                _alone(tasks[part::_JOBS], out)
                os._exit(0)
            finally:
                os._exit(1)
        children.append(child)
    assert not any(os.waitpid(child, 0)[1] for child in children)


def _batch(tasks: tuple[BatchTask, ...], out: Path, jobs: int, expected: str = "done") -> None:
    for outcome in goalconv.run_batch(tasks, ORDER, out, goalconv.LocalEngine(jobs)):
        assert outcome.status == expected, outcome


def _prove(tasks: tuple[BatchTask, ...], out: Path) -> None:
    assert len(list(out.glob("*.xlsx"))) == len(list(out.glob("*.pdf"))) == len(tasks)
    task = tasks[-1]
    assert not goalconv.diff(goalconv.read(out / f"{task.stem}.xlsx").table, goalconv.read(task.source).table).changes


@contextmanager
def _measured(runs: list[Batch]) -> Iterator[None]:
    clock, used, parent = time.monotonic(), _used(), time.process_time()
    yield
    runs.append(Batch(time.monotonic() - clock, _used() - used, time.process_time() - parent))


def _used() -> float:
    """Seconds of the processors that this process and its children, all of them ended, have had."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def main() -> None:
    """Prints the figures, a file at a time in milliseconds."""
    given = [int(word) for word in sys.argv[1:]]
    files, rounds, projects = (*given, *(400, 3, 4)[len(given) :])
    found = run(files, rounds, projects)
    alone = found[ALONE]
    print(f"{files} files, {_JOBS} processors; ms a file, medians of {rounds}")
    print(f"{'':<18}{'clock':>8}{'cpu':>8}{'parent':>8}{'speed-up':>10}{'more cpu':>10}")
    for name, batch in found.items():
        each = "".join(f"{1000 * seconds / files:8.2f}" for seconds in batch)
        print(f"{name:<18}{each}{alone.clock / batch.clock:10.2f}{batch.used / alone.used - 1:10.1%}")


if __name__ == "__main__":
    main()
