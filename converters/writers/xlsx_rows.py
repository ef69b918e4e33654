"""The rows of a worksheet: how high each must be so that no line of its text is cut.

Excel and LibreOffice fit rows by themselves only where nothing is merged and nobody set a height,
and each breaks lines a little differently. So the height is computed here, with room to spare.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import itemgetter

from ...templates import Template
from ..grid import Cell, Grid, Row
from ..typeset import count_lines

__all__ = ["HIGHEST_ROW", "POINTS_PER_PIXEL", "Rows", "arrange", "shown_text"]

POINTS_PER_PIXEL = 0.75
"""Excel lays out sheets in pixels of 1/96 inch."""
HIGHEST_ROW = 409.5
"""Points, Excel's limit for one row."""
_LINE = 1.48  # em. A sheet has no leading of its own: a line of 仿宋 takes 1.25, of Noto CJK, its usual stand-in, 1.45
_SAFE = 0.97  # the part of a column's width counted on: digits of stand-in faces are wider
_POINTS_PER_MM = 72 / 25.4
_TABLE = frozenset({"header", "total", "unit", "body"})
_INSET = 6.0  # points, what a sheet keeps free at the left and right of a cell together
_PADDING = 4.5  # points, above and below together


class Rows:
    """The physical rows of a sheet. `first[i]` is where row i of the grid begins, `heights` are in points."""

    def __init__(self, parts: Sequence[Sequence[float]]) -> None:
        """From the heights of the physical rows of each row of a grid."""
        self.heights: tuple[float, ...] = tuple(height for part in parts for height in part)
        self.first: tuple[int, ...] = (0, *accumulate(len(part) for part in parts))

    def split(self, row: int) -> bool:
        """Whether row `row` of the grid takes several physical rows."""
        return self.first[row + 1] - self.first[row] > 1

    def last(self, row: int, rowspan: int) -> int:
        """The last physical row of a cell that begins in row `row` of the grid."""
        return self.first[min(row + rowspan, len(self.first) - 1)] - 1


def shown_text(cell: Cell) -> str:
    """The text of a cell with a line break where each item of its list begins."""
    if not cell.breaks:
        return cell.text
    offsets = (0, *cell.breaks, len(cell.text))
    return "\n".join([cell.text[start:stop] for start, stop in pairwise(offsets)])


def arrange(grid: Grid, pixels: Sequence[int], template: Template, beside: Collection[int] = ()) -> Rows:
    """The rows of `grid` over columns of these widths; a row over 409.5 points becomes several, one `beside` the last none."""
    fit = _Fit(pixels, template)
    heights = list(map(fit.row, grid.rows))
    for number, row in enumerate(grid.rows):
        for cell in row.cells:
            if cell.rowspan > 1:
                _stretch(heights, number, cell.rowspan, fit.cell(cell, row.role))
    return Rows([[] if number in beside else _parts(height) for number, height in enumerate(heights)])


class _Looks(dict[tuple[str, str], tuple[float, float]]):
    """By the roles of row and cell the size of the text and the height of a line, in points."""

    def __init__(self, template: Template) -> None:
        self._template = template

    def __missing__(self, roles: tuple[str, str]) -> tuple[float, float]:
        style = self._template.style(*roles)
        look = self[roles] = style.size, style.size * max(style.leading, _LINE)
        return look


class _Fit:
    """How high rows and cells must be over columns of these widths, in pixels."""

    def __init__(self, pixels: Sequence[int], template: Template) -> None:
        self._least = template.row_height * _POINTS_PER_MM
        self._edges = list(accumulate(pixels, initial=0))
        self._looks = _looks(template)

    def row(self, row: Row) -> float:
        """The height that the cells of this row alone ask for; never less than one line."""
        height = self._least if row.role in _TABLE else 0.0
        tall: list[tuple[float, Cell]] = []
        single = [cell for cell in row.cells if cell.rowspan == 1]
        if not single:
            height = max(height, self._looks[row.role, "text"][1] + _PADDING)
        for cell in single:
            size, line = self._looks[row.role, cell.role]
            text, room = cell.text, self._room(cell)
            if len(text) * size <= room and not cell.breaks and "\n" not in text:  # no character is wider than its size
                if line + _PADDING > height:
                    height = line + _PADDING
            else:
                tall.append((_most_lines(cell, size, room) * line + _PADDING, cell))
        for most, cell in sorted(tall, key=itemgetter(0), reverse=True):
            if most <= height:
                break
            height = max(height, self.cell(cell, row.role))
        return height

    def cell(self, cell: Cell, row: str) -> float:
        """The height that a cell in a row of this role asks for."""
        size, line = self._looks[row, cell.role]
        return count_lines(cell.text, size, self._room(cell), 0.0, cell.breaks) * line + _PADDING

    def _room(self, cell: Cell) -> float:
        """The width of the lines of a cell, in points."""
        edges, stop = self._edges, cell.column + cell.colspan
        right = edges[stop] if stop < len(edges) else edges[-1]
        return ((right - edges[cell.column]) * POINTS_PER_PIXEL - _INSET) * _SAFE


@lru_cache(maxsize=8)
def _looks(template: Template) -> _Looks:
    return _Looks(template)


def _most_lines(cell: Cell, size: float, room: float) -> int:
    """At most how many lines a cell takes, told quickly: three lines take more than one has room for, or they were fewer."""
    paragraphs = 1 + cell.text.count("\n") + len(cell.breaks)
    return paragraphs + min(len(cell.text), int(3 * len(cell.text) * size / max(room, 1.0)))


def _stretch(heights: list[float], first: int, rowspan: int, needed: float) -> None:
    """Makes the rows under a vertical span together as high as its cell needs."""
    spanned = range(first, min(first + rowspan, len(heights)))
    lacking = needed - sum(heights[row] for row in spanned)
    if lacking > 0:
        for row in spanned:
            heights[row] += lacking / len(spanned)


def _parts(height: float) -> list[float]:
    """The physical rows that make up this height: equal, whole pixels, none over Excel's limit."""
    count = max(1, math.ceil(height / HIGHEST_ROW))
    return [math.ceil(height / count / POINTS_PER_PIXEL) * POINTS_PER_PIXEL] * count
