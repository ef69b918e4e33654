"""Tables of a Word document as they are read: cells, what they span, and what was merged into them."""

from __future__ import annotations

import re

from msgspec import Struct, field

from .. import catalogue as kinds
from ..errors import UnreadableError
from ..findings import Finding
from ..grid import Cell, Row
from ..language import Words, counted
from ..limits import Limits
from ..places import TablePlace

__all__ = ["DraftCell", "DraftRow", "DraftTable"]


_ROW = Words("表格行", "row of the table")


class DraftCell(Struct):
    """A cell while it is read. `horizontal` and `vertical` hold its part in a merge: "restart", "continue" or ""."""

    column: int
    place: TablePlace
    colspan: int = 1
    rowspan: int = 1
    horizontal: str = ""
    vertical: str = ""
    deleted: bool = False
    after_table: bool = False
    paragraphs: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(self.paragraphs)

    def final(self) -> Cell:
        """The cell as it is now."""
        return Cell(self.text, self.column, self.colspan, self.rowspan, place=self.place)


class DraftRow(Struct):
    """A row while it is read; `left_out` says that it will not be kept, `hidden` that no one sees it, `column` where its next cell begins."""

    number: int
    column: int = 0
    left_out: bool = False
    hidden: bool = False
    cells: list[DraftCell] = field(default_factory=list)
    cell: DraftCell | None = None


class DraftTable:
    """A table while it is read, the `number`th of the document (from 1), or one in the cell at `within`."""

    def __init__(self, number: int, part: str, limits: Limits, within: TablePlace | None = None) -> None:
        """A table without rows, of the package part `part`."""
        self.within = within
        self.number = number
        self.part = part
        self.limits = limits
        self.row: DraftRow | None = None
        self.findings: list[Finding] = []
        self._rows: list[list[DraftCell]] = []
        self._open: dict[int, DraftCell] = {}
        self._begun = 0

    @property
    def cell(self) -> DraftCell | None:
        """The open cell, if there is one."""
        return self.row.cell if self.row is not None else None

    @property
    def place(self) -> TablePlace:
        """Where the reading has got to."""
        if self.within:
            return self.within
        if self.row is None:
            return TablePlace(self.number, self._begun + 1, 1)
        return self.row.cell.place if self.row.cell else TablePlace(self.number, self.row.number, self.row.column + 1)

    def start_row(self) -> None:
        """A row begins; raises `UnreadableError` where there are too many."""
        self._begun += 1
        self._hold("rows", self._begun)
        self.row = DraftRow(self._begun)

    def start_cell(self) -> None:
        """A cell begins in the open row."""
        if self.row is not None:
            self.row.cell = DraftCell(self.row.column, self.place)

    def skip_columns(self, value: str) -> None:
        """The open row begins `value` columns further right."""
        if self.row is not None:
            self.row.column += self._count("gridBefore", value, least=0)
            self._hold("columns", self.row.column)

    def span(self, value: str) -> None:
        """The open cell spans `value` columns; raises `UnreadableError` where that is no number, or too many."""
        if self.row is not None and self.row.cell is not None:
            self.row.cell.colspan = self._count("gridSpan", value, least=1)
            self._hold("columns", self.row.cell.colspan)

    def end_cell(self) -> None:
        """The open cell ends; one that was deleted takes no room."""
        if self.row is None or self.row.cell is None:
            return
        cell, self.row.cell = self.row.cell, None
        if not cell.deleted:
            self.row.column += cell.colspan
            self._hold("columns", self.row.column)
            self.row.cells.append(cell)

    def end_row(self) -> None:
        """The open row ends: its merged cells are joined to the ones that they continue."""
        if self.row is None:
            return
        row, self.row = self.row, None
        if row.hidden:
            text = " ".join(cell.text for cell in row.cells)
            self.findings.append(
                kinds.HIDDEN_LEFT_OUT.at(self.within or TablePlace(self.number, row.number, 1), what=counted(_ROW, text))
            )
        if row.left_out:
            return
        still_open: dict[int, DraftCell] = {}
        kept: list[DraftCell] = []
        for cell in row.cells:
            if cell.horizontal == "continue" and kept:
                kept[-1].colspan += cell.colspan
                self._join(kept[-1], cell)
                continue
            start = self._open.get(cell.column) if cell.vertical == "continue" else None
            if start is not None and start.colspan == cell.colspan:
                start.rowspan += 1
                self._join(start, cell)
                still_open[cell.column] = start
                continue
            if cell.vertical == "continue":
                self.findings.append(kinds.MERGE_WITHOUT_START.at(cell.place))
            if cell.vertical:
                still_open[cell.column] = cell
            kept.append(cell)
        self._open = still_open
        self._rows.append(kept)

    def rows(self) -> list[Row]:
        """The rows with their final cells."""
        return [Row(tuple(cell.final() for cell in row)) for row in self._rows]

    def text(self) -> str:
        """The text of the whole table: cells parted by tabs, rows by line ends."""
        return "\n".join("\t".join(cell.text for cell in row) for row in self._rows)

    def _join(self, start: DraftCell, cell: DraftCell) -> None:
        """Text that Word hides in a cell merged into `start` is kept behind the text of `start`."""
        if any(cell.paragraphs):
            start.paragraphs += cell.paragraphs
            self.findings.append(kinds.MERGED_TEXT_KEPT.at(cell.place, text=cell.text[:40]))

    def _count(self, name: str, value: str, least: int) -> int:
        if not re.fullmatch("[0-9]{1,10}", value) or int(value) < least:
            raise UnreadableError(
                kinds.BROKEN_PACKAGE,
                self.place,
                part=self.part,
                reason=Words(f"{name} 的值“{value[:20]}”无效", f"the value “{value[:20]}” of {name} is not valid"),
            )
        return int(value)

    def _hold(self, name: str, value: int) -> None:
        if value > getattr(self.limits, name):
            self.limits.hold(name, value, place=self.place)
