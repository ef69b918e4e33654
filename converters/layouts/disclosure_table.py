"""Prints the 公开表: one row for each project, its indicators packed in one cell."""

from __future__ import annotations

from collections.abc import Sequence

from ...templates import Template
from ..grid import Cell, Grid, Row
from ..model import GoalTable
from ..packing import pack
from .lines import write_lines, write_notes
from .rows import ROLES, Line, columns_of, header_cell, label, lines_of, misleads, placed, prints_header, state_kinds

__all__ = ["compose"]


def compose(table: GoalTable, template: Template, *, goals: bool = True) -> tuple[Grid, ...]:
    """The table as one grid; what `recognise` reads from it is the table again.

    A table has one set of columns: an amount that one row has and another has not is a blank there.
    Without `goals` it is a mere list of units and projects, and each row says what it is.
    """
    columns = columns_of(table, template, packed=True)
    lines = list(lines_of(table, columns, template))
    for line in lines:
        if line.project is not None and line.project.indicators:
            packed = pack(line.project.indicators)
            line.cells["indicators"] = Cell(packed.text, role="list", breaks=packed.breaks)
    if not goals:
        columns = tuple(name for name in columns if name not in ("goal", "indicators"))
    header, rows = _header(columns, template), _rows(lines, columns)
    if not goals or misleads(lines, packed=True) or prints_header(rows, header):
        columns = state_kinds(columns, lines)
        header, rows = _header(columns, template), _rows(lines, columns)
    around = write_lines(table, len(columns), template), write_notes(table, len(columns))
    return (Grid((*around[0], header, *rows, *around[1]), columns, template.name),)


def _header(columns: Sequence[str], template: Template) -> Row:
    return Row(tuple(header_cell(name, column, label(name, template), template) for column, name in enumerate(columns)), "header")


def _rows(lines: Sequence[Line], columns: Sequence[str]) -> list[Row]:
    return [
        Row(tuple(placed(line.cells.get(name), column, name) for column, name in enumerate(columns)), ROLES[line.kind])
        for line in lines
    ]
