"""Typesetting: where a text breaks into lines, by the rules of Chinese composition.

The line breaker knows nothing of fonts: it is given the advance of each character, in any unit,
and gives back offsets. The prohibitions at the line's ends (避头尾) follow GB/T 15834-2011 §5.1 and
CLREQ; that a figure stays with its sign and its unit is the custom of official documents.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from unicodedata import category, east_asian_width

from .patterns import regex

__all__ = ["approximate_advances", "break_lines", "count_lines", "may_break"]

_CLOSING = "，。、：；！？》〉）」』”’】〕〗｝］﹞·・…—％%‰‱℃℉°′″㎡㎥㎏㎎㎜㎝㎞㏄々〜)]},.:;!?/／＂¢，．"
_OPENING = "《〈（「『“‘【〔〖｛［﹝([{¥￥$＄£€№＃"
_SIGNS = "≥≤≧≦＝=<>＜＞≠≈~～±+＋-－−"
_RANGES = "~～-－–−+/"
_JOINTS = "-–/&@_+#'’.\\"
_SPACES = " \t\u3000"
_GLUE = "\u00a0\u202f\u2060\ufeff"

_NO_START, _NO_END, _WORD, _DIGIT, _SIGN, _RANGE, _JOINT, _SPACE, _DIGIT_JOINT = (1 << bit for bit in range(9))
_TOLERANCE = 1e-6
_UNITS = 20
"""Units of an em in which all advances of `_ratio` are whole."""
_ODD = regex(
    "[^\0->@-\xff\u2014\u2018\u2019\u201c\u201d\u2026\u2264\u2265\u2460-\u2473\u3000-\u3029\u3030-\u303e\u4e00-\u9fff\uff01-\uff5e]"
)
"""What may be neither of Latin-1 nor wide, and "?"."""


class _Classes(dict[str, int]):
    """The classes of a character as bits, worked out at its first use."""

    def __missing__(self, char: str) -> int:
        bits = 0
        for members, bit in (
            (_CLOSING + _GLUE, _NO_START),
            (_OPENING + _GLUE, _NO_END),
            (_SIGNS, _SIGN),
            (_RANGES, _RANGE),
            (_JOINTS, _JOINT),
            (_SPACES, _SPACE),
            (",:", _DIGIT_JOINT),
        ):
            if char in members:
                bits |= bit
        kind = category(char)
        if kind == "Nd":
            bits |= _WORD | _DIGIT
        elif kind[0] == "L" and east_asian_width(char) != "W":
            bits |= _WORD
        self[char] = bits
        return bits


_classes = _Classes()


def break_lines(text: str, advances: Sequence[float], width: float, hang: float = 0.0) -> list[tuple[int, int]]:
    """The lines of `text` as offsets (start, stop).

    `advances` holds the advance of each character; `width` and `hang`, the indent of all lines
    after the first, are in the same unit. A "\\n" ends a line and belongs to none; spaces at a line's
    end belong to it and need no room. No line begins with a closing mark or ends with an opening one,
    figures and Latin words stay whole; a run longer than a line is cut where it must be. Each line
    takes at least one character, however narrow the column. An empty text is one empty line.
    """
    return _break_lines(text, list(accumulate(advances, initial=0.0)), width, hang)


def _break_lines(
    text: str, sums: Sequence[float], width: float, hang: float, start: int = 0, stop: int | None = None
) -> list[tuple[int, int]]:
    """As `break_lines`, of the stretch from `start` to `stop`; `sums` holds the advance of all characters before each offset."""
    lines: list[tuple[int, int]] = []
    stop = len(text) if stop is None else stop
    while start <= stop:
        end = text.find("\n", start, stop)
        end = stop if end < 0 else end
        if start == end:
            lines.append((start, end))
        while start < end:
            cut = _line_end(text, sums, start, end, width - hang if lines else width)
            lines.append((start, cut))
            start = cut
        start = end + 1
    return lines


def _line_end(text: str, sums: Sequence[float], start: int, end: int, width: float) -> int:
    """The end of the line that begins at `start`, in a paragraph that ends at `end`."""
    most = bisect_right(sums, sums[start] + width + _TOLERANCE, start + 1, end + 1) - 1
    if most == start:
        most = bisect_right(sums, sums[start + 1], start + 1, end + 1) - 1
    while most < end and _classes[text[most]] & _SPACE:
        most += 1
    if most == end:
        return end
    if not (_classes[text[most - 1]] | _classes[text[most]]) and sums[most + 1] > sums[most]:
        return most  # between two Chinese characters, as at most ends
    floor = start
    while _classes[text[floor]] & _SPACE:
        floor += 1
    for allowed in (may_break, _may_cut):  # a run longer than its line gives up its wholeness first
        for stop in range(most, floor, -1):
            if sums[stop + 1] > sums[stop] and allowed(text, stop):
                return stop
    return most


def _may_cut(text: str, offset: int) -> bool:
    """Whether the marks on both sides suffer a line to end before `offset`."""
    return not (_classes[text[offset]] & (_NO_START | _SPACE) or _classes[text[offset - 1]] & _NO_END)


def may_break(text: str, offset: int) -> bool:
    """Whether a line may end before `offset` with all rules kept; some character before it is no space."""
    after = _classes[text[offset]]
    if after & (_NO_START | _SPACE):
        return False
    last = offset - 1
    while _classes[text[last]] & _SPACE:
        last -= 1
    before = _classes[text[last]]
    if before & _NO_END or (before & _SIGN and after & _WORD):
        return False
    return last < offset - 1 or not _joined(text, last, before, after)


def _joined(text: str, last: int, before: int, after: int) -> bool:
    """Whether the neighbours are parts of one word or figure: R&D, 3,078.00, 5~10."""
    if before & _WORD:
        return bool(after & (_WORD | _JOINT) or (before & _DIGIT and after & _RANGE))
    if not last or not after & _WORD:
        return False
    earlier = _classes[text[last - 1]]
    if before & _DIGIT_JOINT:
        return bool(earlier & _DIGIT and after & _DIGIT)
    return bool(before & _JOINT and earlier & (_WORD | _JOINT))


class _Ratios(dict[str, float]):
    """The advance of each character in a type size: Chinese faces with Times New Roman beside them."""

    def __init__(self, size: float) -> None:
        self.size = size

    def __missing__(self, char: str) -> float:
        self[char] = advance = _ratio(char) * self.size
        return advance


def _ratio(char: str) -> float:
    if category(char) in {"Mn", "Me", "Cf", "Cc"} and char != "\t":
        return 0.0
    if east_asian_width(char) in "WFA" and not char.isascii():
        return 1.0
    if char in "mwMW%@&":
        return 0.85
    return 0.7 if char.isupper() else 0.5


@lru_cache(maxsize=32)
def _ratios(size: float) -> _Ratios:
    return _Ratios(size)


def approximate_advances(text: str, size: float) -> list[float]:
    """The advance of each character at a type size, in the size's unit, for faces whose metrics we lack.

    Full-width and ambiguous characters take 1 em as in Chinese faces, other letters 0.5 em or a
    little more (rather too much than too little: rows must not be cut), marks without width 0.
    """
    return list(map(_ratios(size).__getitem__, text))


@lru_cache(maxsize=4096)
def count_lines(text: str, size: float, width: float, hang: float = 0.0, breaks: tuple[int, ...] = ()) -> int:
    """How many lines `break_lines` gives for `approximate_advances`, where that is all that is asked; `hang` is in ems.

    `breaks` are offsets at which a new item of a list begins: the lines of all items together.
    """
    if not breaks and len(text) * size <= width and "\n" not in text:
        return 1  # no character is wider than an em
    advances = _ODD.sub(_stand_in, text).encode("latin-1", "replace").translate(_units())
    sums = list(accumulate(advances, initial=0))
    room, indent = width / size * _UNITS, hang * _UNITS
    items = pairwise((0, *breaks, len(text)))
    return sum([len(_break_lines(text, sums, room, indent, start, stop)) for start, stop in items])


def _stand_in(found: re.Match[str]) -> str:
    """A character of Latin-1 that is as wide; one that Latin-1 has not is wide."""
    return next(char for char in "中A0\0" if _ratio(char) == _ratio(found[0]))


@cache
def _units() -> bytes:
    """The advances of the characters of Latin-1; "?" stands for all that are not among them, and they are wide."""
    return bytes(_UNITS if char == "?" else round(_ratio(char) * _UNITS) for char in map(chr, range(256)))
