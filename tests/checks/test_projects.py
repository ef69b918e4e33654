"""Goals, required fields, hints of the template, and points."""

from __future__ import annotations

import pytest

from documents import USUAL, codes, indicator, project, table, with_indicators
from goalconv.converters.model import GoalTable, Indicator


def goal(text: str | None) -> GoalTable:
    return table(project(goal=text))


def points(*weights: str | None, level1: str = "产出指标") -> GoalTable:
    given = [
        indicator(f"任务{i}甲", "≥5个", level1=level1, **({} if weight is None else {"weight": weight}))
        for i, weight in enumerate(weights)
    ]
    return with_indicators(*given)


def result(target: str, actual: str, weight: str, score: str, **members: str) -> GoalTable:
    return with_indicators(indicator("甲", target, actual_value=actual, weight=weight, score=score, **members))


def of(one: Indicator) -> GoalTable:
    return table(project(one))


CASES = [
    ("GC650", "no goal", goal(None), table(project(goal=None, period_goal="三年建成。"))),
    ("GC226", "no indicators", table(project(indicators=())), table(project())),
    ("GC652", "a limit of characters", goal("（100字以内）"), goal("培训100人（含教师）, 完成（一期）建设。")),
    ("GC652", "please fill in", goal("请填写年度目标"), goal("请群众填写的问卷回收率达到90%。")),
    ("GC652", "asterisks", goal("完成**公里道路建设"), goal("完成30公里*2车道道路建设")),
    ("GC652", "an empty item", goal("目标1："), goal("目标1：完成30公里道路建设。")),
    ("GC652", "an unfilled row", of(indicator("指标1：", "有所提升")), of(indicator("指标1：绿化情况", "有所提升"))),
    ("GC652", "a hint in a name", of(indicator("造林(≥**株)", ">=17600株")), of(indicator("造林(乔木)", ">=17600株"))),
    ("GC520", "points that do not add up", points("50", "45"), points("50", "50")),
    ("GC520", "no points count as none", points("50", "49", "0"), points("50", "50", "0")),
    ("GC520", "ninety beside the execution of the budget", points("50", "35"), points("60", "30")),
    ("GC521", "points of a level", points("20", "20", level1="产出指标(50分)"), points("20", "30", level1="产出指标(50分)")),
    ("GC521", "a range of points", points("20", "40", level1="产出指标(40-50)分"), points("20", "25", level1="产出指标(40-50)分")),
    ("GC522", "an indicator without points", points("50", "50", None), points("50", "50")),
    ("GC523", "a score above its points", result("≥5个", "6个", "10", "11"), result("≥5个", "6个", "10", "10")),
    ("GC524", "full marks for a missed target", result("≤5300元/户", "5830元/户", "10", "10"), result("≤5300元/户", "5200元/户", "10", "10")),
    ("GC525", "missed without a reason", result("≥18度", "17度", "10", "8"), result("≥18度", "17度", "10", "8", deviation="锅炉老化")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "fires", "twin"), [(c, f, t) for c, _, f, t in CASES], ids=[name for _, name, _, _ in CASES])
def test_it_fires_and_its_twin_does_not(code: str, fires: GoalTable, twin: GoalTable) -> None:
    assert code in codes(fires)
    assert set(codes(twin)) <= {"GC505", "GC520"} - {code}


def test_levels_with_points_need_no_total_of_the_project() -> None:
    assert "GC520" not in codes(points("20", "30", level1="产出指标(50分)"))


def test_values_that_cannot_be_compared_are_not_judged() -> None:
    for actual in ("17", "17-18度", "良好", "约17度"):
        assert not {"GC524", "GC525"} & set(codes(result("≥18度", actual, "10", "10")))


def test_the_usual_indicators_alone_are_clean() -> None:
    assert codes(with_indicators(*USUAL)) == []
