"""What a Word document holds beside plain text, while it is read."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from .. import catalogue as kinds
from ..findings import Finding
from ..language import Words, counted, quoted
from ..places import Place

__all__ = ["Capture", "Unread"]

_HIDDEN = Words("文字", "text")
_WHITE = Words("白色文字", "white text")
_CODE = Words("域代码中的文字", "text of a field code")
_PROMPT = 40
"""Characters of a prompt that a finding quotes."""


class Capture(Struct):
    """Something that is no plain text, with the text inside it, until the element at `depth` ends."""

    label: Words
    depth: int
    pieces: list[str] = field(default_factory=list)


class Unread(Struct):
    """The texts of a paragraph that are not read: what is hidden, what is white, field codes, and prompts of content controls."""

    hidden: list[str] = field(default_factory=list)
    white: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    prompts: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.hidden or self.white or self.codes or self.prompts)

    def findings(self, place: Place) -> Iterator[Finding]:
        """A finding for each kind of text that there is; begins anew."""
        for what, texts in ((_HIDDEN, self.hidden), (_WHITE, self.white)):
            if any(map(str.strip, texts)):
                yield kinds.HIDDEN_LEFT_OUT.at(place, what=counted(what, "".join(texts)))
            texts.clear()
        if self.codes:
            yield kinds.BOOK_PART_LEFT_OUT.at(place, what=quoted(_CODE, "".join(self.codes)))
            self.codes.clear()
        if self.prompts:
            yield kinds.HINT_LEFT_OUT.at(place, text=" ".join("".join(self.prompts).split())[:_PROMPT])
            self.prompts.clear()
