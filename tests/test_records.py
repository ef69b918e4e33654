"""A PDF that carries its document: the page is read, and a finding says where the attachment disagrees."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pypdf
import pytest
from hypothesis import given
from msgspec import structs
from pypdf.generic import ArrayObject, NameObject, StreamObject

import goalconv
from documents import member_at
from goalconv.converters import layouts
from goalconv.converters.layouts import LAYOUTS
from goalconv.converters.records import disagreement
from goalconv.converters.writers.pdf import write
from goalconv.templates import load
from pdf_cases import first
from strategies import examples, tables

CODES = {"GC236", "GC237"}


def of_record(reading: goalconv.Reading) -> list[goalconv.Finding]:
    return [finding for finding in reading.findings if finding.code in CODES]


def json(table: goalconv.GoalTable) -> bytes:
    return goalconv.write_bytes(table, "json").data


def printed(table: goalconv.GoalTable, record: bytes | None, layout: str = "disclosure") -> bytes:
    """A PDF of a table with any record."""
    row, template = layouts.named(layout), load(layout)
    return write(layouts.engine(row, "compose")(table, template), template, record=record).data


def read(data: bytes) -> goalconv.Reading:
    (reading,) = goalconv.read_bytes(data, format="pdf")
    return reading


@pytest.fixture(scope="module")
def table(seed: goalconv.Reading) -> goalconv.GoalTable:
    return first(seed.table, 2)


@pytest.mark.parametrize("layout", [layout.name for layout in LAYOUTS])
def test_our_own_files_agree(seed: goalconv.Reading, layout: str) -> None:
    reading = read(goalconv.write_bytes(seed.table, "pdf", options=goalconv.WriteOptions(layout)).data)
    assert of_record(reading) == []


def test_the_first_difference_is_named(table: goalconv.GoalTable) -> None:
    unit = table.units[0]
    project = unit.projects[1]
    funding = structs.replace(project.funding, total=project.funding.total + 1)  # type: ignore[union-attr,operator]
    changed = structs.replace(project, funding=funding, goal="另一个目标")
    units = (structs.replace(unit, projects=(unit.projects[0], changed)), *table.units[1:])
    reading = read(printed(table, json(structs.replace(table, units=units))))
    (finding,) = of_record(reading)
    assert (finding.code, finding.severity, finding.pointer) == ("GC236", "error", "/units/0/projects/1/funding/total")
    assert finding.parameters["count"] == 2
    assert str(project.funding.total) in finding.message  # type: ignore[union-attr]
    assert str(funding.total) in finding.message
    assert finding.place is not None
    assert json(reading.table) == json(table)


def test_a_long_text_is_shown_where_it_differs(table: goalconv.GoalTable) -> None:
    text = "甲" * 300
    page, kept = structs.replace(table, title=text + "乙" + text), structs.replace(table, title=text + "丙" + text)
    (finding,) = disagreement(goalconv.Reading(page), json(kept))
    assert "…甲甲甲甲甲甲乙甲" in finding.message
    assert "…甲甲甲甲甲甲丙甲" in finding.message


def test_a_missing_text_is_a_difference(table: goalconv.GoalTable) -> None:
    (finding,) = disagreement(goalconv.Reading(table), json(structs.replace(table, currency_unit="元", funding=None)))
    assert finding.pointer == "/currency_unit"
    assert "（空白）" not in finding.message
    (finding,) = disagreement(goalconv.Reading(structs.replace(table, funding=None)), json(table))
    assert "（空白）" in finding.message
    assert "(blank)" in finding.message_in("en")


def test_what_a_page_cannot_tell_is_no_difference(table: goalconv.GoalTable) -> None:
    unit = table.units[0]
    project = structs.replace(
        unit.projects[0], goal="一、就餐\n二、  助\u200b餐 笑脸😀", name="甲\ufeff乙", extensions={"备注": ""}
    )
    units = (structs.replace(unit, projects=(project, *unit.projects[1:])), *table.units[1:])
    reading = read(printed(structs.replace(table, units=units), json(structs.replace(table, units=units))))
    assert "[U+1F600]" in str(reading.table.units[0].projects[0].goal)
    assert of_record(reading) == []


def test_lines_beside_the_table_may_run_together(table: goalconv.GoalTable) -> None:
    apart, joined = structs.replace(table, notes=("注：甲。", "乙。")), structs.replace(table, notes=("注：甲。乙。",))
    assert disagreement(goalconv.Reading(joined), json(apart)) == ()
    assert disagreement(goalconv.Reading(joined), json(structs.replace(apart, notes=("注：甲。", "丙。")))) != ()


@pytest.mark.parametrize("label", ["联系 电话", "单价/元~", "basis", "text"])
def test_a_difference_under_a_label_of_its_own_is_found_where_the_document_has_it(table: goalconv.GoalTable, label: str) -> None:
    one, other = structs.replace(table, extensions={label: "甲"}), structs.replace(table, extensions={label: "乙"})
    (finding,) = disagreement(goalconv.Reading(one), json(other))
    assert member_at(one, finding.pointer) == "甲"


@given(tables())
@examples(30)
def test_any_table_agrees_with_itself_and_not_with_another(table: goalconv.GoalTable) -> None:
    assert disagreement(goalconv.Reading(table), json(table)) == ()
    other = structs.replace(table, units=(*table.units, goalconv.Unit(name="另一个单位")))
    (finding,) = disagreement(goalconv.Reading(table), json(other))
    assert finding.pointer == f"/units/{len(table.units)}/name"


def with_attachment(data: bytes, name: str, content: bytes, **entries: object) -> bytes:
    """The file with one more attachment, by pypdf; `entries` go into the dictionary of its stream."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    attached = writer.add_attachment(name, content)
    stream = attached.pdf_object["/EF"]["/F"].get_object()
    assert isinstance(stream, StreamObject)
    for key, value in entries.items():
        stream[NameObject(f"/{key}")] = value
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "没有标准文档"),
        (b"{", "没有标准文档"),
        (b'{"$schema": "urn:goalconv:goal-table:1.0", "title"', "JSON"),
        (b'{"$schema": "urn:goalconv:goal-table:9.0"}', "9.0"),
        (b'{"$schema": "urn:goalconv:goal-table:1.0", "currency_unit": "\xff"}', "编码"),
        (b'{"$schema": "urn:goalconv:goal-table:1.0"}', "currency_unit"),
        (b'{"$schema": "urn:goalconv:goal-table:1.0", "x": ' + b"[" * 100_000, "嵌套"),
        (b"PK\3\4" * 5_000_000, "没有标准文档"),
    ],
)
def test_an_attachment_that_cannot_be_read_is_a_finding(table: goalconv.GoalTable, content: bytes, reason: str) -> None:
    reading = read(with_attachment(printed(table, None), "goal-table.json", content))
    (finding,) = of_record(reading)
    assert (finding.code, finding.severity) == ("GC237", "warning")
    assert reason in finding.message
    assert json(reading.table) == json(table)


def test_a_bomb_is_a_finding(table: goalconv.GoalTable) -> None:
    packer = zlib.compressobj(9)
    bomb = packer.compress(b'{"$schema": "urn:goalconv:goal-table:1.0", "title": "')
    bomb += b"".join(packer.compress(b"0" * (1 << 20)) for _ in range(400)) + packer.flush()
    reading = read(with_attachment(printed(table, None), "goal-table.json", bomb, Filter=NameObject("/FlateDecode")))
    (finding,) = of_record(reading)
    assert finding.code == "GC237"
    assert "33554432" in finding.message
    twice = ArrayObject([NameObject("/FlateDecode"), NameObject("/FlateDecode")])
    reading = read(with_attachment(printed(table, None), "goal-table.json", zlib.compress(bomb, 9), Filter=twice))
    assert [finding.code for finding in of_record(reading)] == ["GC237"]


def test_other_attachments_are_named_and_not_taken(
    table: goalconv.GoalTable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    wrong = json(structs.replace(table, title="另一张表"))
    data = with_attachment(printed(table, json(table)), "../../goal-table.json", b"no document")
    reading = read(with_attachment(data, "依据\n.docx", b"text"))
    assert of_record(reading) == []
    (finding,) = (finding for finding in reading.findings if finding.code == "GC210")
    assert "../../goal-table.json" in finding.message
    reading = read(with_attachment(printed(table, None), "../goal-table.json", wrong))
    assert of_record(reading) == []
    assert not list(tmp_path.iterdir())


def test_an_attachment_without_a_file_is_named(table: goalconv.GoalTable) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(printed(table, json(table))))
    attached = writer.add_attachment("a.txt", b"text")
    del attached.pdf_object["/EF"]
    target = io.BytesIO()
    writer.write(target)
    reading = read(target.getvalue())
    assert of_record(reading) == []
    assert "GC210" in {finding.code for finding in reading.findings}


def test_a_file_saved_by_another_program_still_agrees(table: goalconv.GoalTable) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(printed(table, json(table))))
    target = io.BytesIO()
    writer.write(target)
    assert of_record(read(target.getvalue())) == []


def test_an_attachment_that_was_replaced_counts_and_not_the_former(table: goalconv.GoalTable) -> None:
    data = printed(table, json(structs.replace(table, currency_unit="元")))
    assert [finding.code for finding in of_record(read(data))] == ["GC236"]
    assert of_record(read(with_attachment(data, "goal-table.json", json(table)))) == []


def test_a_record_far_larger_than_its_pages_is_not_worth_its_reading(table: goalconv.GoalTable) -> None:
    unit = table.units[0]
    huge = structs.replace(table, units=(structs.replace(unit, projects=unit.projects * 2_000),))
    for record, codes in ((json(huge), ["GC237"]), (json(table) + b" " * (1 << 20), [])):
        found = of_record(read(printed(table, record)))
        assert [finding.code for finding in found] == codes
