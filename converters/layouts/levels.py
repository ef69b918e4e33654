"""Tables with one row for each indicator: 一级指标 | 二级指标 | 三级指标 | 指标值 …

All layouts but the disclosure table print their indicators so. The levels stand in merged, repeated
or blank cells; a form may have two sides, the whole period's left and the year's right; operator,
value and unit may have columns of their own. A dash alone in a level's cell says there is none.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from ..amounts import parse_amount
from ..grid import Cell, Row
from ..indicators import parse_level
from ..labels import INDICATOR_COLUMNS, field_of, key_of
from ..model import Coded, Indicator, Value
from ..reading import Recorder
from ..values import parse_value

__all__ = ["NONE", "IndicatorColumns", "IndicatorReader", "Side", "find_columns", "member_of"]

NONE: Final = "—"
"""What a level's cell prints where there is no level and the one above must not be taken for it."""
_NONES: Final = frozenset({"—", "-", "/", "——"})
_GROUP: Final = "indicator column"
_NUMBERED: Final = re.compile(r"(?P<number>\d{1,6})、(?P<name>.+)", re.DOTALL)
_SIDED: Final = frozenset({"level1", "level2", "name", "value"})
_READ_APART: Final = _SIDED | {"operator", "unit"}
_SIDE_MARK: Final = re.compile(r"[(（](?:长期|中期|年度|实施期|本年度|中长期)[)）]$")


class Side(Struct, frozen=True):
    """One side of a table: member → column. `period` says that its values are the whole period's."""

    columns: dict[str, int]
    period: bool = False


class IndicatorColumns(Struct, frozen=True):
    """Where a table keeps the members of its indicators.

    `sides` has one entry, or two where the whole period stands left and the year right; a member
    that both share is in both. `others` holds the labels without a member, `start` the leftmost column.
    """

    sides: tuple[Side, ...]
    others: dict[int, str]
    start: int

    @property
    def all(self) -> dict[str, int]:
        """All members with a column; where both sides have one of their own, the year's."""
        return {name: column for side in self.sides for name, column in side.columns.items()}


def find_columns(row: Row) -> IndicatorColumns | None:
    """The columns of a header row that names level 3 and a value or a level; None where the row is no such header.

    A level, name or value that is named twice makes the table two-sided.
    """
    left: dict[str, int] = {}
    right: dict[str, int] = {}
    others: dict[int, str] = {}
    filled = [cell for cell in row.cells if cell.text.strip()]
    for cell in filled:
        name = member_of(cell.text)
        if name is None and field_of(cell.text) == "indicators":
            continue  # the label of the whole block
        if name is None:
            others[cell.column] = cell.text.strip()
        elif name not in left:
            left[name] = cell.column
        elif name in _SIDED and name not in right:
            right[name] = cell.column
        else:
            others[cell.column] = cell.text.strip()
    if "name" not in left or not {"value", "period_value", "level1", "level2"} & left.keys():
        return None
    return IndicatorColumns(_sides(left, right), others, min(left.values()))


def _sides(left: dict[str, int], right: dict[str, int]) -> tuple[Side, ...]:
    period = left.pop("period_value", None)
    if period is not None and "value" not in left:
        return (Side(left | {"value": period}, period=True),)
    if period is not None:
        return (Side(left | {"value": period}, period=True), Side(left))
    if "name" in right or "value" in right:
        return (Side(left, period=True), Side(left | right))
    return (Side(left),)


def member_of(label: str) -> str | None:
    """The member that a column's label names; marks of period and year after it are no matter."""
    text = "".join(label.split())
    if not text or len(text) > 40:
        return None
    return field_of(text, _GROUP) or field_of(_SIDE_MARK.sub("", text), _GROUP)


class _Level(Struct):
    """A level carried down a column: its value, the cell it stands in, the row at which that cell's span ends."""

    value: Coded | None = None
    cell: Cell | None = None
    until: int = 0


class _Half(Struct):
    """What one side of a row says of an indicator: its levels, its name, and operator, value and unit."""

    period: bool
    level1: _Level
    level2: _Level
    name: Cell | None
    parts: list[Cell]


class IndicatorReader:
    """Reads the rows below such a header, one after the other."""

    def __init__(self, columns: IndicatorColumns, recorder: Recorder) -> None:
        self.columns = columns
        self.recorder = recorder
        self._levels: dict[int, _Level] = {}

    def start(self) -> None:
        """Begins another project: no level carries over."""
        self._levels.clear()

    def read(self, row: Row, index: int, pointer: str, count: int) -> list[Indicator]:
        """The indicators of row number `index`: none where it names none, two where its sides differ.

        `pointer` is that of the project's list, `count` how many indicators it has already.
        """
        cells = {cell.column: cell for cell in row.cells if cell.text.strip()}
        self._carry(cells, index)
        halves = [half for side in self.columns.sides if (half := self._half(side, cells)) is not None]
        if len(halves) == 2 and self._same(*halves):
            return [self._indicator(halves[1], halves[0], cells, f"{pointer}/{count}")]
        return [self._indicator(half, None, cells if not n else {}, f"{pointer}/{count + n}") for n, half in enumerate(halves)]

    def _carry(self, cells: dict[int, Cell], index: int) -> None:
        """Takes up the levels that begin in this row; a blank level 2 under a new level 1 is none."""
        new_first = False
        for name in ("level1", "level2"):
            for column in {side.columns[name] for side in self.columns.sides if name in side.columns}:
                cell = cells.get(column)
                if cell is not None:
                    new_first = new_first or name == "level1"
                    self._levels[column] = self._taken(cell, index)
                elif name == "level2" and new_first and index >= self._levels.get(column, _Level()).until:
                    self._levels[column] = _Level()

    def _taken(self, cell: Cell, index: int) -> _Level:
        text = cell.text.strip()
        if text in _NONES:
            self.recorder.label(text)
            return _Level(None, None, index + cell.rowspan)
        self.recorder.part(text)
        return _Level(parse_level(text), cell, index + cell.rowspan)

    def _half(self, side: Side, cells: dict[int, Cell]) -> _Half | None:
        """What one side of a row holds; None where it names no indicator."""
        at = {name: cells[column] for name, column in side.columns.items() if column in cells}
        parts = [at[part] for part in ("operator", "direction", "value", "unit") if part in at and not _is_direction(part, at[part])]
        shared_name = len(self.columns.sides) == 2 and self.columns.sides[0].columns["name"] == self.columns.sides[1].columns["name"]
        if "value" not in at and ("name" not in at or (shared_name and side.period)):
            return None
        level1, level2 = (self._levels.get(side.columns.get(name, -1), _Level()) for name in ("level1", "level2"))
        return _Half(side.period, level1, level2, at.get("name"), parts)

    def _same(self, left: _Half, right: _Half) -> bool:
        """Whether both sides speak of one indicator."""
        if left.name is right.name:
            return True
        names = [key_of(half.name.text) if half.name is not None else "" for half in (left, right)]
        return names[0] == names[1] and (left.level2.value is None or left.level2.value == right.level2.value)

    def _indicator(self, half: _Half, period: _Half | None, cells: dict[int, Cell], pointer: str) -> Indicator:
        number, name = self._name(half.name, pointer)
        members: dict[str, object] = {"number": number} | self._others(cells, pointer)
        members["period_value" if half.period else "annual_value"] = self._value(half, pointer)
        if period is not None:
            members["period_value"] = self._value(period, pointer)
            if period.name is not half.name and period.name is not None:
                self.recorder.part(period.name.text)
        for level, held in (("level1", half.level1), ("level2", half.level2)):
            members[level] = held.value
            self.recorder.places.add(f"{pointer}/{level}", held.cell.place if held.cell else None)
        return Indicator(name=name, **members)  # type: ignore[arg-type]

    def _name(self, cell: Cell | None, pointer: str) -> tuple[int | None, str]:
        if cell is None:
            return None, ""
        text = self.recorder.field(cell, f"{pointer}/name")
        found = None if "number" in self.columns.all else _NUMBERED.fullmatch(text)
        return (int(found["number"]), found["name"].strip()) if found else (None, text)

    def _value(self, half: _Half, pointer: str) -> Value | None:
        """The value that operator, value and unit state together; None where all are blank."""
        pointer = f"{pointer}/{'period_value' if half.period else 'annual_value'}"
        return parse_value("".join(self.recorder.field(cell, pointer) for cell in half.parts)) if half.parts else None

    def _others(self, cells: dict[int, Cell], pointer: str) -> dict[str, object]:
        """The members beside levels, name and values; what has no member goes to the extensions."""
        members: dict[str, object] = {}
        extensions: dict[str, str] = {}
        for name, column in self.columns.all.items():
            cell = cells.get(column)
            if name in _READ_APART or cell is None or (name == "direction" and not _is_direction(name, cell)):
                continue
            text = self.recorder.field(cell, f"{pointer}/{name}")
            member = _understood(name, text)
            if member is None:
                extensions[INDICATOR_COLUMNS[name][0]] = text
            else:
                members[name] = member
        for column, label in self.columns.others.items():
            if column in cells:
                extensions[label] = self.recorder.field(cells[column], f"{pointer}/extensions/{label}")
        return members | {"extensions": extensions}


def _is_direction(name: str, cell: Cell) -> bool:
    """Whether the cell of a column 指标性质 says 正向, 反向 or 定性, and not an operator."""
    return name == "direction" and field_of(cell.text, "direction") is not None


def _understood(name: str, text: str) -> object | None:
    """The member `name` that `text` states; None where it states none."""
    if name == "number":
        return int(text) if text.isascii() and text.isdigit() else None
    if name in ("weight", "score"):
        return parse_amount(text)
    if name == "direction":
        return field_of(text, "direction")
    return parse_value(text) if name == "actual_value" else text
