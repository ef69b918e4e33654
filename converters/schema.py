"""The JSON Schema of the canonical document, generated from the model (Draft 2020-12).

`python -m goalconv.converters.schema` prints it; `schemas/goal-table.schema.json` is that text.
"""

from __future__ import annotations

import json
from typing import Any, Final

import msgspec

from .amounts import MAX_DECIMALS, MAX_DIGITS
from .model import SCHEMA_ID, SOURCES, GoalTable

__all__ = ["generate", "render"]

_AMOUNT: Final = {"type": "string", "pattern": rf"^-?[0-9]{{1,{MAX_DIGITS}}}(\.[0-9]{{1,{MAX_DECIMALS}}})?$"}


def generate() -> dict[str, Any]:
    """The schema as plain objects."""
    (reference,), definitions = msgspec.json.schema_components([GoalTable], ref_template="#/$defs/{name}")
    del reference
    root = definitions.pop("GoalTable")
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        **root,
        "title": "项目支出绩效目标表",
        "$defs": definitions,
    }
    return _mended(schema)  # type: ignore[no-any-return]


def render() -> str:
    """The schema as the text that is published."""
    return json.dumps(generate(), ensure_ascii=False, indent=2) + "\n"


def _mended(node: Any) -> Any:
    """The schema with what the generator cannot say: the form of amounts, the names of sources."""
    if isinstance(node, list):
        return [_mended(member) for member in node]
    if not isinstance(node, dict):
        return node
    if node.get("format") == "decimal":
        return {**{key: member for key, member in node.items() if key not in ("type", "format")}, **_AMOUNT}
    mended = {key: _mended(member) for key, member in node.items()}
    if mended.get("title") == "资金来源":
        mended["propertyNames"] = {"enum": list(SOURCES)}
    return mended


if __name__ == "__main__":
    print(render(), end="")
