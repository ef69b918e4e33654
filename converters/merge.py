"""Merging: many forms or tables into one; what does not agree is said and never decided.

Units are known by name and code. A declared total is kept where one table alone can declare it for
that scope; what several tables say differently (year, department) stays with the units it came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from msgspec import Struct, field, structs

from . import catalogue as kinds
from .amounts import format_amount
from .compare import diff
from .compare.pairing import matching_key
from .errors import UsageError
from .findings import Finding, Kind
from .labels import LINE_LABELS
from .language import Words
from .model import Coded, Funding, GoalTable, Project, Unit
from .parts import Mark, marked
from .pointers import unit_at
from .reading import Reading

__all__ = ["MergeOptions", "merge"]

_SHOWN: Final = 5
"""Files that one finding names."""
_UNNAMED: Final = Words("没有名称的单位", "the unit without a name")
_WHOLE: Final = Words("合计", "the whole table")


class MergeOptions(Struct, frozen=True):
    """How to merge: `sum` adds up totals that no table declares, `title` is the title of the merged table."""

    sum: bool = False
    title: str | None = None


class _Source(Struct, frozen=True):
    """A table to be merged, what it is called, and its mark where it is a part of a table that was split."""

    table: GoalTable
    name: str
    mark: Mark | None = None


class _Group(Struct):
    """A unit with what each table says of it, and the tables."""

    units: list[Unit] = field(default_factory=list)
    sources: list[_Source] = field(default_factory=list)


def merge(tables: Sequence[GoalTable], names: Sequence[str] = (), options: MergeOptions = MergeOptions()) -> Reading:
    """One table of all units and projects of the tables, in their order; `names` are what the findings call them.

    The same project in two tables is kept once where both say the same, and twice, with an error, where
    they do not. Raises `UsageError` where there is no table, or the units of account differ.
    """
    called = (*names, *(f"#{number}" for number in range(len(names) + 1, len(tables) + 1)))
    sources = [_Source(part, name, mark) for (part, mark), name in zip(map(marked, tables), called, strict=True)]
    return _Merging(sources, options).reading()


class _Merging:
    """Tables while they are merged."""

    def __init__(self, sources: Sequence[_Source], options: MergeOptions) -> None:
        self.sources = sorted(sources, key=_position) if all(source.mark for source in sources) else list(sources)
        self.options = options
        self.findings: list[Finding] = []
        self.disagreed: set[str] = set()
        if not sources:
            raise UsageError(kinds.MERGE_NOTHING)
        if len({source.table.currency_unit for source in sources}) != 1:
            raise UsageError(kinds.MERGE_UNITS_OF_ACCOUNT, found=_told((s.table.currency_unit, s.name) for s in sources))

    def reading(self) -> Reading:
        """The merged table with what was found."""
        first = self.sources[0].table
        table = GoalTable(
            title=self._title(), fiscal_year=self._agreed("fiscal_year"), department=self._agreed("department"),
            currency_unit=first.currency_unit, funding=self._funding(), units=tuple(self._units()), notes=self._notes(),
            extensions=self._extensions(((source.table.extensions, source) for source in self.sources), ""),
        )  # fmt: skip
        if self.options.sum:
            table = self._summed(table)
        return Reading(table, tuple(self.findings))

    def _title(self) -> str:
        titles = {source.table.title: source.name for source in self.sources if source.table.title}
        if len(titles) > 1:
            self.disagreed.add("title")
        if self.options.title is not None:
            return self.options.title
        if len(titles) < 2:
            return next(iter(titles), "")
        self.findings.append(kinds.MERGE_TITLES.at(None, "/title", found=_told(titles.items())))
        return ""

    def _agreed(self, member: str) -> Any:
        """What all tables that say it say of the year, or of the department; None with a finding where they differ."""
        said = {
            _shown(value): (value, source.name) for source in self.sources if (value := getattr(source.table, member)) is not None
        }
        if len(said) > 1:
            kind = kinds.MERGE_YEARS if member == "fiscal_year" else kinds.MERGE_DEPARTMENTS
            self.disagreed.add(member)
            self.findings.append(kind.at(None, f"/{member}", found=_told((text, name) for text, (_, name) in said.items())))
            return None
        return next((value for value, _ in said.values()), None)

    def _funding(self) -> Funding | None:
        whole = [source.table.units for source in self.sources]
        return self._declared([source.table.funding for source in self.sources], self.sources, whole, _WHOLE, "/funding")

    def _declared(
        self,
        fundings: Sequence[Funding | None],
        sources: Sequence[_Source],
        parts: Sequence[Sequence[object]],
        name: str | Words,
        pointer: str,
    ) -> Funding | None:
        """The one declared total of a scope: of the table that has all of it, or of a head that belongs to all the others."""
        stated = [index for index, funding in enumerate(fundings) if funding is not None and not _is_blank(funding)]
        if not stated:
            return next((funding for funding in fundings if funding is not None), None)
        own, others = parts[stated[0]], [part for index, part in enumerate(parts) if index != stated[0]]
        alone = not any(others) or (not own and not self.disagreed)
        if len(stated) == 1 and alone:
            return fundings[stated[0]]
        found = _told((_total(fundings[index]), sources[index].name) for index in stated)
        self.findings.append(kinds.MERGE_TOTALS.at(None, pointer, name=name, found=found))
        return None

    def _units(self) -> Iterator[Unit]:
        for number, group in enumerate(self._groups()):
            pointer = unit_at(number)
            name = next((unit.name for unit in group.units if unit.name is not None), None)
            spellings = {unit.name for unit in group.units if unit.name is not None}
            if len(spellings) > 1:
                self.findings.append(kinds.MERGE_SPELLINGS.at(None, f"{pointer}/name", found=" / ".join(sorted(spellings))))
            projects = [unit.projects for unit in group.units]
            yield Unit(
                code=next((unit.code for unit in group.units if unit.code is not None), None), name=name,
                funding=self._declared([unit.funding for unit in group.units], group.sources, projects, name or _UNNAMED, f"{pointer}/funding"),
                projects=tuple(self._projects(group, pointer)), extensions=self._unit_extensions(group, pointer),
            )  # fmt: skip

    def _groups(self) -> list[_Group]:
        """The units, each with all tables that hold it."""
        groups: list[_Group] = []
        known: dict[object, list[_Group]] = {}
        for source in self.sources:
            for unit in source.table.units:
                key = source.mark.unit_key if source.mark else matching_key(unit.name)
                candidates = known.setdefault(key, [])
                group = next((each for each in candidates if source.mark or _same_code(each.units[0], unit)), None)
                if group is None:
                    group = _Group()
                    candidates.append(group)
                    groups.append(group)
                group.units.append(unit)
                group.sources.append(source)
        return groups

    def _projects(self, group: _Group, pointer: str) -> Iterator[Project]:
        """The projects of a unit; one that an earlier table has too is compared with it."""
        known: dict[tuple[str, str], list[tuple[Project, _Source]]] = {}
        count = 0
        for unit, source in zip(group.units, group.sources, strict=True):
            fresh = []
            for project in unit.projects:
                key = matching_key(project.code), matching_key(project.name)
                earlier = known.get(key, []) if any(key) and source.mark is None else []
                differences = [(_differences(other, project), file) for other, file in earlier]
                if any(not fields for fields, _ in differences):
                    self._note_twice(kinds.MERGE_SAME_PROJECT, project, (earlier[0][1].name, source.name), pointer)
                    continue
                for fields, file in differences[:1]:
                    at = f"{pointer}/projects/{count}"
                    self._note_twice(
                        kinds.MERGE_PROJECT_TWICE, project, (file.name, source.name), at, differs="; ".join(fields[:_SHOWN])
                    )
                fresh.append((key, (project, source)))
                count += 1
                yield project
            for key, member in fresh:
                known.setdefault(key, []).append(member)

    def _note_twice(self, kind: Kind, project: Project, files: tuple[str, str], pointer: str, **parameters: str) -> None:
        name = project.name or project.code or ""
        self.findings.append(kind.at(None, pointer, name=name, files="、".join(dict.fromkeys(files)), **parameters))

    def _unit_extensions(self, group: _Group, pointer: str) -> dict[str, str]:
        """The extensions of a unit, and the year and department of its table where the tables do not agree."""
        stated = list(zip((unit.extensions for unit in group.units), group.sources, strict=True))
        stated += [(self._left(source.table), source) for source in group.sources]
        return self._extensions(stated, pointer)

    def _left(self, table: GoalTable) -> dict[str, str]:
        """What the tables do not agree on, as this one has it."""
        texts = {"fiscal_year": _shown(table.fiscal_year), "department": _shown(table.department)}
        return {LINE_LABELS[member][0]: text for member, text in texts.items() if text and member in self.disagreed}

    def _extensions(self, stated: Iterable[tuple[Mapping[str, str], _Source]], pointer: str) -> dict[str, str]:
        """All extensions; a label that says something else in another table is kept beside it with a number."""
        merged: dict[str, str] = {}
        for extensions, source in stated:
            for label, text in extensions.items():
                name, count = label, 1
                while merged.get(name, text) != text:
                    count += 1
                    name = f"{label}（{count}）"
                if count > 1 and name not in merged:
                    self.findings.append(kinds.MERGE_EXTENSIONS.at(None, pointer, label=label, name=name, file=source.name))
                merged[name] = text
        return merged

    def _notes(self) -> tuple[str, ...]:
        """The notes of all tables; one that a table has as often as the others is there once."""
        merged: list[str] = []
        for source in self.sources:
            left = list(merged)
            for note in source.table.notes:
                if note in left:
                    left.remove(note)
                else:
                    merged.append(note)
        return tuple(merged)

    def _summed(self, table: GoalTable) -> GoalTable:
        """The table with the totals added up that nobody declares."""
        units = tuple(
            structs.replace(
                unit, funding=self._sum([p.funding for p in unit.projects], f"{unit_at(index)}/funding", unit.name or _UNNAMED)
            )
            if _is_blank(unit.funding)
            else unit
            for index, unit in enumerate(table.units)
        )
        table = structs.replace(table, units=units)
        if not _is_blank(table.funding):
            return table
        return structs.replace(table, funding=self._sum([unit.funding for unit in units], "/funding", _WHOLE))

    def _sum(self, fundings: Sequence[Funding | None], pointer: str, name: str | Words) -> Funding | None:
        stated = [funding for funding in fundings if funding is not None and not _is_blank(funding)]
        if not stated:
            return None
        sources = dict.fromkeys(source for funding in stated for source in funding.sources)
        summed = Funding(
            _added(funding.total for funding in stated),
            {source: _added(funding.sources.get(source) for funding in stated) for source in sources},
        )
        self.findings.append(
            kinds.MERGE_SUMMED.at(
                None, pointer, name=name, total=_total(summed), count=len(stated), blank=len(fundings) - len(stated)
            )
        )
        return summed


def _added(amounts: Iterable[Decimal | None]) -> Decimal | None:
    present = [amount for amount in amounts if amount is not None]
    return sum(present, Decimal(0)) if present else None


def _is_blank(funding: Funding | None) -> bool:
    """Whether nothing is declared: a row whose amounts are all blank."""
    return funding is None or (funding.total is None and not any(amount is not None for amount in funding.sources.values()))


def _total(funding: Funding | None) -> str:
    return "-" if funding is None or funding.total is None else format_amount(funding.total)


def _same_code(old: Unit, new: Unit) -> bool:
    """Whether no code speaks against two units of one name being the same."""
    codes = matching_key(old.code), matching_key(new.code)
    return codes[0] == codes[1] or (bool(old.name) and not all(codes))


def _shown(value: Coded | int | None) -> str:
    if isinstance(value, Coded):
        return value.printed
    return "" if value is None else str(value)


def _position(source: _Source) -> tuple[int, int]:
    return source.mark.position if source.mark else (0, 0)


def _differences(old: Project, new: Project) -> list[str]:
    """What differs between two projects, field by field, in words."""
    tables = [GoalTable(currency_unit="元", units=(Unit(name="-", projects=(project,)),)) for project in (old, new)]
    fields = (field for change in diff(*tables).changes for field in change.fields)
    return [f"{field.label} {field.old or '-'} / {field.new or '-'}" for field in fields]


def _told(said: Iterable[tuple[str, str]]) -> str:
    """What is said, and by which file, the first few."""
    texts = [f"{text} ({name})" for text, name in dict.fromkeys(said)]
    return "; ".join(texts[:_SHOWN]) + (f" … ({len(texts)})" if len(texts) > _SHOWN else "")
