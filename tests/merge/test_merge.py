"""Many tables into one: kept, said, and never decided."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec import structs

import goalconv
from goalconv import Coded, Funding, GoalTable, MergeOptions, Project, Unit


def money(total: str, **sources: str | None) -> Funding:
    return Funding(Decimal(total), {name: None if amount is None else Decimal(amount) for name, amount in sources.items()})  # type: ignore[misc]


def project(name: str, total: str = "1.00", **members: str) -> Project:
    return Project(name=name, funding=money(total), goal=f"{name}。", **members)


def table(*units: Unit, **members: object) -> GoalTable:
    return GoalTable(
        **({"title": "某局2025年项目支出绩效目标表", "fiscal_year": 2025, "currency_unit": "万元", "units": units} | members)
    )  # type: ignore[arg-type]


def codes(reading: goalconv.Reading) -> list[str]:
    return [finding.code for finding in reading.findings]


def test_the_projects_of_one_unit_come_together_in_order() -> None:
    merged = goalconv.merge(
        [table(Unit(name="甲", projects=(project("一"),))), table(Unit(name="乙", projects=(project("二"),))), table(Unit(name="甲 ", code="01", projects=(project("三"),)))],
        ["1.docx", "2.docx", "3.docx"],
    )  # fmt: skip
    assert [(unit.code, unit.name, [each.name for each in unit.projects]) for unit in merged.table.units] == [
        ("01", "甲", ["一", "三"]), (None, "乙", ["二"]),
    ]  # fmt: skip
    assert codes(merged) == ["GC935"]


def test_units_of_one_name_with_different_codes_are_two_units() -> None:
    merged = goalconv.merge([table(Unit(name="甲", code="01")), table(Unit(name="甲", code="02"))])
    assert [unit.code for unit in merged.table.units] == ["01", "02"]


def test_different_units_of_account_are_refused() -> None:
    with pytest.raises(goalconv.UsageError) as caught:
        goalconv.merge([table(), table(currency_unit="元")], ["a.xlsx", "b.xlsx"])
    assert caught.value.finding.code == "GC930"
    assert "元 (b.xlsx)" in caught.value.finding.message


def test_years_that_differ_are_an_error_and_stay_with_their_units() -> None:
    merged = goalconv.merge([table(Unit(name="甲")), table(Unit(name="乙"), fiscal_year=2024)], ["a", "b"])
    assert merged.table.fiscal_year is None
    assert [unit.extensions for unit in merged.table.units] == [{"预算年度": "2025"}, {"预算年度": "2024"}]
    (finding,) = merged.findings
    assert (finding.code, finding.severity, finding.pointer) == ("GC932", "error", "/fiscal_year")
    assert "2024 (b)" in finding.message


def test_many_departments_stay_with_their_units() -> None:
    departments = [Coded("105", "一局"), Coded(None, "二局")]
    merged = goalconv.merge([table(Unit(name=f"单位{each.name}"), department=each) for each in departments])
    assert merged.table.department is None
    assert [unit.extensions["部门名称"] for unit in merged.table.units] == ["105-一局", "二局"]
    assert codes(merged) == ["GC933"]


def test_titles_that_differ_give_none_unless_one_is_given() -> None:
    tables = [table(title="甲"), table(title="乙")]
    assert (goalconv.merge(tables).table.title, codes(goalconv.merge(tables))) == ("", ["GC931"])
    given = goalconv.merge(tables, options=MergeOptions(title="汇总表"))
    assert (given.table.title, codes(given)) == ("汇总表", [])


def test_the_same_project_twice_is_kept_once_and_said() -> None:
    same = table(Unit(name="甲", projects=(project("一"),)))
    merged = goalconv.merge([same, same], ["a.docx", "b.docx"])
    assert [each.name for each in merged.table.units[0].projects] == ["一"]
    assert codes(merged) == ["GC936"]
    assert "a.docx、b.docx" in merged.findings[0].message


def test_the_same_project_with_other_figures_is_kept_twice_and_an_error() -> None:
    merged = goalconv.merge(
        [
            table(Unit(name="甲", projects=(project("一", "1.00"),))),
            table(Unit(name="甲", projects=(project("零"), project("一", "2.00")))),
        ]
    )
    assert [str(each.funding and each.funding.total) for each in merged.table.units[0].projects] == ["1.00", "1.00", "2.00"]
    (finding,) = merged.findings
    assert (finding.code, finding.severity, finding.pointer) == ("GC937", "error", "/units/0/projects/2")
    assert "总计 1.00 / 2.00" in finding.message


def test_two_projects_of_one_name_in_one_table_are_that_tables_own() -> None:
    merged = goalconv.merge([table(Unit(name="甲", projects=(project("一", "1"), project("一", "2"))))])
    assert (len(merged.table.units[0].projects), codes(merged)) == (2, [])


def test_a_total_is_kept_where_one_table_alone_declares_it_for_all() -> None:
    head, part = table(funding=money("3.00")), table(Unit(name="甲", projects=(project("一"),)))
    merged = goalconv.merge([head, part])
    assert (merged.table.funding, codes(merged)) == (money("3.00"), [])


def test_a_total_of_a_part_is_no_total_of_the_whole() -> None:
    merged = goalconv.merge([table(Unit(name="甲"), funding=money("3.00")), table(Unit(name="乙"))], ["a.xlsx", "b.xlsx"])
    assert (merged.table.funding, codes(merged)) == (None, ["GC934"])
    assert "3.00 (a.xlsx)" in merged.findings[0].message


def test_the_head_of_one_table_is_no_total_of_several() -> None:
    head, part = table(funding=money("3.00"), title="甲"), table(Unit(name="甲"), title="甲")
    merged = goalconv.merge([head, part, table(Unit(name="乙"), title="乙")], options=MergeOptions(title="汇总"))
    assert (merged.table.funding, codes(merged)) == (None, ["GC934"])


def test_two_declared_totals_of_one_unit_are_not_decided() -> None:
    parts = [table(Unit(name="甲", funding=money(total), projects=(project(total, total),))) for total in ("1.00", "2.00")]
    merged = goalconv.merge(parts, ["a", "b"])
    assert (merged.table.units[0].funding, codes(merged)) == (None, ["GC934"])
    assert "1.00 (a); 2.00 (b)" in merged.findings[0].message


def test_totals_are_added_up_only_when_asked_for_and_it_is_said() -> None:
    parts = [
        table(Unit(name="甲", projects=(Project(name=name, funding=money(total, general_budget=total, other=None)),)))
        for name, total in (("一", "0.10"), ("二", "0.20"))
    ]
    assert goalconv.merge(parts).table.funding is None
    merged = goalconv.merge(parts, options=MergeOptions(sum=True))
    expected = Funding(Decimal("0.30"), {"general_budget": Decimal("0.30"), "other": None})
    assert (merged.table.units[0].funding, merged.table.funding) == (expected, expected)
    assert [(finding.code, finding.pointer) for finding in merged.findings] == [
        ("GC939", "/units/0/funding"),
        ("GC939", "/funding"),
    ]


def test_what_is_added_up_is_named_where_the_form_names_no_unit() -> None:
    merged = goalconv.merge([table(Unit(projects=(project("一", "1.00"),)))], options=MergeOptions(sum=True))
    assert [finding.message.partition("的金额")[0] for finding in merged.findings] == ["“没有名称的单位”", "“合计”"]
    assert "of “the whole table” was added up" in merged.findings[1].message_in("en")


def test_a_declared_total_is_never_added_up_anew() -> None:
    unit = Unit(name="甲", funding=money("9.99"), projects=(project("一", "1.00"),))
    merged = goalconv.merge([table(unit)], options=MergeOptions(sum=True))
    assert merged.table.units[0].funding == money("9.99")


def test_notes_and_extensions_are_kept() -> None:
    first, second = (
        table(notes=("注：甲", "注：甲"), extensions={"联系人": "张"}),
        table(notes=("注：甲", "注：乙"), extensions={"联系人": "李"}),
    )
    merged = goalconv.merge([first, second], ["a", "b"])
    assert merged.table.notes == ("注：甲", "注：甲", "注：乙")
    assert merged.table.extensions == {"联系人": "张", "联系人（2）": "李"}
    assert codes(merged) == ["GC938"]


def test_forms_without_a_unit_come_into_one_unit_without_a_name() -> None:
    forms = [table(Unit(projects=(project(name, implementing_unit=f"{name}单位"),))) for name in "一二三"]
    (unit,) = goalconv.merge(forms).table.units
    assert (unit.name, [each.implementing_unit for each in unit.projects]) == (None, ["一单位", "二单位", "三单位"])


def test_nothing_can_not_be_merged() -> None:
    with pytest.raises(goalconv.UsageError):
        goalconv.merge([])


def test_merging_one_table_changes_nothing(seed: goalconv.Reading) -> None:
    merged = goalconv.merge([seed.table])
    assert (merged.table, merged.findings) == (seed.table, ())


def test_merged_notes_of_a_unit_keep_their_table(seed: goalconv.Reading) -> None:
    halves = [structs.replace(seed.table, funding=None, units=(unit,)) for unit in seed.table.units]
    assert goalconv.merge(halves).table == structs.replace(seed.table, funding=None)
