"""Parts of a binary workbook that calamine passes over: where its sheets are, how they look, their comments and errors ([MS-XLSB] 2.1.4, 2.4).

A part is a row of records: a number of one byte or two, a length of up to four bytes of seven bits each, and the content.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from ..package import Package
from ..places import column_letters
from ..sheets import LAST_COLUMN, Range

__all__ = ["Beside", "beside", "comments", "sheet_parts"]

_ROW, _ERROR, _FORMULA_ERROR, _COLUMNS, _MERGED = 0, 3, 11, 60, 176
_SHEET, _COMMENT, _COMMENT_TEXT = 156, 635, 637
_WORKBOOK: Final = "xl/workbook.bin"
_MORE: Final = 0x80
_ROW_HIDDEN: Final = 0x1000
_COLUMNS_HIDDEN: Final = 0x0001


class Beside(Struct):
    """What a sheet says beside the values of its cells; rows and columns from 1, the last of each run included."""

    errors: list[tuple[int, int]] = []
    """The cells that show an error such as #DIV/0!, which calamine gives as blank."""
    hidden_rows: list[tuple[int, int]] = []
    hidden_columns: list[tuple[int, int]] = []
    merges: list[Range] = []


def sheet_parts(package: Package) -> dict[str, str]:
    """The part of each sheet by its name."""
    relations = package.relations(_WORKBOOK)
    found = {}
    for kind, data in _records(package.read(_WORKBOOK)):
        if kind == _SHEET:
            relation, stop = _text(data, 8)
            found[_text(data, stop)[0]] = relations.get(relation, ("", ""))[1]
    return found


def comments(package: Package, part: str) -> dict[str, str]:
    """The texts of the comments in a part by the references of their cells."""
    found: dict[str, str] = {}
    reference = ""
    for kind, data in _records(package.read(part)):
        if kind == _COMMENT and len(data) >= 20:
            row, _, column, _ = struct.unpack_from("<IIII", data, 4)
            reference = f"{column_letters(column + 1)}{row + 1}"
        elif kind == _COMMENT_TEXT:
            found[reference] = found.get(reference, "") + _text(data, 1)[0]
    return found


def beside(package: Package, part: str) -> Beside:
    """What the part of a sheet says beside the values of its cells (2.4.725 BrtRowHdr, 2.4.323 BrtColInfo, 2.4.673 BrtMergeCell)."""
    found, row = Beside(), 0
    for kind, data in _records(package.read(part)) if part in package else ():
        if kind == _ROW and len(data) >= 12:
            row, flags = struct.unpack_from("<I6xH", data)
            if flags & _ROW_HIDDEN:
                found.hidden_rows.append((row + 1, row + 1))
        elif kind in (_ERROR, _FORMULA_ERROR) and len(data) >= 4:
            found.errors.append((row + 1, struct.unpack_from("<I", data)[0] + 1))
        elif kind == _COLUMNS and len(data) >= 18:
            first, last, flags = struct.unpack_from("<II8xH", data)
            if flags & _COLUMNS_HIDDEN:
                found.hidden_columns.append((first + 1, min(last + 1, LAST_COLUMN)))
        elif kind == _MERGED and len(data) >= 16:
            top, bottom, left, right = struct.unpack_from("<IIII", data)
            found.merges.append(Range(top + 1, left + 1, bottom + 1, right + 1))
    return found


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a part: number and content; a part that is cut ends with what is whole."""
    at = 0
    while at + 1 < len(data):
        kind, at = data[at], at + 1
        if kind & _MORE:
            kind, at = kind & ~_MORE | data[at] << 7, at + 1
        length = 0
        for place in range(4):
            byte, at = data[at] if at < len(data) else 0, at + 1
            length |= (byte & ~_MORE) << 7 * place
            if not byte & _MORE:
                break
        yield kind, data[at : at + length]
        at += length


def _text(data: bytes, start: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends; "" where there is none."""
    if start + 4 > len(data):
        return "", start
    (count,) = struct.unpack_from("<I", data, start)
    if count == 0xFFFFFFFF:
        return "", start + 4
    stop = min(start + 4 + 2 * count, len(data))
    return data[start + 4 : stop].decode("utf-16-le", "replace"), stop
