"""GC1xx: the file cannot be read at all."""

from __future__ import annotations

from ..findings import Kind

# fmt: off
EMPTY_FILE = Kind("GC101", "error", "文件是空的", "the file is empty", "请检查是否选错了文件", "check that it is the right file")
ENCODING_UNKNOWN = Kind(
    "GC102", "error", "无法确定文字编码: 第 {offset} 字节不是合法的 UTF-8 或 GB18030",
    "the text is neither UTF-8, UTF-16 nor GB18030: byte {offset} is not valid",
    "请用编辑器另存为 UTF-8, 或用 --encoding 指明编码", "save it as UTF-8, or name its encoding with --encoding",
)
NOT_A_PACKAGE = Kind(
    "GC103", "error", "这不是 {format} 文件: 内容是{found}", "this is not {format}: the content is {found}",
    "请用 Office 或 WPS 打开后另存为 {format} 格式; 内容若是另一种读得了的格式, 可用 --from 指明",
    "open it in Office or WPS and save it as {format}; a content that is another format can be read as such with --from",
)
BROKEN_PACKAGE = Kind(
    "GC104", "error", "文件已损坏: {part} {reason}", "the file is broken: {part}: {reason}",
    "请用 Office 或 WPS 打开后另存; 打不开时请重新下载或索取", "open it in Office or WPS and save it again; where that fails, have it sent or downloaded anew",
)
PACKAGE_LIMIT = Kind(
    "GC105", "error", "文件超出限制 {name}: {what} {value}, 最多 {limit}", "the file is over the limit {name}: {what} is {value}, at most {limit}",
    "请确认文件来源; 可信的文件可拆分, 或用 --limit {name}=数值 放宽", "make sure where the file comes from; if you trust it, split it or raise --limit {name}=NUMBER",
)
DOCTYPE = Kind(
    "GC106", "error", "文件部件 {part} 含有 DTD 声明, 已拒绝", "part {part} declares a DTD and is refused",
    "请用 Office 或 WPS 打开后另存", "open it in Office or WPS and save it again",
)
FORMULA_WITHOUT_VALUE = Kind(
    "GC107", "error", "公式没有缓存值: {formula}", "the formula has no cached value: {formula}",
    "请用 WPS 或 Excel 打开后另存", "open it in Excel or WPS and save it again",
)
NO_TABLE = Kind(
    "GC108", "error", "没有找到绩效目标表: {reason}", "no goal table was found: {reason}",
    "表头应含“项目名称”和“绩效目标”或“绩效指标”", "a header should name 项目名称 and 绩效目标 or 绩效指标",
)
SEVERAL_TABLES = Kind(
    "GC109", "error", "有 {count} 张绩效目标表, 这里只能有一张", "there are {count} goal tables where there can be one",
    "请写成 .jsonl, 或用 -O 文件夹 每张表写一个文件; 程序中用 goalconv.read_all 与 write_all",
    "write .jsonl, or a file for each table with -O FOLDER; programs use goalconv.read_all and write_all",
)
PASSWORD = Kind(
    "GC121", "error", "文件有密码", "the file is protected by a password",
    "请用 Office 或 WPS 打开, 去掉密码后另存", "open it in Office or WPS, take the password off and save it",
)
NO_TEXT_LAYER = Kind(
    "GC131", "error", "扫描件或图片, 没有文字层{reason}", "a scan or a picture: no page holds text{reason}",
    "请向制表单位索取原始的 Word、Excel 或 PDF 文件; 本程序不做文字识别",
    "ask the unit that made it for the Word, Excel or PDF file; this program recognises no pictures of text",
)
CODES_UNKNOWN = Kind(
    "GC132", "error", "文件中的字体没有文字编码: {count} 个字符中有 {unknown} 个看不出是什么字",
    "the fonts of the file do not say what their glyphs mean: {unknown} of {count} characters are unknown",
    "请用原来的程序重新导出 PDF, 并嵌入文字编码 (ToUnicode)", "export the PDF again with its text codes (ToUnicode)",
)
CHILD_TIMEOUT = Kind(
    "GC141", "error", "读取 {task} 超过 {seconds} 秒, 已停止", "reading {task} took more than {seconds} seconds and was stopped", "请拆分文件; 或用 --limit seconds=数值 放宽", "split the file, or allow more with --limit seconds=NUMBER",
)
CHILD_MEMORY = Kind(
    "GC142", "error", "读取 {task} 需要超过 {mebibytes} MiB 内存, 已停止",
    "reading {task} took more than {mebibytes} MiB of memory and was stopped",
    "请确认文件来源; 可信的文件可拆分, 或用 --limit memory=字节数 放宽", "make sure where the file comes from; if you trust it, split it or raise --limit memory=BYTES",
)
CHILD_DIED = Kind(
    "GC143", "error", "读取 {task} 的进程意外中止 ({reason})", "the process that read {task} died ({reason})", "文件可能已损坏; 请用原来的程序打开后另存", "the file may be broken: open it in its own program and save it again",
)
BLANKS_UNPROVEN = Kind(
    "GC110", "error", "文字用空格分列, 看不出每个字属于哪一格: {reason}", "the columns of the text are parted by blanks, and its cells cannot be told: {reason}",
    "请直接转换原来的 PDF、Word 或 Excel 文件, 或复制成制表符分隔的文字", "convert the PDF, Word or Excel file itself, or copy the table as tab-separated text",
)
CELLS_UNPROVEN = Kind(
    "GC111", "error", "一行一个单元格的文字, 按 {count} 个表头分不出完整的行", "the text has one cell a line, and its {count} labels do not part it into full rows",
    "请从网页重新复制成制表符分隔的文字, 或转换原来的文件", "copy the table from the page again as tab-separated text, or convert the original file",
)
NARRATIVE = Kind(
    "GC112", "error", "指标写成了一段段文字（{count} 行, 如“{text}”）, 不是表格, 看不出每项指标的各级和指标值",
    "the indicators are written as running text ({count} lines, such as “{text}”), not as a table, and their parts cannot be told",
    "请把每项指标填成一行: 一级指标, 二级指标, 三级指标, 指标值, 再转换", "fill in a table with a row for each indicator: 一级指标, 二级指标, 三级指标, 指标值",
)
FORM_BESIDE = Kind(
    "GC113", "error", "项目的标签和内容（{label} | {text}）与指标的表头在同一行, 分不清表头和内容",
    "a label of the project with its text ({label} | {text}) stands in one row with the header of the indicators; the two cannot be told apart",
    "请把项目信息移到指标表头的上面, 或每列只放一种内容", "move what is said of the project above the header of the indicators, or give each column one kind of text",
)
LIMIT_UNKNOWN = Kind(
    "GC144", "error", "没有名为 {name} 的限制{near}", "there is no limit called {name}{near}", "可用: {known}", "limits: {known}",
)
LIMIT_VALUE = Kind(
    "GC145", "error", "限制 {name} 的值“{value}”不是正整数", "the value “{value}” of the limit {name} is no positive whole number",
    "写法: --limit {name}=数值", "write --limit {name}=NUMBER",
)
LIMIT_FIXED = Kind(
    "GC880", "error", "限制 {name} 不能为 {value}, 最多 {most}", "the limit {name} cannot be {value}, at most {most}",
    "标准文档中的金额最多 16 位整数、6 位小数, 只能收紧", "an amount of the canonical document has at most 16 digits and 6 decimals; it can only be lowered",
)
ACTIVE_PARTS = Kind(
    "GC881", "warning", "文件中有{what}, 没有执行, 也不写入输出", "the file holds {what}; nothing of it was run, nor goes into an output",
    "不是有意加入的, 请向制表单位核实", "if nobody meant it to be there, ask the unit that made the file",
)
ENTRY_REFUSED = Kind(
    "GC146", "error", "文件包中的部件 {part} 可疑, 已拒绝: {reason}", "part {part} of the package is suspicious and refused: {reason}",
    "请向制表单位索取原文件, 或用 Office 或 WPS 打开后另存", "ask the unit that made it for the file, or open it in Office or WPS and save it again",
)
UNSEEN = Kind(
    "GC147", "warning", "文字中有看不见的字符 {characters}, 已原样保留", "the text holds characters that are not seen: {characters}; they are kept",
    "请确认显示的内容与实际内容一致; 多余的请在来源中删去", "make sure that what is shown is what is meant; delete in the source what is not",
    source="docs/limits.md",
)
