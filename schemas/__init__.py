"""The published schema of the canonical document, and the code lists of the field, as data."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["text"]


@cache
def text(name: str) -> str:
    """The text of the file `name` in this folder."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
