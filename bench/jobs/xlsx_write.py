"""Document → Excel workbook with page, widths, borders, repeated header, footer and merged title."""

from __future__ import annotations

import io
from typing import Any

from ..data import HEADER, Table
from ..goal import writer
from ..job import Case, Engine
from ..readings import prove_xlsx

__all__ = ["ENGINES"]

_WIDTHS = (30, 14, 14, 14, 14, 46, 96)


def _number(text: str) -> float | str:
    number = text.replace(",", "")
    return float(number) if number.replace(".", "", 1).isdigit() else text


def _openpyxl(table: Table) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Side

    book = Workbook()
    sheet: Any = book.active
    side = Side(style="thin")
    border, wrapped = Border(side, side, side, side), Alignment(vertical="center", wrap_text=True)
    for line in (table.title, f"部门名称：{table.department}", "单位：万元"):
        sheet.append([line])
    sheet.merge_cells("A1:G1")
    for number, row in enumerate((HEADER, *table.rows), 4):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column, _number(text))
            cell.border, cell.alignment = border, wrapped
    for column, width in zip("ABCDEFG", _WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    sheet.print_title_rows, sheet.freeze_panes = "4:4", "A5"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _xlsxwriter(table: Table) -> bytes:
    import xlsxwriter  # type: ignore[import-untyped]

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": True, "in_memory": True}) as book:
        sheet = book.add_worksheet("表")
        text, number = (
            book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"}),
            book.add_format({"border": 1, "num_format": 4}),
        )
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.merge_range(0, 0, 0, 6, table.title, book.add_format({"bold": True, "font_size": 18, "align": "center"}))
        sheet.write_string(1, 0, f"部门名称：{table.department}")
        sheet.write_string(2, 0, "单位：万元")
        for line, row in enumerate((HEADER, *table.rows), 3):
            for column, cell in enumerate(map(_number, row)):
                sheet.write_number(line, column, cell, number) if isinstance(cell, float) else sheet.write_string(
                    line, column, cell, text
                )
        sheet.repeat_rows(3)
        sheet.freeze_panes(4, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C第 &P 页 共 &N 页")
    return stream.getvalue()


def _rows(case: Case) -> Table:
    return case.table


def _by_hand(table: Table) -> bytes:
    from ..limits_xlsx import write_xlsx

    return write_xlsx(table)


ENGINES = (
    writer("xlsx", prove_xlsx),
    Engine("XML by hand", "limit", _rows, _by_hand, prove_xlsx),
    Engine("XlsxWriter", "peer", _rows, _xlsxwriter, prove_xlsx),
    Engine("openpyxl", "peer", _rows, _openpyxl, prove_xlsx),
)
