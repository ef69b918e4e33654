"""Grid: what all table files have in common, and the waist between formats and layouts.

A reader turns bytes into grids, a layout turns grids into goal tables and back, a writer turns
grids into bytes. A grid knows text, spans, roles and places, and nothing of performance goals.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, TypeAlias

from msgspec import Struct

from .places import Place

__all__ = ["Cell", "CellRole", "Choices", "Grid", "Row", "RowRole"]

RowRole: TypeAlias = Literal["title", "line", "unit_line", "header", "total", "unit", "body", "note"]
CellRole: TypeAlias = Literal["text", "label", "level", "value", "name", "amount", "list"]


class Cell(Struct, frozen=True, gc=False):
    """One cell: its text, its first column (from 0) and how far it spans.

    `number` is the amount that `text` prints, for formats that have numbers of their own; the text
    shows all its digits. `breaks` are offsets in `text` at which a new item of a list begins: a
    format that can show several lines in a cell starts a line there, others print the text as it
    is. Line breaks that are part of the text are "\\n" in `text` itself. `lacking` is what other amounts
    of the column have behind the point beyond this one: a writer leaves that much room free at its right.
    """

    text: str
    column: int = 0
    colspan: int = 1
    rowspan: int = 1
    role: CellRole = "text"
    place: Place | None = None
    number: Decimal | None = None
    breaks: tuple[int, ...] = ()
    lacking: str = ""


class Row(Struct, frozen=True, gc=False):
    """One row. Positions covered by a span from the left or from above have no cell.

    Readers that cannot tell roles leave "body"; a line of text outside a table is "line".
    """

    cells: tuple[Cell, ...]
    role: RowRole = "body"


class Choices(Struct, frozen=True, gc=False):
    """Texts that are offered to who fills in a column, in `count` rows from row `first`; any other may stand there as well."""

    column: int
    first: int
    count: int
    texts: tuple[str, ...]


class Grid(Struct, frozen=True, gc=False):
    """One surface with rows: a sheet, the body of a Word document, a text file.

    `columns` holds a key for each column, by which a template knows its width; readers leave it
    empty. `continued` is the column whose text a writer repeats with （续） when it must split a
    row over two pages. `name` is the sheet's name, or "". `choices` are for formats in which a cell
    can offer texts to choose from.
    """

    rows: tuple[Row, ...]
    columns: tuple[str, ...] = ()
    name: str = ""
    continued: int = 0
    choices: tuple[Choices, ...] = ()

    @property
    def width(self) -> int:
        """The number of columns."""
        spans = (cell.column + cell.colspan for row in self.rows for cell in row.cells)
        return max(len(self.columns), max(spans, default=0))
