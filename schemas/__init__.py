"""The published schema of the canonical document, and the code lists of the field, as data."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

__all__ = ["text"]


@cache
def text(name: str) -> str:
    """The text of the file `name` in this folder."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
