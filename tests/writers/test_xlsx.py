"""The xlsx writer: what Excel, LibreOffice and other readers find in its files."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import goalconv
from goalconv.converters.errors import UnwritableError
from goalconv.converters.grid import Cell, Choices, Grid, Row
from goalconv.converters.interface import ReadOptions, WriteOptions, Written
from goalconv.converters.places import SheetPlace
from goalconv.converters.readers.xlsx import read
from goalconv.converters.writers.xlsx import write
from goalconv.templates import load
from programs import NEEDS_LIBREOFFICE
from sheets import merges_cut
from strategies import examples

SEED = Path(__file__).parents[2] / "examples" / "liwan-2025.txt"
COLUMNS = ("name", "total", "fiscal_appropriation", "special_account", "other", "goal", "indicators")
TEMPLATE = load("disclosure")
ITEM = "1-产出指标；11-数量指标；符合申领特困金条件的困难群众享受补贴覆盖率；实施周期指标值：≥100%；年度指标值：≥100%。"


def seed() -> Grid:
    lines = SEED.read_text("utf-8").split("\n")
    rows = [Row((Cell(lines[at], colspan=7),), role) for at, role in ((2, "title"), (4, "line"), (6, "unit_line"))]  # type: ignore[arg-type]
    rows.append(Row(tuple(Cell(text, column, role="label") for column, text in enumerate(lines[8].split("\t"))), "header"))
    for line in lines[9:]:
        if line.count("\t") == 6:
            rows.append(body(*line.split("\t")))
    return Grid(tuple(rows), COLUMNS, "项目支出绩效目标表")


def body(name: str, *texts: str) -> Row:
    amounts = [Cell(text, column, role="amount", number=number(text)) for column, text in enumerate(texts[:4], 1)]
    breaks = tuple(match.end() for match in re.finditer(r"。(?=\d+、)", texts[5]))
    return Row((Cell(name, role="name"), *amounts, Cell(texts[4], 5), Cell(texts[5], 6, role="list", breaks=breaks)))


def number(text: str) -> Decimal | None:
    return Decimal(text.replace(",", "")) if text else None


def table(*cells: Cell, name: str = "") -> Grid:
    return Grid((Row(cells),), name=name)


def long_list(count: int) -> Row:
    return body("长项目", "1.00", "1.00", "", "", "目标。", "".join(f"{item}、{ITEM}" for item in range(1, count + 1)))


def written(*grids: Grid) -> Written:
    return write(grids, TEMPLATE, WriteOptions())


def opened(*grids: Grid) -> Any:
    return openpyxl.load_workbook(io.BytesIO(written(*grids).data))


def xml(data: bytes, part: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(part).decode()


def lines_of(cell: Cell) -> str:
    offsets = (0, *cell.breaks, len(cell.text))
    return "\n".join(cell.text[start:stop] for start, stop in pairwise(offsets))


def test_other_readers_find_every_cell_of_the_seed() -> None:
    grid = seed()
    data = written(grid).data
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    figures = python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [value for value in figures[1] if value] == [grid.rows[1].cells[0].text, grid.rows[2].cells[0].text]
    for at, row in enumerate((grid.rows[0], *grid.rows[3:])):
        at += bool(at)
        for cell in row.cells:
            value, figure = sheet.cell(at + 1, cell.column + 1).value, figures[at][cell.column]
            if cell.number is not None:
                assert f"{value:,.2f}" == f"{figure:,.2f}" == cell.text
            else:
                assert (value or "") == figure == lines_of(cell)


@NEEDS_LIBREOFFICE
def test_libreoffice_prints_every_character_of_the_seed(tmp_path: Path) -> None:
    grid = seed()
    grid = replace(grid, rows=(*grid.rows, long_list(40)))
    (tmp_path / "seed.xlsx").write_bytes(written(grid).data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "seed.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    printed = subprocess.run(["pdftotext", "-raw", str(tmp_path / "seed.pdf"), "-"], check=True, capture_output=True).stdout
    squeezed = re.sub(r"\s", "", printed.decode())
    for row in grid.rows[:-1]:
        for cell in row.cells:
            assert re.sub(r"\s", "", cell.text) in squeezed
    assert f"40、{ITEM}" in squeezed
    assert "第1页共" in squeezed
    assert squeezed.count("绩效目标绩效指标") == squeezed.count("页共") > 1  # the header is on every page


def test_the_reader_gives_back_the_seed() -> None:
    grid = seed()
    [back] = read(written(grid).data, ReadOptions()).grids
    wanted = [[(cell.column, cell.colspan, lines_of(cell)) for cell in row.cells if cell.text] for row in grid.rows]
    (line,), (unit,) = wanted.pop(1), wanted.pop(1)  # side by side, over the columns together
    wanted.insert(1, [(0, 6, line[2]), (6, 1, unit[2])])
    assert [[(cell.column, cell.colspan, cell.text) for cell in row.cells] for row in back.rows] == wanted
    assert back.name == grid.name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3,078.00", "#,##0.00"), ("194.00", "0.00"), ("34545.04", "0.00"), ("1,234,567", "#,##0"), ("0.00", "0.00"), ("0", "0"),
        ("-12.50", "0.00"), ("12.345678", "0.000000"), ("123456789012.345", "0.000"),
    ],
)  # fmt: skip
def test_amounts_are_numbers_with_the_digits_of_their_text(text: str, code: str) -> None:
    cell = opened(table(Cell(text, role="amount", number=number(text)))).active["A1"]
    assert (cell.data_type, cell.number_format) == ("n", code)
    assert f"{cell.value:{',' if ',' in text else ''}.{len(text.partition('.')[2])}f}" == text


@pytest.mark.parametrize(
    "text", ["-0.00", "12345678901234.56", "0.1234567890123456", "1,23", "007", "（12.00）", "12.", "１２", "-"]
)
def test_what_no_number_shows_stays_text(text: str) -> None:
    cell = opened(table(Cell(text, role="amount", number=Decimal(12)))).active["A1"]
    assert (cell.data_type, cell.value) == ("s", text)


def test_a_number_that_differs_from_its_text_is_not_written() -> None:
    assert opened(table(Cell("12.00", number=Decimal("12.01")))).active["A1"].data_type == "s"


@pytest.mark.parametrize(
    "text", ["=100%", "=cmd|'/c calc'!A1", "+1", "-1", "@x", " =1", "{=1}", "http://a.cn", "12.00", "<r><t>x</t></r>"]
)
def test_text_is_never_a_formula_nor_a_link(text: str) -> None:
    data = written(table(Cell(text), Cell(text, 1, colspan=2))).data
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert {(sheet[at].data_type, sheet[at].value) for at in ("A1", "B1")} == {("s", text)}
    part = xml(data, "xl/worksheets/sheet1.xml")
    assert "<f>" not in part
    assert "hyperlink" not in part


CHARACTERS = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff") | st.sampled_from("\t\n")
PIECES = st.lists(CHARACTERS | st.sampled_from(("_x0041_", "_x", "<r>", "</r>", "005F_", "]]>", "&amp;"))).map("".join)


@given(st.lists(PIECES, min_size=1))
@examples(60)
def test_any_text_comes_back(texts: list[str]) -> None:
    cells = [Cell("|", 0), *(Cell(text, column) for column, text in enumerate(texts, 1))]
    [grid] = read(written(table(*cells)).data, ReadOptions()).grids
    assert [cell.text for cell in grid.rows[0].cells] == ["|", *(text for text in texts if text.strip())]


STRANGE = (
    "_x0041_", "_x0041_x0042_", "__x000D_", "_x005F_x0041_", "_x00", " 前后 ", "\n行\n", "\t", "<r></r>", "<r>_x0041_</r>",
    "a\u00a0", "𠮷\U0001f600",
)  # fmt: skip


@pytest.mark.parametrize("text", STRANGE)
def test_strange_text_comes_back(text: str) -> None:
    texts = ("甲", f"{text}。", f"|{text}", text)
    [grid] = read(written(table(*(Cell(text, column) for column, text in enumerate(texts)))).data, ReadOptions()).grids
    assert [cell.text for cell in grid.rows[0].cells] == [text for text in texts if text.strip()]


def test_text_over_the_limit_is_refused_with_its_place() -> None:
    fits = Cell("字" * 32_766, role="list", breaks=(10,))
    assert len(opened(table(fits)).active["A1"].value) == 32_767
    with pytest.raises(UnwritableError) as caught:
        written(table(Cell("a"), Cell("字" * 32_767, 1, role="list", breaks=(10,)), name="表"))
    assert caught.value.finding.code == "GC802"
    assert caught.value.finding.place == SheetPlace("表", 1, 2)


def test_surrogate_pairs_count_twice_as_in_excel() -> None:
    with pytest.raises(UnwritableError):
        written(table(Cell("𠮷" * 16_384)))


def test_rows_are_as_high_as_their_lines() -> None:
    sheet = opened(seed()).active
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    assert all(height and 12 < height <= 409.5 for height in heights)
    longest = max(range(1, sheet.max_row + 1), key=lambda row: len(str(sheet.cell(row, 7).value)))
    assert heights[longest - 1] == max(heights)


def test_a_row_over_excels_limit_is_merged_over_several() -> None:
    grid = Grid((long_list(60), body("后", "2.00", "", "", "", "乙", "丙")), COLUMNS)
    result = written(grid)
    sheet = openpyxl.load_workbook(io.BytesIO(result.data)).active
    merges = sorted(str(merged) for merged in sheet.merged_cells.ranges)
    last = int(merges[0].partition(":")[2][1:])
    assert last > 1
    assert merges == [f"{letter}1:{letter}{last}" for letter in "ABCDEFG"]
    heights = [sheet.row_dimensions[row].height for row in range(1, last + 1)]
    assert max(heights) <= 409.5
    assert sum(heights) > 60 * 9 * 1.25  # at least one line of 仿宋 for each item
    assert sheet.cell(last + 1, 1).value == "后"
    assert [(finding.code, finding.place) for finding in result.findings] == [("GC809", SheetPlace("Sheet1", 1, 1))]
    [back] = read(result.data, ReadOptions()).grids
    assert [[cell.text for cell in row.cells] for row in back.rows] == [
        [lines_of(cell) for cell in row.cells if cell.text] for row in grid.rows
    ]


def test_spans_are_merged_and_their_height_is_enough() -> None:
    cells = (Cell("竖\n" * 30, rowspan=2), Cell("横", 1, colspan=2))
    sheet = opened(Grid((Row(cells), Row((Cell("下", 1), Cell("右", 2)))), COLUMNS[:3])).active
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {"A1:A2", "B1:C1"}
    assert sum(sheet.row_dimensions[row].height for row in (1, 2)) > 30 * 9 * 1.25


def test_only_the_table_has_borders() -> None:
    rows = Row((Cell("题", colspan=3),), "title"), Row((Cell("甲"),), "body"), Row((Cell("注", colspan=3),), "note")
    sheet = opened(Grid(rows, COLUMNS[:3])).active
    assert [sheet.cell(row, 3).border.left.style for row in (1, 2, 3)] == [None, "thin", None]
    style, font = TEMPLATE.style("title", "text"), sheet["A1"].font
    assert (font.name, font.sz) == (TEMPLATE.faces[style.face].office, style.size)
    assert sheet["A1"].alignment.horizontal == "center"


def test_the_page_is_set_up_for_printing() -> None:
    grid = seed()
    data = written(grid).data
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.active
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$3:$3", "A4")
    assert sheet.page_margins.top == pytest.approx(TEMPLATE.page.top / 25.4)
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert book.properties.title == grid.rows[0].cells[0].text
    columns = re.findall(r'<col min="(.)" max="(.)" width="([0-9.]+)"', xml(data, "xl/worksheets/sheet1.xml"))
    millimetres = sum((int(last) - int(first) + 1) * float(width) for first, last, width in columns) * 7 / 96 * 25.4
    assert millimetres == pytest.approx(TEMPLATE.page.text_width, rel=0.01)


def test_a_literal_ampersand_in_the_footer_is_doubled() -> None:
    template = replace(TEMPLATE, footer=replace(TEMPLATE.footer, text="5&6 {page}"))
    data = write([table(Cell("a"))], template, WriteOptions()).data
    assert "&amp;9 5&amp;&amp;6 &amp;P</oddFooter>" in xml(data, "xl/worksheets/sheet1.xml")


def test_sheets_have_names_that_excel_accepts() -> None:
    names = ["a/b:c[d]*?\\e", "长" * 40, "长" * 40, "'引'", "History", "", "𠮷" * 20, "X", "x"]
    book = opened(*(table(Cell("a"), name=name) for name in names))
    assert book.sheetnames == [
        "a_b_c_d____e", "长" * 31, "长" * 27 + " (2)", "引", "History (2)", "Sheet6", "𠮷" * 15, "X", "x (2)",
    ]  # fmt: skip


def test_the_same_grid_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    data = written(seed()).data
    assert written(seed()).data == data
    assert "1980-01-01T00:00:00Z" in xml(data, "docProps/core.xml")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")
    assert "2025-01-01T00:00:00Z" in xml(written(seed()).data, "docProps/core.xml")


def test_paper_unknown_to_excel_is_refused() -> None:
    template = replace(TEMPLATE, page=replace(TEMPLATE.page, width=300))
    with pytest.raises(UnwritableError):
        write([table(Cell("a"))], template, WriteOptions())


def test_the_first_workbook_of_a_process_is_as_the_second() -> None:
    code = (
        "from goalconv import GoalTable, write_bytes; t = GoalTable(currency_unit='元');"
        "print(write_bytes(t, 'xlsx').data == write_bytes(t, 'xlsx').data)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout == "True\n"


def money(name: str, text: str, role: str) -> Row:
    return Row((Cell(name, role="name"), Cell(text, 1, role="amount", number=number(text))), role)  # type: ignore[arg-type]


def summed(*rows: Row) -> tuple[Any, Written]:
    result = write([Grid(rows, COLUMNS[:2])], TEMPLATE, WriteOptions(formulas=True))
    return openpyxl.load_workbook(io.BytesIO(result.data)).active, result


def test_sums_are_formulas_only_where_they_are_asked_for_and_right() -> None:
    rows = [
        money("合计", "6.60", "total"), money("甲", "3.30", "unit"), money("a", "1.10", "body"), money("b", "2.20", "body"),
        money("乙", "3.31", "unit"), money("c", "3.30", "body"),
    ]  # fmt: skip
    sheet, result = summed(*rows)
    assert [sheet.cell(row, 2).value for row in range(1, 7)] == [6.6, "=SUM(B3:B4)", 1.1, 2.2, 3.31, 3.3]
    assert [(finding.code, str(finding.place)) for finding in result.findings] == [("GC825", "Sheet1!B1"), ("GC825", "Sheet1!B5")]
    shown = openpyxl.load_workbook(io.BytesIO(result.data), data_only=True).active
    assert [shown.cell(row, 2).value for row in (1, 2, 5)] == [6.6, 3.3, 3.31]
    assert "<f>" not in xml(written(Grid(tuple(rows), COLUMNS[:2])).data, "xl/worksheets/sheet1.xml")


def test_the_total_adds_up_units_or_the_projects_of_a_table_without_units() -> None:
    sheet, _ = summed(money("合计", "3.00", "total"), money("甲", "3.00", "unit"), money("a", "3.00", "body"))
    assert (sheet["B1"].value, sheet["B2"].value) == ("=SUM(B2)", "=SUM(B3)")
    sheet, _ = summed(money("合计", "3.00", "total"), money("a", "1.00", "body"), money("b", "2.00", "body"))
    assert sheet["B1"].value == "=SUM(B2:B3)"
    sheet, _ = summed(
        money("合计", "3.00", "total"), money("a", "1.00", "body"), money("甲", "2.00", "unit"), money("b", "2.00", "body")
    )
    assert sheet["B1"].value == "=SUM(B2,B4)"


def test_a_sum_over_what_is_no_number_stays_a_figure() -> None:
    sheet, result = summed(money("合计", "3.00", "total"), Row((Cell("a"), Cell("3.00元", 1, role="amount")), "body"))
    assert (sheet["B1"].value, result.findings) == (3, ())


def test_cells_follow_named_styles() -> None:
    book = opened(seed())
    sheet = book.active
    assert (sheet["A1"].style, sheet["A3"].style, sheet["B4"].style, sheet["G6"].style) == (
        "表标题",
        "表头",
        "表格金额",
        "表格列表",
    )
    assert {"表标题", "表格金额", "表格列表"} <= set(book.named_styles)
    assert book.properties.creator == "goalconv"
    assert (sheet.print_area, book.properties.language) == ("'项目支出绩效目标表'!$A$1:$G$54", "zh-CN")


@pytest.mark.parametrize("layout", ["indicators", "declaration"])
def test_no_merged_cell_that_fits_on_a_page_is_cut_by_its_end(layout: str, seed: goalconv.Reading) -> None:
    data = goalconv.write_bytes(seed.table, "xlsx", options=goalconv.WriteOptions(layout=layout)).data
    sheets = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    assert [cut for sheet in sheets for cut in merges_cut(sheet, 0.98)] == []
    assert layout == "declaration" or any(sheet.row_breaks.brk for sheet in sheets)


def test_cells_offer_texts_and_let_others_stand() -> None:
    rows = (*(Row((Cell(text), Cell("", 1))) for text in ("产出指标", "旧指标", "")), Row((Cell("注"),), "note"))
    data = written(Grid(rows, choices=(Choices(1, 0, 3, ("%", '"寸"', "a&b<c")), Choices(0, 1, 1, ("产出指标",))))).data
    found = openpyxl.load_workbook(io.BytesIO(data)).active.data_validations.dataValidation
    assert [(str(rule.sqref), rule.type, rule.formula1) for rule in found] == [
        ("B1:B3", "list", '"%,""寸"",a&b<c"'),
        ("A2", "list", '"产出指标"'),
    ]
    assert not any(rule.showErrorMessage for rule in found)
    assert all(not rule.showDropDown for rule in found)  # in spite of its name it hides the arrow


def test_the_parts_of_a_sheet_stand_in_the_order_that_excel_asks_for() -> None:
    grid = Grid(
        (Row((Cell("标题", colspan=2),), "title"), Row((Cell("甲"), Cell("乙", 1)))), choices=(Choices(0, 1, 1, ("甲",)),)
    )
    tags = re.findall(
        r"<(\w+)", re.sub(r"(?s)<sheetData>.*</sheetData>", "<sheetData>", xml(written(grid).data, "xl/worksheets/sheet1.xml"))
    )
    wanted = ("sheetPr", "sheetViews", "sheetFormatPr", "cols", "sheetData", "mergeCells", "dataValidations", "printOptions",
              "pageMargins", "pageSetup", "headerFooter", "ignoredErrors")  # fmt: skip
    assert [tag for tag in tags if tag in wanted] == list(wanted)


@NEEDS_LIBREOFFICE
def test_libreoffice_finds_what_a_cell_offers(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(written(Grid((Row((Cell("旧指标"),)),), choices=(Choices(0, 0, 1, ("%", '"寸"')),))).data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "fods", "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    text = (tmp_path / "a.fods").read_text("utf-8")
    assert "cell-content-is-in-list(&quot;%&quot;;&quot;&quot;&quot;寸&quot;&quot;&quot;)" in text
    assert "<table:error-message" not in text  # another text is let in without a word
    assert "旧指标" in text
