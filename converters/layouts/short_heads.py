"""Rows of labels in the head of a pasted form, and whether what stands below one lacks the cell that its first label was merged over."""

from __future__ import annotations

from ..grid import Row
from ..labels import speaks_of_money
from .ladder_labels import MONEY, head_in, label_in
from .row_pieces import filled_cells

__all__ = ["goes_below", "has_words", "heads_no_money", "heads_only", "heads_others"]


def heads_others(row: Row) -> bool:
    """Whether a row heads others: labels alone, or the label of a group with the first of its pairs."""
    return heads_only(row) or _heads_pairs(row)


def heads_only(row: Row) -> bool:
    """Whether a row holds labels alone, more than one, side by side: where the others head results there may be a blank among them."""
    cells = filled_cells(row)
    if len(cells) < 2 or not all(label_in(cell) is not None or head_in(cell) is not None for cell in cells):
        return False
    return cells[-1].column < len(cells) or all(head_in(cell) == "amount" for cell in cells[1:])


def goes_below(row: Row, above: Row) -> bool:
    """Whether a row stands below the labels of the one above but for the first, which reaches down beside it; it has a cell for each."""
    if not row.cells[0].text.strip() or heads_others(row):
        return False
    first = label_in(row.cells[0])
    if _heads_pairs(above):
        return first in MONEY
    beside = zip(row.cells, above.cells[1:], strict=True)
    results = [cell.text for cell, head in beside if head_in(head) == "amount"]
    return (first is None or first in MONEY) and not any(map(has_words, results))


def has_words(text: str) -> bool:
    """Whether a text is no figure, and no dash for one."""
    return any(map(str.isalpha, text)) and not any(map(str.isdecimal, text))


def _heads_pairs(row: Row) -> bool:
    """Whether a row begins with the label of a group, with the first of its labels beside it: 项目资金（万元） | 资金总额 | 50."""
    return len(row.cells) > 1 and label_in(row.cells[0]) == "group" and label_in(row.cells[1]) in MONEY


def heads_no_money(row: Row, above: Row, below: Row) -> bool:
    """Whether a line is the label of money alone, and heads none: it may be the rest of the text above it (水利发展 above 资金)."""
    cells, over, first = filled_cells(row), filled_cells(above)[-2:], filled_cells(below)[:1]
    if len(cells) != 1 or label_in(cells[0]) != "group" or not speaks_of_money(cells[0].text):
        return False
    states_text = len(over) == 2 and label_in(over[0]) not in (None, "group", *MONEY) and label_in(over[1]) is None
    return states_text and all(label_in(cell) not in (None, "group", *MONEY) for cell in first)
