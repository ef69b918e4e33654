"""A project with sixty indicators, over several pages in every format: what a page's end must not do."""

from __future__ import annotations

import io
import re
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
    margins = sheet.page_margins
    page = (210 / 25.4 - margins.top - margins.bottom) * 72 * stretch
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    first, last = map(int, re.findall(r"\d+", sheet.print_title_rows))
    head = sum(heights[first - 1 : last])
    stops, pages, used, number = {mark.id for mark in sheet.row_breaks.brk}, [], 0.0, 0
    for row, height in enumerate(heights):
        if row in stops or used + height > page:
            number, used = number + 1, head
        used += height
        pages.append(number)
    for merge in sheet.merged_cells.ranges:
        high = sum(heights[merge.min_row - 1 : merge.max_row])
        assert pages[merge.min_row - 1] == pages[merge.max_row - 1] or high > (page - head) * 0.8, str(merge)


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
