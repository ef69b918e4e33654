"""The columns of a table: which field each one holds, by its label."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from .. import catalogue as kinds
from ..extensions import unused
from ..grid import Cell, Grid, Row
from ..labels import field_of, heads_indicators, key_of, unboxed, undated
from ..reading import Recorder
from .indicator_columns import told_once
from .ladder_labels import is_year
from .row_pieces import filled_cells

__all__ = ["NONES", "Columns", "find_header", "header_depth", "is_label", "labels_of", "mostly_labels", "read_columns"]

NONES: Final = frozenset({"—", "-", "/", "——"})
"""What says in the place of a text that there is none."""
_GOALS: Final = frozenset({"goal", "period_goal", "indicators"})


class Columns(Struct, frozen=True):
    """The columns of a table: grid column → field, or → label where the model has no field for it.

    `apart` are the columns that do not speak of the project itself, but of one of its indicators.
    """

    fields: dict[int, str]
    others: dict[int, str]
    labels: dict[int, str]
    header: tuple[tuple[str, ...], ...]
    depth: int
    apart: frozenset[int] = frozenset()

    def label(self, name: str) -> str:
        """The label that the table prints for the field `name`."""
        return next(label for column, label in self.labels.items() if self.fields.get(column) == name)

    def repeats(self, row: Row, at: int) -> bool:
        """Whether `row` prints row number `at` of the header again."""
        filled = filled_cells(row)
        keys = self.header[at]
        return len(filled) == len(keys) and all(key_of(cell.text) == key for cell, key in zip(filled, keys, strict=True))

    def split(self, row: Row) -> tuple[dict[str, Cell], dict[str, Cell], list[Cell]]:
        """The cells of a row by field, by other label, and those beyond the columns; blank ones are left out."""
        known: dict[str, Cell] = {}
        others: dict[str, Cell] = {}
        beyond: list[Cell] = []
        for cell in row.cells:
            if not cell.text.strip() or cell.column in self.apart:
                continue
            if cell.colspan > 1 and self._covers_name(cell):
                known["name"] = cell
            elif cell.column in self.fields:
                known[self.fields[cell.column]] = cell
            elif cell.column in self.others:
                others[self.others[cell.column]] = cell
            else:
                beyond.append(cell)
        return known, others, beyond

    def _covers_name(self, cell: Cell) -> bool:
        """Whether a cell is merged from a column left of the names over theirs: 合计 over 序号 and 项目名称."""
        columns = range(cell.column, cell.column + cell.colspan)
        return any(name == "name" and column in columns for column, name in self.fields.items())


def find_header(grid: Grid, start: int = 0) -> int | None:
    """The index of the first row, from `start` on, that names projects and their goals or indicators."""
    return next((index for index in range(start, len(grid.rows)) if _heads(grid.rows[index])), None)


def _heads(row: Row) -> bool:
    names = {*told_once([field_of(cell.text) for cell in row.cells], [undated(cell.text) for cell in row.cells], field_of)}
    return "name" in names and (bool(names & _GOALS) or sum(heads_indicators(cell.text) for cell in row.cells) > 1)


def read_columns(rows: Sequence[Row], recorder: Recorder, apart: frozenset[int] = frozenset()) -> Columns:
    """The columns that a header names; `rows` begins with it. A label that comes twice keeps its first column.

    Columns `apart` are left to another reader.
    """
    depth = header_depth(rows)
    fields: dict[int, str] = {}
    others: dict[int, str] = {}
    labels: dict[int, str] = {}
    filled = {cell.column for row in rows[depth:] for cell in row.cells if cell.text.strip()}
    over = [
        (column, label, cell)
        for column, label, cell in _labels(rows[:depth], apart)
        if cell.column >= column or column in filled  # what is merged with the column before it all the way down is none
    ]
    names = told_once([field_of(label) for _, label, _ in over], [undated(label) for _, label, _ in over], field_of)
    for (column, label, cell), name in zip(over, names, strict=True):
        labels[column] = label
        if name is not None and name not in fields.values():
            fields[column] = name
            continue
        others[column] = unused(unboxed(label) or label, others.values())
        recorder.doubt(kinds.UNKNOWN_COLUMN if name is None else kinds.REPEATED_COLUMN, cell.place, label=label)
    for row in rows[:depth]:
        for cell in row.cells:
            recorder.heading(cell)
    header = tuple(tuple(key_of(cell.text) for cell in row.cells if cell.text.strip()) for row in rows[:depth])
    return Columns(fields, others, labels, header, depth, apart)


def labels_of(rows: Sequence[Row], depth: int | None = None) -> Row:
    """The header that `rows` begins with as one row: a cell with the label of each column. It takes `depth` rows, where that is known."""
    cells: list[Cell] = []
    for column, label, cell in _labels(rows[: depth or header_depth(rows)]):
        if not (cells and cell.colspan > 1 and cells[-1].column + cells[-1].colspan > column):
            cells.append(Cell(label, column, cell.colspan if cell.column == column else 1, place=cell.place))
    return Row(tuple(cells))


def header_depth(rows: Sequence[Row]) -> int:
    """How many rows the header takes: more than one where its cells say so, or where the rows below hold only labels."""
    depth = max(cell.rowspan for cell in rows[0].cells)
    if depth > 1:
        return min(depth, len(rows))
    while (
        depth < len(rows) and _grouped(rows[depth - 1]) and (_only_labels(rows[depth]) or _divides(rows[depth], rows[depth - 1]))
    ):
        depth += 1
    return depth


def _grouped(row: Row) -> bool:
    """Whether a row of a header has cells over several columns, or leaves some blank."""
    return any(cell.colspan > 1 or not cell.text.strip() for cell in row.cells)


def _only_labels(row: Row) -> bool:
    """Whether a row holds labels and nothing else, or the labels of two levels, beside which stand labels however they read."""
    filled = filled_cells(row)
    levels = sum(field_of(cell.text, "indicator column") in ("level1", "level2", "name") for cell in filled)
    return levels > 1 or (bool(filled) and all(map(is_label, filled)))


def _divides(row: Row, above: Row) -> bool:
    """Whether a row only divides what stands over blanks in the row above: years, or labels, and beside these words that may be some, too."""
    heads = [cell.column for cell in above.cells if cell.text.strip()]
    wide = [range(start, stop) for start, stop in pairwise(heads) if stop - start > 1]
    filled = filled_cells(row)
    years = len(filled) > 1 and all(is_year(cell.text) for cell in filled)
    return (years or mostly_labels(row)) and all(any(cell.column in columns for columns in wide) for cell in filled)


def mostly_labels(row: Row) -> bool:
    """Whether a row holds labels, more of them than other words, and no figure."""
    filled = filled_cells(row)
    if len(filled) < 2 or any(map(str.isdecimal, "".join(cell.text for cell in filled))):
        return False
    return 2 * sum(map(is_label, filled)) > len(filled)


def is_label(cell: Cell) -> bool:
    """Whether the cell prints the label of a column of projects or indicators, or a level that heads one."""
    return any(field_of(cell.text, group) is not None for group in ("column", "indicator column")) or heads_indicators(cell.text)


def _labels(rows: Sequence[Row], apart: Container[int] = ()) -> Iterator[tuple[int, str, Cell]]:
    """The label of each column not `apart`: the lowest text over it, with the group above where it alone says nothing."""
    above: dict[int, Cell] = {}
    for row in rows:
        for cell in row.cells:
            for column in range(cell.column, cell.column + cell.colspan):
                if cell.text.strip():
                    above[column] = _join(above.get(column), cell)
    for column in sorted(column for column in above if column not in apart):
        yield column, above[column].text.strip(), above[column]


def _join(group: Cell | None, cell: Cell) -> Cell:
    """The label of a column below `group`: its own, unless only both together name a field."""
    if group is None:
        return cell
    both = group.text.strip() + cell.text.strip()
    if field_of(both) is not None:
        return Cell(both, cell.column, place=cell.place)
    if field_of(cell.text) == "total":
        return cell if field_of(group.text) is None else group
    if field_of(cell.text, "indicator column") is not None or _names_all(group):
        return cell
    if field_of(cell.text) is not None and field_of(group.text, "indicator column") is None:
        return cell
    return Cell(f"{group.text.strip()} {cell.text.strip()}", cell.column, place=cell.place)


def _names_all(group: Cell) -> bool:
    """Whether the labels below a group say all: it only heads them (资金), or it is itself a column's."""
    return field_of(group.text, "group") is not None or group.colspan == 1
