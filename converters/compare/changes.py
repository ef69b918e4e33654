"""What differs between two goal tables, as data."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, TypeAlias

from msgspec import Struct

from ..findings import Finding

__all__ = ["Change", "Changes", "FieldChange", "Fragment", "Judgement", "Level"]

Level: TypeAlias = Literal["table", "unit", "project", "indicator"]
Judgement: TypeAlias = Literal["raised", "lowered", "changed", "same", "incomparable"]
"""What became of a target: harder to meet, easier, other without being either, the same in other words, not to be compared."""


class Fragment(Struct, frozen=True):
    """A piece of a text that was changed."""

    kind: Literal["same", "removed", "added"]
    text: str


class FieldChange(Struct, frozen=True, kw_only=True):
    """One field that differs. `field` is its pointer below the item, `label` the Chinese term; texts are as written.

    `difference` is new − old: of amounts in the unit of account of the new table, of targets in the
    target's own unit. `judgement` is given for targets, `marks` for texts: together they are both texts.
    """

    field: str
    label: str
    old: str | None = None
    new: str | None = None
    difference: Decimal | None = None
    judgement: Judgement | None = None
    marks: tuple[Fragment, ...] = ()


class Change(Struct, frozen=True, kw_only=True):
    """One item of the table that was added, removed, or changed.

    `path` names it from the unit down, as the new table does (the old one where it was removed);
    pointers are JSON Pointers into the two documents. `renamed_from` is its old name, `moved_from` the
    unit it stood under, each None where that is the same.
    """

    level: Level
    kind: Literal["added", "removed", "changed"]
    path: tuple[str, ...] = ()
    old_pointer: str | None = None
    new_pointer: str | None = None
    renamed_from: str | None = None
    moved_from: str | None = None
    fields: tuple[FieldChange, ...] = ()

    @property
    def name(self) -> str:
        """The item's own name."""
        return self.path[-1] if self.path else ""


class Changes(Struct, frozen=True, kw_only=True):
    """All changes, in the order of the new table; what was removed stands behind what is left of its own kind.

    `old_unit` and `new_unit` are the units of account; `findings` say how the tables were compared.
    """

    old_unit: str
    new_unit: str
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes)

    def count(self, level: Level, kind: str) -> int:
        """How many items of a level were "added", "removed", "changed", "renamed" or "moved"."""
        return sum(change.level == level and kind in _kinds(change) for change in self.changes)

    def judged(self, judgement: Judgement) -> int:
        """How many targets were judged so."""
        return sum(field.judgement == judgement for change in self.changes for field in change.fields)


def _kinds(change: Change) -> Iterator[str]:
    yield change.kind
    if change.renamed_from is not None:
        yield "renamed"
    if change.moved_from is not None:
        yield "moved"
