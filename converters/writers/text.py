"""Writes tab-separated text: one row a line, UTF-8, LF; the pair of `readers/text.py`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Final

from ...templates import Template
from ..delimited import encoded_lines, written_lines
from ..grid import Grid
from ..interface import WriteOptions, Written

__all__ = ["write"]

_MARK: Final = "\ufeff"


def write(grids: Sequence[Grid], template: Template, options: WriteOptions) -> Written:
    """The grids one after the other, a blank line between them."""
    lines = written_lines(grids, "\t", "\n")
    first = next(lines, "")
    mark = _MARK if first.startswith(_MARK) else ""  # a text that begins so would lose it to the reader, who takes it for a mark
    return Written(encoded_lines(chain((mark, first), lines)))
