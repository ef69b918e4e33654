from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given

import goalconv
from goalconv.converters import versions
from goalconv.converters.model import SCHEMA_ID, GoalTable
from goalconv.converters.schema import render, render_draft_7
from strategies import tables

SCHEMA = json.loads(goalconv.schema_text())
DRAFT_7 = json.loads(goalconv.schema_text("7"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def test_the_published_schema_is_what_the_model_says() -> None:
    assert goalconv.schema_text() == render()


def test_the_schema_is_valid_draft_2020_12() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_published_draft_07_says_the_same() -> None:
    assert goalconv.schema_text("7") == render_draft_7()
    jsonschema.Draft7Validator.check_schema(DRAFT_7)
    assert "$defs" not in render_draft_7()


def test_every_example_is_valid_by_draft_07(root: Path) -> None:
    examples = sorted((root / "examples").glob("*.json"))
    assert len(examples) > 4
    for path in examples:
        jsonschema.Draft7Validator(DRAFT_7).validate(json.loads(path.read_text(encoding="utf-8")))


def test_a_changed_schema_has_a_new_version(root: Path) -> None:
    released = json.loads((root / "schemas" / "versions.json").read_text(encoding="utf-8"))
    assert released[SCHEMA_ID] == hashlib.sha256(goalconv.schema_text().encode()).hexdigest()


def members(node: Any) -> list[dict[str, Any]]:
    found = list(node["properties"].values()) if isinstance(node, dict) and "properties" in node else []
    below = node.values() if isinstance(node, dict) else node if isinstance(node, list) else []
    return found + [member for child in below for member in members(child)]


def test_every_member_has_a_chinese_title_and_a_description_in_both_languages() -> None:
    for member in members(SCHEMA):
        assert any("\u4e00" <= char <= "\u9fff" for char in member["title"]), member
        assert member["title"] in member["description"], member
        assert any("a" <= char <= "z" for char in member["description"]), member


def test_the_example_is_valid_by_an_independent_validator(seed: goalconv.Reading) -> None:
    VALIDATOR.validate(json.loads(goalconv.write_bytes(seed.table, "json").data))


@given(tables())
def test_every_table_is_valid_by_an_independent_validator(table: GoalTable) -> None:
    VALIDATOR.validate(json.loads(goalconv.write_bytes(table, "json").data))


@pytest.mark.parametrize(
    "change",
    [
        {"currency_unit": "美元"}, {"funding": {"total": 1.5, "sources": {}}}, {"funding": {"total": "1e5", "sources": {}}},
        {"funding": {"total": None, "sources": {"gift": "1"}}}, {"unknown": 1}, {"$schema": "urn:goalconv:goal-table:2.0"},
    ],
)  # fmt: skip
def test_what_is_no_goal_table_is_not_valid(change: dict[str, Any]) -> None:
    document = {"currency_unit": "万元", **change}
    assert not VALIDATOR.is_valid(document)
    assert not jsonschema.Draft7Validator(DRAFT_7).is_valid(document)


def test_a_document_of_1_0_as_it_was_published_is_read_for_ever(root: Path) -> None:
    """The file is never written anew: whatever the newest version is, this one is read, and comes back as it is."""
    path = root / "tests" / "cases" / "versions" / "1.0.json"
    (reading,) = goalconv.read_all(path)
    (unit,) = reading.table.units
    (project,) = unit.projects
    assert (project.name, str(project.funding.total), len(project.indicators)) == ("老旧小区供水管网改造", "1260.50", 8)
    written = goalconv.write_bytes(reading.table, "json", options=goalconv.WriteOptions(schema_version="1.0"))
    assert json.loads(written.data) == json.loads(path.read_bytes())


def test_steps_between_versions_go_up_in_order_and_down_again() -> None:
    steps = (
        versions.Step("1.1", lambda old: {**old, "region": None}, lambda new: {key: new[key] for key in new if key != "region"}),
        versions.Step(
            "2.0", lambda old: {**old, "name": old["title"]}, lambda new: {key: new[key] for key in new if key != "name"}
        ),
    )
    first = {"$schema": "urn:goalconv:goal-table:1.0", "title": "表"}
    newest = versions.raised(first, "1.0", steps)
    assert newest == {"$schema": "urn:goalconv:goal-table:2.0", "title": "表", "region": None, "name": "表"}
    assert versions.raised(versions.lowered(newest, "1.1", steps), "1.1", steps) == newest
    assert versions.lowered(newest, "1.0", steps) == first
    with pytest.raises(goalconv.UsageError, match=r"3\.0"):
        versions.lowered(newest, "3.0", steps)


def test_the_newest_version_is_that_of_the_model(root: Path) -> None:
    assert versions.identifier(versions.known()[-1]) == SCHEMA_ID
    released = json.loads((root / "schemas" / "versions.json").read_text(encoding="utf-8"))
    assert list(released) == [versions.identifier(version) for version in versions.known()]


def test_lines_are_written_in_an_older_version_too(seed: goalconv.Reading) -> None:
    options = goalconv.WriteOptions(schema_version="1.0")
    tables = (seed.table, seed.table)
    assert goalconv.write_all_bytes(tables, "jsonl", options=options).data == goalconv.write_all_bytes(tables, "jsonl").data
    with pytest.raises(goalconv.UsageError, match=r"9\.9"):
        goalconv.write_bytes(seed.table, "json", options=goalconv.WriteOptions(schema_version="9.9"))
