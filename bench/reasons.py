"""Why a target is missed where it is: printed below the table of targets as long as it is."""

from __future__ import annotations

from typing import Final

__all__ = ["REASONS"]

REASONS: Final[dict[str, str]] = {}
"""The beginning of a target's title → the reason, Chinese first."""
