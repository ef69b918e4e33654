"""The fields of two items that are one: what differs, with the difference, the judgement or the marks.

White space in texts is no difference (a PDF has its own), nor are the digits in which an amount is
written: `0.50` is `0.5`, and 100 元 is 0.01 万元. A cell that is blank and one that is not there are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, localcontext
from typing import Final, TypeAlias

from msgspec import Struct

from ..amounts import WORTH, format_amount
from ..labels import DIRECTIONS, INDICATOR_LABELS, LINE_LABELS, label_of
from ..model import SOURCES, Coded, CurrencyUnit, Funding, GoalTable, Indicator, Project, Unit, Value
from ..pointers import under
from .changes import FieldChange
from .marks import mark
from .targets import judge

__all__ = ["Scale", "indicator_fields", "project_fields", "table_fields", "unit_fields"]

_PROJECT_TEXTS: Final = (
    "code", "name", "category", "nature", "competent_department", "implementing_unit", "start", "end", "goal", "period_goal",
)  # fmt: skip
_INDICATOR_TEXTS: Final = ("explanation", "deviation")
_INDICATOR_VALUES: Final = ("annual_value", "period_value", "actual_value")
_DIGITS: Final = 60
"""Enough for amounts of 16 and 6 digits in any unit of account."""

Fields: TypeAlias = Iterator[FieldChange]


class Scale(Struct, frozen=True):
    """The units of account of the two tables."""

    old: CurrencyUnit
    new: CurrencyUnit

    @property
    def same(self) -> bool:
        """Whether both tables count alike."""
        return self.old == self.new

    def converted(self, amount: Decimal) -> Decimal:
        """An amount of the old table in the unit of account of the new one, exactly."""
        if self.same:
            return amount
        with localcontext(prec=_DIGITS):
            return amount * WORTH[self.old] / WORTH[self.new]


def table_fields(old: GoalTable, new: GoalTable, scale: Scale) -> Fields:
    """What differs around the two tables: lines before and after, and the grand total."""
    yield from _text("title", LINE_LABELS["title"][0], old.title, new.title)
    yield from _text("fiscal_year", LINE_LABELS["fiscal_year"][0], _shown(old.fiscal_year), _shown(new.fiscal_year))
    for part, label in (("name", LINE_LABELS["department"][0]), ("code", LINE_LABELS["department_code"][0])):
        yield from _text(f"department/{part}", label, _part(old.department, part), _part(new.department, part))
    yield from _funding("funding", "", old.funding, new.funding, scale)
    yield from _notes(old.notes, new.notes)
    yield from _extensions(old.extensions, new.extensions)


def unit_fields(old: Unit, new: Unit, scale: Scale) -> Fields:
    """What differs between two units, apart from their projects."""
    yield from _text("code", "单位编码", old.code, new.code)
    yield from _text("name", "单位名称", old.name, new.name)
    yield from _funding("funding", "", old.funding, new.funding, scale)
    yield from _extensions(old.extensions, new.extensions)


def project_fields(old: Project, new: Project, scale: Scale) -> Fields:
    """What differs between two projects, apart from their indicators."""
    for name in _PROJECT_TEXTS:
        if name == "goal":
            yield from _funding("funding", "", old.funding, new.funding, scale)
            yield from _funding("period_funding", "中期", old.period_funding, new.period_funding, scale)
        yield from _text(name, label_of(name), getattr(old, name), getattr(new, name))
    yield from _extensions(old.extensions, new.extensions)


def indicator_fields(old: Indicator, new: Indicator) -> Fields:
    """What differs between two indicators; their own numbers are their order and no difference."""
    for level, label in (("level1", "一级指标"), ("level2", "二级指标")):
        yield from _text(level, label, _part(getattr(old, level), "printed"), _part(getattr(new, level), "printed"))
    yield from _text("name", "三级指标", old.name, new.name)
    for name in _INDICATOR_VALUES:
        yield from _value(name, getattr(old, name), getattr(new, name), new)
    yield from _text("direction", INDICATOR_LABELS["direction"][0], _direction(old), _direction(new))
    for name in ("weight", "score"):
        yield from _amount(name, INDICATOR_LABELS[name][0], getattr(old, name), getattr(new, name), None)
    for name in _INDICATOR_TEXTS:
        yield from _text(name, INDICATOR_LABELS[name][0], getattr(old, name), getattr(new, name))
    yield from _extensions(old.extensions, new.extensions)


def _text(field: str, label: str, old: str | None, new: str | None) -> Fields:
    if _key(old) != _key(new):
        marks = mark(old, new) if old and new else ()
        yield FieldChange(field=field, label=label, old=old or None, new=new or None, marks=marks)


def _key(text: str | None) -> str:
    return "".join((text or "").split())


def _funding(field: str, prefix: str, old: Funding | None, new: Funding | None, scale: Scale) -> Fields:
    before, after = old or Funding(), new or Funding()
    yield from _amount(f"{field}/total", f"{prefix}总计", before.total, after.total, scale)
    for source in dict.fromkeys((*after.sources, *before.sources)):
        amounts = before.sources.get(source), after.sources.get(source)
        yield from _amount(f"{field}/sources/{source}", prefix + SOURCES[source], *amounts, scale)


def _amount(field: str, label: str, old: Decimal | None, new: Decimal | None, scale: Scale | None) -> Fields:
    """An amount of money, or with no scale a plain number."""
    if old is None or new is None:
        difference, differs = None, old is not new
    else:
        difference = new - (scale.converted(old) if scale else old)
        differs = bool(difference)
    if differs:
        units = (scale.old, scale.new) if scale and not scale.same else ("", "")
        texts = [None if amount is None else format_amount(amount) + unit for amount, unit in zip((old, new), units, strict=True)]
        yield FieldChange(field=field, label=label, old=texts[0], new=texts[1], difference=difference)


def _value(name: str, old: Value | None, new: Value | None, indicator: Indicator) -> Fields:
    before, after = old or Value("", "blank"), new or Value("", "blank")
    if _key(before.text) == _key(after.text):
        return
    judgement, difference = judge(before, after, indicator.direction) if name != "actual_value" else (None, None)
    marks = mark(before.text, after.text) if judgement is None and before.text and after.text else ()
    yield FieldChange(
        field=name, label=INDICATOR_LABELS[name][0], old=before.text or None, new=after.text or None,
        difference=difference, judgement=judgement, marks=marks,
    )  # fmt: skip


def _notes(old: tuple[str, ...], new: tuple[str, ...]) -> Fields:
    """Notes that only one of the tables has; their order is no difference."""
    left = list(map(_key, old))
    for number, note in enumerate(new):
        if _key(note) in left:
            left.remove(_key(note))
        else:
            yield FieldChange(field=f"notes/{number}", label="说明", new=note)
    for number, note in enumerate(old):
        if _key(note) in left:
            left.remove(_key(note))
            yield FieldChange(field=f"notes/{number}", label="说明", old=note)


def _extensions(old: Mapping[str, str], new: Mapping[str, str]) -> Fields:
    for label in dict.fromkeys((*new, *old)):
        yield from _text(under("extensions", label), label, old.get(label), new.get(label))


def _part(coded: Coded | None, part: str) -> str | None:
    text: str | None = getattr(coded, part, None)
    return text


def _direction(indicator: Indicator) -> str | None:
    return DIRECTIONS[indicator.direction][0] if indicator.direction else None


def _shown(year: int | None) -> str | None:
    return None if year is None else str(year)
