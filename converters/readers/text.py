"""Reads text (docs/formats/text.md): tab-separated, one row a line, as copied from a web page or from Excel.

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
    """The one grid of a text file.

    A text without tabs may hold a pipe table, or columns that blanks part. Raises `UnreadableError`
    where its encoding cannot be told, or blanks part it in a way that cannot be.
    """
    text = decode(data, options.encoding).replace("\r\n", "\n").replace("\r", "\n")
    if "\t" not in text:
        from .text_columns import read_blanks, read_pipes  # most texts have tabs

        piped = read_pipes(text)
        found = (piped, ()) if piped else read_blanks(text)
        if found is not None:
            rows, findings = found
            return Source((Grid(rows),), findings)
    return Source((Grid(tuple(read_rows(text, "\t"))),))
