"""The PDF as a record: PDF/A-3, tags, bookmarks and the attached document, as other programs read them."""

from __future__ import annotations

import io
import runpy
import subprocess
from pathlib import Path
from typing import Any

import pdfplumber
import pypdf
import pypdfium2
import pytest
from PIL import Image, ImageCms

import archive
import goalconv
from goalconv.converters import layouts
from goalconv.converters.grid import Cell, Grid, Row
from goalconv.converters.writers.pdf import write
from goalconv.converters.writers.pdf_metadata import conformance
from goalconv.templates import load
from programs import NEEDS_POPPLER

TEMPLATE = load("disclosure")
NAMES = tuple(layout.name for layout in layouts.LAYOUTS)
COLUMNS = ("name", "total", "goal", "indicators")


def compose(table: goalconv.GoalTable, name: str) -> tuple[Grid, ...]:
    layout = layouts.named(name)
    grids: tuple[Grid, ...] = layouts.engine(layout, "compose")(table, load(name))
    return grids


def bare(text: str) -> str:
    return "".join(text.split())


def tall() -> Grid:
    """A table with a header over two rows, and a row that runs over several pages."""
    header = Row((Cell("名称", 0, rowspan=2, role="label"), Cell("内容", 1, 3, role="label")), "header")
    below = Row(tuple(Cell(text, at, role="label") for at, text in enumerate(("金额", "目标", "指标"), 1)), "header")
    long = Row((Cell("很长的项目", 0, role="name"), Cell("1.00", 1, role="amount"), Cell("目标。" * 900, 2), Cell("", 3)))
    spans = Row((Cell("跨行", 0, rowspan=2, role="name"), Cell("2.00", 1, rowspan=2), Cell("甲", 2), Cell("乙", 3)))
    return Grid(
        (Row((Cell("标题", colspan=4),), "title"), header, below, long, spans, Row((Cell("丙", 2), Cell("丁", 3)))), COLUMNS
    )


def one(text: str) -> bytes:
    return write([Grid((Row((Cell("标题" + text),), "title"), Row((Cell(text),))), ("name",))], TEMPLATE).data


@pytest.mark.parametrize("name", NAMES)
def test_every_layout_is_an_archival_file(seed: goalconv.Reading, name: str) -> None:
    data = goalconv.write_bytes(seed.table, "pdf", options=goalconv.WriteOptions(name)).data
    assert archive.faults(data) == []
    assert archive.properties(data)["conformance"] == "A"
    assert archive.irregular(data) == []


@pytest.mark.parametrize(
    "text", ["零\u200b宽", "不\u00a0断\u2003开\u3000", "制表\t符", "𬱖䶮", "第一行\n第二行", "😀", "<A级> & \\ (括号)", ""]
)
def test_any_text_is_archival(text: str) -> None:
    data = one(text)
    assert archive.faults(data) == []
    assert archive.properties(data)["conformance"] == "A"
    assert archive.properties(data)["title"] == ("标题" + text).strip()


def test_odd_grids_are_archival() -> None:
    for grids in (
        [],
        [Grid(())],
        [tall(), tall()],
        [Grid((Row(()), Row((Cell("", 0, rowspan=9),)), Row((Cell("越界", 1, 50),))))],
    ):
        assert archive.faults(write(grids, TEMPLATE).data) == []


def test_the_level_is_what_the_characters_allow() -> None:
    assert archive.properties(one("首\ufeff字"))["conformance"] == "B"
    assert archive.faults(one("首\ufeff字")) == []
    assert [conformance(text) for text in ("中文", "自造字\ue000", "\U000f0001", "\ufeff\ue000")] == ["A", "U", "U", "B"]


def broken(change: str) -> bytes:
    """A sound file with one thing wrong."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(one("字")))
    root = writer.root_object
    name = pypdf.generic.NameObject
    if change == "language":
        del root["/Lang"]
    elif change == "marks":
        root["/MarkInfo"][name("/Marked")] = pypdf.generic.BooleanObject(False)
    elif change == "width":
        inner = writer.pages[0]["/Resources"]["/Font"]["/F1"]["/DescendantFonts"][0].get_object()
        inner[name("/DW")] = pypdf.generic.NumberObject(700)
    elif change == "action":
        root[name("/OpenAction")] = pypdf.generic.ArrayObject()
    elif change == "attachment":
        writer.add_attachment("a.txt", b"text")
    elif change == "content":
        page = writer.pages[0]
        page["/Contents"].get_object().set_data(page["/Contents"].get_object().get_data() + b"\n0 0 m 9 9 l S")
    elif change == "parents":
        root["/StructTreeRoot"]["/ParentTree"]["/Nums"][1].pop()
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("change", "clause"),
    [
        ("language", "6.7.4"), ("marks", "6.7.2.2"), ("width", "6.2.11.5"), ("action", "/OpenAction"), ("attachment", "6.8"),
        ("content", "6.7.3"), ("parents", "6.7.3.3"),
    ],
)  # fmt: skip
def test_the_checker_finds_what_is_wrong(change: str, clause: str) -> None:
    assert any(clause in fault for fault in archive.faults(broken(change)))


def elements(data: bytes) -> list[tuple[str, str, dict[str, Any]]]:
    """Every cell with text: its type, its text over all pages, and its attributes; by pypdf from the tree, pdfplumber for the texts."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        texts: dict[tuple[int, int], str] = {}
        for page in pdf.pages:
            for char in page.chars:
                if char["mcid"] is not None:
                    place = page.page_number, char["mcid"]
                    texts[place] = texts.get(place, "") + char["text"]
    reader = pypdf.PdfReader(io.BytesIO(data))
    numbers = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages, 1) if page.indirect_reference}
    found: list[tuple[str, str, dict[str, Any]]] = []

    def visit(element: Any) -> None:
        text = ""
        for kid in element.get("/K", []) if isinstance(element.get("/K", []), list) else [element["/K"]]:
            kid = kid.get_object()
            if isinstance(kid, int):
                text += texts.get((numbers[element.raw_get("/Pg").idnum], kid), "")
            elif kid.get("/Type") == "/MCR":
                text += texts.get((numbers[kid.raw_get("/Pg").idnum], kid["/MCID"]), "")
            else:
                visit(kid)
        if element.get("/S") in ("/H1", "/P", "/TH", "/TD"):
            found.append((element["/S"][1:], bare(text), element.get("/A", {})))

    visit(reader.trailer["/Root"]["/StructTreeRoot"])
    return found


@pytest.mark.parametrize("name", NAMES)
def test_the_tags_are_the_grid(seed: goalconv.Reading, name: str) -> None:
    grids = compose(seed.table, name)
    wanted = [
        ({"title": "H1"}.get(row.role, "P") if row.role in ("title", "line", "unit_line", "note") else None, bare(cell.text))
        for grid in grids
        for row in grid.rows
        for cell in row.cells
    ]
    found = elements(write(grids, TEMPLATE if name == "disclosure" else load(name)).data)
    assert [text for _, text, _ in found] == [text for _, text in wanted]
    assert all(
        role in ("TH", "TD") if kind is None else role == kind for (role, _, _), (kind, _) in zip(found, wanted, strict=True)
    )


def test_a_cell_over_several_pages_is_one_element() -> None:
    data = write([tall()], TEMPLATE).data
    assert len(pypdf.PdfReader(io.BytesIO(data)).pages) > 1
    found = elements(data)
    assert [text for _, text, _ in found] == [
        "标题", "名称", "内容", "金额", "目标", "指标", "很长的项目", "1.00", "目标。" * 900, "", "跨行", "2.00", "甲", "乙", "丙", "丁",
    ]  # fmt: skip
    by_text = {text: (role, attributes) for role, text, attributes in found}
    assert by_text["名称"] == ("TH", {"/O": "/Table", "/Scope": "/Column", "/RowSpan": 2})
    assert by_text["内容"] == ("TH", {"/O": "/Table", "/Scope": "/Column", "/ColSpan": 3})
    assert by_text["跨行"] == ("TH", {"/O": "/Table", "/Scope": "/Row", "/RowSpan": 2})
    assert by_text["丁"] == ("TD", {})


def outline(data: bytes) -> list[tuple[int, str, int]]:
    """The bookmarks: depth, words, page from 1."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    found: list[tuple[int, str, int]] = []

    def visit(entries: list[Any], depth: int) -> None:
        for entry in entries:
            if isinstance(entry, list):
                visit(entry, depth + 1)
            else:
                found.append((depth, entry.title, reader.get_destination_page_number(entry) + 1))

    visit(reader.outline, 0)
    return found


def printed(data: bytes, page: int) -> str:
    """The text of a page, from 1, as pdfium reads it."""
    document = pypdfium2.PdfDocument(data)
    text = document[page - 1].get_textpage().get_text_range()
    document.close()
    return bare(text)


@pytest.mark.parametrize("name", ["disclosure", "indicators"])
def test_bookmarks_lead_to_the_units(seed: goalconv.Reading, name: str) -> None:
    data = goalconv.write_bytes(seed.table, "pdf", options=goalconv.WriteOptions(name)).data
    (_, title, first), *units = outline(data)
    assert (title, first) == (seed.table.title, 1)
    assert [(depth, words) for depth, words, _ in units] == [(1, unit.name) for unit in seed.table.units]
    assert all(words in printed(data, page) for _, words, page in units)


def test_bookmarks_lead_to_the_forms(seed: goalconv.Reading) -> None:
    data = goalconv.write_bytes(seed.table, "pdf", options=goalconv.WriteOptions("declaration")).data
    found = outline(data)
    forms = [(words, page) for depth, words, page in found if depth == 0][1:]
    assert [words for words, _ in forms] == [project.name for unit in seed.table.units for project in unit.projects]
    assert all(bare(words) in printed(data, page) for words, page in forms)


def listed(path: Path) -> str:
    return subprocess.run(["pdfdetach", "-list", str(path)], check=True, capture_output=True, text=True).stdout


@NEEDS_POPPLER
def test_the_document_is_attached(seed: goalconv.Reading, tmp_path: Path) -> None:
    path = tmp_path / "table.pdf"
    path.write_bytes(goalconv.write_bytes(seed.table, "pdf").data)
    assert "1: goal-table.json" in listed(path)
    subprocess.run(["pdfdetach", "-saveall", "-o", str(tmp_path), str(path)], check=True)
    assert (tmp_path / "goal-table.json").read_bytes() == goalconv.write_bytes(seed.table, "json").data
    data = goalconv.write_bytes(seed.table, "pdf", options=goalconv.WriteOptions(attach=False)).data
    assert archive.faults(data) == []
    path.write_bytes(data)
    assert "0 embedded files" in listed(path)


def test_properties_say_the_same_twice(seed: goalconv.Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")
    data = goalconv.write_bytes(seed.table, "pdf").data
    known, packet = pypdf.PdfReader(io.BytesIO(data)).metadata, archive.properties(data)
    assert known is not None
    assert known.title == packet["title"] == seed.table.title
    assert known.creation_date is not None
    assert known.creation_date.isoformat() == "2025-01-01T00:00:00+00:00"
    assert packet["CreateDate"] == packet["ModifyDate"] == "2025-01-01T00:00:00Z"
    assert known.creator == packet["CreatorTool"] == "goalconv"


def test_the_colour_profile_is_srgb(root: Path) -> None:
    content = (root / "templates" / "srgb.icc").read_bytes()
    assert runpy.run_path(str(root / "tools" / "build_profile.py"))["profile"]() == content
    steps = range(0, 256, 15)
    image = Image.new("RGB", (18, 18 * 18))
    colours = bytes(value for red in steps for green in steps for blue in steps for value in (red, green, blue))
    image.frombytes(colours)
    ours = ImageCms.getOpenProfile(io.BytesIO(content))
    same = ImageCms.profileToProfile(image, ours, ImageCms.createProfile("sRGB"))
    assert same is not None
    assert max(abs(one - other) for one, other in zip(colours, same.tobytes(), strict=True)) <= 1
