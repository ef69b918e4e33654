"""What the name of an indicator says of its value: that it is a rate, that it should be high or low, that it names its unit."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from msgspec import Struct

from ..patterns import regex
from ..values import same_width

__all__ = ["Traits", "traits_of"]

_BRACKETS: Final = regex(r"\s*\(([^()]*)\)\s*$")
_RATE: Final = regex(r"(?:率|占比|比重|满意度|占.{1,20}比例)$")
_NO_RATE: Final = regex(r"(?:速率|汇率|利率|功率|频率|效率|税率|费率|倍率|分辨率)$")
_MAY_EXCEED: Final = regex(
    r"增长|增幅|增加|增速|增值|提高|提升|上升|上涨|完成|达成|实现|利用|使用|周转|收益|回报|利润|负债|产销|入住|负荷|超|倍|杠杆|进度|覆盖倍"
)
_HIGH: Final = regex(
    r"(?<!不)(?:满意度|满意率|合格率|覆盖率|知晓率|达标率|完好率|准确率|及时率|正确率|优良率|运行率|就业率|参保率|入学率|巩固率|办结率)$"
)
_LOW: Final = regex(
    r"(?:事故|投诉|差错|违规|违纪|伤亡|逾期|故障|返贫|超标|漏损)[^,，、]{0,4}(?:率|数|数量|次数|起数|件数|人数|量)$"
)
_HANDLED: Final = regex(
    r"处理|处置|办结|整改|解决|回复|回访|响应|降低|下降|减少|控制|防|避免|查处|打击|调解|受理|化解|修复|排除|无|零|演练|培训|宣传|赔|保险|补偿|救|保障|监测|报告"
    r"|统计|检查|抽查|巡查|督办|追回|清理|案例|研究|消除"
)
_NO_UNIT: Final = ("指数", "系数", "倍数", "总数")
_NAMES_ITS_UNIT: Final = regex(r"(?:人次|场次|批次|班次|课时|学时|天|.数)$")


class Traits(Struct, frozen=True):
    """`rate`: a share of a whole; `may_exceed`: such a rate may pass 100%; `high` and `low`: which way is good; `unit`: the unit is named."""

    rate: bool
    may_exceed: bool
    high: bool
    low: bool
    unit: bool


@lru_cache(maxsize=16384)
def traits_of(name: str) -> Traits:
    """What the name of an indicator says of its value."""
    plain = same_width(name).strip()
    bracketed = _BRACKETS.search(plain) if plain.endswith(")") else None
    stem = plain[: bracketed.start()] if bracketed else plain
    rate = bool(_RATE.search(stem)) and not _NO_RATE.search(stem)
    return Traits(
        rate=rate,
        may_exceed=rate and bool(_MAY_EXCEED.search(stem)),
        high=rate and bool(_HIGH.search(stem)),
        low=bool(_LOW.search(stem)) and not _HANDLED.search(stem),
        unit=bool(bracketed) or (bool(_NAMES_ITS_UNIT.search(stem)) and not stem.endswith(_NO_UNIT)),
    )
