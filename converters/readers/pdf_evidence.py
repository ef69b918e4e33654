"""Two cells on both sides of a page's end: is the text of the lower one the rest of the upper one's?

A text that was broken off fills its last line and reaches the foot of its cell; two whole numbers, or a
text with the numbering of its column, are cells of their own; an open bracket, a comma, the next item of
a list go on. What says neither is `maybe`, and is never enough by itself.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from msgspec import Struct

from ..patterns import regex
from .pdf_cells import Piece
from .pdf_furniture import squeezed
from .pdf_text import Line, begins_item, goes_on

__all__ = ["Column", "Verdict", "depth", "verdict"]

Verdict: TypeAlias = Literal["blank", "marked", "shown", "rest", "maybe", "new"]

_MARKS: Final = ("（续）", "(续)")
_SPARE: Final = 6.0  # ems between the last line of a text that was cut and the lower edge of its cell, at most
_FEW: Final = 3  # texts of a column that say something of it
_VALUE: Final = regex(r"[≥≤=＝><＞＜≧≦±~]{0,2}[-+]?\d[\d,，]*(?:\.\d+)?(?:[%％‰]|\w{0,4})")
_NUMBER: Final = regex(r"\s*[（(]?(\d{1,3}|[一二三四五六七八九十]{1,3})(?:[、)）\-－—]|[.．](?!\d))")
_FIRST: Final = frozenset({"1", "一"})
_BRACKETS: Final = ("（）", "()", "《》", "“”", "「」", "【】", "〔〕")
_BROKEN: Final = tuple("，、：（(《“「【〔的和及与或")
_LATER: Final = tuple("，。、；：！？）)》”」】〕％%")


class Column(Struct):
    """What is known of the texts of a column: how many there are, how many begin with a number, and how many with the first."""

    texts: int = 0
    numbered: int = 0
    first: int = 0

    def take(self, text: str) -> None:
        """Takes down one more text."""
        number = _number(text)
        self.texts += 1
        self.numbered += number is not None
        self.first += number in _FIRST

    def parts(self, text: str) -> Verdict | None:
        """What the numbering of the column says of a text at the head of a page."""
        others = max(1, self.texts // 5)
        if self.texts < _FEW or self.numbered < self.texts - others:
            return None
        number = _number(text)
        if number is None:
            return "rest"
        return "new" if number in _FIRST or self.first < self.texts - others else None


def verdict(above: Piece, below: Piece, column: Column, opened: bool) -> Verdict:
    """What two cells in the same columns say; `opened`: no rule parts them.

    "marked": the lower one prints the upper one's text again and says so; "shown": a spreadsheet draws one
    text on both pages, and cuts away what is not on them.
    """
    if not below.lines:
        return "blank"
    text, rest = above.text(), below.text()
    if any(squeezed(rest) == squeezed(text) + mark for mark in _MARKS):
        return "marked"
    if above.hidden or below.hidden:
        return "shown" if squeezed(text) == squeezed(rest) else "new"
    if not above.lines:
        return "maybe" if opened else "new"
    return _of_texts(text, rest, column, opened or _breaks_off(above, below))


def _of_texts(text: str, rest: str, column: Column, broken: bool) -> Verdict:
    """What two texts say; `broken`: the first can have been broken off where it ends."""
    if not broken or (_VALUE.fullmatch(squeezed(text)) and _VALUE.fullmatch(squeezed(rest))):
        return "new"
    if text.endswith(_BROKEN) or rest.startswith(_LATER) or _closes(text, rest) or _next_item(text, rest):
        return "rest"
    return column.parts(rest) or "maybe"


def _breaks_off(above: Piece, below: Piece) -> bool:
    """Whether the text of the upper cell reaches its foot and fills its last line, or the lower one begins with an item."""
    if depth(above) > _SPARE:
        return False
    return begins_item(below.lines[0]) or goes_on(above.lines[-1], below.lines[0], above.limit)


def depth(piece: Piece) -> float:
    """How deep below the last line of a text the lower edge of its cell is, in ems."""
    last: Line = piece.lines[-1]
    return (piece.bottom - last.base) / last.size


def _closes(text: str, rest: str) -> bool:
    """Whether a bracket that stays open in the first text is closed in the second."""
    for opening, closing in _BRACKETS:
        if text.count(opening) > text.count(closing) and closing in rest.partition(opening)[0]:
            return True
    return False


def _next_item(text: str, rest: str) -> bool:
    """Whether the second text begins with the item that follows two or more items of the first."""
    numbers = [int(number) for line in text.split("\n") if (number := _number(line) or "").isdigit()]
    following = _number(rest) or ""
    return len(numbers) > 1 and following == str(numbers[-1] + 1)


def _number(text: str) -> str | None:
    """The number that a text begins with."""
    found = _NUMBER.match(text)
    return found[1] if found else None
