"""What stands beside the cells and lines of a file, or is not seen on them: each foreign text there is named with its place.

Real sheets (tests/cases/published) get a foreign text where a table has none: in comments, notes, text boxes, heads and feet of
pages, hidden rows, columns and sheets, white letters, cells that a merged one covers. It must end in a field or in a finding that
says it; of what is hidden a finding says where it is and how long, and reading it on request must give it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import docx
import openpyxl
import pytest
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import RGBColor
from hypothesis import assume, event, given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font

import goalconv
import sketches
from strategies import examples

TEXTS = st.sampled_from(
    ["异乡客", "见异乡客。", "单位：异乡客", "项目异乡客", "1、异乡客；指标值", "异乡客\n第二行", "{异乡客}", "R&D<异乡客>"]
)
CASES = sorted((Path(__file__).parents[1] / "cases" / "published").glob("*.toml"))


class Place(NamedTuple):
    """Where a text is put: `put` gives the file with it; how a finding says what was put there."""

    put: Callable[[Any, str, st.DataObject], None]
    hidden: bool = False


def _cell(page: Any, data: st.DataObject) -> Any:
    """A cell of the sheet that holds something."""
    filled = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    return data.draw(st.sampled_from(filled))


def comment(book: Any, text: str, data: st.DataObject) -> None:
    _cell(book.worksheets[0], data).comment = Comment(text, "某人")


def head(book: Any, text: str, data: st.DataObject) -> None:
    where = data.draw(st.sampled_from(["oddHeader", "oddFooter", "evenFooter", "firstHeader"]))
    getattr(book.worksheets[0], where).left.text = text.replace("&", "&&")


def hidden_row(book: Any, text: str, data: st.DataObject) -> None:
    page = book.worksheets[0]
    row = page.max_row + 1
    page.cell(row, data.draw(st.integers(1, 4)), text)
    page.row_dimensions[row].hidden = True


def hidden_column(book: Any, text: str, data: st.DataObject) -> None:
    page = book.worksheets[0]
    cell = page.cell(data.draw(st.integers(1, page.max_row)), page.max_column + 1, text)
    page.column_dimensions[cell.column_letter].hidden = True


def white(book: Any, text: str, data: st.DataObject) -> None:
    page = book.worksheets[0]
    cell = page.cell(data.draw(st.integers(1, page.max_row)), page.max_column + 1, text)
    cell.font = Font(color="FFFFFFFF")


def masked(book: Any, text: str, data: st.DataObject) -> None:
    page = book.worksheets[0]
    page.cell(data.draw(st.integers(1, page.max_row)), page.max_column + 1, text).number_format = ";;;"


def hidden_sheet(book: Any, text: str, data: st.DataObject) -> None:
    page = book.create_sheet("内部")
    page["B2"] = text
    page.sheet_state = data.draw(st.sampled_from(["hidden", "veryHidden"]))


WORKBOOK = {
    "comment": Place(comment), "head": Place(head), "row": Place(hidden_row, True), "column": Place(hidden_column, True),
    "white": Place(white, True), "masked": Place(masked, True), "sheet": Place(hidden_sheet, True),
}  # fmt: skip


def _paragraph(document: Any, data: st.DataObject) -> Any:
    """A paragraph of the body or of a cell."""
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    holder = data.draw(st.sampled_from([*cells, document])) if cells else document
    return holder.add_paragraph() if holder is document or not holder.paragraphs else holder.paragraphs[0]


def footnote(document: Any, text: str, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["footnote", "endnote"]))
    note = OxmlElement(f"w:{kind}")
    note.set(qn("w:id"), "7")
    paragraph = docx.Document().add_paragraph(text)._p
    note.append(deepcopy(paragraph))
    blob = f"<w:{kind}s {nsdecls('w')}/>".encode()
    root = parse_xml(blob)
    root.append(note)
    part = Part(PackURI(f"/word/{kind}s.xml"), getattr(CONTENT_TYPE, f"WML_{kind.upper()}S"), _bytes(root), document.part.package)
    document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, f"{kind.upper()}S"))
    reference = OxmlElement(f"w:{kind}Reference")
    reference.set(qn("w:id"), "7")
    _paragraph(document, data).add_run()._r.append(reference)


def _bytes(root: Any) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def remark(document: Any, text: str, data: st.DataObject) -> None:
    paragraph = _paragraph(document, data)
    run = (paragraph.runs or [paragraph.add_run()])[0]  # a letter of its own would make another label of the cell's
    document.add_comment(run, text=text, author="某人", initials="某")


def margin(document: Any, text: str, data: st.DataObject) -> None:
    section = document.sections[0]
    getattr(section, data.draw(st.sampled_from(["header", "footer"]))).paragraphs[0].text = text


def vanished(document: Any, text: str, data: st.DataObject) -> None:
    _paragraph(document, data).add_run(text).font.hidden = True


def pale(document: Any, text: str, data: st.DataObject) -> None:
    _paragraph(document, data).add_run(text).font.color.rgb = RGBColor(255, 255, 255)


def row_out_of_sight(document: Any, text: str, data: st.DataObject) -> None:
    assume(document.tables)
    row = document.tables[-1].add_row()
    row.cells[0].text = text
    row._tr.get_or_add_trPr().append(OxmlElement("w:hidden"))


def box(document: Any, text: str, data: st.DataObject) -> None:
    inner = docx.Document().add_paragraph(text)._p
    run = parse_xml(
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:textbox><w:txbxContent/></v:textbox></w:pict></w:r>'
    )
    next(run.iter(qn("w:txbxContent"))).append(deepcopy(inner))
    _paragraph(document, data)._p.append(run)


WORD = {
    "note": Place(footnote), "comment": Place(remark), "margin": Place(margin), "box": Place(box),
    "vanished": Place(vanished, True), "white": Place(pale, True), "row": Place(row_out_of_sight, True),
}  # fmt: skip
KINDS = {"xlsx": (openpyxl.load_workbook, WORKBOOK), "docx": (docx.Document, WORD)}


def _sketch(path: Path) -> str:
    import tomllib

    return str(tomllib.loads(path.read_text(encoding="utf-8"))["sketch"])


@cache
def _drawn(kind: str, path: Path) -> bytes:
    """A published sheet as a file that nothing foreign is in yet."""
    return sketches.MAKERS[kind](_sketch(path))


def _saved(opened: Any) -> bytes:
    stream = io.BytesIO()
    opened.save(stream)
    return stream.getvalue()


def _said(text: str, readings: tuple[goalconv.Reading, ...], *, hidden: bool) -> bool:
    """Whether a finding says the text, or, where it is hidden, how long it is and where it stands."""
    findings = [finding for reading in readings for finding in reading.findings]
    if not hidden:
        return any(" ".join(text.split()) in finding.message for finding in findings)
    length = f"({len(''.join(text.split()))} 字)"
    found = [finding for finding in findings if finding.code == "GC209" and finding.place is not None]
    return any(length in finding.message or "内部" in finding.message for finding in found)


@pytest.mark.parametrize(("kind", "where"), [(kind, where) for kind, (_, places) in KINDS.items() for where in places])
@given(path=st.sampled_from(CASES), text=TEXTS, data=st.data())
@examples(4)
def test_a_text_beside_the_table_is_named(kind: str, where: str, path: Path, text: str, data: st.DataObject) -> None:
    opener, places = KINDS[kind]
    opened = opener(io.BytesIO(_drawn(kind, path)))
    places[where].put(opened, text, data)
    made = _saved(opened)
    event(path.stem)
    assert _said(text, goalconv.read_bytes(made, format=kind), hidden=places[where].hidden)
    if places[where].hidden:
        assert "GC209" not in _found_in_whole(made, kind)


def _found_in_whole(made: bytes, kind: str) -> set[str]:
    """The codes found where what is hidden is read, too; in the cell of a label it makes that another one, so that no table may be left."""
    try:
        whole = goalconv.read_bytes(made, format=kind, options=goalconv.ReadOptions(include_hidden=True))
    except goalconv.UnreadableError as error:
        if error.finding.code != "GC108":
            raise
        return set()
    return {finding.code for reading in whole for finding in reading.findings}


def test_a_text_box_of_a_workbook_is_named_at_its_cell() -> None:
    made = sketches.xlsx(_sketch(CASES[0]))
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/'
        'drawingml/2006/main"><xdr:twoCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:row>3</xdr:row></xdr:from><xdr:sp><xdr:txBody><a:p><a:r>'
        "<a:t>异乡客</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"
    )
    thread = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="B2">'
        '<text>异乡人</text></threadedComment><threadedComment ref="B2"><text>答</text></threadedComment></ThreadedComments>'
    )
    kinds = (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing",
        "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
    )
    found = _with_parts(made, {"drawing1.xml": (kinds[0], drawing), "thread1.xml": (kinds[1], thread)})
    findings = [finding for reading in goalconv.read_bytes(found, format="xlsx") for finding in reading.findings]
    told = {str(finding.place): finding.message for finding in findings if finding.code == "GC210"}
    assert {place.rpartition("!")[2]: message.partition("的")[2] for place, message in told.items()} == {
        "C4": "文本框文字“异乡客” (3 字)没有读取",
        "B2": "批注“异乡人 答” (4 字)没有读取",
    }


def _with_parts(data: bytes, parts: dict[str, tuple[str, str]]) -> bytes:
    """The workbook with more parts that belong to its first sheet."""
    made = io.BytesIO()
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{kind}" Target="../{name}"/>'
        for number, (name, (kind, _)) in enumerate(parts.items())
    )
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        for name, (_, content) in parts.items():
            new.writestr(f"xl/{name}", content)
        package = "http://schemas.openxmlformats.org/package/2006/relationships"
        new.writestr("xl/worksheets/_rels/sheet1.xml.rels", f'<Relationships xmlns="{package}">{relations}</Relationships>')
    return made.getvalue()


@given(path=st.sampled_from(CASES), text=TEXTS.filter(lambda text: "<" not in text), data=st.data())
@examples(10)
def test_a_text_that_a_merged_cell_covers_is_named(path: Path, text: str, data: st.DataObject) -> None:
    made = _drawn("xlsx", path)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    page = parts["xl/worksheets/sheet1.xml"].decode()
    merged = re.findall(r'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)\d+"', page)
    wide = sorted({(row, last) for first, row, last in merged if first != last})
    assume(wide)
    row, column = data.draw(st.sampled_from(wide))
    cell = f'<c r="{column}{row}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    start = page.index(">", page.index(f'<row r="{row}"')) + 1
    parts["xl/worksheets/sheet1.xml"] = f"{page[:start]}{cell}{page[start:]}".encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    readings = goalconv.read_bytes(stream.getvalue(), format="xlsx")
    findings = [finding for reading in readings for finding in reading.findings if finding.code == "GC207"]
    assert any(text in str(finding.parameters["text"]) and str(finding.place).endswith(f"!{column}{row}") for finding in findings)
