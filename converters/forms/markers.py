"""The notation of markers in a form (docs/forms.md), and how they are found in a text.

    {{project.name}}   {{项目名称}}              a field
    {{#indicators}} … {{/indicators}}            a block: its rows are repeated for each item
    {{level1|merge}}   {{一级指标|合并}}         equal neighbours become one merged cell
    {{indicators|packed}}                        all indicators in one cell

A marker names a field and does nothing else: there are no expressions, and nothing is evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from ..patterns import regex

__all__ = ["Marker", "closing", "scan", "substitute"]

Kind: TypeAlias = Literal["field", "open", "close", "merge", "broken"]

_MARKER: Final = regex(
    r"[{｛]{2}\s*(?P<sign>[#＃/／]?)\s*(?P<name>[^{}｛｝|｜\n]+?)\s*(?:[|｜]\s*(?P<word>[^{}｛｝|｜\n]*?)\s*)?[}｝]{2}"
)
_BROKEN: Final = regex(r"[{｛]{2}[^\n]{0,20}|[}｝]{2}")
_WORDS: Final = {"merge": "merge", "合并": "merge", "packed": "packed", "连写": "packed"}
_SIGNS: Final[dict[str, Kind]] = {"#": "open", "＃": "open", "/": "close", "／": "close"}


class Marker(Struct, frozen=True):
    """A marker as it stands in a text, from `start` to `stop`; `word` is what follows the bar: "", "merge" or "packed"."""

    kind: Kind
    name: str
    word: str
    text: str
    start: int
    stop: int


def scan(text: str) -> list[Marker]:
    """The markers of a text in order; braces that make no marker are of kind "broken"."""
    if not any(pair in text for pair in ("{{", "}}", "｛", "｝")):
        return []
    found = [_marker(match) for match in _MARKER.finditer(text)]
    rest = _MARKER.sub(lambda match: " " * len(match[0]), text)
    broken = [Marker("broken", "", "", match[0], *match.span()) for match in _BROKEN.finditer(rest)]
    return sorted([*found, *broken], key=lambda marker: marker.start)


def _marker(match: re.Match[str]) -> Marker:
    kind: Kind = _SIGNS.get(match["sign"], "field")
    word = _WORDS.get(match["word"] or "", "") if match["word"] is not None else ""
    if match["word"] is not None and (not word or kind != "field"):
        kind = "broken"
    elif kind == "field" and _WORDS.get(match["name"]) == "merge":
        kind = "merge"
    return Marker(kind, match["name"], word, match[0], *match.span())


def closing(marker: Marker) -> str:
    """The marker that closes the block which `marker` opens."""
    return f"{{{{/{marker.name}}}}}"


def substitute(pieces: Sequence[str], changes: Sequence[tuple[int, int, str]]) -> list[str]:
    """The pieces of a text with stretches of the whole replaced: each new text stands in the piece where its stretch began.

    `changes` are (start, stop, text) in ascending order. So a marker that a word processor has cut
    into several runs is replaced in the look of its first.
    """
    result: list[str] = []
    at = 0
    for piece in pieces:
        end, kept, position = at + len(piece), "", at
        for start, stop, text in changes:
            if stop > at and start < end:
                kept += piece[position - at : max(start, at) - at] + (text if start >= at else "")
                position = max(position, min(stop, end))
        result.append(kept + piece[position - at :])
        at = end
    return result
