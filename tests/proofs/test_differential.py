"""Our readers beside others of the same files: openpyxl and calamine, python-docx and LibreOffice, pdftotext and pdfplumber.

What they say otherwise is expected here with its reason; nothing else may differ.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import unicodedata
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pdfplumber
import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

import goalconv
from goalconv.converters.grid import Cell
from goalconv.converters.interface import ReadOptions, Source
from goalconv.converters.places import SheetPlace
from goalconv.converters.readers import docx as docx_reader
from goalconv.converters.readers import ods as ods_reader
from goalconv.converters.readers import pdf as pdf_reader
from goalconv.converters.readers import xls as xls_reader
from goalconv.converters.readers import xlsx as xlsx_reader
from programs import NEEDS_LIBREOFFICE
from strategies import characters, examples

ROOT = Path(__file__).parents[2]
TABLES = {path.stem: path for path in sorted((ROOT / "examples").glob("*.json"))}
PLACES = {"#,##0.00": Decimal("0.01"), "0.00": Decimal("0.01"), "0": Decimal(1), "0%": Decimal(1)}
FORMATS = {"general": "General", "money": "#,##0.00", "percent": "0%", "date": "yyyy-mm-dd"}


def files(suffix: str) -> list[Path]:
    """The files of a format that other programs wrote, and the examples."""
    folders = ("tests/cases/printed", "tests/cases/pdf", "examples")
    return sorted(path for folder in folders for path in (ROOT / folder).glob(f"*.{suffix}"))


# Workbooks


def ours(data: bytes) -> dict[tuple[str, int, int], Cell]:
    """Our cells that hold something, by sheet, row and column."""
    source = xlsx_reader.read(data, ReadOptions())
    cells = [cell for grid in source.grids for row in grid.rows for cell in row.cells if cell.text.strip()]
    return {(place.sheet, place.row, place.column): cell for cell in cells if isinstance(place := cell.place, SheetPlace)}


def shown(value: Any, style: str) -> str:
    """What Excel shows of a value, for the few number formats of these files."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, int | float) and style in PLACES:
        exact = Decimal(repr(value)) * (100 if style == "0%" else 1)
        rounded = exact.quantize(PLACES[style], ROUND_HALF_UP)
        return f"{rounded:,f}" if "," in style else f"{rounded:f}%" if style == "0%" else f"{rounded:f}"
    return f"{Decimal(repr(value)):f}" if isinstance(value, int | float) else str(value)


def is_hidden(page: Any, row: int, column: int) -> bool:
    letters = (name for name, held in page.column_dimensions.items() if held.hidden and held.min <= column <= held.max)
    return bool(page.row_dimensions[row].hidden or any(letters))


def theirs(data: bytes) -> tuple[dict[tuple[str, int, int], str], dict[tuple[str, int, int], tuple[int, int]]]:
    """The texts that openpyxl finds, as Excel shows them, and the spans of merged cells."""
    texts: dict[tuple[str, int, int], str] = {}
    spans: dict[tuple[str, int, int], tuple[int, int]] = {}
    for page in openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets:
        if page.sheet_state != "visible":
            continue
        for row in page.iter_rows():
            for cell in row:
                if cell.value is not None and not is_hidden(page, cell.row, cell.column):
                    texts[page.title, cell.row, cell.column] = shown(cell.value, cell.number_format)
        held = [(row, column) for (name, row, column), text in texts.items() if name == page.title and text.strip()]
        bottom, right = (max((place[axis] for place in held), default=0) for axis in (0, 1))
        for area in page.merged_cells.ranges:  # rows and columns behind the last text, and hidden ones, are none of the table's
            rows = sum(not is_hidden(page, row, 10**4) for row in range(area.min_row, min(area.max_row, bottom) + 1))
            columns = sum(not is_hidden(page, 10**6, column) for column in range(area.min_col, min(area.max_col, right) + 1))
            spans[page.title, area.min_row, area.min_col] = (rows, columns)
    return {place: text for place, text in texts.items() if text.strip()}, spans


def agree(data: bytes, *, spans_whole: bool = True) -> None:
    """Holds our reading of a workbook against openpyxl's and calamine's; a span need only be within theirs unless `spans_whole`."""
    cells, (texts, spans) = ours(data), theirs(data)
    assert {place: cell.text for place, cell in cells.items()} == texts
    merged = {place: (cell.rowspan, cell.colspan) for place, cell in cells.items() if (cell.rowspan, cell.colspan) != (1, 1)}
    assert all(rows <= spans[place][0] and columns <= spans[place][1] for place, (rows, columns) in merged.items())
    if spans_whole:
        assert merged == {place: span for place, span in spans.items() if place in texts and span != (1, 1)}
    book = python_calamine.load_workbook(io.BytesIO(data))
    for name in {place[0] for place in cells}:
        sheet = book.get_sheet_by_name(name)
        for (_, row, column), cell in ((place, cell) for place, cell in cells.items() if place[0] == name):
            value = sheet.to_python(skip_empty_area=False)[row - 1][column - 1]
            if isinstance(value, str):
                assert cell.text == value


@pytest.mark.parametrize("path", files("xlsx"), ids=lambda path: path.name)
def test_a_workbook_shows_what_others_find_in_it(path: Path) -> None:
    agree(path.read_bytes())


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("layout", ["disclosure", "declaration", "indicators"])
def test_a_workbook_of_ours_shows_what_others_find_in_it(name: str, layout: str) -> None:
    table = goalconv.read(TABLES[name]).table
    agree(goalconv.write_bytes(table, "xlsx", options=goalconv.WriteOptions(layout=layout)).data)


figures = st.integers(-(10**9), 10**9) | st.integers(-(10**7), 10**7).map(lambda cents: cents / 100)
contents = st.one_of(
    st.text(characters, max_size=12).map(lambda text: ("general", text)),
    figures.map(lambda number: ("general", number)),
    figures.map(lambda number: ("money", number)),
    st.integers(-300, 300).map(lambda percent: ("percent", percent / 100)),
    st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1)).map(lambda day: ("date", day)),
    st.booleans().map(lambda truth: ("general", truth)),
)
places = st.tuples(st.integers(1, 8), st.integers(1, 6))


@st.composite
def workbooks(draw: st.DrawFn) -> bytes:
    """A workbook with texts, numbers, percentages, dates and truths, merged cells, hidden rows and columns."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "表"
    for (row, column), (kind, content) in draw(st.dictionaries(places, contents, min_size=1, max_size=20)).items():
        cell = page.cell(row, column, content)
        cell.number_format = FORMATS[kind]
        if isinstance(content, str):
            cell.data_type = "s"
    top, left = draw(places)
    if draw(st.booleans()):
        page.merge_cells(
            start_row=top, start_column=left, end_row=top + draw(st.integers(0, 2)), end_column=left + draw(st.integers(1, 2))
        )
    page.row_dimensions[draw(st.integers(9, 12)) if draw(st.booleans()) else top + 4].hidden = True
    page.column_dimensions[get_column_letter(left + 4)].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@given(workbooks())
@examples(60)
def test_any_workbook_shows_what_others_find_in_it(data: bytes) -> None:
    agree(data, spans_whole=False)  # columns in which no cell begins are none of a table's


# Word documents


def blocks(source: Source) -> list[str]:
    return ["".join(cell.text.split()) for grid in source.grids for row in grid.rows for cell in row.cells if cell.text.strip()]


def told_by_python_docx(data: bytes) -> list[str]:
    """The texts of paragraphs and cells in order, merged cells once."""
    found: list[str] = []
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if not hasattr(block, "rows"):
            found.append(block.text)
            continue
        seen: set[Any] = set()
        for row in block.rows:
            for cell in row.cells:
                if cell._tc not in seen:
                    seen.add(cell._tc)
                    found.append(cell.text)
    return [text for text in ("".join(text.split()) for text in found) if text]


@pytest.mark.parametrize("path", files("docx"), ids=lambda path: path.name)
def test_a_word_document_says_what_python_docx_finds_in_it(path: Path) -> None:
    data = path.read_bytes()
    assert blocks(docx_reader.read(data, ReadOptions())) == told_by_python_docx(data)


@pytest.mark.parametrize("name", TABLES)
def test_a_word_document_of_ours_says_what_python_docx_finds_in_it(name: str) -> None:
    data = goalconv.write_bytes(
        goalconv.read(TABLES[name]).table, "docx", options=goalconv.WriteOptions(layout="declaration")
    ).data
    assert blocks(docx_reader.read(data, ReadOptions())) == told_by_python_docx(data)


@NEEDS_LIBREOFFICE
def test_a_word_document_says_what_libreoffice_exports_as_text(tmp_path: Path) -> None:
    layout = goalconv.WriteOptions(layout="declaration")
    made = {path.name: path.read_bytes() for path in files("docx")}
    made |= {
        f"{name}.docx": goalconv.write_bytes(goalconv.read(path).table, "docx", options=layout).data
        for name, path in TABLES.items()
    }
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
    ]
    subprocess.run([*command, "--outdir", tmp_path / "out", *(tmp_path / name for name in made)], capture_output=True, check=True)
    for name, data in made.items():
        told = (tmp_path / "out" / name).with_suffix(".txt").read_text(encoding="utf-8-sig")
        assert Counter("".join(blocks(docx_reader.read(data, ReadOptions())))) == Counter("".join(told.split())), name


# Pages

MORE = {
    "chromium-one-page.pdf": 1,  # a hyphen at the end of a line, which pdftotext drops
    "libreoffice-form-xlsx.pdf": 14,  # labels in the middle of merged cells that go on over pages, so beyond the edge of three of them
}
"""Characters that our findings count and pdftotext does not find."""


@pytest.mark.parametrize("path", files("pdf"), ids=lambda path: path.name)
def test_a_page_holds_what_pdftotext_finds_on_it(path: Path) -> None:
    """What is ours only, or theirs only, is what findings name: what belongs to the paper, and is left out."""
    told = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True).stdout
    source = pdf_reader.read(path.read_bytes(), ReadOptions())
    own, whole = (Counter(text) for text in ("".join(blocks(source)), "".join(told.split())))
    assert set(own - whole) <= {"-"}  # which pdftotext takes for hyphens at the end of a line
    left_out = sum(int(str(finding.parameters["ink"])) for finding in source.findings if "ink" in finding.parameters)
    assert sum((whole - own).values()) == left_out - MORE.get(path.name, 0)


RADICALS = str.maketrans("⺠⻓⻔⻘⻚⻝⻣⻛⼾", "民长门青页食骨风户")
"""Radicals for which Unicode knows no characters that are the same, or another one."""


def folded(text: str) -> Counter[str]:
    """The characters of a text: Chromium's fonts name some by their radicals and ligatures, which PDFium resolves and pdfplumber does not."""
    return Counter(unicodedata.normalize("NFKC", "".join(text.split()).translate(RADICALS)))


@pytest.mark.parametrize("path", files("pdf"), ids=lambda path: path.name)
def test_a_page_holds_what_pdfplumber_finds_on_it(path: Path) -> None:
    """What is theirs only is what findings name; what lies beyond the edge of a page is theirs, too."""
    with pdfplumber.open(path) as book:
        whole = folded("".join(char["text"] for page in book.pages for char in page.chars))
    source = pdf_reader.read(path.read_bytes(), ReadOptions())
    own = folded("".join(blocks(source)))
    assert own - whole == Counter()
    left_out = sum(int(str(finding.parameters["ink"])) for finding in source.findings if "ink" in finding.parameters)
    assert sum((whole - own).values()) == left_out


# Old and open spreadsheets

SPECIMENS = sorted(path for suffix in ("xls", "ods") for path in (ROOT / "tests/cases/spreadsheets").glob(f"*.{suffix}"))
OUT_OF_SIGHT = {"hidden.xls": {(1, 3), (2, 3), (5, 2), (9, 1)}, "kinds.xls": {(10, 1)}, "kinds.ods": {(10, 1)}}
"""Rows and columns of cells that are hidden, which calamine does not tell."""
DAYS: tuple[type, ...] = (dt.date, dt.time, dt.timedelta)


def found_by_calamine(path: Path) -> dict[tuple[str, int, int], Any]:
    """The values in the visible sheets of a workbook, by sheet, row and column; errors are blank for it."""
    book = python_calamine.load_workbook(path)
    shown = [about.name for about in book.sheets_metadata if about.visible == python_calamine.SheetVisibleEnum.Visible]
    return {
        (name, row, column): value
        for name in shown
        for row, values in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), 1)
        for column, value in enumerate(values, 1)
        if value != ""
    }


def shows(text: str, value: Any) -> bool:
    """Whether a cell with this value can show this text: a number its digits with some format around them, a day its parts."""
    figures = [int(figure) for figure in re.findall(r"\d+", text)]
    if isinstance(value, bool):
        return text == str(value).upper()
    if isinstance(value, str) and not value.startswith("PT"):  # a length of time in an .ods, as the file writes it
        return text == value
    if isinstance(value, (str, *DAYS)):
        parts = re.findall(r"\d+", value if isinstance(value, str) else str(value).replace("1 day, 6:", "30:"))
        return figures == [int(part) for part in parts][: len(figures)]
    if text == "TRUE":
        return bool(value == 1)  # calamine has no truths in an .ods
    exact, figure = Decimal(repr(value)) * (100 if text.endswith("%") else 1), Decimal(re.sub(r"[^\d.E+-]", "", text))
    if abs(exact) >= 10**15:
        return f"{exact:.14e}" == f"{figure:.14e}"  # Excel keeps fifteen digits
    return exact.quantize(figure, ROUND_HALF_UP) == figure


@pytest.mark.parametrize("path", SPECIMENS, ids=lambda path: path.name)
def test_an_old_or_open_spreadsheet_shows_what_calamine_finds_in_it(path: Path) -> None:
    reader = {".xls": xls_reader, ".ods": ods_reader}[path.suffix]
    cells = [cell for grid in reader.read(path.read_bytes(), ReadOptions()).grids for row in grid.rows for cell in row.cells]
    own = {
        (at.sheet, at.row, at.column): cell.text
        for cell in cells
        if cell.text.strip() and isinstance(at := cell.place, SheetPlace)
    }
    found = {place: value for place, value in found_by_calamine(path).items() if place[1:] not in OUT_OF_SIGHT.get(path.name, ())}
    own = {place: text for place, text in own.items() if not text.startswith("#")}
    assert own.keys() == found.keys()
    assert [(place, text, found[place]) for place, text in own.items() if not shows(text, found[place])] == []
