"""A comparison in a form to keep: text, JSON, a web page or a workbook."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from ..language import Language
from ..terminal import PLAIN, Ink
from .changes import Changes
from .text import render as render_text
from .words import summary

__all__ = ["ChangesForm", "render_changes"]

ChangesForm: TypeAlias = Literal["text", "json", "html", "xlsx"]


def render_changes(
    changes: Changes,
    form: ChangesForm,
    *,
    old: str = "",
    new: str = "",
    width: int = 80,
    ink: Ink = PLAIN,
    language: Language = "zh",
) -> bytes:
    """The comparison in one of the forms of `ChangesForm`, text in UTF-8; `old` and `new` are what the two tables are called.

    `width` and `ink` are for text on a terminal: its columns, and whether it shows colours.
    """
    if form == "text":
        return render_text(changes, width, ink, language).encode()
    if form == "json":
        return _json(changes, old, new, language)
    if form == "html":
        from .html import render as render_html

        return render_html(changes, old, new, language).encode()
    from .xlsx import render as render_xlsx

    return render_xlsx(changes, old, new, language)


def _json(changes: Changes, old: str, new: str, language: Language) -> bytes:
    findings = [
        {"code": finding.code, "severity": finding.severity, "message": finding.message_in(language), "pointer": finding.pointer}
        for finding in changes.findings
    ]
    document = {
        "same": not changes, "old": old, "new": new, "summary": summary(changes, language),
        "old_unit": changes.old_unit, "new_unit": changes.new_unit, "findings": findings, "changes": changes.changes,
    }  # fmt: skip
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"
