"""What a person sees of two drafts: by the keys of the business, whatever format, layout and order."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

import goalconv
from goalconv import Change, GoalTable, Indicator, Project, Unit
from goalconv.converters.values import parse_value
from strategies import examples, tables


def money(total: str, **sources: str) -> goalconv.Funding:
    return goalconv.Funding(Decimal(total), {name: Decimal(amount) for name, amount in sources.items()})  # type: ignore[misc]


def project(name: str, total: str = "10.00", goal: str = "", *indicators: Indicator, **members: str) -> Project:
    return Project(
        name=name, funding=money(total), goal=goal or f"{name}的目标是完成各项任务。", indicators=indicators, **members
    )


def target(name: str, value: str, direction: goalconv.converters.model.Direction | None = None) -> Indicator:
    return Indicator(name=name, annual_value=parse_value(value), direction=direction)


def table(*units: Unit, currency: goalconv.converters.model.CurrencyUnit = "万元") -> GoalTable:
    return GoalTable(title="某局2025年项目支出绩效目标表", fiscal_year=2025, currency_unit=currency, units=units)


def one(*projects: Project) -> GoalTable:
    return table(Unit(name="甲中心", projects=projects))


def only(old: GoalTable, new: GoalTable) -> Change:
    (change,) = goalconv.diff(old, new).changes
    return change


@given(tables())
@examples(30)
def test_a_table_does_not_differ_from_itself(table: GoalTable) -> None:
    assert not goalconv.diff(table, table)


@given(tables(), st.randoms(use_true_random=False))
@examples(30)
def test_order_is_no_difference(table: GoalTable, chance: random.Random) -> None:
    def shuffled(items: tuple) -> tuple:
        return tuple(chance.sample(items, len(items)))

    units = tuple(
        structs.replace(
            unit,
            projects=shuffled(tuple(structs.replace(each, indicators=shuffled(each.indicators)) for each in unit.projects)),
        )
        for unit in table.units
    )
    distinct = len(
        {(each.level2 and each.level2.name, each.name) for unit in units for p in unit.projects for each in p.indicators}
    )
    if distinct == sum(len(p.indicators) for unit in units for p in unit.projects):
        assert not goalconv.diff(table, structs.replace(table, units=units, notes=shuffled(table.notes)))


@pytest.mark.parametrize("form", ["text", "csv", "xlsx", "docx", "html", "json", "pdf"])
@pytest.mark.parametrize("layout", ["disclosure", "declaration", "indicators"])
def test_the_example_in_any_format_and_layout_does_not_differ(form: str, layout: str, seed: goalconv.Reading) -> None:
    data = goalconv.write_bytes(seed.table, form, options=goalconv.WriteOptions(layout=layout)).data
    assert not goalconv.diff(seed.table, goalconv.read_bytes(data, format=form)[0].table)


def test_an_amount_that_changed_shows_both_figures_and_the_exact_difference() -> None:
    change = only(one(project("养老", "0.30")), one(project("养老", "0.10")))
    assert (change.level, change.kind, change.path) == ("project", "changed", ("甲中心", "养老"))
    (field,) = change.fields
    assert (field.field, field.old, field.new, field.difference) == ("funding/total", "0.30", "0.10", Decimal("-0.20"))


def test_digits_behind_the_point_are_no_difference_but_a_blank_is() -> None:
    assert not goalconv.diff(one(project("养老", "0.50")), one(project("养老", "0.5")))
    blank = structs.replace(project("养老"), funding=None)
    (field,) = only(one(project("养老")), one(blank)).fields
    assert (field.old, field.new, field.difference) == ("10.00", None, None)


def test_a_source_that_one_form_does_not_have_is_no_difference_to_a_blank_one() -> None:
    old = structs.replace(project("养老"), funding=goalconv.Funding(Decimal(1), {"other": None}))
    new = structs.replace(project("养老"), funding=goalconv.Funding(Decimal(1)))
    assert not goalconv.diff(one(old), one(new))


def test_yuan_and_ten_thousand_yuan_are_compared_by_value() -> None:
    old, new = (
        table(Unit(name="甲", projects=(project("养老", "1.5"), project("助残", "2")))),
        table(Unit(name="甲", projects=(project("养老", "15000"), project("助残", "20000.01"))), currency="元"),
    )
    changes = goalconv.diff(old, new)
    (change,) = changes.changes
    assert change.path == ("甲", "助残")
    assert [(field.old, field.new, field.difference) for field in change.fields] == [("2万元", "20,000.01元", Decimal("0.01"))]
    assert [finding.code for finding in changes.findings] == ["GC920"]


def test_a_renamed_project_is_the_same_project() -> None:
    rest = ("35.00", "为老年人提供居家养老服务，提高生活质量。", target("服务人数", "≥500人"))
    change = only(one(project("居家养老", *rest), project("其他事")), one(project("社区养老服务", *rest), project("其他事")))
    assert (change.kind, change.renamed_from, change.name) == ("changed", "居家养老", "社区养老服务")


def test_two_projects_that_share_only_their_figure_are_not_the_same() -> None:
    old, new = project("居家养老", "35.00", "为老年人提供服务。"), project("道路维修", "35.00", "改善交通出行条件。")
    assert {(change.kind, change.name) for change in goalconv.diff(one(old), one(new)).changes} == {
        ("added", "道路维修"), ("removed", "居家养老"),
    }  # fmt: skip


def test_a_project_that_moved_to_another_unit_is_the_same_project() -> None:
    moving = project("养老", "35.00", "", target("人数", "≥5人"))
    old = table(Unit(name="甲", projects=(moving, project("一"))), Unit(name="乙", projects=(project("二"),)))
    more = structs.replace(moving, funding=money("36.00"))
    new = table(Unit(name="甲", projects=(project("一"),)), Unit(name="乙", projects=(project("二"), more)))
    change = only(old, new)
    assert (change.path, change.moved_from, change.old_pointer, change.new_pointer) == (
        ("乙", "养老"), "甲", "/units/0/projects/0", "/units/1/projects/1",
    )  # fmt: skip
    assert [field.difference for field in change.fields] == [Decimal("1.00")]


def test_of_two_projects_with_one_name_the_most_alike_are_paired_and_it_is_said() -> None:
    small, large = project("补助", "1.00", "补助小型单位。"), project("补助", "900.00", "资助大型工程。")
    new = (structs.replace(large, funding=money("950.00")), structs.replace(small, funding=money("1.10")))
    changes = goalconv.diff(one(small, large), one(*new))
    assert [field.difference for change in changes.changes for field in change.fields] == [Decimal("50.00"), Decimal("0.10")]
    assert "GC923" in {finding.code for finding in changes.findings}


def test_a_code_tells_a_project_where_the_name_changed_beyond_likeness() -> None:
    old, new = project("甲乙", "1", "一二三。", code="P01"), project("丙丁", "2", "四五六。", code="P01")
    assert only(one(old), one(new)).renamed_from == "甲乙"


def test_a_renamed_unit_keeps_its_projects() -> None:
    projects = (project("一"), project("二"))
    change = only(table(Unit(name="区福利院", projects=projects)), table(Unit(name="区社会福利院", projects=projects)))
    assert (change.level, change.renamed_from, change.moved_from) == ("unit", "区福利院", None)


def test_forms_that_name_no_unit_are_compared_by_their_projects() -> None:
    old = table(Unit(name="甲", projects=(project("一"),)), Unit(name="乙", projects=(project("二"),)))
    changes = goalconv.diff(old, table(Unit(projects=(project("二"), project("一", "11.00")))))
    assert [(change.level, change.name, change.moved_from) for change in changes.changes] == [("project", "一", None)]
    assert [finding.code for finding in changes.findings] == ["GC922"]


def test_added_and_removed_items_say_what_they_held() -> None:
    old, new = one(project("一")), one(project("一"), project("新", "5.00", "", target("人数", "≥5人")))
    added = only(old, new)
    assert (added.kind, added.old_pointer, added.new_pointer) == ("added", None, "/units/0/projects/1")
    assert {field.field: field.new for field in added.fields} | {"goal": ""} == {
        "name": "新", "funding/total": "5.00", "goal": "", "indicators/0": "人数：≥5人",
    }  # fmt: skip
    removed = only(new, old)
    assert {field.field: field.old for field in removed.fields} == {field.field: field.new for field in added.fields}


def test_a_unit_that_is_gone_is_told_with_its_projects() -> None:
    old = table(Unit(name="甲", projects=(project("一"),)), Unit(name="乙", funding=money("10"), projects=(project("二"),)))
    changes = goalconv.diff(old, table(old.units[0]))
    assert [(change.level, change.kind, change.path) for change in changes.changes] == [
        ("unit", "removed", ("乙",)), ("project", "removed", ("乙", "二")),
    ]  # fmt: skip


def test_an_indicator_is_known_by_its_level_and_name_and_its_number_is_only_noted() -> None:
    old = (structs.replace(target("人数", "≥5人"), number=1), structs.replace(target("次数", "≥2次"), number=2))
    new = (structs.replace(old[1], number=1), structs.replace(old[0], number=2, annual_value=parse_value("≥6人")))
    changes = goalconv.diff(one(project("一", "1", "", *old)), one(project("一", "1", "", *new)))
    assert [(change.level, change.name) for change in changes.changes] == [("indicator", "人数")]
    assert [finding.code for finding in changes.findings] == ["GC921"]


@pytest.mark.parametrize(
    ("old", "new", "direction", "judgement", "difference"),
    [
        ("≥90%", "≥95%", None, "raised", "5"), ("≥95%", "≥90%", None, "lowered", "-5"), ("≤10天", "≤8天", None, "raised", "-2"),
        ("≤8天", "不超过10天", None, "lowered", "2"), ("10人", "12人", None, "changed", "2"), ("10人", "12人", "positive", "raised", "2"),
        ("10件", "12件", "negative", "lowered", "2"), ("≥90%", "≥90人", None, "incomparable", None), ("≥5人", "≤5人", None, "incomparable", None),
        ("≥5人", ">5人", None, "raised", None), ("≥90%", "不低于90％", None, "same", None), ("≥90%", "提高", None, "incomparable", None),
        ("提高", "显著提高", None, None, None), ("≥1,000人", "≥1000人", None, "same", None), ("≥0.1元", "≥0.3元", None, "raised", "0.2"),
        ("±3%", "±2%", None, "raised", "-1"), ("约3人", "约4人", "positive", "changed", "1"), ("10-20人", "10-30人", None, "incomparable", None),
    ],
)  # fmt: skip
def test_a_target_is_judged_as_it_is_understood(
    old: str, new: str, direction: str | None, judgement: str | None, difference: str | None
) -> None:
    before, after = (
        one(project("一", "1", "", target("甲", old, direction))),
        one(project("一", "1", "", target("甲", new, direction))),
    )  # type: ignore[arg-type]
    (field,) = only(before, after).fields
    assert (field.old, field.new, field.judgement) == (old, new, judgement)
    assert field.difference == (None if difference is None else Decimal(difference))


def test_white_space_is_no_difference_and_full_width_is() -> None:
    assert not goalconv.diff(one(project("一", "1", "做好 A 事。\n做好乙事。")), one(project("一", "1", "做好A事。做好乙事。")))
    assert goalconv.diff(one(project("一", "1", "做好A事")), one(project("一", "1", "做好Ａ事")))


def test_thousands_of_renamed_projects_are_paired() -> None:
    old = [project(f"第{n}号工程", f"{n}.00", f"完成{n * 7919 % 10007}米管线的第{n}期改造。") for n in range(3000)]
    new = [structs.replace(each, name=f"{each.name}（续建）") for each in old]
    changes = goalconv.diff(one(*old), one(*reversed(new)))
    assert (changes.count("project", "renamed"), changes.count("project", "added")) == (3000, 0)
    assert all(change.name == f"{change.renamed_from}（续建）" for change in changes.changes)
