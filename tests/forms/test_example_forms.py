"""The example forms, made in LibreOffice: filled with the seed, opened by other programs, read back, blanked."""

from __future__ import annotations

import hashlib
import io
import subprocess
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from msgspec import structs

import goalconv
from goalconv.converters.forms import form as forms
from programs import NEEDS_LIBREOFFICE

TOUCHED = {
    "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml",
    "xl/drawings/drawing1.xml", "xl/drawings/drawing2.xml", "word/document.xml", "word/header1.xml",
}  # fmt: skip
"""The parts that hold cells, names of cells, or the list of sheets."""


@pytest.fixture(scope="module")
def workbook(root: Path) -> bytes:
    return (root / "examples" / "form-declaration.xlsx").read_bytes()


@pytest.fixture(scope="module")
def word(root: Path) -> bytes:
    return (root / "examples" / "form-declaration.docx").read_bytes()


@pytest.fixture(scope="module")
def filled(workbook: bytes, seed: goalconv.Reading) -> goalconv.Written:
    return forms.fill(workbook, seed.table)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_seed_comes_back_whole_from_the_workbook_form(
    workbook: bytes, filled: goalconv.Written, seed: goalconv.Reading
) -> None:
    reading = forms.read(workbook, filled.data)
    assert filled.findings == ()
    assert goalconv.write_bytes(reading.table, "json").data == goalconv.write_bytes(seed.table, "json").data
    assert reading.findings == ()
    assert reading.account.unexplained == 0
    assert str(reading.places["/units/0/projects/0/indicators/2/level1"]) == "申报表!C13"
    assert str(reading.places["/units/0/projects/0/indicators/2/name"]) == "申报表!E15"


def test_another_table_comes_back_from_the_workbook_form(workbook: bytes, root: Path) -> None:
    table = goalconv.read(root / "tests" / "cases" / "declaration" / "one-sided.txt").table
    written = forms.fill(workbook, table)
    assert {finding.code for finding in written.findings} == {"GC859", "GC865"}  # 2279.048 where the cell shows two decimals
    (before,), (after,) = (
        [project for unit in document.units for project in unit.projects]
        for document in (table, forms.read(workbook, written.data).table)
    )
    assert (after.name, after.goal, after.nature, after.implementing_unit) == (
        before.name,
        before.goal,
        before.nature,
        before.implementing_unit,
    )
    assert [structs.replace(one, extensions={}) for one in before.indicators] == list(after.indicators)


def test_the_word_form_names_what_it_has_no_place_for_and_gives_the_rest_back(word: bytes, seed: goalconv.Reading) -> None:
    written = forms.fill(word, seed.table)
    assert {finding.code for finding in written.findings} == {"GC859"}
    assert {finding.pointer for finding in written.findings if not finding.pointer.startswith("/units")} == {
        "/title", "/funding/total", "/funding/sources/fiscal_appropriation", "/funding/sources/other",
    }  # fmt: skip
    again = forms.read(word, written.data).table
    assert [unit.name for unit in again.units] == [unit.name for unit in seed.table.units]
    for project, other in zip(
        (project for unit in again.units for project in unit.projects),
        (project for unit in seed.table.units for project in unit.projects),
        strict=True,
    ):
        assert (project.name, project.goal) == (other.name, other.goal)
        assert [(one.level1, one.level2, one.name, one.annual_value) for one in project.indicators] == [
            (one.level1, one.level2, one.name, one.annual_value) for one in other.indicators
        ]


def test_the_parts_that_say_nothing_of_the_cells_keep_their_bytes(
    workbook: bytes, word: bytes, filled: goalconv.Written, seed: goalconv.Reading
) -> None:
    for form, made in ((workbook, filled.data), (word, forms.fill(word, seed.table).data)):
        before, after = parts(form), parts(made)
        assert before.keys() <= after.keys()
        assert {name for name in before if before[name] != after[name]} <= TOUCHED


def test_a_workbook_with_a_sheet_for_each_project_opens_elsewhere(filled: goalconv.Written, seed: goalconv.Reading) -> None:
    book = openpyxl.load_workbook(io.BytesIO(filled.data))
    projects = [project for unit in seed.table.units for project in unit.projects]
    assert len(book.worksheets) == 1 + len(projects)
    assert book.sheetnames[:3] == ["汇总表", "申报表", projects[1].name]
    sheet = book["申报表"]
    assert sheet["C3"].value == projects[0].name
    assert (sheet["E7"].value, sheet["E7"].number_format) == (3078, "#,##0.00")
    assert {"A1:G1", "A12:A18", "C13:C15"} <= {str(area) for area in sheet.merged_cells.ranges}
    assert str(sheet.data_validations.dataValidation[0].sqref) == "C13:C18"
    assert sheet.print_area == "'申报表'!$A$1:$G$19"
    assert sheet.oddHeader.center.text == "预算绩效管理 附件2"
    assert sheet.row_dimensions[3].height == pytest.approx(25.5, abs=0.5)
    assert sheet["A19"].value == "填报单位（盖章）："
    assert [len(other._images) for other in book.worksheets] == [1] * len(book.worksheets)
    assert [other._images[0].anchor._from.row for other in book.worksheets[1:]] == [
        12 + len(project.indicators) for project in projects
    ]
    assert book["汇总表"]["B8"].value == "=SUM(B5:B7)"
    assert book[projects[5].name].print_area.endswith(f"$G${13 + len(projects[5].indicators)}")


def test_the_word_form_has_a_page_for_each_project(word: bytes, seed: goalconv.Reading) -> None:
    made = docx.Document(io.BytesIO(forms.fill(word, seed.table).data))
    projects = [project for unit in seed.table.units for project in unit.projects]
    assert len(made.tables) == len(projects)
    assert [table.cell(0, 2).text for table in made.tables] == [project.name for project in projects]
    assert made.sections[0].header.paragraphs[0].text == "广州市荔湾区民政局　预算绩效管理"
    first = made.tables[0]
    assert len(first.rows) == 8 + len(projects[0].indicators)
    assert first.cell(8, 1)._tc is first.cell(10, 1)._tc
    breaks = [paragraph for paragraph in made.paragraphs if paragraph.paragraph_format.page_break_before]
    assert len(breaks) == len(projects) - 1


@NEEDS_LIBREOFFICE
@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_libreoffice_saves_a_filled_form_that_is_still_read(
    kind: str, workbook: bytes, word: bytes, root: Path, tmp_path: Path, seed: goalconv.Reading
) -> None:
    form = workbook if kind == "xlsx" else word
    table = goalconv.GoalTable(
        title=seed.table.title, fiscal_year=2025, department=seed.table.department, currency_unit="万元",
        units=(goalconv.Unit(name="甲", projects=seed.table.units[2].projects),),
    )  # fmt: skip
    (tmp_path / f"filled.{kind}").write_bytes(forms.fill(form, table).data)
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        "saved",
        f"filled.{kind}",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    ours = forms.read(form, (tmp_path / f"filled.{kind}").read_bytes())
    saved = forms.read(form, (tmp_path / "saved" / f"filled.{kind}").read_bytes())
    assert saved.table == ours.table
    assert saved.account.unexplained == 0


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_a_blank_form_has_rows_to_fill_in_and_no_markers(kind: str, workbook: bytes, word: bytes) -> None:
    form = workbook if kind == "xlsx" else word
    blank = forms.blank(form, rows=5).data
    assert not any(
        b"{{" in data for name, data in parts(blank).items() if name.endswith(".xml") and name != "xl/sharedStrings.xml"
    )
    reading = forms.read(form, blank)
    assert reading.findings == ()
    assert reading.table.units == ()
    if kind == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(blank))["申报表"]
        assert {str(area) for area in sheet.merged_cells.ranges if area.min_col == 1 and area.min_row == 12} == {"A12:A17"}


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_a_filled_form_is_made_blank_again(kind: str, workbook: bytes, word: bytes, seed: goalconv.Reading) -> None:
    form = workbook if kind == "xlsx" else word
    written = forms.fill(form, seed.table).data
    reading = forms.read(form, forms.blank(form, written).data)
    assert reading.table.units == ()
    assert reading.table.title == ""
    assert reading.findings == ()


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_the_same_table_gives_the_same_bytes(kind: str, workbook: bytes, word: bytes, seed: goalconv.Reading) -> None:
    form = workbook if kind == "xlsx" else word
    digests = {hashlib.sha256(forms.fill(form, seed.table).data).hexdigest() for _ in range(2)}
    assert len(digests) == 1
