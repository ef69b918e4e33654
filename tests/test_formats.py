from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest

import goalconv
from goalconv.converters import formats, plugins
from goalconv.converters.errors import UsageError


class Point:
    """An installed plug-in's entry point."""

    dist = None
    value = "plug:FORMAT"

    def __init__(self, name: str) -> None:
        self.name = name

    def load(self) -> formats.Format:
        return formats.Format(self.name, (".tab",), "text/plain", "插件格式", "goalconv.converters.readers.text:read")


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    formats.all_formats.cache_clear()
    formats.plugins.cache_clear()
    yield
    formats.all_formats.cache_clear()
    formats.plugins.cache_clear()


def install(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(plugins, "entry_points", lambda group: [Point(name)] if group == "goalconv.formats" else [])


def test_a_plug_in_adds_a_format(monkeypatch: pytest.MonkeyPatch, seed: goalconv.Reading) -> None:
    install(monkeypatch, "tabbed")
    found = formats.by_suffix(".TAB")
    assert found is not None
    assert (found.name, found.origin) == ("tabbed", "plug:FORMAT")
    assert goalconv.read_bytes(goalconv.write_bytes(seed.table, "text").data, format="tabbed")[0].table == seed.table


def test_a_plug_in_cannot_take_the_name_of_a_format(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, "xlsx")
    assert formats.all_formats() == formats.FORMATS
    assert formats.by_name("xlsx").origin == "goalconv"
    assert [(plugin.name, plugin.fault is None) for plugin in formats.plugins()] == [("xlsx", False)]


def package(folder: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(f"{folder}/x.xml", "<x/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "suffix", "name"),
    [
        (package("xl"), ".docx", "xlsx"), (package("word"), ".txt", "docx"), (b"<html>", ".xlsx", "xlsx"), (b'\xef\xbb\xbf {"a":1}', "", "json"),
        ("项目".encode(), "", "text"), (b"%PDF-1.7", ".txt", "pdf"), (b"{}", ".txt", "text"),
    ],
)  # fmt: skip
def test_the_content_decides_where_it_can_and_the_suffix_where_it_cannot(data: bytes, suffix: str, name: str) -> None:
    assert formats.detect(data, suffix).name == name


def test_a_format_that_cannot_be_read_or_written_says_so_and_names_those_that_can(seed: goalconv.Reading) -> None:
    with pytest.raises(UsageError) as unknown:
        goalconv.read_bytes(b"x", format="odt")
    with pytest.raises(UsageError) as unwritable:
        goalconv.write_bytes(seed.table, "xls")
    assert [caught.value.finding.code for caught in (unknown, unwritable)] == ["GC901", "GC903"]
    assert all("xlsx" in caught.value.finding.hint for caught in (unknown, unwritable))
