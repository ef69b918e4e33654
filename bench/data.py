"""Goal tables of any size in text that does not repeat: the same for the same size, on every machine.

Repeated texts flatter whatever remembers texts (shared strings, compression, caches), so names, goals and indicators are
put together anew for each project from the vocabulary below, with figures of their own.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Final, NamedTuple

__all__ = ["HEADER", "Row", "Table", "table", "text_of"]

HEADER: Final = ("项目名称（资金使用单位）", "总计", "财政拨款", "财政专户拨款", "其他资金", "绩效目标", "绩效指标")
PROJECTS_OF_A_UNIT: Final = 45
Row = tuple[str, ...]

_PLACES = [
    "沙面",
    "岭南",
    "华林",
    "多宝",
    "昌华",
    "逢源",
    "龙津",
    "金花",
    "彩虹",
    "南源",
    "西村",
    "站前",
    "桥中",
    "白鹤洞",
    "冲口",
    "花地",
    "石围塘",
    "茶滘",
    "东漖",
    "海龙",
    "东沙",
    "中南",
    "沙贝",
    "坦尾",
    "泮塘",
]
_FIELDS = [
    "养老服务",
    "残疾人康复",
    "儿童福利",
    "社会救助",
    "殡葬管理",
    "基层政权建设",
    "社区矫正",
    "义务教育",
    "学前教育",
    "职业培训",
    "公共卫生",
    "疾病防控",
    "妇幼保健",
    "食品药品监管",
    "文物保护",
    "图书借阅",
    "群众体育",
    "水环境治理",
    "河涌清淤",
    "垃圾分类",
    "园林绿化",
    "道路养护",
    "桥梁检测",
    "路灯照明",
    "排水管网",
    "消防安全",
    "应急演练",
    "防汛抗旱",
    "地质灾害防治",
    "安全生产",
    "农产品质量",
    "动物防疫",
    "种业振兴",
    "乡村振兴",
    "对口帮扶",
    "科技创新",
    "中小企业扶持",
    "招商引资",
    "知识产权",
    "统计调查",
    "档案整理",
    "信息系统运维",
    "网络安全",
    "法律援助",
    "人民调解",
    "退役军人安置",
    "双拥优抚",
]
_KINDS = [
    "专项经费",
    "补助资金",
    "工作经费",
    "购置项目",
    "改造工程",
    "运行维护费",
    "购买服务",
    "配套资金",
    "奖励资金",
    "试点项目",
    "提升工程",
    "建设项目",
]
_VERBS = ["落实", "完善", "保障", "推进", "加强", "健全", "优化", "规范", "深化", "提高", "夯实", "拓展", "统筹", "巩固", "改善"]
_THINGS = [
    "服务网络",
    "工作机制",
    "设施条件",
    "队伍建设",
    "经费投入",
    "监督检查",
    "质量标准",
    "宣传引导",
    "信息共享",
    "档案管理",
    "风险防控",
    "应急能力",
    "供给水平",
    "覆盖范围",
    "办理流程",
    "绩效管理",
    "协调配合",
    "培训体系",
    "考核办法",
    "数据治理",
    "基础设施",
    "便民举措",
    "资源配置",
    "人才培养",
]
_AIMS = [
    "切实保障困难群众基本生活",
    "不断提升人民群众获得感",
    "有效防范化解重大风险",
    "促进经济社会协调发展",
    "进一步改善辖区人居环境",
    "逐步缩小城乡区域差距",
    "确保各项任务按时保质完成",
    "形成可复制可推广的经验",
    "推动公共服务均等化",
    "维护社会和谐稳定",
    "全面提高资金使用效益",
    "为高质量发展提供有力支撑",
]
_WHOM = [
    "受益群众",
    "参训学员",
    "服务对象",
    "辖区居民",
    "企业职工",
    "在校学生",
    "特困人员",
    "社区工作者",
    "基层干部",
    "志愿服务队",
    "高龄老人",
    "困难家庭",
]
_SHAPES = (
    (
        "1-产出指标",
        "11-数量指标",
        "{whom}{field}覆盖{unit}数",
        "≥{n}{unit}",
        ["个", "人次", "户", "场次", "公里", "平方米", "台套", "份"],
    ),
    ("1-产出指标", "12-质量指标", "{field}{thing}验收合格率", "≥{p}%", [""]),
    ("1-产出指标", "13-时效指标", "{verb}{thing}按时完成率", "{p}%", [""]),
    ("1-产出指标", "14-成本指标", "{field}{thing}单位成本", "≤{n}元/{unit}", ["人", "次", "户", "月", "平方米"]),
    ("2-效益指标", "21-经济效益", "带动{field}{thing}增长率", "≥{p}%", [""]),
    ("2-效益指标", "22-社会效益", "{whom}{field}知晓程度", "明显提升", [""]),
    ("2-效益指标", "24-可持续影响", "{verb}{thing}长效机制", "持续{verb}", [""]),
    ("3-满意度指标", "31-服务对象满意度", "{whom}对{field}满意度", "≥{p}%", [""]),
)


class Table(NamedTuple):
    """A disclosure table (公开表) as rows of cells, the header not among them."""

    title: str
    department: str
    rows: tuple[Row, ...]
    projects: int


def table(projects: int) -> Table:
    """A table of so many projects, with a total and the subtotals of its units, which add up."""
    chance = random.Random(projects)
    rows: list[Row] = []
    whole = [0, 0]
    for first in range(0, projects, PROJECTS_OF_A_UNIT):
        members = [_project(chance, number) for number in range(first, min(first + PROJECTS_OF_A_UNIT, projects))]
        sums = [sum(money[source] for money, _, _, _ in members) for source in (0, 1)]
        whole = [before + more for before, more in zip(whole, sums, strict=True)]
        place = _PLACES[first // PROJECTS_OF_A_UNIT % len(_PLACES)]
        rows.append((f"荔湾区{place}第{first // PROJECTS_OF_A_UNIT + 1}事务中心", *_amounts(*sums), "", ""))
        rows += ((name, *_amounts(*money), goal, indicators) for money, name, goal, indicators in members)
    rows.insert(0, ("合计", *_amounts(*whole), "", ""))
    return Table("荔湾区民政事务局2025年项目支出绩效目标表", "荔湾区民政事务局", tuple(rows), projects)


def text_of(given: Table) -> str:
    """The table as text, its cells apart by tabs, as it is copied from a published one."""
    lines = [given.title, "", f"部门名称：{given.department}", "", "单位：万元", "", "\t".join(HEADER)]
    return "\n".join([*lines, *map("\t".join, given.rows), ""])


def _amounts(fiscal: int, other: int) -> Iterator[str]:
    """The cells of total, fiscal appropriation, special account and other, in ten thousand yuan; nothing is printed blank."""
    return (f"{cents / 100:,.2f}" if cents else "" for cents in (fiscal + other, fiscal, 0, other))


def _project(chance: random.Random, number: int) -> tuple[tuple[int, int], str, str, str]:
    """Its money in hundredths, its name, goal and packed indicators."""
    place, field, kind = chance.choice(_PLACES), chance.choice(_FIELDS), chance.choice(_KINDS)
    name = f"{place}街{field}{chance.choice(_THINGS)}{kind}（{number + 1}号）"
    goal = "，".join(f"{chance.choice(_VERBS)}{field}{chance.choice(_THINGS)}" for _ in range(chance.randint(2, 4)))
    shapes = (*sorted(chance.sample(range(len(_SHAPES) - 1), chance.randint(4, 6))), -1)
    indicators = "".join(_indicator(chance, n, field, _SHAPES[shape]) for n, shape in enumerate(shapes, 1))
    money = (chance.randint(1, 500_000), chance.randint(1, 90_000) if chance.random() < 0.2 else 0)
    return money, name, f"{goal}，{chance.choice(_AIMS)}。", indicators


def _indicator(chance: random.Random, number: int, field: str, shape: tuple[str, str, str, str, list[str]]) -> str:
    first, second, name, value, units = shape
    words = {"whom": chance.choice(_WHOM), "field": field, "thing": chance.choice(_THINGS), "verb": chance.choice(_VERBS)}
    figures = {"unit": chance.choice(units), "n": chance.randint(2, 9_000), "p": chance.randint(60, 100)}
    target = value.format(**words, **figures)
    return f"{number}、{first}；{second}；{name.format(**words, **figures)}；实施周期指标值：{target}；年度指标值：{target}。"
