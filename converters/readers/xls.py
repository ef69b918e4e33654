"""Reads old workbooks, .xls and .et (docs/formats/spreadsheets.md), with xlrd.

The reader runs in a child process: the names of a workbook are formulas that xlrd works out, and a few hundred bytes can
ask it for more text than any memory holds.
"""

from __future__ import annotations

import ast
import io
import struct
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

import xlrd  # type: ignore[import-untyped]
from xlrd.formatting import std_format_strings  # type: ignore[import-untyped]

from .. import catalogue as kinds
from ..cell_texts import CellTexts
from ..errors import UnreadableError
from ..findings import Finding
from ..grid import Grid
from ..interface import ReadOptions, Source
from ..language import Words, quoted
from ..number_formats import BUILT_IN, parse_number
from ..package import open_package
from ..patterns import regex
from ..places import SheetPlace
from ..sheets import Range, Sheet, surface
from .xls_boxes import Box, text_boxes
from .xls_chains import has_loop

__all__ = ["read"]

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY, _SIZE_AT = 128, 120
"""How long an entry in the directory of an OLE file is, and where in it the length of its stream stands."""

_OTHER_SHEET: Final = regex(r"NOTE \*\*\* Ignoring non-worksheet data named (.+) \(type 0x(..)")
_OTHER_SHEETS: Final = {"01": "宏表", "02": "图表页"}
_LINE_ENDS: Final = regex("\r\n?")
_ENDLESS: Final = Words("一串扇区首尾相接, 没有结束", "a chain of sectors comes back to itself and never ends")
_NO_STYLE: Final = Words("单元格样式 {style} 不存在", "there is no cell style {style}")


def read(data: bytes, options: ReadOptions) -> Source:
    """The grids of a workbook's sheets in order; sheets without text give none.

    Cells show what Excel shows; formulas count by their cached value. What is hidden is left out, and
    named in a finding, unless `options` include it. Raises `UnreadableError` for what is no such
    workbook, is broken or protected by a password.
    """
    _refuse_others(data)
    log = io.StringIO()
    book, boxes = _open(data, log)
    grids: list[Grid] = []
    findings: list[Finding] = [
        kinds.BOOK_PART_LEFT_OUT.at(what=f"{_OTHER_SHEETS[kind]}“{ast.literal_eval(name)}”")
        for name, kind in _OTHER_SHEET.findall(log.getvalue())
        if kind in _OTHER_SHEETS
    ]
    for given in book.sheets():
        if given.visibility and not options.include_hidden:
            findings.append(
                kinds.HIDDEN_LEFT_OUT.at(
                    SheetPlace(given.name, 1, 1), what=Words(f"工作表“{given.name}”", f"sheet “{given.name}”")
                )
            )
            continue
        sheet = _sheet(book, given, options.include_hidden)
        sheet.findings += _boxed(sheet.name, boxes)
        grid, found = surface(sheet, options.include_hidden, options.limits)
        grids += [grid] if grid else []
        findings += found
    return Source(tuple(grids), tuple(findings))


def _refuse_others(data: bytes) -> None:
    """Raises `UnreadableError` for bytes in another format, and for what xlrd would hang on: a workbook longer than its file, a chain without end."""
    if not data.startswith(_OLE):
        open_package(data, "xls")  # says of anything but a zip package what it is
        raise UnreadableError(kinds.NOT_A_PACKAGE, format="xls", found=Words("压缩包", "an archive"))
    if _length(data, "EncryptedPackage") is not None:
        raise UnreadableError(kinds.PASSWORD)
    for stream, found in (("WordDocument", "旧版 Word 文件 (.doc)"), ("PowerPoint Document", "旧版演示文稿 (.ppt)")):
        if _length(data, stream) is not None:
            raise UnreadableError(kinds.NOT_A_PACKAGE, format="xls", found=found)
    lengths = [length for length in (_length(data, "Workbook"), _length(data, "Book")) if length is not None]
    if not lengths:
        raise UnreadableError(
            kinds.NOT_A_PACKAGE,
            format="xls",
            found=Words("旧版 Office 文件, 没有工作簿", "an old Office file without a workbook"),
        )
    if has_loop(data):
        raise UnreadableError(kinds.BROKEN_PACKAGE, part="xls", reason=_ENDLESS)
    if max(lengths) > len(data):
        raise UnreadableError(
            kinds.BROKEN_PACKAGE, part="xls", reason=Words("目录中的长度超出文件", "a length in its directory is beyond the file")
        )


def _length(data: bytes, name: str) -> int | None:
    """The length of the stream of this name, as the directory of an OLE file states it; None where there is no such stream."""
    wanted = f"{name}\0".encode("utf-16-le")
    at = data.find(wanted)
    while at >= 0 and at % _ENTRY:
        at = data.find(wanted, at + 1)
    if at < 0 or at + _ENTRY > len(data):
        return None
    return int(struct.unpack_from("<I", data, at + _SIZE_AT)[0])


def _open(data: bytes, log: io.StringIO) -> tuple[Any, list[Box]]:
    """The workbook as xlrd reads it, and the text boxes that it passes over."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=log, verbosity=1)
        return book, text_boxes(data)
    except MemoryError:
        raise
    except Exception as error:  # xlrd raises whatever the bytes of a broken file lead to
        reason = str(error) if isinstance(error, xlrd.XLRDError) else type(error).__name__
        if "encrypted" in reason.lower():
            raise UnreadableError(kinds.PASSWORD) from error
        raise UnreadableError(kinds.BROKEN_PACKAGE, part="xls", reason=reason) from error


def _sheet(book: Any, given: Any, include_hidden: bool) -> Sheet:
    """The sheet with the text that each cell shows."""
    sheet = Sheet(
        given.name,
        merges=[Range(top + 1, left + 1, bottom, right) for top, bottom, left, right in given.merged_cells],
        hidden_rows=[(row + 1, row + 1) for row, info in given.rowinfo_map.items() if info.hidden or info.height == 0],
        hidden_columns=[(column + 1, column + 1) for column, info in given.colinfo_map.items() if info.hidden or info.width == 0],
    )
    texts = CellTexts(sheet, bool(book.datemode), include_hidden)
    blank: list[SheetPlace] = []
    for row, column, cell in _filled(given):
        place = SheetPlace(sheet.name, row, column)
        shown = _shown(texts, place, cell, _code(book, cell.xf_index))
        if shown:
            sheet.rows.setdefault(row, {})[column] = shown
        elif cell.ctype == xlrd.XL_CELL_TEXT and not cell.value:
            blank.append(place)
    if blank:
        sheet.findings.append(kinds.FORMULA_BLANK.at(blank[0], count=len(blank)))
    sheet.findings += _comments(given)
    return sheet


def _comments(given: Any) -> Iterator[Finding]:
    """A finding for each comment, at its cell."""
    what = Words("工作表“{name}”的批注", "a comment of sheet “{name}”").of(name=given.name)
    for (row, column), note in sorted(given.cell_note_map.items()):
        if note.text.strip():
            yield kinds.BOOK_PART_LEFT_OUT.at(SheetPlace(given.name, row + 1, column + 1), what=quoted(what, note.text))


def _boxed(name: str, boxes: Sequence[Box]) -> Iterator[Finding]:
    """A finding for each text box of a sheet, at the cell of its corner."""
    what = Words("工作表“{name}”的文本框文字", "text of a text box of sheet “{name}”").of(name=name)
    for box in boxes:
        if box.sheet == name:
            yield kinds.BOOK_PART_LEFT_OUT.at(SheetPlace(name, box.row, box.column), what=quoted(what, box.text))


def _filled(given: Any) -> Iterator[tuple[int, int, Any]]:
    """The cells that are not blank, with row and column from 1."""
    for row in range(given.nrows):
        for column, cell in enumerate(given.row(row), 1):
            if cell.ctype not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                yield row + 1, column, cell


def _shown(texts: CellTexts, place: SheetPlace, cell: Any, code: str) -> str:
    """The text that a person sees in a cell."""
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return texts.number(place.row, place.column, _number(place, cell.value), code)
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return texts.text(place.row, place.column, _LINE_ENDS.sub("\n", cell.value), code)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    return str(xlrd.error_text_from_code.get(cell.value, "#ERR!"))


def _number(place: SheetPlace, value: float) -> Decimal:
    number = parse_number(repr(value))
    if number is None:  # not a number, or infinity, which Excel cannot store
        raise UnreadableError(
            kinds.BROKEN_PACKAGE,
            place,
            part="xls",
            reason=Words(f"数值无法识别: {value}", f"a number is not understood: {value}"),
        )
    return number


def _code(book: Any, style: int) -> str:
    """The format code of a cell style; one that the file names by number only is that of Chinese Excel."""
    if not 0 <= style < len(book.xf_list):
        raise UnreadableError(kinds.BROKEN_PACKAGE, part="xls", reason=_NO_STYLE.of(style=style))
    key = book.xf_list[style].format_key
    form = book.format_map.get(key)
    stated = form.format_str if form else None
    if key in BUILT_IN and stated in (None, std_format_strings.get(key)):
        return BUILT_IN[key]
    return stated or "General"
