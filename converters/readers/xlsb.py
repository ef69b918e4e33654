"""Reads binary workbooks, .xlsb (docs/formats/spreadsheets.md), with calamine.

The reader runs in a child process: a cell far off makes calamine allocate the whole sheet, which ends its process and
cannot be caught.
"""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from .. import catalogue as kinds
from ..errors import UnreadableError
from ..findings import Finding
from ..grid import Grid
from ..interface import ReadOptions, Source
from ..language import Words
from ..number_formats import EXACT_DIGITS, show_general
from ..package import Package, open_package
from ..places import SheetPlace
from ..sheet_parts import parts_left_out
from ..sheets import Sheet, surface
from .xlsb_parts import Beside, beside, comments, sheet_parts

__all__ = ["read"]


def read(data: bytes, options: ReadOptions) -> Source:
    """The grids of a workbook's sheets in order; sheets without text give none.

    Numbers are kept as stored since their formats are not read; a finding counts them. Hidden sheets,
    rows and columns are left out, and named in a finding, unless `options` include them. Raises `UnreadableError`
    for what is no such workbook, is broken or protected by a password.
    """
    package = open_package(data, "xlsb", options.limits)
    if "xl/workbook.bin" not in package:
        raise UnreadableError(kinds.NOT_A_PACKAGE, format="xlsb", found=Words("压缩包", "an archive"))
    try:
        return _read(CalamineWorkbook.from_filelike(io.BytesIO(data)), package, options)
    except PasswordError as error:
        raise UnreadableError(kinds.PASSWORD) from error
    except CalamineError as error:
        raise UnreadableError(kinds.BROKEN_PACKAGE, part="xlsb", reason=str(error) or type(error).__name__) from error


def _read(book: CalamineWorkbook, package: Package, options: ReadOptions) -> Source:
    parts = sheet_parts(package)
    grids: list[Grid] = []
    findings: list[Finding] = []
    for index, about in enumerate(book.sheets_metadata):
        if about.typ != SheetTypeEnum.WorkSheet:
            kind = str(about.typ).rpartition(".")[2]
            findings.append(
                kinds.BOOK_PART_LEFT_OUT.at(what=Words(f"工作表“{about.name}” ({kind})", f"sheet “{about.name}” ({kind})"))
            )
        elif about.visible != SheetVisibleEnum.Visible and not options.include_hidden:
            findings.append(
                kinds.HIDDEN_LEFT_OUT.at(
                    SheetPlace(about.name, 1, 1), what=Words(f"工作表“{about.name}”", f"sheet “{about.name}”")
                )
            )
        else:
            part = parts.get(about.name, "")
            sheet = _sheet(about.name, book.get_sheet_by_index(index), beside(package, part))
            sheet.findings += parts_left_out(package, about.name, part, comments)
            grid, found = surface(sheet, options.include_hidden, options.limits)
            grids += [grid] if grid else []
            findings += found
    return Source(tuple(grids), tuple(findings))


def _sheet(name: str, given: CalamineSheet, told: Beside) -> Sheet:
    """The sheet, with findings for what cannot be told: the formats of numbers, and the errors that cells show."""
    sheet = Sheet(name, merges=told.merges, hidden_rows=told.hidden_rows, hidden_columns=told.hidden_columns)
    numbers: list[SheetPlace] = []
    top, left = given.start or (0, 0)
    for row, values in enumerate(given.to_python(skip_empty_area=True), top + 1):
        for column, value in enumerate(values, left + 1):
            if value == "":
                continue
            text = sheet.rows.setdefault(row, {})[column] = _shown(value)
            if not isinstance(value, (str, bool)):
                numbers.append(SheetPlace(name, row, column))
                if text.lstrip("-").isdecimal() and len(text.lstrip("-")) > EXACT_DIGITS:
                    sheet.findings.append(kinds.NUMBER_PRECISION.at(numbers[-1], text=text, digits=EXACT_DIGITS))
    if numbers:
        sheet.findings.append(kinds.FORMATS_NOT_READ.at(numbers[0], format="xlsb", count=len(numbers)))
    if told.errors:
        what = Words("工作表“{name}”的 {count} 个错误值 (#DIV/0! 等)", "{count} errors (#DIV/0! or others) of sheet “{name}”")
        place = SheetPlace(name, *told.errors[0])
        sheet.findings.append(kinds.BOOK_PART_LEFT_OUT.at(place, what=what.of(name=name, count=len(told.errors))))
    return sheet


def _shown(value: float | str | bool | time | date | datetime | timedelta) -> str:
    """The text of a value, as a spreadsheet shows it without a format of its own."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return show_general(Decimal(repr(value)))
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    day = f"{value.year}/{value.month}/{value.day}" if isinstance(value, date) else ""
    hour = _hour(value.time() if isinstance(value, datetime) else value) if isinstance(value, (datetime, time)) else ""
    return " ".join(filter(None, (day, hour)))


def _hour(moment: time) -> str:
    return f"{moment.hour}:{moment.minute:02}" + (f":{moment.second:02}" if moment.second else "")
