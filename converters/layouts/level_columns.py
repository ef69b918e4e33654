"""Columns headed by levels of the taxonomy, as older published tables have them: what stands in one is an indicator of that level.

    项目名称 | 资金总额 | 绩效目标 | 产出指标               | 效益指标         | 满意度指标
             |          |          | 数量指标 | 质量指标    | 社会效益指标     | 服务对象满意度指标

指标1 | 指标2 | 指标3 are such columns without a level. One alone makes no such table. A level may stand over two columns, names
and targets: 产出指标 over 三级指标 | 指标值.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from sys import maxsize
from typing import Final, TypeAlias

from msgspec import Struct, structs

from .. import catalogue as kinds
from ..extensions import unused
from ..grid import Cell, Row
from ..indicators import parse_level
from ..labels import heads_indicators, is_either_level, is_first_level, is_level_label
from ..level_texts import ENDS, LevelText, labelled_texts, level_texts
from ..model import Coded, Indicator
from ..places import shift
from ..reading import Recorder
from ..values import parse_value
from .columns import NONES, header_depth
from .indicator_columns import member_of
from .row_pieces import filled_cells

__all__ = ["LevelCells", "LevelColumn", "columns_of", "find_level_columns", "pairs_levels"]

_BLANKS: Final = NONES | {""}
_Span: TypeAlias = tuple[int, int]


class LevelColumn(Struct, frozen=True):
    """A column of indicators of one level: its label, the levels that the header gives its indicators, and the column of their targets if there is one."""

    label: str
    level1: Coded | None
    level2: Coded | None
    value: int | None = None


def find_level_columns(rows: Sequence[Row]) -> dict[int, LevelColumn]:
    """The columns that the header at the top of `rows` heads by levels; none where there are not two of them."""
    header = rows[: header_depth(rows)]
    found = {}
    for column in sorted({cell.column for row in header for cell in row.cells if heads_indicators(cell.text)}):
        over = [cell for row in header if (cell := _over(row, column)) is not None]
        if over and heads_indicators(over[-1].text):
            levels = [cell.text.strip() for cell in over if is_level_label(cell.text)]
            found[column] = (
                _column(levels, _row_of(header, over[-1])) if levels else LevelColumn(over[-1].text.strip(), None, None)
            )
    found |= _paired(header)
    return found if len(found) > 1 else {}


def pairs_levels(rows: Sequence[Row]) -> bool:
    """Whether the header at the top of `rows` has levels over columns of names and targets."""
    return len(_paired(rows[: header_depth(rows)])) > 1


def columns_of(levels: Mapping[int, LevelColumn]) -> frozenset[int]:
    """All columns that such columns take, those of targets too."""
    return frozenset({*levels, *(column.value for column in levels.values() if column.value is not None)})


def _paired(header: Sequence[Row]) -> dict[int, LevelColumn]:
    """The columns of names that have one of targets beside them, both under one level."""
    found = {}
    for row, below in pairwise(header):
        levels = filled_cells(row)
        stops = [*(cell.column for cell in levels[1:]), maxsize]
        for level, stop in zip(levels, stops, strict=True):
            members = {member_of(cell.text): cell.column for cell in below.cells if level.column <= cell.column < stop}
            if is_level_label(level.text) and {"name", "value"} <= members.keys():
                over = [cell.text.strip() for each in header if (cell := _over(each, level.column)) and is_level_label(cell.text)]
                found[members["name"]] = structs.replace(_column(over, row), value=members["value"])
    return found


def _over(row: Row, column: int) -> Cell | None:
    """The cell of a header row that stands over a column; a level's label heads the blank columns to its right too."""
    before = [cell for cell in row.cells if cell.column <= column and cell.text.strip()]
    if not before:
        return None
    cell = before[-1]
    return cell if column < cell.column + cell.colspan or is_level_label(cell.text) else None


def _row_of(header: Sequence[Row], cell: Cell) -> Row:
    return next(row for row in header if any(each is cell for each in row.cells))


def _column(labels: Sequence[str], row: Row) -> LevelColumn:
    """The column under these labels, from the highest to its own, which stands in `row`: 成本指标 beside a level 1 is one."""
    own = parse_level(labels[-1])
    if len(labels) > 1:
        return LevelColumn(labels[-1], parse_level(labels[0]), own)
    beside = is_either_level(labels[-1]) and any(is_first_level(cell.text) for cell in row.cells)
    first = is_first_level(labels[-1]) or beside
    return LevelColumn(labels[-1], own, None) if first else LevelColumn(labels[-1], None, own)


class LevelCells:
    """Reads what the rows of a table say in such columns, one row after the other."""

    def __init__(self, columns: Mapping[int, LevelColumn], recorder: Recorder) -> None:
        self.columns = columns
        self.recorder = recorder
        self._all = columns_of(columns)
        self._names = {column.value: at for at, column in columns.items() if column.value is not None}

    def start(self) -> None:
        """Begins another project; nothing carries over."""

    def names(self, row: Row) -> bool:
        """Whether the row says something of an indicator."""
        return any(cell.column in self._all and cell.text.strip() not in _BLANKS for cell in row.cells)

    def labelled(self, cells: Mapping[int, Cell]) -> dict[str, Cell]:
        """The cells of a row that is no project's, by label."""
        found: dict[str, Cell] = {}
        for column, cell in cells.items():
            if cell.text.strip() in NONES:
                self.recorder.label(cell.text)
                continue
            found[unused(self.columns[self._names.get(column, column)].label, found)] = cell
        return found

    def read(self, row: Row, index: int, pointer: str, count: int) -> list[Indicator]:
        """The indicators of row number `index`, in the order of the columns; see `IndicatorReader.read`."""
        found: list[Indicator] = []
        cells = {cell.column: cell for cell in row.cells if cell.text.strip()}
        for cell in row.cells:
            column, text = self.columns.get(cell.column), self.recorder.text(cell)
            if cell.column in self._names or (column is not None and column.value is not None):
                found += self._pair(cells, self._names.get(cell.column, cell.column), cell, f"{pointer}/{count + len(found)}")
                continue
            if column is None or not text:
                continue
            if text in NONES:
                self.recorder.label(text)
                continue
            levels, said = _said(column, text)
            for number, (level, each) in enumerate(zip(levels, said, strict=True), count + len(found)):
                if level is not None:
                    self.recorder.places.add(f"{pointer}/{number}/level2", shift(cell.place, text, level[0]))
                self._place(each, cell, text, f"{pointer}/{number}")
                if column.level1 is column.level2 is None:
                    shown = number + 1 if each.number is None else each.number
                    self.recorder.doubt(kinds.LEVEL_MISSING, cell.place, f"{pointer}/{number}", number=shown)
            found += [_indicator(column, level, each, text) for level, each in zip(levels, said, strict=True)]
            self._count(levels, said, cell, text)
        return found

    def _pair(self, cells: Mapping[int, Cell], column: int, cell: Cell, pointer: str) -> list[Indicator]:
        """The indicator of which one column has the name and another the target; it is told at the first of its cells."""
        level = self.columns[column]
        held = [cells[at] for at in (column, level.value) if at in cells]  # type: ignore[index]
        if not held or cell is not held[0]:
            return []
        if all(each.text.strip() in NONES for each in held):
            self.recorder.label("".join(each.text for each in held))
            return []
        name = self.recorder.field(cells[column], f"{pointer}/name") if column in cells else ""
        target = cells.get(level.value)  # type: ignore[arg-type]
        value = None if target is None else parse_value(self.recorder.field(target, f"{pointer}/annual_value"))
        if value is None:
            self.recorder.doubt(kinds.VALUE_MISSING, cell.place, pointer, number=int(pointer.rpartition("/")[2]) + 1)
        return [Indicator(level1=level.level1, level2=level.level2, name=name, annual_value=value)]

    def _count(self, levels: Sequence[_Span | None], said: Sequence[LevelText], cell: Cell, text: str) -> None:
        """Takes down what of a cell became levels, names and targets; numbers and marks around them are labels, and marks at an end are named."""
        found = (span for level, each in zip(levels, said, strict=True) for span in (level, each.name, each.value))
        spans = sorted({span for span in found if span is not None})
        for (_, at), (start, stop) in pairwise([(0, 0), *spans, (len(text), len(text))]):
            self.recorder.label(text[at:start])
            self.recorder.part(text[start:stop])
            if at and ENDS.intersection(text[at:start]):
                self.recorder.normalised(kinds.END_MARK, shift(cell.place, text, at))

    def _place(self, said: LevelText, cell: Cell, text: str, pointer: str) -> None:
        for name, span in (("name", said.name), ("annual_value", said.value)):
            if span is not None:
                self.recorder.places.add(f"{pointer}/{name}", shift(cell.place, text, span[0]))


def _said(column: LevelColumn, text: str) -> tuple[list[_Span | None], list[LevelText]]:
    """The indicators of a cell, and where each has a level 2 of its own before it: 数量指标：改造小区≥3个, below 产出指标."""
    labelled = labelled_texts(text) if column.level2 is None else []
    if labelled and all(each.level1 is None and each.level2 is not None for each in labelled):
        return [each.level2 for each in labelled], [each.said for each in labelled]
    said = level_texts(text, 0, len(text))
    return [None] * len(said), said


def _indicator(column: LevelColumn, level: _Span | None, said: LevelText, text: str) -> Indicator:
    value = parse_value(text[slice(*said.value)]) if said.value else None
    name = text[slice(*said.name)] if said.name else ""
    level2 = column.level2 if level is None else parse_level(text[slice(*level)])
    return Indicator(number=said.number, level1=column.level1, level2=level2, name=name, annual_value=value)
