"""The published schema of the canonical document, the code lists of the field and the profiles of rules, as data."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["profile_names", "text"]


@cache
def text(name: str) -> str:
    """The text of the file `name` in this folder, or below it."""
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


@cache
def profile_names() -> tuple[str, ...]:
    """The names of the profiles that come with goalconv; `general`, on which the others stand, first."""
    names = sorted(path.stem for path in (Path(__file__).parent / "profiles").glob("*.toml"))
    return tuple(sorted(names, key=lambda name: name != "general"))
