"""Reads filled surfaces by the form they were filled from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, cast

from .. import catalogue as kinds
from ..errors import UnreadableError
from ..language import Words
from ..model import CurrencyUnit
from ..patterns import regex
from ..places import Place
from ..reading import Reading, Recorder
from .align import Aligned, Filled, align
from .paths import PARENTS, Entity
from .records import Builder, Record, Said
from .template import Block, Pattern, Surface, Template

__all__ = ["Pair", "currency_of", "read_pairs"]

_CURRENCY: Final = regex(r"(?:单位[:：]?\s*|[（(]\s*(?:单位[:：]\s*)?)(元|千元|万元|亿元)(?![/／])")


class Pair(NamedTuple):
    """A form and a surface that was filled from it."""

    template: Template
    surface: Surface


def currency_of(templates: Iterable[Template]) -> CurrencyUnit | None:
    """The unit of account that the forms' own words state, where it is one: 单位：万元, （元）."""
    found = {
        unit
        for template in templates
        for line in template.cells
        for pattern in line.values()
        for text in pattern.fixed
        for unit in _CURRENCY.findall(text)
    }
    return cast(CurrencyUnit, found.pop()) if len(found) == 1 else None


def read_pairs(pairs: Sequence[Pair]) -> Reading:
    """The document that the filled surfaces hold together."""
    recorder = Recorder()
    table = Record("table")
    for template, surface in pairs:
        recorder.findings.extend(surface.findings)
        _Surface(template, Filled(surface), table, recorder).read()
    currency = currency_of(template for template, _ in pairs)
    document = Builder(recorder, currency).table(table)
    return recorder.reading(document)


class _Surface:
    """Reads one filled surface into the records."""

    def __init__(self, template: Template, filled: Filled, table: Record, recorder: Recorder) -> None:
        self.template = template
        self.filled = filled
        self.table = table
        self.recorder = recorder
        self._chain: tuple[Block, ...] = ()
        self._path: tuple[int, ...] = ()

    def read(self) -> None:
        """Reads all lines."""
        aligned, missing = align(self.template, self.filled)
        records: list[dict[Entity, Record]] = [self._root()]
        for found in aligned:
            if found.line is None:
                self._beside(found.filled)
                continue
            records = self._enter(records, found)
            self._line(found, records[-1])
        for line in missing:
            self._missing(line)
        _settle(self.table)

    def _root(self) -> dict[Entity, Record]:
        root: dict[Entity, Record] = {"table": self.table}
        return root | (self._new("project", root) if self.template.root.entity == "project" else {})

    def _enter(self, records: list[dict[Entity, Record]], found: Aligned) -> list[dict[Entity, Record]]:
        """The records at hand in the line: those of repetitions that go on are kept, the others begin."""
        assert found.line is not None
        chain = self.template.chains[found.line]
        kept = 0
        while (
            kept < min(len(chain), len(self._chain)) and chain[kept] is self._chain[kept] and found.path[kept] == self._path[kept]
        ):
            kept += 1
        records = records[: kept + 1]
        for block in chain[kept:]:
            records.append(records[-1] | self._new(block.entity, records[-1]))
            records[-1][block.entity].own = True
        self._chain, self._path = chain, found.path
        return records

    def _new(self, entity: Entity, around: dict[Entity, Record]) -> dict[Entity, Record]:
        """A new record of an entity, and of those between it and the ones at hand."""
        parent = PARENTS[entity]
        above = {} if parent in around else self._new(parent, around)
        return above | {entity: (around | above)[parent].add(entity)}

    def _line(self, found: Aligned, records: dict[Entity, Record]) -> None:
        """Reads the cells of one line."""
        assert found.line is not None
        patterns = self.template.cells[found.line]
        for column, pattern in patterns.items():
            if pattern.marks:
                self._cell(found, column, pattern, records)
            elif pattern.text.strip():
                self._fixed(found, column, pattern)
        computed = self.template.surface.lines[found.line].computed
        for column, text in self.filled.surface.lines[found.filled].texts.items():
            if column in computed:
                self.recorder.label(text)
            elif text.strip() and (column not in patterns or not patterns[column].text.strip()):
                self._outside(found.filled, column, text)

    def _cell(self, found: Aligned, column: int, pattern: Pattern, records: dict[Entity, Record]) -> None:
        """Reads a cell with fields."""
        text = self.filled.text(found.filled, column)
        place = self.filled.surface.place(self.filled.top(found.filled, column), column)
        formula = self.filled.surface.formulas.get((self.filled.top(found.filled, column), column))
        if formula is not None:
            raise UnreadableError(kinds.FORMULA_WITHOUT_VALUE, place, formula=formula)
        match = pattern.match(text)
        if match is None:
            self._differs(found, column, pattern, text)
            return
        if not self.filled.covered(found.filled, column):
            self.recorder.label("".join(pattern.fixed))
        for mark, said in zip(pattern.marks, match, strict=True):
            again = self.filled.covered(found.filled, column)
            earlier = records[mark.field.entity].say(mark.field, Said(said.strip(), place, again))
            if earlier is None:
                continue
            if not again:
                self.recorder.part(said)
            if earlier.text != said.strip():
                self.recorder.doubt(kinds.GIVEN_TWICE, place, cell=_named(earlier.place), first=earlier.text, text=said.strip())

    def _fixed(self, found: Aligned, column: int, pattern: Pattern) -> None:
        """Compares a fixed text."""
        text = self.filled.text(found.filled, column)
        if "".join(text.split()) == "".join(pattern.fixed[0].split()):
            self.recorder.label(text if not self.filled.covered(found.filled, column) else "")
        elif not (pattern.merge and not text.strip()):
            self._differs(found, column, pattern, text)

    def _differs(self, found: Aligned, column: int, pattern: Pattern, text: str) -> None:
        assert found.line is not None
        cell = self.template.surface.place(found.line, column)
        fixed = "…".join(pattern.fixed)
        here = self.filled.surface.place(found.filled, column)
        self.recorder.unexplained(text, kinds.LABEL_DIFFERS, here, cell=_named(cell), label=fixed.strip())

    def _beside(self, number: int) -> None:
        """A line of the file that the form has not."""
        for column, text in self.filled.surface.lines[number].texts.items():
            if text.strip():
                self._outside(number, column, text)

    def _outside(self, number: int, column: int, text: str) -> None:
        self.recorder.unexplained(text, kinds.TEXT_BESIDE_FORM, self.filled.surface.place(number, column))

    def _missing(self, line: int) -> None:
        """A line of the form that the file has not."""
        for column, pattern in self.template.cells[line].items():
            fixed = "".join(pattern.fixed)
            if fixed.strip():
                cell = self.template.surface.place(line, column)
                self.recorder.doubt(kinds.FORM_LINE_MISSING, None, cell=_named(cell), label=fixed.strip())
                return


def _named(place: Place) -> Words:
    """A place as part of a message."""
    return Words(place.within("zh"), place.within("en"))


def _settle(table: Record) -> None:
    """Gives the projects that a form prints with their unit's texts to that unit.

    It is one that has a block of its own, or the unit before where both say the same.
    """
    units = table.below.get("unit", [])
    settled = [unit for unit in units if unit.own]
    last: Record | None = None
    for unit in units:
        if unit.own:
            continue
        if last is None or not _agree(unit, last):
            last = next((own for own in settled if own.own and _agree(unit, own)), None)
            if last is None:
                settled.append(last := unit)
                continue
        for entity, records in unit.below.items():
            last.below.setdefault(entity, []).extend(records)
    if units:
        table.below["unit"] = settled


def _agree(unit: Record, other: Record) -> bool:
    """Whether all that is said of a unit is said of the other, and, where that has no block of its own, nothing else is."""
    texts = {field: said.text for field, said in unit.texts.items()}
    others = {field: said.text for field, said in other.texts.items() if not other.own or field in texts}
    return bool(texts or not other.own) and texts == others
