from __future__ import annotations

import pytest
from hypothesis import given

from goalconv.converters.grid import Cell, Row
from goalconv.converters.indicators import ink, parse_level
from goalconv.converters.layouts.indicator_columns import find_columns
from goalconv.converters.layouts.levels import IndicatorReader, name_text, stated
from goalconv.converters.model import Coded, Indicator
from goalconv.converters.packing import print_level
from goalconv.converters.reading import Recorder
from goalconv.converters.values import parse_value
from strategies import coded


def row(*texts: str, spans: dict[int, int] | None = None) -> Row:
    """A row of these texts; `None` would be a covered cell, here it is left out as blank."""
    spans = spans or {}
    return Row(tuple(Cell(text, column, rowspan=spans.get(column, 1)) for column, text in enumerate(texts)))


def read(header: str, *lines: str | Row) -> tuple[list[Indicator], Recorder]:
    """The indicators below a header; checks that every character is accounted for."""
    columns = find_columns(row(*header.split("|")))
    assert columns is not None
    recorder = Recorder()
    reader = IndicatorReader(columns, recorder)
    reader.start()
    rows = [line if isinstance(line, Row) else row(*line.split("|")) for line in lines]
    found: list[Indicator] = []
    for index, line in enumerate(rows):
        found += reader.read(line, index, "/indicators", len(found))
    reader.start()
    account = recorder.reading(None).account  # type: ignore[arg-type]
    assert account.source == sum(ink(cell.text) for line in rows for cell in line.cells)
    return found, recorder


def levels(indicators: list[Indicator]) -> list[tuple[str | None, str | None]]:
    return [(i.level1.name if i.level1 else None, i.level2.name if i.level2 else None) for i in indicators]


def test_levels_carry_down_blank_cells() -> None:
    found, _ = read("一级指标|二级指标|三级指标|指标值", "产出|数量|甲|1", "||乙|2", "|质量|丙|3", "效益||丁|4")
    assert levels(found) == [("产出", "数量"), ("产出", "数量"), ("产出", "质量"), ("效益", None)]


def test_levels_repeated_on_every_row_are_the_same() -> None:
    found, _ = read("一级|二级|三级|指标值", "产出|数量|甲|1", "产出|数量|乙|2")
    assert levels(found) == [("产出", "数量")] * 2


def test_a_level_2_merged_over_two_levels_1_holds_for_both() -> None:
    found, _ = read("一级指标|二级指标|三级指标|指标值", row("产出", "数量", "甲", "1", spans={1: 2}), "效益||乙|2")
    assert levels(found) == [("产出", "数量"), ("效益", "数量")]


@pytest.mark.parametrize("dash", ["—", "-", "/", "——"])
def test_a_dash_says_that_there_is_no_level(dash: str) -> None:
    found, _ = read("一级指标|二级指标|三级指标|指标值", "产出|数量|甲|1", f"|{dash}|乙|2", "||丙|3")
    assert levels(found) == [("产出", "数量"), ("产出", None), ("产出", None)]


def test_points_stay_with_the_name_of_a_level() -> None:
    found, _ = read("一级指标|二级指标|三级指标|指标值", "产出指标(50分)|11-数量指标|甲|1")
    assert found[0].level1 == Coded(None, "产出指标(50分)")
    assert found[0].level2 == Coded("11", "数量指标")


@pytest.mark.parametrize(
    ("cells", "value", "kept"),
    [
        ("大于等于|90|%", "大于等于90%", {}),
        ("≥|1,000.50|元", "≥1,000.50元", {}),
        ("|90|%", "90%", {}),
        ("≤|90万|元", "≤90万元", {}),
        ("≥|30-50|人", "≥30-50人", {}),
        ("|30~50|人", "30~50人", {}),
        ("|效果显著|", "效果显著", {}),
        ("|优|等级", "优", {"计量单位": "等级"}),
        ("|90%|%", "90%", {"计量单位": "%"}),
        ("无|95|%", "95%", {"指标方向": "无"}),
        ("等于|12|月", "等于12月", {}),
    ],
)
def test_operator_value_and_unit_make_one_value(cells: str, value: str, kept: dict[str, str]) -> None:
    found, recorder = read("三级指标|指标方向|目标值|计量单位", f"甲|{cells}")
    assert (found[0].annual_value, found[0].extensions) == (parse_value(value), kept)
    assert recorder.reading(None).account.unexplained == 0  # type: ignore[arg-type]


def test_a_sign_without_a_value_is_no_value() -> None:
    found, recorder = read("三级指标|计算符号|指标值|度量单位", "甲|≥||%")
    assert found[0].annual_value is None
    assert found[0].extensions == {"指标方向": "≥", "计量单位": "%"}
    assert "GC303" in [finding.code for finding in recorder.findings]


def test_the_column_of_nature_may_hold_directions_or_operators() -> None:
    found, _ = read("三级指标|指标性质|指标值|度量单位", "甲|正向|5|人", "乙|≥|5|人", "丙|定性|优|")
    assert [(i.direction, i.annual_value and i.annual_value.text) for i in found] == [
        ("positive", "5人"),
        (None, "≥5人"),
        ("qualitative", "优"),
    ]


def test_a_column_of_operators_that_says_qualitative_is_understood() -> None:
    found, _ = read("三级指标|指标方向|目标值", "甲|定性|优")
    assert (found[0].direction, found[0].annual_value) == ("qualitative", parse_value("优"))


def test_two_sides_with_one_name_are_one_indicator() -> None:
    header = "一级指标|二级指标|三级指标|指标值|二级指标|三级指标|指标值"
    found, _ = read(header, "产出|数量|甲|30次|数量|甲|10次", "|质量|乙|1|质量|丙|2", "||||时效|丁|3")
    assert [(i.name, i.period_value and i.period_value.text, i.annual_value and i.annual_value.text) for i in found] == [
        ("甲", "30次", "10次"),
        ("乙", "1", None),
        ("丙", None, "2"),
        ("丁", None, "3"),
    ]
    assert levels(found)[-1] == ("产出", "时效")


def test_two_columns_of_values_share_name_and_unit() -> None:
    found, _ = read("三级指标|实施期指标值|年度指标值|计量单位", "甲|30|10|次", "乙|30||次", "丙||10|次")
    assert [(i.period_value and i.period_value.text, i.annual_value and i.annual_value.text) for i in found] == [
        ("30次", "10次"),
        ("30次", None),
        (None, "10次"),
    ]
    assert all(not i.extensions for i in found)


@pytest.mark.parametrize(
    ("header", "line", "said"),
    [
        ("三级指标|实施期指标值", "甲|3", {"period": "3"}),
        ("三级指标|实施期指标值|指标值", "甲|3|1", {"period": "3", "year": "1"}),
        ("三级指标|指标值|指标值", "甲|3|1", {"period": "3", "year": "1"}),
        ("三级指标（长期）|指标值(中期)|三级 指标（年度）|指标值（本年度）", "甲|3|甲|1", {"period": "3", "year": "1"}),
        ("三级指标|指标值|三级指标(年度)|指标值(万元)", "甲|3||", {"period": "3"}),
        ("一级指标|三级指标|指标值|一级指标|三级指标|指标值", "产出|||效益|甲|1", {"level1": "效益", "year": "1"}),
        ("三级指标|指标值|三级指标", "甲|3|甲", {"period": "3", "year": "3"}),
        ("三级指标|指标内容|指标值", "甲|乙|1", {"year": "1", "指标内容": "乙"}),
        ("三级指标|三级指标|三级指标|指标值", "甲|甲|乙|1", {"period": "1", "year": "1", "三级指标": "乙"}),
        ("二级指标|二级指标|三级指标|指标值", "数量|质量|甲|1", {"level2": "数量", "year": "1", "二级指标": "质量"}),
        ("三级指标|指标值|分值|分值", "甲|1|10|20", {"year": "1", "weight": "10", "分值": "20"}),
        ("序号|绩效指标|三级指标|指标值", "1|道路|甲|1", {"year": "1", "绩效指标": "道路"}),
        ("一级指标|三级指标", "产出|甲", {"level1": "产出"}),
        ("二级指标|三级指标", "数量|甲", {"level2": "数量"}),
        *(
            (f"三级指标|指标值|{label}", "甲|3|2", {"year": "3", "actual": "2"})
            for label in ("1-6月 执行数", "9月实际完成值", "1至9月完成情况", "上半年完成值", "半年执行数", "11月完成值")
        ),
        *((f"三级指标|指标值|{label}", "甲|3|2", {"year": "3", label: "2"}) for label in ("每月执行数", "6月", "半年完成率")),
    ],
)
def test_each_column_is_read_as_what_its_label_says(header: str, line: str, said: dict[str, str]) -> None:
    ((found,), recorder) = read(header, line)
    values = {"period": found.period_value, "year": found.annual_value, "actual": found.actual_value}
    held = {name: value.text for name, value in values.items() if value} | found.extensions
    held |= {name: level.name for name, level in (("level1", found.level1), ("level2", found.level2)) if level}
    held |= {"weight": str(found.weight)} if found.weight else {}
    assert (found.name, held) == ("甲", said)
    assert recorder.reading(None).account.unexplained == 0  # type: ignore[arg-type]


def test_numbers_of_their_own_column_and_before_the_name() -> None:
    assert read("序号|三级指标|指标值", "7|3、甲|1", "007|乙|1")[0] == [
        Indicator(number=7, name="3、甲", annual_value=parse_value("1")),
        Indicator(name="乙", annual_value=parse_value("1"), extensions={"序号": "007"}),
    ]
    assert read("三级指标|指标值", "3、甲|1")[0] == [Indicator(number=3, name="甲", annual_value=parse_value("1"))]


def test_other_columns_are_kept_under_their_labels() -> None:
    found, _ = read("三级指标|指标值|分值|备注|责任人|〔分值〕|责任人", "甲|1|10分|说明|张三|五|李四")
    assert found[0].explanation == "说明"
    assert found[0].extensions == {"分值": "10分", "责任人": "张三", "分值(2)": "五", "责任人(2)": "李四"}


def test_text_in_a_row_without_an_indicator_is_named() -> None:
    found, recorder = read("一级指标|三级指标|指标值|备注", "产出|||多出的文字")
    assert found == []
    assert [finding.code for finding in recorder.findings] == ["GC207", "GC250"]
    _, recorder = read("一级指标|三级指标|指标值|备注", "张三|||")
    assert [finding.code for finding in recorder.findings] == ["GC207"]


def test_what_a_row_leaves_out_is_named_only_where_the_table_has_columns_for_it() -> None:
    _, recorder = read("一级指标|二级指标|三级指标|指标值", "产出||甲|1")
    assert [finding.code for finding in recorder.findings] == ["GC302"]
    _, recorder = read("一级指标|三级指标|指标值", "产出|甲|1")
    assert recorder.findings == []


@pytest.mark.parametrize("header", ["项目名称|绩效目标", "一级指标|二级指标", "三级指标", "三级指标|备注", ""])
def test_what_is_no_header_is_told(header: str) -> None:
    assert find_columns(row(*header.split("|"))) is None


@given(coded)
def test_a_level_is_read_from_what_is_printed(level: Coded) -> None:
    assert parse_level(print_level(level)) == level


@pytest.mark.parametrize(
    ("level", "text"),
    [
        (Coded("11", "数量指标"), "11-数量指标"),
        (Coded(None, "数量指标"), "数量指标"),
        (Coded(None, "11-数量指标"), "〔〕11\\-数量指标"),
        (Coded(None, "/"), "〔〕/"),
        (Coded(None, ""), "〔〕"),
        (Coded("甲-1", "数量"), "〔甲\\-1〕数量"),
    ],
)
def test_a_level_that_would_be_misread_is_marked(level: Coded, text: str) -> None:
    assert print_level(level) == text
    assert parse_level(text) == level


@pytest.mark.parametrize("name", ["", "〔〕", "〔〔〕", "甲", "〔甲〕"])
def test_a_name_is_read_from_what_is_printed(name: str) -> None:
    found, _ = read("三级指标|指标值", f"{name_text(Indicator(name=name, annual_value=parse_value('1')))}|1")
    assert found[0].name == name


@pytest.mark.parametrize("name", ["0", "一", "指标1：", "指标 1：", "……", "〔0〕", "〔 〕", "〔〔…〕〕", "〔", ""])
def test_a_name_without_a_value_is_told_from_a_line_that_nobody_filled_in(name: str) -> None:
    found, recorder = read("三级指标|指标值", f"{name_text(Indicator(name=name))}|")
    assert [indicator.name for indicator in found] == [name]
    assert [finding.code for finding in recorder.findings] == ["GC303"]


def test_stated_gives_members_texts_and_the_parts_of_the_value() -> None:
    members, extensions, parts = stated(
        {"operator": "≥", "value": "90", "unit": "%", "weight": "10", "score": "优", "number": "2"}
    )
    assert members == {"value": parse_value("≥90%"), "weight": 10, "number": 2}
    assert extensions == {"得分": "优"}
    assert parts == {"operator", "value", "unit"}


@pytest.mark.parametrize("header", ["三级指标|实施期指标值|年度指标值", "三级指标|指标值|年度指标值"])
def test_lines_that_nobody_filled_in_are_named_once(header: str) -> None:
    found, recorder = read(header, "指标1：||", "甲|1|2", "……||")
    assert [(item.name, item.period_value, item.annual_value) for item in found] == [("甲", parse_value("1"), parse_value("2"))]
    assert [(finding.code, finding.parameters) for finding in recorder.findings] == [
        ("GC250", {"count": 2, "names": "指标1：、……"})
    ]


def test_what_an_indicator_lacks_is_said_by_its_number() -> None:
    _, recorder = read("序号|一级指标|二级指标|三级指标|指标值", "7|产出||甲|", "|产出||乙|1")
    assert [(finding.code, finding.parameters["number"]) for finding in recorder.findings] == [
        ("GC302", 7),
        ("GC303", 7),
        ("GC302", 2),
    ]
