"""Characters → runs: the characters of a page that stand on one line without a wide gap between them.

The blanks that PDFium supposes are weighed again: a gap becomes a blank where it is as wide as one,
unless the whole run is spaced out, as titles and justified lines are, or the program sets Chinese and Latin apart. Text that nobody sees, text outside the
visible page and sloping text (a watermark) are kept apart.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import pypdfium2.raw as raw  # type: ignore[import-untyped]
from msgspec import Struct

from ..language import Words
from ..limits import Limits
from ..patterns import regex
from .pdf_page import Area, Page, address, clipped_to

__all__ = ["Characters", "Run", "read_characters", "wide"]

_SUPPOSED: Final = frozenset(" \r\n")  # what PDFium adds to the text of a page
_UNKNOWN: Final = "\ufffd"
_SIGNS: Final = frozenset("\ufffd\ufffe\uffff")
_WAVER: Final = 0.1  # ems by which the base line of one run may waver
_BACK: Final = 0.3  # ems by which a character may begin before the last one
_FAR: Final = 2.3  # ems from the beginning of a character to that of the next that part a run
_BLANK: Final = 0.17  # ems between two characters that make a blank
_MIXED: Final = regex(r"[\u2e80-\u2fff\u3400-\u9fff][A-Za-z0-9]|[A-Za-z0-9%](?=[\u2e80-\u2fff\u3400-\u9fff])")
_CHINESE: Final = "\u2e80"  # the first of the characters that are as wide as they are high
_SURROGATE: Final = regex("[\ud800-\udfff]")
_PAIR: Final = regex("[\ud800-\udbff][\udc00-\udfff]")
_SLOPE: Final = 0.05  # how far a line may slope
_ROOM: Final = 0.08  # ems that a blank takes at least
_MIDDLE: Final = 0.35  # ems between the base line and the middle of a line
_INSET: Final = 1.0  # points within the edge of an area


def _unchecked(function: Any) -> Any:
    """The function of PDFium without the check of each argument, which takes longer than the call."""
    return ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_ORIGIN: Final = _unchecked(raw.FPDFText_GetCharOrigin)
_BOX: Final = _unchecked(raw.FPDFText_GetCharBox)


class Run(NamedTuple):
    """Characters in their order, each with the edges of its ink; `size` is the type size in points.

    `shown_at` is a point of the area that a run is cut to, the nearest one, where all of it is cut away.
    """

    text: str
    lefts: list[float]
    rights: list[float]
    top: float
    bottom: float
    base: float
    size: float
    shown_at: tuple[float, float] | None = None

    @property
    def middle(self) -> float:
        """The middle of the line on which a run stands; its ink may be a full stop's."""
        return self.base - _MIDDLE * self.size


class Characters(Struct):
    """What the characters of a page are: runs to be read, runs that are clipped away, and text that is not read."""

    runs: list[Run] = []
    clipped: list[Run] = []
    invisible: list[str] = []
    outside: list[str] = []
    sloping: list[str] = []
    unknown: int = 0
    count: int = 0


def wide(char: str) -> bool:
    """Whether a character is set without blanks beside it: Chinese, and the marks of Chinese text."""
    return char >= _CHINESE or char in "“”‘’…—·×÷±≥≤≠≈℃"


def read_characters(text: Any, number: int, page: Page, limits: Limits, include_hidden: bool) -> Characters:
    """The characters of page `number`, whose text PDFium holds at `text`."""
    count = raw.FPDFText_CountChars(text)
    limits.hold("pdf_characters", count, Words("第 {number} 页", "page {number}").of(number=number))
    reader = _Reader(text, page, include_hidden)
    if not reader.read(count, doubting=False):
        reader = _Reader(text, page, include_hidden)
        reader.read(count, doubting=True)
    return reader.found


def _texts(text: Any, count: int) -> Sequence[str]:
    """The characters of a page, one by one as PDFium counts them: two for one above U+FFFF, the second of which is blank here."""
    buffer = ctypes.create_string_buffer(4 * count + 2)
    units = raw.FPDFText_GetText(text, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
    whole = buffer.raw[: 2 * max(units - 1, 0)].decode("utf-16-le", "surrogatepass")
    if len(whole) == count and not _SURROGATE.search(whole):
        return whole
    codes = (raw.FPDFText_GetUnicode(text, index) for index in range(count))
    units = [chr(code) if code < 0x110000 else _UNKNOWN for code in codes]
    for index in range(count - 1):
        pair = units[index] + units[index + 1]
        if _PAIR.fullmatch(pair):
            units[index : index + 2] = pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le"), ""
    return [_UNKNOWN if "\ud800" <= char < "\ue000" else char for char in units]


class _Reader:
    """Goes over the characters of a page, and closes a run where the next character stands elsewhere."""

    def __init__(self, text: Any, page: Page, include_hidden: bool) -> None:
        self.found = Characters()
        self._text, self._page = text, page
        self._hidden = frozenset() if include_hidden else page.invisible
        self._chars: list[str] = []
        self._lefts: list[float] = []
        self._rights: list[float] = []
        self._blanks: list[int] = []
        self._top = self._bottom = self._base = self._x = self._size = 0.0
        self._last = self._inked = -1
        self._dotted = False
        self._clip: Area | None = None
        self._gaps: dict[int, list[int]] = {}

    def read(self, count: int, doubting: bool) -> bool:
        """Reads all characters; False where some have no code and each must be `doubting`ly looked at."""
        text, take = self._text, self._take
        handle = ctypes.c_void_p(address(text))
        values = [ctypes.c_double() for _ in range(6)]
        x, y, left, right, bottom, top = values
        rx, ry, rleft, rright, rbottom, rtop = map(ctypes.byref, values)
        a, b, c, d, e, f = self._page.matrix
        known: set[str] = set()
        supposed = False
        for index, char in enumerate(_texts(text, count)):
            if char in _SUPPOSED and raw.FPDFText_IsGenerated(text, index):
                supposed = True
                continue
            if not char:
                continue
            if doubting or char not in known:
                known.add(char)
                if raw.FPDFText_HasUnicodeMapError(text, index) == 1:
                    if not doubting:
                        return False
                    char = _UNKNOWN
            _ORIGIN(handle, index, rx, ry)
            _BOX(handle, index, rleft, rright, rbottom, rtop)
            start, stop = a * left.value + c * top.value + e, a * right.value + c * bottom.value + e
            upper, lower = b * left.value + d * top.value + f, b * right.value + d * bottom.value + f
            base = b * x.value + d * y.value + f
            take(index, char, supposed, a * x.value + c * y.value + e, base, start, stop, upper, lower)
            supposed = False
        self._close()
        self._fill_gaps()
        return True

    def _take(
        self,
        index: int,
        char: str,
        supposed: bool,
        x: float,
        base: float,
        left: float,
        right: float,
        top: float,
        bottom: float,
    ) -> None:
        """Adds one character to the run, or begins another with it."""
        if left > right:
            left, right = right, left
        if top > bottom:
            top, bottom = bottom, top
        size = self._size
        if not (self._chars and -_BACK * size <= x - self._x <= _FAR * size and abs(base - self._base) <= _WAVER * size):
            self._close()
            self._size, self._base, self._top, self._bottom = self._measure(index), base, top, bottom
            self._clip = self._clip_at(index)
        elif supposed and self._is_blank(index, char, x):
            self._blanks.append(len(self._chars))
        elif self._chars[-1] == " " and self._has_no_room(index):
            self._drop_blank()
        self.found.count += 1
        if char in _SIGNS or char < " ":
            char = self._sign(index, char)
        left_out = self._left_out(index, (left + right) / 2, (top + bottom) / 2)
        if left_out is not None:
            left_out.append(char)
            return
        self._chars.append(char)
        self._lefts.append(left)
        self._rights.append(right)
        if top < self._top:
            self._top = top
        if bottom > self._bottom:
            self._bottom = bottom
        self._x, self._last = x, index
        if char != " ":
            self._inked = index

    def _sign(self, index: int, char: str) -> str:
        """What PDFium means by a code that is no character."""
        if char == "\t":
            return char
        if raw.FPDFText_IsHyphen(self._text, index) == 1:
            return "-"
        self.found.unknown += 1
        return _UNKNOWN

    def _clip_at(self, index: int) -> Area | None:
        """The area that a character is cut to, where it is known."""
        return clipped_to(raw.FPDFText_GetTextObject(self._text, index), self._page.matrix) if self._page.plain else None

    def _measure(self, index: int) -> float:
        """The type size at a character; 0 where its line slopes."""
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self._text, index, matrix)
        across, down = self._page.matrix.turned(matrix.a, matrix.b)
        if across <= 0 or abs(down) > _SLOPE * across:
            return 0.0
        scale = math.hypot(*self._page.matrix.turned(matrix.c, matrix.d))
        return float(raw.FPDFText_GetFontSize(self._text, index)) * scale

    def _left_out(self, index: int, x: float, y: float) -> list[str] | None:
        """Where a character belongs that is not to be read; None for all others."""
        if self._hidden and address(raw.FPDFText_GetTextObject(self._text, index)) in self._hidden:
            return self.found.invisible
        if not self._size:
            return self.found.sloping
        inside = self._clip is not None or (0 <= x <= self._page.width and 0 <= y <= self._page.height)
        return None if inside else self.found.outside

    def _is_blank(self, index: int, char: str, x: float) -> bool:
        """Whether the gap before a character is as wide as a blank; Chinese characters take an em, however slender they are."""
        last = self._chars[-1]
        if last.isspace() or (min(last, char) >= _CHINESE and x - self._x <= (1 + _BLANK) * self._size):
            return False
        return min(self._extent(index)) - max(self._extent(self._last)) > _BLANK * self._size

    def _has_no_room(self, index: int) -> bool:
        """Whether the characters around a blank stand as close as without it: some programs write one after each."""
        if self._inked < 0:
            return False
        return min(self._extent(index)) - max(self._extent(self._inked)) < _ROOM * self._size

    def _drop_blank(self) -> None:
        """Takes the last character, a blank, out of the run, which is one of those that have a blank after each."""
        self._chars.pop()
        self._lefts.pop()
        self._rights.pop()
        self._dotted = True

    def _extent(self, index: int) -> tuple[float, float]:
        """The abscissas between which a character stands, the room around its ink included."""
        box = raw.FS_RECTF()
        raw.FPDFText_GetLooseCharBox(self._text, index, box)
        at = self._page.matrix.at
        return at(box.left, box.bottom)[0], at(box.right, box.top)[0]

    def _close(self) -> None:
        """Ends the run."""
        if self._dotted and self._chars[-1:] == [" "]:
            self._drop_blank()
        if self._chars:
            run = Run("".join(self._chars), self._lefts, self._rights, self._top, self._bottom, self._base, self._size)
            at = _nearest(self._clip, run) if self._clip is not None else None
            if at is not None:
                self.found.clipped.append(run._replace(shown_at=at))
            else:
                self.found.runs.append(run)
                inner = [place for place in self._blanks if place < len(run.text)]  # what came after may not have been read
                if inner:
                    self._gaps[len(self.found.runs) - 1] = inner
        self._chars, self._lefts, self._rights, self._blanks = [], [], [], []
        self._inked, self._dotted = -1, False

    def _fill_gaps(self) -> None:
        """Puts blanks into the gaps that are none of the setting's."""
        runs = self.found.runs
        tight = sum(len(_MIXED.findall(run.text)) for run in runs) if self._gaps else 0
        mixed = sum(_is_mixed(runs[index].text, place) for index, places in self._gaps.items() for place in places)
        for index, places in self._gaps.items():
            runs[index] = _spaced(runs[index], places, 2 * mixed >= tight)


def _nearest(area: Area, run: Run) -> tuple[float, float] | None:
    """The point of the area nearest to a run all of which is outside; None where some of it is inside."""
    y = run.middle
    if area.top <= y <= area.bottom and area.left <= run.rights[-1] and run.lefts[0] <= area.right:
        return None
    x = (run.lefts[0] + run.rights[-1]) / 2
    return _between(x, area.left, area.right), _between(y, area.top, area.bottom)


def _between(value: float, start: float, stop: float) -> float:
    """The value nearest to `value` a little within two others."""
    inset = min(_INSET, max(0.0, stop - start) / 2)
    return min(max(value, start + inset), stop - inset)


def _is_mixed(text: str, place: int) -> bool:
    """Whether a Chinese character and a letter or figure meet at a place."""
    return _MIXED.match(text, place - 1) is not None


def _spaced(run: Run, places: list[int], loose: bool) -> Run:
    """The run with blanks in its gaps: not where every other character has one, nor, where a page is set
    `loose`, between Chinese and Latin letters."""
    spread = 2 * len(places) >= len(run.text) - 1
    text, lefts, rights = list(run.text), run.lefts[:], run.rights[:]
    for place in reversed(places):
        chinese = wide(text[place - 1]) or wide(text[place])
        if not (chinese and (spread or (loose and _is_mixed(run.text, place)))):
            text.insert(place, " ")
            lefts.insert(place, rights[place - 1])
            rights.insert(place, lefts[place + 1])
    return run._replace(text="".join(text), lefts=lefts, rights=rights)
