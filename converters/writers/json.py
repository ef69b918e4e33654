"""Writes the canonical document as JSON: UTF-8, two spaces of indent, amounts as strings."""

from __future__ import annotations

import msgspec

from ..interface import Written
from ..model import GoalTable

__all__ = ["write"]


def write(table: GoalTable) -> Written:
    """The document; every member is written, blank ones as null or empty."""
    return Written(msgspec.json.format(msgspec.json.encode(table), indent=2) + b"\n")
