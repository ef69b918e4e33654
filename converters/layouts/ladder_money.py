"""The money at the head of a form: which amounts are the year's, and which the whole period's."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from msgspec import Struct

from ..grid import Cell
from ..model import Funding
from ..patterns import regex
from ..reading import Recorder
from .ladder_labels import bare

__all__ = ["Ladder", "Money", "member_of_money"]

_OF_THIS_YEAR: Final = regex(r"其中[:、,]?(?:本年|当年)")
_WHOLE: Final = regex(r"(?!.*年).*总.*")  # the label of a total that does not say that it is a year's


class Ladder(Struct):
    """What the head of a form says: texts, money of year and period, and what has no member."""

    texts: dict[str, str] = {}
    sources: dict[str, Decimal | None] = {}
    period_sources: dict[str, Decimal | None] = {}
    extensions: dict[str, str] = {}
    notes: list[Cell] = []

    def funding(self, *, period: bool) -> Funding | None:
        """The money of the year, or of the whole period; None where the form has no place for it."""
        amounts = dict(self.period_sources if period else self.sources)
        if not amounts:
            return None
        total = amounts.pop("total", None)
        return Funding(total, amounts)  # type: ignore[arg-type]


class Money:
    """Tells of each amount whose it is, by its label and by the columns in which the totals stand; `totals` has these."""

    def __init__(self, ladder: Ladder, recorder: Recorder, pointer: str) -> None:
        self.ladder = ladder
        self.recorder = recorder
        self.pointer = pointer
        self.totals: dict[bool, int] = {}
        self._whole: int | None = None

    def begin_row(self) -> None:
        """Begins another row of the form."""
        self._whole = None

    def amounts(self, period: bool) -> dict[str, Decimal | None]:
        """The amounts of the whole period, or of the year, by source."""
        return self.ladder.period_sources if period else self.ladder.sources

    def side(self, label: str, printed: str, column: int) -> tuple[str, bool]:
        """The source that a label in a column names, and whether it is the whole period's."""
        source = label.removeprefix("period_")
        if self._parts_year(source, printed):
            self._move_to_period(column)
        period = self._is_period(label, source, column)
        if source == "total" and _WHOLE.fullmatch(bare(printed)):
            self._whole = column
        return source, period

    def stands_left(self, source: Cell) -> bool:
        """Whether a source stands left of the column of the only total, the year's: that of the whole period has a label of its own."""
        return list(self.totals) == [False] and source.column < self.totals[False]

    def _parts_year(self, source: str, printed: str) -> bool:
        """Whether a label parts the year from a total of more than that: a total of its own below or beside, a source beside it."""
        if list(self.totals) != [False] or not _OF_THIS_YEAR.match(bare(printed)):
            return False
        return source == "total" or self._whole == self.totals[False]

    def _move_to_period(self, column: int) -> None:
        """What was taken for the year's money is the whole period's; the year's stands from `column` on."""
        self.totals = {True: self.totals[False], False: column}
        self.ladder.period_sources, self.ladder.sources = self.ladder.sources, self.ladder.period_sources
        for member in map(member_of_money, self.ladder.period_sources):
            self.recorder.places.move(f"{self.pointer}/funding/{member}", f"{self.pointer}/period_funding/{member}")

    def _is_period(self, label: str, source: str, column: int) -> bool:
        """Whether an amount is the whole period's: by its label, or by the column of the totals."""
        if source == "total":
            if label == "total" and list(self.totals) == [False] and column > self.totals[False]:
                self._move_to_period(column)  # the first of two totals side by side is the whole period's
            period = label.startswith("period_")
            self.totals[period] = column
            return period
        if label.startswith("period_"):
            return True
        if len(self.totals) == 2:
            return column < self.totals[False]
        return True in self.totals


def member_of_money(source: str) -> str:
    """Where a funding holds the amount of a source, or its total."""
    return "total" if source == "total" else f"sources/{source}"
