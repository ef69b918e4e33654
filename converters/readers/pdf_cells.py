"""Runs → cells: each run goes into the cell of a table in which it stands, or beside the tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Final

from msgspec import Struct

from ..places import PageLinePlace, PagePlace
from .pdf_characters import Run
from .pdf_rules import Table
from .pdf_text import Line, join, lines, rows

__all__ = ["Beside", "Cells", "Piece", "Sheet", "set_out"]

_PARTED: Final = 0.3  # ems between characters on both sides of a rule that make them two texts
_RUN_OVER: Final = 1.0  # the same where a text runs over the edge of its table
_STRUCK: Final = 0.25  # ems of ink on the other side of a rule
_PITCH: Final = 1.9  # ems between the base lines of one text, at most
_NOWHERE: Final = (-1, -1)


class Piece(Struct):
    """What a page shows of a cell. Abscissas are measured from the table's left edge, `bottom` from the page's upper edge.

    `open_above` and `open_below` say that the table's end cuts it, no rule being there. `hidden` is how many
    characters of its text are cut away at its edge, and not seen, `struck` how many stand on the rule above or below it.
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
    hidden: int = 0
    struck: int = 0

    @property
    def limit(self) -> float:
        """How far to the right the lines can go: as far from the edge as they stand from the left one."""
        return self.right - max(0.0, min((line.left for line in self.lines), default=self.left) - self.left)

    def text(self, kept: bool = True) -> str:
        """The text of the cell."""
        return join(self.lines, self.limit, self.right - self.left, kept)


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
    """What is on a page: its tables and the lines beside them, both from the top down, and texts that are cut away beside the tables."""

    number: int
    left: float
    right: float
    tables: list[Cells]
    lines: list[Beside]
    astray: list[str]

    def heads(self) -> list[Beside]:
        """The lines above the first table; all where there is none."""
        return [line for line in self.lines if not self.tables or line.base < self.tables[0].top]

    def tails(self) -> list[Beside]:
        """The lines below the last table."""
        return [line for line in self.lines if self.tables and line.base >= self.tables[-1].top]


def set_out(number: int, tables: Sequence[Table], runs: Sequence[Run], clipped: Sequence[Run], kept: bool) -> Sheet:
    """Page `number` with every run in its place, those that are clipped away in the cells that they are cut to.

    `kept` says that a blank at the end of a cell's text, which goes on on the next page, is a blank of the text.
    """
    texts: list[list[list[Run]]] = [[[] for _ in table.boxes] for table in tables]
    beside: list[Run] = []
    astray: list[str] = []
    for run in runs:
        for (table, cell), part in _placed(run, tables):
            (texts[table][cell] if table >= 0 else beside).append(part)
    for run in clipped:
        assert run.shown_at is not None
        table, cell = _cell(tables, *run.shown_at)
        if table >= 0:
            texts[table][cell].append(run)
        else:
            astray.append(run.text)
    if tables:
        beside = _run_over(tables[-1], texts[-1], beside)
    found = [Beside(parts, PageLinePlace(number, line)) for line, parts in enumerate(rows(beside), 1)]
    filled = [_cells(number, count, table, texts[count - 1], kept) for count, table in enumerate(tables, 1)]
    lefts = [table.across[0] for table in tables] + [line.parts[0].left for line in found]
    rights = [table.across[-1] for table in tables] + [line.parts[-1].right for line in found]
    return Sheet(number, min(lefts, default=0.0), max(rights, default=0.0), filled, found, astray)


def _cells(number: int, count: int, table: Table, texts: list[list[Run]], kept: bool) -> Cells:
    """Table `count` of page `number` with its texts."""
    origin = table.across[0]
    pieces: list[Piece] = []
    for box, runs in zip(table.boxes, texts, strict=True):
        left, top, right, bottom = table.edges(box)
        moved = [line._replace(left=line.left - origin, right=line.right - origin) for line in lines(runs)]
        if moved and not kept:
            moved[-1] = moved[-1]._replace(text=moved[-1].text.rstrip())
        place = PagePlace(number, count, box.row + 1, box.column + 1)
        hidden = sum(len("".join(run.text.split())) for run in runs if run.shown_at is not None)
        struck = sum(len("".join(run.text.split())) for run in runs if run.shown_at is None and _strikes(run, top, bottom))
        pieces.append(Piece(*box, moved, left - origin, right - origin, bottom, place, *table.opens(box), hidden, struck))
    edges = [edge - origin for edge in table.across]
    return Cells(edges, len(table.down) - 1, pieces, table.down[0])


def _strikes(run: Run, top: float, bottom: float) -> bool:
    """Whether the ink of a run lies across the upper or the lower edge of its cell, so that it may be another cell's."""
    return run.top < top - _STRUCK * run.size or run.bottom > bottom + _STRUCK * run.size


def _run_over(table: Table, texts: list[list[Run]], beside: list[Run]) -> list[Run]:
    """Puts the lines that a text goes on with below the open end of its table into its cell; all other runs."""
    bottom = table.down[-1]
    found: list[Run] = []
    for run in sorted(beside, key=attrgetter("base")):
        x = (run.lefts[0] + run.rights[-1]) / 2
        cell = table.cell_at(x, bottom) if run.base > bottom and table.holds(x, bottom) else -1
        if cell >= 0 and _follows(table.edges(table.boxes[cell]), texts[cell], run) and table.opens(table.boxes[cell])[1]:
            texts[cell].append(run)
        else:
            found.append(run)
    return found


def _follows(edges: tuple[float, float, float, float], texts: list[Run], run: Run) -> bool:
    """Whether a run is the next line of a cell's text, as wide as the cell at most."""
    if not texts or run.lefts[0] < edges[0] or run.rights[-1] > edges[2]:
        return False
    last = max(texts, key=attrgetter("base"))
    return run.size == last.size and run.base - last.base <= _PITCH * run.size


def _placed(run: Run, tables: Sequence[Table]) -> Iterator[tuple[tuple[int, int], Run]]:
    """The parts of a run, each with the table (-1: none) and the cell it belongs to."""
    y = run.middle
    first = _cell(tables, (run.lefts[0] + run.rights[0]) / 2, y)
    if first == _cell(tables, (run.lefts[-1] + run.rights[-1]) / 2, y):
        yield first, run
        return
    start = 0
    for stop in (*_rules_between(run, tables, y), len(run.text)):
        middle = (start + stop - 1) // 2
        cell = _cell(tables, (run.lefts[middle] + run.rights[middle]) / 2, y)
        text = run.text[start:stop]
        if stop < len(run.text):  # the blank before a rule is the gap that holds it
            text = text.rstrip()
        if text.strip():
            end = start + len(text)
            yield cell, run._replace(text=text, lefts=run.lefts[start:end], rights=run.rights[start:end])
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
