"""The packed cell: whatever stands in an indicator comes back from it, and marks of its own stand only where they must."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from goalconv.converters.indicators import parse_level, unpack
from goalconv.converters.model import Coded, Indicator
from goalconv.converters.packing import pack, print_level
from goalconv.converters.values import parse_value

AWKWARD = [
    "；", "a；b", "a;b", "a。", "。b", "a：b", "a:b", "a、b", "1、a", "2、产出指标", "2.a", "（2）a", "(二)a", "②a", "a【b】c", "〔1〕a", "a\\b", "a\nb", "a|b", "a｜b", "a，", "a,b,",
    "1-a", "产出指标", "11-数量指标", "年度指标值：5", "-", "—", "无", "a（b", "3", "一、a", "2)a", "2）产出指标", "二）a", "二、1-产出指标",
]  # fmt: skip
PLAIN = Indicator(
    number=1, level1=Coded("1", "产出指标"), level2=Coded("11", "数量指标"), name="补贴人数", annual_value=parse_value("≥5人"), explanation="说明"
)  # fmt: skip
BARE = Indicator(name="补贴人数", annual_value=parse_value("≥5人"))


def variants(base: Indicator, text: str) -> list[Indicator]:
    """The indicator with the text in each of its places."""
    return [
        replace(base, level1=Coded("1", text)), replace(base, level2=Coded("11", text)), replace(base, level1=Coded(None, text)),
        replace(base, level2=Coded(None, text)), replace(base, level1=Coded(text, "产出指标")), replace(base, name=text),
        replace(base, annual_value=parse_value(text)), replace(base, explanation=text), replace(base, extensions={text: "甲"}),
        replace(base, extensions={"来源": text}), replace(base, level1=None, name=text), replace(base, level2=None, name=text),
    ]  # fmt: skip


@pytest.mark.parametrize("base", [PLAIN, replace(PLAIN, explanation=None), BARE], ids=["whole", "unexplained", "bare"])
@pytest.mark.parametrize("text", AWKWARD)
def test_a_text_comes_back_from_whatever_place(base: Indicator, text: str) -> None:
    for one in variants(base, text):
        assert unpack(pack((one,)).text).indicators == (one,)
        assert unpack(pack((PLAIN, one, PLAIN)).text).indicators == (PLAIN, one, PLAIN)


@pytest.mark.parametrize("text", AWKWARD)
def test_an_indicator_of_nothing_but_such_texts_comes_back(text: str) -> None:
    one = replace(
        PLAIN, level1=Coded("1", text), level2=Coded("11", text), name=text, annual_value=parse_value(text), explanation=text
    )
    assert unpack(pack((one, one)).text).indicators == (one, one)


@pytest.mark.parametrize("missing", ["number", "level1", "level2", "name", "annual_value", "explanation"])
def test_what_is_missing_comes_back_as_missing(missing: str) -> None:
    one = replace(PLAIN, **{missing: "" if missing == "name" else None})
    assert unpack(pack((one, PLAIN)).text).indicators == (one, PLAIN)


def test_items_are_printed_as_forms_print_them() -> None:
    second = Indicator(
        number=2, level1=Coded(None, "效益指标"), level2=Coded(None, "社会效益指标"), name="影响", extensions={"来源": "统计"}
    )
    packed = pack((PLAIN, second, BARE))
    first = "1、1-产出指标；11-数量指标；补贴人数；年度指标值：≥5人；指标解释：说明。"
    assert packed.text == f"{first}2、效益指标；社会效益指标；影响；【来源】统计。\n补贴人数；年度指标值：≥5人。"
    assert packed.breaks == (len(first),)
    assert pack((PLAIN, BARE, PLAIN)).breaks == (len(first) + len("\n补贴人数；年度指标值：≥5人。"),)


@pytest.mark.parametrize(
    ("level", "text"),
    [(Coded("1", "产出指标"), "1-产出指标"), (Coded(None, "产出指标"), "产出指标"), (Coded("A", "产出"), "A-产出"), (Coded("甲 1", "产出"), "〔甲 1〕产出"), (Coded(None, "—"), "〔〕\\—"),
     (Coded(None, ""), "〔〕"), (Coded(None, "1-甲"), "〔〕1\\-甲")],
)  # fmt: skip
def test_a_level_in_a_cell_of_its_own(level: Coded, text: str) -> None:
    assert print_level(level) == text
    assert parse_level(text) == level
