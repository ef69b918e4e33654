"""Markdown tables as a format: a line for each row, cells between bars.

A bar in a text is written `\\|`, a backslash `\\\\`, a line break `<br>` (and a `<br>` that is text `\\<br>`).
Lines without a bar at their start are lines of text beside the table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from goalconv.plugin import Cell, Grid, ReadOptions, Row, Source, Template, TextPlace, WriteOptions, Written, decode

_CELL = re.compile(r"((?:\\.|[^|\\])*)\|")
_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+\s*")
_ESCAPED = re.compile(r"\\(<br>|.)|<br>")


def read(data: bytes, options: ReadOptions) -> Source:
    """The one grid of the file, each cell with its line and column."""
    lines = decode(data, options.encoding).splitlines()
    rows = [_row(line, number) for number, line in enumerate(lines, 1) if line.strip() and not _RULE.fullmatch(line)]
    return Source((Grid(tuple(rows)),))


def _row(line: str, number: int) -> Row:
    if not line.startswith("|"):
        return Row((Cell(_plain(line), place=TextPlace(number, 1)),), "line")
    cells = [
        Cell(_plain(found[1].strip(" ")), column, place=TextPlace(number, found.start() + 2))
        for column, found in enumerate(_CELL.finditer(line[1:]))
    ]
    return Row(tuple(cells))


def write(grids: Sequence[Grid], template: Template, options: WriteOptions) -> Written:
    """The grids one after the other; the rule that Markdown wants stands below the header."""
    return Written("".join(_line(row) for grid in grids for row in grid.rows).encode())


def _line(row: Row) -> str:
    if row.role in ("title", "line", "unit_line", "note"):
        return "\n" + " ".join(_escaped(cell.text) for cell in row.cells) + "\n\n"
    cells = [""] * max((cell.column + cell.colspan for cell in row.cells), default=1)
    for cell in row.cells:
        cells[cell.column] = _escaped(cell.text)
    rule = "|" + " --- |" * len(cells) + "\n" if row.role == "header" else ""
    return "| " + " | ".join(cells) + " |\n" + rule


def _escaped(text: str) -> str:
    return re.sub(r"[\\|]|<br>", r"\\\g<0>", text).replace("\n", "<br>")


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda found: found[1] or "\n", text)
