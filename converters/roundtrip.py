"""A round trip: what of a table survives being written in a format and a layout and read back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias

import msgspec
from msgspec import Struct

from .amounts import parse_amount
from .compare.items import pair_indicators, pair_projects, pair_units, projects_of
from .convert import read_bytes, write_bytes
from .errors import UnreadableError
from .findings import Finding
from .interface import WriteOptions
from .model import GoalTable, Unit, Value
from .places import Place
from .pointers import members_of, unit_at
from .reading import Reading, nearest

__all__ = ["Fate", "RoundTrip", "Survival", "round_trip"]

Fate: TypeAlias = Literal["normalised", "lost", "added"]


class Survival(Struct, frozen=True, kw_only=True):
    """A field that did not come back as it was: its pointer in the document, both texts, and its place in the source.

    "normalised" is the same content in another writing; "lost" is gone or says something else, "added" was not there.
    """

    fate: Fate
    pointer: str
    old: str | None = None
    new: str | None = None
    place: Place | None = None


class RoundTrip(Struct, frozen=True, kw_only=True):
    """What one way there and back did: how many fields it kept, which it did not, and what writing and reading found."""

    format: str
    layout: str
    kept: int
    others: tuple[Survival, ...] = ()
    findings: tuple[Finding, ...] = ()

    def count(self, fate: Fate) -> int:
        """How many fields had this fate."""
        return sum(survival.fate == fate for survival in self.others)

    @property
    def lossless(self) -> bool:
        """Whether everything came back, and nothing else."""
        return all(survival.fate == "normalised" for survival in self.others)


def round_trip(reading: Reading, format: str, layout: str = "disclosure") -> RoundTrip:
    """Writes the table in a format and a layout, reads it back, and compares every field.

    Raises `UnwritableError` where the table cannot be written so.
    """
    written = write_bytes(reading.table, format, options=WriteOptions(layout))
    try:
        back = read_bytes(written.data, format=format)
        table, findings = back[0].table, back[0].findings
    except UnreadableError as error:
        table, findings = GoalTable(currency_unit=reading.table.currency_unit), (error.finding,)
    kept, others = 0, []
    for pointer, old, new in _fields(reading.table, table):
        if old == new:
            kept += 1
        else:
            place = nearest(reading.places, pointer)
            others.append(Survival(fate=_fate(old, new), pointer=pointer, old=old, new=new, place=place))
    known = {(finding.code, finding.pointer) for finding in reading.findings}
    fresh = tuple(finding for finding in findings if (finding.code, finding.pointer) not in known)
    return RoundTrip(format=format, layout=layout, kept=kept, others=tuple(others), findings=written.findings + fresh)


def _fate(old: str | None, new: str | None) -> Fate:
    if _plain(old) == _plain(new):
        return "normalised"
    if old is not None and new is not None and (amount := parse_amount(old)) is not None and amount == parse_amount(new):
        return "normalised"
    return "added" if old is None else "lost"


def _plain(text: str | None) -> str:
    """The text without white space; a blank text and none are the same."""
    return "".join((text or "").split())


_VALUE: Final = frozenset(Value.__struct_fields__)
_Pair: TypeAlias = tuple[str, str | None, str | None]
"""A pointer in the old document, and the texts of the old and the new one."""


def _fields(old: GoalTable, new: GoalTable) -> Iterator[_Pair]:
    """Every field of both tables: items that lost their place are looked for by what they are."""
    yield from _leaves("", _without(old, "units"), _without(new, "units"))
    units = _paired(old.units, new.units, lambda: pair_units(old.units, new.units).both)
    for u, v in units:
        pointer = unit_at(_either(u, v))
        before, after = _at(old.units, u), _at(new.units, v)
        yield from _leaves(pointer, _without(before, "projects"), _without(after, "projects"))
        yield from _projects(pointer, before.projects if before else (), after.projects if after else ())


def _projects(pointer: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[_Pair]:
    for p, q in _paired(old, new, lambda: pair_projects(_sited(old), _sited(new)).both):
        below = f"{pointer}/projects/{_either(p, q)}"
        before, after = _at(old, p), _at(new, q)
        yield from _leaves(below, _without(before, "indicators"), _without(after, "indicators"))
        mine, others = (each.indicators if each else () for each in (before, after))
        pairs = _paired(mine, others, lambda mine=mine, others=others: pair_indicators(mine, others).both)  # type: ignore[misc]
        for i, j in pairs:
            yield from _leaves(f"{below}/indicators/{_either(i, j)}", _without(_at(mine, i), ""), _without(_at(others, j), ""))


def _sited(projects: Sequence[Any]) -> Any:
    return projects_of(GoalTable(currency_unit="元", units=(Unit(projects=tuple(projects)),)), [0])


def _paired(
    old: Sequence[object], new: Sequence[object], pairs: Callable[[], Sequence[tuple[int, int]]]
) -> list[tuple[int | None, int | None]]:
    """Indices that belong together: in order where there are as many, else as they are paired, and what is left alone."""
    if len(old) == len(new):
        return [(index, index) for index in range(len(old))]
    both = pairs()
    left_old = set(range(len(old))) - {pair[0] for pair in both}
    left_new = set(range(len(new))) - {pair[1] for pair in both}
    return [*both, *((index, None) for index in sorted(left_old)), *((None, index) for index in sorted(left_new))]


def _either(old: int | None, new: int | None) -> int:
    """Where an item stands: in the old list, or where it is not there, in the new one."""
    found = new if old is None else old
    assert found is not None
    return found


def _at(items: Sequence[Any], index: int | None) -> Any:
    return None if index is None else items[index]


def _without(item: object, member: str) -> dict[str, Any]:
    members: dict[str, Any] = msgspec.to_builtins(item) if item is not None else {}
    members.pop(member, None)
    return members


def _leaves(pointer: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[_Pair]:
    """The texts below two objects, side by side; what a value is understood as goes with its text."""
    before, after = dict(_texts(pointer, old)), dict(_texts(pointer, new))
    for name in dict.fromkeys((*before, *after)):
        yield name, before.get(name), after.get(name)


def _texts(pointer: str, node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict) and node.keys() == _VALUE:
        node = {"text": node["text"]}
    if node not in (None, "") and not isinstance(node, dict | list | tuple):
        yield pointer, str(node)
    for below, member in members_of(node, pointer):
        if below != "/$schema":
            yield from _texts(below, member)
