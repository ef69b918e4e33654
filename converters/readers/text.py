"""Reads tab-separated text: one row a line, as copied from a web page or from Excel.

A cell that holds tabs or line breaks stands in double quotes, quotes inside it doubled, as
spreadsheets put it on the clipboard. Line ends are LF, CR LF or CR.
"""

from __future__ import annotations

from ..delimited import read_rows
from ..encoding import decode
from ..grid import Grid
from ..interface import ReadOptions, Source

__all__ = ["read"]


def read(data: bytes, options: ReadOptions) -> Source:
    """The one grid of a text file; raises `UnreadableError` where its encoding cannot be told."""
    text = decode(data, options.encoding).replace("\r\n", "\n").replace("\r", "\n")
    return Source((Grid(tuple(read_rows(text, "\t"))),))
