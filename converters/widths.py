"""The widths of a table's columns: the template's shares, with room for what may not be broken.

An amount stays on one line, and any other text gets at least two characters to a line. All writers
take their widths from here, so that the same table looks alike in Excel, Word and PDF.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..templates import Template
from .grid import Cell, Grid

__all__ = ["column_widths"]

_POINTS_PER_MM: Final = 72 / 25.4
_DIGIT: Final = 0.7
"""Ems: the widest digit among the faces that may print an amount where Times New Roman is not installed (DejaVu Serif Bold)."""
_MARK: Final = 0.35
_LONGEST: Final = 22
"""Characters of 9,999,999,999,999.99 and a sign; what is longer is no amount a form prints, and may break."""
_LEAST: Final = 2


def column_widths(grid: Grid, template: Template) -> tuple[float, ...]:
    """The width of each column of `grid` in millimetres; together they fill the page's text width."""
    count = grid.width
    keys = (grid.columns + ("",) * count)[:count]
    shares = [template.columns[key].width if key in template.columns else template.other_width for key in keys]
    return _fitted(shares, _needs(grid, template, count), template.page.text_width)


def _needs(grid: Grid, template: Template, count: int) -> list[float]:
    """The least width of each column, in millimetres."""
    needs = [0.0] * count
    seen: dict[tuple[int, str, str], int] = {}
    for row in grid.rows:
        for cell in row.cells:
            length = len(cell.text) if cell.role == "amount" else _LEAST
            key = (cell.column, row.role, cell.role)
            if cell.colspan == 1 and cell.text and seen.get(key, 0) < length:
                seen[key] = length
                style = template.style(row.role, cell.role)
                needs[cell.column] = max(needs[cell.column], _ems(cell) * style.size / _POINTS_PER_MM + 2 * template.padding)
    return needs


def _ems(cell: Cell) -> float:
    """The width of what may not be broken in a cell, in ems."""
    if cell.role != "amount" or len(cell.text) > _LONGEST:
        return _LEAST
    marks = cell.text.count(",") + cell.text.count(".")
    return (len(cell.text) - marks) * _DIGIT + marks * _MARK


def _fitted(shares: Sequence[float], needs: Sequence[float], total: float) -> tuple[float, ...]:
    """Widths that add up to `total`: at least what each column needs, the rest by shares."""
    if not shares:
        return ()
    if sum(needs) >= total:
        return tuple(need * total / sum(needs) for need in needs)
    fixed: set[int] = set()
    while True:
        left = total - sum(needs[column] for column in fixed)
        scale = left / (sum(share for column, share in enumerate(shares) if column not in fixed) or 1)
        short = {column for column, share in enumerate(shares) if column not in fixed and share * scale < needs[column]}
        if not short:
            return tuple(needs[column] if column in fixed else share * scale for column, share in enumerate(shares))
        fixed |= short
