"""Makes `hidden.xls`, `days-1904.xls` and `text-box.xls` anew: openpyxl writes a workbook, LibreOffice converts it. Run it in this folder."""

from __future__ import annotations

import subprocess
import tempfile
import zipfile
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


def boxed() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = "表"
    for row in (["项目支出绩效目标表"], ["项目名称", "总计", "绩效目标", "绩效指标"], ["甲", 1, "乙", "丙"]):
        book.active.append(row)
    book.active["B3"].comment = Comment("批注里的字", "某人")
    return book


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor>'
    "<xdr:from><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>3</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
    "<xdr:to><xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>6</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
    '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="1"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="1000000" cy="500000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr>'
    "<xdr:txBody><a:bodyPr/><a:p><a:r><a:t>文本框里的字</a:t></a:r></a:p><a:p><a:r><a:t>second</a:t></a:r></a:p></xdr:txBody>"
    "</xdr:sp><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
)
CHANGES = {
    "xl/worksheets/sheet1.xml": ("<legacyDrawing", f'<drawing xmlns:r="{OFFICE}" r:id="box"/><legacyDrawing'),
    "xl/worksheets/_rels/sheet1.xml.rels": (
        "</Relationships>",
        f'<Relationship Id="box" Type="{OFFICE}/drawing" Target="/xl/drawings/box.xml"/></Relationships>',
    ),
    "[Content_Types].xml": (
        "</Types>",
        '<Override PartName="/xl/drawings/box.xml" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/></Types>',
    ),
}


def add_box(path: Path) -> None:
    """Adds a text box to a workbook, which openpyxl cannot."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, (old, new) in CHANGES.items():
        parts[name] = parts[name].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**parts, "xl/drawings/box.xml": DRAWING.encode()}.items():
            archive.writestr(name, content)


def main() -> None:
    for name, book in (("hidden", hidden()), ("days-1904", days()), ("text-box", boxed())):
        with tempfile.TemporaryDirectory() as folder:
            book.save(f"{folder}/{name}.xlsx")
            if name == "text-box":
                add_box(Path(folder) / f"{name}.xlsx")
            profile = f"-env:UserInstallation=file://{folder}/profile"
            command = ["soffice", profile, "--headless", "--convert-to", "xls", "--outdir", str(HERE), f"{folder}/{name}.xlsx"]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
