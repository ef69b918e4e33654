"""Two tables compared, and forms merged into one."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from msgspec import structs

from ..job import Case, Engine

if TYPE_CHECKING:
    from goalconv import Changes, GoalTable

__all__ = ["ENGINES"]

Pair = tuple["GoalTable", "GoalTable"]


def _edited(every: int, case: Case) -> Pair:
    """The table, and a copy in another order in which one project in `every` has another name and goal."""
    table = case.document
    projects = [project for unit in table.units for project in unit.projects]
    changed = [
        structs.replace(project, name=f"{project.name}改", goal=f"{project.goal}提高效率。") if number % every == 0 else project
        for number, project in enumerate(projects)
    ]
    shuffled = tuple(random.Random(1).sample(changed, len(changed)))
    return tuple(
        structs.replace(table, units=(structs.replace(table.units[0], projects=order),)) for order in (tuple(projects), shuffled)
    )  # type: ignore[return-value]


def _diff(pair: Pair) -> Changes:
    import goalconv

    return goalconv.diff(*pair)


def _prove(every: int, changes: Changes, case: Case) -> None:
    edited = -(-case.projects // every)
    assert len(changes.changes) >= edited, f"{len(changes.changes)} changes, but {edited} projects are edited"


ENGINES = (
    Engine(
        "diff, a tenth edited", "goalconv", lambda case: _edited(10, case), _diff, lambda found, case: _prove(10, found, case)
    ),
    Engine(
        "diff, all edited",
        "goalconv",
        lambda case: _edited(1, case),
        _diff,
        lambda found, case: _prove(1, found, case),
    ),
)
