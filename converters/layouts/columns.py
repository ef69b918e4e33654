"""The columns of a table: which field each one holds, by its label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from .. import catalogue as kinds
from ..grid import Cell, Grid, Row
from ..labels import field_of, key_of, unboxed
from ..reading import Recorder

__all__ = ["Columns", "find_header", "read_columns"]

_GOALS: Final = frozenset({"goal", "period_goal", "indicators"})


class Columns(Struct, frozen=True):
    """The columns of a table: grid column → field, or → label where the model has no field for it."""

    fields: dict[int, str]
    others: dict[int, str]
    labels: dict[int, str]
    header: tuple[str, ...]
    depth: int

    def label(self, name: str) -> str:
        """The label that the table prints for the field `name`."""
        return next(label for column, label in self.labels.items() if self.fields.get(column) == name)

    def repeats(self, row: Row) -> bool:
        """Whether `row` prints the header again."""
        keys = tuple(key_of(cell.text) for cell in row.cells if cell.text.strip())
        return len(keys) > 1 and keys == self.header

    def split(self, row: Row) -> tuple[dict[str, Cell], dict[str, Cell], list[Cell]]:
        """The cells of a row by field, by other label, and those beyond the columns; blank ones are left out."""
        known: dict[str, Cell] = {}
        others: dict[str, Cell] = {}
        beyond: list[Cell] = []
        for cell in row.cells:
            if not cell.text.strip():
                continue
            if cell.column in self.fields:
                known[self.fields[cell.column]] = cell
            elif cell.column in self.others:
                others[self.others[cell.column]] = cell
            else:
                beyond.append(cell)
        return known, others, beyond


def find_header(grid: Grid, start: int = 0) -> int | None:
    """The index of the first row, from `start` on, that names projects and their goals or indicators."""
    for index in range(start, len(grid.rows)):
        names = {field_of(cell.text) for cell in grid.rows[index].cells}
        if "name" in names and names & _GOALS:
            return index
    return None


def read_columns(rows: Sequence[Row], recorder: Recorder) -> Columns:
    """The columns that a header names; `rows` begins with it. A label that comes twice keeps its first column."""
    depth = _depth(rows)
    fields: dict[int, str] = {}
    others: dict[int, str] = {}
    labels: dict[int, str] = {}
    for column, label, cell in _labels(rows[:depth]):
        name = field_of(label)
        labels[column] = label
        if name is not None and name not in fields.values():
            fields[column] = name
            continue
        others[column] = _unused(unboxed(label) or label, others)
        recorder.doubt(kinds.UNKNOWN_COLUMN if name is None else kinds.REPEATED_COLUMN, cell.place, label=label)
    for row in rows[:depth]:
        recorder.label("".join(cell.text for cell in row.cells))
    header = tuple(key_of(cell.text) for cell in rows[0].cells if cell.text.strip())
    return Columns(fields, others, labels, header, depth)


def _unused(label: str, others: dict[int, str]) -> str:
    """The label, with a number where another column without a field has the same."""
    name, count = label, 1
    while name in others.values():
        count += 1
        name = f"{label}({count})"
    return name


def _depth(rows: Sequence[Row]) -> int:
    """How many rows the header takes: more than one where its cells say so, or where the next row holds only labels."""
    depth = max((cell.rowspan for cell in rows[0].cells), default=1)
    if depth > 1 or len(rows) < 2:
        return min(depth, len(rows))
    below = [cell for cell in rows[1].cells if cell.text.strip()]
    grouped = any(cell.colspan > 1 for cell in rows[0].cells) or any(not cell.text.strip() for cell in rows[0].cells)
    return 2 if grouped and below and all(field_of(cell.text) for cell in below) else 1


def _labels(rows: Sequence[Row]) -> Iterator[tuple[int, str, Cell]]:
    """The label of each column: the lowest text over it, with the group above where it alone says nothing."""
    above: dict[int, Cell] = {}
    for row in rows:
        for cell in row.cells:
            for column in range(cell.column, cell.column + cell.colspan):
                if cell.text.strip():
                    above[column] = _join(above.get(column), cell)
    for column in sorted(above):
        yield column, above[column].text.strip(), above[column]


def _join(group: Cell | None, cell: Cell) -> Cell:
    """The label of a column below `group`: its own, unless only both together name a field."""
    if group is None or field_of(cell.text) in ("total",):
        return cell if group is None or field_of(group.text) is None else group
    both = group.text.strip() + cell.text.strip()
    if field_of(cell.text) is None or field_of(both) is not None:
        return Cell(both if field_of(both) is not None else cell.text, cell.column, place=cell.place)
    return cell
