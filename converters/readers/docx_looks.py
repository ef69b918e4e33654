"""How runs of a Word document look: whether their text is white on paper, and so is on no page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from .docx_names import local_name, value

__all__ = ["LOOKS", "TELLING", "Looks", "Style", "StyleSheet"]

LOOKS = ("color", "shd", "highlight", "rStyle", "pStyle", "tblStyle")
"""The elements that say how text looks."""
TELLING = ("style", "basedOn", "color", "shd")
"""The elements that say of a style whether its text is seen."""


class Style(Struct):
    """A style as far as its text may not be seen: whether its letters are white, None where it says nothing; whether it fills what is behind them."""

    white: bool | None = None
    filled: bool = False
    based_on: str = ""


_PLAIN: Final = Style()
"""How text looks of which nothing is said; never changed, for most runs and paragraphs share it."""


class StyleSheet:
    """Takes the parser's events for the part with the styles; `styles` then holds them by their names."""

    def __init__(self) -> None:
        """Nothing read yet."""
        self.styles: dict[str, Style] = {}
        self._style = Style()
        self._path: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        tag = local_name(name)
        if tag == "style":
            self._style = self.styles[value(attributes, "styleId")] = Style()
        elif tag == "basedOn":
            self._style.based_on = value(attributes)
        elif tag == "color" and self._path[-2:] == ["style", "rPr"]:  # not that of a table's first row
            self._style.white = _is_white(attributes)
        elif tag == "shd":
            self._style.filled = self._style.filled or _fills(attributes)
        self._path.append(tag)

    def end(self, name: str) -> None:
        """An element ends."""
        self._path.pop()

    def text(self, data: str) -> None:
        """Nothing to do."""


class Looks:
    """Follows paragraphs, runs, tables and cells, and says of the run at hand whether its text is white with nothing behind it."""

    def __init__(self, styles: Mapping[str, Style]) -> None:
        """Nothing read yet; `styles` are those of the document."""
        self._styles = styles
        self._behind = [False]  # whether what stands behind the text is filled: the page, then each open table and cell
        self._paragraph = self._run = _PLAIN

    @property
    def unseen(self) -> bool:
        """Whether the text of the run at hand is white on white."""
        if self._run is self._paragraph is _PLAIN:
            return False
        white = self._run.white if self._run.white is not None else self._paragraph.white
        return bool(white) and not (self._run.filled or self._paragraph.filled or self._behind[-1])

    def begin_paragraph(self) -> None:
        """A paragraph begins."""
        self._paragraph = self._run = _PLAIN

    def begin_run(self) -> None:
        """A run begins."""
        self._run = _PLAIN

    def begin_area(self) -> None:
        """A table or a cell begins, before what is already behind it."""
        self._behind.append(self._behind[-1])

    def end_area(self) -> None:
        """A table or a cell ends."""
        self._behind.pop()

    def take(self, name: str, within: str, attributes: dict[str, str]) -> None:
        """The element `name` says how what begins in `within` looks."""
        held = {"r": self._run, "p": self._paragraph}.get(within, _PLAIN)
        look = Style(held.white, held.filled)
        if name == "color":
            look.white = _is_white(attributes)
        elif name in ("shd", "highlight"):
            look.filled = _fills(attributes) if name == "shd" else value(attributes) not in ("none", "white")
        else:
            style = self._resolved(value(attributes))
            look.white, look.filled = style.white if look.white is None else look.white, look.filled or style.filled
        if within == "r":
            self._run = look
        elif within == "p":
            self._paragraph = look
        elif within in ("tbl", "tc"):
            self._behind[-1] = self._behind[-1] or look.filled

    def _resolved(self, name: str) -> Style:
        """The style with what it takes from those that it is based on."""
        found, seen = Style(), set[str]()
        while name in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[name]
            found = Style(style.white if found.white is None else found.white, found.filled or style.filled)
            name = style.based_on
        return found


def _is_white(attributes: dict[str, str]) -> bool:
    """Whether a colour is that of paper; Word keeps a colour of the theme as it came out, too."""
    return value(attributes).upper() == "FFFFFF"


def _fills(attributes: dict[str, str]) -> bool:
    """Whether a shading puts anything but white behind the text."""
    return value(attributes, "fill").upper() not in ("", "AUTO", "FFFFFF") or value(attributes) not in ("", "clear", "nil")
