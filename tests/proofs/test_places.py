"""Places: every value of the document has one, and it leads to the cell that says it; so does that of every finding.

A place is looked up in the workbook by openpyxl. The workbooks are drawn after published tables, or our own.
"""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
from openpyxl.workbook import Workbook

import goalconv
import sketches
from documents import EFFECT, funding, indicator, pointers, project, step
from goalconv.converters.labels import DIRECTIONS
from goalconv.converters.model import Coded, GoalTable, Unit
from goalconv.converters.places import SheetPlace

CASES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))["sketch"]
    for path in (Path(__file__).parents[1] / "cases" / "published").glob("*.toml")
}
HEADED = {"m-level-columns", "m-levels-before-texts", "m-levels-one-row", "m-levels-over-pairs"}
"""Their levels head columns: no row says them."""
DERIVED = {"/$schema", "/fiscal_year", "/currency_unit"}
"""What may come from a title, from the label of a column, or from nowhere."""
GROUPED = {"/annual_value", "/period_value", "/actual_value", "/level1", "/level2", "/department"}
"""Members whose own members are one text."""
LEVELS = ("产出指标", "数量指标")
TABLE = GoalTable(
    title="某局2025年项目支出绩效目标表", fiscal_year=2025, department=Coded("105", "某局"), currency_unit="万元", notes=("注：含税",),
    funding=funding("40.00", fiscal_appropriation="38.00", other="2.00"), extensions={"附件": "见后", "文件/表~1": "另附"},
    units=(
        Unit(code="105001", name="某局本级", funding=funding("30.00"), projects=(
            project(
                name="校舍维修", code="01", category="民生类", competent_department="某局", implementing_unit="某站", start="2025/1", end="2025/12",
                funding=funding("10.00", fiscal_appropriation="8.00", other="2.00"), extensions={"备注": "延续", "单位/元~": "按人"},
                indicators=(indicator("维修学校", "≥3所", weight="50", number=1, explanation="按项目", direction="positive", extensions={"来源": "统计", "口径/~范围": "全部"}), EFFECT),
            ),
            project(name="教师培训", goal="培训教师。", funding=funding("20.00", fiscal_appropriation="20.00", other=None)),
        )),
        Unit(name="某站", extensions={"联系人": "张三", "电话/~手机": "无"}, projects=(
            project(
                name="设备购置", period_goal="三年配齐。", period_funding=funding("30.00", other="30.00"), funding=funding("10.00", fiscal_appropriation="10.00", other=None),
                indicators=(indicator("购置台数", "≥20台", "≥60台"), indicator("验收合格", None, "100%", level2="质量指标"), EFFECT),
            ),
        )),
    ),
)  # fmt: skip


def drawn(name: str) -> bytes:
    if name in CASES:
        return sketches.xlsx(CASES[name])
    return goalconv.write_bytes(TABLE, "xlsx", options=goalconv.WriteOptions(layout=name)).data


SEVERAL = ("/goal", "/nature")
"""Members of a form that may take several cells: lines of a goal in rows of their own, boxes side by side."""
SHEETS = [*sorted(CASES), "disclosure", "indicators", "declaration"]


def squeezed(text: object) -> str:
    return "".join(str(text).split()).replace(",", "")


def at(book: Workbook, place: object) -> str:
    assert isinstance(place, SheetPlace)
    return squeezed(book[place.sheet].cell(place.row, place.column).value or 0)


def says(cell: str, member: object) -> bool:
    """Whether a cell says a member: its text, its amount, the word for it, or the number of a value that takes several cells."""
    if isinstance(member, dict):  # a value or a level
        return says(cell, member["text"]) or (member["number"] or "?") in cell if "text" in member else says(cell, member["name"])
    if any(label in cell for label in DIRECTIONS.get(member, ())):  # type: ignore[call-overload]
        return True
    try:
        return squeezed(member) in cell or Decimal(cell) == Decimal(str(member))
    except InvalidOperation:
        return False


def begins(cell: str, member: str) -> bool:
    """Whether a cell is the first of those that say a member together."""
    return len(cell) > 2 and squeezed(member).startswith(cell)


def members(node: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """All that a document states, by pointer."""
    if pointer[pointer.rfind("/") :] in GROUPED and node is not None:
        yield pointer, node
    elif isinstance(node, dict):
        for key, member in node.items():
            yield from members(member, f"{pointer}/{step(key)}")
    elif isinstance(node, list | tuple):
        for index, member in enumerate(node):
            yield from members(member, f"{pointer}/{index}")
    elif node not in (None, "") and not pointer.endswith("/number"):  # it stands before a name, or in a circle
        yield pointer, node


@pytest.mark.parametrize("name", SHEETS)
def test_every_value_has_a_place_that_leads_to_the_cell_that_says_it(name: str) -> None:
    data = drawn(name)
    book = openpyxl.load_workbook(io.BytesIO(data))
    for reading in goalconv.read_bytes(data, format="xlsx"):
        stated = {
            pointer: member
            for pointer, member in members(msgspec.to_builtins(reading.table))
            if pointer not in DERIVED or pointer in reading.places
        }
        if name in HEADED:
            stated = {pointer: member for pointer, member in stated.items() if not pointer.endswith(("/level1", "/level2"))}
        unplaced = [pointer for pointer in stated if pointer not in reading.places]
        assert unplaced == [], unplaced
        wrong = {
            pointer: at(book, reading.places[pointer])
            for pointer, member in stated.items()
            if not says(at(book, reading.places[pointer]), member)
            and not (pointer.endswith(SEVERAL) and begins(at(book, reading.places[pointer]), member))
        }
        assert wrong == {}
        assert set(reading.places) <= pointers(reading.table)


@pytest.mark.parametrize("name", SHEETS)
def test_every_finding_is_of_something_in_the_document_and_quotes_the_cell_it_leads_to(name: str) -> None:
    data = drawn(name)
    book = openpyxl.load_workbook(io.BytesIO(data))
    for reading in goalconv.read_bytes(data, format="xlsx"):
        for finding in reading.findings:
            quoted = [squeezed(finding.parameters[key]) for key in ("text", "label") if key in finding.parameters]
            cell = None if finding.place is None else at(book, finding.place)
            assert cell is None or not quoted or any(text in cell or text.startswith(cell) for text in quoted)
            assert (finding.pointer or "") in pointers(reading.table)
