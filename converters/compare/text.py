"""A comparison for the terminal: units, projects and indicators with what changed in each, in any width."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..terminal import PLAIN, Ink, Run, Style, columns, fit, flow, wrap
from .changes import Change, Changes, FieldChange, Fragment
from .words import BLANK, LEVELS, heading, kind_of, remark, summary

__all__ = ["render"]

_SIGNS: Final = {"added": "+", "removed": "-", "changed": "~"}
_STYLES: Final[dict[str, Style]] = {"added": "added", "removed": "removed", "changed": "bold"}
_LABEL: Final = 14
"""Columns of a field's label; a longer one has its text below it."""
_KEPT: Final = 24
"""Characters of an unchanged passage that are shown on either side of a change."""


def render(changes: Changes, width: int = 80, ink: Ink = PLAIN) -> str:
    """The comparison in lines no wider than `width` columns."""
    return "\n".join((*_body(changes, width, ink), *_end(changes, width, ink))) + "\n"


def _body(changes: Changes, width: int, ink: Ink) -> Iterator[str]:
    shown: tuple[str, ...] = ()
    for change in changes.changes:
        above = change.path[:-1]
        for depth in range(len(above)):
            if above[: depth + 1] != shown[: depth + 1]:
                yield from _above(above[depth], depth, width)
        depth = len(above)
        yield from _item(change, depth, width, ink)
        shown = change.path
        for field in _fields(change):
            yield from _field(field, change.kind, 2 * depth + 4, width, ink)
    if changes:
        yield ""


def _above(name: str, depth: int, width: int) -> Iterator[str]:
    """The line of a unit or project that did not change itself."""
    if not depth:
        yield ""
    lead = "  " * depth
    level = (LEVELS["unit"], LEVELS["project"])[depth]
    yield from _indented([(f"  {level} {name}", "plain")], lead, width, PLAIN)


def _item(change: Change, depth: int, width: int, ink: Ink) -> Iterator[str]:
    if not depth:
        yield ""
    style = _STYLES[change.kind]
    origin = heading(change)
    runs: list[Run] = [(f"{_SIGNS[change.kind]} {LEVELS[change.level]} {change.name}".rstrip(), style)]
    if change.level != "table" and (origin or change.kind != "changed"):
        runs.append((f"  〔{kind_of(change)}{'，' + origin if origin else ''}〕", "changed" if origin else "dim"))
    yield from _indented(runs, "  " * depth, width, ink)


def _fields(change: Change) -> Iterator[FieldChange]:
    """The fields to print; the name stands in the heading, and indicators of a whole project are only counted."""
    indicators = [field for field in change.fields if field.label == "绩效指标" and field.field.startswith("indicators/")]
    own_name = change.kind != "changed" or change.renamed_from is not None
    yield from (field for field in change.fields if field not in indicators and not (field.field == "name" and own_name))
    if indicators:
        count = f"{len(indicators)} 项"
        new = count if change.kind == "added" else None
        yield FieldChange(field="indicators", label="绩效指标", new=new, old=None if new else count)


def _field(field: FieldChange, kind: str, lead: int, width: int, ink: Ink) -> Iterator[str]:
    """A field: its label, then what changed in it, in lines below one another."""
    blank = " " * lead
    text_lead = lead + _LABEL + 1
    lines = flow(_content(field, kind), width - text_lead, ink)
    if columns(field.label) > _LABEL:
        yield from (blank + line for line in wrap(field.label, width - lead))
    else:
        yield blank + fit(field.label, _LABEL) + " " + lines.pop(0)
    yield from (" " * text_lead + line for line in lines)


def _content(field: FieldChange, kind: str) -> Iterator[Run]:
    if field.marks:
        for fragment in field.marks:
            yield from _marked(fragment)
        return
    old, new = (_one_line(text or BLANK) for text in (field.old, field.new))
    if kind != "changed":
        yield (new if kind == "added" else old), "plain"
        return
    yield from ((old, "removed"), (" → ", "plain"), (new, "added"))
    said = remark(field)
    if said:
        yield f"  {said if field.judgement else f'({said})'}", "changed"


def _marked(fragment: Fragment) -> Iterator[Run]:
    text = _one_line(fragment.text)
    if fragment.kind == "removed":
        yield f"[-{text}-]", "removed"
    elif fragment.kind == "added":
        yield f"{{+{text}+}}", "added"
    elif len(text) > 2 * _KEPT + 3:
        yield from ((text[:_KEPT], "plain"), ("……", "dim"), (text[-_KEPT:], "plain"))
    else:
        yield text, "plain"


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))


def _indented(runs: list[Run], lead: str, width: int, ink: Ink) -> Iterator[str]:
    """The runs in lines that begin with `lead`; lines after the first are a little further in."""
    lines = flow(runs, width - len(lead) - 2, ink)
    yield lead + lines[0]
    yield from (f"{lead}  {line}" for line in lines[1:])


def _end(changes: Changes, width: int, ink: Ink) -> Iterator[str]:
    """What was counted, and how the tables were compared."""
    yield from flow([(summary(changes), "bold")], width, ink)
    if any(field.marks for change in changes.changes for field in change.fields):
        yield "文字中 [-删去-] {+增加+}"
    if changes and changes.old_unit == changes.new_unit:
        yield f"金额单位：{changes.new_unit}"
    for finding in changes.findings:
        yield from flow([(f"说明[{finding.code}] {finding.message}", "plain")], width, ink)
