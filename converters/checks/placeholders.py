"""What was left unfilled: placeholders for values, hints of the template, the same filler again and again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from .. import catalogue as kinds
from ..findings import Finding, Kind
from ..language import Words
from ..model import GoalTable, Indicator, Value
from ..patterns import regex
from ..profiles import Profile
from ..values import same_width
from .names import names_its_unit
from .spots import Spot, name_of, number_of, spots

__all__ = ["check"]

_STAND_IN: Final = regex(r"\*{2,}|(?<![A-Za-z])[xX]{2,}(?![A-Za-z])|×{2,}|[○〇]{2,}|_{2,}|\?{2,}|[□]{2,}")
_NOTHING: Final = frozenset({"待定", "待填", "略", "同上"})
_MARKS: Final = ("/\\-—–.…。、*×?", "xX")
"""A text of nothing but marks of one of these says nothing."""
_UNITS: Final = frozenset({
    "%", "‰", "公里", "千米", "km", "米", "平方米", "立方米", "亩", "万亩", "元", "万元", "亿元", "人", "万人", "人次", "个", "次", "户", "台", "套", "件", "份", "场", "条", "处", "项", "吨", "天", "年", "月", "座", "所", "名", "家",
})  # fmt: skip
_NO_NUMBER: Final = regex(r"(?:>=|<=|[≥≤<>=±]|不低于|不少于|不超过|大于|小于|等于|大于等于|小于等于)+\s*[%‰]?\D{0,6}")
_COMPARED: Final = "≥≤<>=±不大小等"
"""What a comparison begins with."""
_HINT: Final = regex(
    r"\(\s*\d+\s*字(?:以内|左右|以上|之内)?\s*\)|\(请[^()]{0,24}\)|请(?:在此|在此处)?填(?:写|报|列)|此处填|填写(?:说明|要求|示例)|\([≥≤><=]?\s*[*×]{2,}[^()]{0,6}\)"
)
_HINTED: Final = ("字", "(请", "填", "*", "×")
"""Every hint has one of these."""
_EMPTY_ITEM: Final = regex(r"(?:目标|指标)\s*\d*\s*[:：]?\s*|[*×.…]+|[xX]{2,}", re.ASCII)
_ITEMS: Final = "目指*×.…xX"
"""What an item that was never filled in begins with."""
_SUSPECT: Final = regex(r"[*＊xXｘＸ×○〇_＿?？□(（填…]|^\s*(?:[目指]标|\.)")
"""What every hint and every stand-in has, in either width: most texts have none of it."""
_SUSPECT_LINES: Final = regex(_SUSPECT.pattern, re.MULTILINE)
"""The same for texts of one line each."""
_GOAL: Final = Words("绩效目标", "the goal")
_PERIOD_GOAL: Final = Words("中期目标", "the goal of the period")
_INDICATOR: Final = Words("指标 {number}", "indicator {number}")
_LEAST_FILLED: Final = 3
"""So many indicators of a project with one bare number are no chance."""
_LEAST_FILLER: Final = 101
"""Smaller numbers may be meant: 100 of many things is a common target."""


def check(table: GoalTable, profile: Profile) -> Iterator[Finding]:
    """A finding for each value that says nothing, each hint left in place, each filler."""
    for spot in spots(table):
        for member, words in (("goal", _GOAL), ("period_goal", _PERIOD_GOAL)):
            hint = _hint(getattr(spot.project, member))
            if hint:
                yield kinds.TEMPLATE_HINT.at(None, f"{spot.pointer}/{member}", where=words, text=hint)
        names = "\n".join([indicator.name for indicator in spot.project.indicators])
        suspect = _SUSPECT_LINES.search(names) is not None
        for index, indicator in enumerate(spot.project.indicators):
            annual, period = indicator.annual_value, indicator.period_value
            if (
                (annual is not None and annual.kind == "text")
                or (period is not None and period.kind == "text")
                or indicator.explanation
                or (suspect and _SUSPECT.search(indicator.name))
            ):
                yield from _indicator(spot, index, indicator)
        yield from _fillers(spot)


def _hint(text: str | None) -> str:
    """The first hint in a text, or the whole of it where it is an item that was never filled in; "" where there is none."""
    if text is None or not _SUSPECT.search(text):
        return ""
    copy = same_width(text)
    found = _HINT.search(copy) if any(map(copy.__contains__, _HINTED)) else None
    found = found or _STAND_IN.search(copy)
    if found is None and copy.strip()[:1] in _ITEMS:
        found = _EMPTY_ITEM.fullmatch(copy.strip())
    return text[found.start() : found.end()] if found else ""


def _indicator(spot: Spot, index: int, indicator: Indicator) -> Iterator[Finding]:
    number = number_of(indicator, index)
    for member, text in (("name", indicator.name), ("explanation", indicator.explanation)):
        hint = _hint(text)
        if hint:
            yield kinds.TEMPLATE_HINT.at(None, spot.indicator(index, member), where=_INDICATOR.of(number=number), text=hint)
    values = (("annual_value", indicator.annual_value), ("period_value", indicator.period_value))
    stated = [(member, value) for member, value in values if value is not None and value.kind == "text"]
    if not stated:
        return
    if any(value is not None and value.kind not in ("text", "blank") for _, value in values):
        stated = [(member, value) for member, value in stated if _SUSPECT.search(value.text)]
    elif all(_says_nothing(value.text) for _, value in stated):
        yield _unfilled(spot, index, number, *stated[0], kinds.PLACEHOLDER)
        return
    for member, value in stated:
        kind = _doubt(value.text)
        if kind is not None:
            yield _unfilled(spot, index, number, member, value, kind)
            return


@lru_cache(maxsize=4096)
def _says_nothing(text: str) -> bool:
    """Whether a text that stands where a value should is a mere dash, or says that nothing was filled in."""
    copy = same_width(text).strip()
    return copy in _NOTHING or not all(map(copy.strip, _MARKS))


@lru_cache(maxsize=4096)
def _doubt(text: str) -> Kind | None:
    """Of which kind a text is that stands where a value should; None where it says something."""
    copy = same_width(text).strip()
    if _STAND_IN.search(copy):
        return kinds.PLACEHOLDER
    absent = copy in _UNITS or (copy[:1] in _COMPARED and _NO_NUMBER.fullmatch(copy))
    return kinds.NUMBER_ABSENT if absent else None


def _unfilled(spot: Spot, index: int, number: int, member: str, value: Value, kind: Kind) -> Finding:
    return kind.at(None, spot.indicator(index, member), number=number, text=value.text)


def _fillers(spot: Spot) -> Iterator[Finding]:
    """One bare number of three digits or more as the value of several indicators that name no unit."""
    bare = [
        (indicator.name, value.text)
        for indicator in spot.project.indicators
        if (value := indicator.annual_value or indicator.period_value) is not None
        and value.unit is None and value.kind == "quantity" and value.basis is None and (value.number or 0) >= _LEAST_FILLER
    ]  # fmt: skip
    if len(bare) < _LEAST_FILLED:
        return
    for text, count in Counter(text for name, text in bare if not names_its_unit(name)).items():
        if count >= _LEAST_FILLED:
            yield kinds.FILLER.at(None, f"{spot.pointer}/indicators", name=name_of(spot.project), count=count, text=text)
