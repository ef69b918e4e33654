"""Random goal tables: every text that a document may hold, every combination of present and blank.

A table has one set of money columns, as a form has; all other members come and go by themselves.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from goalconv.converters.labels import COLUMNS, INDICATOR_COLUMNS, INDICATOR_LABELS, LINE_LABELS
from goalconv.converters.model import SOURCES, Coded, Funding, GoalTable, Indicator, Project, Unit
from goalconv.converters.values import parse_value

ASKED = int(os.environ.get("GOALCONV_EXAMPLES", "0"))
"""Examples of each property in all; 0 where each takes its own few."""
PARTS = max(1, ASKED // 1000)
"""Into how many tests a property is parted, which several processes share."""
EXAMPLES = -(-ASKED // PARTS)
"""Examples of each of these tests."""
_NAMED = (COLUMNS, INDICATOR_COLUMNS, INDICATOR_LABELS, LINE_LABELS)
LABELS = sorted({label for table in _NAMED for labels in table.values() for label in labels})
TRAPS = [
    "；", "；；", "。", "。\n2、", "1、", "2、1-产出指标；", "实施周期指标值：", "年度指标值:", "【注】", "\\", "\\；", "\t", "\n", '"', '""', "=1+1", "=100%", "<b>",
    "&amp;", "R&D", "<A级>", "单位：元", "部门名称：甲", "合计", "项目", "注：", "𬱖", "䶮", "１２", "_x000D_", "（续）", "-", "/", "无", "１．５", " ", "  ", "　",
    "12-质量指标", "3、", "{page}", "'", "@x", "+1", "2025年", "[105]教育部", "101-甲局", "万元", "（元）", "绩效目标表",
    "sep=;", "\ufeff", "'=1", "''", "-1", "-5%", "| a |", "|---|", "a  b", "行类别", "单位", "总分", "\u2028", "\u200b", "\u202e", "\u00a0", "\u0301", "〔甲〕", "\\；", "其中：",
]  # fmt: skip

characters = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
pieces = st.one_of(
    st.sampled_from(TRAPS),
    st.sampled_from(LABELS),
    st.text(characters, max_size=8),
    st.text("产出效益满意度数量质量一二三", max_size=6),
)
loose = st.lists(pieces, max_size=4).map("".join).map(str.strip)
texts = loose.map(lambda text: text or "甲")  # a filter would refuse nearly every table that has more than a few texts
maybe_text = st.none() | texts
amounts = (
    st.decimals(min_value=Decimal(-(10**12)), max_value=Decimal(10**12), places=2)
    | st.decimals(0, 999, places=0)
    | st.decimals(0, 9, places=6)
)
maybe_amount = st.none() | amounts
codes = st.text("0123456789abcXYZ", min_size=1, max_size=6) | texts
coded = st.builds(Coded, st.none() | codes, texts)
quantities = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "≥", "<=", "不低于", "约"]),
    st.integers(0, 10**6),
    st.sampled_from(["%", "人", "元/人/月", "个", ""]),
)
values = (quantities | loose).map(parse_value)
maybe_value = st.none() | values


def examples(count: int) -> Callable[[Any], Any]:
    """At least so many examples of a property; more where GOALCONV_EXAMPLES asks for more (`make nightly`)."""
    return settings(max_examples=max(count, EXAMPLES))


extensions = st.dictionaries(texts, texts, max_size=2)
indicators = st.builds(
    Indicator,
    number=st.none() | st.integers(0, 60),
    level1=st.none() | coded,
    level2=st.none() | coded,
    name=texts,
    period_value=maybe_value,
    annual_value=maybe_value,
    direction=st.sampled_from([None, "positive", "negative", "qualitative"]),
    weight=maybe_amount,
    explanation=maybe_text,
    actual_value=maybe_value,
    score=maybe_amount,
    deviation=maybe_text,
    extensions=extensions,
)


PROJECT_TEXTS = (
    "code",
    "name",
    "category",
    "nature",
    "competent_department",
    "implementing_unit",
    "start",
    "end",
    "goal",
    "period_goal",
)


def some(elements: st.SearchStrategy[Any], most: int) -> st.SearchStrategy[tuple[Any, ...]]:
    """Up to so many, and seldom none: what an empty list can show, few examples show."""
    return (st.lists(elements, min_size=1, max_size=most) | st.lists(elements, max_size=most)).map(tuple)


@st.composite
def fundings(draw: st.DrawFn, sources: list[str] | None) -> Funding | None:
    return None if sources is None else Funding(draw(maybe_amount), {source: draw(maybe_amount) for source in sources})


@st.composite
def projects(draw: st.DrawFn, sources: list[str] | None, period: list[str] | None, most_indicators: int) -> Project:
    return Project(
        funding=draw(fundings(sources)),
        period_funding=draw(fundings(period)),
        indicators=draw(some(indicators, most_indicators)),
        extensions=draw(extensions),
        **{name: draw(maybe_text) for name in PROJECT_TEXTS},
    )


@st.composite
def units(draw: st.DrawFn, sources: list[str] | None, period: list[str] | None, most_indicators: int) -> Unit:
    return Unit(
        code=draw(maybe_text),
        name=draw(maybe_text),
        funding=draw(fundings(sources)),
        projects=draw(some(projects(sources, period, most_indicators), 3)),
        extensions=draw(extensions),
    )


orders = st.none() | st.lists(st.sampled_from(list(SOURCES)), unique=True, max_size=4)


@st.composite
def tables(draw: st.DrawFn, most_indicators: int = 4) -> GoalTable:
    sources, period = draw(orders), draw(orders)
    return GoalTable(
        title=draw(loose),
        fiscal_year=draw(st.none() | st.integers(0, 9999)),
        department=draw(st.none() | coded),
        currency_unit=draw(st.sampled_from(["元", "千元", "万元", "亿元"])),
        funding=draw(st.none() | fundings(sources)),
        units=draw(some(units(sources, period, most_indicators), 3)),
        notes=tuple(draw(st.lists(texts, max_size=3))),
        extensions=draw(extensions),
    )
