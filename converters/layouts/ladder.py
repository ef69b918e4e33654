"""The ladder of labels and values at the head of a form for one project (申报表).

A value stands right of its label, or below it where a row holds only labels. Money and goals may
stand twice side by side: the whole period's left, the year's right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from msgspec import Struct

from .. import catalogue as kinds
from ..amounts import parse_amount
from ..extensions import unused
from ..grid import Cell, Row
from ..labels import speaks_of_money, unboxed
from ..model import SOURCES
from ..patterns import regex
from ..places import Place
from ..pointers import extension
from ..reading import Recorder
from .ladder_labels import GOALS, MONEY, bare, currency_behind, head_in, inline, is_of_which, is_year, label_in, unguarded
from .ladder_matrix import Entry, Matrix, matrix_at
from .ladder_money import Ladder, Money, member_of_money
from .ladder_years import YearTables, heads_years
from .money import is_amount, read_amount
from .period import ends_of
from .row_pieces import are_boxes, filled_cells, with_line

__all__ = ["Ladder", "read_ladder"]

_GOALS: Final = frozenset({"goal", "period_goal", "outcome"})
_TWICE: Final[tuple[str, ...]] = ("goal", *SOURCES)
"""What a form with two sides has on both."""
_TEXTS: Final = frozenset({
    "name", "code", "category", "nature", "competent_department", "implementing_unit", "start", "end", "department", "goal", "period_goal",
})  # fmt: skip
_OF_MONEY: Final = regex(r"资金|预算")
"""Words of labels of a group that may be the label of its total: 项目预算 | 800."""
_SURE: Final = regex(r"实施|执行|承担|项目单位")
"""Words of labels that surely name the unit that carries a project out, and not the one that fills in the form."""


def read_ladder(rows: Sequence[Row], recorder: Recorder, pointer: str, currency: str | None) -> Ladder:
    """What the rows say; each value's place goes under `pointer`. `currency` is the unit of account, where it is stated."""
    return _Reader(rows, recorder, pointer, currency).read()


class _Block(Struct):
    """The rows beside the label that heads them, from the index of its first to the one after its last."""

    label: str
    start: int
    stop: int


class _Reader:
    """Reads the rows from the top, remembering which cells were taken as values of labels above them."""

    def __init__(self, rows: Sequence[Row], recorder: Recorder, pointer: str, currency: str | None) -> None:
        self.rows = list(map(filled_cells, rows))
        self.merged = any(cell.colspan > 1 or cell.rowspan > 1 for row in rows for cell in row.cells)
        self.recorder = recorder
        self.pointer = pointer
        self.currency = currency
        self.ladder = Ladder()
        self.money = Money(self.ladder, recorder, pointer)
        self.years = YearTables(recorder, pointer)
        self._taken: set[int] = set()
        self._weak: dict[str, tuple[str, Cell]] = {}
        self._results: dict[int, str] = {}
        self._index = 0
        self._goal = ("", 0, 0)
        self._block = _Block("", 0, 0)
        self._matrix: Matrix | None = None
        self._within = 0

    def read(self) -> Ladder:
        for index in range(len(self.rows)):
            self._read_row(index)
        return self.ladder

    def _read_row(self, index: int) -> None:
        cells = self._beside(index, [cell for cell in self.rows[index] if id(cell) not in self._taken])
        by_years = self.years.take(cells, self._next_in_block(index), self._block.label if self._block.stop > index else None)
        if by_years is not None:
            for name, amount in by_years:
                self._extend(name, None, amount)
            return
        if self._matrix is not None and self._leaves_matrix(index, cells):
            self._matrix = None
        if self._matrix is not None:
            for entry in self._matrix.entries(cells):
                self._take_entry(entry)
            return
        self._index = index
        self.money.begin_row()
        below = self._amounts_below(index, cells)
        if below is not None:
            for cell in cells:
                self._take_pair(cell, label_in(cell), below.get(cell.column))
            return
        self._matrix = matrix_at(cells, self._next_in_block(index))
        if self._matrix is not None:
            self._begin_matrix(self._matrix, index, cells)
            return
        for cell, label, value in self._pairs(index, cells):
            self._take_pair(cell, label, value)

    def _take_pair(self, cell: Cell, label: str | None, value: Cell | None) -> None:
        if label is None or label == "group":
            self._take_unknown(cell, value, label)
        else:
            self._take(label, cell, value)

    def _amounts_below(self, index: int, cells: Sequence[Cell]) -> dict[int, Cell] | None:
        """The row below by columns, where it holds the amounts of what this one labels, and nothing else; None where it does not."""
        below = [cell for cell in self._next_in_block(index) if id(cell) not in self._taken]
        alone = self._block.start == index == self._block.stop - 2
        if len(cells) < 2 or not (alone or all(label_in(cell) in MONEY or is_of_which(cell) for cell in cells)):
            return None
        if any(is_amount(cell.text) or inline(cell) is not None for cell in cells) or not all(
            is_amount(cell.text) for cell in below
        ):
            return None
        found = {cell.column: cell for cell in below}
        if not found or not found.keys() <= {cell.column for cell in cells}:
            return None
        self._taken |= set(map(id, below))
        return found

    # Blocks and matrices

    def _beside(self, index: int, cells: list[Cell]) -> list[Cell]:
        """The cells of a row without the label of a block that begins in it."""
        if index >= self._block.stop:
            self._block = _Block("", index, index)
        if len(cells) < 2 or cells[0].column != self.rows[index][0].column or index < self._block.stop:
            return cells
        labels = label_in(cells[1]) is not None or head_in(cells[1]) is not None or heads_years(cells)
        if cells[1].rowspan >= cells[0].rowspan > 1 and not labels:
            return cells  # both are merged down over the same rows: a label and its text
        stop = self._reach(index, cells[0])
        count = sum(bool(row) for row in self.rows[index:stop])
        if count < 2 or (cells[0].rowspan == 1 and label_in(cells[0]) != "group" and not labels):
            return cells
        self._block = _Block(cells[0].text.strip(), index, stop)
        self.recorder.heading(cells[0])
        return cells[1:]

    def _reach(self, index: int, cell: Cell) -> int:
        """The index of the row after the last one that a cell stands beside: merged down, or with blanks below."""
        if cell.rowspan > 1:
            return min(index + cell.rowspan, len(self.rows))
        stop = index + 1
        while stop < len(self.rows) and self.rows[stop] and self.rows[stop][0].column > cell.column:
            stop += 1
        return stop

    def _next_in_block(self, index: int) -> Sequence[Cell]:
        """The row after this one, unless it lies outside the block."""
        outside = self._block.stop > index and index + 1 >= self._block.stop
        return () if outside or index + 1 >= len(self.rows) else self.rows[index + 1]

    def _leaves_matrix(self, index: int, cells: Sequence[Cell]) -> bool:
        if not cells:
            return False
        if self._block.stop > index:
            return self._block.start == index
        return index >= self._within or label_in(cells[0]) not in MONEY

    def _begin_matrix(self, matrix: Matrix, index: int, cells: Sequence[Cell]) -> None:
        """Takes the heads of a matrix, those in the row below as well where it divides them."""
        self._within = self._block.stop if self._block.stop > index else len(self.rows)
        for cell in cells:
            self.recorder.heading(cell)
        below = self._next_in_block(index)
        deeper = matrix.deepened(below)
        if deeper is not None:
            self._matrix = deeper
            for cell in below:
                self.recorder.heading(cell)
            self._taken |= set(map(id, below))

    def _take_entry(self, entry: Entry) -> None:
        """A name of a matrix: an amount of money with what stands beside it, or texts without a field."""
        printed, values = entry.name.text.strip(), list(entry.values)
        label = label_in(entry.name)
        if label in GOALS and values:
            self._take(label, entry.name, values.pop(0)[1])
        elif entry.money and self._states_amount(entry):
            self.recorder.heading(entry.name)
            values = values if entry.amount is None else values[1:]
        elif values:
            self.recorder.heading(entry.name)
        else:
            self._extend(entry.head or self._block.label or printed, None, entry.name)
        for head, cell in values:
            self._extend(f"{printed} {head}".strip(), None, cell)

    def _states_amount(self, entry: Entry) -> bool:
        """Whether the first value of an entry is an amount that was not stated before; it becomes one of the form's."""
        label = label_in(entry.name) or ""
        source, period = label.removeprefix("period_"), label.startswith("period_")
        amounts = self.money.amounts(period)
        if source in amounts:
            return False
        printed = entry.name.text.strip()
        amounts[source] = None if entry.amount is None else self._amount(printed, source, period, entry.amount)
        return True

    # Labels and values

    def _pairs(self, index: int, cells: list[Cell]) -> Iterator[tuple[Cell, str | None, Cell | None]]:
        """The labels of a row with their values; a lone cell comes without a value."""
        labels = [label_in(cell) for cell in cells]
        for twice in _TWICE:  # of two goals, or two amounts of one source, side by side the left is the whole period's
            if labels.count(twice) == 2 and (twice == "goal" or self.money.stands_left(cells[labels.index(twice)])):
                labels[labels.index(twice)] = f"period_{twice}"
        at = 0
        while at < len(cells):
            cell, label, both = cells[at], labels[at], inline(cells[at])
            at += 1
            if label is None and both is not None:
                self.recorder.label("：")
                text = self._without_currency(both[1], cell.place)
                stated = Cell(text, place=cell.place) if text else None
                yield Cell(both[0], cell.column, place=cell.place), label_in(Cell(both[0])), stated
                continue
            value = cells[at] if at < len(cells) and self._adjoins(cells, labels, at) else None
            if value is not None and (labels[at] is not None or inline(value) is not None):
                value = None
            elif value is not None:
                at += 1
                while at < len(cells) and labels[at] is None and are_boxes(value, cells[at], merged=self.merged):
                    value = with_line(value, cells[at])
                    at += 1
            if value is None and label is not None:
                value = self._below(index, cell, label)
            if value is None and label in MONEY and at < len(cells) and cells[at].column == cell.column + cell.colspan:
                label = "group"  # a label right beside another one heads it
            yield cell, label, value

    def _adjoins(self, cells: Sequence[Cell], labels: Sequence[str | None], at: int) -> bool:
        """Whether the cell at `at` can be the value of the one before it.

        What a label heads is no value. Where nothing is merged, blanks may stand for merged cells: then a label has
        a value if what follows it up to the next known label makes pairs with it.
        """
        label, value = cells[at - 1], cells[at]
        stop = next((index for index in range(at, len(cells)) if labels[index] is not None), len(cells))
        odd = (stop - at) % 2 == 1
        if labels[at - 1] == "group" and not odd:
            return False
        return value.column == label.column + label.colspan or at == len(cells) - 1 or (odd and not self.merged)

    def _below(self, index: int, cell: Cell, label: str) -> Cell | None:
        """The value below a label, where its row holds only labels."""
        below = index + cell.rowspan
        others = self.rows[index]
        if self._block.start == index < self._block.stop:
            others = others[1:]
        if below >= len(self.rows) or any(label_in(other) is None for other in others):
            return None
        touching = all(left.column + left.colspan == right.column for left, right in pairwise(others))
        if label not in _GOALS and (len(others) < 2 or not touching):
            return None
        if any(label_in(other) is not None for other in self.rows[below] if other.column > 0):
            return None
        found = next((other for other in self.rows[below] if other.column == cell.column and label_in(other) is None), None)
        if found is not None:
            self._taken.add(id(found))
        return found

    def _take(self, label: str, cell: Cell, value: Cell | None) -> None:
        """A label of a known field, with its value or None where that is blank."""
        printed = cell.text.strip()
        if label in MONEY:
            self.recorder.heading(cell)
            self._take_money(label, printed, cell.column, value)
        elif value is None:
            self.recorder.heading(cell)
        elif label == "period":
            self.recorder.heading(cell)
            self._take_period(printed, value)
        elif label in _TEXTS and (label not in self.ladder.texts or self._yields(label, cell)):
            self.recorder.heading(cell)
            self._state(label, printed, value)
            self._goal = (label, self._index, value.column)
        else:
            self._extend(printed, cell, value)

    def _state(self, label: str, printed: str, value: Cell) -> None:
        """The text of a field; what stood under a less sure label goes to the extensions."""
        if label in self._weak:
            held, place = self._weak.pop(label)
            held = unused(held, self.ladder.extensions)
            self.ladder.extensions[held] = self.ladder.texts[label]
            self.recorder.places.add(extension(self.pointer, held), place.place)
        self.ladder.texts[label] = unguarded(self.recorder.field(value, f"{self.pointer}/{label}"))
        if not _SURE.search(bare(printed)):
            self._weak[label] = (printed, value)

    def _yields(self, label: str, cell: Cell) -> bool:
        """Whether what was taken for the field stands under a weaker label: 填报单位 before 项目实施单位."""
        return label == "implementing_unit" and label in self._weak and _SURE.search(bare(cell.text)) is not None

    def _take_money(self, label: str, printed: str, column: int, value: Cell | None) -> None:
        source, period = self.money.side(label, printed, column)
        amounts = self.money.amounts(period)
        if source in amounts and value is None:
            return
        if source in amounts:
            self._extend(f"{self._results.get(column, '')} {printed}".strip(), None, value)
            return
        amounts[source] = None if value is None else self._amount(printed, source, period, value)

    def _amount(self, printed: str, source: str, period: bool, value: Cell) -> Decimal | None:
        pointer = f"{self.pointer}/{'period_' if period else ''}funding"
        amount, text = read_amount(value, printed, self.currency, self.recorder, f"{pointer}/{member_of_money(source)}", pointer)
        if text is not None:
            name = unused(printed, self.ladder.extensions)
            self.ladder.extensions[name] = text
            self.recorder.places.add(extension(self.pointer, name), value.place)
        return amount

    def _take_period(self, printed: str, value: Cell) -> None:
        """A span of time in one cell: its two ends where it has them, else kept as it is."""
        ends = None if "start" in self.ladder.texts else ends_of(self.recorder.text(value))
        if ends is None:
            self._extend(printed, None, value)
            return
        self.recorder.part(value.text)
        for name, text in zip(("start", "end"), ends, strict=True):
            self.ladder.texts[name] = text
            self.recorder.places.add(f"{self.pointer}/{name}", value.place)

    def _take_unknown(self, cell: Cell, value: Cell | None, label: str | None) -> None:
        """A label the model has no field for, with its text; or the label of a group; or a text by itself."""
        text = cell.text.strip()
        if value is None and not self._without_currency(text, cell.place):
            return
        if label == "group" and value is not None and _OF_MONEY.search(text) and parse_amount(value.text) is not None:
            self.recorder.heading(cell)
            self._take_money("total", text, cell.column, value)
        elif value is not None:
            if head_in(cell) == "amount":
                self._results[cell.column] = text.rstrip("：:")
            elif label is None and self._may_be_money(text) and parse_amount(value.text) is not None:
                self.recorder.doubt(kinds.AMOUNT_UNPLACED, cell.place, self.pointer, label=text, text=value.text.strip())
            self._extend(unboxed(text) or text, cell, value)
        elif label == "group" or len(text) <= 2 or is_of_which(cell):
            self.recorder.heading(cell)
        elif self._goes_on(cell):
            self._goal = (self._goal[0], self._index, cell.column)
            self.ladder.texts[self._goal[0]] += f"\n{unguarded(self.recorder.text(cell))}"
            self.recorder.part(cell.text)
        elif (goal := label_in(Cell(self._block.label))) in GOALS and goal not in self.ladder.texts:
            self._state(goal, self._block.label, cell)
            self._goal = (goal, self._index, cell.column)
        elif self._block.label:
            self._extend(self._block.label, None, cell)
        else:
            self.recorder.doubt(kinds.LINE_BEFORE_TABLE, cell.place, "/notes", text=text)
            self.ladder.notes.append(cell)

    def _may_be_money(self, text: str) -> bool:
        """Whether a label, or that of its block, speaks of money, and not of parts of it in hundred; or it is none: an amount, a year."""
        spoken = speaks_of_money(self._block.label + text) and "%" not in bare(self._block.label)
        return spoken or is_amount(text) or is_year(text)

    def _goes_on(self, cell: Cell) -> bool:
        """Whether a text by itself is one more line of the goal in the row above."""
        label, index, column = self._goal
        return label in GOALS and (self._index, cell.column) == (index + 1, column) and len(self.rows[self._index]) <= 2

    def _without_currency(self, text: str, place: Place | None) -> str:
        """What stands before the unit of account at the end of a text: 某局 金额单位：万元."""
        found = currency_behind(text)
        if found is None:
            return text
        self.recorder.label(found[0])
        if self.currency not in (None, found["unit"]):
            self.recorder.doubt(kinds.UNIT_OF_ACCOUNT_TWICE, place, "/currency_unit", kept=self.currency, text=found["unit"])
        return text[: found.start()]

    def _extend(self, label: str, cell: Cell | None, value: Cell | None) -> None:
        if cell is not None:
            self.recorder.heading(cell)
        if value is not None:
            name = unused(label, self.ladder.extensions)
            self.ladder.extensions[name] = unguarded(self.recorder.field(value, extension(self.pointer, name)))
