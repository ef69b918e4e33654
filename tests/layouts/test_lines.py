"""The lines above and below a table: what each says, and what is kept of those that say nothing known."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

import goalconv
from documents import pointers
from goalconv.converters.indicators import ink
from goalconv.converters.model import Coded, Funding, GoalTable, Project, Unit

TITLE = "某局项目支出绩效目标表"
BODY = "项目名称\t总计\t绩效目标\n甲\t1\t做好\n"
MISSING = {"GC201", "GC202", "GC205", "GC206", "GC208", "GC212", "GC256", "GC872", "GC882"}


def read(text: str) -> goalconv.Reading:
    (reading,) = goalconv.read_bytes(text.encode(), format="text")
    assert reading.account.source == ink(text)
    assert reading.account.unexplained == 0
    assert set(reading.places) <= pointers(reading.table)
    assert all(finding.pointer in pointers(reading.table) for finding in reading.findings if finding.pointer)
    return reading


def codes(reading: goalconv.Reading) -> list[str]:
    return [finding.code for finding in reading.findings if finding.code in MISSING]


def said(table: GoalTable) -> dict[str, Any]:
    """What the lines gave the table, without what is usual; the unit of account where it is not taken for granted."""
    department = table.department and (table.department.code, table.department.name)
    members = {"department": department, "year": table.fiscal_year, "notes": table.notes, "extensions": table.extensions}
    return {name: member for name, member in members.items() if member}


NO_UNIT, NO_YEAR = "GC201", "GC208"
LINES: dict[str, tuple[dict[str, Any], str, list[str]]] = {
    "（2025年度）": ({"year": 2025}, "", [NO_UNIT]),
    "( 2025 年 )": ({"year": 2025}, "", [NO_UNIT]),
    "（ 年度）": ({}, "", [NO_UNIT]),
    "（2025年度）  单位：元": ({"year": 2025}, "元", []),
    "预算年度：2025年度": ({"year": 2025}, "", [NO_UNIT]),
    "预算年度：二〇二五": ({"extensions": {"预算年度": "二〇二五"}}, "", ["GC212", NO_YEAR, NO_UNIT]),
    "（元）": ({}, "元", [NO_YEAR]),
    "千元": ({}, "千元", [NO_YEAR]),
    "金额单位：(亿元)": ({}, "亿元", [NO_YEAR]),
    "单位：美元": ({"extensions": {"单位": "美元"}}, "", ["GC202", NO_YEAR, NO_UNIT]),
    "单位：元\t单位：千元": ({"extensions": {"单位": "千元"}}, "元", ["GC882", NO_YEAR]),
    "单位：元\t单位：（元）": ({"extensions": {"单位": "（元）"}}, "元", [NO_YEAR]),
    "单位：": ({}, "", [NO_YEAR, NO_UNIT]),
    "单位：元\n单位：": ({}, "元", [NO_YEAR]),
    "[105]教育部": ({"department": ("105", "教育部")}, "", [NO_YEAR, NO_UNIT]),
    "105001-教育局": ({"department": ("105001", "教育局")}, "", [NO_YEAR, NO_UNIT]),
    "105001 教育局\t单位：元": ({"notes": ("105001 教育局",)}, "元", ["GC206", NO_YEAR]),
    "105001-教育局\n106001-卫生局": ({"department": ("105001", "教育局"), "notes": ("106001-卫生局",)}, "", ["GC206", NO_YEAR, NO_UNIT]),
    "部门名称：105001教育局": ({"department": ("105001", "教育局")}, "", [NO_YEAR, NO_UNIT]),
    "部门名称：[105]教育部\n部门编码：106": ({"department": ("106", "[105]教育部")}, "", [NO_YEAR, NO_UNIT]),
    "填报单位（盖章）：某局  金额单位：元": ({"department": (None, "某局")}, "元", [NO_YEAR]),
    "部门(单位)名称：某局": ({"department": (None, "某局")}, "", [NO_YEAR, NO_UNIT]),
    "填报单位（盖章）：某局": ({"department": (None, "某局")}, "", [NO_YEAR, NO_UNIT]),
    "部门编码：105": ({"department": ("105", "")}, "", [NO_YEAR, NO_UNIT]),
    "部门名称：某局  单位：元": ({"department": (None, "某局")}, "元", [NO_YEAR]),
    "部门名称:\t单位:元": ({}, "元", [NO_YEAR]),
    "（2025年度）\n（2024年度）": ({"year": 2025, "extensions": {"预算年度": "（2024年度）"}}, "", [NO_UNIT]),
    "部门名称：\t单位：元": ({}, "元", [NO_YEAR]),
    "部门名称\t某局": ({"department": (None, "某局")}, "", [NO_YEAR, NO_UNIT]),
    "部门名称：\t某局\t单位：\t元": ({"department": (None, "某局")}, "元", [NO_YEAR]),
    "预算年度\t2025\t单位\t元": ({"year": 2025}, "元", []),
    "部门名称：甲局\n部门名称：乙局": ({"department": (None, "甲局"), "extensions": {"部门名称": "乙局"}}, "", [NO_YEAR, NO_UNIT]),
    "备查\t甲": ({"extensions": {"备查": "甲"}}, "", [NO_YEAR, NO_UNIT]),
    "填报日期：1月\n填报日期：2月": ({"extensions": {"填报日期": "1月", "填报日期(2)": "2月"}}, "", [NO_YEAR, NO_UNIT]),
    "备查：": ({}, "", [NO_YEAR, NO_UNIT, "GC872"]),
    "附件2": ({"notes": ("附件2",)}, "", ["GC206", NO_YEAR, NO_UNIT]),
    "七、绩效目标": ({"notes": ("七、绩效目标",)}, "", ["GC206", NO_YEAR, NO_UNIT]),
    "〔单位〕\t甲": ({"extensions": {"单位": "甲"}}, "", [NO_YEAR, NO_UNIT]),
}  # fmt: skip


@pytest.mark.parametrize("lines", LINES)
def test_what_stands_above_a_table_is_told(lines: str) -> None:
    expected, unit, found = LINES[lines]
    reading = read(f"{TITLE}\n{lines}\n{BODY}")
    assert (said(reading.table), reading.table.title) == (expected, TITLE)
    assert ("GC201" in codes(reading), reading.table.currency_unit) == (not unit, unit or "万元")
    assert sorted(codes(reading)) == sorted(found)


TITLES: dict[str, tuple[str, int | None, str, tuple[str, ...]]] = {
    "2024-2025年项目绩效目标表": ("2024-2025年项目绩效目标表", 2025, "", ()),
    "项目绩效目标表（２０２５）": ("项目绩效目标表（２０２５）", 2025, "", ()),
    "2024、2025项目绩效目标表": ("2024、2025项目绩效目标表", None, "", ()),
    "2025项目绩效目标表2025": ("2025项目绩效目标表2025", 2025, "", ()),
    "项目绩效目标表2025.5": ("项目绩效目标表2025.5", None, "", ()),
    "某项目\n另一项目": ("某项目", None, "", ("另一项目",)),
    "七、绩效目标\n某局绩效目标表": ("某局绩效目标表", None, "", ("七、绩效目标",)),
    "某局绩效目标\n某局申报表": ("某局申报表", None, "", ("某局绩效目标",)),
    "附件2\n项目批复表": ("项目批复表", None, "", ("附件2",)),
    "附件2\n项目绩效目标": ("项目绩效目标", None, "", ("附件2",)),
    "某局申报表（单位：元）": ("某局申报表（单位：元）", None, "元", ()),
    "某局审批表(千元)": ("某局审批表(千元)", None, "千元", ()),
    "标题：某表": ("某表", None, "", ()),
    "": ("", None, "", ()),
}


def test_a_title_with_a_span_of_years_is_doubted_until_a_line_or_our_own_output_says_which() -> None:
    reading = read(f"某局2024－2025年项目绩效目标表\n{BODY}")
    (told,) = [finding for finding in reading.findings if finding.code == "GC277"]
    assert (str(told.place), told.parameters) == ("第1行 第1列", {"text": "2024-2025", "year": 2025})
    assert "GC277" not in codes(read(f"某局2024－2025年项目绩效目标表\n年度：2024\n{BODY}"))
    assert "GC277" not in codes(read(goalconv.write_bytes(reading.table, "text").data.decode()))


@pytest.mark.parametrize("lines", TITLES)
def test_the_title_is_told_from_other_lines_and_gives_year_and_unit(lines: str) -> None:
    title, year, unit, notes = TITLES[lines]
    reading = read(f"{lines}\n{BODY}")
    table = reading.table
    assert (table.title, table.fiscal_year, table.notes, table.extensions) == (title, year, notes, {})
    assert (table.currency_unit, "GC201" in codes(reading)) == (unit or "万元", not unit)
    assert (NO_YEAR in codes(reading), "GC205" in codes(reading)) == (year is None, not title)
    assert ("/title" in reading.places) == bool(title)


@pytest.mark.parametrize(
    ("total", "unit"),
    [
        ("总计（元）", "元"),
        ("总 计（ 元 ）", "元"),
        ("预算数(单位：千元)", "千元"),
        ("总计单位:亿元", "亿元"),
        ("总计", ""),
        ("总计（元）\t财政拨款（千元）", ""),
    ],
)
def test_the_unit_of_account_may_stand_in_the_labels_where_they_agree(total: str, unit: str) -> None:
    reading = read(f"{TITLE}\n项目名称\t绩效目标\t{total}\n甲\t做好\t1\n")
    assert (reading.table.currency_unit, "GC201" in codes(reading)) == (unit or "万元", not unit)


AMOUNT, NONE = Funding(None, {"other": Decimal(1)}), Funding(None, {"other": None})
NAMED = {"name": "甲", "goal": "做好"}


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (GoalTable(currency_unit="万元", funding=NONE, units=(Unit(name="乙", funding=NONE, projects=(Project(**NAMED, funding=NONE, period_funding=NONE),)),)), "GC256"),
        (GoalTable(currency_unit="万元", funding=AMOUNT, units=(Unit(projects=(Project(**NAMED),)),)), "GC201"),
        (GoalTable(currency_unit="万元", units=(Unit(name="乙", funding=AMOUNT, projects=(Project(**NAMED),)),)), "GC201"),
        (GoalTable(currency_unit="万元", units=(Unit(projects=(Project(**NAMED, funding=AMOUNT),)),)), "GC201"),
        (GoalTable(currency_unit="万元", units=(Unit(projects=(Project(**NAMED, period_funding=AMOUNT),)),)), "GC201"),
        (GoalTable(currency_unit="万元", units=(Unit(projects=(Project(**NAMED, funding=Funding(Decimal(1))),)),)), "GC201"),
    ],
)  # fmt: skip
def test_a_missing_unit_of_account_matters_wherever_an_amount_is_stated(table: GoalTable, code: str) -> None:
    text = goalconv.write_bytes(table, "text").data.decode()
    assert [found for found in codes(read(text.replace("单位：万元\n", ""))) if found in ("GC201", "GC256")] == [code]


@pytest.mark.parametrize(
    "note", ["注：略", "备注：略", "说明：略", "填表人：张三", "填报人：张三", "审核人 ：张三", "制表：张三", "联系电话：1", "单位负责人（签字）：张三"]
)  # fmt: skip
def test_a_note_below_a_table_is_no_unit(note: str) -> None:
    table = read(f"{TITLE}\n单位：元\n{BODY}{note}\n")
    assert (table.table.notes, len(table.table.units)) == ((note,), 1)


@pytest.mark.parametrize("extensions", [{"单位": "甲"}, {"单位：元": "部门名称：甲"}, {"甲：乙": "丙"}, {"备查": "单位：元"}])
@pytest.mark.parametrize(
    ("title", "department"),
    [("单位：元", Coded(None, "105001教育局")), ("甲：乙", Coded(None, "甲 单位：元")), ("2025年", Coded("105", "教育局")), ("元", None), ("[105]教育部", None),
     ("某局 单位：元 绩效目标表", None)],
)  # fmt: skip
def test_lines_that_mislead_are_printed_so_that_they_come_back(
    title: str, department: Coded | None, extensions: dict[str, str]
) -> None:
    table = GoalTable(
        title=title, fiscal_year=2024, department=department, currency_unit="元", extensions=extensions,
        units=(Unit(projects=(Project(**NAMED),)),),
    )  # fmt: skip
    reading = read(goalconv.write_bytes(table, "text").data.decode())
    assert reading.table == table
    assert "GC872" not in codes(reading)
