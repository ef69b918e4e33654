"""The taxonomy of indicators: whether a level-2 indicator belongs under its level-1 indicator.

The code list is data (`schemas/taxonomy.json`); names are compared without the word 指标, codes by
their first digit.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec

from ... import schemas
from .. import catalogue as kinds
from ..findings import Finding
from ..labels import key_of
from ..model import Coded, GoalTable, Indicator

__all__ = ["check"]


def check(table: GoalTable) -> Iterator[Finding]:
    """A finding for each indicator whose level 2 belongs under another level 1."""
    for u, unit in enumerate(table.units):
        for p, project in enumerate(unit.projects):
            for i, indicator in enumerate(project.indicators):
                if not _fits(indicator):
                    yield _finding(indicator, i, f"/units/{u}/projects/{p}/indicators/{i}/level2")


def _finding(indicator: Indicator, index: int, pointer: str) -> Finding:
    number = index + 1 if indicator.number is None else indicator.number
    return kinds.WRONG_PARENT.at(None, pointer, number=number, level1=_print(indicator.level1), level2=_print(indicator.level2))


def _fits(indicator: Indicator) -> bool:
    """Whether nothing speaks against the pair of levels; what the code list does not know is no doubt here."""
    level1, level2 = indicator.level1, indicator.level2
    if level1 is None or level2 is None:
        return True
    if level1.code and level2.code and level1.code.isdigit() and level2.code.isdigit() and len(level2.code) == 2:
        return level2.code.startswith(level1.code)
    parents = _parents().get(_key(level2.name))
    return parents is None or _key(level1.name) not in _parents_known() or _key(level1.name) in parents


@cache
def _parents() -> dict[str, frozenset[str]]:
    """Level-2 name → the level-1 names it may stand under."""
    parents: dict[str, set[str]] = {}
    for level1, names in msgspec.json.decode(schemas.text("taxonomy.json"))["levels"].items():
        for name in names:
            parents.setdefault(_key(name), set()).add(_key(level1))
    return {name: frozenset(levels) for name, levels in parents.items()}


@cache
def _parents_known() -> frozenset[str]:
    return frozenset().union(*_parents().values())


def _key(name: str) -> str:
    return key_of(name).replace("指标", "")


def _print(level: Coded | None) -> str:
    if level is None:
        return ""
    return f"{level.code}-{level.name}" if level.code else level.name
