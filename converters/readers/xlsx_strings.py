"""Strings of a workbook: the table of shared strings, and the text of one string element."""

from __future__ import annotations

from ..package import Package, parse
from ..patterns import regex

__all__ = ["MAIN", "StringText", "read_strings"]

MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
"""The namespaces of a workbook's parts: transitional and strict."""

_ESCAPE = regex(r"_x([0-9A-Fa-f]{4})_")


class StringText:
    """Gathers the text of a string element (si, is) from the parser's events.

    The runs of rich text are joined. Phonetic guides (rPh) stand above the text and are no part of it.
    """

    def __init__(self) -> None:
        """Nothing gathered yet."""
        self._pieces: list[str] = []
        self._run: list[str] | None = None
        self._phonetic = 0

    def start(self, tag: str) -> None:
        """An element inside the string begins."""
        if tag == "rPh":
            self._phonetic += 1
        elif tag == "t" and not self._phonetic:
            self._run = []

    def end(self, tag: str) -> None:
        """An element inside the string ends."""
        if tag == "rPh":
            self._phonetic -= 1
        elif tag == "t" and self._run is not None:
            self._pieces.append(unescape("".join(self._run)))
            self._run = None

    def text(self, data: str) -> None:
        """A piece of character data."""
        if self._run is not None:
            self._run.append(data)

    def take(self) -> str:
        """The text gathered; begins anew."""
        text = "".join(self._pieces)
        self._pieces.clear()
        return text


def unescape(text: str) -> str:
    """The text with `_xHHHH_` as the characters they stand for, and all line ends as "\\n"."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
        if any("\ud800" <= char <= "\udfff" for char in text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def read_strings(package: Package, part: str) -> list[str]:
    """The shared strings of the part, in order."""
    handler = _Strings()
    parse(package.read(part), handler, part, package.limits)
    return handler.strings


class _Strings:
    def __init__(self) -> None:
        self.strings: list[str] = []
        self._current = StringText()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._current.start(name.rpartition(" ")[2])

    def end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        self._current.end(tag)
        if tag == "si":
            self.strings.append(self._current.take())

    def text(self, data: str) -> None:
        self._current.text(data)
