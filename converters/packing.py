"""Writes the packed cell, so that `unpack` reads the same indicators from it.

Where a text holds the cell's own separators and would be misread, they are written with a
backslash before them; a code that could be taken for something else stands in 〔〕.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final

from msgspec import Struct

from .amounts import plain
from .indicators import CODE, parse_level, unpack
from .labels import DIRECTIONS, INDICATOR_LABELS
from .model import Coded, Indicator, Value
from .patterns import regex

__all__ = ["Packed", "pack", "print_level"]

_PRINTED: Final = tuple((name, f"；{labels[0]}：") for name, labels in INDICATOR_LABELS.items())
_VALUES: Final = _PRINTED[:2]
_OTHERS: Final = _PRINTED[2:]
_OTHERS_OF: Final = attrgetter(*(name for name, _ in _OTHERS))
_NO_OTHERS: Final = (None,) * len(_OTHERS)
_SPECIAL: Final = regex(r"[；;，,。：:、.．\\【】〔〕\n\-－—–|｜(（)）①-⑳]")
_SUSPECT: Final = regex(r"[；;。：:、\\【】〔〕\n|｜①-⑳，,.．)）]")
"""What is in every text that is risky; one class of characters is found many times as fast."""
_RISKY: Final = regex(r"[；;。：:、\\【】〔〕\n|｜①-⑳]|[，,]$|^\d+[.．]|[(（]?[\d一二三四五六七八九十]+[)）]")


class Packed(Struct, frozen=True):
    """The text of a cell, and the offsets at which its items after the first begin."""

    text: str
    breaks: tuple[int, ...]


def pack(indicators: Sequence[Indicator]) -> Packed:
    """The text of a packed cell from which `unpack` reads the same indicators.

    Backslashes stand in it only where they change what is read.
    """
    pieces = list(map(_pieces, indicators))
    packed = _join(indicators, pieces, careful=False)
    if _are_safe(indicators, pieces):
        return packed
    read = unpack(packed.text).indicators
    if read == tuple(indicators):
        return packed
    careful = _join(indicators, pieces, careful=True)
    return packed if unpack(careful.text).indicators == read else careful


def _join(indicators: Sequence[Indicator], pieces: Sequence[Sequence[str]], *, careful: bool) -> Packed:
    """Items one after the other; one without a number begins a line, since nothing else shows where it begins."""
    text = ""
    breaks: list[int] = []
    for indicator, own in zip(indicators, pieces, strict=True):
        if text and indicator.number is None:
            text += "\n"
        elif text:
            breaks.append(len(text))
        text += _print(indicator, own, careful)
    return Packed(text, tuple(breaks))


def _pieces(indicator: Indicator) -> list[str]:
    """Separators and texts in turn: what the cell prints of an indicator from its name on."""
    pieces = ["", indicator.name]
    for (_, separator), value in zip(_VALUES, (indicator.period_value, indicator.annual_value), strict=True):
        if value is not None:
            pieces += (separator, value.text)
    others = _OTHERS_OF(indicator)
    if others != _NO_OTHERS:
        for (name, separator), member in zip(_OTHERS, others, strict=True):
            if member is not None:
                pieces += (separator, member.text if isinstance(member, Value) else _text(name, member))
    for label, text in indicator.extensions.items():
        pieces += ("；【", label, "】", text)
    return pieces


def _print(indicator: Indicator, pieces: Sequence[str], careful: bool) -> str:
    """One item; `careful` escapes separators inside texts and prints all three places of the head."""
    number = "" if indicator.number is None else f"{indicator.number}、"
    if careful:
        pieces = [_escape(piece) if place % 2 else piece for place, piece in enumerate(pieces)]
    return f"{number}{_levels(indicator.level1, indicator.level2, careful)}{''.join(pieces)}。"


@lru_cache(maxsize=1024)
def _levels(level1: Coded | None, level2: Coded | None, careful: bool) -> str:
    """Both levels, each with the separator behind it; `careful` prints the separator of one that there is not."""
    return "".join(_level(level, careful) for level in (level1, level2))


def _level(level: Coded | None, careful: bool) -> str:
    if level is None:
        return "；" if careful else ""
    return f"{_code(level.code)}{_escape(level.name) if careful else level.name}；"


@lru_cache(maxsize=1024)
def print_level(level: Coded) -> str:
    """The text from which `parse_level` reads the level: in a cell of its own, never blank and never a dash alone."""
    plain = _code(level.code) + level.name
    if parse_level(plain) == level and any(map(str.isalnum, plain)):
        return plain
    return (_code(level.code) or "〔〕") + _escape(level.name)


def _code(code: str | None) -> str:
    if code is None:
        return ""
    return f"{code}-" if _is_code(code) else f"〔{_escape(code)}〕"


def _text(name: str, member: Any) -> str:
    """A member other than a value as the cell prints it."""
    if name == "direction":
        return DIRECTIONS[member][0]
    return plain(member) if isinstance(member, Decimal) else str(member)


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _are_safe(indicators: Sequence[Indicator], pieces: Sequence[Sequence[str]]) -> bool:
    """Whether no text of the indicators can be taken for a separator, so that their items need not be read back."""
    texts: list[str] = []
    for indicator, own in zip(indicators, pieces, strict=True):
        if indicator.number is None or indicator.extensions or not _are_told(indicator.level1, indicator.level2):
            return False
        texts += (own[1] or "\\", *own[3::2])
    return _is_safe(texts)


@lru_cache(maxsize=1024)
def _are_told(level1: Coded | None, level2: Coded | None) -> bool:
    """Whether there are both levels, their codes are told from other text, and their names hold no separator."""
    levels = [level for level in (level1, level2) if level and level.code and _is_code(level.code)]
    return len(levels) == 2 and _is_safe([level.name for level in levels])


def _is_safe(texts: Sequence[str]) -> bool:
    """Whether none of these can be taken for a separator."""
    return not (_SUSPECT.search("\0".join(texts)) and any(map(_RISKY.search, texts)))


@lru_cache(maxsize=256)
def _is_code(code: str) -> bool:
    """Whether a code is told from other text without 〔〕 around it."""
    return CODE.fullmatch(code) is not None
