"""The page of the canonical document, docs/document.md: every member with its type and meaning, from the JSON Schema. `make document`."""

from __future__ import annotations

import json
import sys
from typing import Any

import goalconv

HEAD = """# 标准文档 · The canonical document

每种格式、每种版式都先变成这份文档；JSON 就是它本身。版本 `{version}`，是至今唯一的版本；读到其他版本时明确拒绝，不猜测。
*Every format and layout becomes this document first; JSON is the document itself. Version `{version}` is the only one so far; any other is refused, never guessed.*

金额是十进制字符串，不是数字，原样保存。`goalconv schema` 打印 JSON Schema（2020-12），`goalconv schema --draft 7` 打印编辑器用的 draft-07。
*Amounts are decimal strings, kept as they were written. `goalconv schema` prints the JSON Schema, with `--draft 7` for editors.*

此页由 `make document` 从 JSON Schema 生成。 *This page is made from the JSON Schema by `make document`.*
"""
TYPES = {"string": "文字 text", "integer": "整数 integer", "boolean": "是否 true or false", "null": "null"}


def kind(node: dict[str, Any]) -> str:
    """The type of a member, in words."""
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in node:
        return " / ".join(kind(choice) for choice in node["anyOf"])
    if "enum" in node:
        return " / ".join("null" if value is None else f"`{value}`" for value in node["enum"])
    if node.get("type") == "array":
        return f"列表 list: {kind(node['items'])}"
    if node.get("type") == "object":
        return "按名称 by name: " + kind(node.get("additionalProperties") or {})
    if "pattern" in node:
        return "十进制字符串 decimal string"
    return TYPES.get(node.get("type", ""), "任意 any")


def example(node: dict[str, Any]) -> str:
    """An example of a member, as JSON."""
    return f"`{json.dumps(node['examples'][0], ensure_ascii=False)}`" if node.get("examples") else ""


def section(name: str, node: dict[str, Any]) -> str:
    """A kind of object: its heading, what it is, and its members."""
    rows = [
        f"| `{key}` | {kind(member)} | {member['description']} | {example(member)} |"
        for key, member in node["properties"].items()
    ]
    heads = ["| 名称 member | 类型 type | 含义 meaning | 例子 example |", "|---|---|---|---|"]
    return "\n".join(
        [f"## {name}", "", node.get("description", "").strip(), "", *heads, *(row.replace("\n", " ") for row in rows), ""]
    )


def page() -> str:
    """The whole page."""
    schema = json.loads(goalconv.schema_text())
    objects = {"GoalTable": schema, **schema["$defs"]}
    sections = [section(name, node) for name, node in objects.items() if "properties" in node]
    return "\n".join([HEAD.format(version=schema["$id"]), *sections])


if __name__ == "__main__":
    sys.stdout.write(page())
