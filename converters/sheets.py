"""Sheets of workbooks, and their surface: the grid that a person sees, without what is hidden, covered or blank.

All readers of spreadsheet formats end here.

All passes run over rows and cells that hold text, never over the area of a range: a merged range
of a whole sheet costs as much as one of two cells.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator
from heapq import heappop, heappush
from typing import Final, NoReturn

from msgspec import Struct, field

from . import catalogue as kinds
from .errors import UnreadableError
from .findings import Finding
from .grid import Cell, Grid, Row
from .language import Words, counted
from .limits import Limits
from .places import SheetPlace, column_letters

__all__ = ["LAST_COLUMN", "LAST_ROW", "Range", "Sheet", "surface"]

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384


class Range(Struct, frozen=True):
    """A merged range: rows and columns counted from 1, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        """As Excel writes it: A1:B2."""
        return f"{column_letters(self.left)}{self.top}:{column_letters(self.right)}{self.bottom}"


class Sheet(Struct):
    """A worksheet as read: `rows` maps a row to its columns to the text shown, without blank cells."""

    name: str
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merges: list[Range] = field(default_factory=list)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    """Runs of hidden rows: the first and the last of each; columns likewise."""
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    """Formulas without a cached value."""
    findings: list[Finding] = field(default_factory=list)


class _Shown(Struct, frozen=True):
    """A text and the row and column of the file in which it stands."""

    text: str
    row: int
    column: int


def surface(sheet: Sheet, include_hidden: bool, limits: Limits = Limits()) -> tuple[Grid | None, list[Finding]]:
    """The grid of a worksheet, None where it shows no text, with findings for what was left out.

    Hidden rows and columns, and rows and columns without text, are not in the grid; the places of
    its cells are those in the file. Raises `UnreadableError` for formulas without a value, for
    overlapping merged ranges, and for a sheet over a limit.
    """
    rows_hidden = _Runs([] if include_hidden else sheet.hidden_rows)
    columns_hidden = _Runs([] if include_hidden else sheet.hidden_columns)
    name = f"“{sheet.name}”"
    _refuse_formulas(sheet, rows_hidden, columns_hidden)
    limits.hold("cells", sum(map(len, sheet.rows.values())), name)
    limits.hold("merges", len(sheet.merges), name)
    findings = list(sheet.findings)
    _uncover(sheet, findings)
    shown = _visible(sheet, rows_hidden, columns_hidden, findings)
    rows = sorted(row for row, cells in shown.items() if any(map(_is_text, cells.values())))
    columns = sorted({column for row in rows for column, cell in shown[row].items() if _is_text(cell)})
    limits.hold("rows", len(rows), name)
    limits.hold("columns", len(columns), name)
    return (_grid(sheet, shown, rows, columns) if rows else None), findings


class _Runs:
    """Numbers in runs, some of which are wanted quickly: is it in, and which next one is not?"""

    def __init__(self, runs: Iterable[tuple[int, int]]) -> None:
        merged: list[tuple[int, int]] = []
        for first, last in sorted(runs):
            if merged and first <= merged[-1][1] + 1:
                merged[-1] = merged[-1][0], max(last, merged[-1][1])
            else:
                merged.append((first, last))
        self._firsts = [first for first, _ in merged]
        self._lasts = [last for _, last in merged]

    def __len__(self) -> int:
        return len(self._firsts)

    def __contains__(self, number: int) -> bool:
        return self.next_outside(number) != number

    def next_outside(self, number: int) -> int:
        """The first number from this one on that is in no run."""
        index = bisect_right(self._firsts, number) - 1
        return self._lasts[index] + 1 if index >= 0 and number <= self._lasts[index] else number


def _is_text(cell: _Shown) -> bool:
    return not cell.text.isspace()


def _refuse_formulas(sheet: Sheet, rows_hidden: _Runs, columns_hidden: _Runs) -> None:
    """Raises for the first visible formula that has no value."""
    for (row, column), formula in sorted(sheet.formulas.items()):
        if row not in rows_hidden and column not in columns_hidden:
            raise UnreadableError(kinds.FORMULA_WITHOUT_VALUE, SheetPlace(sheet.name, row, column), formula=formula)


def _uncover(sheet: Sheet, findings: list[Finding]) -> None:
    """Takes the texts out of cells that a merged range covers; one that differs from the range's own is a finding."""
    active = _ActiveMerges(sheet)
    for row in sorted(row for row, cells in sheet.rows.items() if cells):
        active.move_to(row)
        for column in sorted(sheet.rows[row]) if active else ():
            merge = active.covering(column)
            if merge is None or (row, column) == (merge.top, merge.left):
                continue
            text = sheet.rows[row].pop(column)
            if not text.isspace() and text != sheet.rows.get(merge.top, {}).get(merge.left):
                findings.append(kinds.UNEXPLAINED.at(SheetPlace(sheet.name, row, column), count=len(text), text=text))


class _ActiveMerges:
    """The merged ranges that reach a row, as it moves down the sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._waiting = sorted(sheet.merges, key=lambda merge: (-merge.top, -merge.left))
        self._ends: list[tuple[int, int]] = []
        self._lefts: list[int] = []
        self._by_left: dict[int, Range] = {}

    def __bool__(self) -> bool:
        return bool(self._lefts)

    def move_to(self, row: int) -> None:
        """Goes down to `row`."""
        self._drop_above(row)
        while self._waiting and self._waiting[-1].top <= row:
            merge = self._waiting.pop()
            if merge.bottom >= row:
                self._add(merge)

    def covering(self, column: int) -> Range | None:
        """The range over this column, if any."""
        index = bisect_right(self._lefts, column) - 1
        merge = self._by_left[self._lefts[index]] if index >= 0 else None
        return merge if merge and column <= merge.right else None

    def _drop_above(self, row: int) -> None:
        while self._ends and self._ends[0][0] < row:
            _, left = heappop(self._ends)
            del self._lefts[bisect_left(self._lefts, left)]
            del self._by_left[left]

    def _add(self, merge: Range) -> None:
        index = bisect_left(self._lefts, merge.left)
        after = self._by_left[self._lefts[index]] if index < len(self._lefts) else None
        other = self.covering(merge.left) or (after if after and after.left <= merge.right else None)
        if other:
            self._refuse(merge, other)
        insort(self._lefts, merge.left)
        self._by_left[merge.left] = merge
        heappush(self._ends, (merge.bottom, merge.left))

    def _refuse(self, merge: Range, other: Range) -> NoReturn:
        part = Words(f"工作表“{self._sheet.name}”", f"sheet “{self._sheet.name}”")
        reason = Words(f"合并区域 {other} 与 {merge} 重叠", f"the merged ranges {other} and {merge} overlap")
        raise UnreadableError(kinds.BROKEN_PACKAGE, part=part, reason=reason)


def _visible(sheet: Sheet, rows_hidden: _Runs, columns_hidden: _Runs, findings: list[Finding]) -> dict[int, dict[int, _Shown]]:
    """The visible texts by the row and column where they show: a merged range shows its text where it is first visible."""
    moved = {}
    for merge in sheet.merges:
        row, column = rows_hidden.next_outside(merge.top), columns_hidden.next_outside(merge.left)
        if row <= merge.bottom and column <= merge.right:
            moved[merge.top, merge.left] = row, column
    shown: dict[int, dict[int, _Shown]] = {}
    left_out = _LeftOut(sheet.name)
    some_rows, some_columns = bool(rows_hidden), bool(columns_hidden)
    for row, cells in sheet.rows.items():
        for column, text in cells.items():
            top, left = moved.get((row, column), (row, column)) if moved else (row, column)
            by_row = some_rows and top in rows_hidden
            if by_row or (some_columns and left in columns_hidden):
                left_out.add(row, column, text, by_row)
            else:
                shown.setdefault(top, {})[left] = _Shown(text, row, column)
    findings.extend(left_out.findings())
    return shown


class _LeftOut:
    """The hidden rows and columns that hold text."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._first: dict[bool, tuple[int, int]] = {}
        self._numbers: dict[bool, set[int]] = {True: set(), False: set()}
        self._texts: dict[bool, list[str]] = {True: [], False: []}

    def add(self, row: int, column: int, text: str, by_row: bool) -> None:
        """Notes a hidden cell."""
        if not text.isspace():
            self._first[by_row] = min(self._first.get(by_row, (row, column)), (row, column))
            self._numbers[by_row].add(row if by_row else column)
            self._texts[by_row].append(text)

    def findings(self) -> Iterator[Finding]:
        """One finding for the rows, one for the columns."""
        for by_row, unit, show in ((True, Words("行", "rows"), str), (False, Words("列", "columns"), column_letters)):
            if by_row in self._first:
                what = Words("{unit} {ranges} (工作表“{name}”)", "{unit} {ranges} (sheet “{name}”)").of(
                    unit=unit, ranges=_ranges(sorted(self._numbers[by_row]), show), name=self._name
                )
                yield kinds.HIDDEN_LEFT_OUT.at(
                    SheetPlace(self._name, *self._first[by_row]), what=counted(what, " ".join(self._texts[by_row]))
                )


def _ranges(numbers: list[int], show: Callable[[int], str]) -> str:
    """Ascending numbers in short: 3-5, 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(show(first) if first == last else f"{show(first)}-{show(last)}" for first, last in runs)


def _grid(sheet: Sheet, shown: dict[int, dict[int, _Shown]], rows: list[int], columns: list[int]) -> Grid:
    """The grid of the rows and columns that hold text."""
    spans = dict(_spans(sheet, rows, columns))
    blank = [(row, column) for row, column in spans if columns[column] not in shown[rows[row]]]
    index = {column: position for position, column in enumerate(columns)}
    cells: list[list[Cell]] = [[] for _ in rows]
    for position, row in enumerate(rows):
        for column, text in shown[row].items():
            if column in index:
                rowspan, colspan, _ = spans.get((position, index[column]), (1, 1, None))
                place = SheetPlace(sheet.name, text.row, text.column)
                cells[position].append(Cell(text.text, index[column], colspan, rowspan, place=place))
    for position, column in blank:
        rowspan, colspan, merge = spans[position, column]
        place = SheetPlace(sheet.name, merge.top, merge.left)
        cells[position].append(Cell("", column, colspan, rowspan, place=place))
    return Grid(tuple(Row(tuple(sorted(row, key=lambda cell: cell.column))) for row in cells), name=sheet.name)


def _spans(sheet: Sheet, rows: list[int], columns: list[int]) -> Iterator[tuple[tuple[int, int], tuple[int, int, Range]]]:
    """For each merged range that still spans several cells of the grid: its first cell, rowspan and colspan."""
    for merge in sheet.merges:
        row, column = bisect_left(rows, merge.top), bisect_left(columns, merge.left)
        rowspan = bisect_right(rows, merge.bottom) - row
        colspan = bisect_right(columns, min(merge.right, LAST_COLUMN)) - column
        if rowspan > 0 and colspan > 0 and rowspan * colspan > 1:
            yield (row, column), (rowspan, colspan, merge)
