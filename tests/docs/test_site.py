"""The documentation as a whole: every page is in its contents, every link leads somewhere, what is made by a tool is fresh, nothing is far off."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from PIL import Image

import render_schema

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```$|`[^`\n]*`", re.M | re.S)


def test_every_page_is_in_the_contents_and_every_entry_is_a_page() -> None:
    contents = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2]
    listed = re.findall(r"(\S+\.md)$", contents, re.M)
    assert sorted(listed) == sorted(page.relative_to(DOCS).as_posix() for page in PAGES)


@pytest.mark.parametrize("page", [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *PAGES], ids=lambda page: page.name)
def test_every_link_to_a_file_leads_to_it(page: Path) -> None:
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    for link in LINK.finditer(text):
        target = link["target"].partition("#")[0]
        if target and "://" not in target:
            assert (page.parent / target).exists(), link["target"]


def test_the_page_of_the_document_is_what_the_schema_says() -> None:
    assert (DOCS / "document.md").read_text(encoding="utf-8") == render_schema.page()


def test_every_package_that_is_named_in_the_project_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [*project["dependencies"], *(each for extra in project["optional-dependencies"].values() for each in extra)]
    told = re.findall(r"[\w.-]+", (DOCS / "dependencies.md").read_text(encoding="utf-8").lower())
    packages = {re.split(r"[\[<>=]", each)[0].lower() for each in named} - {"goalconv"}
    assert packages - set(told) == set()


def test_pictures_are_small_shown_and_of_few_colours() -> None:
    pictures = sorted((DOCS / "pictures").glob("*.png"))
    assert sum(picture.stat().st_size for picture in pictures) < 1_000_000
    pages = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    for picture in pictures:
        assert f"pictures/{picture.name}" in pages, picture.name
        with Image.open(picture) as image:
            assert image.mode == "P"
