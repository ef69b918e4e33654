"""The catalogue of everything goalconv may say about a file: one `Kind` for each code.

GC1xx  the file cannot be read at all
GC2xx  the structure of the table
GC3xx  the packed indicators
GC4xx  amounts of money
GC5xx  the taxonomy of indicators
GC7xx  the canonical JSON document
GC8xx  writing
GC9xx  the call
"""

from __future__ import annotations

from .findings import Kind

# fmt: off
# GC1xx: the file cannot be read at all
EMPTY_FILE = Kind("GC101", "error", "文件是空的", "the file is empty", "请检查是否选错了文件")
ENCODING_UNKNOWN = Kind(
    "GC102", "error", "无法确定文字编码: 第 {offset} 字节不是合法的 UTF-8 或 GB18030",
    "the text is neither UTF-8, UTF-16 nor GB18030: byte {offset} is not valid", "请用编辑器另存为 UTF-8, 或用 --encoding 指明编码",
)
NOT_A_PACKAGE = Kind(
    "GC103", "error", "这不是 {format} 文件: 内容是{found}",
    "not a {format} file: its content is {found}", "请用 Office 或 WPS 打开后另存为 {format} 格式",
)
BROKEN_PACKAGE = Kind(
    "GC104", "error", "文件已损坏: {part} {reason}", "the file is broken: {part}: {reason}", "请用 Office 或 WPS 打开后另存",
)
PACKAGE_LIMIT = Kind(
    "GC105", "error", "文件超出限制: {what} {value}, 最多 {limit}",
    "the file is over a limit: {what} is {value}, at most {limit}", "请确认文件来源; 必要时拆分后再转换",
)
DOCTYPE = Kind(
    "GC106", "error", "文件部件 {part} 含有 DTD 声明, 已拒绝", "part {part} declares a DTD and is refused", "请用 Office 或 WPS 打开后另存",
)
FORMULA_WITHOUT_VALUE = Kind(
    "GC107", "error", "公式没有缓存值: {formula}", "the formula has no cached value: {formula}", "请用 WPS 或 Excel 打开后另存",
)
NO_TABLE = Kind(
    "GC108", "error", "没有找到绩效目标表: {reason}", "no goal table was found: {reason}", "表头应含“项目名称”和“绩效目标”或“绩效指标”",
)
SEVERAL_TABLES = Kind(
    "GC109", "error", "文件中有 {count} 张绩效目标表", "the file holds {count} goal tables", "请拆分文件, 或在程序中使用 goalconv.read_all",
)
PASSWORD = Kind("GC121", "error", "文件有密码", "the file is protected by a password", "请用 Office 或 WPS 打开, 去掉密码后另存")
READER_FAILED = Kind(
    "GC122", "error", "读取 {format} 时{reason}, 已停止", "reading {format} was stopped: {reason}", "请用 Excel 或 WPS 打开后另存为 .xlsx",
)
NO_TEXT_LAYER = Kind(
    "GC131", "error", "扫描件或图片, 没有文字层{reason}",
    "a scan or a picture: no page holds text", "请向制表单位索取原始的 Word、Excel 或 PDF 文件; 本程序不做文字识别",
)
CODES_UNKNOWN = Kind(
    "GC132", "error", "文件中的字体没有文字编码: {count} 个字符中有 {unknown} 个看不出是什么字",
    "the fonts of the file do not say what their glyphs mean: {unknown} of {count} characters are unknown", "请用原来的程序重新导出 PDF, 并嵌入文字编码 (ToUnicode)",
)

# GC2xx: the structure of the table
UNIT_OF_ACCOUNT_MISSING = Kind(
    "GC201", "error", "没有写明金额单位, 暂按万元保存", "the unit of account is not stated; kept as 万元", "请在表前写明“单位：万元”或“单位：元”",
)
UNIT_OF_ACCOUNT_UNKNOWN = Kind(
    "GC202", "error", "金额单位“{text}”无法识别, 暂按万元保存", "the unit of account {text!r} is not known; kept as 万元", "可用: 元, 千元, 万元, 亿元",
)
UNKNOWN_COLUMN = Kind(
    "GC203", "note", "列“{label}”不在标准表中, 内容保存在 extensions", "column {label!r} is not in the standard form; kept in extensions",
)
REPEATED_COLUMN = Kind(
    "GC204", "warning", "列“{label}”与前面的列重复, 内容保存在 extensions", "column {label!r} repeats an earlier one; kept in extensions",
)
TITLE_MISSING = Kind("GC205", "warning", "没有标题", "the table has no title", "请在表前写明标题")
LINE_BEFORE_TABLE = Kind(
    "GC206", "note", "表前的文字不属于已知项目, 按说明保存: {text}", "a line before the table has no known label; kept as a note: {text}",
)
UNEXPLAINED = Kind(
    "GC207", "warning", "有 {count} 个字符没有归入任何项目: {text}", "{count} characters belong to no field: {text}", "请核对此处内容",
)
FISCAL_YEAR_MISSING = Kind("GC208", "warning", "标题中没有年度", "the title names no fiscal year")
HIDDEN_LEFT_OUT = Kind(
    "GC209", "warning", "隐藏的{what}没有读取", "hidden {what} was left out", "如需读取, 请取消隐藏, 或加 --include-hidden",
)
BOOK_PART_LEFT_OUT = Kind("GC210", "warning", "{what}没有读取", "{what} was left out", "请核对此处内容是否属于表格")
TRACKED_CHANGES = Kind(
    "GC211", "warning", "文件含有修订, 已按接受全部修订后的文字读取", "the file has tracked changes; the final text was read", "请确认修订后再发布",
)
YEAR_UNKNOWN = Kind(
    "GC212", "warning", "年度“{text}”无法识别, 内容保存在 extensions", "the fiscal year {text!r} is not understood; kept in extensions",
)
BLANK_ROW = Kind("GC213", "note", "表中的空行", "a blank row inside the table")
HEADER_REPEATED = Kind("GC214", "note", "重复的表头", "the header is repeated")
ROW_KIND_UNKNOWN = Kind(
    "GC215", "warning", "行类别“{text}”无法识别", "the kind of row {text!r} is not known", "可用: 合计, 单位, 项目",
)
TOTAL_REPEATED = Kind(
    "GC216", "warning", "有不止一个合计行, 后一个按单位读取", "there is more than one grand total; the later is read as a unit",
)
PAGE_HEAD_REPEATED = Kind("GC217", "note", "重复的页首文字", "the head of the page is repeated")
TEXT_OUTSIDE = Kind(
    "GC218", "warning", "{name}中没有绩效目标表, {count} 个字符没有读取: {text}",
    "{name} holds no goal table; {count} characters were not read: {text}", "请核对此处内容",
)
LINE_END = Kind("GC219", "note", "换行符统一为 LF", "a line end was made LF")
NESTED_TABLE = Kind(
    "GC221", "warning", "单元格里还有表格, 其文字按行保存在该单元格", "a table inside a cell: its text is kept in the cell, row by row", "请核对此处内容",
)
MERGE_WITHOUT_START = Kind(
    "GC222", "warning", "合并单元格没有起始格, 按单独的单元格读取", "a merged cell continues nothing; it is read as a cell of its own", "请核对此处内容",
)
MERGED_TEXT_KEPT = Kind(
    "GC223", "warning", "被合并的单元格里还有文字, 已接在合并后的文字之后: {text}",
    "a cell merged into another holds text, kept after the other's: {text}", "请核对此处内容",
)
SYMBOL_KEPT = Kind(
    "GC224", "warning", "符号字体“{font}”的字符 {code} 按编码保存",
    "character {code} of the symbol font {font!r} is kept by its code", "请改用普通字符, 例如 □ 或 ☑",
)
NUMBER_PRECISION = Kind(
    "GC220", "warning", "数字 {text} 超过 {digits} 位, Excel 没有保存后面的数字",
    "the number {text} has more than {digits} digits; Excel kept no more", "编码、账号等请设为文本格式后重新填写",
)
PROJECT_REPEATED = Kind(
    "GC227", "note", "项目的内容在每个指标的行中重复", "what a row says of its project was said in the rows above", "",
)
PROJECT_TEXT_APART = Kind(
    "GC228", "warning", "项目“{name}”的“{label}”有不止一格, 后面的保存在 extensions: {text}",
    "the project {name!r} has more than one cell {label!r}; the later one is kept in extensions: {text}", "请核对这一格是否属于该项目",
)
NO_INDICATORS = Kind(
    "GC226", "warning", "项目“{name}”没有绩效指标", "the project {name!r} has no indicators", "如是空白表, 请填写后再转换",
)
SPAN_CUT = Kind(
    "GC241", "note", "单元格跨行或跨列超出表格, 已按所在位置截短", "a cell spans more rows or columns than there are; the span was cut",
)
FORMATS_NOT_READ = Kind(
    "GC242", "warning", "{format} 文件的数字格式没有读取: {count} 个数字按原值保存, 例如显示为 100% 的读作 1",
    "number formats of {format} files are not read: {count} numbers are kept as stored, so what shows 100% is read as 1", "请用 Excel 或 WPS 另存为 .xlsx 后再读取; 隐藏的行列也只有 .xlsx 才看得出",
)
PAGE_PART_LEFT_OUT = Kind(
    "GC231", "note", "{what}不属于表格, 没有读取 ({count} 处, {ink} 个字符): {text}",
    "{what} is no part of the table and was left out ({count} times, {ink} characters): {text}",
)
CHARACTER_UNKNOWN = Kind(
    "GC232", "warning", "第{page}页有 {count} 个字符没有文字编码, 读作 U+FFFD",
    "page {page}: {count} characters have no code and are read as U+FFFD", "请核对此页内容",
)

# GC3xx: the packed indicators
SEPARATOR_LOST = Kind(
    "GC301", "warning", "指标 {number} 在“{label}”之前缺少分隔符“；”",
    "indicator {number}: the separator before {label!r} is missing", "请在“{label}”之前补上“；”",
)
LEVEL_MISSING = Kind(
    "GC302", "warning", "指标 {number} 没有写明一级或二级指标", "indicator {number} names no level-1 or level-2 indicator",
)
VALUE_MISSING = Kind("GC303", "warning", "指标 {number} 没有指标值", "indicator {number} has no target value")
LABEL_REPEATED = Kind(
    "GC304", "warning", "指标 {number} 的“{label}”出现两次, 后一次作为文字保留",
    "indicator {number}: {label!r} stands twice; the later is kept as text",
)
NUMBERING = Kind("GC305", "warning", "指标序号 {number} 应为 {expected}", "indicator number {number} should be {expected}")
ITEM_JOINED = Kind(
    "GC306", "warning", "指标 {number} 之前缺少“。”", "indicator {number}: the full stop before it is missing", "请在序号之前补上“。”",
)
NOT_UNPACKED = Kind(
    "GC308", "warning", "看不出指标的文字, 保存在 extensions: {text}",
    "no indicator can be told in this text; kept in extensions: {text}", "指标应写作: 1、一级指标；二级指标；名称；年度指标值：…。",
)
HALF_WIDTH_COLON = Kind("GC307", "note", "指标标签后使用半角冒号", "a half-width colon follows a label")

# GC4xx: amounts of money
AMOUNT_NOT_UNDERSTOOD = Kind(
    "GC401", "error", "“{label}”不是有效金额: {text}", "{label!r} is not a valid amount: {text}", "请只填数字, 例如 12.00; 原文保存在 extensions",
)
UNIT_SUM = Kind(
    "GC402", "warning", "{name}的{source}申报数 {declared} 与所属 {count} 个项目之和 {computed} 相差 {difference}",
    "{name}: declared {source} {declared}, its {count} projects add up to {computed} (difference {difference})", "请核对; 数据保持原样",
)
GRAND_SUM = Kind(
    "GC403", "warning", "合计的{source}申报数 {declared} 与 {count} 个单位之和 {computed} 相差 {difference}",
    "grand total: declared {source} {declared}, its {count} units add up to {computed} (difference {difference})", "请核对; 数据保持原样",
)
SOURCES_SUM = Kind(
    "GC404", "warning", "{name}的总计 {declared} 与各项来源之和 {computed} 相差 {difference}",
    "{name}: total {declared}, its sources add up to {computed} (difference {difference})", "请核对; 数据保持原样",
)
AMOUNT_WITH_UNIT = Kind(
    "GC405", "warning", "“{label}”的金额带有单位: {text}",
    "the amount of {label!r} carries a unit of its own: {text}", "单位已在表中写明, 请只填数字",
)

# GC5xx: the taxonomy of indicators
WRONG_PARENT = Kind(
    "GC501", "warning", "指标 {number}: 二级指标“{level2}”不属于一级指标“{level1}”",
    "indicator {number}: level 2 {level2!r} does not belong under level 1 {level1!r}", "请核对指标分类",
)

# GC6xx: values
VALUES_DIFFER = Kind(
    "GC601", "note", "指标 {number} 的实施周期指标值“{period}”与年度指标值“{annual}”不同",
    "indicator {number}: period value {period!r} and annual value {annual!r} differ",
)

# GC7xx: the canonical JSON document
JSON_BROKEN = Kind("GC701", "error", "JSON 语法错误: {reason}", "broken JSON: {reason}", "请检查此处")
JSON_INVALID = Kind(
    "GC702", "error", "JSON 内容不符合格式: {reason}", "the JSON does not fit the schema: {reason}", "格式见 goalconv schema",
)
JSON_VERSION = Kind(
    "GC703", "error", "文档版本 {version} 无法读取, 本程序支持 {supported}",
    "document version {version} cannot be read; this program supports {supported}", "请升级 goalconv",
)
JSON_NOT_OURS = Kind(
    "GC705", "error", "这不是绩效目标表文档: $schema 是 {version}", "not a goal table document: $schema is {version}", "应为 {supported}",
)
JSON_DUPLICATE_KEY = Kind("GC704", "error", "JSON 中的键“{key}”重复", "the JSON key {key!r} is repeated", "请删去重复的键")

# GC8xx: writing
CHARACTER_REFUSED = Kind(
    "GC801", "error", "文字中有不能写入文件的控制字符 {character}",
    "the text holds the control character {character}, which no format can carry", "请在来源中删去该字符",
)
CELL_TOO_LONG = Kind(
    "GC802", "error", "单元格文字有 {count} 个字符, {format} 最多 {limit}",
    "the cell holds {count} characters; {format} allows {limit}", "请改用 docx 或 pdf, 或拆分项目",
)
GLYPH_MISSING = Kind(
    "GC803", "warning", "字体没有 {count} 个字符, 以编码代替: {characters}",
    "the fonts lack {count} characters, printed as code points: {characters}", "可用 --font 指定含有这些字的字体",
)
OUTPUT_EXISTS = Kind("GC804", "error", "输出文件已存在: {path}", "the output file exists: {path}", "加 --force 覆盖")
OUTPUT_FAILED = Kind(
    "GC805", "error", "无法写入 {path}: {reason}", "cannot write {path}: {reason}", "请关闭打开此文件的程序, 并检查目录权限与磁盘空间",
)
OUTPUT_IS_INPUT = Kind("GC806", "error", "输出与输入是同一个文件: {path}", "the output is the input: {path}", "请换一个输出文件名")
LAYOUT_LIMIT = Kind("GC807", "error", "无法排版: {reason}", "the page cannot be laid out: {reason}", "请减少列数或换用更大的纸张")
FONT_UNUSABLE = Kind(
    "GC808", "error", "字体文件不能使用: {path} ({reason})",
    "the font file cannot be used: {path} ({reason})", "请使用 TrueType 字体 (.ttf)",
)
ROW_SPLIT = Kind(
    "GC809", "note", "这一行超过 Excel 的行高上限 {limit} 磅, 已分成 {count} 行合并显示",
    "the row is over Excel's {limit} points; it is merged over {count} rows", "打印时换页处可能切开一行字; 需要打印时请用 docx 或 pdf",
)

# GC9xx: the call
UNKNOWN_FORMAT = Kind("GC901", "error", "不认识的格式: {name}", "unknown format: {name}", "可用格式: {known}")
UNKNOWN_LAYOUT = Kind("GC907", "error", "不认识的版式: {name}", "unknown layout: {name}", "可用版式: {known}")
FORMAT_UNKNOWN_FOR = Kind(
    "GC902", "error", "看不出 {path} 是什么格式", "the format of {path} cannot be told", "请用 --from 或 --to 指明, 可用格式: {known}",
)
FORMAT_CANNOT = Kind(
    "GC903", "error", "格式 {name} 不能{action}", "the format {name} cannot be used to {verb}", "可用格式: {known}",
)
FORMAT_CLASH = Kind(
    "GC904", "error", "插件 {origin} 的格式名 {name} 与已有格式冲突", "plug-in {origin}: the format name {name} is taken", "请卸载或改名该插件",
)
INPUT_FAILED = Kind("GC905", "error", "无法读取 {path}: {reason}", "cannot read {path}: {reason}", "请检查文件名与权限")
FORMAT_FAILED = Kind(
    "GC906", "error", "格式 {name} 无法加载: {reason}", "the format {name} cannot be loaded: {reason}", "请检查安装是否完整",
)
