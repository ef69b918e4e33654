"""What pages and forms print for themselves, in a pasted table: it is counted, and what only looks like it is kept."""

from __future__ import annotations

import pytest

import goalconv

HEAD = "某局2025年项目支出绩效目标表\n项目名称\t资金总额\t绩效目标\n"
ROWS = ("甲项目\t1\t修路\n", "乙项目\t2\t修桥\n")


def read(text: str) -> goalconv.Reading:
    (reading,) = goalconv.read_bytes(text.encode(), format="text")
    return reading


def names(reading: goalconv.Reading) -> list[str]:
    return [project.name for unit in reading.table.units for project in unit.projects]


@pytest.mark.parametrize(
    "line",
    [
        "— 3 —",
        "-3-",
        "--12--",
        "· 3 ·",
        "第3页",
        "第 3 页 共 9 页",
        "第３页/共９页",
        "第3页，共9页",
        "共 9 页 第 3 页",
        "共9页,第3页",
    ],
)
def test_the_number_of_a_page_is_no_project(line: str) -> None:
    reading = read(HEAD + ROWS[0] + line + "\n" + ROWS[1])
    assert names(reading) == ["甲项目", "乙项目"]
    assert [(entry.code, entry.count) for entry in reading.ledger if entry.code == "GC273"] == [("GC273", 1)]
    assert reading.account.unexplained == 0


@pytest.mark.parametrize("line", ["第3页附件", "—甲—", "第三页", "页"])
def test_a_line_that_only_looks_like_the_number_of_a_page_is_kept(line: str) -> None:
    reading = read(HEAD + ROWS[0] + line + "\n" + ROWS[1])
    assert line in goalconv.write_bytes(reading.table, "json").data.decode()


def test_a_row_with_a_page_in_one_of_its_cells_is_a_project() -> None:
    reading = read(HEAD + ROWS[0] + "第3页\t4\t印刷\n")
    assert names(reading) == ["甲项目", "第3页"]


@pytest.mark.parametrize("line", ["1\t2\t3", " 1 \t2\t3", "栏次\t1\t2", "栏号\t1\t2", "列次\t1\t2"])
def test_a_row_that_counts_the_columns_is_no_project(line: str) -> None:
    reading = read(HEAD + line + "\n" + "".join(ROWS))
    assert names(reading) == ["甲项目", "乙项目"]
    assert [(entry.code, entry.count) for entry in reading.ledger if entry.code == "GC272"] == [("GC272", 1)]
    assert reading.account.unexplained == 0


@pytest.mark.parametrize(
    ("line", "name"), [("1\t2\t4", "1"), ("2\t3\t4", "2"), ("栏次\t1\t3", "栏次"), ("丙项目\t1\t2", "丙项目")]
)
def test_a_row_that_does_not_count_all_columns_from_one_is_a_project(line: str, name: str) -> None:
    reading = read(HEAD + line + "\n" + "".join(ROWS))
    assert names(reading) == [name, "甲项目", "乙项目"]


@pytest.mark.parametrize("line", ["1\t2", "栏次\t1"])
def test_a_row_that_counts_two_columns_is_no_project(line: str) -> None:
    reading = read(f"某局2025年项目支出绩效目标表\n项目名称\t绩效目标\n{line}\n甲项目\t修路\n")
    assert names(reading) == ["甲项目"]
