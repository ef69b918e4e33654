"""GC5xx: the taxonomy of indicators."""

from __future__ import annotations

from ..findings import Kind

# fmt: off
WRONG_PARENT = Kind(
    "GC501", "warning", "指标 {number}: 二级指标“{level2}”不属于一级指标“{level1}”",
    "indicator {number}: level 2 {level2!r} does not belong under level 1 {level1!r}", "请核对指标分类",
)
