"""Row heights of a filled sheet: a row grows where its text would be cut, and is never made lower.

Excel fits rows by itself only while nothing is merged and nobody has set a height, LibreOffice not
even then. So the height of every wrapped text that was filled in is computed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

from msgspec import Struct

from .. import catalogue as kinds
from ..places import SheetPlace
from ..typeset import count_lines
from .parts import count_of, local, measure_of
from .template import Area
from .xlsx_cells import CellWriter

__all__ = ["HIGHEST_ROW", "Heights"]

HIGHEST_ROW: Final = 409.5
_POINTS_PER_CHARACTER: Final = 5.25  # a digit of the default face is 7 pixels of 0.75 points
_LINE: Final = 1.48  # em, with room for the faces that stand in for 仿宋
_INSET, _PADDING, _SAFE = 6.0, 4.5, 0.97
_DEFAULT_WIDTH: Final = 8.43


class _Text(Struct, frozen=True):
    """A text that was filled in and wraps."""

    line: int
    column: int
    text: str
    size: float


class Heights:
    """Notes the texts of a sheet while it is filled, and then fits its rows."""

    def __init__(self, root: Any, writer: CellWriter) -> None:
        self.writer = writer
        self.default, self.widths, self.height = _DEFAULT_WIDTH, {}, 15.0
        self.texts: list[_Text] = []
        for element in root:
            if local(element) == "sheetFormatPr":
                self.default = measure_of(element.get("defaultColWidth"), _DEFAULT_WIDTH)
                self.height = measure_of(element.get("defaultRowHeight"), 15.0)
            for column in element if local(element) == "cols" else ():
                for at in range(max(count_of(column.get("min"), 1), 1), min(count_of(column.get("max"), 1), 1_000) + 1):
                    self.widths[at] = measure_of(column.get("width"), _DEFAULT_WIDTH)

    def note(self, line: int, column: int, cell: Any, text: str) -> None:
        """Notes a text that was filled in."""
        look = self.writer.look(cell)
        if look.wrap and text:
            self.texts.append(_Text(line, column, text, look.size))

    def fit(self, data: Any, areas: Sequence[Area]) -> None:
        """Makes rows higher where their texts need it; in a cell of several rows the last ones grow."""
        rows = {count_of(row.get("r")) - 1: row for row in data if local(row) == "row"}
        merged = {(area.top, area.left): area for area in areas}
        tall = []
        for text in self.texts:
            area = merged.get((text.line, text.column), Area(text.line, text.column, text.line, text.column))
            if area.bottom > area.top:
                tall.append((text, area))
            else:
                self._raise(rows[text.line], self._needed(text, area))
        for text, area in tall:
            spanned = [rows[line] for line in range(area.top, area.bottom + 1) if line in rows]
            lacking = self._needed(text, area) - sum(map(self._height, spanned))
            for row in spanned if lacking > 0 else ():
                self._raise(row, self._height(row) + lacking / len(spanned))

    def _needed(self, text: _Text, area: Area) -> float:
        width = sum(self.widths.get(column, self.default) for column in range(area.left, area.right + 1)) * _POINTS_PER_CHARACTER
        lines = count_lines(text.text, text.size, max((width - _INSET) * _SAFE, text.size))
        return lines * text.size * _LINE + _PADDING if lines > 1 else 0.0

    def _height(self, row: Any) -> float:
        return measure_of(row.get("ht"), self.height)

    def _raise(self, row: Any, needed: float) -> None:
        if needed <= self._height(row):
            return
        row.set("ht", f"{min(math.ceil(needed / 0.75) * 0.75, HIGHEST_ROW):g}")
        row.set("customHeight", "1")
        if needed > HIGHEST_ROW:
            place = SheetPlace(self.writer.title, count_of(row.get("r")), 1)
            self.writer.findings.append(kinds.ROW_TOO_HIGH.at(place, needed=round(needed), limit=HIGHEST_ROW))
