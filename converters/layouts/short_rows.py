"""Rows of a pasted text that have fewer cells than their header: put together, or put under their own columns.

Who copies a table out of a browser or of Word gets a new line for each line of a cell, and out of a browser no cell for what a
merged one covers. Both are undone where the columns prove it: amounts stand under labels of money, levels under labels of levels.
A row that proves nothing is read from the left, as where blanks at its end were left out; one that does not fit so either is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from msgspec import structs

from .. import catalogue as kinds
from ..amounts import parse_amount
from ..findings import Finding, Kind
from ..grid import Cell, Grid, Row
from ..labels import field_of, is_known, is_level_label, key_of
from ..patterns import regex
from .ladder_labels import MONEY, head_in, heads, label_in
from .ladder_years import amounts_behind, ends_below, heads_years
from .lines import heads_form, is_note
from .parts import SUMS, begins_ladder
from .row_pieces import filled_cells, joined, moved, with_line
from .short_columns import GOALS, Column, columns_at, fits, is_packed
from .short_heads import goes_below, has_words, heads_no_money, heads_only, heads_others
from .short_labels import labels_joined

__all__ = ["whole_rows"]

_NUMBERED: Final = regex(r"(?:^|[：:；;。])\s*[(（]?(?P<number>\d{1,3})[)）、.．](?!\d)", re.MULTILINE)
_CLOSING: Final = ("。", "；", ";")
_LETTERS: Final = 2
"""Letters of what is surely no heading and no note."""


def whole_rows(grid: Grid) -> tuple[Grid, tuple[Finding, ...]]:
    """The grid of a text with its rows whole, and what was done to them."""
    if any("\n" in cell.text for row in grid.rows for cell in row.cells):
        return grid, ()  # the program that put lines into one cell lost none
    mender = _Mender()
    mender.mend(grid.rows)
    mender.tell_labels()
    return structs.replace(grid, rows=tuple(mender.done)), tuple(mender.findings)


class _Mender:
    """Goes through the rows from the top: those below a header by its columns, all others as the head of a form."""

    def __init__(self) -> None:
        self.done: list[Row] = []
        self.findings: list[Finding] = []
        self._titles: set[str] = set()
        """What the rows of the heads begin with: titles among other texts."""
        self._header = Row(())
        self._heads = Row(())
        """The row of labels that what stands below it may lack a cell of."""
        self._years = Row(())
        """The heads of a table of money by years."""

    def mend(self, pasted: Sequence[Row]) -> None:
        rows, told = labels_joined(pasted)
        for row in told:
            self._tell_joined(row)
        columns: tuple[Column, ...] = ()
        body: list[Row] = []
        below = 0
        for index, row in enumerate(rows):
            if index < below:  # the rest of a header
                self.done.append(row)
                continue
            header = None if len(row.cells) == len(columns) else columns_at(rows, index)
            if columns and not self._begins(row, header, columns):
                body.append(row)
                continue
            if columns:
                self._take_body(body, columns)
                columns, body, self._heads = (), [], Row(())
            if header is None:
                self._take_head(row)
                continue
            columns, depth = header
            below = index + depth
            self.done.append(row)
        self._take_body(body, columns)

    def tell_labels(self) -> None:
        """Tells the labels that may be the rest of a text."""
        for above, row, below in zip(self.done, self.done[1:], self.done[2:], strict=False):
            if heads_no_money(row, above, below):
                self._tell(kinds.LABEL_ONLY, row, text=filled_cells(row)[0].text.strip())

    def _begins(self, row: Row, header: object, columns: Sequence[Column]) -> bool:
        """Whether a row is none of the table above it: a header, the head of a form, a title that is not printed once more."""
        if len(row.cells) == len(columns):
            return False
        if len(row.cells) == 1 and heads_form(row.cells[0].text):
            return row.cells[0].text.strip() not in self._titles
        return header is not None or begins_ladder(row)

    def _tell(self, kind: Kind, row: Row, **parameters: Any) -> None:
        place = next((cell.place for cell in row.cells if cell.text.strip()), None)
        self.findings.append(kind.at(place, **parameters))

    def _tell_joined(self, row: Row) -> None:
        self._tell(kinds.BREAKS_JOINED, row, text=filled_cells(row)[0].text.strip()[:20])

    # The head of a form

    def _take_head(self, row: Row) -> None:
        if self.done and _goes_on_in_head(self.done[-1], row):
            self._add(row)
            return
        if self._is_by_years(row):
            self._take_by_years(row)
            return
        above, lacks = self._heads, len(self._heads.cells) - len(row.cells)
        self._heads = row if heads_others(row) else Row(())
        if lacks == 1 and goes_below(row, above):
            self._heads = above
            self._tell(kinds.SPANS_OMITTED, row, count=1)
            row = moved(row, len(above.cells))
        elif lacks > 0 and label_in(row.cells[0]) in MONEY:
            self._heads = above
            self._tell_uneven(row, above.cells)
        elif lacks > 0 and heads_only(above) and filled_cells(row) and not any(map(label_in, row.cells)):
            self._tell_uneven(row, above.cells)
        elif self.done and 1 < len(row.cells) < len(self.done[-1].cells) and _is_of_many(row, self.done[-1]):
            self._tell_uneven(row, self.done[-1].cells)
        self._titles.add(row.cells[0].text.strip())
        self.done.append(row)

    def _is_by_years(self, row: Row) -> bool:
        """Whether a row holds amounts of a table by years, and lacks cells that its heads have."""
        if self.done and not self._years.cells and len(row.cells) < len(self.done[-1].cells) and ends_below(row, self.done[-1]):
            self._years = self.done[-1]
        if not amounts_behind(row):
            self._years = row if heads_years(row.cells) else Row(())
        return amounts_behind(row) > 0 and len(row.cells) < len(self._years.cells)

    def _take_by_years(self, row: Row) -> None:
        if ends_below(row, self._years):
            self._tell(kinds.SPANS_OMITTED, row, count=1)
            row = moved(row, len(self._years.cells))
        else:
            self._tell_uneven(row, self._years.cells)
        self.done.append(row)

    def _add(self, row: Row) -> None:
        """Adds a row, of one cell or more, to the last text of the row above it."""
        *cells, last = filled_cells(self.done.pop())
        first, *others = row.cells
        behind = (structs.replace(cell, column=last.column + cell.column) for cell in others)
        self.done.append(Row((*cells, with_line(last, first), *behind)))
        self._tell_joined(row)

    # The rows below a header

    def _take_body(self, rows: Sequence[Row], columns: tuple[Column, ...]) -> None:
        if not rows:
            return
        self._header = self.done[-1]
        short = [at for at, row in enumerate(rows) if _is_short(row, columns)]
        apart = not any(_pieces(rows, at, columns) for at in short)
        from_left = apart and all(fits(rows[at].cells, columns) for at in short)
        from_right = apart and bool(short) and all(_ends_right(rows, at, columns) for at in short)
        if from_right and not from_left:
            self._tell(kinds.SPANS_OMITTED, rows[short[0]], count=len(short))
        if _is_header(rows[0]):
            self._tell_uneven(rows[0], columns)
        last = _last_of(rows, columns)
        at = 0
        while at < len(rows):
            row = rows[at]
            if len(row.cells) == 1:
                at = self._take_lines(rows, at, columns, last)
            elif _is_sum(row, columns):
                self.done.append(Row((row.cells[0], *moved(Row(row.cells[1:]), len(columns) - 1).cells)))
                self._tell(kinds.SPANS_OMITTED, row, count=1)
                at += 1
            elif not _is_short(row, columns) or (from_left and not from_right):
                self.done.append(row)
                at += 1
            elif from_right and not from_left:
                self.done.append(moved(row, len(columns)))
                at += 1
            else:
                at = self._take_short(rows, at, columns)

    def _take_lines(self, rows: Sequence[Row], at: int, columns: Sequence[Column], last: int) -> int:
        """Takes the rows of one cell that begin there, before the `last` row of the table or after it; gives the index of the next."""
        stop = next((index for index in range(at, len(rows)) if len(rows[index].cells) > 1), len(rows))
        begin_lists = columns[0] == "list" and stop < len(rows) and len(rows[stop].cells) >= len(columns)
        for index in range(at, stop):
            row, inside = rows[index], index < last
            if inside and not filled_cells(row):
                continue  # what stands below it may go on with what stands above
            if self.done[-1] is not self._header and _goes_on(self.done[-1], row.cells[0], columns, inside=inside):
                self._add(row)
                continue
            if begin_lists and filled_cells(row):
                self.done.append(joined(rows[index : stop + 1]))
                for piece in filter(filled_cells, rows[index + 1 : stop + 1]):
                    self._tell_joined(piece)
                return stop + 1
            self._tell_line(row, columns, inside=inside)
            self.done.append(row)
        return stop

    def _tell_line(self, row: Row, columns: Sequence[Column], *, inside: bool) -> None:
        """Tells of a row of one cell what may be doubted: within a table it is a unit, or none of its rows where that lists no projects.

        Right below the table it is a note, or the rest of a last cell that does not end as a sentence does.
        """
        line, above = row.cells[0], self.done[-1]
        if not _is_text(line):
            return
        last = filled_cells(above)[-1].text if _ends_full(above, columns) else ""
        if ("list" in columns and is_packed(line.text)) or _is_open(last) or (inside and "text" not in columns):
            self._tell_uneven(row, columns)
        elif inside:
            self._tell(kinds.UNIT_ALONE, row, text=line.text.strip())
        elif above is not self._header and last and not last.rstrip().endswith(_CLOSING):
            self._tell(kinds.LINE_BELOW, row, text=line.text.strip())

    def _tell_uneven(self, row: Row, columns: Sequence[object]) -> None:
        self._tell(kinds.ROW_UNEVEN, row, count=len(row.cells), columns=len(columns))

    def _take_short(self, rows: Sequence[Row], at: int, columns: Sequence[Column]) -> int:
        """Takes the row there, with those that go on with it; gives the index of the next."""
        row, pieces = rows[at], _pieces(rows, at, columns)
        from_left, from_right = fits(row.cells, columns), _ends_right(rows, at, columns)
        if pieces and (_are_counted(pieces) or (not from_right and _are_one(pieces, columns))):
            self.done.append(joined(pieces))
            for piece in filter(filled_cells, pieces[1:]):
                self._tell_joined(piece)
            return at + len(pieces)
        if from_right and not pieces and not from_left:
            self.done.append(moved(row, len(columns)))
            self._tell(kinds.SPANS_OMITTED, row, count=1)
            return at + 1
        if pieces or from_right or not from_left:
            self._tell_uneven(row, columns)
        self.done.append(row)
        return at + 1


def _is_of_many(row: Row, above: Row) -> bool:
    """Whether a row of the head of a form begins with an amount, or with the label of one below several: what stands left of it is lacking."""
    if label_in(row.cells[0]) in MONEY:
        return sum(label_in(cell) in MONEY for cell in above.cells) > 1
    return parse_amount(row.cells[0].text) is not None


def _goes_on_in_head(above: Row, row: Row) -> bool:
    """Whether a row of the head of a form goes on with a text that stands last in the row above, beside its label.

    With a goal any line of one cell does, with another text one of a letter or two; or the row has its first label behind its first cell.
    """
    beside = filled_cells(above)[-2:]
    if len(beside) < 2 or label_in(beside[1]) is not None or not _is_text(row.cells[0]):
        return False
    label = label_in(beside[0])
    if len(row.cells) > 1:
        return label not in (None, "group") and label_in(row.cells[1]) not in (None, "group") and head_in(row.cells[0]) is None
    return label in GOALS or (label is not None and len(row.cells[0].text.strip()) <= _LETTERS)


def _last_of(rows: Sequence[Row], columns: Sequence[Column]) -> int:
    """The index of the last row that belongs to a table: it has several cells, or is a line of a list and no blank line parts it from these."""
    last, parted = 0, False
    for at, row in enumerate(rows):
        if len(row.cells) > 1 or (not parted and _is_of_list(row.cells[0], columns)):
            last, parted = at, False
        elif not filled_cells(row):
            parted = True
    return last


def _ends_right(rows: Sequence[Row], at: int, columns: Sequence[Column]) -> bool:
    """Whether the cells of a short row can stand in the last columns; right below the header only its own block reaches down beside it."""
    start = len(columns) - len(rows[at].cells)
    return fits(rows[at].cells, columns, start) and (at > 0 or columns[start - 1] == "block")


def _is_header(row: Row) -> bool:
    """Whether a row seems to be the lower one of a header: it holds labels alone, and no level."""
    texts = [cell.text for cell in filled_cells(row)]
    return len(texts) > 1 and all(is_known(text) and not is_level_label(text) for text in texts)


def _is_short(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a row lacks cells that belong to columns: what stands behind a label of its own (合计, 总分, 填表人：…) does not."""
    filled = filled_cells(row)
    if not filled or not 1 < len(row.cells) < len(columns):
        return False
    return is_level_label(filled[0].text) or not (is_note(filled[0].text) or is_known(filled[0].text))


def _is_sum(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a row of a form is that of the sums of points, and lacks what its label was merged over: 总分 | 100 | 94.6."""
    first, *others = row.cells
    if key_of(first.text) not in SUMS or "text" in columns or len(row.cells) >= len(columns):
        return False
    return bool(others[0].text.strip()) and not any(has_words(cell.text) for cell in others)


def _pieces(rows: Sequence[Row], at: int, columns: Sequence[Column]) -> list[Row]:
    """The rows, that one and those after it, that can make up just one; none where they cannot."""
    found: list[Row] = []
    count = 1
    for index in range(at, len(rows)):
        if count >= len(columns):
            break
        found.append(rows[index])
        count += len(rows[index].cells) - 1
    return found if count == len(columns) and fits(joined(found).cells, columns) else []


def _are_one(pieces: Sequence[Row], columns: Sequence[Column]) -> bool:
    """Whether rows that can make up one are none by themselves: the first is left open, or one does not fit from the left."""
    return _is_open(pieces[0].cells[-1].text) or not all(fits(row.cells, columns) for row in pieces if len(row.cells) > 1)


def _are_counted(pieces: Sequence[Row]) -> bool:
    """Whether each of the rows begins with the number after the last of the one before it."""
    return all(_counts(above.cells[-1].text, row.cells[0].text) for above, row in pairwise(pieces))


def _counts(above: str, below: str) -> bool:
    """Whether a text begins with the number after the last in the text above."""
    number = _NUMBERED.match(below)
    before = [int(found["number"]) for found in _NUMBERED.finditer(above)]
    return number is not None and before[-1:] == [int(number["number"]) - 1]


def _goes_on(row: Row, line: Cell, columns: Sequence[Column], *, inside: bool) -> bool:
    """Whether a line of one cell is one more line of the last cell of the full row above it.

    What was left open goes on, and a number after the one before it, where a row follows (`inside`) or the line names a level: else both
    may as well be a note. A line that begins with a level goes on by itself.
    """
    if not _ends_full(row, columns) or not _is_text(line):
        return False
    above = filled_cells(row)[-1].text
    listed = _is_of_list(line, columns)
    return ((_counts(above, line.text) or _is_open(above)) and (inside or listed)) or (
        listed and is_level_label(_before_colon(line.text))
    )


def _ends_full(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a row ends with a text in the last column that may have several lines."""
    cells = filled_cells(row)
    return bool(cells) and cells[-1].column == len(columns) - 1 and columns[-1] in ("list", "text", "other")


def _is_open(text: str) -> bool:
    return text.rstrip().endswith(("，", "、", "：", ",", ":"))


def _is_of_list(line: Cell, columns: Sequence[Column]) -> bool:
    """Whether a line of one cell seems to belong to the lists in the last column: it names a level as these do."""
    return columns[-1] == "list" and _is_text(line) and is_packed(line.text)


def _is_text(cell: Cell) -> bool:
    """Whether a line is neither a label, nor with one, nor a note or title."""
    text = cell.text.strip()
    labelled = heads(cell) is not None or field_of(_before_colon(text), "line") is not None
    return bool(text) and not labelled and not is_note(text) and not heads_form(text)


def _before_colon(text: str) -> str:
    return text.replace("：", ":").partition(":")[0]
