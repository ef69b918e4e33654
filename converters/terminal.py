"""Text on a terminal: how many columns it takes, where it breaks, and that nothing in it can control the terminal.

A full-width character takes two columns. Lines break by the rules of Chinese composition, as on paper.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate
from typing import Final, Literal, TypeAlias
from unicodedata import category, east_asian_width

from msgspec import Struct

from .typeset import break_lines

__all__ = ["PLAIN", "Ink", "Run", "Style", "columns", "fit", "flow", "printable", "wrap"]

Style: TypeAlias = Literal["plain", "bold", "dim", "added", "removed", "changed"]
Run: TypeAlias = tuple[str, Style]
"""A piece of text and how it looks."""

_NARROWEST: Final = 8
_CODES: Final[dict[Style, str]] = {"plain": "", "bold": "1", "dim": "2", "added": "32", "removed": "31", "changed": "33"}


@lru_cache(maxsize=8192)
def _advance(char: str) -> int:
    if category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in "WFA" and not char.isascii() else 1


def columns(text: str) -> int:
    """The columns that `text` takes; marks without width of their own take none, ambiguous ones two, as in Chinese fonts."""
    return sum(map(_advance, text))


def printable(text: str) -> str:
    """The text with every character that could act on a terminal written as its escape; line ends stay."""
    return "".join(char if char.isprintable() or char in "\n\u3000" else repr(char)[1:-1] for char in text)


def fit(text: str, width: int, right: bool = False) -> str:
    """The text filled up with blanks to `width` columns."""
    blanks = " " * max(width - columns(text), 0)
    return blanks + text if right else text + blanks


class Ink(Struct, frozen=True):
    """Colours for a terminal, or none: text goes in, text with or without escape sequences comes out."""

    on: bool = False

    def paint(self, text: str, style: Style) -> str:
        """The text in a style, which ends with it."""
        code = _CODES[style]
        return f"\x1b[{code}m{text}\x1b[0m" if self.on and code and text else text


PLAIN: Final = Ink()
"""No colours."""


def flow(runs: Iterable[Run], width: int, ink: Ink = PLAIN) -> list[str]:
    """The lines of a text made of runs in several styles, none wider than `width` columns (or a few, where that is too narrow)."""
    shown = [(printable(text), style) for text, style in runs if text]
    text = "".join(piece for piece, _ in shown)
    ends = [0, *accumulate(len(piece) for piece, _ in shown)]
    lines = []
    for start, stop in break_lines(text, list(map(_advance, text)), max(width, _NARROWEST)):
        stop = start + len(text[start:stop].rstrip())
        spans = (
            (text[max(start, first) : min(stop, last)], style)
            for (_, style), first, last in zip(shown, ends, ends[1:], strict=False)
        )
        lines.append("".join(ink.paint(piece, style) for piece, style in spans))
    return lines


def wrap(text: str, width: int) -> list[str]:
    """The lines of a plain text, none wider than `width` columns."""
    return flow([(text, "plain")], width)
