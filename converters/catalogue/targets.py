"""GC6xx: target values."""

from __future__ import annotations

from ..findings import Kind

# fmt: off
VALUES_DIFFER = Kind(
    "GC601", "note", "指标 {number} 的实施周期指标值“{period}”与年度指标值“{annual}”不同",
    "indicator {number}: period value “{period}” and annual value “{annual}” differ",
    "一年期项目的两个值应相同; 请核对", "the two are the same in a project of one year; please check", "docs/checks.md",
)
