"""Writes Excel workbooks: one sheet per grid, ready to print (docs/formats/xlsx.md)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import chain
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from ...templates import Template
from .. import catalogue as kinds
from ..errors import UnwritableError
from ..findings import Finding
from ..grid import Cell, Grid
from ..interface import WriteOptions, Written
from ..places import SheetPlace
from ..stamp import stamp
from ..widths import column_widths
from .xlsx_rows import HIGHEST_ROW, POINTS_PER_PIXEL, Rows, arrange, shown_text

__all__ = ["write"]

_TEXT_LIMIT = 32_767  # UTF-16 units in a cell
_TEXT_FORMAT_LIMIT = 255
_ROW_LIMIT, _COLUMN_LIMIT = 1_048_576, 16_384
_FROZEN_LIMIT = 240  # points: a frozen head higher than this leaves no room to scroll on a small screen
_DIGITS = 15  # significant digits that Excel keeps
_MM_PER_INCH = 25.4
_PIXELS_PER_INCH = 96
# Columns are measured in digits of this face. Where it is missing, LibreOffice takes the digits of another, makes the columns
# wider and shrinks the page: by 7 to 17 % for want of Arial, by 12 to 26 % for want of Calibri.
_DEFAULT_FACE = {"font_name": "Arial", "font_size": 10}
_GB2312 = 134  # the character set by which Windows picks a Chinese face where the named one is missing
_PAPERS = {(297, 420): 8, (210, 297): 9, (148, 210): 11, (257, 364): 12, (182, 257): 13}
_TABLE_ROLES = {"header", "total", "unit", "body"}
_VERTICAL = {"top": "top", "middle": "vcenter", "bottom": "bottom"}

_FIGURE = re.compile(r"-?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?", re.ASCII)
# XlsxWriter escapes "_x0041_" but not a second one that shares its underscore, and takes "<r>…</r>" for XML.
_NOT_CARRIED = re.compile(r"_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_|\A<r>.*</r>\Z", re.DOTALL)
_RUN_ENDS = re.compile(r"(?<=_x)(?=[0-9A-Fa-f]{4}_)|(?<=\A<r)")
_NAME_REFUSED = re.compile(r"[\[\]:*?/\\\t\n]")


def write(grids: Sequence[Grid], template: Template, options: WriteOptions) -> Written:
    """The bytes of a workbook with a sheet for each grid, in the look of `template`.

    Amounts become numbers where a number shows exactly the digits of their text; all other text is
    written as text, never as a formula. The same grids give the same bytes. Raises `UnwritableError`
    where a text, or a grid, is larger than Excel allows, and for a paper that Excel has no code for.
    """
    buffer = io.BytesIO()
    # A copy of the face, since XlsxWriter writes into it. Not constant_memory: it must write row by row, and so cannot merge over rows.
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_format_properties": {**_DEFAULT_FACE}})
    book.set_properties({"title": _title(grids), "created": datetime(*stamp())})
    formats = _Formats(book, template)
    findings: list[Finding] = []
    for grid, name in zip(grids, _sheet_names(grids), strict=True):
        _check(grid, name)
        sheet = _Sheet(book.add_worksheet(name), grid, template, formats)
        sheet.write()
        findings.extend(sheet.findings())
    book.close()
    return Written(buffer.getvalue(), tuple(findings))


class _Formats:
    """The cell formats of a workbook, each made once."""

    def __init__(self, book: Any, template: Template) -> None:
        self._book = book
        self._template = template
        self._made: dict[tuple[str, str, str, bool], Any] = {}

    def get(self, row: str, cell: str, number: str, top: bool) -> Any:
        """The format of a cell by roles; `number` is its number format, `top` keeps its text at the top."""
        key = (row, cell, number, top)
        if key not in self._made:
            self._made[key] = self._book.add_format(self._properties(*key))
        return self._made[key]

    def _properties(self, row: str, cell: str, number: str, top: bool) -> dict[str, object]:
        style = self._template.style(row, cell)
        face = self._template.faces[style.face]
        properties: dict[str, object] = {
            "font_name": face.office,
            "font_size": style.size,
            "bold": face.bold,
            "font_charset": _GB2312,
            "align": style.align,
            "valign": "top" if top else _VERTICAL[style.valign],
            "num_format": number,
        }
        # Numbers do not wrap: one too wide for its column would print as ####.
        properties["text_wrap" if number in ("@", "General") else "shrink"] = True
        if row in _TABLE_ROLES:
            properties["border"] = 1
        if style.fill:
            properties["bg_color"] = f"#{style.fill}"
        return properties


class _Sheet:
    """One worksheet in the making."""

    def __init__(self, sheet: Any, grid: Grid, template: Template, formats: _Formats) -> None:
        self.sheet = sheet
        self.grid = grid
        self.template = template
        self.formats = formats
        widths = column_widths(grid, template)
        self.pixels: list[int] = [int(width / _MM_PER_INCH * _PIXELS_PER_INCH) for width in widths]
        self.rows: Rows = arrange(grid, self.pixels, template)

    def write(self) -> None:
        """Writes everything."""
        for column, pixels in enumerate(self.pixels):
            self.sheet.set_column_pixels(column, column, pixels)
        for number, height in enumerate(self.rows.heights):
            self.sheet.set_row_pixels(number, round(height / POINTS_PER_PIXEL))
        for number, column, cell in _with_blanks(self.grid):
            self._write_cell(number, column, cell)
        self._set_page()
        self._set_head()
        if self.rows.heights and self.pixels:
            self.sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(self.rows.heights)}"})

    def findings(self) -> Iterator[Finding]:
        """A note for each row that had to become several."""
        name, first = self.sheet.get_name(), self.rows.first
        for row in filter(self.rows.split, range(len(self.grid.rows))):
            place = SheetPlace(name, first[row] + 1, 1)
            yield kinds.ROW_SPLIT.at(place, limit=HIGHEST_ROW, count=first[row + 1] - first[row])

    def _write_cell(self, number: int, column: int, cell: Cell) -> None:
        """Writes one cell of row `number` of the grid, merged as far as it spans."""
        row, last = self.rows.first[number], self.rows.last(number, cell.rowspan)
        top = any(map(self.rows.split, range(number, min(number + cell.rowspan, len(self.grid.rows)))))
        shown = _number_format(cell)
        # As "@" a text stays text when it is edited; but old Excel shows #### for more than 255 characters of it.
        plain = "@" if 0 < len(cell.text) <= _TEXT_FORMAT_LIMIT else "General"
        form = self.formats.get(self.grid.rows[number].role, cell.role, shown or plain, top)
        if last > row or cell.colspan > 1:
            self.sheet.merge_range(row, column, last, column + cell.colspan - 1, "", form)
        if shown and cell.number is not None:
            self.sheet.write_number(row, column, float(cell.number), form)
        elif not cell.text:
            self.sheet.write_blank(row, column, None, form)
        else:
            self._write_text(row, column, shown_text(cell), form)

    def _write_text(self, row: int, column: int, text: str, form: Any) -> None:
        length = len(text.encode("utf-16-le")) // 2
        if length > _TEXT_LIMIT:
            place = SheetPlace(self.sheet.get_name(), row + 1, column + 1)
            raise UnwritableError(kinds.CELL_TOO_LONG, place, count=length, format="xlsx", limit=_TEXT_LIMIT)
        if _NOT_CARRIED.search(text):
            first, *runs = _RUN_ENDS.split(text)
            self.sheet.write_rich_string(row, column, first, *chain.from_iterable((form, run) for run in runs), form)
        else:
            self.sheet.write_string(row, column, text, form)

    def _set_page(self) -> None:
        """Paper, margins, footer, one page wide and any number high."""
        page = self.template.page
        paper = _PAPERS.get((round(min(page.width, page.height)), round(max(page.width, page.height))))
        if paper is None:
            raise UnwritableError(kinds.LAYOUT_LIMIT, reason=f"Excel 没有 {page.width:g}×{page.height:g} 毫米的纸张")
        self.sheet.set_paper(paper)
        if page.landscape:
            self.sheet.set_landscape()
        self.sheet.set_margins(*(margin / _MM_PER_INCH for margin in (page.left, page.right, page.top, page.bottom)))
        self.sheet.center_horizontally()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_footer(_footer(self.template), {"margin": page.bottom / _MM_PER_INCH / 2})

    def _set_head(self) -> None:
        """Keeps the header in sight and prints it on every page, where the sheet has but one."""
        roles = [row.role for row in self.grid.rows]
        headers = [number for number, role in enumerate(roles) if role == "header"]
        if not headers or headers[-1] - headers[0] >= len(headers):
            return
        first, stop = self.rows.first[headers[0]], self.rows.first[headers[-1] + 1]
        if sum(self.rows.heights[:stop]) <= _FROZEN_LIMIT:
            self.sheet.repeat_rows(first, stop - 1)
            self.sheet.freeze_panes(stop, 0)


def _with_blanks(grid: Grid) -> Iterator[tuple[int, int, Cell]]:
    """The cells of a grid with their row and column, and blank ones wherever a row of the table has none."""
    covered: dict[int, set[int]] = {}
    for number, row in enumerate(grid.rows):
        taken = covered.pop(number, set())
        for cell in row.cells:
            span = range(cell.column, cell.column + cell.colspan)
            taken.update(span)
            for below in range(number + 1, number + cell.rowspan):
                covered.setdefault(below, set()).update(span)
            yield number, cell.column, cell
        if row.role in _TABLE_ROLES:
            yield from ((number, column, Cell("", column)) for column in range(grid.width) if column not in taken)


def _number_format(cell: Cell) -> str:
    """The number format under which a double shows exactly the text of the cell; "" where none does."""
    figure = _FIGURE.fullmatch(cell.text)
    if cell.number is None or not figure:
        return ""
    decimals, grouped = len(figure[1] or ""), "," in cell.text
    digits = cell.text.translate({ord(mark): None for mark in "-,."}).lstrip("0")
    if max(len(digits), decimals) > _DIGITS or cell.number != Decimal(cell.text.replace(",", "")):
        return ""
    value = float(cell.number)
    negative_zero = not value and cell.text.startswith("-")
    if negative_zero or f"{value:{',' if grouped else ''}.{decimals}f}" != cell.text:
        return ""
    return ("#,##0" if grouped else "0") + ("." + "0" * decimals if decimals else "")


def _footer(template: Template) -> str:
    """The page's foot in Excel's code; a blank ends the size, or a digit after it would join it."""
    text = template.page.footer.replace("&", "&&").replace("{page}", "&P").replace("{pages}", "&N")
    face = template.faces[template.page.footer_face].office
    blank = " " if text[:1].isdigit() else ""
    return f'&C&"{face},Regular"&{template.page.footer_size:.0f}{blank}{text}' if text else ""


def _title(grids: Sequence[Grid]) -> str:
    """The title for the document's properties: the text of the first title row."""
    titles = (cell.text for grid in grids for row in grid.rows if row.role == "title" for cell in row.cells)
    return next(titles, "")


def _check(grid: Grid, name: str) -> None:
    """Refuses a grid larger than a worksheet."""
    for what, size, limit in (("行", len(grid.rows), _ROW_LIMIT), ("列", grid.width, _COLUMN_LIMIT)):
        if size > limit:
            raise UnwritableError(kinds.LAYOUT_LIMIT, reason=f"工作表“{name}”有 {size} {what}, Excel 最多 {limit}")


def _sheet_names(grids: Sequence[Grid]) -> list[str]:
    """A name for each sheet that Excel accepts: no refused signs, at most 31 UTF-16 units, each but once."""
    names: dict[str, str] = {}
    for number, grid in enumerate(grids, 1):
        wanted = _NAME_REFUSED.sub("_", grid.name).strip("'") or f"Sheet{number}"
        name, count = _clip(wanted, 31), 1
        while name.lower() in names or name.lower() == "history":
            count += 1
            name = _clip(wanted, 31 - len(f" ({count})")) + f" ({count})"
        names[name.lower()] = name
    return list(names.values())


def _clip(name: str, units: int) -> str:
    """The beginning of `name` in at most so many UTF-16 units."""
    return name.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore").rstrip("'")
