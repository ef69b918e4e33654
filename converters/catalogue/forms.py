"""GC85x and GC86x: the user's own forms."""

from __future__ import annotations

from ..findings import Kind

# fmt: off
MARKER_UNKNOWN = Kind(
    "GC850", "error", "不认识的标记 {marker}", "unknown marker {marker}",
    "{hint}", "{hint}", "docs/forms.md",
)
BLOCK_UNCLOSED = Kind(
    "GC851", "error", "重复块 {marker} 没有结束", "the block {marker} is not closed",
    "请在最后一行写上 {closing}", "write {closing} in its last row", "docs/forms.md",
)
BLOCK_UNOPENED = Kind(
    "GC852", "error", "这里结束了没有开始的重复块 {marker}", "{marker} closes a block that is not open here",
    "请检查 {{{{#…}}}} 与 {{{{/…}}}} 是否成对、是否交叉", "see that {{{{#…}}}} and {{{{/…}}}} stand in pairs and do not cross", "docs/forms.md",
)
BLOCK_ACROSS = Kind(
    "GC853", "error", "重复块 {marker} 切开了{what}", "the block {marker} cuts through {what}",
    "请让合并单元格或表格整个在块内, 或整个包住这个块", "let merged cells and tables lie inside the block, or go round all of it", "docs/forms.md",
)
MARKER_IN_FORMULA = Kind(
    "GC854", "error", "公式中有标记 {marker}", "the marker {marker} stands in a formula",
    "请把标记单独写在一个单元格里, 由公式引用该单元格", "write the marker in a cell of its own and refer to that", "docs/forms.md",
)
LIST_OUTSIDE_BLOCK = Kind(
    "GC855", "error", "{marker} 是一组内容, 一格写不下", "{marker} is a list and needs a block",
    "请用 {{{{#{name}}}}} … {{{{/{name}}}}} 围住重复的行{packed}", "put {{{{#{name}}}}} … {{{{/{name}}}}} round the rows to repeat{packed}", "docs/forms.md",
)
MARKER_PLACE = Kind(
    "GC856", "error", "标记 {marker} 写在{what}里, 不能填写", "the marker {marker} stands in {what} and cannot be filled",
    "请写在单元格里; Word 也可写在正文、页眉、页脚或文本框里", "write it in a cell; in Word also in the text, a page's head or foot, or a text box", "docs/forms.md",
)
NO_MARKERS = Kind(
    "GC857", "error", "表单里没有标记", "the form has no markers",
    "请在空白表的单元格里写上标记, 例如 {{{{项目名称}}}}", "write markers in the cells of the blank form, such as {{{{project.name}}}}", "docs/forms.md",
)
MARKER_OUT_OF_BLOCK = Kind(
    "GC858", "error", "标记 {marker} 要写在重复块 {block} 之内", "the marker {marker} belongs inside the block {block}",
    "请用 {block} 围住这一行", "put {block} round this row", "docs/forms.md",
)
NOT_ON_FORM = Kind(
    "GC859", "warning", "表单没有{name}的位置, 有 {count} 处内容没有填入, 例如: {text}",
    "the form has no place for {name}: {count} texts were not filled in, such as {text}",
    "请在表单中加上标记 {marker}", "add the marker {marker} to the form", "docs/forms.md",
)
FILLED_OTHERWISE = Kind(
    "GC860", "error", "填入的内容读回后不同: 原为 {text}, 读回 {read}", "what was filled in reads back otherwise: {text} became {read}",
    "请检查表单中相邻的标记, 或在标记之间写上固定文字", "look at the markers beside each other in the form; fixed text keeps them apart", "docs/forms.md",
)
LABEL_DIFFERS = Kind(
    "GC861", "warning", "固定文字与表单不同: 表单 {cell} 是“{label}”, 这里是“{text}”",
    "a fixed text is not the form's: {cell} of the form says {label}, here it is {text}",
    "请确认是否用了另一版表单", "see whether another version of the form was used", "docs/forms.md",
)
TEXT_BESIDE_FORM = Kind(
    "GC862", "warning", "表单在这里没有标记, {count} 个字符没有读取: {text}",
    "the form has no marker here; {count} characters were not read: {text}",
    "请核对此处内容", "look at this place", "docs/forms.md",
)
FORM_LINE_MISSING = Kind(
    "GC863", "warning", "填好的文件里没有表单 {cell} 的“{label}”", "the filled file lacks {label}, {cell} of the form",
    "请确认是否用了另一版表单", "see whether another version of the form was used", "docs/forms.md",
)
DIGITS_BY_FORM = Kind(
    "GC864", "note", "表单的数字格式改变了 {count} 个数字的小数位数, 例如 {text} 显示为 {read}",
    "the form's number formats show {count} numbers with other decimals, such as {text} as {read}",
    "如需原样显示, 请把该格设为文本格式", "to show them as they are, format the cell as text", "docs/forms.md",
)
WRITTEN_AS_TEXT = Kind(
    "GC865", "warning", "单元格的数字格式会把 {text} 显示为 {shown}, 已按文字填入",
    "the cell's number format would show {text} as {shown}; it was filled in as text",
    "请修改表单中该格的数字格式", "change the cell's number format in the form", "docs/forms.md",
)
FORM_UNIT_DIFFERS = Kind(
    "GC866", "error", "表单的金额单位是{form}, 数据是{data}, 不能填入", "the form is in {form}, the data in {data}; nothing was filled in",
    "请换用金额单位相同的表单, 或把表单里的单位改为标记 {{{{金额单位}}}}", "use a form in the same unit, or make the unit a marker, {{{{table.currency_unit}}}}", "docs/forms.md",
)
ROW_TOO_HIGH = Kind(
    "GC867", "warning", "这一行的文字需要 {needed} 磅, Excel 的行最高 {limit} 磅, 打印时会被切掉",
    "the row's text needs {needed} points; Excel allows {limit}, so that it is cut in print",
    "请在表单中加宽此列, 或改用 Word 表单", "widen the column in the form, or use a Word form", "docs/forms.md",
)
FORM_CANNOT_REPEAT = Kind(
    "GC868", "error", "表单不能为每个项目复制: {what}", "the form cannot be copied for each project: {what}",
    "请修改表单, 或用只含一个项目的数据", "change the form, or fill it with a single project", "docs/forms.md",
)
GIVEN_TWICE = Kind(
    "GC869", "warning", "同一内容在两处不同, 已取前一处: {cell} 是“{first}”, 这里是“{text}”",
    "one value is given twice and differs; the first is kept: {cell} says {first}, here it is {text}",
    "请核对", "look at both places", "docs/forms.md",
)
