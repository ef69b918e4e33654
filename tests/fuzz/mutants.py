"""Damages files for as long as it is told to, and keeps each one that ends in anything but a table or our own error.

    python tests/fuzz/mutants.py --seconds 600 --seed 1 [--form xlsx] [--keep out/mutants]

Readers run in the process itself, those too that usually have a child: a crash of one costs a new process and is a find.
Prints a line for each find; at the end how many files of each format were tried, and the CPU seconds of the slowest.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from mutations import Fixture, fixtures, mutant
from trials import trial, within

SECONDS = 20
"""What reading one file may take."""


def main() -> int:
    """Tries mutants; 1 where there was a find."""
    asked = _arguments()
    chosen = [fixture for fixture in fixtures() if asked.form in ("", fixture.form)]
    os.environ["GOALCONV_CONFINED"] = str(4 << 30)
    asked.keep.mkdir(parents=True, exist_ok=True)
    end, number, tried, slowest, finds = (
        time.monotonic() + asked.seconds,
        asked.seed * 10_000_000,
        Counter[str](),
        [0.0, "", 0],
        0,
    )
    while time.monotonic() < end:
        pipe, other = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(pipe)
            _work(chosen, number, end, asked.keep, os.fdopen(other, "w", buffering=1))
            os._exit(0)
        os.close(other)
        for line in os.fdopen(pipe):
            kind, form, what, *more = line.rstrip("\n").split("\t")
            number += kind == "tried"
            tried[form] += kind == "tried"
            slowest = max(slowest, [float(what), form, number]) if kind == "tried" else slowest
            if kind == "find":
                finds += 1
                print(what, *more, flush=True)
        _, status = os.waitpid(pid, 0)
        if status:
            finds += 1
            print(f"the process ended with {status} at mutant {number}", flush=True)
            number += 1
    print(f"{sum(tried.values())} tried, {finds} finds, {dict(tried)}, slowest {slowest}")
    return 1 if finds else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--form", default="")
    parser.add_argument("--keep", type=Path, default=Path("out/mutants"))
    return parser.parse_args()


def _work(chosen: list[Fixture], number: int, end: float, keep: Path, told: object) -> None:
    """One mutant after the other, each told of when it is done; the one at hand lies in `keep` in case of a crash."""
    forms = sorted({fixture.form for fixture in chosen})
    at_hand = keep / f"at-hand-{os.getpid()}"
    while time.monotonic() < end:
        chance = random.Random(number)
        form = chance.choice(forms)
        fixture = chance.choice([fixture for fixture in chosen if fixture.form == form])
        data = mutant(fixture.data, fixture.form, chance)
        at_hand.write_bytes(data)
        start = time.process_time()
        try:
            with within(SECONDS):
                trial(data, fixture.form, fixture.data)
        except BaseException as error:
            kept = keep / f"{number}-{fixture.name}"
            kept.write_bytes(data)
            where = traceback.extract_tb(error.__traceback__)[-1]
            said = f"{type(error).__name__} {str(error)[:150]!r} {where.filename.rpartition('/')[2]}:{where.lineno}"
            print(f"find\t{fixture.form}\t{kept}\t{said}".replace("\n", " "), file=told)  # type: ignore[call-overload]
        print(f"tried\t{fixture.form}\t{time.process_time() - start:.2f}", file=told)  # type: ignore[call-overload]
        number += 1
    at_hand.unlink()


if __name__ == "__main__":
    sys.exit(main())
