"""Makes the examples of forms, examples/{declaration,two-sided,forms,self-evaluation}.{txt,json}: what is printed, and what it says.

Both come from this page and never pass through goalconv, so that the JSON can be held against what goalconv reads.
Bodies, projects and figures are invented; the forms are those in use.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parent.parent / "examples"
SIGNS = {"≥": ">=", "≤": "<=", "=": "="}


def value(text: str, sign: str = "", number: str = "", unit: str = "", kind: str = "") -> dict[str, Any]:
    """A target value; with a number it is a quantity."""
    return {
        "text": text, "kind": kind or ("quantity" if number else "text"), "operator": SIGNS.get(sign), "number": number or None,
        "upper": None, "unit": unit or None, "basis": None,
    }  # fmt: skip


def sign(text: str) -> dict[str, Any]:
    """The quantity that a sign, digits and a unit print: ≥95%."""
    at = 1 + next(index for index, char in enumerate(text[1:] + "x") if not (char.isdigit() or char == "."))
    return value(text, text[0], text[1:at], text[at:])


def level(name: str) -> dict[str, Any]:
    """A level without a code."""
    return {"code": None, "name": name}


def indicator(level1: str, level2: str, name: str, **members: Any) -> dict[str, Any]:
    """An indicator of a form."""
    return {"level1": level(level1), "level2": level(level2), "name": name, **members}


def save(name: str, lines: list[str], table: dict[str, Any]) -> None:
    """Writes the two files of an example."""
    (EXAMPLES / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    document = {"$schema": "urn:goalconv:goal-table:1.0", **table}
    (EXAMPLES / f"{name}.json").write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


DECLARED = [
    ("产出指标", "数量指标", "改造老旧小区管网长度", "≥12.5公里"), ("", "", "受益居民户数", "≥3200户"), ("", "质量指标", "工程验收合格率", "=100%"),
    ("", "时效指标", "工程按期完工率", "≥95%"), ("", "成本指标", "每公里改造成本", "≤60万元"), ("效益指标", "社会效益指标", "居民投诉下降率", "≥30%"),
    ("", "生态效益指标", "管网漏损率", "≤9%"), ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%"),
]  # fmt: skip


def filled(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The rows with the levels that stand above written in each."""
    full: list[tuple[str, ...]] = []
    for first, second, *rest in rows:
        above = full[-1] if full else ("", "")
        full.append((first or above[0], second or above[1], *rest))
    return full


def declaration() -> None:
    """One form of one project, 万元."""
    lines = [
        "项目支出绩效目标申报表", "（2025年度）", "项目名称\t老旧小区供水管网改造", "主管部门及代码\t[312]青山市住房和城乡建设局\t\t实施单位\t青山市城市更新中心",
        "项目属性\t新增项目\t\t项目期\t2025年3月-2025年12月", "项目资金（万元）\t年度资金总额\t1,260.50", "\t其中：财政拨款\t1,000.00",
        "\t其他资金\t260.50", "总体目标\t年度目标", "\t完成12.5公里老旧管网改造，降低漏损，保障居民用水安全。", "绩效指标\t一级指标\t二级指标\t三级指标\t指标值",
        *("\t" + "\t".join(row) for row in DECLARED), "注：指标值按竣工验收口径统计。",
    ]  # fmt: skip
    project = {
        "name": "老旧小区供水管网改造", "nature": "新增项目", "competent_department": "[312]青山市住房和城乡建设局",
        "implementing_unit": "青山市城市更新中心", "start": "2025年3月", "end": "2025年12月",
        "funding": {"total": "1260.50", "sources": {"fiscal_appropriation": "1000.00", "other": "260.50"}},
        "goal": "完成12.5公里老旧管网改造，降低漏损，保障居民用水安全。",
        "indicators": [indicator(a, b, name, annual_value=sign(text)) for a, b, name, text in filled(DECLARED)],
    }  # fmt: skip
    save("declaration-2025", lines, {
        "title": "项目支出绩效目标申报表", "fiscal_year": 2025, "currency_unit": "万元", "units": [{"projects": [project]}],
        "notes": ["注：指标值按竣工验收口径统计。"],
    })  # fmt: skip


SIDES = [
    ("产出指标", "数量指标", "建设智慧教室", "≥90间", "≥30间"), ("", "", "培训教师人次", "≥1500人次", "≥500人次"),
    ("", "质量指标", "设备验收合格率", "=100%", "=100%"), ("效益指标", "可持续影响指标", "设备使用年限", "≥8年", "≥8年"),
    ("满意度指标", "服务对象满意度指标", "师生满意度", "≥92%", "≥90%"),
]  # fmt: skip
TREE = [
    ("资金总额：", "total", "18600000.00", "6200000.00"), ("（一）财政拨款小计", "fiscal_appropriation", "15600000.00", "5200000.00"),
    ("1、一般公共预算", "general_budget", "12600000.00", "4200000.00"), ("2、政府性基金", "government_fund", "3000000.00", "1000000.00"),
    ("（二）自有资金小计", "own_funds", "2400000.00", "800000.00"), ("1、事业收入", "business_income", "2400000.00", "800000.00"),
    ("（三）其他资金", "other", "600000.00", "200000.00"),
]  # fmt: skip


def two_sided() -> None:
    """A form with the whole period left and the year right, its sources a numbered tree, 元."""
    lines = [
        "项目支出绩效目标申报表", "（2025年度）", "单位：元", "项目名称\t智慧教室建设", "主管部门及代码\t[105]青山市教育局\t\t实施单位\t青山市第一中学",
        "项目属性\t延续项目\t\t项目周期\t2025年-2027年",
        *(f"{'项目资金' * (not at)}\t{'中期' * (not at)}{label}\t{period}\t{'年度' * (not at)}{label}\t{year}" for at, (label, _, period, year) in enumerate(TREE)),
        "总体目标\t中期目标\t\t\t年度目标", "\t三年建成90间智慧教室，培训全体教师。\t\t\t建成30间智慧教室，培训教师500人次。",
        "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值",
        *(f"\t{a}\t{b}\t{name}\t{period}\t{b}\t{name}\t{year}" for a, b, name, period, year in SIDES),
    ]  # fmt: skip
    project = {
        "name": "智慧教室建设", "nature": "延续项目", "competent_department": "[105]青山市教育局", "implementing_unit": "青山市第一中学",
        "start": "2025年", "end": "2027年",
        "funding": {"total": TREE[0][3], "sources": {source: year for _, source, _, year in TREE[1:]}},
        "period_funding": {"total": TREE[0][2], "sources": {source: period for _, source, period, _ in TREE[1:]}},
        "goal": "建成30间智慧教室，培训教师500人次。", "period_goal": "三年建成90间智慧教室，培训全体教师。",
        "indicators": [indicator(a, b, name, period_value=sign(p), annual_value=sign(y)) for a, b, name, p, y in filled(SIDES)],
    }  # fmt: skip
    table = {"title": "项目支出绩效目标申报表", "fiscal_year": 2025, "currency_unit": "元", "units": [{"projects": [project]}]}
    save("two-sided-2025", lines, table)


BUREAU = [
    ("青山市民政局", "5,600.00", "5,400.00", "200.00", [
        ("困难群众救助", "3,200.00", "3,200.00", "", "按时足额发放救助金，兜住基本生活底线。", [
            ("产出指标", "数量指标", "救助人数", "≥8600人"), ("", "时效指标", "按时发放率", "=100%"), ("满意度指标", "服务对象满意度指标", "救助对象满意度", "≥90%")]),
        ("养老服务体系建设", "2,400.00", "2,200.00", "200.00", "新建社区食堂，方便老年人就餐。", [
            ("产出指标", "数量指标", "新建社区食堂", "≥6家"), ("", "质量指标", "验收合格率", "=100%"), ("效益指标", "社会效益指标", "日均就餐人次", "≥900人次")]),
    ]),
    ("青山市救助管理站", "320.40", "320.40", "", [
        ("流浪乞讨人员救助", "320.40", "320.40", "", "及时救助流浪乞讨人员。", [
            ("产出指标", "数量指标", "救助人次", "≥420人次"), ("", "时效指标", "救助响应时间", "≤2小时")]),
    ]),
]  # fmt: skip


def amount(text: str) -> str | None:
    """The amount of a cell; None where it is blank."""
    return text.replace(",", "") or None


def money(total: str, fiscal: str, other: str) -> dict[str, Any]:
    """The money of a row."""
    return {"total": amount(total), "sources": {"fiscal_appropriation": amount(fiscal), "other": amount(other)}}


def forms() -> None:
    """Several forms behind a list of units and projects with their declared sums (汇总)."""
    lines = [
        "青山市民政局2025年项目支出绩效目标表",
        "部门名称：青山市民政局",
        "单位：万元",
        "项目名称\t行类别\t总计\t财政拨款\t其他资金",
    ]
    lines.append("合计\t合计\t5,920.40\t5,720.40\t200.00")
    for unit, *sums, projects in BUREAU:
        lines.append("\t".join([unit, "单位", *sums]))
        lines += ["\t".join([name, "项目", *own]) for name, *own, _, _ in projects]
    units = []
    for unit, *sums, projects in BUREAU:
        held = []
        for name, *own, goal, rows in projects:
            lines += [
                "项目支出绩效目标申报表", f"项目名称\t{name}", f"项目资金（万元）\t年度资金总额\t{own[0]}", f"\t其中：财政拨款\t{own[1]}", f"\t其他资金\t{own[2]}",
                f"年度目标\t{goal}", "绩效指标\t一级指标\t二级指标\t三级指标\t指标值", *("\t" + "\t".join(row) for row in rows),
            ]  # fmt: skip
            held.append({
                "name": name, "funding": money(*own), "goal": goal,
                "indicators": [indicator(a, b, label, annual_value=sign(text)) for a, b, label, text in filled(rows)],
            })  # fmt: skip
        units.append({"name": unit, "funding": money(*sums), "projects": held})
    save("forms-2025", lines, {
        "title": "青山市民政局2025年项目支出绩效目标表", "fiscal_year": 2025, "department": level("青山市民政局"), "currency_unit": "万元",
        "funding": money("5,920.40", "5,720.40", "200.00"), "units": units,
    })  # fmt: skip


RESULTS = [
    ("产出指标", "数量指标", "集中供暖面积", "≥42万平方米", "43.1万平方米", "20", "20", ""), ("", "质量指标", "室内温度达标率", "≥98%", "95%", "20", "17", "老旧管线散热，已列入改造计划"),
    ("效益指标", "社会效益指标", "供暖投诉办结率", "=100%", "100%", "30", "30", ""), ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%", "91.6%", "20", "20", ""),
]  # fmt: skip


def plain(text: str) -> dict[str, Any]:
    """A quantity without a sign."""
    at = next(index for index, char in enumerate(text) if not (char.isdigit() or char == "."))
    return value(text, "", text[:at], text[at:])


def self_evaluation() -> None:
    """What was reached, with points and reasons (自评表)."""
    lines = [
        "项目支出绩效自评表", "（2024年度）", "单位：万元", "项目名称\t居民冬季供暖补贴", "主管部门\t青山市住房和城乡建设局\t实施单位\t青山市供热管理中心",
        "年度资金总额\t890.00", "其中：财政拨款\t890.00", "年度目标\t保障冬季供暖，室内温度达标。",
        "绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因及改进措施", *("\t" + "\t".join(row) for row in RESULTS),
    ]  # fmt: skip
    indicators = [
        indicator(
            a, b, name, annual_value=sign(target), actual_value=plain(reached), weight=weight, score=score, deviation=why or None
        )
        for a, b, name, target, reached, weight, score, why in filled(RESULTS)
    ]
    project = {
        "name": "居民冬季供暖补贴", "competent_department": "青山市住房和城乡建设局", "implementing_unit": "青山市供热管理中心",
        "funding": {"total": "890.00", "sources": {"fiscal_appropriation": "890.00"}}, "goal": "保障冬季供暖，室内温度达标。", "indicators": indicators,
    }  # fmt: skip
    table = {"title": "项目支出绩效自评表", "fiscal_year": 2024, "currency_unit": "万元", "units": [{"projects": [project]}]}
    save("self-evaluation-2024", lines, table)


if __name__ == "__main__":
    declaration()
    two_sided()
    forms()
    self_evaluation()
