"""A comparison for the terminal: units, projects and indicators with what changed in each, in any width."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..display import columns, fit, printable, wrap
from ..language import Language
from ..terminal import PLAIN, Ink, Run, Style, flow
from .changes import Change, Changes, FieldChange, Fragment
from .words import BLANK, LEVELS, PAGE, heading, kind_of, remark, summary

__all__ = ["render"]

_SIGNS: Final = {"added": "+", "removed": "-", "changed": "~"}
_STYLES: Final[dict[str, Style]] = {"added": "added", "removed": "removed", "changed": "bold"}
_LABEL: Final = 14
"""Columns of a field's label; a longer one has its text below it."""
_KEPT: Final = 24
"""Characters of an unchanged passage that are shown on either side of a change."""


def render(changes: Changes, width: int = 80, ink: Ink = PLAIN, language: Language = "zh") -> str:
    """The comparison in lines no wider than `width` columns."""
    printer = _Printer(width, ink, language)
    return "\n".join((*printer.body(changes), *printer.end(changes))) + "\n"


class _Printer:
    """Prints to a terminal of `width` columns."""

    def __init__(self, width: int, ink: Ink, language: Language) -> None:
        self.width, self.ink, self.language = width, ink, language

    def body(self, changes: Changes) -> Iterator[str]:
        """The changes, each below what it belongs to."""
        shown: tuple[str, ...] = ()
        for change in changes.changes:
            above = change.path[:-1]
            for depth, name in enumerate(above):
                if above[: depth + 1] != shown[: depth + 1]:
                    yield from self._above(name, depth)
            yield from self._item(change, len(above))
            for field in _fields(change, self.language):
                yield from self._field(field, change.kind, 2 * len(above) + 4)
            shown = change.path
        if changes:
            yield ""

    def end(self, changes: Changes) -> Iterator[str]:
        """What was counted, and how the tables were compared."""
        yield from flow([(summary(changes, self.language), "bold")], self.width, self.ink)
        if any(field.marks for change in changes.changes for field in change.fields):
            yield PAGE["marks"].within(self.language)
        if changes and changes.old_unit == changes.new_unit:
            yield PAGE["currency"].of(unit=changes.new_unit).within(self.language)
        for finding in changes.findings:
            note = f"{PAGE['note'].within(self.language)}[{finding.code}] {finding.message_in(self.language)}"
            yield from flow([(note, "plain")], self.width, self.ink)

    def _above(self, name: str, depth: int) -> Iterator[str]:
        """The line of a unit or project that did not change itself."""
        if not depth:
            yield ""
        level = LEVELS["project" if depth else "unit"].within(self.language)
        yield from self._indented([(f"  {level} {name}", "plain")], depth)

    def _item(self, change: Change, depth: int) -> Iterator[str]:
        if not depth:
            yield ""
        origin, kind = heading(change, self.language), kind_of(change, self.language)
        level = LEVELS[change.level].within(self.language)
        runs: list[Run] = [(f"{_SIGNS[change.kind]} {level} {change.name}".rstrip(), _STYLES[change.kind])]
        if change.level != "table" and (origin or change.kind != "changed"):
            runs.append((f"  〔{kind}{'，' + origin if origin else ''}〕", "changed" if origin else "dim"))
        yield from self._indented(runs, depth)

    def _field(self, field: FieldChange, kind: str, lead: int) -> Iterator[str]:
        """A field: its label, then what changed in it, in lines below one another."""
        blank = " " * lead
        text_lead = lead + _LABEL + 1
        lines = flow(_content(field, kind, self.language), self.width - text_lead, self.ink)
        label = printable(field.label).replace("\n", " ")
        if columns(label) > _LABEL:
            yield from (blank + line for line in wrap(label, self.width - lead))
        else:
            yield blank + fit(label, _LABEL) + " " + lines.pop(0)
        yield from (" " * text_lead + line for line in lines)

    def _indented(self, runs: list[Run], depth: int) -> Iterator[str]:
        """The runs in lines that begin at a depth; lines after the first are a little further in."""
        lead = "  " * depth
        lines = flow(runs, self.width - len(lead) - 2, self.ink)
        yield lead + lines[0]
        yield from (f"{lead}  {line}" for line in lines[1:])


def _fields(change: Change, language: Language) -> Iterator[FieldChange]:
    """The fields to print; the name stands in the heading, and indicators of a whole project are only counted."""
    indicators = [field for field in change.fields if field.field.startswith("indicators/")]
    named = change.kind != "changed" or change.renamed_from is not None
    yield from (field for field in change.fields if field not in indicators and not (field.field == "name" and named))
    if indicators:
        count = PAGE["items"].of(count=len(indicators)).within(language)
        sides = (count, None) if change.kind == "removed" else (None, count)
        yield FieldChange(field="indicators", label=indicators[0].label, old=sides[0], new=sides[1])


def _content(field: FieldChange, kind: str, language: Language) -> Iterator[Run]:
    if field.marks:
        for fragment in field.marks:
            yield from _marked(fragment)
        return
    old, new = (_one_line(text or BLANK.within(language)) for text in (field.old, field.new))
    if kind != "changed":
        yield (new if kind == "added" else old), "plain"
        return
    yield from ((old, "removed"), (" → ", "plain"), (new, "added"))
    said = remark(field, language)
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
