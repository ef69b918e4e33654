"""Titles and labels over several lines: as few lines as will do, parted where the sense allows, in the shape of a trapezium.

GB/T 9704-2012, 7.3.1 wants the lines of a title whole in sense, symmetrical and neither too long nor too short (词意完整, 排列对称, 长短适宜), as a
trapezium or a rhombus. So a line's end costs something where it parts a word or leaves a character or two beside a bracket,
and so does each line that is far from the length it should have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final, TypeAlias

from .patterns import regex
from .typeset import break_lines, may_break

__all__ = ["balanced", "even_width", "sense_breaks"]

_Lines: TypeAlias = tuple[tuple[int, int], ...]

_MOST_LINES: Final = 6
"""Lines of the longest text that is balanced; more are a text to read, not a title."""
_SLANT: Final = 0.1
"""By what part of the mean length each line should be shorter than the one before it."""
_RAGGED: Final = 10.0
"""What a line costs that is no text at all, or twice as long as it should be; others less, by the square."""
_WORD, _BRACKET, _LONE, _NATURAL = 4.0, 6.0, 12.0, -1.5
"""What a line's end costs within a word, one or two characters off a bracket, beside a line of one character, behind a mark or before a bracket."""
_OPENING: Final = "（(〔【《“"
_CLOSING: Final = "）)〕】》”"
_STOPS: Final = frozenset("、，；：")
_MARKS: Final = frozenset((*_STOPS, *_CLOSING))
_ITEM: Final = regex(r"[（(]?\d{1,3}[、.．）)]")
"""What would look like the next item of a list if a line began with it."""


class _Text:
    """A text to be parted into lines."""

    def __init__(self, text: str, advances: Sequence[float], words: tuple[str, ...], count: int) -> None:
        self._text = text
        self._count = count
        self._sums = [0.0, *accumulate(advances)]
        found = (match.span(1) for match in _any_of(words).finditer(text))
        self._within = {offset for start, stop in found for offset in range(start + 1, stop)}

    def width(self, start: int, stop: int) -> float:
        """The width of a line, without the blanks at its end."""
        return self._sums[start + len(self._text[start:stop].rstrip())] - self._sums[start]

    def line(self, number: int, start: int, stop: int) -> float:
        """What line `number` costs from `start` to `stop`."""
        mean = self._sums[-1] / self._count
        ideal = mean * (1 + _SLANT * ((self._count - 1) / 2 - number))
        lone = _LONE if stop - start == 1 else 0.0
        return _RAGGED * ((self.width(start, stop) - ideal) / mean) ** 2 + lone + self.end(stop)

    def end(self, stop: int) -> float:
        """What it costs to part the text before `stop`."""
        text = self._text
        if stop >= len(text):
            return 0.0
        cut = stop in self._within or (text[stop] in "年月日" and text[stop - 1].isdigit())
        cost = _WORD if cut else 0.0
        if _ITEM.match(text, stop):
            cost += _LONE
        if text[stop - 1] in _MARKS or text[stop] in _OPENING:
            cost += _NATURAL
        if text[stop - 2 : stop - 1] in _STOPS or text[stop + 1 : stop + 2] in _STOPS:
            cost += _WORD
        if text[max(stop - 2, 0)] in _OPENING or any(char in _CLOSING for char in text[stop : stop + 2]):
            cost += _BRACKET
        return cost

    def cost(self, lines: _Lines) -> float:
        """What all lines cost together."""
        return sum(self.line(number, *line) for number, line in enumerate(lines))


@lru_cache(maxsize=64)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Finds the longest of these words at each place."""
    return re.compile(f"(?=({'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))}))")


@lru_cache(maxsize=4096)
def balanced(text: str, advances: tuple[float, ...], width: float, words: tuple[str, ...], inset: float = 0.0) -> _Lines:
    """The lines of `text` as offsets, as many as `break_lines` has; `words` are not cut if that can be helped.

    No line is longer than `width` less `inset` where that takes no more lines.
    """
    lines = tuple(break_lines(text, advances, width))
    if not _is_title(text, len(lines)):
        return lines
    if inset and len(break_lines(text, advances, width - inset)) == len(lines):
        width -= inset
    whole = _Text(text, advances, words, len(lines))
    ends = [*(stop for stop in range(1, len(text)) if may_break(text, stop)), len(text)]
    best: dict[int, tuple[float, _Lines]] = {0: (0.0, ())}
    for number in range(len(lines)):
        best = _longer(best, whole, number, ends, width)
    return best[len(text)][1] if len(text) in best else lines


def _longer(
    best: dict[int, tuple[float, _Lines]], whole: _Text, number: int, ends: Sequence[int], width: float
) -> dict[int, tuple[float, _Lines]]:
    """By where they end, the cheapest lines with line `number` behind those in `best`."""
    longer: dict[int, tuple[float, _Lines]] = {}
    for start, (cost, before) in best.items():
        for stop in ends:
            if stop > start and whole.width(start, stop) <= width:
                tried = cost + whole.line(number, start, stop)
                if stop not in longer or tried < longer[stop][0]:
                    longer[stop] = tried, (*before, (start, stop))
    return longer


@lru_cache(maxsize=4096)
def even_width(text: str, advances: tuple[float, ...], wider: tuple[float, ...], width: float, words: tuple[str, ...]) -> float:
    """The width, at most `width`, in which a program that fills its lines parts `text` best, into as few lines as in `width`.

    In that width it takes no more lines either where the faces are as wide as `wider` says, and parts it well there, too.
    """
    count = len(break_lines(text, advances, width))
    if not _is_title(text, count):
        return width
    whole = _Text(text, advances, words, count)
    rooms = [width, *(room for stop in range(1, len(text)) if (room := whole.width(0, stop)) < width)]
    ways = [(room, break_lines(text, advances, room), break_lines(text, wider, room)) for room in rooms]
    costs = [
        (sum(whole.cost(tuple(way)) for way in both), room) for room, *both in ways if len(both[1]) <= count or room == width
    ]
    return min(costs)[1]


@lru_cache(maxsize=4096)
def sense_breaks(text: str, words: tuple[str, ...]) -> tuple[int, ...]:
    """The offsets at which a line of `text` may end by the sense: none of `words` is cut, nothing is alone beside a bracket."""
    whole = _Text(text, (1.0,) * len(text), words, 1)
    return tuple(stop for stop in range(1, len(text)) if may_break(text, stop) and whole.end(stop) < _WORD)


def _is_title(text: str, lines: int) -> bool:
    return 1 < lines <= _MOST_LINES and "\n" not in text
