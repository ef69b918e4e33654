"""The xlsx reader, on files made by openpyxl, XlsxWriter, LibreOffice and by hand."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped]
from openpyxl.comments import Comment
from trials import within

from goalconv.converters.errors import UnreadableError
from goalconv.converters.grid import Cell, Grid
from goalconv.converters.interface import ReadOptions, Source
from goalconv.converters.limits import Limits
from goalconv.converters.places import SheetPlace
from goalconv.converters.readers.xlsx import read
from programs import NEEDS_LIBREOFFICE

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '


def by_openpyxl(fill: Callable[[Any], object]) -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "表"
    fill(book.active)
    book.save(stream)
    return stream.getvalue()


def by_xlsxwriter(fill: Callable[[Any, Any], object]) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    fill(book, book.add_worksheet("表"))
    book.close()
    return stream.getvalue()


def by_hand(sheet: str, styles: str = "", workbook: str = "", space: str = MAIN, relations: str = RELATIONS) -> bytes:
    """A workbook of one sheet whose XML is given; `sheet` is what stands inside <worksheet>."""

    def listed(*entries: tuple[str, str]) -> str:
        items = (f'<Relationship Id="r{n}" Type="{relations}/{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(entries))
        return f'<Relationships xmlns="{PACKAGE}">{"".join(items)}</Relationships>'

    parts = {
        "_rels/.rels": listed(("officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": listed(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{relations}">{workbook}'
        '<sheets><sheet name="表" sheetId="1" r:id="r0"/></sheets></workbook>',
        "xl/styles.xml": f'<styleSheet xmlns="{space}">{styles}</styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{space}">{sheet}</worksheet>',
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def data_of(cells: str, after: str = "") -> str:
    return f"<sheetData>{cells}</sheetData>{after}"


def number_shown(value: str, code: str, workbook: str = "") -> str:
    escaped = code.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
    styles = f'<numFmts><numFmt numFmtId="200" formatCode="{escaped}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs>'
    cells = f'<row r="1"><c r="A1" s="0"><v>{value}</v></c><c r="B1" t="inlineStr"><is><t>|</t></is></c></row>'
    [first, *_] = only(source(by_hand(data_of(cells), styles, workbook))).rows[0].cells
    return "" if first.text == "|" else first.text


def built_in_shown(value: str, number: int) -> str:
    cells = f'<row><c s="0"><v>{value}</v></c></row>'
    return texts(by_hand(data_of(cells), f'<cellXfs><xf numFmtId="{number}"/></cellXfs>'))[0][0]


def source(data: bytes, include_hidden: bool = False) -> Source:
    return read(data, ReadOptions(include_hidden=include_hidden))


def only(given: Source) -> Grid:
    [grid] = given.grids
    return grid


def texts(data: bytes, include_hidden: bool = False) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in only(source(data, include_hidden)).rows]


def refused(data: bytes, limits: Limits = Limits()) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(data, ReadOptions(limits=limits))
    return caught.value.finding.code


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("0.30000000000000004", "General", "0.3"), ("34545.040000000001", "General", "34545.04"),
        ("82800.92000000001", "General", "82800.92"),
        ("34545.04", "#,##0.00", "34,545.04"), ("1.005", "0.00", "1.01"), ("2.5", "0", "3"), ("-2.5", "0", "-3"),
        ("1E-3", "0.000", "0.001"),
        ("123456789012", "General", "123456789012"), ("1234567", "#,##0", "1,234,567"), ("123", "000000", "000123"),
        ("1", "0%", "100%"), ("0.955", "0.0%", "95.5%"), ("95", '0.00"%"', "95.00%"), ("12", '0"人"', "12人"),
        ("12", "G/通用格式\\人", "12人"),
        ("3078", ACCOUNTING, "3,078.00"), ("-3078", ACCOUNTING, "-3,078.00"), ("0", ACCOUNTING, "-"),
        ("-5", "0.00_);[Red]\\(0.00\\)", "(5.00)"), ("0", "0;-0;;@", ""), ("12.5", "@", "12.5"), ("12345", '0!.0,"万"', "1.2万"),
        ("12345", '0\\.0,"万"', "1.2万"), ("-5", '[>=100]0;[<0]"负"0.0;0.00', "负5.0"),
        ("7", '[>=100]0;[<0]"负"0.0;0.00', "7.00"),
        ("123456", "0.00E+00", "1.23E+05"), ("12", "#.##", "12."), ("12.5", ".00", "12.50"),
        ("-12", "[$¥-804]#,##0.00", "-¥12.00"),
        ("45658", "yyyy/m/d", "2025/1/1"), ("45658", 'yyyy"年"m"月"', "2025年1月"), ("45658", "yyyy\\-mm\\-dd", "2025-01-01"),
        ("45658", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2025年1月1日"), ("45658", "[$-804]aaaa", "星期三"),
        ("45658", "d-mmm-yy", "1-Jan-25"),
        ("45992", '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二五年十二月一日"), ("0.75", '上午/下午h"时"mm"分"', "下午6时00分"),
        ("45658.999999", "yyyy-mm-dd hh:mm", "2025-01-02 00:00"), ("1.5", "[h]:mm", "36:00"),
        ("0.000011574", "mm:ss.0", "00:01.0"),
        ("60", "yyyy/m/d", "1900/2/29"), ("59", "yyyy/m/d", "1900/2/28"), ("-1", "yyyy/m/d", "-1"),
        ("1E300", "yyyy/m/d", "1E+300"),
    ],
)  # fmt: skip
def test_numbers_are_shown_as_excel_shows_them(value: str, code: str, shown: str) -> None:
    assert number_shown(value, code) == shown


@pytest.mark.parametrize(
    ("number", "value", "shown"),
    [
        (0, "1.5", "1.5"), (2, "12", "12.00"), (4, "3078", "3,078.00"), (9, "1", "100%"), (10, "0.9", "90.00%"),
        (14, "45658", "2025/1/1"),
        (22, "45658.5", "2025/1/1 12:00"), (27, "45658", "2025年1月"), (31, "45658", "2025年1月1日"), (39, "-12", "-12.00"),
        (43, "0", "-"), (49, "12", "12"), (57, "45658", "2025年1月"), (58, "45658", "1月1日"),
    ],
)  # fmt: skip
def test_built_in_formats_are_those_of_chinese_excel(number: int, value: str, shown: str) -> None:
    assert built_in_shown(value, number) == shown


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    assert number_shown("44196", "yyyy/m/d", '<workbookPr date1904="1"/>') == "2025/1/1"


def test_values_of_openpyxl() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["项目", 34545.04, 0.1 + 0.2, True, None, "=100%文字"[1:], datetime(2025, 3, 1, 8, 30)])
        sheet["H1"], sheet["I1"] = 1, 0.955
        sheet["B1"].number_format, sheet["H1"].number_format, sheet["I1"].number_format = "#,##0.00", "0%", "0.00%"

    data = by_openpyxl(fill)
    assert texts(data) == [["项目", "34,545.04", "0.3", "TRUE", "100%文字", "2025-03-01 8:30:00", "100%", "95.50%"]]
    cell = only(source(data)).rows[0].cells[4]
    assert (cell.column, cell.place) == (4, SheetPlace("表", 1, 6))


def test_rich_text_is_joined_and_phonetic_guides_are_left_out() -> None:
    def fill(book: Any, sheet: Any) -> None:
        bold = book.add_format({"bold": True})
        sheet.write_rich_string("A1", "绩效", bold, "目标", " （全年）")

    guided = "<is><r><t>东</t></r><rPh sb='0' eb='1'><t>ひがし</t></rPh><r><t xml:space='preserve'> 湖</t></r></is>"
    assert texts(by_xlsxwriter(fill)) == [["绩效目标 （全年）"]]
    assert texts(by_hand(data_of(f'<row><c t="inlineStr">{guided}</c></row>'))) == [["东 湖"]]


def test_escapes_stand_for_characters() -> None:
    def inline(text: str) -> str:
        return texts(by_hand(data_of(f'<row><c t="inlineStr"><is><t>{text}</t></is></c></row>')))[0][0]

    assert inline("甲_x000D_\n乙_x000a_丙&#13;丁") == "甲\n乙\n丙\n丁"
    assert inline("_x005F_x0041__x0042_") == "_x0041_B"
    assert inline("_xD83D__xDE00_") == "\U0001f600"


def test_formulas_count_by_their_value() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_formula("A1", "=B1+C1", book.add_format({"num_format": "0.00"}), 12)
        sheet.write_formula("B1", '="甲"&"乙"', None, "甲乙")
        sheet.write_formula("C1", "=1/0", None, "#DIV/0!")
        sheet.write_formula("D1", "=TRUE()", None, True)

    assert texts(by_xlsxwriter(fill)) == [["12.00", "甲乙", "#DIV/0!", "TRUE"]]
    assert texts(by_hand(data_of('<row><c t="str"><f>A2</f><v></v></c><c><v>1</v></c></row>'))) == [["1"]]


def test_a_formula_without_value_is_refused_with_its_place() -> None:
    def fill(sheet: Any) -> None:
        sheet["B2"] = "=SUM(A1:A9)"

    with pytest.raises(UnreadableError) as caught:
        source(by_openpyxl(fill))
    assert caught.value.finding.code == "GC107"
    assert caught.value.finding.place == SheetPlace("表", 2, 2)
    assert "=SUM(A1:A9)" in str(caught.value)


def test_a_hidden_formula_without_value_hurts_nobody() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B2"] = "见", "=SUM(A1:A9)"
        sheet.row_dimensions[2].hidden = True

    assert texts(by_openpyxl(fill)) == [["见"]]


def test_merged_ranges_become_spans() -> None:
    def fill(sheet: Any) -> None:
        for at, text in {"A1": "题", "A3": "一级", "B3": "甲", "C3": "1", "B4": "乙", "C4": "2", "D4": "3"}.items():
            sheet[at] = text
        for merged in ("A1:O1", "A3:A4", "C3:D3", "E3:F9"):
            sheet.merge_cells(merged)

    rows = only(source(by_openpyxl(fill))).rows
    assert [[(cell.text, cell.column, cell.colspan, cell.rowspan) for cell in row.cells] for row in rows] == [
        [("题", 0, 4, 1)],
        [("一级", 0, 1, 2), ("甲", 1, 1, 1), ("1", 2, 2, 1)],
        [("乙", 1, 1, 1), ("2", 2, 1, 1), ("3", 3, 1, 1)],
    ]
    assert rows[1].cells[0].place == SheetPlace("表", 3, 1)


def test_a_blank_merged_range_keeps_its_span() -> None:
    def fill(sheet: Any) -> None:
        sheet["B1"], sheet["B2"], sheet["A3"] = "甲", "乙", "丙"
        sheet.merge_cells("A1:A2")

    assert only(source(by_openpyxl(fill))).rows[0].cells[0] == Cell("", 0, 1, 2, place=SheetPlace("表", 1, 1))


def test_text_under_a_merged_range_is_named_unless_it_is_the_same() -> None:
    cells = "".join(f'<c r="{letter}1" t="str"><v>{text}</v></c>' for letter, text in zip("ABCD", "甲甲乙丙", strict=True))
    data = by_hand(data_of(f'<row r="1">{cells}</row>', '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>'))
    given = source(data)
    assert [cell.text for cell in only(given).rows[0].cells] == ["甲", "丙"]
    assert [(finding.code, finding.place) for finding in given.findings] == [("GC207", SheetPlace("表", 1, 3))]
    assert "乙" in given.findings[0].message


def hidden_sheet(sheet: Any) -> None:
    for row in range(1, 7):
        sheet.append([f"{letter}{row}" for letter in "ABCDE"])
    for row in (2, 3, 5):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["B"].hidden = True
    secret = sheet.parent.create_sheet("内部")
    secret["A1"], secret.sheet_state = "密", "veryHidden"


def test_what_is_hidden_is_left_out_and_named() -> None:
    given = source(by_openpyxl(hidden_sheet))
    grid = only(given)
    wanted = [[f"{letter}{row}" for letter in "ACDE"] for row in (1, 4, 6)]
    assert [[cell.text for cell in row.cells] for row in grid.rows] == wanted
    assert (grid.rows[1].cells[1].column, grid.rows[1].cells[1].place) == (1, SheetPlace("表", 4, 3))
    assert {finding.code for finding in given.findings} == {"GC209"}
    assert [finding.message.partition(" (")[0] for finding in given.findings[:2]] == ["隐藏的行 2-3, 5", "隐藏的列 B"]
    assert "内部" in given.findings[2].message


def test_what_is_hidden_is_read_on_request() -> None:
    given = source(by_openpyxl(hidden_sheet), include_hidden=True)
    assert [grid.name for grid in given.grids] == ["表", "内部"]
    assert len(given.grids[0].rows) == 6
    assert given.findings == ()


def test_hidden_rows_without_text_are_no_news() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "甲"
        sheet.row_dimensions[9].hidden = sheet.column_dimensions["Z"].hidden = True

    assert source(by_openpyxl(fill)).findings == ()


def test_a_merged_text_shows_as_long_as_a_part_of_it_is_visible() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B1"], sheet["B2"], sheet["B3"] = "合", "1", "2", "3"
        sheet.merge_cells("A1:A3")
        sheet.row_dimensions[1].hidden = True

    grid = only(source(by_openpyxl(fill)))
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [["合", "2"], ["3"]]
    assert (grid.rows[0].cells[0].rowspan, grid.rows[0].cells[0].place) == (2, SheetPlace("表", 1, 1))


def test_a_value_masked_by_its_format_is_hidden() -> None:
    styles = '<numFmts><numFmt numFmtId="200" formatCode=";;;"/></numFmts><cellXfs><xf/><xf numFmtId="200"/></cellXfs>'
    data = by_hand(data_of('<row><c><v>1</v></c><c s="1"><v>77</v></c><c s="1" t="str"><v>密</v></c></row>'), styles)
    given = source(data)
    assert [cell.text for cell in only(given).rows[0].cells] == ["1"]
    assert [(finding.code, str(finding.place)) for finding in given.findings] == [("GC209", "表!B1"), ("GC209", "表!C1")]
    assert texts(data, include_hidden=True) == [["1", "77", "密"]]


def test_comments_and_text_boxes_are_named() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write("A1", "甲")
        sheet.insert_textbox("C3", "框中文字")

    def comment(sheet: Any) -> None:
        sheet["A1"] = "甲"
        sheet["A1"].comment = Comment("请核对", "某人")

    [box] = source(by_xlsxwriter(fill)).findings
    [note] = source(by_openpyxl(comment)).findings
    assert (box.code, str(box.place), box.message) == ("GC210", "表!C3", "工作表“表”的文本框文字“框中文字” (4 字)没有读取")
    assert (note.code, str(note.place), note.message) == ("GC210", "表!A1", "工作表“表”的批注“请核对” (3 字)没有读取")


def test_heads_feet_and_charts_are_named_but_page_numbers_are_not() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["a", 1])
        sheet.set_header('&L&"仿宋,Regular"&10某局 R&&D&R单位：万元')
        sheet.set_footer("&C第 &P 页 共 &N 页")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=表!$B$1:$B$1", "name": "图"})
        sheet.insert_chart("D1", chart)
        other = book.add_worksheet("乙")
        other.write(0, 0, "b")
        other.set_header("&L某局 R&&D&R单位：万元")

    found = source(by_xlsxwriter(fill)).findings
    assert [(finding.code, finding.message) for finding in found] == [
        ("GC210", "工作表“表”的图表没有读取"), ("GC231", "页眉不属于表格, 没有读取 (2 处, 10 个字符): 某局 R&D 单位：万元"),
    ]  # fmt: skip


def test_digits_that_excel_did_not_keep_are_named() -> None:
    [finding] = source(by_hand(data_of("<row><c><v>4.4010219900101123E+17</v></c></row>"))).findings
    assert finding.code == "GC220"
    assert "440102199001011000" in finding.message


def test_blank_sheets_rows_and_columns_are_dropped() -> None:
    def fill(sheet: Any) -> None:
        sheet["C3"], sheet["E7"], sheet["G9"] = "甲", "乙", " "
        sheet.parent.create_sheet("空")

    grid = only(source(by_openpyxl(fill)))
    assert [[(cell.column, str(cell.place)) for cell in row.cells] for row in grid.rows] == [[(0, "表!C3")], [(1, "表!E7")]]


@pytest.mark.parametrize("dimension", ["A1", "A1:XFD1048576"])
def test_the_dimension_is_not_believed(dimension: str) -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>2</v></c></row><row r="5"><c r="B5"><v>3</v></c></row>'
    assert texts(by_hand(f'<dimension ref="{dimension}"/>' + data_of(cells))) == [["1", "2"], ["3"]]


def test_strict_workbooks_are_read() -> None:
    strict = "http://purl.oclc.org/ooxml"
    data = by_hand(
        data_of('<row r="1"><c r="A1" t="inlineStr"><is><t>严</t></is></c><c r="B1" t="d"><v>2025-01-01</v></c></row>'),
        '<cellXfs><xf numFmtId="31"/></cellXfs>', space=f"{strict}/spreadsheetml/main",
        relations=f"{strict}/officeDocument/relationships",
    )  # fmt: skip
    assert texts(data) == [["严", "2025年1月1日"]]


@NEEDS_LIBREOFFICE
def test_a_workbook_saved_by_libreoffice(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["项目\n名称", 3078, 0.955, "=100%", datetime(2025, 1, 1), 12])
        sheet["D1"].data_type = "s"
        for at, code in {"B1": "#,##0.00", "C1": "0.0%", "E1": 'yyyy"年"m"月"'}.items():
            sheet[at].number_format = code
        sheet.append(["=B1*2", None, " 前后 "])
        sheet.merge_cells("A2:B2")
        sheet.row_dimensions[3].hidden = True
        sheet["A3"] = "藏"

    (tmp_path / "in.xlsx").write_bytes(by_openpyxl(fill))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out")]
    subprocess.run([*command, str(tmp_path / "in.xlsx")], check=True, capture_output=True, timeout=180)
    given = source((tmp_path / "out" / "in.xlsx").read_bytes())
    assert [[cell.text for cell in row.cells] for row in only(given).rows] == [
        ["项目\n名称", "3,078.00", "95.5%", "=100%", "2025年1月", "12"], ["6156", " 前后 "],
    ]  # fmt: skip
    assert only(given).rows[1].cells[0].colspan == 2
    assert [finding.code for finding in given.findings] == ["GC209"]


FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'


@pytest.mark.parametrize("merges", ["A1:XFD1048576", "XFD1048576:A1", "A1:XFD1048575", "B2:XFD1048575"])
def test_a_small_file_with_a_huge_range_is_read_at_once(merges: str) -> None:
    data = by_hand(data_of(FAR, f'<mergeCells><mergeCell ref="{merges}"/></mergeCells>'))
    with within(20):  # a cell at a time would take hours
        assert texts(data)[0] == ["1"]


def test_overlapping_ranges_are_refused() -> None:
    for other in ("B1:C2", "A1:A1", "A2:D9"):
        merges = f'<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="{other}"/></mergeCells>'
        cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="D2"><v>1</v></c></row>'
        assert refused(by_hand(data_of(cells, merges))) == "GC104"


@pytest.mark.parametrize("what", ["rows", "columns", "cells", "merges"])
def test_each_limit_holds_one_over_and_not_at(what: str) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c><c r="B{row}"><v>1</v></c></row>' for row in (1, 2, 3))
    merges = "".join(f'<mergeCell ref="D{row}:E{row}"/>' for row in (1, 2, 3))
    data = by_hand(data_of(rows, f"<mergeCells>{merges}</mergeCells>"))
    exact = Limits(rows=3, columns=2, cells=6, merges=3)
    assert len(only(read(data, ReadOptions(limits=exact))).rows) == 3
    values = {name: getattr(exact, name) - (name == what) for name in ("rows", "columns", "cells", "merges")}
    assert refused(data, limits=Limits(**values)) == "GC105"


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="0"/>', '<row r="1048577"/>', '<row r="x"/>', '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="a1"/></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>', '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v>NaN</v></c></row>', '<row r="1"><c r="A1"><v>1E999</v></c></row>',
        '<row r="1"><c r="A1"><v>１</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row>', '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>', "<row>",
    ],
)  # fmt: skip
def test_broken_sheets_are_refused(cells: str) -> None:
    assert refused(by_hand(data_of(cells))) == "GC104"


def test_other_files_are_refused_by_name() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "x")
    assert refused(stream.getvalue()) == "GC103"
    assert refused(by_hand("", space="urn:other")) == "GC103"
    assert refused(b"") == "GC101"
    assert refused("项目\t金额".encode()) == "GC103"


def test_reading_takes_work_in_proportion() -> None:
    def calls(count: int) -> int:
        rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}.5</v></c></row>' for row in range(1, count + 1))
        merges = "".join(f'<mergeCell ref="B{row}:C{row + 1}"/>' for row in range(1, count, 2))
        data = by_hand(data_of(rows, f"<mergeCells>{merges}</mergeCells>"))
        made = 0

        def note(*_: object) -> None:
            nonlocal made
            made += 1

        before = sys.getprofile()
        sys.setprofile(note)
        try:
            source(data)
        finally:
            sys.setprofile(before)
        return made

    assert calls(8_000) < 5 * calls(2_000)
