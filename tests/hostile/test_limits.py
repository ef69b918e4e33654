"""Each limit: a file exactly at it is read, and one more is refused with the limit's name."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pdf_drawing
import pypdf
import pytest
from msgspec import structs

import goalconv
from attacks import packed, parts
from documents import funding, project, table
from goalconv.converters.errors import GoalconvError
from goalconv.converters.interface import ReadOptions
from goalconv.converters.limits import Limits, limits_from
from goalconv.converters.readers import pdf

DOCUMENT = table()
MADE = {name: goalconv.write_bytes(DOCUMENT, name).data for name in ("text", "xlsx", "docx", "html", "json", "jsonl", "pdf")}
TEXT = MADE["text"].decode()
ROWS = [row or [""] for row in csv.reader(io.StringIO(TEXT), delimiter="\t")]


def refusal(act: Callable[[], Any]) -> tuple[str, str]:
    with pytest.raises(GoalconvError) as caught:
        act()
    return caught.value.finding.code, str(caught.value.finding.parameters.get("name", ""))


def read(name: str, limits: Limits) -> Any:
    return goalconv.read_bytes(MADE[name], format=name, options=ReadOptions(limits=limits))


def depth(node: Any) -> int:
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else None
    return 0 if children is None else 1 + max(map(depth, children), default=0)


class Case(NamedTuple):
    """A file, and how much of a limit it takes, worked out without the reader."""

    name: str
    form: str
    data: bytes
    exact: int

    def read(self, limits: Limits) -> Any:
        if self.form == "pdf":
            return pdf.read(self.data, ReadOptions(limits=limits))
        return goalconv.read_bytes(self.data, format=self.form, options=ReadOptions(limits=limits))


def drawn(content: str, depth: int = 0) -> bytes:
    """A page whose content is drawn by forms inside one another, so many deep."""
    inner = [*(f"/X{level} Do\n" for level in range(2, depth + 1)), content] if depth else []
    more = tuple(
        pdf_drawing.stream(text.encode(), f"/Type/XObject/Subtype/Form/BBox[0 0 400 400]/Resources<</Font<</F1 3 0 R>>/XObject<</X{level + 2} {5 + level} 0 R>>>>".encode())
        for level, text in enumerate(inner)
    )  # fmt: skip
    return pdf_drawing.pages("/X1 Do\n" if depth else content, resources="/XObject<</X1 4 0 R>>" if depth else "", more=more)


def expanding(size: int) -> bytes:
    """A page whose content is deflated and comes to so many bytes."""
    content = pdf_drawing.text(50, 300, "abc").encode()
    packed_content = zlib.compress(content + b" " * (size - len(content)), 9)
    page = b"<</Type/Page/Parent 2 0 R/Contents 5 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
    head = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[4 0 R]/Count 1/MediaBox[0 0 400 400]>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    return pdf_drawing.document(*head, page, pdf_drawing.stream(packed_content, b"/Filter/FlateDecode"))


def inflated(data: bytes) -> dict[str, int]:
    """The parts of a workbook that hold its table, and how long they are: those that the relationships lead to."""
    return {name: len(content) for name, content in parts(data).items() if READ.fullmatch(name)}


def elements(data: bytes) -> int:
    """How deep the elements of a part are inside one another."""
    deepest = 0

    def walk(element: Any, level: int) -> None:
        nonlocal deepest
        deepest = max(deepest, level)
        for child in element:
            walk(child, level + 1)

    walk(ElementTree.fromstring(data), 1)
    return deepest


def ratio(data: bytes) -> int:
    """By how much the largest part of a package is compressed, rounded up."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = max(archive.infolist(), key=lambda entry: entry.file_size)
    return -(-entry.file_size // entry.compress_size)


def nested(count: int) -> bytes:
    """A page with so many elements around its beginning."""
    head, body, rest = MADE["html"].decode().partition("<body")
    tag, end, content = rest.partition(">")
    return f"{head}{body}{tag}{end}{'<div>' * count}{'</div>' * count}{content}".encode()


READ = re.compile(
    r"_rels/\.rels|xl/(?:workbook|styles|sharedStrings|worksheets/sheet1)\.xml|xl/(?:worksheets/)?_rels/(?:workbook|sheet1)\.xml\.rels"
)
SHEET = "xl/worksheets/sheet1.xml"
BOOK = parts(MADE["xlsx"])
SPARSE = packed(BOOK | {SHEET: BOOK[SHEET].replace(b"<sheetData>", b" " * (9 << 20) + b"<sheetData>")})
SPANS = re.findall(r'<mergeCell ref="A(\d+):([A-Z])(\d+)"', BOOK[SHEET].decode())
MONEY = goalconv.write_bytes(table(project(funding=funding("1234567.125"))), "text").data
WIDTH, LONGEST = max(map(len, ROWS)), max(len(cell) for row in ROWS for cell in row)
GRID = pdf_drawing.lines([50, 150, 350], [300, 320, 340, 400]) + pdf_drawing.text(60, 305, "abc")
CASES = [
    Case("input_bytes", "text", MADE["text"], len(MADE["text"])), Case("input_bytes", "xlsx", MADE["xlsx"], len(MADE["xlsx"])),
    Case("zip_entries", "docx", MADE["docx"], len(parts(MADE["docx"]))), Case("zip_ratio", "xlsx", SPARSE, ratio(SPARSE)),
    Case("part_bytes", "xlsx", MADE["xlsx"], max(inflated(MADE["xlsx"]).values())),
    Case("package_bytes", "xlsx", MADE["xlsx"], sum(inflated(MADE["xlsx"]).values())),
    Case("xml_depth", "xlsx", MADE["xlsx"], max(elements(BOOK[name]) for name in inflated(MADE["xlsx"]))),
    Case("rows", "text", MADE["text"], len(ROWS)), Case("rows", "xlsx", MADE["xlsx"], len(ROWS)), Case("rows", "html", MADE["html"], len(ROWS)),
    Case("rows", "docx", MADE["docx"], len(ROWS)),
    *(Case("columns", form, MADE[form], WIDTH) for form in ("text", "xlsx", "html", "docx")),
    Case("cells", "text", MADE["text"], sum(map(len, ROWS))), Case("cells", "xlsx", MADE["xlsx"], sum(cell != "" for row in ROWS for cell in row)),
    Case("merges", "xlsx", MADE["xlsx"], len(SPANS)), Case("merged_area", "xlsx", MADE["xlsx"], WIDTH * len(SPANS)),
    *(Case("cell_characters", form, MADE[form], LONGEST) for form in ("text", "xlsx", "html", "docx")),
    *(Case("indicators", form, MADE[form], 3) for form in ("text", "xlsx", "json", "jsonl")),
    Case("amount_digits", "text", MONEY, 7), Case("amount_decimals", "text", MONEY, 3),
    Case("json_depth", "json", MADE["json"], depth(json.loads(MADE["json"]))),
    Case("html_depth", "html", nested(500), 502), Case("html_nodes", "html", MADE["html"], MADE["html"].count(b"<")),
    Case("pdf_pages", "pdf", MADE["pdf"], len(pypdf.PdfReader(io.BytesIO(MADE["pdf"])).pages)),
    Case("pdf_objects", "pdf", drawn(GRID), 8), Case("pdf_points", "pdf", drawn(GRID), 14), Case("pdf_characters", "pdf", drawn(GRID), 3),
    Case("pdf_rules", "pdf", drawn(GRID), 7), Case("pdf_fields", "pdf", drawn(GRID), 6), Case("pdf_depth", "pdf", drawn(GRID, 5), 5),
    Case("pdf_bytes", "pdf", expanding(40_000), 40_000),
]  # fmt: skip


def test_every_limit_has_a_case() -> None:
    assert {case.name for case in CASES} | {"seconds", "memory"} == set(Limits.__struct_fields__)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name}-{case.form}")
def test_a_file_at_the_limit_is_read_and_one_over_it_is_not(case: Case) -> None:
    assert case.read(limits_from([f"{case.name}={case.exact}"]))
    with pytest.raises(GoalconvError) as caught:
        case.read(structs.replace(Limits(), **{case.name: case.exact - 1}))
    finding = caught.value.finding
    assert finding.code == "GC105"
    for said in (finding.message, finding.message_in("en")):
        assert case.name in said
        assert f" {case.exact - 1}" in said
    assert f"--limit {case.name}=" in finding.hint


@pytest.mark.parametrize("name", sorted(set(Limits.__struct_fields__)))
def test_every_limit_can_be_raised_but_those_of_the_document(name: str) -> None:
    if name in ("amount_digits", "amount_decimals"):
        with pytest.raises(goalconv.UsageError) as caught:
            limits_from([f"{name}={getattr(Limits(), name) + 1}"])
        assert caught.value.finding.code == "GC880"
        return
    assert getattr(limits_from([f"{name}=987654321"]), name) == 987654321


def test_a_child_is_within_its_budget() -> None:
    assert refusal(lambda: read("pdf", Limits(seconds=0)))[0] == "GC141"
    assert refusal(lambda: read("pdf", Limits(memory=1 << 20)))[0] in ("GC142", "GC143")


@pytest.mark.parametrize(
    ("setting", "code", "word"),
    [("row=5", "GC144", "rows"), ("=5", "GC144", ""), ("rows", "GC145", "rows"), ("rows=20k", "GC145", "20k"), ("rows=0", "GC145", "0"),
     ("rows=-1", "GC145", "-1"), ("rows=" + "9" * 40, "GC145", "rows"), ("rows=１", "GC145", "rows")],
)  # fmt: skip
def test_a_limit_that_is_none_is_refused_with_the_one_that_may_be_meant(setting: str, code: str, word: str) -> None:
    with pytest.raises(GoalconvError) as caught:
        limits_from([setting])
    assert caught.value.finding.code == code
    assert word in caught.value.finding.message


def test_the_last_of_two_settings_counts() -> None:
    assert limits_from(["rows=5", "zip-entries=7", "rows=6"]) == Limits(rows=6, zip_entries=7)


def test_the_command_takes_limits_and_names_them(tmp_path: Path) -> None:
    source = tmp_path / "表.txt"
    source.write_text(TEXT, encoding="utf-8")
    target = tmp_path / "表.json"
    arguments = [sys.executable, "-c", "from goalconv.cli import main; main()", "convert", str(source), "-o", str(target)]
    over = subprocess.run([*arguments, "--limit", "rows=2"], capture_output=True, text=True, cwd="/")
    assert (over.returncode, target.exists()) == (2, False)
    assert "rows" in over.stderr
    assert "Traceback" not in over.stderr
    at = subprocess.run([*arguments, "--limit", f"rows={len(ROWS)}"], capture_output=True, text=True, cwd="/")
    assert (at.returncode, target.exists()) == (0, True), at.stderr


def test_every_limit_is_in_the_documents(root: Path) -> None:
    page = (root / "docs" / "limits.md").read_text(encoding="utf-8")
    assert not [name for name in Limits.__struct_fields__ if f"`{name}`" not in page]


def test_a_workbook_with_a_sheet_a_project_is_below_the_limits() -> None:
    document = table(*(project(name=f"项目{number}") for number in range(1, 1_101)))
    data = goalconv.write_bytes(document, "xlsx", options=goalconv.WriteOptions("declaration")).data
    assert goalconv.read_bytes(data, format="xlsx")[0].table == document
