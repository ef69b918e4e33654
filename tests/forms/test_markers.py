from __future__ import annotations

import re
from pathlib import Path

import pytest

from goalconv.converters.forms.markers import scan, substitute
from goalconv.converters.forms.paths import ENTITIES, field_in, fields_of, homes, label, marker_table


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("{{title}}", ["field"]),
        ("部门：{{ 部门名称 }}，单位：{{单位}}", ["field", "field"]),
        ("｛｛标题｝｝", ["field"]),
        ("{{＃指标}}{{一级指标｜合并}}{{／指标}}", ["open", "field", "close"]),
        ("绩效指标{{合并}}", ["merge"]),
        ("{{title", ["broken"]),
        ("title}}", ["broken"]),
        ("{{title|upper}}", ["broken"]),
        ("{{#指标|合并}}", ["broken"]),
        ("{{}}", ["broken"]),
        ("{一} {二}", []),
    ],
)
def test_markers_are_found(text: str, kinds: list[str]) -> None:
    assert [marker.kind for marker in scan(text)] == kinds


def test_a_marker_that_is_cut_into_runs_is_replaced_in_the_first() -> None:
    assert substitute(["甲{", "{ti", "tle}}", "乙"], [(1, 10, "题")]) == ["甲题", "", "", "乙"]
    assert substitute(["{{a}}{{b}}"], [(0, 5, "1"), (5, 10, "2")]) == ["12"]
    assert substitute([], []) == []


@pytest.mark.parametrize(
    ("name", "scope", "meant"),
    [
        ("总计", ("table",), "table.funding.total"),
        ("总计", ("project", "unit", "table"), "project.funding.total"),
        ("table.funding.total", ("project", "unit", "table"), "table.funding.total"),
        ("name", ("indicator", "project", "unit", "table"), "indicator.name"),
        ("其中：财政拨款", ("project", "unit", "table"), "project.funding.sources.fiscal_appropriation"),
        ("单位", ("indicator", "project"), "indicator.annual_value.unit"),
        ("金额单位", ("indicator", "project", "unit", "table"), "table.currency_unit"),
        ("project.extensions.联系电话", ("project",), "project.extensions.联系电话"),
    ],
)
def test_a_name_means_the_nearest_item_that_has_it(name: str, scope: tuple[str, ...], meant: str) -> None:
    field = field_in(name, scope)  # type: ignore[arg-type]
    assert field is not None
    assert field.name == meant


@pytest.mark.parametrize(
    "name", ["__class__", "project.__class__", "project.name.upper", "title.0", "units", "funding", "project.indicators.0.name"]
)
def test_a_marker_reaches_nothing_but_the_fields_of_the_document(name: str) -> None:
    assert list(homes(name)) == []


def test_every_marker_of_the_table_means_its_field_in_both_languages() -> None:
    listed = {
        english.strip("{}").removesuffix("|packed"): chinese.strip("{}").removesuffix("|连写")
        for english, chinese, _ in marker_table()
    }
    for entity in ENTITIES:
        for field in fields_of(entity).values():
            assert field_in(field.name, (entity,)) == field
            if listed[field.name]:
                assert label(field) == listed[field.name]
                assert field_in(listed[field.name], (entity,)) == field


def test_the_documentation_lists_every_marker(root: Path) -> None:
    text = (root / "docs" / "forms.md").read_text(encoding="utf-8").partition("## 全部标记")[2].replace("\\|", "|")
    listed = [tuple(re.findall("`([^`]*)`", line)) for line in text.splitlines() if line.startswith("| `")]
    assert listed == [tuple(filter(None, (english, chinese))) for english, chinese, _ in marker_table()]
    assert len(set(listed)) == len(listed)
