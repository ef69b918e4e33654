"""Tables over several pages: wherever the page ends, the document is the same, or a finding says what could not be known."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from msgspec import structs
from pdf_drawing import lines, pages, text, words
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

import goalconv
from goalconv.converters.interface import ReadOptions, WriteOptions
from goalconv.converters.layouts import declaration, disclosure, indicators
from goalconv.converters.readers.pdf import read
from goalconv.converters.writers import pdf as pdf_writer
from goalconv.templates import load
from pdf_cases import first

CASES = Path(__file__).parents[1] / "cases" / "pdf"
FACE = Path(__file__).parents[2] / "templates" / "fonts" / "NotoSerifSC-Regular.ttf"
LAYOUTS = {"disclosure": disclosure, "declaration": declaration, "indicators": indicators}
NAMES = (
    "两新组织党员活动经费",
    "两新组织党务工作者补贴",
    "城乡特困人员救助供养",
    "困难残疾人生活补贴资金",
    "孤儿基本生活费及护理补贴",
)
HEAD = ["项目名称", "预算数", "财政拨款", "年度绩效目标"]
ROWS = [HEAD, *([NAMES[n % 5], f"{100 + n}.00", f"{100 + n}.00", NAMES[3 * n % 5] * (1 + n % 4)] for n in range(14))]


def same(table: goalconv.GoalTable) -> bytes:
    return goalconv.write_bytes(table, "json").data


def found(data: bytes) -> tuple[list[list[str]], dict[str, str]]:
    """The texts of all rows that have any, and the findings: code → message."""
    source = read(data, ReadOptions())
    rows = [[cell.text for cell in row.cells] for row in source.grids[0].rows]
    return [row for row in rows if any(row)], {finding.code: finding.message for finding in source.findings}


# Every place at which a page can end


def printed(height: int, header: int, within: int) -> bytes:
    """The rows on pages of this height, in the narrow columns that make names fill their lines; rows cut where `within`."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=9, leading=11, wordWrap="CJK")
    cells = [[Paragraph(text, style) for text in row] for row in ROWS]
    table = Table(cells, colWidths=[59, 50, 50, 90], repeatRows=header, splitInRow=within)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0))]))
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=(400, height), topMargin=20, bottomMargin=20, leftMargin=20, rightMargin=20).build([table])
    return out.getvalue()


@pytest.mark.parametrize(("header", "within"), [(0, 0), (1, 0), (0, 1)])
def test_wherever_the_page_ends_the_rows_are_the_same(header: int, within: int) -> None:
    for height in range(150, 420, 9):
        assert found(printed(height, header, within))[0] == ROWS, height


@pytest.mark.parametrize("layout", LAYOUTS)
def test_wherever_our_own_page_ends_the_document_is_the_same(layout: str, seed: goalconv.Reading) -> None:
    table, template = first(seed.table, 3), load(layout)
    grids = LAYOUTS[layout].compose(table, template)
    for height in range(round(template.page.height) - 70, round(template.page.height), 9):
        page = structs.replace(template.page, height=float(height))
        data = pdf_writer.write(grids, structs.replace(template, page=page), WriteOptions(layout=layout)).data
        (reading,) = goalconv.read_bytes(data, format="pdf")
        assert same(reading.table) == same(table), height


@pytest.mark.parametrize(("name", "layout", "told"), [("calc-spans", "indicators", False), ("calc-clipped", "disclosure", True)])
def test_what_a_spreadsheet_clips_at_its_cells_is_read_whole(name: str, layout: str, told: bool, seed: goalconv.Reading) -> None:
    written = goalconv.write_bytes(first(seed.table, 8), "xlsx", options=WriteOptions(layout=layout)).data
    (expected,) = goalconv.read_bytes(written)
    reading = goalconv.read(CASES / f"{name}.pdf")
    assert same(reading.table) == same(expected.table)
    assert reading.account.unexplained == 0
    assert ("GC234" in {finding.code for finding in reading.findings}) is told


def test_what_the_texts_do_not_tell_is_a_finding_with_both_places() -> None:
    reading = goalconv.read(CASES / "libreoffice-cut-spans.pdf")
    doubts = [finding.message for finding in reading.findings if finding.code == "GC233"]
    assert "第1页 表1 第14行 第9列“…31-服务对象” 与 第2页 表1 第1行 第9列“满意度…”" in doubts[0]
    goals = {project.goal[-12:] for unit in reading.table.units for project in unit.projects if project.goal}
    assert "困难残疾人生活补贴发放各项工作，促进社会稳定和社会发展。"[-12:] in goals


# One end of a page


def two(above: tuple[str, ...], below: tuple[str, ...]) -> bytes:
    """A table of two columns whose first page ends with one row and whose second begins with the other."""
    page = lines([50, 150, 250], [340, 360, 380, 400])
    head = ("name", "goal")
    return pages(page + words(head, ("one", "x"), above), page + words(head, below, ("three", "y")))


def test_two_whole_rows_are_never_one() -> None:
    full = "aa bb cc dd ee ff gg"
    rows, findings = found(two(("two pp qq rr ss tt uu", "1,034.50"), ("vv ww xx yy", "2,154.45")))
    assert rows[2:4] == [["two pp qq rr ss tt uu", "1,034.50"], ["vv ww xx yy", "2,154.45"]]
    rows, findings = found(two((full, full), (full, full)))
    assert rows[2:4] == [[full, full], [full, full]]
    assert "第1页 表1 第3行 第1列" in findings["GC233"]
    assert "第2页 表1 第2行 第1列" in findings["GC233"]


def test_a_row_that_was_put_together_is_told() -> None:
    rows, findings = found(two(("two", "aa bb cc dd ee ff gg"), ("", "iii kkk.")))
    assert rows[2] == ["two", "aa bb cc dd ee ff gg iii kkk."]
    assert "第2页 表1 第2行 第2列" in findings["GC235"]


def test_an_open_bracket_goes_on_though_the_row_looks_whole() -> None:
    rows, _ = found(two(("two aa bb cc dd ee ff", "uu vv \\(ww xx yy zz aa"), ("gg hh ii jj", "bb cc dd\\) ee")))
    assert rows[2] == ["two aa bb cc dd ee ff gg hh ii jj", "uu vv (ww xx yy zz aa bb cc dd) ee"]


def test_a_header_that_a_later_page_is_the_first_to_repeat_is_dropped() -> None:
    page = lines([50, 150, 250], [340, 360, 380, 400])
    contents = (("name", "goal"), ("a", "b"), ("c", "d")), (("e", "f"), ("g", "h"), ("i", "j")), (("name", "goal"), ("k", "l"))
    rows, _ = found(pages(*(page + words(*cells) for cells in contents)))
    assert [row[0] for row in rows] == ["name", "a", "c", "e", "g", "i", "k"]


# Texts and rules at the edge


def test_a_text_may_run_over_the_open_end_of_its_table() -> None:
    drawn = "50 400 m 250 400 l 50 380 m 250 380 l 50 360 m 50 400 l 150 360 m 150 400 l 250 360 m 250 400 l S\n"
    data = pages(drawn + words(("name", "goal"), ("one", "two")) + text(155, 353, "and more") + text(140, 300, "- 1 -"))
    assert found(data)[0] == [["name", "goal"], ["one", "two and more"]]


def test_rules_end_where_they_are_cut() -> None:
    drawn = "q 0 355 400 45 re W n\n" + lines([50, 150, 250], [400, 380, 300]) + "Q\n"
    rows, findings = found(pages(drawn + words(("name", "goal"), ("one", "two")) + text(140, 320, "- 1 -")))
    assert rows == [["name", "goal"], ["one", "two"]]
    assert "GC231" in findings


def test_a_text_cut_away_at_its_cell_is_read_with_a_finding() -> None:
    hidden = "q 150 360 100 20 re W n\n" + text(155, 352, "and more") + "Q\n"
    rows, findings = found(pages(lines([50, 150, 250], [360, 380, 400]) + words(("name", "goal"), ("one", "two")) + hidden))
    assert rows == [["name", "goal"], ["one", "two and more"]]
    assert "7 个字符" in findings["GC234"]


def test_a_text_that_stands_on_a_rule_is_doubtful() -> None:
    drawn = lines([50, 150, 250], [340, 360, 380, 400]) + words(("name", "goal"), ("one", "two")) + text(155, 356, "ABC")
    assert "“ABC”" in found(pages(drawn))[1]["GC234"]


def test_numbers_under_one_another_without_a_rule_are_never_one_number() -> None:
    drawn = lines([50, 150, 250], [340, 380, 400]) + words(("name", "sum"), ("one", "3"), ("four", "6"))
    assert found(pages(drawn))[0][1] == ["one four", "3\n6"]


# What Word and WPS write


OFFICE = [
    HEAD,
    *(
        [f"{name}（第{n}期）", f"{1000 + 37 * n:,}.{n % 10}0", "", f"{name}，覆盖率不低于95%。"]
        for n, name in enumerate(NAMES * 4)
    ),
]
COLUMNS = [60, 140, 200, 260, 420]


def shown(canvas: Canvas, x: float, y: float, text: str, manner: str) -> None:
    """Shows a text in one go, each glyph by itself, each with a blank that takes no room, letter-spaced, or twice for bold."""
    canvas.setFont("F", 9)
    if manner in ("glyphs", "blanks"):
        for char in text:
            canvas.drawString(x, y, f"{char} " if manner == "blanks" else char)
            x += stringWidth(char, "F", 9)
    elif manner == "spaced":
        spaced = canvas.beginText(x, y)
        spaced.setCharSpace(0.4)
        spaced.textOut(text)
        canvas.drawText(spaced)
    else:
        canvas.drawString(x, y, text)
        if manner == "twice":
            canvas.drawString(x + 0.3, y, text)


def office(manner: str, number: str) -> bytes:
    """The rows as Word and WPS print them: rules are filled rectangles of 0.48 pt, running titles and numbers at both sides by turns."""
    pdfmetrics.registerFont(TTFont("F", str(FACE)))
    out = BytesIO()
    canvas = Canvas(out, pagesize=(500, 300))
    for page in range(4):
        shown(canvas, 60, 280, "附件2", "plain")
        shown(canvas, 320, 280, "某市民政局2025年部门预算", "plain")
        shown(canvas, 60 if page % 2 else 400, 20, number.format(page + 3), "plain")
        rows = OFFICE[page * 6 : page * 6 + 6]
        for at, row in enumerate(rows):
            for column, whole in enumerate(row):
                for start in range(0, len(whole), 8):
                    shown(canvas, COLUMNS[column] + 3, 250 - 36 * at - 1.25 * start, whole[start : start + 8], manner)
        for level in range(len(rows) + 1):
            canvas.rect(60, 260 - 36 * level, 360, 0.48, stroke=0, fill=1)
        for x in COLUMNS:
            canvas.rect(x, 260 - 36 * len(rows), 0.48, 36 * len(rows), stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("manner", ["plain", "glyphs", "blanks", "spaced", "twice"])
@pytest.mark.parametrize("number", ["- {} -", "—{}—", "{}", "第{}页"])
def test_what_word_and_wps_print_is_read_as_it_was_written(manner: str, number: str) -> None:
    rows, findings = found(office(manner, number))
    assert [row for row in rows if len(row) == 4] == OFFICE
    assert [text for row in rows if len(row) != 4 for text in row] == ["附件2", "某市民政局2025年部门预算"]
    assert set(findings) == {"GC231"}
