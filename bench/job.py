"""What a job of the bench is: engines that do the same, each with the data it starts from and the proof of what it made."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from .data import Row, Table

if TYPE_CHECKING:
    from goalconv import GoalTable

__all__ = ["Case", "Engine", "Proof", "prove_rows", "prove_table", "squeezed"]

Kind: TypeAlias = Literal["goalconv", "peer", "limit", "part", "figure"]


class Proof(NamedTuple):
    """What must be the same whoever read or wrote: counts, the sum of the projects' totals, and the texts as a checksum."""

    projects: int
    indicators: int
    money: Decimal
    texts: str


class Case:
    """One size of the data, in a folder that holds it in every form that an engine may start from."""

    def __init__(self, folder: Path, projects: int) -> None:
        self.projects = projects
        self._folder = folder

    def path(self, form: str) -> Path:
        """The file of a form: txt, json, xlsx, docx, pdf, rows."""
        return self._folder / f"{self.projects}.{form}"

    @cached_property
    def table(self) -> Table:
        """The rows that peers and limits start from."""
        made: Table = pickle.loads(self.path("rows").read_bytes())
        return made

    @cached_property
    def document(self) -> GoalTable:
        """The document that goalconv starts from."""
        import msgspec

        from goalconv import GoalTable

        return msgspec.json.decode(self.path("json").read_bytes(), type=GoalTable)

    def expect(self, found: Proof) -> None:
        """Raises where what was read is not what the data says."""
        expected = prove_rows(self.table.rows)
        assert found == expected, f"{found} is not {expected}"


class Engine(NamedTuple):
    """One way to do a job: `load` gives what it starts from, `work` is timed with its imports, `prove` asserts what came of it.

    A "limit" is the least that the job can take, written by hand; a "part" is a part of what goalconv does, a "figure" a
    peer that is shown but not held against.
    """

    name: str
    kind: Kind
    load: Callable[[Case], Any]
    work: Callable[[Any], Any]
    prove: Callable[[Any, Case], None]


def prove_rows(rows: Iterable[Row]) -> Proof:
    """The proof of rows of seven cells; rows without indicators are totals."""
    projects = [row for row in rows if "实施周期指标值" in row[6]]
    return Proof(
        len(projects),
        sum(row[6].count("；年度指标值：") for row in projects),
        sum((Decimal(row[1].replace(",", "")) for row in projects), Decimal()),
        _checksum(text for row in projects for text in (row[0], row[5])),
    )


def prove_table(table: GoalTable) -> Proof:
    """The proof of a document."""
    projects = [project for unit in table.units for project in unit.projects]
    assert all(indicator.annual_value for project in projects for indicator in project.indicators)
    return Proof(
        len(projects),
        sum(len(project.indicators) for project in projects),
        sum((project.funding.total or Decimal() for project in projects if project.funding), Decimal()),
        _checksum(text or "" for project in projects for text in (project.name, project.goal)),
    )


def squeezed(text: str) -> str:
    """The text without blanks, which printing adds."""
    return "".join(text.split())


def _checksum(texts: Iterable[str]) -> str:
    total = hashlib.sha256()
    for text in texts:
        total.update(squeezed(text).encode() + b"\0")
    return total.hexdigest()[:16]
