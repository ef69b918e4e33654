"""明细表 (indicators): one row for each indicator, what is said of its project merged down beside it.

    title / 部门名称：… / 单位：元
    项目名称 | 项目单位 | 项目类别 | 预算数 | 年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标方向 | 目标值 | 计量单位 | 分值
    合计 / unit / a project with its indicators / …  / notes

A row whose project cells are covered by a span, blank, or say again what the row above says, belongs
to the project above. Where rows would be misread so, `compose` adds a column 行类别.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .. import catalogue as kinds
from ..errors import UnreadableError
from ..grid import Grid, Row
from ..labels import field_of, is_level_label
from ..model import GoalTable
from ..reading import Reading, Recorder
from .body import Body, is_total
from .columns import labels_of, mostly_labels, read_columns
from .indicator_columns import IndicatorColumns, find_columns, member_of
from .ladder_labels import label_in
from .level_columns import pairs_levels
from .tables import read_tables

if TYPE_CHECKING:
    from ...templates import Template

__all__ = ["claims", "compose", "recognise"]

_DEEPEST = 3
"""Rows that a header takes at most; a label merged over more rows heads a form."""


def claims(grid: Grid) -> bool:
    """Whether a header in the grid names projects, and indicators by level 3 in columns of their own."""
    return _find_header(grid) is not None


def recognise(grids: Sequence[Grid]) -> tuple[Reading, ...]:
    """The goal tables of this layout in the grids, in order; none where there is none."""
    return tuple(reading for grid in grids for reading in read_tables(grid, _find_header, _body))


def _find_header(grid: Grid, start: int = 0) -> int | None:
    indexes = range(start, len(grid.rows))
    return next((index for index in indexes if _indicator_columns(grid.rows[index : index + _DEEPEST]) is not None), None)


def _indicator_columns(rows: Sequence[Row]) -> IndicatorColumns | None:
    """The columns of the indicators under the header that `rows` begins with; None where it is no header of this layout.

    Its first row names the projects, left of the indicators.
    """
    names = [cell.column for cell in rows[0].cells if field_of(cell.text) == "name"]
    if not names or any(cell.rowspan > _DEEPEST for cell in rows[0].cells) or _states_name(rows[0]) or pairs_levels(rows):
        return None
    labels = labels_of(rows).cells
    fields = {field_of(cell.text): cell.column for cell in reversed(labels)}
    levels = [cell.column for cell in labels if member_of(cell.text) in ("level1", "level2", "name")]
    if fields.get("name") not in names or "indicators" in fields or not levels or fields["name"] > min(levels):
        return None
    start = min(levels)
    before = [cell for cell in labels if cell.column < start][-1]
    if member_of(before.text) == "number":
        start = before.column
    return find_columns(Row(tuple(cell for cell in labels if cell.column >= start and field_of(cell.text) is None)))


def _states_name(row: Row) -> bool:
    """Whether a row is a label of a project's name and the name, as forms have it: not merged down, beside it one text that is no label."""
    label, *others = (cell for cell in row.cells if cell.text.strip())
    return label.rowspan == len(others) == 1 and label_in(others[0]) is member_of(others[0].text) is None


def _body(rows: Sequence[Row], recorder: Recorder) -> Body:
    indicators = _indicator_columns(rows[:_DEEPEST])
    assert indicators is not None  # `_find_header` found the row by them
    _refuse_form(rows, indicators)
    from .levels import IndicatorReader  # so late: all grids are asked whether they are of this layout

    reader = IndicatorReader(indicators, recorder)
    reader.doubt_columns(rows[0].cells[0].place)
    return Body(read_columns(rows, recorder, indicators.mapped), recorder, reader)


def _refuse_form(rows: Sequence[Row], indicators: IndicatorColumns) -> None:
    """Raises `UnreadableError` for a form laid beside its own indicators: labels stand below 项目名称, or nothing does."""
    name = next(cell for cell in rows[0].cells if field_of(cell.text) == "name")
    cut = len(rows) > 1 and mostly_labels(rows[1]) and not any(is_level_label(cell.text) for cell in rows[1].cells)
    filled = [cell for row in rows[2 if cut else 1 :] for cell in row.cells if cell.text.strip()]
    below = [cell for cell in filled if cell.column == name.column]
    beside = next((cell for cell in rows[0].cells if cell.column == name.column + name.colspan < indicators.start), None)
    if beside is None or field_of(beside.text) is not None or not filled:
        return
    if (below and _labels_form(below[0].text)) or all(cell.column >= indicators.start for cell in filled):
        raise UnreadableError(kinds.FORM_BESIDE, name.place, label=name.text.strip(), text=beside.text.strip())


def _labels_form(text: str) -> bool:
    """Whether a text is a label of a form, and not 合计."""
    return field_of(text) is not None and not is_total(text)


def compose(table: GoalTable, template: Template) -> tuple[Grid, ...]:
    """The table as one grid; what `recognise` reads from it is the table again."""
    from .indicator_table import compose as printed  # who only reads needs nothing of it

    return printed(table, template)
