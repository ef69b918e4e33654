"""Runs → cells: each run goes into the cell of a table in which it stands, or beside the tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from ..places import PageLinePlace, PagePlace
from .pdf_characters import Run
from .pdf_rules import Table
from .pdf_text import Line, join, lines, rows

__all__ = ["Beside", "Cells", "Piece", "Sheet", "set_out"]

_PARTED: Final = 0.3  # ems between characters on both sides of a rule that make them two texts
_RUN_OVER: Final = 1.0  # the same where a text runs over the edge of its table
_NOWHERE: Final = (-1, -1)


class Piece(Struct):
    """What a page shows of a cell. Abscissas are measured from the table's left edge, `bottom` from the page's upper edge.

    `open_above` and `open_below` say that the table's end cuts it, no rule being there.
    """

    row: int
    column: int
    rowspan: int
    colspan: int
    lines: list[Line]
    left: float
    right: float
    bottom: float
    place: PagePlace
    open_above: bool = False
    open_below: bool = False

    @property
    def limit(self) -> float:
        """How far to the right the lines can go: as far from the edge as they stand from the left one."""
        return self.right - max(0.0, min((line.left for line in self.lines), default=self.left) - self.left)

    def text(self, kept: bool = True) -> str:
        """The text of the cell."""
        return join(self.lines, self.limit, kept)


class Cells(Struct):
    """What a page shows of a table: the edges of its columns from the left one, its rows and cells."""

    edges: list[float]
    rows: int
    pieces: list[Piece]
    top: float


class Beside(Struct):
    """A line of text beside the tables, parted where a wide gap is in it."""

    parts: list[Line]
    place: PageLinePlace

    @property
    def base(self) -> float:
        """Its base line."""
        return self.parts[0].base


class Sheet(Struct):
    """What is on a page: its tables and the lines beside them, both from the top down."""

    number: int
    left: float
    right: float
    tables: list[Cells]
    lines: list[Beside]

    def heads(self) -> list[Beside]:
        """The lines above the first table; all where there is none."""
        return [line for line in self.lines if not self.tables or line.base < self.tables[0].top]

    def tails(self) -> list[Beside]:
        """The lines below the last table."""
        return [line for line in self.lines if self.tables and line.base >= self.tables[-1].top]


def set_out(number: int, tables: Sequence[Table], runs: Sequence[Run]) -> Sheet:
    """Page `number` with every run in its place."""
    texts: list[list[list[Run]]] = [[[] for _ in table.boxes] for table in tables]
    beside: list[Run] = []
    for run in runs:
        for (table, cell), part in _placed(run, tables):
            (texts[table][cell] if table >= 0 else beside).append(part)
    found = [Beside(parts, PageLinePlace(number, line)) for line, parts in enumerate(rows(beside), 1)]
    filled = [_cells(number, count, table, texts[count - 1]) for count, table in enumerate(tables, 1)]
    lefts = [table.across[0] for table in tables] + [line.parts[0].left for line in found]
    rights = [table.across[-1] for table in tables] + [line.parts[-1].right for line in found]
    return Sheet(number, min(lefts, default=0.0), max(rights, default=0.0), filled, found)


def _cells(number: int, count: int, table: Table, texts: list[list[Run]]) -> Cells:
    """Table `count` of page `number` with its texts."""
    origin = table.across[0]
    pieces: list[Piece] = []
    for box, runs in zip(table.boxes, texts, strict=True):
        left, _, right, bottom = table.edges(box)
        moved = [line._replace(left=line.left - origin, right=line.right - origin) for line in lines(runs)]
        place = PagePlace(number, count, box.row + 1, box.column + 1)
        pieces.append(Piece(*box, moved, left - origin, right - origin, bottom, place, *table.opens(box)))
    edges = [edge - origin for edge in table.across]
    return Cells(edges, len(table.down) - 1, pieces, table.down[0])


def _placed(run: Run, tables: Sequence[Table]) -> Iterator[tuple[tuple[int, int], Run]]:
    """The parts of a run, each with the table (-1: none) and the cell it belongs to."""
    y = (run.top + run.bottom) / 2
    first = _cell(tables, (run.lefts[0] + run.rights[0]) / 2, y)
    if first == _cell(tables, (run.lefts[-1] + run.rights[-1]) / 2, y):
        yield first, run
        return
    start = 0
    for stop in (*_rules_between(run, tables, y), len(run.text)):
        middle = (start + stop - 1) // 2
        cell = _cell(tables, (run.lefts[middle] + run.rights[middle]) / 2, y)
        text = run.text[start:stop]
        if text.strip():
            yield cell, run._replace(text=text, lefts=run.lefts[start:stop], rights=run.rights[start:stop])
        start = stop


def _rules_between(run: Run, tables: Sequence[Table], y: float) -> Iterator[int]:
    """The characters of a run that begin another text: a gap is before them, and a rule in it."""
    inked = [place for place, char in enumerate(run.text) if not char.isspace()]
    cells = [_cell(tables, (run.lefts[place] + run.rights[place]) / 2, y) for place in inked]
    for index in range(1, len(inked)):
        gap = run.lefts[inked[index]] - run.rights[inked[index - 1]]
        least = _RUN_OVER if _NOWHERE in (cells[index], cells[index - 1]) else _PARTED
        if cells[index] != cells[index - 1] and gap > least * run.size:
            yield inked[index]


def _cell(tables: Sequence[Table], x: float, y: float) -> tuple[int, int]:
    """The table and the cell in which a point lies."""
    for number, table in enumerate(tables):
        if table.holds(x, y):
            return number, table.cell_at(x, y)
    return _NOWHERE
