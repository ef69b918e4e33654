"""Reads comma-separated text (docs/formats/csv.md): RFC 4180, and the line `sep=;` with which Excel names another delimiter."""

from __future__ import annotations

import re
from typing import Final

from msgspec import structs

from ..delimited import read_rows
from ..encoding import decode
from ..grid import Cell, Grid, Row
from ..interface import ReadOptions, Source
from ..patterns import regex

__all__ = ["read"]

_NAMED: Final = regex(r"sep=([,;|\t])(?:\n|\Z)", re.IGNORECASE)
_GUARDED: Final = regex(r"'+\s*[=+\-@]")


def read(data: bytes, options: ReadOptions) -> Source:
    """The one grid of the file; raises `UnreadableError` where its encoding cannot be told.

    The apostrophe that keeps a spreadsheet from taking a text for a formula is not part of the text.
    """
    text = decode(data, options.encoding).replace("\r\n", "\n").replace("\r", "\n")
    named = _NAMED.match(text)
    rows = read_rows(text[named.end() :], named[1], 2) if named else read_rows(text, ",")
    return Source((Grid(tuple(Row(tuple(map(_bare, row.cells)), row.role) for row in rows)),))


def _bare(cell: Cell) -> Cell:
    """The cell without its guard."""
    return structs.replace(cell, text=cell.text[1:]) if _GUARDED.match(cell.text) else cell
