"""Styles of a workbook: the number format of each cell style, and whether it shows what is in it."""

from __future__ import annotations

import re
from typing import Final

from ..limits import Limits
from ..number_formats import BUILT_IN
from ..package import Package, parse

__all__ = ["read_number_formats", "read_styles"]

_WHITE: Final = re.compile(r"(?:FF|00)?FFFFFF", re.IGNORECASE)
_PAPER: Final = ("1", "9")  # white in the palette of old workbooks (ECMA-376 part 1, 18.8.27)


def read_number_formats(package: Package, part: str) -> list[str]:
    """The number format code of each cell style (the index `s` of a cell), in order."""
    return _number_formats(package.read(part), part, package.limits)


def read_styles(package: Package, part: str) -> tuple[list[str], frozenset[int]]:
    """The number format code of each cell style, and the cell styles whose text is white on white, and so is on no paper."""
    data = package.read(part)
    return _number_formats(data, part, package.limits), _unseen(data, part, package.limits)


def _number_formats(data: bytes, part: str, limits: Limits) -> list[str]:
    handler = _Styles()
    parse(data, handler, part, limits)
    codes: dict[str, str] = {str(number): code for number, code in BUILT_IN.items()} | handler.codes
    return [codes.get(number, "General") for number in handler.cells]


def _unseen(data: bytes, part: str, limits: Limits) -> frozenset[int]:
    handler = _Looks()
    parse(data, handler, part, limits)
    return frozenset(
        style
        for style, (font, fill) in enumerate(handler.cells)
        if font in handler.white["font"] and fill in handler.white["fill"]
    )


class _Looks:
    """Takes down which fonts and fills are white, by their numbers."""

    def __init__(self) -> None:
        self.cells: list[tuple[str, str]] = []
        self.white: dict[str, set[str]] = {"font": set(), "fill": set()}
        self._count = {"font": 0, "fill": 0}
        self._list = self._pattern = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag in ("fonts", "fills", "cellXfs"):
            self._list = tag
        elif tag == "xf" and self._list == "cellXfs":
            self.cells.append((attributes.get("fontId", "0"), attributes.get("fillId", "0")))
        elif tag == "patternFill" and self._list == "fills":
            self._pattern = attributes.get("patternType", "none")
            self._note("fill", self._pattern == "none")
        elif (tag, self._list) == ("color", "fonts"):
            self._note("font", _is_white(attributes))
        elif (tag, self._list, self._pattern) == ("fgColor", "fills", "solid"):
            self._note("fill", _is_white(attributes))

    def _note(self, kind: str, white: bool) -> None:
        """Notes whether the font or fill at hand is white."""
        if white:
            self.white[kind].add(str(self._count[kind]))

    def end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        if tag in ("fonts", "fills", "cellXfs"):
            self._list = ""
        elif f"{tag}s" == self._list:
            self._count[tag] += 1

    def text(self, data: str) -> None:
        """Nothing to do."""


def _is_white(colour: dict[str, str]) -> bool:
    """Whether a colour is that of paper: white as it is, or the theme's background without a tint."""
    return colour.get("tint", "0").strip("-0.") == "" and (
        _WHITE.fullmatch(colour.get("rgb", "")) is not None or colour.get("indexed") in _PAPER or colour.get("theme") == "0"
    )


class _Styles:
    def __init__(self) -> None:
        self.codes: dict[str, str] = {}
        self.cells: list[str] = []
        self._in_cells = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "cellXfs":
            self._in_cells = True
        elif tag == "xf" and self._in_cells:
            self.cells.append(attributes.get("numFmtId", "0"))
        elif tag == "numFmt" and "formatCode" in attributes:
            self.codes.setdefault(attributes.get("numFmtId", ""), attributes["formatCode"])

    def end(self, name: str) -> None:
        if name.rpartition(" ")[2] == "cellXfs":
            self._in_cells = False

    def text(self, data: str) -> None:
        """Nothing to do."""
