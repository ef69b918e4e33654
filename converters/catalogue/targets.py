"""GC60x and GC61x: target values."""

from __future__ import annotations

from ..findings import Kind

_VALUES, _DATES = "docs/checks.md#target-values", "docs/checks.md#dates"

# fmt: off
VALUES_DIFFER = Kind(
    "GC601", "note", "指标 {number} 的实施周期指标值“{period}”与年度指标值“{annual}”不同",
    "indicator {number}: period value “{period}” and annual value “{annual}” differ",
    "一年期项目的两个值应相同; 请核对", "the two are the same in a project of one year; please check", _VALUES,
)
RATE_ABOVE_WHOLE = Kind(
    "GC602", "warning", "指标 {number}“{name}”是比率, 指标值“{text}”超过 100%", "indicator {number}: “{name}” is a rate, and “{text}” is above 100%",
    "请核对指标值", "check the value", _VALUES,
)
OPERATORS_OPPOSED = Kind(
    "GC603", "warning", "指标 {number} 的实施周期指标值“{period}”与年度指标值“{annual}”方向相反",
    "indicator {number}: period value “{period}” and annual value “{annual}” point in opposite directions",
    "请核对大于号与小于号", "check the signs", _VALUES,
)
AGAINST_DIRECTION = Kind(
    "GC604", "warning", "指标 {number} 是{direction}指标, 指标值却是“{text}”", "indicator {number} is {direction}, yet its value is “{text}”",
    "请核对指标性质与大于号、小于号", "check the direction and the sign", _VALUES,
)
AGAINST_NAME = Kind(
    "GC605", "warning", "指标 {number}“{name}”的指标值“{text}”方向可疑", "indicator {number}: “{text}” is an odd direction for “{name}”",
    "请核对大于号与小于号", "check the sign", _VALUES,
)
PLACEHOLDER = Kind(
    "GC606", "warning", "指标 {number} 的指标值没有填写: {text}", "indicator {number}: the value is a placeholder: {text}",
    "请填写指标值", "give the value", _VALUES,
)
NUMBER_ABSENT = Kind(
    "GC607", "warning", "指标 {number} 的指标值“{text}”没有数字", "indicator {number}: the value “{text}” has no number",
    "请填写指标值", "give the value", _VALUES,
)
FILLER = Kind(
    "GC608", "warning", "项目“{name}”有 {count} 项指标的值都是“{text}”, 没有单位, 可能是填充的数字",
    "{count} indicators of “{name}” have the value “{text}” without a unit: it may be a filler",
    "请填写实际的指标值与单位", "give the true values with their units", _VALUES,
)
RATE_WITHOUT_UNIT = Kind(
    "GC609", "warning", "指标 {number}“{name}”是比率, 指标值“{text}”没有 %", "indicator {number}: “{name}” is a rate, and “{text}” has no %",
    "请写明 %: 1 是 1% 还是 100%, 看不出来", "write %: whether 1 is 1% or 100% cannot be told", _VALUES,
)
NUMBER_WITHOUT_UNIT = Kind(
    "GC610", "note", "指标 {number}“{name}”的指标值“{text}”没有计量单位", "indicator {number}: “{text}” of “{name}” has no unit",
    "请写明计量单位", "name the unit", _VALUES,
)
DATE_OUTSIDE = Kind(
    "GC611", "warning", "指标 {number} 的日期“{text}”不在{period}之内", "indicator {number}: the date “{text}” is outside {period}",
    "请核对是否沿用了往年的日期", "check whether it was left from another year", _DATES,
)
PERIOD_REVERSED = Kind(
    "GC612", "error", "项目“{name}”的完成日期“{end}”早于开始日期“{start}”", "the project “{name}” ends “{end}” before it starts “{start}”",
    "请核对项目起止时间", "check the dates", _DATES,
)
RANGE_REVERSED = Kind(
    "GC613", "warning", "指标 {number} 的指标值“{text}”上下限颠倒", "indicator {number}: the range “{text}” runs backwards",
    "请核对上下限", "check both ends", _VALUES,
)
