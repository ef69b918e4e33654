"""Findings on a page that shows what was read: for PDF, text and all that has no comments."""

from __future__ import annotations

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

import goalconv
from goalconv.converters import catalogue as kinds
from goalconv.converters.places import TextPlace


def page_of(data: bytes, form: str) -> tuple[LexborHTMLParser, goalconv.Reading]:
    (reading,) = goalconv.read_bytes(data, format=form)
    html = goalconv.annotate(data, reading.findings, "html", format=form, name="表<b>.txt")
    return LexborHTMLParser(html.decode()), reading


@pytest.mark.parametrize("form", ["text", "csv", "html", "pdf", "docx", "xlsx"])
def test_every_finding_is_tied_to_its_cell(form: str, seed: goalconv.Reading) -> None:
    page, reading = page_of(goalconv.write_bytes(seed.table, form).data, form)
    shown = " ".join(node.text() for node in page.css("li"))
    for finding in reading.findings:
        assert finding.message in shown
    placed = {finding.place for finding in reading.findings if finding.code in ("GC402", "GC501", "GC601")}
    links = [node.attributes["href"] for node in page.css("li a")]
    assert len(links) >= len(placed)
    for link in links:
        assert page.css_first(f'[id="{str(link)[1:]}"]') is not None
    assert "34,005.54" in " ".join(node.text() for node in page.css("td.warning"))


def test_the_page_needs_nothing_else_and_no_name_leaves_its_place(seed: goalconv.Reading) -> None:
    page, _ = page_of(goalconv.write_bytes(seed.table, "text").data, "text")
    assert page.css("script, link, img, iframe, form, title b, h1 b") == []
    assert not re.search(r"https?:|url\(| on\w+=", page.html or "")
    assert "表<b>.txt" in page.css_first("h1").text()


def test_all_of_the_file_is_on_the_page(seed_path: object, seed: goalconv.Reading) -> None:
    data = goalconv.write_bytes(seed.table, "text").data
    page, _ = page_of(data, "text")
    shown = re.sub(r"\s|\[\d+\]", "", "".join(node.text() for node in page.css("td")))
    assert shown == re.sub(r"\s", "", data.decode().replace('"', "").removeprefix("\ufeff"))


def test_a_file_of_another_kind_is_refused_with_a_hint(seed: goalconv.Reading) -> None:
    data = goalconv.write_bytes(seed.table, "text").data
    with pytest.raises(goalconv.UnwritableError) as caught:
        goalconv.annotate(data, (), "xlsx", format="text")
    assert caught.value.finding.code == "GC871"


def test_a_document_without_a_surface_lists_its_findings(seed: goalconv.Reading) -> None:
    data = goalconv.write_bytes(seed.table, "json").data
    html = goalconv.annotate(data, [kinds.TITLE_MISSING.at(TextPlace(1, 1))], "html", format="json").decode()
    assert "GC205" in html
