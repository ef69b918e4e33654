"""The process that runs calamine: a workbook on its input, its cells in MessagePack on its output."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

import msgspec
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetMetadata, SheetVisibleEnum

from .calamine import BookCells, CellText, SheetCells

_MEMORY: Final = 1 << 30
_EXCEL: Final = Context(prec=15, rounding=ROUND_HALF_UP)  # Excel keeps no more: 0.30000000000000004 is 0.3


def main() -> None:
    """Answers with the cells of the workbook, or with why there are none."""
    _limit()
    try:
        answer = _read(sys.stdin.buffer.read())
    except PasswordError:
        answer = BookCells(password=True)
    except CalamineError as error:
        answer = BookCells(refusal=str(error) or type(error).__name__)
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer))


def _limit() -> None:
    """No more memory than a workbook needs, and no picture of it on the disk, where the system can limit that."""
    try:
        import resource  # not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(data: bytes) -> BookCells:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return BookCells([_sheet(book.get_sheet_by_index(index), about) for index, about in enumerate(book.sheets_metadata)])


def _sheet(sheet: CalamineSheet, about: SheetMetadata) -> SheetCells:
    ranges = sheet.merged_cell_ranges
    merges = None if ranges is None else [(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in ranges]
    hidden = about.visible != SheetVisibleEnum.Visible
    return SheetCells(about.name, hidden, str(about.typ).rpartition(".")[2], list(_cells(sheet)), merges)


def _cells(sheet: CalamineSheet) -> Iterator[CellText]:
    """The cells that are not blank."""
    top, left = sheet.start or (0, 0)
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), top + 1):
        for column, value in enumerate(values, left + 1):
            if value != "":
                yield CellText(row, column, _shown(value), not isinstance(value, (str, bool)))


def _shown(value: float | str | bool | time | date | datetime | timedelta) -> str:
    """The text of a value, as a spreadsheet shows it without a format of its own."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _digits(Decimal(repr(value)))
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    day = f"{value.year}/{value.month}/{value.day}" if isinstance(value, date) else ""
    hour = _hour(value.time() if isinstance(value, datetime) else value) if isinstance(value, (datetime, time)) else ""
    return " ".join(filter(None, (day, hour)))


def _hour(moment: time) -> str:
    return f"{moment.hour}:{moment.minute:02}" + (f":{moment.second:02}" if moment.second else "")


def _digits(value: Decimal) -> str:
    """A number in full, at most 15 digits of it; with an exponent only where it is very large or small."""
    value = _EXCEL.plus(value)
    if not value:
        return "0"
    if not value.is_finite() or not -10 < value.adjusted() < 21:
        return str(value.normalize(_EXCEL))
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


if __name__ == "__main__":
    main()
