"""Mutation testing: small changes to the code, one at a time, each of which some test must notice.

    make mutation                                   all modules of tools/mutation.toml
    .venv/bin/python tools/mutation.py values       one of them; `--all` takes every mutant, not a sample

A run collects the tests of a module once. A first child says which tests enter which function; then each mutant is
put into a child of its own, which runs the tests that enter the changed function, the quickest first and at most some seconds, until one fails.
What survives is printed, but for the mutants that tools/mutation.toml explains. Status 1 where fewer than 90 in 100 are killed.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import gc
import json
import os
import random
import signal
import sys
import time
import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import mutants
import pytest

ROOT = Path(__file__).parent.parent
SETTINGS = ROOT / "tools" / "mutation.toml"
SEED, LEAST, PATIENCE = 2025, 0.9, 5.0
SAMPLE = int(os.environ.get("GOALCONV_SAMPLE", "150"))
KILLED, SURVIVED = 1, 0


class Mutation:
    """A plug-in of pytest that runs the tests once for every mutant, instead of once."""

    def __init__(self, module: str, everything: bool) -> None:
        self.path = ROOT / "converters" / f"{module}.py"
        self.module, self.everything = module, everything
        self.failed = False
        self.survivors: list[mutants.Mutant] = []
        self.count = 0

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Notes that a test failed."""
        self.failed = self.failed or report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Tries the mutants one after the other."""
        items = {item.nodeid: item for item in session.items}
        tests, times = self._watched(session)
        drawn = mutants.of(self.path.read_text(encoding="utf-8"))
        if not self.everything and len(drawn) > SAMPLE:
            drawn = random.Random(SEED).sample(drawn, SAMPLE)
        for mutant in drawn:
            names = tests.get(mutant.function) or set(items)  # a constant may be used anywhere
            chosen = quickest(names, times)
            budget = 10 + 5 * sum(times[name] for name in chosen)
            put = self._put_in if mutant.function in tests else self._put_constants_in
            status = self._in_child(
                lambda mutant=mutant, chosen=chosen, put=put: self._try(mutant, put, [items[name] for name in chosen]), budget
            )
            self.count += 1
            if status == SURVIVED:
                self.survivors.append(mutant)
        return True

    def _watched(self, session: pytest.Session) -> tuple[dict[str, set[str]], dict[str, float]]:
        """Which tests enter each function of the module, and how long each test takes."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            with os.fdopen(writing, "w") as stream:
                json.dump(self._watch(session), stream)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as stream:
            entered, times = json.load(stream)
        os.waitpid(child, 0)
        found: dict[str, set[str]] = defaultdict(set)
        for name, functions in entered.items():
            for function in functions:
                found[function].add(name)
        return found, times

    def _watch(self, session: pytest.Session) -> tuple[dict[str, list[str]], dict[str, float]]:
        silence()
        entered: dict[str, list[str]] = {}
        times: dict[str, float] = {}
        for item in session.items:
            seen: set[CodeType] = set()
            clear_caches()
            started = time.process_time()
            sys.setprofile(lambda frame, event, _, seen=seen: seen.add(frame.f_code) if event == "call" else None)  # type: ignore[misc]
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            sys.setprofile(None)
            times[item.nodeid] = time.process_time() - started
            if self.failed:
                raise SystemExit(f"{item.nodeid} fails without a mutant")
            own = [code.co_qualname for code in seen if code.co_filename == str(self.path)]
            entered[item.nodeid] = sorted({name.partition(".<locals>")[0] for name in own})
        return entered, times

    def _in_child(self, task: Any, budget: float) -> int:
        child = os.fork()
        if child == 0:
            silence()
            signal.alarm(int(budget))
            os._exit(task())
        status = os.waitpid(child, 0)[1]
        return os.WEXITSTATUS(status) if os.WIFEXITED(status) else KILLED  # what never ends, or dies, is noticed

    def _try(self, mutant: mutants.Mutant, put: Callable[[mutants.Mutant, CodeType], None], items: list[pytest.Item]) -> int:
        with contextlib.suppress(Exception):
            clear_caches()
            put(mutant, mutant.compiled(str(self.path)))
            for item in items:
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
                if self.failed:
                    return KILLED
            return SURVIVED
        return KILLED

    def _put_in(self, mutant: mutants.Mutant, code: CodeType) -> None:
        """Puts a changed function into the running program, wherever it is held."""
        changed = {inner.co_qualname: inner for inner in functions_of(code)}[mutant.function]
        for held in gc.get_objects():
            if isinstance(held, FunctionType) and belongs(held, changed):
                held.__code__ = changed

    def _put_constants_in(self, _: mutants.Mutant, code: CodeType) -> None:
        """Runs the changed module anew, and puts what its names stand for wherever the old stands."""
        name = "goalconv.converters." + self.module.replace("/", ".").removesuffix(".__init__")
        old = sys.modules[name]
        new = ModuleType(name)
        new.__dict__.update({key: vars(old)[key] for key in ("__file__", "__package__", "__spec__")})
        exec(code, new.__dict__)
        for key, value in vars(new).items():
            before = vars(old).get(key)
            if key.startswith("__") or isinstance(value, FunctionType | type | ModuleType) or before is value:
                continue
            if getattr(value, "__module__", name) != name and type(value).__module__ == "builtins":
                continue
            for module in list(sys.modules.values()):
                for place in [place for place, held in getattr(module, "__dict__", {}).items() if held is before]:
                    setattr(module, place, value)


def quickest(names: Iterable[str], times: dict[str, float]) -> list[str]:
    """The tests in the order of their time, as many as PATIENCE allows, but for one more."""
    ordered = sorted(names, key=lambda name: times[name])
    spent = list(accumulate(times[name] for name in ordered))
    return ordered[: bisect_left(spent, PATIENCE) + 1]


def functions_of(code: CodeType) -> Iterator[CodeType]:
    """The code of every function and method that stands in a code."""
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield inner
            yield from functions_of(inner)


def belongs(function: FunctionType, code: CodeType) -> bool:
    """Whether a function is the one that a changed code is of."""
    own = function.__code__
    return own.co_filename == code.co_filename and own.co_qualname == code.co_qualname


def clear_caches() -> None:
    """Forgets what functions remember, which another code may have worked out."""
    for entry in gc.get_objects():
        if isinstance(entry, functools._lru_cache_wrapper):
            entry.cache_clear()


def silence() -> None:
    """Has the process print nothing more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def run(module: str, tests: list[str], explained: dict[str, dict[str, str]], everything: bool) -> bool:
    """Prints what came of a module's mutants; whether enough were killed."""
    started, plugin = time.monotonic(), Mutation(module, everything)
    arguments = ["-p", "no:cacheprovider", "-p", "no:terminal", "-p", "no:xdist", "--hypothesis-seed=0", *tests]
    if pytest.main(arguments, plugins=[plugin]) not in (0, 5):
        raise SystemExit(f"{module}: the tests cannot be run: {' '.join(tests)}")
    bare = [mutant for mutant in plugin.survivors if mutant.title not in explained.get(module, {})]
    killed, told = plugin.count - len(plugin.survivors), len(plugin.survivors) - len(bare)
    score = killed / max(1, plugin.count - told)
    print(
        f"{module}: {plugin.count} mutants, {killed} killed, {told} explained: {score:.1%} ({time.monotonic() - started:.0f} s)"
    )
    for mutant in bare:
        print(f"  {mutant.line} {mutant.title}")
    return score >= LEAST


def main() -> int:
    """Tries the modules named, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--all", action="store_true", help="every mutant")
    given = parser.parse_args()
    settings = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))
    os.chdir(ROOT)
    well = True
    for module, tests in settings["tests"].items():
        if given.modules and module not in given.modules:
            continue
        child = os.fork()  # each module has tests of its own, and nothing of another's is left in its process
        if child == 0:
            code = 0 if run(module, tests, settings.get("explained", {}), given.all) else 1
            sys.stdout.flush()
            os._exit(code)
        well = os.WEXITSTATUS(os.waitpid(child, 0)[1]) == 0 and well
    return 0 if well else 1


if __name__ == "__main__":
    os.environ |= {"CI": "1", "GOALCONV_MUTATION": "1"}
    sys.path.insert(0, str(ROOT / "tests"))
    raise SystemExit(main())
