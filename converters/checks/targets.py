"""Target values: pairs that disagree, signs that point the wrong way, rates above the whole, numbers without a unit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from .. import catalogue as kinds
from ..findings import Finding, Kind
from ..language import Words
from ..model import Direction, GoalTable, Indicator, Project, Value
from ..profiles import Profile
from .names import good_when_high, good_when_low, is_rate, names_its_unit, stops_at_whole
from .spots import Spot, number_of, spots

__all__ = ["check"]

_UP: Final = frozenset({">=", ">"})
_DOWN: Final = frozenset({"<=", "<"})
_WHOLE: Final = Decimal(100)
_NUMBERS: Final = ("quantity", "range")
_AGAINST: Final = {"positive": _DOWN, "negative": _UP}
_WAYS: Final = {"positive": Words("正向", "positive"), "negative": Words("反向", "negative")}


def check(table: GoalTable, profile: Profile) -> Iterator[Finding]:
    """A finding for each value that its pair, its indicator's direction or its name speaks against."""
    for spot in spots(table):
        for index, indicator in enumerate(spot.project.indicators):
            values = _values(indicator)
            if len(values) > 1:
                yield from _pair(spot, index, indicator)
            for member, value in values:
                if value.kind in _NUMBERS:
                    yield from _value(spot, index, indicator, member, value)


def _values(indicator: Indicator) -> list[tuple[str, Value]]:
    """The value of the year, and the period's where it is another."""
    annual, period = indicator.annual_value, indicator.period_value
    values = [("annual_value", annual)] if annual is not None else []
    if period is not None and (annual is None or period.text != annual.text):
        values.append(("period_value", period))
    return values


def _several_years(project: Project) -> bool:
    """Whether the form states the whole period apart from the year, so that their values may well differ."""
    return project.period_funding is not None or project.period_goal is not None


def _pair(spot: Spot, index: int, indicator: Indicator) -> Iterator[Finding]:
    """What is doubtful about two values that are not the same."""
    period, annual = indicator.period_value, indicator.annual_value
    if period is None or annual is None or "blank" in (period.kind, annual.kind):
        return
    opposed = (period.operator in _UP and annual.operator in _DOWN) or (period.operator in _DOWN and annual.operator in _UP)
    if opposed or not _several_years(spot.project):
        kind = kinds.OPERATORS_OPPOSED if opposed else kinds.VALUES_DIFFER
        pointer = spot.indicator(index, "annual_value")
        yield kind.at(None, pointer, number=number_of(indicator, index), period=period.text, annual=annual.text)


def _value(spot: Spot, index: int, indicator: Indicator, member: str, value: Value) -> Iterator[Finding]:
    for kind in _doubts(value, indicator.name, indicator.direction):
        yield kind.at(
            None, spot.indicator(index, member), number=number_of(indicator, index), name=indicator.name, text=value.text,
            direction=_WAYS.get(indicator.direction or "", ""),
        )  # fmt: skip


def _doubts(value: Value, name: str, direction: Direction | None) -> Iterator[Kind]:
    """Of which kinds a number is doubtful, by the name and the direction of its indicator."""
    if value.operator in _AGAINST.get(direction or "", ()):
        yield kinds.AGAINST_DIRECTION
    elif (value.operator in _DOWN and good_when_high(name)) or (value.operator in _UP and value.number and good_when_low(name)):
        yield kinds.AGAINST_NAME
    if value.number is not None and value.upper is not None and value.number > value.upper:
        yield kinds.RANGE_REVERSED
    if value.unit == "%" and max(value.number or 0, value.upper or 0) > _WHOLE and stops_at_whole(name):
        yield kinds.RATE_ABOVE_WHOLE
    if value.number and value.unit is None and value.basis is None and not names_its_unit(name):
        yield kinds.RATE_WITHOUT_UNIT if is_rate(name) else kinds.NUMBER_WITHOUT_UNIT
