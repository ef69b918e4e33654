"""GC2xx: the structure of the table."""

from __future__ import annotations

from ..findings import Kind

# fmt: off
UNIT_OF_ACCOUNT_MISSING = Kind(
    "GC201", "error", "没有写明金额单位, 暂按万元保存", "the unit of account is not stated; kept as 万元",
    "请在表前写明“单位：万元”或“单位：元”", "write 单位：万元 or 单位：元 before the table", "docs/checks.md#units-of-account",
)
UNIT_OF_ACCOUNT_UNKNOWN = Kind(
    "GC202", "error", "金额单位“{text}”无法识别, 暂按万元保存", "the unit of account “{text}” is not known; kept as 万元",
    "可用: 元, 千元, 万元, 亿元", "it may be 元, 千元, 万元 or 亿元",
)
UNIT_OF_ACCOUNT_TWICE = Kind(
    "GC882", "error", "写明了两个金额单位: “{kept}”和“{text}”, 按前者保存", "two units of account are stated, “{kept}” and “{text}”; the first is kept",
    "请核对金额, 只留一个单位", "check the amounts, and leave one unit",
)
UNKNOWN_COLUMN = Kind(
    "GC203", "note", "列“{label}”不在标准表中, 内容保存在 extensions", "column “{label}” is not in the standard form; kept in extensions",
)
REPEATED_COLUMN = Kind(
    "GC204", "warning", "列“{label}”与前面的列重复, 内容保存在 extensions", "column “{label}” repeats an earlier one; kept in extensions",
    "请改名或删去其中一列", "rename or delete one of them",
)
TITLE_MISSING = Kind("GC205", "warning", "没有标题", "the table has no title", "请在表前写明标题", "write the title before the table")
LINE_BEFORE_TABLE = Kind(
    "GC206", "note", "表前的文字不属于已知项目, 按说明保存: {text}", "a line before the table has no known label; kept as a note: {text}",
)
UNEXPLAINED = Kind(
    "GC207", "warning", "有 {count} 个字符没有归入任何项目: {text}", "{count} characters belong to no field: {text}",
    "请核对此处内容", "check what stands here",
)
FISCAL_YEAR_MISSING = Kind(
    "GC208", "warning", "标题中没有年度", "the title names no fiscal year", "请在标题中写明年度", "name the year in the title",
)
FISCAL_YEAR_SPAN = Kind(
    "GC277", "warning", "标题写的是几个年度 ({text}), 年度读作 {year}", "the title names a span of years ({text}); the fiscal year was read as {year}",
    "请核对是哪一年的表; 可在表前加一行“年度：…”", "check which year the table is for; a line 年度：… before it says so",
)
HIDDEN_LEFT_OUT = Kind(
    "GC209", "warning", "隐藏的{what}没有读取", "hidden {what} was left out",
    "如需读取, 请取消隐藏, 或加 --include-hidden", "unhide it, or add --include-hidden, to have it read",
)
BOOK_PART_LEFT_OUT = Kind(
    "GC210", "warning", "{what}没有读取", "{what} was left out", "请核对此处内容是否属于表格", "check whether it belongs to the table",
)
TRACKED_CHANGES = Kind(
    "GC211", "warning", "文件含有修订, 已按接受全部修订后的文字读取", "the file has tracked changes; the final text was read",
    "请确认修订后再发布", "accept or reject the changes before publishing",
)
YEAR_UNKNOWN = Kind(
    "GC212", "warning", "年度“{text}”无法识别, 内容保存在 extensions", "the fiscal year “{text}” is not understood; kept in extensions",
    "请写四位数的年度, 例如 2025", "write the year in four digits, such as 2025",
)
BLANK_ROW = Kind("GC213", "note", "表中的空行", "a blank row inside the table")
HEADER_REPEATED = Kind("GC214", "note", "重复的表头", "the header is repeated")
ROW_KIND_UNKNOWN = Kind(
    "GC215", "warning", "行类别“{text}”无法识别", "the kind of row “{text}” is not known",
    "可用: 合计, 单位, 项目", "it may be 合计, 单位 or 项目",
)
TOTAL_REPEATED = Kind(
    "GC216", "warning", "有不止一个合计行, 后一个按单位读取", "there is more than one grand total; the later is read as a unit",
    "请删去多余的合计行, 或写明单位名称", "delete it, or name the unit",
)
PAGE_HEAD_REPEATED = Kind("GC217", "note", "重复的页首文字", "the head of the page is repeated")
TEXT_OUTSIDE = Kind(
    "GC218", "warning", "{name}中没有绩效目标表, {count} 个字符没有读取: {text}",
    "{name} holds no goal table; {count} characters were not read: {text}", "请核对此处内容", "check what stands here",
)
COLUMN_NUMBERS = Kind("GC272", "note", "表头下的栏次", "the numbers of columns below the header")
PAGE_NUMBER = Kind("GC273", "note", "页码", "the number of a page")
LINE_END = Kind("GC219", "note", "换行符统一为 LF", "a line end was made LF")
LABEL_ONLY = Kind(
    "GC872", "note", "“{text}”只当作标签读取, 没有保存在文档中", "“{text}” was read as a label only; the document does not hold it",
    "请核对此处内容", "check what stands here",
)
NUMBER_PRECISION = Kind(
    "GC220", "warning", "数字 {text} 超过 {digits} 位, Excel 没有保存后面的数字",
    "the number {text} has more than {digits} digits; Excel kept no more",
    "编码、账号等请设为文本格式后重新填写", "format codes and account numbers as text and enter them again",
)
NESTED_TABLE = Kind(
    "GC221", "warning", "单元格里还有表格, 其文字按行保存在该单元格",
    "a table inside a cell: its text is kept in the cell, row by row", "请核对此处内容", "check what stands here",
)
MERGE_WITHOUT_START = Kind(
    "GC222", "warning", "合并单元格没有起始格, 按单独的单元格读取", "a merged cell continues nothing; it is read as a cell of its own",
    "请核对此处内容", "check what stands here",
)
MERGED_TEXT_KEPT = Kind(
    "GC223", "warning", "被合并的单元格里还有文字, 已接在合并后的文字之后: {text}",
    "a cell merged into another holds text, kept after the other's: {text}", "请核对此处内容", "check what stands here",
)
SYMBOL_KEPT = Kind(
    "GC224", "warning", "符号字体“{font}”的字符 {code} 按编码保存", "character {code} of the symbol font “{font}” is kept by its code",
    "请改用普通字符, 例如 □ 或 ☑", "use a plain character, such as □ or ☑",
)
NO_INDICATORS = Kind(
    "GC226", "warning", "项目“{name}”没有绩效指标", "the project “{name}” has no indicators",
    "请填写绩效指标", "state its indicators", "财预〔2015〕88号; docs/checks.md#projects",
)
PROJECT_REPEATED = Kind(
    "GC227", "note", "项目的内容在每个指标的行中重复", "what a row says of its project was said in the rows above",
)
PROJECT_TEXT_APART = Kind(
    "GC228", "warning", "项目“{name}”的“{label}”有不止一格, 后面的保存在 extensions: {text}",
    "the project “{name}” has more than one cell “{label}”; the later one is kept in extensions: {text}",
    "请核对这一格是否属于该项目", "check whether the cell belongs to this project",
)
FORMULA_BLANK = Kind(
    "GC243", "warning", "有 {count} 个公式的结果是空白: 可能没有缓存值",
    "{count} formulas have a blank result: they may have no cached value",
    "如此处应有内容, 请用 Excel 或 WPS 打开后另存", "where there should be text, open the file in Excel or WPS and save it again",
)
PAGE_PART_LEFT_OUT = Kind(
    "GC231", "note", "{what}不属于表格, 没有读取 ({count} 处, {ink} 个字符): {text}",
    "{what} is no part of the table and was left out ({count} times, {ink} characters): {text}",
)
CHARACTER_UNKNOWN = Kind(
    "GC232", "warning", "第{page}页有 {count} 个字符没有文字编码, 读作 U+FFFD",
    "page {page}: {count} characters have no code and are read as U+FFFD", "请核对此页内容", "check this page",
)
CUT_UNSURE = Kind(
    "GC233", "warning", "看不出是否是被分页切开的同一格, 没有拼接: {above} 与 {below}",
    "one cell cut by the page's end, or two cells? kept apart: {above} and {below}",
    "请核对这两处; 如是同一格, 请在结果中合并", "look at both places; where they are one cell, put them together in the result",
)
OVER_THE_CELL = Kind(
    "GC234", "warning", "单元格里有 {count} 个字符压在框线上或超出格子、印不全, 已按此格读取: {text}",
    "{count} characters of a cell stand on its rule or run over its edge, and may not be seen on paper; they were read as its own: {text}",
    "请与原文件核对", "compare with the original file",
)
CUT_JOINED = Kind(
    "GC235", "note", "被分页切开的格已拼接: {above} 与 {below}", "a cell cut by the page's end was put together: {above} and {below}",
)
RECORD_DIFFERS = Kind(
    "GC236", "error", "页面与所附的标准文档 {name} 有 {count} 处不一致, 首处页面是“{shown}”, 附件是“{kept}”; 已按页面读取",
    "the pages and the attached document {name} differ in {count} places; first, the page says “{shown}” and the attachment “{kept}”; "
    "the page was read",
    "文件生成后可能被改动, 或页面有读错之处; 请对照两者", "the file may have been changed after it was made, or a page misread; compare the two",
)
RECORD_UNREADABLE = Kind(
    "GC237", "warning", "所附的标准文档 {name} 不能与页面核对: {reason}",
    "the attached document {name} cannot be held against the pages: {reason}",
    "已按页面读取; 附件可用 PDF 阅读器另存后查看", "the page was read; the attachment can be saved from a PDF viewer and looked at",
)
SPAN_CUT = Kind(
    "GC241", "note", "单元格跨行或跨列超出表格, 已按所在位置截短", "a cell spans more rows or columns than there are; the span was cut",
)
FORMATS_NOT_READ = Kind(
    "GC242", "warning", "{format} 文件的数字格式没有读取: {count} 个数字按原值保存, 例如显示为 100% 的读作 1",
    "number formats of {format} files are not read: {count} numbers are kept as stored, so what shows 100% is read as 1",
    "请用 Excel 或 WPS 另存为 .xlsx 后再读取; 隐藏的行列也只有 .xlsx 才看得出",
    "save it as .xlsx in Excel or WPS and read that; hidden rows and columns show in .xlsx alone, too",
)
CELLS_GATHERED = Kind(
    "GC244", "note", "文字一行一个单元格, 已按表头归为 {rows} 行 {columns} 列", "the text has one cell a line; they were put into {rows} rows of {columns} columns",
)
LINES_UNFILLED = Kind(
    "GC250", "note", "没有填写的行 ({count} 处): {names}", "lines of the form that nobody filled in ({count}): {names}",
)
DEPARTMENT_FORM = Kind(
    "GC251", "note", "这是部门（单位）整体绩效目标表, 没有项目: 内容保存为一个没有名称的项目",
    "a form for a whole department and not for a project: what it says is kept as one project without a name",
)
REGION_COLUMNS = Kind(
    "GC252", "note", "指标值按地区分列, 保存在各指标的 extensions: {labels}",
    "the targets stand in a column for each region; kept in the extensions of the indicators: {labels}",
)
PROJECT_UNNAMED = Kind(
    "GC253", "warning", "第 {number} 张表没有项目名称", "form {number} names no project", "请填写项目名称", "please fill in the project's name",
)
ACTUAL_FROM = Kind(
    "GC255", "note", "实际完成值取自列“{label}”", "the value reached is taken from the column “{label}”",
)
HINT_LEFT_OUT = Kind(
    "GC245", "warning", "内容控件没有填写, 其中的提示文字没有读取: {text}", "a content control is not filled in; its prompt was left out: {text}",
    "请在 Word 中填写后再转换", "fill it in in Word and convert again",
)
UNIT_OF_ACCOUNT_UNUSED = Kind(
    "GC256", "note", "没有写明金额单位, 表中也没有金额, 按万元保存", "the unit of account is not stated, and no amount is; kept as 万元",
)
AMOUNT_SHARED = Kind(
    "GC259", "warning", "“{label}”一格合并到几个项目, 金额记在第一个项目: {text}",
    "the cell “{label}” is merged over several projects; its amount is kept at the first: {text}",
    "请分别填写各项目的金额", "fill in the amount of each project",
)
CELL_SHARED = Kind(
    "GC260", "note", "一格合并到几个项目, 各项目都记有这一格的内容", "a cell is merged over several projects; each of them is given what it says",
)
AMOUNT_UNPLACED = Kind(
    "GC261", "warning", "金额“{label}”不在标准表中, 保存在 extensions: {text}", "the amount “{label}” is not in the standard form; kept in extensions: {text}",
    "请核对它是不是总额或某项资金来源", "check whether it is the total or one of the sources",
)
BLANKS_COUNTED = Kind(
    "GC267", "warning", "各列的空白没有对齐, 已按每行都有 {count} 段文字分列", "the blanks between columns are not below one another; each line has {count} texts, and was parted by them",
    "请核对各列; 直接转换原来的文件更可靠", "check the columns; converting the original file is safer",
)
BREAKS_JOINED = Kind(
    "GC268", "warning", "这一行接在上一行的单元格里: {text}", "this line goes on with the cell of the line above: {text}",
    "请核对; 单元格里有换行的表, 直接转换原来的文件更可靠", "check it; where cells have several lines, converting the original file is safer",
)
SPANS_OMITTED = Kind(
    "GC269", "warning", "{count} 行缺少左边的单元格, 已按各列的内容靠右对齐", "{count} rows lack cells at their left; they were put to the right, as their texts show",
    "网页上合并的单元格复制后会缺少; 请核对, 或直接转换原来的文件", "merged cells of web pages are lacking once copied; check it, or convert the original file",
)
ROW_UNEVEN = Kind(
    "GC270", "warning", "这一行有 {count} 格, 表头有 {columns} 格, 看不出缺的或多的是哪几格; 按从左起读取",
    "this row has {count} cells and its header {columns}, and which are lacking or too many cannot be told; they were read from the left",
    "合并的单元格复制后会缺少; 请补上空的单元格, 或直接转换原来的文件", "merged cells are lacking once copied; add blank cells, or convert the original file",
)
ROW_KEPT = Kind(
    "GC271", "warning", "这一行的 {count} 格不在认识的表头之下, 没有读作指标, 按文字保存: {text}",
    "the {count} cells of this row stand below no known header; they are no indicator, and kept as texts: {text}",
    "请核对上面的表头, 或表中间多出的文字", "check the header above it, and what stands in between",
)
UNIT_ALONE = Kind(
    "GC276", "note", "只有一格的一行读作单位: {text}", "a line of one cell is read as a unit: {text}",
    "如果它是下一行名称的开头, 请把两行接成一格", "where it is the beginning of the name below it, put both into one cell",
)
LINE_BELOW = Kind(
    "GC278", "note", "紧接在表下的一行读作说明: {text}", "the line right below the table is read as a note: {text}",
    "如果它是最后一格的下一行, 请把两行接成一格", "where it is the next line of the last cell, put both into one cell",
)
TARGETS_UNKNOWN = Kind(
    "GC258", "warning", "没有认出指标值的列; 这些列的内容保存在各指标的 extensions: {labels}",
    "no column of targets is known; these columns are kept in the extensions of the indicators: {labels}",
    "请把指标值一列的标题改为“指标值”", "head the column of targets 指标值",
)
ROWS_UNRULED = Kind(
    "GC257", "warning", "这一行里像是有 {count} 行文字, 行间没有框线, 已读作一格: {text}",
    "this row seems to hold {count} rows of text without rules between them; each cell was read as one: {text}",
    "请与原文件核对; 在行间画上框线后重新生成 PDF 即可分开读取", "compare with the original file; drawn with rules between the rows, they are read apart",
)
