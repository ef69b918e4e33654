"""Rows of a pasted text that have fewer cells than their header: put together, or put under their own columns.

Who copies a table out of a browser or of Word gets a new line for each line of a cell, and out of a browser no cell for what a
merged one covers. Both are undone where the columns prove it: amounts stand under labels of money, levels under labels of levels.
A row that proves nothing is read from the left, as where blanks at its end were left out; one that does not fit so either is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from msgspec import structs

from .. import catalogue as kinds
from ..findings import Finding, Kind
from ..grid import Cell, Grid, Row
from ..labels import field_of, is_known, is_level_label, is_no_label, key_of
from ..level_texts import labelled_texts
from ..patterns import regex
from .ladder_labels import heads, label_in
from .lines import heads_form, is_note
from .parts import SUMS, begins_ladder
from .row_pieces import filled_cells, joined, moved, with_line
from .short_columns import GOALS, Column, believed, columns_at, fits
from .short_heads import goes_below, has_words, heads_only, heads_others, heads_several

__all__ = ["whole_rows"]

_LABEL_LINES: Final = 3
"""Lines of a label above the one that has its value beside it."""
_NUMBERED: Final = regex(r"\s*[(（]?(?P<number>\d{1,3})[)）、.．](?!\d)")
_OPEN: Final = ("，", "、", "：", ",", ":")
"""What no text ends with."""


def whole_rows(grid: Grid) -> tuple[Grid, tuple[Finding, ...]]:
    """The grid of a text with its rows whole, and what was done to them."""
    mender = _Mender()
    mender.mend(grid.rows)
    return (structs.replace(grid, rows=tuple(mender.done)), tuple(mender.findings)) if mender.findings else (grid, ())


class _Mender:
    """Goes through the rows from the top: those below a header by its columns, all others as the head of a form."""

    def __init__(self) -> None:
        self.done: list[Row] = []
        self.findings: list[Finding] = []
        self._heads = Row(())
        """The row of labels that what stands below it may lack a cell of."""

    def mend(self, rows: Sequence[Row]) -> None:
        at = 0
        while at < len(rows):
            columns, row = columns_at(rows, at), self._with_label(rows[at])
            at += 1
            if columns is None:
                self._take_head(row)
                continue
            stop = next((index for index in range(at, len(rows)) if _begins(rows, index, len(columns))), len(rows))
            self.done.append(row)
            self._take_body(rows[at:stop], columns)
            at, self._heads = stop, Row(())

    def _tell(self, kind: Kind, row: Row, **parameters: Any) -> None:
        place = next((cell.place for cell in row.cells if cell.text.strip()), None)
        self.findings.append(kind.at(place, **parameters))

    def _tell_joined(self, row: Row) -> None:
        self._tell(kinds.BREAKS_JOINED, row, text=filled_cells(row)[0].text.strip()[:20])

    # The head of a form

    def _with_label(self, row: Row) -> Row:
        """The row, with the lines above it that are the beginning of its label: 项目资金 above （万元）."""
        if len(row.cells) < 2 or label_in(row.cells[0]) is not None:
            return row
        for count in range(1, 1 + _LABEL_LINES):
            above = self.done[-count:]
            if len(above) < count or any(len(line.cells) != 1 for line in above):
                break
            label = joined([*above, Row(row.cells[:1])]).cells[0]
            if label_in(label) is not None:
                del self.done[-count:]
                return Row((label, *row.cells[1:]))
        return row

    def _take_head(self, row: Row) -> None:
        if len(row.cells) == 1 and _is_text(row.cells[0]) and self._ends_with_goal():
            self._add_line(row)
            return
        above, lacks = self._heads, len(self._heads.cells) - len(row.cells)
        self._heads = row if heads_others(row) else Row(())
        if lacks == 1 and goes_below(row, above):
            self._tell(kinds.SPANS_OMITTED, row, count=1)
            self._heads = above if heads_several(above) else Row(())
            row = moved(row, len(above.cells))
        elif lacks > 0 and heads_only(above) and filled_cells(row) and not any(map(label_in, row.cells)):
            self._tell(kinds.ROW_UNEVEN, row, count=len(row.cells), columns=len(above.cells))
        self.done.append(row)

    def _ends_with_goal(self) -> bool:
        """Whether the row above ends with a goal beside its label."""
        cells = filled_cells(self.done[-1])[-2:] if self.done else []
        return len(cells) > 1 and label_in(cells[0]) in GOALS and label_in(cells[1]) is None

    def _add_line(self, row: Row) -> None:
        """Adds a row of one cell to the last text of the row above it."""
        *cells, last = filled_cells(self.done.pop())
        self.done.append(Row((*cells, with_line(last, row.cells[0]))))
        self._tell_joined(row)

    # The rows below a header

    def _take_body(self, rows: Sequence[Row], columns: tuple[Column, ...]) -> None:
        short = [row for row in rows if _is_short(row, columns)]
        columns = believed(columns, rows) if short else columns
        from_left = all(fits(row.cells, columns) for row in short)
        from_right = not from_left and all(fits(row.cells, columns[-len(row.cells) :]) for row in short)
        if from_right:
            self._tell(kinds.SPANS_OMITTED, short[0], count=len(short))
        if rows and _is_header(rows[0]):
            self._tell(kinds.ROW_UNEVEN, rows[0], count=len(rows[0].cells), columns=len(columns))
        last = max((index for index, row in enumerate(rows) if len(row.cells) > 1), default=-1)
        at = 0
        while at < len(rows):
            row, count = rows[at], 1
            if len(row.cells) == 1 and filled_cells(row):
                count = self._take_line(rows[at:], columns, inside=at < last)
            elif _is_short(row, columns) and (pieces := _counted(rows[at:], columns)):
                count = self._join(pieces)
            elif _is_sum(row, columns):
                self.done.append(Row((row.cells[0], *moved(Row(row.cells[1:]), len(columns) - 1).cells)))
                self._tell(kinds.SPANS_OMITTED, row, count=1)
            elif from_left or not _is_short(row, columns):
                self.done.append(row)
            elif from_right:
                self.done.append(moved(row, len(columns)))
            else:
                count = self._take_short(rows[at:], columns)
            at += count

    def _take_line(self, rows: Sequence[Row], columns: Sequence[Column], *, inside: bool) -> int:
        """Takes the first of the rows, of one cell, with those that it belongs to; gives how many these are."""
        if _goes_on(self.done[-1], rows[0].cells[0], columns, inside=inside):
            self._add_line(rows[0])
            return 1
        following = next((index for index, row in enumerate(rows) if len(row.cells) > 1), 0)
        if inside and columns[0] == "list" and len(rows[following].cells) >= len(columns):
            self.done.append(joined(rows[: following + 1]))
            for row in rows[1 : following + 1]:
                self._tell_joined(row)
            return following + 1
        if inside and "text" not in columns and _is_text(rows[0].cells[0]):
            self._tell(kinds.ROW_UNEVEN, rows[0], count=1, columns=len(columns))
        self.done.append(rows[0])
        return 1

    def _join(self, pieces: Sequence[Row]) -> int:
        """Takes rows that make up one; gives how many they are."""
        self.done.append(joined(pieces))
        for piece in filter(filled_cells, pieces[1:]):
            self._tell_joined(piece)
        return len(pieces)

    def _take_short(self, rows: Sequence[Row], columns: Sequence[Column]) -> int:
        """Takes the first of the rows, with those that go on with it; gives how many these are."""
        row, pieces = rows[0], _pieces(rows, columns)
        if pieces:
            return self._join(pieces)
        if fits(row.cells, columns):
            self.done.append(row)
        elif fits(row.cells, columns[-len(row.cells) :]):
            self.done.append(moved(row, len(columns)))
            self._tell(kinds.SPANS_OMITTED, row, count=1)
        else:
            self.done.append(row)
            self._tell(kinds.ROW_UNEVEN, row, count=len(row.cells), columns=len(columns))
        return 1


def _begins(rows: Sequence[Row], index: int, width: int) -> bool:
    """Whether a row is none of the table above it, which is `width` columns wide: a title, a header, the head of a form."""
    row = rows[index]
    first = next((cell for cell in row.cells if cell.text.strip()), None)
    if first is None or len(row.cells) == width:
        return False
    if len(row.cells) == 1 and heads_form(first.text):
        return True
    return not is_no_label(first.text) and (begins_ladder(row) or columns_at(rows, index) is not None)


def _is_header(row: Row) -> bool:
    """Whether a row seems to be the lower one of a header: it holds labels alone, and no level."""
    texts = [cell.text for cell in filled_cells(row)]
    return len(texts) > 1 and all(is_known(text) and not is_level_label(text) for text in texts)


def _is_short(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a row lacks cells that belong to columns: what stands behind a label of its own (合计, 总分, 填表人：…) does not."""
    first = next((cell.text for cell in row.cells if cell.text.strip()), "")
    if not first or not 1 < len(row.cells) < len(columns):
        return False
    return is_level_label(first) or not (is_note(first) or is_known(first))


def _is_sum(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a row of a form is that of the sums of points, and lacks what its label was merged over: 总分 | 100 | 94.6."""
    first, *others = row.cells
    if key_of(first.text) not in SUMS or "text" in columns or not 0 < len(others) < len(columns) - 1:
        return False
    return bool(others[0].text.strip()) and not any(has_words(cell.text) for cell in others)


def _pieces(rows: Sequence[Row], columns: Sequence[Column]) -> list[Row]:
    """The rows, the first and those after it, that make up just one; none where it is not proven that they do."""
    found = _as_many(rows, columns)
    return [] if all(fits(row.cells, columns) for row in found if len(row.cells) > 1) else found


def _counted(rows: Sequence[Row], columns: Sequence[Column]) -> list[Row]:
    """The rows that make up just one, where each begins with the number after the last of the one before it; else none."""
    found = _as_many(rows, columns)
    beside = pairwise(found)
    return found if all(_counts(above.cells[-1].text, row.cells[0].text) for above, row in beside) else []


def _as_many(rows: Sequence[Row], columns: Sequence[Column]) -> list[Row]:
    """The rows, the first and those after it, that have as many cells as just one, and may be one; else none."""
    found: list[Row] = []
    count = 1
    for row in rows:
        if len(row.cells) >= len(columns) or count >= len(columns):
            break
        found.append(row)
        count += len(row.cells) - 1
    return found if len(found) > 1 and count == len(columns) and fits(joined(found).cells, columns) else []


def _counts(above: str, below: str) -> bool:
    """Whether a text begins with the number after the last that a line of the text above begins with."""
    number = _NUMBERED.match(below)
    before = [int(found["number"]) for each in above.split("\n") if (found := _NUMBERED.match(each))]
    return number is not None and before[-1:] == [int(number["number"]) - 1]


def _goes_on(row: Row, line: Cell, columns: Sequence[Column], *, inside: bool) -> bool:
    """Whether a line of one cell is one more line of the last cell of the full row above it.

    What was left open goes on, a number after the one before it, a level: numbers and levels alone may as well be a note
    where no row follows (`inside`).
    """
    last = len(columns) - 1
    cells = filled_cells(row)
    if not cells or cells[-1].column != last or columns[last] not in ("list", "text", "other") or not _is_text(line):
        return False
    above = cells[-1].text.rstrip()
    if above.endswith(_OPEN):
        return True
    counts = _counts(above, line.text)
    return (counts and inside) or ((counts or columns[last] == "list") and bool(labelled_texts(line.text)))


def _is_text(cell: Cell) -> bool:
    """Whether a line is neither a label, nor with one, nor a note or title."""
    text = cell.text.strip()
    label = text.replace("：", ":").partition(":")[0]
    labelled = heads(cell) is not None or field_of(label, "line") is not None
    return bool(text) and not labelled and not is_note(text) and not heads_form(text)
