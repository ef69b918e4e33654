"""Why a target is missed where it is: printed below the table of targets as long as it is."""

from __future__ import annotations

from typing import Final

__all__ = ["REASONS"]

REASONS: Final[dict[str, str]] = {
    "启动 start 47": (
        "导入 typer 占一半以上（见下表）；其余是读取 47 个项目、检查疑点、第一次编译正则表达式。 "
        "*More than half of it is the import of typer, see below; the rest reads and checks 47 projects and compiles expressions.*"
    ),
    "xlsx_write": (
        "对照程序拿到现成的单元格文字，不算行高；goalconv 从文档出发，拼出指标单元格，逐行排字算出行高（否则打印时文字重叠），核对每个数字能否原样显示。 "
        "*“By hand” is given the texts of the cells and sets no heights. goalconv begins with the document: it puts the cells of indicators "
        "together, breaks all lines to know how high each row is (without it rows print over one another), and makes sure that each number shows its digits.*"
    ),
    "openpyxl /": ("XlsxWriter、openpyxl 同样拿到现成的文字，不算行高。 *Both peers are given the texts and set no heights.*"),
    "docx_write": (
        "同上：排字是为了知道哪些行可以整行留在一页。 *As above: lines are broken to know which rows can stay whole on a page.*"
    ),
    "python-docx /": (
        "python-docx 拿到现成的文字，不设列宽、字体和分页。 *python-docx is given the texts and sets no widths, faces or breaks.*"
    ),
    "pdf_write 47": "其中一半是导入和装入字体。 *Half of it is importing, and loading faces.*",
    "xlsx_read": (
        "对照程序只取文字；goalconv 还处理数字格式、合并、隐藏行列、日期、安全限制，并给每个单元格记下位置。 "
        "*“By hand” takes texts alone; goalconv sees to number formats, merges, hidden rows and columns, dates and limits, and notes the place of each cell.*"
    ),
    "docx_read": (
        "对照程序只取文字；goalconv 还处理合并、修订、域、编号、嵌套表和安全限制。 "
        "*iterparse takes texts alone; goalconv sees to merges, revisions, fields, numbering, nested tables and limits.*"
    ),
    "json_decode": (
        "msgspec 放过重复的键和不合规的金额；goalconv 把读到的文档再编码一次，与原文比较，并核对金额；msgspec 解码的是同一个模型。47 个项目时是导入。 "
        "*msgspec lets keys that stand twice and amounts that are none pass; goalconv encodes what was read once more, holds it against the text, "
        "and looks at each amount; msgspec decodes the same model. At 47 projects it is the import.*"
    ),
    "json_encode 47": "导入 goalconv 的时间。 *The import of goalconv.*",
    "text_read": (
        "“one expression” 不核对、不理解指标值，已用去界限的一多半。goalconv 核对每个字符、理解每个指标值、记下位置、做全部检查。 "
        "*Even “one expression”, which accounts for nothing and understands no value, takes over half of the bound. goalconv accounts for each character, "
        "understands each value, notes places and runs all checks.*"
    ),
    "growth, 时间 time 500": (
        "申报表的 docx；各个表单互不相关，逐个函数分析时各步骤随项目数大致同步增长，5,000 → 50,000 在界限之内。 "
        "*Word forms (申报表). The forms have nothing to do with one another; profiled, all steps grow alike, and 5,000 → 50,000 keeps the bound.*"
    ),
    "growth 5,000": (
        "5,000 张表单：文档、全部单元格和结果同时在内存里。 "
        "*5,000 forms: the document, all its cells and the result are held at once.*"
    ),
    "growth 50,000": (
        "内存里同时有原文、单元格、文档、位置和结果；JSON 的结果本身约 380 MB。 "
        "*The text, its cells, the document, places and the result are held at once; the JSON alone has some 380 MB.*"
    ),
}
"""The beginning of a target's title → the reason, Chinese first."""
