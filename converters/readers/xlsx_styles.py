"""Styles of a workbook: the number format of each cell style."""

from __future__ import annotations

from ..number_formats import BUILT_IN
from ..package import Package, parse

__all__ = ["read_number_formats"]


def read_number_formats(package: Package, part: str) -> list[str]:
    """The number format code of each cell style (the index `s` of a cell), in order."""
    handler = _Styles()
    parse(package.read(part), handler, part, package.limits)
    codes: dict[str, str] = {str(number): code for number, code in BUILT_IN.items()} | handler.codes
    return [codes.get(number, "General") for number in handler.cells]


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
