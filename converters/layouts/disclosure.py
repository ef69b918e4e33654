"""公开表 (disclosure): one row per project, its indicators packed in one cell.

    title / 部门名称：… / 单位：万元
    项目名称（资金使用单位） | 总计 | 财政拨款 | … | 绩效目标 | 绩效指标
    合计 / unit / its projects / unit / its projects … / notes

A unit's row is told from a project's by its having no goal and no indicators. Where that would
mislead, `compose` adds a column 行类别 that says what each row is. Other fields of the model get a
column each where a project has them; what the model has no name for, a column under its own label.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...templates import Template
from ..grid import Cell, Grid, Row
from ..model import GoalTable
from ..packing import pack
from ..reading import Reading, Recorder
from .body import Body
from .columns import find_header, read_columns
from .level_columns import LevelCells, find_level_columns
from .lines import write_lines, write_notes
from .rows import ROLES, Line, columns_of, header_cell, label, lines_of, misleads, placed, prints_header, state_kinds
from .tables import read_tables

__all__ = ["claims", "compose", "recognise"]


def claims(grid: Grid) -> bool:
    """Whether some row of the grid names projects and their goals or indicators."""
    return find_header(grid) is not None


def recognise(grids: Sequence[Grid]) -> tuple[Reading, ...]:
    """The goal tables of this layout in the grids, in order; none where there is none."""
    return tuple(reading for grid in grids for reading in read_tables(grid, find_header, _body))


def _body(rows: Sequence[Row], recorder: Recorder) -> Body:
    levels = find_level_columns(rows)
    columns = read_columns(rows, recorder, frozenset(levels))
    return Body(columns, recorder, LevelCells(levels, recorder) if levels else None)


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
