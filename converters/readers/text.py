"""Reads tab-separated text: one row a line, as copied from a web page or from Excel.

A cell that holds tabs or line breaks stands in double quotes, quotes inside it doubled, as
spreadsheets put it on the clipboard. Line ends are LF, CR LF or CR.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..encoding import decode
from ..grid import Cell, Grid, Row
from ..interface import ReadOptions, Source
from ..places import TextPlace

__all__ = ["read"]

_QUOTED: Final = re.compile(r'"((?:[^"]++|"")*+)"(?=\t|\n|\Z)')
_PLAIN: Final = re.compile(r"[^\t\n]*")


def read(data: bytes, options: ReadOptions) -> Source:
    """The one grid of a text file; raises `UnreadableError` where its encoding cannot be told."""
    text = decode(data, options.encoding).replace("\r\n", "\n").replace("\r", "\n")
    return Source((Grid(tuple(_rows(text))),))


def _rows(text: str) -> Iterator[Row]:
    """A row for each line; a line of one cell is a line of text."""
    at, line, stop = 0, 1, len(text.rstrip("\n"))
    while at < stop:
        cells: list[Cell] = []
        start, first = at, line
        while True:
            quoted = _QUOTED.match(text, at)
            found = quoted or _PLAIN.match(text, at)
            assert found is not None  # _PLAIN matches everywhere
            content = found[1].replace('""', '"') if quoted else found[0]
            cells.append(Cell(content, len(cells), place=TextPlace(line, at - start + 1 + bool(quoted))))
            if quoted and "\n" in found[0]:
                line += found[0].count("\n")
                start = at + found[0].rfind("\n") + 1
            at = found.end() + 1
            if text[at - 1 : at] != "\t":
                break
        yield Row(tuple(cells), "line" if len(cells) == 1 else "body")
        line = max(line, first) + 1
