"""The built-in template of a layout as a TOML file for a user to change, each key explained (docs/templates.md)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..templates import tree
from .layouts import named

__all__ = ["template_text"]

_HEAD: Final = """\
# {title}（{name}）的内置模板 · the built-in template of {name}
# 改动要改的键, 其余可以删去; 然后 goalconv convert … --template 本文件
# Change what you like, delete the rest, and give the file back with --template.

extends = "{name}"
"""
_NOTES: Final = {
    "name": "工作表名 · name of the sheet",
    "padding": "框线与文字的间距, 毫米 · blank between a rule and the text, mm",
    "row_height": "表格行的最小高度, 毫米 · least height of a row, mm",
    "other_width": "未列出的列所占份额 · share of a column not named below",
    "continued": "续页上重复的名称之后 · after a name repeated on the next page",
    "words": "标题、栏目折行时不拆开的词 · words that no line of a title or a label ends within",
    "page": "纸张与页边距, 毫米 · paper and margins, mm",
    "header": "页眉; {page} {pages} 为页码 · head of each page",
    "footer": '页脚; align = "outside" 为单页居右、双页居左 · foot of each page; "outside": right on odd, left on even pages',
    "distance": "与版心的距离, 毫米 · distance from the text, mm",
    "border": "框线: 粗细（磅）与颜色 · rules: thickness in points, colour",
    "faces": "字体: Word、Excel 中的名称, 以及 PDF 内嵌的文件 · faces: names for Word and Excel, the file a PDF embeds",
    "stand_ins": "网页上的替代字体 · what a web page takes where a face is missing",
    "cells": "单元格按角色的样式 · styles of cells by role",
    "rows": "行按角色的样式, 盖过单元格的 · styles of rows by role, over those of cells",
    "size": "字号, 磅 · points",
    "leading": "行高与字号之比 · line height over size",
    "hang": "悬挂缩进, 字 · hanging indent, ems",
    "fill": "底色 · background",
    "columns": "列的标签和份额 · label of a column, and its share of the width",
    "fixed": "width 为毫米而不是份额 · width is in mm, no share",
    "choices": "Excel 中可下拉选用的文字, 也可另填 · texts a cell in Excel offers; others may be typed",
    "labels": "表前各行与表单的标签 · labels of the lines and of the form",
}


def template_text(name: str) -> str:
    """The built-in template of the layout called `name`, in English or Chinese; raises `UsageError` where there is none."""
    layout = named(name)
    return _HEAD.format(name=layout.name, title=layout.title) + "".join(_table(tree(layout.look), ""))


def _table(table: Mapping[str, Any], path: str) -> Iterator[str]:
    """The lines of a table: its own values, then the tables below it."""
    for key, value in table.items():
        if not isinstance(value, dict):
            note = f"  # {_NOTES[key]}" if key in _NOTES and path != "labels" else ""
            yield f"{_key(key)} = {_value(value)}{note}\n"
    for key, value in table.items():
        if isinstance(value, dict):
            below = f"{path}.{_key(key)}" if path else _key(key)
            yield f"\n# {_NOTES[key]}\n" if not path else ""
            yield f"[{below}]\n" if not value or not all(isinstance(part, dict) for part in value.values()) else ""
            yield from _table(value, below)


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("_", "").isalnum() else json.dumps(key, ensure_ascii=False)


def _value(value: object) -> str:
    if isinstance(value, str | bool):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return f"{value:g}"
