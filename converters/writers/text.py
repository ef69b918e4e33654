"""Writes tab-separated text: one row a line, UTF-8, LF; the pair of `readers/text.py`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ...templates import Template
from ..grid import Grid, Row
from ..interface import WriteOptions, Written

__all__ = ["write"]

_NEEDS_QUOTES: Final = re.compile(r'[\t\n]|^"')


def write(grids: Sequence[Grid], template: Template, options: WriteOptions) -> Written:
    """The grids one after the other, a blank line between them."""
    return Written("\n".join("".join(map(_line, grid.rows)) for grid in grids).encode())


def _line(row: Row) -> str:
    cells = [""] * max((cell.column + 1 for cell in row.cells), default=0)
    for cell in row.cells:
        cells[cell.column] = _quote(cell.text)
    return "\t".join(cells) + "\n"


def _quote(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"' if _NEEDS_QUOTES.search(text) else text
