"""Forms: fill one with a table, read a filled one, blank one.

Filling ends with reading: what the filled form does not give back is reported, so that nothing is
lost without a word.
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import Any, Final

from msgspec import structs

from .. import catalogue as kinds
from ..characters import refuse_controls
from ..errors import UnreadableError, UnwritableError
from ..findings import Finding
from ..interface import Written
from ..language import Words
from ..limits import Limits, hold_table
from ..model import GoalTable
from ..reading import Reading, nearest
from .losses import losses
from .reading import currency_of, read_pairs

__all__ = ["blank", "fill", "read"]

_ENGINES: Final = {"xl": "xlsx", "word": "docx"}
_SIGNATURE: Final = b"PK"


def fill(form: bytes, table: GoalTable, limits: Limits = Limits()) -> Written:
    """The form filled with the table, with a finding for everything of the table that it does not carry.

    Raises `UnreadableError` at the first marker that is wrong, `UnwritableError` where the form states
    another unit of account than the table.
    """
    engine = _engine(form)
    refuse_controls(table)
    templates = engine.templates(form, limits)
    stated = currency_of(templates)
    if stated is not None and stated != table.currency_unit and _has_money(table):
        raise UnwritableError(kinds.FORM_UNIT_DIFFERS, form=stated, data=table.currency_unit)
    written: Written = engine.fill(form, table, limits)
    reading = read_pairs(engine.pairs(form, written.data, limits))
    lost = (_placed(finding, reading) for finding in losses(table, reading.table))
    return structs.replace(written, findings=(*written.findings, *lost))


def _has_money(table: GoalTable) -> bool:
    """Whether the table holds any amount of money."""
    fundings = [table.funding, *(unit.funding for unit in table.units)]
    fundings += [
        funding for unit in table.units for project in unit.projects for funding in (project.funding, project.period_funding)
    ]
    return any(
        amount is not None for funding in fundings if funding is not None for amount in (funding.total, *funding.sources.values())
    )


def _placed(finding: Finding, reading: Reading) -> Finding:
    return structs.replace(finding, place=nearest(reading.places, finding.pointer)) if finding.severity == "error" else finding


def read(form: bytes, filled: bytes, limits: Limits = Limits()) -> Reading:
    """The document that a filled form holds, with findings for all that is not as the form has it."""
    reading = read_pairs(_engine(form).pairs(form, filled, limits))
    hold_table(reading.table, partial(nearest, reading.places), limits)
    return reading


def blank(form: bytes, filled: bytes | None = None, rows: int = 1, limits: Limits = Limits()) -> Written:
    """The form without its markers, each block with so many blank rows; or the filled file with its fields blank again."""
    engine = _engine(form)
    if filled is not None:
        return Written(engine.clear(form, filled, limits))
    written: Written = engine.fill(form, None, limits, rows)
    return written


def _engine(form: bytes) -> Any:
    """The module for the kind of package that a form is."""
    from ..formats import detect

    name = detect(form).name if form.startswith(_SIGNATURE) else ""
    if name not in _ENGINES.values():
        raise UnreadableError(
            kinds.NOT_A_PACKAGE,
            format=Words("xlsx 或 docx 表单", "a form in xlsx or docx"),
            found=Words("其他文件", "another file"),
        )
    return import_module(f"{__package__}.{name}")
