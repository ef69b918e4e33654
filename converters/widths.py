"""The widths of a table's columns: the template's shares, held between what a column needs and what it can use.

An amount stays on one line, and any other text gets at least two characters to a line; a column wider
than its longest text gives what it does not use to the others. All writers take their widths from
here, so that the same table looks alike in Excel, Word and PDF.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from ..templates import Template
from . import catalogue as kinds
from .findings import Finding
from .grid import Cell, Grid
from .patterns import regex

__all__ = ["Columns", "fit_columns"]

_POINTS_PER_MM: Final = 72 / 25.4
_DIGIT: Final = 0.7
"""Ems: the widest digit among the faces that may print an amount where Times New Roman is not installed (DejaVu Serif Bold)."""
_MARK: Final = 0.35
_TIGHT: Final = 0.8
"""What part of the room kept for a figure it needs in Times New Roman and in the faces of a PDF."""
_SMALL: Final = 0.7
"""What part of their size figures come down to before a text beside them gets less than two characters a line."""
_FIGURE: Final = regex(r"[≥≤＞＜><＝=≈±]?\d[\d,.]*[%％‰]?")
"""A target value that is a figure alone; it stays on one line as an amount does."""
_LATIN: Final = 0.62
"""Ems: a Latin character among Chinese ones, on the whole."""
_LONGEST: Final = 22
"""Characters of 9,999,999,999,999.99 and a sign; what is longer is no amount a form prints, and may break."""
_LEAST: Final = 2
_COMFORT: Final = 0.5
"""Ems that a column has beyond its longest text, since faces differ."""
_SHORT: Final = 40
"""Characters of the longest text that a column may be wide for; a longer one uses any width."""
_LABEL: Final = 4
"""Characters of the longest label that a header keeps on one line; a longer one may take two."""
_WHOLE: Final = 8
"""Ems of the longest text that is kept on one line where there is room for all such; of a longer one a line has `_LABEL` at least."""

_LONG_SHARE: Final = 0.8
"""The part of its share that a column of long texts keeps whatever short texts there are."""


class _Bounds(Struct, frozen=True):
    """In millimetres: the least width that a column needs, one in which short texts stay whole, and the most that it can use."""

    least: float
    good: float
    most: float
    fixed: bool = False
    tight: float = 0.0
    """As `least`, its figures no wider than Times New Roman and the faces of a PDF print them."""
    small: float = 0.0
    """As `tight`, its figures as small as a crowded page makes them."""


class Columns(Struct, frozen=True):
    """The widths of a grid's columns in millimetres, which fill the page's text width, and a warning where they are crowded."""

    widths: tuple[float, ...]
    doubts: tuple[Finding, ...]


def fit_columns(grid: Grid, template: Template) -> Columns:
    """The widths of the columns of `grid`; neighbours with the same key share its width.

    A warning says where the columns need more than the page's width: figures come small, texts two characters a line.
    """
    shares, bounds = _asked(grid, template)
    total = template.page.text_width
    return Columns(_fitted(shares, bounds, total), _crowded(grid, template, sum(bound.tight for bound in bounds)))


def _crowded(grid: Grid, template: Template, needed: float) -> tuple[Finding, ...]:
    """A warning where columns that need so much do not fit on the page."""
    width = template.page.text_width
    if needed <= width:
        return ()
    return (
        kinds.PAGE_CROWDED.at(columns=grid.width, needed=math.ceil(needed), width=f"{width:g}", name=grid.name or template.name),
    )


def _asked(grid: Grid, template: Template) -> tuple[list[float], list[_Bounds]]:
    """The share of each column, and its bounds."""
    count = grid.width
    keys = (grid.columns + ("",) * count)[:count]
    columns = [template.columns.get(key) for key in keys]
    shares = [
        column.width / keys.count(key) if column else template.other_width for key, column in zip(keys, columns, strict=True)
    ]
    bounds = [
        _Bounds(share, share, share, fixed=True, tight=share, small=share) if column and column.fixed else bound
        for share, column, bound in zip(shares, columns, _bounds(grid, template, count), strict=True)
    ]
    return shares, bounds


def _bounds(grid: Grid, template: Template, count: int) -> list[_Bounds]:
    """What each column needs and can use, by the longest text of each role in it, and the longest short one."""
    longest: dict[tuple[int, str, str, bool, bool], tuple[int, Cell]] = {}
    for row in grid.rows:
        for cell in row.cells:
            text = cell.text
            if text and cell.colspan == 1:
                key = (cell.column, row.role, cell.role, len(text) <= _WHOLE, _is_figure(cell))
                length = len((text + cell.lacking).encode())  # about the room that it takes
                if key not in longest or longest[key][0] < length:
                    longest[key] = length, cell
    least, good, most, tight, small = ([0.0] * count for _ in range(5))
    for (column, row_role, cell_role, _, figure), (_, cell) in longest.items():
        em = template.style(row_role, cell_role).size / _POINTS_PER_MM
        needed, whole, used = _figure_ems(cell) if figure else _ems(cell, heads=row_role == "header" or cell_role == "label")
        blank = 2 * template.padding
        least[column] = max(least[column], needed * em + blank)
        close, closest = (needed * _TIGHT, needed * _TIGHT * _SMALL) if figure else (needed, needed)
        tight[column] = max(tight[column], close * em + blank)
        small[column] = max(small[column], closest * em + blank)
        good[column] = max(good[column], whole * em + blank)
        most[column] = max(most[column], used * em + blank)
    return [
        _Bounds(low, max(low, fair), max(fair, high) or math.inf, tight=close, small=closest)
        for low, fair, high, close, closest in zip(least, good, most, tight, small, strict=True)
    ]


def _figure_ems(cell: Cell) -> tuple[float, float, float]:
    """As `_ems`, of a figure, which stays whole."""
    width = sum(_MARK if char in ",." else _DIGIT if char.isdigit() else 1 for char in cell.text + cell.lacking)
    return width, width, width + _COMFORT


def _ems(cell: Cell, *, heads: bool) -> tuple[float, float, float]:
    """In ems, what a cell needs, what it has its short text whole in, and what it can use."""
    if len(cell.text) > _SHORT:
        return _LEAST, _LABEL, math.inf
    return _short_ems(cell.text, cell.breaks[0] if heads and cell.breaks else 0, heads, cell.role == "level")


@lru_cache(maxsize=1024)
def _short_ems(text: str, cut: int, heads: bool, level: bool) -> tuple[float, float, float]:
    """As `_ems`, of a text that may be cut at an offset; labels and levels come again in every form."""
    width = max(map(_width, [text[:cut], text[cut:]] if cut else text.split("\n")))
    if heads and width > _LABEL:
        width = max(_LABEL, math.ceil(width / 2))
    width = max(width, 1) + _COMFORT
    return min(width, _LABEL + _COMFORT if level else _LEAST), width if width <= _WHOLE else _LABEL, width


def _width(text: str) -> float:
    """About the width of a text in ems."""
    latin = sum(map(str.isascii, text))
    return len(text) - latin + latin * _LATIN


def _is_figure(cell: Cell) -> bool:
    """Whether the text is a figure that must stay on one line."""
    role = cell.role
    if role not in ("amount", "value") or len(cell.text) > _LONGEST:
        return False
    return role == "amount" or _FIGURE.fullmatch(cell.text) is not None


def _fitted(shares: Sequence[float], bounds: Sequence[_Bounds], total: float) -> tuple[float, ...]:
    """Widths that add up to `total`: by shares as far as the bounds let them."""
    if not shares:
        return ()
    if (needed := sum(bound.least for bound in bounds)) >= total:
        if (needed := sum(bound.small for bound in bounds)) >= total:
            return tuple(bound.small * total / needed for bound in bounds)
        bounds = _pressed(bounds, total)
    fair = total / sum(shares) * _LONG_SHARE
    kept = [max(bound.good, share * fair if bound.most == math.inf else 0.0) for share, bound in zip(shares, bounds, strict=True)]
    if sum(kept) <= total:
        bounds = [replace(bound, least=bound.good) for bound in bounds]
    if (used := sum(bound.most for bound in bounds)) <= total:  # nothing can use so much: the rest goes by shares
        if all(bound.fixed for bound in bounds):
            return tuple(bound.most * total / used for bound in bounds)
        bounds = [bound if bound.fixed else _Bounds(bound.most, bound.most, math.inf) for bound in bounds]
    scale = _scale(shares, bounds, total)
    widths = [_clamped(share * scale, bound) for share, bound in zip(shares, bounds, strict=True)]
    used = sum(widths)
    return tuple(width * total / used for width in widths)


def _scale(shares: Sequence[float], bounds: Sequence[_Bounds], total: float) -> float:
    """By what the shares are multiplied for the widths to add up to `total`; each grows with it from its least up to its most."""
    turns = [(bound.least / share, share) for share, bound in zip(shares, bounds, strict=True)]
    turns += [(bound.most / share, -share) for share, bound in zip(shares, bounds, strict=True)]
    scale, width, growth = 0.0, sum(bound.least for bound in bounds), 0.0
    for turn, change in sorted(turns):
        if width + growth * (turn - scale) >= total:
            break
        width += growth * (turn - scale)
        scale = turn
        growth += change
    return scale + (total - width) / growth if growth > 0 else scale


def _pressed(bounds: Sequence[_Bounds], total: float) -> list[_Bounds]:
    """Bounds for figures no wider than they must be; where that is still too wide, for small ones, and texts take what they leave."""
    if sum(bound.tight for bound in bounds) < total:
        return [replace(bound, least=bound.tight, good=bound.tight) for bound in bounds]
    return [replace(bound, least=bound.small, good=bound.small, most=_most(bound)) for bound in bounds]


def _most(bound: _Bounds) -> float:
    """What a column takes at most of a crowded page: one of figures no more than they need."""
    return bound.tight if bound.small < bound.tight else bound.most


def _clamped(width: float, bound: _Bounds) -> float:
    return min(max(width, bound.least), bound.most)
