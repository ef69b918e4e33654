"""What stands in one document with a goal table: budget tables, contents, explanations, or goals in running text."""

from __future__ import annotations

from io import BytesIO

import docx
import openpyxl
import pytest

import goalconv
from goalconv import UnreadableError
from goalconv.converters.indicators import ink
from goalconv.converters.model import Coded

BUDGETS = ("部门收支总表", "部门收入总表", "项目支出表")
GOALS = [
    ["项目名称", "总计", "财政拨款", "绩效目标", "绩效指标"],
    ["合计", "30", "30", "", ""],
    ["环境整治", "30", "30", "完成整治", "1、产出指标；数量指标；整治点位；年度指标值：≥20处。"],
]
BUDGET = [["科目编码", "项目名称", "金额"], ["201", "一般公共服务支出", "1000000"], ["合计", "", "1000000"]]
CONTENTS = ["某局2025年部门预算公开", "目录", "第一部分 部门概况……1", "第四部分 绩效目标表……4"]
HEAD = ["第四部分 绩效目标表", "2025年部门项目支出绩效目标表", "部门名称：某局", "单位：万元"]
TOLD = "2025年我局设置项目绩效目标1个。"
Part = str | list[list[str]]


def whole() -> list[Part]:
    budgets: list[Part] = [part for title in BUDGETS for part in (title, "部门名称：某局本级", "单位：元", BUDGET)]
    return [*CONTENTS, *budgets, TOLD, *HEAD, GOALS]


def word(parts: list[Part]) -> bytes:
    document, out = docx.Document(), BytesIO()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(len(part), len(part[0]))
        for row, texts in zip(table.rows, part, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    document.save(out)
    return out.getvalue()


def sheet(parts: list[Part]) -> bytes:
    book, out = openpyxl.Workbook(), BytesIO()
    for part in parts:
        for row in [[part]] if isinstance(part, str) else part:
            book.active.append(row)
    book.save(out)
    return out.getvalue()


def page(parts: list[Part]) -> bytes:
    rows = [
        f"<p>{part}</p>"
        if isinstance(part, str)
        else f"<table>{''.join('<tr>' + ''.join(f'<td>{text}</td>' for text in row) + '</tr>' for row in part)}</table>"
        for part in parts
    ]
    return f"<!doctype html><meta charset=utf-8>{''.join(rows)}".encode()


MADE = {"docx": word, "xlsx": sheet, "html": page}


def characters(parts: list[Part]) -> int:
    return sum(ink(part) if isinstance(part, str) else sum(ink(text) for row in part for text in row) for part in parts)


def read(format: str, parts: list[Part]) -> goalconv.Reading:
    (reading,) = goalconv.read_bytes(MADE[format](parts), format=format)
    return reading


@pytest.mark.parametrize("format", MADE)
def test_budget_tables_before_give_no_title_unit_or_notes(format: str) -> None:
    reading = read(format, whole())
    table = reading.table
    assert (table.title, table.currency_unit, table.department.name) == (HEAD[1], "万元", "某局")
    assert (table.notes, table.extensions) == ((), {})
    assert [project.name for unit in table.units for project in unit.projects] == ["环境整治"]
    (outside,) = [finding for finding in reading.findings if finding.code == "GC218"]
    assert outside.place is not None
    assert "某局2025年部门预算公开" in outside.message
    assert reading.account.source == characters(whole())
    assert reading.account.unexplained == characters([*whole()[:-5], HEAD[0]])


@pytest.mark.parametrize("format", MADE)
def test_a_budget_table_behind_gives_no_units(format: str) -> None:
    parts: list[Part] = [*HEAD[1:], GOALS, "注：本表为预算数。", "三公经费表", "单位：元", BUDGET]
    reading = read(format, parts)
    assert reading.table.notes == ("注：本表为预算数。",)
    assert len(reading.table.units) == 1
    assert reading.table.currency_unit == "万元"
    assert reading.account.source == characters(parts)
    assert reading.account.unexplained == characters(parts[-3:])


@pytest.mark.parametrize("format", MADE)
def test_contents_and_prose_do_not_give_the_title(format: str) -> None:
    parts: list[Part] = [*CONTENTS, TOLD, *HEAD, GOALS]
    reading = read(format, parts)
    assert reading.table.title == HEAD[1]
    assert "GC218" in {finding.code for finding in reading.findings}
    assert reading.account.source == characters(parts)


LONG = "某某省某某市某某区某某街道办事处及其所属各事业单位二〇二五年度部门预算安排的重点项目和一般项目支出绩效目标表（含转移支付项目）（审核稿）"
BUDGETED = [
    [["科目编码", "科目名称", "金额"], ["201", "一般公共服务", "1000000"], ["202", "外交", "20.50"], ["203", "绩效目标", "5"]],
    [["采购品目", "数量", "金额"], ["电脑", "10", "50000"], ["桌椅", "20", "6000"]],
    [["科目名称", "金额"], ["外交", "20.50"], ["教育", "3"]],
]
FORM = [
    ["项目名称", "环境整治", "", ""],
    ["一级指标", "二级指标", "三级指标", "指标值"],
    ["产出指标", "数量指标", "整治点位", "≥20处"],
]


@pytest.mark.parametrize("format", MADE)
@pytest.mark.parametrize(
    "goals",
    [
        [["序号", "预算数", "项目名称", "绩效目标"], ["1", "30", "环境整治", "完成整治"]],
        [["序号", "总计", "项目名称", "中期目标"], ["1", "30", "环境整治", "完成整治"]],
        [["序号", "项目名称", "预算数", "绩效指标"], ["1", "环境整治", "30", GOALS[2][4]]],
        [
            ["序号", "项目名称", "预算数", "一级指标", "三级指标", "指标值"],
            ["1", "环境整治", "30", "产出指标", "整治点位", "≥20处"],
        ],
        [["序号", "项目名称", "预算数", "数量指标", "质量指标"], ["1", "环境整治", "30", "整治20处", "合格"]],
        FORM,
        [["主管部门", "某局", "", ""], *FORM],
        [["实施单位", "某站", "", ""], ["", "项目名称", "环境整治", ""], *FORM[1:]],
    ],
)
def test_any_goal_table_is_told_from_the_budget_tables_of_its_document(goals: list[list[str]], format: str) -> None:
    before: list[Part] = [[["部门名称：某局本级", "单位：元"]], BUDGETS[0], BUDGETED[0], *CONTENTS, BUDGETS[1], BUDGETED[1], TOLD]
    behind: list[Part] = ["三公经费表", "单位：元", BUDGETED[2], "以上数据已公开"]
    reading = read(format, [*before, LONG, "单位：万元", goals, *behind])
    assert (reading.table.title, reading.table.currency_unit, reading.table.notes) == (LONG, "万元", ())
    assert [project.name for unit in reading.table.units for project in unit.projects] == ["环境整治"]
    assert reading.account.source == characters([*before, LONG, "单位：万元", goals, *behind])
    assert reading.account.unexplained == characters([*before, *behind])


@pytest.mark.parametrize("format", MADE)
def test_prose_in_the_rows_of_a_table_is_left_out_with_what_stands_before(format: str) -> None:
    lines = [[text, "", "", "", ""] for text in (TOLD, HEAD[1], HEAD[3])]
    reading = read(format, [BUDGETS[0], "单位：元", BUDGETED[0], [*lines, *GOALS]])
    assert (reading.table.title, reading.table.currency_unit, reading.table.notes) == (HEAD[1], "万元", ())
    assert reading.account.unexplained == characters([BUDGETS[0], "单位：元", BUDGETED[0], TOLD])


@pytest.mark.parametrize("format", ["docx", "html"])
def test_prose_between_two_goal_tables_is_kept_as_a_note(format: str) -> None:
    second = [GOALS[0], ["道路整治", *GOALS[2][1:]]]
    between: list[Part] = ["以上为第一批。", "部门名称：某局", "2025年第二批项目支出绩效目标表", "单位：元"]
    parts: list[Part] = [HEAD[1], HEAD[3], GOALS, *between, second]
    readings = goalconv.read_bytes(MADE[format](parts), format=format)
    stated = [(reading.table.notes, reading.table.department, reading.table.currency_unit) for reading in readings]
    assert stated == [((), None, "万元"), (("以上为第一批。",), Coded(None, "某局"), "元")]
    assert sum(reading.account.unexplained for reading in readings) == 0


@pytest.mark.parametrize("format", MADE)
@pytest.mark.parametrize("label", ["项目资金", "主管部门", "实施单位", "项目名称"])
def test_what_a_form_says_of_money_in_a_table_of_its_own_is_no_budget_table(label: str, format: str) -> None:
    money = [["", label, "年初预算数", "执行数"], ["", "年度资金总额", "100", "90"]]
    reading = read(format, [*HEAD[1:2], "单位：万元", FORM[:1], "资金情况如下", money, "指标如下", FORM[1:]])
    assert reading.account.unexplained == 0
    assert "GC218" not in {finding.code for finding in reading.findings}


@pytest.mark.parametrize("format", MADE)
def test_a_table_with_texts_among_its_amounts_is_no_budget_table_and_is_kept(format: str) -> None:
    reading = read(format, ["经费明细", [["事项", "金额"], ["培训", "5"], ["会议", "按标准执行"]], *HEAD[1:], GOALS])
    assert reading.table.extensions == {"事项": "金额", "培训": "5", "会议": "按标准执行"}
    assert reading.account.unexplained == 0


@pytest.mark.parametrize("format", MADE)
def test_prose_before_a_table_without_a_title_is_left_out_where_a_unit_would_be_taken_from_it(format: str) -> None:
    prose = ["单位：元", "本表金额由各单位填报。", "以下为项目。"]
    reading = read(format, [*prose, "部门名称：某局", "单位：万元", GOALS])
    assert (reading.table.department.name, reading.table.currency_unit) == ("某局", "万元")
    assert reading.account.unexplained == characters([*prose])


@pytest.mark.parametrize("format", MADE)
@pytest.mark.parametrize(
    ("before", "lines"),
    [
        ([BUDGETS[0], BUDGET], ["部门名称：某局。", "单位：万元"]),
        ([BUDGETS[0], BUDGET, TOLD], [[["第一批", "部门名称：某局。", "", "", ""]], "单位：万元"]),
        ([*CONTENTS, TOLD], ["部门名称：某局。", "单位：万元"]),
    ],
)
def test_labelled_lines_behind_other_parts_are_the_tables_though_it_has_no_title(
    before: list[Part], lines: list[Part], format: str
) -> None:
    reading = read(format, [*before, *lines, GOALS])
    assert (reading.table.department, reading.table.currency_unit) == (Coded(None, "某局。"), "万元")
    assert "绩效目标表" not in (reading.table.title or "")
    assert reading.account.unexplained == characters(before)


def test_lines_right_above_the_table_are_kept_as_before() -> None:
    reading = read("docx", ["附件2", *HEAD[1:], GOALS])
    assert reading.table.notes == ("附件2",)
    assert reading.account.unexplained == 0


NARRATIVE: list[Part] = [
    "某办2025年度项目支出绩效目标",
    "一、产出指标",
    [["数量指标：整治点位数量不少于20处，其中城区12处，乡镇8处，全部建档", ""]],
    "（二）质量指标：验收合格率100%",
]


@pytest.mark.parametrize("format", MADE)
def test_goals_in_running_text_are_refused_by_name(format: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        goalconv.read_bytes(MADE[format](NARRATIVE), format=format)
    assert caught.value.finding.code == "GC112"
    assert "（2 行, 如“数量指标：整治点位数量不少于20处，其中城区12处，乡镇8处”）" in caught.value.finding.message
    assert str(caught.value.finding.place) == {"docx": "表1 第1行 第1列", "xlsx": "Sheet!A3", "html": "表1 第1行 第1列"}[format]


def test_a_text_that_only_mentions_indicators_is_no_narrative() -> None:
    with pytest.raises(UnreadableError) as caught:
        goalconv.read_bytes(word(["关于绩效管理的通知", "数量指标：见附件。"]), format="docx")
    assert caught.value.finding.code == "GC108"


TITLE = ["2025年项目绩效目标表"]
BESIDE = [
    ["项目名称", "环境整治", "一级指标", "二级指标", "三级指标", "指标值"],
    ["预算金额", "100", "产出指标", "数量指标", "整治点位", "≥20处"],
    ["主管部门", "某局", "产出指标", "质量指标", "合格率", "≥95%"],
]
MERGED = [BESIDE[0], ["", "", *BESIDE[1][2:]], ["", "", *BESIDE[2][2:]]]


LED = [["基本信息", *BESIDE[0]], ["", *BESIDE[1]], ["", *BESIDE[2]]]


@pytest.mark.parametrize("format", MADE)
@pytest.mark.parametrize(("rows", "column"), [(BESIDE, 1), (MERGED, 1), ([BESIDE[0], BESIDE[2]], 1), (LED, 2)])
def test_a_form_laid_beside_its_indicators_is_refused(rows: list[list[str]], column: int, format: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        goalconv.read_bytes(MADE[format]([TITLE[0], rows]), format=format)
    assert caught.value.finding.code == "GC113"
    assert "项目名称 | 环境整治" in caught.value.finding.message
    assert str(caught.value.finding.place) == f"Sheet!{'AB'[column - 1]}2" if format == "xlsx" else f"表1 第1行 第{column}列"


@pytest.mark.parametrize("name", ["合计", "办公楼修缮", "总体目标研究"])
@pytest.mark.parametrize(
    ("labels", "before", "beside"),
    [
        (["项目名称", "预算数"], [], ["100"]),
        (["项目名称", "实施地点"], [], ["城区"]),
        (["资金", "项目名称", "地点"], ["财政拨款"], ["城区"]),
    ],
)
def test_a_table_with_such_columns_is_none(labels: list[str], before: list[str], beside: list[str], name: str) -> None:
    rows = [[*labels, *BESIDE[0][2:]], [*before, name, *beside, *BESIDE[1][2:]], [*before, "环境整治", *beside, *BESIDE[2][2:]]]
    table = read("xlsx", [TITLE[0], "单位：万元", rows]).table
    assert [project.name for unit in table.units for project in unit.projects][-1] == "环境整治"


@pytest.mark.parametrize("name", ["", "主管部门"])
def test_a_table_of_nothing_but_names_and_indicators_is_no_form(name: str) -> None:
    rows = [["项目名称", "二级指标", "三级指标", "指标值"], [name, "数量指标", "整治点位", "≥20处"]]
    (project,) = read("xlsx", [TITLE[0], "单位：万元", rows]).table.units[0].projects
    assert (project.name, project.indicators[0].level2) == (name or None, Coded(None, "数量指标"))


AMOUNTS = {"": "GC256", "20": "GC201", "0": "GC201", "约20": "GC201"}


@pytest.mark.parametrize("amount", AMOUNTS)
def test_a_missing_unit_is_an_error_only_where_an_amount_is_stated(amount: str) -> None:
    rows = [["项目名称", "总计", "绩效目标", "绩效指标"], ["环境整治", amount, *GOALS[2][3:]]]
    reading = read("xlsx", [TITLE[0], rows])
    codes = {finding.code for finding in reading.findings}
    assert codes & {"GC201", "GC256"} == {AMOUNTS[amount]}
    assert reading.table.currency_unit == "万元"


@pytest.mark.parametrize("name", [None, "年度目标", "主管部门"])
def test_a_project_without_name_or_named_like_a_label_is_no_form(name: str | None) -> None:
    project = goalconv.Project(
        name=name, goal="完成整治", indicators=(goalconv.Indicator(level1=Coded(None, "产出指标"), name="点位"),)
    )
    table = goalconv.GoalTable(
        title="2025年项目绩效目标表", fiscal_year=2025, currency_unit="元", units=(goalconv.Unit(projects=(project,)),)
    )
    written = goalconv.write_bytes(table, "xlsx", options=goalconv.WriteOptions(layout="indicators")).data
    assert goalconv.read_bytes(written, format="xlsx")[0].table == table


def test_a_labelled_line_with_a_full_stop_is_no_prose() -> None:
    reading = read("xlsx", ["部门名称：某局。", "单位：元", GOALS])
    assert (reading.table.department.name, reading.table.currency_unit) == ("某局。", "元")
    assert reading.account.unexplained == 0


@pytest.mark.parametrize("format", ["csv", "text", "xlsx"])
@pytest.mark.parametrize("label", ["单位：；", "单位：", "单位：："])
@pytest.mark.parametrize("texts", [("合计", "1"), ("单位：元", "合计", "1")])
def test_a_column_named_like_a_line_and_sums_below_are_no_budget_table(texts: tuple[str, ...], label: str, format: str) -> None:
    projects = [goalconv.Project(name="甲", goal="乙", extensions={label: text}) for text in texts]
    table = goalconv.GoalTable(title="", currency_unit="元", units=(goalconv.Unit(projects=tuple(projects)),))
    assert [each.table for each in goalconv.read_bytes(goalconv.write_bytes(table, format).data, format=format)] == [table]


@pytest.mark.parametrize(
    ("lines", "department", "unit"),
    [
        (["单位：某县教育局", "金额单位：元"], "某县教育局", "元"),
        (["单位：某县教育局　　单位：万元"], "某县教育局", "万元"),
        (["部门名称：某局", "单位：某所", "单位：元"], "某局", "元"),
    ],
)
def test_a_unit_that_is_no_unit_of_account_is_the_department(lines: list[str], department: str, unit: str) -> None:
    text = "\n".join(["2025年项目支出绩效目标表", *lines, "项目名称\t总计\t绩效目标\t绩效指标", "甲\t5\t好\t"])
    (reading,) = goalconv.read_bytes(text.encode(), format="text")
    assert reading.table.department == goalconv.Coded(None, department)
    assert reading.table.currency_unit == unit
    assert "GC202" not in {finding.code for finding in reading.findings}


def test_a_unit_of_account_that_is_not_known_is_an_error() -> None:
    text = "2025年项目支出绩效目标表\n单位：百万美元\n项目名称\t总计\t绩效目标\t绩效指标\n甲\t5\t好\t"
    (reading,) = goalconv.read_bytes(text.encode(), format="text")
    assert "GC202" in {finding.code for finding in reading.findings}


def unmerged(*lines: list[str]) -> bytes:
    """A workbook in which no line is merged over the table below it."""
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


HEADER = ["项目名称", "总计", "绩效目标", "绩效指标"]


@pytest.mark.parametrize(
    ("above", "tables"),
    [
        ([["乙局2025年项目支出绩效目标表"], ["部门名称：乙局", "", "", "单位：元"]], [("甲", "万元"), ("乙", "元")]),
        ([["甲局2025年项目支出绩效目标表"], ["单位：元"]], [("甲", "万元"), ("甲", "元")]),
        ([["乙局2025年项目支出绩效目标表"], ["单位：万元"]], [("甲", "万元"), ("乙", "万元")]),
        ([["甲局2025年项目支出绩效目标表"], ["单位：万元"]], [("甲", "万元")]),
    ],
)
def test_tables_below_one_another_are_told_apart_though_nothing_is_merged(
    above: list[list[str]], tables: list[tuple[str, str]]
) -> None:
    first = [["甲局2025年项目支出绩效目标表"], ["单位：万元"], HEADER, ["帮扶", "5", "做好", ""]]
    readings = goalconv.read_bytes(unmerged(*first, [], *above, HEADER, ["养老", "50000", "更好", ""]))
    assert [((reading.table.title or "")[0], reading.table.currency_unit) for reading in readings] == tables
    names = [project.name for reading in readings for unit in reading.table.units for project in unit.projects]
    assert names == ["帮扶", "养老"]
    assert {unit.name for reading in readings for unit in reading.table.units} == {None}
    assert sum(reading.account.unexplained for reading in readings) == 0
