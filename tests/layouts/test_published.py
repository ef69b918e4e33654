"""Tables drawn after published ones, made by other programs in four formats, read to what a person reads in them."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import goalconv
import sketches
from goalconv.converters.checks import check
from goalconv.converters.grid import Cell, Grid, Row
from goalconv.converters.layouts import disclosure, indicators
from goalconv.converters.model import Coded, Funding, GoalTable, Indicator, Project, Unit, Value
from goalconv.converters.packing import print_level
from goalconv.converters.reading import nearest

CASES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in Path(__file__).parents[1].glob("cases/published/*.toml")
}
FORMATS = [(name, form) for name, case in sorted(CASES.items()) for form in case.get("formats", sketches.MAKERS)]

_MEMBERS = ("number", "period_value", "direction", "weight", "explanation", "actual_value", "score", "deviation")


def plain(member: object) -> Any:
    """A member as a truth states it."""
    if isinstance(member, Value):
        return member.text
    if isinstance(member, Coded):
        return print_level(member)
    if isinstance(member, Funding):
        amounts = {"total": member.total} | member.sources
        return {name: "" if amount is None else str(amount) for name, amount in amounts.items()}
    return str(member) if isinstance(member, Decimal) else member


def indicator(item: Indicator) -> list[Any]:
    """Levels, name and the year's value; then whatever else there is."""
    four: list[Any] = [plain(member) or "" for member in (item.level1, item.level2, item.name, item.annual_value)]
    others = {name: plain(member) for name in _MEMBERS if (member := getattr(item, name)) is not None} | item.extensions
    return [*four, others] if others else four


def project(held: Project) -> dict[str, Any]:
    members = {name: plain(getattr(held, name)) for name in held.__struct_fields__ if name != "indicators"}
    return filled(members | {"indicators": [indicator(item) for item in held.indicators]})


def unit(held: Unit) -> dict[str, Any]:
    return filled(
        {
            "code": held.code,
            "name": held.name,
            "funding": plain(held.funding),
            "extensions": held.extensions,
            "projects": [project(each) for each in held.projects],
        }
    )


def filled(members: dict[str, Any]) -> dict[str, Any]:
    return {name: member for name, member in members.items() if member not in (None, "", [], {}, ())}


def truth_of(table: GoalTable) -> dict[str, Any]:
    """What a table says, short enough to be written by hand: `projects` by themselves where no unit is named."""
    members = {
        name: plain(getattr(table, name))
        for name in ("title", "fiscal_year", "department", "currency_unit", "funding", "extensions")
    }
    units = [unit(each) for each in table.units]
    alone = len(units) == 1 and units[0].keys() <= {"projects"}
    return filled(
        members | {"notes": list(table.notes)} | ({"projects": units[0].get("projects", [])} if alone else {"units": units})
    )


def read(name: str, form: str) -> tuple[goalconv.Reading, ...]:
    return goalconv.read_bytes(sketches.MAKERS[form](CASES[name]["sketch"]), format=form)


@pytest.mark.parametrize(("name", "form"), FORMATS)
def test_a_published_table_is_read_to_what_it_says(name: str, form: str) -> None:
    assert [truth_of(reading.table) for reading in read(name, form)] == CASES[name]["tables"]


@pytest.mark.parametrize(("name", "form"), FORMATS)
def test_every_character_is_accounted_for(name: str, form: str) -> None:
    accounts = [reading.account for reading in read(name, form)]
    assert sum(account.source for account in accounts) == sketches.ink(CASES[name]["sketch"])
    assert sum(account.unexplained for account in accounts) == CASES[name].get("unexplained", 0)


@pytest.mark.parametrize(("name", "form"), FORMATS)
def test_what_is_doubtful_of_the_reading_is_said(name: str, form: str) -> None:
    found: set[str] = set()
    for reading in read(name, form):
        checked = {finding.code for finding in check(reading.table)}
        found |= {finding.code for finding in reading.findings if finding.severity != "note"} - checked
    assert sorted(found) == CASES[name].get("findings", [])


@pytest.mark.parametrize("name", sorted(name for name, case in CASES.items() if "said" in case))
def test_each_finding_and_what_was_made_the_same_are_told_where_they_stand(name: str) -> None:
    found: set[str] = set()
    ledger: set[str] = set()
    for reading in read(name, "html"):
        found |= {f"{finding.code} {finding.place}" for finding in reading.findings} - {
            f"{finding.code} {nearest(reading.places, finding.pointer)}" for finding in check(reading.table)
        }
        ledger |= {f"{entry.code} {place}" for entry in reading.ledger for place in entry.places}
    assert sorted(found) == sorted(CASES[name]["said"])
    assert sorted(ledger) == sorted(CASES[name].get("ledger", []))


@pytest.mark.parametrize("name", sorted(name for name, case in CASES.items() if "places" in case))
def test_each_value_is_found_where_it_stands(name: str) -> None:
    (reading,) = read(name, "html")
    assert {pointer: str(reading.places[pointer]) for pointer in CASES[name]["places"]} == CASES[name]["places"]


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_published_form_with_a_cell_a_line_is_read_to_what_it_says_or_refused(name: str) -> None:
    boxes = (box for sheet in sketches.sheets(CASES[name]["sketch"]) for block in sheet.blocks for box in block.boxes)
    try:
        readings = goalconv.read_bytes("\n".join(box.text for box in boxes).encode(), format="text")
    except goalconv.UnreadableError:
        return
    for table, truth in zip([truth_of(reading.table) for reading in readings], CASES[name]["tables"], strict=True):
        for project, told in zip(table["projects"], truth["projects"], strict=True):
            left = {"goal", "period_goal", "extensions"} if "goal" not in project else set()
            assert {key: text for key, text in project.items() if key not in left} == {
                key: text for key, text in told.items() if key not in left
            }


def grid_of(sketch: str) -> Grid:
    """A sheet as a reader could give it: every column as it was drawn."""
    (sheet,) = sketches.sheets(sketch)
    return Grid(
        tuple(
            Row(
                tuple(Cell(box.text, box.column, box.columns, box.rows) for box in block.boxes if box.row == row),
                "body" if block.is_table else "line",
            )
            for block in sheet.blocks
            for row in range(block.rows)
        )
    )


@pytest.mark.parametrize(
    ("name", "layout"),
    [("x-names-over-two-columns", indicators), ("x-blank-total", disclosure), ("x-periods-and-sources", disclosure), ("a-two-row-header", disclosure)],
)  # fmt: skip
def test_merged_cells_are_told_whether_or_not_a_format_drops_the_columns_that_nothing_parts(
    name: str, layout: ModuleType
) -> None:
    readings = layout.recognise([grid_of(CASES[name]["sketch"])])
    assert [truth_of(reading.table) for reading in readings] == CASES[name]["tables"]
    assert [finding.code for reading in readings for finding in reading.findings if finding.severity != "note"] == CASES[
        name
    ].get("findings", [])
