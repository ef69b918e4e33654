"""Parts of a table that was split, and the mark by which merging knows where each belongs.

Most parts need no mark: their order and their names say enough. Where they do not (two units without
a name, the same project twice), each part carries its position as an extension, which merging takes off.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct, structs

from .model import GoalTable
from .patterns import regex

__all__ = ["LABEL", "Mark", "Part", "marked", "with_mark"]

LABEL: Final = "拆分位置"
_MARK: Final = regex(r"(?P<whole>[0-9a-f]{8})-(?P<unit>\d{1,6})-(?P<project>\d{1,6})(?:；(?P<rest>.*))?", re.DOTALL)


class Part(Struct, frozen=True):
    """A part of a table, and a name for its file without suffix, which no other part has."""

    name: str
    table: GoalTable


class Mark(Struct, frozen=True):
    """Of which table a part is, and its position there, from 1; 0 is the head of the table or of the unit."""

    whole: str
    unit: int
    project: int

    @property
    def unit_key(self) -> tuple[str, int]:
        """What all parts of one unit have in common."""
        return self.whole, self.unit

    @property
    def position(self) -> tuple[int, int]:
        """Where the part belongs."""
        return self.unit, self.project


def with_mark(table: GoalTable, mark: Mark) -> GoalTable:
    """The part with its mark; an extension of the same name stays behind it."""
    rest = table.extensions.get(LABEL)
    text = f"{mark.whole}-{mark.unit}-{mark.project}" + ("" if rest is None else f"；{rest}")
    return structs.replace(table, extensions={**table.extensions, LABEL: text})


def marked(table: GoalTable) -> tuple[GoalTable, Mark | None]:
    """The part without its mark, and the mark; the table itself and None where it has none."""
    found = _MARK.fullmatch(table.extensions.get(LABEL, ""))
    if found is None:
        return table, None
    extensions = dict(table.extensions)
    del extensions[LABEL]
    if found["rest"] is not None:
        extensions[LABEL] = found["rest"]
    return structs.replace(table, extensions=extensions), Mark(found["whole"], int(found["unit"]), int(found["project"]))
