"""The JSON Schema of the canonical document, generated from the model (Draft 2020-12).

`python -m goalconv.converters.schema` prints it; `schemas/goal-table.schema.json` is that text. With `7` it prints the Draft-07 twin,
`schemas/goal-table.draft-07.schema.json`.
"""

from __future__ import annotations

import json
import sys
from typing import Any, Final

import msgspec

from .amounts import MAX_DECIMALS, MAX_DIGITS
from .model import SCHEMA_ID, SOURCES, GoalTable

__all__ = ["generate", "render", "render_draft_7"]

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


def render_draft_7() -> str:
    """The same schema as Draft-07, which most editors know: `definitions` for `$defs`, and nothing beside a `$ref`."""
    return (
        json.dumps(
            {**_as_draft_7(generate()), "$schema": "http://json-schema.org/draft-07/schema#"}, ensure_ascii=False, indent=2
        )
        + "\n"
    )


def _as_draft_7(node: Any) -> Any:
    """The schema in the words of Draft-07, where a `$ref` hides what stands beside it, so that it is wrapped."""
    if isinstance(node, list):
        return [_as_draft_7(member) for member in node]
    if isinstance(node, str):
        return node.replace("#/$defs/", "#/definitions/", 1) if node.startswith("#/$defs/") else node
    if not isinstance(node, dict):
        return node
    told = {("definitions" if key == "$defs" else key): _as_draft_7(member) for key, member in node.items()}
    if "$ref" in told and len(told) > 1:
        told["allOf"] = [{"$ref": told.pop("$ref")}]
    return told


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
        mended.pop("propertyNames", None)  # newer releases of the generator say it, in another place
        mended["propertyNames"] = {"enum": list(SOURCES)}
    return mended


if __name__ == "__main__":
    print(render_draft_7() if sys.argv[1:] == ["7"] else render(), end="")
