"""The lines that a filled form has: each a line of the form, with the items it prints and its merged cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct

from ..model import GoalTable
from .paths import Entity
from .printing import Items, Printed, print_field
from .template import Area, Block, Pattern, Template

__all__ = ["Plan", "Planned", "blank_items", "changes_of", "plan", "projects_of", "text_of"]


class Planned(Struct, frozen=True):
    """A line to print: the form's line, which repetition of each block around it this is, and the items at hand."""

    line: int
    path: tuple[int, ...]
    items: Items


class Plan(Struct, frozen=True, dict=True):
    """All lines to print, in order."""

    template: Template
    lines: tuple[Planned, ...]

    @cached_property
    def places(self) -> dict[int, list[int]]:
        """For each line of the form the numbers of the lines printed from it."""
        found: dict[int, list[int]] = {}
        for number, planned in enumerate(self.lines):
            found.setdefault(planned.line, []).append(number)
        return found

    def near(self, line: int, path: tuple[int, ...], depth: int) -> list[int]:
        """The lines printed from a line of the form in the same repetitions of the first `depth` blocks as `path`."""
        return [number for number in self.places.get(line, ()) if self.lines[number].path[:depth] == path[:depth]]

    def shared(self, first: int, last: int) -> int:
        """How many blocks go round all lines of the form from `first` to `last`."""
        chains = self.template.chains
        return sum(block.first <= first and last <= block.last for block in chains[first])

    def areas(self) -> list[Area]:
        """The merged ranges: the form's own, grown or repeated with their lines, and those of equal neighbours."""
        return [*self._grown(), *self._runs]

    def _grown(self) -> Iterator[Area]:
        for area in self.template.surface.merges:
            depth = self.shared(area.top, area.bottom)
            groups: dict[tuple[int, ...], list[int]] = {}
            for line in range(area.top, area.bottom + 1):
                for number in self.places.get(line, ()):
                    groups.setdefault(self.lines[number].path[:depth], []).append(number)
            for numbers in groups.values():
                top, bottom = min(numbers), max(numbers)
                if area.top == area.bottom:  # a range of one line is repeated, not grown
                    yield from (
                        Area(number, area.left, number, area.right)
                        for number in numbers
                        if (number, area.left) not in self._run_cells
                    )
                elif bottom > top or area.right > area.left:
                    yield Area(top, area.left, bottom, area.right)

    @cached_property
    def _run_cells(self) -> frozenset[tuple[int, int]]:
        return frozenset((number, area.left) for area in self._runs for number in range(area.top, area.bottom + 1))

    @cached_property
    def _runs(self) -> list[Area]:
        """Cells that repeat what stands above: of an outer block's item, or marked to be merged where equal."""
        tall = {(area.top, area.left) for area in self.template.surface.merges if area.bottom > area.top}
        widths = {(area.top, area.left): area.right for area in self.template.surface.merges}
        runs: list[Area] = []
        for line, numbers in self.places.items():
            chain = len(self.template.chains[line])
            keys: dict[int, list[Any]] = {}
            for column, pattern in sorted(self.template.cells[line].items()):
                if (line, column) not in tall and (pattern.merge or (pattern.marks and pattern.depth < chain)):
                    keys[column] = [
                        self._key(self.lines[number], column, pattern, keys, index) for index, number in enumerate(numbers)
                    ]
                    right = widths.get((line, column), column)
                    runs += (Area(top, column, bottom, right) for top, bottom in _equal(numbers, keys[column]) if bottom > top)
        return runs

    def _key(self, planned: Planned, column: int, pattern: Pattern, left: dict[int, list[Any]], index: int) -> Any:
        """What two neighbours have in common that are one cell: the item, or the text and all merged cells left of it."""
        if pattern.depth < len(planned.path):
            return planned.path[: pattern.depth]
        chain = self.template.chains[planned.line]
        if chain and planned.items[chain[-1].entity] is None:  # rows to be filled in by hand
            return planned.path
        return planned.path[:-1], text_of(pattern, planned.items).text, *(keys[index] for keys in left.values())


def _equal(numbers: Sequence[int], keys: Sequence[Any]) -> Iterator[tuple[int, int]]:
    """The runs of following lines with equal keys."""
    start = 0
    for index in range(1, len(numbers) + 1):
        if index == len(numbers) or keys[index] != keys[start] or numbers[index] != numbers[index - 1] + 1:
            yield numbers[start], numbers[index - 1]
            start = index


def text_of(pattern: Pattern, items: Items) -> Printed:
    """The text of a cell for the items at hand, with the number where the cell is that alone."""
    printed = [print_field(mark.field, items) for mark in pattern.marks]
    if pattern.bare:
        return printed[0]
    texts = [pattern.fixed[0]]
    for field, fixed in zip(printed, pattern.fixed[1:], strict=True):
        texts += (field.text, fixed)
    return Printed("".join(texts))


def changes_of(pattern: Pattern, items: Items) -> list[tuple[int, int, str]]:
    """What is put where in a cell's own text, in order: the fields' texts, and nothing in place of the other markers."""
    fields = [(mark.start, mark.stop, print_field(mark.field, items).text) for mark in pattern.marks]
    return sorted([*fields, *((start, stop, "") for start, stop in pattern.silent)])


def plan(template: Template, items: Items, rows: int = 1) -> Plan:
    """The lines for the items of the root. A block without items keeps its lines, `rows` times, blank."""
    return Plan(template, tuple(_expand(template, template.root, items, (), rows)))


def _expand(template: Template, block: Block, items: Items, path: tuple[int, ...], rows: int) -> Iterator[Planned]:
    starts = {child.first: child for child in block.children}
    line = block.first
    while line <= block.last:
        child = starts.get(line)
        if child is None:
            if line not in template.silent:
                yield Planned(line, path, items)
            line += 1
            continue
        inner = _items(child.entity, items) or [{**items, **blank_items(child.entity)}] * (
            rows if child.marker is not None else 1
        )
        for number, found in enumerate(inner):
            yield from _expand(template, child, found, (*path, number), rows)
        line = child.last + 1


def blank_items(entity: Entity) -> dict[Entity, Any]:
    """The items of a row that stands for none."""
    return {entity: None} | ({"unit": None} if entity == "project" else {})


def _items(entity: Entity, items: Items) -> list[dict[Entity, Any]]:
    """The items of a block, each with those around it."""
    table, unit, project = items.get("table"), items.get("unit"), items.get("project")
    around = dict(items)
    if entity == "unit":
        return [around | {"unit": one} for one in table.units] if table is not None else []
    if entity == "note":
        return [around | {"note": one} for one in table.notes] if table is not None else []
    if entity == "indicator":
        return [around | {"indicator": one} for one in project.indicators] if project is not None else []
    if "unit" in items:
        return [around | {"project": one} for one in unit.projects] if unit is not None else []
    return [around | found for found in projects_of(table)] if table is not None else []


def projects_of(table: GoalTable) -> list[dict[Entity, Any]]:
    """All projects of a table, each with its unit."""
    return [{"unit": unit, "project": project} for unit in table.units for project in unit.projects]
