"""GC5xx: the taxonomy of indicators."""

from __future__ import annotations

from ..findings import Kind

# fmt: off
WRONG_PARENT = Kind(
    "GC501", "warning", "指标 {number}: 二级指标“{level2}”不属于一级指标“{level1}”",
    "indicator {number}: level 2 “{level2}” does not belong under level 1 “{level1}”",
    "请核对指标分类", "check how the indicator is classified", "财预〔2015〕88号; 财预〔2021〕101号; docs/checks.md",
)
