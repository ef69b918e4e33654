"""Numbers in a workbook: which texts a number shows exactly, and under which format."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from re import ASCII
from typing import Final

from ..grid import Cell
from ..patterns import regex

__all__ = ["column_name", "number_of"]

_DIGITS: Final = 15  # significant digits that Excel keeps, and that every double prints again
_NONE: Final = ("", "")
_FIGURE: Final = regex(r"-?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?", ASCII)


@lru_cache(maxsize=256)
def column_name(column: int) -> str:
    """The letters of a column, counted from 0: A, Z, AA."""
    letters = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        letters, column = chr(65 + rest) + letters, column - 1
    return letters


def number_of(cell: Cell) -> tuple[str, str]:
    """The number format under which a double shows exactly the text of the cell, and that double; "" twice where none does."""
    figure = None if cell.number is None else _FIGURE.fullmatch(cell.text)
    if figure is None:
        return _NONE
    plain, decimals = cell.text.replace(",", ""), len(figure[1] or "")
    digits = plain.lstrip("-0.").replace(".", "")
    if max(len(digits), decimals) > _DIGITS or cell.number != Decimal(plain) or (not digits and plain.startswith("-")):
        return _NONE
    return _format(plain != cell.text, decimals, cell.lacking), repr(float(plain)).removesuffix(".0")


@lru_cache(maxsize=256)
def _format(grouped: bool, decimals: int, lacking: str) -> str:
    """A number format; room for the decimals that the amount lacks is left by `_0`, "as wide as a 0" (ECMA-376 part 1, 18.8.31)."""
    return ("#,##0" if grouped else "0") + ("." + "0" * decimals if decimals else "") + "".join(f"_{char}" for char in lacking)
