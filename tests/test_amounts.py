from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalconv.converters.amounts import WORTH, amount_with_unit, format_amount, no_amount, parse_amount, plain


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("34,545.04", "34545.04"),
        ("194.00", "194.00"),
        (" 0 ", "0"),
        ("0.00", "0.00"),
        ("－１２．３４", "-12.34"),
        ("12.345", "12.345"),
        ("007", "7"),
    ],
)
def test_an_amount_keeps_its_decimals(text: str, amount: str) -> None:
    assert str(parse_amount(text)) == amount


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "--",
        "/",
        "无",
        "1,23,4.5",
        "1e5",
        "（12.00）",
        "12万元",
        "٣",
        "1_000",
        "NaN",
        "Infinity",
        "1e999999999",
        "9" * 17,
        "1." + "0" * 7,
        "1.",
        ".5",
        "1 2",
    ],
)
def test_what_is_no_amount_is_never_made_one(text: str) -> None:
    assert parse_amount(text) is None


@given(st.decimals(-(10**15), 10**15, places=2) | st.decimals(-999, 999, places=6))
def test_printing_and_reading_give_the_same_digits(amount: Decimal) -> None:
    assert str(parse_amount(format_amount(amount))) == str(amount)


def test_what_each_unit_of_account_is_worth() -> None:
    assert {unit: str(worth) for unit, worth in WORTH.items()} == {
        "元": "1",
        "千元": "1000",
        "万元": "10000",
        "亿元": "100000000",
    }


def test_a_plain_amount_has_no_commas() -> None:
    assert plain(Decimal("34545.0400")) == "34545.0400"


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [("250万", "250", "万元"), ("2279.048 万元", "2279.048", "万元"), (" 1,234.50元", "1234.50", "元"), ("3千元", "3", "千元"), ("1.20亿元", "1.20", "亿元"), ("￥300", "300", "元"),
     ("¥ 1,200.50元", "1200.50", "元")],
)  # fmt: skip
def test_an_amount_with_its_unit_is_read_with_both(text: str, amount: str, unit: str) -> None:
    found = amount_with_unit(text)
    assert found is not None
    assert (str(found[0]), found[1]) == (amount, unit)


@pytest.mark.parametrize("text", ["250", "万元", "约250万元", "250万人", "250万元以内", "2.5.0万元"])
def test_what_is_no_amount_with_a_unit_is_read_as_none(text: str) -> None:
    assert amount_with_unit(text) is None


@pytest.mark.parametrize("text", ["—", "-", "/", "——", "--", "－", "／", "无", " 无 "])
def test_a_mark_that_says_there_is_no_amount_is_known(text: str) -> None:
    assert no_amount(text)
    assert parse_amount(text) is amount_with_unit(text) is None


@pytest.mark.parametrize("text", ["", "0", "无偿", "5-", "不详"])
def test_no_other_text_says_that(text: str) -> None:
    assert not no_amount(text)
