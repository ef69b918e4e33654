"""Writes tab-separated text: one row a line, UTF-8, LF; the pair of `readers/text.py`."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Final

from ...templates import Template
from ..delimited import write_cell
from ..grid import Grid, Row
from ..interface import WriteOptions, Written

__all__ = ["write"]

_MARK: Final = "\ufeff"


def write(grids: Sequence[Grid], template: Template, options: WriteOptions) -> Written:
    """The grids one after the other, a blank line between them."""
    out = BytesIO()
    for number, grid in enumerate(grids):
        out.write(b"\n" if number else b"")
        for row in grid.rows:
            line = _line(row)
            if out.tell() == 0 and line.startswith(_MARK):  # the reader would take it for a mark, and the text would lose it
                out.write(_MARK.encode())
            out.write(line.encode())
    return Written(out.getvalue())


def _line(row: Row) -> str:
    cells = [""] * max((cell.column + 1 for cell in row.cells), default=0)
    for cell in row.cells:
        cells[cell.column] = write_cell(cell.text, "\t")
    return "\t".join(cells) + "\n"
