"""GC4xx: amounts of money."""

from __future__ import annotations

from ..findings import Kind

# fmt: off
AMOUNT_NOT_UNDERSTOOD = Kind(
    "GC401", "error", "“{label}”不是有效金额: {text}", "“{label}” is not a valid amount: {text}",
    "请只填数字, 例如 12.00; 原文保存在 extensions", "give a number alone, such as 12.00; the text is kept in extensions",
)
UNIT_SUM = Kind(
    "GC402", "warning", "{name}的{source}申报数 {declared} 与所属 {count} 个项目之和 {computed} 相差 {difference}",
    "{name}: declared {source} {declared}, its {count} projects add up to {computed} (difference {difference})",
    "请核对; 数据保持原样", "please check; the figures are kept as they are", "docs/checks.md",
)
GRAND_SUM = Kind(
    "GC403", "warning", "合计的{source}申报数 {declared} 与 {count} 个单位之和 {computed} 相差 {difference}",
    "grand total: declared {source} {declared}, its {count} units add up to {computed} (difference {difference})",
    "请核对; 数据保持原样", "please check; the figures are kept as they are", "docs/checks.md",
)
SOURCES_SUM = Kind(
    "GC404", "warning", "{name}的总计 {declared} 与各项来源之和 {computed} 相差 {difference}",
    "{name}: total {declared}, its sources add up to {computed} (difference {difference})",
    "请核对; 数据保持原样", "please check; the figures are kept as they are", "docs/checks.md",
)
AMOUNT_WITH_UNIT = Kind(
    "GC405", "warning", "“{label}”的金额带有单位: {text}", "the amount of “{label}” carries a unit of its own: {text}",
    "单位已在表中写明, 请只填数字", "the table states its unit; give the number alone", "docs/checks.md",
)
