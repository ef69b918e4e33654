"""What a Word document holds beside its body: notes, comments, heads and feet of pages, each named where it belongs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .. import catalogue as kinds
from ..findings import Finding
from ..language import Words, quoted
from ..package import Package, parse
from ..patterns import regex
from ..places import Place
from .docx_names import CHARACTERS, local_name, value

__all__ = ["NOTES", "beside"]

NOTES = {
    "footnote": Words("脚注", "a footnote"), "endnote": Words("尾注", "an endnote"), "comment": Words("批注", "a comment"),
}  # fmt: skip
"""What is told of a place in the body, by the name of its element."""
_PARTS = {
    **{f"{name}s": what for name, what in NOTES.items()},
    "header": Words("页眉", "the page header"), "footer": Words("页脚", "the page footer"),
}  # fmt: skip
_PAGE_NUMBER = regex(r"[\s第共页码/—–·\-\d]*")


def beside(package: Package, main: str, places: Mapping[tuple[str, str], Place]) -> Iterator[Finding]:
    """A finding for each note, comment, head and foot with text; page numbers are none. `places` says where the body refers to a note."""
    for kind, target in package.relations(main).values():
        name = kind.rpartition("/")[2]
        if name not in _PARTS or target not in package:
            continue
        told = _Told()
        parse(package.read(target), told, target, package.limits)
        for number, pieces in told.texts.items():
            text = "".join(pieces).strip()
            if text and not (name in ("header", "footer") and _PAGE_NUMBER.fullmatch(text)):
                place = places.get((name.removesuffix("s"), number))
                yield kinds.BOOK_PART_LEFT_OUT.at(place, what=quoted(_PARTS[name], text))


class _Told:
    """Collects the text of a part, whatever its structure: of each note by its number, all else under no number."""

    def __init__(self) -> None:
        """Nothing read yet."""
        self.texts: dict[str, list[str]] = {}
        self._number = ""
        self._open = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        local = local_name(name)
        self._open = local == "t"
        if local in CHARACTERS:
            self._add(CHARACTERS[local])
        if local in NOTES:
            self._number = value(attributes, "id")

    def end(self, name: str) -> None:
        """An element ends; the text of two paragraphs is kept apart."""
        self._open = False
        if local_name(name) == "p":
            self._add("\n")

    def text(self, data: str) -> None:
        """A piece of character data."""
        if self._open:
            self._add(data)

    def _add(self, piece: str) -> None:
        self.texts.setdefault(self._number, []).append(piece)
