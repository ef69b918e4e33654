"""Where the items of a packed cell begin, by every way of numbering that was seen."""

from __future__ import annotations

import pytest

from goalconv.converters.indicators import unpack

TENS = [
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "十一",
    "十二",
    "十三",
    "十四",
    "十五",
    "十六",
    "十七",
    "十八",
    "十九",
    "二十",
    "二十一",
]
WAYS = {
    "1、": [f"{number}、" for number in range(1, 22)],
    "1.": [f"{number}." for number in range(1, 22)],
    "1)": [f"{number})" for number in range(1, 22)],
    "(1)": [f"({number})" for number in range(1, 22)],
    "（1）": [f"（{number}）" for number in range(1, 22)],
    "①": [chr(ord("①") + number) for number in range(20)],
    "一、": [f"{numeral}、" for numeral in TENS],
    "（一）": [f"（{numeral}）" for numeral in TENS],
}
BODY = "产出指标；数量指标；甲；年度指标值：1人"


def numbers(text: str) -> list[int | None]:
    return [indicator.number for indicator in unpack(text).indicators]


@pytest.mark.parametrize("end", ["。", "。\n", "；\n", "\n"])
@pytest.mark.parametrize("way", WAYS)
def test_items_are_told_by_their_numbers(way: str, end: str) -> None:
    marks = WAYS[way]
    assert numbers("".join(f"{mark}{BODY}{end}" for mark in marks)) == list(range(1, len(marks) + 1))


@pytest.mark.parametrize("way", [way for way in WAYS if way != "1."])
def test_a_number_in_running_text_begins_an_item_only_where_it_continues_the_count(way: str) -> None:
    first, second, third, *_ = WAYS[way]
    assert numbers(f"{first}{BODY}{second}{BODY}{third}{BODY}") == [1, 2, 3]
    assert numbers(f"{first}{BODY}{third}{BODY}") == [1]


@pytest.mark.parametrize("mark", ["2、", "（2）", "②", "二、"])
def test_a_number_without_levels_behind_it_is_text(mark: str) -> None:
    assert [item.name for item in unpack(f"1、产出指标；数量指标；甲{mark}乙；年度指标值：1人。").indicators] == [f"甲{mark}乙"]


@pytest.mark.parametrize("separator", ["；", ";", "；\n", "； "])
def test_a_number_behind_a_separator_is_text_where_no_level_stands_behind_it(separator: str) -> None:
    text = f"1、产出指标；数量指标{separator}2、维修；年度指标值：1人。2、产出指标；质量指标；合格；年度指标值：2人。"
    assert [(item.number, item.name) for item in unpack(text).indicators] == [(1, "2、维修"), (2, "合格")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("产出指标；维修", "效益指标；改善"),
        ("产出指标|维修", "效益指标|改善"),
        ("产出指标，数量指标，维修", "效益指标，社会效益指标，改善"),
    ],
)
def test_numbers_with_a_point_begin_items_where_levels_stand_behind_them(first: str, second: str) -> None:
    text = f"1.{first}；年度指标值：5所。2.{second}；年度指标值：好。3.{first}；年度指标值：6所。"
    assert [(item.number, item.annual_value and item.annual_value.text) for item in unpack(text).indicators] == [
        (1, "5所"),
        (2, "好"),
        (3, "6所"),
    ]


@pytest.mark.parametrize("mark", ["；", "|", "｜"])
def test_the_marks_between_levels_may_be_bars(mark: str) -> None:
    text = "。\n".join(mark.join((f"{number}、产出指标", "数量指标", "甲", "1人")) for number in (1, 2))
    assert [(item.number, item.level1.name, item.name) for item in unpack(text).indicators] == [
        (1, "产出指标", "甲"),
        (2, "产出指标", "甲"),
    ]


def test_items_without_numbers_are_told_by_full_stop_and_line() -> None:
    assert [
        item.name
        for item in unpack("产出指标；数量指标；甲；年度指标值：1人。\n产出指标；数量指标；乙；年度指标值：2人。").indicators
    ] == ["甲", "乙"]


@pytest.mark.parametrize("end", ["；\n", "。\n", "\n"])
def test_a_number_on_a_line_of_its_own_that_continues_the_count_begins_an_item(end: str) -> None:
    items = ["1、次数≥5次", "2、合格率≥95%", "3、满意度≥90%"]
    assert [indicator.name for indicator in unpack(end.join(items)).indicators] == [item[2:] for item in items]


@pytest.mark.parametrize("line", ["年度绩效指标", "绩效指标如下；"])
def test_a_line_above_the_first_number_is_no_part_of_it(line: str) -> None:
    found = unpack(f"{line}\n1、次数≥5次\n2、合格率≥95%")
    assert [(indicator.number, indicator.name) for indicator in found.indicators] == [(1, "次数≥5次"), (2, "合格率≥95%")]
    assert [(span.start, span.stop) for span in found.leftovers] == [(0, len(line))]


def test_an_item_that_begins_in_the_middle_of_a_text_is_told() -> None:
    found = unpack(f"1、{BODY}2、{BODY}。")
    assert [(doubt.index, doubt.offset) for doubt in found.doubts if doubt.kind.code == "GC306"] == [(1, len(f"1、{BODY}"))]


def test_nothing_is_read_from_a_blank_cell_and_nothing_is_left_over() -> None:
    found = unpack(" \n　")
    assert (found.indicators, found.doubts, found.leftovers) == ((), (), ())


def test_levels_behind_numbers_are_told_without_labels_of_values() -> None:
    found = unpack("1、产出指标-数量指标-次数≥5次；\n2、效益指标-社会效益-知晓率≥95%。").indicators
    levels = [level.name for indicator in found for level in (indicator.level1, indicator.level2) if level]
    assert levels == ["产出指标", "数量指标", "效益指标", "社会效益"]
    assert [(indicator.name, getattr(indicator.annual_value, "text", None)) for indicator in found] == [
        ("次数", "≥5次"),
        ("知晓率", "≥95%"),
    ]
