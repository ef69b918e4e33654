"""The taxonomy of indicators: known levels, each under its parent, and the level-1 indicators a project should have.

The code list is data (`schemas/taxonomy.json`), by generation and region; a profile says which of
them may be used. Names are compared without the word 指标, points in brackets and numbering.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Any, Final

import msgspec
from msgspec import Struct

from ... import schemas
from .. import catalogue as kinds
from ..findings import Finding, Kind
from ..labels import key_of
from ..language import Words
from ..model import Coded, GoalTable
from ..patterns import regex
from ..profiles import Level, Profile
from .spots import Spot, name_of, number_of, spots

__all__ = ["check"]

_POINTS: Final = regex(r"[(（][^()（）]*[)）]分?|分$")
_LEVELS: Final = {
    "产出": Words("产出", "output (产出)"), "效益": Words("效益", "effect (效益)"), "满意度": Words("满意度", "satisfaction (满意度)"), "成本": Words("成本", "cost (成本)"),
}  # fmt: skip
_FEW: Final = 4096
"""Levels that are remembered: a table prints few, again and again."""


class _Taxonomy(Struct, frozen=True):
    """The code list that a profile allows: what may stand under what, in which words and codes."""

    parents: dict[str, frozenset[str]]
    same: dict[str, str]
    level1: frozenset[str]
    codes: dict[str, str]


def check(table: GoalTable, profile: Profile) -> Iterator[Finding]:
    """A finding for each level that is unknown, miscoded or misplaced, and for each level-1 indicator that is absent."""
    taxonomy = _taxonomy(profile.taxonomies)
    wanted = [level for level in profile.level if level.from_year is None or (table.fiscal_year or 0) >= level.from_year]
    doubts = lru_cache(_FEW)(partial(_doubts, taxonomy))
    stands_for = lru_cache(_FEW)(partial(_stands_for, taxonomy))
    for spot in spots(table):
        present: set[str] = set()
        for index, indicator in enumerate(spot.project.indicators):
            for kind, member, parameters in doubts(indicator.level1, indicator.level2):
                yield kind.at(None, spot.indicator(index, member), number=number_of(indicator, index), **parameters)
            present |= stands_for(indicator.level1) | stands_for(indicator.level2)
        yield from _absent(present, spot, wanted)


def _doubts(taxonomy: _Taxonomy, level1: Coded | None, level2: Coded | None) -> tuple[tuple[Kind, str, dict[str, object]], ...]:
    """What is doubtful about a pair of levels: kind, member and what the message is filled with."""
    levels = (("level1", level1), ("level2", level2))
    found = [_doubt(taxonomy, member, level) for member, level in levels if level is not None]
    if level1 is not None and level2 is not None and not _fits(taxonomy, level1, level2):
        found.append((kinds.WRONG_PARENT, "level2", {"level1": _print(level1), "level2": _print(level2)}))
    return tuple(filter(None, found))


def _doubt(taxonomy: _Taxonomy, member: str, level: Coded) -> tuple[Kind, str, dict[str, object]] | None:
    meaning = taxonomy.codes.get(level.code or "")
    if meaning is not None and meaning != _key(level.name):
        return kinds.CODE_AND_NAME, member, {"code": level.code, "meaning": meaning, "name": level.name}
    if _known(taxonomy, member, level):
        return None
    kind, known = (kinds.LEVEL1_UNKNOWN, taxonomy.level1) if member == "level1" else (kinds.LEVEL2_UNKNOWN, taxonomy.parents)
    return kind, member, {"level": _print(level), "near": _near(level.name, known)}


def _known(taxonomy: _Taxonomy, member: str, level: Coded) -> bool:
    key = _key(level.name)
    if member == "level1":
        return key in taxonomy.level1
    return not taxonomy.level1.isdisjoint({key}) or not taxonomy.parents.keys().isdisjoint({key, key.removesuffix("目标")})


def _fits(taxonomy: _Taxonomy, level1: Coded, level2: Coded) -> bool:
    """Whether nothing speaks against the pair; what the code list does not know is no doubt here."""
    if level1.code and level2.code and level1.code.isdigit() and level2.code.isdigit() and len(level2.code) == 2:
        return level2.code.startswith(level1.code)
    parents, key = taxonomy.parents.get(_key(level2.name)), _key(level1.name)
    return parents is None or key not in taxonomy.level1 or key in parents


def _absent(present: set[str], spot: Spot, wanted: list[Level]) -> Iterator[Finding]:
    """The level-1 indicators that a project should have and has not; nothing where it names no level at all."""
    if not present:
        return
    for level in wanted:
        if level.name not in present:
            finding = kinds.LEVEL1_ABSENT.at(
                None, f"{spot.pointer}/indicators", name=name_of(spot.project), level=_LEVELS.get(level.name, level.name)
            )
            yield msgspec.structs.replace(finding, severity=level.severity)


def _stands_for(taxonomy: _Taxonomy, level: Coded | None) -> frozenset[str]:
    """The level-1 indicators, by their plainest names, that an indicator of a level stands for."""
    if level is None:
        return frozenset()
    key = _key(level.name)
    parents = {taxonomy.same.get(parent, parent) for parent in taxonomy.parents.get(key, ())}
    named = {name for name in ("满意度", "成本") if name in key}
    return frozenset({taxonomy.same.get(key, key)} | named | (parents if len(parents) == 1 else set()))


@lru_cache(maxsize=16)
def _taxonomy(names: tuple[str, ...]) -> _Taxonomy:
    """The generations called `names`, as one code list."""
    generations: dict[str, Any] = msgspec.json.decode(schemas.text("taxonomy.json"))["generations"]
    chosen = [generations[name] for name in names]
    parents: dict[str, set[str]] = {}
    for generation in chosen:
        for level1, below in generation["levels"].items():
            for name in below:
                parents.setdefault(_key(name), set()).add(level1)
    return _Taxonomy(
        {name: frozenset(levels) for name, levels in parents.items()},
        {name: other for generation in chosen for name, other in generation.get("same", {}).items()},
        frozenset(level1 for generation in chosen for level1 in generation["levels"]),
        chosen[0].get("codes", {}) if len(chosen) == 1 else {},
    )


@lru_cache(_FEW)
def _key(name: str) -> str:
    """The copy of a level's name by which levels are compared: 产出指标(50分), 产出类指标 and 产出值 are 产出."""
    key = _POINTS.sub("", key_of(name)).lstrip("★※*")
    return key.replace("指标", "").removesuffix("类").removesuffix("值") or key


def _near(name: str, known: frozenset[str] | dict[str, frozenset[str]]) -> Words:
    from difflib import get_close_matches  # only an unknown level needs it

    found = get_close_matches(_key(name), known, 1, 0.5)
    return Words("; 最接近: {name}", "; the nearest is {name}").of(name=found[0]) if found else Words("", "")


def _print(level: Coded) -> str:
    return f"{level.code}-{level.name}" if level.code else level.name
