"""How the elements of a web page look: whether their letters are white with nothing behind them, and so are on no page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from ..patterns import regex

__all__ = ["Look", "backs"]

_COLOUR: Final = regex(r"(?:\A|[;{\s])color\s*:\s*([^;}!]+)")
_BACKGROUND: Final = regex(r"(?:\A|[;{\s])background(?:-color|-image)?\s*:\s*([^;}!]+)")
_WHITE: Final = frozenset(
    {"white", "#fff", "#ffff", "#ffffff", "#ffffffff", "rgb(255,255,255)", "rgb(100%,100%,100%)", "rgba(255,255,255,1)"}
)
_NOTHING: Final = frozenset({"", "none", "transparent", "initial", "inherit", "unset"})
"""Backgrounds that leave what is behind as it is."""


class Look(Struct, frozen=True):
    """Whether letters are white, and whether something may stand behind them."""

    white: bool = False
    backed: bool = False

    @property
    def unseen(self) -> bool:
        """Whether the letters are white on white."""
        return self.white and not self.backed

    def within(self, tag: str, attributes: Mapping[str, str | None]) -> Look:
        """The look of an element in one that looks so, as far as it says it itself."""
        style = (attributes.get("style") or "").lower()
        colours = _COLOUR.findall(style) or ([attributes.get("color") or ""] if tag == "font" else [])
        behind = _BACKGROUND.findall(style) + [text for name in ("bgcolor", "background") if (text := attributes.get(name))]
        white = _bare(colours[-1]) in _WHITE if colours else self.white
        backed = self.backed
        for each in map(_bare, behind):
            backed = backed if each in _NOTHING else each not in _WHITE
        return self if (white, backed) == (self.white, self.backed) else Look(white, backed)


def backs(sheets: Iterable[str]) -> bool:
    """Whether style sheets put anything behind elements, be it which it may: then no white letters are surely unseen."""
    return any(_bare(each) not in _NOTHING | _WHITE for sheet in sheets for each in _BACKGROUND.findall(sheet.lower()))


def _bare(value: str) -> str:
    return "".join(value.lower().split())
