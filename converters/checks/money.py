"""Sums: a unit against its projects, the grand total against the units, a total against its sources.

Declared figures are compared, never repaired. Figures are rounded before they are added up, so a
sum may differ by half a unit of the last digit for each addend; it is a finding all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from .. import catalogue as kinds
from ..amounts import format_amount
from ..findings import Finding, Kind
from ..model import SOURCES, Funding, GoalTable, Unit

__all__ = ["check"]

_PARTS: Final = frozenset({"general_budget", "government_fund", "state_capital", "business_income", "operating_income"})
"""Sources that a form lists below another source, so that they are not added up beside it."""


def check(table: GoalTable) -> Iterator[Finding]:
    """A finding for each declared figure that its parts do not add up to."""
    yield from _sources(table.funding, "合计", "/funding")
    unit_fundings = [unit.funding for unit in table.units]
    if table.funding is not None and any(unit_fundings):
        yield from _sums(table.funding, unit_fundings, "/funding", kinds.GRAND_SUM, "")
    for index, unit in enumerate(table.units):
        yield from _unit(unit, f"/units/{index}")


def _unit(unit: Unit, pointer: str) -> Iterator[Finding]:
    name = unit.name or ""
    if unit.funding is not None and unit.projects:
        yield from _sources(unit.funding, name, f"{pointer}/funding")
        yield from _sums(unit.funding, [project.funding for project in unit.projects], f"{pointer}/funding", kinds.UNIT_SUM, name)
    for index, project in enumerate(unit.projects):
        yield from _sources(project.funding, project.name or "", f"{pointer}/projects/{index}/funding")
        yield from _sources(project.period_funding, project.name or "", f"{pointer}/projects/{index}/period_funding")


def _sums(declared: Funding, parts: Sequence[Funding | None], pointer: str, kind: Kind, name: str) -> Iterator[Finding]:
    """Compares the total and each source of `declared` with the sums over `parts`."""
    if declared.total is not None:
        yield from _compare(declared.total, [part.total for part in parts if part], f"{pointer}/total", kind, name, "总计")
    for source, amount in declared.sources.items():
        if amount is not None:
            addends = [part.sources.get(source) for part in parts if part]
            yield from _compare(amount, addends, f"{pointer}/sources/{source}", kind, name, SOURCES[source])


def _sources(funding: Funding | None, name: str, pointer: str) -> Iterator[Finding]:
    """Compares a total with the sum of its sources, where the form lists any."""
    if funding is None or funding.total is None:
        return
    amounts = [amount for source, amount in funding.sources.items() if not (source in _PARTS and _has_whole(funding))]
    if any(amount is not None for amount in amounts):
        yield from _compare(funding.total, amounts, f"{pointer}/total", kinds.SOURCES_SUM, name, "总计")


def _has_whole(funding: Funding) -> bool:
    return funding.sources.get("fiscal_appropriation") is not None or funding.sources.get("own_funds") is not None


def _compare(
    declared: Decimal, addends: Iterable[Decimal | None], pointer: str, kind: Kind, name: str, source: str
) -> Iterator[Finding]:
    present = [amount for amount in addends if amount is not None]
    computed = sum(present, Decimal(0))
    if computed == declared:
        return
    yield kind.at(
        None, pointer, name=name, source=source, declared=format_amount(declared), computed=format_amount(computed),
        count=len(present), difference=format_amount(declared - computed),
    )  # fmt: skip
