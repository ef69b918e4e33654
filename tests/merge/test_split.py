"""Split, then merged, any table is the same table."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

import goalconv
from goalconv import GoalTable, Project, Unit
from goalconv.converters.parts import LABEL
from strategies import examples, tables

BY = st.sampled_from(["unit", "project"])


@given(tables(), BY)
@examples(30)
def test_split_then_merge_gives_the_table_back(table: GoalTable, by: Literal["unit", "project"]) -> None:
    assert goalconv.merge([part.table for part in goalconv.split(table, by)]).table == table


@given(tables(), BY, BY)
@examples(30)
def test_parts_can_be_split_again(table: GoalTable, by: Literal["unit", "project"], again: Literal["unit", "project"]) -> None:
    parts = [part.table for part in goalconv.split(table, by)]
    assert [goalconv.merge([inner.table for inner in goalconv.split(part, again)]).table for part in parts] == parts


@given(tables(), BY, st.randoms(use_true_random=False))
@examples(30)
def test_marked_parts_may_come_in_any_order(table: GoalTable, by: Literal["unit", "project"], chance: random.Random) -> None:
    parts = [part.table for part in goalconv.split(table, by)]
    if all(LABEL in part.extensions for part in parts):
        assert goalconv.merge(chance.sample(parts, len(parts))).table == table


@given(tables(), BY)
@examples(30)
def test_names_are_safe_and_no_two_are_the_same_anywhere(table: GoalTable, by: Literal["unit", "project"]) -> None:
    names = [part.name for part in goalconv.split(table, by)]
    assert len({name.casefold() for name in names}) == len(names) == len(set(names))
    assert names == sorted(names)
    for name in names:
        assert not set(name) & set('<>:"/\\|?*\n\t ')
        assert name.isprintable()
        assert len(name.encode()) <= 200
        assert name[-1] not in ". "
        assert name[0].isdigit()


@pytest.mark.parametrize("name", ["CON", "a/b:c*?", "..", "", " ", "名" * 300, "甲\u202e乙", "nul.txt", "-rf"])
def test_any_name_of_a_unit_is_a_file_name(name: str) -> None:
    units = (Unit(name=name or None), Unit(name=name or None), Unit(name="乙"))
    names = [part.name for part in goalconv.split(GoalTable(currency_unit="元", units=units), "unit")]
    assert [each[:3] for each in names] == ["01-", "02-", "03-"]
    assert not any(set(each) & set('<>:"/\\|?*\u202e') for each in names)
    assert all(len(each.encode()) <= 160 for each in names)


def test_a_total_of_several_parts_stands_in_a_part_of_its_own(seed: goalconv.Reading) -> None:
    parts = goalconv.split(seed.table, "unit")
    assert [part.name for part in parts] == [
        "00-合计",
        "01-广州市荔湾区民政局",
        "02-广州市荔湾区社会福利服务中心",
        "03-广州市荔湾区颐乐园",
    ]
    assert (parts[0].table.funding, parts[0].table.units) == (seed.table.funding, ())
    assert [part.table.funding for part in parts[1:]] == [None] * 3
    assert [part.table.units for part in parts[1:]] == [(unit,) for unit in seed.table.units]
    assert all(part.table.title == seed.table.title and LABEL not in part.table.extensions for part in parts)


def test_each_project_is_a_part_under_its_unit(seed: goalconv.Reading) -> None:
    parts = goalconv.split(seed.table, "project")
    bodies = [part for part in parts if part.table.units and part.table.units[0].projects]
    assert len(bodies) == 47
    assert all(len(unit.projects) == 1 for part in bodies for unit in part.table.units)
    assert bodies[0].name == "01-01-特困人员供养"


def test_parts_that_names_cannot_tell_apart_carry_their_position() -> None:
    twice = Project(name="一", funding=goalconv.Funding(Decimal(1)))
    table = GoalTable(currency_unit="元", units=(Unit(projects=(twice, twice)), Unit(projects=(twice,))), extensions={LABEL: "x"})
    parts = goalconv.split(table, "project")
    assert [part.table.extensions[LABEL][8:] for part in parts] == ["-1-1；x", "-1-2；x", "-2-1；x"]
    assert goalconv.merge([part.table for part in reversed(parts)]).table == table


def test_parts_of_two_tables_are_not_mixed_up() -> None:
    tables = [
        GoalTable(currency_unit="元", units=(Unit(projects=(Project(name=name),)), Unit(projects=(Project(name=f"{name}2"),))))
        for name in "甲乙"
    ]
    parts = [part.table for table in tables for part in goalconv.split(table, "unit")]
    merged = goalconv.merge(parts).table
    assert sorted(unit.projects[0].name or "" for unit in merged.units) == ["乙", "乙2", "甲", "甲2"]
    assert structs.replace(merged, units=()) == structs.replace(tables[0], units=())
