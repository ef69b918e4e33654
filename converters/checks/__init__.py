"""Checks: what may be wrong in a document that was read, one module a family.

A check is a function from a goal table to findings with pointers; places are added afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from ..findings import Finding
from ..model import GoalTable
from . import money, targets, taxonomy

__all__ = ["CHECKS", "check"]

CHECKS: Final[tuple[Callable[[GoalTable], Iterator[Finding]], ...]] = (money.check, taxonomy.check, targets.check)


def check(table: GoalTable) -> Iterator[Finding]:
    """The findings of all checks about a table, family by family."""
    for family in CHECKS:
        yield from family(table)
