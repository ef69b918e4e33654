"""Reads the tables of a PDF: what its rules draw, with the text of its text layer. Nothing is recognised from pictures.

All pages are one grid: lines of text beside the tables, and the rows of the tables, each table in one piece
over its pages. PDFium gives objects and characters of a page; all that follows is ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from threading import Lock
from typing import Any, Final

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from .. import catalogue as kinds
from ..errors import UnreadableError
from ..findings import Finding
from ..grid import Cell, Grid, Row
from ..interface import ReadOptions, Source
from ..language import Words
from ..limits import Limits
from ..places import PageLinePlace
from .pdf_cells import Beside, Sheet, set_out
from .pdf_characters import Characters, read_characters
from .pdf_furniture import LeftOut, take_page_numbers
from .pdf_page import drawn
from .pdf_paragraphs import paragraphs
from .pdf_record import carried
from .pdf_rules import find_tables
from .pdf_stitch import Element, stitch
from .pdf_streams import refuse_bombs
from .pdf_text import keeps_blanks
from .pdf_unruled import unruled
from .pdf_whole import Whole

__all__ = ["read"]

_ENGINE: Final = Lock()  # PDFium must not be entered by two threads
_SIGNATURE: Final = b"%PDF-"
_HEAD: Final = 1024  # bytes at the beginning of a file within which its signature stands
_SAMPLE: Final = 40
_KEEPING: Final = frozenset({"goalconv"})  # programs that keep the blanks at the ends of lines
_RECOGNISED: Final = Words(", 只有看不见的识别文字", ", only recognised text that nobody sees")
_INVISIBLE: Final = Words("文字（第{page}页）{text}", "text (page {page}) {text}")
_OUTSIDE: Final = Words("第{page}页裁切在外、看不见的文字{text}", "text outside the visible page {page} {text}")
_SLOPING: Final = Words("第{page}页斜排或竖转的文字{text}", "sloping or turned text of page {page} {text}")
_WRITTEN: Final = Words("第{page}页的 {count} 个批注、图章或表单域", "{count} notes, stamps or form fields of page {page}")
_PICTURED: Final = Words(
    "第{page}页（扫描件、图片或轮廓字, 没有文字层）", "page {page} (a scan, a picture or outlines of letters, without text)"
)
_WRITING: Final = (raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_STAMP)


def read(data: bytes, options: ReadOptions) -> Source:
    """The whole document as one grid, with a finding for whatever is not read.

    A line of text beside the tables is a row "line", a row of a table a row "body". Raises `UnreadableError`
    where the bytes are no PDF, are broken or protected, hold no text, or are over a limit.
    """
    with _ENGINE:
        document = _opened(data, options.limits)
        try:
            record, attached = carried(data, document)
            kept = document.get_metadata_value("Creator") in _KEEPING
            sheets, findings = _sheets(document, options, kept)
        finally:
            document.close()
    left_out = LeftOut()
    take_page_numbers(sheets, left_out)
    elements, doubts = stitch(sheets, left_out)
    rows = tuple(_rows(elements, sheets, kept))
    told = (*findings, *doubts, *_over_edges(elements), *_unruled(elements), *attached, *left_out.findings())
    return Source((Grid(rows),), told, record)


def _opened(data: bytes, limits: Limits) -> Any:
    """The document; its pages are within the limit."""
    if not data:
        raise UnreadableError(kinds.EMPTY_FILE)
    if _SIGNATURE not in data[:_HEAD]:
        raise UnreadableError(kinds.NOT_A_PACKAGE, format="pdf", found=Words("其他文件", "another file"))
    refuse_bombs(data, limits)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise UnreadableError(kinds.PASSWORD) from error
        raise UnreadableError(kinds.BROKEN_PACKAGE, part="pdf", reason=str(error)) from error
    limits.hold("pdf_pages", len(document))
    return document


def _sheets(document: Any, options: ReadOptions, kept: bool) -> tuple[list[Sheet], list[Finding]]:
    """All pages, and what of them is not read."""
    sheets: list[Sheet] = []
    findings: list[Finding] = []
    count = unknown = hidden = 0
    for index in range(len(document)):
        sheet, characters, doubts = _sheet(document, index, options, kept)
        sheets.append(sheet)
        findings += doubts
        count += characters.count
        unknown += characters.unknown
        hidden += len(characters.invisible)
    if 2 * unknown > count:
        raise UnreadableError(kinds.CODES_UNKNOWN, count=count, unknown=unknown)
    if not any(sheet.lines or any(piece.lines for table in sheet.tables for piece in table.pieces) for sheet in sheets):
        raise UnreadableError(kinds.NO_TEXT_LAYER, reason=_RECOGNISED if hidden else "")
    return sheets, findings


def _sheet(document: Any, index: int, options: ReadOptions, kept: bool) -> tuple[Sheet, Characters, list[Finding]]:
    """One page, its characters, and what of it is not read."""
    number = index + 1
    handle = raw.FPDF_LoadPage(document, index)
    if not handle:
        raise UnreadableError(
            kinds.BROKEN_PACKAGE, part=Words(f"第{number}页", f"page {number}"), reason=Words("不能打开", "it cannot be opened")
        )
    text = raw.FPDFText_LoadPage(handle)
    try:
        page = drawn(handle, number, options.limits)
        characters = read_characters(text, number, page, options.limits, options.include_hidden)
        written = _annotations(handle)
    finally:
        raw.FPDFText_ClosePage(text)
        raw.FPDF_ClosePage(handle)
    tables, nested = find_tables(page.rules, options.limits)
    sheet = set_out(number, tables, characters.runs, characters.clipped, kept)
    characters.outside += sheet.astray
    pictured = page.pictures and not characters.runs
    return sheet, characters, list(_doubts(number, characters, nested, written, pictured))


def _annotations(handle: Any) -> int:
    """How many annotations of a page hold text of their own: form fields, notes, stamps."""
    count = 0
    for index in range(raw.FPDFPage_GetAnnotCount(handle)):
        annotation = raw.FPDFPage_GetAnnot(handle, index)
        count += raw.FPDFAnnot_GetSubtype(annotation) in _WRITING
        raw.FPDFPage_CloseAnnot(annotation)
    return count


def _doubts(number: int, characters: Characters, nested: int, written: int, pictured: bool) -> Iterator[Finding]:
    """What page `number` holds that is not read, or not surely."""
    if characters.invisible:
        yield kinds.HIDDEN_LEFT_OUT.at(what=_INVISIBLE.of(page=number, text=_quoted(characters.invisible)))
    for what, texts in ((_OUTSIDE, characters.outside), (_SLOPING, characters.sloping)):
        if texts:
            yield kinds.BOOK_PART_LEFT_OUT.at(what=what.of(page=number, text=_quoted(texts)))
    if written:
        yield kinds.BOOK_PART_LEFT_OUT.at(what=_WRITTEN.of(page=number, count=written))
    if pictured:
        yield kinds.BOOK_PART_LEFT_OUT.at(what=_PICTURED.of(page=number))
    if characters.unknown:
        yield kinds.CHARACTER_UNKNOWN.at(page=number, count=characters.unknown)
    for _ in range(nested):
        yield kinds.NESTED_TABLE.at(PageLinePlace(number, 1))


def _quoted(chars: list[str]) -> str:
    text = "".join(chars).strip()
    return f"“{text[:_SAMPLE]}{'…' if len(text) > _SAMPLE else ''}”"


def _rows(elements: Sequence[Element], sheets: Sequence[Sheet], kept: bool) -> Iterator[Row]:
    """The rows of tables and lines in reading order; `kept` says that the blanks at all lines' ends are in the text."""
    wholes = [element for element in elements if isinstance(element, Whole)]
    kept = kept or keeps_blanks(piece.lines for whole in wholes for piece in whole.pieces)
    width, left = max(((sheet.right - sheet.left, sheet.left) for sheet in sheets), default=(0.0, 0.0))
    for beside, group in groupby(elements, lambda element: isinstance(element, Beside)):
        if beside:
            yield from paragraphs([element for element in group if isinstance(element, Beside)], left, width, kept)
        else:
            for whole in group:
                if isinstance(whole, Whole):
                    yield from _table(whole, kept)


def _over_edges(elements: Sequence[Element]) -> Iterator[Finding]:
    """The cells whose text runs over their edge, in part or all of it."""
    pieces = (piece for element in elements if isinstance(element, Whole) for piece in element.pieces)
    for piece in pieces:
        if piece.hidden or piece.struck:
            yield kinds.OVER_THE_CELL.at(piece.place, count=piece.hidden + piece.struck, text=_quoted([piece.text()]))


def _unruled(elements: Sequence[Element]) -> Iterator[Finding]:
    for element in elements:
        if isinstance(element, Whole):
            yield from unruled(element.pieces)


def _table(whole: Whole, kept: bool) -> Iterator[Row]:
    """The rows of a table."""
    rows: list[list[Cell]] = [[] for _ in range(whole.rows)]
    for piece in sorted(whole.pieces, key=lambda piece: (piece.row, piece.column)):
        text = piece.text(kept)
        rows[piece.row].append(Cell(text, piece.column, piece.colspan, piece.rowspan, place=piece.place))
    return (Row(tuple(cells)) for cells in rows)
