"""What a code means: the catalogue's entry with why it is raised and an example that raises it."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from functools import cache
from typing import Final

import msgspec
from msgspec import Struct, structs

from .. import schemas
from . import catalogue as kinds
from .errors import UsageError
from .findings import Kind
from .language import Language, Words
from .patterns import regex

__all__ = ["Explanation", "all_explanations", "built_in_explanations", "explain"]

_FIELD: Final = regex(r"\{\w+\}")


class Explanation(Struct, frozen=True):
    """A kind of finding, why it is raised, and what makes it fire.

    The example is the text of a packed cell (`indicators`), a table with its header (`table`, cells
    separated by |), or words (`example`); `profile` is the one that the example needs.
    """

    kind: Kind
    why: Words
    example: str = ""
    indicators: str = ""
    table: str = ""
    profile: str = "general"

    def document(self) -> str:
        """The example as the text of a goal table, which goalconv reads and finds this in; "" where it takes a file to show it."""
        if self.indicators:
            return _text(f"项目名称 | 总计 | 绩效目标 | 绩效指标\n甲项目 | 5.00 | 保障运转。 | {self.indicators}")
        return _text(self.table) if self.table else ""

    def says(self, language: Language) -> str:
        """The message of such findings, its parameters left open."""
        return _FIELD.sub("…", self.kind.english if language == "en" else self.kind.message)

    def advice(self, language: Language) -> str:
        """What to do, its parameters left open; "" where nothing need be done."""
        return _FIELD.sub("…", self.kind.english_hint if language == "en" else self.kind.hint)


def _text(table: str) -> str:
    """A table whose cells are separated by |, with what stands before a goal table."""
    rows = ("\t".join(cell.strip() for cell in line.split("|")) for line in table.split("\n"))
    return "\n".join(["甲单位2025年项目支出绩效目标表", "单位：万元", *rows, ""])


class _Entry(Struct, forbid_unknown_fields=True):
    why: str = ""
    english: str = ""
    example: str = ""
    indicators: str = ""
    table: str = ""
    profile: str = "general"


def explain(code: str) -> Explanation:
    """What `code` means; small letters and the number alone do. Raises `UsageError` where there is no such code."""
    known = all_explanations()
    wanted = code.strip().upper()
    wanted = f"GC{wanted}" if wanted.isdigit() else wanted
    if wanted not in known:
        near = get_close_matches(wanted, known, 1, 0.5)
        suggestion = Words("; 是否指 {word}?", "; did you mean {word}?").of(word=near[0]) if near else Words("", "")
        raise UsageError(kinds.CODE_UNKNOWN, code=code, near=suggestion)
    return known[wanted]


def all_explanations() -> dict[str, Explanation]:
    """Every code with what it means, in order of the codes; then those of plug-ins, whose examples need their profiles."""
    from .profiles import plugins

    brought = {
        explanation.kind.code: structs.replace(explanation, profile=plugin.name)
        for plugin in plugins()
        if plugin.fault is None
        for explanation in plugin.row.explanations
    }
    return built_in_explanations() | brought


@cache
def built_in_explanations() -> dict[str, Explanation]:
    """Every code of goalconv with what it means, in order of the codes."""
    entries = msgspec.convert(tomllib.loads(schemas.text("findings.toml")), dict[str, _Entry])
    catalogued = sorted((kind for kind in vars(kinds).values() if isinstance(kind, Kind)), key=lambda kind: kind.code)
    return {kind.code: _explanation(kind, entries.get(kind.code, _Entry())) for kind in catalogued}


def _explanation(kind: Kind, entry: _Entry) -> Explanation:
    return Explanation(kind, Words(entry.why, entry.english), entry.example, entry.indicators, entry.table.strip(), entry.profile)
