"""GC8xx: writing."""

from __future__ import annotations

from ..findings import Kind

# fmt: off
CHARACTER_REFUSED = Kind(
    "GC801", "error", "文字中有不能写入文件的控制字符 {character}",
    "the text holds the control character {character}, which no format can carry",
    "请在来源中删去该字符", "delete the character in the source",
)
CELL_TOO_LONG = Kind(
    "GC802", "error", "单元格文字有 {count} 个字符, {format} 最多 {limit}", "the cell holds {count} characters; {format} allows {limit}",
    "请改用 docx 或 pdf, 或拆分项目", "use docx or pdf, or split the project",
)
GLYPH_MISSING = Kind(
    "GC803", "warning", "字体没有 {count} 个字符, 以编码代替: {characters}",
    "the fonts lack {count} characters, printed as code points: {characters}",
    "可用 --font 指定含有这些字的字体", "name a font that has them with --font",
)
OUTPUT_EXISTS = Kind("GC804", "error", "输出文件已存在: {path}", "the output file exists: {path}", "加 --force 覆盖", "--force overwrites it")
OUTPUT_FAILED = Kind(
    "GC805", "error", "无法写入 {path}: {reason}", "cannot write {path}: {reason}",
    "请关闭打开此文件的程序, 并检查目录权限与磁盘空间", "close the programs that hold it open; check permissions and disk space",
)
OUTPUT_IS_INPUT = Kind(
    "GC806", "error", "输出与输入是同一个文件: {path}", "the output is the input: {path}", "请换一个输出文件名", "choose another name for the output",
)
LAYOUT_LIMIT = Kind(
    "GC807", "error", "无法排版: {reason}", "the page cannot be laid out: {reason}",
    "请减少列数, 或在模板中换用更大的纸张 ([page] width = 420, height = 297 为 A3)",
    "use fewer columns, or a larger page in a template ([page] width = 420, height = 297 is A3)",
)
PAGE_CROWDED = Kind(
    "GC826", "warning", "“{name}”有 {columns} 列, 至少要 {needed} 毫米宽, 纸面只有 {width} 毫米: 金额缩小, 文字列很窄",
    "“{name}” has {columns} columns, which need {needed} mm at least, on a page of {width} mm: amounts are small, text columns narrow",
    "请在模板中换用更大的纸张 ([page] width = 420, height = 297 为 A3 横向), 或改用申报表版式 (--layout declaration)",
    "use a larger page in a template ([page] width = 420, height = 297 is A3 landscape), or the layout declaration",
)
FONT_UNUSABLE = Kind(
    "GC808", "error", "字体文件不能使用: {path} ({reason})", "the font file cannot be used: {path} ({reason})",
    "请使用 TrueType 字体 (.ttf)", "use a TrueType font (.ttf)",
)
ROW_SPLIT = Kind(
    "GC809", "note", "这一行超过 Excel 的行高上限 {limit} 磅, 已分成 {count} 行合并显示",
    "the row is over Excel's {limit} points; it is merged over {count} rows",
    "打印时换页处可能切开一行字; 需要打印时请用 docx 或 pdf", "a page break may cut a line in print; use docx or pdf to print it",
)
SUM_NOT_WRITTEN = Kind(
    "GC825", "note", "申报数 {declared} 与各项之和 {total} 不同, 保留原数, 没有写成公式",
    "declared {declared} is not the sum {total}: the figure is kept, and is no formula", "请核对", "please check",
)
TEMPLATE_SYNTAX = Kind(
    "GC820", "error", "模板 {path} 不是有效的 TOML: {reason}", "the template {path} is no TOML: {reason}",
    "请按行号改正, 或用 goalconv template 打印内置模板重做", "mend the line, or begin again from what goalconv template prints",
)
TEMPLATE_KEY = Kind(
    "GC821", "error", "模板 {path} 中不认识的键: {key}", "the template {path} has an unknown key: {key}",
    "{choice}可用的键: {known}", "{choice}keys: {known}",
)
TEMPLATE_VALUE = Kind(
    "GC822", "error", "模板 {path} 中 {key} = {value} 不可用", "the template {path} says {key} = {value}, which cannot be",
    "应为{expected}", "it should be {expected}",
)
TEMPLATE_LAYOUT = Kind(
    "GC823", "error", "模板 {path} 以{extends}为底, 不能用于{layout}", "the template {path} extends {extends}, and is not for {layout}",
    "请改用 --layout {extends}, 或换一个模板", "use --layout {extends}, or another template",
)
TEMPLATE_LABEL = Kind(
    "GC824", "note", "模板 {path} 中 {key} 的标签“{label}”不在标签表中, 写出的文件可能读不回同样的内容",
    "the label “{label}” of {key} in {path} is none that goalconv knows; the file may not be read back as it was written",
    "如需读回, 请用标签表中已有的写法", "use a label that goalconv knows where files are read back",
)
ANNOTATE_FAILED = Kind(
    "GC870", "error", "不能在文件中做标注: {part} ({reason})", "the file cannot be annotated: {part} ({reason})",
    "请改用 .html 作为标注文件", "annotate to a .html file instead",
)
ANNOTATE_FORM = Kind(
    "GC871", "error", "{format} 文件的标注只能写成 {known}, 不是 {wanted}", "a {format} file can be annotated to {known}, not to {wanted}",
    "请换一个文件名", "choose another file name",
)
