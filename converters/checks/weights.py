"""Points: whether they add up as the form says they should; scores above them, full marks for a missed target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from .. import catalogue as kinds
from ..amounts import plain
from ..findings import Finding
from ..language import Words
from ..model import GoalTable, Indicator, Value
from ..patterns import regex
from ..profiles import Profile
from ..values import same_width
from .spots import Spot, name_of, number_of, spots

__all__ = ["check"]

_POINTS: Final = regex(r"\(?\s*(\d{1,3}(?:\.\d+)?)\s*(?:[-~至]\s*(\d{1,3}(?:\.\d+)?)\s*\)?\s*)?分?\s*\)?\s*分?$")
_LOWER: Final = frozenset({">=", ">", "=", None})
_UPPER: Final = frozenset({"<=", "<"})


def check(table: GoalTable, profile: Profile) -> Iterator[Finding]:
    """A finding for each project whose points do not add up, and for each score that its points or its value contradict."""
    for spot in spots(table):
        weighted = [indicator for indicator in spot.project.indicators if indicator.weight is not None]
        if weighted:
            yield from _absent(spot)
            yield from _sums(spot, weighted, profile.weight_totals)
        for index, indicator in enumerate(spot.project.indicators):
            yield from _score(spot, index, indicator)


def _absent(spot: Spot) -> Iterator[Finding]:
    for index, indicator in enumerate(spot.project.indicators):
        if indicator.weight is None:
            yield kinds.WEIGHT_ABSENT.at(None, spot.indicator(index), number=number_of(indicator, index))


def _sums(spot: Spot, weighted: Sequence[Indicator], totals: Sequence[Decimal]) -> Iterator[Finding]:
    """The points under each level that states its own, else the points of the project."""
    by_level: dict[str, Decimal] = {}
    for indicator in weighted:
        level = indicator.level1.name if indicator.level1 else ""
        by_level[level] = by_level.get(level, Decimal(0)) + (indicator.weight or Decimal(0))
    stated = {level: _stated(level) for level in by_level}
    for level, points in stated.items():
        if points is not None and not points[0] <= by_level[level] <= points[1]:
            pointer, computed = f"{spot.pointer}/indicators", plain(by_level[level])
            yield kinds.LEVEL_POINTS.at(None, pointer, name=name_of(spot.project), level=level, computed=computed)
    total = sum(by_level.values(), Decimal(0))
    if not all(stated.values()) and total not in totals:
        either = Words(" 或 ", " or ")
        known = [plain(points) for points in totals if points > 1]
        expected = Words(either.zh.join(known), either.en.join(known))
        yield kinds.WEIGHTS_TOTAL.at(
            None, f"{spot.pointer}/indicators", name=name_of(spot.project), computed=plain(total), expected=expected
        )


def _stated(level: str) -> tuple[Decimal, Decimal] | None:
    """The least and the most points that the label of a level states: 产出指标(50分), 产出指标(40-50)分."""
    found = _POINTS.search(same_width(level)) if "分" in level else None
    return (Decimal(found[1]), Decimal(found[2] or found[1])) if found else None


def _score(spot: Spot, index: int, indicator: Indicator) -> Iterator[Finding]:
    score, weight, number = indicator.score, indicator.weight, number_of(indicator, index)
    if score is not None and weight is not None and score > weight:
        yield kinds.SCORE_ABOVE_WEIGHT.at(
            None, spot.indicator(index, "score"), number=number, score=plain(score), weight=plain(weight)
        )
    target, actual = indicator.annual_value or indicator.period_value, indicator.actual_value
    if target is None or actual is None or not _missed(target, actual):
        return
    said: dict[str, object] = {"number": number, "actual": actual.text, "target": target.text}
    if score is not None and score == weight:
        yield kinds.FULL_MARKS.at(None, spot.indicator(index, "score"), score=plain(score), **said)
    elif indicator.deviation is None:
        yield kinds.MISSED_WITHOUT_REASON.at(None, spot.indicator(index, "actual_value"), **said)


def _missed(target: Value, actual: Value) -> bool:
    """Whether a value reached falls short of its target; only where both are plain numbers of one unit."""
    if {target.kind, actual.kind} != {"quantity"} or target.unit != actual.unit or target.basis or actual.basis:
        return False
    if target.number is None or actual.number is None or actual.operator not in (None, "="):
        return False
    if target.operator in _UPPER:
        return actual.number > target.number
    return target.operator in _LOWER and actual.number < target.number
