"""goalconv as an engine of the bench: the same calls that a user of the library makes, with limits for large files."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from .job import Case, Engine, prove_table

if TYPE_CHECKING:
    from goalconv import GoalTable, Reading, ReadOptions, Written

__all__ = ["LIMITS", "options", "reader", "writer"]

LIMITS: Final = (
    "input_bytes=1000000000", "part_bytes=2000000000", "package_bytes=4000000000", "rows=1000000", "cells=20000000",
    "pdf_pages=100000", "pdf_fields=10000000", "seconds=900", "memory=4000000000",
)  # fmt: skip
"""What a file of 50,000 projects needs, as `--limit` takes it: its text alone has 55 MB, over twice what is let in unasked."""


def options() -> ReadOptions:
    """How goalconv reads in the bench."""
    import goalconv

    return goalconv.ReadOptions(limits=goalconv.limits_from(LIMITS))


def reader(form: str, suffix: str = "") -> Engine:
    """bytes → document, with findings, places and account, as `goalconv.read_bytes` gives them."""
    return Engine("goalconv", "goalconv", lambda case: case.path(suffix or form).read_bytes(), _reads(form), _prove_reading)


def _reads(form: str) -> Callable[[bytes], Reading]:
    def work(data: bytes) -> Reading:
        import goalconv

        (reading,) = goalconv.read_bytes(data, format=form, options=options())
        return reading

    return work


def _prove_reading(reading: Reading, case: Case) -> None:
    assert not any(finding.severity == "error" for finding in reading.findings), reading.findings[:3]
    assert reading.account.unexplained == 0
    case.expect(prove_table(reading.table))


def writer(form: str, prove: Callable[[bytes, Case], None]) -> Engine:
    """document → bytes, as `goalconv.write_bytes` gives them."""

    def work(table: GoalTable) -> Written:
        import goalconv

        return goalconv.write_bytes(table, form, options=goalconv.WriteOptions(attach=False))

    def proven(written: Any, case: Case) -> None:
        prove(written.data, case)

    return Engine("goalconv", "goalconv", lambda case: case.document, work, proven)
