"""Splitting: one table into a part for each unit, or for each project, that merge into the same table again.

A part carries title, year, department, notes and extensions of the whole. A total of several parts
belongs to none of them, so it stands in a part of its own before them: the head.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Final, Literal, TypeAlias
from unicodedata import category

import msgspec
from msgspec import structs

from .merge import merge
from .model import Funding, GoalTable, Unit
from .parts import Mark, Part, with_mark
from .patterns import regex

__all__ = ["By", "file_name", "split"]

By: TypeAlias = Literal["unit", "project"]
_Piece: TypeAlias = tuple[tuple[int, int], str, GoalTable]
"""A position, a name as the table has it, and the part."""

_REFUSED: Final = regex(r'[<>:"/\\|?*\s]+')
_CHARACTERS, _BYTES = 60, 150
"""The longest name, so that with number and suffix any file system takes it."""


def split(table: GoalTable, by: By) -> tuple[Part, ...]:
    """The parts in order, each with a name for its file; `merge` of them, in any order of marked ones, gives `table` again."""
    pieces = list(_by_unit(table) if by == "unit" else _by_project(table))
    whole = f"{zlib.crc32(msgspec.json.encode(table)):08x}"
    if merge([part for _, _, part in pieces]).table != table:
        pieces = [(position, name, with_mark(part, Mark(whole, *position))) for position, name, part in pieces]
    widths = [max(2, len(str(max(position[level] for position, _, _ in pieces)))) for level in (0, 1)]
    return tuple(Part(file_name(position[: 1 if by == "unit" else 2], widths, name), part) for position, name, part in pieces)


def _by_unit(table: GoalTable) -> Iterator[_Piece]:
    if len(table.units) == 1:
        yield (1, 0), _named(table.units[0].name), table
        return
    yield from _head(table)
    for number, unit in enumerate(table.units, 1):
        yield (number, 0), _named(unit.name), _part(table, unit)


def _by_project(table: GoalTable) -> Iterator[_Piece]:
    if sum(max(len(unit.projects), 1) for unit in table.units) == 1:
        projects = table.units[0].projects
        yield (1, len(projects)), _named(projects[0].name if projects else table.units[0].name), table
        return
    yield from _head(table)
    for number, unit in enumerate(table.units, 1):
        if len(unit.projects) != 1 and (not unit.projects or _declares(unit.funding)):
            yield (number, 0), _named(unit.name), _part(table, structs.replace(unit, projects=()))
        for index, project in enumerate(unit.projects, 1):
            funding = unit.funding if len(unit.projects) == 1 else _blank(unit.funding)
            yield (number, index), _named(project.name), _part(table, structs.replace(unit, funding=funding, projects=(project,)))


def _head(table: GoalTable) -> Iterator[_Piece]:
    """The part that holds what is said of all units together, where anything is."""
    if not table.units or _declares(table.funding):
        yield (0, 0), "合计", structs.replace(table, units=())


def _part(table: GoalTable, unit: Unit) -> GoalTable:
    return structs.replace(table, funding=_blank(table.funding), units=(unit,))


def _declares(funding: Funding | None) -> bool:
    return funding is not None and (funding.total is not None or any(amount is not None for amount in funding.sources.values()))


def _blank(funding: Funding | None) -> Funding | None:
    """A total that declares nothing is no one's and may stand in every part."""
    return None if _declares(funding) else funding


def _named(name: str | None) -> str:
    return name or "未命名"


def file_name(position: tuple[int, ...], widths: list[int], name: str) -> str:
    """A name that Windows, macOS and Linux take: numbers, which make it the only one, and what is left of `name`."""
    numbers = "-".join(f"{number:0{width}}" for number, width in zip(position, widths, strict=False))
    visible = "".join(char for char in name if category(char)[0] != "C" or char in "\t\n")
    safe = _REFUSED.sub("_", visible)[:_CHARACTERS].encode()[:_BYTES].decode(errors="ignore").strip("._ ")
    return f"{numbers}-{safe or '未命名'}"
