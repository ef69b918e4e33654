"""Document → canonical JSON with an indent of two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..goal import writer
from ..job import Case, Engine, prove_table

if TYPE_CHECKING:
    from goalconv import GoalTable

__all__ = ["ENGINES"]


def _msgspec(table: GoalTable) -> bytes:
    import msgspec

    return msgspec.json.format(msgspec.json.encode(table), indent=2) + b"\n"


def _plain(case: Case) -> Any:
    import msgspec

    return msgspec.to_builtins(case.document)


def _json(document: Any) -> bytes:
    import json

    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def _prove(data: bytes, case: Case) -> None:
    import msgspec

    from goalconv import GoalTable

    case.expect(prove_table(msgspec.json.decode(data, type=GoalTable)))


ENGINES = (
    writer("json", _prove),
    Engine("msgspec", "limit", lambda case: case.document, _msgspec, _prove),
    Engine("json (no types)", "peer", _plain, _json, _prove),
)
