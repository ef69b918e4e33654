from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from goalconv.converters.errors import UnwritableError
from goalconv.converters.grid import Cell, Grid, Row, RowRole
from goalconv.converters.interface import WriteOptions
from goalconv.converters.writers.docx import write
from goalconv.templates import load
from programs import NEEDS_LIBREOFFICE

SEED = Path(__file__).parents[2] / "examples" / "liwan-2025.txt"
COLUMNS = ("name", "total", "fiscal_appropriation", "special_account", "other", "goal", "indicators")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAGE = load("disclosure").page


def seed() -> Grid:
    """The real table of the example, its packed indicators as list cells."""
    lines = SEED.read_text(encoding="utf-8").split("\n")
    rows = [
        Row((Cell(lines[2], colspan=7),), "title"),
        Row((Cell(lines[4], colspan=7),), "line"),
        Row((Cell(lines[6], colspan=7),), "unit_line"),
    ]
    for number, line in enumerate(lines[8:]):
        texts = line.split("\t")
        if len(texts) == 7:
            role: RowRole = "header" if not number else "total" if texts[0] == "合计" else "body" if texts[6] else "unit"
            amounts = map(amount, range(1, 5), texts[1:5])
            rows.append(Row((Cell(texts[0], role="name"), *amounts, Cell(texts[5], 5), items(texts[6])), role))
    return Grid(tuple(rows), COLUMNS)


def amount(column: int, text: str) -> Cell:
    number = Decimal(text.replace(",", "")) if re.fullmatch(r"[\d,.]+", text) else None
    return Cell(text, column, role="amount", number=number)


def items(text: str) -> Cell:
    return Cell(text, 6, role="list", breaks=tuple(match.end() for match in re.finditer("。(?=[0-9]+、)", text)))


def table(*rows: Sequence[str], role: RowRole = "body") -> Grid:
    return Grid(tuple(Row(tuple(Cell(text, column) for column, text in enumerate(row)), role) for row in rows))


def written(*grids: Grid) -> bytes:
    return write(grids, load("disclosure"), WriteOptions()).data


def opened(*grids: Grid) -> Document:
    return docx.Document(io.BytesIO(written(*grids)))


def part(data: bytes, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_python_docx_finds_every_text_of_the_seed() -> None:
    grid, document = seed(), opened(seed())
    assert [paragraph.text for paragraph in document.paragraphs if paragraph.text] == [grid.rows[0].cells[0].text]
    lines, table = document.tables
    assert [cell.text for cell in lines.rows[0].cells] == [row.cells[0].text for row in grid.rows[1:3]]
    found = [[cell.text.replace("\n", "") for cell in row.cells] for row in table.rows]
    assert found == [[cell.text for cell in row.cells] for row in grid.rows[3:]]


@NEEDS_LIBREOFFICE
def test_libreoffice_prints_all_of_the_seed_with_the_header_on_each_page(tmp_path: Path) -> None:
    grid = seed()
    (tmp_path / "seed.docx").write_bytes(written(grid))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "seed.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    text = subprocess.run(["pdftotext", "-raw", str(tmp_path / "seed.pdf"), "-"], check=True, capture_output=True).stdout.decode()
    pages = text.split("\f")[:-1]
    assert len(pages) > 10
    for number, page in enumerate(map(squeezed, pages), 1):
        assert "项目名称（资金使用单位）" in page
        assert f"第{number}页共{len(pages)}页" in page
    printed = squeezed(text)
    texts = [squeezed(cell.text) for row in grid.rows for cell in row.cells]
    assert [text for text in texts if text not in printed] == []


def test_header_rows_are_repeated_and_only_they() -> None:
    rows = opened(seed()).tables[1].rows
    marked = [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in rows]
    assert marked == [True] + [False] * (len(rows) - 1)


@pytest.mark.parametrize(
    "header",
    [
        Row((Cell("很长的表头" * 400, role="label"), Cell("乙", 1)), "header"),
        Row((Cell("表头", rowspan=2, role="label"), Cell("乙", 1)), "header"),
    ],
)
def test_a_header_that_cannot_be_repeated_is_not(header: Row) -> None:
    body = Row((Cell("丙", 1),)) if header.cells[0].rowspan > 1 else Row((Cell("甲"), Cell("丙", 1)))
    assert b"tblHeader" not in zipfile.ZipFile(io.BytesIO(written(Grid((header, body))))).read("word/document.xml")


def test_styles_have_names_and_chinese_faces() -> None:
    document = opened(seed())
    assert document.paragraphs[0].style is not None
    assert document.paragraphs[0].style.name == "Title"
    rows = document.tables[1].rows
    used = [[cell.paragraphs[0].style.name for cell in rows[number].cells[:2]] for number in (0, 1, 3)]
    assert used == [["表头名称", "表头金额"], ["合计名称", "合计金额"], ["表格名称", "表格金额"]]
    assert rows[3].cells[6].paragraphs[0].style.name == "表格列表"
    fonts = document.styles["表格列表"].element.find(qn("w:rPr")).find(qn("w:rFonts"))
    assert {key.rpartition("}")[2]: value for key, value in fonts.attrib.items()} == {
        "ascii": "Times New Roman",
        "hAnsi": "Times New Roman",
        "cs": "Times New Roman",
        "eastAsia": "仿宋",
    }
    assert document.styles["Title"].element.find(qn("w:rPr")).find(qn("w:rFonts")).get(qn("w:eastAsia")) == "方正小标宋简体"
    language = document.styles.element.find(f".//{WORD}docDefaults").find(f".//{WORD}lang")
    assert language.get(qn("w:eastAsia")) == "zh-CN"


def test_every_style_asked_for_is_defined() -> None:
    data = written(seed())
    asked = {element.get(f"{WORD}val") for element in part(data, "word/document.xml").iter(f"{WORD}pStyle")}
    defined = {element.get(f"{WORD}styleId") for element in part(data, "word/styles.xml").iter(f"{WORD}style")}
    assert asked <= defined


def test_page_is_a4_landscape_with_the_margins_of_the_template() -> None:
    section = opened(table(["甲"])).sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    sizes = (section.page_width, section.page_height, *margins)
    assert [round(size.mm, 1) if size else None for size in sizes] == [
        PAGE.width,
        PAGE.height,
        PAGE.top,
        PAGE.bottom,
        PAGE.left,
        PAGE.right,
    ]


def test_footer_counts_pages() -> None:
    footer = part(written(seed()), "word/footer1.xml")
    assert "".join(footer.itertext()) == "第 1 页 共 1 页"
    assert [field.get(f"{WORD}instr") for field in footer.iter(f"{WORD}fldSimple")] == [" PAGE ", " NUMPAGES "]


def test_columns_fill_the_page_and_hold_the_longest_amount() -> None:
    document = opened(seed())
    widths = [int(column.get(qn("w:w"))) for column in document.tables[1]._tbl.tblGrid]
    assert abs(sum(widths) - PAGE.text_width / 25.4 * 1440) <= 1
    room = widths[1] / 20 - 2 * 1.2 * 72 / 25.4
    assert room > 9 * 5.5  # 34,545.04 in bold 9 point
    for row in document.tables[1]._tbl.tr_lst:
        assert [int(width.get(qn("w:w"))) for width in row.xpath("./w:tc/w:tcPr/w:tcW")] == widths


def test_properties_name_the_title_and_a_fixed_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    properties = opened(seed()).core_properties
    assert properties.title == "广州市荔湾区民政局2025年项目支出绩效目标表（含转移支付项目）"
    assert properties.created is not None
    assert properties.created.isoformat() == "1980-01-01T00:00:00+00:00"


def test_the_same_grid_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")
    first = written(seed())
    assert first == written(seed())
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {(2025, 1, 1, 0, 0, 0)}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "not a number")
    assert opened(seed()).core_properties.created is not None


TEXTS = [
    "<A级>景区",
    "R&D",
    "A<B",
    "&nbsp;",
    "]]>",
    "a\nb  c",
    "  两端空格  ",
    "甲\t乙",
    "\n",
    "“引号”—破折…",
    "𠮷㎡①",
    "<w:p/>",
    "'\"",
]


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_written_as_it_is(text: str) -> None:
    document = opened(Grid((Row((Cell(text),), "title"), Row((Cell(text), Cell("", 1))))))
    assert document.paragraphs[0].text == text
    assert document.tables[0].cell(0, 0).text == text
    assert document.core_properties.title == text.replace("\n", " ")


def test_chinese_quotes_take_the_chinese_face() -> None:
    data = written(table(["“好”", "好 95%"]))
    hints = [run.find(f"{WORD}rPr") is not None for run in part(data, "word/document.xml").iter(f"{WORD}r")]
    assert hints == [True, False]


def test_items_of_a_list_are_paragraphs_with_a_hanging_indent() -> None:
    document = opened(Grid((Row((Cell("1、甲。2、乙", role="list", breaks=(4,)), Cell("", 1))),)))
    paragraphs = document.tables[0].cell(0, 0).paragraphs
    assert [paragraph.text for paragraph in paragraphs] == ["1、甲。", "2、乙"]
    indent = paragraphs[0].style.element.find(f".//{WORD}ind")
    assert (indent.get(qn("w:left")), indent.get(qn("w:hanging"))) == ("270", "270")


def test_spans_are_merged_cells() -> None:
    rows = (
        Row((Cell("甲", rowspan=2), Cell("乙", 1, colspan=2)), "header"),
        Row((Cell("丙", 1), Cell("丁", 2)), "header"),
        Row(
            (Cell("戊", 0), Cell("己", 1, colspan=2, rowspan=9)),
        ),
        Row(
            (Cell("庚", 0),),
        ),
    )
    found = opened(Grid(rows)).tables[0]
    assert [[cell.text for cell in row.cells] for row in found.rows] == [
        ["甲", "乙", "乙"],
        ["甲", "丙", "丁"],
        ["戊", "己", "己"],
        ["庚", "己", "己"],
    ]


def test_gaps_in_a_row_become_empty_cells() -> None:
    rows = (Row((Cell("甲"), Cell("乙", 1), Cell("丙", 2))), Row((Cell("丁", 1),)), Row(()))
    found = opened(Grid(rows)).tables[0]
    assert [[cell.text for cell in row.cells] for row in found.rows] == [["甲", "乙", "丙"], ["", "丁", ""], ["", "", ""]]


def splits(*rows: Row) -> list[bool]:
    """For each row of the table, whether Word may split it over two pages."""
    found = opened(Grid(rows, COLUMNS)).tables[0].rows
    return [not row._tr.xpath("./w:trPr/w:cantSplit") for row in found]


def test_short_rows_stay_whole_and_tall_rows_may_be_split() -> None:
    short, tall = Row((Cell("项目"), Cell("一行字", 5))), Row((Cell("项目"), Cell("很多字" * 400, 5)))
    assert splits(short, tall, short) == [False, True, False]


def test_rows_that_a_span_ties_together_stay_together_unless_they_are_tall() -> None:
    short = (Row((Cell("项目", rowspan=2), Cell("甲", 5))), Row((Cell("乙", 5),)))
    tall = (Row((Cell("很多字" * 400, rowspan=2), Cell("甲", 5))), Row((Cell("乙", 5),)))
    assert splits(*short, *tall) == [False, False, True, True]
    rows = opened(Grid(short, COLUMNS)).tables[0].rows
    assert [bool(row._tr.xpath(".//w:keepNext")) for row in rows] == [True, False]


def test_lines_before_the_table_with_several_cells_are_a_table_without_rules() -> None:
    pair = (Cell("甲"), Cell("乙", 1))
    rows = (Row(pair, "line"), Row(pair), Row(pair, "note"))
    document = opened(Grid(rows))
    styles = [table.style for table in document.tables]
    assert [style.name for style in styles if style] == ["无框表", "绩效目标表", "无框表"]
    rules = [{rule.get(qn("w:val")) for rule in style.element.xpath("./w:tblPr/w:tblBorders/*")} for style in styles if style]
    assert rules == [{"nil"}, {"single"}, {"nil"}]
    kinds = [element.tag.removeprefix(WORD) for element in document.element.body]
    assert kinds == ["tbl", "p", "tbl", "p", "tbl", "p", "sectPr"]


def test_each_grid_begins_on_a_new_page() -> None:
    titled = Grid((Row((Cell("标题"),), "title"), Row((Cell("甲"), Cell("乙", 1)))))
    body = opened(titled, titled, table(["丙", "丁"])).element.body
    breaks = [(element.tag.removeprefix(WORD), bool(element.xpath("./w:pPr/w:pageBreakBefore"))) for element in body]
    assert breaks == [
        ("p", False),
        ("tbl", False),
        ("p", True),
        ("tbl", False),
        ("p", True),
        ("tbl", False),
        ("p", False),
        ("sectPr", False),
    ]


def test_nothing_to_write_is_an_empty_document() -> None:
    assert opened().tables == []
    assert opened(Grid(())).tables == []


@pytest.mark.parametrize(("columns", "reason"), [(64, "最多 63 列"), (63, "放不下一个字")])
def test_too_many_columns_are_refused(columns: int, reason: str) -> None:
    with pytest.raises(UnwritableError, match=reason) as caught:
        written(table(["字"] * columns))
    assert caught.value.finding.code == "GC807"
