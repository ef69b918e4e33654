"""Forms pasted with one cell a line, as a PDF gives them: labels with their values, the labels of the columns, then indicators.

What stands beside what is told by the labels alone, so only what they prove is believed: amounts stand behind labels of money, each
indicator has a text for each column, and its levels are known by name. Anything less is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Final

from msgspec import Struct, structs

from .. import catalogue as kinds
from ..amounts import parse_amount
from ..errors import UnreadableError
from ..findings import Finding
from ..grid import Cell, Grid, Row
from ..labels import field_of, is_first_level, is_level_label
from ..patterns import regex
from ..values import operator_of, parse_value
from .indicator_columns import member_of
from .ladder_labels import GOALS, MONEY, head_in, heads, is_result, label_in
from .lines import heads_form, is_note, states
from .money import is_amount
from .row_pieces import with_line

__all__ = ["gather_form"]

_PIECES: Final = 4
"""Lines that a label may be broken over."""
_WORDS: Final = 12
"""Characters of a target in words, at most: 有效提升."""
_HEAD: Final = frozenset({"name", "competent_department", "implementing_unit"})
_AMOUNT_AND_LABEL: Final = regex(r"\s*(?P<amount>[\d,.]+)\s+(?P<label>\D.*)")


class _Unproven(Exception):
    """What the labels do not prove."""


def gather_form(grid: Grid) -> tuple[Grid, Finding] | None:
    """The grid with labels and values side by side and the cells of its indicators in rows; None where it holds no such form.

    Raises `UnreadableError` where it holds one, and not all of it can be proven.
    """
    if any(len(row.cells) != 1 for row in grid.rows):
        return None
    lines = _whole(list(_parted(row.cells[0] for row in grid.rows)))
    header = _header(lines, 0)
    if header is None or (first := _first(lines, header[0])) is None:
        return None
    try:
        rows, count, width = _rows(lines, first)
    except _Unproven:
        raise UnreadableError(kinds.CELLS_UNPROVEN, lines[header[0]].place, count=header[1] - header[0]) from None
    return Grid(tuple(rows), name=grid.name), kinds.CELLS_GATHERED.at(lines[first].place, columns=width, rows=count)


def _first(lines: Sequence[Cell], header: int) -> int | None:
    """Where the form of the first header begins: at the label that a form begins with, behind the last title; None where there is none."""
    titles = [at for at, line in enumerate(lines[:header]) if heads_form(line.text)]
    start = titles[-1] if titles else 0
    return next((at for at in range(start, header) if heads(lines[at]) in _HEAD), None)


def _parted(cells: Iterator[Cell]) -> Iterator[Cell]:
    """The lines that hold something; one with an amount and the label of the next is two."""
    for cell in cells:
        found = _AMOUNT_AND_LABEL.fullmatch(cell.text)
        if found is not None and parse_amount(found["amount"]) is not None and label_in(Cell(found["label"])) is not None:
            yield structs.replace(cell, text=found["amount"])
            yield structs.replace(cell, text=found["label"])
        elif cell.text.strip():
            yield cell


def _whole(lines: Sequence[Cell]) -> list[Cell]:
    """The lines with the pieces of labels put together: 满意度指 above 标."""
    whole: list[Cell] = []
    at = 0
    while at < len(lines):
        cell, taken = lines[at], 1
        joined = cell
        for count, piece in enumerate(lines[at + 1 : at + _PIECES], 2):
            joined = with_line(joined, piece)
            if _is_label(joined):
                cell, taken = joined, count
        whole.append(cell)
        at += taken
    return whole


def _is_label(cell: Cell) -> bool:
    return label_in(cell) is not None or member_of(cell.text) is not None or is_level_label(cell.text)


def _header(lines: Sequence[Cell], start: int) -> tuple[int, int] | None:
    """Where the next labels of columns begin and end: levels, names and targets, one after the other."""
    for first in range(start, len(lines)):
        stop = first
        while stop < len(lines) and member_of(lines[stop].text) is not None:
            stop += 1
        members = [member_of(line.text) for line in lines[first:stop]]
        if len(set(members)) == len(members) and {"name", "value"} <= set(members) and members[0] in ("level1", "level2"):
            return first, stop
    return None


def _rows(lines: Sequence[Cell], first: int) -> tuple[list[Row], int, int]:
    """All rows; how many indicators there are, and how many columns."""
    rows, at, count, width = [Row((line,)) for line in lines[:first]], first, 0, 0
    while at < len(lines):
        header = _header(lines, at)
        if header is None:
            rows += [Row((line,)) for line in lines[at:]]
            break
        rows += _ladder(lines[at : header[0]])
        labels = lines[header[0] : header[1]]
        at = next((index for index in range(header[1], len(lines)) if _ends(lines[index])), len(lines))
        body = _Body([member_of(label.text) for label in labels])
        indicators = list(body.rows(lines[header[1] : at]))
        rows += [Row((line,)) for line in body.beside]
        rows += [_row(enumerate(labels)), *indicators]
        following = next((index for index in range(at, len(lines)) if heads(lines[index]) in _HEAD), len(lines))
        if any(is_level_label(line.text) or member_of(line.text) is not None for line in lines[at:following]):
            raise _Unproven  # the next page of the same form
        rows += [Row((line,)) for line in lines[at:following]]
        at, count, width = following, count + len(indicators), max(width, len(labels))
    return rows, count, width


def _row(cells: Iterator[tuple[int, Cell]] | enumerate[Cell]) -> Row:
    return Row(tuple(structs.replace(cell, column=column) for column, cell in cells))


def _ends(line: Cell) -> bool:
    """Whether a line stands behind the indicators: a note, the title of another form, or the label that one begins with."""
    return is_note(line.text) or heads_form(line.text) or states(line.text.strip()) or heads(line) in _HEAD


def _ladder(lines: Sequence[Cell]) -> Iterator[Row]:
    """Labels with their values: what stands behind a label up to the next is its value. Money of two sides is put side by side."""
    pairs = list(_pairs(lines))
    sources = [_source(label) for label, _ in pairs]
    two = sources.count("total") > 1
    beside: set[int] = set()
    for at, (label, value) in enumerate(pairs):
        source = sources[at]
        others = [index for index in range(at + 1, len(pairs)) if source and sources[index] == source]
        if at in beside:
            continue
        if len(others) > 1 or (others and not two) or (two and source and not others and source != "carried_over"):
            raise _Unproven
        if others:  # the whole period's stands left of the year's, and is read before it
            beside.add(others[0])
            yield _row(enumerate([label, value or Cell(""), *filter(None, pairs[others[0]])]))
        elif two and source:  # what is carried over from last year is the year's
            yield _row(enumerate([label, *filter(None, [value])], 2))
        else:
            yield _row(enumerate(filter(None, (label, value))))


def _source(label: Cell) -> str:
    """The source of money that a label names, or "total"; "" where it names none."""
    name = label_in(label)
    return name.removeprefix("period_") if name is not None and name in MONEY else ""


def _pairs(lines: Sequence[Cell]) -> Iterator[tuple[Cell, Cell | None]]:
    """Each label with the lines behind it. Of two goals side by side nobody can tell which lines are whose: they stay under both labels."""
    at = 0
    goals: list[Cell] = []
    while at < len(lines):
        label = label_in(lines[at])
        if label is None and heads(lines[at]) is None:
            raise _Unproven
        stop = at + 1
        while stop < len(lines) and not _is_label(lines[stop]) and heads(lines[stop]) is None:
            stop += 1
        values = lines[at + 1 : stop]
        if any(head_in(line) in ("name", "source") for line in lines[at:stop]) or is_result(lines[at]):
            raise _Unproven  # a small table, of which nobody knows how many columns are filled
        if label in MONEY and not _is_money(values):
            raise _Unproven
        goals = [*goals, lines[at]] if label in GOALS and (goals or not values) else []
        if len(goals) == 2 and len(values) == 1 and field_of(goals[0].text, "group") is not None:
            yield goals.pop(0), None  # it only heads the other: 总体目标 | 年度目标
        if not goals or values:
            yield reduce(with_line, goals or [lines[at]]), reduce(with_line, values) if values else None
        at = stop


def _is_money(values: Sequence[Cell]) -> bool:
    return not values or (len(values) == 1 and is_amount(values[0].text))


class _Body(Struct):
    """Puts the cells of indicators in rows, under columns that hold these members."""

    members: list[str | None]
    beside: list[Cell] = []

    def rows(self, lines: Sequence[Cell]) -> Iterator[Row]:
        """A row for each indicator, its levels before it where they begin; what heads the block is set aside."""
        levels: dict[int, Cell] = {}
        texts: list[Cell] = []
        for at, line in enumerate(lines):
            if label_in(line) in ("group", "indicators") and not is_level_label(line.text):
                self.beside.append(line)
                continue
            if not is_level_label(line.text):
                texts.append(line)
                continue
            yield from self._indicators(levels, texts)
            if texts:
                levels, texts = {}, []
            levels[self._level(line, lines[at + 1 : at + 2], levels)] = line
        yield from self._indicators(levels, texts, last=True)

    def _level(self, line: Cell, following: Sequence[Cell], levels: dict[int, Cell]) -> int:
        """The column of a level, by its name and by what stands around it."""
        first, second = self._column("level1"), self._column("level2")
        above = is_first_level(line.text) or any(is_level_label(cell.text) for cell in following)
        if first is None or (second is not None and (not above or first in levels)):
            assert second is not None  # a header without either is none
            return second
        return first

    def _column(self, member: str) -> int | None:
        return self.members.index(member) if member in self.members else None

    def _indicators(self, levels: dict[int, Cell], texts: Sequence[Cell], last: bool = False) -> Iterator[Row]:
        """The rows of the texts between two levels: each has one for each column behind the levels."""
        start = self.members.index("name")
        width = len(self.members) - start
        if (len(texts) % width) or (not texts and last and levels):
            raise _Unproven
        for at in range(0, len(texts), width):
            cells = texts[at : at + width]
            if not all(_may_be(member, cell.text) for member, cell in zip(self.members[start:], cells, strict=True)):
                raise _Unproven
            own = levels if at == 0 else {}
            yield _row(iter([*sorted(own.items()), *enumerate(cells, start)]))


def _may_be(member: str | None, text: str) -> bool:
    """Whether a text can stand in a column: a name is no target, and a target in words is short."""
    value = parse_value(text.strip())
    if member == "name":
        return value.kind == "text" and operator_of(text) is None
    return member != "value" or value.kind != "text" or len(text.strip()) <= _WORDS
