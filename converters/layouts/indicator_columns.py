"""The columns of tables with one row for each indicator: which member each one holds, by its label."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from ..extensions import unused
from ..grid import Cell, Row
from ..labels import field_of, is_no_label, key_of, unboxed, undated
from ..patterns import regex
from .row_pieces import filled_cells

__all__ = ["SIDED", "IndicatorColumns", "Side", "find_columns", "member_of", "members_in", "told_once"]

SIDED: Final = frozenset({"level1", "level2", "name", "value"})
"""What a table with two sides has twice."""
_GROUP: Final = "indicator column"
_BARE: Final = "指标"
_TYPES: Final = frozenset({"指标类型", "指标类别"})
_OF_ONE: Final = frozenset({"weight", "unit", "direction", "operator"})
"""What only a column of indicators has beside it: 指标 alone may head whole groups of labels."""
_SIDE_MARK: Final = regex(r"[(（](?:长期|中期|年度|实施期|本年度|中长期|万元|元|单位|分值|权重|[%％]|\d{1,3}分?|[A-Z])[)）]$")
_PART_OF_YEAR: Final = regex(
    r"(?:\d{1,2}[-—~至])?\d{1,2}月(?:执行数|完成值|完成情况|实际完成值)|(?:半年|上半年)(?:执行数|完成值)"
)


class Side(Struct, frozen=True):
    """One side of a table: member → column. `period` says that its values are the whole period's."""

    columns: dict[str, int]
    period: bool = False


class IndicatorColumns(Struct, frozen=True):
    """Where a table keeps the members of its indicators.

    `sides` has one entry, or two where the whole period stands left and the year right; a member
    that both share is in both. `others` holds the labels without a member, `start` the leftmost column. `typed` says that the
    only column of levels is labelled as one of types (指标类型), which may be those of level 2.
    """

    sides: tuple[Side, ...]
    others: dict[int, str]
    start: int
    typed: bool = False

    @property
    def all(self) -> dict[str, int]:
        """All members with a column; where both sides have one of their own, the year's."""
        return {name: column for side in self.sides for name, column in side.columns.items()}

    @property
    def mapped(self) -> frozenset[int]:
        """All columns that say something of an indicator."""
        return frozenset((*self.others, *(column for side in self.sides for column in side.columns.values())))


def find_columns(row: Row, *, period: bool = False) -> IndicatorColumns | None:
    """The columns of a header row that names level 3 and a value or a level; None where the row is no such header.

    A name or value that is named twice makes the table two-sided. `period` says that the values of a
    one-sided table are the whole period's.
    """
    left: dict[str, int] = {}
    right: dict[str, Cell] = {}
    others: dict[int, str] = {}
    labels: dict[str, Cell] = {}
    for cell, name in members_in(filled_cells(row)):
        if name is not None and name not in left:
            left[name] = cell.column
            labels[name] = cell
        elif name in SIDED and name not in right and (name != "name" or _same_label(cell, labels["name"])):
            right[name] = cell
        else:
            others[cell.column] = _own_label(cell, others)
    if not {"name", "value"} & right.keys():  # a level that only comes twice makes no side
        for cell in right.values():
            others[cell.column] = _own_label(cell, others)
        right.clear()
    if "name" not in left or not {"value", "period_value", "level1", "level2"} & left.keys():
        return None
    start = min(left.values())
    typed = "level1" in left and "level2" not in left and key_of(labels["level1"].text) in _TYPES
    return IndicatorColumns(
        _sides(left, {name: cell.column for name, cell in right.items()}, period=period), others, start, typed
    )


def _same_label(cell: Cell, other: Cell) -> bool:
    """Whether two columns have one label, marks of period and year aside: 三级指标 twice, but not 三级指标 and 指标内容."""
    return key_of(_unmarked(cell.text)) == key_of(_unmarked(other.text))


def _own_label(cell: Cell, others: Mapping[int, str]) -> str:
    label = cell.text.strip()
    return unused(unboxed(label) or label, others.values())


def _sides(left: dict[str, int], right: dict[str, int], *, period: bool) -> tuple[Side, ...]:
    value = left.pop("period_value", None)
    if value is not None and "value" not in left:
        return (Side(left | {"value": value}, period=True),)
    if value is not None:
        return (Side(left | {"value": value}, period=True), Side(left))
    if right:
        return (Side(left, period=True), Side(left | right))
    return (Side(left, period=period),)


def members_in(cells: Sequence[Cell]) -> list[tuple[Cell, str | None]]:
    """The cells of a row with the member that each labels, as they tell it together.

    指标 alone is level 3 beside a value and what is said of one; of two columns that say a direction, the second holds operators.
    """
    members = [member_of(cell.text) for cell in cells]
    members = told_once(members, [undated(cell.text) for cell in cells], member_of)
    if "name" not in members and "value" in members and not _OF_ONE.isdisjoint(members):
        members = ["name" if key_of(cell.text) == _BARE else name for cell, name in zip(cells, members, strict=True)]
    if members.count("direction") > 1 and "operator" not in members:
        members[members.index("direction", members.index("direction") + 1)] = "operator"
    return list(zip(cells, members, strict=True))


def told_once(
    names: Sequence[str | None], undated: Sequence[str | None], name_of: Callable[[str], str | None]
) -> list[str | None]:
    """The names, with those of labels that begin with a year, where just one label says so: of two years nobody knows which is meant."""
    others = [name_of(label) if name is None and label else None for name, label in zip(names, undated, strict=True)]
    return [
        other if other is not None and other not in names and others.count(other) == 1 else name
        for name, other in zip(names, others, strict=True)
    ]


@lru_cache(maxsize=4096)
def member_of(label: str) -> str | None:
    """The member that a column's label names; marks of period and year after it are no matter."""
    if is_no_label(label):
        return None
    text = "".join(label.split())
    if ("月" in text or "半年" in text) and _PART_OF_YEAR.fullmatch(text):
        return "actual_value"
    return field_of(_unmarked(text), _GROUP)


def _unmarked(label: str) -> str:
    """A label without blanks and the mark of period, year or unit at its end."""
    text = "".join(label.split())
    return _SIDE_MARK.sub("", text) if text.endswith((")", "）")) else text
