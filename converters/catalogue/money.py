"""GC4xx: amounts of money."""

from __future__ import annotations

from ..findings import Kind

_CHECK, _PLEASE_CHECK = "请核对; 数据保持原样", "please check; the figures are kept as they are"
_SUMS, _UNITS = "docs/checks.md#sums", "docs/checks.md#units-of-account"

# fmt: off
AMOUNT_NOT_UNDERSTOOD = Kind(
    "GC401", "error", "“{label}”不是有效金额: {text}", "“{label}” is not a valid amount: {text}",
    "请只填数字, 例如 12.00; 原文保存在 extensions", "give a number alone, such as 12.00; the text is kept in extensions",
)
NO_AMOUNT = Kind(
    "GC274", "note", "“{label}”写的是“{text}”, 按没有金额读取, 内容保存在 extensions",
    "“{label}” says “{text}”: read as no amount, and kept in extensions",
)
UNIT_SUM = Kind(
    "GC402", "warning", "{name}的{source}申报数 {declared} 与所属{parts}之和 {computed} 相差 {difference}, 在四舍五入可能的 {tolerance} 之内",
    "{name}: declared {source} {declared}, its {parts} add up to {computed}: {difference}, within the {tolerance} that rounding may make",
    _CHECK, _PLEASE_CHECK, _SUMS,
)
GRAND_SUM = Kind(
    "GC403", "warning", "合计的{source}申报数 {declared} 与{parts}之和 {computed} 相差 {difference}, 在四舍五入可能的 {tolerance} 之内",
    "grand total: declared {source} {declared}, the {parts} add up to {computed}: {difference}, within the {tolerance} that rounding may make",
    _CHECK, _PLEASE_CHECK, _SUMS,
)
SOURCES_SUM = Kind(
    "GC404", "warning", "{name}的{source} {declared} 与{parts}之和 {computed} 相差 {difference}, 在四舍五入可能的 {tolerance} 之内",
    "{name}: {source} {declared}, its {parts} add up to {computed}: {difference}, within the {tolerance} that rounding may make",
    _CHECK, _PLEASE_CHECK, _SUMS,
)
AMOUNT_WITH_UNIT = Kind(
    "GC405", "warning", "“{label}”的金额带有单位: {text}", "the amount of “{label}” carries a unit of its own: {text}",
    "单位已在表中写明, 请只填数字", "the table states its unit; give the number alone", _UNITS,
)
UNIT_SUM_WRONG = Kind(
    "GC406", "error", "{name}的{source}申报数 {declared} 与所属{parts}之和 {computed} 不符, 相差 {difference} (四舍五入最多 {tolerance})",
    "{name}: declared {source} {declared}, but its {parts} add up to {computed}: {difference} (rounding makes {tolerance} at most)",
    _CHECK, _PLEASE_CHECK, _SUMS,
)
GRAND_SUM_WRONG = Kind(
    "GC407", "error", "合计的{source}申报数 {declared} 与{parts}之和 {computed} 不符, 相差 {difference} (四舍五入最多 {tolerance})",
    "grand total: declared {source} {declared}, but the {parts} add up to {computed}: {difference} (rounding makes {tolerance} at most)",
    _CHECK, _PLEASE_CHECK, _SUMS,
)
SOURCES_SUM_WRONG = Kind(
    "GC408", "error", "{name}的{source} {declared} 与{parts}之和 {computed} 不符, 相差 {difference} (四舍五入最多 {tolerance})",
    "{name}: {source} {declared}, but its {parts} add up to {computed}: {difference} (rounding makes {tolerance} at most)",
    _CHECK, _PLEASE_CHECK, _SUMS,
)
SLIP_IN_SUM = Kind(
    "GC410", "warning", "{name}的{source} {amount} 与合计所需的 {fitting} 相差一万倍, 可能混用了元与万元",
    "{name}: {source} {amount} is ten thousand times off the {fitting} that the sum needs; 元 and 万元 may be mixed",
    "请核对金额单位", "check the unit of account", _UNITS,
)
SLIP_IN_TEXT = Kind(
    "GC411", "warning", "{name}的总计 {amount}{unit}与文字中的“{text}”相差一万倍, 可能混用了元与万元",
    "{name}: the total {amount} {unit} is ten thousand times off “{text}” in its text; 元 and 万元 may be mixed",
    "请核对金额单位", "check the unit of account", _UNITS,
)
