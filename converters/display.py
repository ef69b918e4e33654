"""Text in columns, as terminals show it: how many it takes, where it breaks, and that nothing in it can control the terminal.

A full-width character takes two columns. Lines break by the rules of Chinese composition, as on paper.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

__all__ = ["NARROWEST", "advance", "columns", "fit", "printable", "wrap"]

NARROWEST: Final = 8
"""Columns below which no line is broken."""


@lru_cache(maxsize=8192)
def advance(char: str) -> int:
    """The columns that a character takes; marks without width of their own take none, ambiguous ones two, as in Chinese fonts."""
    from unicodedata import category, east_asian_width  # so late: most commands say what takes no measuring

    if category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in "WFA" and not char.isascii() else 1


def columns(text: str) -> int:
    """The columns that `text` takes."""
    return sum(map(advance, text))


def printable(text: str) -> str:
    """The text with every character that could act on a terminal written as its escape; line ends stay."""
    return "".join(char if char.isprintable() or char in "\n\u3000" else repr(char)[1:-1] for char in text)


def fit(text: str, width: int, right: bool = False) -> str:
    """The text filled up with blanks to `width` columns."""
    blanks = " " * max(width - columns(text), 0)
    return blanks + text if right else text + blanks


def wrap(text: str, width: int) -> list[str]:
    """The lines of a plain text, none wider than `width` columns."""
    from .typeset import break_lines

    text = printable(text)
    lines = break_lines(text, list(map(advance, text)), max(width, NARROWEST))
    return [text[start:stop].rstrip() for start, stop in lines]
