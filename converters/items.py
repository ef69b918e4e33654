"""Where the items of a packed cell begin, however they are numbered: 1、 1. (1) ① 一、, or by lines alone.

A number that is part of a text begins no item: behind it must stand levels of the taxonomy, or it
must continue the count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct, structs

from .patterns import regex

__all__ = ["LEVEL_NAME", "Item", "is_level", "items_of"]

LEVEL_NAME: Final = regex(r"[^；;。：:]{0,12}(?:产出|效益|效果|满意度|成本|数量|质量|时效|管理|投入|完成|影响)[^；;。：:]{0,8}")
_LEVEL_WORDS: Final = regex(r".{0,8}(?:过程|决策|预算|执行|对象|指标|目标|值)(?:[(（].{0,12}[)）].?)?")
_PIECE: Final = r"(?:\d{1,3}\s*[-－—–]\s*[^\d\s；;。：:，,|｜]+|[^；;。：:，,|｜]{0,12}(?:产出|效益|效果|满意度|成本|数量|质量|时效|管理|投入|完成|影响)[^；;。：:，,|｜]{0,8})"
_LEVEL: Final = regex(rf"\s*{_PIECE}\s*(?P<mark>[；;，,|｜])")
_FIRST_LEVEL: Final = regex(rf"\s*(?:\d{{1,3}}\s*[-－—–]\s*[^\d\s]|{LEVEL_NAME.pattern}[；;]|{_PIECE}[|｜])")
_THREE_PLACES: Final = regex(r"[^；;。]{0,300}[；;][^；;。]{0,300}[；;]")
_NUMERALS: Final = "一二三四五六七八九十"
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ITEM: Final = regex(
    r"(?P<lead>(?:\A|[。\n；;])\s*)?(?:(?<!\d)(?P<number>\d{1,6})(?P<mark>、|[.．](?!\d))"
    rf"|(?P<other>[(（](?:\d{{1,3}}|[{_NUMERALS}]{{1,3}})[)）]、?|[①-⑳]、?|(?<![{_NUMERALS}])[{_NUMERALS}]{{1,3}}、|(?<!\d)\d{{1,3}}[)）]、?))"
)
_STOP: Final = regex(r"。(?P<line>[^\S\n]*\n\s*(?=\S))?\s*")


class Item(Struct, frozen=True):
    """The frame of one item in the cell: its number and the stretch of its body."""

    number: int | None
    mark: int
    start: int
    joined: bool = False
    stop: int = 0


def is_level(text: str) -> bool:
    """Whether the text names a level of the taxonomy, as far as its words tell: 产出指标(50分), 11-数量指标, 社会效益."""
    words = "".join(text.split())
    return bool(re.match(r"\d{1,3}[-－—–]", words) or LEVEL_NAME.fullmatch(words) or _LEVEL_WORDS.fullmatch(words))


def items_of(mask: str) -> Iterator[Item]:
    """The frames of the items, in order; all of the text is in one of them."""
    starts = _starts(mask)
    if not starts or mask[: starts[0].mark].strip():
        starts.insert(0, Item(None, 0, 0))
    for item, following in zip(starts, [*(start.mark for start in starts[1:]), len(mask)], strict=True):
        yield structs.replace(item, stop=following)


def _starts(mask: str) -> list[Item]:
    """Where items begin: at their number, or after a full stop that ends a line or has two levels behind it."""
    numbered = list(_numbered(mask))
    begun = {item.mark for item in numbered}
    ends = (found.end() for found in _STOP.finditer(mask) if found["line"] or _two_levels(mask, found.end()))
    return sorted((*numbered, *(Item(None, end, end) for end in ends if end not in begun)), key=lambda item: item.mark)


def _numbered(mask: str) -> Iterator[Item]:
    """The items that begin with a number."""
    last, leveled = 0, False
    for found in _ITEM.finditer(mask):
        if _begins(mask, found, last, leveled=leveled):
            last = _number(found["number"] or found["other"])
            leveled = _two_levels(mask, found.end())
            yield Item(last, max(found.start("number"), found.start("other")), found.end(), found["lead"] is None)


def _two_levels(mask: str, start: int) -> bool:
    """Whether two levels stand there, the same mark behind each."""
    first = _LEVEL.match(mask, start)
    second = _LEVEL.match(mask, first.end()) if first else None
    return first is not None and second is not None and first["mark"] == second["mark"]


def _begins(mask: str, found: re.Match[str], last: int, *, leveled: bool) -> bool:
    """Whether a number begins an item, and is not part of a text that lists something.

    Behind a separator it is part of one, but on a line of its own below an item that has no levels, too (`leveled` tells).
    """
    two = _two_levels(mask, found.end())
    if found["other"]:
        return two and (found["lead"] is not None or _number(found["other"]) == last + 1)
    levels = two or _FIRST_LEVEL.match(mask, found.end()) is not None
    follows = int(found["number"]) == last + 1
    lead = found["lead"]
    if lead is None:
        return levels and follows and found["mark"] == "、"
    if levels or (lead[:1] in ("；", ";") and (leveled or "\n" not in lead)):
        return levels
    return found["mark"] == "、" and (follows or not lead or _THREE_PLACES.match(mask, found.end()) is not None)


def _number(mark: str) -> int:
    """The number that the mark of an item prints: 3, （3）, ③, 三、."""
    digits = "".join(filter(str.isdecimal, mark))
    if digits:
        return int(digits)
    if mark[0] in _CIRCLED:
        return _CIRCLED.index(mark[0]) + 1
    tens, ten, ones = "".join(char for char in mark if char in _NUMERALS).rpartition("十")
    return (_digit(tens) or 1) * 10 + _digit(ones) if ten else _digit(ones)


def _digit(numeral: str) -> int:
    return _NUMERALS.index(numeral[0]) + 1 if numeral else 0
