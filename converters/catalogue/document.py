"""GC7xx: the canonical JSON document."""

from __future__ import annotations

from ..findings import Kind

# fmt: off
JSON_BROKEN = Kind("GC701", "error", "JSON 语法错误: {reason}", "broken JSON: {reason}", "请检查此处", "check this place")
JSON_INVALID = Kind(
    "GC702", "error", "JSON 内容不符合格式: {reason}", "the JSON does not fit the schema: {reason}",
    "格式见 goalconv schema", "goalconv schema prints the schema",
)
JSON_VERSION = Kind(
    "GC703", "error", "文档版本 {version} 无法读取, 本程序支持 {supported}",
    "document version {version} cannot be read; this program supports {supported}", "请升级 goalconv", "upgrade goalconv",
)
JSON_DUPLICATE_KEY = Kind(
    "GC704", "error", "JSON 中的键“{key}”重复", "the JSON key “{key}” is repeated", "请删去重复的键", "delete the repeated key",
)
JSON_NOT_OURS = Kind(
    "GC705", "error", "这不是绩效目标表文档: $schema 是 {version}", "not a goal table document: $schema is {version}",
    "应为 {supported}", "it should be {supported}",
)
NO_DOCUMENTS = Kind(
    "GC706", "error", "文件中没有一份文档", "the file holds no document", "每行应有一份标准 JSON 文档", "each line should hold one canonical document",
)
