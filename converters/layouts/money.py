"""Reads the amount of a cell in whatever layout: a figure, one with its unit of account, or a mark that there is none."""

from __future__ import annotations

from decimal import Decimal

from .. import catalogue as kinds
from ..amounts import amount_with_unit, no_amount, parse_amount
from ..grid import Cell
from ..reading import Recorder

__all__ = ["is_amount", "read_amount"]


def is_amount(text: str) -> bool:
    """Whether a text is an amount, or a mark that there is none."""
    return parse_amount(text) is not None or no_amount(text)


def read_amount(
    cell: Cell, label: str, currency: str | None, recorder: Recorder, pointer: str, of: str
) -> tuple[Decimal | None, str | None]:
    """The amount under a label, for `pointer`, and the text of what is none, to be kept beside; doubts are those of `of`.

    `currency` is the unit of account where it is stated: a figure with that unit behind it is one.
    """
    text = recorder.field(cell, pointer)
    if no_amount(text):
        recorder.doubt(kinds.NO_AMOUNT, cell.place, of, label=label, text=text)
        return None, text
    amount = parse_amount(text)
    if amount is not None:
        return amount, None
    with_unit = amount_with_unit(text)
    if with_unit is not None and with_unit[1] == currency:
        recorder.doubt(kinds.AMOUNT_WITH_UNIT, cell.place, of, label=label, text=text)
        return with_unit[0], None
    recorder.doubt(kinds.AMOUNT_NOT_UNDERSTOOD, cell.place, of, label=label, text=text)
    return None, text
