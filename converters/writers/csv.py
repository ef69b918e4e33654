"""Writes comma-separated text (docs/formats/csv.md): RFC 4180, UTF-8 with a byte order mark, by which Excel tells it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from typing import Final

from ...templates import Template
from ..delimited import encoded_lines, written_lines
from ..grid import Grid
from ..interface import WriteOptions, Written
from ..patterns import regex

__all__ = ["write"]

_FORMULA: Final = regex(r"'*\s*[=+\-@]")
_NUMBER: Final = regex(r"[+-]?[0-9.,]*%?")
"""A sign with a number, or alone: no formula, whatever a spreadsheet makes of it."""
_MARK: Final = "\ufeff"
_END: Final = "\r\n"
_SEPARATOR: Final = regex(r"\Asep=.(?=\r\n|\Z)", re.IGNORECASE)
"""A first line by which Excel would change the delimiter; in quotes it is text."""


def write(grids: Sequence[Grid], template: Template, options: WriteOptions) -> Written:
    """The grids one after the other, a blank line between them.

    A line of text stays a line of one cell: with empty ones behind it, it could be a row of the table.
    """
    lines = written_lines(grids, ",", _END, _guarded)
    first = _SEPARATOR.sub(r'"\g<0>"', next(lines, ""))
    return Written(encoded_lines(chain((_MARK, first), lines)))


def _guarded(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would run as a formula; the reader takes it off again."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
