from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

import goalconv
from goalconv.converters.grid import Cell, Grid, Row
from goalconv.converters.interface import ReadOptions, WriteOptions
from goalconv.converters.model import GoalTable
from goalconv.converters.readers.csv import read
from goalconv.converters.writers.csv import write
from goalconv.templates import load
from strategies import characters, examples, tables

TEMPLATE = load("disclosure")


def cells(data: bytes) -> list[list[str]]:
    (grid,) = read(data, ReadOptions()).grids
    return [[cell.text for cell in row.cells] for row in grid.rows]


def written(*rows: list[str]) -> bytes:
    grid = Grid(tuple(Row(tuple(Cell(text, column) for column, text in enumerate(row))) for row in rows))
    return write((grid,), TEMPLATE, WriteOptions()).data


def test_quotes_hold_commas_quotes_and_line_ends() -> None:
    assert cells('甲,"乙,丙","他说""好""","一\r\n二"\r\n,,"",\r\n'.encode()) == [
        ["甲", "乙,丙", '他说"好"', "一\n二"],
        ["", "", "", ""],
    ]


def test_a_quote_that_is_never_closed_is_text_and_swallows_nothing() -> None:
    assert cells('"甲,乙\n丙,5" 屏幕\n'.encode()) == [['"甲', "乙"], ["丙", '5" 屏幕']]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_the_encodings_in_which_spreadsheets_save_are_told(encoding: str) -> None:
    assert cells("项目名称,绩效目标\n甲,保障基本生活。\n".encode(encoding))[0] == ["项目名称", "绩效目标"]


def test_places_name_line_and_column_of_the_file() -> None:
    (grid,) = read('甲,"一\n二",乙\n丙,丁'.encode(), ReadOptions()).grids
    assert [str(cell.place) for row in grid.rows for cell in row.cells] == [
        "第1行 第1列", "第1行 第4列", "第2行 第4列", "第3行 第1列", "第3行 第3列",
    ]  # fmt: skip


def test_the_line_with_which_excel_names_a_delimiter_is_obeyed_and_counts_as_a_line() -> None:
    (grid,) = read("sep=;\n甲;乙，丙,丁\n".encode(), ReadOptions()).grids
    assert [(cell.text, str(cell.place)) for cell in grid.rows[0].cells] == [("甲", "第2行 第1列"), ("乙，丙,丁", "第2行 第3列")]


def test_another_reader_of_csv_finds_the_same_cells() -> None:
    rows = [["甲,乙", '"', "一\n二"], ["", " ", "3,078.00"]]
    text = written(*rows).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline=""))) == rows
    assert text.count("\r\n") == 2


@pytest.mark.parametrize("text", ["=cmd|'/c calc'!A1", "+1+1", "-1+1", "@x", "\t=1", " =1", "\u00a0=1", "=100%", "'=1", "\n=1"])
def test_what_a_spreadsheet_would_run_is_written_guarded_and_comes_back(text: str) -> None:
    data = written([text, "x"])
    (first, *_), *_ = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert first == f"'{text}"
    assert cells(data) == [[text, "x"]]


@pytest.mark.parametrize("text", ["-5%", "-1,234.50", "+3", "-", "－1", "＝1", "'甲'", "≥100%", "1-2"])
def test_amounts_and_targets_are_written_as_they_are(text: str) -> None:
    assert written([text, "x"]).decode("utf-8-sig") in (f"{text},x\r\n", f'"{text}",x\r\n')


@given(st.lists(st.lists(st.text(characters), min_size=2, max_size=4), min_size=1, max_size=4))
def test_any_cells_come_back(rows: list[list[str]]) -> None:
    assert cells(written(*rows)) == rows


@given(tables())
@examples(60)
def test_any_table_comes_back(table: GoalTable) -> None:
    (reading,) = goalconv.read_bytes(goalconv.write_bytes(table, "csv").data, format="csv")
    assert reading.table == table


def test_the_example_comes_back_and_excel_can_tell_its_encoding(seed: goalconv.Reading) -> None:
    data = goalconv.write_bytes(seed.table, "csv").data
    assert data.startswith(b"\xef\xbb\xbf")
    (reading,) = goalconv.read_bytes(data, suffix=".csv")
    assert reading.table == seed.table
    assert reading.account.unexplained == 0
