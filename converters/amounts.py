"""Amounts: decimals with the digits of the source, read strictly and printed in full."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from .patterns import regex

__all__ = [
    "MAX_DECIMALS",
    "MAX_DIGITS",
    "WORTH",
    "amount_with_unit",
    "format_amount",
    "no_amount",
    "parse_amount",
    "plain",
    "states_amount",
]

MAX_DIGITS = 16
"""Digits before the point that an amount may have."""
MAX_DECIMALS = 6
"""Digits after the point that an amount may have."""
WORTH: Final = {"元": 1, "千元": 1_000, "万元": 10_000, "亿元": 100_000_000}
"""What one of each unit of account is worth in 元."""

_AMOUNT = regex(rf"-?(?:\d{{1,{MAX_DIGITS}}}|\d{{1,3}}(?:,\d{{3}}){{1,5}})(?:\.\d{{1,{MAX_DECIMALS}}})?")
_WITH_UNIT = regex(r"(?P<amount>[^元千万亿]+?)\s*(?P<unit>元|千元|万元|亿元|万)")
_YUAN = regex(r"[￥¥]\s*(?P<amount>[^元千万亿]+)元?")
_NONES: Final = frozenset({"—", "-", "/", "——", "--", "－", "／", "无"})
_TO_ASCII = str.maketrans("０１２３４５６７８９．，－−", "0123456789.,--")


def parse_amount(text: str) -> Decimal | None:
    """The amount that `text` prints, with its decimals kept; None where it prints none.

    Digits may be grouped by threes, and may be full-width. Anything else beside them (a unit, a
    dash, an exponent) makes it no amount: a wrong number is worse than none.
    """
    figure = text.strip()
    if not figure.isascii():
        figure = figure.translate(_TO_ASCII)
    if not figure.isascii() or not _AMOUNT.fullmatch(figure):
        return None
    return Decimal(figure.replace(",", ""))


def amount_with_unit(text: str) -> tuple[Decimal, str] | None:
    """The amount and the unit of account that a text of both prints: 250万, 2279.048 万元, ￥300; None where it is no such text."""
    yuan, found = _YUAN.fullmatch(text.strip()), _WITH_UNIT.fullmatch(text.strip())
    unit = "元" if yuan else found["unit"].replace("元", "") + "元" if found else ""
    amount = parse_amount((yuan or found)["amount"]) if unit else None  # type: ignore[index]
    return None if amount is None else (amount, unit)


def states_amount(text: str) -> bool:
    """Whether a text in the place of an amount would be read as one, with its unit of account or without."""
    return parse_amount(text) is not None or amount_with_unit(text) is not None


def no_amount(text: str) -> bool:
    """Whether a text in the place of an amount says that there is none: —, /, 无."""
    return text.strip() in _NONES


def format_amount(amount: Decimal) -> str:
    """The amount in full with its own decimals and digits grouped by threes: 34,545.04."""
    return f"{amount:,f}"


def plain(amount: Decimal) -> str:
    """The amount in full with its own decimals, without grouping: 34545.04."""
    return f"{amount:f}"
