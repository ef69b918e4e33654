"""Each limit: a file exactly at it is read, and one more is refused with the limit's name."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from msgspec import structs

import goalconv
from documents import table
from goalconv.converters.errors import GoalconvError
from goalconv.converters.interface import ReadOptions
from goalconv.converters.limits import Limits, limits_from
from goalconv.converters.package import open_package, parse
from goalconv.converters.readers import pdf
from goalconv.converters.sheets import Range, Sheet, surface

DOCUMENT = table()
MADE = {name: goalconv.write_bytes(DOCUMENT, name).data for name in ("text", "xlsx", "docx", "html", "json", "pdf")}
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


def package(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "form", "exact"),
    [
        ("input_bytes", "text", len(MADE["text"])), ("input_bytes", "xlsx", len(MADE["xlsx"])),
        ("zip_entries", "docx", len(zipfile.ZipFile(io.BytesIO(MADE["docx"])).namelist())),
        ("rows", "text", len(ROWS)), ("columns", "text", max(map(len, ROWS))), ("cells", "text", sum(map(len, ROWS))),
        ("rows", "xlsx", openpyxl.load_workbook(io.BytesIO(MADE["xlsx"])).active.max_row),
        ("cell_characters", "text", max(len(cell) for row in ROWS for cell in row)),
        ("indicators", "text", 3), ("indicators", "json", 3),
        ("json_depth", "json", depth(json.loads(MADE["json"]))), ("html_nodes", "html", MADE["html"].count(b"<")),
        ("pdf_pages", "pdf", len(pypdf.PdfReader(io.BytesIO(MADE["pdf"])).pages)),
    ],
)  # fmt: skip
def test_a_file_at_the_limit_is_read_and_one_over_it_is_not(name: str, form: str, exact: int) -> None:
    assert read(form, structs.replace(Limits(), **{name: exact}))[0].table.units[0].projects[0].goal == "保障基本生活。"
    assert refusal(lambda: read(form, structs.replace(Limits(), **{name: exact - 1}))) == ("GC105", name)


def test_bytes_inflated_are_counted_for_a_part_and_for_the_package() -> None:
    data = package(**{"a.bin": b"a" * 1000, "b.bin": b"b" * 500})
    for limits, refused in (
        (Limits(part_bytes=1000, package_bytes=1500), ""), (Limits(part_bytes=999), "part_bytes"), (Limits(package_bytes=1499), "package_bytes"),
    ):  # fmt: skip
        opened = open_package(data, "docx", limits)
        if not refused:
            assert len(opened.read("a.bin") + opened.read("b.bin")) == 1500
        else:
            assert refusal(lambda opened=opened: [opened.read(part) for part in ("a.bin", "b.bin")]) == ("GC105", refused)  # type: ignore[misc]


def test_a_large_part_inflates_by_no_more_than_the_ratio() -> None:
    data = package(**{"a.bin": b"a" * (9 << 20)})
    (entry,) = zipfile.ZipFile(io.BytesIO(data)).infolist()
    exact = -(-entry.file_size // entry.compress_size)
    assert len(open_package(data, "docx", Limits(zip_ratio=exact)).read("a.bin")) == 9 << 20
    assert refusal(lambda: open_package(data, "docx", Limits(zip_ratio=exact - 1)).read("a.bin")) == ("GC105", "zip_ratio")


class Nothing:
    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...


def test_xml_is_as_deep_as_the_limit() -> None:
    for count in (100, 101):
        data = b"<a>" * count + b"</a>" * count
        if count == 100:
            parse(data, Nothing(), "x.xml")
        else:
            assert refusal(lambda data=data: parse(data, Nothing(), "x.xml")) == ("GC105", "xml_depth")  # type: ignore[misc]


def test_merged_ranges_are_counted_and_their_area_is_not() -> None:
    whole = Range(1, 1, 1_048_576, 16_384)
    assert surface(Sheet("甲", {1: {1: "x"}}, [whole]), False, Limits(merges=1))[0] is not None
    assert refusal(lambda: surface(Sheet("甲", {1: {1: "x"}}, [whole]), False, Limits(merges=0))) == ("GC105", "merges")


def test_a_page_is_as_deep_as_the_limit() -> None:
    body = MADE["html"].decode()
    at = body.index("<body") + body[body.index("<body") :].index(">") + 1
    nested = (body[:at] + "<div>" * 500 + "</div>" * 500 + body[at:]).encode()
    found = [
        limit
        for limit in (501, 502, 503, 504)
        if goalconv.read_bytes(nested, format="html", options=ReadOptions(limits=Limits(html_depth=600)))
        and not _refused(nested, limit)
    ]
    assert found
    assert found[0] == 502  # html, body and the 500
    assert refusal(lambda: goalconv.read_bytes(nested, format="html", options=ReadOptions(limits=Limits(html_depth=501)))) == (
        "GC105", "html_depth",
    )  # fmt: skip


def _refused(data: bytes, limit: int) -> bool:
    try:
        goalconv.read_bytes(data, format="html", options=ReadOptions(limits=Limits(html_depth=limit)))
    except GoalconvError:
        return True
    return False


@pytest.mark.parametrize("name", ["pdf_objects", "pdf_points", "pdf_characters", "pdf_rules", "pdf_fields"])
def test_a_page_of_a_pdf_is_within_its_limits(name: str) -> None:
    low, high = 0, 5_000
    while high - low > 1:  # the least limit that lets the page in
        middle = (low + high) // 2
        try:
            pdf.read(MADE["pdf"], ReadOptions(limits=structs.replace(Limits(), **{name: middle})))
            high = middle
        except GoalconvError:
            low = middle
    assert 1 < high < 5_000
    refused = refusal(lambda: pdf.read(MADE["pdf"], ReadOptions(limits=structs.replace(Limits(), **{name: low}))))
    assert refused == ("GC105", name)


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
