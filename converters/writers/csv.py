"""Writes comma-separated text (docs/formats/csv.md): RFC 4180, UTF-8 with a byte order mark, by which Excel tells it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from io import BytesIO
from typing import Final

from ...templates import Template
from ..delimited import write_cell
from ..grid import Grid, Row
from ..interface import WriteOptions, Written
from ..patterns import regex

__all__ = ["write"]

_FORMULA: Final = regex(r"'*\s*[=+\-@]")
_NUMBER: Final = regex(r"[+-]?[0-9.,]*%?")
"""A sign with a number, or alone: no formula, whatever a spreadsheet makes of it."""
_END: Final = "\r\n"
_SEPARATOR: Final = regex(r"\Asep=.(?=\r\n|\Z)", re.IGNORECASE)
"""A first line by which Excel would change the delimiter; in quotes it is text."""


def write(grids: Sequence[Grid], template: Template, options: WriteOptions) -> Written:
    """The grids one after the other, a blank line between them.

    A line of text stays a line of one cell: with empty ones behind it, it could be a row of the table.
    """
    out = BytesIO()
    out.write(codecs.BOM_UTF8)
    for number, grid in enumerate(grids):
        out.write(_END.encode() if number else b"")
        for row in grid.rows:
            line = _line(row)
            out.write((_SEPARATOR.sub(r'"\g<0>"', line) if out.tell() == len(codecs.BOM_UTF8) else line).encode())
    return Written(out.getvalue())


def _line(row: Row) -> str:
    cells = [""] * max((cell.column + 1 for cell in row.cells), default=0)
    for cell in row.cells:
        cells[cell.column] = write_cell(_guarded(cell.text), ",")
    return ",".join(cells) + _END


def _guarded(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would run as a formula; the reader takes it off again."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
