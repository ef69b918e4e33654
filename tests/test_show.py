"""The table on a terminal: every text is there, no line too wide, and nothing acts on the terminal."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import goalconv
from goalconv import GoalTable, Indicator, Project, Unit
from goalconv.converters.display import columns, printable, wrap
from goalconv.converters.terminal import Ink, flow
from strategies import examples, tables


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("width", [24, 40, 60, 80, 140, 300])
def test_no_line_is_wider_than_the_terminal(width: int, seed: goalconv.Reading) -> None:
    assert max(map(columns, goalconv.show(seed.table, width).splitlines())) <= width


@pytest.mark.parametrize("width", [40, 80, 140])
def test_every_name_goal_amount_and_value_is_shown(width: int, seed: goalconv.Reading) -> None:
    shown = squeezed(goalconv.show(seed.table, 1000 if width > 100 else width))
    lists = squeezed(goalconv.show(seed.table, 60))
    for project in (project for unit in seed.table.units for project in unit.projects):
        assert squeezed(project.name or "") in shown
        assert squeezed(project.goal or "") in shown
        assert f"{project.funding.total:,f}" in shown  # type: ignore[union-attr]
        for indicator in project.indicators:
            assert squeezed(indicator.name) in lists
            assert squeezed(indicator.annual_value.text) in lists  # type: ignore[union-attr]


@given(tables(), st.integers(24, 120))
@examples(30)
def test_any_table_fits_and_no_text_acts_on_the_terminal(table: GoalTable, width: int) -> None:
    shown = goalconv.show(table, width)
    assert all(char.isprintable() or char in "\n\u3000" for char in shown)
    assert max(map(columns, shown.splitlines()), default=0) <= width


@given(tables())
@examples(30)
def test_every_character_of_a_document_is_shown(table: GoalTable) -> None:
    def texts(node: Any) -> list[str]:
        if isinstance(node, dict):
            members = {"text": node["text"]} if "kind" in node else dict(node)
            members |= {"level1": None}  # printed where it changes
            if members.get("period_value") and members["period_value"]["text"] == (members["annual_value"] or {}).get("text"):
                members["period_value"] = None
            return [text for name, member in members.items() if name not in ("$schema", "direction") for text in texts(member)]
        if isinstance(node, list | tuple):
            return [text for member in node for text in texts(member)]
        return [node] if isinstance(node, str) else []

    written = Counter(squeezed("".join(map(printable, texts(msgspec.to_builtins(table))))))
    assert not written - Counter(squeezed(goalconv.show(table, 100)))


def test_period_and_year_are_both_shown_where_they_differ() -> None:
    indicator = Indicator(
        name="人数", period_value=goalconv.Value("≥300人", "text"), annual_value=goalconv.Value("≥100人", "text")
    )
    table = GoalTable(currency_unit="元", units=(Unit(projects=(Project(name="一", indicators=(indicator,)),)),))
    for width in (40, 100):
        assert "周期 ≥300人" in goalconv.show(table, width)
        assert "年度 ≥100人" in goalconv.show(table, width)


def test_colours_are_there_only_when_asked_for(seed: goalconv.Reading) -> None:
    assert "\x1b" not in goalconv.show(seed.table, 80)
    painted = goalconv.show(seed.table, 80, Ink(True))
    assert "\x1b[1m" in painted
    assert re.sub(r"\x1b\[\d*m", "", painted).split() == goalconv.show(seed.table, 80).split()


def test_escape_sequences_in_names_are_shown_as_text() -> None:
    assert wrap("甲\x1b[2J\u202e乙", 40) == ["甲\\x1b[2J\\u202e乙"]
    assert flow([("\x1b[2J", "added")], 40, Ink(True)) == ["\x1b[32m\\x1b[2J\x1b[0m"]


def test_a_line_does_not_begin_with_a_full_stop() -> None:
    assert all(line[0] not in "，。；" for line in wrap("甲乙丙丁，戊己庚辛。" * 20, 17))


def test_a_text_whose_characters_are_written_as_escapes_fits() -> None:
    indicator = goalconv.Indicator(number=1, name="；", extensions={"；": "；\u200b"})
    table = goalconv.GoalTable(
        title="", currency_unit="元", units=(goalconv.Unit(projects=(goalconv.Project(indicators=(indicator,)),)),)
    )
    assert max(map(columns, goalconv.show(table, 24).splitlines())) <= 24
