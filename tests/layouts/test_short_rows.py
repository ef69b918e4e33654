"""Tables copied out of a browser or Word: lines of cells without quotes, cells that merged ones covered left out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import goalconv
import sketches
from browsers import browser

from .test_published import CASES, truth_of

TOLD = {"GC206", "GC207", "GC268", "GC269", "GC270", "GC271"}
"""What says that rows were mended, could not be, or left something over."""

LIST = "某局2025年项目支出绩效目标公开表\n部门名称：某局\n单位：万元\n项目名称\t总计\t财政拨款\t绩效目标\t绩效指标\n"
ROWS = "某局2025年项目支出绩效目标公开表\n部门名称：某局\n单位：万元\n项目名称\t绩效目标\t一级指标\t二级指标\t三级指标\t指标值\n"
FORM = "2025年项目支出绩效目标申报表\n项目名称\t取暖\n主管部门\t某局\t实施单位\t某院\n"
ONE = "养老\t5\t5\t做好\t1、产出指标；数量指标；次数；年度指标值：≥5次。\n"
TWO = "帮扶\t6\t6\t更好\t1、产出指标；数量指标；户数；年度指标值：≥5户。\n"
INDICATORS = "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n\t产出指标\t数量指标\t人数\t≥100人\n\t\t质量指标\t合格率\t≥95%\n"

MENDED = {
    "a goal and a list of indicators have several lines": (
        f"{LIST}养老\t5\t5\t做好一，\n做好二\t1、产出指标；数量指标；次数；年度指标值：≥5次。\n2、产出指标；质量指标；合格率；年度指标值：≥95%。\n帮扶\t6\t6\t做好\t\n",
        f'{LIST}养老\t5\t5\t"做好一，\n做好二"\t"1、产出指标；数量指标；次数；年度指标值：≥5次。\n2、产出指标；质量指标；合格率；年度指标值：≥95%。"\n帮扶\t6\t6\t做好\t\n',
        ["GC268", "GC268"],
    ),
    "the list stands first": (
        "某局2025年项目支出绩效目标表\n单位：万元\n绩效指标\t绩效目标\t项目名称\t总计\n1.产出指标|数量指标|长度|≥12公里\n2.产出指标|质量指标|合格率|≥95%\t修渠\t渠道\t120\n",
        '某局2025年项目支出绩效目标表\n单位：万元\n绩效指标\t绩效目标\t项目名称\t总计\n"1.产出指标|数量指标|长度|≥12公里\n2.产出指标|质量指标|合格率|≥95%"\t修渠\t渠道\t120\n',
        ["GC268"],
    ),
    "merged names and levels are left out": (
        f"{ROWS}养老\t做好\t产出指标\t数量指标\t次数\t≥5次\n人数\t≥6人\n质量指标\t合格率\t≥95%\n效益指标\t社会效益\t知晓率\t≥80%\n帮扶\t更好\t产出指标\t数量指标\t户数\t≥7户\n",
        f"{ROWS}养老\t做好\t产出指标\t数量指标\t次数\t≥5次\n\t\t\t\t人数\t≥6人\n\t\t\t质量指标\t合格率\t≥95%\n\t\t效益指标\t社会效益\t知晓率\t≥80%\n帮扶\t更好\t产出指标\t数量指标\t户数\t≥7户\n",
        ["GC269"],
    ),
    "signs show where a row belongs": (
        "2025年项目支出绩效目标申报表\n项目名称\t取暖\n指标类型\t指标名称\t指标性质\t指标值\t计量单位\n产出类指标\t天数\t≥\t300\t天\n覆盖率\t=\t95\t%\n供暖\t定性\t良好\t\n效益类指标\t生活\t定性\t改善\t\n",
        "2025年项目支出绩效目标申报表\n项目名称\t取暖\n指标类型\t指标名称\t指标性质\t指标值\t计量单位\n产出类指标\t天数\t≥\t300\t天\n\t覆盖率\t=\t95\t%\n\t供暖\t定性\t良好\t\n效益类指标\t生活\t定性\t改善\t\n",
        ["GC269"],
    ),
    "a goal of a form has several lines": (
        f"{FORM}年度目标\t保障老人过冬，\n改善条件。\n{INDICATORS}",
        f'{FORM}年度目标\t"保障老人过冬，\n改善条件。"\n{INDICATORS}',
        ["GC268"],
    ),
    "what a form heads lacks the merged label": (
        f"{FORM}项目资金\n（万元）\t资金总额：\t50\n其中：财政拨款\t40\n其他资金\t10\n年度总体目标\t预期目标\t实际完成情况\n保障过冬\t已供暖\n{INDICATORS}",
        f'{FORM}"项目资金\n（万元）"\t资金总额：\t50\n\t其中：财政拨款\t40\n\t其他资金\t10\n年度总体目标\t预期目标\t实际完成情况\n\t保障过冬\t已供暖\n{INDICATORS}',
        ["GC269", "GC269", "GC269"],
    ),
    "results of each source lack the merged label": (
        f"{FORM}项目资金（万元）\t\t年初预算数\t全年执行数\t得分\n年度资金总额\t50\t40\t10\n其中：财政拨款\t50\t40\t—\n年度目标\t保障过冬\n{INDICATORS}",
        f"{FORM}项目资金（万元）\t\t年初预算数\t全年执行数\t得分\n\t年度资金总额\t50\t40\t10\n\t其中：财政拨款\t50\t40\t—\n年度目标\t保障过冬\n{INDICATORS}",
        ["GC269", "GC269"],
    ),
    "sums of points lack what their label was merged over": (
        f"{FORM}年度目标\t保障过冬\n一级指标\t二级指标\t三级指标\t指标值\t实际完成值\t分值\t得分\n产出指标\t数量指标\t人数\t≥100人\t102人\t60\t60\n质量指标\t合格率\t≥95%\t96%\t40\t35\n总分\t100\t95\n",
        f"{FORM}年度目标\t保障过冬\n一级指标\t二级指标\t三级指标\t指标值\t实际完成值\t分值\t得分\n产出指标\t数量指标\t人数\t≥100人\t102人\t60\t60\n\t质量指标\t合格率\t≥95%\t96%\t40\t35\n总分\t\t\t\t\t100\t95\n",
        ["GC269", "GC269"],
    ),
    "money under a label that is not known shows what goes on": (
        "2025年项目支出绩效目标公开表\n单位：万元\n单位名称\t项目名称\t本年金额\t绩效目标\t一级指标\t二级指标\t三级指标\t指标值\n"
        "甲局\t养老\t5\t做好，\n更好\t产出指标\t数量指标\t次数\t≥5次\n甲局\t帮扶\t6\t做好\t产出指标\t数量指标\t户数\t≥5户\n",
        "2025年项目支出绩效目标公开表\n单位：万元\n单位名称\t项目名称\t本年金额\t绩效目标\t一级指标\t二级指标\t三级指标\t指标值\n"
        '甲局\t养老\t5\t"做好，\n更好"\t产出指标\t数量指标\t次数\t≥5次\n甲局\t帮扶\t6\t做好\t产出指标\t数量指标\t户数\t≥5户\n',
        ["GC268"],
    ),
    "the goal stands last": (
        "2025年项目支出绩效目标公开表\n单位：万元\n项目名称\t总计\t绩效目标\t\n养老\t5\t做好一，\n做好二。\n帮扶\t6\t做好\n",
        '2025年项目支出绩效目标公开表\n单位：万元\n项目名称\t总计\t绩效目标\n养老\t5\t"做好一，\n做好二。"\n帮扶\t6\t做好\n',
        ["GC268"],
    ),
    "remarks stand last": (
        "2025年项目支出绩效目标公开表\n单位：万元\n项目名称\t总计\t绩效目标\t备注\n养老\t5\t做好\t1.见附件\n2.已审\n帮扶\t6\t做好\t无\n",
        '2025年项目支出绩效目标公开表\n单位：万元\n项目名称\t总计\t绩效目标\t备注\n养老\t5\t做好\t"1.见附件\n2.已审"\n帮扶\t6\t做好\t无\n',
        ["GC268"],
    ),
    "labels stand in several lines": (
        "2025年项目支出绩效目标申报表\n项目名称\t道路\n主管\n部门\t某局\t实施\n单位\t某院\n项目资金\n（万元）\t年度资金\n总额\t50\n年度\n总体\n目标\t通车\n"
        "绩\n效\n指\n标\t一级\n指标\t二级\n指标\t三级指标\t年度\n指标值\n产出\n指标\n（50分）\t数量\n指标\t里程\t≥3公里\n质量\n指标\t合格率\t≥95%\n",
        '2025年项目支出绩效目标申报表\n项目名称\t道路\n主管部门\t某局\t实施单位\t某院\n项目资金（万元）\t年度资金总额\t50\n年度总体目标\t通车\n'
        '绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\n\t"产出\n指标\n（50分）"\t"数量\n指标"\t里程\t≥3公里\n\t\t"质量\n指标"\t合格率\t≥95%\n',
        ["GC268"] * 6 + ["GC269"],
    ),
    "labels of a list stand in several lines": (
        "2025年项目支出绩效目标公开表\n单位：万元\n项目\n名称\t总计\t财政\n拨款\t年度绩\n效目标\t绩效\n指标\n养老\t5\t5\t做好\t产出指标：人数≥5人\n",
        "2025年项目支出绩效目标公开表\n单位：万元\n项目名称\t总计\t财政拨款\t年度绩效目标\t绩效指标\n养老\t5\t5\t做好\t产出指标：人数≥5人\n",
        ["GC268"] * 3,
    ),
    "a text of a form stands in several lines": (
        f"2025年项目支出绩效目标申报表\n项目名称\t道路养护\n工程\n项目属性\t延续\n性项目\t主管部门\t某局\n年度目标\t通车\n{INDICATORS}",
        f'2025年项目支出绩效目标申报表\n项目名称\t"道路养护\n工程"\n项目属性\t"延续\n性项目"\t主管部门\t某局\n年度目标\t通车\n{INDICATORS}',
        ["GC268", "GC268"],
    ),
    "a title is printed once more, and the header ends with a blank": (
        f"{FORM}绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t\n产出指标\t数量指标\t人数\t≥100人\n2025年项目支出绩效目标申报表\n质量指标\t合格率\t≥95%\n效益指标\t社会效益\t知晓率\t≥80%\n",
        f"{FORM}绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n\t产出指标\t数量指标\t人数\t≥100人\n2025年项目支出绩效目标申报表\n\t\t质量指标\t合格率\t≥95%\n\t效益指标\t社会效益\t知晓率\t≥80%\n",
        ["GC269"],
    ),
    "levels and numbers stand in a list that ends the text": (
        f"{LIST}养老\t5\t5\t做好\t产出指标：\n数量指标：1、床位≥5张\n2、护工≥6人\n效益指标：\n社会效益：老人安心\n",
        f'{LIST}养老\t5\t5\t做好\t"产出指标：\n数量指标：1、床位≥5张\n2、护工≥6人\n效益指标：\n社会效益：老人安心"\n',
        ["GC268"] * 4,
    ),
    "a list that stands first has a blank line": (
        "某局2025年项目支出绩效目标表\n单位：万元\n绩效指标\t绩效目标\t项目名称\t总计\n1.产出指标|数量指标|长度|≥12公里\n\n2.产出指标|质量指标|合格率|≥95%\t修渠\t渠道\t120\n",
        '某局2025年项目支出绩效目标表\n单位：万元\n绩效指标\t绩效目标\t项目名称\t总计\n"1.产出指标|数量指标|长度|≥12公里\n2.产出指标|质量指标|合格率|≥95%"\t修渠\t渠道\t120\n',
        ["GC268"],
    ),
    "one level is merged over all": (
        f"{ROWS}养老\t做好\t产出指标\t数量指标\t次数\t≥5次\n人数\t≥6人\n户数\t≥7户\n",
        f"{ROWS}养老\t做好\t产出指标\t数量指标\t次数\t≥5次\n\t\t\t\t人数\t≥6人\n\t\t\t\t户数\t≥7户\n",
        ["GC269"],
    ),
    "one level is merged over all beside units": (
        "2025年项目支出绩效目标公开表\n部门\t项目名称\t绩效目标\t一级指标\t二级指标\t三级指标\t指标值\n某院\t养老\t做好\t产出指标\t数量指标\t次数\t≥5次\n人数\t≥6人\n",
        "2025年项目支出绩效目标公开表\n部门\t项目名称\t绩效目标\t一级指标\t二级指标\t三级指标\t指标值\n某院\t养老\t做好\t产出指标\t数量指标\t次数\t≥5次\n\t\t\t\t\t人数\t≥6人\n",
        ["GC269"],
    ),
    "one level is merged over all beside goals of the period": (
        "2025年项目支出绩效目标公开表\n项目名称\t中期目标\t一级指标\t二级指标\t三级指标\t指标值\n养老\t做好\t产出指标\t数量指标\t次数\t≥5次\n人数\t≥6人\n",
        "2025年项目支出绩效目标公开表\n项目名称\t中期目标\t一级指标\t二级指标\t三级指标\t指标值\n养老\t做好\t产出指标\t数量指标\t次数\t≥5次\n\t\t\t\t人数\t≥6人\n",
        ["GC269"],
    ),
    "a goal goes on beside remarks and money under labels that are not known": (
        "2025年项目支出绩效目标公开表\n单位：万元\n项目名称\t本年金额\t绩效目标\t备注\n养老\t5\t做好一\n做好二\t见附件\n帮扶\t6\t做好\t\n",
        '2025年项目支出绩效目标公开表\n单位：万元\n项目名称\t本年金额\t绩效目标\t备注\n养老\t5\t"做好一\n做好二"\t见附件\n帮扶\t6\t做好\t\n',
        ["GC268"],
    ),
    "a goal that is left open goes on": (
        "2025年项目支出绩效目标公开表\n单位：万元\n项目名称\t总计\t绩效目标\t备注\n养老\t5\t做好一，\n做好二\t无\n帮扶\t6\t做好\t\n",
        '2025年项目支出绩效目标公开表\n单位：万元\n项目名称\t总计\t绩效目标\t备注\n养老\t5\t"做好一，\n做好二"\t无\n帮扶\t6\t做好\t\n',
        ["GC268"],
    ),
    "the header has two rows": (
        "2025年项目支出绩效目标公开表\n单位：万元\n项目名称\t预算资金\t\t绩效目标\t绩效指标\n\t总计\t财政拨款\t\t\n养老\t5\t5\t做好一\n做好二\t产出指标：人数≥5人\n帮扶\t6\t6\t更好\t\n",
        '2025年项目支出绩效目标公开表\n单位：万元\n项目名称\t预算资金\t\t绩效目标\t绩效指标\n\t总计\t财政拨款\t\t\n养老\t5\t5\t"做好一\n做好二"\t产出指标：人数≥5人\n帮扶\t6\t6\t更好\t\n',
        ["GC268"],
    ),
    "money by years lacks the merged labels": (
        f"{FORM}项目资金（万元）\t项目总额\t60\n分年度资金\t2024年\t2025年\t2026年\t合计\n10\t20\t30\t60\n其中：财政拨款\t8\t18\t28\t54\n年度目标\t保障过冬\n{INDICATORS}",
        f"{FORM}项目资金（万元）\t项目总额\t60\n\t分年度资金\t2024年\t2025年\t2026年\t合计\n\t\t10\t20\t30\t60\n\t其中：财政拨款\t8\t18\t28\t54\n年度目标\t保障过冬\n{INDICATORS}",
        ["GC269"],
    ),
    "lists stand first, one after the other": (
        "某局2025年项目支出绩效目标表\n单位：万元\n绩效指标\t绩效目标\t项目名称\t总计\n1.产出指标|数量指标|长度|≥12公里\t修渠\t渠道\t120\n1.产出指标|数量指标|长度|≥9公里\n2.产出指标|质量指标|合格率|≥95%\n3.产出指标|时效指标|及时率|≥95%\t修路\t道路\t130\n1.产出指标|数量指标|长度|≥15公里\t修桥\t桥梁\t150\n",
        '某局2025年项目支出绩效目标表\n单位：万元\n绩效指标\t绩效目标\t项目名称\t总计\n1.产出指标|数量指标|长度|≥12公里\t修渠\t渠道\t120\n"1.产出指标|数量指标|长度|≥9公里\n2.产出指标|质量指标|合格率|≥95%\n3.产出指标|时效指标|及时率|≥95%"\t修路\t道路\t130\n1.产出指标|数量指标|长度|≥15公里\t修桥\t桥梁\t150\n',
        ["GC268", "GC268"],
    ),
    "a goal whose lines are counted goes on beside a remark": (
        "2025年项目支出绩效目标公开表\n单位：万元\n项目名称\t总计\t绩效目标\t备注\n养老\t5\t1.做好一；2.做好二\n3.做好三\t无\n",
        '2025年项目支出绩效目标公开表\n单位：万元\n项目名称\t总计\t绩效目标\t备注\n养老\t5\t"1.做好一；2.做好二\n3.做好三"\t无\n',
        ["GC268"],
    ),
    "a goal has several lines, and a note stands below": (
        f"{LIST}养老\t5\t5\t做好一，\n做好二\t1、产出指标；数量指标；次数；年度指标值：≥5次。\n注：数据来自决算。\n",
        f'{LIST}养老\t5\t5\t"做好一，\n做好二"\t1、产出指标；数量指标；次数；年度指标值：≥5次。\n注：数据来自决算。\n',
        ["GC268"],
    ),
    "a level is blank beside merged ones that are left out": (
        f"{ROWS}养老\t做好\t产出指标\t数量指标\t次数\t≥5次\n\t质量指标\t合格率\t≥95%\n",
        f"{ROWS}养老\t做好\t产出指标\t数量指标\t次数\t≥5次\n\t\t\t质量指标\t合格率\t≥95%\n",
        ["GC269"],
    ),
    "a goal of the period has several lines": (
        f"{FORM}中期目标\t保障老人过冬，\n改善条件。\n{INDICATORS}",
        f'{FORM}中期目标\t"保障老人过冬，\n改善条件。"\n{INDICATORS}',
        ["GC268"],
    ),
}  # fmt: skip


def read(text: str) -> goalconv.Reading:
    (reading,) = goalconv.read_bytes(text.encode(), format="text")
    return reading


@pytest.mark.parametrize("name", MENDED)
def test_a_copied_table_is_read_as_the_whole_one(name: str) -> None:
    copied, whole, told = MENDED[name]
    reading = read(copied)
    assert reading.table == read(whole).table
    assert sorted(finding.code for finding in reading.findings if finding.code in TOLD) == told
    assert (reading.account.source, reading.account.unexplained) == (sum(not char.isspace() for char in copied), 0)
    assert not {finding.code for finding in read(whole).findings} & TOLD


def findings(name: str, code: str) -> list[tuple[str, dict[str, Any]]]:
    return [(str(finding.place), dict(finding.parameters)) for finding in read(MENDED[name][0]).findings if finding.code == code]


def test_what_was_mended_is_counted_and_quoted_with_its_place() -> None:
    assert findings("merged names and levels are left out", "GC269") == [("第6行 第1列", {"count": 3})]
    assert findings("sums of points lack what their label was merged over", "GC269") == [
        ("第7行 第1列", {"count": 1}),
        ("第8行 第1列", {"count": 1}),
    ]
    assert findings("results of each source lack the merged label", "GC269") == [
        ("第5行 第1列", {"count": 1}),
        ("第6行 第1列", {"count": 1}),
    ]
    assert findings("a goal and a list of indicators have several lines", "GC268") == [
        ("第6行 第1列", {"text": "做好二"}),
        ("第7行 第1列", {"text": "2、产出指标；质量指标；合格率；年度指标"}),
    ]


WHOLE = {
    "blanks at the end of rows are left out": f"{LIST}合计\t11\n某院\t11\t11\n养老\t5\t5\t做好\t1、产出指标；数量指标；次数；年度指标值：≥5次。\n帮扶\t6\t6\n",
    "a unit stands alone in its row": f"{LIST}某院\n养老\t5\t5\t做好\t1、产出指标；数量指标；次数；年度指标值：≥5次；\n某所\n帮扶\t6\t6\t更好\t1、产出指标；数量指标；户数；年度指标值：≥5户。\n",
    "numbered notes follow a list": f"{LIST}养老\t5\t5\t做好\t1、产出指标；数量指标；次数；年度指标值：≥5次。\n2、数据来自决算。\n",
    "a note follows what was left open": f"{LIST}养老\t5\t5\t做好\t1、产出指标；数量指标；次数；年度指标值：≥5次，\n注：数据来自决算。\n",
    "results leave out a blank at their end": f"{FORM}项目资金（万元）\t\t年初预算数\t全年执行数\t得分\n\t年度资金总额\t50\t40\n年度目标\t保障过冬\n{INDICATORS}",
    "a label follows what is the beginning of one": f"{FORM}实施周期\t长期\n绩效目标\t做好\n{INDICATORS}",
    "a label that is not known stands below labels without a text": f"{FORM}项目负责人\t\t联系电话\n人员情况\t三人参加\n年度目标\t保障过冬\n{INDICATORS}",
    "a group of a form is a line by itself": f"{FORM}项目基本情况\n人员情况\t三人参加\n年度目标\t保障过冬\n{INDICATORS}",
    "the sums stand without their amounts": f"{LIST}合计\n{ONE}",
    "a row of sums has all its cells": f"{FORM}一级指标\t三级指标\t指标值\t分值\n产出指标\t人数\t≥5人\t100\n总分\t100\t95\t5\n",
    "an amount is said in a word too": f"{FORM}资金总额\t50\t全额\n财政拨款\t50\n年度目标\t过冬\n{INDICATORS}",
    "amounts stand below their labels": f"{FORM}资金总额\t财政拨款\t其他资金\n500\t400\t100\n年度目标\t过冬\n{INDICATORS}",
    "a source is left blank": f"{FORM}资金总额\t500\t财政拨款\t500\n其他资金\n年度目标\t过冬\n{INDICATORS}",
    "an amount has a label that is not known": f"{FORM}人员经费\t30\n年度目标\t过冬\n{INDICATORS}",
    "a label that is not known stands below the goal": f"{FORM}年度目标\t过冬\n人员情况\t三人参加\n{INDICATORS}",
    "the label of a group has a text": f"{FORM}项目资金\t全额\n拨款\t联系电话\t123\n年度目标\t过冬\n{INDICATORS}",
    "the label of a group stands behind a text": f"{FORM}项目属性\t延续\n性项目\t项目资金\t资金总额\t50\n年度目标\t过冬\n{INDICATORS}",
    "a form leaves out blanks": f"{FORM}项目负责人\t\t联系电话\n年度目标\t保障过冬\n{INDICATORS}填表人：张三\t审核人：李四\n",
}


@pytest.mark.parametrize("name", WHOLE)
def test_rows_that_are_merely_short_stay_as_they_are(name: str) -> None:
    assert not {finding.code for finding in read(WHOLE[name]).findings} & {"GC268", "GC269", "GC270"}


OWN: dict[str, dict[str, Any]] = {
    "a note that is a label with the line above it": {"notes": ("年度", "预算数")},
    "a note that goes on counting": {"notes": ("2、1-产出指标；",)},
    "a note that is a number of the last label": {"notes": ("１２",)},
    "a note below a text that ends with a comma": {"notes": ("甲",), "projects": {"goal": "乙", "extensions": {"丙": "丁，"}}},
    "a label in brackets right above the row of sums": {
        "funding": goalconv.Funding(),
        "projects": {"extensions": {"（元）": "甲"}},
    },
    "labels that begin with a number": {"extensions": {"甲": "1、"}},
    "a label in half brackets right above the row of sums": {
        "funding": goalconv.Funding(),
        "projects": {"extensions": {"(元)": "甲"}},
    },
    "a unit of account below the label of a value": {"extensions": {"甲": "实施周期指标值：", "（元）": "乙"}},
}


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("form", ["text", "csv"])
def test_rows_of_our_own_are_never_put_together(form: str, name: str) -> None:
    members = {"funding": None, "projects": {}} | OWN[name]
    project = goalconv.Project(name="某项目", funding=members["funding"], **members.pop("projects"))
    unit = goalconv.Unit(funding=members["funding"], projects=(project,))
    table = goalconv.GoalTable(title="", currency_unit="元", units=(unit,), **members)
    assert [reading.table for reading in goalconv.read_bytes(goalconv.write_bytes(table, form).data, format=form)] == [table]


def test_the_units_of_short_rows_are_units() -> None:
    assert [unit.name for unit in read(WHOLE["a unit stands alone in its row"]).table.units] == ["某院", "某所"]
    assert read(WHOLE["numbered notes follow a list"]).table.notes == ("2、数据来自决算。",)


def test_a_label_that_is_the_end_of_another_keeps_its_text() -> None:
    (project,) = read(WHOLE["a label follows what is the beginning of one"]).table.units[0].projects
    assert (project.extensions, project.goal) == ({"实施周期": "长期"}, "做好")


def test_a_text_that_follows_results_keeps_its_label() -> None:
    (project,) = (
        read(f"{FORM}资金来源\t来源项目\t金额\n人员情况\t三人参加\n年度目标\t保障过冬\n{INDICATORS}").table.units[0].projects
    )
    assert project.extensions["人员情况"] == "三人参加"


DOUBTED: dict[str, tuple[Any, ...]] = {
    "neither side fits": (f"{ROWS}养老\t做好\t产出指标\t数量指标\t次数\t≥5次\n质量指标\t合格率\n", (6, 2, 6)),
    "a cell is merged between others": (
        "2025年项目支出绩效目标公开表\n单位：万元\n主管部门\t项目名称\t总计\t绩效目标\t绩效指标\t备注\n某局\t公路\t50\t养护\t产出指标：里程≥5公里\t延续\n桥梁\t检测\t产出指标：桥梁≥3座\n",
        (5, 3, 6),
    ),
    "a row lacks cells at both ends": (
        "2025年项目支出绩效目标申报表\n项目名称\t取暖\n指标类型\t指标名称\t指标性质\t指标值\t计量单位\n产出类指标\t天数\t≥\t300\t天\n覆盖率\t=\t95\n",
        (5, 3, 5),
    ),
    "nothing above is merged over the first row": (
        "2025年项目支出绩效目标表\n项目名称\t取暖\n一级指标\t三级指标\t指标值\t备注\n分片\t附后\n产出指标\t里程\t≥3公里\t\n",
        (4, 2, 4),
    ),
    "two rows are one, or lack what is merged": (
        "2025年项目支出绩效目标表\n项目名称\t环卫\n一级指标\t二级指标\t三级指标\t指标值\t备注\n产出值\t数量值\t面积\t≥3公里\t\n质量值\t达标率\t≥95%\t\n效益值\t经济效益值\t经费有效\n使用情况\t有效使用\t\n",
        (6, 3, 5),
    ),
    "one source has one amount of two": (
        f"{FORM}项目资金\t资金总额\t50\t年度资金总额\t20\n上年结转资金\t0\n其他资金\t50\t其他资金\t20\n年度目标\t取暖\n{INDICATORS}",
        (5, 2, 5),
    ),
    "amounts have lost the label left of them": (
        f"{FORM}预算金额\t资金总额\t当年金额\t其他资金\t预留\n500\t500\t0\t\n年度目标\t取暖\n{INDICATORS}",
        (5, 4, 5),
    ),
    "a result is a word, and the label is lacking": (
        f"{FORM}项目资金（万元）\t\t年初预算数\t全年执行数\n年度资金总额\t已到位\t40\n年度目标\t过冬\n{INDICATORS}",
        (5, 3, 4),
    ),
    "results lack cells at both ends": (
        f"{FORM}项目资金（万元）\t\t年初预算数\t全年执行数\t执行率\n年度资金总额\t50\t40\n年度目标\t过冬\n{INDICATORS}",
        (5, 3, 5),
    ),
    "amounts lack their year": (
        f"{FORM}预算金额\t资金总额\t财政拨款\n2024年\t500\t400\n300\t200\n年度目标\t过冬\n{INDICATORS}",
        (6, 2, 3),
    ),
    "a row fits from either side": (
        "2025年项目支出绩效目标公开表\n主管部门\t项目名称\t绩效目标\t备注\n某局\t养老\t做好\t无\n帮扶\t更好\t无\n",
        (4, 3, 4),
    ),
    "a list has lost its project": (f"{LIST}产出指标：数量指标：人数≥5人\n{ONE}", (5, 1, 5)),
    "a list that stands first has lost its project": (
        "某局2025年项目支出绩效目标表\n单位：万元\n绩效指标\t绩效目标\t项目名称\t总计\n1.产出指标|数量指标|长度|≥12公里\t修渠\t渠道\t120\n1.产出指标|数量指标|长度|≥9公里\n",
        (5, 1, 4),
    ),
    "a line names a level behind other words": (f"{LIST}养老\t5\t5\t做好\t产出指标：人数≥5人。\n另有：产出指标：户数≥5户。\n", (6, 1, 5)),
    "an amount stands below its label": (f"{FORM}项目资金\t资金总额\n50\n年度目标\t取暖\n{INDICATORS}", (5, 1, 2)),
    "an amount of one of the years is lacking": (
        f"{FORM}项目资金\t合计\t2024年\t2025年\n资金总额\t10\t20\n年度目标\t取暖\n{INDICATORS}",
        (5, 3, 4),
    ),
    "the last result is lacking": (f"{FORM}年度总体目标\t预期目标\t实际完成情况\n\t保障过冬\n{INDICATORS}", (5, 2, 3)),
    "a remark, or the end of a goal": (
        "2025年项目支出绩效目标公开表\n单位：万元\n项目名称\t总计\t绩效目标\t备注\n养老\t5\t做好一\n做好二\t无\n",
        (4, 3, 4),
        (5, 2, 4),
    ),
    "a line below a text that is left open": (f"{LIST}养老\t5\t5\t做好\t产出指标：人数≥5人，\n数据来自决算。\n", (6, 1, 5)),
    "a result has lost its label": (
        f"{FORM}年度总体目标\t预期目标\t实际完成情况\n已供暖\n{INDICATORS}",
        (5, 1, 3),
    ),
    "a line begins a row of a form, or ends the one above": (
        f"{FORM}一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t人数\t≥100人\n乱行\n产出指标\t质量指标\t合格率\t≥95%\n",
        (6, 1, 4),
    ),
    "the lower row of a header cannot be put below the upper": (
        "2025年项目支出绩效目标公开表\n单位：万元\n项目名称\t绩效目标\t预算资金\t绩效指标\n总计\t财政拨款\n养老\t做好\t5\t5\t产出指标：人数≥5人\n",
        (4, 2, 4),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DOUBTED)
def test_a_row_whose_cells_cannot_be_told_is_named(name: str) -> None:
    text, *rows = DOUBTED[name]
    told = [finding for finding in read(text).findings if finding.code == "GC270"]
    assert [(str(finding.place), finding.parameters) for finding in told] == [
        (f"第{line}行 第{first_column(text, line)}列", {"count": count, "columns": columns}) for line, count, columns in rows
    ]


def first_column(text: str, line: int) -> int:
    """The number of the first character of a line that is no blank."""
    row = text.splitlines()[line - 1]
    return len(row) - len(row.lstrip()) + 1


QUOTED = {
    "a name in two lines": (f"{LIST}道路养护\n（二期）\t5\t5\t通车\t产出指标：里程≥3公里\n", [("GC276", 5, "道路养护")]),
    "units above whole rows and above a short one": (
        f"{LIST}某院\n{ONE}某所\n养护\t6\n",
        [("GC276", 5, "某院"), ("GC276", 7, "某所")],
    ),
    "a unit below a goal, named as a list is": (
        "2025年项目支出绩效目标公开表\n单位：万元\n项目名称\t总计\t绩效目标\n养老\t5\t做好。\n产出指标：人数\n帮扶\t6\t做好\n",
        [("GC276", 5, "产出指标：人数")],
    ),
    "each cell in a line of its own": (f"{LIST}养老\n产出指标：人数≥5人\n", [("GC276", 5, "养老")]),
    "units beside quoted cells, which have all their lines": (f'{LIST}某院\n养老\t5\t5\t"做好一，\n做好二"\t\n某所\n{TWO}', []),
    "notes below a blank line": (f"{LIST}养老\t5\t5\t做好\t产出指标：人数≥5人\n\n说明如下\n产出指标：按决算填列\n", []),
    "a note below a sentence": (f"{LIST}{ONE}数据来自决算\n", []),
    "a note below the header": (f"{LIST}本年度无项目\n", []),
    "the last target in two lines": (f"{ROWS}养老\t做好\t产出指标\t数量指标\t次数\t≥5\n次\n", [("GC278", 6, "次")]),
    "the last list in two lines": (f"{LIST}养老\t5\t5\t做好\t产出指标：人数≥5\n人，按月\n", [("GC278", 6, "人，按月")]),
}  # fmt: skip


@pytest.mark.parametrize("name", QUOTED)
def test_a_line_that_may_belong_to_a_cell_is_quoted(name: str) -> None:
    text, told = QUOTED[name]
    found = [finding for finding in read(text).findings if finding.code in ("GC276", "GC278")]
    assert [(finding.code, str(finding.place), finding.parameters) for finding in found] == [
        (code, f"第{line}行 第1列", {"text": quoted}) for code, line, quoted in told
    ]


@pytest.mark.parametrize("mark", "，、：,:")
def test_a_goal_goes_on_behind_a_mark_that_ends_no_sentence(mark: str) -> None:
    copied = f"2025年项目支出绩效目标公开表\n单位：万元\n项目名称\t总计\t绩效目标\t备注\n养老\t5\t做好一{mark}\n做好二\t无\n"
    (project,) = read(copied).table.units[0].projects
    assert (project.goal, project.extensions) == (f"做好一{mark}\n做好二", {"备注": "无"})


def test_a_row_is_put_right_beside_one_that_cannot_be() -> None:
    reading = read(f"{ROWS}养老\t做好\t产出指标\t数量指标\t次数\t≥5次\n人数\t≥6人\n质量指标\t合格率\n")
    assert [item.name for item in reading.table.units[0].projects[0].indicators] == ["次数", "人数"]
    assert [(finding.code, finding.parameters) for finding in reading.findings if finding.code in TOLD] == [
        ("GC269", {"count": 1}),
        ("GC270", {"count": 2, "columns": 6}),
    ]


# Whole pages on Chromium's clipboard


PAGES = [name for name, case in sorted(CASES.items()) if "html" in case.get("formats", sketches.MAKERS)]
ALIKE = {
    "a-bars", "a-full-width", "a-page-numbers", "a-pages", "b-many-forms", "b-names-inline", "b-period-total-unknown", "b11-zhaohua", "b27-linyi",
    "b28-xiangtan", "b35-mengcheng", "b36-chencang", "c02-narrative-before", "d-repeated-numbered", "d33-zhalaite", "f37-anxi", "h-boxes-apart",
    "h-hubei", "h05-donghu", "h20-jiaxian", "h21-guangxi", "h22-title-reprinted", "h23-review", "h25-old", "i15-fengjie", "k06-chongqing",
    "k07b-self-evaluation", "k12-anhui", "k13-sichuan", "k14-baise", "k40-xiangyang", "m-levels-before-texts", "m-levels-in-a-cell", "m-levels-one-row",
    "m-types-of-level-2", "w-fujian", "w-liaoning", "w-money-inline", "w-of-which", "w-points-in-labels", "w-total-merged-down", "w-years-before-amounts", "w-years-over-amounts", "x-blank-form", "x-blocks-of-period",
    "x-form-under-one-label", "x-letters-down", "x-names-over-two-columns", "x-regions",
}  # fmt: skip
"""Tables whose copy says all that the page does."""


def test_chromium_copies_what_these_tests_read(tmp_path: Path) -> None:
    chrome = browser()
    page = tmp_path / "page.html"
    for name in PAGES:
        page.write_bytes(sketches.web(CASES[name]["sketch"]))
        chrome.get(page.as_uri())
        copied = chrome.execute_script("const all = getSelection(); all.selectAllChildren(document.body); return all.toString()")
        assert copied == sketches.clipboard(CASES[name]["sketch"]), name
    chrome.quit()


def copied(name: str) -> tuple[list[dict[str, Any]], set[str]]:
    readings = goalconv.read_bytes(sketches.clipboard(CASES[name]["sketch"]).encode(), format="text")
    return [truth_of(reading.table) for reading in readings], {
        finding.code for reading in readings for finding in reading.findings
    }


@pytest.mark.parametrize("name", sorted(ALIKE))
def test_a_table_copied_from_a_page_is_read_to_what_it_says(name: str) -> None:
    assert copied(name)[0] == CASES[name]["tables"]


@pytest.mark.parametrize("name", sorted({*PAGES} - ALIKE))
def test_what_the_clipboard_has_lost_is_told(name: str) -> None:
    tables, told = copied(name)
    assert tables == CASES[name]["tables"] or told & (TOLD - {"GC268", "GC269"})


@pytest.mark.parametrize("years", ["年度", "年份"])
def test_years_that_begin_rows_pasted_without_the_label_beside_them_head_their_amounts(years: str) -> None:
    (reading,) = goalconv.read_bytes(
        f"{FORM}项目资金\t{years}\t资金总额\t财政拨款\n2024年\t10\t8\n2025年\t20\t18\n年度目标\t过冬\n{INDICATORS}".encode(),
        format="text",
    )
    (project,) = reading.table.units[0].projects
    assert project.funding is None
    assert project.extensions == {
        "2024年 资金总额": "10",
        "2024年 财政拨款": "8",
        "2025年 资金总额": "20",
        "2025年 财政拨款": "18",
    }
    assert [finding.code for finding in reading.findings].count("GC269") == 2


def test_a_sum_left_of_the_years_is_one_of_their_amounts() -> None:
    (reading,) = goalconv.read_bytes(
        f"{FORM}资金来源\t合计\t2024年\t2025年\n资金总额\t30\t10\t20\n财政拨款\t28\t9\t19\n年度目标\t过冬\n{INDICATORS}".encode(),
        format="text",
    )
    (project,) = reading.table.units[0].projects
    assert project.funding is None
    assert project.extensions == {
        "资金总额 合计": "30", "资金总额 2024年": "10", "资金总额 2025年": "20",
        "财政拨款 合计": "28", "财政拨款 2024年": "9", "财政拨款 2025年": "19",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("年度目标\t做好水利发展\n资金\n主管部门\t某局\n", ["资金"]),
        ("年度目标\t做好水利发展\n资金\n资金总额\t50\n主管部门\t某局\n", []),
        ("年度目标\t做好水利发展\n", []),
    ],
)
def test_a_label_of_money_that_heads_none_may_be_the_rest_of_the_text_above_it_and_is_told(lines: str, told: list[str]) -> None:
    (reading,) = goalconv.read_bytes(f"{FORM}{lines}{INDICATORS}".encode(), format="text")
    found = [finding for finding in reading.findings if finding.code == "GC872"]
    assert [finding.message for finding in found] == [f"“{text}”只当作标签读取, 没有保存在文档中" for text in told]
