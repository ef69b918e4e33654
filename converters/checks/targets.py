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
from .names import Traits, traits_of
from .spots import Spot, number_of, spots

__all__ = ["check"]

_UP: Final = frozenset({">=", ">"})
_DOWN: Final = frozenset({"<=", "<"})
_WHOLE: Final = Decimal(100)
_AGAINST: Final = {"positive": _DOWN, "negative": _UP}
_WAYS: Final = {"positive": Words("正向", "positive"), "negative": Words("反向", "negative")}


def check(table: GoalTable, profile: Profile) -> Iterator[Finding]:
    """A finding for each value that its pair, its indicator's direction or its name speaks against."""
    for spot in spots(table):
        several_years = _several_years(spot.project)
        for index, indicator in enumerate(spot.project.indicators):
            yield from _pair(spot, index, indicator, several_years)
            yield from _values(spot, index, indicator)


def _several_years(project: Project) -> bool:
    """Whether the form states the whole period apart from the year, so that their values may well differ."""
    return project.period_funding is not None or project.period_goal is not None


def _pair(spot: Spot, index: int, indicator: Indicator, several_years: bool) -> Iterator[Finding]:
    period, annual = indicator.period_value, indicator.annual_value
    if period is None or annual is None or period.text == annual.text or "blank" in (period.kind, annual.kind):
        return
    opposed = (period.operator in _UP and annual.operator in _DOWN) or (period.operator in _DOWN and annual.operator in _UP)
    if opposed or not several_years:
        kind = kinds.OPERATORS_OPPOSED if opposed else kinds.VALUES_DIFFER
        pointer = spot.indicator(index, "annual_value")
        yield kind.at(None, pointer, number=number_of(indicator, index), period=period.text, annual=annual.text)


def _values(spot: Spot, index: int, indicator: Indicator) -> Iterator[Finding]:
    """What is doubtful about the value of the year, and about the period's where it is another."""
    annual, period = indicator.annual_value, indicator.period_value
    if annual is not None:
        yield from _value(spot, index, indicator, "annual_value", annual)
    if period is not None and (annual is None or period.text != annual.text):
        yield from _value(spot, index, indicator, "period_value", period)


def _value(spot: Spot, index: int, indicator: Indicator, member: str, value: Value) -> Iterator[Finding]:
    if value.kind not in ("quantity", "range"):
        return
    for kind in _doubts(value, traits_of(indicator.name), indicator.direction):
        yield kind.at(
            None, spot.indicator(index, member), number=number_of(indicator, index), name=indicator.name, text=value.text,
            direction=_WAYS.get(indicator.direction or "", ""),
        )  # fmt: skip


def _doubts(value: Value, traits: Traits, direction: Direction | None) -> Iterator[Kind]:
    """Of which kinds a number is doubtful."""
    if value.operator in _AGAINST.get(direction or "", ()):
        yield kinds.AGAINST_DIRECTION
    elif (traits.high and value.operator in _DOWN) or (traits.low and value.operator in _UP and value.number):
        yield kinds.AGAINST_NAME
    if value.number is not None and value.upper is not None and value.number > value.upper:
        yield kinds.RANGE_REVERSED
    if traits.rate and not traits.may_exceed and value.unit == "%" and max(value.number or 0, value.upper or 0) > _WHOLE:
        yield kinds.RATE_ABOVE_WHOLE
    if value.number and value.unit is None and value.basis is None and not traits.unit:
        yield kinds.RATE_WITHOUT_UNIT if traits.rate else kinds.NUMBER_WITHOUT_UNIT
