from __future__ import annotations

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st
from msgspec import structs

import goalconv
from goalconv.converters.layouts import indicators
from goalconv.converters.model import GoalTable, Indicator, Unit, Value
from goalconv.templates import load
from strategies import examples, tables

TEMPLATE = load("indicators")
OPTIONS = goalconv.WriteOptions(layout="indicators")


def without_blanks(table: GoalTable, *, periods: bool = True) -> GoalTable:
    """The table with null where a value is blank (docs/losses.md); without values of the whole period where `periods` is off."""
    units = []
    for unit in table.units:
        projects = [
            structs.replace(project, indicators=tuple(_without_blanks(indicator, periods) for indicator in project.indicators))
            for project in unit.projects
        ]
        units.append(structs.replace(unit, projects=tuple(projects)))
    return structs.replace(table, units=tuple(units))


def _without_blanks(indicator: Indicator, periods: bool) -> Indicator:
    values = {name: getattr(indicator, name) for name in ("period_value", "annual_value", "actual_value")}
    kept = {name: value if isinstance(value, Value) and value.kind != "blank" else None for name, value in values.items()}
    return structs.replace(indicator, **kept | ({} if periods else {"period_value": None}))


drawn = st.builds(without_blanks, tables(), periods=st.booleans())


@given(drawn)
@examples(100)
def test_what_is_composed_is_recognised_as_the_same_table(table: GoalTable) -> None:
    grids = indicators.compose(table, TEMPLATE)
    assert indicators.claims(grids[0])
    readings = indicators.recognise(grids)
    assert [reading.table for reading in readings] == [table]
    assert readings[0].account.unexplained == 0


@pytest.mark.parametrize("form", ["text", "xlsx", "docx", "json"])
@given(table=drawn)
@examples(30)
def test_any_table_comes_back_from_every_format(form: str, table: GoalTable) -> None:
    try:
        written = goalconv.write_bytes(table, form, options=OPTIONS).data
    except goalconv.UnwritableError:  # more columns than a page of Word holds
        reject()
    (reading,) = goalconv.read_bytes(written, format=form)
    assert reading.table == table


@pytest.mark.parametrize("units", [(), (goalconv.Unit(),), (goalconv.Unit(name="甲"),)])
def test_a_table_without_projects_is_a_table(units: tuple[Unit, ...]) -> None:
    table = GoalTable(title="某局2025年项目支出绩效目标表", fiscal_year=2025, currency_unit="元", units=units)
    (reading,) = indicators.recognise(indicators.compose(table, TEMPLATE))
    assert reading.table == table
