"""Lines side by side: the unit of account stands at the right end of a short line before it, as forms print it."""

from __future__ import annotations

from typing import Final

from ..templates import Template
from .grid import Grid, Row
from .typeset import approximate_advances

__all__ = ["beside", "line_width"]

_POINTS_PER_MM: Final = 72 / 25.4
_GAP: Final = 2
"""Ems between the two."""


def beside(grid: Grid, template: Template) -> frozenset[int]:
    """The rows that stand beside the row before them: units of account that fit on the line there."""
    found = set()
    for number in range(1, len(grid.rows)):
        line, unit = grid.rows[number - 1], grid.rows[number]
        if (line.role, unit.role) == ("line", "unit_line") and len(line.cells) == len(unit.cells) == 1:
            room = template.page.text_width - line_width(line, template) - line_width(unit, template)
            if room >= 0 and "\n" not in line.cells[0].text + unit.cells[0].text:
                found.add(number)
    return frozenset(found)


def line_width(row: Row, template: Template) -> float:
    """About the width of the text of a row with one cell, and a gap beside it, in millimetres."""
    cell = row.cells[0]
    size = template.style(row.role, cell.role).size
    return (sum(approximate_advances(cell.text, size)) + _GAP * size / 2) / _POINTS_PER_MM
