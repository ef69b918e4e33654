"""Sheets of workbooks as grids: what the readers of spreadsheet formats have in common.

All passes run over cells that hold text, never over the area of a range: a merged range of a whole
sheet costs as much as one of two cells.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from . import catalogue as kinds
from .errors import UnreadableError
from .findings import Finding
from .grid import Cell, Grid, Row
from .places import SheetPlace

__all__ = ["Range", "SheetLimits", "lay_out"]


class SheetLimits(Struct, frozen=True):
    """How much of a sheet is read: counts of what is not blank."""

    rows: int = 100_000
    columns: int = 1_000
    cells: int = 2_000_000
    merges: int = 20_000


class Range(Struct, frozen=True):
    """A merged range: rows and columns counted from 1, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


def lay_out(
    name: str, texts: Mapping[tuple[int, int], str], merges: Sequence[Range], limits: SheetLimits = SheetLimits()
) -> tuple[Grid | None, list[Finding]]:
    """The grid of the sheet `name` from its texts by row and column (from 1); None where it has no text.

    Rows and columns without text are not in the grid; the places are those in the file. A text that
    a merged range covers is left out and, where it is not the range's own, named in a finding.
    Raises `UnreadableError` for overlapping merged ranges, and for a sheet over a limit.
    """
    shown = {place: text for place, text in texts.items() if text and not text.isspace()}
    _within(name, "非空单元格数", len(shown), limits.cells)
    _within(name, "合并区域数", len(merges), limits.merges)
    findings = list(_uncover(name, shown, merges, limits))
    rows, columns = sorted({row for row, _ in shown}), sorted({column for _, column in shown})
    _within(name, "非空行数", len(rows), limits.rows)
    _within(name, "非空列数", len(columns), limits.columns)
    return (_grid(name, shown, merges, rows, columns) if rows else None), findings


def _within(name: str, what: str, value: int, limit: int) -> None:
    if value > limit:
        raise UnreadableError(kinds.PACKAGE_LIMIT, what=f"工作表“{name}”{what}", value=value, limit=limit)


def _uncover(name: str, shown: dict[tuple[int, int], str], merges: Iterable[Range], limits: SheetLimits) -> Iterator[Finding]:
    """Takes the covered texts out of `shown`."""
    waiting = sorted(merges, key=lambda merge: merge.top, reverse=True)
    active: list[Range] = []
    last = 0
    for row, column in sorted(shown):
        if row != last:
            last = row
            active = [merge for merge in active if merge.bottom >= row]
            while waiting and waiting[-1].top <= row:
                active += [merge for merge in [waiting.pop()] if merge.bottom >= row]
            active.sort(key=lambda merge: merge.left)
            _within(name, "并列的合并区域数", len(active), limits.columns)
            if any(left.right >= right.left for left, right in pairwise(active)):
                raise UnreadableError(
                    kinds.BROKEN_PACKAGE, SheetPlace(name, row, 1), part=f"工作表“{name}”", reason="合并区域重叠"
                )
        index = bisect_right(active, column, key=lambda merge: merge.left) - 1
        if index >= 0 and column <= active[index].right and (row, column) != (active[index].top, active[index].left):
            text = shown.pop((row, column))
            if text != shown.get((active[index].top, active[index].left)):
                yield kinds.UNEXPLAINED.at(SheetPlace(name, row, column), count=len(text), text=text[:60])


def _grid(name: str, shown: Mapping[tuple[int, int], str], merges: Iterable[Range], rows: list[int], columns: list[int]) -> Grid:
    spans = dict(_spans(merges, rows, columns))
    cells: list[list[Cell]] = [[] for _ in rows]
    row_index, column_index = ({number: index for index, number in enumerate(numbers)} for numbers in (rows, columns))
    for (row, column), text in shown.items():
        at = row_index[row], column_index[column]
        merge, rowspan, colspan = spans.pop(at, (None, 1, 1))
        cells[at[0]].append(Cell(text, at[1], colspan, rowspan, place=SheetPlace(name, row, column)))
    for at, (merge, rowspan, colspan) in spans.items():
        cells[at[0]].append(Cell("", at[1], colspan, rowspan, place=SheetPlace(name, merge.top, merge.left)))
    return Grid(tuple(Row(tuple(sorted(row, key=lambda cell: cell.column))) for row in cells), name=name)


def _spans(
    merges: Iterable[Range], rows: list[int], columns: list[int]
) -> Iterator[tuple[tuple[int, int], tuple[Range, int, int]]]:
    """For each merged range that spans several cells of the grid: its first cell, itself, rowspan and colspan."""
    for merge in merges:
        row, column = bisect_left(rows, merge.top), bisect_left(columns, merge.left)
        rowspan, colspan = bisect_right(rows, merge.bottom) - row, bisect_right(columns, merge.right) - column
        if rowspan > 0 and colspan > 0 and rowspan * colspan > 1:
            yield (row, column), (merge, rowspan, colspan)
