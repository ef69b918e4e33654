"""A text of a document is text wherever it goes: in every format that is written, and in every report of it."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any, Final
from xml.etree import ElementTree

import docx
import openpyxl
import pypdf
import pytest

import goalconv
from documents import project, table
from goalconv.converters.model import Coded
from goalconv.converters.reports import FORMS

NASTY: Final = [
    "=cmd|'/c calc'!A1", "+1+cmd", "-2+3", "@SUM(A1)", "＝1+1", "=HYPERLINK(\"http://127.0.0.1/\",\"x\")", "http://127.0.0.1:9/x", "mailto:a@b",
    "<script>alert(1)</script>", '"onmouseover="x', "<img src=x onerror=alert(1)>", "javascript:alert(1)", "</title></td></table>", "<!--", "-->", "]]>",
    "&lt;b&gt;", "&nbsp;", "R&D", "<A级>景区", "A<B>C", "<w:t>x</w:t>", "</t><f>1+1</f>", "<para>", "<font color='red'>红</font>", '<img src="file:///etc/passwd"/>',
    "[red]项目", "[/]", "[[x]]", "{{项目名称}}", "{%x%}", "${x}", "$(id)", "`id`", "%0A::error::x", "::error::x", "::set-output name=a::b",
    "(x) Tj ET /JavaScript", "<</S/JavaScript/JS(x)>>", "\\(x\\)", "BT (x) Tj", "_x000D_", "_x005F_", "甲\\；乙", "〔备注〕", "'='", "''", "项目\\n名", "a,b;c\"d", "%s%n", "../../x", "C:\\x",
]  # fmt: skip
"""Each is harmless as text, and is something else to some program that forgets to say that it is text."""
PLAIN: Final = "项目甲"


def document(text: str) -> goalconv.GoalTable:
    """A table that says `text` wherever a text may stand."""
    return table(
        project(name=f"{text}名", goal=text, extensions={"备注": text}),
        title=f"{text}2025年绩效目标表",
        department=Coded(None, text),
        notes=(f"说明{text}",),
    )


class Page(HTMLParser):
    """What a browser makes of a page: its elements with their attributes, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: set[tuple[str, tuple[str, ...]]] = set()
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.add((tag, tuple(name for name, _ in attributes)))

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def of_xlsx(data: bytes) -> tuple[str, Any]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    kinds = {cell.data_type for cell in cells} | {bool(cell.hyperlink) for cell in cells}
    texts = (str(cell.value).replace("_x005F_", "_") for cell in cells)  # which openpyxl leaves as it stands in the file
    return "\n".join(texts), (kinds, elements(data))


def of_docx(data: bytes) -> tuple[str, Any]:
    read = docx.Document(io.BytesIO(data))
    cells = [cell.text for found in read.tables for row in found.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in read.paragraphs), *cells]), elements(data)


def elements(data: bytes) -> set[tuple[str, str]]:
    """Every kind of element that the parts of a package hold, by part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        trees = {
            name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith((".xml", ".rels"))
        }
    return {(name, element.tag) for name, tree in trees.items() for element in tree.iter()}


def of_html(data: bytes) -> tuple[str, Any]:
    page = Page()
    page.feed(data.decode())
    return "".join(page.pieces), page.elements


def of_pdf(data: bytes) -> tuple[str, Any]:
    read = pypdf.PdfReader(io.BytesIO(data))
    root = read.trailer["/Root"]
    marks = [mark.title for mark in read.outline if not isinstance(mark, list)]
    said = ElementTree.fromstring(root["/Metadata"].get_data().partition(b"?>")[2].rpartition(b"<?")[0])
    shape = (
        sorted(root),
        [sorted(page) for page in read.pages],
        {element.tag for element in said.iter()},
        sorted(read.metadata or {}),
    )
    assert read.metadata is not None
    assert read.metadata.title in "".join(said.itertext())
    return "".join("".join(page.extract_text() for page in read.pages).split()) + "".join(marks), shape


def of_csv(data: bytes) -> tuple[str, Any]:
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    for cell in (cell for row in rows for cell in row):
        assert not cell.startswith(("=", "@", "\t", "\r"))
        assert not (cell.startswith(("+", "-")) and re.search("[A-Za-z(+*/]", cell[1:]))
    cells = [cell for row in rows for cell in row]
    return "\n".join([*cells, *(cell[1:] for cell in cells if cell.startswith("'"))]), ()


def of_text(data: bytes) -> tuple[str, Any]:
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter="\t"))
    return "\n".join(cell for row in rows for cell in row), ()


def of_json(data: bytes) -> tuple[str, Any]:
    read = json.loads(data)
    return "\n".join(
        [read["title"], read["department"]["name"], *read["notes"], read["units"][0]["projects"][0]["goal"]]
    ), sorted(read)


ORACLES: Final[dict[str, Callable[[bytes], tuple[str, Any]]]] = {
    "xlsx": of_xlsx, "docx": of_docx, "html": of_html, "pdf": of_pdf, "csv": of_csv, "text": of_text, "json": of_json, "jsonl": of_json,
}  # fmt: skip


def test_every_format_that_is_written_has_a_reader_of_others() -> None:
    assert {form.name for form in goalconv.all_formats() if form.writer and form.origin == "goalconv"} == set(ORACLES)


@pytest.mark.parametrize("name", ORACLES)
def test_every_writer_holds_a_text_as_text(name: str) -> None:
    _, usual = ORACLES[name](goalconv.write_bytes(document(PLAIN), name).data)
    for text in NASTY:
        written = document(text)
        data = goalconv.write_bytes(written, name).data
        seen, shape = ORACLES[name](data)
        wanted = "".join(text.split()) if name == "pdf" else text
        assert seen.count(wanted.replace("_x005F_", "_") if name == "xlsx" else wanted) >= 3, (name, text)
        assert shape <= usual if name == "docx" else shape == usual, (name, text)  # a paragraph may need an indent less
        (reading,) = goalconv.read_bytes(data, format=name)
        assert reading.table == written, (name, text)


ACTING: Final = [
    "\x1b[2J",
    "\x1b]0;x\x07",
    "\x07",
    "\r覆盖",
    "\x9b31m",
    "\u202e反",
    "\u2066",
    "\u200b",
    "%0A::error::",
    "\n::error::x",
    "[red]",
    "\ud800",
]


def checked_as(name: str, path: str) -> list[goalconv.CheckedFile]:
    """Two files with one finding each, which says the name of a project."""
    document = table(project(name=name, goal="", indicators=()))
    findings = tuple(finding for finding in goalconv.check(document) if finding.code == "GC226")
    assert [finding.parameters["name"] for finding in findings] == [name]
    return [goalconv.CheckedFile(path, (goalconv.Reading(document, findings),))] * 2


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_report_lets_a_text_act(form: str, language: Any) -> None:
    usual = goalconv.report(checked_as("名", "路.txt"), form, language)
    for acting in ACTING:
        path = f"路{acting}.txt".replace("\ud800", "\udcff")  # as Python names a file whose name is no UTF-8
        text = goalconv.report(checked_as(f"名{acting}名", path), form, language)
        if form in ("json", "sarif"):
            assert json.loads(text)
            text.encode()
        else:
            assert all(char == "\n" or char.isprintable() or char == "\u3000" for char in text), (form, acting)
            assert text.count("\n") == usual.count("\n"), (form, acting)


def test_a_table_on_the_terminal_cannot_act_on_it() -> None:
    for acting in ACTING:
        shown = goalconv.show(document(f"甲{acting}乙"))
        assert all(char == "\n" or char.isprintable() or char == "\u3000" for char in shown), acting


@pytest.mark.parametrize("form", ["text", "html", "json", "xlsx"])
def test_a_comparison_holds_a_text_as_text(form: Any) -> None:
    usual = rendered(PLAIN, form)
    for text in NASTY:
        found = rendered(text, form)
        if form == "html":
            assert of_html(found)[1] == of_html(usual)[1], text
        elif form == "xlsx":
            kinds, made = of_xlsx(found)[1]
            assert kinds == {"s", False}, text
            assert not [tag for _, tag in made if tag.endswith(("}f", "}hyperlink", "}dde"))], text
        elif form == "json":
            assert json.loads(found)


def rendered(text: str, form: Any) -> bytes:
    made = goalconv.render_changes(goalconv.diff(document(PLAIN + "旧"), document(text)), form)
    return made if isinstance(made, bytes) else made.encode()
