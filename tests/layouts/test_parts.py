"""Where forms begin and end: sums, notes, repeated headers and labels below and between blocks of indicators."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

import goalconv
import sketches
from goalconv.converters.model import Coded, Funding, GoalTable, Indicator, Project, Unit
from goalconv.converters.values import parse_value

HEAD = "2023年项目支出绩效目标表\n单位：万元\n"
FORM = """
项目名称 | 甲 | < | <
一级指标 | 三级指标 | 指标值 | 分值
产出指标 | 次数 | 2次 | 50
"""
LED = """
项目信息 | 项目名称 | {name} | <
^ | 主管部门 | {name}局 | <
绩效信息 | 一级指标 | 三级指标 | 指标值
^ | 产出指标 | {name}数 | 2次
"""
Said = tuple[str | None, list[str], dict[str, str]]


def read(sketch: str, form: str = "html") -> goalconv.Reading:
    (reading,) = goalconv.read_bytes(sketches.MAKERS[form](HEAD + sketch.strip("\n")), format=form)
    assert reading.account.source == sketches.ink(HEAD + sketch.strip("\n"))
    return reading


def said(reading: goalconv.Reading) -> list[Said]:
    """What each form says: the name of the project, the names of its indicators, its extensions."""
    projects = [project for unit in reading.table.units for project in unit.projects]
    return [(each.name, [indicator.name for indicator in each.indicators], each.extensions) for each in projects]


def doubted(reading: goalconv.Reading) -> set[str]:
    return {finding.code for finding in reading.findings if finding.code < "GC300"}


@pytest.mark.parametrize("word", ["总分", "合计", "总计", "合计得分", "总得分", "小计", "得分合计"])
def test_a_sum_of_points_is_kept_under_its_word_and_an_indicator_of_that_level_is_one(word: str) -> None:
    reading = read(f"{FORM}{word} | 人数 | 3人 | 50\n{word} |  |  | 100\n以上内容真实。 |  |  | \n")
    assert said(reading) == [("甲", ["次数", "人数"], {f"{word} 分值": "100"})]
    assert reading.table.units[0].projects[0].indicators[1].level1 == Coded(None, word)
    assert reading.table.notes == ("以上内容真实。",)


@pytest.mark.parametrize("form", ["html", "text"])
@pytest.mark.parametrize("label", ["项目名称", "主管部门", "实施单位", "部门名称", "项目编码", "项目名称："])
def test_another_form_begins_at_a_label_of_its_head_and_what_stands_before_is_a_note(label: str, form: str) -> None:
    second = FORM.replace("甲", "乙") if label.startswith("项目名称") else f"{label} | 某局 | < | <{FORM.replace('甲', '乙')}"
    reading = read(f"{FORM}以上内容真实。 | < | < | <\n{second.strip()}\n经办：某人 | < | < | <", form)
    assert [(name, names) for name, names, _ in said(reading)] == [("甲", ["次数"]), ("乙", ["次数"])]
    assert reading.table.notes == ("以上内容真实。", "经办：某人")
    assert doubted(reading) <= {"GC256"}


@pytest.mark.parametrize("form", ["html", "text"])
def test_forms_whose_labels_stand_behind_those_of_groups_are_two(form: str) -> None:
    reading = read(LED.format(name="甲").rstrip() + LED.format(name="乙"), form)
    assert [(name, names) for name, names, _ in said(reading)] == [("甲", ["甲数"]), ("乙", ["乙数"])]
    assert [project.competent_department for project in reading.table.units[0].projects] == ["甲局", "乙局"]


@pytest.mark.parametrize("form", ["html", "text"])
def test_a_header_on_each_page_is_read_once_and_blank_rows_end_nothing(form: str) -> None:
    header, blank = FORM.split("\n")[2], " |  |  | "
    pages = [f"产出指标 | {name} | 2次 | 10" for name in ("天数", "月数", "人数")]
    rows = [
        blank,
        header,
        pages[0],
        blank,
        pages[1],
        header,
        pages[2],
        header,
        blank,
        "以上内容真实。 | < | < | <",
        "经办：某人 | < | < | <",
    ]
    reading = read(FORM + "\n".join(rows), form)
    assert said(reading) == [("甲", ["次数", "天数", "月数", "人数"], {})]
    assert reading.table.notes == ("以上内容真实。", "经办：某人")
    assert {entry.code: entry.count for entry in reading.ledger} == {"GC214": 3}


@pytest.mark.parametrize("form", ["html", "text"])
@pytest.mark.parametrize(
    "end", ["小计 |  |  | 50\n", "2023年项目支出绩效目标表 | < | < | <\n |  |  | \n单位：万元 | < | < | <\n"]
)
def test_a_page_may_end_with_its_sum_and_begin_with_the_title_and_blank_rows(end: str, form: str) -> None:
    header = FORM.split("\n")[2]
    reading = read(f"{FORM}{end}{header}\n效益指标 | 好评 | 多 | 30\n{header}\n效益指标 | 节能 | 多 | 20", form)
    assert [names for _, names, _ in said(reading)] == [["次数", "好评", "节能"]]
    assert reading.account.unexplained == 0


@pytest.mark.parametrize("form", ["html", "text"])
def test_a_header_of_two_sides_that_comes_again_below_levels_is_no_indicator(form: str) -> None:
    header = "一级指标 | 二级指标 | 三级指标 | 指标值 | 三级指标 | 指标值\n"
    rows = [f"产出指标 | 质量指标 | {name} | 90% | {name} | 95%\n" for name in ("合格率", "完好率")]
    reading = read(f"项目名称 | < | 甲 | < | <\n{header}{rows[0]}{header}{rows[1]}", form)
    assert [names for _, names, _ in said(reading)] == [["合格率", "完好率"]]
    assert {entry.code: entry.count for entry in reading.ledger} == {"GC214": 1}


@pytest.mark.parametrize("form", ["html", "text"])
def test_names_and_values_below_two_levels_are_columns_of_a_table_of_projects(form: str) -> None:
    reading = read(
        "项目名称 | 绩效目标 | 产出指标 | < | 效益指标 | <\n | | 三级指标 | 指标值 | 三级指标 | 指标值\n"
        "甲 | 好 | 次数 | 2次 | 好评 | 多\n乙 | 好 | | 3次 | 节能 | ",
        form,
    )
    assert said(reading) == [("甲", ["次数", "好评"], {}), ("乙", ["", "节能"], {})]
    assert [finding.parameters["number"] for finding in reading.findings if finding.code == "GC303"] == [2]


@pytest.mark.parametrize("form", ["html", "text"])
def test_the_head_of_a_page_may_have_two_texts_in_a_line(form: str) -> None:
    head = "2023年项目支出绩效目标表 | < | < | <\n部门名称：甲局 | | | 单位：万元\n"
    header, rest = FORM.split("\n")[2], "效益指标 | 好评 | 多 | 50"
    (reading,) = goalconv.read_bytes(sketches.MAKERS[form](f"{head}{FORM.strip()}\n{head}{header}\n{rest}"), format=form)
    assert said(reading) == [("甲", ["次数", "好评"], {})]
    assert reading.table.notes == ()


@pytest.mark.parametrize("form", ["html", "text"])
def test_a_list_ends_where_the_first_form_begins_though_no_title_stands_between(form: str) -> None:
    forms = "".join(f"项目名称 | {name} | < | <{FORM.partition('<')[2][4:]}" for name in ("甲", "乙"))
    reading = read(f"项目名称 | 行类别 | 总计 | \n甲 | 项目 | 5 | \n乙 | 项目 | 6 | \n{forms}", form)
    assert [(name, names) for name, names, _ in said(reading)] == [("甲", ["次数"]), ("乙", ["次数"])]
    assert not doubted(reading)


@pytest.mark.parametrize("form", ["html", "text"])
def test_a_heading_inside_a_form_begins_none_and_a_label_as_a_text_neither(form: str) -> None:
    second = "项目名称 | 乙 | < | <\n项目绩效目标 | < | < | <\n一级指标 | 三级指标 | 指标值 | 分值\n效益指标 | 好评 | 多 | 50\n"
    more = "牵头 | 主管部门 |  | \n一级指标 | 三级指标 | 实施期指标值 | 分值\n效益指标 | 节能 | 多 | 50"
    found = [(name, names) for name, names, _ in said(read(f"{FORM}{second}{more}", form))]
    assert found == [("甲", ["次数"]), ("乙", ["好评", "节能"])]


@pytest.mark.parametrize(
    ("header", "name", "extensions"),
    [
        ("指标 | 指标值 | 分值\n次数 | 2次 | 10", "次数", {}), ("指标 | 指标值 | 计量单位\n次数 | 2 | 次", "次数", {}),
        ("指标 | 指标值 | 指标性质\n次数 | 2次 | 正向", "次数", {}), ("指标 | 指标值 | 计算符号\n次数 | 2次 | ≥", "次数", {}),
        ("指标 | 三级指标 | 指标值 | 分值\n一 | 次数 | 2次 | 10", "次数", {}),
        ("三级指标 | 指标性质 | 指标值类型 | 运算符号 | 指标值\n次数 | 正向 | 定量 | ≥ | 2次", "次数", {"指标值类型": "定量"}),
    ],
)  # fmt: skip
def test_labels_of_a_header_tell_together_what_each_column_holds(header: str, name: str, extensions: dict[str, str]) -> None:
    (indicator,) = read(f"项目名称 | 甲 | <\n主管部门 | 某局 | <\n{header}").table.units[0].projects[0].indicators
    assert (indicator.name, indicator.extensions) == (name, extensions)
    assert indicator.annual_value is not None


@pytest.mark.parametrize("form", ["html", "text"])
@pytest.mark.parametrize("year", ["2024", "2024年度"])
def test_each_form_of_a_sheet_may_begin_with_its_year(year: str, form: str) -> None:
    one = f"预算年度 | {year} | < | <{FORM}"
    (reading,) = goalconv.read_bytes(sketches.MAKERS[form](one + one.replace("甲", "乙").strip()), format=form)
    assert reading.table.fiscal_year == 2024
    assert [(name, names) for name, names, _ in said(reading)] == [("甲", ["次数"]), ("乙", ["次数"])]


def test_a_form_may_begin_with_the_time_of_its_project() -> None:
    rows = FORM.strip().split("\n")
    reading = read("\n".join(["项目期 | 2023年1月-2025年12月 | < | <", "立项依据 | 某号文 | < | <", *rows]))
    assert said(reading) == [("甲", ["次数"], {"立项依据": "某号文"})]
    (project,) = reading.table.units[0].projects
    assert (project.start, project.end) == ("2023年1月", "2025年12月")


@pytest.mark.parametrize("form", ["html", "text"])
def test_a_header_on_each_page_of_a_second_form_is_read_once(form: str) -> None:
    header = FORM.split("\n")[2]
    reading = read(f"{FORM}{FORM.replace('甲', '乙').strip()}\n{header}\n效益指标 | 好评 | 多 | 50", form)
    assert [(name, names) for name, names, _ in said(reading)] == [("甲", ["次数"]), ("乙", ["次数", "好评"])]


def test_a_label_of_the_year_alone_begins_no_form() -> None:
    assert said(read(f"{FORM}预算年度 |  |  | \n")) == [("甲", ["次数"], {})]


def test_a_header_of_two_labels_is_a_header_where_it_comes_again() -> None:
    header = "三级指标 | 指标值\n"
    reading = read(f"项目名称 | 甲\n主管部门 | 某局\n{header}次数 | 2次\n{header}天数 | 3天")
    assert said(reading) == [("甲", ["次数", "天数"], {})]
    assert [(entry.code, list(map(str, entry.places))) for entry in reading.ledger] == [("GC214", ["表1 第5行 第1列"])]


@pytest.mark.parametrize("form", ["html", "text"])
def test_a_label_left_of_a_block_ends_it_only_where_no_indicator_stands_beside_it(form: str) -> None:
    reading = read(
        """
项目名称 | < | 甲 | < | <
 | 一级指标 | 二级指标 | 三级指标 | 指标值
年度绩效指标 | 经济性 |  |  |
^ |  | 成本节约 | 节约率 | 5%
长期绩效指标 | 产出指标 | 数量指标 | 次数 | 2次
 |  |  |  |  | 第1页
其他 |  |  | 满意 |
 | 公平性 |  |  | 提高
另 |  |  |  | 有效
 | 产出指标 | 数量指标 | 天数 | 2天
补充 | 已公示 |  |  |
""",
        form,
    )
    assert said(reading) == [("甲", ["节约率", "次数", "满意", "", "", "天数"], {"补充": "已公示"})]
    levels = [item.level1.name if item.level1 else "" for item in reading.table.units[0].projects[0].indicators]
    assert levels == ["经济性", "产出指标", "产出指标", "公平性", "公平性", "产出指标"]
    assert doubted(reading) <= {"GC207"}
    assert reading.account.unexplained == 3


def test_what_an_indicator_leaves_out_is_named_at_its_name() -> None:
    reading = read(
        "项目名称 | 甲 | < | <\n一级指标 | 二级指标 | 三级指标 | 指标值\n产出指标 |  | 次数 | \n产出指标 | 数量指标 | 人数 | 3人"
    )
    assert [(finding.code, str(finding.place)) for finding in reading.findings if finding.code in ("GC302", "GC303")] == [
        ("GC302", "表1 第3行 第3列"),
        ("GC303", "表1 第3行 第3列"),
    ]


def test_a_name_of_the_period_without_a_value_is_that_of_the_year() -> None:
    header = "一级指标 | 二级指标 | 三级指标 | 指标值 | 三级指标 | 指标值"
    reading = read(f"项目名称 | < | 甲 | < | < | <\n{header}\n产出指标 | 数量指标 | 次数 |  | 次数 | 2次")
    assert said(reading) == [("甲", ["次数"], {})]
    assert reading.account.unexplained == 0


def test_labels_merged_over_two_columns_each_are_all_labels() -> None:
    header = "一级指标 | < | 二级指标 | < | 三级指标 | < | 指标值 | <"
    reading = read(f"项目名称 | 甲 | < | < | < | < | < | <\n{header}\n产出指标 | < | 数量指标 | < | 次数 | < | 2次 | <")
    (indicator,) = reading.table.units[0].projects[0].indicators
    assert (indicator.level1, indicator.level2, indicator.name) == (Coded(None, "产出指标"), Coded(None, "数量指标"), "次数")


def test_a_level_with_a_name_alone_is_an_indicator() -> None:
    header = "项目名称 | 甲 | < | <\n一级指标 | 二级指标 | 三级指标 | 指标值\n"
    reading = read(f"{header}产出指标 | 数量指标 | 次数 | 2次\n公平性 |  | 提高公平 | ")
    assert said(reading) == [("甲", ["次数", "提高公平"], {})]


@pytest.mark.parametrize(
    ("row", "notes", "extensions"),
    [
        ("补充说明 |  |  | 见附件", ("补充说明", "见附件"), {}),
        ("补充说明 | 见附件 |  | ", (), {"补充说明": "见附件"}),
        ("备注：见附件 |  |  | ", ("备注：见附件",), {}),
        ("见附件 | < | < | ", ("见附件",), {}),
    ],
)
def test_a_row_behind_the_indicators_is_a_text_under_its_label_or_a_note(
    row: str, notes: tuple[str, ...], extensions: dict[str, str]
) -> None:
    reading = read(FORM + row)
    assert said(reading) == [("甲", ["次数"], extensions)]
    assert reading.table.notes == notes


@pytest.mark.parametrize("row", ["经济性 |  | 提高 | ", "产出指标 |  |  | "])
def test_a_row_with_a_level_and_little_else_is_none_of_what_stands_behind(row: str) -> None:
    reading = read(f"{FORM}{row}\n效益指标 | 好评 | 多 | 50")
    assert said(reading)[0][1][-1] == "好评"
    assert reading.table.notes == ()


@pytest.mark.parametrize("form", ["html", "text"])
@pytest.mark.parametrize(
    ("rows", "names", "unexplained"),
    [
        ("一级指标 | < | 二级指标 | 三级指标 | 指标值\n产出指标 | 50分 |  |  |", [], 3),
        ("二级指标 | < | 三级指标 | 指标值\n数量指标 | 20分 |  |", [], 3),
        ("一级指标 | 三级指标 | 指标值 | 分值 | 备注\n |  | 3次 | 50 |", [""], 0),
        ("一级指标 | 三级指标 | 指标值 | < | 备注\n |  | 按季 |  |", [""], 0),
        ("一级指标 | 三级指标 | 指标值 | < | 备注 |\n |  |  |  | 分片填报 | 附后", [], 6),
        ("一级指标 | 三级指标 | 指标值 | < | 完成情况 | <\n |  | 计算符号 | 数值 | 上半年 | 下半年", [], 0),
        ("一级指标 | 三级指标 | 指标值 | | 备注 \n满意度指标 | | ≥90% | 好 | ", [""], 1),
    ],
)
def test_the_row_below_a_header_is_one_only_where_it_divides_its_columns(
    rows: str, names: list[str], unexplained: int, form: str
) -> None:
    reading = read(f"项目名称 | 甲\n主管部门 | 某局\n{rows}", form)
    assert [each[1] for each in said(reading)] == [names]
    assert reading.account.unexplained == unexplained


def test_a_header_is_as_deep_as_its_levels_are_merged_though_one_label_alone_stands_below() -> None:
    reading = read("项目名称 | 甲\n主管部门 | 某局\n一级指标 | 三级指标 | 指标值\n^ | ^ | 年度指标值\n产出指标 | 次数 | 2次")
    assert [(item.name, item.annual_value) for item in reading.table.units[0].projects[0].indicators] == [
        ("次数", parse_value("2次"))
    ]


@pytest.mark.parametrize("form", ["html", "text"])
def test_columns_that_a_second_row_divides_are_kept_under_both_labels(form: str) -> None:
    header = "一级指标 | 三级指标 | 指标值 | < | 完成情况 | <\n |  | 计算符号 | 数值 | 上半年 | 下半年"
    reading = read(f"项目名称 | 甲\n主管部门 | 某局\n{header}\n产出指标 | 次数 | ≥ | 2次 | 1次 | 3次", form)
    (indicator,) = reading.table.units[0].projects[0].indicators
    assert indicator.annual_value == parse_value("≥2次")
    assert indicator.extensions == {"完成情况 上半年": "1次", "完成情况 下半年": "3次"}
    assert not doubted(reading)
    wider = "".join(f"{line} | \n" for line in header.split("\n"))
    reading = read(f"项目名称 | 甲\n主管部门 | 某局\n{wider}产出指标 | 次数 | ≥ | 2次 | 1次 | 3次 | 第1页", form)
    assert reading.account.unexplained == 3


def test_lines_at_the_end_of_a_block_that_nobody_filled_in_are_named() -> None:
    reading = read(FORM + "效益指标 |  |  |\n | 指标 1： |  |")
    (finding,) = [finding for finding in reading.findings if finding.code == "GC250"]
    assert (str(finding.place), finding.message) == ("表1 第5行 第2列", "没有填写的行 (2 处): 指标 1：、效益指标")
    assert reading.account.unexplained == 0


@pytest.mark.parametrize("end", ["无其他 | < | < |  | ", "完毕"])
def test_a_short_text_of_its_own_below_a_block_with_a_label_is_a_note(end: str) -> None:
    block = "绩效 | 一级指标 | 二级指标 | 三级指标 | 指标值\n | 产出指标 | < | 次数 | 2次\n | 效益指标 | < | 好评 | 多"
    reading = read(f"项目名称 | < | 甲 | < | <\n主管部门 | < | 某局 | < | <\n{block}\n{end}")
    assert said(reading) == [("甲", ["次数", "好评"], {})]
    assert reading.table.notes == (end.split(" ")[0],)


def test_a_level_merged_over_the_next_ones_and_a_remark_without_an_indicator_end_nothing() -> None:
    rows = "产出指标 | < | < | 次数 | 2次 |\n经济性 | 成本节约 |  |  |  | 待定\n效益指标 | 社会效益指标 |  | 好评 | 多 |"
    reading = read(f"项目名称 | 甲\n主管部门 | 某局\n一级指标 | 二级指标 | 序号 | 三级指标 | 指标值 | 备注\n{rows}")
    assert said(reading) == [("甲", ["次数", "好评"], {})]
    assert reading.table.notes == ()
    assert reading.account.unexplained == len("经济性待定")


def test_a_year_beside_a_label_above_a_form_is_the_year_of_the_table() -> None:
    form = FORM.strip("\n")
    (reading,) = goalconv.read_bytes(
        sketches.MAKERS["html"](f"项目支出绩效目标表\n单位：万元\n预算年度 | 2024 | 项目编码 | 17\n{form}"), format="html"
    )
    assert (reading.table.fiscal_year, [name for name, *_ in said(reading)]) == (2024, ["甲"])
    assert reading.account.unexplained == 0


def test_a_list_of_packed_cells_that_says_what_each_row_is_is_no_list_before_forms() -> None:
    reading = read("项目名称 | 行类别 | 绩效指标\n甲 | 项目 | 1、产出指标；数量指标；次数；年度指标值：2次。")
    assert said(reading) == [("甲", ["次数"], {})]


def test_a_block_without_a_form_around_it_is_a_project_without_a_name() -> None:
    (reading,) = goalconv.read_bytes(sketches.MAKERS["html"]("\n".join(FORM.split("\n")[2:])), format="html")
    assert said(reading) == [(None, ["次数"], {})]
    assert {"GC205", "GC208", "GC253"} <= doubted(reading)


def table(goal: dict[str, str]) -> GoalTable:
    indicator = Indicator(level1=Coded(None, "产出指标"), name="次数", annual_value=parse_value("2次"))
    three, one, two = (Funding(total=Decimal(number)) for number in (3, 1, 2))
    first, second = (
        Unit(name=unit, funding=held, projects=(Project(name=name, funding=held, indicators=(indicator,), **goal),))  # type: ignore[arg-type]
        for unit, name, held in (("某站", "合计", one), ("某所", "乙", two))
    )
    title = "2023年项目支出绩效目标表"
    return GoalTable(title=title, fiscal_year=2023, currency_unit="万元", funding=three, units=(first, second))


@pytest.mark.parametrize("goal", [{"goal": "做好"}, {"period_goal": "做好"}, {}])
@pytest.mark.parametrize("layout", ["disclosure", "declaration", "indicators"])
def test_rows_that_say_what_they_are_come_back_from_every_layout(layout: str, goal: dict[str, str]) -> None:
    data = goalconv.write_bytes(table(goal), "text", options=goalconv.WriteOptions(layout=layout)).data
    assert [reading.table for reading in goalconv.read_bytes(data, format="text")] == [table(goal)]


def test_a_list_before_one_form_comes_back() -> None:
    one = table({"goal": "做好"})
    one = GoalTable(title=one.title, fiscal_year=2023, currency_unit="万元", funding=one.funding, units=one.units[:1])
    data = goalconv.write_bytes(one, "text", options=goalconv.WriteOptions(layout="declaration")).data
    assert [reading.table for reading in goalconv.read_bytes(data, format="text")] == [one]


def test_two_lists_with_their_forms_in_one_file_are_two_tables() -> None:
    options = goalconv.WriteOptions(layout="declaration")
    data = goalconv.write_bytes(table({"goal": "做好"}), "text", options=options).data
    noted = data.replace("乙\t项目\t2".encode(), "乙\t项目\t2\n以上为汇总。".encode())
    readings = goalconv.read_bytes(data + noted, format="text")
    assert [reading.table.notes for reading in readings] == [(), ("以上为汇总。",)]
    assert [replace(reading.table, notes=()) for reading in readings] == [table({"goal": "做好"})] * 2
