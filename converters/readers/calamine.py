"""Reads old and binary workbooks, .xls, .et and .xlsb (docs/formats/spreadsheets.md), with calamine in a process of its own.

A cell far off makes calamine allocate the whole sheet, which ends its process and cannot be caught.
"""

from __future__ import annotations

import subprocess
import sys
from typing import Final

import msgspec
from msgspec import Struct

from .. import catalogue as kinds
from ..errors import UnreadableError
from ..findings import Finding
from ..grid import Grid
from ..interface import ReadOptions, Source
from ..package import open_package
from ..places import SheetPlace
from ..sheets import Range, lay_out

__all__ = ["BookCells", "CellText", "SheetCells", "read"]

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY: Final = 128  # bytes of an entry in the directory of an OLE file
_SECONDS: Final = 60
_EXACT_DIGITS: Final = 15
_CHILD: Final = "goalconv.converters.readers.calamine_cells"


class CellText(Struct, frozen=True, array_like=True):
    """A cell: row and column from 1, its text, and whether the text is a number whose format is not known."""

    row: int
    column: int
    text: str
    number: bool


class SheetCells(Struct, frozen=True):
    """A sheet as the other process gives it; `merges` is None where calamine does not read merged ranges."""

    name: str
    hidden: bool
    kind: str
    cells: list[CellText]
    merges: list[tuple[int, int, int, int]] | None


class BookCells(Struct, frozen=True):
    """A workbook as the other process gives it; `refusal` says why there is none."""

    sheets: list[SheetCells] = []
    refusal: str = ""
    password: bool = False


def read(data: bytes, options: ReadOptions) -> Source:
    """The grids of a workbook's sheets in order; sheets without text give none.

    Numbers are kept as stored since their formats are not read; a finding counts them. Hidden sheets
    are left out, and named in a finding, unless `options` include them; hidden rows and columns cannot
    be told. Raises `UnreadableError` for what is no such workbook, is broken or protected by a
    password, and where the reading process fails or takes too much time or memory.
    """
    form = _form(data)
    book = _run(data, form)
    if book.password:
        raise UnreadableError(kinds.PASSWORD)
    if book.refusal:
        raise UnreadableError(kinds.BROKEN_PACKAGE, part=form, reason=book.refusal)
    grids: list[Grid] = []
    findings: list[Finding] = []
    for sheet in book.sheets:
        if sheet.kind != "WorkSheet":
            findings.append(kinds.BOOK_PART_LEFT_OUT.at(what=f"工作表“{sheet.name}” ({sheet.kind})"))
        elif sheet.hidden and not options.include_hidden:
            findings.append(kinds.HIDDEN_LEFT_OUT.at(SheetPlace(sheet.name, 1, 1), what=f"工作表“{sheet.name}”"))
        else:
            texts = {(cell.row, cell.column): cell.text for cell in sheet.cells}
            grid, found = lay_out(sheet.name, texts, [Range(*merge) for merge in sheet.merges or ()])
            grids += [grid] if grid else []
            findings += [*found, *_doubts(sheet, form)]
    return Source(tuple(grids), tuple(findings))


def _form(data: bytes) -> str:
    """Which format the bytes are in; raises `UnreadableError` for what is none of them."""
    if not data.startswith(_OLE):
        if "xl/workbook.bin" in open_package(data, "xls"):
            return "xlsb"
        raise UnreadableError(kinds.NOT_A_PACKAGE, format="xls", found="压缩包")
    if _has_stream(data, "EncryptedPackage"):
        raise UnreadableError(kinds.PASSWORD)
    for stream, found in (("WordDocument", "旧版 Word 文件 (.doc)"), ("PowerPoint Document", "旧版演示文稿 (.ppt)")):
        if _has_stream(data, stream):
            raise UnreadableError(kinds.NOT_A_PACKAGE, format="xls", found=found)
    if not (_has_stream(data, "Workbook") or _has_stream(data, "Book")):
        raise UnreadableError(kinds.NOT_A_PACKAGE, format="xls", found="旧版 Office 文件, 没有工作簿")
    return "xls"


def _has_stream(data: bytes, name: str) -> bool:
    """Whether the directory of an OLE file has an entry of this name."""
    wanted = f"{name}\0".encode("utf-16-le")
    at = data.find(wanted)
    while at >= 0 and at % _ENTRY:
        at = data.find(wanted, at + 1)
    return at >= 0


def _run(data: bytes, form: str) -> BookCells:
    """What the other process reads; raises `UnreadableError` where it fails."""
    try:
        done = subprocess.run([sys.executable, "-P", "-m", _CHILD], input=data, capture_output=True, timeout=_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(kinds.READER_FAILED, format=form, reason=f"超过 {_SECONDS} 秒") from error
    if done.returncode:
        raise UnreadableError(kinds.READER_FAILED, format=form, reason=f"出错或内存不足 (代码 {done.returncode})")
    try:
        return msgspec.msgpack.decode(done.stdout, type=BookCells)
    except msgspec.MsgspecError as error:
        raise UnreadableError(kinds.READER_FAILED, format=form, reason="没有得到结果") from error


def _doubts(sheet: SheetCells, form: str) -> list[Finding]:
    """What cannot be known about a sheet: the formats of its numbers, and in .xlsb which cells are merged."""
    numbers = [cell for cell in sheet.cells if cell.number]
    findings = [
        kinds.NUMBER_PRECISION.at(SheetPlace(sheet.name, cell.row, cell.column), text=cell.text, digits=_EXACT_DIGITS)
        for cell in numbers
        if cell.text.lstrip("-").isdecimal() and len(cell.text.lstrip("-")) > _EXACT_DIGITS
    ]
    if numbers:
        place = SheetPlace(sheet.name, numbers[0].row, numbers[0].column)
        findings.append(kinds.FORMATS_NOT_READ.at(place, format=form, count=len(numbers)))
    if sheet.merges is None and sheet.cells:
        findings.append(kinds.BOOK_PART_LEFT_OUT.at(SheetPlace(sheet.name, 1, 1), what=f"{form} 文件的合并单元格范围"))
    return findings
