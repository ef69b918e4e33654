"""A Word document with the findings in it: a comment and a fill at each cell or paragraph, everything else as it was.

Tables, rows, cells and paragraphs are counted as the reader counts them: what was deleted, the other
readings of a drawing and text boxes do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape

from msgspec import Struct

from .. import catalogue as kinds
from ..errors import UnwritableError
from ..findings import Finding
from ..language import Language
from ..package import open_package
from ..places import ParagraphPlace, Place, TablePlace
from .notes import AUTHOR, FILLS, Note, notes_of
from .surgery import Edit, Element, Operation, elements, main_part, prefix_of, put_in, tag_end

__all__ = ["annotate"]

_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_COMMENTS: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_UNCOUNTED: Final = ("del", "moveFrom", "Fallback", "txbxContent", "drawing", "pict", "object", "rt", "oMath", "altChunk")
"""What the reader passes over, or takes for no part of the table."""
_COUNTED: Final = ("body", "tbl", "tr", "tc", "p", "gridSpan", "gridBefore", "tcPr", "pPr", "shd", "trPr")
_BEHIND_SHADE: Final = {
    "tcPr": ("noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark", "headers", "cellIns", "cellDel", "cellMerge", "tcPrChange"),
    "pPr": (
        "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi",
        "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection",
        "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    ),
}  # fmt: skip
"""The properties of a cell, and of a paragraph, that stand behind their shade."""


class _Spot(Struct, frozen=True):
    """A cell or a paragraph that can be marked: itself, its paragraphs, its properties and what is in those."""

    element: Element
    paragraphs: tuple[Element, ...]
    properties: Element | None
    inner: tuple[Element, ...]


def annotate(data: bytes, findings: Sequence[Finding], language: Language) -> bytes:
    """The annotated copy; findings that point to no cell are in a comment at the first paragraph.

    Raises `UnreadableError` for what is no Word document, `UnwritableError` for one that cannot be annotated.
    """
    package = open_package(data, "docx")
    main = main_part(package)
    operation = Operation(package)
    document = operation.read(main)
    found = elements(document, main, (*_UNCOUNTED, *_COUNTED, *_BEHIND_SHADE["tcPr"], *_BEHIND_SHADE["pPr"]))
    spots = dict(_Outline(found).spots())
    notes = _at_spots(findings, spots, main)
    numbers = _put_comments(operation, main, [note.lines(language) for _, note in notes])
    edits: list[Edit] = []
    for number, (place, note) in zip(numbers, notes, strict=True):
        spot = spots[place]
        if note.place is not None:  # first, since properties stand before all else
            edits += _shade(document, spot, FILLS[note.severity])
        edits += _mark(document, spot, number)
    operation.edit(main, edits)
    return operation.bytes()


def _at_spots(findings: Sequence[Finding], spots: Mapping[Place, _Spot], part: str) -> list[tuple[Place, Note]]:
    """The notes with the places where they are put: those whose place is not found at the first of all."""
    if not spots:
        raise UnwritableError(kinds.ANNOTATE_FAILED, part=part, reason="w:p")
    placed: dict[Place, Note] = {}
    homeless: list[Finding] = []
    for note in notes_of(findings):
        if note.place in spots:
            placed[note.place] = note  # type: ignore[index]
        else:
            homeless += note.findings
    if homeless:
        first = next(iter(spots))
        there = placed.get(first)
        placed[first] = Note(there.place if there else None, (*(there.findings if there else ()), *homeless))
    return list(placed.items())


class _Outline:
    """The elements of a document by what is in what."""

    def __init__(self, found: Sequence[Element]) -> None:
        self._found = found
        self._below: dict[int | None, list[int]] = {}
        for index, element in enumerate(found):
            self._below.setdefault(element.parent, []).append(index)

    def spots(self) -> Iterator[tuple[Place, _Spot]]:
        """Every cell of the tables of the body, and every paragraph outside them, with its place."""
        body = next((index for index, element in enumerate(self._found) if element.name == "body"), None)
        tables = paragraphs = 0
        for index in self._inside(body, "p", "tbl"):
            if self._found[index].name == "p":
                paragraphs += 1
                yield ParagraphPlace(paragraphs), self._spot(index, "pPr", [index])
            else:
                tables += 1
                for row_number, row in enumerate(self._inside(index, "tr"), 1):
                    yield from self._cells(row, tables, row_number)

    def _cells(self, row: int, table: int, number: int) -> Iterator[tuple[Place, _Spot]]:
        skipped = [index for each in self._inside(row, "trPr") for index in self._inside(each, "gridBefore")]
        column = sum(_count(self._found[index], 0) for index in skipped)
        for cell in self._inside(row, "tc"):
            spot = self._spot(cell, "tcPr", self._inside(cell, "p"))
            if not any(element.name == "cellDel" for element in spot.inner):
                yield TablePlace(table, number, column + 1), spot
                column += next((_count(element, 1) for element in spot.inner if element.name == "gridSpan"), 1)

    def _spot(self, index: int, properties: str, paragraphs: Sequence[int]) -> _Spot:
        own = next(iter(self._inside(index, properties)), None)
        inner = tuple(self._found[each] for each in self._below.get(own, ())) if own is not None else ()
        members = tuple(self._found[each] for each in paragraphs)
        return _Spot(self._found[index], members, None if own is None else self._found[own], inner)

    def _inside(self, index: int | None, *names: str) -> list[int]:
        return [each for each in self._below.get(index, ()) if self._found[each].name in names]


def _count(element: Element, least: int) -> int:
    text = element.attributes.get("val", "")
    return int(text) if text.isdecimal() and int(text) >= least else least


def _mark(data: bytes, spot: _Spot, number: int) -> Iterator[Edit]:
    """The range of a comment: around the text of the spot's paragraphs, and the sign of the comment behind it."""
    if not spot.paragraphs:
        return
    first, last = spot.paragraphs[0], spot.paragraphs[-1]
    prefix = prefix_of(data, first.start)
    start = f'<{prefix}commentRangeStart {prefix}id="{number}"/>'.encode()
    stop = f'<{prefix}commentRangeEnd {prefix}id="{number}"/>'.encode()
    stop += f'<{prefix}r><{prefix}commentReference {prefix}id="{number}"/></{prefix}r>'.encode()
    if first.empty:
        yield from put_in(data, first, start if last is not first else start + stop)
    else:
        at = _behind_properties(data, first)
        yield Edit(at, at, start)
    if last is not first or not first.empty:
        yield from put_in(data, last, stop)


def _behind_properties(data: bytes, paragraph: Element) -> int:
    """Where the content of a paragraph begins: behind its pPr, which comes first where there is one."""
    name = f"{prefix_of(data, paragraph.start)}pPr".encode()
    found = re.compile(rb"\s*<" + re.escape(name) + rb"(?=[\s/>])").match(data, paragraph.inner, paragraph.close)
    if found is None:
        return paragraph.inner
    tag = tag_end(data, found.end() - len(name) - 1)
    if data[tag - 2 : tag] == b"/>":
        return tag
    end = b"</" + name + b">"
    return data.index(end, tag) + len(end)


def _shade(data: bytes, spot: _Spot, colour: str) -> Iterator[Edit]:
    """The fill of a cell or paragraph, in the place of its own where it has one."""
    prefix = prefix_of(data, spot.element.start)
    name = "tcPr" if spot.element.name == "tc" else "pPr"
    shade = f'<{prefix}shd {prefix}val="clear" {prefix}color="auto" {prefix}fill="{colour}"/>'.encode()
    old = next((element for element in spot.inner if element.name == "shd"), None)
    behind = next((element.start for element in spot.inner if element.name in _BEHIND_SHADE[name]), None)
    if spot.properties is None:
        yield from put_in(data, spot.element, f"<{prefix}{name}>".encode() + shade + f"</{prefix}{name}>".encode(), first=True)
    elif old is not None:
        yield Edit(old.start, old.stop, shade)
    elif behind is not None:
        yield Edit(behind, behind, shade)
    else:
        yield from put_in(data, spot.properties, shade)


def _put_comments(operation: Operation, main: str, texts: Sequence[Sequence[str]]) -> list[int]:
    """Writes the comments behind those that are there; gives their numbers."""
    part = next((target for kind, target in operation.package.relations(main).values() if kind.endswith("/comments")), "")
    if not part:
        part = operation.free_name("word/comments-goalconv{}.xml")
        operation.write(
            part, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:comments xmlns:w="{_WORD}"></w:comments>'.encode()
        )
        operation.declare(part=part, kind=_COMMENTS)
        operation.relate(main, "comments", part)
    data = operation.read(part)
    root, *known = elements(data, part, ["comments", "comment"])
    used = [int(each.attributes["id"]) for each in known if each.attributes.get("id", "").isdecimal()]
    numbers = list(range(max(used, default=-1) + 1, max(used, default=-1) + 1 + len(texts)))
    prefix = prefix_of(data, root.start)
    added = "".join(_comment(prefix, number, lines) for number, lines in zip(numbers, texts, strict=True))
    operation.edit(part, put_in(data, root, added.encode()))
    return numbers


def _comment(prefix: str, number: int, lines: Sequence[str]) -> str:
    p = prefix
    paragraphs = "".join(f'<{p}p><{p}r><{p}t xml:space="preserve">{escape(line)}</{p}t></{p}r></{p}p>' for line in lines)
    return f'<{p}comment {p}id="{number}" {p}author="{AUTHOR}" {p}initials="G">{paragraphs}</{p}comment>'
