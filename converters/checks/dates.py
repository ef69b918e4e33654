"""Dates: a project that ends before it starts, a target date outside the project's period or the fiscal year.

Years and months are compared, as far as they are written; a date without a year is taken to lie in the year it is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from .. import catalogue as kinds
from ..findings import Finding
from ..language import Words
from ..model import GoalTable, Project, Value
from ..patterns import regex
from ..profiles import Profile
from ..values import same_width
from .spots import Spot, name_of, number_of, spots

__all__ = ["check"]

_DATE: Final = regex(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:\s*[年./-]?\s*(?P<month>1[0-2]|0?[1-9])(?!\d))?", re.ASCII)
_CENTURIES: Final = ("19", "20")
"""Every date with its year has one of these."""


class _Month(Struct, frozen=True):
    """A month; from 1 to 12, or the whole year."""

    year: int
    month: int | None

    @property
    def first(self) -> tuple[int, int]:
        return self.year, self.month or 1

    @property
    def last(self) -> tuple[int, int]:
        return self.year, self.month or 12


class _Period(Struct, frozen=True):
    """From the first to the last month that a date may name, and how it is called."""

    first: tuple[int, int]
    last: tuple[int, int]
    words: Words


def check(table: GoalTable, profile: Profile) -> Iterator[Finding]:
    """A finding for each project and each date that runs the wrong way or out of its time."""
    for spot in spots(table):
        start, end = _months(spot.project.start), _months(spot.project.end)
        if start and end and end[-1].last < start[0].first:
            words = {"name": name_of(spot.project), "start": spot.project.start, "end": spot.project.end}
            yield kinds.PERIOD_REVERSED.at(None, f"{spot.pointer}/end", **words)
            continue
        yield from _indicators(spot, _period(spot.project, start, end), table.fiscal_year)


def _indicators(spot: Spot, project: _Period | None, year: int | None) -> Iterator[Finding]:
    annual = _annual(project, year)
    for index, indicator in enumerate(spot.project.indicators):
        yield from _value(spot, index, "annual_value", indicator.annual_value, annual)
        yield from _value(spot, index, "period_value", indicator.period_value, project)


def _value(spot: Spot, index: int, member: str, value: Value | None, period: _Period | None) -> Iterator[Finding]:
    if value is not None and value.kind == "date" and period is not None and _outside(value, period):
        number = number_of(spot.project.indicators[index], index)
        yield kinds.DATE_OUTSIDE.at(None, spot.indicator(index, member), number=number, text=value.text, period=period.words)


def _outside(value: Value, period: _Period) -> bool:
    """Whether all that a value dates lies before or after a period."""
    months = _months(value.text)
    return bool(months) and (
        max(month.last for month in months) < period.first or min(month.first for month in months) > period.last
    )


def _period(project: Project, start: list[_Month], end: list[_Month]) -> _Period | None:
    """The period of a project, where it states both ends."""
    if not start or not end:
        return None
    return _Period(
        start[0].first, end[-1].last, Words(f"项目期（{project.start}至{project.end}）", f"{project.start} to {project.end}")
    )


def _annual(project: _Period | None, year: int | None) -> _Period | None:
    """When a target of the year may be dated: in the project's period or the fiscal year; to the end of the next where no period is stated."""
    if year is None:
        return project
    first, last = (year, 1), (year, 12)
    if project is None:
        return _Period(first, (year + 1, 12), Words(f" {year} 年度", f"the year {year}"))
    return _Period(min(first, project.first), max(last, project.last), project.words)


def _months(text: str | None) -> list[_Month]:
    """The months, or years, that a text names with their year, in order of the text."""
    copy = same_width(text or "")
    found = _DATE.finditer(copy) if any(map(copy.__contains__, _CENTURIES)) else ()
    return [_Month(int(date["year"]), int(date["month"]) if date["month"] else None) for date in found]
