"""Every example in every layout and format and back; and what other programs made of the examples (docs/losses.md)."""

from __future__ import annotations

from pathlib import Path

import pytest

import goalconv
import matrix

ROOT = Path(__file__).parent.parent
PRINTED = ROOT / "tests" / "cases" / "printed"


def rows() -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in matrix.stated().splitlines()]


@pytest.mark.parametrize("name", [Path(example).stem for example in matrix.EXAMPLES if example != "liwan-2025.txt"])
def test_an_example_says_what_its_truth_says(name: str) -> None:
    reading = goalconv.read(ROOT / "examples" / f"{name}.txt")
    assert reading.table == goalconv.read(ROOT / "examples" / f"{name}.json").table
    assert reading.account.unexplained == 0


def test_the_page_has_every_layout_and_every_format_that_can_be_written() -> None:
    header, _, *body = rows()
    assert header[1:] == matrix.writable()
    assert [row[0] for row in body] == [f"{title} {name}" for name, title in matrix.LAYOUTS.items()]


@pytest.mark.parametrize("form", matrix.writable())
@pytest.mark.parametrize("layout", matrix.LAYOUTS)
def test_the_page_says_what_happens(layout: str, form: str) -> None:
    header, _, *body = rows()
    found = matrix.cell(layout, form)
    assert next(row for row in body if row[0].endswith(layout))[header.index(form)] == found
    assert form == "pdf" or "differs" not in found


@pytest.mark.parametrize("path", sorted(PRINTED.glob("*-20*.*")), ids=lambda path: path.name)
def test_what_other_programs_saved_says_what_the_example_says(path: Path) -> None:
    name = "-".join(path.name.split("-")[:-1]).removesuffix("-writer")
    reading = goalconv.read(path)
    assert reading.table == goalconv.read(ROOT / "examples" / f"{name}.json").table
    assert reading.account.unexplained == 0
