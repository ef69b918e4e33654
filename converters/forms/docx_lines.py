"""Repeats and fills the lines of a Word document in place: first the form's own, then copies after them."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any, Final

from .docx_surface import WordLine, cells_of
from .docx_text import empty, replace
from .parts import local, namespace
from .plan import Plan, Planned, changes_of
from .template import Block

__all__ = ["Lines"]

_UNIQUE: Final = ("paraId", "textId")
_ONCE: Final = frozenset({"bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference"})


class Lines:
    """The lines of a part that is being filled by a plan."""

    def __init__(self, lines: Sequence[WordLine], plan: Plan) -> None:
        self.lines = lines
        self.plan = plan
        self._pristine = [copy.deepcopy(line.element) for line in lines]
        tables = {id(line.table): line.table for line in lines if line.table is not None}  # many lines stand in one
        self._tables = {key: copy.deepcopy(table) for key, table in tables.items()}
        self._used: set[int] = set()
        self._last: Any = None
        self._table: Any = None
        self._key: tuple[Any, ...] = ()

    def fill(self) -> None:
        """Fills all lines."""
        placed = [self._place(planned) for planned in self.plan.lines]
        for number in self.plan.template.silent:
            _remove(self.lines[number])
        for element, planned in zip(placed, self.plan.lines, strict=True):
            self._fill(element, planned)
        self._merge(placed)
        self._break_pages(placed)

    def _place(self, planned: Planned) -> Any:
        """The element of a planned line: the form's own at its first use, then a copy after the line before."""
        line = self.lines[planned.line]
        first = planned.line not in self._used
        self._used.add(planned.line)
        key = self._table_key(planned) if line.table is not None else ()
        if first:
            element, table = line.element, line.table
        elif line.table is None:
            element, table = _twin(self._pristine[planned.line]), None
            (self._table if self._table is not None else self._last).addnext(element)
        else:
            element, table = self._copy_row(planned, line, key)
        self._last, self._table, self._key = element, table, key
        return element

    def _copy_row(self, planned: Planned, line: WordLine, key: tuple[Any, ...]) -> tuple[Any, Any]:
        """A copy of a row, after the one before where that stands in the same copy of the table, else in a new copy."""
        element = _twin(self._pristine[planned.line])
        if self._table is not None and key == self._key:
            self._last.addnext(element)
            return element, self._table
        table = _twin(self._tables[id(line.table)])
        for row in [child for child in table if local(child) not in ("tblPr", "tblGrid", "bookmarkStart", "bookmarkEnd")]:
            table.remove(row)
        table.append(element)
        (self._table if self._table is not None else self._last).addnext(table)
        return element, table

    def _table_key(self, planned: Planned) -> tuple[Any, ...]:
        """Which copy of its table a line belongs to: the repetitions of the blocks that go round the whole table."""
        surface = self.plan.template.surface
        first, last = next(ends for ends in surface.tables if ends[0] <= planned.line <= ends[1])
        depth = sum(_around(block, first, last) for block in self.plan.template.chains[planned.line])
        return (first, *planned.path[:depth])

    def _fill(self, element: Any, planned: Planned) -> None:
        """Fills the cells of a line."""
        patterns = self.plan.template.cells[planned.line]
        for column, cell in cells_of(element).items():
            pattern = patterns.get(column)
            if pattern is not None and (pattern.marks or pattern.silent) and cell.vertical != "continue":
                replace(cell, changes_of(pattern, planned.items))
        if local(element) == "tr":
            _let_grow(element)

    def _merge(self, placed: Sequence[Any]) -> None:
        """Makes the vertical merges of the plan: the first cell begins, the others go on and show nothing."""
        for area in self.plan.areas():
            for number in range(area.top, area.bottom + 1) if area.bottom > area.top else ():
                cell = cells_of(placed[number]).get(area.left)
                if cell is not None and cell.element is not None:
                    _set_vertical(cell.element, "restart" if number == area.top else "continue")
                    if number > area.top:
                        empty(cell)

    def _break_pages(self, placed: Sequence[Any]) -> None:
        """Begins a page for each project after the first where the whole document is repeated."""
        chains = self.plan.template.chains
        for number in range(1, len(placed)):
            line, path = self.plan.lines[number].line, self.plan.lines[number].path
            before = self.plan.lines[number - 1].path
            if chains[line] and chains[line][0].marker is None and path[0] != before[0]:
                _begin_page(placed[number])


def _around(block: Block, first: int, last: int) -> bool:
    """Whether a block goes round a table, and is not rows of it."""
    return block.first <= first and last <= block.last and (block.marker is None or (block.first, block.last) != (first, last))


def _twin(element: Any) -> Any:
    """A copy without what a document may have but once: ids of paragraphs, bookmarks, ends of comments."""
    twin = copy.deepcopy(element)
    twin.tail = None
    for child in list(twin.iter()):
        for key in [key for key in child.attrib if key.rpartition("}")[2] in _UNIQUE]:
            del child.attrib[key]
        name = local(child)
        if name in _ONCE or (name == "id" and local(child.getparent()) == "sdtPr"):
            child.getparent().remove(child)
    return twin


def _remove(line: WordLine) -> None:
    """Takes out a line that held block markers alone; a paragraph that ends a section stays, blank."""
    element = line.element
    if any(local(child) == "sectPr" for child in element.iter()):
        for cell in line.cells.values():
            empty(cell)
        return
    parent = element.getparent()
    parent.remove(element)
    if local(parent) == "tbl" and not any(local(child) == "tr" for child in parent.iter()):
        parent.getparent().remove(parent)


def _let_grow(row: Any) -> None:
    """Makes an exact height the least one: text that was filled in must not be cut."""
    for height in row.iter(f"{namespace(row)}trHeight"):
        for key in [key for key in height.attrib if key.endswith("}hRule") and height.attrib[key] == "exact"]:
            height.set(key, "atLeast")


_BEFORE_VERTICAL: Final = frozenset({"cnfStyle", "tcW", "gridSpan", "hMerge"})


def _set_vertical(cell: Any, value: str) -> None:
    """Sets the vertical merge of a cell, where the schema wants it."""
    space = namespace(cell)
    properties = next((child for child in cell if local(child) == "tcPr"), None)
    if properties is None:
        properties = cell.makeelement(f"{space}tcPr")
        cell.insert(0, properties)
    for child in [child for child in properties if local(child) == "vMerge"]:
        properties.remove(child)
    position = sum(local(child) in _BEFORE_VERTICAL for child in properties)
    properties.insert(position, properties.makeelement(f"{space}vMerge", {f"{space}val": value}))


def _begin_page(element: Any) -> None:
    """Begins a page at a paragraph, or before a table."""
    space = namespace(element)
    if local(element) == "tr":
        table = element.getparent()
        while local(table) != "tbl":
            table = table.getparent()
        paragraph = table.makeelement(f"{space}p")
        table.addprevious(paragraph)
    else:
        paragraph = element
    properties = next((child for child in paragraph if local(child) == "pPr"), None)
    if properties is None:
        properties = paragraph.makeelement(f"{space}pPr")
        paragraph.insert(0, properties)
    if not any(local(child) == "pageBreakBefore" for child in properties):
        position = sum(local(child) in ("pStyle", "keepNext", "keepLines") for child in properties)
        properties.insert(position, properties.makeelement(f"{space}pageBreakBefore"))
