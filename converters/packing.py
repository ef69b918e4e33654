"""Writes the packed cell, so that `unpack` reads the same indicators from it.

Where a text holds the cell's own separators and would be misread, they are written with a
backslash before them; a code that could be taken for something else stands in 〔〕.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from msgspec import Struct

from .amounts import plain
from .indicators import CODE, parse_level, unpack
from .labels import DIRECTIONS, INDICATOR_LABELS
from .model import Coded, Indicator, Value
from .patterns import regex

__all__ = ["Packed", "pack", "print_level"]

_PRINTED: Final = tuple((name, labels[0]) for name, labels in INDICATOR_LABELS.items())
_SPECIAL: Final = regex(r"[；;，,。：:、.．\\【】〔〕\n\-－—–|｜(（①-⑳]")
_RISKY: Final = regex(r"[；;。：:、\\【】〔〕\n|｜①-⑳]|[，,]$|^\d+[.．]|[(（]?[\d一二三四五六七八九十]+[)）]")


class Packed(Struct, frozen=True):
    """The text of a cell, and the offsets at which its items after the first begin."""

    text: str
    breaks: tuple[int, ...]


def pack(indicators: Sequence[Indicator]) -> Packed:
    """The text of a packed cell from which `unpack` reads the same indicators.

    Backslashes stand in it only where they change what is read.
    """
    packed = _join(indicators, careful=False)
    if all(map(_is_safe, indicators)):
        return packed
    read = unpack(packed.text).indicators
    if read == tuple(indicators):
        return packed
    careful = _join(indicators, careful=True)
    return packed if unpack(careful.text).indicators == read else careful


def _join(indicators: Sequence[Indicator], *, careful: bool) -> Packed:
    """Items one after the other; one without a number begins a line, since nothing else shows where it begins."""
    parts: list[str] = []
    breaks: list[int] = []
    length = 0
    for indicator in indicators:
        if parts and indicator.number is None:
            parts.append("\n")
            length += 1
        elif parts:
            breaks.append(length)
        parts.append(_print(indicator, careful))
        length += len(parts[-1])
    return Packed("".join(parts), tuple(breaks))


def _print(indicator: Indicator, careful: bool) -> str:
    """One item; `careful` escapes separators inside texts and prints all three places of the head."""
    number = "" if indicator.number is None else f"{indicator.number}、"
    parts = [*_head(indicator, careful), *(f"{label}：{_escape(text, careful)}" for label, text in _members(indicator))]
    parts += (f"【{_escape(label, careful)}】{_escape(text, careful)}" for label, text in indicator.extensions.items())
    return number + "；".join(parts) + "。"


def _head(indicator: Indicator, careful: bool) -> Iterator[str]:
    for level in (indicator.level1, indicator.level2):
        if level is not None:
            yield _code(level.code) + _escape(level.name, careful)
        elif careful:
            yield ""
    yield _escape(indicator.name, careful)


def print_level(level: Coded) -> str:
    """The text from which `parse_level` reads the level: in a cell of its own, never blank and never a dash alone."""
    plain = _code(level.code) + level.name
    if parse_level(plain) == level and any(map(str.isalnum, plain)):
        return plain
    return (_code(level.code) or "〔〕") + _escape(level.name, careful=True)


def _code(code: str | None) -> str:
    if code is None:
        return ""
    return f"{code}-" if _is_code(code) else f"〔{_escape(code, careful=True)}〕"


def _members(indicator: Indicator) -> list[tuple[str, str]]:
    """What the cell prints of an indicator behind its name: labels and texts."""
    return [
        (label, member.text if isinstance(member, Value) else _text(name, member))
        for name, label in _PRINTED
        if (member := getattr(indicator, name)) is not None
    ]


def _text(name: str, member: Any) -> str:
    """A member other than a value as the cell prints it."""
    if name == "direction":
        return DIRECTIONS[member][0]
    return plain(member) if isinstance(member, Decimal) else str(member)


def _escape(text: str, careful: bool) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text) if careful else text


def _is_safe(indicator: Indicator) -> bool:
    """Whether no text of the indicator can be taken for a separator, so that its item need not be read back."""
    if indicator.number is None or indicator.level1 is None or indicator.level2 is None or indicator.extensions:
        return False
    return not any(map(_RISKY.search, _texts(indicator)))


def _texts(indicator: Indicator) -> Iterator[str]:
    for level in (indicator.level1, indicator.level2):
        if level is not None:
            yield level.name if level.code and _is_code(level.code) else "\\"
    yield indicator.name or "\\"
    for _, text in _members(indicator):
        if text:
            yield text


@lru_cache(maxsize=256)
def _is_code(code: str) -> bool:
    """Whether a code is told from other text without 〔〕 around it."""
    return CODE.fullmatch(code) is not None
