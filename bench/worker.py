"""One run of one engine in a process of its own: `python -m bench.worker JOB ENGINE FOLDER PROJECTS SECONDS [--prove]`.

Prints a line of JSON: seconds of processor time (with that of its children) and on the clock for the work with its imports,
and the most memory so far, in bytes. What was made is proved afterwards. Work over its SECONDS ends the process by SIGALRM.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
import time
from importlib import import_module
from pathlib import Path

from .job import Case, Engine

__all__ = ["main"]


def _engine(job: str, name: str) -> Engine:
    return next(engine for engine in import_module(f"bench.jobs.{job}").ENGINES if engine.name == name)


def _used() -> float:
    """Seconds of processor time of this process and of its children that have ended."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _memory() -> int:
    """The most resident memory of this process or of one of its children, in bytes."""
    return 1024 * max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def main(job: str, name: str, folder: str, projects: str, seconds: str, *more: str) -> None:
    """Loads, works, tells, and proves where asked to."""
    engine, case = _engine(job, name), Case(Path(folder), int(projects))
    given = engine.load(case)
    signal.alarm(int(seconds))
    before, start = _used(), time.perf_counter()
    made = engine.work(given)
    signal.alarm(0)
    figures = {"clock": time.perf_counter() - start, "used": _used() - before, "memory": _memory()}
    if "--prove" in more:
        engine.prove(made, case)
    print(json.dumps(figures))


if __name__ == "__main__":
    main(*sys.argv[1:])
