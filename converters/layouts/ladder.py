"""The ladder of labels and values at the head of a form for one project (申报表).

A value stands right of its label, or below it where a row holds only labels. Money and goals may
stand twice side by side: the whole period's left, the year's right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from msgspec import Struct

from .. import catalogue as kinds
from ..amounts import parse_amount
from ..grid import Cell, Row
from ..labels import field_of, unboxed
from ..model import SOURCES, Funding
from ..reading import Recorder
from ..values import same_width

__all__ = ["Ladder", "guarded", "heads", "label_in", "read_ladder", "unguarded"]

_INLINE: Final = re.compile(r"\s*(?P<label>[^：:]{2,24}?)\s*[：:]\s*(?P<text>\S.*)", re.DOTALL)
_GOALS: Final = frozenset({"goal", "period_goal", "outcome"})
_TEXTS: Final = frozenset(
    {
        "name",
        "code",
        "category",
        "nature",
        "competent_department",
        "implementing_unit",
        "start",
        "end",
        "department",
        "goal",
        "period_goal",
    }
)
_MONEY: Final = frozenset({"total", "period_total", *SOURCES, *(f"period_{source}" for source in SOURCES)})
_SPAN: Final = re.compile(r"(?P<start>\S*\d\S*?)\s*(?:-{1,2}|—{1,2}|–|~|～|至|到)\s*(?P<end>\S*\d\S*)")
_WITH_UNIT: Final = re.compile(r"(?P<amount>[^元千万亿]+?)\s*(?P<unit>元|千元|万元|亿元|万)")
_BUDGET: Final = re.compile(
    r"(?:(?:年初|全年|年中|调整后?|\d+-\d+月)?(?:预算|执行|预计执行)数|(?:\d+-\d+月)?执行率|分值|得分|权重|全年预计执行数)(?:[(].{1,12}[)])?"
)
_CURRENCY: Final = re.compile(r"(?:金额)?单位:(?:元|千元|万元|亿元)")
_MARKS: Final = re.compile(r"[(（](?:\d{4}\s*年?\s*[-—–~至]+\s*\d{4}\s*年?|\d+\s*字以内|万元|元)[)）]")


class Ladder(Struct):
    """What the head of a form says: texts, money of year and period, and what has no member."""

    texts: dict[str, str] = {}
    sources: dict[str, Decimal | None] = {}
    period_sources: dict[str, Decimal | None] = {}
    extensions: dict[str, str] = {}
    notes: list[str] = []

    def funding(self, *, period: bool) -> Funding | None:
        """The money of the year, or of the whole period; None where the form has no place for it."""
        amounts = dict(self.period_sources if period else self.sources)
        if not amounts:
            return None
        total = amounts.pop("total", None)
        return Funding(total, amounts)  # type: ignore[arg-type]


def label_in(cell: Cell) -> str | None:
    """The field that a cell of the ladder is the label of; "group" for one that heads others; None for a value."""
    text = cell.text.strip()
    if not text or len(text) > 48:
        return None
    return field_of(text, "form") or field_of(_MARKS.sub("", text), "form") or field_of(text, "group")


def heads(cell: Cell) -> str | None:
    """The field whose label the cell is, or begins with: 项目名称, 项目名称：甲."""
    found = _inline(cell)
    return label_in(cell) if found is None else label_in(Cell(found[0]))


def guarded(text: str) -> str:
    """The text as a value is printed: in 〔〕 where it would be taken for a label."""
    return f"〔{text}〕" if _misleads(text) else text


def unguarded(text: str) -> str:
    """The value that `guarded` printed as `text`."""
    inner = unboxed(text)
    return inner if inner is not None and _misleads(inner) else text


def _misleads(text: str) -> bool:
    if label_in(Cell(text)) is not None or unboxed(text) is not None:
        return True
    found = _INLINE.fullmatch(text)
    return found is not None and label_in(Cell(found["label"])) is not None


def read_ladder(rows: Sequence[Row], recorder: Recorder, pointer: str, currency: str | None) -> Ladder:
    """What the rows say; each value's place goes under `pointer`. `currency` is the unit of account, where it is stated."""
    return _Reader(rows, recorder, pointer, currency).read()


class _Reader:
    """Reads the rows from the top, remembering which cells were taken as values of labels above them."""

    def __init__(self, rows: Sequence[Row], recorder: Recorder, pointer: str, currency: str | None) -> None:
        self.rows = [[cell for cell in row.cells if cell.text.strip()] for row in rows]
        self.recorder = recorder
        self.pointer = pointer
        self.currency = currency
        self.ladder = Ladder()
        self._taken: set[int] = set()
        self._totals: dict[bool, int] = {}
        self._budget: dict[int, str] = {}

    def read(self) -> Ladder:
        for index in range(len(self.rows)):
            self._read_row(index)
        return self.ladder

    def _read_row(self, index: int) -> None:
        cells = [cell for cell in self.rows[index] if id(cell) not in self._taken]
        cells = self._without_budget(cells)
        for cell, label, value in self._pairs(index, cells):
            if label is None or label == "group":
                self._take_unknown(cell, value, label)
            else:
                self._take(label, cell, value)

    def _without_budget(self, cells: list[Cell]) -> list[Cell]:
        """The cells of a row without those below 全年预算数, 执行率 …: the first such amount is the row's, the others are extensions."""
        heads = {cell.column: cell.text.strip() for cell in cells if _BUDGET.fullmatch(same_width("".join(cell.text.split())))}
        if len(heads) > 1:
            self._budget = heads
            for column in heads:
                self.recorder.label(heads[column])
            return [cell for cell in cells if cell.column not in heads]
        label = next((cell for cell in cells if label_in(cell) in _MONEY), None)
        if label is None:
            self._budget = {}
        if not self._budget or label is None:
            return cells
        first = min(self._budget)
        for cell in cells:
            if cell.column in self._budget and cell.column != first:
                name = f"{label.text.strip()} {self._budget[cell.column]}"
                self.ladder.extensions[name] = self.recorder.field(cell, f"{self.pointer}/extensions/{name}")
        return [cell for cell in cells if cell.column not in self._budget or cell.column == first]

    def _pairs(self, index: int, cells: list[Cell]) -> Iterator[tuple[Cell, str | None, Cell | None]]:
        """The labels of a row with their values; a lone cell comes without a value."""
        at = 0
        while at < len(cells):
            cell = cells[at]
            label, inline = label_in(cell), _inline(cell)
            at += 1
            if label is None and inline is not None:
                yield Cell(inline[0], cell.column, place=cell.place), label_in(Cell(inline[0])), Cell(inline[1], place=cell.place)
                continue
            value = cells[at] if at < len(cells) and self._adjoins(cell, cells[at], at == len(cells) - 1) else None
            if value is not None and (label_in(value) is not None or _inline(value) is not None):
                value = None
            elif value is not None:
                at += 1
            if value is None and label is not None:
                value = self._below(index, cell, label)
            if value is None and label in _MONEY and at < len(cells) and self._adjoins(cell, cells[at], False):
                label = "group"  # a label right beside another one heads it
            yield cell, label, value

    def _adjoins(self, label: Cell, value: Cell, last: bool) -> bool:
        return value.column == label.column + label.colspan or last

    def _below(self, index: int, cell: Cell, label: str) -> Cell | None:
        """The value below a label, where its row holds only labels."""
        below = index + cell.rowspan
        others = self.rows[index]
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
        if label in _MONEY:
            self.recorder.label(cell.text)
            self._take_money(label, printed, cell.column, value)
        elif value is None:
            self.recorder.label(cell.text)
        elif label == "period":
            self.recorder.label(cell.text)
            self._take_period(printed, value)
        elif label in _TEXTS and label not in self.ladder.texts:
            self.recorder.label(cell.text)
            self.ladder.texts[label] = unguarded(self.recorder.field(value, f"{self.pointer}/{label}"))
        else:
            self._extend(printed, cell, value)

    def _take_money(self, label: str, printed: str, column: int, value: Cell | None) -> None:
        source = label.removeprefix("period_")
        period = self._is_period(label, source, column)
        amounts = self.ladder.period_sources if period else self.ladder.sources
        if source in amounts and value is None:
            return
        if source in amounts:
            self._extend(printed, None, value)
            return
        amounts[source] = None if value is None else self._amount(printed, source, period, value)

    def _is_period(self, label: str, source: str, column: int) -> bool:
        """Whether an amount is the whole period's: by its label, or by the column of the totals."""
        if source == "total":
            two_sided = label == "total" and False in self._totals and True not in self._totals and column > self._totals[False]
            if two_sided:  # the first of two totals side by side is the whole period's
                self._totals[True] = self._totals[False]
                self.ladder.period_sources, self.ladder.sources = self.ladder.sources, self.ladder.period_sources
            period = label.startswith("period_")
            self._totals[period] = column
            return period
        if label.startswith("period_"):
            return True
        if len(self._totals) == 2:
            return column < self._totals[False]
        return True in self._totals

    def _amount(self, printed: str, source: str, period: bool, value: Cell) -> Decimal | None:
        text = self.recorder.field(value, f"{self.pointer}/{'period_' if period else ''}funding/{_member(source)}")
        amount = parse_amount(text)
        found = _WITH_UNIT.fullmatch(text) if amount is None else None
        if found is not None and self.currency == found["unit"].replace("元", "") + "元":
            amount = parse_amount(found["amount"])
        if amount is not None and found is not None:
            self.recorder.doubt(kinds.AMOUNT_WITH_UNIT, value.place, f"{self.pointer}/funding", label=printed, text=text)
        elif amount is None:
            self.ladder.extensions[printed] = text
            self.recorder.doubt(kinds.AMOUNT_NOT_UNDERSTOOD, value.place, f"{self.pointer}/funding", label=printed, text=text)
        return amount

    def _take_period(self, printed: str, value: Cell) -> None:
        """A span of time in one cell: its two ends where it has them, else kept as it is."""
        text = self.recorder.field(value, f"{self.pointer}/start")
        found = _SPAN.fullmatch(text)
        if found is not None and "start" not in self.ladder.texts:
            self.ladder.texts |= {"start": found["start"], "end": found["end"]}
        else:
            self.ladder.extensions[printed] = text

    def _take_unknown(self, cell: Cell, value: Cell | None, label: str | None) -> None:
        """A label the model has no field for, with its text; or the label of a group; or a text by itself."""
        text = cell.text.strip()
        if _CURRENCY.fullmatch(same_width("".join(text.split()))):
            self.recorder.label(text)
        elif value is not None:
            self._extend(unboxed(text) or text, cell, value)
        elif label == "group" or cell.rowspan > 1 or len(text) <= 2:
            self.recorder.label(cell.text)
        else:
            self.ladder.notes.append(self.recorder.field(cell, "/notes"))

    def _extend(self, label: str, cell: Cell | None, value: Cell | None) -> None:
        if cell is not None:
            self.recorder.label(cell.text)
        if value is None:
            return
        name, count = label, 1
        while name in self.ladder.extensions:
            count += 1
            name = f"{label}({count})"
        self.ladder.extensions[name] = unguarded(self.recorder.field(value, f"{self.pointer}/extensions/{name}"))


def _inline(cell: Cell) -> tuple[str, str] | None:
    """Label and text of a cell that holds both: 项目名称：甲."""
    found = _INLINE.fullmatch(cell.text)
    if found is None or label_in(Cell(found["label"])) in (None, "group") or label_in(cell) is not None:
        return None
    return found["label"], found["text"]


def _member(source: str) -> str:
    return "total" if source == "total" else f"sources/{source}"
