"""Rows put together, and rows moved under other columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import structs

from ..grid import Cell, Row
from ..patterns import regex

__all__ = ["are_boxes", "filled_cells", "joined", "moved", "with_line"]

_BOX: Final = regex(r"[□☐☑☒√✓✔■●○]")


def filled_cells(row: Row) -> list[Cell]:
    """The cells of a row that hold something."""
    return [cell for cell in row.cells if cell.text.strip()]


def joined(pieces: Sequence[Row]) -> Row:
    """The rows as one: the first cell of each goes on with the last of the one before it."""
    cells: list[Cell] = []
    for row in pieces:
        first, *others = row.cells
        cells[-1:] = [with_line(cells[-1], first)] if cells else [first]
        cells += others
    return Row(tuple(structs.replace(cell, column=column) for column, cell in enumerate(cells)))


def with_line(cell: Cell, line: Cell) -> Cell:
    """A cell with one more line."""
    if not cell.text.strip():
        return structs.replace(line, column=cell.column)
    return structs.replace(cell, text=f"{cell.text}\n{line.text}") if line.text.strip() else cell


def moved(row: Row, width: int) -> Row:
    """The row, moved to the right end of a table."""
    by = width - len(row.cells)
    return Row(tuple(structs.replace(cell, column=cell.column + by) for cell in row.cells))


def are_boxes(left: Cell, right: Cell, *, merged: bool) -> bool:
    """Whether two cells side by side are boxes to be ticked, of which both together say something: 新增项目□ | 延续项目√."""
    beside = right.column == left.column + left.colspan or not merged
    return beside and _BOX.search(left.text) is not None and _BOX.search(right.text) is not None
