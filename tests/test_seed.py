"""What is true of the real table in examples/: read it, keep it, report its flaws, repair none."""

from __future__ import annotations

from pathlib import Path

import msgspec

import goalconv
from goalconv.converters.indicators import ink


def by_code(reading: goalconv.Reading, code: str) -> list[goalconv.Finding]:
    return [finding for finding in reading.findings if finding.code == code]


def test_units_projects_and_indicators_are_all_there(seed: goalconv.Reading) -> None:
    units = seed.table.units
    projects = [project for unit in units for project in unit.projects]
    assert (len(units), len(projects), sum(len(project.indicators) for project in projects)) == (3, 47, 289)
    assert [unit.name for unit in units] == ["广州市荔湾区民政局", "广州市荔湾区社会福利服务中心", "广州市荔湾区颐乐园"]
    assert [len(unit.projects) for unit in units] == [44, 1, 2]


def test_the_lines_before_the_table_are_read(seed: goalconv.Reading) -> None:
    table = seed.table
    assert table.title == "广州市荔湾区民政局2025年项目支出绩效目标表（含转移支付项目）"
    assert (table.fiscal_year, table.currency_unit) == (2025, "万元")
    assert table.department == goalconv.Coded(None, "广州市荔湾区民政局")


def test_amounts_keep_their_digits_and_blanks(seed: goalconv.Reading) -> None:
    funding = seed.table.funding
    assert funding is not None
    assert str(funding.total) == "34545.04"
    assert {name: None if amount is None else str(amount) for name, amount in funding.sources.items()} == {
        "fiscal_appropriation": "34351.04",
        "special_account": None,
        "other": "194.00",
    }


def test_every_character_is_accounted_for(seed: goalconv.Reading, seed_path: Path) -> None:
    source = seed.account
    assert source.unexplained == 0
    assert source.source == ink(seed_path.read_text(encoding="utf-8"))


def test_the_lost_separator_is_reported_and_the_indicator_still_read(seed: goalconv.Reading) -> None:
    project = next(project for project in seed.table.units[0].projects if project.name == "区级福利彩票公益金")
    first = project.indicators[0]
    assert first.name == "用于养老服务体系建设和"
    assert first.period_value is not None
    assert (first.period_value.text, first.period_value.basis) == ("不低于总额50%", "总额")
    (finding,) = by_code(seed, "GC301")
    assert str(finding.place) == "第32行 第133列"


def test_the_unit_subtotal_that_is_off_by_a_cent_is_a_warning_with_both_figures(seed: goalconv.Reading) -> None:
    (finding,) = by_code(seed, "GC402")
    assert finding.severity == "warning"
    assert "34,005.54" in finding.message
    assert "34,005.55" in finding.message
    assert finding.pointer == "/units/0/funding/total"
    assert str(finding.place) == "第11行 第11列"


def test_the_two_level_2_codes_under_the_wrong_level_1_are_reported(seed: goalconv.Reading) -> None:
    messages = [finding.message for finding in by_code(seed, "GC501")]
    assert len(messages) == 2
    assert "“12-质量指标”不属于一级指标“2-效益指标”" in messages[0]
    assert "“11-数量指标”不属于一级指标“2-效益指标”" in messages[1]


def test_the_four_pairs_that_differ_are_reported(seed: goalconv.Reading) -> None:
    assert [finding.place is not None for finding in by_code(seed, "GC601")] == [True] * 4


def test_the_projects_without_effect_or_satisfaction_are_reported(seed: goalconv.Reading) -> None:
    assert [(finding.severity, finding.message) for finding in by_code(seed, "GC505")] == [
        ("warning", "项目“全区社工站政府购买评估经费”没有效益指标"),
        ("warning", "项目“婚姻登记处场地维护维修经费”没有效益指标"),
        ("warning", "项目“残疾人两项补贴”没有效益指标"),
        ("note", "项目“60周岁以上老人意外伤害综合保险”没有满意度指标"),
        ("warning", "项目“市财政残疾人两项补贴”没有效益指标"),
    ]


def test_nothing_else_is_found(seed: goalconv.Reading) -> None:
    assert sorted(finding.code for finding in seed.findings) == ["GC301", "GC402", *["GC501"] * 2, *["GC505"] * 5, *["GC601"] * 4]
    assert not [finding for finding in seed.findings if finding.severity == "error"]


def test_the_ledger_counts_half_width_colons_and_blank_lines(seed: goalconv.Reading) -> None:
    assert {entry.code: entry.count for entry in seed.ledger} == {"GC213": 11, "GC307": 338}


def test_the_example_of_the_canonical_document_is_exact(seed: goalconv.Reading) -> None:
    assert msgspec.to_builtins(seed.table.units[0].projects[0].indicators[1]) == {
        "number": 2,
        "level1": {"code": "1", "name": "产出指标"},
        "level2": {"code": "12", "name": "质量指标"},
        "name": "城乡特困人员救助供养标准",
        "period_value": {
            "text": "不低于当地低保标准的1.6倍", "kind": "quantity", "operator": ">=", "number": "1.6", "upper": None, "unit": "倍", "basis": "当地低保标准",
        },
        "annual_value": {"text": "≥2052元", "kind": "quantity", "operator": ">=", "number": "2052", "upper": None, "unit": "元", "basis": None},
        "direction": None, "weight": None, "explanation": None, "actual_value": None, "score": None, "deviation": None, "extensions": {},
    }  # fmt: skip


def test_places_lead_to_the_text_they_name(seed: goalconv.Reading, seed_path: Path) -> None:
    lines = seed_path.read_text(encoding="utf-8").split("\n")
    place: object = seed.places["/units/0/projects/0/indicators/1/annual_value"]
    line, column = place.line, place.column  # type: ignore[attr-defined]
    assert lines[line - 1][column - 1 :].startswith("≥2052元")
