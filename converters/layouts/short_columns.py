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
from .columns import find_header, header_depth
from .headers import header_at
from .indicator_columns import member_of
from .ladder_labels import MONEY
from .row_pieces import filled_cells

__all__ = ["GOALS", "Column", "believed", "columns_at", "fits", "is_packed"]

Column: TypeAlias = Literal["amount", "level", "sign", "text", "list", "block", "other"]
"""What may stand in a column: amounts, names of levels, signs (≥, 定性), a name or goal, packed indicators, nothing but the block's label, anything."""

GOALS: Final = frozenset({"goal", "period_goal"})
_PARTS: Final = regex(r"[；;|、．.：:\n]")
"""What stands between the parts of packed indicators."""


def columns_at(rows: Sequence[Row], index: int) -> tuple[Column, ...] | None:
    """The columns of the header of one row that stands at the index; None where there is none."""
    row = rows[index]
    start = 0
    if find_header(Grid((row,))) is None:
        header = header_at(rows, index)
        if header is None or header.depth > 1:
            return None
        start = header.columns.start
    elif header_depth(rows[index:]) > 1:
        return None
    width = filled_cells(row)[-1].column + 1
    return tuple("block" if cell.column < start else _column(cell.text) for cell in row.cells[:width])


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


def believed(columns: tuple[Column, ...], rows: Sequence[Row]) -> tuple[Column, ...]:
    """The columns, those of levels as such only where most rows that are whole print names of levels there."""
    whole = [row.cells for row in rows if len(row.cells) >= len(columns)]
    return tuple(
        "other" if kind == "level" and not _prints_levels([cells[column].text for cells in whole]) else kind
        for column, kind in enumerate(columns)
    )


def _prints_levels(texts: Sequence[str]) -> bool:
    printed = [text for text in texts if text.strip()]
    return 2 * sum(map(is_level, printed)) >= len(printed)


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
