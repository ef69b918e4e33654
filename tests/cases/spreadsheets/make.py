"""Makes `hidden.xls` and `days-1904.xls` anew: openpyxl writes a workbook, LibreOffice converts it. Run it in this folder."""

from __future__ import annotations

import subprocess
import tempfile
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HERE = Path(__file__).parent


def hidden() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表"
    for row in (
        ["名称", "值", "暗列", "批"],
        ["甲", 0.955, "x", "见批注"],
        ["乙", 12, "", ""],
        ["丙", -1234.5, "", ""],
        ["丁", 5, "", ""],
    ):
        sheet.append(row)
    for row, code in ((2, "0.0%"), (3, '0"元"'), (4, "#,##0.00;[Red]-#,##0.00"), (5, ";;;")):
        sheet.cell(row, 2).number_format = code
    sheet["D2"].comment = Comment("请核对", "张三")
    sheet.column_dimensions["C"].hidden = True
    sheet["A7"], sheet["A8"], sheet["B8"], sheet["A9"] = "=1/0", "'=1+1", '=""', "暗行"
    sheet["A8"].value, sheet["A8"].data_type = "=1+1", "s"
    sheet.row_dimensions[9].hidden = True
    sheet.merge_cells("A10:B11")
    sheet["A10"] = "并"
    book.create_sheet("极隐")["A1"] = "秘密"
    book["极隐"].sheet_state = "veryHidden"
    return book


def days() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.title = "日"
    book.active["A1"] = date(2025, 1, 1)
    book.active["A1"].number_format = 'yyyy"年"m"月"d"日"'
    return book


def main() -> None:
    for name, book in (("hidden", hidden()), ("days-1904", days())):
        with tempfile.TemporaryDirectory() as folder:
            book.save(f"{folder}/{name}.xlsx")
            profile = f"-env:UserInstallation=file://{folder}/profile"
            command = ["soffice", profile, "--headless", "--convert-to", "xls", "--outdir", str(HERE), f"{folder}/{name}.xlsx"]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
