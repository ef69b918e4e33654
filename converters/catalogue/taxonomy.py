"""GC50x: the taxonomy of indicators."""

from __future__ import annotations

from ..findings import Kind

_SOURCE = "财预〔2015〕88号; 财预〔2021〕101号; docs/checks.md#taxonomy"

# fmt: off
WRONG_PARENT = Kind(
    "GC501", "warning", "指标 {number}: 二级指标“{level2}”不属于一级指标“{level1}”",
    "indicator {number}: level 2 “{level2}” does not belong under level 1 “{level1}”",
    "请核对指标分类", "check how the indicator is classified", _SOURCE,
)
CODE_AND_NAME = Kind(
    "GC502", "warning", "指标 {number}: 编码 {code} 是“{meaning}”, 不是“{name}”", "indicator {number}: the code {code} means “{meaning}”, not “{name}”",
    "请核对编码与名称", "check code and name", "docs/checks.md#taxonomy",
)
LEVEL1_UNKNOWN = Kind(
    "GC503", "warning", "指标 {number}: 一级指标“{level}”不在分类中{near}", "indicator {number}: level 1 “{level}” is not in the taxonomy{near}",
    "请核对指标分类", "check how the indicator is classified", _SOURCE,
)
LEVEL2_UNKNOWN = Kind(
    "GC504", "note", "指标 {number}: 二级指标“{level}”不在分类中{near}", "indicator {number}: level 2 “{level}” is not in the taxonomy{near}",
    "请核对指标分类", "check how the indicator is classified", _SOURCE,
)
LEVEL1_ABSENT = Kind(
    "GC505", "warning", "项目“{name}”没有{level}指标", "the project “{name}” has no {level} indicator",
    "请补充; 如确不适用可不改", "add one, unless it does not apply", _SOURCE,
)
INDICATOR_REPEATED = Kind(
    "GC506", "warning", "指标 {number} 与指标 {first} 重复: {name}", "indicator {number} repeats indicator {first}: {name}",
    "请删去重复的指标, 或写明区别", "delete one, or say how they differ", "docs/checks.md#numbers-and-repetition",
)
