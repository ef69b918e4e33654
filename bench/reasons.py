"""Why a target is missed where it is: printed below the table of targets as long as it is."""

from __future__ import annotations

from typing import Final

__all__ = ["REASONS"]

REASONS: Final[dict[str, str]] = {
    "启动 start 47": (
        "json 的约 75 ms 中：Python 自身 8，typer 和它带来的标准库 26，msgspec 2，goalconv 的 75 个模块 13，编译 37 个正则表达式 5，读取、核对、"
        "检查、写出 47 个项目 18；xlsx 与 docx 另加约 17（一半是打包与排字所需的导入），pdf 另加约 55（其中压缩 12）。 "
        "*Of some 75 ms for json Python itself takes 8, typer with what it brings of the standard library 26, msgspec 2, the 75 modules of goalconv 13, "
        "compiling 37 expressions 5, and reading, checking and writing 47 projects 18. xlsx and docx take some 17 more, half of which is importing "
        "what packs and sets them; pdf some 55 more, of which compressing takes 12.*"
    ),
    "xlsx_write": (
        "对照程序拿到现成的单元格文字，不算行高，时间一半以上用于压缩。goalconv 从文档出发，5,000 个项目的时间：拼出指标单元格和其余文字 34%，"
        "逐行排字算出行高 29%（否则打印时文字重叠），写 XML 14%，压缩 14%，核对每个数字能否原样显示 5%，列宽 3%；47 个项目时多半是导入。 "
        "*“By hand” is given the texts of the cells, sets no heights, and compresses for over half of its time. goalconv begins with the document; its time at 5,000: "
        "34 % put the cells of indicators and all other texts together, 29 % break lines to know how high each row is (without it rows print over one another), "
        "14 % write XML, 14 % compress, 5 % make sure that each number shows its digits, 3 % find widths. At 47 most is the import.*"
    ),
    "openpyxl /": (
        "XlsxWriter、openpyxl 同样拿到现成的文字，不算行高；四倍之快约等于对照程序的 2.4 倍时间，goalconv 拼文字、排字就要这么多。 "
        "*Both peers are given the texts and set no heights. Four times as fast would be some 2.4 times the time of “by hand”: putting texts together and breaking lines takes that.*"
    ),
    "docx_write": (
        "同上，排字是为了知道哪些行可以整行留在一页；5,000 个项目的时间：拼出文字 29%，写 XML 26%，排字和行高 24%，压缩 16%，列宽 3%。 "
        "*As above; lines are broken to know which rows can stay whole on a page. At 5,000: 29 % put texts together, 26 % write XML, 24 % break lines for heights, 16 % compress, 3 % find widths.*"
    ),
    "python-docx /": (
        "python-docx 拿到现成的文字，不设列宽、字体和分页；连只拼字符串的对照程序也只比它快二十倍左右。 "
        "*python-docx is given the texts and sets no widths, faces or breaks. Even strings put together by hand are just about twenty times as fast as it.*"
    ),
    "pdf_write 47": "其中一半是导入和装入字体。 *Half of it is importing, and loading faces.*",
    "xlsx_read": (
        "对照程序只取文字，也不管命名空间。goalconv 用同一个解析器，解压和解析占四成；数字格式、日期、引用和安全限制占三成多；"
        "合并、隐藏行列和每个单元格的位置占两成半。47 个项目时八成是导入。 "
        "*“By hand” takes texts alone, and heeds no namespaces. With the same parser, goalconv spends two fifths on unpacking and parsing, over "
        "three tenths on number formats, dates, references and limits, a quarter on merges, hidden rows and columns and the place of each cell. "
        "At 47 projects four fifths are imports.*"
    ),
    "docx_read": (
        "对照程序只取文字，元素树由 C 建成。goalconv 先去掉只管外观的属性（两成），其余由 expat 逐个元素交给 Python（两成半），"
        "再处理合并、修订、域、编号、白色文字、嵌套表和安全限制（一半）。47 个项目时大半是导入。 "
        "*iterparse takes texts alone, from a tree that C has built. goalconv takes out what only says how text looks (a fifth), has expat call Python "
        "for each element that is left (a quarter), and sees to merges, revisions, fields, numbering, white text, nested tables and limits (half). "
        "At 47 projects most of it are imports.*"
    ),
    "json_decode": (
        "msgspec 放过重复的键和不合规的金额。goalconv 解码用时与它相同（四成多）；去掉原文的空白，与读到的文档再编码的结果比较（三成多），"
        "这样才能不漏过任何重复的键；再核对每个金额（两成）。msgspec 解码的是同一个模型。47 个项目时是导入。 "
        "*msgspec lets keys that stand twice and amounts that are none pass. goalconv decodes as it does (over two fifths), takes the blanks out of the "
        "text and holds it against what is encoded of the document (a third), without which some key that stands twice would pass, and looks at each "
        "amount (a fifth). msgspec decodes the same model. At 47 projects it is the import.*"
    ),
    "json_encode 47": "导入 goalconv 的时间。 *The import of goalconv.*",
    "text_read": (
        "“one expression” 不核对、不理解指标值，已用去界限的一多半。goalconv：分成单元格 8%，找到表头和表的边界 8%，"
        "各行的名称、金额、目标连同位置与字符的去向 23%，30 万条指标连同指标值 20%，十类检查 41%。 "
        "*Even “one expression”, which accounts for nothing and understands no value, takes over half of the bound. goalconv: cells 8 %, the header and "
        "the ends of the table 8 %, names, amounts and goals with their places and the account of characters 23 %, 300,000 indicators with their "
        "values 20 %, the ten families of checks 41 %.*"
    ),
}
"""The beginning of a target's title → the reason, Chinese first."""
