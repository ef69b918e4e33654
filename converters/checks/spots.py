"""Where the checks look: every project of a table with its pointer, and how its indicators are called."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ..language import Words
from ..model import SOURCES, GoalTable, Indicator, Project, SourceName, Unit
from ..pointers import project_at

__all__ = ["Spot", "name_of", "number_of", "spots", "words_of"]


class Spot(Struct, frozen=True):
    """A project where it stands: the `number`th of the `unit`th unit, both from 0."""

    unit: int
    number: int
    project: Project

    @property
    def pointer(self) -> str:
        """The project's pointer; made when it is asked for, since most projects are in no finding."""
        return project_at(self.unit, self.number)

    def indicator(self, index: int, member: str = "") -> str:
        """The pointer of an indicator, or of a member of it."""
        return f"{self.pointer}/indicators/{index}{'/' if member else ''}{member}"


def spots(table: GoalTable) -> Iterator[Spot]:
    """All projects of the table, in order."""
    for u, unit in enumerate(table.units):
        for p, project in enumerate(unit.projects):
            yield Spot(u, p, project)


def number_of(indicator: Indicator, index: int) -> int:
    """The number that an indicator prints, or its place among those of its project."""
    return index + 1 if indicator.number is None else indicator.number


def name_of(named: Unit | Project) -> str | Words:
    """The name of a unit or project, or words for one without."""
    return named.name or Words("（未具名）", "(unnamed)")


def words_of(source: SourceName | None) -> Words:
    """What a source of money is called; None is the total."""
    return Words("总计", "total") if source is None else Words(SOURCES[source], source.replace("_", " "))
