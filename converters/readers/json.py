"""Reads the canonical document: strictly, since it is the contract with other systems. One a file, or one a line (JSON Lines)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from operator import attrgetter
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
from ..pointers import project_at, unit_at
from ..reading import Reading, Recorder
from ..rubbish import let_be
from ..versions import identifier, known, raised

__all__ = ["read", "read_lines"]

_VERSION: Final = regex(r"urn:goalconv:goal-table:(\d+\.\d+)")
_PATH: Final = regex(r" - at (?:`key` in )?`\$(?P<path>[^`]*)`")
_DEEPEST: Final = 8  # a document: table, units, unit, projects, project, indicators, indicator, value
_NO_BLANKS: Final = -1  # as `msgspec.json.format` has it
_POINTS: Final = ("weight", "score")
_VALUES: Final = ("period_value", "annual_value", "actual_value")
_NUMBERS: Final = ("number", "upper")
_AMOUNT: Final = regex(rf"-?[0-9]{{1,{MAX_DIGITS}}}(?:\.[0-9]{{1,{MAX_DECIMALS}}})?")
_ESCAPE: Final = regex(r"\\(?:\\|r(?:\\n)?)")


@let_be()
def read(data: bytes, options: ReadOptions) -> Reading:
    """The document; raises `UnreadableError` with the line, or the pointer, of what is wrong.

    Line ends inside texts become LF, as in every other format; the ledger counts them.
    """
    table = _as_written(data, options.limits) if options.encoding is None else None
    return _reading(table) if table else _read(decode(data, options.encoding), options.limits)


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
    return _reading(_as_written(text.encode(errors="surrogatepass"), limits) or _held_strictly(text, limits), returns)


def _reading(table: GoalTable, returns: int = 0) -> Reading:
    """The reading of a document in which so many line ends were none; raises `UnreadableError` for an amount that is none."""
    _check_amounts(table)
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


def _as_written(data: bytes, limits: Limits) -> GoalTable | None:
    """The document, where the bytes are what is written of it but for blanks; None where they must be looked at closely.

    Such a text has no key twice and nothing strange: what is written has not. It takes a fifth of the time of a close look.
    """
    if limits.json_depth < _DEEPEST or rb"\r" in data:
        return None
    try:
        table = msgspec.json.decode(data, type=GoalTable)
        return table if _is_written(msgspec.json.format(data, indent=_NO_BLANKS), table) else None
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None


def _is_written(ink: bytes, table: GoalTable) -> bool:
    """Whether the bytes are just what is written of a document, without blanks; unit by unit, since all at once is large."""
    at = 0
    for piece in _written(table):
        if not ink.startswith(piece, at):
            return False
        at += len(piece)
    return at == len(ink)


def _written(table: GoalTable) -> Iterator[bytes]:
    """What is written of a document, without blanks."""
    head, units, tail = msgspec.json.encode(structs.replace(table, units=())).partition(b'"units":[')
    yield head + units
    for number, unit in enumerate(table.units):
        yield (b"," if number else b"") + msgspec.json.encode(unit)
    yield tail


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
    pointer = re.sub(r"\[(\d+)\]", r"/\1", found["path"].partition("[...]")[0]).replace(".", "/")
    return pointer, message[: found.start()]


def _check_amounts(table: GoalTable) -> None:
    """Refuses what is no amount; the pointer is worked out only for one that is none."""
    if all(map(_AMOUNT.fullmatch, _figures(table))):
        return
    for pointer, amount in _amounts(table):
        if not _AMOUNT.fullmatch(
            str(amount)
        ):  # NaN, an infinity, one with an exponent or with more digits than the schema allows
            reason = Words(f"不是有效金额: {amount}", f"no valid amount: {amount}")
            raise UnreadableError(kinds.JSON_INVALID, pointer=pointer, reason=reason)


def _figures(table: GoalTable) -> set[str]:
    """What the amounts of the document are as text, each once; member by member, so that no line is run for each of them."""
    projects = [project for unit in table.units for project in unit.projects]
    indicators = [indicator for project in projects for indicator in project.indicators]
    fundings = [table.funding, *(unit.funding for unit in table.units)]
    fundings += [funding for project in projects for funding in (project.funding, project.period_funding)]
    values = [value for name in _VALUES for value in map(attrgetter(name), indicators) if value is not None]
    held = [amount for funding in filter(None, fundings) for amount in (funding.total, *funding.sources.values())]
    members = [(indicators, name) for name in _POINTS] + [(values, name) for name in _NUMBERS]
    others = chain.from_iterable(map(attrgetter(name), holders) for holders, name in members)
    return {str(amount) for amount in chain(held, others) if amount is not None}


def _amounts(table: GoalTable) -> Iterator[tuple[str, Decimal]]:
    """Every amount of the document with its pointer."""
    yield from _of_funding("/funding", table.funding)
    for u, unit in enumerate(table.units):
        yield from _of_funding(f"{unit_at(u)}/funding", unit.funding)
        for p, project in enumerate(unit.projects):
            pointer = project_at(u, p)
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
    for name in _POINTS:
        if (amount := getattr(indicator, name)) is not None:
            yield f"{pointer}/{name}", amount
    for name in _VALUES:
        value = getattr(indicator, name)
        for part in _NUMBERS:
            if value is not None and (amount := getattr(value, part)) is not None:
                yield f"{pointer}/{name}/{part}", amount
