"""Rows of text whose cells a delimiter parts: tab-separated and comma-separated files (RFC 4180).

A cell that holds delimiters or line breaks stands in double quotes, quotes inside it doubled. A
quote elsewhere in a cell is text, and so is one that is never closed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from io import BytesIO
from itertools import accumulate

from .grid import Cell, Grid, Row
from .places import TextPlace

__all__ = ["encoded_lines", "read_rows", "write_cell", "written_lines"]


@cache
def _patterns(delimiter: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A quoted cell, a plain one, and what a cell may not hold without quotes."""
    mark = re.escape(delimiter)
    return re.compile(rf'"((?:[^"]++|"")*+)"(?={mark}|\n|\Z)'), re.compile(rf"[^{mark}\n]*"), re.compile(rf'[{mark}\n]|\A"')


def read_rows(text: str, delimiter: str, first_line: int = 1) -> Iterator[Row]:
    """A row for each line, which is `first_line` for the first; a line of one cell is a line of text.

    Line ends are LF; those at the end of the text make no rows.
    """
    whole, plain, _ = _patterns(delimiter)
    at, line, stop = 0, first_line, len(text.rstrip("\n"))
    while at < stop:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if text.find('"', at, end) < 0:  # as nearly all lines are: what follows gives the same
            yield _plain_row(text[at:end].split(delimiter), line)
            at, line = end + 1, line + 1
            continue
        cells: list[Cell] = []
        start, first = at, line
        while True:
            quoted = whole.match(text, at)
            found = quoted or plain.match(text, at)
            assert found is not None  # the plain pattern matches everywhere
            content = found[1].replace('""', '"') if quoted else found[0]
            cells.append(Cell(content, len(cells), place=TextPlace(line, at - start + 1 + bool(quoted))))
            if quoted and "\n" in found[0]:
                line += found[0].count("\n")
                start = at + found[0].rfind("\n") + 1
            at = found.end() + 1
            if text[at - 1 : at] != delimiter:
                break
        yield Row(tuple(cells), "line" if len(cells) == 1 else "body")
        line = max(line, first) + 1


def _plain_row(texts: Sequence[str], line: int) -> Row:
    """The row of a line without quotes, by its cells."""
    starts = accumulate((len(text) + 1 for text in texts), initial=1)
    cells = tuple(
        Cell(text, column, place=TextPlace(line, start)) for column, (text, start) in enumerate(zip(texts, starts, strict=False))
    )
    return Row(cells, "line" if len(cells) == 1 else "body")


def written_lines(grids: Sequence[Grid], delimiter: str, end: str, shown: Callable[[str], str] = str) -> Iterator[str]:
    """A line for each row of the grids; `shown` gives the text of a cell as it is printed.

    A blank line parts two grids, and a table from its notes: right below a cell that ends with a comma or a number, a note would
    be one more line of that cell.
    """
    for number, grid in enumerate(grids):
        if number:
            yield end
        above = None
        for row in grid.rows:
            if row.role == "note" != above:
                yield end
            above = row.role
            cells = [""] * max((cell.column + 1 for cell in row.cells), default=0)
            for cell in row.cells:
                cells[cell.column] = write_cell(shown(cell.text), delimiter)
            yield delimiter.join(cells) + end


def encoded_lines(lines: Iterable[str]) -> bytes:
    """The lines in UTF-8, one at a time: their text is never whole in memory."""
    out = BytesIO()
    out.writelines(line.encode() for line in lines)
    return out.getvalue()


def write_cell(text: str, delimiter: str) -> str:
    """The text as it stands between delimiters: in quotes where it needs them."""
    if not _patterns(delimiter)[2].search(text):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
