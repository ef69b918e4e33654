"""The PDF reader: files of our own, of other programs (cases/pdf), and small files drawn by hand."""

from __future__ import annotations

import json
import re
import zlib
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
import pypdf
import pypdfium2
import pytest
from hypothesis import assume, given
from msgspec import Struct, structs
from pdf_drawing import document, lines, pages, stream, text, words

import goalconv
from goalconv.converters.errors import UnreadableError
from goalconv.converters.grid import Cell, Grid, Row
from goalconv.converters.interface import ReadOptions, Source, WriteOptions
from goalconv.converters.layouts import disclosure
from goalconv.converters.model import GoalTable, Project, Value
from goalconv.converters.readers.pdf import read
from goalconv.converters.readers.pdf_text import Line, join
from goalconv.converters.values import parse_value
from goalconv.converters.writers import pdf as pdf_writer
from goalconv.templates import load
from pdf_cases import first, form, shape
from strategies import examples, tables

CASES = Path(__file__).parents[1] / "cases" / "pdf"
EXAMPLE = Path(__file__).parents[2] / "examples" / "liwan-2025.txt"
TEMPLATE = load("disclosure")
ALL = 99


TABLE = lines([50, 150, 250], [360, 380, 400]) + words(("name", "goal"), ("one", "two"))
EXPECTED = [[("name", 0, 1, 1), ("goal", 1, 1, 1)], [("one", 0, 1, 1), ("two", 1, 1, 1)]]


def source(data: bytes, hidden: bool = False) -> Source:
    return read(data, ReadOptions(include_hidden=hidden))


def grid(data: bytes) -> Grid:
    (found,) = source(data).grids
    return found


def code(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        source(data)
    return caught.value.finding.code


def same(table: GoalTable) -> bytes:
    return goalconv.write_bytes(table, "json").data


# Files of other programs


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("libreoffice-docx", ALL), ("libreoffice-xlsx", 20), ("libreoffice-rows", 12), ("chromium", ALL), ("chromium-rows", 12),
        ("typst", ALL), ("weasyprint", 12),
    ],
)  # fmt: skip
def test_what_other_programs_printed_is_the_same_document(name: str, count: int, seed: goalconv.Reading) -> None:
    reading = goalconv.read(CASES / f"{name}.pdf")
    assert same(reading.table) == same(first(seed.table, count))
    assert reading.account.unexplained == 0


@pytest.mark.parametrize("name", ["chromium-form", "libreoffice-form-docx", "libreoffice-form-xlsx"])
def test_spans_go_on_over_the_end_of_a_page(name: str) -> None:
    assert shape(grid((CASES / f"{name}.pdf").read_bytes()))[2:] == shape(form())[2:]


def test_every_character_is_read_or_accounted_for() -> None:
    for path in sorted(CASES.glob("*.pdf")):
        found = source(path.read_bytes())
        texts = pypdfium2.PdfDocument(path)
        printed = sum(len(re.sub(r"\s", "", page.get_textpage().get_text_range())) for page in texts)
        kept = sum(len("".join(cell.text.split())) for row in found.grids[0].rows for cell in row.cells)
        dropped = [finding.message for finding in found.findings if finding.code == "GC231"]
        left = sum(int(match[1]) for message in dropped if (match := re.search(r"(\d+) 个字符", message)))
        clipped = "".join(re.findall(r"看不见的文字“(.*?)”", " ".join(finding.message for finding in found.findings)))
        assert kept + left + len(clipped) == printed, path.name


# Files of our own


def test_our_own_file_is_the_same_document_with_the_place_of_every_value(seed: goalconv.Reading) -> None:
    (reading,) = goalconv.read_bytes(goalconv.write_bytes(seed.table, "pdf").data)
    assert same(reading.table) == same(seed.table)
    assert (reading.account.fields, reading.account.unexplained) == (seed.account.fields, 0)
    assert {finding.severity for finding in reading.findings if finding.code < "GC3"} == {"note"}
    assert str(reading.places["/units/0/projects/2/funding/total"]) == "第2页 表1 第2行 第2列"
    assert str(reading.places["/title"]) == "第1页 表外第1行"


def test_our_own_form_comes_back_with_its_spans() -> None:
    written = pdf_writer.write([form()], TEMPLATE, WriteOptions()).data
    assert shape(grid(written))[2:] == shape(form())[2:]


def plain(text: str) -> str:
    """The text without what a page cannot show: line breaks, runs of blanks, characters that our faces lack."""
    known = "".join(char if char == " " or char.encode("gb2312", "ignore") else "字" for char in text if char not in "\t\n\u3000")
    return re.sub(" +", " ", known).strip() or ("甲" if text.strip() else "")


def printable(node: Any) -> Any:
    """The table with all its texts plain, and with a number for each indicator."""
    if isinstance(node, Value):
        return parse_value(plain(node.text))
    if isinstance(node, Project):
        numbered = (structs.replace(indicator, number=number) for number, indicator in enumerate(node.indicators, 1))
        node = structs.replace(node, indicators=tuple(numbered))
    if isinstance(node, Struct):
        fixed = {"currency_unit", "direction", "schema"}
        return structs.replace(
            node, **{name: printable(getattr(node, name)) for name in node.__struct_fields__ if name not in fixed}
        )
    if isinstance(node, dict):
        return {plain(key): printable(member) for key, member in node.items()}
    if isinstance(node, tuple):
        return tuple(map(printable, node))
    return plain(node) if isinstance(node, str) else node


@given(table=tables())
@examples(40)
def test_any_printable_table_comes_back(table: GoalTable) -> None:
    table = printable(table)
    (composed,) = disclosure.compose(table, TEMPLATE)
    assume(composed.width <= 12)  # narrower columns than these hold one character a line
    lines = [row for row in composed.rows if row.role in ("title", "line", "unit_line", "note")]
    assume(all(len(row.cells) == 1 for row in lines))  # side by side without rules, texts that wrap cannot be told apart
    assume([reading.table for reading in disclosure.recognise((composed,))] == [table])
    (reading,) = goalconv.read_bytes(goalconv.write_bytes(table, "pdf").data, format="pdf")
    assert json.loads(same(reading.table)) == json.loads(same(table))  # columns are in one order for all units


def test_blanks_at_the_ends_of_lines_are_kept() -> None:
    long = "关于印发 " * 30 + "and a story of budgets " * 12 + "https://example.org/" + "a1b2" * 30
    rows = (Row((Cell("项目名称"), Cell("绩效目标", 1)), "header"), Row((Cell("甲", role="name"), Cell(long, 1))))
    written = pdf_writer.write([Grid(rows, ("name", "goal"))], TEMPLATE, WriteOptions()).data
    assert grid(written).rows[1].cells[1].text == long


# Rules


def test_rules_may_be_strokes_boxes_or_thin_fills() -> None:
    boxes = "".join(f"{x} {y} 100 20 re S\n" for x in (50, 150) for y in (360, 380))
    spaced = "".join(f"{x} {y} 98 18 re S\n" for x in (50, 150) for y in (360, 380))
    thin = "".join(f"50 {y} 200 0.5 re f\n" for y in (360, 380, 400)) + "".join(f"{x} 360 0.5 40 re f\n" for x in (50, 150, 250))
    corners = "".join(f"{x} {y} 0.5 0.5 re f {x + 0.5} {y} 99.5 0.5 re f\n" for x in (50, 150) for y in (360, 380, 400))
    corners += "".join(f"{x} {y + 0.5} 0.5 19.5 re f\n" for x in (50, 150, 250) for y in (360, 380))
    for drawn in (boxes, spaced, thin, corners):
        assert shape(grid(pages(drawn + words(("name", "goal"), ("one", "two"))))) == EXPECTED


def test_missing_rules_are_spans_and_backgrounds_are_none() -> None:
    drawn = lines([50, 350], [340, 400]) + "0.9 g 50 340 100 60 re f 0 g\n150 340 m 150 400 l 250 340 m 250 380 l S\n"
    drawn += "50 360 m 150 360 l 150 380 m 350 380 l S\n" + words(("a", "b"), ("", "d", "e"), ("c",))
    assert shape(grid(pages(drawn))) == [[("a", 0, 1, 2), ("b", 1, 2, 1)], [("d", 1, 1, 2), ("e", 2, 1, 2)], [("c", 0, 1, 1)]]


@pytest.mark.parametrize("upper_first", [True, False])
def test_the_pieces_of_a_rule_are_not_joined_over_a_merged_cell_whatever_is_drawn_first(upper_first: bool) -> None:
    pieces = ["150 400 m 150 380 l S\n", "150 360 m 150 340 l S\n"]
    drawn = lines([50, 250], [340, 360, 380, 400]) + "".join(pieces if upper_first else pieces[::-1])
    drawn += words(("a", "b"), ("over the middle of it",), ("c", "d"))
    assert shape(grid(pages(drawn))) == [
        [("a", 0, 1, 1), ("b", 1, 1, 1)],
        [("over the middle of it", 0, 2, 1)],
        [("c", 0, 1, 1), ("d", 1, 1, 1)],
    ]


def test_a_table_open_at_its_sides_ends_where_its_rules_end() -> None:
    drawn = "50 400 m 250 400 l 50 380 m 250 380 l 50 360 m 250 360 l 150 360 m 150 400 l S\n"
    assert shape(grid(pages(drawn + words(("name", "goal"), ("one", "two"))))) == EXPECTED


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_and_cropped_page_is_read_as_it_is_shown(turn: int) -> None:
    turned = {0: "1 0 0 1 0 0", 90: "0 1 -1 0 700 0", 180: "-1 0 0 -1 700 700", 270: "0 -1 1 0 0 700"}[turn]
    content = f"q {turned} cm\n1 0 0 1 60 60 cm\n{TABLE}Q\n"
    data = pages(content, entries=f"/Rotate {turn}/CropBox[50 50 640 640]", media="0 0 700 700")
    assert shape(grid(data)) == EXPECTED


def test_forms_are_read_where_they_are_drawn() -> None:
    inner = stream(
        TABLE.encode(), b"/Type/XObject/Subtype/Form/BBox[0 0 400 400]/Matrix[.5 0 0 .5 0 0]/Resources<</Font<</F1 3 0 R>>>>"
    )
    data = pages("q 1.5 0 0 1.5 20 20 cm /X Do Q\n", resources="/XObject<</X 4 0 R>>", more=(inner,))
    assert shape(grid(data)) == EXPECTED


def test_a_table_in_a_cell_is_text_of_that_cell() -> None:
    drawn = lines([50, 150, 350], [300, 400]) + lines([160, 240, 340], [320, 350, 390])
    found = source(pages(drawn + text(60, 380, "out") + text(165, 360, "in") + text(245, 330, "ner")))
    assert [cell.text for cell in found.grids[0].rows[0].cells] == ["out", "in ner"]
    assert [finding.code for finding in found.findings] == ["GC221"]


# Text that is not read


def test_white_letters_on_a_dark_ground_are_read() -> None:
    data = pages(f"0 0 .5 rg 140 350 120 30 re f\n{TABLE}1 g {text(200, 365, 'seen')}0 g\n")
    assert any("seen" in cell.text for row in read(data, ReadOptions()).grids[0].rows for cell in row.cells)


@pytest.mark.parametrize("ghost", [text(200, 365, "ghost", mode=3), "1 1 1 rg " + text(200, 365, "ghost") + "0 g\n"])
def test_invisible_text_is_named_and_read_only_when_asked_for(ghost: str) -> None:
    data = pages(TABLE + ghost)
    assert shape(grid(data)) == EXPECTED
    assert [(finding.code, "ghost" in finding.message) for finding in source(data).findings] == [("GC209", True)]
    assert "ghost" in str(shape(source(data, hidden=True).grids[0]))


def test_a_watermark_and_text_outside_the_page_are_named_and_not_read() -> None:
    slope = "BT /F1 30 Tf .7 .7 -.7 .7 60 340 Tm (DRAFT) Tj ET\n"
    clipped = f"q 50 50 10 10 re W n\n{text(200, 365, 'cut')}Q\n"
    found = source(pages(TABLE + slope + text(500, 385, "beyond") + clipped))
    assert shape(found.grids[0]) == EXPECTED
    message = " ".join(finding.message for finding in found.findings if finding.code == "GC210")
    assert "DRAFT" in message
    assert "beyondcut" in message


def test_fields_of_a_form_are_named() -> None:
    field = "/Annots[<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(b)/Rect[0 0 9 9]>>]"
    assert "表单域" in source(pages(TABLE, entries=field)).findings[0].message


def test_a_page_without_text_among_others_is_named() -> None:
    image = stream(b"\0", b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray")
    data = pages(TABLE, "q 300 0 0 300 0 0 cm /I Do Q\n", resources="/XObject<</I 4 0 R>>", more=(image,))
    assert "第2页" in source(data).findings[0].message
    outlines = pages(TABLE, "60 60 m 60 90 90 90 90 60 c f\n")
    assert [(finding.code, "page 2" in finding.message_in("en")) for finding in source(outlines).findings] == [("GC210", True)]
    scan = pages("q 300 0 0 300 0 0 cm /I Do Q\n", resources="/XObject<</I 4 0 R>>", more=(image,))
    assert code(scan) == "GC131"
    assert code(pages("q 300 0 0 300 0 0 cm /I Do Q\n" + text(9, 9, "seen", mode=3))) == "GC131"


# Tables over pages


def test_a_row_cut_by_the_page_is_put_together_and_a_new_row_is_not() -> None:
    head = ("name", "goal")
    page = lines([50, 150, 250], [340, 360, 380, 400])
    following = text(55, 350, "next")
    full = pages(
        page + words(head, ("one", "x"), ("two", "aa bb cc dd ee ff gg")), page + words(head, ("", "iii kkk."), ("three", "y"))
    )
    assert [row[-1][0] for row in shape(grid(full))] == ["goal", "x", "aa bb cc dd ee ff gg iii kkk.", "y"]
    ended = pages(
        page + words(head, ("one", "x"), ("two", "done.")), page + words(head, ("", "new."), ("three", "y")) + following
    )
    assert [row[-1][0] for row in shape(grid(ended))] == ["goal", "x", "done.", "new.", "y"]


def test_rows_equal_to_the_first_ones_of_the_table_are_kept() -> None:
    page = lines([50, 150, 250], [340, 360, 380, 400])
    data = pages(
        *(
            page + words(("name", "goal"), *rows)
            for rows in ((("a", "b"), ("c", "d")), (("e", "f"), ("g", "h")), (("a", "b"), ("c", "d")))
        )
    )
    assert [row[0][0] for row in shape(grid(data))] == ["name", "a", "c", "e", "g", "a", "c"]


def test_a_table_of_its_own_on_the_next_page_keeps_the_lines_above_it() -> None:
    page = lines([50, 150, 250], [340, 360, 380, 400]) + words(("name", "goal"), ("a", "b"))
    data = pages(
        *(page.replace("(a)", f"({title})") + text(60, 420, f"Form {title}") + text(60, 410, "unit") for title in ("A", "B")),
        media="0 0 400 450",
    )
    assert [[cell.text for cell in row.cells] for row in grid(data).rows if row.role == "line"] == [
        ["Form A"],
        ["unit"],
        ["Form B"],
        ["unit"],
    ]


@pytest.mark.parametrize(
    "numbers",
    [("1", "2", "3"), ("- 7 -", "- 8 -", "- 9 -"), ("Page 1 of 3", "Page 2 of 3", "Page 3 of 3"), ("1/3", "2/3", "3/3")],
)
def test_page_numbers_are_no_text_of_the_table(numbers: tuple[str, ...]) -> None:
    page = lines([50, 150, 250], [340, 360, 380, 400])
    rows = ((("name", "goal"), ("a", "b"), ("c", "d")), (("e", "f"), ("g", "h")), (("i", "j"), ("k", "l")))
    found = source(pages(*(page + words(*cells) + text(190, 20, number) for cells, number in zip(rows, numbers, strict=True))))
    assert [row[0][0] for row in shape(found.grids[0])[:5]] == ["name", "a", "c", "e", "g"]
    assert all(row.role == "body" for row in found.grids[0].rows)
    assert ["3 处" in finding.message for finding in found.findings] == [True]


# Lines


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("按照《广州市民政局", "关于印发通知》要求"), "按照《广州市民政局关于印发通知》要求"), (("annual budget of", "the city"), "annual budget of the city"),
        (("performance man-", "agement"), "performance man-agement"), (("51000021000000199", "51"), "5100002100000019951"), (("预算R&D", "经费"), "预算R&D经费"),
        (("达到", "2、质量"), "达到\n2、质量"), (("达到。", "（2）质量"), "达到。\n（2）质量"), (("比例为", "2.5倍"), "比例为2.5倍"), (("甲乙丙丁戊己庚辛壬癸", "2、质量"), "甲乙丙丁戊己庚辛壬癸2、质量"),
    ],
)  # fmt: skip
def test_lines_are_joined_as_they_were_before_they_were_broken(parts: tuple[str, ...], expected: str) -> None:
    found = [Line(part, 0.0, 10.0 * sum(1 if char > "\u2e80" else 0.55 for char in part), 0.0, 10.0) for part in parts]
    assert join(found, 102.0, 102.0, kept=False) == expected


# Files that cannot be read


def test_what_is_no_pdf_is_refused_with_a_message_of_its_own() -> None:
    assert code(b"") == "GC101"
    assert code(b"PK\x03\x04") == "GC103"
    assert code(pages(TABLE)[:300]) == "GC104"
    assert code(document(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>")) == "GC104"


def test_a_password_is_said_to_be_one() -> None:
    writer = pypdf.PdfWriter(BytesIO(pages(TABLE)))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = BytesIO()
    writer.write(locked)
    assert code(locked.getvalue()) == "GC121"


def test_a_file_that_may_be_opened_but_not_changed_is_read() -> None:
    writer = pypdf.PdfWriter(BytesIO(pages(TABLE)))
    writer.encrypt("", "owner", algorithm="RC4-128")
    guarded = BytesIO()
    writer.write(guarded)
    assert shape(grid(guarded.getvalue())) == EXPECTED


def test_what_is_too_much_is_refused() -> None:
    bomb = stream(zlib.compress(b"q " * (10 << 20)), b"/Filter/FlateDecode")
    start = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 9 9]>>"
    assert code(document(*start, b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>", bomb)) == "GC105"
    assert code(pages("0 0 m 9 9 l S\n" * 100_001)) == "GC105"
    assert code(pages("".join(f"0 {level} m 400 {level} l S\n" for level in range(0, 5000, 2)), media="0 0 400 5000")) == "GC105"
    assert code(pages(*[""] * 2001)) == "GC105"
    itself = stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>")
    assert code(pages(TABLE + "/X Do\n", resources="/XObject<</X 4 0 R>>", more=(itself,))) == "GC105"


def test_a_font_that_does_not_say_what_its_glyphs_mean_is_no_text() -> None:
    cid = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 6 0 R>>"
    descriptor = (
        b"<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200/StemV 80>>"
    )
    font = b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[5 0 R]>>"
    content = "BT /F2 10 Tf 60 300 Td <0123012401250126> Tj ET\n"
    data = pages(content, resources="/Font<</F1 3 0 R/F2 4 0 R>>", more=(font, cid, descriptor)).replace(
        b"/Font<</F1 3 0 R>>/Font", b"/Font"
    )
    assert code(data) == "GC132"


# Beside other readers, and in threads


def test_another_reader_sees_the_same_page() -> None:
    data = (CASES / "libreoffice-docx.pdf").read_bytes()
    with pdfplumber.open(BytesIO(data)) as document:
        (theirs,) = document.pages[1].extract_tables()
    ours = [row for row in grid(data).rows if row.cells[0].place and getattr(row.cells[0].place, "page", 0) == 2]
    squeezed = [["".join((cell or "").split()) for cell in row] for row in theirs[1:]]
    assert [["".join(cell.text.split()) for cell in row.cells] for row in ours] == squeezed


def test_files_can_be_read_in_several_threads() -> None:
    data = (CASES / "chromium-form.pdf").read_bytes()
    with ThreadPoolExecutor(4) as pool:
        assert len({str(shape(found)) for found in pool.map(grid, [data] * 8)}) == 1


def test_what_a_browser_prints_on_the_only_page_is_no_text_of_it() -> None:
    (reading,) = goalconv.read_bytes((CASES / "chromium-one-page.pdf").read_bytes(), format="pdf")
    seed = first(goalconv.read(EXAMPLE).table, 1)
    assert (reading.table.title, reading.table.notes, reading.table.extensions) == (seed.title, seed.notes, seed.extensions)
    browser, number = [finding for finding in reading.findings if finding.code == "GC231"]
    assert "预算公开" in browser.message
    assert "1/1" in number.message


STAMP, FOOT = text(20, 420, "11/24/26, 2:44 PM"), text(20, 5, "file:///tmp/goals.html")


@pytest.mark.parametrize(
    ("head", "foot", "kept"), [(STAMP, FOOT + text(380, 5, "1/1"), 0), (STAMP, "", 1), ("", FOOT, 1), (STAMP, FOOT, 2)]
)
def test_a_date_or_an_address_alone_is_text_of_the_only_page(head: str, foot: str, kept: int) -> None:
    rows = grid(pages(TABLE + head + foot, media="0 0 400 440")).rows
    assert sum(row.role == "line" for row in rows) == kept


def framed(*rows: tuple[str, ...], height: float = 20) -> str:
    """A table with an outer frame, a rule below its header and rules between its columns, and none between its rows."""
    down = "".join(f"{x} 300 m {x} 400 l S\n" for x in (50, 150, 250))
    return down + "".join(f"50 {y} m 250 {y} l S\n" for y in (400, 380, 300)) + words(*rows, height=height)


THREE = (("name", "goal"), ("one", "first"), ("two", "second"), ("three", "third"))
MONEY = (("name", "goal"), ("one", "10"), ("two", "20"))


@pytest.mark.parametrize("rows", [THREE, MONEY])
def test_rows_without_rules_between_them_are_named(rows: tuple[tuple[str, str], ...]) -> None:
    (doubt,) = [finding for finding in source(pages(framed(*rows))).findings if finding.code == "GC257"]
    assert str(doubt.place) == "第1页 表1 第2行 第1列"
    assert f"{len(rows) - 1} 行" in doubt.message


@pytest.mark.parametrize(
    "rows", [(("name", "goal"), ("one", "first"), ("", "second")), (("name", "goal"), ("one", "first"), ("two", "second"))]
)
def test_lines_that_prove_nothing_are_no_rows(rows: tuple[tuple[str, str], ...]) -> None:
    assert "GC257" not in {finding.code for finding in source(pages(framed(*rows))).findings}


@pytest.mark.parametrize("path", sorted(CASES.glob("*.pdf")), ids=lambda path: path.stem)
def test_tables_with_all_rules_have_no_rows_without(path: Path) -> None:
    assert "GC257" not in {finding.code for finding in source(path.read_bytes()).findings}
