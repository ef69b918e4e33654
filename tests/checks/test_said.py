"""What each check says, and where: the words that a person reads, at the member that they speak of."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from documents import (
    EFFECT,
    OUTPUT,
    SATISFACTION,
    codes,
    findings,
    funding,
    indicator,
    project,
    said,
    table,
    with_indicators,
    with_value,
)
from goalconv.converters.model import GoalTable, Project, Unit

HERE = "/units/0/projects/0"
FIRST = f"{HERE}/indicators/0"
THREE = [project(name=f"项目{index}", funding=funding("3.33", general_budget="3.33")) for index in range(3)]


def of_funding(total: str | None, **sources: str | None) -> GoalTable:
    return table(project(funding=funding(total, **sources)))


def unit(name: str, *projects: Project, **members: object) -> Unit:
    return Unit(name=name, projects=projects or (project(funding=funding("5.00", other="5.00")),), **members)  # type: ignore[arg-type]


def points(*weights: str) -> GoalTable:
    return with_indicators(OUTPUT, *(indicator(f"任务{i}甲", "≥5个", weight=weight) for i, weight in enumerate(weights)))


def scored(target: str, actual: str, score: str = "10") -> GoalTable:
    return table(project(indicator("甲", target, actual_value=actual, weight="100", score=score)))


SAID: list[tuple[str, GoalTable, list[tuple[str, str]]]] = [
    ("the sources of a unit, and one of them over its projects", table(*THREE, unit=funding("9.99", general_budget="10.00")),
     [("/units/0/funding/total", "甲单位的总计 9.99 与各项来源之和 10.00 不符, 相差 -0.01 (四舍五入最多 0.005)"),
      ("/units/0/funding/sources/general_budget", "甲单位的一般公共预算申报数 10.00 与所属 3 个项目之和 9.99 相差 0.01, 在四舍五入可能的 0.015 之内")]),
    ("a grand total over units, one of which declares nothing",
     table(units=(unit("甲", funding=funding("5.00")), unit("乙")), funding=funding("11.00", other="12.00")),
     [("/funding/total", "合计的总计 11.00 与各项来源之和 12.00 不符, 相差 -1.00 (四舍五入最多 0.005)"),
      ("/funding/total", "合计的总计申报数 11.00 与 2 个单位之和 10.00 不符, 相差 1.00 (四舍五入最多 0.01)"),
      ("/funding/sources/other", "合计的其他资金申报数 12.00 与 2 个单位之和 5.00 不符, 相差 7.00 (四舍五入最多 0.005)")]),
    ("a grand total over projects, where no unit declares anything",
     table(units=(unit("甲", project(funding=funding("5.00", other="5.00")), project(name="乙项目", funding=funding("6.00", other=None)), project(name="丙项目")),
                  unit("乙")), funding=funding("16.00", other="11.00")),
     [("/funding/total", "合计的总计 16.00 与各项来源之和 11.00 不符, 相差 5.00 (四舍五入最多 0.005)"),
      ("/funding/sources/other", "合计的其他资金申报数 11.00 与 3 个项目之和 10.00 不符, 相差 1.00 (四舍五入最多 0.01)")]),
    ("the money of the period", table(project(period_funding=funding("8", own_funds="5", other="4"))),
     [(f"{HERE}/period_funding/total", "甲项目的总计 8 与各项来源之和 9 相差 -1, 在四舍五入可能的 1 之内")]),
    ("a source with one below it", of_funding("10.00", fiscal_appropriation="10.00", state_capital="11.00"),
     [(f"{HERE}/funding/sources/fiscal_appropriation", "甲项目的财政拨款 10.00 与各项来源之和 11.00 不符, 相差 -1.00 (四舍五入最多 0.005)")]),
    ("money carried over and nothing else", of_funding("5.00", carried_over="20.00"),
     [(f"{HERE}/funding/total", "甲项目的总计 5.00 与各项来源之和 20.00 不符, 相差 -15.00 (四舍五入最多 0.005)")]),
    ("one of two projects without money", table(project(funding=funding("5")), project(name="乙项目"), unit=funding("6")),
     [("/units/0/funding/total", "甲单位的总计申报数 6 与所属 1 个项目之和 5 不符, 相差 1 (四舍五入最多 0.5)")]),
    ("round figures from a program", table(*(project(name=f"{i}", funding=funding("3E+1")) for i in range(3)), unit=funding("1E+2")),
     [("/units/0/funding/total", "甲单位的总计申报数 100 与所属 3 个项目之和 90 不符, 相差 10 (四舍五入最多 1.5)")]),
    ("a total in 元", table(project(period_funding=funding("100000", own_funds="6", other="4"))),
     [(f"{HERE}/period_funding/total", "甲项目的总计 100,000 与各项来源之和 10 不符, 相差 99,990 (四舍五入最多 1)"),
      (f"{HERE}/period_funding/total", "甲项目的总计 100,000 与合计所需的 10 相差一万倍, 可能混用了元与万元")]),
    ("a project in 元, the others rounded", table(project(funding=funding("10.00")), project(name="乙项目", funding=funding("200000.00")), unit=funding("30.01")),
     [("/units/0/funding/total", "甲单位的总计申报数 30.01 与所属 2 个项目之和 200,010.00 不符, 相差 -199,979.99 (四舍五入最多 0.01)"),
      ("/units/0/projects/1/funding/total", "乙项目的总计 200,000.00 与合计所需的 20.00 相差一万倍, 可能混用了元与万元")]),
    ("a text in 元", table(project(funding=funding("1234"), goal="总投资1,234元。")),
     [(f"{HERE}/funding/total", "甲项目的总计 1,234万元与文字中的“1,234元”相差一万倍, 可能混用了元与万元")]),
    ("a project without a name", table(project(name=None, goal=None)), [(f"{HERE}/goal", "项目“（未具名）”没有绩效目标")]),
    ("two projects but for a blank", table(project(), project(name="甲 项目"), project()),
     [("/units/0/projects/1", "项目“甲 项目”在同一单位中出现 3 次")]),
    ("a number that is left out", with_indicators(*(indicator(one.name, "提升", level1=one.level1.name, level2=one.level2.name, number=number)  # type: ignore[union-attr]
                                                    for one, number in ((OUTPUT, 1), (EFFECT, 2), (SATISFACTION, 4)))),
     [(f"{HERE}/indicators/2", "指标序号 4 应为 3")]),
    ("an indicator again", table(project(indicator("培训人数", "≥30人"), indicators=(indicator("培训人数", "≥30人", number=7), *(OUTPUT, EFFECT, SATISFACTION)))),
     [(f"{HERE}/indicators/0", "指标序号 7 应为 1"), (f"{HERE}/indicators/1", "指标 2 与指标 7 重复: 培训人数")]),
    ("codes", table(project(indicator("床位", "≥50张", level1="2-效益指标", level2="12-质量指标"))),
     [(f"{FIRST}/level2", "指标 1: 二级指标“12-质量指标”不属于一级指标“2-效益指标”")]),
    ("an unknown level with a code", table(project(indicator("床位", "≥50张", level1="1-产出指标", level2="19-床位指标"))),
     [(f"{FIRST}/level2", "指标 1: 二级指标“19-床位指标”不在分类中")]),
    ("a direction", with_value("床位", "≤50张", direction="positive"), [(f"{FIRST}/annual_value", "指标 1 是正向指标, 指标值却是“≤50张”")]),
    ("the other direction", with_value("床位", "≥50张", direction="negative"), [(f"{FIRST}/annual_value", "指标 1 是反向指标, 指标值却是“≥50张”")]),
    ("a value of the period alone", with_value("群众知晓率", None, "≥101%"), [(f"{FIRST}/period_value", "指标 1“群众知晓率”是比率, 指标值“≥101%”超过 100%")]),
    ("signs that are strict", with_value("床位", ">50张", "<50张"), [(f"{FIRST}/annual_value", "指标 1 的实施周期指标值“<50张”与年度指标值“>50张”方向相反")]),
    ("a date of the period", table(project(indicator("完成时间", None, "2030年底前"), start="2024/1/1", end="2025/6/30")),
     [(f"{FIRST}/period_value", "指标 1 的日期“2030年底前”不在项目期（2024/1/1至2025/6/30）之内")]),
    ("points", points("50", "45"),
     [(f"{HERE}/indicators", "项目“甲项目”没有效益指标"), (f"{HERE}/indicators", "项目“甲项目”没有满意度指标"),
      (FIRST, "指标 1 没有分值, 而同一项目的其他指标有"), (f"{HERE}/indicators", "项目“甲项目”的分值之和是 95, 应为 100 或 90 或 80")]),
    ("a hint in an explanation", table(project(indicator("床位", "≥50张", explanation="请填写说明"))),
     [(f"{FIRST}/explanation", "指标 1留有模板的提示文字: 请填写")]),
    ("an item with a hint behind it", table(project(goal="目标1：（100字以内）")), [(f"{HERE}/goal", "绩效目标留有模板的提示文字: （100字以内）")]),
    ("a hint that only asks", table(project(goal="（请注明）")), [(f"{HERE}/goal", "绩效目标留有模板的提示文字: （请注明）")]),
    ("the whole of a hint with asterisks", table(project(indicator("造林(≥**株)", "≥17600株"), indicator("种草（××亩）", "≥30亩"))),
     [(f"{FIRST}/name", "指标 1留有模板的提示文字: (≥**株)"), (f"{HERE}/indicators/1/name", "指标 2留有模板的提示文字: （××亩）")]),
    ("an unfilled name below another", table(project(OUTPUT, indicators=(OUTPUT, indicator("指标2：", "≥5个"), EFFECT, SATISFACTION))),
     [(f"{HERE}/indicators/1/name", "指标 2留有模板的提示文字: 指标2：")]),
    ("a blank and a stand-in", with_value("床位", "", "待定"), [(f"{FIRST}/period_value", "指标 1 的指标值没有填写: 待定")]),
    ("characters that are not seen", table(project(goal="保障\u200b基本\u202e生活\u200b")),
     [(f"{HERE}/goal", "文字中有看不见的字符 U+200B, U+202E, 已原样保留")]),
]  # fmt: skip


@pytest.mark.parametrize(("document", "expected"), [case[1:] for case in SAID], ids=[name for name, *_ in SAID])
def test_what_is_said_and_where(document: GoalTable, expected: list[tuple[str, str]]) -> None:
    assert said(document) == expected


CODES: list[tuple[str, GoalTable, list[str]]] = [
    # Sums
    ("what is counted within the grant is not added to it", of_funding("10.00", fiscal_appropriation="10.00", superior_grant="3.00"), []),
    ("funds within the grant", of_funding("10.00", fiscal_appropriation="10.00", government_fund="4.00"), []),
    ("state capital within the grant", of_funding("10.00", fiscal_appropriation="10.00", state_capital="4.00"), []),
    ("a part a little less than the whole", of_funding("10.00", fiscal_appropriation="10.00", general_budget="9.50"), []),
    ("one of two parts is blank", of_funding("10.00", own_funds="10.00", business_income="10.00", operating_income=None), []),
    ("a blank whole with a part", of_funding("10.00", own_funds=None, business_income="10.00"), []),
    ("the rest is in a source without a name", table(project(funding=funding("10.00", own_funds="6.00"), extensions={"债券资金": "4.00", "备注": "9"})), []),
    ("the rest is not in it", table(project(funding=funding("10.00", own_funds="6.00"), extensions={"债券资金": "3.00"})), ["GC408"]),
    ("a remark is no money", table(project(funding=funding("10.00", own_funds="6.00"), extensions={"备注": "4.00"})), ["GC408"]),
    ("a source without an amount", table(project(funding=funding("10.00", own_funds="10.00"), extensions={"债券资金": "无"})), []),
    ("a blank total", table(project(funding=funding("5.00", own_funds="5.00")), unit=funding(None, own_funds="5.00")), []),
    ("no project has a total", table(project(funding=funding(None, own_funds="5.00")), unit=funding("5.00", own_funds="5.00")), []),
    ("one project has no total", table(project(funding=funding("5.00")), project(name="乙项目", funding=funding(None)), unit=funding("5.00")), []),
    ("one project has no such source", table(project(funding=funding("5.00", own_funds="5.00")), project(name="乙项目", funding=funding("2.00", other="2.00")),
                                           unit=funding("7.00", own_funds="5.00", other="2.00")), []),
    ("the same difference of another figure", table(project(funding=funding("9.00", own_funds="8.00", other="1.00")), unit=funding("10.00", own_funds="9.00", other="1.00")),
     ["GC406", "GC406"]),
    ("another difference of the same figure", table(project(funding=funding("9.00", own_funds="8.00", other="1.00")), unit=funding("10.00", own_funds="10.00", other="0.00")),
     ["GC406", "GC406", "GC406"]),
    # 元 and 万元
    ("a text in 元 beside a table in 千元", table(project(funding=funding("123450"), goal="总投资12345元。"), currency_unit="千元"), ["GC411"]),
    ("a text in 元 beside a table in 亿元", table(project(funding=funding("1.2345"), goal="总投资12345元。"), currency_unit="亿元"), ["GC411"]),
    ("a text in 亿元", table(project(funding=funding("1.2345"), goal="总投资1.2345亿元。")), ["GC411"]),
    ("a text in 千元", table(project(funding=funding("1.2345"), goal="总投资123450千元。")), ["GC411"]),
    ("three digits are chance", table(project(funding=funding("123"), goal="总投资123元。")), []),
    ("zeros and points are no digits", table(project(funding=funding("1230"), goal="总投资1230元。")), []),
    ("so is a point", table(project(funding=funding("1.23"), goal="总投资1.23元。")), []),
    ("the cost of the year", table(project(indicator("总成本", "≤12345元"), funding=funding("12345"))), ["GC411"]),
    ("the cost of the period", table(project(indicator("总成本", None, "≤12345元"), funding=funding("12345"))), ["GC411"]),
    # Dates
    ("a year that has begun", table(project(start="2025", end="2025年1月")), []),
    ("January", with_value("完成时间", "2025年1月20日前"), []),
    ("the first month of the project", table(project(indicator("开工时间", "2024年12月底前"), start="2024/12/1", end="2025/6/30")), []),
    ("no fiscal year", table(project(indicator("完成时间", "2026年1月底前"), start="2024/1/1", end="2025/6/30"), fiscal_year=None), ["GC611"]),
    # Names
    ("a rate that is no share", with_value("平均贷款利率", "4"), ["GC610"]),
    ("an index counts nothing", with_value("物价指数", "105"), ["GC610"]),
    ("nor does a coefficient", with_value("平衡系数", "2"), ["GC610"]),
    ("nor a multiple", with_value("提高倍数", "2"), ["GC610"]),
    ("nor a sum", with_value("藏书总数", "3000"), ["GC610"]),
    ("complaints that are followed up", with_value("投诉督办数", "≥5件"), []),
    ("accidents that are studied", with_value("事故案例研究数", "≥5件"), []),
    # Projects and numbers
    ("forms without a name", table(project(name=None), project(name=None)), []),
    ("one name under two levels", table(project(OUTPUT, indicators=(OUTPUT, EFFECT, SATISFACTION, indicator("培训人数", "≥20人", level2="质量指标")))), []),
    # Values
    ("a filler of three digits", table(project(*(indicator(f"里程{i}段", "101") for i in range(3)))), ["GC610", "GC610", "GC610", "GC608"]),
    ("a hundred is common", table(project(*(indicator(f"里程{i}段", "100") for i in range(3)))), ["GC610", "GC610", "GC610"]),
    ("a unit beside a number", with_value("里程", "≥50公里", "公里"), ["GC601"]),
    ("both ends of a range alike", with_value("人数", "50-50人"), []),
    ("a level alone", table(project(indicator("床位", "≥50张", level1=None))), []),
    ("an upper level alone", table(project(indicator("床位", "≥50张", level2=None))), []),
    ("a starred level", table(project(indicator("床位", "≥50张", level1="★产出指标"))), []),
    ("codes that fit decide", table(project(indicator("床位", "≥50张", level1="1-产出指标", level2="11-社会效益指标"))), []),
    ("codes of three digits do not", table(project(indicator("床位", "≥50张", level1="2-效益指标", level2="101-社会效益指标"))), []),
    ("a level by another name is there", with_indicators(indicator("里程", "30公里", level1="项目完成指标", level2=None), EFFECT, SATISFACTION), []),
    # Points and scores
    ("no points for one", with_indicators(*(indicator(one.name, "提升", level1=one.level1.name, level2=one.level2.name, weight=weight)  # type: ignore[union-attr]
                                            for one, weight in ((OUTPUT, "100"), (EFFECT, "0"), (SATISFACTION, "0")))), []),
    *((f"{target} and {actual}", scored(target, actual), codes_) for target, actual, codes_ in (
        (">18度", "17度", ["GC525"]), ("18度", "17度", ["GC525"]), ("=18度", "17度", ["GC525"]), ("≥18度", "=17度", ["GC525"]), ("≥18度", "18度", []), ("≥18度", "≥17度", []),
        ("<5300元/户", "5830元/户", ["GC525"]), ("≤5300元/户", "5300元/户", []), ("±5度", "2度", []))),
]  # fmt: skip


@pytest.mark.parametrize(("document", "expected"), [case[1:] for case in CODES], ids=[name for name, *_ in CODES])
def test_what_is_found(document: GoalTable, expected: list[str]) -> None:
    """All but points and levels that a small table cannot have."""
    assert [code for code in codes(document) if code not in ("GC305", "GC520", "GC522")] == expected


def test_a_field_that_a_profile_requires_is_named_as_it_is_printed(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('required_fields = ["implementing_unit", "goal"]\n', encoding="utf-8")
    (finding,) = findings(table(), str(mine))
    assert finding.pointer == f"{HERE}/implementing_unit"
    assert "“实施单位”" in finding.message
    assert "implementing unit" in finding.message_in("en")


def test_what_is_absent_is_named_in_both_languages() -> None:
    document = table(project(indicators=(indicator("里程", "30公里", level1="过程", level2=None),)), fiscal_year=2022)
    english = [finding.message_in("en") for finding in findings(document, "central-2021") if finding.code == "GC505"]
    names = ("output (产出)", "effect (效益)", "satisfaction (满意度)", "cost (成本)")
    assert all(any(name in message for message in english) for name in names)
    assert len(english) == len(names)


def test_a_level_that_speaks_of_cost_is_cost() -> None:
    document = table(project(indicator("总成本", "≤5万元", level2="成本控制指标")))
    assert "GC505" not in codes(document, "central-2021")


def test_a_sum_in_english_counts_what_it_adds_up() -> None:
    (finding,) = findings(table(*THREE, unit=funding("10.00")))
    assert finding.message_in("en").startswith("甲单位: declared total 10.00, its 3 projects add up to 9.99")
    (finding,) = findings(table(units=(unit("甲", funding=funding("5.00")), unit("乙")), funding=funding("11.00")))
    assert "the 2 units add up to 10.00" in finding.message_in("en")
    (finding,) = findings(table(units=(unit("甲"), unit("乙")), funding=funding("11.00")))
    assert "the 2 projects add up to 10.00" in finding.message_in("en")
    assert Decimal(str(finding.parameters["declared"])) == Decimal("11.00")
