"""The taxonomy: unknown, misplaced, miscoded and absent levels; numbers and repetition."""

from __future__ import annotations

import pytest

from documents import EFFECT, OUTPUT, SATISFACTION, USUAL, codes, indicator, project, table, with_indicators
from goalconv.converters.checks import check
from goalconv.converters.model import GoalTable


def under(level1: str | None, level2: str | None) -> GoalTable:
    return table(project(indicator("床位", "≥50张", level1=level1, level2=level2)))


def numbered(*numbers: int | None) -> GoalTable:
    given = [indicator(f"指标甲{index}", "≥5个", number=number) for index, number in enumerate(numbers)]
    rest = [indicator(one.name, "提升", level1=one.level1.name, level2=one.level2.name, number=len(numbers) + 1 + index)  # type: ignore[union-attr]
            for index, one in enumerate((EFFECT, SATISFACTION))]  # fmt: skip
    return with_indicators(*given, *(rest if numbers[-1] == len(numbers) else []))


CASES = [
    ("GC501", "a level 2 under another level 1", under("效益指标", "数量指标"), under("产出指标", "数量指标")),
    ("GC501", "codes that do not belong together", under("2-效益指标", "12-质量指标"), under("1-产出指标", "12-质量指标")),
    ("GC501", "cost is no effect", under("效益指标", "经济成本指标"), under("成本指标", "经济成本指标")),
    ("GC503", "a level 1 that nobody uses", under("产物指标", "数量指标"), under("产出类指标", "数量指标")),
    ("GC503", "points and numbering are no difference", under("业绩指标(50分)", "数量指标"), under("一、产出指标(40-50)分", "数量指标")),
    ("GC504", "a level 2 that nobody uses", under("产出指标", "床位指标"), under("产出值", "数量值")),
    ("GC504", "satisfaction of somebody", under("满意度指标", "校园用户满意度"), under("效益指标", "社会公众或服务对象满意度指标")),
    ("GC505", "no effect", with_indicators(OUTPUT, SATISFACTION), with_indicators(*USUAL)),
    ("GC505", "no satisfaction", with_indicators(OUTPUT, EFFECT), with_indicators(
        OUTPUT, EFFECT, indicator("公众满意度", "≥90%", level1="效益指标", level2="社会公众或服务对象满意度指标"))),
    ("GC505", "no output", with_indicators(EFFECT, SATISFACTION), with_indicators(
        indicator("里程", "30公里", level1="项目完成指标"), indicator("收入", "提高", level1="项目效益指标", level2="经济效益指标"), SATISFACTION)),
    ("GC506", "an indicator twice", table(project(OUTPUT)), table(project(indicator("培训次数", "≥2次")))),
    ("GC506", "twice, but for two groups", table(project(indicator("培训 人数", "≥30人"))),
     table(project(indicator("培训人数", "≥30人", explanation="新任教师")))),
    ("GC653", "a project twice", table(project(), project()), table(project(), project(name="乙项目"))),
    ("GC653", "two projects of one name", table(project(), project()), table(project(code="01"), project(code="02"))),
    ("GC305", "a number left out", numbered(1, 2, 4), numbered(1, 2, 3)),
    ("GC305", "a number twice", numbered(1, 1, 2), numbered(1, 2)),
    ("GC305", "does not begin at 1", numbered(2, 3), numbered(None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("code", "fires", "twin"), [(c, f, t) for c, _, f, t in CASES], ids=[name for _, name, _, _ in CASES])
def test_it_fires_and_its_twin_does_not(code: str, fires: GoalTable, twin: GoalTable) -> None:
    assert code in codes(fires)
    assert [found for found in codes(twin) if found != "GC505" or code == "GC505"] == []


def test_numbers_may_begin_again_under_the_next_level() -> None:
    again = [
        indicator("甲", "1个", number=1),
        indicator("乙", "2个", number=2),
        indicator("丙", "提升", level1="效益指标", level2="社会效益指标", number=1),
    ]
    assert "GC305" not in codes(with_indicators(*again))


def test_a_gap_is_said_once_and_counted_on_from() -> None:
    assert codes(numbered(1, 3, 4, 5)).count("GC305") == 1


def test_a_code_that_means_another_level_is_known_to_the_profile_with_codes() -> None:
    wrong, right = under("1-产出指标", "12-数量指标"), under("1-产出指标", "11-数量指标")
    assert codes(wrong, "guangzhou-2025") == ["GC502"]
    assert codes(right, "guangzhou-2025") == codes(wrong) == []


def test_cost_is_asked_for_from_the_year_that_the_profile_says() -> None:
    (finding,) = check(table(), "central-2021")
    assert (finding.code, finding.severity) == ("GC505", "note")
    assert "成本" in finding.message
    assert codes(table(fiscal_year=2021), "central-2021") == codes(table(), "central-2015") == []
    with_cost = indicator("总成本", "≤5万元", level1="成本指标", level2="经济成本指标")
    assert codes(table(project(with_cost)), "central-2021") == []


def test_a_generation_without_a_level_does_not_know_it() -> None:
    assert codes(under("成本指标", "经济成本指标"), "central-2015") == ["GC503", "GC504"]


def test_a_project_that_names_no_level_lacks_none() -> None:
    assert codes(with_indicators(indicator("培训人数", "≥20人", level1=None, level2=None))) == []


def test_the_nearest_level_is_suggested() -> None:
    (finding,) = (found for found in check(under("产出指标", "数量和质量指标")) if found.code == "GC504")
    assert "最接近: 数量" in finding.message or "最接近: 质量" in finding.message
