"""The vocabulary: every printed label and its synonyms → a field.

One table for all layouts. The first label of a field is the one that goalconv prints; the others
were seen in published tables. Labels are compared without white space, punctuation at the end,
and difference of width; the text itself is never changed.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from .model import SOURCES, Direction
from .values import same_width

__all__ = ["DIRECTIONS", "FIELDS", "INDICATOR_COLUMNS", "INDICATOR_LABELS", "LINE_LABELS", "boxed", "field_of", "key_of", "label_of", "unboxed"]

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "kind": ("行类别",),
    "code": ("项目编码", "项目代码", "编码", "代码"),
    "name": (
        "项目名称", "项目名称（资金使用单位）", "项目支出名称", "专项(项目)名称", "转移支付(项目)名称", "项目", "单位名称（项目名称）",
        "单位（项目）名称", "单位/项目名称", "资金使用单位/项目名称", "项目名称（预算单位）", "支出项目名称", "项目名称(单位)", "专项名称",
    ),
    "category": ("项目类别", "项目类型", "项目分类"),
    "nature": ("项目属性", "项目性质"),
    "competent_department": ("主管部门", "主管部门名称", "业务主管部门", "项目主管部门", "归口管理部门", "预算主管部门"),
    "implementing_unit": ("实施单位", "项目实施单位", "项目执行单位", "承担单位", "项目单位"),
    "start": ("开始日期", "计划开始日期", "项目开始时间", "开始时间"),
    "end": ("完成日期", "计划完成日期", "项目完成时间", "完成时间", "结束日期", "结束时间"),
    "total": (
        "总计", "资金总额", "年度资金总额", "当年资金总额", "项目资金总额", "年度资金申请总额", "预算数", "项目总预算", "当年年度预算", "项目当年预算",
        "合计", "总额", "小计", "预算金额", "预算总额", "资金合计", "年度预算", "金额", "项目金额", "年度预算数", "预算资金",
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
        "财政资金",
        "当年财政拨款",
        "本年财政拨款",
        "财政拨款小计",
        "财政拨款资金",
        "一般公共预算(财政拨款)",
        "财政投款",
        "市财政资金",
    ),
    "general_budget": ("一般公共预算拨款", "一般公共预算资金", "一般公共预算财政拨款"),
    "government_fund": ("政府性基金预算", "政府性基金拨款", "政府性基金预算拨款", "政府性基金预算财政拨款"),
    "state_capital": ("国有资本经营预算拨款", "国有资本经营", "国有资本经营预算资金"),
    "special_account": ("财政专户管理资金", "财政专户", "财政专户资金", "财政专户核拨资金"),
    "carried_over": ("上年结转资金", "上年结转结余", "结转资金", "上年结余结转"),
    "superior_grant": ("上级补助", "中央补助", "上级转移支付", "上级补助资金"),
    "own_funds": ("单位资金", "自筹资金", "单位自有资金", "自有资金小计"),
    "business_income": ("事业收入资金",),
    "operating_income": ("经营性收入", "事业单位经营收入"),
    "other": ("其它资金", "其他", "其他收入", "其他来源"),
}

LINE_LABELS: Final[dict[str, tuple[str, ...]]] = {
    "title": ("标题",),
    "department": (
        "部门名称", "主管部门", "预算部门", "部门", "主管部门名称", "编制部门", "填报部门", "单位名称", "部门（单位）名称", "部门/单位名称", "预算单位",
        "填报单位", "填报单位(盖章)", "编制单位", "编制单位(盖章)",
    ),
    "department_code": ("部门编码", "部门代码", "单位编码", "单位代码", "预算编码", "部门预算编码"),
    "fiscal_year": ("预算年度", "年度", "年份", "预算年份"),
    "currency_unit": ("单位", "金额单位", "货币单位", "计量单位", "资金单位"),
}  # fmt: skip
"""Labels of the lines around a table."""

INDICATOR_LABELS: Final[dict[str, tuple[str, ...]]] = {
    "period_value": ("实施周期指标值", "实施期指标值", "中期指标值", "周期指标值", "长期指标值"),
    "annual_value": (
        "年度指标值",
        "指标值",
        "目标值",
        "年度目标值",
        "计划指标值",
        "年度数值",
        "当年指标值",
        "本年度指标值",
        "年初目标值",
    ),
    "direction": ("指标性质", "指标方向"),
    "weight": ("分值", "权重", "指标权重", "分值权重"),
    "explanation": ("指标解释", "指标说明", "评价标准", "评分标准", "绩效标准", "评分细则", "绩效指标描述"),
    "actual_value": ("实际完成值", "全年实际值", "全年完成值", "完成值"),
    "score": ("得分", "自评得分"),
    "deviation": ("偏差原因及改进措施", "偏差原因分析及改进措施", "未完成原因", "未完成原因分析", "未完成原因及拟采取的改进措施"),
}
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
        "计划指标值", "年度(/项目)指标值", "年度数值", "当年预期实现值", "年初目标值", "绩效目标值", "本年度计划水平", "预期指标值", "绩效指标值",
        "年度绩效指标值", "年初目标值(A)", "年初设定目标值", "预期目标值", "计划值",
    ),
    "period_value": INDICATOR_LABELS["period_value"],
    "operator": ("指标方向", "计算符号", "运算符", "运算符号", "比较符", "符号"),
    "unit": ("计量单位", "度量单位", "单位", "指标单位"),
    "direction": ("指标性质",),
    "weight": INDICATOR_LABELS["weight"],
    "explanation": (*INDICATOR_LABELS["explanation"], "备注", "绩效标准(计划标准)", "指标值设定依据", "评分细则"),
    "actual_value": (*INDICATOR_LABELS["actual_value"], "实际完成值(B)", "实际完成指标值", "全年实际完成值", "实际值"),
    "score": (*INDICATOR_LABELS["score"], "自评分"),
    "deviation": (
        *INDICATOR_LABELS["deviation"], "未完成原因及改进措施", "偏差原因分析", "未完成原因和改进措施", "未完成或偏离较大原因及改进措施", "偏差原因",
    ),
}  # fmt: skip
"""Columns of a table with one row for each indicator."""

DIRECTIONS: Final[dict[Direction, tuple[str, ...]]] = {
    "positive": ("正向", "正向指标"), "negative": ("反向", "反向指标", "逆向", "逆向指标", "负向"), "qualitative": ("定性", "定性指标"),
}  # fmt: skip

_SOURCES: Final = {name: (term, *SOURCE_SYNONYMS[name]) for name, term in SOURCES.items()}
_PERIOD_PREFIXES: Final = ("中期", "实施期", "实施周期")
_PERIOD: Final = {
    "period_total": tuple(f"{prefix}{label}" for prefix in _PERIOD_PREFIXES for label in ("总计", "资金总额", "资金合计")),
    **{
        f"period_{name}": tuple(f"{prefix}{label}" for prefix in _PERIOD_PREFIXES for label in labels)
        for name, labels in _SOURCES.items()
    },
}
FIELDS: Final[dict[str, tuple[str, ...]]] = COLUMNS | _SOURCES | _PERIOD
"""All columns of a table with one row per project: field → labels."""

_LONGEST: Final = 60
"""Characters of the longest text that may be a label, blanks included; longer ones are not looked at."""
_SPACES: Final = re.compile(r"\s+")
_OF_WHICH: Final = re.compile(r"^(?:其中[:、,]?|[(]?[一二三四五六七八九十\d]+[)、.])+")
_UNIT_OF_ACCOUNT: Final = re.compile(r"\((?:单位:)?(?:元|千元|万元|亿元)\)$")


@lru_cache(maxsize=4096)
def key_of(label: str) -> str:
    """The copy of a label by which labels are compared."""
    key = _SPACES.sub("", same_width(label)).rstrip(":")
    return _UNIT_OF_ACCOUNT.sub("", _OF_WHICH.sub("", key))


@cache
def _index(group: str) -> dict[str, str]:
    tables: dict[str, list[tuple[str, tuple[str, ...]]]] = {
        "column": [*FIELDS.items()],
        "line": [*LINE_LABELS.items()],
        "indicator": [*INDICATOR_LABELS.items()],
        "indicator column": [*INDICATOR_COLUMNS.items()],
        "direction": [*DIRECTIONS.items()],
    }
    return {key_of(label): name for name, labels in reversed(tables[group]) for label in reversed(labels)}


def field_of(label: str, group: str = "column") -> str | None:
    """The field that `label` names in a group ("column", "line", "indicator", "indicator column", "direction"), or None."""
    return _index(group).get(key_of(label)) if len(label) <= _LONGEST else None


def boxed(label: str) -> str:
    """The label of an extension as it is printed: in 〔〕 where it would be taken for a field's."""
    known = field_of(label) or field_of(label, "line") or unboxed(label)
    return f"〔{label}〕" if known is not None else label


def unboxed(label: str) -> str | None:
    """The label of an extension that stands in 〔〕; None where it does not."""
    return label[1:-1] if len(label) > 2 and label.startswith("〔") and label.endswith("〕") else None


def label_of(name: str) -> str:
    """The label that goalconv prints for a column."""
    return FIELDS[name][0]
