"""Columns headed by levels of the taxonomy, as older published tables have them: what stands in one is an indicator of that level.

    项目名称 | 资金总额 | 绩效目标 | 产出指标               | 效益指标         | 满意度指标
             |          |          | 数量指标 | 质量指标    | 社会效益指标     | 服务对象满意度指标

指标1 | 指标2 | 指标3 are such columns without a level. One alone makes no such table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from .. import catalogue as kinds
from ..extensions import unused
from ..grid import Cell, Row
from ..indicators import parse_level
from ..labels import heads_indicators, is_first_level, is_level_label
from ..level_texts import ENDS, LevelText, level_texts
from ..model import Coded, Indicator
from ..places import shift
from ..reading import Recorder
from ..values import parse_value
from .columns import NONES, header_depth

__all__ = ["LevelCells", "LevelColumn", "find_level_columns"]

_BLANKS: Final = NONES | {""}


class LevelColumn(Struct, frozen=True):
    """A column of indicators of one level: its label, and the levels that the header gives its indicators."""

    label: str
    level1: Coded | None
    level2: Coded | None


def find_level_columns(rows: Sequence[Row]) -> dict[int, LevelColumn]:
    """The columns that the header at the top of `rows` heads by levels; none where there are not two of them."""
    header = rows[: header_depth(rows)]
    found = {}
    for column in sorted({cell.column for row in header for cell in row.cells if heads_indicators(cell.text)}):
        over = [cell for row in header if (cell := _over(row, column)) is not None]
        if over and heads_indicators(over[-1].text):
            levels = [cell.text.strip() for cell in over if is_level_label(cell.text)]
            found[column] = _column(levels) if levels else LevelColumn(over[-1].text.strip(), None, None)
    return found if len(found) > 1 else {}


def _over(row: Row, column: int) -> Cell | None:
    """The cell of a header row that stands over a column; a level's label heads the blank columns to its right too."""
    before = [cell for cell in row.cells if cell.column <= column and cell.text.strip()]
    if not before:
        return None
    cell = before[-1]
    return cell if column < cell.column + cell.colspan or is_level_label(cell.text) else None


def _column(labels: Sequence[str]) -> LevelColumn:
    """The column under these labels, from the highest to its own."""
    own = parse_level(labels[-1])
    if len(labels) > 1:
        return LevelColumn(labels[-1], parse_level(labels[0]), own)
    return LevelColumn(labels[-1], own, None) if is_first_level(labels[-1]) else LevelColumn(labels[-1], None, own)


class LevelCells:
    """Reads what the rows of a table say in such columns, one row after the other."""

    def __init__(self, columns: Mapping[int, LevelColumn], recorder: Recorder) -> None:
        self.columns = columns
        self.recorder = recorder

    def start(self) -> None:
        """Begins another project; nothing carries over."""

    def names(self, row: Row) -> bool:
        """Whether the row says something of an indicator."""
        return any(cell.column in self.columns and cell.text.strip() not in _BLANKS for cell in row.cells)

    def labelled(self, cells: Mapping[int, Cell]) -> dict[str, Cell]:
        """The cells of a row that is no project's, by label."""
        found: dict[str, Cell] = {}
        for column, cell in cells.items():
            if cell.text.strip() in NONES:
                self.recorder.label(cell.text)
                continue
            found[unused(self.columns[column].label, found)] = cell
        return found

    def read(self, row: Row, index: int, pointer: str, count: int) -> list[Indicator]:
        """The indicators of row number `index`, in the order of the columns; see `IndicatorReader.read`."""
        found: list[Indicator] = []
        for cell in row.cells:
            column, text = self.columns.get(cell.column), self.recorder.text(cell)
            if column is None or not text:
                continue
            if text in NONES:
                self.recorder.label(text)
                continue
            said = level_texts(text, 0, len(text))
            for number, each in enumerate(said, count + len(found)):
                self._place(each, cell, text, f"{pointer}/{number}")
                if column.level1 is column.level2 is None:
                    shown = number + 1 if each.number is None else each.number
                    self.recorder.doubt(kinds.LEVEL_MISSING, cell.place, f"{pointer}/{number}", number=shown)
            found += [_indicator(column, each, text) for each in said]
            self._count(said, cell, text)
        return found

    def _count(self, said: Sequence[LevelText], cell: Cell, text: str) -> None:
        """Takes down what of a cell became names and targets; numbers and marks around them are labels, and marks at an end are named."""
        spans = [span for each in said for span in (each.name, each.value) if span is not None]
        for (_, at), (start, stop) in pairwise([(0, 0), *spans, (len(text), len(text))]):
            self.recorder.label(text[at:start])
            self.recorder.part(text[start:stop])
            if at and ENDS.intersection(text[at:start]):
                self.recorder.normalised(kinds.END_MARK, shift(cell.place, text, at))

    def _place(self, said: LevelText, cell: Cell, text: str, pointer: str) -> None:
        for name, span in (("name", said.name), ("annual_value", said.value)):
            if span is not None:
                self.recorder.places.add(f"{pointer}/{name}", shift(cell.place, text, span[0]))


def _indicator(column: LevelColumn, said: LevelText, text: str) -> Indicator:
    value = parse_value(text[slice(*said.value)]) if said.value else None
    name = text[slice(*said.name)] if said.name else ""
    return Indicator(number=said.number, level1=column.level1, level2=column.level2, name=name, annual_value=value)
