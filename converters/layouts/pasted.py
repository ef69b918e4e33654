"""Tables pasted with one cell a line: the labels of the header, then the cells of each row in the same order.

Such a text says nothing of rows. They are believed only where every row is full, an amount stands wherever one
must, and nowhere else; anything less is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import structs

from .. import catalogue as kinds
from ..amounts import no_amount, parse_amount
from ..errors import UnreadableError
from ..findings import Finding
from ..grid import Cell, Grid, Row
from ..labels import field_of
from ..model import SOURCES
from .lines import is_note

__all__ = ["gather"]

_MONEY: Final = frozenset({"total", *SOURCES})
_GOALS: Final = frozenset({"goal", "period_goal", "indicators"})
_TEXTS: Final = frozenset({"name", *_GOALS})


def gather(grid: Grid) -> tuple[Grid, Finding] | None:
    """The grid with its cells in rows, and what is to be said of it; None where it holds no header with one label a line.

    Raises `UnreadableError` where it holds one, and the rows below cannot be proven.
    """
    if any(len(row.cells) != 1 for row in grid.rows):
        return None
    lines = [row.cells[0] for row in grid.rows]
    found = _header(lines)
    if found is None:
        return None
    first, stop, labels = found
    last = next((at for at in range(stop, len(lines)) if is_note(lines[at].text)), len(lines))
    rows = _rows(lines[stop:last], [field_of(label.text) for label in labels], blanks=stop - first == len(labels))
    if rows is None:
        raise UnreadableError(kinds.CELLS_UNPROVEN, labels[0].place, count=len(labels))
    body = [Row(tuple(structs.replace(cell, column=column) for column, cell in enumerate(row))) for row in [labels, *rows]]
    gathered = Grid((*grid.rows[:first], *body, *grid.rows[last:]), name=grid.name)
    return gathered, kinds.CELLS_GATHERED.at(labels[0].place, columns=len(labels), rows=len(rows))


def _header(lines: Sequence[Cell]) -> tuple[int, int, list[Cell]] | None:
    """Where the run of labels begins and ends, blank lines between them passed over, and the labels."""
    for first, line in enumerate(lines):
        if field_of(line.text) != "name":
            continue
        labels: dict[str, Cell] = {}
        stop = first
        for at in range(first, len(lines)):
            name = field_of(lines[at].text)
            if lines[at].text.strip() and (name is None or name in labels):  # 合计 is a label, and the first cell of many tables
                break
            if name is not None:
                labels[name] = lines[at]
                stop = at + 1
        if labels.keys() & _MONEY and labels.keys() & _GOALS:
            return first, stop, [*labels.values()]
    return None


def _rows(lines: list[Cell], fields: Sequence[str | None], blanks: bool) -> list[list[Cell]] | None:
    """The rows that can be proven: blank lines are blank cells, or no cells at all; None where both ways hold and differ, or neither."""
    ways = [[line for line in lines if line.text.strip()]]
    if blanks and len(ways[0]) < len(lines):
        ways.append(lines)
    proven = [rows for rows in (_cut(way, len(fields)) for way in ways) if rows and all(_holds(row, fields) for row in rows)]
    return proven[0] if proven and proven[0] == proven[-1] else None


def _cut(cells: Sequence[Cell], length: int) -> list[list[Cell]] | None:
    """The cells in rows; blank ones beyond the last full row are dropped. None where the last row is not full."""
    full = len(cells) - len(cells) % length
    if any(cell.text.strip() for cell in cells[full:]):
        return None
    return [list(cells[at : at + length]) for at in range(0, full, length)]


def _holds(row: Sequence[Cell], fields: Sequence[str | None]) -> bool:
    """Whether amounts stand where they must, and texts where they must."""
    for cell, field in zip(row, fields, strict=True):
        text = cell.text.strip()
        if field in _MONEY and text and parse_amount(text) is None and not no_amount(text):
            return False
        if field in _TEXTS and parse_amount(text) is not None:
            return False
    return bool(row[0].text.strip()) and any(
        cell.text.strip() for cell, field in zip(row, fields, strict=True) if field in _MONEY
    )
