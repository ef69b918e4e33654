"""Runs the bench: `python -m bench [--jobs NAMES] [--sizes NUMBERS] [--minutes N] [--write]`."""

from __future__ import annotations

import argparse
import pickle
import tempfile
import time
from pathlib import Path

from .jobs import JOBS
from .report import write_page
from .suite import run_all


def main() -> None:
    """All of it, unless told to run a part; docs/bench.md is written only on request."""
    arguments = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    arguments.add_argument("--jobs", default=",".join(("start", *JOBS, "growth")), help="names, separated by commas")
    arguments.add_argument("--sizes", default="47,500,5000,50000", help="numbers of projects, separated by commas")
    arguments.add_argument("--minutes", type=float, default=8, help="after which no peer is begun any more")
    arguments.add_argument("--write", action="store_true", help="write docs/bench.md and its pictures")
    arguments.add_argument("--results", type=Path, help="a file to keep the results in, or to write the page from")
    given = arguments.parse_args()
    if given.results and given.results.exists():
        outcome = pickle.loads(given.results.read_bytes())
    else:
        with tempfile.TemporaryDirectory() as folder:
            until = time.monotonic() + given.minutes * 60
            outcome = run_all(Path(folder), given.jobs.split(","), [int(size) for size in given.sizes.split(",")], until)
        if given.results:
            given.results.write_bytes(pickle.dumps(outcome))
    if given.write:
        write_page(outcome)


if __name__ == "__main__":
    main()
