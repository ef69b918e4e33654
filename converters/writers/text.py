"""Writes tab-separated text: one row a line, UTF-8, LF; the pair of `readers/text.py`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...templates import Template
from ..delimited import write_cell
from ..grid import Grid, Row
from ..interface import WriteOptions, Written

__all__ = ["write"]

_MARK: Final = "\ufeff"


def write(grids: Sequence[Grid], template: Template, options: WriteOptions) -> Written:
    """The grids one after the other, a blank line between them."""
    text = "\n".join("".join(map(_line, grid.rows)) for grid in grids)
    mark = _MARK if text.startswith(_MARK) else ""  # a text that begins so would lose it to the reader, who takes it for a mark
    return Written((mark + text).encode())


def _line(row: Row) -> str:
    cells = [""] * max((cell.column + 1 for cell in row.cells), default=0)
    for cell in row.cells:
        cells[cell.column] = write_cell(cell.text, "\t")
    return "\t".join(cells) + "\n"
