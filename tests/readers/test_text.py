from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalconv.converters.errors import UnreadableError
from goalconv.converters.grid import Cell, Grid, Row
from goalconv.converters.interface import ReadOptions, WriteOptions
from goalconv.converters.readers.text import read
from goalconv.converters.writers.text import write
from goalconv.templates import load
from strategies import loose

TEXT = "项目名称\t总计\n特困人员供养\t3,078.00\n"


def cells(data: bytes, encoding: str | None = None) -> list[list[str]]:
    (grid,) = read(data, ReadOptions(encoding)).grids
    return [[cell.text for cell in row.cells] for row in grid.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_each_encoding_is_told_by_itself(encoding: str) -> None:
    assert cells(TEXT.encode(encoding)) == [["项目名称", "总计"], ["特困人员供养", "3,078.00"]]


def test_a_character_that_only_gb18030_has_in_four_bytes_is_read() -> None:
    assert cells("张𬱖\n".encode("gb18030")) == [["张𬱖"]]


def test_bytes_in_no_encoding_are_refused_with_line_and_offset() -> None:
    with pytest.raises(UnreadableError) as caught:
        read("第一行\n第二".encode() + b"\xff\xff\n", ReadOptions())
    assert caught.value.finding.code == "GC102"
    assert str(caught.value.finding.place) == "第2行 第7列"
    assert "第 17 字节" in caught.value.finding.message


def test_a_text_cut_inside_a_character_is_refused() -> None:
    with pytest.raises(UnreadableError):
        read(("一" * 40).encode()[:-1], ReadOptions())


def test_the_encoding_can_be_named() -> None:
    assert cells("總計\n".encode("big5"), "big5") == [["總計"]]
    with pytest.raises(UnreadableError):
        read("總計\n".encode("big5"), ReadOptions("no-such-encoding"))


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(UnreadableError) as caught:
        read(b"", ReadOptions())
    assert caught.value.finding.code == "GC101"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_line_ends_are_line_ends(end: str) -> None:
    assert cells(f"甲\t乙{end}丙\t丁{end}".encode()) == [["甲", "乙"], ["丙", "丁"]]


def test_quoted_cells_hold_tabs_line_breaks_and_quotes_and_keep_their_places() -> None:
    (grid,) = read(b'a\t"b\t""c""\nd"\te\nf\t"g\n', ReadOptions()).grids
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [["a", 'b\t"c"\nd', "e"], ["f", '"g']]
    assert [str(cell.place) for row in grid.rows for cell in row.cells] == [
        "第1行 第1列", "第1行 第4列", "第2行 第4列", "第3行 第1列", "第3行 第3列",
    ]  # fmt: skip


def test_characters_that_only_look_like_line_ends_stay_in_the_cell() -> None:
    assert cells("a\u2028b\x0bc\x85d\te\n".encode()) == [["a\u2028b\x0bc\x85d", "e"]]


@given(st.lists(st.lists(loose, min_size=2, max_size=4), min_size=1, max_size=4))
def test_what_is_written_is_read_back_cell_by_cell(rows: list[list[str]]) -> None:
    grid = Grid(tuple(Row(tuple(Cell(text, column) for column, text in enumerate(row))) for row in rows))
    data = write([grid], load("disclosure"), WriteOptions()).data
    assert cells(data) == rows
