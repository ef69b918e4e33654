"""What cells of Excel workbooks show: the value and its format code as the text that a person sees, with the doubts."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from . import catalogue as kinds
from .language import Words, counted
from .number_formats import EXACT_DIGITS, show_general, show_number, show_text
from .places import SheetPlace
from .sheets import Sheet

__all__ = ["CellTexts"]

_FORMAT: Final = Words("单元格内容 (格式 ;;;)", "content of a cell (format ;;;)")
_WHITE: Final = Words("单元格内容 (白色文字)", "content of a cell (white text)")


class CellTexts:
    """Shows the cells of one sheet; doubts are added to the sheet's findings.

    What the format `;;;` or white on white hides is left out and named, unless hidden things are wanted.
    """

    def __init__(self, sheet: Sheet, from_1904: bool, include_hidden: bool) -> None:
        self._sheet = sheet
        self._from_1904 = from_1904
        self._include_hidden = include_hidden

    def number(self, row: int, column: int, value: Decimal, code: str) -> str:
        """The text of a number, of a date or of a time."""
        if value and value.adjusted() >= EXACT_DIGITS:
            place = SheetPlace(self._sheet.name, row, column)
            self._sheet.findings.append(kinds.NUMBER_PRECISION.at(place, text=show_general(value), digits=EXACT_DIGITS))
        shown = show_number(code, value, self._from_1904)
        return self._masked(row, column, show_general(value)) if value and not shown else shown

    def text(self, row: int, column: int, text: str, code: str) -> str:
        """The text of a text."""
        shown = show_text(code, text)
        return self._masked(row, column, text) if text and not shown else shown

    def white(self, row: int, column: int, text: str) -> str:
        """A text in white on white: left out like all that is hidden."""
        return self._masked(row, column, text, _WHITE)

    def _masked(self, row: int, column: int, text: str, what: Words = _FORMAT) -> str:
        """A text that is not seen: left out and named, unless hidden things are wanted."""
        if self._include_hidden:
            return text
        if text.strip():
            place = SheetPlace(self._sheet.name, row, column)
            self._sheet.findings.append(kinds.HIDDEN_LEFT_OUT.at(place, what=counted(what, text)))
        return ""
