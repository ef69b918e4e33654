"""What is printed: each layout's table as a person sees it, and what of it is a label, an amount, a choice."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from documents import EFFECT, funding, indicator, project
from goalconv.converters.amounts import format_amount
from goalconv.converters.grid import Grid
from goalconv.converters.layouts import engine, look, named
from goalconv.converters.model import SOURCES, GoalTable, Indicator, Project, Unit

MONEY = {"funding": funding("10.00", fiscal_appropriation="8.00", other=None)}
ONE_SIDED = project(
    code="01", category="民生类", start="2025/1", end="2025/12", competent_department="甲局", implementing_unit="甲站", extensions={"备注": "无"}, **MONEY,
    indicators=(
        indicator("培训人数", "≥20人", weight="50", number=1, explanation="按签到表", direction="positive"),
        indicator("合格率", "≥90%", level2="质量指标", extensions={"来源": "统计"}), EFFECT,
    ),
)  # fmt: skip
TWO_SIDED = project(
    name="乙项目", period_goal="三年建成。", period_funding=funding("30.00", general_budget="20.00", other="10.00"), funding=funding("10.00", other="10.00"),
    indicators=(indicator("培训人数", "≥20人", "≥60人"), indicator("建成", None, "1座"), EFFECT),
)  # fmt: skip


def alone(*held: Project) -> GoalTable:
    """A table of projects, and of nothing else."""
    return GoalTable(title="甲表", fiscal_year=2025, currency_unit="万元", units=(Unit(projects=held),))


BOTH = GoalTable(
    title="甲局绩效目标表", fiscal_year=2025, currency_unit="万元", funding=funding("20.00", fiscal_appropriation="8.00", other="10.00"), notes=("注：含税",),
    units=(Unit(code="101", name="甲单位", funding=funding("20.00"), projects=(ONE_SIDED, TWO_SIDED)),),
)  # fmt: skip
ONE_SIDED_FORM = """
甲表
预算年度：2025
单位：万元
项目名称 | < | 甲项目 | < | < | < | < | < | < | <
项目编码 | < | 01 | < | < | < | < | < | < | <
主管部门 | < | 甲局 | < | 实施单位 | 甲站 | < | < | < | <
项目类别 | < | 民生类 | < | 项目属性 | - | < | < | < | <
计划开始日期 | < | 2025/1 | < | 计划完成日期 | 2025/12 | < | < | < | <
备注 | < | 无 | < | < | < | < | < | < | <
项目资金（万元） | < | 年度资金总额 | < | 10.00 | < | < | < | < | <
^ | < | 其中：财政拨款 | < | 8.00 | < | < | < | < | <
^ | < | 其他资金 | < | - | < | < | < | < | <
总体目标 | 年度目标 | 保障基本生活。 | < | < | < | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | < | 指标值 | 指标性质 | 分值 | 指标解释 | 来源
^ | 产出指标 | 数量指标 | 1、培训人数 | < | ≥20人 | 正向 | 50 | 按签到表 | -
^ | ^ | 质量指标 | 合格率 | < | ≥90% | - | - | - | 统计
^ | 效益指标 | 社会效益指标 | 群众生活水平 | < | 有所提升 | - | - | - | -
"""
TWO_SIDED_FORM = """
甲表
预算年度：2025
单位：万元
项目名称 | < | 乙项目 | < | < | < | < | <
主管部门 | < | - | < | < | 实施单位 | - | <
项目资金（万元） | < | 中期资金总额 | < | 30.00 | 年度资金总额 | < | 10.00
^ | < | 其中：一般公共预算 | < | 20.00 | 其中：其他资金 | < | 10.00
^ | < | 其他资金 | < | 10.00 | - | < | <
总体目标 | 中期目标 | < | < | < | 年度目标 | < | <
^ | 三年建成。 | < | < | < | 保障基本生活。 | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 培训人数 | ≥60人 | 数量指标 | 培训人数 | ≥20人
^ | ^ | ^ | 建成 | 1座 | - | - | -
^ | 效益指标 | - | - | - | 社会效益指标 | 群众生活水平 | 有所提升
"""
SUMMARY = """
甲局绩效目标表
预算年度：2025
单位：万元
项目名称（资金使用单位） | 行类别 | 项目编码 | 总计 | 财政拨款 | 其他资金
合计 | 合计 | - | 20.00 | 8.00 | 10.00
甲单位 | 单位 | 101 | 20.00 | - | -
甲项目 | 项目 | 01 | 10.00 | 8.00 | -
乙项目 | 项目 | - | 10.00 | - | 10.00
"""
DISCLOSURE = """
甲局绩效目标表
预算年度：2025
单位：万元
项目名称（资金使用单位） | 项目编码 | 项目类别 | 主管部门 | 实施单位 | 开始日期 | 完成日期 | 总计 | 财政拨款 | 其他资金 | 中期总计 | 中期一般公共预算 | 中期其他资金 | 中期目标 | 绩效目标 | 绩效指标 | 备注
合计 | - | - | - | - | - | - | 20.00 | 8.00 | 10.00 | - | - | - | - | - | - | -
甲单位 | 101 | - | - | - | - | - | 20.00 | - | - | - | - | - | - | - | - | -
甲项目 | 01 | 民生类 | 甲局 | 甲站 | 2025/1 | 2025/12 | 10.00 | 8.00 | - | - | - | - | - | 保障基本生活。 | 1、产出指标；数量指标；培训人数；年度指标值：≥20人；指标性质：正向；分值：50；指标解释：按签到表。/产出指标；质量指标；合格率；年度指标值：≥90%；【来源】统计。/效益指标；社会效益指标；群众生活水平；年度指标值：有所提升。 | 无
乙项目 | - | - | - | - | - | - | 10.00 | - | 10.00 | 30.00 | 20.00 | 10.00 | 三年建成。 | 保障基本生活。 | 产出指标；数量指标；培训人数；实施周期指标值：≥60人；年度指标值：≥20人。/产出指标；数量指标；建成；实施周期指标值：1座。/效益指标；社会效益指标；群众生活水平；年度指标值：有所提升。 | -
注：含税
"""
INDICATORS = """
甲局绩效目标表
预算年度：2025
单位：万元
项目名称 | 项目编码 | 项目类别 | 主管部门 | 项目单位 | 开始日期 | 完成日期 | 预算数 | 财政拨款 | 其他资金 | 中期总计 | 中期一般公共预算 | 中期其他资金 | 中期目标 | 年度绩效目标 | 备注 | 序号 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 实施周期指标值 | 年度指标值 | 分值 | 指标解释 | 来源
合计 | - | - | - | - | - | - | 20.00 | 8.00 | 10.00 | - | - | - | - | - | - | - | - | - | - | - | - | - | - | - | -
甲单位 | 101 | - | - | - | - | - | 20.00 | - | - | - | - | - | - | - | - | - | - | - | - | - | - | - | - | - | -
甲项目 | 01 | 民生类 | 甲局 | 甲站 | 2025/1 | 2025/12 | 10.00 | 8.00 | - | - | - | - | - | 保障基本生活。 | 无 | 1 | 产出指标 | 数量指标 | 培训人数 | 正向 | - | ≥20人 | 50 | 按签到表 | -
^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | - | ^ | 质量指标 | 合格率 | - | - | ≥90% | - | - | 统计
^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | - | 效益指标 | 社会效益指标 | 群众生活水平 | - | - | 有所提升 | - | - | -
乙项目 | - | - | - | - | - | - | 10.00 | - | 10.00 | 30.00 | 20.00 | 10.00 | 三年建成。 | 保障基本生活。 | - | - | 产出指标 | 数量指标 | 培训人数 | - | ≥60人 | ≥20人 | - | - | -
^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | - | ^ | ^ | 建成 | - | 1座 | - | - | - | -
^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | - | 效益指标 | 社会效益指标 | 群众生活水平 | - | - | 有所提升 | - | - | -
注：含税
"""


def drawn(grid: Grid) -> str:
    """A grid as a person sees it: `<` continues the cell at the left and `^` the one above; a line without bars is one cell."""
    lines = [[""] * grid.width for _ in grid.rows]
    for index, row in enumerate(grid.rows):
        for cell in row.cells:
            for down in range(cell.rowspan):
                for right in range(cell.colspan):
                    lines[index + down][cell.column + right] = "<" if right else "^" if down else cell.text.replace("\n", "/")
    return "\n".join(line[0] if set(line[1:]) == {"<"} else " | ".join(text or "-" for text in line) for line in lines)


def composed(layout: str, table: GoalTable) -> tuple[Grid, ...]:
    grids: tuple[Grid, ...] = engine(named(layout), "compose")(table, look(named(layout)))
    return grids


@pytest.mark.parametrize(
    ("layout", "table", "expected"),
    [("declaration", alone(ONE_SIDED), ONE_SIDED_FORM), ("declaration", alone(TWO_SIDED), TWO_SIDED_FORM), ("declaration", BOTH, SUMMARY),
     ("disclosure", BOTH, DISCLOSURE), ("indicators", BOTH, INDICATORS)],
    ids=["one side", "two sides", "summary", "disclosure", "indicators"],
)  # fmt: skip
def test_a_table_is_printed_as_it_should_look(layout: str, table: GoalTable, expected: str) -> None:
    assert drawn(composed(layout, table)[0]) == expected.strip("\n")


def test_a_line_with_a_label_and_its_text_is_as_wide_as_the_table() -> None:
    lines = drawn(composed("disclosure", replace(alone(project(indicators=())), extensions={"填报日期": "1月"}))[0]).split("\n")
    assert lines[3] == "填报日期 | 1月 | <"


def test_a_text_that_is_not_understood_stands_in_the_column_that_it_is_of() -> None:
    (grid,) = composed("indicators", alone(project(indicators=(indicator("甲", "≥5个", extensions={"分值": "待定"}),))))
    (labels,) = [row for row in grid.rows if row.role == "header"]
    (column,) = [cell.column for cell in labels.cells if cell.text == "分值"]
    assert [cell.text for cell in grid.rows[-1].cells if cell.column == column] == ["待定"]


def test_a_label_of_ones_own_is_printed_as_it_is_and_one_of_the_forms_in_brackets() -> None:
    (form,) = composed("declaration", alone(project(goal="项目名称：丙", extensions={"科室": "一科", "项目名称": "乙"})))
    texts = {cell.text for row in form.rows for cell in row.cells}
    assert {"科室", "〔项目名称〕", "〔项目名称：丙〕"} <= texts


def test_a_text_that_holds_no_indicators_stands_in_their_column() -> None:
    (grid,) = composed("disclosure", alone(project(indicators=(), extensions={"绩效指标": "见附件"})))
    assert [cell.text for cell in grid.rows[-1].cells if grid.columns[cell.column] == "indicators"] == ["见附件"]
    assert len(grid.columns) == 3


@pytest.mark.parametrize("layout", ["disclosure", "indicators"])
def test_what_rows_are_is_said_only_where_it_cannot_be_told(layout: str) -> None:
    (plain,) = composed(layout, alone(project(name="注：甲")))
    (misleading,) = composed(layout, alone(project(name="注：甲", goal=None, indicators=())))
    assert ("kind" in plain.columns, "kind" in misleading.columns) == (False, True)


def test_several_projects_are_a_summary_and_a_form_for_each() -> None:
    summary, first, second = composed("declaration", BOTH)
    assert (summary.name, first.name, second.name) == ("汇总", "1", "2")
    assert drawn(first) == ONE_SIDED_FORM.strip("\n").replace("甲表", "项目支出绩效目标申报表")
    assert drawn(second) == TWO_SIDED_FORM.strip("\n").replace("甲表", "项目支出绩效目标申报表") + "\n注：含税"


@pytest.mark.parametrize(
    "table",
    [alone(ONE_SIDED), alone(TWO_SIDED), BOTH],
    ids=["one side", "two sides", "both"],
)
@pytest.mark.parametrize("layout", ["declaration", "disclosure", "indicators"])
def test_amounts_are_numbers_and_choices_stand_beside_what_they_are_of(layout: str, table: GoalTable) -> None:
    for grid in composed(layout, table):
        texts = {cell.text for row in grid.rows for cell in row.cells if cell.role == "amount"}
        assert texts >= {"10.00"}
        for row in grid.rows:
            for cell in row.cells:
                assert cell.role != "amount" or cell.number is None or cell.text in (format_amount(cell.number), str(cell.number))
                assert cell.role != "amount" or (cell.number is None) == (cell.text == "")
        for choices in grid.choices:
            rows = grid.rows[choices.first : choices.first + choices.count]
            chosen = {cell.text for row in rows for cell in row.cells if cell.column == choices.column} - {""}
            assert len(rows) == choices.count
            assert chosen <= set(choices.texts)
            assert chosen or choices.count == 0


def test_what_each_cell_of_a_form_is() -> None:
    (form,) = composed("declaration", alone(ONE_SIDED))
    roles = {cell.text: cell.role for row in form.rows for cell in row.cells if cell.text}
    assert {text for text, role in roles.items() if role == "label"} == {
        "项目名称",
        "项目编码",
        "主管部门",
        "实施单位",
        "项目类别",
        "项目属性",
        "计划开始日期",
        "计划完成日期",
        "备注",
        "项目资金（万元）",
        "年度资金总额",
        "其中：财政拨款",
        "其他资金",
        "总体目标",
        "年度目标",
        "绩效指标",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标值",
        "指标性质",
        "分值",
        "指标解释",
        "来源",
    }
    assert {text for text, role in roles.items() if role == "amount"} == {"10.00", "8.00", "50"}
    assert {text for text, role in roles.items() if role == "level"} == {
        "产出指标",
        "效益指标",
        "数量指标",
        "质量指标",
        "社会效益指标",
    }
    assert {text for text, role in roles.items() if role == "value"} == {"≥20人", "≥90%", "有所提升", "正向"}
    assert (roles["甲项目"], roles["1、培训人数"], roles["按签到表"], roles["统计"]) == ("name", "text", "text", "text")
    assert [cell.breaks for row in form.rows for cell in row.cells if cell.breaks] == [(4,)]
    held = indicator("培训人数", "≥20人", "≥60人", number=1, actual_value="25人", extensions={"来源": "统计"})
    (form,) = composed("declaration", alone(project(indicators=(held, indicator("", "≥30人", number=2)))))
    assert {cell.text for row in form.rows for cell in row.cells if cell.role == "value"} >= {"1", "2", "≥20人", "≥60人", "25人"}


@pytest.mark.parametrize(
    ("layout", "amounts", "values"),
    [("disclosure", {"20.00", "8.00", "10.00", "30.00"}, set()),
     ("indicators", {"20.00", "8.00", "10.00", "30.00", "50"}, {"1", "正向", "≥60人", "≥20人", "≥90%", "1座", "有所提升"})],
)  # fmt: skip
def test_what_each_cell_of_a_list_is(layout: str, amounts: set[str], values: set[str]) -> None:
    (grid,) = composed(layout, BOTH)
    roles = {cell.text: cell.role for row in grid.rows if row.role != "header" for cell in row.cells if cell.text}
    assert {text for text, role in roles.items() if role == "amount"} >= amounts
    assert {text for text, role in roles.items() if role == "value"} == values
    assert {text for text, role in roles.items() if role == "name"} == {"合计", "甲单位", "甲项目", "乙项目"}
    assert {cell.role for row in grid.rows if row.role == "header" for cell in row.cells} == {"label"}
    money = {column for column, name in enumerate(grid.columns) if name.removeprefix("period_") in ("total", *SOURCES)}
    table = [row for row in grid.rows if row.role in ("total", "unit", "body")]
    assert {cell.role for row in table for cell in row.cells if cell.column in money} == {"amount"}


def test_what_was_reached_is_a_value_and_how_it_came_about_a_text() -> None:
    (grid,) = composed("indicators", alone(project(indicators=(indicator("甲", "≥5个", actual_value="6个", deviation="多报"),))))
    roles = {cell.text: cell.role for cell in grid.rows[-1].cells}
    assert (roles["6个"], roles["多报"]) == ("value", "text")


MISLEADING: list[Indicator] = [
    indicator("1、甲"), indicator("", number=3), indicator("甲", level1=None), indicator("甲", level2=None), indicator("甲", extensions={"分值": "若干"}),
    indicator("甲", extensions={"指标值": "无"}), indicator("甲", "约20-30人"), indicator("甲", "≥20人", direction="negative", score="3"),
    indicator("", None, None), indicator("指标1："),
]  # fmt: skip
HELD: list[Project] = [
    project(name=None, goal=None), project(name="合计"), project(name="注：甲"), project(name="项目名称"), project(extensions={"总计": "无"}),
    project(extensions={"绩效指标": "详见附件"}, indicators=()), project(extensions={"主管部门": "甲局"}), project(category="合计"), project(name=None, goal=None, indicators=(), category="合计"),
    project(extensions={"绩效指标": "详见附件"}), project(extensions={"绩效指标": "1、产出指标；数量指标；次数；年度指标值：2次。"}, indicators=()),
    project(funding=funding("10"), extensions={"总计": "另计"}), project(name="项目名称（资金使用单位）", goal="绩效目标", extensions={"绩效指标": "绩效指标"}, indicators=()),
    project(funding=funding(None, other="5"), extensions={"总计": "另行下达"}), project(goal=None, end="2025"), project(extensions={"乙：丙": "丁"}),
    *(project(one, indicators=(one, EFFECT)) for one in MISLEADING), *(project(one, indicators=(one, one)) for one in MISLEADING),
]  # fmt: skip


BESIDE = [replace(held, funding=None, period_funding=None, extensions={}) for held in (ONE_SIDED, TWO_SIDED)]
"""A table has one set of columns for money: these have none, and every other project may have any."""


@pytest.mark.parametrize("layout", ["declaration", "disclosure", "indicators"])
@pytest.mark.parametrize("at", range(len(HELD)))
def test_what_misleads_is_printed_so_that_it_comes_back(layout: str, at: int) -> None:
    several = [(HELD[at], BESIDE[1]), (BESIDE[0], HELD[at], HELD[at])] if HELD[at].funding is None else []
    for held in ((HELD[at],), *several):
        (reading,) = engine(named(layout), "recognise")(composed(layout, alone(*held)))
        assert reading.table == alone(*held)


@pytest.mark.parametrize("layout", ["declaration", "disclosure", "indicators"])
@pytest.mark.parametrize(
    "units",
    [(Unit(name="注：甲"),), (Unit(name="合计"),), (Unit(name="合计", funding=funding("1")), Unit(name="乙", funding=funding(None))), (Unit(), Unit(name="甲")), (Unit(name="甲"), Unit())],
)  # fmt: skip
def test_units_that_mislead_are_printed_so_that_they_come_back(layout: str, units: tuple[Unit, ...]) -> None:
    table = replace(alone(), units=units)
    (reading,) = engine(named(layout), "recognise")(composed(layout, table))
    assert reading.table == table


def test_what_each_row_of_a_list_is() -> None:
    (grid,) = composed("disclosure", BOTH)
    assert [row.role for row in grid.rows] == ["title", "line", "unit_line", "header", "total", "unit", "body", "body", "note"]


def test_the_label_of_names_breaks_before_its_bracket_and_codes_stand_behind_names() -> None:
    held = project(category="民生类", extensions={"联系人（电话）": "张三"})
    table = replace(alone(held), units=(Unit(code="101", name="甲单位", projects=(held,)),))
    (grid,) = composed("disclosure", table)
    (header,) = [row for row in grid.rows if row.role == "header"]
    assert [(cell.text, cell.breaks) for cell in header.cells] == [
        ("项目名称（资金使用单位）", (4,)), ("项目编码", ()), ("项目类别", ()), ("绩效目标", ()), ("绩效指标", ()), ("联系人（电话）", ()),
    ]  # fmt: skip


@pytest.mark.parametrize("layout", ["disclosure", "declaration", "indicators"])
def test_what_a_form_would_print_for_itself_comes_back_as_the_text_that_it_is(layout: str) -> None:
    held = project(
        extensions={"2025年预算数": "5", "其中：": "3", "*金额": "4", "1": "2"},
        funding=funding("10.00", other=None),
        indicators=(indicator("次数", "≥3次", extensions={"2025年指标值": "4", "指标": "甲", "*指标值": "9"}), EFFECT),
    )
    several = [replace(held, name=name) for name in ("— 1 —", "第 3 页", "1")]
    table = replace(
        BOTH, funding=None, units=(Unit(name="- 2 -", funding=funding("20.00", other=None), projects=tuple(several)),)
    )
    grids = engine(named(layout), "compose")(table, look(named(layout)))
    (reading,) = engine(named(layout), "recognise")(grids)
    assert reading.table.units == table.units
