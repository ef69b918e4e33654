"""The widths of a table's columns: the template's shares, held between what a column needs and what it can use.

An amount stays on one line, and any other text gets at least two characters to a line; a column wider
than its longest text gives what it does not use to the others. All writers take their widths from
here, so that the same table looks alike in Excel, Word and PDF.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from ..templates import Style, Template
from .grid import Cell, Grid

__all__ = ["column_widths"]

_POINTS_PER_MM: Final = 72 / 25.4
_DIGIT: Final = 0.7
"""Ems: the widest digit among the faces that may print an amount where Times New Roman is not installed (DejaVu Serif Bold)."""
_MARK: Final = 0.35
_LATIN: Final = 0.55
"""Ems: a Latin character among Chinese ones, on the whole."""
_LONGEST: Final = 22
"""Characters of 9,999,999,999,999.99 and a sign; what is longer is no amount a form prints, and may break."""
_LEAST: Final = 2
_COMFORT: Final = 0.5
"""Ems that a column has beyond its longest text, since faces differ."""
_SHORT: Final = 40
"""Characters of the longest text that a column may be wide for; a longer one uses any width."""
_LABEL: Final = 5
"""Characters of the longest label that a header keeps on one line; a longer one may take two."""


class _Bounds(NamedTuple):
    """The least width that a column needs and the most that it can use, in millimetres."""

    least: float
    most: float


def column_widths(grid: Grid, template: Template) -> tuple[float, ...]:
    """The width of each column of `grid` in millimetres; together they fill the page's text width.

    Neighbours with the same key share its width.
    """
    count = grid.width
    keys = (grid.columns + ("",) * count)[:count]
    columns = [template.columns.get(key) for key in keys]
    shares = [
        column.width / keys.count(key) if column else template.other_width for key, column in zip(keys, columns, strict=True)
    ]
    bounds = [
        _Bounds(share, share) if column and column.fixed else bound
        for share, column, bound in zip(shares, columns, _bounds(grid, template, count), strict=True)
    ]
    return _fitted(shares, bounds, template.page.text_width)


def _bounds(grid: Grid, template: Template, count: int) -> list[_Bounds]:
    """What each column needs and can use, by the longest text of each role in it."""
    longest: dict[tuple[int, str, str], Cell] = {}
    for row in grid.rows:
        for cell in row.cells:
            if cell.colspan == 1 and cell.text:
                key = (cell.column, row.role, cell.role)
                if key not in longest or len(longest[key].text) < len(cell.text):
                    longest[key] = cell
    least, most = [0.0] * count, [0.0] * count
    for (column, row_role, cell_role), cell in longest.items():
        style = template.style(row_role, cell_role)
        blank = 2 * template.padding
        needed, used = _ems(cell, heads=row_role == "header" or cell_role == "label")
        least[column] = max(least[column], _millimetres(needed, style) + blank)
        most[column] = max(most[column], _millimetres(used + _COMFORT, style) + blank)
    return [_Bounds(low, max(low, high) if high else math.inf) for low, high in zip(least, most, strict=True)]


def _millimetres(ems: float, style: Style) -> float:
    return ems * style.size / _POINTS_PER_MM


def _ems(cell: Cell, *, heads: bool) -> tuple[float, float]:
    """What a cell needs and what it can use, in ems."""
    text = cell.text
    if cell.role == "amount" and len(text) <= _LONGEST:
        marks = text.count(",") + text.count(".")
        width = (len(text) - marks) * _DIGIT + marks * _MARK
        return width, width
    if len(text) > _SHORT:
        return _LEAST, math.inf
    parts = [text[: cell.breaks[0]], text[cell.breaks[0] :]] if heads and cell.breaks else text.split("\n")
    width = max(sum(_LATIN if char.isascii() else 1 for char in part) for part in parts)
    if heads and width > _LABEL:
        width = max(_LABEL, width / 2)
    return _LEAST, width


def _fitted(shares: Sequence[float], bounds: Sequence[_Bounds], total: float) -> tuple[float, ...]:
    """Widths that add up to `total`: by shares as far as the bounds let them."""
    if not shares:
        return ()
    if (needed := sum(bound.least for bound in bounds)) >= total:
        return tuple(bound.least * total / needed for bound in bounds)
    if (used := sum(bound.most for bound in bounds)) <= total:  # all have what they can use: the rest goes to all alike
        spare = (total - used) / (sum(bound.most for bound in bounds if bound.most > bound.least) or used)
        loose = any(bound.most > bound.least for bound in bounds)
        return tuple(bound.most * (1 + spare) if bound.most > bound.least or not loose else bound.most for bound in bounds)
    low, high = 0.0, total / min(shares)
    for _ in range(60):  # the scale at which the widths add up: they grow with it
        scale = (low + high) / 2
        if sum(_clamped(share * scale, bound) for share, bound in zip(shares, bounds, strict=True)) < total:
            low = scale
        else:
            high = scale
    widths = [_clamped(share * high, bound) for share, bound in zip(shares, bounds, strict=True)]
    return tuple(width * total / sum(widths) for width in widths)


def _clamped(width: float, bound: _Bounds) -> float:
    return min(max(width, bound.least), bound.most)
