"""Forms for one project, as provinces print them: texts made after published forms, read to what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from msgspec import structs

import goalconv
import sketches
from documents import indicator, pointers, project, table
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
    assert [finding.pointer for finding in twice.findings if finding.code == "GC882"] == ["/currency_unit"]
    assert twice.table.currency_unit == "万元"


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


def test_a_figure_where_the_label_of_a_block_stands_is_told_as_one_that_belongs_nowhere() -> None:
    ladder = "项目名称 | 取暖 | < | < | <\n20.5 | 年度资金总额 | 40 | 其他资金 | 10\n^ | 其中：财政拨款 | 30 | | \n年度目标 | 做好 | < | < | <\n"
    block = "一级指标 | 二级指标 | 三级指标 | < | 指标值\n产出指标 | 数量指标 | 人数 | < | ≥100人\n"
    (reading,) = goalconv.read_bytes(sketches.web(f"项目支出绩效目标申报表\n{ladder}{block}"), format="html")
    assert [finding.parameters for finding in reading.findings if finding.code == "GC207"] == [{"count": 4, "text": "20.5"}]
    assert reading.account.unexplained == 4


@pytest.mark.parametrize("title", ["", "某局2025年项目支出绩效目标表"])
@pytest.mark.parametrize("year", [None, 2024])
def test_the_lines_of_a_table_that_is_one_form_come_back(title: str, year: int | None) -> None:
    units = (goalconv.Unit(projects=(goalconv.Project(name="甲"),)),)
    table = GoalTable(title=title, fiscal_year=year, department=goalconv.Coded("105", "教育局"), currency_unit="元", units=units)
    (reading,) = declaration.recognise(declaration.compose(table, load("declaration")))
    assert reading.table == table


FORM = "{lines}项目名称\t{name}\n{rows}一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t次数\t{value}\n"


def forms(*given: tuple[str, str], value: str = "≥3次") -> tuple[goalconv.Reading, ...]:
    """Forms one after another, each with the lines before it and the rows of its ladder."""
    text = "".join(
        FORM.format(lines=f"项目绩效目标申报表\n{lines}", name=f"项目{at}", rows=rows, value=value)
        for at, (lines, rows) in enumerate(given)
    )
    readings = goalconv.read_bytes(text.encode(), format="text")
    assert all(set(reading.places) <= pointers(reading.table) for reading in readings)
    return readings


@pytest.mark.parametrize(
    ("lines", "others"),
    [("（2024年度）\n", "（2025年度）\n"), ("部门名称：甲局\n", "部门名称：乙局\n"), ("单位：元\n", "单位：万元\n")],
)
def test_forms_are_of_one_table_unless_their_lines_differ(lines: str, others: str) -> None:
    assert len(forms((lines, ""), (others, ""))) == 2
    assert len(forms((lines, ""), (lines, ""))) == 1
    assert len(forms((lines, ""), ("", ""))) == 1
    (reading,) = forms(("", ""), (lines, ""))
    assert [len(project.extensions) for project in reading.table.units[0].projects] == [0, 1]


def test_what_only_a_later_form_states_is_kept_with_its_project_in_its_place() -> None:
    lines = "标题：某项目表\n（2024年度）\n附件\n说明：略\n"
    (reading,) = forms(("首张\n", ""), (lines, ""), ("", "部门名称\t甲局\n"), ("", "部门名称\t甲局\n"), ("", "部门名称\t乙局\n"))
    assert [project.extensions for project in reading.table.units[0].projects] == [
        {}, {"说明": "略", "标题": "某项目表", "预算年度": "2024"}, {}, {}, {"部门名称": "乙局"},
    ]  # fmt: skip
    assert reading.table.notes[-1] == "附件"
    assert (reading.table.department and reading.table.department.name, reading.account.unexplained) == ("甲局", 0)
    assert {pointer: str(place) for pointer, place in reading.places.items() if pointer.startswith("/units/0/projects/1/ext")} == {
        "/units/0/projects/1/extensions/标题": "第7行 第1列", "/units/0/projects/1/extensions/预算年度": "第8行 第1列",
        "/units/0/projects/1/extensions/说明": "第10行 第1列",
    }  # fmt: skip
    assert (str(reading.places["/department"]), str(reading.places["/notes/1"])) == ("第16行 第6列", "第9行 第1列")


@pytest.mark.parametrize("layout", ["declaration", "indicators"])
@pytest.mark.parametrize("name", ["三级指标", "指标 名称", "〔三级指标〕", "〔〔具体指标〕"])
def test_an_indicator_all_of_whose_texts_are_labels_is_no_header(layout: str, name: str) -> None:
    labels = indicator(
        name, "指标值", "目标值", level1="一级指标", level2="二级指标", explanation="三级指标", extensions={"甲": "指标名称"}
    )
    usual = indicator("维修学校", "≥3所")
    for listed in (
        (labels,),
        (usual, labels, labels),
        (structs.replace(labels, number=1), usual),
        (indicator("人数", "三级指标"),),
    ):
        whole = table(project(*listed))
        for form in ("text", "xlsx"):
            written = goalconv.write_bytes(whole, form, options=goalconv.WriteOptions(layout))
            (reading,) = goalconv.read_bytes(written.data, format=form)
            assert reading.table == whole
            assert reading.account.unexplained == 0


@pytest.mark.parametrize("layout", ["disclosure", "declaration", "indicators"])
@pytest.mark.parametrize("form", ["text", "xlsx", "docx"])
@pytest.mark.parametrize(
    "texts",
    [
        {"goal": "一级", "period_goal": "绩效指标名称"},
        {"goal": "指标值", "period_goal": "〔三级指标〕"},
        {"name": "三级指标", "goal": "二级指标", "category": "一级指标", "funding": None},
        {"goal": "三级指标", "extensions": {"甲": "一级指标", "乙": "指标名称", "丙": "指标值"}},
    ],
)
def test_a_project_whose_texts_are_labels_of_columns_is_no_header(texts: dict[str, Any], form: str, layout: str) -> None:
    usual = project(indicator("维修学校", "≥3所"), name="校舍维修", goal="修好校舍", period_goal="都修好")
    whole = table(usual, structs.replace(usual, **texts))
    written = goalconv.write_bytes(whole, form, options=goalconv.WriteOptions(layout))
    (reading,) = goalconv.read_bytes(written.data, format=form)
    assert reading.table == whole
    assert reading.account.unexplained == 0
    if form == "text":
        assert reading.account.source == len("".join(written.data.decode("utf-8-sig").replace('"', "").split()))


@pytest.mark.parametrize("length", [61, 200])
def test_a_long_title_and_a_long_name_come_back_from_a_printed_form(length: int) -> None:
    long = ("关于进一步完善城乡困难群众基本生活救助与社会福利服务保障体系建设的实施方案" * 6)[:length]
    one = structs.replace(table(project(indicator("维修学校", "≥3所"), name=long, implementing_unit=long)), title=long)
    written = goalconv.write_bytes(one, "pdf", options=goalconv.WriteOptions("declaration"))
    (reading,) = goalconv.read_bytes(written.data, format="pdf")
    assert reading.table == one


def test_an_amount_with_its_unit_is_told_by_the_unit_that_the_first_form_states() -> None:
    (reading,) = forms(("单位：万元\n", ""), ("", "资金总额\t12万元\n财政拨款\t50000元\n"))
    first, second = reading.table.units[0].projects
    assert first.funding is None
    assert (money(second.funding), second.extensions) == (("12", {"fiscal_appropriation": None}), {"财政拨款": "50000元"})


def test_a_target_in_money_gives_no_unit_of_account() -> None:
    (reading,) = forms(("", "资金总额\t12\n"), value="50万元")
    assert "GC201" in [finding.code for finding in reading.findings]


@pytest.mark.parametrize(
    ("title", "code"), [("某局整体绩效目标表", "GC251"), ("某局部门整体支出绩效目标表", "GC251"), ("某局绩效目标表", "GC253")]
)
@pytest.mark.parametrize("label", ["指标值", "实施周期指标值"])
def test_targets_are_a_form_though_nothing_names_what_they_are_for(title: str, code: str, label: str) -> None:
    text = f"{title}\n单位：元\n一级指标\t二级指标\t三级指标\t{label}\n产出指标\t数量指标\t次数\t≥3次\n"
    (reading,) = goalconv.read_bytes(text.encode(), format="text")
    assert [item.name for item in only(reading).indicators] == ["次数"]
    (finding,) = [finding for finding in reading.findings if finding.code in ("GC251", "GC253")]
    assert (finding.code, finding.pointer, finding.parameters.get("number", 1)) == (code, "/units/0/projects/0", 1)


@pytest.mark.parametrize("text", ["目标：做好", "指标：做好", "项目名称：丙"])
def test_a_goal_that_begins_like_a_label_is_the_goal(text: str) -> None:
    (reading,) = forms(("", f"年度目标\t{text}\n"))
    held = only(reading)
    assert (held.goal, held.extensions) == ((text, {}) if text[0] != "项" else (None, {"项目名称": "丙"}))


@pytest.mark.parametrize("mark", ["-", "--", "—", "——", "–", "~", "～", "至", "到", " - ", " 至 "])
def test_a_span_of_time_in_one_cell_has_two_ends_which_both_have_its_place(mark: str) -> None:
    (reading,) = forms(("", f"项目期\t2023年1月{mark}2024年12月\n项目期限\t长期\n"))
    held = only(reading)
    assert (held.start, held.end, held.extensions) == ("2023年1月", "2024年12月", {"项目期限": "长期"})
    assert reading.places["/units/0/projects/0/start"] == reading.places["/units/0/projects/0/end"]


@pytest.mark.parametrize("span", ["长期", "2023年", "2023年-", "三年至五年", "-2023年"])
def test_what_is_no_span_of_time_is_kept_as_it_is(span: str) -> None:
    (reading,) = forms(("", f"项目期\t{span}\n项目周期\t2023年-2024年\n"))
    held = only(reading)
    assert (held.start, held.end, held.extensions) == ("2023年", "2024年", {"项目期": span})


@pytest.mark.parametrize(
    ("unit", "text", "amount"),
    [("元", "1,200元", "1200"), ("千元", "3.5 千元", "3.5"), ("万元", "250万", "250"), ("万元", "2279.048 万元", "2279.048"), ("亿元", "1亿元", "1"),
     ("元", "250万", "None"), ("万元", "约250万元", "None"), ("万元", "250万人", "None")],
)  # fmt: skip
def test_an_amount_with_the_unit_of_account_is_an_amount_and_any_other_a_text(unit: str, text: str, amount: str) -> None:
    (reading,) = forms((f"单位：{unit}\n", f"资金总额\t{text}\n财政拨款\t1\n"))
    held = only(reading)
    assert (money(held.funding), held.extensions) == (
        (amount, {"fiscal_appropriation": "1"}),
        {"资金总额": text} if amount == "None" else {},
    )
    assert [finding.code for finding in reading.findings if finding.code in ("GC401", "GC405")] == (
        ["GC401"] if amount == "None" else ["GC405"]
    )


@pytest.mark.parametrize(
    ("labels", "code", "named"),
    [
        ("凤城镇\t湖头镇\t备注", "GC252", "凤城镇、湖头镇"),
        ("一季度\t二季度", "GC258", "一季度、二季度"),
        ("指标值\t凤城镇", "", ""),
        ("分值", "", ""),
    ],
)
def test_columns_that_may_hold_targets_are_named(labels: str, code: str, named: str) -> None:
    texts = "\t".join("≥3次" for _ in labels.split("\t"))
    text = f"绩效目标申报表\n项目名称\t甲\n一级指标\t二级指标\t三级指标\t{labels}\n产出指标\t数量指标\t次数\t{texts}\n"
    (reading,) = goalconv.read_bytes(text.encode(), format="text")
    found = [finding for finding in reading.findings if "labels" in finding.parameters]
    assert [(finding.code, finding.parameters["labels"], str(finding.place)) for finding in found] == (
        [(code, named, "第3行 第1列")] if code else []
    )


LADDERS: dict[str, tuple[str, dict[str, str | None], dict[str, str]]] = {
    "资金总额\t合计\t10\n\t财政拨款\t8\n": ("10", {"fiscal_appropriation": "8"}, {}),
    "年度资金总额\t财政拨款\t其他资金\n10\t8\t2\n": ("10", {"fiscal_appropriation": "8", "other": "2"}, {}),
    "年度资金总额\t10\t财政拨款\t8\n其他资金\t2\n": ("10", {"fiscal_appropriation": "8", "other": "2"}, {}),
    "项目资金\t10\n财政拨款\t\n": ("10", {"fiscal_appropriation": None}, {}),
    "资金总额\t10\n财政拨款\t5\n财政拨款\t6\n": ("10", {"fiscal_appropriation": "5"}, {"财政拨款": "6"}),
    "资金总额\t10\n财政拨款\t5\n财政拨款\t\n": ("10", {"fiscal_appropriation": "5"}, {}),
    "资金总额\t10\n县级配套资金\t3\n": ("10", {}, {"县级配套资金": "3"}),
    "项目资金\t资金总额\t10\n\t财政拨款\t8\n\t其他资金\t2\n": ("10", {"fiscal_appropriation": "8", "other": "2"}, {}),
    "年度资金总额\t财政拨款\n10\t8\n": ("10", {"fiscal_appropriation": "8"}, {}),
    "资金总额\t\t10\n财政拨款\t\t8\n": ("10", {"fiscal_appropriation": "8"}, {}),
    "备注\t第一\n资金总额\t10\n": ("10", {}, {"备注": "第一"}),
    "收入来源\t预算金额\n财政拨款\t\n其他资金\t5\n": ("None", {"fiscal_appropriation": None, "other": "5"}, {}),
    "收入来源\t预算金额\t支出项目\t金额\n财政拨款\t5\t其他\t3\n其他资金\t2\t培训费\t4\n": (
        "None", {"fiscal_appropriation": "5", "other": "2"}, {"其他 金额": "3", "培训费 金额": "4"},
    ),
    "\t收入来源\t预算金额\n其中\t财政拨款\t5\n": ("None", {"fiscal_appropriation": "5"}, {}),
    "收入来源\t预算金额\n财政拨款\t其他资金\n3\t4\n": ("None", {"fiscal_appropriation": "3", "other": "4"}, {}),
    "收入来源\t预算金额\n项目类别\t项目属性\n民生\t新增\n": ("None", {}, {}),
    "收入来源\t预算金额\t支出项目\t金额\n财政拨款\t\n其他资金\t2\t培训费\t4\n": (
        "None", {"fiscal_appropriation": None, "other": "2"}, {"培训费 金额": "4"},
    ),
    "全年预算数\t\t项目属性\t\t全年执行数\n财政拨款\t5\t其他资金\t3\n": ("None", {"fiscal_appropriation": "5", "other": "3"}, {}),
    "项目资金\t年初 预算数\t全年 执行数\n年度资金总额\t100\t90\n": ("100", {}, {"年度资金总额 全年 执行数": "90"}),
    "收入来源\t预算金额\n财政拨款\t5\t含税\n": ("None", {"fiscal_appropriation": "5"}, {"财政拨款 预算金额": "含税"}),
    "收入来源\t预算金额\n项目概况\t\n财政拨款\t5\n": ("None", {"fiscal_appropriation": "5"}, {}),
}  # fmt: skip


@pytest.mark.parametrize("rows", LADDERS)
def test_amounts_are_told_beside_and_below_their_labels(rows: str) -> None:
    total, sources, extensions = LADDERS[rows]
    (reading,) = forms(("单位：元\n", rows))
    assert (money(only(reading).funding), only(reading).extensions) == ((total, sources), extensions)
    assert reading.account.unexplained == 0
    assert [finding.code for finding in reading.findings if finding.code == "GC261"] == ["GC261"] * ("县级配套资金" in extensions)


@pytest.mark.parametrize(
    ("rows", "texts", "extensions", "notes"),
    [
        ("项目概况\t立项依据\t某号文\n", {}, {"立项依据": "某号文"}, ()),
        ("项目属性\t新增项目□\t延续项目√\t一次性□\n", {"nature": "新增项目□\n延续项目√\n一次性□"}, {}, ()),
        ("已公示\n", {}, {}, ("已公示",)),
        ("年度目标1\t做好\n", {"goal": "做好"}, {}, ()),
        ("年度目标（500字以内）\t做好\n主管部门(盖章)\t某局\n", {"goal": "做好", "competent_department": "某局"}, {}, ()),
        ("实施（选填）单位\t某站\n项 目 编 码\t17\n", {"implementing_unit": "某站", "code": "17"}, {}, ()),
        ("中期目标1\t三年建成\n", {"period_goal": "三年建成"}, {}, ()),
        ("主管部门\t某局\t审批文号\t\n", {"competent_department": "某局"}, {}, ("审批文号",)),
        ("\t中期目标\t年度目标\n总体目标\t三年建成\t今年开工\n", {"period_goal": "三年建成", "goal": "今年开工"}, {}, ()),
        (
            "资金情况\t立项依据\t某号文\n\t审批文号\t某函\n已按要求公示\n",
            {},
            {"立项依据": "某号文", "审批文号": "某函"},
            ("已按要求公示",),
        ),
    ],
)
def test_a_text_belongs_to_the_label_beside_or_above_it(
    rows: str, texts: dict[str, str], extensions: dict[str, str], notes: tuple[str, ...]
) -> None:
    (reading,) = forms(("单位：元\n", rows))
    held = only(reading)
    assert {name: getattr(held, name) for name in texts} == texts
    assert (held.extensions, reading.table.notes, reading.account.unexplained) == (extensions, notes, 0)


@pytest.mark.parametrize("labels", ["中期资金总额\t30\n年度资金总额\t10\n", "年度资金总额\t10\n实施期资金总额\t30\n"])
def test_amounts_of_the_whole_period_are_told_by_their_label(labels: str) -> None:
    (reading,) = forms(("单位：元\n", labels))
    assert (money(only(reading).period_funding), money(only(reading).funding)) == (("30", {}), ("10", {}))


@pytest.mark.parametrize(
    ("text", "unit"), [("250万", "万元"), ("2.5亿元", "亿元"), ("1,200 元", "元"), ("3千元", "千元"), ("3 万 元", "万元")]
)
def test_the_only_amount_of_a_form_may_state_the_unit_of_account(text: str, unit: str) -> None:
    (reading,) = forms(("", f"资金总额\t{text}\n"))
    assert reading.table.currency_unit == unit
    assert "GC201" not in [finding.code for finding in reading.findings]


@pytest.mark.parametrize(
    ("printed", "ends"),
    [
        ("2024-01至2024-12", ("2024-01", "2024-12")), ("2024-01-2024-12", ("2024-01", "2024-12")), ("2024-01-01 - 2024-12-31", ("2024-01-01", "2024-12-31")),
        ("2025.01-2025.12", ("2025.01", "2025.12")), ("2023—2025年", ("2023", "2025年")), ("2025年1月-12月", ("2025年1月", "12月")),
        ("2025年1-12月", None), ("2024-01-2024", None), ("2024年至长期", None), ("1年", None),
    ],
)  # fmt: skip
def test_a_span_of_time_has_two_ends_where_it_tells_them_apart(printed: str, ends: tuple[str, str] | None) -> None:
    form = f"项目支出绩效目标申报表\n（2024年度）\n项目名称\t甲\n项目起止时间\t{printed}\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t人数\t≥5人\n"
    (reading,) = goalconv.read_bytes(form.encode(), format="text")
    project = only(reading)
    assert (project.start, project.end) == (ends or (None, None))
    assert project.extensions == ({} if ends else {"项目起止时间": printed})


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("合格率\t优\t95", [3]),
        ("\t合格率\t95", [2]),
        ("说明：略\t见附件\t无", []),
        ("\t立项依据\t无", []),
        ("其他情况\t无\t\t", []),
    ],
)
def test_a_row_behind_a_form_is_told_where_it_seems_to_be_of_a_table(row: str, told: list[int]) -> None:
    form = FORM.format(lines="项目绩效目标申报表\n", name="甲", rows="", value="≥3次")
    (reading,) = goalconv.read_bytes(f"{form}填表人：张三\n{row}\n".encode(), format="text")
    assert [finding.parameters["count"] for finding in reading.findings if finding.code == "GC271"] == told
    assert reading.account.unexplained == 0


def test_rows_below_no_known_header_are_named() -> None:
    text = """2025年项目支出绩效目标表
单位与项目的名称	年度任务	一级指标	二级指标	三级指标	指标值
某局
公路养护	养护公路	产出指标	数量指标	里程	≥12公里
		产出指标	质量指标	合格率	≥95%
填表人：张三	审核人：李四	日期：1月
"""
    (reading,) = goalconv.read_bytes(text.encode(), format="text")
    told = [(str(finding.place), finding.parameters) for finding in reading.findings if finding.code == "GC271"]
    assert told == [("第4行 第1列", {"count": 6, "text": "公路养护"}), ("第5行 第3列", {"count": 4, "text": "产出指标"})]
    assert reading.table.notes[-3:] == ("填表人：张三", "审核人：李四", "日期：1月")
    assert "≥95%" in reading.table.notes
