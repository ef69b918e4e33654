"""What of a document a filled form does not carry: the document beside what is read back from the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from msgspec import Struct, structs

from .. import catalogue as kinds
from ..findings import Finding
from ..language import Words
from ..model import GoalTable, Value
from ..pointers import project_at, under, unit_at
from .paths import LISTS, Entity, Field, fields_of, label
from .plan import projects_of

__all__ = ["losses"]

_BELOW = {"schema", "units", "projects", "indicators", "notes", "currency_unit"}
_WHOSE: Final[dict[Entity, Words]] = {
    "table": Words("全表的“{name}”", "{name} of the table"), "unit": Words("单位的“{name}”", "{name} of units"),
    "project": Words("项目的“{name}”", "{name} of projects"), "indicator": Words("指标的“{name}”", "{name} of indicators"),
    "note": Words("“{name}”", "{name}"),
}  # fmt: skip


class _Lost(Struct):
    """Texts of one field that the form has no place for."""

    field: Field
    pointer: str
    text: str
    count: int = 0


class _Comparison:
    """Two documents, item by item."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.lost: dict[str, _Lost] = {}
        self.digits: list[tuple[str, Decimal, Decimal]] = []

    def item(self, entity: Entity, pointer: str, before: Any, after: Any) -> None:
        """Compares the members of one item."""
        read = dict(_members(after)) if after is not None else {}
        for path, member in _members(before):
            here = under(pointer, *path)
            other = read.get(path)
            if other is None:
                self._lose(entity, path, here, _text(member))
            elif isinstance(member, Decimal) and isinstance(other, Decimal) and member == other:
                if str(member) != str(other):
                    self.digits.append((here, member, other))
            elif _text(member) != _text(other):
                self.findings.append(
                    kinds.FILLED_OTHERWISE.at(None, here, text=_quoted(_text(member)), read=_quoted(_text(other)))
                )

    def items(self, entity: Entity, pointers: Sequence[str], before: Sequence[Any], after: Sequence[Any]) -> None:
        """Compares lists of items; an item too many is reported with all it holds."""
        for index, (pointer, item) in enumerate(zip(pointers, before, strict=True)):
            self.item(entity, pointer, item, after[index] if index < len(after) else None)
        if len(after) > len(before) or (len(after) < len(before) and not self._named(before[len(after) :])):
            name = LISTS[entity]
            self.findings.append(
                kinds.FILLED_OTHERWISE.at(
                    None, pointers[0] if pointers else "", text=f"{len(before)} {name}", read=f"{len(after)} {name}"
                )
            )

    def _named(self, items: Sequence[Any]) -> bool:
        """Whether losing these items loses texts, each of which is reported."""
        return all(any(True for _ in _members(item)) for item in items)

    def _lose(self, entity: Entity, path: tuple[str, ...], pointer: str, text: str) -> None:
        field = _field(entity, path)
        lost = self.lost.setdefault(field.name, _Lost(field, pointer, text))
        lost.count += 1

    def found(self) -> tuple[Finding, ...]:
        """All findings: those of single places, then one for each field."""
        summed = [
            kinds.NOT_ON_FORM.at(
                None,
                lost.pointer,
                name=_WHOSE[lost.field.entity].of(name=Words(label(lost.field), lost.field.name)),
                count=lost.count,
                text=_quoted(lost.text),
                marker=f"{{{{{lost.field.name}}}}}",
            )
            for lost in self.lost.values()
        ]
        if self.digits:
            pointer, before, after = self.digits[0]
            summed.append(kinds.DIGITS_BY_FORM.at(None, pointer, count=len(self.digits), text=before, read=after))
        return (*self.findings, *summed)


def losses(before: GoalTable, after: GoalTable) -> tuple[Finding, ...]:
    """A finding for every text of `before` that `after`, read back from the filled form, lacks or has otherwise."""
    comparison = _Comparison()
    comparison.item("table", "", before, after)
    comparison.items("note", [f"/notes/{index}" for index in range(len(before.notes))], before.notes, after.notes)
    _compare_units(comparison, before, after)
    _compare_projects(comparison, before, after)
    return comparison.found()


def _compare_units(comparison: _Comparison, before: GoalTable, after: GoalTable) -> None:
    """Units by order; where the form shows no unit, all that is said of them is lost and no count need agree."""
    shown = after.units if any(any(True for _ in _members(unit)) for unit in after.units) else ()
    pointers = [unit_at(index) for index in range(len(before.units))]
    if shown:
        comparison.items("unit", pointers, before.units, shown)
    for pointer, unit in zip(pointers, before.units, strict=True) if not shown else ():
        comparison.item("unit", pointer, unit, None)


def _compare_projects(comparison: _Comparison, before: GoalTable, after: GoalTable) -> None:
    """Projects by their order in the whole table, and the indicators of each."""
    pointers = [project_at(row, index) for row, unit in enumerate(before.units) for index in range(len(unit.projects))]
    was, now = ([items["project"] for items in projects_of(table)] for table in (before, after))
    comparison.items("project", pointers, was, now)
    for index, (pointer, project) in enumerate(zip(pointers, was, strict=True)):
        inner = [f"{pointer}/indicators/{number}" for number in range(len(project.indicators))]
        comparison.items("indicator", inner, project.indicators, now[index].indicators if index < len(now) else ())


def _members(item: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The texts and amounts of an item itself by path; blank ones and what was worked out from a text are left out."""
    if isinstance(item, Value):
        item = item.text
    if isinstance(item, Struct):
        item = {name: member for name, member in structs.asdict(item).items() if path or name not in _BELOW}
    if isinstance(item, dict):
        for name, member in item.items():
            yield from _members(member, (*path, name))
    elif item is not None and (not isinstance(item, str) or item.strip()):
        yield path, item


def _text(member: Any) -> str:
    return str(member)


def _quoted(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"


def _field(entity: Entity, path: tuple[str, ...]) -> Field:
    """The field that would carry a member."""
    known = fields_of(entity)
    return known.get(".".join(path)) or known.get(path[0] if path else "") or Field(entity, path, "text")
