"""What stands in one grid with a goal table and is none of it: the budget tables and the prose of a whole document.

A department publishes its budget as one document: contents, explanations, eight budget tables with their own
titles and units of account, and the goal table. What the others say must not become the goal table's title or unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, Literal, TypeAlias

from msgspec import Struct, structs

from ..amounts import parse_amount
from ..grid import Cell, Grid, Row
from ..labels import field_of, is_level_label, key_of
from ..patterns import regex
from .indicator_columns import member_of
from .ladder_labels import label_in
from .lines import heads_form, is_note, is_prose
from .parts import is_summary

__all__ = ["without_surroundings"]

_Kind: TypeAlias = Literal["lines", "budget", "table"]
_HEADER: Final = 3  # rows that the header of a budget table takes at most
_MONEY: Final = regex(r"(?:.{0,12}(?:预算数|决算数|执行数|金额|收入|支出)|合计|小计|总计|本年.{0,6})(?:[(（].{1,8}[)）])?")
_GOALS: Final = frozenset({"goal", "period_goal", "indicators"})
_LADDER: Final = frozenset({"name", "competent_department", "implementing_unit", "group"})
_COLON: Final = regex("[：:]")
_LEADER: Final = regex(r"[.．…·\s]{2,}\d+\Z")  # the page number in a table of contents


class _Run(Struct, frozen=True):
    """Rows of one kind: lines, a budget table, or another table, which may be the goal table or a part of it."""

    kind: _Kind
    start: int
    stop: int


def without_surroundings(grid: Grid) -> tuple[Grid, Grid | None]:
    """The grid without the budget tables beside its goal table, and what was left out; None where that is nothing."""
    runs = list(_runs(grid.rows))
    outside = {index for at, run in enumerate(runs) for index in _outside(grid.rows, runs, at)}
    if not any(grid.rows[index].cells for index in outside):
        return grid, None
    kept = [row for index, row in enumerate(grid.rows) if index not in outside]
    left = [row for index, row in enumerate(grid.rows) if index in outside]
    return structs.replace(grid, rows=tuple(kept)), structs.replace(grid, rows=tuple(left))


def _runs(rows: Sequence[Row]) -> Iterator[_Run]:
    start = 0
    for beside, group in groupby(_beside(rows)):
        stop = start + len(list(group))
        kind: _Kind = "lines" if beside else "budget" if _is_budget(rows[start:stop]) else "table"
        yield _Run(kind, start, stop)
        start = stop


def _beside(rows: Sequence[Row]) -> Iterator[bool]:
    """Whether each row is none of a table: one text, or several of which one is labelled as the lines above a table are.

    Several texts right below a row of a table are one more, whatever they say, and so are the labels of a goal table.
    """
    above = True
    for row in rows:
        texts = [cell.text for cell in row.cells if cell.text.strip()]
        above = len(texts) < 2 or (above and _are_labelled(texts))
        yield above


def _are_labelled(texts: Sequence[str]) -> bool:
    """Whether one of the texts is labelled as the lines above a table are, and none is a label of a goal table."""
    return any(map(_is_labelled, texts)) and not _GOALS & set(map(field_of, texts))


def _is_labelled(text: str) -> bool:
    """Whether a text begins with the label of a line above a table, and a colon, and goes on."""
    found = _COLON.search(text)
    return found is not None and field_of(text[: found.start()], "line") is not None and text[found.end() :].strip(" :：") != ""


def _is_budget(rows: Sequence[Row]) -> bool:
    """Whether a header says what amounts stand below it, and nothing speaks of goals: 科目 | 金额."""
    head = rows[:_HEADER]
    if any(is_summary(row) or _heads_ladder(row) or _speaks_of_goals(row) for row in head):
        return False
    labels = [cell for row in head for cell in row.cells if _MONEY.fullmatch(key_of(cell.text))]
    titled = not any(parse_amount(cell.text) is not None for cell in rows[0].cells)
    return titled and any(_over_amounts(label, rows) for label in labels)


def _speaks_of_goals(row: Row) -> bool:
    """Whether a row labels goals, or indicators by level 3 or by several levels of the taxonomy; one alone may be that of anything: 数量."""
    named = any(field_of(cell.text) in _GOALS or member_of(cell.text) == "name" for cell in row.cells)
    return named or sum(is_level_label(cell.text) for cell in row.cells) > 1


def _heads_ladder(row: Row) -> bool:
    """Whether a row begins with a label of a form: 项目名称 | 甲, 项目资金 | 年初预算数."""
    first = next(cell for cell in row.cells if cell.text.strip())
    return label_in(first) in _LADDER


def _over_amounts(label: Cell, rows: Sequence[Row]) -> bool:
    """Whether all that stands below a label is amounts, and there is one."""
    columns = range(label.column, label.column + label.colspan)
    below = [cell.text for row in rows for cell in row.cells if cell.column in columns and cell.text.strip()]
    first = next((index for index, text in enumerate(below) if parse_amount(text) is not None), None)
    return first is not None and all(parse_amount(text) is not None for text in below[first:])


def _outside(rows: Sequence[Row], runs: Sequence[_Run], at: int) -> range:
    """The rows of a run that are no part of a goal table or of what is said around it."""
    run = runs[at]
    before = runs[at - 1].kind if at else None
    after = runs[at + 1].kind if at + 1 < len(runs) else None
    if run.kind != "lines":
        return range(run.start, run.stop) if run.kind == "budget" else range(0)
    if after == "budget" or (after is None and before == "budget"):
        return range(_past_notes(rows, run) if before == "table" else run.start, run.stop)
    lines = rows[run.start : run.stop]
    if before == "table" or after is None:
        return range(0)
    first = _title(lines)
    if before != "budget" and not _misleads(lines[:first]):
        return range(0)
    return range(run.start, run.start + first)


def _misleads(lines: Sequence[Row]) -> bool:
    """Whether prose stands among the lines before a title, and one that would be taken for title or unit of account."""
    stated = any(heads_form(_text(row)) or _is_labelled(_text(row)) for row in lines)
    return stated and any(_is_prose(row) for row in lines)


def _past_notes(rows: Sequence[Row], run: _Run) -> int:
    """Where the notes below a table end."""
    index = run.start
    while index < run.stop and (not _text(rows[index]) or is_note(_text(rows[index]))):
        index += 1
    return index


def _title(lines: Sequence[Row]) -> int:
    """Where what is said of the table below begins: at the last title of a form, else behind the last prose."""
    titles = [
        index for index, row in enumerate(lines) if heads_form(_text(row)) and not _is_prose(row) and not _is_content(_text(row))
    ]
    if titles:
        return titles[-1]
    return max((index + 1 for index, row in enumerate(lines) if _is_prose(row)), default=0)


def _is_content(text: str) -> bool:
    """Whether a line stands in a table of contents."""
    return text[-1:].isdecimal() and _LEADER.search(text) is not None


def _is_prose(row: Row) -> bool:
    """Whether a row is a sentence of the document: one text without a label of its own, be that in a cell beside it."""
    alone = sum(bool(cell.text.strip()) for cell in row.cells) < 2
    return alone and not _is_labelled(_text(row)) and is_prose(_text(row))


def _text(row: Row) -> str:
    return "".join(cell.text for cell in row.cells).strip()
