"""Any table, through any format and back, is the same document (docs/losses.md)."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, reject

import goalconv
from goalconv.converters.errors import UnwritableError
from goalconv.converters.layouts import LAYOUTS
from goalconv.converters.model import GoalTable
from strategies import examples, tables

READABLE = ("text", "csv", "xlsx", "docx", "html", "json")


@pytest.mark.parametrize("form", [*READABLE, "pdf"])
@pytest.mark.parametrize("layout", [layout.name for layout in LAYOUTS])
def test_the_example_comes_back_from_every_format_in_every_layout(layout: str, form: str, seed: goalconv.Reading) -> None:
    data = goalconv.write_bytes(seed.table, form, options=goalconv.WriteOptions(layout=layout)).data
    (reading,) = goalconv.read_bytes(data, format=form)
    assert goalconv.write_bytes(reading.table, "json").data == goalconv.write_bytes(seed.table, "json").data
    assert reading.account.unexplained == 0


@pytest.mark.parametrize("form", READABLE)
@given(table=tables())
@examples(30)
def test_any_table_comes_back_from_every_format(form: str, table: GoalTable) -> None:
    try:
        data = goalconv.write_bytes(table, form).data
    except UnwritableError as error:  # dozens of columns on one page
        if error.finding.code != "GC807":
            raise
        reject()
    (reading,) = goalconv.read_bytes(data, format=form)
    assert msgspec.to_builtins(reading.table) == msgspec.to_builtins(table)  # amounts as strings, with their digits


@given(tables(most_indicators=40))
@examples(10)
def test_many_indicators_come_back(table: GoalTable) -> None:
    (reading,) = goalconv.read_bytes(goalconv.write_bytes(table, "xlsx").data, format="xlsx")
    assert reading.table == table


def test_a_disclosure_table_that_says_what_each_row_is_is_no_list_of_forms() -> None:
    indicators = (goalconv.Indicator(number=1, name="次数"), goalconv.Indicator(number=2, name="人数"))
    units = (
        goalconv.Unit(name="甲"),
        goalconv.Unit(projects=(goalconv.Project(name="乙", indicators=indicators), goalconv.Project(name="丙"))),
    )
    table = GoalTable(title="某局2025年项目支出绩效目标表", fiscal_year=2025, currency_unit="元", units=units)
    data = goalconv.write_bytes(table, "text").data
    assert "行类别" in data.decode()
    assert goalconv.read_bytes(data, format="text")[0].table == table


@pytest.mark.parametrize("layout", [layout.name for layout in LAYOUTS])
def test_a_text_that_is_the_label_of_the_column_that_says_what_a_row_is_makes_no_header(layout: str) -> None:
    projects = (goalconv.Project(), goalconv.Project(name="行类别"), goalconv.Project(name="项目名称", period_goal="行类别"))
    table = GoalTable(title="", currency_unit="元", units=(goalconv.Unit(name="甲"), goalconv.Unit(projects=projects)))
    data = goalconv.write_bytes(table, "csv", options=goalconv.WriteOptions(layout=layout)).data
    assert [reading.table for reading in goalconv.read_bytes(data, format="csv")] == [table]


@pytest.mark.parametrize("layout", [layout.name for layout in LAYOUTS])
def test_an_indicator_whose_level_is_called_a_sum_is_an_indicator(layout: str) -> None:
    indicator = goalconv.Indicator(level1=goalconv.Coded(None, "合计"), name="甲", explanation="乙")
    project = goalconv.Project(name="丙", indicators=(indicator,))
    table = GoalTable(title="", currency_unit="元", units=(goalconv.Unit(projects=(project,)),))
    data = goalconv.write_bytes(table, "csv", options=goalconv.WriteOptions(layout=layout)).data
    assert [reading.table for reading in goalconv.read_bytes(data, format="csv")] == [table]


@pytest.mark.parametrize("form", READABLE)
@pytest.mark.parametrize(
    "title",
    [
        "sep=;",
        "SEP=|",
        "\ufeff标题",
        "\ufeff",
        "| 甲 | 乙 |",
        "|---|---|",
        "甲    乙    丙",
        "{}",
        "<html>",
        "'=1",
        "“引号”",
        '"',
    ],
)
def test_a_text_that_could_be_taken_for_a_sign_of_the_format_comes_back(title: str, form: str) -> None:
    project = goalconv.Project(name=title, goal=title, extensions={title: title})
    table = GoalTable(title=title, currency_unit="元", units=(goalconv.Unit(name=title, projects=(project,)),), notes=(title,))
    assert [reading.table for reading in goalconv.read_bytes(goalconv.write_bytes(table, form).data, format=form)] == [table]


@pytest.mark.parametrize("layout", [layout.name for layout in LAYOUTS])
@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("。绩效目标表", "csv"),
        ("。绩效目标表", "pdf"),
        (f"绩效目标表，{'甲' * 60}", "csv"),
        ("专项(项目)名称", "csv"),
        ("项目名称：甲", "csv"),
        ("部门名称：甲", "csv"),
    ],
)
def test_a_title_that_could_be_taken_for_prose_or_a_label_comes_back(title: str, layout: str, form: str) -> None:
    table = GoalTable(title=title, currency_unit="元", units=(goalconv.Unit(projects=(goalconv.Project(name="甲"),)),))
    data = goalconv.write_bytes(table, form, options=goalconv.WriteOptions(layout=layout)).data
    assert goalconv.read_bytes(data, format=form)[0].table == table


@pytest.mark.parametrize("form", READABLE)
@pytest.mark.parametrize("text", ["1、甲\n", "甲，", "实施周期指标值：", "1、数量"])
@pytest.mark.parametrize("note", ["甲", "2、甲", "2、产出指标；次数；年度指标值：≥5次。"])
def test_a_note_that_could_be_one_more_line_of_the_table_s_last_cell_is_a_note(note: str, text: str, form: str) -> None:
    project = goalconv.Project(name="甲", extensions={"乙": f"{text}丙\n2、"})
    for last in (project, goalconv.Project(name="甲", extensions={"乙": text.strip()})):
        table = GoalTable(title="", currency_unit="元", units=(goalconv.Unit(projects=(last,)),), notes=(note,))
        assert goalconv.read_bytes(goalconv.write_bytes(table, form).data, format=form)[0].table == table


def test_text_is_a_fixed_point(seed: goalconv.Reading) -> None:
    once = goalconv.write_bytes(seed.table, "text").data
    assert goalconv.write_bytes(goalconv.read_bytes(once, format="text")[0].table, "text").data == once


@pytest.mark.parametrize("form", [*READABLE, "pdf"])
def test_the_same_table_gives_the_same_bytes(form: str, seed: goalconv.Reading) -> None:
    assert goalconv.write_bytes(seed.table, form).data == goalconv.write_bytes(seed.table, form).data


@pytest.mark.parametrize("form", [*READABLE, "pdf"])
@pytest.mark.parametrize("units", [(), (goalconv.Unit(),), (goalconv.Unit(name="甲"),)])
def test_a_table_without_projects_is_a_table(form: str, units: tuple[goalconv.Unit, ...]) -> None:
    table = GoalTable(title="某局2025年项目支出绩效目标表", fiscal_year=2025, currency_unit="元", units=units)
    data = goalconv.write_bytes(table, form).data
    if form in READABLE:
        assert goalconv.read_bytes(data, format=form)[0].table == table
