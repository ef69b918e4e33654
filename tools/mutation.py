"""Mutation testing: small changes to the code, one at a time, each of which some test must notice.

    make mutation                                   all modules of tools/mutation.toml; --write puts the scores into docs/proofs.md
    .venv/bin/python tools/mutation.py values       one of them; `--all` takes every mutant, not the sample that tools/mutation.toml states;
                                                    GOALCONV_SEED and GOALCONV_SAMPLE draw another

A run collects the tests of a group of modules once and runs them once, which says which tests reach which line and how long each takes. Then
each mutant is put into a child of its own, which runs the tests that reach the changed line, the quickest first of each way through the function and at most some seconds,
until one fails. What survives is printed, but for the mutants that tools/mutation.toml explains. Status 1 where fewer than 90 in 100 are killed, or where
a mutant is explained that there is not.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import gc
import os
import random
import re
import resource
import signal
import sys
import time
import tomllib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import accumulate, zip_longest
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any, NamedTuple

import mutants
import pytest

ROOT = Path(__file__).parent.parent
SETTINGS = ROOT / "tools" / "mutation.toml"
PAGE = ROOT / "docs" / "proofs.md"
SURVIVORS = ROOT / "docs" / "survivors.md"
BEGIN, END = "<!-- mutation: make mutation -->", "<!-- end -->"
HEAD = "| 模块 module | 变异 mutants | 抽取 drawn | 发现 killed | 已说明 explained | 发现率 score |\n|---|--:|--:|--:|--:|--:|"
LEAST, PATIENCE, MEMORY = 0.9, float(os.environ.get("GOALCONV_PATIENCE", "15")), 2 << 30
KILLED, SURVIVED = 1, 0


class Score(NamedTuple):
    """What came of the mutants of a module."""

    module: str
    mutants: int
    drawn: int
    survivors: list[mutants.Mutant]
    explained: int

    @property
    def killed(self) -> int:
        """How many a test noticed."""
        return self.drawn - self.explained - len(self.survivors)

    @property
    def share(self) -> float:
        """The part of the drawn that was killed, without those that need no test."""
        return self.killed / max(1, self.drawn - self.explained)

    @property
    def row(self) -> str:
        """The line of the page."""
        return f"| {self.module} | {self.mutants} | {self.drawn} | {self.killed} | {self.explained} | {self.share:.1%} |"


class Campaign:
    """A plug-in of pytest that runs the tests once for every mutant, instead of once."""

    def __init__(self, modules: list[str], settings: dict[str, Any], given: argparse.Namespace) -> None:
        self.paths = {module: path_of(module) for module in modules}
        self.mutants = {module: found_in(module) for module in modules}
        self.explained: dict[str, dict[str, str]] = settings.get("explained", {})
        self.samples: dict[str, dict[str, int]] = settings.get("samples", {})
        self.everything, self.written = given.all, given.write
        self.failed = False
        self.scores: list[Score] = []
        self.times: dict[int, float] = {}
        self.entered: dict[tuple[str, str], set[int]] = defaultdict(set)
        self.reached: dict[str, dict[int, set[int]]] = {str(path): defaultdict(set) for path in self.paths.values()}
        self.ways: Counter[int] = Counter()  # what lines a test reaches, in one number
        self.held: dict[tuple[str, str], list[FunctionType]] = defaultdict(list)

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Notes that a test failed."""
        self.failed = self.failed or report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Tries the mutants one after the other."""
        for at, item in enumerate(session.items):
            self._watch(at, item)
        for entry in gc.get_objects():
            if isinstance(entry, FunctionType):
                self.held[entry.__code__.co_filename, entry.__code__.co_qualname].append(entry)
        for path, reached in self.reached.items():
            for line, tests in reached.items():
                for at in tests:
                    self.ways[at] ^= hash((path, line))
        print(f"{len(self.times)} tests, {sum(self.times.values()):.0f} s", flush=True)
        gc.freeze()  # children share what is never looked at again
        for module in self.paths:
            self.scores.append(self._module(module, session.items))
            report(self.scores[-1])
            if self.written:
                write(self.scores)
        return True

    def _watch(self, at: int, item: pytest.Item) -> None:
        """Takes down what of the code a test reaches, and how long it takes."""
        forget()  # what an earlier test had worked out is worked out again, and so entered
        started, others = time.process_time(), os.times().children_user
        sys.settrace(functools.partial(self._trace, at))
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        sys.settrace(None)
        if self.failed:
            raise SystemExit(f"{item.nodeid} fails without a mutant")
        if os.times().children_user == others:  # else another process runs the code as it stands in the files
            self.times[at] = time.process_time() - started

    def _trace(self, at: int, frame: FrameType, event: str, _: object) -> Callable[..., Any] | None:
        """Takes down that a test enters a function, and which of its lines it reaches."""
        code = frame.f_code
        if code.co_filename not in self.reached:
            return None
        self.entered[code.co_filename, code.co_qualname.partition(".<locals>")[0]].add(at)
        reached = self.reached[code.co_filename]

        def trace(frame: FrameType, event: str, _: object) -> Callable[..., Any]:
            reached[frame.f_lineno].add(at)
            return trace

        return trace

    def _module(self, module: str, items: list[pytest.Item]) -> Score:
        found = self.mutants[module]
        drawn = found if self.everything else sample(found, **self.samples.get(module, {}))
        survivors = [mutant for mutant in drawn if self._fate(module, mutant, items) == SURVIVED]
        bare = [mutant for mutant in survivors if mutant.title not in self.explained.get(module, {})]
        return Score(module, len(found), len(drawn), bare, len(survivors) - len(bare))

    def _fate(self, module: str, mutant: mutants.Mutant, items: list[pytest.Item]) -> int:
        path = str(self.paths[module])
        within = mutant.function != ""
        tests = self.reached[path].get(mutant.line) or self.entered[path, mutant.function] if within else self._using(mutant)
        chosen = within_patience(self._spread(tests & self.times.keys(), path, self._lines(path, mutant.function)), self.times)
        put = self._put_in if within else functools.partial(self._put_constants_in, module)
        budget = 3 + 2 * sum(self.times[at] for at in chosen)
        child = os.fork()
        if child == 0:
            limit(budget)
            os._exit(self._try(lambda: put(mutant.compiled(path), mutant.function), [items[at] for at in chosen]))
        status = os.waitpid(child, 0)[1]
        return os.WEXITSTATUS(status) if os.WIFEXITED(status) else KILLED  # what never ends, or dies, is noticed

    def _spread(self, tests: set[int], path: str, lines: set[int]) -> list[int]:
        """The tests in the order of their time; but first one of each way through the lines of the changed function, and what runs like another late."""
        alike: dict[tuple[bool, ...], list[int]] = defaultdict(list)
        seen: Counter[int] = Counter()
        turns: dict[int, int] = {}
        for at in sorted(tests, key=lambda at: self.times[at]):
            turns[at] = seen[self.ways[at]]
            seen[self.ways[at]] += 1
            alike[tuple(at in self.reached[path][line] for line in lines & self.reached[path].keys())].append(at)
        ranked = [sorted(found, key=lambda at: turns[at]) for found in alike.values()]
        return [at for turn in zip_longest(*ranked) for at in turn if at is not None]

    def _lines(self, path: str, function: str) -> set[int]:
        """The lines of a function."""
        codes = [code for held in self.held.get((path, function), ()) for code in codes_of(held.__code__)]
        return {line for code in codes for *_, line in code.co_lines() if line is not None}

    def _using(self, mutant: mutants.Mutant) -> set[int]:
        """The tests that enter a function which uses a constant, wherever it stands; all where none is known to."""
        names = mutant.names
        users = {key for key, held in self.held.items() if any(names & set(code.co_names) for code in codes_of(held[0].__code__))}
        return set().union(*(self.entered[path, name.partition(".<locals>")[0]] for path, name in users)) or set(self.times)

    def _try(self, put: Callable[[], bool], items: list[pytest.Item]) -> int:
        with contextlib.suppress(Exception):
            forget()
            if not put():
                return SURVIVED
            for item, following in zip(items, [*items[1:], None], strict=True):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if self.failed:
                    return KILLED
            return SURVIVED
        return KILLED

    def _put_in(self, code: CodeType, function: str) -> bool:
        """Puts a changed function into the running program, wherever it is held."""
        changed = {inner.co_qualname: inner for inner in functions_of(code)}[function]
        for held in self.held[changed.co_filename, function]:
            held.__code__ = changed
        return True

    def _put_constants_in(self, module: str, code: CodeType, _: str) -> bool:
        """Runs the changed module anew, and puts what its names stand for wherever the old stands; whether anything is another."""
        name = "goalconv.converters." + module.replace("/", ".").removesuffix(".__init__")
        old = sys.modules[name]
        new = ModuleType(name)
        new.__dict__.update({key: vars(old)[key] for key in ("__file__", "__package__", "__spec__")})
        exec(code, new.__dict__)
        done = False
        for key, value in vars(new).items():
            before = vars(old).get(key)
            if key.startswith("__") or isinstance(value, FunctionType | type | ModuleType) or before is value:
                continue
            if getattr(value, "__module__", name) != name and type(value).__module__ == "builtins":
                continue
            done = done or type(value).__module__ != "builtins" or before != value
            for other in list(sys.modules.values()):
                for place in [place for place, held in getattr(other, "__dict__", {}).items() if held is before]:
                    setattr(other, place, value)
        return done


def path_of(module: str) -> Path:
    """The file of a module."""
    return ROOT / "converters" / f"{module}.py"


def found_in(module: str) -> list[mutants.Mutant]:
    """The mutants of a module."""
    return mutants.of(path_of(module).read_text(encoding="utf-8"))


def sample(found: list[mutants.Mutant], drawn: int | None = None, seed: int = 0) -> list[mutants.Mutant]:
    """The mutants that are tried of a module: as many as its sample says, or the environment; all where nothing does."""
    seed, drawn = int(os.environ.get("GOALCONV_SEED", seed)), int(os.environ.get("GOALCONV_SAMPLE", drawn or len(found)))
    return random.Random(seed).sample(found, drawn) if drawn < len(found) else found


def stale(settings: dict[str, Any]) -> list[str]:
    """The explanations that explain no mutant any more, each with its module."""
    titles = {module: {mutant.title for mutant in found_in(module)} for module in settings["explained"]}
    return [
        f"{module}: {title}" for module, held in settings["explained"].items() for title in held if title not in titles[module]
    ]


def limit(budget: float) -> None:
    """Has a child print nothing more, and ends it where it takes too much; its own time counts, for others may keep it waiting."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    signal.setitimer(signal.ITIMER_PROF, budget)
    signal.alarm(int(60 * budget))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def within_patience(ordered: list[int], times: dict[int, float]) -> list[int]:
    """The first of the tests, as many as PATIENCE allows, but for one more."""
    spent = list(accumulate(times[at] for at in ordered))
    return ordered[: bisect_left(spent, PATIENCE) + 1]


def forget() -> None:
    """Empties the caches of all functions of goalconv."""
    for name, module in list(sys.modules.items()):
        for held in list(vars(module).values()) if name.startswith("goalconv") else ():
            if isinstance(held, functools._lru_cache_wrapper):
                held.cache_clear()


def codes_of(code: CodeType) -> Iterator[CodeType]:
    """A code, and that of every function that stands in it."""
    yield code
    yield from functions_of(code)


def functions_of(code: CodeType) -> Iterator[CodeType]:
    """The code of every function and method that stands in a code."""
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield inner
            yield from functions_of(inner)


def report(score: Score) -> None:
    """Prints what came of a module, and what survives there unexplained."""
    print(f"{score.module}: {score.drawn} mutants, {score.killed} killed, {score.explained} explained: {score.share:.1%}")
    for mutant in sorted(score.survivors, key=lambda mutant: mutant.line):
        print(f"  {mutant.line} {mutant.title}")
    sys.stdout.flush()


def write(scores: list[Score]) -> None:
    """Puts the scores into the page, beside those of the modules that were not measured now."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    stated, _, after = rest.partition(END)
    rows = {line.split("|")[1].strip(): line for line in stated.splitlines() if line.startswith("| ")}
    rows |= {score.module: score.row for score in scores}
    kept = "\n".join(rows[module] for group in groups() for module in group["modules"] if module in rows)
    PAGE.write_text(f"{before}{BEGIN}\n\n{HEAD}\n{kept}\n\n{END}{after}", encoding="utf-8")
    write_survivors(scores)


def write_survivors(scores: list[Score]) -> None:
    """Puts what survived unexplained into its page, beside that of the modules that were not measured now."""
    head, *sections = re.split(r"^### ", SURVIVORS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    lists = dict(section.split("\n", 1) for section in sections)
    lists |= {score.module: "\n" + "".join(f"- {survivor(mutant)}\n" for mutant in score.survivors) + "\n" for score in scores}
    kept = [
        f"### {module}\n{lists[module]}" for group in groups() for module in group["modules"] if lists.get(module, "").strip()
    ]
    SURVIVORS.write_text(head + "".join(kept).rstrip("\n") + "\n", encoding="utf-8")


def survivor(mutant: mutants.Mutant) -> str:
    """A mutant as the page names it."""
    function, _, change = mutant.title.partition(": ")
    return f"{function}: ``{change.replace('`', chr(39))}``"


def campaign(modules: list[str], tests: list[str], settings: dict[str, Any], given: argparse.Namespace) -> bool:
    """Tries the mutants of a group of modules; whether enough were killed of each."""
    plugin = Campaign(modules, settings, given)
    arguments = ["-p", "no:cacheprovider", "-p", "no:terminal", "-p", "no:xdist", "--hypothesis-seed=0", *tests]
    if pytest.main(arguments, plugins=[plugin]) not in (0, 5):
        raise SystemExit(f"{' '.join(modules)}: the tests cannot be run: {' '.join(tests)}")
    return all(score.share >= LEAST for score in plugin.scores)


def stated() -> dict[str, Any]:
    """What tools/mutation.toml says."""
    return tomllib.loads(SETTINGS.read_text(encoding="utf-8"))


def groups() -> list[dict[str, list[str]]]:
    """The modules that have tests in common, and these."""
    found: list[dict[str, list[str]]] = stated()["group"]
    return found


def main() -> int:
    """Tries the modules named, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--all", action="store_true", help="every mutant")
    parser.add_argument("--write", action="store_true", help="put the scores into docs/proofs.md")
    given = parser.parse_args()
    settings = stated()
    os.chdir(ROOT)
    unknown = stale(settings)
    for entry in unknown:
        print(f"explained, but there is no such mutant: {entry}", flush=True)
    well = not unknown
    for group in groups():
        chosen = [module for module in group["modules"] if not given.modules or module in given.modules]
        if not chosen:
            continue
        child = os.fork()  # each group has tests of its own, and nothing of another's is left in its process
        if child == 0:
            code = 0 if campaign(chosen, group["tests"], settings, given) else 1
            sys.stdout.flush()
            os._exit(code)
        well = os.WEXITSTATUS(os.waitpid(child, 0)[1]) == 0 and well
    return 0 if well else 1


if __name__ == "__main__":
    os.environ |= {"CI": "1", "GOALCONV_MUTATION": "1", "GOALCONV_EXAMPLES": os.environ.get("GOALCONV_EXAMPLES", "25")}
    sys.path.insert(0, str(ROOT / "tests"))
    raise SystemExit(main())
