"""Any table, filled into a form that has a place for everything, is read back as the same table."""

from __future__ import annotations

import io
from typing import Any

import docx
import msgspec
import openpyxl
import pytest
from docx.table import Table
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

import goalconv
from goalconv.converters.forms import form as forms
from goalconv.converters.forms.paths import fields_of
from strategies import examples, tables


def names(entity: str) -> list[str]:
    """A marker for each field; values whole, levels and the department by code and name."""
    fields = [field for field in fields_of(entity).values() if field.kind not in ("packed", "coded")]  # type: ignore[arg-type]
    return list(dict.fromkeys(field.name for field in fields if field.kind != "value" or len(field.path) == 1))


ROWS: list[list[str]] = [
    *([name, f"{{{{{name}}}}}"] for name in names("table")),
    ["说明", "{{#notes}}{{note}}{{/notes}}"],
    ["单位", "{{#units}}", *(f"{{{{{name}}}}}" for name in names("unit"))],
    ["项目", "{{#projects}}", *(f"{{{{{name}}}}}" for name in names("project"))],
    ["指标", "{{#indicators}}", *(f"{{{{{name}}}}}" for name in names("indicator")), "{{/indicators}}{{/projects}}{{/units}}"],
    ["表尾"],
]


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def document() -> bytes:
    made = docx.Document()
    width = max(map(len, ROWS))
    table: Table = made.add_table(0, width)
    for row in ROWS:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


FORMS = {"xlsx": workbook(), "docx": document()}


def named(table: goalconv.GoalTable) -> goalconv.GoalTable:
    """The table without texts under labels of their own, and with a name for each unit and project: one that is all blank is no row."""
    units = [
        structs.replace(
            unit,
            name=unit.name or "甲",
            extensions={},
            projects=tuple(
                structs.replace(
                    project,
                    name=project.name or "乙",
                    extensions={},
                    indicators=tuple(structs.replace(indicator, extensions={}) for indicator in project.indicators),
                )
                for project in unit.projects
            ),
        )
        for unit in table.units
    ]
    return structs.replace(table, units=tuple(units), extensions={})


def said(node: Any) -> Any:
    """What a document says, without blanks: a form has a place for every field, and shows nothing there."""
    if isinstance(node, dict):
        if node.get("kind") == "blank":
            return None
        found = {key: said(member) for key, member in node.items()}
        return {key: member for key, member in found.items() if member not in (None, {}, [], (), "")}
    return [said(member) for member in node] if isinstance(node, list | tuple) else node


@pytest.mark.parametrize("kind", FORMS)
@given(table=tables(most_indicators=3).map(named))
@examples(20)
def test_any_table_comes_back_from_a_form_that_has_all_fields(kind: str, table: goalconv.GoalTable) -> None:
    written = forms.fill(FORMS[kind], table)
    reading = forms.read(FORMS[kind], written.data)
    assert [finding.message for finding in written.findings if finding.code in ("GC859", "GC860")] == []
    before, after = (said(msgspec.to_builtins(document, enc_hook=str)) for document in (table, reading.table))
    assert by_value(after) == by_value(before)
    assert reading.account.unexplained == 0


def by_value(node: Any) -> Any:
    """Amounts without the zeros at their end: a cell of a workbook without a number format does not show them."""
    if isinstance(node, dict):
        return {key: by_value(member) for key, member in node.items()}
    if isinstance(node, list | tuple):
        return [by_value(member) for member in node]
    if isinstance(node, str) and "." in node and node.replace(".", "").replace("-", "").isdigit():
        return node.rstrip("0").rstrip(".")
    return node


lists = st.lists(st.sampled_from(["产出", "效益"]), max_size=6)


@pytest.mark.parametrize("kind", FORMS)
@given(levels=st.lists(lists, max_size=3))
@examples(15)
def test_merged_levels_come_back_for_each_indicator(kind: str, levels: list[list[str]]) -> None:
    rows = [
        [
            "项目",
            "{{#projects}}{{name}}",
            "{{#indicators}}{{level1|merge}}",
            "{{level2|合并}}",
            "{{name}}{{/indicators}}{{/projects}}",
        ]
    ]
    form = small_form(kind, rows)
    projects = tuple(
        goalconv.Project(
            name="同名",
            indicators=tuple(
                goalconv.Indicator(level1=goalconv.Coded(None, text), level2=goalconv.Coded("1", "数量"), name="指标")
                for text in texts
            ),
        )
        for texts in levels
    )
    table = goalconv.GoalTable(currency_unit="万元", units=(goalconv.Unit(projects=projects),) if projects else ())
    written = forms.fill(form, table)
    assert [finding.code for finding in written.findings] == []
    assert forms.read(form, written.data).table == table


def small_form(kind: str, rows: list[list[str]]) -> bytes:
    buffer = io.BytesIO()
    if kind == "xlsx":
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(buffer)
    else:
        made = docx.Document()
        table = made.add_table(0, max(map(len, rows)))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=False):
                cell.text = text
        made.save(buffer)
    return buffer.getvalue()
