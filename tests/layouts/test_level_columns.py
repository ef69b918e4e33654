"""Columns headed by levels of the taxonomy: what makes them, and where what they say stands."""

from __future__ import annotations

import pytest

import goalconv
from goalconv.converters.indicators import ink
from goalconv.converters.packing import print_level

TOP = "某县2021年项目支出绩效目标表\n单位：万元\n"


def read(*lines: str) -> goalconv.Reading:
    (reading,) = goalconv.read_bytes((TOP + "\n".join(lines) + "\n").encode(), format="text")
    return reading


def said(reading: goalconv.Reading) -> list[tuple[str, str, str, str]]:
    return [
        (
            print_level(item.level1) if item.level1 else "",
            print_level(item.level2) if item.level2 else "",
            item.name,
            item.annual_value.text if item.annual_value else "",
        )
        for unit in reading.table.units
        for project in unit.projects
        for item in project.indicators
    ]


def test_two_such_columns_make_indicators_and_one_is_a_column_of_its_own() -> None:
    two = read("项目名称\t绩效目标\t数量指标\t满意度指标", "甲\t好\t维修5所\t≥95%")
    assert said(two) == [("", "数量指标", "维修5所", ""), ("满意度指标", "", "", "≥95%")]
    one = read("项目名称\t绩效目标\t数量指标", "甲\t好\t维修5所")
    assert said(one) == []
    assert one.table.units[0].projects[0].extensions == {"数量指标": "维修5所"}
    assert [finding.code for finding in one.findings if finding.code == "GC203"]
    bare = read("项目名称\t数量指标\t满意度指标", "甲\t维修5所\t≥95%")
    assert said(bare) == said(two)
    with pytest.raises(goalconv.UnreadableError):
        read("项目名称\t总计\t数量指标", "甲\t1\t维修5所")


@pytest.mark.parametrize("header", ["项目名称\t绩效目标\t指标1\t指标2", "项目名称\t绩效目标\t绩效指标一\t绩效指标二"])
def test_columns_that_only_count_indicators_make_indicators_without_levels(header: str) -> None:
    reading = read(header, "甲\t好\t维修5所\t合格率≥95%")
    assert said(reading) == [("", "", "维修5所", ""), ("", "", "合格率", "≥95%")]
    found = [(finding.code, str(finding.place)) for finding in reading.findings if finding.code in ("GC203", "GC302", "GC872")]
    assert found == [("GC302", "第4行 第5列"), ("GC302", "第4行 第10列")]
    assert [(finding.pointer, finding.parameters["number"]) for finding in reading.findings if finding.code == "GC302"] == [
        ("/units/0/projects/0/indicators/0", 1),
        ("/units/0/projects/0/indicators/1", 2),
    ]
    listed = read(header, '甲\t好\t"1、床位\n2、食堂"\t"1、合格\n2、好评"')
    assert [finding.parameters["number"] for finding in listed.findings if finding.code == "GC302"] == [1, 2, 1, 2]
    grouped = read("项目名称\t绩效目标\t产出指标\t\t效益指标", "\t\t指标1\t指标2\t", "甲\t好\t5所\t合格\t改善")
    assert said(grouped) == [("产出指标", "", "", "5所"), ("产出指标", "", "合格", ""), ("效益指标", "", "改善", "")]


def test_texts_kept_under_counted_indicators_come_back_as_they_are() -> None:
    project = goalconv.Project(name="甲", goal="好", extensions={"指标1": "维修5所", "指标2": "≥95%"})
    table = goalconv.GoalTable(currency_unit="元", units=(goalconv.Unit(projects=(project,)),))
    assert goalconv.read_bytes(goalconv.write_bytes(table, "csv").data, format="csv")[0].table == table


@pytest.mark.parametrize("none", ["—", "-", "/", "——"])
def test_a_dash_says_that_there_is_none(none: str) -> None:
    reading = read("项目名称\t绩效目标\t数量指标\t质量指标", f"甲\t好\t{none}\t合格")
    assert said(reading) == [("", "质量指标", "合格", "")]
    assert reading.account.unexplained == 0


def test_a_level_heads_the_blank_columns_to_its_right_and_nothing_else_does() -> None:
    reading = read(
        "项目名称\t绩效目标\t备注\t产出指标\t\t效益指标\t其他说明",
        "\t\t\t数量指标\t质量指标\t社会效益指标\t",
        "甲\t好\t一\t5所\t合格\t改善\t二",
    )
    assert said(reading) == [
        ("产出指标", "数量指标", "", "5所"),
        ("产出指标", "质量指标", "合格", ""),
        ("效益指标", "社会效益指标", "改善", ""),
    ]
    assert reading.table.units[0].projects[0].extensions == {"备注": "一", "其他说明": "二"}


def test_a_level_before_a_text_has_its_place_and_a_pair_of_dashes_is_counted_once() -> None:
    reading = read("项目名称\t绩效目标\t产出指标\t效益指标", "甲\t好\t数量指标：改造小区≥3个\t改善")
    assert said(reading)[0] == ("产出指标", "数量指标", "改造小区", "≥3个")
    assert "/units/0/projects/0/indicators/0/level2" in reading.places
    header = "项目名称\t绩效目标\t产出指标\t\t效益指标\t", "\t\t三级指标\t指标值\t三级指标\t指标值"
    reading = read(*header, "甲\t好\t次数\t2次\t—\t—")
    assert said(reading) == [("产出指标", "", "次数", "2次")]
    assert reading.account.source == ink("\n".join([TOP, *header, "甲\t好\t次数\t2次\t—\t—"]))


def test_a_label_of_money_heads_no_blank_column_to_its_right() -> None:
    header = "项目名称\t绩效目标\t资金\t\t产出指标\t效益指标", "\t\t总计\t财政拨款\t\t社会效益指标"
    reading = read(*header, "甲\t好\t5\t5\t合格\t改善")
    assert said(reading) == [("产出指标", "", "合格", ""), ("效益指标", "社会效益指标", "改善", "")]


def test_every_name_and_target_has_its_place() -> None:
    reading = read("项目名称\t绩效目标\t数量指标\t质量指标", "甲\t好\t维修学校≥5所\t合格", "乙\t好\t\t≥95%")
    places = {pointer: str(place) for pointer, place in reading.places.items() if "/indicators/" in pointer}
    assert places == {
        "/units/0/projects/0/indicators/0/name": "第4行 第5列",
        "/units/0/projects/0/indicators/0/annual_value": "第4行 第9列",
        "/units/0/projects/0/indicators/1/name": "第4行 第13列",
        "/units/0/projects/1/indicators/0/annual_value": "第5行 第6列",
    }


def test_dashes_make_no_project_of_a_total() -> None:
    reading = read("项目名称\t总计\t绩效目标\t数量指标\t质量指标", "合计\t5.00\t\t/\t—", "甲\t5.00\t好\t3项\t合格")
    assert said(reading) == [("", "数量指标", "", "3项"), ("", "质量指标", "合格", "")]
    assert [project.name for unit in reading.table.units for project in unit.projects] == ["甲"]
    assert reading.table.funding is not None
    assert str(reading.table.funding.total) == "5.00"
    assert (reading.table.extensions, reading.account.unexplained) == ({}, 0)


def test_a_mark_at_the_end_stays_with_a_text_and_is_named_behind_a_target_or_a_line_of_a_list() -> None:
    reading = read("项目名称\t绩效目标\t数量指标\t质量指标\t满意度指标", '甲\t好\t"1、床位；\n2、食堂"\t得到改善。\t≥95%。')
    assert [name or value for _, _, name, value in said(reading)] == ["床位", "食堂", "得到改善。", "≥95%"]
    assert [(entry.code, list(map(str, entry.places))) for entry in reading.ledger] == [
        ("GC309", ["第4行 第10列", "第5行 第17列"])
    ]


def test_a_header_that_a_line_cuts_in_two_makes_no_project_of_its_lower_half() -> None:
    reading = read("项目名称\t绩效目标\t产出指标\t\t满意度指标", "见下", "\t\t数量指标\t质量指标\t", "甲\t好\t5所\t合格\t≥95%")
    assert [project.name for unit in reading.table.units for project in unit.projects] == ["甲"]
    assert said(reading) == [("产出指标", "", "", "5所"), ("满意度指标", "", "", "≥95%")]
    named = [finding.message.partition(": ")[2] for finding in reading.findings if finding.code == "GC207"]
    assert named == ["数量指标", "质量指标", "合格"]
