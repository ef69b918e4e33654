"""Makes the example forms in LibreOffice: a workbook with a sheet of units and one for each project, and a Word form.

    python tools/make_example_forms.py OUT

The forms are committed in examples/: the tests read what LibreOffice wrote.
"""

from __future__ import annotations

import base64
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
FACE = 'style:font-name="宋体" style:font-name-asian="宋体" fo:font-family="宋体" style:font-family-asian="宋体"'


def picture() -> str:
    """A small red square, as a seal would be."""
    rows = b"".join(b"\0" + b"\xd0\x20\x20" * 16 for _ in range(16))
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    parts = [struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks]
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"".join(parts)).decode()


def cell_style(
    name: str, *, size: float = 10.5, bold: bool = False, align: str = "center", border: bool = True, data: str = ""
) -> str:
    """A style of cells: face, border, alignment, number format."""
    line = "0.75pt solid #000000" if border else "none"
    weight = ' fo:font-weight="bold" style:font-weight-asian="bold"' if bold else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell"{f" style:data-style-name={quoteattr(data)}" if data else ""}>'
        f'<style:table-cell-properties fo:border="{line}" fo:wrap-option="wrap" style:vertical-align="middle" fo:padding="0.7mm"/>'
        f'<style:paragraph-properties fo:text-align="{align}"/>'
        f'<style:text-properties {FACE} fo:font-size="{size}pt" style:font-size-asian="{size}pt"{weight}/></style:style>'
    )


PAGE = """<style:page-layout style:name="page"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm"
 fo:margin-top="20mm" fo:margin-bottom="18mm" fo:margin-left="22mm" fo:margin-right="18mm" style:scale-to-X="1" style:scale-to-Y="0"
 style:table-centering="horizontal"/><style:header-style><style:header-footer-properties fo:min-height="8mm" fo:margin-bottom="3mm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="8mm" fo:margin-top="3mm"/></style:footer-style></style:page-layout>"""

WORD_PAGE = PAGE.replace('style:scale-to-X="1" style:scale-to-Y="0"', "").replace('style:table-centering="horizontal"', "")

Cell = tuple[int, int, str, str]  # columns, rows, style, text
Line = tuple[str, list[Cell | None]]  # height, cells


def sheet(name: str, widths: list[float], rows: list[Line], area: str, validation: tuple[int, int] = (0, 0)) -> str:
    """A sheet with its rows, the pictures of its seals and its print area."""
    columns = "".join(f'<table:table-column table:style-name="w{str(width).replace(".", "_")}"/>' for width in widths)
    body = "".join(
        f'<table:table-row table:style-name="h{height}">'
        + "".join(cell_of(cell, (number, column) == validation) for column, cell in enumerate(cells, 1))
        + "</table:table-row>"
        for number, (height, cells) in enumerate(rows, 1)
    )
    return f'<table:table table:name="{name}" table:style-name="ta1" table:print-ranges="{name}.A1:{name}.{area}">{columns}{body}</table:table>'


def cell_of(cell: Cell | None, validated: bool) -> str:
    """A cell: covered, a formula, or a text, with a seal where it asks for one."""
    if cell is None:
        return "<table:covered-table-cell/>"
    across, down, style, text = cell
    if text.startswith("="):
        return f'<table:table-cell table:style-name="{style}" table:formula="of:{escape(text)}" office:value-type="float" office:value="0"/>'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n")) if text else ""
    valid = ' table:content-validation-name="levels"' if validated else ""
    seal = (
        '<draw:frame svg:width="12mm" svg:height="12mm" svg:x="34mm" svg:y="1mm"><draw:image><office:binary-data>'
        f"{picture()}</office:binary-data></draw:image></draw:frame>"
        if text.startswith("填报单位（盖章）")
        else ""
    )
    return (
        f'<table:table-cell table:style-name="{style}" table:number-columns-spanned="{across}" table:number-rows-spanned="{down}"'
        f' office:value-type="string"{valid}>{lines}{seal}</table:table-cell>'
    )


def line(height: str, *cells: Cell | None) -> Line:
    """A row: its height, and its cells with the places that each covers to its right; None is one covered from above."""
    places: list[Cell | None] = []
    for cell in cells:
        places += [cell, *[None] * ((cell[0] if cell else 1) - 1)]
    return height, places


def asked(left: str, right: str) -> Line:
    """A row of two fields, each behind its label."""
    first, second = (2, 1, "text", f"{{{{{left}}}}}"), (2, 1, "text", f"{{{{{right}}}}}")
    return line("9", (2, 1, "head", left), first, (1, 1, "head", right), second)


def plain(style: str, *texts: str) -> list[Cell]:
    """Cells of one place each."""
    return [(1, 1, style, text) for text in texts]


MONEY = ("总计", "财政拨款", "财政专户拨款", "其他资金")
UNITS = [
    line("22", (5, 1, "title", "{{标题}}")),
    line("9", (3, 1, "line", "部门名称：{{部门名称}}"), (2, 1, "right", "单位：万元")),
    line("9", *plain("head", "资金使用单位", *MONEY)),
    line("9", *plain("head", "合计"), *plain("amount", *(f"{{{{{name}}}}}" for name in MONEY))),
    line(
        "9",
        *plain("text", "{{#单位}}{{单位名称}}"),
        *plain("amount", *(f"{{{{{name}}}}}" for name in MONEY[:-1]), "{{其他资金}}{{/单位}}"),
    ),
    line("9", *plain("head", "单位小计之和"), *plain("amount", *(f"=SUM([.{letter}5:.{letter}5])" for letter in "BCDE"))),
    line("12", (3, 1, "line", "{{#说明}}{{说明}}{{/说明}}"), (2, 1, "line", "")),
    line("14", (3, 1, "line", "填报单位（盖章）："), (2, 1, "line", "填报日期：    年  月  日")),
]
PROJECT = [
    line("22", (7, 1, "title", "项目支出绩效目标申报表")),
    line("9", (7, 1, "centre", "（{{年度}}年度）")),
    line("9", (2, 1, "head", "项目名称"), (5, 1, "text", "{{项目名称}}")),
    asked("资金使用单位", "项目属性"),
    asked("主管部门", "实施单位"),
    asked("开始日期", "完成日期"),
    line("9", (2, 4, "head", "项目资金\n（万元）"), (2, 1, "head", "年度资金总额"), (3, 1, "amount", "{{资金总额}}")),
    *(
        line("9", None, None, (2, 1, "text", f"{before}{name}"), (3, 1, "amount", f"{{{{{name}}}}}"))
        for before, name in (("其中：", "财政拨款"), ("", "财政专户拨款"), ("", "其他资金"))
    ),
    line("20", (2, 1, "head", "年度目标"), (5, 1, "text", "{{绩效目标}}")),
    line(
        "9",
        (1, 2, "head", "绩效指标"),
        *plain("head", "序号", "一级指标", "二级指标", "三级指标", "实施周期\n指标值", "年度指标值"),
    ),
    line(
        "9",
        None,
        *plain("centred", "{{#指标}}{{序号}}", "{{一级指标|合并}}", "{{二级指标|合并}}"),
        *plain("text", "{{三级指标}}"),
        *plain("centred", "{{实施周期指标值}}", "{{年度指标值}}{{/指标}}"),
    ),
    line("14", (4, 1, "line", "填报单位（盖章）："), (3, 1, "line", "填表人：          联系电话：")),
]
WIDTHS = [46.0, 31.0, 31.0, 31.0, 31.0]
NARROW = [12.0, 12.0, 25.0, 29.0, 40.0, 26.0, 26.0]


def workbook() -> str:
    """The workbook: a sheet of units, and one for each project."""
    styles = "".join(
        f'<style:style style:name="w{str(width).replace(".", "_")}" style:family="table-column"><style:table-column-properties style:column-width="{width}mm"/></style:style>'
        for width in sorted({*WIDTHS, *NARROW})
    ) + "".join(
        f'<style:style style:name="h{height}" style:family="table-row"><style:table-row-properties style:row-height="{height}mm" style:use-optimal-row-height="false"/></style:style>'
        for height in ("9", "12", "14", "20", "22")
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {SPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:styles/>
<office:automatic-styles>{PAGE}
<number:number-style style:name="money"><number:number number:decimal-places="2" number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/></number:number-style>
{styles}
<style:style style:name="ta1" style:family="table" style:master-page-name="Default"/>
{cell_style("title", size=18, bold=True, border=False)}{cell_style("centre", border=False)}
{cell_style("line", align="start", border=False)}{cell_style("right", align="end", border=False)}
{cell_style("head", bold=True)}{cell_style("text", align="start")}{cell_style("centred")}{cell_style("amount", align="end", data="money")}
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Default" style:page-layout-name="page">
<style:header><text:p>预算绩效管理 附件2</text:p></style:header>
<style:footer><text:p>第 <text:page-number>1</text:page-number> 页</text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:spreadsheet>
<table:content-validations><table:content-validation table:name="levels" table:condition="of:cell-content-is-in-list(&quot;1-产出指标&quot;;&quot;2-效益指标&quot;;&quot;3-满意度指标&quot;)" table:base-cell-address="申报表.C13"/></table:content-validations>
{sheet("汇总表", WIDTHS, UNITS, "E8")}
{sheet("申报表", NARROW, PROJECT, "G14", (13, 3))}
</office:spreadsheet></office:body></office:document>"""


def word_row(*cells: tuple[int, str] | None) -> str:
    """A row of the Word form: how many columns a cell takes, and its text, with the rows it takes before an arrow."""
    made = ""
    for cell in cells:
        if cell is None:
            made += "<table:covered-table-cell/>"
            continue
        down, _, text = cell[1].rpartition("↓")
        made += (
            f'<table:table-cell table:style-name="c" table:number-columns-spanned="{cell[0]}" table:number-rows-spanned="{down or 1}">'
            f"<text:p>{escape(text)}</text:p></table:table-cell>" + "<table:covered-table-cell/>" * (cell[0] - 1)
        )
    return f'<table:table-row table:style-name="r9">{made}</table:table-row>'


FORM = [
    word_row((2, "项目名称"), (4, "{{项目名称}}")),
    word_row((2, "资金使用单位"), (2, "{{资金使用单位}}"), (1, "项目属性"), (1, "{{项目属性}}")),
    word_row((2, "主管部门"), (2, "{{主管部门}}"), (1, "实施单位"), (1, "{{实施单位}}")),
    word_row((2, "3↓项目资金（万元）"), (2, "年度资金总额"), (2, "{{资金总额}}")),
    word_row(None, None, (2, "其中：财政拨款"), (2, "{{财政拨款}}")),
    word_row(None, None, (2, "其他资金"), (2, "{{其他资金}}")),
    word_row((2, "年度目标"), (4, "{{绩效目标}}")),
    word_row(*((1, text) for text in ("2↓绩效指标", "一级指标", "二级指标", "三级指标", "指标性质", "年度指标值"))),
    word_row(
        None,
        *(
            (1, text)
            for text in (
                "{{#指标}}{{一级指标|合并}}", "{{二级指标|合并}}", "{{三级指标}}", "{{指标性质}}", "{{年度指标值}}{{/指标}}",
            )
        ),
    ),
]  # fmt: skip


def word() -> str:
    """The Word form: one page for each project."""
    widths = "".join(
        f'<style:style style:name="t.{letter}" style:family="table-column"><style:table-column-properties style:column-width="{width}mm"/></style:style>'
        for letter, width in zip("ABCDEF", (16, 24, 30, 44, 24, 32), strict=True)
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {SPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>{WORD_PAGE}{widths}
<style:style style:name="t" style:family="table"><style:table-properties style:width="170mm" table:align="center"/></style:style>
<style:style style:name="r9" style:family="table-row"><style:table-row-properties style:min-row-height="9mm"/></style:style>
<style:style style:name="c" style:family="table-cell"><style:table-cell-properties fo:border="0.75pt solid #000000" style:vertical-align="middle" fo:padding="1mm"/></style:style>
<style:style style:name="title" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties {FACE} fo:font-size="18pt" style:font-size-asian="18pt" fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>
<style:style style:name="year" style:family="paragraph"><style:paragraph-properties fo:text-align="center" fo:margin-bottom="3mm"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="page">
<style:header><text:p>{{{{部门名称}}}}　预算绩效管理</text:p></style:header>
<style:footer><text:p>第 <text:page-number>1</text:page-number> 页</text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>
<text:p text:style-name="title">项目支出绩效目标申报表</text:p>
<text:p text:style-name="year">（{{{{年度}}}}年度）</text:p>
<table:table table:name="t" table:style-name="t">{"".join(f'<table:table-column table:style-name="t.{letter}"/>' for letter in "ABCDEF")}{"".join(FORM)}</table:table>
<text:p>填报单位（盖章）：　　　　　　　　填表人：　　　　　　联系电话：</text:p>
</office:text></office:body></office:document>"""


def main(out: Path) -> None:
    """Writes the sources to a folder and has LibreOffice save them as Office files."""
    out.mkdir(parents=True, exist_ok=True)
    for name, text, kind in (("form-declaration.fods", workbook(), "xlsx"), ("form-declaration.fodt", word(), "docx")):
        source = out / name
        source.write_text(text, encoding="utf-8")
        profile = f"-env:UserInstallation=file://{(out / 'profile').resolve()}"
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(source)],
            check=True,
            capture_output=True,
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
