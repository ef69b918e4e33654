"""Writes tab-separated text: one row a line, UTF-8, LF; the pair of `readers/text.py`."""

from __future__ import annotations

from collections.abc import Sequence

from ...templates import Template
from ..delimited import write_cell
from ..grid import Grid, Row
from ..interface import WriteOptions, Written

__all__ = ["write"]


def write(grids: Sequence[Grid], template: Template, options: WriteOptions) -> Written:
    """The grids one after the other, a blank line between them."""
    return Written("\n".join("".join(map(_line, grid.rows)) for grid in grids).encode())


def _line(row: Row) -> str:
    cells = [""] * max((cell.column + 1 for cell in row.cells), default=0)
    for cell in row.cells:
        cells[cell.column] = write_cell(cell.text, "\t")
    return "\t".join(cells) + "\n"
