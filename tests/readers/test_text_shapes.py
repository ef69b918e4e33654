"""Text without tabs: one cell a line, columns parted by blanks, pipe tables; and what is refused."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

import goalconv

HEAD = ("某局2025年项目支出绩效目标表", "部门名称：某局", "单位：万元")
LABELS = ("项目名称", "总计", "财政拨款", "绩效目标", "绩效指标")
ROWS = (
    (
        "帮扶",
        "1,078.00",
        "1,078.00",
        "保障困难群众",
        "1、1-产出指标；11-数量指标；人数；实施周期指标值：≥5人；年度指标值：≥5人。",
    ),
    ("养老", "20.5", "20.5", "为老人供餐", "1、1-产出指标；12-质量指标；合格率；实施周期指标值：≥90%；年度指标值：≥90%。"),
)
TRUTH = "\n".join([*HEAD, "\t".join(LABELS), *map("\t".join, ROWS), "注：数据来自预算。"])


def read(text: str) -> goalconv.Reading:
    (reading,) = goalconv.read_bytes(text.encode(), format="text")
    return reading


def refused(text: str) -> goalconv.Finding:
    with pytest.raises(goalconv.UnreadableError) as caught:
        goalconv.read_bytes(text.encode(), format="text")
    return caught.value.finding


def lines(*cells: str, between: str = "\n") -> str:
    return between.join([*HEAD, *LABELS, *cells, "注：数据来自预算。"])


# One cell a line


@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n"])
def test_one_cell_a_line_is_put_into_rows(between: str) -> None:
    reading = read(lines(*(cell for row in ROWS for cell in row), between=between))
    assert reading.table == read(TRUTH).table
    assert reading.account == read(TRUTH).account
    step = len(between.replace("\r", ""))
    assert [str(finding.place) for finding in reading.findings if finding.code == "GC244"] == [f"第{3 * step + 1}行 第1列"]
    assert str(reading.places["/units/0/projects/1/name"]) == f"第{13 * step + 1}行 第1列"


@pytest.mark.parametrize("label", ["绩效目标", "中期目标", "绩效指标"])
def test_one_label_of_goals_beside_one_of_money_makes_a_header(label: str) -> None:
    text = "\n".join(["单位：元", "项目名称", "总计", label, "甲", "1", ROWS[0][4], "乙", "2", ROWS[1][4]])
    assert [project.name for project in read(text).table.units[0].projects] == ["甲", "乙"]


@pytest.mark.parametrize("last", ["1", "一"])
@pytest.mark.parametrize("labels", [("主管部门", "绩效目标"), ("主管部门", "总计")])
def test_labels_without_money_or_without_goals_are_no_header(labels: tuple[str, str], last: str) -> None:
    assert refused("\n".join(["单位：元", "项目名称", *labels, "甲", "局", last])).code == "GC108"


@pytest.mark.parametrize("after", [("",), ("", ""), ("", "", "", "", "", "")])
def test_blank_lines_before_the_notes_are_no_cells(after: tuple[str, ...]) -> None:
    assert read(lines(*(cell for row in ROWS for cell in row), *after)).table == read(TRUTH).table


def test_blank_lines_that_may_be_cells_or_not_are_refused() -> None:
    text = "\n".join(
        ["单位：元", "项目名称", "总计", "财政拨款", "绩效目标", *("甲", "1", "", "好", "乙", "2", "", "坏", "丙", "", "3", "优")]
    )
    assert [str(project.funding and project.funding.total) for project in read(text).table.units[0].projects] == [
        "1",
        "2",
        "None",
    ]
    text = "\n".join(["单位：元", "项目名称", "总计", "绩效目标", *("甲", "1", "", "乙", "2", "", "丙", "", "3")])
    assert refused(text).code == "GC111"


def test_blank_lines_are_blank_cells_where_only_that_makes_full_rows() -> None:
    rows = [("合计", "1,098.50", "1,098.50", "", ""), *ROWS]
    reading = read(lines(*(cell for row in rows for cell in row)))
    assert reading.table == read("\n".join([*HEAD, "\t".join(LABELS), *map("\t".join, rows), "注：数据来自预算。"])).table
    assert reading.table.funding is not None


@pytest.mark.parametrize(
    "cells",
    [
        ROWS[0][:4], (*ROWS[0], *ROWS[1][:3]), (*ROWS[0], "多出", *ROWS[1]), ("帮扶", "一千", *ROWS[0][2:]), (ROWS[0][0], *ROWS[0][2:], ROWS[0][1]),
        ("5", *ROWS[0][1:]), ("", *ROWS[0][1:]), (ROWS[0][0], "", "", *ROWS[0][3:]), ("帮扶", "目标", "1.00", "2.00", "指标"), (*ROWS[0][:4], "1、人数；", "≥5人。"),
    ],
)  # fmt: skip
def test_cells_that_do_not_make_full_rows_are_refused(cells: tuple[str, ...]) -> None:
    finding = refused(lines(*cells))
    assert (finding.code, str(finding.place)) == ("GC111", "第4行 第1列")


# Columns parted by blanks


def spaced(*rows: tuple[str, ...], blank_lines: bool = False) -> str:
    from goalconv.converters.readers.text_columns import _width

    widths = [max(_width(row[column]) for row in rows) + 2 for column in range(len(rows[0]))]
    made = [
        "".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    return ("\n\n" if blank_lines else "\n").join(made)


@pytest.mark.parametrize("blank_lines", [False, True])
def test_columns_that_blanks_part_through_the_whole_table_are_read(blank_lines: bool) -> None:
    text = "\n".join(
        [
            "        " + HEAD[0],
            f"{HEAD[1]}                {HEAD[2]}",
            "",
            spaced(LABELS, *ROWS, blank_lines=blank_lines),
            "注：数据来自预算。",
        ]
    )
    reading = read(text)
    assert reading.table == read(TRUTH).table
    assert reading.account == read(TRUTH).account


def test_broken_lines_are_joined_where_blank_lines_part_the_rows() -> None:
    first = [("帮扶", "1,078.00", "1,078.00", "保障困难", ROWS[0][4][:20]), ("", "", "", "群众", ROWS[0][4][20:])]
    second = [("养老", "20.5", "20.5", "为老人供餐", ROWS[1][4][:20]), ("", "", "", "", ROWS[1][4][20:])]
    block = spaced(LABELS, *first, *second).split("\n")
    table = "\n".join([block[0], "", *block[1:3], "", *block[3:]])
    assert read("\n".join([*HEAD, table, "注：数据来自预算。"])).table == read(TRUTH).table


@pytest.mark.parametrize(
    "rows",
    [
        [("帮扶", "1,078.00", "1,078.00", "保障困难", ROWS[0][4][:20]), ("", "", "", "群众", ROWS[0][4][20:])],
        [("城市居民最低生活保障", "1.00", "1.00", "甲", "乙"), ("金", "", "", "", "")],
    ],
)
def test_broken_lines_without_a_line_between_rows_are_refused(rows: list[tuple[str, ...]]) -> None:
    assert refused("\n".join([*HEAD, spaced(LABELS, *rows)])).code == "GC110"


def test_two_rows_in_one_block_are_refused() -> None:
    block = spaced(LABELS, ("合计", "100", "100", "", ""), ("甲局", "50", "50", "", ""), ("乙", "7", "7", "甲", "乙")).split("\n")
    assert refused("\n".join([*HEAD, block[0], "", *block[1:3], "", block[3]])).code == "GC110"


def test_lines_with_as_many_texts_as_the_header_are_parted_by_them_and_told() -> None:
    shifted = spaced(LABELS, *ROWS).replace("帮扶 ", "帮扶一二三四五六 ", 1)
    reading = read("\n".join([*HEAD, shifted]))
    assert [str(project.funding and project.funding.total) for unit in reading.table.units for project in unit.projects] == [
        "1078.00",
        "20.5",
    ]
    assert reading.table.units[0].projects[0].name == "帮扶一二三四五六"
    assert [(finding.code, str(finding.place)) for finding in reading.findings if finding.code == "GC267"] == [
        ("GC267", "第4行 第1列")
    ]


@pytest.mark.parametrize(("text", "other"), [("1,078.00  ", ""), ("20.5 ", "20.5  20.5 ")])
def test_a_line_with_another_number_of_texts_than_the_header_is_refused(text: str, other: str) -> None:
    shifted = spaced(LABELS, *ROWS).replace("帮扶 ", "帮扶一二三四五六 ", 1)
    assert refused("\n".join([*HEAD, shifted.replace(text, other, 1)])).code == "GC110"


def test_what_pdftotext_prints_of_a_real_table_is_refused_and_not_guessed(root: Path) -> None:
    path = root / "tests" / "cases" / "pdf" / "libreoffice-xlsx.pdf"
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True).stdout
    finding = refused(text.decode())
    assert finding.code == "GC110"
    assert "PDF" in finding.hint


# Pipe tables


def test_a_pipe_table_is_read() -> None:
    table = ["| " + " | ".join(row) + " |" for row in (LABELS, ("---", ":--", "--:", ":-:", "---"), *ROWS)]
    reading = read("\n".join(["# " + HEAD[0], "", *HEAD[1:], "", *table, "", "注：数据来自预算。"]).replace("# ", ""))
    assert reading.table == read(TRUTH).table
    assert str(reading.places["/units/0/projects/0/name"]) == "第8行 第3列"


def test_bars_and_breaks_in_a_pipe_table_are_text() -> None:
    table = "| 项目名称 | 总计 | 绩效目标 |\n|---|---|---|\n| 甲\\|乙 | 1.00 | 一<br>二 |\n"
    (project,) = read(f"单位：元\n\n{table}").table.units[0].projects
    assert (project.name, project.goal) == ("甲|乙", "一\n二")
