"""Running text of a web page: white space and line breaks as a browser shows them (CSS Text 3, section 4)."""

from __future__ import annotations

import unicodedata
from typing import Final, Generic, TypeVar

from ..patterns import regex

__all__ = ["Flow"]

_SPACE: Final = regex("[ \t\n\f\r]+")
_LINE_END: Final = regex("[ \t\f]*\n[ \t\n\f]*")

T = TypeVar("T")


class Flow(Generic[T]):
    """The paragraphs of one place (the page, a cell), and the tables that stand between them.

    A paragraph is a text whose lines `<br>` ends with "\\n". White space is one blank, and none at a
    line's ends, unless it is preserved. A bare line end between two Chinese characters is none either:
    Word wraps its pages so, and CSS Text 3 (4.1.3) would have it.
    """

    def __init__(self) -> None:
        self.blocks: list[str | T] = []
        self._lines: list[str] = []
        self._pieces: list[str] = []
        self._blank: str = ""

    @property
    def text(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(block for block in self.blocks if isinstance(block, str))

    @property
    def has_ink(self) -> bool:
        """Whether there is a text of more than blanks."""
        return any(isinstance(block, str) and not block.isspace() and block for block in self.blocks)

    def add(self, data: str) -> None:
        """A piece of text whose white space is collapsed."""
        start = 0
        for blank in _SPACE.finditer(data):
            self._word(data[start : blank.start()])
            self._blank = self._blank + blank[0] if self._pieces else ""
            start = blank.end()
        self._word(data[start:])

    def add_lines(self, data: str) -> None:
        """A piece of text whose line ends are kept and whose other white space is collapsed."""
        first, *others = _LINE_END.split(data)
        self.add(first)
        for line in others:
            self.end_line()
            self.add(line)

    def add_preserved(self, data: str) -> None:
        """A piece of text that is shown as it stands."""
        first, *others = data.split("\n")
        self._keep(first)
        for line in others:
            self.end_line()
            self._keep(line)

    def end_line(self) -> None:
        """A line ends; the one after it may be empty."""
        self._lines.append("".join(self._pieces))
        self._pieces, self._blank = [], ""

    def end_block(self) -> None:
        """A paragraph ends, if one has begun; a line end at its very end shows no line of its own."""
        if self._pieces:
            self.end_line()
        if self._lines:
            self.blocks.append("\n".join(self._lines))
        self._lines, self._blank = [], ""

    def add_table(self, table: T) -> None:
        """A table stands here."""
        self.end_block()
        self.blocks.append(table)

    def _keep(self, text: str) -> None:
        if text:
            self._pieces.append((" " if self._blank else "") + text)
            self._blank = ""

    def _word(self, word: str) -> None:
        """A text without white space, after what white space there was."""
        if not word:
            return
        if self._blank:
            wrapped = not self._blank.strip("\n") and _is_wide(self._pieces[-1][-1]) and _is_wide(word[0])
            word = word if wrapped else f" {word}"
            self._blank = ""
        self._pieces.append(word)


def _is_wide(character: str) -> bool:
    """Whether a line end beside this character shows no blank: Chinese characters and full-width marks."""
    return unicodedata.east_asian_width(character) in ("W", "F") and not "\uac00" <= character <= "\ud7a3"
