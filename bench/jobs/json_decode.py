"""Canonical JSON → document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..goal import options, reader
from ..job import Case, Engine, prove_table

if TYPE_CHECKING:
    from goalconv import GoalTable

__all__ = ["ENGINES"]


def _bytes(case: Case) -> bytes:
    return case.path("json").read_bytes()


def _decode(data: bytes) -> GoalTable:
    from goalconv.converters.readers.json import read

    return read(data, options()).table


def _msgspec(data: bytes) -> GoalTable:
    import msgspec

    from goalconv import GoalTable

    return msgspec.json.decode(data, type=GoalTable)


def _json(data: bytes) -> Any:
    import json

    return json.loads(data)


def _prove(table: GoalTable, case: Case) -> None:
    case.expect(prove_table(table))


def _prove_plain(document: Any, case: Case) -> None:
    import msgspec

    from goalconv import GoalTable

    _prove(msgspec.convert(document, GoalTable), case)


ENGINES = (
    reader("json"),
    Engine("goalconv, no checks", "part", _bytes, _decode, _prove),
    Engine("msgspec", "limit", _bytes, _msgspec, _prove),
    Engine("json (no types)", "peer", _bytes, _json, _prove_plain),
)
