from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalconv.converters.indicators import _read_regular, _Reader, ink, parse_level, spans_of, unpack
from goalconv.converters.model import Coded, Indicator, Value
from goalconv.converters.packing import pack, print_level
from strategies import indicators, loose

ITEM = "1、1-产出指标；11-数量指标；补贴覆盖率；实施周期指标值：≥90%；年度指标值:100%。"


def test_an_item_of_the_official_form_is_read_into_its_members() -> None:
    (indicator,) = unpack(ITEM).indicators
    assert (indicator.number, indicator.level1, indicator.level2) == (1, Coded("1", "产出指标"), Coded("11", "数量指标"))
    assert indicator.name == "补贴覆盖率"
    assert indicator.period_value is not None
    assert indicator.annual_value is not None
    assert (indicator.period_value.text, indicator.annual_value.text) == ("≥90%", "100%")


def test_a_lost_separator_before_a_value_is_doubted_and_the_item_still_read() -> None:
    unpacked = unpack("1、1-产出指标；12-质量指标；用于体系建设和实施周期指标值：不低于总额50%；年度指标值：≥50%。")
    assert unpacked.indicators[0].name == "用于体系建设和"
    assert [(doubt.kind.code, doubt.offset) for doubt in unpacked.doubts] == [("GC301", 24)]


def test_numbers_that_restart_still_begin_items() -> None:
    text = ITEM + ITEM.replace("1、", "5、", 1) + ITEM.replace("1、", "7、", 1)
    assert [indicator.number for indicator in unpack(text).indicators] == [1, 5, 7]


def test_a_list_inside_a_value_does_not_begin_items() -> None:
    text = "1、1-产出指标；11-数量指标；活动；年度指标值：分两步。9、先做；10、后做。2、1-产出指标；11-数量指标；次数；年度指标值：2次。"
    assert [indicator.number for indicator in unpack(text).indicators] == [1, 2]
    value = unpack(text).indicators[0].annual_value
    assert value is not None
    assert value.text == "分两步。9、先做；10、后做"


def test_items_on_lines_of_their_own_are_read() -> None:
    text = "\n".join([ITEM, ITEM.replace("1、", "2、", 1)])
    assert [indicator.number for indicator in unpack(text).indicators] == [1, 2]


def test_items_without_numbers_are_told_by_their_levels_where_the_line_breaks_are_lost() -> None:
    text = "产出指标；数量指标；次数；年度指标值：≥1次。产出指标；质量指标；合格率；年度指标值：100%。2-效益指标；21-经济效益；收入；年度指标值：提高。"
    assert [(item.name, item.annual_value.text if item.annual_value else "") for item in unpack(text).indicators] == [
        ("次数", "≥1次"), ("合格率", "100%"), ("收入", "提高"),
    ]  # fmt: skip


def test_a_label_that_comes_twice_stays_text_and_is_doubted() -> None:
    unpacked = unpack("1、1-产出指标；11-数量指标；次数；年度指标值：2次；年度指标值：3次。")
    value = unpacked.indicators[0].annual_value
    assert value is not None
    assert value.text == "2次；年度指标值：3次"
    assert [doubt.kind.code for doubt in unpacked.doubts] == ["GC304"]


@pytest.mark.parametrize(
    ("text", "members", "doubts"),
    [
        (
            ITEM + ITEM.replace("1、", "2、", 1).replace("周期指标值：", "周期指标值:"),
            [{"level1": "1-产出指标", "level2": "11-数量指标", "name": "补贴覆盖率", "period_value": "≥90%", "annual_value": "100%"}] * 2,
            [("GC307", 0, ":100%"), ("GC307", 1, ":≥90%"), ("GC307", 1, ":100%")],
        ),
        (
            "1、 产出指标； 数量指标 ； 维修 ；年度指标值： 5所 。",
            [{"level1": "产出指标", "level2": "数量指标", "name": "维修", "annual_value": "5所"}],
            [],
        ),
        (
            "1、数量指标；维修；年度指标值：5所。2、产出指标；质量指标；合格。3、产出指标；率；年度指标值：1%。",
            [
                {"level2": "数量指标", "name": "维修", "annual_value": "5所"},
                {"level1": "产出指标", "level2": "质量指标", "name": "合格"},
                {"level1": "产出指标", "name": "率", "annual_value": "1%"},
            ],
            [("GC302", 0, "数量"), ("GC303", 1, "产出"), ("GC302", 2, "产出")],
        ),
        ("1、1-其他；13-其他；名；1人。", [{"level1": "1-其他", "level2": "13-其他", "name": "名", "annual_value": "1人"}], []),
        (
            "1、产出指标；数量指标；维修；【责任人】张三；【责任人】李四；年度指标值：5所。",
            [
                {
                    "level1": "产出指标", "level2": "数量指标", "name": "维修", "extensions/责任人": "张三；【责任人】李四", "annual_value": "5所",
                }
            ],
            [("GC304", 0, "；【责任人】李四")],
        ),
        (
            "1、产出指标；数量指标；调整分值：上调；年度指标值：1人。",
            [{"level1": "产出指标", "level2": "数量指标", "name": "调整分值：上调", "annual_value": "1人"}],
            [],
        ),
        ("1、分值：10；年度指标值：5所。", [{"name": "", "weight": "10", "annual_value": "5所"}], [("GC302", 0, "分值")]),
    ],
)  # fmt: skip
def test_members_and_doubts_are_found_where_they_stand_in_the_cell(
    text: str, members: list[dict[str, str]], doubts: list[tuple[str, int, str]]
) -> None:
    unpacked = unpack(text)
    assert [{name: text[span.start : span.stop] for name, span in each.items()} for each in spans_of(text)] == members
    assert [(doubt.kind.code, doubt.index) for doubt in unpacked.doubts] == [(code, index) for code, index, _ in doubts]
    assert all(text.startswith(words, doubt.offset) for doubt, (_, _, words) in zip(unpacked.doubts, doubts, strict=True))
    assert unpacked.fields == sum(ink(held) for each in members for held in each.values())


@pytest.mark.parametrize("text", ["详见附件", "见附表；另行下达", "无"])
def test_text_without_an_indicator_is_left_over_whole(text: str) -> None:
    unpacked = unpack(text)
    assert unpacked.indicators == ()
    assert "".join(text[span.start : span.stop] for span in unpacked.leftovers) == text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("数量指标：改造小区≥3个；满意度：≥95%", [("", "数量指标", "改造小区", "≥3个"), ("满意度", "", "", "≥95%")]),
        ("产出指标：\n数量指标：维修5所；供餐200天。\n质量：合格", [("产出指标", "数量指标", "维修5所；供餐200天", ""), ("产出指标", "质量", "合格", "")]),
        ("一、产出指标\n1.数量指标：\n1.维修5所\n2.供餐", [("产出指标", "数量指标", "维修5所", ""), ("产出指标", "数量指标", "供餐", "")]),
        ("【效益指标】社会效益指标：改善", [("效益指标", "社会效益指标", "改善", "")]),
        ("满意度指标：好；社会效益指标：改善", [("满意度指标", "", "好", ""), ("", "社会效益指标", "改善", "")]),
        (
            "产出指标-数量指标-培训人次≥500；产出指标-12-质量指标-合格率≥95%",
            [("产出指标", "数量指标", "培训人次", "≥500"), ("产出指标", "12-质量指标", "合格率", "≥95%")],
        ),
        *((f"产出指标{mark}数量指标{mark}维修5所", [("产出指标", "数量指标", "维修5所", "")]) for mark in "：:-－—–"),
        *((f"数量指标：维修5所{mark}质量指标：合格{mark}", [("", "数量指标", "维修5所", ""), ("", "质量指标", "合格", "")]) for mark in ("；", ";", "。", "，", ",", "\n", "。\n")),
        ("数量指标：目标≥优秀", [("", "数量指标", "目标≥优秀", "")]),
        ("数量指标：维修\\；5所", []),
        ("数量指标：调研次数（≥5次）", [("", "数量指标", "调研次数（≥5次）", "")]),
        ("11-数量指标：2000人", [("", "11-数量指标", "", "2000人")]),
        ("完成改造；数量指标：3个", []), ("数量指标", []), ("数量指标：", []), ("改造数量：3个", []), ("产出指标\n效益指标", []),
    ],
)  # fmt: skip
def test_texts_behind_levels_are_indicators_and_a_cell_with_other_text_before_them_is_left_over(
    text: str, read: list[tuple[str, str, str, str]]
) -> None:
    unpacked = unpack(text)
    assert [
        (
            print_level(item.level1) if item.level1 else "",
            print_level(item.level2) if item.level2 else "",
            item.name,
            item.annual_value.text if item.annual_value else "",
        )
        for item in unpacked.indicators
    ] == read
    assert bool(unpacked.leftovers) is not bool(read)
    stands = [{name: text[span.start : span.stop] for name, span in spans.items()} for spans in spans_of(text)]
    assert [(each.get("name", ""), each.get("annual_value", "")) for each in stands] == [line[2:] for line in read]


@pytest.mark.parametrize(
    ("level", "second"),
    [
        ("数量指标", True), ("质量指标", True), ("时效指标", True), ("经济成本指标", True), ("社会效益指标", True), ("可持续影响指标", True),
        ("服务对象满意度指标", True), ("群众对象满意度", True), ("11-数量", True), ("产出指标", False), ("效益指标", False), ("1-产出指标", False), ("满意度指标", False),
    ],
)  # fmt: skip
def test_a_level_alone_is_the_second_by_its_code_or_name(level: str, second: bool) -> None:
    (indicator,) = unpack(f"1、{level}；维修；年度指标值：5所。").indicators
    assert ((indicator.level2 if second else indicator.level1), (indicator.level1 if second else indicator.level2)) == (
        parse_level(level),
        None,
    )
    assert indicator.name == "维修"


def test_what_a_text_behind_levels_leaves_out_is_doubted() -> None:
    codes = [
        [doubt.kind.code for doubt in unpack(text).doubts]
        for text in ("数量指标：维修", "产出指标：数量指标：≥5所", "满意度：≥5")
    ]
    assert codes == [["GC302", "GC303"], [], ["GC302"]]
    text = "产出指标：数量指标：维修；质量指标：合格"
    assert [text[doubt.offset :][:2] for doubt in unpack(text).doubts] == ["维修", "合格"]


@given(st.lists(indicators, max_size=4).map(tuple))
def test_what_is_packed_is_unpacked_with_or_without_line_breaks(items: tuple[Indicator, ...]) -> None:
    packed = pack(items)
    lines = "".join(("\n" if offset in packed.breaks else "") + char for offset, char in enumerate(packed.text))
    assert unpack(packed.text).indicators == items
    assert unpack(lines).indicators == items


@given(
    st.lists(
        loose | st.sampled_from([ITEM, "。", "；", "2、", "数量指标：", "\n产出指标：\n", "满意度：≥95%", "1.维修\n2.供餐"]),
        max_size=6,
    ).map("".join)
)
def test_every_character_is_a_field_a_label_or_left_over(text: str) -> None:
    unpacked = unpack(text)
    left = sum(ink(text[span.start : span.stop]) for span in unpacked.leftovers)
    assert unpacked.fields + unpacked.labels + left == ink(text)
    assert min(unpacked.fields, unpacked.labels) >= 0
    assert len(spans_of(text)) == len(unpacked.indicators)
    for spans in spans_of(text):
        assert all(0 <= span.start <= span.stop <= len(text) for span in spans.values())


@pytest.mark.parametrize(
    "unit",
    [
        "1、1-1、1-…",
        "；",
        "1、",
        "。\n",
        "实施周期指标值：",
        "【",
        "〔",
        "\\",
        "。1、a；",
        "、",
        "1-",
        "数量指标：甲≥1；",
        "产出指标：\n",
        "数量指标：1.甲\n2.乙\n",
    ],
)
def test_crafted_text_takes_time_in_proportion_to_its_length(unit: str) -> None:
    """Counts steps of the regular expressions' work by what they yield: ten times the text may not yield a hundred times the doubts."""
    short, long = (unpack(unit * (count // len(unit))) for count in (2_000, 20_000))
    assert len(long.doubts) <= 12 * max(1, len(short.doubts)) + 12
    assert len(long.indicators) <= 12 * max(1, len(short.indicators)) + 12


def test_a_text_that_equals_a_code_of_the_model_is_not_translated() -> None:
    """An explanation that reads "positive" is a text, not the direction 正向."""
    items = (Indicator(number=1, name="次数", explanation="positive", direction="negative"),)
    assert unpack(pack(items).text).indicators == items


regular_texts = st.text("一二产出满意度，（）12%≥ \u3000", min_size=1, max_size=6)


@given(
    st.lists(
        st.tuples(st.integers(0, 99), regular_texts, regular_texts, regular_texts, st.sampled_from("：:"), regular_texts),
        max_size=4,
    ),
    st.sampled_from(["", "", "", "\n", " \u3000", "甲", "3", "甲。"]),
)
def test_the_short_way_reads_what_the_long_way_reads(items: list[tuple[int, str, str, str, str, str]], between: str) -> None:
    made = [f"{n}、1-{a}；12-{b}；{c}；实施周期指标值{colon}{d}；年度指标值：{d}。" for n, a, b, c, colon, d in items]
    text = between.join(made)
    short, reader = _read_regular(text), _Reader(text)
    assert short is None or short == reader.read()
    assert short is None or spans_of(text) == reader.spans


def test_the_short_way_is_taken_for_regular_cells() -> None:
    assert _read_regular(ITEM + "\n" + ITEM.replace("1、", "2、", 1)) is not None


def test_items_without_numbers_are_parted_by_the_head_of_the_next() -> None:
    text = "产出指标；数量指标；管网长度；年度指标值：≥12.5公里。产出指标(50分)；质量指标；合格率；年度指标值：=100%。满意度指标；服务对象满意度指标；满意度；年度指标值：≥90%。"
    assert unpack(text).indicators == unpack(text.replace("。", "。\n")).indicators
    assert [item.name for item in unpack(text).indicators] == ["管网长度", "合格率", "满意度"]
    assert len(unpack("产出指标；数量指标；次数；年度指标值：提升。产出指标；有所增加。").indicators) == 1


def test_no_backslash_stands_where_it_changes_nothing() -> None:
    """A value that was read differently elsewhere is read alike with and without them."""
    value = Value(text="≥97.32%", kind="quantity", operator=">=", number=Decimal("97.3"), unit="%")
    indicator = Indicator(
        number=1,
        level1=Coded("1", "产出指标"),
        level2=Coded("12", "质量指标"),
        name="审批（核）正确率",
        annual_value=value,
    )
    assert pack((indicator,)).text == "1、1-产出指标；12-质量指标；审批（核）正确率；年度指标值：≥97.32%。"
