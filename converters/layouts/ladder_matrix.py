"""Small tables at the head of a form: a row of heads, and below it rows of a name with what belongs to it.

|                | 年初预算数 | 全年执行数 | 执行率 |        收入来源 | 预算金额
| 年度资金总额   | 100        | 90         | 90%    |        财政拨款 | 100
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct, structs

from ..grid import Cell
from .ladder_labels import MONEY, head_in, is_result, label_in

_WIDEST: Final = 1000
"""Columns that the last head may stand over."""

__all__ = ["Entry", "Matrix", "matrix_at"]


class Entry(Struct, frozen=True):
    """One name of a row, which may be of what money is `spent` on, with the cells that belong to it, each under the text of its head."""

    name: Cell
    spent: bool
    head: str
    first: Cell | None
    values: tuple[tuple[str, Cell], ...] = ()

    @property
    def amount(self) -> Cell | None:
        """The cell under the first head right of the name; what stands further right is no amount of money's own."""
        return (
            self.values[0][1] if self.values and self.first is not None and self.values[0][1].column < _end(self.first) else None
        )

    @property
    def money(self) -> bool:
        """Whether the name is that of a total or a source of money, and not of what money is spent on."""
        return not self.spent and label_in(self.name) in MONEY


class Matrix(Struct, frozen=True):
    """The heads of such a table, from left to right."""

    heads: tuple[Cell, ...]

    @classmethod
    def of(cls, heads: Sequence[Cell]) -> Matrix:
        """The matrix under some heads, each of which stands over all columns up to the next."""
        stops = [*(head.column for head in heads[1:]), heads[-1].column + _WIDEST]
        return cls(tuple(structs.replace(head, colspan=stop - head.column) for head, stop in zip(heads, stops, strict=True)))

    def deepened(self, below: Sequence[Cell]) -> Matrix | None:
        """The matrix where the row below only divides some of the heads; None where it does not."""
        if not all(head_in(cell) is not None or label_in(cell) in MONEY for cell in below):
            return None
        over = [head for cell in below if (head := self._head(cell)) is not None]
        if len(over) < len(below) or len({head.column for head in over}) == len(below):
            return None
        divided = [
            structs.replace(cell, text=f"{head.text.strip()} {cell.text.strip()}") for head, cell in zip(over, below, strict=True)
        ]
        kept = [head for head in self.heads if head not in over]
        return Matrix.of(sorted((*kept, *divided), key=lambda head: head.column))

    def _head(self, cell: Cell) -> Cell | None:
        return next((held for held in self.heads if held.column <= cell.column < _end(held)), None)

    def _after(self, name: Cell) -> Cell | None:
        """The first head right of a name."""
        return next((head for head in self.heads if head.column > name.column), None)

    def entries(self, cells: Sequence[Cell]) -> Iterator[Entry]:
        """The names of a row, each with its values."""
        name: Entry | None = None
        for cell in cells:
            head = self._head(cell)
            kind, text = ("source", "") if head is None else (head_in(head), head.text.strip())
            if name is None or kind in ("source", "name"):
                if name is not None:
                    yield name
                name = Entry(cell, kind == "name", text, self._after(cell))
            else:
                name = structs.replace(name, values=(*name.values, (text, cell)))
        if name is not None:
            yield name


def _end(head: Cell) -> int:
    return head.column + head.colspan


def matrix_at(cells: Sequence[Cell], below: Sequence[Cell]) -> Matrix | None:
    """The matrix whose heads are the cells of a row; None where they are no heads, or the row below holds nothing for them.

    A label may stand before the heads, over the names.
    """
    heads = [cell for cell in cells if head_in(cell) is not None]
    if len(heads) < 2 or not all(head_in(cell) or label_in(cell) for cell in cells) or not below:
        return None
    if all(label_in(cell) in MONEY and not is_result(cell) for cell in heads):
        return None  # sources of money side by side, with blank amounts
    if any(head_in(cell) is None for cell in cells[cells.index(heads[0]) :]):
        return None
    matrix = Matrix.of(heads)
    if matrix.deepened(below) is not None:
        return matrix
    if all(label_in(cell) is not None for cell in below) and (len(below) > 1 or label_in(below[0]) not in MONEY):
        return None
    return matrix
