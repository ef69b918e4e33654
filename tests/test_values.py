from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from goalconv.converters.values import operator_of, parse_value, same_width, split_value


@pytest.mark.parametrize(
    ("text", "operator", "number", "unit", "basis"),
    [
        ("≥90%", ">=", "90", "%", None),
        ("≧90%", ">=", "90", "%", None),
        ("＞＝５６个学时/人/年", ">=", "56", "个学时/人/年", None),
        (">=20平方米", ">=", "20", "平方米", None),
        ("<=475元/亩", "<=", "475", "元/亩", None),
        (">10000宗", ">", "10000", "宗", None),
        ("<100%", "<", "100", "%", None),
        ("=100.00(%)", "=", "100.00", "%", None),
        ("不低于当地低保标准的1.6倍", ">=", "1.6", "倍", "当地低保标准"),
        ("不低于总额50%", ">=", "50", "%", "总额"),
        ("大于90%", ">", "90", "%", None),
        ("95%以上", ">=", "95", "%", None),
        ("不低于60户/人.月", ">=", "60", "户/人.月", None),
        ("超13万元/年", ">", "13", "万元/年", None),
        ("约5.5万人次", "≈", "5.5", "万人次", None),
        ("±3%以内", "±", "3", "%", None),
        ("4条", None, "4", "条", None),
        ("2km", None, "2", "km", None),
        ("0", None, "0", None, None),
        ("13,969.56标箱", None, "13969.56", "标箱", None),
        ("100百分比", None, "100", "百分比", None),
        ("≥190元每人每月", ">=", "190", "元每人每月", None),
        (">=530元/人*月", ">=", "530", "元/人*月", None),
        ("28.40/株", None, "28.40", "/株", None),
        ("1年", None, "1", "年", None),
        ("5个工作日内", "<=", "5", "个工作日", None),
        ("3天之内", "<=", "3", "天", None),
        ("-5%", None, "-5", "%", None),
        ("不低于\n95%（0.95）", ">=", "95", "%", None),
        ("　≥ 50 人次", ">=", "50", "人次", None),
        ("  不低于总额50%", ">=", "50", "%", "总额"),
        ("高于全省平均水平2个百分点", ">", "2", "个百分点", "全省平均水平"),
        ("高于全省平均水平2百分点", ">", "2", "百分点", "全省平均水平"),
        ("不高于全省平均水平的5‰", "<=", "5", "‰", "全省平均水平"),
        ("不低于总额50百分比", ">=", "50", "百分比", "总额"),
    ],
)
def test_a_quantity_is_understood(text: str, operator: str | None, number: str, unit: str | None, basis: str | None) -> None:
    value = parse_value(text)
    assert (value.text, value.kind) == (text, "quantity")
    assert (value.operator, str(value.number), value.unit, value.basis) == (operator, number, unit, basis)


@pytest.mark.parametrize(
    "text",
    [
        "得到提升", "/", "无", "**", "公里", "≧%", "不超过预算", "不低于上年度水平", "1600人、200人", "在规定时间结案率为95%", "100%（2.0）", "增长5%以上",
        "≥90%以内", "春节慰问金不低于500元，中秋慰问金（特困人员）不低于100元", "第1名", "1:3", "2023.07", "**元/人·月", "5‰人", "1e5", "1,6", "9" * 40, "١٢",
    ],
)  # fmt: skip
def test_what_is_not_understood_stays_text_without_a_number(text: str) -> None:
    value = parse_value(text)
    assert (value.text, value.kind, value.number, value.operator, value.unit) == (text, "text", None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "2021年1月-12月", "2023.07-2024.01", "202001-202012", "2025年6月前", "12月底到位", "11月底之前", "每月25日前", "2025年12月31日前完成", "2026/1/1",
        "2025年", "1-12月", "2023年-2024年", "2025年 12月 31日前", "19991231", "2025.1-12", "2025/1至12",
    ],
)  # fmt: skip
def test_dates_and_deadlines_are_dates(text: str) -> None:
    assert parse_value(text).kind == "date"


@pytest.mark.parametrize(
    ("text", "number", "upper", "unit"),
    [("30-50人", "30", "50", "人"), ("85%~95%", "85", "95", "%"), ("2000至3000元", "2000", "3000", "元")],
)
def test_a_range_has_both_ends(text: str, number: str, upper: str, unit: str) -> None:
    value = parse_value(text)
    assert (value.kind, value.number, value.upper, value.unit) == ("range", Decimal(number), Decimal(upper), unit)


@pytest.mark.parametrize("text", ["", " ", "　"])
def test_blank_is_blank(text: str) -> None:
    assert parse_value(text).kind == "blank"


@given(st.text(max_size=60))
def test_the_matching_copy_keeps_every_position(text: str) -> None:
    assert len(same_width(text)) == len(text)


@given(st.text("0123456789.,%≥<>=不低于约万元人/月年日前内以上的~- ", max_size=30))
def test_a_number_is_always_one_that_stands_in_the_text(text: str) -> None:
    value = parse_value(text)
    assert value.text == text
    if value.number is not None:
        assert str(abs(value.number)) in text.replace(",", "")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("≥90%", ("≥", "90", "%")),
        ("大于等于420件", ("大于等于", "420", "件")),
        ("＞＝９０％", ("＞＝", "９０", "％")),
        ("4条", ("", "4", "条")),
        ("≥50", ("≥", "50", "")),
        ("-1,000.50", ("", "-1,000.50", "")),
        ("≤5000元/人·月", ("≤", "5000", "元/人·月")),
    ],
)
def test_a_quantity_is_cut_into_operator_number_and_unit(text: str, parts: tuple[str, str, str]) -> None:
    assert split_value(text) == parts


@pytest.mark.parametrize(
    "text",
    ["", "得到提升", "95%以上", "3天内", "30-50人", "不低于当地低保标准的1.6倍", "2025年6月前", "≥ 90%", "90 %", "100(%)", " 5"],
)
def test_what_is_no_plain_quantity_stays_whole(text: str) -> None:
    assert split_value(text) == ("", text, "")


@given(
    st.sampled_from(["", "≥", "≤", ">"]),
    st.from_regex(r"[0-9]{1,8}(\.[0-9]{1,3})?", fullmatch=True) | st.sampled_from(["2025", "202507", "2025.07", "20250701"]),
    st.text("%个人次万元台套天年月日季度旬内前以上下左右之约达到完成至名余多几率级倍的", max_size=4),
)
def test_a_value_is_understood_the_same_with_a_blank_before_its_unit(sign: str, number: str, unit: str) -> None:
    plain, apart = parse_value(f"{sign}{number}{unit}"), parse_value(f"{sign}{number} {unit}" if unit else f"{sign}{number} ")
    assert structs.replace(plain, text="") == structs.replace(apart, text="")


@given(st.text("0123456789.,%≥<>=不低于约万元人/月年日前内以上的~- ", max_size=30))
def test_the_parts_of_a_value_joined_are_the_value(text: str) -> None:
    assert "".join(split_value(text)) == text


@pytest.mark.parametrize(
    ("text", "operator"), [("≥", ">="), ("小于等于", "<="), ("＝", "="), ("无", None), ("定性", None), ("", None)]
)
def test_an_operator_by_itself(text: str, operator: str | None) -> None:
    assert operator_of(text) == operator


OPERATORS = {
    ">=": "≥ >= => ≮ ≥= ≧ 不低于 不少于 不小于 不得低于 不得少于 不得小于 大于等于 大于或等于 大于或者等于 高于等于 高于或等于 至少 达到 不少于或等于",
    "<=": "≤ <= =< ≯ ≦ 不高于 不超过 不超 不多于 不大于 不得超过 不得高于 不得大于 不得多于 小于等于 小于或等于 小于或者等于 低于等于 低于或等于 至多 最多",
    ">": "> 大于 高于 超过 超 多于",
    "<": "< 小于 低于 少于",
    "=": "= 等于",
    "≈": "≈ 约 大约",
    "±": "±",
}
AFTER = {
    ">=": "以上 及以上 （含）以上 （及）以上",
    "<=": "以下 及以下 （含）以下 （及）以下 以内 之内 （含）以内",
    "≈": "左右 上下",
}


@pytest.mark.parametrize(("operator", "words"), list(OPERATORS.items()))
def test_every_word_and_sign_before_a_number_says_how_it_compares(operator: str, words: str) -> None:
    for word in words.split():
        value = parse_value(f"{word}90%")
        assert (word, value.operator, str(value.number), value.unit) == (word, operator, "90", "%")
        assert operator_of(word) == operator


@pytest.mark.parametrize(("operator", "words"), list(AFTER.items()))
def test_every_word_behind_a_number_says_how_it_compares(operator: str, words: str) -> None:
    for word in words.split():
        value = parse_value(f"90%{word}")
        assert (word, value.operator, str(value.number), value.unit) == (word, operator, "90", "%")


@pytest.mark.parametrize("unit", ["个工作日", "工作日", "自然日", "日", "天", "周", "个月", "年", "小时", "分钟"])
@pytest.mark.parametrize("within", ["内", "之内"])
def test_a_time_within_which_something_is_done_is_an_upper_bound(unit: str, within: str) -> None:
    value = parse_value(f"5{unit}{within}")
    assert (value.operator, str(value.number), value.unit) == ("<=", "5", unit)


def test_a_unit_has_at_most_fourteen_characters() -> None:
    assert parse_value("5" + "个" * 14).unit == "个" * 14
    assert parse_value("5" + "个" * 15).kind == "text"
