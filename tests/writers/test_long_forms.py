"""A project with sixty indicators, over several pages in every format: what a page's end must not do."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from functools import cache
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest
from docx.oxml.ns import qn
from msgspec.structs import replace

import goalconv
from goalconv.converters.writers.docx_indents import indent
from goalconv.templates import load
from sheets import merges_cut

EXAMPLE = Path(__file__).parents[2] / "examples" / "indicators-2025.txt"


@cache
def sixty() -> goalconv.GoalTable:
    whole = goalconv.read(EXAMPLE).table
    all_indicators = tuple(item for unit in whole.units for project in unit.projects for item in project.indicators)
    unit = whole.units[0]
    project = replace(unit.projects[0], indicators=(all_indicators * 60)[:60])
    return replace(whole, units=(replace(unit, projects=(project,)),))


def written(form: str, layout: str) -> bytes:
    return goalconv.write_bytes(sixty(), form, options=goalconv.WriteOptions(layout=layout, attach=False)).data


def lines(page: pypdfium2.PdfPage) -> list[str]:
    return page.get_textpage().get_text_range().split()


@pytest.mark.parametrize("layout", ["indicators", "declaration"])
def test_no_line_of_a_pdf_is_a_bracket_alone(layout: str) -> None:
    with pypdfium2.PdfDocument(written("pdf", layout)) as document:
        assert len(document) > 2
        assert not {"（", "）"} & {line for page in document for line in lines(page)}


@pytest.mark.parametrize("count", range(52, 61))
def test_the_last_row_of_a_table_is_not_alone_on_a_page(count: int) -> None:
    whole = sixty()
    project = whole.units[0].projects[0]
    indicators = tuple(replace(item, name=f"〔{number}〕") for number, item in enumerate(project.indicators[:count], 1))
    table = replace(whole, units=(replace(whole.units[0], projects=(replace(project, indicators=indicators),)),))
    data = goalconv.write_bytes(table, "pdf", options=goalconv.WriteOptions(layout="indicators", attach=False)).data
    with pypdfium2.PdfDocument(data) as document:
        last = document[len(document) - 1].get_textpage().get_text_range()
    assert f"〔{count}〕" in last
    assert f"〔{count - 1}〕" in last


@pytest.mark.parametrize("layout", ["indicators", "declaration"])
def test_word_cuts_no_row_that_has_room(layout: str) -> None:
    rows = [row for table in docx.Document(io.BytesIO(written("docx", layout))).tables for row in table.rows]
    ruled = [row for row in rows if len(row.cells) > 2]
    assert len(ruled) > 60
    assert all(row._tr.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in ruled)


def test_a_name_over_several_pages_of_a_sheet_stands_on_the_first() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx", "indicators"))).active
    name = next(cell for (cell,) in sheet.iter_rows(max_col=1) if cell.value == sixty().units[0].projects[0].name)
    assert name.alignment.vertical == "top"


@pytest.mark.parametrize("stretch", [1.0, 1.08, 1.16])
def test_no_page_end_of_a_sheet_cuts_a_merged_cell_where_the_program_shrinks_the_page(stretch: float) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx", "indicators"))).active
    assert sheet.row_breaks.brk
    assert merges_cut(sheet, 0.8, stretch) == []


def money(count: int) -> goalconv.GoalTable:
    """A table with so many columns of money in 元, and a text beside them."""
    names = (
        "fiscal_appropriation", "general_budget", "government_fund", "state_capital", "special_account", "carried_over",
        "superior_grant", "own_funds", "business_income", "operating_income", "other",
    )  # fmt: skip
    sources: dict[str, Decimal | None] = dict.fromkeys(names[: count - 1], Decimal("18600000.00"))
    funding = goalconv.Funding(Decimal("186000000.00"), sources)
    goal = "三年建成90间智慧教室，培训全体教师。"
    project = goalconv.Project(name="智慧教室建设", funding=funding, goal=goal)
    return goalconv.GoalTable(
        title="某局项目支出绩效目标表", currency_unit="元", units=(goalconv.Unit(name="某局", projects=(project,)),)
    )


@pytest.mark.parametrize("form", ["xlsx", "pdf", "html"])
def test_a_page_too_narrow_for_its_columns_is_said_with_what_helps(form: str, tmp_path: Path) -> None:
    written = goalconv.write_bytes(money(12), form, options=goalconv.WriteOptions(layout="disclosure"))
    assert [finding.code for finding in written.findings if finding.code == "GC826"] == ["GC826"]
    assert "A3" in next(finding.hint for finding in written.findings if finding.code == "GC826")
    path = tmp_path / "a3.toml"
    path.write_text('extends = "公开表"\n[page]\nwidth = 420\nheight = 297\n', encoding="utf-8")
    larger = goalconv.write_bytes(money(12), form, options=goalconv.WriteOptions(layout="disclosure", template=str(path)))
    assert not [finding for finding in larger.findings if finding.code == "GC826"]


def test_a_usual_table_is_not_called_crowded() -> None:
    for form in ("xlsx", "docx", "pdf", "html"):
        found = goalconv.write_bytes(money(5), form, options=goalconv.WriteOptions(layout="disclosure")).findings
        assert "GC826" not in {finding.code for finding in found}


def many() -> goalconv.GoalTable:
    """Three units with fifty and one with a hundred projects, each with three indicators and more."""
    whole = goalconv.read(EXAMPLE).table
    project = whole.units[0].projects[0]
    units = tuple(
        replace(
            whole.units[0],
            name=f"第{number}单位",
            projects=tuple(replace(project, name=f"项目{number}-{at}") for at in range(count)),
        )
        for number, count in enumerate((50, 50, 50, 100))
    )
    return replace(whole, units=units)


def test_a_long_table_of_word_is_several_that_each_begin_a_page_and_read_as_one() -> None:
    """LibreOffice needs minutes for a single table of so many rows."""
    options = goalconv.WriteOptions(layout="indicators")
    data, sheet = (goalconv.write_bytes(many(), form, options=options).data for form in ("docx", "xlsx"))
    body = docx.Document(io.BytesIO(data)).element.body
    tables = [item for item in body.iter(qn("w:tbl")) if len(item.findall(qn("w:tr"))) > 1]
    assert len(tables) > 2
    for found in tables:
        head, first, *_, last = found.findall(qn("w:tr"))
        assert len(found.findall(qn("w:tr"))) < 500
        assert head.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
        assert "项目名称" in "".join(text.text for text in head.iter(qn("w:t")))
        merge = next(first.iter(qn("w:vMerge")), None)
        assert merge is None or merge.get(qn("w:val")) == "restart"
        assert "单位" not in "".join(last.itertext())
    gaps = [found.getprevious() for found in tables[1:]]
    assert all(gap.find(qn("w:pPr")).find(qn("w:pageBreakBefore")) is not None for gap in gaps)
    (word,), (excel,) = (goalconv.read_bytes(made, suffix=suffix) for made, suffix in ((data, ".docx"), (sheet, ".xlsx")))
    assert word.table == excel.table


def crowded_page() -> goalconv.GoalTable:
    whole = money(12)
    project = replace(whole.units[0].projects[0], indicators=sixty().units[0].projects[0].indicators[:6])
    return replace(whole, units=(replace(whole.units[0], projects=(project,)),))


def test_a_crowded_page_breaks_no_amount_and_leaves_texts_room_for_some_characters() -> None:
    data = goalconv.write_bytes(crowded_page(), "pdf", options=goalconv.WriteOptions(layout="disclosure", attach=False)).data
    with pypdfium2.PdfDocument(data) as document:
        shown = [line for page in document for line in lines(page)]
    assert shown.count("186,000,000.00") == 1
    assert shown.count("18,600,000.00") == 11
    goal = [line for line in shown if line in crowded_page().units[0].projects[0].goal]
    assert max(map(len, goal)) >= 4


def test_word_prints_amounts_of_a_crowded_page_smaller_and_items_without_an_indent_where_there_is_no_room() -> None:
    data = goalconv.write_bytes(crowded_page(), "docx", options=goalconv.WriteOptions(layout="disclosure")).data
    content = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    (size,) = re.findall(
        r'<w:sz w:val="(\d+)"/><w:szCs w:val="\d+"/></w:rPr><w:t xml:space="preserve">186,000,000\.00</w:t>', content
    )
    assert 10 <= int(size) < 2 * 9
    style = load("disclosure").style("body", "list")
    assert indent("1、产出指标", "", style, 4 * style.size, ()) == '<w:ind w:left="0" w:hanging="0"/>'
    assert indent("1、产出指标", "", style, 40 * style.size, ()) == ""


def test_a_web_page_prints_amounts_of_a_crowded_page_smaller_than_they_are() -> None:
    html = goalconv.write_bytes(crowded_page(), "html", options=goalconv.WriteOptions(layout="disclosure")).data.decode()
    size = float(re.search(r"\.ruled \.body td\.amount\{font-size:([\d.]+)pt", html)[1])
    assert 5 <= size < load("disclosure").style("body", "amount").size


def test_word_keeps_the_last_row_of_a_table_with_the_one_before_it() -> None:
    whole = many()
    table = replace(
        whole, units=(replace(whole.units[0], projects=tuple(replace(item, indicators=()) for item in whole.units[0].projects)),)
    )
    data = goalconv.write_bytes(table, "docx", options=goalconv.WriteOptions(layout="disclosure")).data
    rows = docx.Document(io.BytesIO(data)).tables[-1].rows
    kept = [all(paragraph.paragraph_format.keep_with_next for cell in row.cells for paragraph in cell.paragraphs) for row in rows]
    assert len(rows) > 40
    assert kept[-3:] == [False, True, False]
