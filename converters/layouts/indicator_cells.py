"""Prints the indicators of a project, one row for each: the columns, and the cells of each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct, structs

from ...templates import Template
from ..amounts import plain
from ..grid import Cell, CellRole
from ..labels import DIRECTIONS, INDICATOR_COLUMNS
from ..model import Coded, Indicator, Value
from ..values import operator_of, parse_value, split_value
from . import rows
from .fences import fenced
from .indicator_columns import member_of
from .levels import NONE, boxed_label, level_text, name_text, numbered, stated

__all__ = ["boxed_beside", "cells_of", "columns_of", "label", "texts_of"]

_VALUES: Final = ("operator", "value", "unit")
_PERIODS: Final = ("period_value", "annual_value")
_OTHERS: Final = ("weight", "explanation", "actual_value", "score", "deviation")
_ORDER: Final = ("number", "level1", "level2", "level3", "direction", *_VALUES, *_PERIODS, *_OTHERS)
"""The columns of indicators from left to right. Level 3 is not called "name" here: so the projects' column is called."""
_TOLD: Final = ("number", *_OTHERS)
_ALWAYS: Final = frozenset({"level1", "level2", "level3"})
_MEMBERS: Final = {INDICATOR_COLUMNS[name][0]: name for name in ("number", "direction", "operator", "unit", *_OTHERS)}
_SHORT: Final = frozenset({"number", "direction", *_VALUES, *_PERIODS, "actual_value"})
_BESIDE: Final = frozenset({"number", "level1", "level2", "name"})


def texts_of(indicators: Sequence[Indicator]) -> list[dict[str, str]]:
    """The texts of each indicator by column: members, and `@label` for an extension; levels 1 and 2 aside, and what is blank."""
    periods = _has_periods(indicators)
    return [_texts(indicator, periods) for indicator in indicators]


def columns_of(indicators: Sequence[Indicator], texts: Iterable[dict[str, str]]) -> tuple[str, ...]:
    """The columns that hold all that is said of the indicators, whose texts these are."""
    used: dict[str, None] = dict.fromkeys(_ALWAYS | set(_PERIODS if _has_periods(indicators) else ("value",)))
    if any(indicator.number is None and numbered(indicator.name) for indicator in indicators):
        used["number"] = None
    for told in texts:
        used |= dict.fromkeys(told)
    return (*(name for name in _ORDER if name in used), *(name for name in used if name.startswith("@")))


def label(column: str, template: Template) -> str:
    """The label that a column of indicators prints."""
    if column in template.columns:
        return template.columns[column].label
    return boxed_label(column.removeprefix("@"))


def boxed_beside(column: str, template: Template) -> str:
    """The label that a column of projects prints, in 〔〕 where it would be taken for the first of the indicators'."""
    printed = rows.label(column, template)
    return f"〔{printed}〕" if member_of(printed) in _BESIDE else printed


def cells_of(
    indicators: Sequence[Indicator], texts: Sequence[dict[str, str]], columns: Sequence[str], start: int
) -> list[tuple[Cell, ...]]:
    """The cells of each indicator's row, with these texts, the first in column `start`; levels are merged down over equal neighbours."""
    found: list[tuple[Cell, ...]] = []
    for indicator, told, levels in zip(indicators, texts, _levels(indicators), strict=True):
        cells: list[Cell] = []
        for column, name in enumerate(columns, start):
            if name not in ("level1", "level2"):
                cells.append(_cell(indicator, name, told.get(name, ""), column))
            elif (level := levels[name]) is not None:
                cells.append(Cell(level.text, column, rowspan=level.rowspan, role="level"))
        found.append(tuple(map(fenced, cells)))
    return found


def _has_periods(indicators: Iterable[Indicator]) -> bool:
    return any(_text(indicator.period_value) is not None for indicator in indicators)


def _cell(indicator: Indicator, name: str, text: str, column: int) -> Cell:
    if name in ("weight", "score"):
        return Cell(text, column, role="amount", number=getattr(indicator, name))
    role: CellRole = "value" if name in _SHORT else "text"
    annual = indicator.annual_value
    number = annual.number if name == "value" and annual is not None and text != annual.text else None
    return Cell(text, column, role=role, number=number)


def _texts(indicator: Indicator, periods: bool) -> dict[str, str]:
    """The texts of an indicator by column, as `texts_of` gives them."""
    texts = {
        name: text for name in _TOLD if (member := getattr(indicator, name)) is not None and (text := _text(member)) is not None
    }
    if indicator.direction is not None:
        texts["direction"] = DIRECTIONS[indicator.direction][0]
    if periods:
        texts |= {name: text for name in _PERIODS if (text := _text(getattr(indicator, name))) is not None}
    elif (annual := _text(indicator.annual_value)) is not None:
        texts |= _parts(annual)
    beside: dict[str, str] = {}
    for extension, text in indicator.extensions.items():
        place = _place(extension, text, texts, periods)
        if place is None:
            beside[f"@{extension}"] = text
        else:
            texts[place] = text
    return {"level3": name_text(indicator)} | texts | beside


def _text(member: Value | Decimal | str | int | None) -> str | None:
    """The text of a member; None where it has none, or a blank."""
    if isinstance(member, Value):
        return member.text if member.text.strip() else None
    if isinstance(member, Decimal):
        return plain(member)
    return None if member is None else str(member)


def _parts(value: str) -> dict[str, str]:
    """A value cut into operator, number and unit, where reading puts it together again."""
    parts = {name: text for name, text in zip(_VALUES, split_value(value), strict=True) if text}
    return parts if stated(parts)[0] == {"value": parse_value(value)} else {"value": value}


def _place(extension: str, text: str, texts: dict[str, str], periods: bool) -> str | None:
    """The column in which a text without a member stands because it is not what that column holds, or None."""
    name = _MEMBERS.get(extension)
    if name is None or name in texts or operator_of(text) is not None or (periods and name in _VALUES):
        return None
    members, others, _ = stated(texts)
    return name if stated(texts | {name: text})[:2] == (members, others | {extension: text}) else None


class _Carried(Struct):
    """A level as a reader would carry it down, and where its cell is, to be merged further down."""

    level: Coded | None = None
    row: int | None = None


def _levels(indicators: Sequence[Indicator]) -> Iterator[dict[str, Cell | None]]:
    """The cells of levels 1 and 2 for each row; None where a cell above reaches down."""
    found: list[dict[str, Cell | None]] = []
    first, second = _Carried(), _Carried()
    for indicator in indicators:
        row: dict[str, Cell | None] = {}
        found.append(row)
        begins = _carry(found, "level1", indicator.level1, first)
        if begins:
            second.level = second.row = None
        _carry(found, "level2", indicator.level2, second)
    yield from found


def _carry(found: list[dict[str, Cell | None]], name: str, level: Coded | None, carried: _Carried) -> bool:
    """Puts a level's cell into the last row, or merges the one above further down; tells whether it prints something."""
    if level == carried.level and carried.row is not None:
        above = found[carried.row][name]
        assert above is not None
        found[carried.row][name] = structs.replace(above, rowspan=above.rowspan + 1)
        found[-1][name] = None
        return False
    blank = level is None and carried.level is None
    found[-1][name] = Cell("" if blank else level_text(level) or NONE)
    carried.level, carried.row = level, None if blank else len(found) - 1
    return not blank
