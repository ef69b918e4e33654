"""Sums as formulas, where the user asks for them: subtotals of units and 合计, each with the declared figure as its cached value.

A declared figure is never changed: where it is not the sum of what it should add up, the cell stays a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from msgspec import Struct

from ..grid import Cell, Grid, Row
from .xlsx_numbers import column_name, number_of
from .xlsx_rows import Rows

__all__ = ["Sum", "find_sums"]

_ARGUMENTS = 255  # what SUM takes at most


class Sum(Struct, frozen=True):
    """A cell that adds up others: its place in the grid, its formula, what the others add up to, and what is declared."""

    row: int
    column: int
    formula: str
    total: Decimal
    declared: Decimal

    @property
    def agrees(self) -> bool:
        """Whether the declared figure is the sum."""
        return self.total == self.declared


def find_sums(grid: Grid, rows: Rows) -> Iterator[Sum]:
    """The sums of a grid whose rows stand in a sheet as `rows` says; none where an addend is no number in the sheet."""
    for number, row in enumerate(grid.rows):
        if row.role not in ("total", "unit"):
            continue
        added = _added(grid.rows, number)
        for cell in row.cells:
            if cell.role == "amount" and cell.number is not None and number_of(cell)[0]:
                found = _sum(grid.rows, added, cell, rows)
                if found is not None:
                    yield Sum(number, cell.column, *found, cell.number)


def _added(rows: Sequence[Row], number: int) -> list[int]:
    """The rows that the row at `number` adds up: a unit's projects; for the total all units, or all projects where some have none."""
    below = []
    for index in range(number + 1, len(rows)):
        role = rows[index].role
        if role not in ("unit", "body") or (role == "unit" and rows[number].role == "unit"):
            break
        below.append(index)
    units = [index for index in below if rows[index].role == "unit"]
    if units and units[0] == below[0]:
        return units
    return [index for index in below if rows[index].role == "body"]


def _sum(rows: Sequence[Row], added: Sequence[int], total: Cell, places: Rows) -> tuple[str, Decimal] | None:
    """The formula that adds up a column over rows, and the sum."""
    cells = [cell for index in added for cell in rows[index].cells if cell.column == total.column and cell.text]
    if not cells or not all(cell.number is not None and number_of(cell)[0] for cell in cells):
        return None
    letters = column_name(total.column)
    ranges = []
    for _, run in groupby(enumerate(added), lambda item: item[1] - item[0]):
        indexes = [index for _, index in run]
        first, last = places.first[indexes[0]] + 1, places.first[indexes[-1] + 1]
        ranges.append(f"{letters}{first}:{letters}{last}" if last > first else f"{letters}{first}")
    if len(ranges) > _ARGUMENTS:
        return None
    return f"SUM({','.join(ranges)})", sum((cell.number for cell in cells if cell.number is not None), Decimal())
