"""Numbers and repetition: indicators that are missing from the count or stand twice, projects that stand twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .. import catalogue as kinds
from ..findings import Finding
from ..model import Coded, GoalTable, Indicator, Unit
from ..pointers import unit_at
from ..profiles import Profile
from .spots import Spot, number_of, spots

__all__ = ["check"]


def check(table: GoalTable, profile: Profile) -> Iterator[Finding]:
    """A finding for each break in the numbers, each repeated indicator, each repeated project."""
    for u, unit in enumerate(table.units):
        yield from _projects(unit, unit_at(u))
    for spot in spots(table):
        yield from _numbers(spot)
        yield from _repeated(spot)


def _projects(unit: Unit, pointer: str) -> Iterator[Finding]:
    """Projects of one name and code in a unit; forms that share a name and differ in code or category are two projects."""
    keys = [(project.name and _plain(project.name), project.code, project.category) for project in unit.projects]
    counts = Counter(key for key in keys if key[0])
    seen: set[object] = set()
    for index, key in enumerate(keys):
        if counts[key] and key in seen:
            yield kinds.PROJECT_TWICE.at(None, f"{pointer}/projects/{index}", name=unit.projects[index].name, count=counts[key])
            counts[key] = 0
        seen.add(key)


def _numbers(spot: Spot) -> Iterator[Finding]:
    """Breaks in the numbers of a project's indicators; they may begin again at 1 where the level changes."""
    last, level = 0, None
    for index, indicator in enumerate(spot.project.indicators):
        if indicator.number is None:
            return
        again = indicator.number == 1 and (indicator.level1, indicator.level2) != level
        if indicator.number != last + 1 and not again:
            yield kinds.NUMBERING.at(None, spot.indicator(index), number=indicator.number, expected=last + 1)
        last, level = indicator.number, (indicator.level1, indicator.level2)


def _repeated(spot: Spot) -> Iterator[Finding]:
    """Indicators of one name under one level 2, with nothing beside them that tells them apart."""
    if len({_plain(indicator.name) for indicator in spot.project.indicators}) == len(spot.project.indicators):
        return
    first: dict[object, int] = {}
    for index, indicator in enumerate(spot.project.indicators):
        key = _identity(indicator)
        if key in first:
            number = number_of(spot.project.indicators[first[key]], first[key])
            yield kinds.INDICATOR_REPEATED.at(
                None, spot.indicator(index), number=number_of(indicator, index), first=number, name=indicator.name
            )
        first.setdefault(key, index)


def _identity(indicator: Indicator) -> object:
    return (
        _name(indicator.level1), _name(indicator.level2), _plain(indicator.name), indicator.explanation,
        tuple(indicator.extensions.items()), indicator.period_value is None, indicator.annual_value is None,
    )  # fmt: skip


def _name(level: Coded | None) -> str | None:
    return _plain(level.name) if level else None


def _plain(name: str) -> str:
    """The copy of a name by which names are compared: blanks are no difference."""
    return "".join(name.split())
