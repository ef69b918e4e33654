"""A file that shows a table and carries its canonical document: whether the two say the same.

What a page cannot tell (docs/losses.md) makes no difference: blanks and line breaks, invisible characters, characters printed as
their codes, blank members, where one line beside the table ends and the next begins, and what a value was understood as.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import Any, Final
from unicodedata import category

import msgspec

from . import catalogue as kinds
from .errors import UnreadableError
from .findings import Finding
from .formats import by_name, engine
from .interface import RECORD_NAME, ReadOptions
from .language import Words
from .model import GoalTable, Value
from .patterns import regex
from .pointers import members_of, steps
from .reading import Reading, nearest

__all__ = ["disagreement"]

_CODE: Final = regex(r"\[U\+([0-9A-F]{4,6})\]")
_INVISIBLE: Final = frozenset({"Cf", "Zl", "Zp", "Zs", "Cc"})
_BESIDE: Final = ("/title", "/department", "/notes", "/extensions")
_VALUE: Final = frozenset(Value.__struct_fields__)
_SHOWN: Final = 24
_BEFORE: Final = 6
_NOTHING: Final = Words("（空白）", "(blank)")
_TIMES: Final = 4
"""A record is laid out over lines; more than this many times the document of the pages, and a mebibyte, no record of theirs has."""
_LARGE: Final = Words("它有 {kept} 字节, 页面的内容只有 {shown} 字节", "it has {kept} bytes, what the pages say only {shown}")


def disagreement(reading: Reading, record: bytes) -> tuple[Finding, ...]:
    """What is to be said of a record: where it differs from the table that was read, or why it cannot be compared.

    What the pages say bounds what a record may cost: a small page with a huge record is not worth its reading.
    """
    said = len(msgspec.json.encode(reading.table))
    if len(record) > _TIMES * said + (1 << 20):
        return (kinds.RECORD_UNREADABLE.at(name=RECORD_NAME, reason=_LARGE.of(kept=len(record), shown=said)),)
    try:
        table: GoalTable = engine(by_name("json"), "read")(record, ReadOptions(encoding="utf-8")).table
    except UnreadableError as error:
        reason = Words(error.finding.message, error.finding.message_in("en"))
        return (kinds.RECORD_UNREADABLE.at(name=RECORD_NAME, reason=reason),)
    shown, kept = _members(reading.table), _members(table)
    pointers = [pointer for pointer in dict.fromkeys((*shown, *kept)) if shown.get(pointer) != kept.get(pointer)]
    if pointers and all(pointer.startswith(_BESIDE) for pointer in pointers) and _beside(shown) == _beside(kept):
        return ()
    return (_differs(reading, table, pointers, shown, kept),) if pointers else ()


def _differs(
    reading: Reading, record: GoalTable, pointers: list[str], shown: Mapping[str, str], kept: Mapping[str, str]
) -> Finding:
    first = pointers[0]
    one, other = shown.get(first, ""), kept.get(first, "")
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    start = max(0, same - _BEFORE)
    pointer = _pointer(first, reading.table, record)
    return kinds.RECORD_DIFFERS.at(
        nearest(reading.places, pointer),
        pointer,
        name=RECORD_NAME,
        count=len(pointers),
        shown=_cut(one, start),
        kept=_cut(other, start),
    )


def _cut(text: str, start: int) -> str | Words:
    """The part of a text around the first difference."""
    if not text:
        return _NOTHING
    return f"{'…' if start else ''}{text[start : start + _SHOWN]}{'…' if len(text) > start + _SHOWN else ''}"


def _members(table: GoalTable) -> dict[str, str]:
    """What a table says: pointer, its labels as far as a page tells them → text as far as a page tells it."""
    found = {_plain(pointer): _plain(text) for pointer, text in _texts(msgspec.to_builtins(table), "")}
    return {pointer: text for pointer, text in found.items() if text}


def _pointer(plain: str, *tables: GoalTable) -> str:
    """The pointer into one of the documents, the first that has it, with the labels as they are there."""
    found = (pointer for table in tables for pointer, _ in _texts(msgspec.to_builtins(table), ""))
    return next(pointer for pointer in found if _plain(pointer) == plain)


def _texts(node: Any, pointer: str) -> Iterator[tuple[str, str]]:
    """Every text and number below a node; of a value, what is written."""
    if isinstance(node, dict) and node.keys() == _VALUE:
        node = {"text": node["text"]}
    if node is not None and not isinstance(node, dict | list | tuple):
        yield pointer, str(node)
    for below, member in members_of(node, pointer):
        yield from _texts(member, below)


def _plain(text: str) -> str:
    """A text without what a page does not show."""
    text = _CODE.sub(_coded, text)
    if text.isascii() and text.isprintable() and " " not in text:
        return text
    return "".join(char for char in text if not _unseen(char))


def _coded(code: re.Match[str]) -> str:
    """The character that is printed as its code."""
    number = int(code[1], 16)
    return chr(number) if number < 0xD800 or 0xE000 <= number <= 0x10FFFF else code[0]


def _unseen(char: str) -> bool:
    return category(char) in _INVISIBLE or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def _beside(members: Mapping[str, str]) -> list[str]:
    """All characters beside the table, in no order: a page does not say where one line ends and the next begins."""
    texts = ((steps(pointer), text) for pointer, text in members.items() if pointer.startswith(_BESIDE))
    return sorted("".join(at[-1] + text if at[0] == "extensions" else text for at, text in texts))
