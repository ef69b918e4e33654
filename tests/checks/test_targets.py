"""Target values: pairs, signs, rates, units, placeholders, dates."""

from __future__ import annotations

import pytest

from documents import codes, funding, indicator, project, table, with_value
from goalconv.converters.model import GoalTable

VALUES = [
    # code, name of the indicator, value that fires, value that must not
    ("GC602", "群众知晓率", "≥120%", "≥100%"),
    ("GC602", "服务对象满意度", "≥900%", "≥90%"),
    ("GC602", "社会力量运营的床位占床位总数比例", "110%~120%", "75%~80%"),
    ("GC605", "设备事故数", "≥3起", "≤3起"),
    ("GC605", "有效投诉率", "≥5%", "≤5%"),
    ("GC605", "办公设备正常运行率", "≤99%", "≥99%"),
    ("GC605", "验收合格率", "<95%", "≥95%"),
    ("GC606", "新增绿地", "≥**平方米", "≥500平方米"),
    ("GC606", "新增绿地", "XX平方米", "EXX类"),
    ("GC606", "新增绿地", "/", "绿化良好"),
    ("GC606", "新增绿地", "——", "2025年6月前"),
    ("GC606", "新增绿地", "待定", "按我市政策执行"),
    ("GC607", "建设里程", "公里", "30公里"),
    ("GC607", "建设里程", "≧ %", "有所提升"),
    ("GC607", "覆盖面", "≥", "显著扩大"),
    ("GC609", "验收合格率", "95", "95%"),
    ("GC609", "验收合格率", "1", "=100.00(%)"),
    ("GC610", "建设里程", "30", "30公里"),
    ("GC610", "印刷数量", "600", "600份"),
    ("GC613", "护理补贴人数", "50-30人", "30-50人"),
    ("GC611", "完成时间", "2023年12月底前", "2025年12月底前"),
    ("GC611", "完成时间", "2027年6月前", "2026年3月底前"),
    ("GC611", "工资发放时间", "2024年1月-12月", "每月15日前"),
]


@pytest.mark.parametrize(("code", "name", "fires", "twin"), VALUES, ids=lambda part: part)
def test_a_value_fires_and_its_twin_does_not(code: str, name: str, fires: str, twin: str) -> None:
    assert codes(with_value(name, fires)) == [code]
    assert codes(with_value(name, twin)) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("年度人均收入增长率", "≥120%"), ("任务完成率", "≥110%"), ("床位使用率", "≥105%"), ("事故处置率", "≥95%"), ("投诉处理率", "100%"), ("安全事故演练次数", "≥2次"),
        ("验收不合格率", "≤5%"), ("群众满意度（%）", "≥98"), ("重大安全事故数", "0"), ("城镇新增就业人数（人）", "50000"), ("每年月平均享受人数", "95000"),
        ("最高功率", "200千瓦"), ("工程采购成本控制", "≤100%"), ("民办养老机构关停率", "≤5%"), ("养老机构停业数", "≤6家"), ("不满意率", "≤5%"), ("投诉率下降", "≥5%"),
        ("补贴标准", "最低工资标准的60%"), ("投诉量", "0件"), ("培训次数", "≥2"),
    ],
)  # fmt: skip
def test_what_looks_odd_and_is_not(name: str, value: str) -> None:
    assert codes(with_value(name, value)) == []


@pytest.mark.parametrize(
    "text", ["待定", "待填", "略", "同上", "/", "\\", "--", "——", "……", "。", "、", "×", "?", "？", "x", "Xx"]
)
def test_a_text_that_stands_for_nothing_is_no_value(text: str) -> None:
    assert codes(with_value("新增绿地", text)) == ["GC606"]


UNITS = (
    "% ‰ 公里 千米 km 米 平方米 立方米 亩 万亩 元 万元 亿元 人 万人 人次 个 次 户 台 套 件 份 场 条 处 项 吨 天 年 月 座 所 名 家"
)


@pytest.mark.parametrize("unit", UNITS.split())
def test_a_unit_alone_lacks_its_number(unit: str) -> None:
    assert codes(with_value("完成情况", unit)) == ["GC607"]


@pytest.mark.parametrize("text", ["不断提升", "大幅提升", "小微企业受益", "等级提升", "进一步改善"])
def test_a_value_in_words_is_no_doubt(text: str) -> None:
    assert codes(with_value("群众生活", text)) == []


CASES = [
    ("GC601", "period and year differ", with_value("床位", "≥50张", "≥60张"), with_value("床位", "≥50张", "≥50张")),
    ("GC603", "opposite signs", with_value("床位", "≥50张", "≤50张"), with_value("床位", "≥50张", "≥50张")),
    ("GC604", "positive, yet at most", with_value("床位", "≤50张", direction="positive"), with_value("床位", "≥50张", direction="positive")),
    ("GC604", "negative, yet at least", with_value("单位成本", "≥50元", direction="negative"), with_value("单位成本", "≤50元", direction="negative")),
    ("GC608", "a filler", table(project(*(indicator(f"里程{i}段", "88100") for i in range(3)))),
     table(project(*(indicator(f"里程{i}段", "88100米") for i in range(3))))),
    ("GC608", "a filler beside names with their units", table(project(*(indicator(f"里程{i}段", "88100") for i in range(3)))),
     table(project(*(indicator(f"第{i}期受训人数", "120") for i in range(3))))),
    ("GC611", "a century too early", with_value("完成时间", "1925年12月底前"), with_value("完成时间", "2025年12月底前")),
    ("GC611", "after the project's end", table(project(indicator("完成时间", "2025年12月底前"), start="2024/1/1", end="2025/6/30", indicators=(
        indicator("完成时间", "2026年1月底前"),))), table(project(indicator("完成时间", "2025年12月底前"), start="2024/1/1", end="2025/6/30"))),
    ("GC612", "ends before it starts", table(project(start="2025年6月", end="2025年1月")), table(project(start="2025年1月", end="2025年1月"))),
    ("GC612", "years only", table(project(start="2026", end="2025年")), table(project(start="2025", end="长期"))),
]  # fmt: skip


@pytest.mark.parametrize(("code", "fires", "twin"), [(c, f, t) for c, _, f, t in CASES], ids=[name for _, name, _, _ in CASES])
def test_it_fires_and_its_twin_does_not(code: str, fires: GoalTable, twin: GoalTable) -> None:
    assert code in codes(fires)
    assert codes(twin) == []


def test_values_of_a_period_of_several_years_may_differ_from_those_of_the_year() -> None:
    several = {"period_funding": funding("300"), "funding": funding("100")}
    assert codes(table(project(indicator("平台", "≥1个", "≥3个"), **several))) == []
    assert codes(table(project(indicator("平台", "≥1个", "≤3个"), **several))) == ["GC603"]


def test_a_blank_or_unused_half_of_a_pair_is_no_doubt() -> None:
    assert codes(with_value("床位", "≥50张", "")) == []
    assert codes(with_value("床位", "≥50张", "/")) == ["GC601"]


def test_a_rate_without_a_unit_in_both_halves_is_said_once() -> None:
    assert codes(with_value("验收合格率", "95", "95")) == ["GC609"]
