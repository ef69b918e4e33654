from __future__ import annotations

from hypothesis import given

from goalconv.converters.layouts import disclosure
from goalconv.converters.model import GoalTable
from goalconv.templates import load
from strategies import tables

TEMPLATE = load("disclosure")


@given(tables())
def test_what_is_composed_is_recognised_as_the_same_table(table: GoalTable) -> None:
    readings = disclosure.recognise(disclosure.compose(table, TEMPLATE))
    assert [reading.table for reading in readings] == [table]
    assert readings[0].account.unexplained == 0
