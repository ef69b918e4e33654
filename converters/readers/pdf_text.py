"""Runs → lines → the text of a cell: lines joined as they were before they were broken.

Between Chinese characters nothing is put where a line was broken, between two Latin words a blank,
unless the file keeps the blanks at its lines' ends itself. A line break stays where the line was
clearly short of its cell and the next one begins with an item's number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Final, NamedTuple

from ..patterns import regex
from .pdf_characters import Run, wide

__all__ = ["Line", "begins_item", "goes_on", "join", "keeps_blanks", "lines", "room", "rows", "seam"]

_LEVEL: Final = 0.45  # ems between the base lines of characters on one line
_APART: Final = 1.2  # ems between two parts of a line that belong together no more
_WORDS: Final = 0.25  # ems between two Latin words
_SPARE: Final = 1.2  # ems by which a line must be shorter than it needs be
_AMPLE: Final = 3.0  # ems that are free beside a number that nothing broke
_CUT: Final = 0.8  # ems that are free at the end of a word's piece, at most
_NARROW: Final = 0.55  # ems of a Latin letter, about
_CLOSING: Final = "，。、：；！？》）」』”’】％%"
_OPENING: Final = "《（「『“‘【≥≤≠≈±＞＜＝"
_ITEM: Final = regex(r"\s*(?:[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[、）)]|[.．](?!\d))|[①-⑳])")


class Line(NamedTuple):
    """A line of text: its edges, its base line and its type size."""

    text: str
    left: float
    right: float
    base: float
    size: float


def rows(runs: Iterable[Run]) -> list[list[Line]]:
    """The lines of text from the top down, each parted where a wide gap is in it."""
    found: list[list[Run]] = []
    base = size = 0.0
    for run in sorted(runs, key=attrgetter("base")):
        if not found or run.base - base > _LEVEL * max(size, run.size):
            found.append([])
            base, size = run.base, run.size
        found[-1].append(run)
        if run.size > size:
            base, size = run.base, run.size
    return [_parts(row) for row in found]


def lines(runs: Iterable[Run]) -> list[Line]:
    """The lines of text from the top down; a wide gap in a line is a blank."""
    return [row[0] if len(row) == 1 else _whole(row) for row in rows(runs)]


def _parts(runs: list[Run]) -> list[Line]:
    """The parts of one line."""
    if len(runs) > 1:
        runs.sort(key=lambda run: run.lefts[0])
    parts: list[Line] = []
    for run in runs:
        line = Line(run.text, run.lefts[0], run.rights[-1], run.base, run.size)
        last = parts[-1] if parts else None
        if last is None or line.left - last.right > _APART * max(line.size, last.size):
            parts.append(line)
        else:
            parts[-1] = _one(last, line)
    return parts


def _one(line: Line, other: Line) -> Line:
    """Two neighbours as one; a gap between Latin words is a blank."""
    size = max(line.size, other.size)
    gap = other.left - line.right > _WORDS * size and not (wide(line.text[-1]) or wide(other.text[0]))
    blank = " " if gap and not (line.text[-1].isspace() or other.text[0].isspace()) else ""
    larger = line if line.size >= other.size else other
    return Line(line.text + blank + other.text, line.left, max(line.right, other.right), larger.base, size)


def _whole(row: list[Line]) -> Line:
    text = " ".join(part.text for part in row)
    return Line(text, row[0].left, row[-1].right, row[0].base, max(part.size for part in row))


def keeps_blanks(texts: Iterable[Sequence[Line]]) -> bool:
    """Whether some line that goes on ends with a blank: then every blank at a line's end is in the file."""
    return any(line.text[-1:].isspace() for text in texts for line in text[:-1])


def join(parts: Sequence[Line], right: float, width: float, kept: bool) -> str:
    """The text of a cell of this `width` whose lines could go on as far as `right`; `kept` as `keeps_blanks` says."""
    if not parts:
        return ""
    pieces = [parts[0].text]
    for line, following in pairwise(parts):
        apart = _are_two_numbers(line, following, width)
        pieces += ("\n" if apart else seam(line, following, right, kept), following.text)
    return "".join(pieces)


def _are_two_numbers(line: Line, following: Line, width: float) -> bool:
    """Whether a number ends and another begins: there was ample room, wherever in the cell they stand, so that it is not one."""
    between = line.text[-1].isdigit() and following.text[0].isdigit()
    return between and width - (line.right - line.left) > _AMPLE * line.size


def seam(line: Line, following: Line, right: float, kept: bool) -> str:
    """What stands between two lines of a cell: nothing, a blank or a line break."""
    if _ITEM.match(following.text) and room(line, right) > _SPARE + 1.5:
        return "\n"
    last, first = line.text[-1], following.text[0]
    if kept or last.isspace() or first.isspace() or wide(last) or wide(first):
        return ""
    if not (last.isalnum() or last in ",.;:!?)") or not first.isalnum() or (last.isdigit() and first.isdigit()):
        return ""
    return "" if _is_cut(line, right) else " "


def goes_on(line: Line, following: Line, right: float) -> bool:
    """Whether a line was broken because the next one's beginning had no room on it."""
    return room(line, right) < _beginning(following.text) + _SPARE


def begins_item(line: Line) -> bool:
    """Whether a line begins with an item's number."""
    return _ITEM.match(line.text) is not None


def room(line: Line, right: float) -> float:
    """The ems left free at a line's end."""
    return (right - line.right) / line.size


def _is_cut(line: Line, right: float) -> bool:
    """Whether a line is one word that was too long for it."""
    return room(line, right) < _CUT and not any(wide(char) or char.isspace() for char in line.text)


def _beginning(text: str) -> float:
    """The ems that the beginning of a line needs, up to where it could be broken."""
    width = 0.0
    for place, char in enumerate(text):
        before = text[place - 1] if place else _OPENING
        if (wide(char) or wide(before) or char.isspace()) and char not in _CLOSING and before not in _OPENING:
            break
        width += 1.0 if wide(char) else _NARROW
    return width
