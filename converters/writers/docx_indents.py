"""The indents of paragraphs by which Word parts a title evenly and puts decimal points under one another; no text is touched.

Word fills its lines, so a centred text is parted well by the width it is given. An amount with fewer decimals than others of its
column keeps the room free that they take, as wide as it is in Times New Roman.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Final

from ...templates import Style
from ..balance import even_width
from ..typeset import approximate_advances

__all__ = ["figure_size", "indent"]

_DIGIT, _POINT = 0.5, 0.25
"""Ems in Times New Roman, and in the faces made to take its place (Liberation Serif, Tinos)."""
_WIDEST_DIGIT, _WIDEST_POINT = 0.7, 0.35
"""Ems in the widest face that takes its place (DejaVu Serif Bold)."""
_LEAST_SCALE: Final = 0.6
"""How far an amount may shrink before it is broken."""
_HANGING_ROOM: Final = 6
"""Ems that a column must have for the later lines of an item to stand in."""
_SPARE: Final = 0.3
"""Ems that a line has beyond its text."""
_WIDER, _SPACED = 1.28, 0.25
"""How much wider than Times New Roman its stand-ins are, and the ems that LibreOffice puts between Chinese and Latin whatever a file says."""


def indent(text: str, lacking: str, style: Style, width: float, words: tuple[str, ...]) -> str:
    """The property of a paragraph with this text in a cell that has room for `width` points; "" where it needs none."""
    if style.align == "right":
        blank = sum(_POINT if char == "." else _DIGIT for char in lacking) * style.size
        return f'<w:ind w:right="{round(blank * 20)}"/>' if lacking else ""
    if style.hang and width <= _HANGING_ROOM * style.size:
        return '<w:ind w:left="0" w:hanging="0"/>'
    if style.align != "center" or len(text) * style.size <= width:
        return ""
    side = round((width - _even_room(text, style.size, width, words)) / 2 * 20)
    return f'<w:ind w:left="{side}" w:right="{side}"/>' if side > 0 else ""


@lru_cache(maxsize=4096)
def _even_room(text: str, size: float, width: float, words: tuple[str, ...]) -> float:
    """The width in which Word parts a centred text evenly."""
    advances = tuple(approximate_advances(text, size))
    return even_width(text, advances, _wider(text, advances, size), width, words) + _SPARE * size


def figure_size(text: str, lacking: str, size: float, width: float) -> float:
    """The size, at most `size`, in which a figure is no wider than `width` points in any face that may print it; as small as in a PDF, not smaller."""
    figure = text + lacking
    points = figure.count(".") + figure.count(",")
    ems = points * _WIDEST_POINT + (len(figure) - points) * _WIDEST_DIGIT
    return min(size, max(width / ems, size * _LEAST_SCALE)) if ems else size


def _wider(text: str, advances: tuple[float, ...], size: float) -> tuple[float, ...]:
    """The advances where Times New Roman is missing and Chinese and Latin are set apart."""
    wide = [advance if _is_wide(char) else advance * _WIDER for char, advance in zip(text, advances, strict=True)]
    for place, (char, following) in enumerate(pairwise(text)):
        if _is_wide(char) != _is_wide(following):
            wide[place] += _SPACED * size
    return tuple(wide)


def _is_wide(char: str) -> bool:
    return ord(char) >= 0x2E80
