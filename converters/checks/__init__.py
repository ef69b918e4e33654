"""Checks: what may be wrong in a document that was read, one module a family.

A check is a function from a goal table and a profile to findings with pointers; places are added afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from ..findings import Finding
from ..model import GoalTable
from ..profiles import GENERAL, Profile, load_profile, own_checks
from . import dates, money, numbering, placeholders, projects, slips, targets, taxonomy, unseen, weights

__all__ = ["CHECKS", "check"]

CHECKS: Final[tuple[Callable[[GoalTable, Profile], Iterator[Finding]], ...]] = (
    money.check, slips.check, projects.check, numbering.check, taxonomy.check, targets.check, placeholders.check, dates.check, weights.check,
    unseen.check,
)  # fmt: skip


def check(table: GoalTable, profile: Profile | str = GENERAL) -> Iterator[Finding]:
    """The findings of all checks about a table, family by family, those of plug-ins last, as a profile judges them.

    Raises `UsageError` for a profile that there is not.
    """
    chosen = load_profile(profile) if isinstance(profile, str) else profile
    yield from chosen.judged(finding for family in (*CHECKS, *own_checks(chosen)) for finding in family(table, chosen))
