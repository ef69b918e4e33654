"""Small tables at the head of a form: a row of heads, and below it rows of a name with what belongs to it.

|                | 年初预算数 | 全年执行数 | 执行率 |        收入来源 | 预算金额
| 年度资金总额   | 100        | 90         | 90%    |        财政拨款 | 100
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ..grid import Cell
from .ladder_labels import MONEY, head_in, is_result, label_in

__all__ = ["Entry", "Matrix", "matrix_at"]


class Entry(Struct, frozen=True):
    """One name of a row with the cells that belong to it; `first` is the cell that may hold its amount."""

    name: Cell
    kind: str
    head: str
    values: tuple[tuple[str, Cell], ...]

    @property
    def money(self) -> bool:
        """Whether the name is that of a total or a source of money, and not of what money is spent on."""
        return self.kind == "source" and label_in(self.name) in MONEY


class Matrix(Struct, frozen=True):
    """The heads of such a table, from left to right."""

    heads: tuple[Cell, ...]

    def entries(self, cells: Sequence[Cell]) -> Iterator[Entry]:
        """The names of a row, each with its values."""
        name: Entry | None = None
        for cell in cells:
            head = next((held for held in self.heads if held.column <= cell.column < held.column + held.colspan), None)
            kind = "source" if head is None else head_in(head) or "amount"
            text = "" if head is None else head.text.strip()
            if name is None or kind in ("source", "name"):
                if name is not None:
                    yield name
                name = Entry(cell, "source" if kind == "amount" else kind, text, ())
            else:
                name = Entry(name.name, name.kind, name.head, (*name.values, (text, cell)))
        if name is not None:
            yield name


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
    if all(label_in(cell) is not None for cell in below) and (len(below) > 1 or label_in(below[0]) not in MONEY):
        return None
    return Matrix(tuple(heads))
