"""Labels that a pasted text has in pieces, for each line of their cell became a line of the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..grid import Cell, Row
from ..labels import heads_indicators, key_of
from ..patterns import regex
from ..values import same_width
from .indicator_columns import member_of
from .ladder_labels import head_in, label_in
from .row_pieces import joined

__all__ = ["labels_joined"]

_LINES: Final = 4
"""Lines of a label at most."""
_OVER: Final = (None, "group", "indicators")
"""What no text stands beside: what is no label, and labels that head others."""
_POINTS: Final = regex(r"[(（]\d+分[)）]\s*\Z")


def labels_joined(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The rows with their labels whole, and the rows that went on with one of several cells.

    项目资金 stands above （万元）, 年度资金 at the end of a row above 总额, 数量 above 指标: together they are a known label.
    """
    whole: list[Row] = []
    told: list[Row] = []
    for row in rows:
        count = _lines_above(whole, row)
        pieces = [whole.pop() for _ in range(count)][::-1]
        if pieces and len(pieces[0].cells) > 1:
            told.append(row)
        whole.append(joined([*pieces, row]) if pieces else row)
    return whole, told


def _lines_above(above: Sequence[Row], row: Row) -> int:
    """How many rows hold the beginning of the label that a row begins with; lines of one cell alone make up none."""
    text, found = row.cells[0].text, 0
    whole = len(row.cells) == 1 or _is_bracketed(text)
    for count, first in enumerate(reversed(above[1 - _LINES :]), 1):
        *others, last = first.cells
        if not text.strip() or not last.text.strip() or (others and whole and _is_label(last.text)):
            break
        below, text = text, f"{last.text}\n{text}"
        if len(row.cells) + len(others) > 1 and _goes_before(last.text, below, text) and _may_follow(others):
            found = count
        if others:
            break
    return found


def _goes_before(text: str, below: str, both: str) -> bool:
    """Whether a text and the one below it make up a label of both: what stands in brackets, and numbers, are no beginning of one."""
    return not _is_bracketed(text) and _is_label(both) and key_of(both) != key_of(below)


def _is_bracketed(text: str) -> bool:
    return same_width(text.lstrip()).startswith("(")


def _may_follow(cells: Sequence[Cell]) -> bool:
    """Whether what follows the cells of a row may be a label, and is no text of one."""
    if not cells or label_in(cells[-1]) in _OVER:
        return True
    return len(cells) > 1 and all(_is_label(cell.text) for cell in cells)


def _is_label(text: str) -> bool:
    cell = Cell(text)
    return heads_indicators(_POINTS.sub("", text)) or any(
        name is not None for name in (label_in(cell), head_in(cell), member_of(text))
    )
