"""What a field of the document prints in a form."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from msgspec import Struct

from ..amounts import format_amount, plain
from ..labels import DIRECTIONS
from ..model import Coded, Value
from ..packing import pack, print_level
from ..values import split_value
from .paths import Entity, Field

__all__ = ["Items", "Printed", "print_field"]

Items: TypeAlias = Mapping[Entity, Any]
"""The item of each entity at hand; None for a row that stands for no item."""

_PARTS = ("operator", "number", "unit")


class Printed(Struct, frozen=True):
    """The text of a field; `number` where it is an amount or a count."""

    text: str = ""
    number: Decimal | None = None


def print_field(field: Field, items: Items) -> Printed:
    """What the field prints of the item at hand; blank where there is none."""
    item = items.get(field.entity)
    if field.kind == "packed":
        return Printed(pack(item.indicators).text if item is not None and item.indicators else "")
    member = item
    for position, name in enumerate(field.path):
        if member is None:
            return Printed()
        if isinstance(member, Value):
            return Printed(split_value(member.text)[_PARTS.index(name)])
        if isinstance(member, dict):
            return _printed(member.get(".".join(field.path[position:])), field)
        member = getattr(member, name)
    return _printed(member, field)


def _printed(member: object, field: Field) -> Printed:
    if isinstance(member, Decimal):
        money = "funding" in field.path[0]
        return Printed(format_amount(member) if money else plain(member), member)
    if isinstance(member, Value):
        return Printed(member.text)
    if isinstance(member, Coded):
        return Printed(print_level(member))
    if field.kind == "direction":
        return Printed("" if member is None else next(texts[0] for name, texts in DIRECTIONS.items() if name == member))
    if isinstance(member, int):
        return Printed(str(member), Decimal(member))
    return Printed("" if member is None else str(member))
