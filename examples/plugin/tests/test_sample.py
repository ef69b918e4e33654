"""The format, the layout, the profile and the check as goalconv uses them once they are installed."""

from __future__ import annotations

from pathlib import Path

import goalconv_sample.markdown
import pytest

import goalconv
from goalconv.plugin import Cell, Grid, ReadOptions, Row, TextPlace, WriteOptions, layout_named, look

TABLE = """\
2025年部门预算项目支出绩效目标表
单位：万元
项目名称\t项目金额\t年度绩效目标
消防|经费\t12.00\t完成"100"次\\n
"""


@pytest.fixture(name="table")
def read_table() -> goalconv.GoalTable:
    return goalconv.read_bytes(TABLE.encode(), format="text")[0].table


def test_texts_with_signs_of_markdown_come_back() -> None:
    texts = ("a|b", "c\\", "d\ne", "f<br>g", "", "h\\|i")
    grid = Grid((Row(tuple(Cell(text, column) for column, text in enumerate(texts)), "header"),))
    written = goalconv_sample.markdown.write((grid,), look(layout_named("disclosure")), WriteOptions())
    (row,) = goalconv_sample.markdown.read(written.data, ReadOptions()).grids[0].rows
    assert tuple(cell.text for cell in row.cells) == texts


@pytest.mark.parametrize("layout", ["disclosure", "declaration", "indicators", "pairs"])
def test_a_table_comes_back_from_markdown_in_every_layout(layout: str, table: goalconv.GoalTable) -> None:
    written = goalconv.write_bytes(table, "markdown", options=WriteOptions(layout=layout))
    (reading,) = goalconv.read_bytes(written.data, suffix=".md")
    assert reading.table == table


@pytest.mark.parametrize("form", ["text", "csv", "xlsx", "docx", "html"])
def test_the_layout_comes_back_from_every_format(form: str, table: goalconv.GoalTable, tmp_path: Path) -> None:
    path = tmp_path / f"pairs.{form}"
    goalconv.write(table, path, format=form, options=WriteOptions(layout="键值表"))
    reading = goalconv.read(path, format=form)
    assert reading.table == table
    assert reading.account.unexplained == 0
    assert reading.places["/units/0/projects/0/funding/total"]


def test_the_profile_judges(table: goalconv.GoalTable) -> None:
    assert goalconv.load_profile("sample-2025").required_fields == ("goal",)
    assert "SMP101" not in {finding.code for finding in goalconv.check(table, "sample-2025")}


def test_the_check_finds_what_its_explanation_shows() -> None:
    document = goalconv.explain("SMP101").document().encode()
    (reading,) = goalconv.read_bytes(document, format="text", options=ReadOptions(profile="sample-2025"))
    (found,) = (finding for finding in reading.findings if finding.code == "SMP101")
    assert found.place == TextPlace(4, 12)
    assert found.message_in("en") == "the goal only repeats the name of the project, “消防经费”"
    assert "SMP101" not in {finding.code for finding in goalconv.check(reading.table)}
