"""Cells merged down over several rows: what the rows below their first show through them."""

from __future__ import annotations

from collections.abc import Mapping

from ..grid import Cell, Row

__all__ = ["Spans"]


class Spans:
    """The cells of a table that reach into rows below their own, while its rows are read one after the other."""

    def __init__(self) -> None:
        self._open: dict[int, tuple[Cell, int]] = {}

    def take(self, row: Row, index: int) -> Mapping[int, Cell]:
        """By column, the filled cells of rows above that cover row number `index`; its own cells are remembered for those below."""
        below = {cell.column: (cell, index + cell.rowspan) for cell in row.cells if cell.rowspan > 1 and cell.text.strip()}
        if not self._open:
            self._open = below
            return {}
        self._open = {column: (cell, stop) for column, (cell, stop) in self._open.items() if index < stop}
        covering = {column: cell for column, (cell, _) in self._open.items()}
        self._open |= below
        return covering
