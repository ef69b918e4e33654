"""What is paired with what: units, projects and indicators, by the keys of the business and by likeness.

A unit is known by code and name. A project is looked for in its own unit first (code, name), then in
all others: one that moved is found by its content or its name. An indicator is known by its level-2
indicator and its name.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from decimal import Decimal
from typing import Final

import msgspec
from msgspec import Struct

from ..amounts import WORTH
from ..model import CurrencyUnit, GoalTable, Indicator, Project, Unit
from ..pointers import project_at
from .pairing import Clues, Pairs, matching_key, pairs_of, shingles

__all__ = ["Sited", "pair_indicators", "pair_projects", "pair_units", "projects_of", "unnamed"]

_ALIKE_UNIT: Final = 0.5
_ALIKE_PROJECT: Final = 0.55
_ALIKE_INDICATOR: Final = 0.5


class Sited(Struct, frozen=True):
    """A project with its place in its document, its home (a mark that paired units share) and its total in 元."""

    project: Project
    unit: int
    index: int
    home: Hashable
    total: Decimal | None

    @property
    def pointer(self) -> str:
        """The JSON Pointer of the project."""
        return project_at(self.unit, self.index)


def unnamed(table: GoalTable) -> bool:
    """Whether the table says of none of its projects to which unit it belongs."""
    return all(unit.name is None and unit.code is None for unit in table.units)


def pair_units(old: Sequence[Unit], new: Sequence[Unit]) -> Pairs:
    """Which unit is which."""
    return pairs_of(old, new, (msgspec.json.encode, _unit_key, _unit_name), _unit_clues, _ALIKE_UNIT, (_unit_code,))


def pair_projects(old: Sequence[Sited], new: Sequence[Sited]) -> Pairs:
    """Which project is which, in its own unit or in another one."""
    keys = (_same_content, _code_and_name, _name)
    return pairs_of(old, new, keys, _project_clues, _ALIKE_PROJECT, (_code, _moved_content, _moved_key, _moved_name))


def pair_indicators(old: Sequence[Indicator], new: Sequence[Indicator]) -> Pairs:
    """Which indicator is which, in one project."""
    return pairs_of(old, new, (msgspec.json.encode, _indicator_key, _indicator_name), _indicator_clues, _ALIKE_INDICATOR)


def projects_of(table: GoalTable, homes: Sequence[Hashable]) -> list[Sited]:
    """All projects of a table; `homes` gives the mark of each unit."""
    return [
        Sited(project, number, index, homes[number], _total(project, table.currency_unit))
        for number, unit in enumerate(table.units)
        for index, project in enumerate(unit.projects)
    ]


def _total(project: Project, unit: CurrencyUnit) -> Decimal | None:
    total = project.funding.total if project.funding else None
    return None if total is None else total * WORTH[unit]


def _unit_key(unit: Unit) -> Hashable:
    return matching_key(unit.code), matching_key(unit.name)


def _unit_name(unit: Unit) -> Hashable | None:
    return matching_key(unit.name) or None


def _unit_code(unit: Unit) -> Hashable | None:
    return matching_key(unit.code) or None


def _unit_clues(unit: Unit) -> Clues:
    names = frozenset(matching_key(project.name) for project in unit.projects)
    return (0.5, shingles(unit.name)), (0.5, names)


def _same_content(sited: Sited) -> Hashable:
    return sited.home, msgspec.json.encode(sited.project)


def _code_and_name(sited: Sited) -> Hashable | None:
    code, name = matching_key(sited.project.code), matching_key(sited.project.name)
    return (sited.home, code, name) if code and name else None


def _name(sited: Sited) -> Hashable | None:
    return (sited.home, name) if (name := matching_key(sited.project.name)) else None


def _code(sited: Sited) -> Hashable | None:
    return (sited.home, code) if (code := matching_key(sited.project.code)) else None


def _moved_content(sited: Sited) -> Hashable:
    return msgspec.json.encode(sited.project)


def _moved_key(sited: Sited) -> Hashable | None:
    key = _code_and_name(sited)
    return key[1:] if isinstance(key, tuple) else None


def _moved_name(sited: Sited) -> Hashable | None:
    return matching_key(sited.project.name) or None


def _project_clues(sited: Sited) -> Clues:
    project = sited.project
    return (
        (0.3, shingles(project.name)),
        (0.25, frozenset(matching_key(indicator.name) for indicator in project.indicators)),
        (0.25, shingles(project.goal)),
        (0.15, frozenset({str(sited.total.normalize())} if sited.total else ())),
        (0.05, frozenset({str(sited.home)})),
    )


def _indicator_key(indicator: Indicator) -> Hashable:
    level2 = indicator.level2.name if indicator.level2 else ""
    return matching_key(level2), matching_key(indicator.name)


def _indicator_name(indicator: Indicator) -> Hashable:
    return matching_key(indicator.name)


def _indicator_clues(indicator: Indicator) -> Clues:
    levels = [level.name for level in (indicator.level1, indicator.level2) if level]
    values = [value.text for value in (indicator.period_value, indicator.annual_value) if value and value.text]
    return (
        (0.6, shingles(indicator.name)),
        (0.2, frozenset(map(matching_key, levels))),
        (0.2, frozenset(map(matching_key, values))),
    )
