"""Amounts of different decimals in one column: their points stand under one another in all four formats, their texts as declared."""

from __future__ import annotations

import io
import subprocess
import zipfile
from ctypes import c_double
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdfium2
import pypdfium2.raw as raw
import pytest
from msgspec.structs import replace

import goalconv
from goalconv.converters.decimals import points_aligned
from goalconv.converters.grid import Cell, Grid, Row
from goalconv.converters.model import GoalTable
from programs import NEEDS_CHROMIUM

SEED = Path(__file__).parents[1] / "examples" / "liwan-2025.txt"
TOTALS = ("12", "12.5", "12.50", "1234.567", "0.1")
SHOWN = ("12", "12.5", "12.50", "1,234.567", "0.1")


def table() -> GoalTable:
    """Five projects of the example with totals of different decimals."""
    whole = goalconv.read(SEED).table
    unit = whole.units[0]
    projects = tuple(
        replace(project, indicators=(), funding=replace(project.funding, total=Decimal(total)))
        for total, project in zip(TOTALS, unit.projects, strict=False)
    )
    return replace(whole, funding=None, units=(replace(unit, funding=None, projects=projects),))


def written(form: str, folder: Path) -> Path:
    path = folder / f"table.{form}"
    goalconv.write(table(), path, options=goalconv.WriteOptions(layout="disclosure"))
    return path


def points(pdf: Path) -> list[float]:
    """Where the last digit before each point begins; all digits are of one width."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        content = text.get_text_range()
        place = content.index("单位")
        for shown in SHOWN:
            place = content.index(shown, place)
            x, y = c_double(), c_double()
            raw.FPDFText_GetCharOrigin(text.raw, place + len(shown.split(".")[0]) - 1, x, y)
            found.append(x.value)
            place += len(shown)
    return found


def test_amounts_are_told_what_they_lack() -> None:
    rows = tuple(Row((Cell("甲", role="name"), Cell(text, 1, role="amount"), Cell("1.5", 2))) for text in (*SHOWN, "约12", ""))
    told = points_aligned(Grid(rows)).rows
    assert [row.cells[1].lacking for row in told] == [".000", "00", "0", "", "00", "", ""]
    assert all(not row.cells[2].lacking for row in told), "only amounts are aligned"


def test_a_column_of_equal_decimals_is_left_as_it_is() -> None:
    grid = Grid(tuple(Row((Cell(text, 0, role="amount"),)) for text in ("1.00", "23.45", "")))
    assert points_aligned(grid) is grid


@pytest.mark.parametrize("form", ["xlsx", "docx", "pdf", "html"])
def test_declared_digits_come_back(form: str, tmp_path: Path) -> None:
    options = goalconv.WriteOptions(layout="disclosure", attach=False)
    goalconv.write(table(), tmp_path / f"a.{form}", options=options)
    projects = goalconv.read(tmp_path / f"a.{form}").table.units[0].projects
    assert tuple(str(project.funding.total) for project in projects if project.funding) == TOTALS


def test_points_stand_under_one_another_in_pdf(tmp_path: Path) -> None:
    found = points(written("pdf", tmp_path))
    assert max(found) - min(found) < 0.1


def test_workbooks_leave_room_by_the_format(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written("xlsx", tmp_path)).active
    formats = [cell.number_format for (cell,) in sheet.iter_rows(min_col=2, max_col=2) if isinstance(cell.value, int | float)]
    assert formats == ["0_._0_0_0", "0.0_0_0", "0.00_0", "#,##0.000", "0.0_0_0"]


def test_word_indents_by_what_is_lacking(tmp_path: Path) -> None:
    content = zipfile.ZipFile(io.BytesIO(written("docx", tmp_path).read_bytes())).read("word/document.xml").decode()
    size = 9 * 20
    for text, ems in (("12", 1.75), ("12.5", 1.0), ("12.50", 0.5)):
        paragraph = content[: content.index(f">{text}<")].rpartition("<w:p>")[2]
        assert f'<w:ind w:right="{round(ems * size)}"/>' in paragraph


@NEEDS_CHROMIUM
def test_points_stand_under_one_another_on_a_web_page(tmp_path: Path) -> None:
    path, pdf = written("html", tmp_path), tmp_path / "a.pdf"
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={pdf}", "--no-pdf-header-footer"]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    found = points(pdf)
    assert max(found) - min(found) < 1, "points; a face that stands in for Times New Roman has digits of different widths"
