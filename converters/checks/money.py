"""Sums: a unit against its projects, the grand total against the units, a total against its sources.

Declared figures are compared, never repaired. Figures are rounded before they are added up, so a
sum may be off by half a last digit for each addend (`tolerance`): up to that it is a warning that
shows both figures, beyond it an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain, combinations
from typing import Final

from msgspec import Struct

from .. import catalogue as kinds
from ..amounts import format_amount, parse_amount, plain
from ..findings import Finding, Kind
from ..labels import speaks_of_money
from ..language import Words
from ..model import Funding, GoalTable, SourceName
from ..pointers import unit_at
from ..profiles import Profile
from .spots import name_of, spots, words_of

__all__ = ["check", "slack"]

_PARTS: Final[dict[SourceName, tuple[SourceName, ...]]] = {
    "fiscal_appropriation": ("general_budget", "government_fund", "state_capital"),
    "own_funds": ("business_income", "operating_income"),
}
"""Sources that a form lists below another source, where it has that one."""
_PERHAPS_INSIDE: Final[tuple[SourceName, ...]] = ("carried_over", "superior_grant")
"""Sources that some forms add to the others, and some count within them."""

_NO_TEXTS: Final[Mapping[str, str]] = {}

_UNIT: Final = (kinds.UNIT_SUM, kinds.UNIT_SUM_WRONG)
_GRAND: Final = (kinds.GRAND_SUM, kinds.GRAND_SUM_WRONG)
_SOURCES: Final = (kinds.SOURCES_SUM, kinds.SOURCES_SUM_WRONG)


class _Sum(Struct, frozen=True):
    """A declared figure with what should add up to it."""

    declared: Decimal
    addends: Sequence[Decimal]
    source: SourceName | None
    pointer: str

    @property
    def difference(self) -> Decimal:
        return self.declared - sum(self.addends, Decimal(0))


def check(table: GoalTable, profile: Profile) -> Iterator[Finding]:
    """A finding for each declared figure that its parts do not add up to."""
    fundings = [[project.funding for project in unit.projects] for unit in table.units]
    if table.funding is not None:
        yield from _within(table.funding, Words("合计", "grand total"), "/funding", profile)
        declared = [unit.funding for unit in table.units]
        by_unit = [own or _added(below) for own, below in zip(declared, fundings, strict=True)]
        parts = _counted(by_unit, "个单位", "units") if any(declared) else _counted([*chain(*fundings)], "个项目", "projects")
        yield from _across(table.funding, by_unit, "/funding", _GRAND, Words("合计", "grand total"), parts, profile)
    for index, (unit, below) in enumerate(zip(table.units, fundings, strict=True)):
        if unit.funding is not None:
            pointer, name = f"{unit_at(index)}/funding", name_of(unit)
            yield from _within(unit.funding, name, pointer, profile, unit.extensions)
            yield from _across(unit.funding, below, pointer, _UNIT, name, _counted(below, "个项目", "projects"), profile)
    for spot in spots(table):
        yield from _within(
            spot.project.funding, name_of(spot.project), f"{spot.pointer}/funding", profile, spot.project.extensions
        )
        yield from _within(spot.project.period_funding, name_of(spot.project), f"{spot.pointer}/period_funding", profile)


def slack(declared: Decimal, addends: Sequence[Decimal], tolerance: Decimal) -> Decimal:
    """What rounding may make of a sum: `tolerance` last digits of the finest figure for each addend."""
    finest = min(int(figure.as_tuple().exponent) for figure in (declared, *addends))
    return tolerance * len(addends) * Decimal(1).scaleb(min(finest, 0))


def _across(
    whole: Funding, parts: Sequence[Funding | None], pointer: str, kinds_: tuple[Kind, Kind], name: object, counted: Words, profile: Profile
) -> Iterator[Finding]:  # fmt: skip
    """Compares the total and each source of `whole` with the sums over `parts`; the same figures are said once."""
    present = [part for part in parts if part is not None]
    sums = list(_sums(whole, present, pointer))
    for index, one in enumerate(sums):
        if one.difference and not (index and (one.declared, one.difference) == (sums[0].declared, sums[0].difference)):
            yield _finding(one, kinds_, name, counted, profile)


def _sums(whole: Funding, parts: Sequence[Funding], pointer: str) -> Iterator[_Sum]:
    if whole.total is not None and any(part.total is not None for part in parts):
        yield _Sum(whole.total, [part.total for part in parts if part.total is not None], None, f"{pointer}/total")
    for source, amount in whole.sources.items():
        if amount is not None and any(source in part.sources for part in parts):
            below = [part.sources.get(source) for part in parts]
            yield _Sum(amount, [figure for figure in below if figure is not None], source, f"{pointer}/sources/{source}")


def _within(
    funding: Funding | None, name: object, pointer: str, profile: Profile, extensions: Mapping[str, str] = _NO_TEXTS
) -> Iterator[Finding]:
    """Compares a total with its sources, and a source with those listed below it."""
    if funding is None:
        return
    counted = Words("各项来源", "sources")
    for one in filter(None, (_of_sources(funding, pointer, extensions), *(_below(funding, whole, pointer) for whole in _PARTS))):
        if one.difference:
            yield _finding(one, _SOURCES, name, counted, profile)


def _of_sources(funding: Funding, pointer: str, extensions: Mapping[str, str]) -> _Sum | None:
    """The total with its sources; those that may be counted within another are left out where the sum fits better so.

    None where there is nothing to compare, or where the sources without a member of their own, kept
    in the extensions, are all that is missing.
    """
    inside = {part for whole, parts in _PARTS.items() if funding.sources.get(whole) is not None for part in parts}
    amounts = {source: amount for source, amount in funding.sources.items() if amount is not None and source not in inside}
    if funding.total is None or not amounts or sum(amounts.values()) == funding.total:
        return None
    perhaps = [source for source in _PERHAPS_INSIDE if source in amounts]
    left_out = [set(some) for size in range(len(perhaps) + 1) for some in combinations(perhaps, size) if len(some) < len(amounts)]
    sums = (
        _Sum(funding.total, [amount for source, amount in amounts.items() if source not in out], None, f"{pointer}/total")
        for out in left_out
    )
    nearest = min(sums, key=lambda one: abs(one.difference))
    unplaced = [amount for label, text in extensions.items() if speaks_of_money(label) and (amount := parse_amount(text))]
    return None if unplaced and nearest.difference == sum(unplaced) else nearest


def _below(funding: Funding, whole: SourceName, pointer: str) -> _Sum | None:
    """A source with those that the form lists below it; fewer than all of them may be “of which”, and less."""
    declared = funding.sources.get(whole)
    if declared is None:
        return None
    figures = [funding.sources[part] for part in _PARTS[whole] if part in funding.sources]
    amounts = [figure for figure in figures if figure is not None]
    if not amounts:
        return None
    found = _Sum(declared, amounts, whole, f"{pointer}/sources/{whole}")
    return found if found.difference < 0 or len(figures) == len(_PARTS[whole]) else None


def _added(fundings: Sequence[Funding | None]) -> Funding:
    """What a unit without a subtotal has: the sums of its projects."""
    totals = [funding.total for funding in fundings if funding is not None and funding.total is not None]
    sources: dict[SourceName, Decimal | None] = {}
    for funding in filter(None, fundings):
        for source, amount in funding.sources.items():
            sources[source] = (sources.get(source) or Decimal(0)) + (amount or Decimal(0))
    return Funding(sum(totals, Decimal(0)) if totals else None, sources)


def _counted(parts: Sequence[Funding | None], chinese: str, english: str) -> Words:
    count = sum(part is not None for part in parts)
    return Words(f" {count} {chinese}", f"{count} {english}")


def _finding(one: _Sum, kinds_: tuple[Kind, Kind], name: object, counted: Words, profile: Profile) -> Finding:
    """A warning where rounding may have made the difference, an error beyond that."""
    tolerance = slack(one.declared, one.addends, profile.tolerance)
    return kinds_[abs(one.difference) > tolerance].at(
        None, one.pointer, name=name, source=words_of(one.source), declared=format_amount(one.declared), parts=counted,
        computed=format_amount(one.declared - one.difference), difference=format_amount(one.difference),
        tolerance=plain(tolerance.normalize()),
    )  # fmt: skip
