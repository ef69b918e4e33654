"""Fills one sheet of a workbook: its rows anew, and everything in its part that speaks of rows.

Only what must change changes: rows, merged ranges, and the references of validations, formats,
breaks, filters, links and formulas. Where no row moves, only the cells with markers are touched.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..places import SheetPlace, column_letters
from .parts import count_of, local, namespace
from .plan import Planned
from .template import Area
from .xlsx_cells import CellWriter
from .xlsx_heights import Heights
from .xlsx_references import Moves, move_formula, move_range, position_of, shift_formula

__all__ = ["cells_of", "fill_sheet", "move_cells"]

_FORMULAS: Final = frozenset({"f", "formula", "formula1", "formula2"})
_POINTERS: Final = ("topLeftCell", "activeCell")


def fill_sheet(root: Any, name: str, moves: Mapping[str, Moves], writer: CellWriter) -> None:
    """Fills the sheet `name` of the form, whose root is `root`."""
    own = moves[name]
    number_cells(root)
    if not own.still:
        unshare_formulas(root)
    data = next(element for element in root if local(element) == "sheetData")
    heights = Heights(root, writer)
    areas = own.plan.areas()
    covered = {
        (line, column)
        for area in areas
        for line in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
        if (line, column) != (area.top, area.left)
    }
    rows = _Rows(name, moves, writer, heights, covered)
    _replace(data, list(rows.printed(data)))
    if not own.still:
        _merge(root, areas, own, data)
        _move_attributes(root, own)
        move_formulas(root, name, moves)
    heights.fit(data, areas)


def number_cells(root: Any) -> None:
    """States the numbers of rows and cells where the file leaves them out."""
    last = 0
    for row in (element for element in root.iter() if local(element) == "row"):
        last = count_of(row.get("r"), last + 1)
        row.set("r", str(last))
        column = 0
        for cell in row:
            column = position_of(cell.get("r"))[1] if cell.get("r") else column + 1
            cell.set("r", f"{column_letters(column)}{last}")


def unshare_formulas(root: Any) -> None:
    """Writes every shared formula out in its own cell: rows that are repeated or torn apart cannot share."""
    masters: dict[str, tuple[str, int, int]] = {}
    for formula in [element for element in root.iter() if local(element) == "f" and element.get("t") == "shared"]:
        row, column = position_of(formula.getparent().get("r"))
        if formula.text:
            masters[formula.get("si")] = formula.text, row, column
        text, first, left = masters.get(formula.get("si"), ("", row, column))
        formula.text = shift_formula(text, row - first, column - left)
        for attribute in ("t", "si", "ref"):
            formula.attrib.pop(attribute, None)


class _Rows:
    """Makes the rows of the filled sheet."""

    def __init__(
        self, name: str, moves: Mapping[str, Moves], writer: CellWriter, heights: Heights, covered: set[tuple[int, int]]
    ) -> None:
        self.name = name
        self.moves = moves
        self.plan = moves[name].plan
        self.writer = writer
        self.heights = heights
        self.covered = covered

    def printed(self, data: Any) -> Iterator[Any]:
        """All rows, in order; those below the form's lines move as they are."""
        rows = {count_of(row.get("r")): row for row in data if local(row) == "row"}
        for number, planned in enumerate(self.plan.lines):
            row = rows.get(planned.line + 1)
            if row is not None:
                yield self._filled(copy.deepcopy(row), number, planned)
        shift = len(self.plan.lines) - len(self.plan.template.surface.lines)
        for number, row in sorted(rows.items()):
            if number > len(self.plan.template.surface.lines) and number + shift <= 1_048_576:
                yield _renumbered(row, number + shift)

    def _filled(self, row: Any, number: int, planned: Planned) -> Any:
        """The row of a line, with its cells filled."""
        patterns = self.plan.template.cells[planned.line]
        for cell in row:
            column = position_of(cell.get("r"))[1]
            pattern = patterns.get(column)
            for formula in (child for child in cell if local(child) == "f"):
                _move_cell(cell, formula, self.name, self.moves, planned)
            if pattern is None or not (pattern.marks or pattern.silent or pattern.merge):
                continue
            if (number, column) in self.covered:
                self.writer.clear(cell)
                continue
            text = self.writer.write(cell, pattern, planned.items, SheetPlace(self.writer.title, number + 1, column))
            self.heights.note(number, column, cell, text)
        return _renumbered(row, number + 1)


def _renumbered(row: Any, number: int) -> Any:
    row.set("r", str(number))
    for cell in row:
        cell.set("r", f"{cell.get('r').rstrip('0123456789')}{number}")
    return row


def _move_cell(cell: Any, formula: Any, name: str, moves: Mapping[str, Moves], planned: Planned | None = None) -> None:
    """Moves a cell's formula; its cached value is of the blank form and goes."""
    formula.text = move_formula(formula.text or "", name, moves, planned)
    if formula.get("ref") and name in moves:
        formula.set("ref", move_range(formula.get("ref"), moves[name].runs).partition(" ")[0])
    for child in list(cell):
        if local(child) == "v":
            cell.remove(child)
    cell.attrib.pop("t", None)


def _replace(data: Any, rows: list[Any]) -> None:
    tail = data.tail
    for child in list(data):
        data.remove(child)
    data.extend(rows)
    data.tail = tail


def _merge(root: Any, areas: list[Area], moves: Moves, data: Any) -> None:
    """The merged ranges anew; those below the form's lines move with their rows."""
    lines = len(moves.plan.template.surface.lines)
    old = next((element for element in root if local(element) == "mergeCells"), None)
    below = []
    for element in old if old is not None else ():
        if position_of(element.get("ref", "A1").partition(":")[0])[0] > lines:
            below.append(move_range(element.get("ref"), moves.runs))
    texts = [_text(area) for area in areas] + below
    if old is None and texts:
        old = root.makeelement(f"{namespace(root)}mergeCells")
        _after_data(root, data, old)
    if old is None:
        return
    for element in list(old):
        old.remove(element)
    for text in texts:
        old.append(old.makeelement(f"{namespace(root)}mergeCell", {"ref": text}))
    old.set("count", str(len(texts)))
    if not texts:
        root.remove(old)


_BEFORE_MERGES: Final = frozenset(
    {
        "sheetCalcPr",
        "sheetProtection",
        "protectedRanges",
        "scenarios",
        "autoFilter",
        "sortState",
        "dataConsolidate",
        "customSheetViews",
    }
)


def _after_data(root: Any, data: Any, element: Any) -> None:
    """Puts the element where the schema wants merged ranges."""
    anchor = data
    while anchor.getnext() is not None and local(anchor.getnext()) in _BEFORE_MERGES:
        anchor = anchor.getnext()
    anchor.addnext(element)


def _text(area: Area) -> str:
    return f"{column_letters(area.left)}{area.top + 1}:{column_letters(area.right)}{area.bottom + 1}"


def _move_attributes(root: Any, moves: Moves) -> None:
    """Moves the ranges that elements beside the cells name, and page breaks."""

    def whole(first: int, last: int) -> Iterator[tuple[int, int]]:
        yield moves.span(first, last)

    for element in root.iter():
        name = local(element)
        if name in ("", "row", "c", "f", "mergeCell", "v", "t", "is"):
            continue
        for attribute in ("sqref", "ref", *_POINTERS):
            if element.get(attribute):
                element.set(attribute, move_range(element.get(attribute), moves.runs if attribute == "sqref" else whole))
        if name == "sqref" and element.text:
            element.text = move_range(element.text, moves.runs)
        if name == "brk" and local(element.getparent()) == "rowBreaks":
            element.set("id", str(moves.span(1, count_of(element.get("id"), 1))[1]))


def move_formulas(root: Any, name: str, moves: Mapping[str, Moves]) -> None:
    """Moves the references in the formulas of validations and conditional formats."""
    for element in root.iter():
        if local(element) in _FORMULAS and local(element.getparent()) != "c" and element.text:
            element.text = move_formula(element.text, name, moves)


def move_cells(root: Any, name: str, moves: Mapping[str, Moves]) -> None:
    """Moves the formulas of a sheet that has no markers."""
    for formula in [element for element in root.iter() if local(element) == "f" and local(element.getparent()) == "c"]:
        _move_cell(formula.getparent(), formula, name, moves)
    move_formulas(root, name, moves)


def cells_of(root: Any) -> dict[tuple[int, int], Any]:
    """The cells of a sheet by row and column."""
    number_cells(root)
    number_cells(root)
    return {position_of(cell.get("r")): cell for cell in root.iter(f"{namespace(root)}c") if cell.get("r")}
