"""Tables of a web page as they are read: cells, and the columns and rows that they take (HTML standard, 4.9.12)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from msgspec import Struct, field

from .. import catalogue as kinds
from ..findings import Finding
from ..grid import Cell, Row
from ..limits import Limits
from ..patterns import regex
from ..places import TablePlace
from .html_flow import Flow

__all__ = ["DraftCell", "DraftTable"]

_NUMBER: Final = regex(r"[ \t\n\f\r]*\+?([0-9]+)")
_MOST_COLUMNS: Final = 1_000
_MOST_ROWS: Final = 65_534
"""What browsers take as the most of colspan and rowspan."""


class DraftCell(Struct):
    """A cell while it is read. `rowspan` 0 reaches to the end of its group of rows; `narrowed` says that a span was cut."""

    colspan: int
    rowspan: int
    narrowed: bool
    flow: Flow[DraftTable]
    nested: bool = False
    column: int = 0


class _Group(Struct):
    """A thead, tbody or tfoot; no span reaches out of it. `order` is where it is shown: head, body, foot."""

    order: int
    rows: list[list[DraftCell]] = field(default_factory=list)


class DraftTable:
    """A table while it is read; `count` is how many cells with text it holds, those of tables inside it too."""

    def __init__(self, limits: Limits) -> None:
        self.count = 0
        self._limits = limits
        self._groups: list[_Group] = []
        self._rows = self._cells = 0

    def start_group(self, tag: str) -> None:
        """A group of rows begins: thead, tbody or tfoot."""
        self._groups.append(_Group({"thead": 0, "tfoot": 2}.get(tag, 1)))

    def start_row(self) -> None:
        """A row begins."""
        self._rows += 1
        self._limits.hold("rows", self._rows)
        self._groups[-1].rows.append([])

    def start_cell(self, colspan: str | None, rowspan: str | None) -> DraftCell:
        """A cell begins, with the spans that its attributes ask for."""
        row = self._groups[-1].rows[-1]
        self._cells += 1
        self._limits.hold("cells", self._cells)
        self._limits.hold("columns", len(row) + 1)
        wide, high = _number(colspan), _number(rowspan)
        cell = DraftCell(min(wide or 1, _MOST_COLUMNS), min(high, _MOST_ROWS), wide > _MOST_COLUMNS, Flow())
        row.append(cell)
        return cell

    def finish(self) -> list[str | DraftTable] | None:
        """Closes the table. One that only lays out the page gives what its cells hold, in order; any other None.

        A table lays out the page where the tables inside it hold more cells than it has texts of
        its own. Tables inside another table become text of their cell.
        """
        cells = [cell for group in self._groups for row in group.rows for cell in row]
        own = sum(cell.flow.has_ink for cell in cells)
        inner = sum(table.count for cell in cells for table in _tables(cell))
        self.count = own + inner
        if inner > own:
            return [block for cell in cells for block in cell.flow.blocks]
        for cell in cells:
            _flatten(cell)
        return None

    def rows(self, number: int) -> tuple[list[Row], list[Finding]]:
        """The rows in the order in which they are shown, for the `number`th table of the page (from 1)."""
        rows = [row for group in sorted(self._groups, key=lambda group: group.order) for row in _arrange(group.rows)]
        starts = sorted({cell.column for row in rows for cell in row})
        self._limits.hold("columns", len(starts))
        findings: list[Finding] = []
        final: list[Row] = []
        for index, row in enumerate(rows, 1):
            places = [TablePlace(number, index, bisect_left(starts, cell.column) + 1) for cell in row]
            final.append(Row(tuple(_final(cell, starts, place) for cell, place in zip(row, places, strict=True))))
            for cell, place in zip(row, places, strict=True):
                findings += [kinds.NESTED_TABLE.at(place)] * cell.nested + [kinds.SPAN_CUT.at(place)] * cell.narrowed
        return final, findings

    def lines(self) -> Iterator[str]:
        """The text of each row, its cells parted by tabs."""
        for group in sorted(self._groups, key=lambda group: group.order):
            for row in group.rows:
                yield "\t".join(cell.flow.text for cell in row)


def _number(text: str | None) -> int:
    """The number that a span's attribute begins with; 1 where it is none."""
    match = _NUMBER.match(text or "")
    return int(match[1][:9]) if match else 1


def _tables(cell: DraftCell) -> Iterator[DraftTable]:
    return (block for block in cell.flow.blocks if isinstance(block, DraftTable))


def _flatten(cell: DraftCell) -> None:
    """Makes the tables in a cell text of the cell, row by row."""
    cell.nested = any(_tables(cell))
    if cell.nested:
        blocks = ([block] if isinstance(block, str) else block.lines() for block in cell.flow.blocks)
        cell.flow.blocks = [line for lines in blocks for line in lines]


def _arrange(rows: list[list[DraftCell]]) -> list[list[DraftCell]]:
    """Finds the column of each cell of a group, and cuts spans that reach out of the group or over another cell."""
    reaching: list[tuple[int, int, int]] = []  # first column, column behind, row behind
    for index, row in enumerate(rows):
        reaching = [span for span in reaching if span[2] > index]
        column = at = 0
        begun: list[tuple[int, int, int]] = []
        for cell in row:
            while at < len(reaching) and reaching[at][0] <= column:
                column = max(column, reaching[at][1])
                at += 1
            room = reaching[at][0] - column if at < len(reaching) else cell.colspan
            below = len(rows) - index
            cell.narrowed |= cell.colspan > room or cell.rowspan > below
            cell.column, cell.colspan, cell.rowspan = column, min(cell.colspan, room), min(cell.rowspan or below, below)
            column += cell.colspan
            if cell.rowspan > 1:
                begun.append((cell.column, column, index + cell.rowspan))
        reaching = sorted(reaching + begun)
    return rows


def _final(cell: DraftCell, starts: list[int], place: TablePlace) -> Cell:
    """The cell in columns in which some cell begins: all others have no width on the page."""
    first = bisect_left(starts, cell.column)
    span = bisect_left(starts, cell.column + cell.colspan) - first
    return Cell(cell.flow.text, first, span, cell.rowspan, place=place)
