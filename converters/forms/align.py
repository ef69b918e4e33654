"""Which line of a form each line of a filled file is: the cheapest way to read the one as the other.

A filled file has the form's lines in order, those of a block once for each item. Fixed texts hold
the two together, as do blank cells and merged ones; rows that a person added or took away cost
something and are reported. All costs are differences in what a reader would see.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from ..amounts import parse_amount
from .template import Block, Pattern, Surface, Template

__all__ = ["Aligned", "Filled", "align"]

_OTHER_KIND: Final = 40.0
_OTHER_TEXT: Final = 8.0
_NO_TEXT: Final = 4.0
_LONGER_TEXT: Final = 2.0
_EXTRA_TEXT: Final = 2.0
_NO_AMOUNT: Final = 1.0
_OTHER_ITEM: Final = 3.0
_BLANK: Final = 0.05
_BLANK_LINE: Final = 0.1
_LINE: Final = 1.0


class Filled:
    """A filled surface, with quick answers about its cells."""

    def __init__(self, surface: Surface) -> None:
        self.surface = surface
        self._above: dict[tuple[int, int], int] = {}
        for area in surface.merges:
            for line in range(area.top, min(area.bottom, len(surface.lines) - 1) + 1):
                self._above[line, area.left] = area.top

    def covered(self, line: int, column: int) -> bool:
        """Whether the cell belongs to one that begins in a line above."""
        return self._above.get((line, column), line) < line

    def top(self, line: int, column: int) -> int:
        """The line in which the cell begins."""
        return self._above.get((line, column), line)

    def text(self, line: int, column: int) -> str:
        """The text that the cell shows, where it begins above the text there."""
        return self.surface.lines[self.top(line, column)].texts.get(column, "")


class Aligned(NamedTuple):
    """A line of the filled file as a line of the form, and which repetition of each block around it; None where it is none."""

    filled: int
    line: int | None
    path: tuple[int, ...] = ()


class _Step(NamedTuple):
    """How a state was reached: from which, by taking a line of the file or not, at which depth a block began anew."""

    filled: int
    state: int
    taken: int | None
    depth: int


def align(template: Template, filled: Filled) -> tuple[list[Aligned], list[int]]:
    """The lines of the file in order, and the lines of the form that the file has not."""
    return _Aligner(template, filled).run()


class _Aligner:
    def __init__(self, template: Template, filled: Filled) -> None:
        self.template = template
        self.filled = filled
        self.lines = [line for line in range(len(template.surface.lines)) if line not in template.silent]
        self.count = len(filled.surface.lines)
        self.loops = [list(self._loops(state)) for state in range(len(self.lines))]
        self.shapes = [self._shape(line) for line in self.lines]
        self.known = [
            {column for column, _ in shape} | template.surface.lines[line].computed
            for line, shape in zip(self.lines, self.shapes, strict=True)
        ]
        self.missing = [self._missing(state) for state in range(len(self.lines))]

    def run(self) -> tuple[list[Aligned], list[int]]:
        """The cheapest way, looked for among ways that cost little first: a file that was filled in with care costs next to nothing."""
        limit = _LINE
        while (steps := self._steps(limit)) is None:
            limit *= 4
        return self._trace(steps)

    def _steps(self, limit: float) -> list[list[_Step | None]] | None:
        """Dynamic programming over lines taken and lines of the form; state 0 is before the first. None where all ways cost more than `limit`.

        No way that costs less leads through a state that costs more, so that those are left out.
        """
        width = len(self.lines) + 1
        costs = [float("inf")] * width
        costs[0] = 0.0
        steps: list[list[_Step | None]] = [[None] * width]
        self._skip(0, costs, steps[0], limit)
        for number in range(self.count):
            after = [float("inf")] * width
            reached: list[_Step | None] = [None] * width
            inserted = self._inserted(number)
            for state, cost in enumerate(costs):
                if cost > limit:
                    continue
                _reach(after, reached, state, cost + inserted, _Step(number, state, None, -1))
                for target, depth in self._targets(state):
                    taken = cost + self._match(target - 1, number, depth)
                    _reach(after, reached, target, taken, _Step(number, state, number, depth))
            self._skip(number + 1, after, reached, limit)
            steps.append(reached)
            costs = after
        return steps if costs[-1] <= limit else None

    def _targets(self, state: int) -> Iterator[tuple[int, int]]:
        """The states that can follow, each with the depth of the block that begins anew; 0 where none does."""
        if state < len(self.lines):
            yield state + 1, 0
        if state:
            yield from self.loops[state - 1]

    def _loops(self, state: int) -> Iterator[tuple[int, int]]:
        line = self.lines[state]
        for depth, block in enumerate(self.template.chains[line], 1):
            inside = [number for number in self.lines if block.first <= number <= block.last]
            if inside and inside[-1] == line:
                yield self.lines.index(inside[0]) + 1, depth

    def _skip(self, number: int, costs: list[float], steps: list[_Step | None], limit: float) -> None:
        """Lines of the form that the file has not."""
        for state, missing in enumerate(self.missing):
            if costs[state] <= limit:
                _reach(costs, steps, state + 1, costs[state] + missing, _Step(number, state, None, 0))

    def _missing(self, state: int) -> float:
        patterns = self.template.cells[self.lines[state]].values()
        if not any(pattern.text.strip() for pattern in patterns):
            return _BLANK_LINE
        return _LINE + sum(_OTHER_TEXT for pattern in patterns if not pattern.marks and pattern.text.strip())

    def _inserted(self, number: int) -> float:
        count = sum(bool(text.strip()) for text in self.filled.surface.lines[number].texts.values())
        return _LINE + _LONGER_TEXT + _EXTRA_TEXT * count if count else _BLANK_LINE

    def _shape(self, line: int) -> list[tuple[int, Pattern]]:
        return [(column, pattern) for column, pattern in self.template.cells[line].items() if pattern.text.strip()]

    def _match(self, state: int, number: int, depth: int) -> float:
        """What it costs to read a line of the file as this line of the form, where the block at `depth` begins anew."""
        line, found = self.lines[state], self.filled.surface.lines[number]
        cost = 0.0 if self.template.surface.lines[line].kind == found.kind else _OTHER_KIND
        chain = self.template.chains[line]
        shape = self.shapes[state]
        for column, pattern in shape:
            text = self.filled.text(number, column)
            if pattern.marks and depth and pattern.depth < len(chain):
                cost += self._same_item(pattern, number, column, depth)
            cost += _cell_cost(pattern, text)
        known = self.known[state]
        return cost + sum(_EXTRA_TEXT for column, text in found.texts.items() if text.strip() and column not in known)

    def _same_item(self, pattern: Pattern, number: int, column: int, depth: int) -> float:
        """An outer item's cell goes on where only inner blocks begin anew, and is a new one where its own block does."""
        covered = self.filled.covered(number, column)
        if pattern.depth >= depth:
            return _OTHER_ITEM if covered else 0.0
        return 0.0 if covered or not self.filled.text(number, column).strip() else _OTHER_ITEM

    def _trace(self, steps: Sequence[Sequence[_Step | None]]) -> tuple[list[Aligned], list[int]]:
        """Goes back along the cheapest way."""
        number, state = self.count, len(self.lines)
        way: list[tuple[int, _Step]] = []
        while (step := steps[number][state]) is not None:
            way.append((state, step))
            number, state = step.filled, step.state
        aligned: list[Aligned] = []
        missing: list[int] = []
        path: list[int] = []
        chain: tuple[Block, ...] = ()
        for state, step in reversed(way):
            if step.depth < 0:
                aligned.append(Aligned(step.filled, None))
                continue
            line = self.lines[state - 1]
            path = _next_path(path, chain, self.template.chains[line], step.depth)
            chain = self.template.chains[line]
            if step.taken is None:
                missing.append(line)
            else:
                aligned.append(Aligned(step.taken, line, tuple(path)))
        return aligned, missing


def _reach(costs: list[float], steps: list[_Step | None], state: int, cost: float, step: _Step) -> None:
    if cost < costs[state]:
        costs[state], steps[state] = cost, step


def _next_path(path: list[int], before: Sequence[Block], chain: Sequence[Block], depth: int) -> list[int]:
    """The repetitions of the blocks around the next line."""
    if depth:
        return [*path[: depth - 1], path[depth - 1] + 1, *[0] * (len(chain) - depth)]
    kept = 0
    while kept < min(len(before), len(chain)) and before[kept] is chain[kept]:
        kept += 1
    return [*path[:kept], *[0] * (len(chain) - kept)]


@lru_cache(maxsize=65_536)
def _same(left: str, right: str) -> bool:
    return "".join(left.split()) == "".join(right.split())


def _cell_cost(pattern: Pattern, text: str) -> float:
    """How far a filled cell is from the form's."""
    if not pattern.marks:
        fixed = pattern.fixed[0]
        if not fixed.strip():
            return _EXTRA_TEXT if text.strip() else 0.0
        if _same(fixed, text):
            return 0.0
        if not text.strip():
            return _NO_TEXT
        return _LONGER_TEXT if "".join(text.split()).startswith("".join(fixed.split())) else _OTHER_TEXT
    if not pattern.bare:
        return 0.0 if pattern.match(text) else _OTHER_TEXT
    if not text.strip():
        return _BLANK
    return _NO_AMOUNT if pattern.marks[0].field.kind == "amount" and parse_amount(text) is None else 0.0
