"""The difference of two tables: items are paired, then compared field by field."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Final

from .. import catalogue as kinds
from ..findings import Finding
from ..model import GoalTable, Indicator, Project, Unit
from ..pointers import unit_at
from .changes import Change, Changes, FieldChange
from .fields import Scale, indicator_fields, project_fields, table_fields, unit_fields
from .items import Sited, pair_indicators, pair_projects, pair_units, projects_of, unnamed
from .pairing import Pairs

__all__ = ["diff"]

_NO_INDICATOR: Final = Indicator(name="")
_NAMELESS: Final = "（未写名称）"


def diff(old: GoalTable, new: GoalTable) -> Changes:
    """What changed from `old` to `new`.

    Units, projects and indicators are paired by code and name, renamed ones by what else they say;
    order, white space and the way a number is written are no change. Amounts are compared by value,
    also where one table counts in 元 and the other in 万元. The findings say what was left open.
    """
    return _Comparison(old, new).changes()


class _Comparison:
    """Two tables while they are compared."""

    def __init__(self, old: GoalTable, new: GoalTable) -> None:
        self.old, self.new = old, new
        self.scale = Scale(old.currency_unit, new.currency_unit)
        self.findings: list[Finding] = []
        self.renumbered = 0

    def changes(self) -> Changes:
        """Everything that differs."""
        changes = [*self._table(), *self._units()]
        if not self.scale.same:
            self.findings.append(kinds.UNITS_OF_ACCOUNT_DIFFER.at(old=self.scale.old, new=self.scale.new))
        if self.renumbered:
            self.findings.append(kinds.RENUMBERED.at(count=self.renumbered))
        return Changes(
            old_unit=self.old.currency_unit,
            new_unit=self.new.currency_unit,
            changes=tuple(changes),
            findings=tuple(self.findings),
        )

    def _table(self) -> Iterator[Change]:
        fields = tuple(table_fields(self.old, self.new, self.scale))
        if fields:
            yield Change(level="table", kind="changed", old_pointer="", new_pointer="", fields=fields)

    def _units(self) -> Iterator[Change]:
        """The units, each followed by its projects; units are left out where one of the tables names none."""
        nameless = unnamed(self.old) != unnamed(self.new)
        if nameless:
            self.findings.append(kinds.UNITS_NOT_NAMED.at())
            pairs = Pairs((), (), ())
        else:
            pairs = pair_units(self.old.units, self.new.units)
        by_new = {new: old for old, new in pairs.both}
        projects = self._projects(pairs, nameless)
        for number, unit in enumerate(self.new.units):
            if not nameless:
                yield from self._unit(by_new.get(number), number, unit)
            yield from projects.get(number, ())
        for number in pairs.old:
            unit = self.old.units[number]
            fields = tuple(unit_fields(unit, Unit(), self.scale))
            yield Change(level="unit", kind="removed", path=(_name(unit),), old_pointer=unit_at(number), fields=fields)
        yield from projects.get(None, ())

    def _unit(self, old: int | None, number: int, unit: Unit) -> Iterator[Change]:
        before = Unit() if old is None else self.old.units[old]
        fields = tuple(unit_fields(before, unit, self.scale))
        if old is None or fields:
            yield Change(
                level="unit", kind="added" if old is None else "changed", path=(_name(unit),),
                old_pointer=None if old is None else unit_at(old), new_pointer=unit_at(number),
                renamed_from=None if old is None else _renamed(before, unit), fields=fields,
            )  # fmt: skip

    def _projects(self, units: Pairs, nameless: bool) -> dict[int | None, list[Change]]:
        """Number of the new unit, or None for what has none → the changes of its projects."""
        by_old = dict(units.both)
        homes_old: list[Hashable] = [
            0 if nameless else by_old.get(number, ("old", number)) for number in range(len(self.old.units))
        ]
        homes_new: list[Hashable] = [0 if nameless else number for number in range(len(self.new.units))]
        old, new = projects_of(self.old, homes_old), projects_of(self.new, homes_new)
        pairs = pair_projects(old, new)
        self._note_doubtful(pairs, new)
        by_new = {after: before for before, after in pairs.both}
        changes: dict[int | None, list[Change]] = {}
        for number, sited in enumerate(new):
            before = old[by_new[number]] if number in by_new else None
            changes.setdefault(sited.unit, []).extend(self._project(before, sited))
        for number in pairs.old:
            home = by_old.get(old[number].unit)
            changes.setdefault(home, []).append(self._removed(old[number]))
        return changes

    def _note_doubtful(self, pairs: Pairs, new: Sequence[Sited]) -> None:
        for _, number in pairs.doubtful:
            self.findings.append(kinds.SAME_NAME_PAIRED.at(None, new[number].pointer, name=new[number].project.name or _NAMELESS))

    def _project(self, before: Sited | None, after: Sited) -> Iterator[Change]:
        """A project that was added, or one that is in both tables with its indicators."""
        path = _path(self.new, after)
        if before is None:
            fields = (*project_fields(Project(), after.project, self.scale), *_listed(after.project, new=True))
            yield Change(level="project", kind="added", path=path, new_pointer=after.pointer, fields=fields)
            return
        moved = before.home != after.home
        if before.project == after.project and self.scale.same and not moved:
            return
        fields = tuple(project_fields(before.project, after.project, self.scale))
        if fields or moved:
            yield Change(
                level="project", kind="changed", path=path, old_pointer=before.pointer, new_pointer=after.pointer,
                renamed_from=_renamed(before.project, after.project),
                moved_from=_name(self.old.units[before.unit]) if moved else None, fields=fields,
            )  # fmt: skip
        yield from self._indicators(before, after, path)

    def _removed(self, sited: Sited) -> Change:
        fields = (*project_fields(sited.project, Project(), self.scale), *_listed(sited.project, new=False))
        return Change(level="project", kind="removed", path=_path(self.old, sited), old_pointer=sited.pointer, fields=fields)

    def _indicators(self, before: Sited, after: Sited, path: tuple[str, ...]) -> Iterator[Change]:
        old, new = before.project.indicators, after.project.indicators
        if old == new:
            return
        pairs = pair_indicators(old, new)
        by_new = {later: earlier for earlier, later in pairs.both}
        for number, indicator in enumerate(new):
            earlier = by_new.get(number)
            previous = _NO_INDICATOR if earlier is None else old[earlier]
            self.renumbered += earlier is not None and previous.number != indicator.number
            fields = tuple(indicator_fields(previous, indicator))
            if earlier is None or fields:
                yield Change(
                    level="indicator", kind="added" if earlier is None else "changed", path=(*path, indicator.name),
                    old_pointer=None if earlier is None else f"{before.pointer}/indicators/{earlier}",
                    new_pointer=f"{after.pointer}/indicators/{number}",
                    renamed_from=None if earlier is None else _renamed(previous, indicator), fields=fields,
                )  # fmt: skip
        for number in pairs.old:
            yield Change(
                level="indicator", kind="removed", path=(*path, old[number].name),
                old_pointer=f"{before.pointer}/indicators/{number}", fields=tuple(indicator_fields(old[number], _NO_INDICATOR)),
            )  # fmt: skip


def _name(item: Unit | Project) -> str:
    return item.name or item.code or _NAMELESS


def _path(table: GoalTable, sited: Sited) -> tuple[str, ...]:
    return _name(table.units[sited.unit]), _name(sited.project)


def _renamed(old: Unit | Project | Indicator, new: Unit | Project | Indicator) -> str | None:
    """The old name, where it is another one."""
    return None if "".join((old.name or "").split()) == "".join((new.name or "").split()) else old.name or _NAMELESS


def _listed(project: Project, new: bool) -> Iterator[FieldChange]:
    """The indicators of a project that is only in one table, one field each."""
    for number, indicator in enumerate(project.indicators):
        values = (indicator.annual_value, indicator.period_value)
        text = next((value.text for value in values if value and value.text), "")
        shown = f"{indicator.name}：{text}" if text else indicator.name
        field, label = f"indicators/{number}", "绩效指标"
        yield FieldChange(field=field, label=label, new=shown) if new else FieldChange(field=field, label=label, old=shown)
