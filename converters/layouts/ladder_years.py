"""Money by years at the head of a form, where years head the columns or begin the rows.

| 资金来源     | 2024年 | 2025年 |        年度   | 资金总额 | 财政拨款
| 资金总额     | 10     | 20     |        2024年 | 10       | 8
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from .. import catalogue as kinds
from ..amounts import parse_amount
from ..grid import Cell, Row
from ..labels import key_of, speaks_of_money
from ..reading import Recorder
from .ladder_labels import MONEY, head_in, is_of_which, is_year, label_in
from .money import is_amount

__all__ = ["YearTables", "amounts_behind", "ends_below", "heads_years"]

_OVER: Final = ("年度", "年份")
_FEWEST: Final = 2
"""Years side by side, behind a label, that are heads, and no text of it; without a label one more, for two may be a label and its text."""


class YearTables:
    """Takes the rows of such tables from the top of a form; the places of doubts go under its `pointer`."""

    def __init__(self, recorder: Recorder, pointer: str) -> None:
        self.recorder = recorder
        self.pointer = pointer
        self._years: _Years | None = None

    def take(self, cells: Sequence[Cell], below: Sequence[Cell], block: str | None) -> Sequence[tuple[str, Cell]] | None:
        """The amounts of a row, each with a label that names its year, none of heads; None where the row is of no such table.

        `below` is the next row; `block` is the label that this one stands beside, None where there is none. No amount is one of the
        form's own fields, so each is told.
        """
        if self._years is None or not self._years.holds(cells, inside=block is not None):
            self._years = _years_at(cells, below, block)
            for cell in cells if self._years is not None else ():
                self.recorder.heading(cell)
            return None if self._years is None else ()
        names, amounts = self._years.parted(cells)
        for name in names:
            self.recorder.heading(name)
        labelled = [(self._years.label_of(names, amount), amount) for amount in amounts]
        for label, amount in labelled:
            if parse_amount(amount.text) is not None:
                self.recorder.doubt(kinds.AMOUNT_UNPLACED, amount.place, self.pointer, label=label, text=amount.text.strip())
        return labelled


class _Years(Struct, frozen=True):
    """The heads of such a table from left to right, and the label that amounts without a name stand under."""

    heads: tuple[Cell, ...]
    label: str

    def holds(self, cells: Sequence[Cell], *, inside: bool) -> bool:
        """Whether a row is one of the table: a name or none, and amounts each under one head; not `inside` its block by a name of money."""
        names, amounts = self.parted(cells)
        below = all(is_amount(cell.text) and self._head(cell) is not None for cell in amounts)
        if not below or any(is_amount(cell.text) for cell in names):
            return False
        of_money = all(map(_is_of_money, names))
        return not cells or (inside or of_money if amounts else of_money)

    def label_of(self, names: Sequence[Cell], amount: Cell) -> str:
        """The label of an amount in a row that `holds` is true of, behind those names."""
        name, head = " ".join(cell.text.strip() for cell in names) or self.label, self._head(amount)
        return f"{name} {'' if head is None else head.text.strip()}".strip()

    def parted(self, cells: Sequence[Cell]) -> tuple[list[Cell], list[Cell]]:
        """The names of a row, and what stands right of them."""
        start = self.heads[0].column
        return [cell for cell in cells if cell.column < start], [cell for cell in cells if cell.column >= start]

    def _head(self, cell: Cell) -> Cell | None:
        end = cell.column + cell.colspan
        return next((head for head in self.heads if head.column <= cell.column and end <= head.column + head.colspan), None)


def _years_at(cells: Sequence[Cell], below: Sequence[Cell], block: str | None) -> _Years | None:
    """The table whose heads stand in a row, where the row below is the first of it; None where that is none."""
    first = _first(cells, below)
    if first is None or not below or not all(is_year(cell.text) or _is_money(cell) for cell in cells[first:]):
        return None
    years = _Years(tuple(cells[first:]), " ".join(cell.text.strip() for cell in cells[:first]) or block or "")
    unnamed = not years.parted(below)[0]
    if unnamed and label_in(cells[first]) in MONEY:
        return None  # sources of money side by side with years, and their amounts
    return years if years.holds(below, inside=block is not None or unnamed) else None


def heads_years(cells: Sequence[Cell]) -> bool:
    """Whether a row holds years side by side that head others."""
    return bool(cells) and sum(is_year(cell.text) for cell in cells) >= _FEWEST + is_year(cells[0].text)


def amounts_behind(row: Row) -> int:
    """How many cells at the end of a row are amounts or blank, up to the first amount among them; 0 where there is none."""
    count = 0
    for behind, cell in enumerate(reversed(row.cells), 1):
        if cell.text.strip() and not is_amount(cell.text):
            break
        count = behind if cell.text.strip() else count
    return count


def ends_below(row: Row, heads: Row) -> bool:
    """Whether a pasted row with fewer cells than the heads surely lacks those at its left: it has an amount for each year and their sum, or its year or 合计 stands under 年度."""
    lacking = len(heads.cells) - len(row.cells)
    if heads_years(heads.cells):
        first = _first_year(heads.cells)
        summed = first > 0 and label_in(heads.cells[first - 1]) in MONEY
        return amounts_behind(row) >= len(heads.cells) - first + summed
    return (is_year(row.cells[0].text) or label_in(row.cells[0]) == "total") and key_of(heads.cells[lacking].text) in _OVER


def _first(cells: Sequence[Cell], below: Sequence[Cell]) -> int | None:
    """The index of the first head: a year or the sum left of it, or what stands right of the column in which years begin the rows."""
    if heads_years(cells):
        first = _first_year(cells)
        summed = first > 0 and label_in(cells[first - 1]) in MONEY
        return (
            first - 1
            if summed and any(cell.column == cells[first - 1].column and is_amount(cell.text) for cell in below)
            else first
        )
    if not below or not is_year(below[0].text) or any(is_year(cell.text) for cell in cells):
        return None
    left = [cell for cell in cells if cell.column <= below[0].column]
    if len(left) == len(cells) or any(label_in(cell) not in (None, "plain", "group") for cell in left):
        return None
    return len(left)


def _first_year(cells: Sequence[Cell]) -> int:
    return next(at for at, cell in enumerate(cells) if is_year(cell.text))


def _is_money(cell: Cell) -> bool:
    return label_in(cell) in MONEY or head_in(cell) is not None


def _is_of_money(cell: Cell) -> bool:
    """Whether a cell names money, or the year of some."""
    return _is_money(cell) or is_year(cell.text) or is_of_which(cell) or speaks_of_money(cell.text)
