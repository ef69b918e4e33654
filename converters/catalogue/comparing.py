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
    "several projects are called “{name}”; the most alike are taken for the same", "请核对配对是否正确", "check that the right ones are paired",
)
MERGE_UNITS_OF_ACCOUNT = Kind(
    "GC930", "error", "金额单位不一致, 不能合并: {found}", "the units of account differ: {found}",
    "请先统一金额单位", "make the units of account the same first",
)
MERGE_TITLES = Kind(
    "GC931", "note", "标题不一致, 合并后没有标题: {found}", "the titles differ, so the merged table has none: {found}",
    "用 --title 指定标题", "give a title with --title",
)
MERGE_YEARS = Kind(
    "GC932", "error", "预算年度不一致, 各自保存在单位的“预算年度”: {found}", "the fiscal years differ, each kept with its units: {found}",
    "请确认这些表是否应当合并", "make sure that these tables belong together",
)
MERGE_DEPARTMENTS = Kind(
    "GC933", "note", "部门不止一个, 各自保存在单位的“部门名称”: {found}", "there are several departments, each kept with its units: {found}",
)
MERGE_TOTALS = Kind(
    "GC934", "warning", "“{name}”的金额由几个文件填写, 或只是一部分的合计, 没有保留: {found}",
    "the total of “{name}” is declared by several tables, or of a part only, and was not kept: {found}",
    "用 --sum 由各项目相加", "add up the projects with --sum",
)
MERGE_SPELLINGS = Kind("GC935", "note", "单位名称写法不同, 用了第一个: {found}", "the unit is spelled differently; the first is kept: {found}")
MERGE_SAME_PROJECT = Kind(
    "GC936", "note", "项目“{name}”在几个文件中, 内容相同, 保留一个: {files}", "the project “{name}” is in several files with the same content; kept once: {files}",
)
MERGE_PROJECT_TWICE = Kind(
    "GC937", "error", "项目“{name}”在几个文件中, 内容不同, 都已保留: {files}; {differs}",
    "the project “{name}” is in several files with other content; both are kept: {files}; {differs}", "请删去其中一个", "remove one of them",
)
MERGE_EXTENSIONS = Kind(
    "GC938", "note", "“{label}”在几个文件中内容不同, {file} 的保存为“{name}”", "“{label}” says something else in {file}, kept as “{name}”",
)
MERGE_SUMMED = Kind(
    "GC939", "note", "“{name}”的金额 {total} 由 {count} 项相加得出, 不是填写的; 其中 {blank} 项没有金额",
    "the total {total} of “{name}” was added up from {count} amounts, not declared; {blank} more are blank",
)
MERGE_NOTHING = Kind("GC940", "error", "没有可合并的表", "there is no table to merge", "请给出文件", "name the files")
