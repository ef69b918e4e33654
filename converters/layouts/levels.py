"""Tables with one row for each indicator: 一级指标 | 二级指标 | 三级指标 | 指标值 …

All layouts but the disclosure table print their indicators so. The levels stand in merged, repeated
or blank cells; a form may have two sides, the whole period's left and the year's right; operator,
value and unit may have columns of their own. A dash alone in a level's cell says there is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from .. import catalogue as kinds
from ..amounts import parse_amount
from ..extensions import unused
from ..grid import Cell, Row
from ..indicators import parse_level
from ..items import is_level
from ..labels import INDICATOR_COLUMNS, field_of, is_second_level, unboxed, undated
from ..model import Coded, Indicator, Value
from ..packing import print_level
from ..patterns import regex
from ..places import Place
from ..pointers import extension
from ..reading import Recorder
from ..values import operator_of, parse_value
from .columns import NONES
from .fences import opened
from .indicator_columns import SIDED, IndicatorColumns, Side, member_of

__all__ = [
    "NONE", "IndicatorReader", "boxed_label", "level_text", "name_text", "numbered", "stated",
]  # fmt: skip

NONE: Final = "—"
"""What a level's cell prints where there is no level and the one above must not be taken for it."""
_NUMBERED: Final = regex(r"(?P<number>\d{1,6})、(?P<name>.+)", re.DOTALL)
_FIGURE: Final = regex(r"[\d０-９]")
_UNFILLED: Final = regex(r"(?:指标)?(?:\d{1,2}|[一二三四五六七八九十])?[：:、.．]?(?:…{1,3}|\.{3,6}|\*+)?|(?:…{1,3}|\.{3,6})")
_REGION: Final = regex(r"区域(?:目标|指标)值.*|.*(?:[省市县区镇乡村州盟旗]|街道|开发区|兵团)")
"""Labels of columns that hold a target for a region each."""
_COUNT: Final = regex(r"0|[1-9][0-9]{0,17}")
_BOXED: Final = regex(rf"〔[〔〕]*〕|〔+(?:{_UNFILLED.pattern})〕+")


def numbered(name: str) -> tuple[int, str] | None:
    """The number and the rest of a name that begins with one: 2、次数."""
    found = _NUMBERED.fullmatch(name)
    return None if found is None else (int(found["number"]), found["name"].strip())


def name_text(indicator: Indicator) -> str:
    """The text that the cell of level 3 prints: never blank, and in 〔〕 where it would be taken for a line that nobody filled in."""
    name, stands = indicator.name, "".join(indicator.name.split())
    valued = any(value is not None and value.text.strip() for value in (indicator.period_value, indicator.annual_value))
    misread = not name or _BOXED.fullmatch(stands) or (not valued and _UNFILLED.fullmatch(stands))
    return f"〔{name}〕" if misread else name


def boxed_label(label: str) -> str:
    """The label of an extension as its column prints it: in 〔〕 where it would be taken for a known one."""
    dated = undated(label)
    known = member_of(label) or field_of(label) or unboxed(label) or (dated and (member_of(dated) or field_of(dated)))
    return f"〔{label}〕" if known else label


def stated(texts: Mapping[str, str]) -> tuple[dict[str, object], dict[str, str], frozenset[str]]:
    """What the columns of a row that say more than levels and name state.

    `texts` has their texts by member. Gives the members of an indicator, with "value"; under its
    label each text that states none; and which columns' texts make up the value together. A unit
    and an operator belong to a number only: beside words they are no part of the value.
    """
    parts = _value_parts(texts)
    members: dict[str, object] = {}
    extensions: dict[str, str] = {}
    if parts:
        members["value"] = parse_value("".join(texts[part] for part in parts))
    for name, text in texts.items():
        if name in SIDED or name in parts:
            continue
        target, member = _understood(name, text)
        if member is None or target in members or (target != name and target in texts and target not in parts):
            extensions[INDICATOR_COLUMNS[name][0]] = text
        else:
            members[target] = member
    return members, extensions, frozenset(parts)


def _value_parts(texts: Mapping[str, str]) -> list[str]:
    """The columns that state a value together, in their order; none where the value itself is blank."""
    if "value" not in texts:
        return []
    signs = [name for name in ("operator", "direction") if name in texts and operator_of(texts[name])]
    parts = [*(signs[:1] if _FIGURE.search(texts["value"]) else []), "value"]
    if "unit" in texts and _takes_unit(texts["value"], texts["unit"]):
        parts.append("unit")
    return parts


def _takes_unit(value: str, unit: str) -> bool:
    """Whether a unit beside a value belongs to it: 90 and %, but neither 优 and 级 nor 90% and %."""
    found = parse_value(value)
    if found.kind not in ("quantity", "range"):
        return False
    return found.unit is None or parse_value(value + unit).kind == found.kind


def level_text(level: Coded | None) -> str | None:
    """The text that a level's cell prints; None where there is no level."""
    return None if level is None else print_level(level)


class _Level(Struct):
    """A level carried down a column: its value, the cell it stands in, the row at which that cell's span ends, whether an indicator has it."""

    value: Coded | None = None
    cell: Cell | None = None
    until: int = 0
    used: bool = False


class _Half(Struct):
    """What one side of a row says of an indicator: its levels, its name, its value, and that with operator and unit."""

    period: bool
    level1: _Level
    level2: _Level
    name: Cell | None
    value: Cell | None
    parts: list[Cell]


class IndicatorReader:
    """Reads the rows below such a header, one after the other."""

    def __init__(self, columns: IndicatorColumns, recorder: Recorder) -> None:
        self.columns = columns
        self.recorder = recorder
        self._levels: dict[int, _Level] = {}
        self._recorded: set[int] = set()
        self._unfilled: list[Cell] = []

    def doubt_columns(self, place: Place | None) -> None:
        """Names, at `place`, the columns that may hold targets where the header names no column of targets."""
        others = list(self.columns.others.values())
        if "value" in self.columns.all or not others:
            return
        regions = [label for label in others if _REGION.fullmatch(label)]
        kind = kinds.REGION_COLUMNS if regions else kinds.TARGETS_UNKNOWN
        self.recorder.doubt(kind, place, labels="、".join(regions or others))

    def start(self) -> None:
        """Begins another project, or ends the last: no level carries over."""
        for level in self._levels.values():
            self._leave(level)
        self._levels.clear()
        if self._unfilled:
            first = self._unfilled[0]
            names = "、".join(cell.text.strip() for cell in self._unfilled)
            self.recorder.doubt(kinds.LINES_UNFILLED, first.place, count=len(self._unfilled), names=names)
        self._unfilled = []

    def _leave(self, level: _Level | None) -> None:
        """A level gives way to another: one that no indicator has is an unfilled line of the form, or a text that belongs nowhere."""
        if level is None or level.cell is None or level.used:
            return
        if is_level(level.cell.text) or _UNFILLED.fullmatch(level.cell.text.strip()):
            self.recorder.label(level.cell.text)
            self._unfilled.append(level.cell)
        else:
            self.recorder.unexplained(level.cell.text, kinds.UNEXPLAINED, level.cell.place)

    def names(self, row: Row) -> bool:
        """Whether the row says something of an indicator that only an indicator has: a level, its name or its value."""
        own = {column for side in self.columns.sides for name, column in side.columns.items() if name in SIDED}
        return any(cell.column in own and cell.text.strip() for cell in row.cells)

    def labelled(self, cells: Mapping[int, Cell]) -> dict[str, Cell]:
        """The cells of a row that speaks of no indicator, by label."""
        labels = {column: INDICATOR_COLUMNS[name][0] for name, column in self.columns.all.items()} | self.columns.others
        found: dict[str, Cell] = {}
        for column, cell in cells.items():
            found[unused(labels.get(column, "其他"), found)] = cell
        return found

    def read(self, row: Row, index: int, pointer: str, count: int) -> list[Indicator]:
        """The indicators of row number `index`: none where it names none, two where its sides differ.

        `pointer` is that of the project's list, `count` how many indicators it has already.
        """
        own = self.columns.mapped
        cells = {
            cell.column: opened(cell, self.recorder) if cell.column in own else cell for cell in row.cells if cell.text.strip()
        }
        self._recorded = set()
        self._carry(cells, index)
        halves = [half for side in self.columns.sides if (half := self._half(side, cells)) is not None]
        if len(halves) == 2 and self._same(*halves):
            found = [self._indicator(halves[1], halves[0], cells, f"{pointer}/{count}")]
        else:
            found = [self._indicator(half, None, {} if n else cells, f"{pointer}/{count + n}") for n, half in enumerate(halves)]
        self._account_left(cells)
        return found

    def _account_left(self, cells: dict[int, Cell]) -> None:
        """Names the texts of a row that belong to no indicator; a level without one is an unfilled line of the form."""
        left = [cell for column, cell in cells.items() if column in self.columns.mapped and column not in self._recorded]
        for cell in left:
            self.recorder.unexplained(cell.text, kinds.UNEXPLAINED, cell.place)

    def _carry(self, cells: dict[int, Cell], index: int) -> None:
        """Takes up the levels that begin in this row; a blank level 2 under a new level 1 is none."""
        new_first = False
        for name in ("level1", "level2"):
            for column in {side.columns[name] for side in self.columns.sides if name in side.columns}:
                cell = cells.get(column)
                if cell is not None:
                    new_first = new_first or name == "level1"
                    self._leave(self._levels.get(column))
                    self._levels[column] = self._taken(cell, index)
                elif name == "level2" and new_first and index >= self._levels.get(column, _Level()).until:
                    self._leave(self._levels.get(column))
                    self._levels[column] = _Level()

    def _taken(self, cell: Cell, index: int) -> _Level:
        text = cell.text.strip()
        self._recorded.add(cell.column)
        if text in NONES:
            self.recorder.label(text)
            return _Level()
        return _Level(parse_level(text), cell, index + cell.rowspan)

    def _half(self, side: Side, cells: dict[int, Cell]) -> _Half | None:
        """What one side of a row holds; None where it names no indicator."""
        at = {name: cells[column] for name, column in side.columns.items() if column in cells}
        shared_name = (
            len(self.columns.sides) == 2 and self.columns.sides[0].columns["name"] == self.columns.sides[1].columns["name"]
        )
        if "value" not in at and ("name" not in at or (shared_name and side.period)):
            return None
        if "value" not in at and _UNFILLED.fullmatch("".join(at["name"].text.split())):
            self._pass_over(at["name"])
            return None
        level1, level2 = (self._levels.get(side.columns.get(name, -1), _Level()) for name in ("level1", "level2"))
        parts = _value_parts({name: cell.text.strip() for name, cell in at.items()})
        return _Half(side.period, level1, level2, at.get("name"), at.get("value"), [at[part] for part in parts])

    def _pass_over(self, cell: Cell) -> None:
        """A line of the form that nobody filled in: 指标1：."""
        self._recorded.add(cell.column)
        self.recorder.label(cell.text)
        self._unfilled.append(cell)

    def _same(self, left: _Half, right: _Half) -> bool:
        """Whether both sides speak of one indicator."""
        if left.name is not None and left.name is right.name:
            return True
        names = ["".join(half.name.text.split()) if half.name is not None else "" for half in (left, right)]
        levels = ((left.level1.value, right.level1.value), (left.level2.value, right.level2.value))
        return names[0] == names[1] and all(ours is None or ours == theirs for ours, theirs in levels)

    def _indicator(self, half: _Half, period: _Half | None, cells: dict[int, Cell], pointer: str) -> Indicator:
        number, name = self._name(half.name, pointer)
        members: dict[str, object] = {} if number is None else {"number": number}
        members["period_value" if half.period else "annual_value"] = self._value(half, pointer)
        if period is not None:
            members["period_value"] = self._value(period, pointer)
            if period.name is not None:
                self._field(period.name, f"{pointer}/name")
        members |= self._others(cells, pointer)
        for level, held in (("level1", half.level1), ("level2", half.level2), *self._shared(period)):
            if held.cell is not None and not held.used:
                self.recorder.part(held.cell.text)
                held.used = True
            if level in members:
                continue
            member = "level2" if level == "level1" and self._is_second(held) else level
            members[member] = held.value
            self.recorder.places.add(f"{pointer}/{member}", held.cell.place if held.cell else None)
        indicator = Indicator(name=name, **members)  # type: ignore[arg-type]
        self._doubt(indicator, half, pointer)
        return indicator

    def _is_second(self, level: _Level) -> bool:
        """Whether a type of indicator is a level 2: the column says no more than that it is a type."""
        return self.columns.typed and level.cell is not None and is_second_level(level.cell.text)

    def _shared(self, period: _Half | None) -> tuple[tuple[str, _Level], ...]:
        """The levels of the other side of an indicator that has two."""
        return () if period is None else (("level1", period.level1), ("level2", period.level2))

    def _doubt(self, indicator: Indicator, half: _Half, pointer: str) -> None:
        """Names what the row leaves out though the table has columns for it."""
        cell = half.name or half.value
        place = None if cell is None else cell.place
        number = int(pointer.rpartition("/")[2]) + 1 if indicator.number is None else indicator.number
        if {"level1", "level2"} <= self.columns.all.keys() and (indicator.level1 is None or indicator.level2 is None):
            self.recorder.doubt(kinds.LEVEL_MISSING, place, pointer, number=number)
        if "value" in self.columns.all and indicator.period_value is None and indicator.annual_value is None:
            self.recorder.doubt(kinds.VALUE_MISSING, place, pointer, number=number)

    def _field(self, cell: Cell, pointer: str) -> str:
        """The text of a cell that became the value at `pointer`; the account counts a cell once, though both sides use it."""
        if cell.column in self._recorded:
            return cell.text.strip()
        self._recorded.add(cell.column)
        return self.recorder.field(cell, pointer)

    def _name(self, cell: Cell | None, pointer: str) -> tuple[int | None, str]:
        if cell is None:
            return None, ""
        text = self._field(cell, f"{pointer}/name")
        if _BOXED.fullmatch("".join(text.split())):
            return None, text[1:-1]
        found = None if "number" in self.columns.all else numbered(text)
        return found or (None, text)

    def _value(self, half: _Half, pointer: str) -> Value | None:
        """The value that operator, value and unit state together; None where it is blank."""
        if half.value is None:
            return None
        pointer = f"{pointer}/{'period_value' if half.period else 'annual_value'}"
        text = "".join(self._field(cell, pointer) for cell in half.parts)
        self.recorder.places.add(pointer, half.value.place)  # and not where its unit stands
        return parse_value(text)

    def _others(self, cells: dict[int, Cell], pointer: str) -> dict[str, object]:
        """The members beside levels, name and values; what has no member goes to the extensions."""
        left = {name: column for name, column in self.columns.all.items() if name not in SIDED and column not in self._recorded}
        at = {name: cells[column] for name, column in left.items() if column in cells}
        members, extensions, _ = stated({name: cell.text.strip() for name, cell in at.items()})
        for name, cell in at.items():
            label = INDICATOR_COLUMNS[name][0]
            member = "direction" if name == "operator" else name
            self._field(cell, extension(pointer, label) if label in extensions else f"{pointer}/{member}")
        for column, label in self.columns.others.items():
            if column in cells:
                label = unused(label, extensions)
                extensions[label] = self._field(cells[column], extension(pointer, label))
        return members | {"extensions": extensions}


def _understood(name: str, text: str) -> tuple[str, object | None]:
    """The member that `text` in the column `name` states, and its value; None where it states none."""
    if name == "number":
        return name, int(text) if _COUNT.fullmatch(text) else None
    if name in ("weight", "score"):
        return name, parse_amount(text)
    if name in ("direction", "operator"):
        return "direction", field_of(text, "direction")
    if name == "unit":
        return name, None
    return name, parse_value(text) if name == "actual_value" else text
