"""Writes the canonical document as JSON, amounts as strings: one in a file with two spaces of indent, or one a line."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec
from msgspec import structs

from ..characters import encoded, refuse_controls
from ..interface import Written
from ..model import GoalTable

__all__ = ["pieces", "write", "write_lines"]

_UNITS: Final = b'\n  "units": ['
_FRAME: Final = b'{"units":[%b]}', b'{\n  "units": [', b"\n  ]\n}"
"""A unit where it stands in a document, so that it is indented so, and what stands before and after it then."""


def write(table: GoalTable) -> Written:
    """The document; every member is written, blank ones as null or empty.

    Raises `UnwritableError` for a character that no document may hold, as `write_lines` does.
    """
    stream = io.BytesIO()
    stream.writelines(_pieces(table))
    return Written(stream.getvalue())


def pieces(table: GoalTable) -> Iterator[bytes]:
    """The same bytes in pieces, so that a large document is never whole in memory; raises before the first one."""
    refuse_controls(table)
    return _pieces(table)


def _pieces(table: GoalTable) -> Iterator[bytes]:
    """The lines before the units, those of each unit, and the lines after them."""
    head, found, tail = msgspec.json.format(encoded(table, structs.replace(table, units=())), indent=2).partition(_UNITS)
    yield head + found
    frame, before, after = _FRAME
    for number, unit in enumerate(table.units):
        text = msgspec.json.format(frame % encoded(table, unit), indent=2)
        if number:
            yield b","
        yield text[len(before) : -len(after)]
    if table.units:
        yield b"\n  "
    yield tail + b"\n"


def write_lines(tables: Sequence[GoalTable]) -> Written:
    """The documents, one on each line (JSON Lines)."""
    return Written(b"".join(encoded(table) + b"\n" for table in tables))
