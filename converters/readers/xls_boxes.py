"""Text boxes of old workbooks, which xlrd passes over ([MS-XLS] 2.4.181 Obj, 2.4.329 TxO, and the anchors in the drawing)."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

from xlrd.compdoc import CompDoc  # type: ignore[import-untyped]

__all__ = ["Box", "text_boxes"]

_BOF, _SHEET, _DRAWING, _OBJECT, _TEXT, _CONTINUE = 0x809, 0x85, 0xEC, 0x5D, 0x1B6, 0x3C
_COMMENT: Final = 0x19
"""The type of the object that shows a comment, which xlrd gives."""
_ANCHOR: Final = b"\0\0\x10\xf0\x12\0\0\0"
"""The head of an anchor in a drawing; flags, column, offset and row follow."""


class Box(NamedTuple):
    """A text box: its sheet, the row and column of its upper left corner from 1, its text."""

    sheet: str
    row: int
    column: int
    text: str


def text_boxes(data: bytes) -> list[Box]:
    """The text boxes of the workbook in an OLE file that xlrd has read; drawn shapes that hold text are such as well."""
    stream = CompDoc(data, logfile=io.StringIO()).get_named_stream("Workbook")
    return [] if stream is None or struct.pack("<H", _TEXT) not in stream else [box for box in _boxes(stream) if box.text.strip()]


def _boxes(stream: bytes) -> Iterator[Box]:
    names: dict[int, str] = {}
    sheet, kind, left, pieces, at = "", 0, 0, list[str](), (1, 1)
    for offset, code, data in _records(stream):
        if code == _SHEET and len(data) > 8:
            names[struct.unpack_from("<I", data)[0]] = _characters(data[7:], data[6])
        elif code == _BOF:
            sheet = names.get(offset, sheet)
        elif code == _DRAWING:
            at = _corner(data, at)
        elif code == _OBJECT and len(data) > 5:
            kind = struct.unpack_from("<H", data, 4)[0]
        elif code == _TEXT and len(data) > 11:
            left, pieces = (0 if kind == _COMMENT else struct.unpack_from("<H", data, 10)[0]), []
        elif code == _CONTINUE and left and data:
            pieces.append(_characters(data, left))
            left -= len(pieces[-1])
            if left <= 0 or not pieces[-1]:
                left = 0
                yield Box(sheet, *at, "".join(pieces))


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The records of a workbook's stream: where each begins, its kind, its content."""
    offset = 0
    while offset + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, offset)
        yield offset, code, stream[offset + 4 : offset + 4 + length]
        offset += 4 + length


def _characters(data: bytes, count: int) -> str:
    """At most `count` characters behind the byte that says how they are stored: two bytes each, or the lower one alone."""
    if data[:1] and data[0] & 1:
        return data[1 : 1 + 2 * count].decode("utf-16-le", "replace")
    return data[1 : 1 + count].decode("latin-1")


def _corner(drawing: bytes, before: tuple[int, int]) -> tuple[int, int]:
    """The row and column at which the last shape of a drawing begins, from 1."""
    found = drawing.rfind(_ANCHOR)
    if found < 0 or found + len(_ANCHOR) + 8 > len(drawing):
        return before
    _, column, _, row = struct.unpack_from("<HHHH", drawing, found + len(_ANCHOR))
    return row + 1, column + 1
