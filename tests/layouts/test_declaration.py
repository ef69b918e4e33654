"""Forms for one project, as provinces print them: texts made after published forms, read to what they say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from msgspec import structs

import goalconv
from goalconv.converters.layouts import declaration
from goalconv.converters.model import Funding, GoalTable, Indicator, Project, Unit, Value
from goalconv.templates import load
from strategies import tables

CASES = Path(__file__).parents[1] / "cases" / "declaration"
OPTIONS = goalconv.WriteOptions(layout="declaration")


def read(name: str) -> goalconv.Reading:
    reading = goalconv.read(CASES / f"{name}.txt")
    assert reading.account.unexplained == 0
    return reading


def only(reading: goalconv.Reading) -> Project:
    ((project,),) = (unit.projects for unit in reading.table.units)
    return project


def money(funding: Funding | None) -> tuple[str | None, dict[str, str | None]]:
    assert funding is not None
    return str(funding.total), {name: None if amount is None else str(amount) for name, amount in funding.sources.items()}


def rows(project: Project) -> list[tuple[str, str, str, str]]:
    def text(value: Value | None) -> str:
        return "" if value is None else value.text

    return [
        (item.level2.name if item.level2 else "", item.name, text(item.period_value), text(item.annual_value))
        for item in project.indicators
    ]


def test_a_one_sided_form_with_blank_levels_and_a_repeated_unit() -> None:
    reading = read("one-sided")
    project = only(reading)
    assert (reading.table.fiscal_year, reading.table.currency_unit) == (2024, "万元")
    assert (project.name, project.implementing_unit, project.nature) == ("蒙城县安全饮水", "蒙城县水利局", "滚动项目")
    assert money(project.funding) == ("2279.048", {"fiscal_appropriation": "2279.048", "other": None})
    assert project.goal == "保障农村饮水安全，提高水质。"
    assert project.extensions == {"项目期": "长期"}
    assert [level.name for item in project.indicators if (level := item.level1)] == [
        "产出指标",
        "产出指标",
        "效益指标",
        "满意度指标",
    ]
    assert rows(project)[0] == ("数量指标", "覆盖人口", "", "≧50万人")
    assert reading.table.notes == ("填表人：张三", "联系电话：123", "填报日期：2024年1月")
    assert [finding.code for finding in reading.findings] == ["GC405", "GC250"]


def test_a_two_sided_form_keeps_period_and_year_apart() -> None:
    project = only(read("two-sided"))
    assert (project.competent_department, project.start, project.end) == ("[105]教育部", "2020年", "2022年")
    assert money(project.period_funding)[0] == "300.00"
    assert money(project.funding) == ("100.00", {"fiscal_appropriation": "100.00", "carried_over": "0.00", "other": "0.00"})
    assert (project.period_goal, project.goal) == ("目标1：建成", "目标1：完成一期")
    assert rows(project) == [
        ("数量指标", "平台", "≥3个", "≥1个"),
        ("质量指标", "合格率", "100%", ""),
        ("质量指标", "验收率", "", "100%"),
        ("社会效益指标", "师生满意", "", "提升"),
    ]


def test_a_numbered_tree_of_sources() -> None:
    project = only(read("source-tree"))
    assert project.implementing_unit == "昭化区交通局"
    assert project.period_funding is None
    assert money(project.funding) == (
        "120.00",
        {
            "fiscal_appropriation": "100.00", "general_budget": "80.00", "government_fund": "20.00", "state_capital": None, "own_funds": "10.00",
            "business_income": "10.00", "operating_income": None, "other": "10.00",
        },
    )  # fmt: skip


def test_totals_side_by_side_are_the_periods_and_the_years() -> None:
    reading = read("yuan-without-block-label")
    project = only(reading)
    assert reading.table.currency_unit == "元"
    assert money(project.period_funding) == ("771325800.00", {"fiscal_appropriation": "771325800.00", "other": "0"})
    assert money(project.funding) == ("5000000", {"fiscal_appropriation": "5000000", "carried_over": "0", "other": "0"})
    assert (project.period_goal, project.goal) == ("建成下立交", "完成前期")
    assert (project.start, project.end) == ("2026/1/1", "2026/12/31")


BLOCK = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t图书\t≥100册\n"


@pytest.mark.parametrize(
    ("rows", "period", "year"),
    [
        ("资金总额\t500\t其中：本年资金\t100", ("500", {}), ("100", {})),
        ("资金总额\t500\n其中：本年安排资金\t100\n财政拨款\t100", ("500", {}), ("100", {"fiscal_appropriation": "100"})),
        ("资金总额\t500\t其中：本年财政拨款\t100", ("500", {}), ("None", {"fiscal_appropriation": "100"})),
        (
            "项目资金\t资金总额\t500\t其中：本年财政拨款\t80\n\t财政拨款\t400\t上年结转\t20\n\t其他资金\t100\t\t",
            ("500", {"fiscal_appropriation": "400", "other": "100"}),
            ("None", {"fiscal_appropriation": "80", "carried_over": "20"}),
        ),
    ],
)
def test_a_total_of_which_a_part_is_this_years_is_the_whole_periods(
    rows: str, period: tuple[str, dict[str, str]], year: tuple[str, dict[str, str]]
) -> None:
    (reading,) = goalconv.read_bytes(f"绩效目标表\n单位：万元\n项目名称\t甲\n{rows}\n{BLOCK}".encode(), format="text")
    assert (money(only(reading).period_funding), money(only(reading).funding)) == (period, year)


@pytest.mark.parametrize("rows", ["资金总额\t100\n其中：本年财政拨款\t100", "年度资金总额\t100\t其中：本年财政拨款\t100"])
def test_a_source_of_this_year_leaves_the_years_total_what_it_is(rows: str) -> None:
    (reading,) = goalconv.read_bytes(f"绩效目标表\n单位：万元\n项目名称\t甲\n{rows}\n{BLOCK}".encode(), format="text")
    assert money(only(reading).funding) == ("100", {"fiscal_appropriation": "100"})
    assert only(reading).period_funding is None


@pytest.mark.parametrize("line", ["填报单位（盖章）：某局 金额单位：元", "填报单位（盖章）：某局\u3000（单位：元）"])
def test_who_fills_in_a_form_and_the_unit_of_account_may_share_a_line(line: str) -> None:
    reading, twice = (
        goalconv.read_bytes(f"绩效目标表\n{above}项目名称\t甲\n{line}\n资金总额\t5\n{BLOCK}".encode(), format="text")[0]
        for above in ("", "单位：万元\n")
    )
    assert (only(reading).implementing_unit, reading.table.currency_unit, only(reading).extensions) == ("某局", "元", {})
    assert reading.account.unexplained == 0
    assert ("GC882" in {finding.code for finding in twice.findings}, twice.table.currency_unit) == (True, "万元")


def test_a_self_evaluation_keeps_results_and_budget_columns() -> None:
    project = only(read("self-evaluation"))
    assert money(project.funding) == ("90", {"fiscal_appropriation": "90", "carried_over": None, "other": None})
    assert project.extensions["年度资金总额 全年执行数"] == "89.974"
    assert project.extensions["实际完成情况"] == "已完成"
    assert project.extensions["总分 得分"] == "95"
    item = project.indicators[1]
    assert item.actual_value is not None
    assert (item.actual_value.text, str(item.weight), str(item.score), item.deviation) == ("17度", "30", "25", "锅炉老化")
    assert item.level1 is not None
    assert item.level1.name == "产出指标(50分)"


def test_an_approval_form_with_points() -> None:
    reading = read("approval-with-scores")
    project = only(reading)
    assert reading.table.currency_unit == "万元"
    assert (money(project.period_funding)[0], money(project.funding)[0]) == ("500", "300")
    assert (project.start, project.end, project.competent_department) == ("2023年4月", "2024年2月", "就业局")
    assert [str(item.weight) for item in project.indicators] == ["10", "20"]


@pytest.mark.parametrize("case", sorted(path.stem for path in CASES.glob("*.txt")))
@pytest.mark.parametrize("form", ["text", "xlsx", "docx", "json"])
def test_each_case_comes_back_from_every_format(case: str, form: str) -> None:
    table = read(case).table
    (reading,) = goalconv.read_bytes(goalconv.write_bytes(table, form, options=OPTIONS).data, format=form)
    assert reading.table == table


def test_a_blank_form_has_no_indicators_and_says_so() -> None:
    blank = "项目支出绩效目标申报表\n单位：万元\n项目名称\t\n主管部门\t\t实施单位\t\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t\t\n"
    (reading,) = goalconv.read_bytes(blank.encode(), format="text")
    assert only(reading).indicators == ()
    assert "GC226" in [finding.code for finding in reading.findings]


def test_several_forms_in_one_file_are_the_projects_of_one_table() -> None:
    form = (CASES / "source-tree.txt").read_text(encoding="utf-8")
    (reading,) = goalconv.read_bytes((form + form.replace("道路维护", "桥梁维护")).encode(), format="text")
    assert [project.name for project in reading.table.units[0].projects] == ["道路维护", "桥梁维护"]
    assert all(len(project.indicators) == 2 for project in reading.table.units[0].projects)


def without_blanks(table: GoalTable) -> GoalTable:
    """The table with null for blank values: in a form a blank cell is null (docs/losses.md)."""

    def value(held: Value | None) -> Value | None:
        return None if held is not None and held.kind == "blank" else held

    def indicator(item: Indicator) -> Indicator:
        return structs.replace(
            item,
            period_value=value(item.period_value),
            annual_value=value(item.annual_value),
            actual_value=value(item.actual_value),
        )

    def project(held: Project) -> Project:
        return structs.replace(held, indicators=tuple(map(indicator, held.indicators)))

    def unit(held: Unit) -> Unit:
        return structs.replace(held, projects=tuple(map(project, held.projects)))

    return structs.replace(table, units=tuple(map(unit, table.units)))


@given(tables().map(without_blanks))
def test_what_is_composed_is_recognised_as_the_same_table(table: GoalTable) -> None:
    readings = declaration.recognise(declaration.compose(table, load("declaration")))
    assert [reading.table for reading in readings] == [table]
    assert readings[0].account.unexplained == 0


@pytest.mark.parametrize("form", ["text", "xlsx", "docx"])
def test_the_example_comes_back_from_forms(form: str, seed: goalconv.Reading) -> None:
    (reading,) = goalconv.read_bytes(goalconv.write_bytes(seed.table, form, options=OPTIONS).data, format=form)
    assert goalconv.write_bytes(reading.table, "json").data == goalconv.write_bytes(seed.table, "json").data
    assert reading.account.unexplained == 0


def test_year_and_unit_of_account_on_one_line() -> None:
    text = "某项目绩效目标申报表\n（2025年度）  单位：万元\n项目名称\t甲\n一级\t二级\t三级\t年度数值\t备注\n产出值\t数量值\t面积\t≥10亩\t\n"
    (reading,) = goalconv.read_bytes(text.encode(), format="text")
    assert (reading.table.fiscal_year, reading.table.currency_unit, reading.table.notes) == (2025, "万元", ())
    assert only(reading).indicators[0].name == "面积"


def test_small_tables_one_after_another_are_projects() -> None:
    form = (
        "{n}-2023中央绩效目标表\n某法院\t\t\t\t单位:万元\n项目名称\t{n}\n预算规模及资金用途\t预算数\t{m}\t其中:财政资金\t{m}\t其他资金\t\n"
        "绩效目标\t办好{n}\n一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\n产出指标\t数量指标\t数\t说明\t≥3件\n"
    )
    (reading,) = goalconv.read_bytes(
        (form.format(n="办案", m="100.00") + form.format(n="装备", m="50.00")).encode(), format="text"
    )
    projects = reading.table.units[0].projects
    assert [(project.name, money(project.funding)[0], project.goal) for project in projects] == [
        ("办案", "100.00", "办好办案"),
        ("装备", "50.00", "办好装备"),
    ]
    assert projects[0].indicators[0].explanation == "说明"
    assert reading.account.unexplained == 0


def test_a_text_that_equals_a_label_does_not_make_a_list_of_a_table() -> None:
    project = Project(period_goal="行类别", funding=Funding())
    table = GoalTable(currency_unit="元", units=(Unit(funding=Funding()), Unit(funding=Funding(), projects=(project, project))))
    (reading,) = goalconv.read_bytes(goalconv.write_bytes(table, "csv").data, format="csv")
    assert reading.table == table


@pytest.mark.parametrize(("period_goal", "goal"), [("；", "年初目标值"), ("三级指标", "一级指标"), ("甲", "三级指标")])
def test_goals_that_equal_labels_of_a_block_do_not_begin_one(period_goal: str, goal: str) -> None:
    project = Project(goal=goal, period_goal=period_goal, extensions={"三级指标": "指标值"})
    table = GoalTable(currency_unit="元", units=(Unit(projects=(project,)),))
    (reading,) = declaration.recognise(declaration.compose(table, load("declaration")))
    assert reading.table == table
    assert "GC872" not in {finding.code for finding in reading.findings}


@pytest.mark.parametrize("title", ["", "某局2025年项目支出绩效目标表"])
@pytest.mark.parametrize("year", [None, 2024])
def test_the_lines_of_a_table_that_is_one_form_come_back(title: str, year: int | None) -> None:
    units = (goalconv.Unit(projects=(goalconv.Project(name="甲"),)),)
    table = GoalTable(title=title, fiscal_year=year, department=goalconv.Coded("105", "教育局"), currency_unit="元", units=units)
    (reading,) = declaration.recognise(declaration.compose(table, load("declaration")))
    assert reading.table == table
