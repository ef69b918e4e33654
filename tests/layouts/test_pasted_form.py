"""Forms of which each cell is a line, as a PDF gives them: read where their labels prove what is whose, refused where they do not."""

from __future__ import annotations

import pytest

import goalconv

FORM = """项目支出绩效目标表
（2024年度）
项目名称
社区养老服务
主管部门
某区民政局
项目资金（万元）
年度资金总额
50.00
其中：财政拨款
50.00
年度总体目标
为老年人提供服务，
覆盖全部社区。
一级指标
二级指标
三级指标
指标值
产出指标
数量指标
服务人次
≥1000人次
覆盖社区
12个
效益指标
社会效益
指标
老人生活
改善
满意度指标
服务对象满意度指标
老人满意度
≥95%
注：以上为年度目标。
"""
TWO_SIDES = """财政项目支出绩效目标申报表
（2026年度）
项目名称
下立交工
程
项目资金
（元）
项目资金总额
      771,325,800.00 年度资金申请总额
      226,145,100.00
其中：财政资金
      771,325,800.00
其中：当年财政拨款
      226,145,100.00
上年结转资金
0
其他资金
0 其他资金
0
项目总目标
年度总体目标
提供快速便捷的通道，
完善路网服务功能。
开展管线搬迁。
一级指标
二级指标
三级指标
年度(/项目)指标值
绩效
指标
产出指标
数量指标
道路建设长度
985米
"""


def read(text: str) -> goalconv.Reading:
    (reading,) = goalconv.read_bytes(text.encode(), format="text")
    return reading


def test_labels_tell_the_values_behind_them_and_levels_the_indicators_below() -> None:
    reading = read(FORM)
    (project,) = reading.table.units[0].projects
    assert (project.name, project.competent_department) == ("社区养老服务", "某区民政局")
    assert project.funding is not None
    assert (str(project.funding.total), str(project.funding.sources["fiscal_appropriation"])) == ("50.00", "50.00")
    assert project.goal == "为老年人提供服务，\n覆盖全部社区。"
    assert [
        (
            item.level1 and item.level1.name,
            item.level2 and item.level2.name,
            item.name,
            item.annual_value and item.annual_value.text,
        )
        for item in project.indicators
    ] == [
        ("产出指标", "数量指标", "服务人次", "≥1000人次"),
        ("产出指标", "数量指标", "覆盖社区", "12个"),
        ("效益指标", "社会效益\n指标", "老人生活", "改善"),
        ("满意度指标", "服务对象满意度指标", "老人满意度", "≥95%"),
    ]
    table = reading.table
    assert (table.title, table.fiscal_year, table.notes) == ("项目支出绩效目标表", 2024, ("注：以上为年度目标。",))
    assert (reading.account.source, reading.account.unexplained) == (len("".join(FORM.split())), 0)
    assert [finding.code for finding in reading.findings] == ["GC244"]


def test_of_two_sides_the_money_is_told_apart_and_of_two_goals_nobody_guesses_which_line_is_whose() -> None:
    (project,) = read(TWO_SIDES).table.units[0].projects
    assert project.funding is not None
    assert project.period_funding is not None
    assert (str(project.funding.total), str(project.period_funding.total)) == ("226145100.00", "771325800.00")
    assert {name: str(amount) for name, amount in project.funding.sources.items()} == {
        "fiscal_appropriation": "226145100.00", "carried_over": "0", "other": "0",
    }  # fmt: skip
    assert (project.goal, project.period_goal) == (None, None)
    assert project.extensions == {"项目总目标\n年度总体目标": "提供快速便捷的通道，\n完善路网服务功能。\n开展管线搬迁。"}


def test_a_form_is_found_behind_the_pages_of_a_whole_budget_which_are_named() -> None:
    before = (
        "某局2026年部门预算\n某局负责城市管理。\n财务收支预算总表\n单位：万元\n项目\n预算数\n收入总计\n47,483,458\n七、绩效目标\n"
    )
    reading = read(before + TWO_SIDES)
    assert reading.table == read(TWO_SIDES).table
    assert [finding.code for finding in reading.findings if finding.code in ("GC218", "GC244")] == ["GC244", "GC218"]


@pytest.mark.parametrize(
    ("line", "instead"),
    [("12个\n", ""), ("覆盖社区\n", "覆盖全部\n社区\n"), ("50.00\n其中", "五十\n其中"), ("其中：财政拨款\n50.00", "其中：财政拨款\n50.00\n50.00"), ("改善\n", "改善\n一级指标\n")],
)  # fmt: skip
def test_what_the_labels_do_not_prove_is_refused(line: str, instead: str) -> None:
    with pytest.raises(goalconv.UnreadableError, match="一行一个单元格"):
        read(FORM.replace(line, instead, 1))


def test_a_form_that_ends_with_its_header_has_no_indicators() -> None:
    reading = read(FORM[: FORM.index("产出指标")])
    (project,) = reading.table.units[0].projects
    assert (project.name, project.indicators) == ("社区养老服务", ())


def test_a_label_that_heads_two_goals_stays_with_both() -> None:
    (project,) = read(FORM.replace("年度总体目标\n", "总体目标\n年度目标\n")).table.units[0].projects
    assert (project.goal, project.extensions) == (None, {"总体目标\n年度目标": "为老年人提供服务，\n覆盖全部社区。"})


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("改善\n", "老人的居住条件和日常生活得到了明显的改善和长足的提高，群众普遍感到满意，社会反响良好，形成了长效机制\n"),
        ("老人生活\n", "≥80%\n"),
        ("一级指标\n二级指标\n三级指标\n", "三级指标\n一级指标\n二级指标\n"),
    ],
)
def test_a_form_whose_columns_cannot_hold_what_stands_below_them_is_refused(line: str, instead: str) -> None:
    with pytest.raises(goalconv.UnreadableError):
        read(FORM.replace(line, instead, 1))


@pytest.mark.parametrize(
    ("labels", "goal", "extensions"),
    [("总体目标\n年度目标\n", "覆盖全部社区。", {}), ("年度目标\n总体目标\n", None, {"年度目标\n总体目标": "覆盖全部社区。"})],
)
def test_a_goal_of_one_line_belongs_to_the_label_that_another_heads(
    labels: str, goal: str | None, extensions: dict[str, str]
) -> None:
    (project,) = read(FORM.replace("年度总体目标\n为老年人提供服务，\n", labels)).table.units[0].projects
    assert (project.goal, project.extensions) == (goal, extensions)


def test_a_target_in_words_is_short() -> None:
    (project,) = read(FORM.replace("改善\n", "得到十分明显的改善和提高\n", 1)).table.units[0].projects
    assert project.indicators[2].annual_value is not None
    assert project.indicators[2].annual_value.text == "得到十分明显的改善和提高"
    with pytest.raises(goalconv.UnreadableError):
        read(FORM.replace("改善\n", "得到了十分明显的改善和提高\n", 1))
