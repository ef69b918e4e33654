"""A wrong form is refused at the cell of the marker, with what to do."""

from __future__ import annotations

import io
from decimal import Decimal

import docx
import openpyxl
import pytest
from msgspec import structs

import goalconv
from goalconv.converters.forms import form as forms

TABLE = goalconv.GoalTable(
    currency_unit="万元",
    title="某局2025年项目支出绩效目标表",
    units=(goalconv.Unit(name="甲", projects=(goalconv.Project(name="乙"), goalconv.Project(name="丙"))),),
)


def workbook(rows: list[list[object]], *merges: str) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for area in merges:
        book.active.merge_cells(area)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def refused(form: bytes) -> tuple[str, str, str]:
    with pytest.raises(goalconv.GoalconvError) as caught:
        forms.fill(form, TABLE)
    finding = caught.value.finding
    return finding.code, str(finding.place or ""), f"{finding.message} {finding.hint}"


@pytest.mark.parametrize(
    ("rows", "merges", "code", "place", "words"),
    [
        ([["{{title}}"], ["", "{{项目名}}"]], [], "GC850", "Sheet!B2", "项目名称"),
        ([["{{project.nmae}}"]], [], "GC850", "Sheet!A1", "project.name"),
        ([["{{#indicator}}x{{/indicator}}"]], [], "GC850", "Sheet!A1", "indicators"),
        ([["{{title"]], [], "GC850", "Sheet!A1", "{{title"),
        ([["{{title|upper}}"]], [], "GC850", "Sheet!A1", "upper"),
        ([["{{#projects}}", "{{name}}"], ["x"]], [], "GC851", "Sheet!A1", "{{/projects}}"),
        ([["{{name}}{{/projects}}"]], [], "GC852", "Sheet!A1", "{{/projects}}"),
        ([["{{#projects}}", "{{#indicators}}", "{{/projects}}", "{{/indicators}}"]], [], "GC852", "Sheet!C1", "{{/projects}}"),
        (
            [["表头", "x"], ["", "{{#projects}}{{name}}"], ["", "{{/projects}}备注"]],
            ["A1:A2"],
            "GC853",
            "Sheet!B2",
            "Sheet!A1 至 Sheet!A2",
        ),
        ([["{{title}}", '="{{title}}"&A1']], [], "GC854", "Sheet!B1", "{{title}}"),
        ([["{{#projects}}{{indicators}}{{/projects}}"]], [], "GC855", "Sheet!A1", "packed"),
        ([["{{units}}"]], [], "GC855", "Sheet!A1", "{{#units}}"),
        ([["没有标记"]], [], "GC857", "", "{{项目名称}}"),
        ([["{{#projects}}{{name}}{{/projects}}", "{{三级指标}}"]], [], "GC858", "Sheet!B1", "{{#indicators}}"),
        ([["{{#projects}}{{#units}}{{/units}}{{/projects}}"]], [], "GC858", "Sheet!A1", "{{#units}}"),
    ],
)
def test_a_wrong_marker_is_named_with_its_cell(
    rows: list[list[object]], merges: list[str], code: str, place: str, words: str
) -> None:
    found = refused(workbook(rows, *merges))
    assert found[:2] == (code, place)
    assert words in found[2]


def test_a_marker_in_a_page_head_or_a_comment_of_a_sheet_is_refused() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "{{title}}"
    book.active.oddHeader.center.text = "{{title}}"
    buffer = io.BytesIO()
    book.save(buffer)
    assert refused(buffer.getvalue())[0] == "GC856"
    book.active.oddHeader.center.text = None
    book.active["A1"].comment = openpyxl.comments.Comment("{{title}}", "x")
    buffer = io.BytesIO()
    book.save(buffer)
    assert refused(buffer.getvalue())[0] == "GC856"


def test_a_word_block_may_not_cut_a_table() -> None:
    made = docx.Document()
    made.add_paragraph("{{#projects}}{{name}}")
    made.add_table(1, 1).cell(0, 0).text = "{{/projects}}"
    buffer = io.BytesIO()
    made.save(buffer)
    assert refused(buffer.getvalue())[:2] == ("GC853", "第1段")


def test_a_project_in_a_page_head_of_word_is_refused() -> None:
    made = docx.Document()
    made.add_paragraph("{{project.name}}")
    made.sections[0].header.paragraphs[0].text = "{{project.name}}"
    buffer = io.BytesIO()
    made.save(buffer)
    assert refused(buffer.getvalue())[0] == "GC856"


def test_two_sheets_for_one_project_each_are_refused() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "{{项目名称}}"
    book.create_sheet("二")["A1"] = "{{绩效目标}}"
    buffer = io.BytesIO()
    book.save(buffer)
    assert refused(buffer.getvalue())[0] == "GC868"


def test_a_form_in_yuan_is_not_filled_with_ten_thousands() -> None:
    table = goalconv.GoalTable(
        currency_unit="万元",
        units=(goalconv.Unit(projects=(goalconv.Project(name="乙", funding=goalconv.Funding(Decimal(12))),)),),
    )
    form = workbook([["单位：元"], ["{{项目名称}}", "{{总计}}"]])
    with pytest.raises(goalconv.UnwritableError) as caught:
        forms.fill(form, table)
    assert caught.value.finding.code == "GC866"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"PK\x03\x04broken", "项目".encode()])
def test_what_is_no_form_is_refused(data: bytes) -> None:
    with pytest.raises(goalconv.UnreadableError):
        forms.fill(data, TABLE)


def test_a_filled_form_that_differs_is_read_and_the_differences_named() -> None:
    form = workbook(
        [
            ["项目名称", "{{项目名称}}"],
            ["金额（万元）", "{{总计}}"],
            ["指标", "{{#指标}}{{三级指标}}", "{{指标值}}{{/指标}}"],
            ["填表人："],
        ]
    )
    filled = workbook(
        [
            ["项目名字", "养老"],
            ["金额（万元）", "三万"],
            ["指标", "次数", "≥3次"],
            ["指标", "人数", "5人"],
            ["手写的一行", "x"],
            ["填表人：张三", "电话", "1"],
        ]
    )
    reading = forms.read(form, filled)
    project = reading.table.units[0].projects[0]
    assert project.name == "养老"
    assert project.extensions == {"总计": "三万"}
    assert [indicator.name for indicator in project.indicators] == ["次数", "人数"]
    found = [(finding.code, str(finding.place)) for finding in reading.findings]
    assert ("GC861", "Sheet!A1") in found
    assert ("GC401", "Sheet!B2") in found
    assert ("GC862", "Sheet!A5") in found
    assert ("GC861", "Sheet!A6") in found
    assert ("GC862", "Sheet!B6") in found
    message = next(
        finding.message for finding in reading.findings if finding.place is not None and str(finding.place) == "Sheet!A1"
    )
    assert "Sheet!A1" in message
    assert "项目名称" in message


def test_a_text_of_the_forms_own_stays_beside_one_that_its_field_did_not_take() -> None:
    fields = ["{{项目名称}}", "{{总计}}", "{{project.extensions.总计}}", "{{绩效指标|连写}}", "{{project.extensions.绩效指标}}"]
    reading = forms.read(workbook([fields]), workbook([["养老", "三万", "另有五万", "散记一句", "见附件"]]))
    (project,) = reading.table.units[0].projects
    assert project.extensions == {"总计": "另有五万", "绩效指标": "见附件", "总计(2)": "三万", "绩效指标(2)": "散记一句"}


def test_what_the_form_has_no_place_for_is_named() -> None:
    written = forms.fill(workbook([["{{#projects}}{{项目名称}}{{/projects}}"]]), TABLE)
    assert [finding.code for finding in written.findings] == ["GC859", "GC859"]
    assert "标题" in written.findings[0].message
    assert "甲" in written.findings[1].message


def test_texts_that_run_together_are_reported_as_an_error() -> None:
    table = goalconv.GoalTable(currency_unit="元", units=(goalconv.Unit(projects=(goalconv.Project(name="甲、乙", code="1"),)),))
    written = forms.fill(workbook([["{{项目名称}}、{{项目编码}}"]]), table)
    assert {(finding.code, finding.severity) for finding in written.findings} == {("GC860", "error")}


def test_a_formula_that_nobody_has_calculated_is_not_read_as_blank() -> None:
    form = workbook([["项目名称", "{{项目名称}}", "{{总计}}"], ["算式", "=C1"]])
    with pytest.raises(goalconv.UnreadableError) as caught:
        forms.read(form, workbook([["项目名称", "甲", "=1+1"], ["算式", "=C1"]]))
    assert (caught.value.finding.code, str(caught.value.finding.place)) == ("GC107", "Sheet!C1")
    (unit,) = forms.read(form, workbook([["项目名称", "甲", 12], ["算式", "=C1"]])).table.units
    assert unit.projects[0].funding == goalconv.Funding(Decimal(12))


def test_a_value_that_two_places_give_otherwise_is_reported_with_both() -> None:
    form = workbook([["{{标题}}"], ["项目", "{{项目名称}}"], ["再写一次", "{{标题}}"]])
    reading = forms.read(form, workbook([["甲表"], ["项目", "养老"], ["再写一次", "乙表"]]))
    assert reading.table.title == "甲表"
    (finding,) = (finding for finding in reading.findings if finding.code == "GC869")
    assert (str(finding.place), "Sheet!A1" in finding.message, "乙表" in finding.message) == ("Sheet!B3", True, True)


def test_rows_below_a_block_keep_their_comment_filter_and_format() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["{{#项目}}"],
        ["项目", "{{项目名称}}", "{{总计}}"],
        ["目标", "{{绩效目标}}"],
        ["{{/项目}}"],
        ["和", "=SUM(C2:C2)"],
        ["注"],
    ):
        sheet.append(row)
    sheet["A6"].comment = openpyxl.comments.Comment("看这里", "x")
    sheet.auto_filter.ref = "A5:C6"
    sheet.conditional_formatting.add("C2", openpyxl.formatting.rule.CellIsRule(operator="lessThan", formula=["0"]))
    buffer = io.BytesIO()
    book.save(buffer)
    filled = openpyxl.load_workbook(io.BytesIO(forms.fill(buffer.getvalue(), TABLE).data)).active
    assert [cell.value for cell in filled["B"]] == ["乙", None, "丙", None, "=SUM((C1:C1,C3:C3))", None]
    assert filled["A6"].comment.text == "看这里"
    assert filled.auto_filter.ref == "A5:C6"
    assert [str(area.sqref) for area in filled.conditional_formatting] == ["C1 C3"]


def test_a_word_block_of_paragraphs_and_tables_is_repeated_with_them() -> None:
    made = docx.Document()
    for text in ("{{标题}}", "{{#单位}}", "{{单位名称}}"):
        made.add_paragraph(text)
    table = made.add_table(2, 1)
    table.cell(0, 0).text = "项目名称"
    table.cell(1, 0).text = "{{#项目}}{{项目名称}}{{/项目}}"
    made.add_paragraph("{{/单位}}")
    made.add_paragraph("完")
    buffer = io.BytesIO()
    made.save(buffer)
    data = goalconv.GoalTable(
        title="表",
        currency_unit="万元",
        units=(TABLE.units[0], goalconv.Unit(name="乙", projects=(goalconv.Project(name="丁"),))),
    )
    written = forms.fill(buffer.getvalue(), data)
    filled = docx.Document(io.BytesIO(written.data))
    assert [paragraph.text for paragraph in filled.paragraphs] == ["表", "甲", "乙", "完"]
    assert [[row.cells[0].text for row in table.rows] for table in filled.tables] == [
        ["项目名称", "乙", "丙"],
        ["项目名称", "丁"],
    ]
    assert written.findings == ()
    assert forms.read(buffer.getvalue(), written.data).table == data


def test_what_a_filled_form_holds_is_held_to_the_limits_on_tables() -> None:
    form = workbook([["甲"], ["{{#projects}}{{name}}"], ["指标", "{{#indicators}}{{name}}{{/indicators}}"], ["{{/projects}}"]])
    project = goalconv.Project(name="乙", indicators=tuple(goalconv.Indicator(name=name) for name in "子丑寅"))
    table = structs.replace(TABLE, units=(goalconv.Unit(projects=(project,)),))
    filled = forms.fill(form, table).data
    assert len(forms.read(form, filled, goalconv.Limits(indicators=3)).table.units[0].projects[0].indicators) == 3
    with pytest.raises(goalconv.UnreadableError) as caught:
        forms.read(form, filled, goalconv.Limits(indicators=2))
    assert (caught.value.finding.code, caught.value.finding.parameters["name"]) == ("GC105", "indicators")
