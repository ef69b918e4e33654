"""Numbers in a workbook: which texts a number shows exactly, and under which format."""

from __future__ import annotations

from decimal import Decimal
from re import ASCII
from typing import Final

from ..grid import Cell
from ..patterns import regex

__all__ = ["column_name", "number_format"]

_DIGITS: Final = 15  # significant digits that Excel keeps
_FIGURE: Final = regex(r"-?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?", ASCII)


def column_name(column: int) -> str:
    """The letters of a column, counted from 0: A, Z, AA."""
    letters = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        letters, column = chr(65 + rest) + letters, column - 1
    return letters


def number_format(cell: Cell) -> str:
    """The number format under which a double shows exactly the text of the cell; "" where none does.

    Room for the decimals that the amount lacks is left by `_0`, "as wide as a 0" (ECMA-376 part 1, 18.8.31).
    """
    figure = _FIGURE.fullmatch(cell.text)
    if cell.number is None or not figure:
        return ""
    decimals, grouped = len(figure[1] or ""), "," in cell.text
    digits = cell.text.translate({ord(mark): None for mark in "-,."}).lstrip("0")
    if max(len(digits), decimals) > _DIGITS or cell.number != Decimal(cell.text.replace(",", "")):
        return ""
    value = float(cell.number)
    negative_zero = not value and cell.text.startswith("-")
    if negative_zero or f"{value:{',' if grouped else ''}.{decimals}f}" != cell.text:
        return ""
    blank = "".join(f"_{char}" for char in cell.lacking)
    return ("#,##0" if grouped else "0") + ("." + "0" * decimals if decimals else "") + blank
