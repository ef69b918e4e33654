"""GC6xx: target values."""

from __future__ import annotations

from ..findings import Kind

# fmt: off
VALUES_DIFFER = Kind(
    "GC601", "note", "指标 {number} 的实施周期指标值“{period}”与年度指标值“{annual}”不同",
    "indicator {number}: period value {period!r} and annual value {annual!r} differ",
)
