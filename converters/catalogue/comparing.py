"""GC92x to GC94x: comparing, merging, splitting, and what survives a round trip."""

from __future__ import annotations

from ..findings import Kind

# fmt: off
UNITS_OF_ACCOUNT_DIFFER = Kind(
    "GC920", "note", "金额单位不同 ({old} 与 {new}), 已按实际金额比较",
    "the units of account differ ({old} and {new}); amounts are compared by value",
)
RENUMBERED = Kind("GC921", "note", "{count} 项指标的序号不同; 序号与次序不算变化", "{count} indicators have another number; order is no change")
UNITS_NOT_NAMED = Kind(
    "GC922", "note", "其中一张表没有写资金使用单位, 只比较项目", "one of the tables names no units; only the projects are compared",
)
SAME_NAME_PAIRED = Kind(
    "GC923", "note", "有几个同名的项目“{name}”, 按内容最接近的配对",
    "several projects are called {name!r}; the most alike are taken for the same", "请核对配对是否正确", "check that the right ones are paired",
)
