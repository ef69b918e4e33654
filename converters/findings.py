"""Findings: doubts about a table that can be given, as data that either language can render."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from string import Formatter
from typing import Literal, TypeAlias

from msgspec import Struct

from .language import Language, Words, spoken
from .places import Place

__all__ = ["Finding", "Kind", "Parameter", "Severity"]

Severity: TypeAlias = Literal["error", "warning", "note"]
Parameter: TypeAlias = str | int | Words


class Kind(Struct, frozen=True):
    """An entry of the catalogue: what all findings of one code have in common.

    `message` and `hint` (what to do) are Chinese, `english` and `english_hint` the same in English:
    templates for `str.format`. `source` is where the rule is written: an official document, or a
    page of `docs/`.
    """

    code: str
    severity: Severity
    message: str
    english: str
    hint: str = ""
    english_hint: str = ""
    source: str = ""

    def at(self, place: Place | None = None, pointer: str = "", **parameters: object) -> Finding:
        """A finding of this kind at a place; the parameters fill the templates. Raises `KeyError` where one is missing."""
        for name in _fields(self):
            parameters[name]
        plain = {name: value if isinstance(value, int | Words) else str(value) for name, value in parameters.items()}
        return Finding(self, self.severity, pointer, place, plain)


class Finding(Struct, frozen=True):
    """One doubt: of what kind, how grave it is here, where, and the parameters of what is said.

    `pointer` is a JSON Pointer into the document ("" where there is none); `place` says where in
    the file a person must look.
    """

    kind: Kind
    severity: Severity
    pointer: str = ""
    place: Place | None = None
    parameters: Mapping[str, Parameter] = {}

    @property
    def code(self) -> str:
        """The stable code."""
        return self.kind.code

    @property
    def message(self) -> str:
        """What is said, in Chinese."""
        return self.message_in("zh")

    @property
    def hint(self) -> str:
        """What to do, in Chinese."""
        return self.hint_in("zh")

    def message_in(self, language: Language) -> str:
        """What is said, in a language."""
        return self._fill(self.kind.english if language == "en" else self.kind.message, language)

    def hint_in(self, language: Language) -> str:
        """What to do, in a language; "" where nothing need be done."""
        return self._fill(self.kind.english_hint if language == "en" else self.kind.hint, language)

    def _fill(self, template: str, language: Language) -> str:
        return template.format_map({name: spoken(value, language) for name, value in self.parameters.items()})


@lru_cache(maxsize=256)
def _fields(kind: Kind) -> frozenset[str]:
    """The parameters that the templates of a kind need."""
    templates = (kind.message, kind.english, kind.hint, kind.english_hint)
    return frozenset(name for template in templates for _, name, _, _ in Formatter().parse(template) if name)
