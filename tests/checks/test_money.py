"""Sums and units of account: what fires, and the twin beside it that must not."""

from __future__ import annotations

import pytest

from documents import codes, funding, project, table
from goalconv.converters.checks import check
from goalconv.converters.model import GoalTable, Unit


def unit_of(declared: str, *totals: str, **sources: str) -> GoalTable:
    projects = (project(name=f"项目{index}", funding=funding(total)) for index, total in enumerate(totals))
    return table(*projects, unit=funding(declared, **sources))


def units(grand: str, *declared: str | None) -> GoalTable:
    below = tuple(
        Unit(
            name=f"单位{index}",
            funding=None if total is None else funding(total),
            projects=(project(funding=funding(total or "5.00")),),
        )
        for index, total in enumerate(declared)
    )
    return table(units=below, funding=funding(grand))


def one(total: str, **sources: str | None) -> GoalTable:
    return table(project(funding=funding(total, **sources)))


CASES = [
    ("GC402", "a cent over three projects", unit_of("10.01", "3.33", "3.33", "3.34"), unit_of("10.00", "3.33", "3.33", "3.34")),
    ("GC406", "more than rounding can make", unit_of("10.02", "3.33", "3.33", "3.34"), unit_of("10.00", "10.00")),
    ("GC406", "one addend has nothing to round", unit_of("10.01", "10.00"), unit_of("10.00", "10.00")),
    ("GC406", "cents of whole numbers", unit_of("12", "5", "5"), unit_of("10", "5", "5")),
    ("GC403", "units of a grand total", units("10.01", "5.00", "5.00"), units("10.00", "5.00", "5.00")),
    ("GC407", "a unit left out of the grand total", units("15.00", "5.00", "5.00"), units("15.00", "5.00", "5.00", "5.00")),
    ("GC407", "a unit without a subtotal counts by its projects", units("11.00", "5.00", None), units("10.00", "5.00", None)),
    ("GC407", "no unit has a subtotal", units("11.00", None, None), units("10.00", None, None)),
    ("GC404", "sources rounded", one("10.01", fiscal_appropriation="5.00", other="5.00"), one("10.00", fiscal_appropriation="5.00", other="5.00")),
    ("GC408", "sources that do not add up", one("12.00", fiscal_appropriation="5.00", other="5.00"), one("5.00", fiscal_appropriation="5.00", other=None)),
    ("GC408", "a source without the sources below it", one("10.00", own_funds="10.00", business_income="7.00", operating_income="2.00"),
     one("10.00", own_funds="10.00", business_income="8.00", operating_income="2.00")),
    ("GC408", "“of which” more than the whole", one("10.00", fiscal_appropriation="10.00", general_budget="11.00"),
     one("10.00", fiscal_appropriation="10.00", general_budget="8.00")),
    ("GC408", "carried over, neither added nor within", one("10.00", fiscal_appropriation="10.00", carried_over="3.00", other="2.00"),
     one("10.00", fiscal_appropriation="10.00", carried_over="3.00")),
    ("GC410", "one project in 元", unit_of("30.0000", "10.0000", "200000.0000"), unit_of("30.0000", "10.0000", "20.0000")),
    ("GC410", "a total in 元, its sources in 万元", one("100000", fiscal_appropriation="6", other="4"), one("10", fiscal_appropriation="6", other="4")),
    ("GC411", "the goal says it in 元", table(project(funding=funding("30781234.00"), goal="安排资金3,078.1234万元。")),
     table(project(funding=funding("3078.1234"), goal="安排资金3,078.1234万元。"))),
    ("GC411", "the cost indicator says it in 元", table(project(funding=funding("12345"), goal="总投资12345元。")),
     table(project(funding=funding("500"), goal="每人补贴500元, 标准1234.5元/人。"))),
]  # fmt: skip


@pytest.mark.parametrize(("code", "fires", "twin"), [(c, f, t) for c, _, f, t in CASES], ids=[name for _, name, _, _ in CASES])
def test_it_fires_and_its_twin_does_not(code: str, fires: GoalTable, twin: GoalTable) -> None:
    assert code in codes(fires)
    assert codes(twin) == []


def test_a_table_without_a_doubt_has_no_finding() -> None:
    assert codes(table()) == []


def test_the_same_gap_in_the_total_and_its_one_source_is_said_once() -> None:
    below = [project(name=f"项目{i}", funding=funding("3.33", fiscal_appropriation="3.33", other=None)) for i in range(3)]
    assert codes(table(*below, unit=funding("10.00", fiscal_appropriation="10.00", other=None))) == ["GC402"]


def test_a_gap_in_two_sources_that_cancel_is_found_in_both() -> None:
    below = [project(funding=funding("10.00", fiscal_appropriation="6.00", other="4.00"))]
    found = codes(table(*below, unit=funding("10.00", fiscal_appropriation="5.00", other="5.00")))
    assert found == ["GC406", "GC406"]


def test_a_column_that_no_project_has_is_not_compared() -> None:
    assert codes(table(project(funding=funding("10.00")), unit=funding("10.00", fiscal_appropriation="10.00"))) == []


def test_a_unit_alone_that_is_wrong_says_which_project_may_be_in_yuan() -> None:
    (wrong, slip) = check(unit_of("30.0000", "10.0000", "200000.0000"))
    assert (wrong.code, wrong.severity) == ("GC406", "error")
    assert slip.pointer == "/units/0/projects/1/funding/total"
    assert "200,000.0000" in slip.message
    assert "20" in slip.message


def test_both_figures_and_the_allowance_are_shown_in_both_languages() -> None:
    (finding,) = check(unit_of("10.01", "3.33", "3.33", "3.34"))
    for message in (finding.message_in("zh"), finding.message_in("en")):
        assert all(figure in message for figure in ("10.01", "10.00", "0.01", "0.015"))
