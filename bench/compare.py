"""Times of comparing and merging large tables made from the example, in seconds of processor time.

    python bench/compare.py

5,000 projects against an edited copy in another order (one in ten changed, then all of them), and a form for each of
47 projects merged into one table.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

from msgspec import structs

import goalconv

EXAMPLE = Path(__file__).parent.parent / "examples" / "liwan-2025.txt"


def many(table: goalconv.GoalTable, count: int) -> list[goalconv.Project]:
    projects = [project for unit in table.units for project in unit.projects]
    return [
        structs.replace(projects[n % len(projects)], name=f"{projects[n % len(projects)].name}{n // len(projects)}")
        for n in range(count)
    ]


def edited(projects: list[goalconv.Project], every: int) -> list[goalconv.Project]:
    changed = [
        structs.replace(project, name=f"{project.name}改", goal=f"{project.goal}提高效率。") if n % every == 0 else project
        for n, project in enumerate(projects)
    ]
    return random.Random(1).sample(changed, len(changed))


def timed(name: str, work: Callable[[], object]) -> None:
    start = time.process_time()
    work()
    print(f"{name:<48}{time.process_time() - start:6.2f}")


def main() -> None:
    table = goalconv.read(EXAMPLE).table
    projects = many(table, 5_000)

    def whole(members: list[goalconv.Project]) -> goalconv.GoalTable:
        return structs.replace(table, units=(goalconv.Unit(name="甲", projects=tuple(members)),))

    for every, name in ((10, "diff, 5,000 projects, one in ten edited"), (1, "diff, 5,000 projects, all renamed and edited")):
        timed(name, lambda every=every: goalconv.diff(whole(projects), whole(edited(projects, every))))  # type: ignore[misc]
    options = goalconv.WriteOptions("declaration")
    forms = [goalconv.write_bytes(part.table, "docx", options=options).data for part in goalconv.split(table, "project")]
    timed("merge, 50 Word files", lambda: goalconv.merge([goalconv.read_bytes(form, format="docx")[0].table for form in forms]))


if __name__ == "__main__":
    main()
