"""What stands between the fixed texts of a cell: the fields of a filled form.

A regular expression for this tries every way to place the fixed texts, which for a long text takes for ever. Where each
one is taken at its first place after the one before, one pass finds the fields wherever there is any way to find them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from ..patterns import regex

__all__ = ["Fixed", "between"]

_BLANKS: Final = regex(r"\s*")


class Fixed(Struct, frozen=True):
    """A fixed text: its words, which are to be found in this order, and the expression for it."""

    words: tuple[str, ...]
    expression: re.Pattern[str]

    @classmethod
    def exactly(cls, text: str) -> Fixed:
        """The text with its own blanks; those at its ends do not count where it begins or ends the cell."""
        core = text.strip()
        return cls((core,) if core else (), re.compile(re.escape(text)))

    @classmethod
    def loosely(cls, text: str) -> Fixed:
        """The text whose blanks may have changed."""
        words = tuple(text.split())
        return cls(words, re.compile(r"\s*".join(map(re.escape, words)))) if words else cls.exactly(text)


def between(fixed: Sequence[Fixed], text: str) -> tuple[str, ...] | None:
    """The texts between the fixed ones, which are all to be found in `text`, from its beginning to its end; None where they are not."""
    first, *inner, last = fixed
    start, stop = _after(first, text), _before(last, text)
    found = []
    for piece in inner:
        match = None if start is None or stop is None else piece.expression.search(text, start, stop)
        if match is None:
            return None
        found.append(text[start : match.start()].strip())
        start = match.end()
    if start is None or stop is None or start > stop:
        return None
    return (*found, text[start:stop].strip())


def _after(first: Fixed, text: str) -> int | None:
    """Where the fixed text ends with which `text` begins."""
    at = _skip(text, 0) if text.strip() else 0
    for word in first.words:
        if not text.startswith(word, at):
            return None
        at = _skip(text, at + len(word))
    return at


def _skip(text: str, at: int) -> int:
    """The place behind the blanks at a place."""
    blanks = _BLANKS.match(text, at)
    return blanks.end() if blanks else at


def _before(last: Fixed, text: str) -> int | None:
    """Where the fixed text begins with which `text` ends."""
    stop = len(text)
    for word in reversed(last.words):
        stop = len(text[:stop].rstrip())
        if not text.endswith(word, 0, stop):
            return None
        stop -= len(word)
    return stop
