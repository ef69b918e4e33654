"""What the name of an indicator says of its value: that it is a rate, that it should be high or low, that it names its unit."""

from __future__ import annotations

from typing import Final

from ..patterns import regex
from ..values import same_width

__all__ = ["good_when_high", "good_when_low", "is_rate", "names_its_unit", "stops_at_whole"]

_BRACKETS: Final = regex(r"\s*\(([^()]*)\)\s*$")
_RATES: Final = ("率", "占比", "比重", "满意度")
_SHARE: Final = regex(r"占.{1,20}比例$")
_NO_RATES: Final = ("速率", "汇率", "利率", "功率", "频率", "效率", "税率", "费率", "倍率", "分辨率")
_MAY_EXCEED: Final = (
    "增长", "增幅", "增加", "增值", "提高", "提升", "上升", "上涨", "完成", "达成", "实现", "利用", "使用", "周转", "收益", "回报", "利润", "负债", "产销",
    "入住", "负荷", "超", "倍", "杠杆", "进度",
)  # fmt: skip
_HIGH: Final = (
    "满意度", "满意率", "合格率", "覆盖率", "知晓率", "达标率", "完好率", "准确率", "及时率", "正确率", "优良率", "运行率", "就业率", "参保率", "入学率", "巩固率",
    "办结率",
)  # fmt: skip
_NOT_HIGH: Final = tuple(f"不{name}" for name in _HIGH)
_COUNTED: Final = ("率", "数", "量")
_BAD: Final = ("事故", "投诉", "差错", "违规", "违纪", "伤亡", "逾期", "故障", "返贫", "超标", "漏损")
_LOW: Final = regex(rf"(?:{'|'.join(_BAD)})[^,，、]{{0,4}}(?:率|数|数量|次数|起数|件数|人数|量)$")
_HANDLED: Final = (
    "处理", "处置", "办结", "整改", "解决", "回复", "回访", "响应", "降低", "下降", "减少", "控制", "防", "避免", "查处", "打击", "调解", "受理", "化解", "修复", "排除",
    "无", "零", "演练", "培训", "宣传", "赔", "保险", "补偿", "救", "保障", "监测", "报告", "统计", "检查", "抽查", "巡查", "督办", "追回", "清理", "案例", "研究",
    "消除",
)  # fmt: skip
_NO_UNIT: Final = ("指数", "系数", "倍数", "总数")
_UNITS: Final = ("人次", "场次", "批次", "班次", "课时", "学时", "天", "数")


def is_rate(name: str) -> bool:
    """Whether the value is a share of a whole."""
    stem = _stem(name)
    return (stem.endswith(_RATES) or _SHARE.search(stem) is not None) and not stem.endswith(_NO_RATES)


def stops_at_whole(name: str) -> bool:
    """Whether the value is a share that cannot pass 100%, as one of growth can."""
    return is_rate(name) and not any(word in _stem(name) for word in _MAY_EXCEED)


def good_when_high(name: str) -> bool:
    """Whether the value is a rate of which more is better."""
    stem = _stem(name)
    return stem.endswith(_HIGH) and not stem.endswith(_NOT_HIGH)


def good_when_low(name: str) -> bool:
    """Whether the value counts what should not happen, and not what is done about it."""
    stem = _stem(name)
    counted = stem.endswith(_COUNTED) and any(map(stem.__contains__, _BAD)) and _LOW.search(stem) is not None
    return counted and not any(word in stem for word in _HANDLED)


def names_its_unit(name: str) -> bool:
    """Whether the name says what is counted, in brackets or with its last word: 培训人次, 床位（张）."""
    stem = _stem(name)
    bracketed = len(stem) < len(same_width(name).strip())
    return bracketed or (stem.endswith(_UNITS) and not stem.endswith(_NO_UNIT))


def _stem(name: str) -> str:
    """The name as it is compared, without what stands in brackets at its end."""
    plain = same_width(name).strip()
    bracketed = _BRACKETS.search(plain) if plain.endswith(")") else None
    return plain[: bracketed.start()] if bracketed else plain
