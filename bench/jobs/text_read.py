"""Text → document: 公开表 as text with tabs."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from ..goal import reader
from ..job import Case, Engine, prove_table

if TYPE_CHECKING:
    from goalconv import GoalTable

__all__ = ["ENGINES"]

_ITEM = re.compile(
    r"(\d+)、([\d]+)-([^；]*)；(\d+)-([^；]*)；([^；]*)；实施周期指标值：([^；]*)；年度指标值：([^；。]*)。",
)


def _split(data: bytes) -> GoalTable:
    """Lines, tabs and one expression: no account, no findings, no places, and values that are not understood."""
    from goalconv import Coded, Funding, GoalTable, Indicator, Project, Unit, Value

    def amount(text: str) -> Decimal | None:
        return Decimal(text.replace(",", "")) if text else None

    def project(cells: list[str]) -> Project:
        indicators = tuple(
            Indicator(
                number=int(number), level1=Coded(code1, name1), level2=Coded(code2, name2), name=name,
                period_value=Value(period, "text"), annual_value=Value(year, "text"),
            )
            for number, code1, name1, code2, name2, name, period, year in _ITEM.findall(cells[6])
        )  # fmt: skip
        sources = {"fiscal_appropriation": amount(cells[2]), "special_account": amount(cells[3]), "other": amount(cells[4])}
        return Project(name=cells[0], funding=Funding(amount(cells[1]), sources), goal=cells[5], indicators=indicators)  # type: ignore[arg-type]

    rows = [line.split("\t") for line in data.decode().split("\n")[8:] if line]
    projects = tuple(project(cells) for cells in rows if cells[6])
    return GoalTable(currency_unit="万元", units=(Unit(projects=projects),))


def _prove(table: GoalTable, case: Case) -> None:
    case.expect(prove_table(table))


ENGINES = (
    reader("text", "txt"),
    Engine("one expression", "limit", lambda case: case.path("txt").read_bytes(), _split, _prove),
)
