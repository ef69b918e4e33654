"""Writes the canonical document as JSON, amounts as strings: one in a file with two spaces of indent, or one a line."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ..characters import encoded
from ..interface import Written
from ..model import GoalTable

__all__ = ["write", "write_lines"]


def write(table: GoalTable) -> Written:
    """The document; every member is written, blank ones as null or empty.

    Raises `UnwritableError` for a character that no document may hold, as `write_lines` does.
    """
    return Written(msgspec.json.format(encoded(table), indent=2) + b"\n")


def write_lines(tables: Sequence[GoalTable]) -> Written:
    """The documents, one on each line (JSON Lines)."""
    return Written(b"".join(encoded(table) + b"\n" for table in tables))
