"""What the columns of a pasted table may hold, which proves where the cells of a row that lacks some belong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from ..amounts import no_amount, parse_amount
from ..grid import Cell, Grid, Row
from ..items import is_level
from ..labels import field_of, heads_indicators, is_level_label, speaks_of_money
from ..patterns import regex
from ..values import operator_of, parse_value
from .columns import find_header, header_depth, labels_of
from .headers import header_at
from .indicator_columns import member_of
from .ladder_labels import MONEY

__all__ = ["GOALS", "Column", "columns_at", "fits", "is_packed"]

Column: TypeAlias = Literal["amount", "level", "sign", "text", "list", "block", "other"]
"""What may stand in a column: amounts, names of levels, signs (≥, 定性), a name or goal, packed indicators, nothing but the block's label, anything."""

GOALS: Final = frozenset({"goal", "period_goal"})
_PARTS: Final = regex(r"[；;|、．.：:\n]")
"""What stands between the parts of packed indicators."""


def columns_at(rows: Sequence[Row], index: int) -> tuple[tuple[Column, ...], int] | None:
    """The columns of the header that stands at the index, and how many rows it takes; None where there is none."""
    start, header = 0, header_at(rows, index)
    if find_header(Grid((rows[index],))) is not None:
        depth = header_depth(rows[index:])
        labels = labels_of(rows[index:], depth)
    elif header is not None:
        start, depth, labels = header.columns.start, header.depth, header.labels
    else:
        return None
    printed = {cell.column: cell.text for cell in labels.cells if cell.text.strip()}
    return tuple("block" if column < start else _column(printed.get(column, "")) for column in range(max(printed) + 1)), depth


def _column(label: str) -> Column:
    name, member = field_of(label), member_of(label)
    if name in MONEY or (name is None and speaks_of_money(label)):
        return "amount"
    if member in ("level1", "level2"):
        return "level"
    if member == "direction":
        return "sign"
    if name == "indicators" or heads_indicators(label):
        return "list"
    return "text" if name == "name" or name in GOALS else "other"


def fits(cells: Sequence[Cell], columns: Sequence[Column], start: int = 0) -> bool:
    """Whether each of the cells can stand in its column, the first in that number `start`; packed indicators only in their own where there is one."""
    placed = [(column, cell.text.strip()) for column, cell in zip(columns[start:], cells, strict=False)]
    if "list" in columns and any(column != "list" and is_packed(text) for column, text in placed):
        return False
    return all(_may_hold(column, text) for column, text in placed)


def _may_hold(column: Column, text: str) -> bool:
    if not text:
        return True
    if column == "amount":
        return parse_amount(text) is not None or no_amount(text)
    if column == "level" or is_level_label(text):
        return column == "level" and is_level(text)
    if column == "sign":
        return operator_of(text) is not None or field_of(text, "direction") is not None
    if column in ("text", "list"):
        return parse_amount(text) is None and not (column == "text" and _is_target(text))
    return column == "other"


def _is_target(text: str) -> bool:
    """Whether a text is the target of an indicator, by its sign: ≥5次."""
    return parse_value(text).operator is not None or operator_of(text) is not None


def is_packed(text: str) -> bool:
    """Whether a text has the name of a level between marks, as packed indicators do: 1、产出指标；数量指标；…"""
    return any(map(is_level_label, _PARTS.split(text)[:-1]))
