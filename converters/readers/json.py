"""Reads the canonical document: strictly, since it is the contract with other systems. One a file, or one a line (JSON Lines)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import msgspec
from msgspec import structs

from .. import catalogue as kinds
from ..amounts import MAX_DECIMALS, MAX_DIGITS
from ..encoding import decode
from ..errors import UnreadableError
from ..interface import ReadOptions
from ..language import Words
from ..limits import Limits
from ..model import SCHEMA_ID, Funding, GoalTable, Indicator
from ..patterns import regex
from ..places import TextPlace
from ..reading import Reading, Recorder
from ..versions import identifier, known, raised

__all__ = ["read", "read_lines"]

_VERSION: Final = regex(r"urn:goalconv:goal-table:(\d+\.\d+)")
_PATH: Final = regex(r" - at (?:`key` in )?`\$(?P<path>[^`]*)`")
_DEEPEST: Final = 8  # a document: table, units, unit, projects, project, indicators, indicator, value
_ESCAPE: Final = regex(r"\\(?:\\|r(?:\\n)?)")


def read(data: bytes, options: ReadOptions) -> Reading:
    """The document; raises `UnreadableError` with the line, or the pointer, of what is wrong.

    Line ends inside texts become LF, as in every other format; the ledger counts them.
    """
    return _read(decode(data, options.encoding), options.limits)


def read_lines(data: bytes, options: ReadOptions) -> tuple[Reading, ...]:
    """The documents of a file with one on each line (JSON Lines); lines without text are none.

    Raises `UnreadableError` for the first line that holds no document, with its number, and for a file without any.
    """
    readings = []
    for number, line in enumerate(decode(data, options.encoding).split("\n"), 1):
        if line.strip():
            readings.append(_read_line(line, number, options.limits))
    if not readings:
        raise UnreadableError(kinds.NO_DOCUMENTS)
    return tuple(readings)


def _read_line(line: str, number: int, limits: Limits) -> Reading:
    try:
        reading = _read(line, limits)
    except UnreadableError as error:
        column = error.finding.place.column if isinstance(error.finding.place, TextPlace) else 1
        error.finding = structs.replace(error.finding, place=TextPlace(number, column))
        raise
    return structs.replace(reading, places={"": TextPlace(number, 1)})


def _read(text: str, limits: Limits) -> Reading:
    """The document that the text is."""
    text, returns = _with_line_feeds(text)
    plain = _as_written(text) if limits.json_depth >= _DEEPEST else None
    table = plain or _held_strictly(text, limits)
    for pointer, amount in _amounts(table):
        _check_amount(pointer, amount)
    recorder = Recorder()
    for _ in range(returns):
        recorder.normalised(kinds.LINE_END, None)
    return recorder.reading(table)


def _with_line_feeds(text: str) -> tuple[str, int]:
    """The text with the line ends inside its strings as LF, and how many were none."""
    if "\\r" not in text:
        return text, 0
    returns = 0

    def line_feed(escape: re.Match[str]) -> str:
        nonlocal returns
        if escape[0] == r"\\":
            return escape[0]
        returns += 1
        return r"\n"

    return _ESCAPE.sub(line_feed, text), returns


def _as_written(text: str) -> GoalTable | None:
    """The document, where the text is what is written of it but for blanks outside strings; None where it must be looked at closely.

    Such a text has no key twice and nothing strange: what is written has not. It takes a fifth of the time of a close look.
    """
    try:
        table = msgspec.json.decode(text, type=GoalTable)
        same = msgspec.json.format(text, indent=-1) == msgspec.json.encode(table).decode()
    except (msgspec.MsgspecError, RecursionError):
        return None
    return table if same else None


def _held_strictly(text: str, limits: Limits) -> GoalTable:
    """The document of a text that anyone may have written; raises `UnreadableError` for what is wrong with it."""
    document = _parse(text)
    limits.hold("json_depth", _depth(document))
    version = _version(document)
    try:
        if version == known()[-1]:
            return msgspec.json.decode(text, type=GoalTable)
        return msgspec.convert(raised(document, version), GoalTable)
    except msgspec.ValidationError as error:
        pointer, reason = _explain(str(error))
        raise UnreadableError(kinds.JSON_INVALID, pointer=pointer, reason=reason) from error


def _parse(text: str) -> Any:
    """The text as plain objects, only to refuse what a typed decoder lets pass: repeated keys, deep nesting."""
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_int=str, parse_float=str, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise UnreadableError(kinds.JSON_BROKEN, TextPlace(error.lineno, error.colno), reason=error.msg) from error
    except RecursionError as error:
        raise UnreadableError(kinds.JSON_BROKEN, reason=Words("嵌套过深", "it is nested too deep")) from error


def _depth(document: Any) -> int:
    """How deep objects and arrays stand in one another."""
    depth, level = 0, [document]
    while level := [node for node in level if isinstance(node, (dict, list))]:
        depth += 1
        level = [child for node in level for child in (node.values() if isinstance(node, dict) else node)]
    return depth


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        keys = [key for key, _ in pairs]
        raise UnreadableError(kinds.JSON_DUPLICATE_KEY, key=next(key for key in keys if keys.count(key) > 1))
    return members


def _refuse(constant: str) -> None:
    raise UnreadableError(kinds.JSON_BROKEN, reason=Words(f"{constant} 不是 JSON 数字", f"{constant} is no JSON number"))


def _version(document: Any) -> str:
    """The version of a document; refuses one of another kind, or of a version that this program does not know."""
    if not isinstance(document, dict):
        raise UnreadableError(kinds.JSON_INVALID, reason=Words("最外层应是一个对象", "the outermost value must be an object"))
    stated = document.get("$schema", SCHEMA_ID)
    found = _VERSION.fullmatch(stated) if isinstance(stated, str) else None
    if found is None or found[1] not in known():
        kind = kinds.JSON_NOT_OURS if found is None else kinds.JSON_VERSION
        raise UnreadableError(kind, pointer="/$schema", version=stated, supported=", ".join(map(identifier, known())))
    return found[1]


def _explain(message: str) -> tuple[str, str]:
    """The pointer and the reason in a decoder's message `reason - at `$.units[0].name``."""
    found = _PATH.search(message)
    if found is None:
        return "", message
    pointer = re.sub(r"\[(\d+)\]", r"/\1", found["path"].replace("[...]", "/*")).replace(".", "/")
    return pointer, message[: found.start()]


def _amounts(table: GoalTable) -> Iterator[tuple[str, Decimal]]:
    """Every amount of the document with its pointer."""
    yield from _of_funding("/funding", table.funding)
    for u, unit in enumerate(table.units):
        yield from _of_funding(f"/units/{u}/funding", unit.funding)
        for p, project in enumerate(unit.projects):
            pointer = f"/units/{u}/projects/{p}"
            yield from _of_funding(f"{pointer}/funding", project.funding)
            yield from _of_funding(f"{pointer}/period_funding", project.period_funding)
            for i, indicator in enumerate(project.indicators):
                yield from _of_indicator(f"{pointer}/indicators/{i}", indicator)


def _of_funding(pointer: str, funding: Funding | None) -> Iterator[tuple[str, Decimal]]:
    if funding is None:
        return
    if funding.total is not None:
        yield f"{pointer}/total", funding.total
    yield from ((f"{pointer}/sources/{source}", amount) for source, amount in funding.sources.items() if amount is not None)


def _of_indicator(pointer: str, indicator: Indicator) -> Iterator[tuple[str, Decimal]]:
    for name in ("weight", "score"):
        if (amount := getattr(indicator, name)) is not None:
            yield f"{pointer}/{name}", amount
    for name in ("period_value", "annual_value", "actual_value"):
        value = getattr(indicator, name)
        for part in ("number", "upper"):
            if value is not None and (amount := getattr(value, part)) is not None:
                yield f"{pointer}/{name}/{part}", amount


def _check_amount(pointer: str, amount: Decimal) -> None:
    """Refuses NaN, infinities, exponents and more digits than the schema allows."""
    _, digits, exponent = amount.as_tuple()
    if not isinstance(exponent, int) or not -MAX_DECIMALS <= exponent <= 0 or len(digits) + exponent > MAX_DIGITS:
        raise UnreadableError(
            kinds.JSON_INVALID, pointer=pointer, reason=Words(f"不是有效金额: {amount}", f"no valid amount: {amount}")
        )
