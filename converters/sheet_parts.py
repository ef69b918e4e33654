"""What a worksheet holds beside its cells: comments, text boxes, charts, each named at the cell where it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from . import catalogue as kinds
from .findings import Finding
from .language import Words, quoted
from .package import Package, parse
from .patterns import regex
from .places import SheetPlace, column_number

__all__ = ["parts_left_out", "xml_comments"]

_COMMENT = Words("工作表“{name}”的批注", "a comment of sheet “{name}”")
_BOX = Words("工作表“{name}”的文本框文字", "text of a text box of sheet “{name}”")
_CHART = Words("工作表“{name}”的图表", "a chart of sheet “{name}”")
_DIAGRAM = Words("工作表“{name}”的图示文字", "text of a diagram of sheet “{name}”")
_REFERENCE = regex(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"})


def xml_comments(package: Package, part: str) -> dict[str, str]:
    """The texts of the comments in a part by the references of their cells."""
    found: dict[str, str] = {}
    parse(package.read(part), _Comments(found), part, package.limits)
    return found


def parts_left_out(
    package: Package, name: str, sheet_part: str, comments: Callable[[Package, str], dict[str, str]] = xml_comments
) -> Iterator[Finding]:
    """A finding for each comment, text box and chart of the sheet in `sheet_part`, with its text and, where it has one, its cell.

    `comments` reads the part of comments, which is no XML in every format.
    """
    related = [(kind.rpartition("/")[2], target) for kind, target in package.relations(sheet_part).values() if target in package]
    threads, copies = dict[str, str](), dict[str, str]()
    for kind, target in related:
        if kind == "threadedComment":
            _join(threads, xml_comments(package, target))
        elif kind == "comments":
            _join(copies, comments(package, target))
    for reference, text in (copies | threads).items():  # a thread is there once more as a comment for older programs
        if text.strip():
            yield kinds.BOOK_PART_LEFT_OUT.at(_place(name, reference), what=quoted(_COMMENT.of(name=name), text))
    for part in (target for kind, target in related if kind == "drawing"):
        yield from _drawn(package, name, part)


def _join(found: dict[str, str], more: dict[str, str]) -> None:
    """Adds the comments of one more part; those of one cell follow one another."""
    for reference, text in more.items():
        found[reference] = found.get(reference, "") + text


def _drawn(package: Package, name: str, part: str) -> Iterator[Finding]:
    """What is drawn over a sheet, but for pictures."""
    boxes = _Boxes(name)
    parse(package.read(part), boxes, part, package.limits)
    for place, text in boxes.texts:
        yield kinds.BOOK_PART_LEFT_OUT.at(place, what=quoted(_BOX.of(name=name), text))
    drawn = [(kind.rpartition("/")[2], target) for kind, target in package.relations(part).values()]
    if any(kind == "chart" for kind, _ in drawn):
        yield kinds.BOOK_PART_LEFT_OUT.at(what=_CHART.of(name=name))
    for diagram in (target for kind, target in drawn if kind == "diagramData" and target in package):
        words = _Boxes(name)
        parse(package.read(diagram), words, diagram, package.limits)
        yield kinds.BOOK_PART_LEFT_OUT.at(what=quoted(_DIAGRAM.of(name=name), words.rest()))


def _place(name: str, reference: str) -> SheetPlace | None:
    match = _REFERENCE.fullmatch(reference)
    return SheetPlace(name, int(match[2]), column_number(match[1])) if match else None


class _Comments:
    """Adds the text of each comment to `found`, under the reference of its cell; answers follow what they answer."""

    def __init__(self, found: dict[str, str]) -> None:
        self._found = found
        self._reference = ""
        self._open = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; a thread's text stands in `text` itself, a comment's in `t`, its reading aid in `rPh`."""
        tag = name.rpartition(" ")[2]
        if tag in ("comment", "threadedComment"):
            self._reference = attributes.get("ref", "")
            self._found[self._reference] = self._found.get(self._reference, "") + " "
        self._open = tag in ("t", "text")

    def end(self, name: str) -> None:
        """An element ends."""
        self._open = False

    def text(self, data: str) -> None:
        """A piece of character data."""
        if self._open:
            self._found[self._reference] = self._found.get(self._reference, "") + data


class _Boxes:
    """Collects the texts of what is drawn, each with the cell under its upper left corner."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._corner = {"row": "", "col": ""}
        self._at = ""
        self._pieces: list[str] = []
        self._open = self._from = False
        self.texts: list[tuple[SheetPlace | None, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        tag = name.rpartition(" ")[2]
        self._at = tag if self._from and tag in self._corner else ""
        self._open = tag == "t"
        if tag in _ANCHORS:
            self._corner = {"row": "", "col": ""}
        self._from = self._from or tag == "from"

    def end(self, name: str) -> None:
        """An element ends; the texts of two paragraphs are kept apart."""
        tag = name.rpartition(" ")[2]
        self._open, self._at = False, ""
        self._from = self._from and tag != "from"
        if tag == "p":
            self._pieces.append("\n")
        if tag in _ANCHORS:
            text = self.rest()
            self.texts += [(self._place(), text)] if text else []

    def text(self, data: str) -> None:
        """A piece of character data."""
        if self._open:
            self._pieces.append(data)
        elif self._at:
            self._corner[self._at] += data

    def rest(self) -> str:
        """The text gathered; begins anew."""
        text = "".join(self._pieces).strip()
        self._pieces.clear()
        return text

    def _place(self) -> SheetPlace | None:
        row, column = self._corner["row"].strip(), self._corner["col"].strip()
        if not all(number.isascii() and number.isdecimal() and len(number) < 8 for number in (row, column)):
            return None
        return SheetPlace(self._name, int(row) + 1, int(column) + 1)
