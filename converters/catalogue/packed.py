"""GC3xx: the packed indicators."""

from __future__ import annotations

from ..findings import Kind

# fmt: off
SEPARATOR_LOST = Kind(
    "GC301", "warning", "指标 {number} 在“{label}”之前缺少分隔符“；”", "indicator {number}: the separator “；” before “{label}” is missing",
    "请在“{label}”之前补上“；”", "put “；” before “{label}”",
)
LEVEL_MISSING = Kind(
    "GC302", "warning", "指标 {number} 没有写明一级或二级指标", "indicator {number} names no level-1 or level-2 indicator",
    "请补上一级指标与二级指标", "name its level 1 and level 2",
)
VALUE_MISSING = Kind(
    "GC303", "warning", "指标 {number} 没有指标值", "indicator {number} has no target value", "请填写指标值", "give its target value",
)
LABEL_REPEATED = Kind(
    "GC304", "warning", "指标 {number} 的“{label}”出现两次, 后一次作为文字保留",
    "indicator {number}: “{label}” stands twice; the later is kept as text", "请删去其中一个", "delete one of them",
)
NUMBERING = Kind(
    "GC305", "warning", "指标序号 {number} 应为 {expected}", "indicator number {number} should be {expected}",
    "请核对序号: 是否漏了或重复了一项指标", "check the numbers: an indicator may be missing or repeated", "docs/checks.md#numbers-and-repetition",
)
ITEM_JOINED = Kind(
    "GC306", "warning", "指标 {number} 之前缺少“。”", "indicator {number}: the full stop “。” before it is missing",
    "请在序号之前补上“。”", "put “。” before its number",
)
HALF_WIDTH_COLON = Kind("GC307", "note", "指标标签后使用半角冒号", "a half-width colon follows a label")
NOT_UNPACKED = Kind(
    "GC308", "warning", "看不出指标的文字, 保存在 extensions: {text}", "no indicator can be told in this text; kept in extensions: {text}",
    "指标应写作: 1、一级指标；二级指标；名称；年度指标值：…。", "write an indicator as: 1、一级指标；二级指标；名称；年度指标值：…。",
)
END_MARK = Kind("GC309", "note", "指标末尾的标点不属于指标, 没有保存", "a mark behind an indicator is no part of it and is not kept")
