"""A table as the page shows it: every value of the document in a cell, and every finding at the cell it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, Final

import msgspec
from msgspec import Struct, field

from goalconv import Coded, Finding, Funding, GoalTable, Indicator, Language, Project, Reading, Unit, Value
from goalconv.converters.amounts import format_amount
from goalconv.converters.language import Words
from goalconv.converters.model import SOURCES
from goalconv.converters.pointers import extension, holder, project_at, steps, under, unit_at
from goalconv.converters.reading import Places
from goalconv.converters.reports.wording import SEVERITIES
from goalconv.service.page_words import WORDS

__all__ = ["Cell", "Note", "Row", "Shown", "shown"]

_PROJECT: Final = 4
"""How many steps lead to a project: units, its unit, projects, it."""
_DIRECTIONS: Final = {
    "positive": Words("正向", "positive"),
    "negative": Words("反向", "negative"),
    "qualitative": Words("定性", "qualitative"),
}
_OWN: Final = frozenset(
    {"code", "name", "funding", "period_funding", "projects", "indicators", "extensions", "units", "schema", "title"}
)
"""Members that have a place of their own in the table."""


class Note(Struct):
    """A finding as the page tells it, and the anchors of itself and of its cell."""

    anchor: str
    severity: str
    word: str
    code: str
    said: str
    hint: str
    place: str
    target: str
    of: str


class Cell(Struct):
    """A value: its text, its anchor, and what is doubtful about it."""

    text: str
    anchor: str
    amount: bool = False
    notes: list[Note] = field(default_factory=list)


class Row(Struct):
    """A row of amounts (kind total, unit or project), and what belongs to it: further values, indicators, source text."""

    kind: str
    name: Cell
    amounts: list[Cell]
    details: list[tuple[str, Cell]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    indicators: list[list[Cell]] = field(default_factory=list)
    source: str = ""
    place: str = ""


class Shown(Struct):
    """A table, and its notes in the order of the findings."""

    title: Cell
    currency_unit: Cell
    details: list[tuple[str, Cell]]
    heads: list[str]
    rows: list[Row]
    notes: list[Note]


def shown(reading: Reading, language: Language, mark: str) -> Shown:
    """The table of a reading; `mark` begins all anchors, so that several tables have a place on one page."""
    return _Builder(reading, language, mark).shown()


class _Builder:
    def __init__(self, reading: Reading, language: Language, mark: str) -> None:
        self._reading, self._language, self._mark = reading, language, mark
        self._cells: dict[str, Cell] = {}
        self._projects: dict[str, Cell] = {}
        self._sources = [source for source in SOURCES if any(source in funding.sources for funding in _fundings(reading.table))]

    def shown(self) -> Shown:
        table = self._reading.table
        title = self._cell("", table.title)
        currency = self._cell("/currency_unit", table.currency_unit)
        details = [pair for pair in self._details(table, "") if pair[1] is not currency]
        rows = [
            *([self._row("total", "", self._say("grand_total"), table.funding)] if table.funding else ()),
            *self._units(table),
        ]
        notes = [self._note(number, finding) for number, finding in enumerate(self._reading.findings, 1)]
        return Shown(title, currency, details, [self._say("total"), *map(self._source, self._sources)], rows, notes)

    def _units(self, table: GoalTable) -> Iterator[Row]:
        for number, unit in enumerate(table.units):
            pointer = unit_at(number)
            yield self._row("unit", pointer, _name(unit), unit.funding, self._details(unit, pointer))
            for place, project in enumerate(unit.projects):
                yield self._project(project, project_at(number, place))

    def _project(self, project: Project, pointer: str) -> Row:
        row = self._row("project", pointer, _name(project), project.funding, self._details(project, pointer))
        self._projects[pointer] = row.name
        period = project.period_funding
        if period is not None:
            row.details += list(self._money(period, f"{pointer}/period_funding", _labels(Project)["period_funding"]))
        names = [
            name
            for name in Indicator.__struct_fields__
            if name != "extensions" and any(getattr(one, name) is not None for one in project.indicators)
        ]
        others = list(dict.fromkeys(label for one in project.indicators for label in one.extensions))
        row.heads = [self._label(Indicator, name) for name in names] + others
        row.indicators = [
            self._indicator(one, f"{pointer}/indicators/{place}", names, others) for place, one in enumerate(project.indicators)
        ]
        places = self._reading.places
        row.source = places.packed_text(f"{pointer}/indicators") if isinstance(places, Places) else ""
        return row

    def _indicator(self, indicator: Indicator, pointer: str, names: Sequence[str], others: Sequence[str]) -> list[Cell]:
        cells = [self._cell(f"{pointer}/{name}", getattr(indicator, name)) for name in names]
        cells += [self._cell(extension(pointer, label), indicator.extensions.get(label)) for label in others]
        self._cells.setdefault(pointer, self._cells.get(f"{pointer}/name", cells[0]))
        return cells

    def _row(
        self, kind: str, pointer: str, name: str, funding: Funding | None, details: Iterator[tuple[str, Cell]] | None = None
    ) -> Row:
        amounts = {} if funding is None else funding.sources
        cells = [self._cell(f"{pointer}/funding/total", funding and funding.total)]
        cells += [self._cell(f"{pointer}/funding/sources/{source}", amounts.get(source)) for source in self._sources]
        for cell in cells:
            cell.amount = True
        place = self._reading.places.get(f"{pointer}/name") or self._reading.places.get(pointer)
        where = "" if place is None or not pointer else place.within(self._language)
        return Row(kind, self._cell(pointer if pointer else "/funding", name), cells, list(details or ()), place=where)

    def _details(self, thing: GoalTable | Unit | Project, pointer: str) -> Iterator[tuple[str, Cell]]:
        """All that is said of a thing beside its name, its money and what is below it."""
        for name in thing.__struct_fields__:
            value = getattr(thing, name)
            if name not in _OWN and value not in (None, ()) and name != "currency_unit":
                yield self._label(type(thing), name), self._cell(f"{pointer}/{name}", value)
        for label, text in thing.extensions.items():
            yield label, self._cell(extension(pointer, label), text)

    def _money(self, funding: Funding, pointer: str, label: Words) -> Iterator[tuple[str, Cell]]:
        yield label.within(self._language), self._cell(f"{pointer}/total", funding.total)
        for source, amount in funding.sources.items():
            yield f"{label.within(self._language)} · {self._source(source)}", self._cell(f"{pointer}/sources/{source}", amount)

    def _cell(self, pointer: str, value: Any) -> Cell:
        cell = Cell(_text(value, self._language), f"c{self._mark}-{len(self._cells)}")
        self._cells[pointer] = cell
        return cell

    def _note(self, number: int, finding: Finding) -> Note:
        """The finding, noted at the cell it points at, or at the nearest one around that."""
        pointer = finding.pointer
        while pointer not in self._cells:
            pointer = holder(pointer)
        cell, language = self._cells[pointer], self._language
        place = "" if finding.place is None else finding.place.within(language)
        note = Note(
            f"p{self._mark}-{number}", finding.severity, SEVERITIES[finding.severity].within(language), finding.code,
            finding.message_in(language), finding.hint_in(language), place, cell.anchor, self._project_of(finding),
        )  # fmt: skip
        cell.notes.append(note)
        return note

    def _project_of(self, finding: Finding) -> str:
        """The name of the project that a finding speaks of, unless its words name it; "" where it speaks of none."""
        cell = self._projects.get(under("", *steps(finding.pointer)[:_PROJECT]))
        return "" if cell is None or cell.text in finding.message_in(self._language) else cell.text

    def _say(self, name: str) -> str:
        return WORDS[name].within(self._language)

    def _source(self, name: str) -> str:
        return Words(SOURCES[name], _english(name)).within(self._language)  # type: ignore[index]

    def _label(self, kind: type, name: str) -> str:
        return _labels(kind)[name].within(self._language)


def _english(name: str) -> str:
    """A member's name in words: "Level 1", "Fiscal appropriation"."""
    return re.sub(r"(?<=[a-z])(?=\d)|_", " ", name).capitalize()


@cache
def _labels(kind: type) -> Mapping[str, Words]:
    """The names of a struct's members: in Chinese as the schema has them."""
    fields = msgspec.inspect.type_info(kind).fields  # type: ignore[attr-defined]
    titles = {one.name: (getattr(one.type, "extra_json_schema", None) or {}).get("title", one.name) for one in fields}
    return {name: Words(title, _english(name)) for name, title in titles.items()}


def _fundings(table: GoalTable) -> Iterator[Funding]:
    units = table.units
    fundings = [
        table.funding,
        *(unit.funding for unit in units),
        *(project.funding for unit in units for project in unit.projects),
    ]
    yield from (funding for funding in fundings if funding is not None)


def _name(thing: Unit | Project) -> str:
    return _text(Coded(thing.code, thing.name or ""), "zh") or "—"


def _text(value: Any, language: Language) -> str:
    """A value as it is read."""
    if isinstance(value, Coded):
        return "-".join(part for part in (value.code, value.name) if part)
    if isinstance(value, Value):
        return value.text
    if isinstance(value, Decimal):
        return format_amount(value)
    if isinstance(value, tuple):
        return "\n".join(value)
    if value in _DIRECTIONS:
        return _DIRECTIONS[value].within(language)
    return "" if value is None else str(value)
