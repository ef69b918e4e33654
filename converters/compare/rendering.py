"""A comparison in a form to keep: text, JSON, a web page or a workbook."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

import msgspec

from ..terminal import PLAIN, Ink
from .changes import Changes
from .text import render as render_text
from .words import summary

__all__ = ["ChangesForm", "render_changes"]

ChangesForm: TypeAlias = Literal["text", "json", "html", "xlsx"]


def render_changes(
    changes: Changes, form: ChangesForm, *, old: str = "", new: str = "", width: int = 80, ink: Ink = PLAIN
) -> bytes:
    """The comparison in one of the forms of `ChangesForm`, text in UTF-8; `old` and `new` are what the two tables are called.

    `width` and `ink` are for text on a terminal: its columns, and whether it shows colours.
    """
    if form == "text":
        return render_text(changes, width, ink).encode()
    if form == "json":
        return _json(changes, old, new)
    if form == "html":
        from .html import render as render_html

        return render_html(changes, old, new).encode()
    from .xlsx import render as render_xlsx

    return render_xlsx(changes, old, new)


def _json(changes: Changes, old: str, new: str) -> bytes:
    document: dict[str, Any] = {"same": not changes, "old": old, "new": new, "summary": summary(changes)}
    document |= msgspec.to_builtins(changes)
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"
