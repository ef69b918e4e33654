"""Headers of blocks of indicators in a form: one row of labels, or two where a label heads several columns."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct, structs

from ..grid import Cell, Row
from ..labels import field_of, is_level_label, key_of
from ..patterns import regex
from .columns import labels_of
from .indicator_columns import IndicatorColumns, find_columns, member_of, members_in

__all__ = ["Header", "header_at"]

_DEEPEST: Final = 3
_PERIOD: Final = regex(r"[长中]期|实施周?期")
_LEVELS: Final = ("level1", "level2", "name")


class Header(Struct, frozen=True):
    """A header: where its columns are, how many rows it takes, its own labels, and the label of its block."""

    columns: IndicatorColumns
    depth: int
    labels: Row
    block: str

    @property
    def keys(self) -> tuple[str, ...]:
        """What is compared to tell whether a header stands there once more."""
        return tuple(map(key_of, (self.block, *(cell.text for cell in self.labels.cells))))


def header_at(rows: Sequence[Row], index: int) -> Header | None:
    """The header that begins at `index`; None where the row is none, or names projects as well."""
    first = rows[index]
    members = _members(first)
    if index and _stands_under_levels(rows[index - 1], first):
        return None
    over = "name" not in members
    if over and (index + 1 == len(rows) or not _stands_over(members, rows[index + 1])):
        return None
    if "name" in {field_of(cell.text) for cell in first.cells}:
        return None
    if over:
        members |= _members(rows[index + 1])
    start = min(cell.column for cell in members.values())
    own = [cell for cell in first.cells if cell.column + cell.colspan > start]
    if not own:  # what seems to stand over the levels ends left of them
        return None
    block = "".join(cell.text for cell in first.cells if cell not in own).strip()
    depth = 2 if over else _depth(own, rows[index : index + _DEEPEST])
    labels = Row(tuple(own)) if depth == 1 else _joined(own, rows[index + 1 : index + depth])
    columns = find_columns(labels, period=_PERIOD.search(block) is not None)
    return None if columns is None else Header(columns, depth, labels, block)


def _members(row: Row) -> dict[str, Cell]:
    """The members of an indicator that a row labels, with the first cell of each."""
    return {name: cell for cell, name in reversed(members_in(row.cells)) if name is not None}


def _stands_under_levels(above: Row, row: Row) -> bool:
    """Whether a row without levels of its own only divides columns of a table of projects that levels head: 三级指标 | 指标值 under each of them."""
    members = [name for _, name in members_in(row.cells)]
    divides = members.count("name") > 1 and {"level1", "level2"}.isdisjoint(members)
    return divides and sum(is_level_label(cell.text) for cell in above.cells) > 1


def _stands_over(members: Mapping[str, Cell], below: Row) -> bool:
    """Whether a row without level 3 is the upper one of a header: it labels values, right of the levels of the row below."""
    lower = _members(below) if "value" in members else {}
    return {"name", "level1"} <= lower.keys() and members["value"].column > lower["name"].column


def _joined(own: Sequence[Cell], rows: Sequence[Row]) -> Row:
    """The labels of all rows of a header as one row; where nothing is merged, a label stands over the blanks right of it."""
    start = min(cell.column for cell in own)
    below = [Row(tuple(cell for cell in row.cells if cell.column >= start)) for row in rows]
    if all(cell.rowspan == cell.colspan == 1 for cell in own):
        stop = max(cell.column + 1 for row in below for cell in row.cells if cell.text.strip())
        filled = [cell for cell in own if cell.text.strip()]
        stops = [*(cell.column for cell in filled[1:]), max(stop, filled[-1].column + 1)]
        own = [structs.replace(cell, colspan=end - cell.column) for cell, end in zip(filled, stops, strict=True)]
    header = [Row(tuple(own)), *below]
    return labels_of(header, len(header))


def _depth(cells: Sequence[Cell], rows: Sequence[Row]) -> int:
    """How many of the rows that begin with a header it takes: as far down as its labels of levels reach; where nothing is merged, by the blanks."""
    levels = [cell for cell, name in members_in(cells) if name in _LEVELS]
    merged = max(cell.rowspan for cell in levels)
    if merged > 1:
        return min(merged, len(rows))
    return 2 if len(rows) > 1 and _continues(cells, rows[1]) else 1


def _continues(cells: Sequence[Cell], row: Row) -> bool:
    """Whether a row only divides columns of the header above it: below its levels it is blank."""
    filled = [cell for cell in cells if cell.text.strip()]
    stops = [*(cell.column for cell in filled[1:]), sys.maxsize]
    divided = [
        range(cell.column, stop)
        for cell, stop in zip(filled, stops, strict=True)
        if stop - cell.column > 1 and member_of(cell.text) not in _LEVELS
    ]
    texts = [cell for cell in row.cells if cell.text.strip() and cell.column >= cells[0].column]
    below = all(any(cell.column in columns for columns in divided) for cell in texts)
    return below and len(texts) > 1 and not _last_alone(filled, texts)


def _last_alone(filled: Sequence[Cell], texts: Sequence[Cell]) -> bool:
    """Whether all texts stand below or after the last label of a header that is not merged over them."""
    if all(member_of(cell.text) is not None for cell in texts):
        return False
    return all(cell.column >= filled[-1].column for cell in texts) and filled[-1].colspan == 1
