"""Texts under a level of the taxonomy: 数量指标：改造小区≥3个；质量指标：… in one cell, or the cell of a column that a level heads.

Nothing is split but what is plain: lines numbered from 1 on, and a target that begins with its sign (≥3个).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from .labels import is_first_level, is_level_label
from .patterns import regex
from .values import parse_value

__all__ = ["ENDS", "Labelled", "LevelText", "labelled_texts", "level_texts"]

_ITEM: Final = regex(r"(?P<number>\d{1,3})[、.．](?!\d)\s*(?P<text>[^\n]+)")
_SIGNED: Final = regex(r"(?P<name>[^≥≤＞＜><=＝]*[^≥≤＞＜><=＝\s])\s*(?P<value>[≥≤＞＜><=＝].*)", re.DOTALL)
_MARK: Final = r"(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．]|[①-⑳])?"
_LABEL: Final = regex(
    rf"(?:(?<=[；;。，,：:\n】\-－—–])|\A)\s*+{_MARK}\s*【?(?P<label>(?:\d{{1,3}}[-－—–])?[^\s；;。，,：:【】\-－—–]{{2,16}})】?\s*"
    r"(?:[：:\-－—–]|(?=\n|\Z)|(?<=】))"
)
_BEHIND: Final = ("：", ":", "-", "－", "—", "–")
"""What parts a level from the text behind it."""
_OPENING: Final = "（(【[〔“"
ENDS: Final = frozenset("；;。，,")
"""Marks that end an item."""
_TAIL: Final = "".join(sorted(ENDS)) + " \t\n\r\u3000"


class LevelText(Struct, frozen=True):
    """An indicator in a text: its number, and where its name and its target stand; either may be None, not both."""

    number: int | None
    name: tuple[int, int] | None
    value: tuple[int, int] | None


class Labelled(Struct, frozen=True):
    """A text behind labels: where they stand, level 1 and level 2, and the indicator."""

    level1: tuple[int, int] | None
    level2: tuple[int, int] | None
    said: LevelText


def level_texts(text: str, start: int, stop: int) -> list[LevelText]:
    """The indicators in a stretch of a text: one, or one for each of its lines where they are numbered from 1 on."""
    inside = text[start:stop]
    items = list(_ITEM.finditer(inside))
    rest = _ITEM.sub("", inside)
    if not items or rest.strip() or [int(item["number"]) for item in items] != list(range(1, len(items) + 1)):
        return [_said(text, None, start, stop)]
    return [_said(text, int(item["number"]), start + item.start("text"), start + item.end("text")) for item in items]


def _said(text: str, number: int | None, start: int, stop: int) -> LevelText:
    """The indicator of a stretch: a target alone, a name with a target that begins with its sign, or a name.

    Marks behind a target or behind an item of a list end it; those behind a text alone are part of it.
    """
    last = start + len(text[start:stop].rstrip())
    start, stop = _trimmed(text, start, stop)
    if parse_value(text[start:stop]).kind != "text":
        return LevelText(number, None, (start, stop))
    signed = _SIGNED.fullmatch(text, start, stop)
    if signed and signed["name"][-1] not in _OPENING and parse_value(signed["value"]).kind != "text":
        return LevelText(number, signed.span("name"), signed.span("value"))
    return LevelText(number, (start, last if number is None else stop), None)


def _trimmed(text: str, start: int, stop: int) -> tuple[int, int]:
    """A stretch without blanks around it and the marks at its end."""
    inside = text[start:stop]
    return start + len(inside) - len(inside.lstrip()), start + len(inside.rstrip(_TAIL))


def labelled_texts(text: str) -> list[Labelled]:
    """The indicators of a cell in which each text stands behind a level; none where anything stands before the first.

    A level 1 without a text of its own is that of the levels 2 behind it.
    """
    labels = [found for found in _LABEL.finditer(text) if _is_label(found)]
    if "\\" in text or not labels or text[: labels[0].start()].strip():
        return []
    return list(_under(text, labels))


def _is_label(found: re.Match[str]) -> bool:
    """Whether a text is a level's label: without a mark behind it only a level 1 is."""
    return is_level_label(found["label"]) if found[0].rstrip().endswith(_BEHIND) else is_first_level(found["label"])


def _under(text: str, labels: list[re.Match[str]]) -> Iterator[Labelled]:
    above: tuple[int, int] | None = None
    for found, stop in zip(labels, [*(following.start() for following in labels[1:]), len(text)], strict=True):
        first, own = is_first_level(found["label"]), found.span("label")
        start, end = _trimmed(text, found.end(), stop)
        if start < end:
            level1, level2 = (own, None) if first else (above, own)
            yield from (Labelled(level1, level2, said) for said in level_texts(text, start, end))
        if first:
            above = None if start < end else own
