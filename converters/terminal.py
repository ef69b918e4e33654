"""Colours on a terminal, and text in several styles broken into its columns."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from .display import NARROWEST, advance, printable
from .typeset import break_lines

__all__ = ["PLAIN", "Ink", "Run", "Style", "flow"]

Style: TypeAlias = Literal["plain", "bold", "dim", "added", "removed", "changed"]
Run: TypeAlias = tuple[str, Style]
"""A piece of text and how it looks."""

_CODES: Final[dict[Style, str]] = {"plain": "", "bold": "1", "dim": "2", "added": "32", "removed": "31", "changed": "33"}


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
    for start, stop in break_lines(text, list(map(advance, text)), max(width, NARROWEST)):
        stop = start + len(text[start:stop].rstrip())
        spans = (
            (text[max(start, first) : min(stop, last)], style)
            for (_, style), first, last in zip(shown, ends, ends[1:], strict=False)
        )
        lines.append("".join(ink.paint(piece, style) for piece, style in spans))
    return lines
