"""Rules → cells: the tables that the straight lines of a page draw.

Rules that cross belong to one table. Its columns lie between all its vertical rules, its rows between
all its horizontal ones; where a rule is missing between two fields, they are one cell. A side that
no rule closes (a table cut by the page's end, a form open at its sides) is closed where the rules end.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from ..limits import Limits

__all__ = ["Box", "Rule", "Table", "find_tables"]

_SAME: Final = 1.0  # points between the halves of one rule
_TOUCH: Final = 2.5  # points between rules that meet, and between the pieces of one rule
_NEAR: Final = 3.5  # points between the two lines of a double rule
_OPEN: Final = 6.0  # points by which rules must go on where a side is open


class Rule(NamedTuple):
    """A straight line: horizontal (`across`) at the height `level`, or vertical at the abscissa `level`."""

    across: bool
    level: float
    start: float
    stop: float


class Box(NamedTuple):
    """A cell: its first row and column, and how far it spans."""

    row: int
    column: int
    rowspan: int
    colspan: int


class Table(NamedTuple):
    """A ruled table: the edges of its columns and rows, its cells, and for each row and column the cell that covers it.

    `above` and `below` say for each column whether a rule closes the table there.
    """

    across: list[float]
    down: list[float]
    boxes: list[Box]
    owner: list[list[int]]
    above: list[bool]
    below: list[bool]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies within the table."""
        return self.across[0] <= x <= self.across[-1] and self.down[0] <= y <= self.down[-1]

    def cell_at(self, x: float, y: float) -> int:
        """The cell in which a point of the table lies."""
        row = min(max(bisect_right(self.down, y) - 1, 0), len(self.owner) - 1)
        column = min(max(bisect_right(self.across, x) - 1, 0), len(self.owner[0]) - 1)
        return self.owner[row][column]

    def opens(self, box: Box) -> tuple[bool, bool]:
        """Whether a cell goes on above the table, and below it: no rule closes it there."""
        columns = slice(box.column, box.column + box.colspan)
        upper = box.row == 0 and not any(self.above[columns])
        return upper, box.row + box.rowspan == len(self.owner) and not any(self.below[columns])

    def edges(self, box: Box) -> tuple[float, float, float, float]:
        """The left, upper, right and lower edge of a cell."""
        stop, below = box.column + box.colspan, box.row + box.rowspan
        return self.across[box.column], self.down[box.row], self.across[stop], self.down[below]


def find_tables(rules: Sequence[Rule], limits: Limits = Limits()) -> tuple[list[Table], int]:
    """The tables that rules draw, from the top down, and how many more stand within a cell of another.

    Raises `UnreadableError` where the page has more rules than any table needs.
    """
    levels = [rule for across in (True, False) for rule in _joined([rule for rule in rules if rule.across is across])]
    limits.hold("pdf_rules", len(levels))
    tables = [table for group in _groups(levels) if (table := _table(group, limits)) is not None]
    outer = [table for table in tables if not any(_within(table, other) for other in tables if other is not table)]
    return sorted(outer, key=lambda table: (table.down[0], table.across[0])), len(tables) - len(outer)


def _joined(rules: list[Rule]) -> Iterator[Rule]:
    """The rules of one direction, the pieces of each joined."""
    for band in _bands(sorted(rules, key=attrgetter("level"))):
        level = sum(rule.level for rule in band) / len(band)
        first, *others = sorted(band, key=attrgetter("start"))
        start, stop = first.start, first.stop
        for rule in others:
            if rule.start > stop + _TOUCH:
                yield Rule(rule.across, level, start, stop)
                start, stop = rule.start, rule.stop
            stop = max(stop, rule.stop)
        yield Rule(first.across, level, start, stop)


def _bands(rules: list[Rule]) -> Iterator[list[Rule]]:
    """Sorted rules, those at one level together."""
    band: list[Rule] = []
    for rule in rules:
        if band and rule.level - band[0].level > _SAME:
            yield band
            band = []
        band.append(rule)
    if band:
        yield band


def _groups(rules: list[Rule]) -> Iterator[list[Rule]]:
    """The rules that cross one another, group by group; in `rules` and in a group horizontal ones stand before vertical ones."""
    parents = list(range(len(rules)))
    downs = sorted((index for index, rule in enumerate(rules) if not rule.across), key=lambda index: rules[index].level)
    levels = [rules[index].level for index in downs]
    for index, rule in enumerate(rules):
        if not rule.across:
            continue
        first, stop = bisect_left(levels, rule.start - _TOUCH), bisect_right(levels, rule.stop + _TOUCH)
        for other in downs[first:stop]:
            if rules[other].start - _TOUCH <= rule.level <= rules[other].stop + _TOUCH:
                parents[_root(parents, index)] = _root(parents, other)
    found: dict[int, list[Rule]] = {}
    for index, rule in enumerate(rules):
        found.setdefault(_root(parents, index), []).append(rule)
    groups = list(found.values())
    crossed = [group for group in groups if group[0].across and not group[-1].across]
    for group in groups:
        if group not in crossed and (home := _alongside(group, crossed)) is not None:
            home += group
    yield from crossed


def _alongside(group: list[Rule], crossed: list[list[Rule]]) -> list[Rule] | None:
    """The rules to which one belongs that crosses none: those that run as far as it does beside it."""
    rule = group[0]
    for others in crossed:
        beside = [other for other in others if other.across is rule.across]
        start, stop = min(other.start for other in beside), max(other.stop for other in beside)
        if abs(rule.start - start) <= _OPEN and abs(rule.stop - stop) <= _OPEN:
            across = [other for other in others if other.across is not rule.across]
            reach = min(other.start for other in across), max(other.stop for other in across)
            if not rule.across or reach[0] <= rule.level <= reach[1]:
                return others
    return None


def _root(parents: list[int], index: int) -> int:
    while parents[index] != index:
        parents[index] = parents[parents[index]]
        index = parents[index]
    return index


def _table(rules: list[Rule], limits: Limits) -> Table | None:
    """The table that rules which cross draw; None where they draw no more than one cell."""
    lying = [rule for rule in rules if rule.across]
    standing = [rule for rule in rules if not rule.across]
    if not lying or not standing:
        return None
    across, down = _edges(standing, lying), _edges(lying, standing)
    if len(across) < 2 or len(down) < 2 or (len(across) - 1) * (len(down) - 1) < 2:
        return None
    limits.hold("pdf_fields", (len(across) - 1) * (len(down) - 1))
    walls = _covered(standing, across, down)
    floors = _covered(lying, down, across)
    boxes, owner = _cells(walls, floors, len(down) - 1, len(across) - 1)
    return Table(across, down, boxes, owner, floors[0], floors[-1]) if len(boxes) > 1 else None


def _edges(rules: list[Rule], crossing: list[Rule]) -> list[float]:
    """The levels of rules, with those where the rules that cross them go on and end."""
    edges: list[float] = []
    last = first = rules[0].level
    for level in sorted(rule.level for rule in rules):
        if edges and level - last <= _NEAR and level - first <= 2 * _NEAR:
            edges[-1] = (first + level) / 2
        else:
            edges.append(level)
            first = level
        last = level
    start, stop = min(rule.start for rule in crossing), max(rule.stop for rule in crossing)
    return [*([start] if start < edges[0] - _OPEN else []), *edges, *([stop] if stop > edges[-1] + _OPEN else [])]


def _covered(rules: list[Rule], levels: list[float], fields: list[float]) -> list[list[bool]]:
    """For each level and each field along it, whether a rule runs there."""
    count = len(fields) - 1
    covered = [[False] * count for _ in levels]
    for rule in rules:
        nearest = min(range(len(levels)), key=lambda index: abs(levels[index] - rule.level))
        if abs(levels[nearest] - rule.level) > _OPEN:
            continue
        line = covered[nearest]
        for field in range(bisect_left(fields, rule.start - _NEAR), count):
            if fields[field + 1] > rule.stop + _NEAR:
                break
            line[field] = True
    return covered


def _cells(walls: list[list[bool]], floors: list[list[bool]], rows: int, columns: int) -> tuple[list[Box], list[list[int]]]:
    """The cells, row by row, and for each field the number of its cell."""
    parents = list(range(rows * columns))
    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column and not walls[column][row]:
                parents[_root(parents, here)] = _root(parents, here - 1)
            if row and not floors[row][column]:
                parents[_root(parents, here)] = _root(parents, here - columns)
    areas: dict[int, list[tuple[int, int]]] = {}
    for row in range(rows):
        for column in range(columns):
            areas.setdefault(_root(parents, row * columns + column), []).append((row, column))
    boxes = sorted(box for area in areas.values() for box in _boxes(area))
    owner = [[0] * columns for _ in range(rows)]
    for number, box in enumerate(boxes):
        for row in range(box.row, box.row + box.rowspan):
            owner[row][box.column : box.column + box.colspan] = [number] * box.colspan
    return boxes, owner


def _boxes(area: list[tuple[int, int]]) -> Iterator[Box]:
    """The cell that an area of fields is; where it is no rectangle, a cell for each stretch of its rows."""
    top, bottom = min(row for row, _ in area), max(row for row, _ in area)
    left, right = min(column for _, column in area), max(column for _, column in area)
    whole = Box(top, left, bottom - top + 1, right - left + 1)
    if len(area) == whole.rowspan * whole.colspan:
        yield whole
        return
    for row in range(top, bottom + 1):
        yield from _stretches(row, (column for at, column in area if at == row))


def _stretches(row: int, columns: Iterable[int]) -> Iterator[Box]:
    """A cell for each run of neighbouring columns."""
    start = last = -1
    for column in sorted(columns):
        if start >= 0 and column != last + 1:
            yield Box(row, start, 1, last - start + 1)
            start = -1
        start = column if start < 0 else start
        last = column
    if start >= 0:
        yield Box(row, start, 1, last - start + 1)


def _within(table: Table, other: Table) -> bool:
    """Whether a table stands within one cell of another."""
    left, top, right, bottom = table.across[0], table.down[0], table.across[-1], table.down[-1]
    if not (other.holds(left, top) and other.holds(right, bottom)):
        return False
    return other.cell_at(left, top) == other.cell_at(right, bottom)
