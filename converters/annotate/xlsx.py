"""A workbook with the findings in it: a fill and a comment at each cell, everything else as it was.

The cell's style is copied with another fill, so that its number format, font and borders stay. Comments
go into the sheet's own comments where it has some; a cell that has a comment keeps it, ours follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from ..findings import Finding, Severity
from ..language import Language
from ..package import Cursor, open_package, parse
from ..patterns import regex
from ..places import SheetPlace, column_letters, column_number
from .notes import AUTHOR, FILLS, Note, notes_of
from .sheet_comments import put_comments
from .surgery import Edit, Operation, elements, local, main_part, prefix_of, put_in, tag_end

__all__ = ["annotate"]

_STYLE: Final = regex(rb"""\ss\s*=\s*(?:"\d*"|'\d*')""")
_REFERENCE: Final = regex(r"([A-Z]{1,3})(\d{1,7})")
_Cell = tuple[int, int]


def annotate(data: bytes, findings: Sequence[Finding], language: Language) -> bytes:
    """The annotated copy; findings that point to no cell are in a comment at the first cell of the first sheet.

    Raises `UnreadableError` for what is no workbook, `UnwritableError` for one that cannot be annotated.
    """
    package = open_package(data, "xlsx")
    book = main_part(package)
    operation = Operation(package)
    relations = package.relations(book)
    sheets = {
        each.attributes.get("name", ""): relations.get(each.attributes.get("id", ""), ("", ""))[1]
        for each in elements(operation.read(book), book, ["sheet"])
    }
    styles = next((target for kind, target in relations.values() if kind.endswith("/styles")), "")
    for name, notes in _by_sheet(findings, list(sheets)).items():
        cells = {cell: note for cell, note in notes.items() if note.place is not None}
        if cells and styles:
            _fill(operation, sheets[name], styles, cells)
        put_comments(operation, sheets[name], {cell: note.lines(language) for cell, note in notes.items()}, AUTHOR)
    return operation.bytes()


def _by_sheet(findings: Sequence[Finding], names: Sequence[str]) -> dict[str, dict[_Cell, Note]]:
    """Sheet → cell → note; what has no cell is gathered at A1 of the first sheet."""
    found: dict[str, dict[_Cell, Note]] = {}
    homeless: list[Finding] = []
    for note in notes_of(findings):
        if isinstance(note.place, SheetPlace) and note.place.sheet in names:
            found.setdefault(note.place.sheet, {})[note.place.row, note.place.column] = note
        else:
            homeless += note.findings
    if homeless and names:
        first = found.setdefault(names[0], {})
        there = first.get((1, 1))
        first[1, 1] = Note(there.place if there else None, (*(there.findings if there else ()), *homeless))
    return found


def _fill(operation: Operation, sheet: str, styles: str, notes: Mapping[_Cell, Note]) -> None:
    """Gives the cells the fill of their severity."""
    data = operation.read(sheet)
    cursor = Cursor()
    finder = _Cells(data, frozenset(notes), cursor)
    parse(data, finder, sheet, operation.package.limits, cursor)
    wanted = sorted({(style, notes[cell].severity) for cell, (_, style) in finder.cells.items()})
    wanted += sorted({(finder.row_styles.get(cell[0], 0), notes[cell].severity) for cell in finder.gaps} - set(wanted))
    made = _styled(operation, styles, wanted)
    edits = [
        Edit(start, stop, _with_style(data[start:stop], made[style, notes[cell].severity]))
        for cell, (start, style) in finder.cells.items()
        if (style, notes[cell].severity) in made
        for stop in [tag_end(data, start)]
    ]
    for cell, at in sorted(finder.gaps.items()):
        style = made.get((finder.row_styles.get(cell[0], 0), notes[cell].severity))
        if style is not None:
            edits.append(Edit(at, at, f'<{finder.prefix}c r="{column_letters(cell[1])}{cell[0]}" s="{style}"/>'.encode()))
    operation.edit(sheet, edits)


def _with_style(tag: bytes, style: int) -> bytes:
    """The tag of a cell with another style."""
    attribute = f' s="{style}"'.encode()
    if _STYLE.search(tag):
        return _STYLE.sub(attribute, tag, count=1)
    end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:end].rstrip() + attribute + tag[end:]


class _Cells:
    """Finds cells in a sheet: those that are there with their style, and where those belong that are not."""

    def __init__(self, data: bytes, wanted: frozenset[_Cell], cursor: Cursor) -> None:
        self.cells: dict[_Cell, tuple[int, int]] = {}
        self.gaps: dict[_Cell, int] = {}
        self.row_styles: dict[int, int] = {}
        self.prefix = ""
        self._data, self._cursor = data, cursor
        self._left: dict[int, list[int]] = {}
        for row, column in sorted(wanted):
            self._left.setdefault(row, []).append(column)
        self._row = self._column = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A row or a cell begins."""
        tag = local(name)
        if tag == "row":
            self._row = int(attributes["r"]) if attributes.get("r", "").isdecimal() else self._row + 1
            self._column = 0
            self.row_styles[self._row] = _number(attributes.get("s"))
        elif tag == "c":
            found = _REFERENCE.fullmatch(attributes.get("r", ""))
            self._column = column_number(found[1]) if found else self._column + 1
            self._reach(attributes)

    def end(self, name: str) -> None:
        """A row ends: what was not met in it belongs behind its cells."""
        at = self._cursor.offset
        if local(name) == "row" and self._data[at : at + 2] == b"</":
            for column in self._left.pop(self._row, ()):
                self.gaps[self._row, column] = at

    def text(self, data: str) -> None:
        """Nothing to do."""

    def _reach(self, attributes: dict[str, str]) -> None:
        left, at = self._left.get(self._row, []), self._cursor.offset
        if not self.prefix:
            self.prefix = prefix_of(self._data, at)
        while left and left[0] < self._column:
            self.gaps[self._row, left.pop(0)] = at
        if left and left[0] == self._column:
            self.cells[self._row, left.pop(0)] = (at, _number(attributes.get("s")))


def _styled(operation: Operation, part: str, wanted: Iterable[tuple[int, Severity]]) -> dict[tuple[int, Severity], int]:
    """Style and severity → the number of the same style with the fill of the severity; none where the book has no such style."""
    data = operation.read(part)
    found = elements(data, part, ["fills", "fill", "cellXfs", "xf"])
    fills = next((index for index, each in enumerate(found) if each.name == "fills"), None)
    formats = next((index for index, each in enumerate(found) if each.name == "cellXfs"), None)
    if fills is None or formats is None:
        return {}
    known = [each for each in found if each.name == "xf" and each.parent == formats]
    count = sum(each.name == "fill" and each.parent == fills for each in found)
    made: dict[tuple[int, Severity], int] = {}
    new = [b"", b""]
    numbers: dict[Severity, int] = {}
    for style, severity in wanted:
        if style >= len(known):
            continue
        if severity not in numbers:
            numbers[severity] = count + len(numbers)
            new[0] += _new_fill(prefix_of(data, found[fills].start), FILLS[severity])
        made[style, severity] = len(known) + len(made)
        new[1] += _new_format(data[known[style].start : known[style].stop], numbers[severity])
    edits: list[Edit] = []
    for index, inner, size in ((fills, new[0], count + len(numbers)), (formats, new[1], len(known) + len(made))):
        element = found[index]
        edits += put_in(data, element, inner)
        edits += _recounted(data, element.start, element.inner, size)
    operation.edit(part, edits)
    return made


def _new_fill(prefix: str, colour: str) -> bytes:
    p = prefix
    return (
        f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="FF{colour}"/><{p}bgColor indexed="64"/></{p}patternFill></{p}fill>'
    ).encode()


def _new_format(xf: bytes, fill: int) -> bytes:
    """A copy of a cell format with another fill."""
    tag = tag_end(xf, 0)
    head = re.sub(rb"""\s(?:fillId|applyFill)\s*=\s*(?:"[^"]*"|'[^']*')""", b"", xf[:tag])
    end = len(head) - (2 if head.endswith(b"/>") else 1)
    return head[:end].rstrip() + f' fillId="{fill}" applyFill="1"'.encode() + head[end:] + xf[tag:]


def _recounted(data: bytes, start: int, stop: int, size: int) -> Iterator[Edit]:
    """The edit that corrects the `count` in a tag, where it has one."""
    found = re.compile(rb"""\scount\s*=\s*["'](\d+)["']""").search(data, start, stop)
    if found:
        yield Edit(found.start(1), found.end(1), str(size).encode())


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
