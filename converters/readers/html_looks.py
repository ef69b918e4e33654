"""How the elements of a web page look: whether they are on the page, and whether their letters are white with nothing behind them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from .html_sheets import NOTHING, WHITE, Declared, bare

__all__ = ["Look", "invisible", "taken_out"]

_INHERITED: Final = frozenset({"inherit", "unset", "currentcolor"})


class Look(Struct, frozen=True):
    """Whether letters are white, and whether something may stand behind them."""

    white: bool = False
    backed: bool = False

    @property
    def unseen(self) -> bool:
        """Whether the letters are white on white."""
        return self.white and not self.backed

    def within(self, tag: str, attributes: Mapping[str, str | None], declared: Declared) -> Look:
        """The look of an element in one that looks so, by what is declared for it and what its attributes say."""
        colour = declared.get("color") or (bare(attributes.get("color") or "") if tag == "font" else "")
        white = colour in WHITE if colour and colour not in _INHERITED else self.white
        ground = declared.get("background") or bare(attributes.get("bgcolor") or "")
        backed = self.backed if ground in NOTHING else ground not in WHITE
        backed = backed or "background-image" in declared or bool((attributes.get("background") or "").strip())
        return self if (white, backed) == (self.white, self.backed) else Look(white, backed)


def taken_out(declared: Declared) -> bool:
    """Whether an element takes no room on the page."""
    return declared.get("display") == "none" or declared.get("mso-hide") == "all"


def invisible(declared: Declared) -> bool:
    """Whether an element takes room, but nothing of it is seen."""
    return declared.get("visibility") in ("hidden", "collapse")
