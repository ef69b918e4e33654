"""元 and 万元 mixed up: an amount ten thousand times off the sum it belongs to, or off the project's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from .. import catalogue as kinds
from ..amounts import format_amount
from ..findings import Finding
from ..model import Funding, GoalTable, Project, Unit
from ..patterns import regex
from ..pointers import unit_at
from ..profiles import Profile
from .money import slack
from .spots import Spot, name_of, spots, words_of

__all__ = ["check"]

_FACTOR: Final = Decimal(10000)
_YUAN: Final = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10**4), "亿元": Decimal(10**8)}
_MENTION: Final = regex(r"(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>亿元|万元|千元|元)(?![/／每])")
_LEAST_DIGITS: Final = 4
"""Digits of a number, zeros at its ends not counted, below which it may be ten thousand times another by chance."""


def check(table: GoalTable, profile: Profile) -> Iterator[Finding]:
    """A finding for each amount that fits once it is taken in the other unit of account."""
    for u, unit in enumerate(table.units):
        yield from _in_unit(unit, unit_at(u), profile)
    for spot in spots(table):
        yield from _in_sources(spot)
        yield from _in_text(spot, table)


def _in_unit(unit: Unit, pointer: str, profile: Profile) -> Iterator[Finding]:
    """The one project whose total, ten thousand times more or less, would make the unit's sum come out."""
    totals = {p: project.funding.total for p, project in enumerate(unit.projects) if project.funding and project.funding.total}
    if unit.funding is None or unit.funding.total is None or not totals:
        return
    rest = unit.funding.total - sum(totals.values())
    allowed = slack(unit.funding.total, list(totals.values()), profile.tolerance)
    if abs(rest) <= allowed:
        return
    fitting = [(p, other) for p, total in totals.items() for other in _others(total) if abs(rest + total - other) <= allowed]
    if len(fitting) == 1:
        index, other = fitting[0]
        yield kinds.SLIP_IN_SUM.at(
            None, f"{pointer}/projects/{index}/funding/total", name=name_of(unit.projects[index]), source=words_of(None),
            amount=format_amount(totals[index]), fitting=format_amount(other),
        )  # fmt: skip


def _others(amount: Decimal) -> tuple[Decimal, Decimal]:
    return amount / _FACTOR, amount * _FACTOR


def _in_sources(spot: Spot) -> Iterator[Finding]:
    """A total that is ten thousand times the sum of its sources, or the other way round."""
    for member, funding in (("funding", spot.project.funding), ("period_funding", spot.project.period_funding)):
        amounts = _amounts(funding)
        if funding and funding.total and amounts and sum(amounts) in _others(funding.total):
            yield kinds.SLIP_IN_SUM.at(
                None, f"{spot.pointer}/{member}/total", name=name_of(spot.project), source=words_of(None),
                amount=format_amount(funding.total), fitting=format_amount(sum(amounts, Decimal(0))),
            )  # fmt: skip


def _amounts(funding: Funding | None) -> Sequence[Decimal]:
    return [amount for amount in funding.sources.values() if amount] if funding else []


def _in_text(spot: Spot, table: GoalTable) -> Iterator[Finding]:
    """A total whose very digits stand in the project's text with a unit ten thousand times off."""
    funding = spot.project.funding
    if funding is None or not funding.total:
        return
    total = funding.total * _YUAN[table.currency_unit]
    mentions = [
        (found[0], Decimal(found["number"].replace(",", "")) * _YUAN[found["unit"]])
        for text in _texts(spot.project)
        if "元" in text
        for found in _MENTION.finditer(text)
        if len(re.sub(r"[.,]", "", found["number"]).strip("0")) >= _LEAST_DIGITS
    ]
    if any(amount == total for _, amount in mentions):
        return
    for text, amount in mentions:
        if amount in _others(total):
            yield kinds.SLIP_IN_TEXT.at(
                None, f"{spot.pointer}/funding/total", name=name_of(spot.project), amount=format_amount(funding.total),
                unit=table.currency_unit, text=text,
            )  # fmt: skip
            return


def _texts(project: Project) -> Iterator[str]:
    """The goals, and the target values that are sums of money."""
    yield from filter(None, (project.goal, project.period_goal))
    for indicator in project.indicators:
        value = indicator.annual_value or indicator.period_value
        if value is not None and value.unit in _YUAN:
            yield value.text
