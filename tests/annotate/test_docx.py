"""Findings in the user's own Word document: at the cells and paragraphs, with everything else as it was."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

import goalconv
from goalconv import Finding
from goalconv.converters import catalogue as kinds
from goalconv.converters.places import ParagraphPlace, Place, TablePlace


def found(place: Place | None, kind: goalconv.converters.findings.Kind = kinds.EMPTY_FILE) -> Finding:
    return kind.at(place, "")


def document(comment: bool = False) -> bytes:
    """A document of another maker: two tables, one with spans, paragraphs before and between."""
    made = docx.Document()
    first = made.add_paragraph("标题", style="Heading 1")
    table = made.add_table(3, 3)
    for index, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"格{index}"
    table.cell(1, 0).merge(table.cell(1, 1))
    made.add_paragraph("中间")
    made.add_table(1, 2).cell(0, 1).text = "第二张表"
    if comment:
        made.add_comment(first.runs[0], text="原有批注", author="张三", initials="张")
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def annotated(data: bytes, *findings: Finding) -> bytes:
    return goalconv.annotate(data, findings, "docx", format="docx")


def fill(cell: docx.table._Cell) -> str | None:
    shade = cell._tc.tcPr.find(qn("w:shd"))
    return None if shade is None else shade.get(qn("w:fill"))


def commented(made: docx.document.Document) -> dict[int, str]:
    """Number of a comment → the text in its range."""
    texts: dict[int, str] = {}
    open_: set[int] = set()
    for element in made.element.body.iter():
        if element.tag == qn("w:commentRangeStart"):
            open_.add(int(element.get(qn("w:id"))))
        elif element.tag == qn("w:commentRangeEnd"):
            open_.remove(int(element.get(qn("w:id"))))
        elif element.tag == qn("w:t"):
            texts |= {number: texts.get(number, "") + element.text for number in open_}
    assert not open_
    return texts


def test_the_cells_are_shaded_and_commented_and_all_other_parts_are_the_same_bytes() -> None:
    before = document()
    after = annotated(before, found(TablePlace(1, 1, 2)), found(TablePlace(2, 1, 2)))
    made = docx.Document(io.BytesIO(after))
    assert [fill(made.tables[0].cell(0, 1)), fill(made.tables[1].cell(0, 1)), fill(made.tables[0].cell(0, 0))] == [
        "FFC7CE",
        "FFC7CE",
        None,
    ]
    assert sorted(commented(made).values()) == ["格1", "第二张表"]
    assert ["错误 GC101 文件是空的" in comment.text for comment in made.comments] == [True, True]
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert changed <= {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml", "word/comments.xml"}


def test_the_text_is_the_same() -> None:
    before, after = (docx.Document(io.BytesIO(data)) for data in (document(), annotated(document(), found(TablePlace(1, 2, 1)))))
    assert [cell.text for table in before.tables for row in table.rows for cell in row.cells] == [
        cell.text for table in after.tables for row in table.rows for cell in row.cells
    ]
    assert [each.text for each in before.paragraphs] == [each.text for each in after.paragraphs]


def test_columns_behind_a_span_are_counted_as_the_reader_counts() -> None:
    made = docx.Document(io.BytesIO(annotated(document(), found(TablePlace(1, 2, 3)))))
    assert list(commented(made).values()) == ["格5"]


def test_a_paragraph_outside_the_tables_is_marked() -> None:
    made = docx.Document(io.BytesIO(annotated(document(), found(ParagraphPlace(2), kinds.TITLE_MISSING))))
    assert list(commented(made).values()) == ["中间"]
    assert made.paragraphs[1]._p.pPr.find(qn("w:shd")).get(qn("w:fill")) == "FFEB9C"


def test_comments_that_were_there_stay() -> None:
    made = docx.Document(io.BytesIO(annotated(document(comment=True), found(TablePlace(1, 1, 1)))))
    assert [(comment.author, comment.comment_id) for comment in made.comments] == [("张三", 0), ("goalconv", 1)]
    assert commented(made) == {0: "标题", 1: "格0"}


def test_what_points_to_no_cell_is_said_at_the_beginning_without_a_shade() -> None:
    made = docx.Document(io.BytesIO(annotated(document(), found(None), found(TablePlace(9, 1, 1)))))
    (comment,) = made.comments
    assert comment.text.count("GC101") == 2
    assert made.element.body.find(f".//{qn('w:shd')}") is None


def test_a_shade_that_was_there_is_replaced_and_properties_stay_in_order() -> None:
    once = annotated(document(), found(TablePlace(1, 1, 1), kinds.BLANK_ROW))
    made = docx.Document(io.BytesIO(annotated(once, found(TablePlace(1, 1, 1)))))
    properties = made.tables[0].cell(0, 0)._tc.tcPr
    assert [child.get(qn("w:fill")) for child in properties if child.tag == qn("w:shd")] == ["FFC7CE"]
    assert [child.tag for child in properties].index(qn("w:tcW")) < [child.tag for child in properties].index(qn("w:shd"))


def test_the_properties_of_a_marked_paragraph_stay_its_first_child() -> None:
    made = docx.Document(io.BytesIO(annotated(document(), found(ParagraphPlace(2)))))
    assert [child.tag for child in made.paragraphs[1]._p][:2] == [qn("w:pPr"), qn("w:commentRangeStart")]


def test_what_has_no_place_joins_the_note_of_the_first_spot() -> None:
    made = docx.Document()
    made.add_table(1, 1)
    buffer = io.BytesIO()
    made.save(buffer)
    after = docx.Document(io.BytesIO(annotated(buffer.getvalue(), found(TablePlace(1, 1, 1)), found(None))))
    (comment,) = after.comments
    assert comment.text.count("GC101") == 2
    assert fill(after.tables[0].cell(0, 0)) == "FFC7CE"


def test_a_text_that_looks_like_markup_is_text() -> None:
    finding = kinds.UNEXPLAINED.at(TablePlace(1, 1, 1), "", count=1, text="</w:t><b>&\x07")
    (comment,) = docx.Document(io.BytesIO(annotated(document(), finding))).comments
    assert "</w:t><b>&\\x07" in comment.text


@pytest.mark.parametrize("layout", ["disclosure", "declaration", "indicators"])
def test_every_place_of_the_example_is_marked_and_the_table_reads_the_same(layout: str, seed: goalconv.Reading) -> None:
    data = goalconv.write_bytes(seed.table, "docx", options=goalconv.WriteOptions(layout=layout)).data
    (reading,) = goalconv.read_bytes(data, format="docx")
    after = annotated(data, *reading.findings)
    made = docx.Document(io.BytesIO(after))
    places = {finding.place for finding in reading.findings}
    assert len(list(made.comments)) == len(places)
    assert len(made.element.body.findall(f".//{qn('w:commentReference')}")) == len(places)
    (again,) = goalconv.read_bytes(after, format="docx")
    assert again.table == reading.table
    assert {(finding.code, finding.place) for finding in again.findings if finding.place} >= {
        (each.code, each.place) for each in reading.findings
    }
