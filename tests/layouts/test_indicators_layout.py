from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

import goalconv
from goalconv.converters.indicators import ink
from goalconv.converters.layouts import declaration, disclosure, indicators
from goalconv.converters.model import Coded, Indicator, Project, Unit
from goalconv.converters.values import parse_value
from goalconv.templates import load

HEAD = "某局2025年项目绩效目标表\n部门名称：某局\n单位：元\n"
HEADER = "项目名称\t项目单位\t预算数\t年度绩效目标\t一级指标\t二级指标\t三级指标\t指标方向\t目标值\t计量单位\t分值\n"
FIRST = "甲\t某局\t1,000.00\t做好\t产出指标(50分)\t数量指标\t次数\t大于等于\t2\t次\t50\n"
OPTIONS = goalconv.WriteOptions(layout="indicators")
EXAMPLE = ("indicators-2025.txt", "indicators-2025.xlsx")


def read(text: str) -> goalconv.Reading:
    (reading,) = goalconv.read_bytes(text.encode(), format="text")
    assert reading.account.source == ink(text.replace('"', ""))
    return reading


def projects(reading: goalconv.Reading) -> list[Project]:
    return [project for unit in reading.table.units for project in unit.projects]


def shape(reading: goalconv.Reading) -> list[tuple[str | None, list[str]]]:
    """The names of the projects, each with those of its indicators."""
    return [(project.name, [indicator.name for indicator in project.indicators]) for project in projects(reading)]


def written(table: goalconv.GoalTable) -> list[list[str]]:
    """The rows of the table in this layout, as text."""
    return [line.split("\t") for line in goalconv.write_bytes(table, "text", options=OPTIONS).data.decode().splitlines()]


def table_of(*found: Project) -> goalconv.GoalTable:
    return goalconv.GoalTable(
        title="某局2025年项目绩效目标表", fiscal_year=2025, currency_unit="元", units=(Unit(projects=found),)
    )


# Files


@pytest.mark.parametrize("name", EXAMPLE)
def test_the_example_says_what_its_json_says(name: str, root: Path) -> None:
    reading = goalconv.read(root / "examples" / name)
    assert reading.table == goalconv.read(root / "examples" / "indicators-2025.json").table
    assert reading.account.unexplained == 0
    assert [finding.code for finding in reading.findings] == ["GC206", "GC505"]


@pytest.mark.parametrize(
    ("name", "project", "direction"),
    [(EXAMPLE[0], "第5行 第1列", "第6行 第32列"), (EXAMPLE[1], "项目绩效目标表!A5", "项目绩效目标表!I6")],
)
def test_places_point_at_the_cells_of_the_example(name: str, project: str, direction: str, root: Path) -> None:
    places = goalconv.read(root / "examples" / name).places
    assert str(places["/units/0/projects/0/name"]) == project
    assert str(places["/units/0/projects/0/indicators/1/direction"]) == direction


@pytest.mark.parametrize("form", ["text", "xlsx", "docx", "json"])
def test_the_seed_comes_back_from_this_layout(form: str, seed: goalconv.Reading) -> None:
    data = goalconv.write_bytes(seed.table, form, options=OPTIONS).data
    (reading,) = goalconv.read_bytes(data, format=form)
    assert goalconv.write_bytes(reading.table, "json").data == goalconv.write_bytes(seed.table, "json").data
    assert reading.account.unexplained == 0


def test_the_seed_is_printed(seed: goalconv.Reading) -> None:
    assert goalconv.write_bytes(seed.table, "pdf", options=OPTIONS).data.startswith(b"%PDF")


def test_excel_shows_projects_and_levels_merged_and_amounts_as_numbers(root: Path, tmp_path: Path) -> None:
    table = goalconv.read(root / "examples" / "indicators-2025.json").table
    path = tmp_path / "table.xlsx"
    goalconv.write(table, path, options=OPTIONS)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    labels = {cell.value: cell.column_letter for cell in sheet[3]}
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {f"{labels['项目名称']}4:{labels['项目名称']}10", f"{labels['年度绩效目标']}11:{labels['年度绩效目标']}15"} <= merged
    assert f"{labels['一级指标']}5:{labels['一级指标']}9" in merged
    assert sheet[f"{labels['预算数']}11"].value == 486500.5
    assert [sheet[f"{labels[name]}5"].value for name in ("指标方向", "目标值", "计量单位", "分值")] == [
        "小于等于",
        1260000,
        "元",
        10,
    ]


def test_a_project_with_one_indicator_or_none_takes_one_row() -> None:
    table = table_of(Project(name="甲", indicators=(Indicator(name="次数"),)), Project(name="乙"), Project(name="丙"))
    sheet = openpyxl.load_workbook(BytesIO(goalconv.write_bytes(table, "xlsx", options=OPTIONS).data)).worksheets[0]
    assert [area for area in sheet.merged_cells.ranges if area.max_row > area.min_row] == []
    assert [sheet.cell(row, 1).value for row in range(3, 7)] == ["项目名称", "甲", "乙", "丙"]


# Which rows are one project's


def test_blank_cells_belong_to_the_project_above() -> None:
    reading = read(
        HEAD + HEADER + FIRST + "\t\t\t\t\t质量指标\t合格率\t等于\t100\t%\t\n\t\t\t\t效益指标\t\t名次\t\t前三\t\t\n"
        "乙\t某局\t2.00\t做好\t效益\t\t好评\t\t多\t\t\n"
    )
    assert shape(reading) == [("甲", ["次数", "合格率", "名次"]), ("乙", ["好评"])]
    assert projects(reading)[0].indicators[2].level2 is None
    assert projects(reading)[0].indicators[1].level1 == Coded(None, "产出指标(50分)")
    assert projects(reading)[1].indicators[0].level2 is None


def test_a_repeated_name_with_the_same_texts_belongs_to_the_project_above() -> None:
    reading = read(HEAD + HEADER + FIRST + FIRST.replace("次数", "天数") + "甲\t\t\t\t\t\t人数\t\t3\t\t\n")
    assert shape(reading) == [("甲", ["次数", "天数", "人数"])]
    assert {entry.code: entry.count for entry in reading.ledger} == {"GC227": 5}


@pytest.mark.parametrize("change", [("某局\t1", "另一局\t1"), ("1,000.00", "2,000.00"), ("做好", "做得更好")])
def test_a_repeated_name_with_another_text_is_another_project(change: tuple[str, str]) -> None:
    assert shape(read(HEAD + HEADER + FIRST + FIRST.replace(*change))) == [("甲", ["次数"]), ("甲", ["次数"])]


def test_a_text_beside_a_blank_name_is_kept_and_named() -> None:
    reading = read(HEAD + HEADER + FIRST + "\t\t5.00\t\t\t\t天数\t\t3\t\t\n")
    (project,) = projects(reading)
    assert (project.extensions, len(project.indicators)) == ({"预算数": "5.00"}, 2)
    assert [finding.parameters["name"] for finding in reading.findings if finding.code == "GC228"] == ["甲"]
    assert (
        goalconv.read_bytes(goalconv.write_bytes(reading.table, "text", options=OPTIONS).data, format="text")[0].table
        == reading.table
    )


def test_totals_and_units_have_rows_of_their_own() -> None:
    rows = "合计\t\t3.00\t\t\t\t\t\t\t\t100\n某站\t\t3.00\t\t\t\t\t\t\t\t\n"
    reading = read(HEAD + HEADER + rows + FIRST)
    assert reading.table.funding is not None
    assert str(reading.table.funding.total) == "3.00"
    assert reading.table.extensions == {"合计 分值": "100"}
    assert [(unit.name, len(unit.projects)) for unit in reading.table.units] == [("某站", 1)]


def test_a_header_of_two_rows_is_read_and_passed_over_on_the_next_page() -> None:
    header = "项目名称\t预算数\t绩效目标\t绩效指标\t\t\t\n\t\t\t一级指标\t二级指标\t三级指标\t指标值\n"
    reading = read(HEAD + header + "甲\t1.00\t做好\t产出\t数量\t次数\t2次\n" + header + "\t\t\t\t\t天数\t3天\n")
    assert shape(reading) == [("甲", ["次数", "天数"])]
    assert {entry.code: entry.count for entry in reading.ledger} == {"GC214": 2}


def test_a_number_before_the_project_is_the_projects_and_one_before_the_levels_the_indicators() -> None:
    reading = read(HEAD + "序号\t项目名称\t序号\t一级指标\t三级指标\t指标值\n9\t甲\t1\t产出\t次数\t2次\n\t\t2\t\t天数\t3天\n")
    (project,) = projects(reading)
    assert project.extensions == {"序号": "9"}
    assert [finding.parameters["label"] for finding in reading.findings if finding.code == "GC203"] == ["序号"]
    assert [indicator.number for indicator in project.indicators] == [1, 2]


def test_notes_below_the_table_are_kept() -> None:
    assert read(HEAD + HEADER + FIRST + "注：按年初预算填报。\n").table.notes == ("注：按年初预算填报。",)


def test_two_tables_in_one_file_are_both_read() -> None:
    text = HEAD + HEADER + FIRST + "\n" + HEAD.replace("某局", "另一局") + HEADER + FIRST
    readings = goalconv.read_bytes(text.encode(), format="text")
    assert [reading.table.department.name for reading in readings if reading.table.department] == ["某局", "另一局"]


# Which grids are of this layout


def test_each_layout_claims_only_what_is_its_own(seed: goalconv.Reading) -> None:
    (own,) = indicators.compose(seed.table, load("indicators"))
    (disclosed,) = disclosure.compose(seed.table, load("disclosure"))
    form = declaration.compose(seed.table, load("declaration"))[-1]
    assert [indicators.claims(grid) for grid in (own, disclosed, form)] == [True, False, False]


def test_a_disclosure_table_with_extensions_named_like_indicators_is_still_one() -> None:
    extensions = dict.fromkeys(("一级指标", "三级指标", "指标值"), "无")
    table = table_of(Project(name="甲", goal="做好", extensions=extensions))
    (reading,) = goalconv.read_bytes(goalconv.write_bytes(table, "text").data, format="text")
    assert reading.table == table


def test_columns_of_levels_beside_a_packed_cell_are_kept_under_their_labels() -> None:
    packed = "1、产出指标；数量指标；次数；年度指标值：2次。"
    reading = read(f"{HEAD}项目名称\t绩效目标\t绩效指标\t一级指标\t三级指标\t指标值\n甲\t做好\t{packed}\t产出指标\t天数\t3天\n")
    assert shape(reading) == [("甲", ["次数"])]
    assert projects(reading)[0].extensions == {"一级指标": "产出指标", "三级指标": "天数", "指标值": "3天"}


# What is printed


def test_a_value_is_printed_in_parts_and_words_stay_whole() -> None:
    values = ("≥90%", "得到提升", "95%以上", "4条")
    found = tuple(Indicator(name=text, annual_value=parse_value(text)) for text in values)
    header, *rows = written(table_of(Project(name="甲", indicators=found)))[2:]
    at = [header.index(label) for label in ("指标方向", "目标值", "计量单位")]
    assert [[row[column] for column in at] for row in rows] == [
        ["≥", "90", "%"],
        ["", "得到提升", ""],
        ["", "95%以上", ""],
        ["", "4", "条"],
    ]


def test_values_of_the_whole_period_stand_whole_beside_those_of_the_year() -> None:
    indicator = Indicator(name="次数", period_value=parse_value("≥30次"), annual_value=parse_value("≥10次"))
    header, row = written(table_of(Project(name="甲", indicators=(indicator,))))[2:]
    assert dict(zip(header, row, strict=True))["实施周期指标值"] == "≥30次"
    assert dict(zip(header, row, strict=True))["年度指标值"] == "≥10次"
    assert not {"指标方向", "目标值", "计量单位"} & set(header)


def test_columns_that_nothing_would_fill_are_left_out() -> None:
    header, _ = written(table_of(Project(name="甲", indicators=(Indicator(name="次数"),))))[2:]
    assert header == ["项目名称", "年度绩效目标", "一级指标", "二级指标", "三级指标", "目标值"]


def test_a_level_that_is_absent_is_marked_only_where_it_would_be_inherited() -> None:
    levels = [(None, None), ("产出", "数量"), ("产出", None), ("产出", None), ("效益", None), (None, None)]
    found = tuple(
        Indicator(name=str(n), level1=Coded(None, one) if one else None, level2=Coded(None, two) if two else None)
        for n, (one, two) in enumerate(levels)
    )
    rows = written(table_of(Project(name="甲", indicators=found)))[3:]
    assert [row[2:4] for row in rows] == [["", ""], ["产出", "数量"], ["", "—"], ["", ""], ["效益", ""], ["—", ""]]


@pytest.mark.parametrize(
    "found",
    [
        (Project(name="甲", goal="做好"), Project(name="甲", goal="做好")),
        (Project(name="甲", goal="做好"), Project(goal="做得更好", indicators=(Indicator(name="次数"),))),
        (Project(name="合计", goal="做好"), Project(name="乙")),
    ],
)
def test_projects_that_would_be_taken_for_one_another_are_marked(found: tuple[Project, ...]) -> None:
    table = table_of(*found)
    assert written(table)[2][1] == "行类别"
    (reading,) = goalconv.read_bytes(goalconv.write_bytes(table, "text", options=OPTIONS).data, format="text")
    assert reading.table == table


def test_a_text_that_states_no_member_is_printed_in_its_column() -> None:
    reading = read(HEAD + "项目名称\t三级指标\t指标性质\t指标方向\t目标值\t计量单位\t分值\n甲\t次数\t\t无\t优\t级\t十分\n")
    header, row = written(reading.table)[3:]
    assert dict(zip(header, row, strict=True)) == {
        "项目名称": "甲", "年度绩效目标": "", "一级指标": "", "二级指标": "", "三级指标": "次数", "指标方向": "无", "目标值": "优", "计量单位": "级",
        "分值": "十分",
    }  # fmt: skip


def test_extensions_named_like_columns_are_marked_and_come_back() -> None:
    indicator = Indicator(name="次数", extensions={"三级指标": "一", "项目名称": "二", "分值": "10", "〔注〕": "三"})
    table = table_of(Project(name="甲", extensions={"三级指标": "四", "分值": "五", "序号": "六"}, indicators=(indicator,)))
    (reading,) = goalconv.read_bytes(goalconv.write_bytes(table, "text", options=OPTIONS).data, format="text")
    assert reading.table == table


def test_an_explanation_that_is_the_name_of_a_direction_stays_as_it_is() -> None:
    table = table_of(Project(name="甲", indicators=(Indicator(name="次数", explanation="positive"),)))
    (reading,) = goalconv.read_bytes(goalconv.write_bytes(table, "text", options=OPTIONS).data, format="text")
    assert reading.table == table


def test_a_line_that_says_the_label_of_projects_is_no_header() -> None:
    table = goalconv.GoalTable(currency_unit="元", extensions={"备查": "项目名称"})
    (reading,) = indicators.recognise(indicators.compose(table, load("indicators")))
    assert reading.table == table
