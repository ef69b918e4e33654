"""The vocabulary: every printed label and its synonyms → a field.

One table for all layouts. The first label of a field is the one that goalconv prints; the others
were seen in published tables. Labels are compared without white space, punctuation at the end,
and difference of width; the text itself is never changed.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain
from typing import Final

from .model import SOURCES, Direction
from .patterns import regex
from .values import same_width

__all__ = [
    "DIRECTIONS",
    "FIELDS",
    "FORM_LABELS",
    "GROUPS",
    "INDICATOR_COLUMNS",
    "INDICATOR_LABELS",
    "LINE_LABELS",
    "MATRIX_HEADS",
    "boxed",
    "field_of",
    "heads_indicators",
    "is_either_level",
    "is_first_level",
    "is_known",
    "is_level_label",
    "is_no_label",
    "key_of",
    "label_of",
    "speaks_of_money",
    "unboxed",
]

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "kind": ("行类别",),
    "code": ("项目编码", "项目代码", "编码", "代码", "项目编号", "单位编码（项目编码）", "单位代码（项目代码）"),
    "name": (
        "项目名称", "项目名称（资金使用单位）", "项目支出名称", "专项(项目)名称", "转移支付(项目)名称", "项目", "单位名称（项目名称）",
        "单位（项目）名称", "单位（专项）名称", "单位/项目名称", "资金使用单位/项目名称", "项目名称（预算单位）", "支出项目名称", "项目名称(单位)", "专项名称",
        "项目单位（项目名称）", "项目（政策）名称", "政策（项目）名称", "项目/政策名称", "政策/项目名称", "转移支付名称", "专项转移支付名称", "专项资金名称", "业务费名称",
        "部门业务费名称", "项目（专项）名称",
        *(f"{unit}{mark}项目名称" for unit in ("单位", "单位名称", "预算单位", "部门", "部门名称") for mark in "、/及和"),
    ),
    "category": ("项目类别", "项目类型", "项目分类"),
    "nature": ("项目属性", "项目性质"),
    "competent_department": (
        "主管部门", "主管部门名称", "业务主管部门", "项目主管部门", "归口管理部门", "预算主管部门", "项目归口管理部门", "主管部门及代码", "主管部门(单位)",
        "部门编码及名称", "部门代码及名称",
    ),
    "implementing_unit": (
        "实施单位", "项目实施单位", "项目执行单位", "承担单位", "项目单位", "预算单位", "预算单位名称", "实施单位名称", "项目承担单位", "单位名称",
        "单位编码及名称", "单位代码及名称", "预算单位编码及名称",
    ),
    "start": ("开始日期", "计划开始日期", "项目开始时间", "开始时间", "起始年度", "起始时间", "起始日期"),
    "end": ("完成日期", "计划完成日期", "项目完成时间", "完成时间", "结束日期", "结束时间", "终止年度", "终止时间", "终止日期"),
    "total": (
        "总计", "资金总额", "年度资金总额", "当年资金总额", "项目资金总额", "年度资金申请总额", "预算数", "项目总预算", "当年年度预算", "项目当年预算",
        "合计", "总额", "总金额", "小计", "预算金额", "预算总额", "资金合计", "年度预算", "金额", "项目金额", "年度预算数", "预算资金",
        "当年预算", "当年预算数", "当年预算金额", "本年预算", "本年预算数", "本年度预算", "本年度预算数", "年度资金", "年度金额", "年度预算金额", "年度预算总额",
        "年度预算资金总额", "预算资金总额", "项目预算金额", "项目预算数", "预算安排", "预算安排数", "预算安排金额", "预算",
    ),
    "goal": (
        "绩效目标", "年度目标", "年度总体目标", "年度绩效目标", "本年度绩效目标", "总体目标", "项目绩效目标", "当年绩效目标", "总体绩效目标",
        "项目总体目标", "项目年度绩效目标", "绩效总目标", "预期目标",
    ),
    "period_goal": ("中期目标", "实施期绩效目标", "长期目标", "中期绩效目标", "实施周期目标", "实施期目标"),
    "indicators": ("绩效指标", "年度绩效指标", "本年度绩效指标", "项目年度绩效指标", "绩效指标及指标值", "项目绩效指标"),
}  # fmt: skip
"""Columns of a table with one row per project, and the project's own fields."""

SOURCE_SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "fiscal_appropriation": (
        "财政资金", "同级财政拨款", "财政拨款小计", "财政拨款资金", "一般公共预算(财政拨款)", "财政投款", "市财政资金", "财政资金拨款", "政府预算资金", "本级财政资金", "本级财政", "县财政资金", "区财政资金",
        "省财政资金",
    ),
    "general_budget": ("一般公共预算拨款", "一般公共预算资金", "一般公共预算财政拨款"),
    "government_fund": ("政府性基金财政拨款", "政府性基金预算", "政府性基金拨款", "政府性基金预算拨款", "政府性基金预算财政拨款"),
    "state_capital": ("国有资本经营预算拨款", "国有资本经营", "国有资本经营预算资金"),
    "special_account": ("财政专户管理资金", "财政专户", "财政专户资金", "财政专户核拨资金"),
    "carried_over": ("上年结转资金", "上年结转结余", "结转资金", "上年结余结转"),
    "superior_grant": ("上级补助", "中央补助", "上级转移支付", "上级补助资金", "上级财政资金", "上级财政", "中央资金", "中央财政资金", "中央补助资金"),
    "own_funds": ("单位资金", "自筹资金", "单位自有资金", "自有资金小计"),
    "business_income": ("事业收入资金",),
    "operating_income": ("经营性收入", "事业单位经营收入"),
    "other": ("其它资金", "其他", "其他收入", "其他来源", "其他资金来源"),
}  # fmt: skip

LINE_LABELS: Final[dict[str, tuple[str, ...]]] = {
    "title": ("标题",),
    "department": (
        "部门名称", "主管部门", "预算部门", "部门", "主管部门名称", "编制部门", "填报部门", "单位名称", "部门（单位）名称", "部门/单位名称", "预算单位",
        "填报单位", "填报单位(盖章)", "编制单位", "编制单位(盖章)", "部门（单位）", "预算单位名称", "公开部门", "公开单位",
    ),
    "department_code": ("部门编码", "部门代码", "单位编码", "单位代码", "预算编码", "部门预算编码"),
    "fiscal_year": ("预算年度", "年度", "年份", "预算年份"),
    "currency_unit": ("单位", "金额单位", "货币单位", "计量单位", "资金单位"),
}  # fmt: skip
"""Labels of the lines around a table."""

FORM_LABELS: Final[dict[str, tuple[str, ...]]] = {
    "competent_department": (
        "主管部门及代码", "主管部门及编码", "主管部门(单位)名称及部门预算编码", "主管部门(单位)名称", "主管部门名称及编码", "市级主管部门", "区级主管部门",
        "中央主管部门", "地方主管部门", "省级主管部门", "主管部门编码及名称", "主管单位", "预算主管部门及代码", "项目主管部门(全称)",
    ),
    "implementing_unit": (
        "预算单位", "资金使用单位", "填报单位", "填报单位(盖章)", "编制单位", "编制单位(盖章)", "项目实施单位名称", "实施单位名称", "具体实施单位", "项目单位名称",
        "预算单位名称", "单位名称",
    ),
    "department": ("部门名称", "预算部门", "部门(单位)名称", "部门/单位名称", "部门单位名称"),
    "period": (
        "项目期", "项目周期", "项目起止时间", "项目起止日期", "实施周期", "项目支出实施期", "建设周期", "项目计划实施时间", "项目实施期", "项目实施周期", "起止时间",
        "项目期限", "项目实施期限", "实施期限", "实施期", "项目日期范围",
    ),
    "total": (
        "当年金额", "本年金额", "年度总金额", "年度财政资金总额", "年度资金总计", "项目资金总计", "年度本级预算金额", "本年度申请市财政预算资金", "资金总额及构成", "项目预算资金", "申请资金总额", "本年资金总额", "本年度资金总额", "当年预算", "本年预算", "年度预算安排",
        "本年资金", "本年度资金", "本年安排资金", "本年安排", "本年申请资金", "当年资金", "当年安排资金", "当年申请资金",
    ),
    "period_total": ("项目总额", "中期资金总额", "实施期资金总额", "项目总资金", "中期市财政预算", "项目中期资金总额"),
    "superior_grant": ("该项目支出上级资金",),
    "goal": (
        "年度总体绩效目标", "年度主要目标和成果", "项目年度目标", "年度绩效总目标", "项目总体情况", "年初设定目标", "项目年度总体目标",
        "年初绩效目标", "年度预期目标", "年度绩效目标设定", "本年度目标", "年度工作目标",
    ),
    "outcome": (
        "实际完成情况", "年度总体目标完成情况", "年度总体目标完成情况综述", "全年目标实际完成情况", "目标完成情况", "目标实际完成情况",
        "全年实际完成情况", "全年完成情况", "年度实际完成情况", "年度绩效目标完成情况", "总体目标实际完成情况",
    ),
    "period_goal": (
        "项目总目标", "项目绩效总目标", "长期绩效目标", "项目中期目标", "中期滚动目标", "实施期总目标", "中长期目标", "项目实施期目标", "实施周期总体目标",
        "中期总体目标", "项目总绩效目标",
    ),
}  # fmt: skip
"""Labels of a form for one project, beside those of a column."""

GROUPS: Final = (
    "项目资金", "项目资金申请", "资金来源", "资金情况", "项目资金情况", "预算资金情况", "预算情况", "基本信息", "项目基本情况", "项目基本信息", "项目绩效目标", "总体目标", "年度总体目标",
    "绩效目标", "年度绩效目标", "绩效指标", "年度绩效指标", "项目年度绩效指标", "长期绩效指标", "目标", "指标", "项目年度绩效目标衡量指标", "资金总额及构成", "资金", "预算执行情况",
    "预算规模及资金用途", "项目预算", "绩效项目指标表", "本年度绩效指标", "年度目标完成情况", "总体目标完成情况", "年度绩效目标完成情况", "项目预算执行情况", "预算整体情况",
    "项目立项情况", "项目实施进度计划", "项目支出明细预算", "支出明细预算", "预算执行", "预算执行10分", "资金总额", "项目资金来源", "年度重点工作任务", "年度主要任务", "资金支出计划", "资金安排", "资金安排情况", "预算安排情况",
)  # fmt: skip
"""Labels that only head a group of other labels."""

PLAIN_LABELS: Final = (
    "项目负责人", "负责人", "联系人", "联系电话", "联系方式", "填报人", "填表人", "经办人", "填报日期", "填表日期", "单位负责人", "主管部门编码", "单位职能概述", "项目概况", "项目概述",
    "项目总体概况", "项目基本概况", "项目内容", "主要内容", "项目主要内容", "申请理由", "项目申请理由", "立项依据", "项目立项依据", "项目立项的依据", "政策依据", "设立依据",
    "立项必要性", "项目立项的必要性", "项目申报的必要性", "项目申报的可行性", "项目可行性", "实施方案", "项目实施方案", "实施进度计划", "项目实施计划", "测算依据", "测算依据及说明", "项目测算依据",
    "项目审批", "财政资金科目代码", "功能科目", "支出功能科目", "区域", "实施区域", "自评总分", "自评得分", "评价等级", "市级财政部门", "区级财政部门", "县级财政部门", "省级财政部门",
    "财政部门", "地方资金", "地方财政资金", "资金用途", "资金用途说明", "资金管理办法", "项目支出明细", "财政供养人员数", "下属二级单位数", "其他需完成的任务", "其他需要说明的问题", "其他说明",
    "其他需说明的事项", "是否专项", "项目级次", "项目来源", "项目等级", "分管领导", "保证项目实施的制度措施", "项目实施的保障措施", "年度计划", "绩效目标设定依据", "备注",
    "执行率分值", "预算执行率权重", "预算执行率分值", "项目经办人", "项目经办人电话", "单位信息", "职能职责与活动", "联系人电话",
)  # fmt: skip
"""Labels of a form that the model has no field for; what stands beside them is kept under them."""

MATRIX_HEADS: Final[dict[str, str]] = {
    **dict.fromkeys(("来源项目", "收入来源", "资金来源项目"), "source"),
    **dict.fromkeys((
        "名称", "任务名称", "项目实施内容", "实施内容", "项目支出明细", "支出明细", "支出项目", "支出内容", "部门预算支出", "明细项目", "预算支出", "工作任务", "主要任务",
    ), "name"),
    **dict.fromkeys((
        "金额", "预算金额", "主要实施内容", "主要内容", "拟投入的资金", "期望达到的目标(概述)", "期望达到的目标", "期望目标", "目标说明", "开始时间", "完成时间", "结束时间", "起止时间", "总额",
        "计算公式", "测算过程", "备注", "单价", "数量", "财政拨款", "其他资金",
    ), "amount"),
}  # fmt: skip
"""Heads of columns in the small tables of a form: "source" and "name" head names, "amount" what belongs to them."""

INDICATOR_LABELS: Final[dict[str, tuple[str, ...]]] = {
    "period_value": ("实施周期指标值", "实施期指标值", "中期指标值", "周期指标值", "长期指标值"),
    "annual_value": ("年度指标值", "指标值", "目标值", "年度目标值", "计划指标值", "年度数值", "当年指标值", "本年度指标值", "年初目标值"),
    "direction": ("指标性质", "指标方向", "指标方向性"),
    "weight": ("分值", "权重", "指标权重", "分值权重"),
    "explanation": ("指标解释", "指标说明", "评价标准", "评分标准", "绩效标准", "评分细则", "绩效指标描述"),
    "actual_value": ("实际完成值", "全年实际值", "全年完成值", "完成值"),
    "score": ("得分", "自评得分"),
    "deviation": ("偏差原因及改进措施", "偏差原因分析及改进措施", "未完成原因", "未完成原因分析", "未完成原因及拟采取的改进措施"),
}  # fmt: skip
"""Labels of an indicator's members; in packed cells they are followed by a colon."""

INDICATOR_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "number": ("序号",),
    "level1": ("一级指标", "一级", "一级绩效指标", "一级指标名称", "指标类型", "一级目标", "指标类别"),
    "level2": ("二级指标", "二级", "二级绩效指标", "二级指标名称", "二级目标"),
    "name": (
        "三级指标", "三级", "三级指标名称", "三级绩效指标", "指标内容", "指标名称", "绩效指标名称", "具体指标", "绩效指标内容",
    ),
    "value": (
        "指标值", "年度指标值", "目标值", "年度目标值", "指标值及单位", "指标值(包含数字及文字描述)", "指标值(或计划水平)", "计划指标值(或计划水平)",
        "计划指标值", "年度(/项目)指标值", "年度数值", "当年预期实现值", "预期当年实现值", "当年指标值", "本年度指标值", "本年指标值", "当年目标值", "年初目标值", "绩效目标值", "本年度计划水平", "预期指标值", "绩效指标值",
        "年度绩效指标值", "指标目标值", "年度指标目标值", "计划目标值", "数值", "目标数值", "指标数值", "值", "全年指标值", "指标值（全年）", "指标值全年", "全年目标值", "目标值全年", "年初目标值(A)", "年初设定目标值", "预期目标值", "计划值",
        "全年（程）指标值",
    ),
    "period_value": (*INDICATOR_LABELS["period_value"], "总体指标值", "总体目标值", "总目标值", "实施期目标值", "中期目标值", "长期目标值"),
    "operator": ("指标方向", "计算符号", "运算符", "运算符号", "比较符", "比较符号", "指标符号", "符号", "绩效指标性质"),
    "unit": ("计量单位", "度量单位", "单位", "指标单位", "绩效度量单位", "指标计量单位", "绩效计量单位"),
    "direction": ("指标性质", "指标方向性", "指标值类型"),
    "weight": (*INDICATOR_LABELS["weight"], "计分权重", "分值(权重)", "权重(分值)", "指标分值"),
    "explanation": (*INDICATOR_LABELS["explanation"], "备注", "绩效标准(计划标准)", "指标值设定依据", "指标值确定依据", "评分细则", "评（扣）分标准", "评扣分标准", "绩效指标说明"),
    "actual_value": (*INDICATOR_LABELS["actual_value"], "实际完成值(B)", "实际完成指标值", "全年实际完成值", "实际值"),
    "score": (*INDICATOR_LABELS["score"], "自评分"),
    "deviation": (
        *INDICATOR_LABELS["deviation"], "未完成原因及改进措施", "偏差原因分析", "未完成原因和改进措施", "未完成或偏离较大原因及改进措施", "偏差原因",
    ),
}  # fmt: skip
"""Columns of a table with one row for each indicator."""

_FIRST_LEVELS: Final = ("产出指标", "效益指标", "满意度指标", "效果指标", "投入指标", "管理指标", "过程指标", "决策指标")
_EITHER: Final = ("成本指标",)
_SECOND_LEVELS: Final = (
    "数量指标", "质量指标", "时效指标", "成本指标", "经济成本指标", "社会成本指标", "生态环境成本指标", "经济效益指标", "社会效益指标", "生态效益指标", "环境效益指标", "可持续影响指标",
    "服务对象满意度指标", "社会公众满意度指标", "社会公众或服务对象满意度指标", "受益群体满意度指标", "公众满意度指标",
)  # fmt: skip
"""Levels that may head columns of their own (财预〔2021〕101号 and its forerunners), each with or without 指标 at its end."""

_NUMBERED: Final = regex(r"(?:绩效)?指标(?:\d{1,2}|[一二三四五六七八九十])")
"""Columns of indicators that the header only counts."""

DIRECTIONS: Final[dict[Direction, tuple[str, ...]]] = {
    "positive": ("正向", "正向指标"), "negative": ("反向", "反向指标", "逆向", "逆向指标", "负向"), "qualitative": ("定性", "定性指标"),
}  # fmt: skip

_FUNDS: Final = regex(r"资金|拨款|经费|总额|金额|收入")

_YEAR_PREFIXES: Final = ("", "当年", "本年", "年度", "本年度")
_PERIOD_PREFIXES: Final = ("中期", "实施期", "实施周期", "项目期", "项目周期", "长期")
_PERIOD_TOTALS: Final = ("总计", "资金总额", "资金合计")
_TERMS: Final[dict[str, tuple[str, ...]]] = {name: (term, *SOURCE_SYNONYMS[name]) for name, term in SOURCES.items()}


def _prefixed(prefixes: tuple[str, ...], labels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([prefix + label for prefix in prefixes for label in labels])


_SOURCES: Final[dict[str, tuple[str, ...]]] = {name: _prefixed(_YEAR_PREFIXES, terms) for name, terms in _TERMS.items()}
FIELDS: Final[dict[str, tuple[str, ...]]] = {
    **COLUMNS,
    **_SOURCES,
    "period_total": _prefixed(_PERIOD_PREFIXES, _PERIOD_TOTALS),
    **{f"period_{name}": _prefixed(_PERIOD_PREFIXES, labels) for name, labels in _SOURCES.items()},
}
"""All columns of a table with one row per project: field → labels."""
_SPELT: Final = (*COLUMNS.values(), *_TERMS.values(), _YEAR_PREFIXES, _PERIOD_PREFIXES, _PERIOD_TOTALS)
"""What the labels of `FIELDS`, two thousand, are made of."""

_LONGEST: Final = 60
"""Characters of the longest text that may be a label, blanks included; longer ones are not looked at."""
_GROUPED: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "column": FIELDS,
    "line": LINE_LABELS,
    "indicator": INDICATOR_LABELS,
    "form": FORM_LABELS,
    "group": {"group": GROUPS},
    "plain": {"plain": PLAIN_LABELS},
    "indicator column": INDICATOR_COLUMNS,
    "direction": dict(DIRECTIONS.items()),
}
"""The labels by field that are asked for together; where a label is there twice, the first says what it is. A form has the columns' too."""
_BESIDE: Final = "其中一二三四五六七八九十单位元千万亿长中短期年度本实施周上下半月执行完成数值情况际至"
"""What may stand with a label that is still told: its number, unit of account, period, part of the year."""
_SPACES: Final = regex(r"\s+")
_NUMBERING: Final = "一二三四五六七八九十)、."
"""What the number before a label is made of, beside digits, as far as its first two characters."""
_OF_WHICH: Final = regex(r"^(?:其中[:、,]?|[(]?[一二三四五六七八九十\d]+[)、.])+")
_COUNTED: Final = regex(r"[长中年].*绩效目标\d{1,2}")
_MARKED: Final = regex(
    r"[(](?:[\d年月分元万千A-Z%×*/至.—–~-]{1,12}|\d+字以内|选填|可选填|全称|盖章|签章|公章|单位盖章|单位|[长中]期|实施期|本?年度)[)]"
)
_RESULT: Final = regex(
    r"(?:(?:年初|全年|年中|年度|调整后?|\d+-?\d*月)?(?:资金)?(?:预算|执行|预计执行|预计完成|到位)数|(?:\d+-?\d*月)?(?:预算)?(?:执行|到位)率|执行率得分"
    r"|总分|合计得分|总得分|得分合计|总合计|合计数)(?:[(].{1,16}[)])?"
)
_LETTERS: Final = 2
_CODED: Final = regex(r"\A\d{1,3}-")
_DOWN: Final = ("绩效指标", "总体目标", "年度绩效目标", "项目资金", "项目基本情况", "预算执行情况")
"""Labels that are printed down a column, one or two letters in a cell."""
_UNIT_OF_ACCOUNT: Final = regex(r"\((?:单位:)?(?:元|千元|万元|亿元)\)$")


def speaks_of_money(label: str) -> bool:
    """Whether a label, though it is no known one, speaks of money."""
    return _FUNDS.search(label) is not None


@lru_cache(maxsize=4096)
def key_of(label: str) -> str:
    """The copy of a label by which labels are compared."""
    key = same_width(label)
    if key.isalpha() and not key.startswith("其中"):  # nothing of what follows is in it: so most labels are told
        return key
    key = _SPACES.sub("", key).rstrip(":")
    head = key[:2]
    if head[:1] in "其(" or not head.strip(_NUMBERING) or any(map(str.isdecimal, head)):
        key = _OF_WHICH.sub("", key)
    return _UNIT_OF_ACCOUNT.sub("", key) if key.endswith(")") else key


@cache
def _index(group: str) -> dict[str, str]:
    own = {key: name for name, labels in reversed(_GROUPED[group].items()) for key in reversed(_keys(labels))}
    return own | _index("column") if group == "form" else own


def _keys(labels: tuple[str, ...]) -> list[str]:
    """The key of each label, most of them told at once: there are thousands, and they are wanted at every start."""
    copies = same_width("\n".join(labels)).split("\n")
    return [key if key.isalpha() and not key.startswith("其中") else key_of(key) for key in copies]


def field_of(label: str, group: str = "column") -> str | None:
    """The field that `label` names in a group ("column", "line", "form", "group", "plain", "indicator", "indicator column", "direction"), or None."""
    return None if len(label) > _LONGEST else _field(label, group)


@lru_cache(maxsize=4096)
def _field(label: str, group: str) -> str | None:
    """See `field_of`: each layout asks this of each cell."""
    return None if is_no_label(label) else _index(group).get(key_of(label))


def is_no_label(text: str) -> bool:
    """Whether a text surely is no label, in whatever group: nearly every name, goal and amount is told so at once.

    It holds a letter that no label has, or no Chinese character of one at all.
    """
    return text.isascii() or _foreign().search(text) is not None or _written().isdisjoint(text)


@cache
def _written() -> frozenset[str]:
    """The Chinese characters of all labels."""
    labels = (words for table in _GROUPED.values() if table is not FIELDS for words in table.values())
    written = {*_BESIDE, *"".join(map("".join, chain(labels, _SPELT)))}
    return frozenset(char for char in written if "一" <= char <= "\u9fff")


@cache
def _foreign() -> re.Pattern[str]:
    """A letter that no label has, and that is not made plain before labels are compared. A range of all Chinese characters compiles slowly."""
    return re.compile(f"(?![{''.join(_written())}\\d\0-\x7f\uff00-\uff5f])\\w")


@cache
def _levels(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key_of(each) for name in names for each in (name, name.removesuffix("指标")))


def is_first_level(text: str) -> bool:
    """Whether a text is the usual name of a level 1 of the taxonomy."""
    return len(text) <= _LONGEST and _CODED.sub("", key_of(text)) in _levels(_FIRST_LEVELS)


def is_either_level(text: str) -> bool:
    """Whether a text is the name of a level 1 (财预〔2021〕101号) that was a level 2 before: 成本指标."""
    return len(text) <= _LONGEST and _CODED.sub("", key_of(text)) in _levels(_EITHER)


def is_level_label(text: str) -> bool:
    """Whether a text is the usual name of a level of the taxonomy, its code before it or not: what may head a column of its own."""
    return is_first_level(text) or (len(text) <= _LONGEST and _CODED.sub("", key_of(text)) in _levels(_SECOND_LEVELS))


def heads_indicators(text: str) -> bool:
    """Whether a text may head a column of indicators: a level of the taxonomy, or 指标1, 指标2, 指标3."""
    return is_level_label(text) or (len(text) <= _LONGEST and _NUMBERED.fullmatch(key_of(text)) is not None)


def is_known(text: str) -> bool:
    """Whether a text is a label of some group, counted or with points or unit in brackets, or a part of one that is printed letter by letter."""
    if heads_indicators(text) or _is_key(key_of(text)) or _COUNTED.fullmatch(key_of(text)):
        return True
    copy = same_width(text)
    return "(" in copy and _is_key(key_of(_MARKED.sub("", copy)))


def _is_key(key: str) -> bool:
    if any(key in _index(group) for group in _GROUPED) or key in map(key_of, MATRIX_HEADS):
        return True
    return _RESULT.fullmatch(key) is not None or (len(key) <= _LETTERS and any(key in label for label in _DOWN))


def boxed(label: str) -> str:
    """The label of an extension as it is printed: in 〔〕 where it would be taken for a field's."""
    known = field_of(label) or field_of(label, "line") or unboxed(label) or heads_indicators(label)
    return f"〔{label}〕" if known else label


def unboxed(label: str) -> str | None:
    """The label of an extension that stands in 〔〕; None where it does not."""
    return label[1:-1] if len(label) > 2 and label.startswith("〔") and label.endswith("〕") else None


def label_of(name: str) -> str:
    """The label that goalconv prints for a column."""
    return FIELDS[name][0]
