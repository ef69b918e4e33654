"""Tables in plain text without tabs: columns that blanks part, as `pdftotext -layout` prints them, and Markdown's pipe tables.

A column of blanks must run through the whole table and part just the texts of its header, or every line must have as many
texts as the header, which a finding tells; where neither is so, or where the lines of a row cannot be told from the next
row, the text is refused: a wrong cell is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Final, NoReturn
from unicodedata import east_asian_width

from msgspec import Struct

from .. import catalogue as kinds
from ..amounts import parse_amount
from ..errors import UnreadableError
from ..findings import Finding
from ..grid import Cell, Row
from ..language import Words
from ..patterns import regex
from ..places import TextPlace

__all__ = ["read_blanks", "read_pipes"]

_SEGMENT: Final = regex(r"\S+(?: \S+)*")
_NOTE: Final = regex(r"\s*(?:注|备注|说明|填表|填报|第\s*\d+\s*页)")
_PIPE: Final = regex(r"\s*\|.*\|\s*")
_RULE: Final = regex(r"\s*\|(?:\s*:?-+:?\s*\|)+\s*")
_BREAK: Final = regex(r"<br\s*/?>", re.IGNORECASE)
_BETWEEN: Final = regex(r"(?<!\\)\|")
_LEAST: Final = 3


class _Piece(Struct, frozen=True):
    """A text between wide blanks: where it stands, and from where to where it reaches when every wide character counts two."""

    text: str
    place: TextPlace
    start: int
    stop: int


def read_pipes(text: str) -> tuple[Row, ...] | None:
    """The rows of a text with a pipe table; None where it has none. `<br>` is a line break, `\\|` a bar."""
    lines = text.split("\n")
    if not any(_RULE.fullmatch(line) for line in lines):
        return None
    rows = []
    for number, line in enumerate(lines, 1):
        if _PIPE.fullmatch(line) and not _RULE.fullmatch(line):
            rows.append(Row(tuple(_cells(line, number))))
        elif line.strip() and not _RULE.fullmatch(line):
            start = len(line) - len(line.lstrip())
            rows.append(Row((Cell(line.strip(), place=TextPlace(number, start + 1)),), "line"))
    return tuple(rows)


def _cells(line: str, number: int) -> list[Cell]:
    bars = [match.start() for match in _BETWEEN.finditer(line)]
    cells = []
    for column, (start, stop) in enumerate(pairwise(bars)):
        inside = line[start + 1 : stop]
        place = TextPlace(number, start + 2 + len(inside) - len(inside.lstrip()))
        cells.append(Cell(_BREAK.sub("\n", inside.strip().replace("\\|", "|")), column, place=place))
    return cells


def read_blanks(text: str) -> tuple[tuple[Row, ...], tuple[Finding, ...]] | None:
    """The rows of a text whose columns are parted by blanks, and what is doubtful about them; None where no line has three columns.

    Raises `UnreadableError` where there are such lines, but not a table that can be told for certain.
    """
    lines = [_pieces(line, number) for number, line in enumerate(text.replace("\f", "").split("\n"), 1)]
    first = next((index for index, pieces in enumerate(lines) if len(pieces) >= _LEAST), None)
    if first is None:
        return None
    stop = next((at for at in range(first, len(lines)) if lines[at] and _NOTE.match(lines[at][0].text)), len(lines))
    while not lines[stop - 1]:
        stop -= 1
    table, findings = _table(lines[first:stop])
    return (*map(_line, filter(None, lines[:first])), *table, *map(_line, filter(None, lines[stop:]))), findings


def _pieces(line: str, number: int) -> list[_Piece]:
    pieces = []
    for match in _SEGMENT.finditer(line):
        start = _width(line[: match.start()])
        place = TextPlace(number, match.start() + 1)
        pieces.append(_Piece(match[0], place, start, start + _width(match[0])))
    return pieces


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _line(pieces: Sequence[_Piece]) -> Row:
    cells = tuple(Cell(piece.text, column, place=piece.place) for column, piece in enumerate(pieces))
    return Row(cells, "line" if len(cells) == 1 else "body")


def _table(lines: Sequence[list[_Piece]]) -> tuple[list[Row], tuple[Finding, ...]]:
    """The rows of a table that begins with its header, and what is doubtful about them."""
    columns = _columns(lines)
    if columns is None:
        return _counted([line for line in lines if line])
    blocks = [list(block) for filled, block in groupby(lines, bool) if filled]
    if len(blocks) == 1 or all(len(block) == 1 for block in blocks):
        blocks = [[line] for block in blocks for line in block]
        _refuse_rests(blocks, columns)
    return [Row(tuple(_joined(block, columns))) for block in blocks], ()


def _counted(lines: Sequence[list[_Piece]]) -> tuple[list[Row], tuple[Finding, ...]]:
    """The rows of a table whose texts are not below one another, but as many in every line as in the header."""
    header = lines[0]
    if len(lines) == 1 or any(len(line) != len(header) for line in lines):
        _refuse(header[0].place, Words("列与列之间的空白没有贯通全表", "no blanks part the columns through the whole table"))
    rows = [Row(tuple(Cell(piece.text, column, place=piece.place) for column, piece in enumerate(line))) for line in lines]
    return rows, (kinds.BLANKS_COUNTED.at(header[0].place, count=len(header)),)


def _columns(lines: Sequence[list[_Piece]]) -> list[tuple[int, int]] | None:
    """From where to where each column reaches: what no gutter parts is one column; None where those are not the header's."""
    columns: list[tuple[int, int]] = []
    for piece in sorted((piece for line in lines for piece in line), key=lambda piece: piece.start):
        if columns and piece.start < columns[-1][1] + 1:
            columns[-1] = columns[-1][0], max(columns[-1][1], piece.stop)
        else:
            columns.append((piece.start, piece.stop))
    header = lines[0]
    if len(header) != len(columns):
        return None
    return columns if all(low <= piece.start < high for piece, (low, high) in zip(header, columns, strict=True)) else None


def _refuse_rests(blocks: Sequence[Sequence[list[_Piece]]], columns: Sequence[tuple[int, int]]) -> None:
    """Refuses rows of one line each, some of which seem to be the rest of a text that was broken."""
    for (line,) in blocks:
        if len(line) < 2 or line[0].start >= columns[0][1]:
            _refuse(line[0].place, Words("分不清折行与新的一行", "a broken line cannot be told from a new row"))


def _joined(block: Sequence[list[_Piece]], columns: Sequence[tuple[int, int]]) -> list[Cell]:
    """The cells of a row whose texts may be broken over its lines; those of a text follow one another without a gap."""
    cells = []
    for column, (low, high) in enumerate(columns):
        found = [(at, piece) for at, line in enumerate(block) for piece in line if low <= piece.start < high]
        if not found:
            continue
        text = found[0][1].text
        for (before, one), (after, other) in pairwise(found):
            if after != before + 1 or _doubtful(one.text, other.text):
                _refuse(other.place, Words("分不清折行与新的一行", "a broken line cannot be told from a new row"))
            text += other.text
        cells.append(Cell(text, column, place=found[0][1].place))
    return cells


def _doubtful(before: str, after: str) -> bool:
    """Whether a broken text cannot be joined for certain: two amounts, or two letters or digits with or without a blank."""
    if parse_amount(before) is not None and parse_amount(after) is not None:
        return True
    return before[-1].isascii() and after[0].isascii() and before[-1].isalnum() and after[0].isalnum()


def _refuse(place: TextPlace, reason: Words) -> NoReturn:
    raise UnreadableError(kinds.BLANKS_UNPROVEN, place, reason=reason)
