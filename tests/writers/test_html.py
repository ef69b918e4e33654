from __future__ import annotations

import re
import subprocess
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

import goalconv
from goalconv.converters.balance import sense_breaks
from goalconv.converters.grid import Cell, Grid, Row
from goalconv.converters.interface import ReadOptions, WriteOptions
from goalconv.converters.model import GoalTable
from goalconv.converters.readers.html import read
from goalconv.converters.writers.html import write
from goalconv.templates import load
from programs import NEEDS_CHROMIUM
from strategies import characters, examples, tables

TEMPLATE = load("disclosure")


def written(*rows: Row) -> str:
    return write((Grid(rows),), TEMPLATE, WriteOptions()).data.decode()


def back(html: str) -> list[list[tuple[str, int, int, int]]]:
    (grid,) = read(html.encode(), ReadOptions()).grids
    return [[(cell.text, cell.column, cell.colspan, cell.rowspan) for cell in row.cells] for row in grid.rows]


@given(st.lists(st.text(characters | st.sampled_from(" \t\n\xa0<&\"'>"), min_size=1), min_size=2, max_size=2))
def test_every_text_comes_back_exactly(texts: list[str]) -> None:
    row = Row(tuple(Cell(text, column) for column, text in enumerate(texts)))
    assert [[text for text, *_ in row] for row in back(written(row))] == [texts]


@given(st.text(characters | st.sampled_from(" \n<"), min_size=1).filter(lambda text: not text.isspace()))
def test_every_line_comes_back_exactly(text: str) -> None:
    assert back(written(Row((Cell(text),), "title"))) == [[(text, 0, 1, 1)]]


@given(tables())
@examples(60)
def test_any_table_comes_back(table: GoalTable) -> None:
    (reading,) = goalconv.read_bytes(goalconv.write_bytes(table, "html").data, format="html")
    assert reading.table == table


def test_the_example_comes_back_without_a_doubt_about_the_file(seed: goalconv.Reading) -> None:
    (reading,) = goalconv.read_bytes(goalconv.write_bytes(seed.table, "html").data)
    assert reading.table == seed.table
    assert reading.account.unexplained == 0
    assert not [finding for finding in reading.findings if finding.code.startswith("GC2")]


def test_spans_come_back_and_every_place_of_the_table_has_a_cell() -> None:
    html = written(
        Row((Cell("a", 0, rowspan=2), Cell("b", 1, colspan=2)), "header"),
        Row((Cell("c", 1), Cell("d", 2)), "header"),
        Row((Cell("e", 2),)),
        Row((Cell("f", 0, rowspan=9), Cell("g", 1), Cell("h", 2))),
    )
    assert back(html) == [
        [("a", 0, 1, 2), ("b", 1, 2, 1)], [("c", 1, 1, 1), ("d", 2, 1, 1)],
        [("", 0, 1, 1), ("", 1, 1, 1), ("e", 2, 1, 1)], [("f", 0, 1, 1), ("g", 1, 1, 1), ("h", 2, 1, 1)],
    ]  # fmt: skip


def test_a_header_that_a_cell_reaches_out_of_is_no_head_of_the_page() -> None:
    html = written(Row((Cell("a", 0, rowspan=2), Cell("b", 1)), "header"), Row((Cell("c", 1),)))
    assert "<thead>" not in html
    assert back(html) == [[("a", 0, 1, 2), ("b", 1, 1, 1)], [("c", 1, 1, 1)]]


def test_an_item_of_a_list_begins_a_line() -> None:
    (row,) = back(written(Row((Cell("1、甲。2、乙。", 0, role="list", breaks=(4,)), Cell("x", 1)))))
    assert row[0][0] == "1、甲。\n2、乙。"


def test_the_page_needs_nothing_else_and_runs_nothing(seed: goalconv.Reading) -> None:
    html = goalconv.write_bytes(seed.table, "html").data.decode()
    page = LexborHTMLParser(html)
    assert page.css("script, link, img, iframe, base, object, form, a") == []
    assert not re.search(r"https?:|url\(|@import| on\w+=", html)
    assert "default-src 'none'" in html


def test_a_screen_reader_can_tell_titles_headers_and_rows(seed: goalconv.Reading) -> None:
    page = LexborHTMLParser(goalconv.write_bytes(seed.table, "html").data)
    assert page.css_first("html").attributes["lang"] == "zh-CN"
    assert page.css_first("title").text() == seed.table.title
    assert page.css_first("table > caption > h1").text() == seed.table.title
    assert {cell.attributes["scope"] for cell in page.css("thead th")} == {"col"}
    projects = sum(len(unit.projects) for unit in seed.table.units)
    assert len(page.css('tbody th[scope="row"]')) == projects + len(seed.table.units) + 1


@pytest.mark.parametrize("text", ["</title><script>x</script>", '" onmouseover="x', "</style><b>", "<!--", "]]>", "&amp;nbsp;"])
def test_no_text_leaves_its_place(text: str) -> None:
    html = written(
        Row((Cell(text),), "title"), Row((Cell(text), Cell(text, 1)), "header"), Row((Cell(text), Cell(text, 1, role="list")))
    )
    page = LexborHTMLParser(html)
    assert page.css("script, b") == []
    assert page.css_first("title").text() == text
    assert [[cell[0] for cell in row] for row in back(html)] == [[text], [text, text], [text, text]]


def test_the_paper_and_the_widths_are_those_of_the_template(seed: goalconv.Reading) -> None:
    html = goalconv.write_bytes(seed.table, "html").data.decode()
    assert "@page{size:297mm 210mm;margin:17mm 13mm 16mm 13mm}" in html
    assert '"第 " counter(page) " 页 共 " counter(pages) " 页"' in html
    widths = [float(width) for width in re.findall(r'<col style="width:([0-9.]+)%">', html)]
    assert len(widths) == 7
    assert sum(widths) == pytest.approx(100, abs=0.01)


def test_each_grid_begins_a_page() -> None:
    grid = Grid((Row((Cell("甲"), Cell("乙", 1))),))
    html = write((grid, grid), TEMPLATE, WriteOptions()).data.decode()
    assert html.count("<section>") == 2
    assert "section+section{break-before:page" in html


def test_no_rows_are_an_empty_page() -> None:
    assert back(written()) == []


def test_a_cell_over_more_rows_than_half_a_page_may_be_split() -> None:
    """A browser would move all its rows to the next page, and leave this one empty."""

    def group(count: int) -> list[Row]:
        first = Row((Cell("甲项目", rowspan=count, role="name"), Cell("指标", 1)))
        return [first, *(Row((Cell("指标", 1),)) for _ in range(count - 1))]

    long, short = written(*group(60)), written(*group(3))
    assert '<tr class="body tall"><th class="name" scope="row" rowspan="60">' in long
    assert long.count('class="body tall"') == 1
    assert 'class="body tall"' not in short


@NEEDS_CHROMIUM
@pytest.mark.parametrize("width", [148, 210, 257])
def test_a_browser_ends_the_lines_of_a_title_by_the_sense(width: int, tmp_path: Path) -> None:
    title = "广州市荔湾区民政局（含区殡葬管理所、区救助管理站、区老人院、区居民家庭经济状况核对中心）2025年部门预算项目支出绩效目标申报表"
    page, pdf = tmp_path / "a.html", tmp_path / "a.pdf"
    template = replace(TEMPLATE, page=replace(TEMPLATE.page, width=width))
    page.write_bytes(write((Grid((Row((Cell(title),), "title"),)),), template, WriteOptions()).data)
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={pdf}", "--no-pdf-header-footer"]
    subprocess.run([*command, str(page)], check=True, capture_output=True, timeout=120)
    text = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    lines = [line for line in text.split("\n") if line and line in title]
    assert "".join(lines) == title
    assert len(lines) > 1
    assert set(accumulate(map(len, lines[:-1]))) <= set(sense_breaks(title, TEMPLATE.words))


def test_a_printed_section_begins_at_the_head_of_its_page(seed: goalconv.Reading) -> None:
    html = goalconv.write_bytes(seed.table, "html").data.decode()
    assert "margin-top:10mm" not in html.replace(html[html.index("@media screen") :].partition("</style>")[0], "")
