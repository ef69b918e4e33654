"""Findings in the user's own workbook: at the cells, with everything else as it was."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

import goalconv
from goalconv import Finding
from goalconv.converters import catalogue as kinds
from goalconv.converters.places import SheetPlace, TextPlace
from programs import NEEDS_LIBREOFFICE

EXAMPLES = [kinds.UNEXPLAINED, kinds.TITLE_MISSING, kinds.BLANK_ROW]


def found(row: int, column: int, sheet: str = "表 1", kind: goalconv.converters.findings.Kind = kinds.EMPTY_FILE) -> Finding:
    return kind.at(SheetPlace(sheet, row, column), "")


def workbook() -> bytes:
    """A workbook of another maker: styles, a formula, a comment, a note's drawing, two sheets."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表 1"
    sheet["A1"], sheet["B2"], sheet["C2"], sheet["D4"] = "标题", 1234.5, "=B2*2", "说明"
    sheet["B2"].number_format, sheet["B2"].font = "#,##0.00", Font(name="黑体", bold=True)
    sheet["D4"].fill = PatternFill("solid", fgColor="00FF00")
    sheet["A1"].comment = Comment("原有批注", "张三")
    sheet.merge_cells("A6:C6")
    sheet["A6"] = "合并"
    book.create_sheet("另一张")["A1"] = "x"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def annotated(data: bytes, *findings: Finding) -> bytes:
    return goalconv.annotate(data, findings, "xlsx", format="xlsx")


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_cells_are_marked_and_all_other_parts_are_the_same_bytes() -> None:
    before = workbook()
    after = annotated(before, found(2, 2), found(6, 1))
    old, new = parts(before), parts(after)
    changed = {name for name in new if old.get(name) != new[name]}
    assert set(old) <= set(new)
    assert not changed & {
        "xl/workbook.xml",
        "xl/worksheets/sheet2.xml",
        "xl/sharedStrings.xml",
        "xl/theme/theme1.xml",
        "docProps/core.xml",
    }
    sheet = openpyxl.load_workbook(io.BytesIO(after))["表 1"]
    assert {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment} == {"A1", "B2", "A6"}
    assert "GC101 文件是空的" in sheet["B2"].comment.text


def test_a_marked_cell_keeps_its_number_format_its_font_and_its_value() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(annotated(workbook(), found(2, 2), found(2, 3))))["表 1"]
    cell = sheet["B2"]
    assert (cell.value, cell.number_format, cell.font.name, cell.font.bold) == (1234.5, "#,##0.00", "黑体", True)
    assert cell.fill.fgColor.rgb == "FFFFC7CE"
    assert sheet["C2"].value == "=B2*2"
    assert sheet["D4"].fill.fgColor.rgb == "0000FF00"


def test_a_comment_that_was_there_stays_and_ours_follows() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(annotated(workbook(), found(1, 1))))["表 1"]
    assert sheet["A1"].comment.text.startswith("原有批注")
    assert "goalconv:\n错误 GC101" in sheet["A1"].comment.text
    assert sheet["A1"].comment.author == "张三"


def test_the_gravest_colours_the_cell_and_all_are_said() -> None:
    findings = (found(4, 4, kind=kinds.BLANK_ROW), found(4, 4), found(4, 4, kind=kinds.TITLE_MISSING))
    cell = openpyxl.load_workbook(io.BytesIO(annotated(workbook(), *findings)))["表 1"]["D4"]
    assert cell.fill.fgColor.rgb == "FFFFC7CE"
    lines = cell.comment.text.splitlines()
    assert [line[:2] for line in lines if line[:2] != "提示" or "GC" in line] == ["错误", "警告", "提示"]


@pytest.mark.parametrize(("row", "column"), [(2, 1), (2, 9), (4, 2)])
def test_a_cell_that_the_sheet_leaves_out_is_put_in_where_it_belongs(row: int, column: int) -> None:
    data = annotated(workbook(), found(row, column))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["表 1"]
    assert sheet.cell(row, column).fill.fgColor.rgb == "FFFFC7CE"
    assert sheet.cell(row, column).comment is not None
    (reading,) = (grid for grid in [sheet] if grid["B2"].value == 1234.5)
    assert [cell.value for cell in reading[6]][:1] == ["合并"]


def test_what_points_to_no_cell_is_said_at_the_first_one_without_a_fill() -> None:
    findings = (kinds.EMPTY_FILE.at(), kinds.EMPTY_FILE.at(TextPlace(3, 4)), found(9, 9, sheet="没有这张"))
    sheet = openpyxl.load_workbook(io.BytesIO(annotated(workbook(), *findings)))["表 1"]
    assert sheet["A1"].comment.text.count("GC101") == 3
    assert sheet["A1"].fill.fill_type is None


def test_a_text_that_looks_like_markup_is_text() -> None:
    finding = kinds.UNEXPLAINED.at(SheetPlace("表 1", 2, 2), "", count=1, text="</t><b>&\x07")
    sheet = openpyxl.load_workbook(io.BytesIO(annotated(workbook(), finding)))["表 1"]
    assert "</t><b>&\\x07" in sheet["B2"].comment.text


@pytest.mark.parametrize("layout", ["disclosure", "declaration", "indicators"])
def test_every_place_of_the_example_is_marked_and_the_table_reads_the_same(layout: str, seed: goalconv.Reading) -> None:
    data = goalconv.write_bytes(seed.table, "xlsx", options=goalconv.WriteOptions(layout=layout)).data
    (reading,) = goalconv.read_bytes(data, format="xlsx")
    after = annotated(data, *reading.findings)
    book = openpyxl.load_workbook(io.BytesIO(after))
    for finding in reading.findings:
        place = finding.place
        assert isinstance(place, SheetPlace)
        cell = book[place.sheet].cell(place.row, place.column)
        assert finding.code in cell.comment.text
        assert cell.fill.fill_type == "solid"
    (again,) = goalconv.read_bytes(after, format="xlsx")
    assert again.table == reading.table


def test_the_same_findings_give_the_same_bytes_and_annotating_twice_keeps_both() -> None:
    data = workbook()
    once = annotated(data, found(2, 2))
    assert annotated(data, found(2, 2)) == once
    twice = openpyxl.load_workbook(io.BytesIO(annotated(once, found(2, 2), found(4, 4))))["表 1"]
    assert twice["B2"].comment.text.count("GC101") == 2
    assert twice["D4"].comment is not None


@NEEDS_LIBREOFFICE
def test_libreoffice_opens_it_and_shows_the_comments(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(annotated(workbook(), found(1, 1), found(2, 2), found(6, 1)))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "fods", "--outdir", tmp_path, tmp_path / "a.xlsx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    shown = (tmp_path / "a.fods").read_text(encoding="utf-8")
    assert shown.count("文件是空的") == 3
    assert shown.count("<office:annotation ") == 3
    assert "原有批注" in shown
    assert 'fo:background-color="#ffc7ce"' in shown
