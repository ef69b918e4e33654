"""A two-sided form as a central department's system exports it: true merges, labels broken over lines, percent formats."""

from __future__ import annotations

import io

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

import goalconv

MONEY = [("资金总额：", "300.00", "100.00"), ("  其中：财政拨款", "300.00", "100.00"), ("        上年结转资金", "0.00", "0.00")]
ROWS = [("平台", "≥3个", "≥1个"), ("终端", "≥30个", "≥10个")]


def put(sheet: Worksheet, area: str, text: object) -> None:
    first = area.partition(":")[0]
    sheet[first] = text
    if ":" in area:
        sheet.merge_cells(area)


def form(sheet: Worksheet, name: str) -> None:
    for area, text in {
        "A1:I1": f"{name}绩效目标表", "A2:I2": "( 2020年度)", "A3:B3": "项目名称", "C3:I3": name, "A4:B4": "主管部门及代码", "C4:E4": "[105]教育部",
        "F4": "实施单位", "G4:I4": "某大学", "A6:B8": "项目资金\n（万元）", "A10:A11": "总体目标", "B10:E10": "中期目标", "F10:I10": "年度目标",
        "B11:E11": "目标1：建成\n目标2：用好", "F11:I11": "目标1：一期", "A12:A15": "绩\n效\n指\n标", "B12": "一级指标", "C12": "二级指标", "D12": "三级指标",
        "E12": "指标值", "F12": "二级指标", "G12:H12": "三级指标", "I12": "指标值", "B13:B15": "产出指标", "C13:C14": "数量指标", "F13:F14": "数量指标",
        "C15": "质量指标", "D15": "合格率", "F15": "质量指标", "G15:H15": "合格率", "A16:I16": "注：请如实填写。",
    }.items():  # fmt: skip
        put(sheet, area, text)
    for row, (label, left, right) in enumerate(MONEY, 6):
        put(sheet, f"C{row}:D{row}", ("中期" if row == 6 else "") + label)
        put(sheet, f"E{row}", left)
        put(sheet, f"F{row}:G{row}", ("年度" if row == 6 else "") + label)
        put(sheet, f"H{row}:I{row}", right)
    for row, (text, left, right) in enumerate(ROWS, 13):
        for area, content in ((f"D{row}", text), (f"E{row}", left), (f"G{row}:H{row}", text), (f"I{row}", right)):
            put(sheet, area, content)
    for area in ("E15", "I15"):
        put(sheet, area, 1)
        sheet[area].number_format = "0%"


def workbook(*names: str) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name in names:
        form(book.create_sheet(name), name)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_form_with_true_merges_is_read_whole() -> None:
    (reading,) = goalconv.read_bytes(workbook("数字校园"), format="xlsx")
    assert (reading.table.fiscal_year, reading.table.currency_unit, reading.account.unexplained) == (2020, "万元", 0)
    (project,) = reading.table.units[0].projects
    assert (project.competent_department, project.implementing_unit) == ("[105]教育部", "某大学")
    assert project.period_funding is not None
    assert project.funding is not None
    assert (str(project.period_funding.total), str(project.funding.total)) == ("300.00", "100.00")
    assert [*project.funding.sources] == ["fiscal_appropriation", "carried_over"]
    assert (project.period_goal, project.goal) == ("目标1：建成\n目标2：用好", "目标1：一期")
    found = [
        (item.level2.name, item.name, item.period_value.text, item.annual_value.text)
        for item in project.indicators
        if item.level2 and item.period_value and item.annual_value
    ]
    assert found == [("数量指标", *ROWS[0]), ("数量指标", *ROWS[1]), ("质量指标", "合格率", "100%", "100%")]
    assert str(reading.places["/units/0/projects/0/indicators/1/annual_value"]) == "数字校园!I14"


def test_the_sheets_of_a_workbook_are_projects() -> None:
    (reading,) = goalconv.read_bytes(workbook("数字校园", "智慧教室"), format="xlsx")
    assert [project.name for project in reading.table.units[0].projects] == ["数字校园", "智慧教室"]
