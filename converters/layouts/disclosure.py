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
from typing import TYPE_CHECKING

from ..grid import Grid, Row
from ..model import GoalTable
from ..reading import Reading, Recorder
from .body import Body
from .columns import find_header, read_columns
from .level_columns import LevelCells, columns_of, find_level_columns
from .tables import read_tables

if TYPE_CHECKING:
    from ...templates import Template

__all__ = ["claims", "compose", "recognise"]


def claims(grid: Grid) -> bool:
    """Whether some row of the grid names projects and their goals or indicators."""
    return find_header(grid) is not None


def recognise(grids: Sequence[Grid]) -> tuple[Reading, ...]:
    """The goal tables of this layout in the grids, in order; none where there is none."""
    return tuple(reading for grid in grids for reading in read_tables(grid, find_header, _body))


def _body(rows: Sequence[Row], recorder: Recorder) -> Body:
    levels = find_level_columns(rows)
    columns = read_columns(rows, recorder, columns_of(levels))
    return Body(columns, recorder, LevelCells(levels, recorder) if levels else None)


def compose(table: GoalTable, template: Template) -> tuple[Grid, ...]:
    """The table as one grid; what `recognise` reads from it is the table again."""
    from .disclosure_table import compose as printed  # who only reads needs nothing of it

    return printed(table, template)
