"""What a Word document holds beside plain text, and how a finding names it."""

from __future__ import annotations

from msgspec import Struct, field

from ..language import Words

__all__ = ["Capture", "quoted"]


class Capture(Struct):
    """Something that is no plain text, with the text inside it, until the element at `depth` ends."""

    label: Words
    depth: int
    pieces: list[str] = field(default_factory=list)


def quoted(what: Words, text: str) -> Words:
    """`what` with the beginning of its text, for a finding."""
    if not text:
        return what
    line = " ".join(text.split())
    beginning = f"{line[:40]}{'…' if len(line) > 40 else ''}"
    return Words("{what}“{text}” ({count} 字)", "{what} “{text}” ({count} characters)").of(
        what=what, text=beginning, count=len(text)
    )
