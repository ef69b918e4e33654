"""Makes examples/indicators-2025.{xlsx,txt,json}: a table with one row for each indicator, and what it says.

The three files come from the data below and never pass through goalconv, so that the JSON can be held
against what goalconv reads. Body and figures are invented; the form is one in use.
"""

from __future__ import annotations

import json
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

EXAMPLES = Path(__file__).parent.parent / "examples"
UNIT = "776001-青山旗人民检察院"
HEADER = (
    "项目名称", "项目单位", "项目类别", "预算数", "年度绩效目标", "一级指标", "二级指标", "三级指标", "指标性质", "指标方向", "目标值", "计量单位", "分值",
)  # fmt: skip
WIDTHS = (18, 16, 14, 15, 34, 14, 16, 26, 9, 11, 14, 9, 6)
SIGNS = {"大于等于": ">=", "小于等于": "<=", "等于": "="}
DIRECTIONS = {"正向": "positive", "反向": "negative", "定性": "qualitative"}
PROJECTS = (
    ("办案（业务）费", "31-部门项目", "1,260,000.00", "保障全年各类案件依法及时办理，提高办案质量和效率，维护社会公平正义。", (
        ("满意度指标(10分)", "服务对象满意度指标", "当事人满意度", "正向", "大于等于", "90", "%", "10"),
        ("产出指标(50分)", "成本指标", "办案（业务）费总成本", "反向", "小于等于", "1260000", "元", "10"),
        ("产出指标(50分)", "质量指标", "案件办结率", "正向", "大于等于", "95", "%", "10"),
        ("产出指标(50分)", "数量指标", "办理各类案件数量", "正向", "大于等于", "420", "件", "10"),
        ("产出指标(50分)", "数量指标", "开展法治宣传次数", "正向", "大于等于", "12", "次", "10"),
        ("产出指标(50分)", "时效指标", "案件办理完成时间", "定性", "", "法定期限内", "", "10"),
        ("效益指标(30分)", "社会效益指标", "维护社会公平正义", "定性", "", "效果显著", "", "30"),
    )),
    ("检察业务装备购置", "32-专项资金项目", "486,500.50", "购置办案所需装备，保障检察技术工作正常开展。\n装备验收合格后一个月内投入使用。", (
        ("产出指标(50分)", "数量指标", "购置装备数量", "正向", "等于", "35", "台（套）", "20"),
        ("产出指标(50分)", "质量指标", "装备验收合格率", "正向", "等于", "100", "%", "15"),
        ("产出指标(50分)", "成本指标", "装备购置成本", "反向", "小于等于", "48.65", "万元", "15"),
        ("效益指标(30分)", "可持续影响指标", "装备使用年限", "正向", "大于等于", "6", "年", "30"),
        ("满意度指标(10分)", "服务对象满意度指标", "干警满意度", "正向", "大于等于", "92", "%", "10"),
    )),
    ("聘用制书记员经费", "32-专项资金项目", "900,000.00", "按时足额发放聘用制书记员工资，保障办案辅助力量稳定。", (
        ("成本指标(10分)", "经济成本指标", "人均月工资", "反向", "小于等于", "5000", "元/人·月", "10"),
        ("产出指标(50分)", "数量指标", "聘用书记员人数", "正向", "等于", "15", "人", "30"),
        ("产出指标(50分)", "时效指标", "工资发放时间", "定性", "", "每月15日前", "", "20"),
        ("效益指标(30分)", "社会效益指标", "提高办案辅助工作水平", "定性", "", "明显提高", "", "30"),
    )),
)  # fmt: skip
DATES = frozenset({"每月15日前"})


def rows() -> list[list[str]]:
    """The table's rows, each cell filled."""
    return [
        [name, UNIT, category, amount, goal, *indicator]
        for name, category, amount, goal, indicators in PROJECTS
        for indicator in indicators
    ]


def runs(table: list[list[str]], column: int) -> list[tuple[int, int]]:
    """Stretches of rows that one cell of a column is merged over: equal from the project's name on."""
    key = [tuple(row[: 1 if column < 5 else column + 1]) if column < 7 else None for row in table]
    found: list[tuple[int, int]] = []
    for index in range(len(table)):
        if found and key[index] is not None and key[index] == key[index - 1]:
            found[-1] = (found[-1][0], index)
        else:
            found.append((index, index))
    return found


def write_xlsx() -> None:
    """Writes the workbook, merged as such tables are."""
    book = Workbook()
    sheet = book.active
    sheet.title = "项目绩效目标表"
    end = get_column_letter(len(HEADER))
    edge = Side(style="thin")
    sheet["A1"] = "表11"
    sheet["A2"] = "青山旗人民检察院2025年项目绩效目标表"
    sheet.merge_cells(f"A2:{end}2")
    sheet["A2"].font, sheet["A2"].alignment = Font(size=18, bold=True), Alignment(horizontal="center")
    sheet["A3"] = f"编制单位：{UNIT.partition('-')[2]}"
    sheet[f"{end}3"] = "单位:元"
    for column, text in enumerate(HEADER):
        sheet.cell(4, column + 1, text)
    table = rows()
    for column in range(len(HEADER)):
        sheet.column_dimensions[get_column_letter(column + 1)].width = WIDTHS[column]
        for first, last in runs(table, column):
            cell = sheet.cell(first + 5, column + 1)
            text = table[first][column]
            number = column in (3, 12) or (column == 10 and text.replace(".", "").isdigit())
            cell.value = (float(text.replace(",", "")) if number else text) or None
            cell.number_format = "#,##0.00" if column == 3 else "General"
            if last > first:
                sheet.merge_cells(start_row=first + 5, end_row=last + 5, start_column=column + 1, end_column=column + 1)
    for row in sheet.iter_rows(min_row=4, max_row=4 + len(table), max_col=len(HEADER)):
        for cell in row:
            cell.border = Border(edge, edge, edge, edge)
            cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="right" if cell.column == 4 else "left")
    book.save(EXAMPLES / "indicators-2025.xlsx")


def write_text() -> None:
    """The sheet as a spreadsheet puts it on the clipboard: cells under a merged one are blank."""
    table = rows()
    shown = [[""] * len(HEADER) for _ in table]
    for column in range(len(HEADER)):
        for first, _ in runs(table, column):
            shown[first][column] = table[first][column]
    blank = [""] * (len(HEADER) - 2)
    lines = [
        ["表11", *blank, ""],
        ["青山旗人民检察院2025年项目绩效目标表", *blank, ""],
        [f"编制单位：{UNIT.partition('-')[2]}", *blank, "单位:元"],
        list(HEADER),
        *shown,
    ]
    text = "".join("\t".join(f'"{cell}"' if "\n" in cell else cell for cell in line) + "\n" for line in lines)
    (EXAMPLES / "indicators-2025.txt").write_text(text, encoding="utf-8")


def value(sign: str, number: str, unit: str) -> dict[str, str | None]:
    """The value that the three columns state together."""
    kind = "quantity" if sign else "date" if number in DATES else "text"
    understood = {"operator": SIGNS[sign], "number": number, "upper": None, "unit": unit} if sign else {}
    blank = dict.fromkeys(("operator", "number", "upper", "unit", "basis"))
    return {"text": sign + number + unit, "kind": kind, **blank, **understood}


def indicator(
    level1: str, level2: str, name: str, direction: str, sign: str, number: str, unit: str, weight: str
) -> dict[str, object]:
    """An indicator of the canonical document."""
    return {
        "number": None, "level1": {"code": None, "name": level1}, "level2": {"code": None, "name": level2}, "name": name,
        "period_value": None, "annual_value": value(sign, number, unit), "direction": DIRECTIONS[direction], "weight": weight,
        "explanation": None, "actual_value": None, "score": None, "deviation": None, "extensions": {},
    }  # fmt: skip


def project(name: str, category: str, amount: str, goal: str, indicators: tuple[tuple[str, ...], ...]) -> dict[str, object]:
    """A project of the canonical document."""
    return {
        "code": None, "name": name, "category": category, "nature": None, "competent_department": None, "implementing_unit": UNIT,
        "start": None, "end": None, "funding": {"total": amount.replace(",", ""), "sources": {}}, "period_funding": None, "goal": goal,
        "period_goal": None, "indicators": [indicator(*texts) for texts in indicators], "extensions": {},
    }  # fmt: skip


def write_json() -> None:
    """Writes the document that the other two files say."""
    unit = {"code": None, "name": None, "funding": None, "projects": [project(*texts) for texts in PROJECTS], "extensions": {}}
    document = {
        "$schema": "urn:goalconv:goal-table:1.0", "title": "青山旗人民检察院2025年项目绩效目标表", "fiscal_year": 2025,
        "department": {"code": None, "name": UNIT.partition("-")[2]}, "currency_unit": "元", "funding": None, "units": [unit],
        "notes": ["表11"], "extensions": {},
    }  # fmt: skip
    text = json.dumps(document, ensure_ascii=False, indent=2)
    (EXAMPLES / "indicators-2025.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_xlsx()
    write_text()
    write_json()
