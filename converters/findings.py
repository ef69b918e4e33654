"""Findings: doubts about a table that can be given, as data."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from .places import Place

__all__ = ["Finding", "Kind", "Severity"]

Severity: TypeAlias = Literal["error", "warning", "note"]


class Finding(Struct, frozen=True):
    """One doubt: a stable code, how grave it is, what is said, and where.

    `pointer` is a JSON Pointer into the document ("" where there is none); `place` says where in
    the file a person must look; `hint` says what to do.
    """

    code: str
    severity: Severity
    message: str
    pointer: str = ""
    place: Place | None = None
    hint: str = ""


class Kind(Struct, frozen=True):
    """An entry of the catalogue: what all findings of one code have in common.

    `message`, `english` and `hint` are templates for `str.format`.
    """

    code: str
    severity: Severity
    message: str
    english: str
    hint: str = ""

    def at(self, place: Place | None = None, pointer: str = "", **parameters: object) -> Finding:
        """A finding of this kind at a place; the parameters fill the templates."""
        message, hint = self.message.format(**parameters), self.hint.format(**parameters)
        return Finding(self.code, self.severity, message, pointer, place, hint)
