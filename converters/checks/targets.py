"""Target values: pairs of period and year that disagree."""

from __future__ import annotations

from collections.abc import Iterator

from .. import catalogue as kinds
from ..findings import Finding
from ..model import GoalTable

__all__ = ["check"]


def check(table: GoalTable) -> Iterator[Finding]:
    """A finding for each indicator whose period value and annual value are both stated and differ."""
    for u, unit in enumerate(table.units):
        for p, project in enumerate(unit.projects):
            for i, indicator in enumerate(project.indicators):
                period, annual = indicator.period_value, indicator.annual_value
                if period is None or annual is None or "blank" in (period.kind, annual.kind) or period.text == annual.text:
                    continue
                number = i + 1 if indicator.number is None else indicator.number
                pointer = f"/units/{u}/projects/{p}/indicators/{i}/annual_value"
                yield kinds.VALUES_DIFFER.at(None, pointer, number=number, period=period.text, annual=annual.text)
