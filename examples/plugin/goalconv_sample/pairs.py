"""键值表 (pairs): a row for each value of the document, its JSON Pointer beside it.

    路径 | 值
    /title | 2025年部门预算项目支出绩效目标表
    /units/0/projects/0/funding/total | 3078.00

A value that is no text, or a text that looks like one, is written as JSON: `2025`, `null`, `"2025"`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import goalconv
from goalconv.plugin import Cell, GoalTable, Grid, Reading, Recorder, Row, Template

_HEADER = ("路径", "值")


def claims(grid: Grid) -> bool:
    """Whether the grid begins with the two labels."""
    return bool(grid.rows) and tuple(cell.text.strip() for cell in grid.rows[0].cells) == _HEADER


def recognise(grids: Sequence[Grid]) -> Iterator[Reading]:
    """The table of each grid; what became of each cell is taken down."""
    for grid in grids:
        recorder = Recorder()
        for cell in grid.rows[0].cells:
            recorder.label(cell.text)
        document: dict[str, Any] = {}
        for row in grid.rows[1:]:
            pointer, value = (*row.cells, Cell("", 1))[:2]
            recorder.label(pointer.text)
            _put(document, pointer.text, _told(recorder.field(value, pointer.text)))
        (reading,) = goalconv.read_bytes(json.dumps(document).encode(), format="json")
        yield recorder.reading(reading.table)


def compose(table: GoalTable, template: Template) -> tuple[Grid, ...]:
    """One grid with a row for each value."""
    document = json.loads(goalconv.write_bytes(table, "json").data)
    header = Row(tuple(Cell(text, column, role="label") for column, text in enumerate(_HEADER)), "header")
    rows = [Row((Cell(pointer), Cell(_text(value), 1, role="value"))) for pointer, value in _leaves(document, "")]
    return (Grid((header, *rows), ("pointer", "value"), template.name),)


def _leaves(node: Any, pointer: str) -> Iterator[tuple[str, Any]]:
    members = list(node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ())
    if not members:
        yield pointer, node
    for key, member in members:
        yield from _leaves(member, f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}")


def _put(document: dict[str, Any], pointer: str, value: Any) -> None:
    """Puts the value where the pointer says; members of lists come in their order."""
    keys = [key.replace("~1", "/").replace("~0", "~") for key in pointer.split("/")[1:]]
    node: Any = document
    for key, following in zip(keys, [*keys[1:], None], strict=True):
        fresh = value if following is None else [] if following == "0" else {}
        if isinstance(node, list):
            node.extend([fresh] if int(key) == len(node) else [])
            node = node[int(key)]
        else:
            node = node.setdefault(key, fresh)


def _text(value: Any) -> str:
    plain = isinstance(value, str) and value.strip() == value and "\r" not in value and _told(value) is value
    return value if plain else json.dumps(value, ensure_ascii=False)


def _told(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
