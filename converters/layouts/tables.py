"""Tables below a header row: where in a grid they begin and end, and how they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from ..extensions import joined
from ..grid import Grid, Row
from ..model import GoalTable
from ..reading import Reading, Recorder
from .body import Body, is_line
from .lines import doubt_unit, is_closing, is_note, printed, printed_by, read_lines, read_notes, stands_above, states
from .row_pieces import filled_cells

__all__ = ["FindHeader", "MakeBody", "read_tables"]

FindHeader: TypeAlias = Callable[[Grid, int], int | None]
"""The index of the first header row of a grid from an index on, or None."""
MakeBody: TypeAlias = Callable[[Sequence[Row], Recorder], Body]
"""The body of the table whose rows, header first, are given."""


def read_tables(grid: Grid, find_header: FindHeader, make_body: MakeBody) -> Iterator[Reading]:
    """The readings of the tables of a grid, in order."""
    start, header = 0, find_header(grid, 0)
    while header is not None:
        stop, following = _end(grid, start, header, find_header)
        yield _read_table(grid.rows[start:header], grid.rows[header:stop], make_body)
        start, header = stop, following


def _end(grid: Grid, start: int, header: int, find_header: FindHeader) -> tuple[int, int | None]:
    """Where the table ends, and the header of the one after it; a header with no new title before it goes on."""
    width, before = grid.width, printed(grid.rows[start:header])
    following = find_header(grid, header + 1)
    while following is not None:
        first = following
        while first > header + 1 and (is_line(grid.rows[first - 1], width) or stands_above(grid.rows[first - 1])):
            first -= 1
        while first < following and _is_of_above(grid.rows[first]):
            first += 1
        if _is_new(grid.rows[first:following], before):
            return first, following
        following = find_header(grid, following + 1)
    return len(grid.rows), None


def _is_new(lines: Sequence[Row], before: frozenset[tuple[str, ...]]) -> bool:
    """Whether lines above a header begin a table, and are not the head of its next page: they have a title, and state what was not stated."""
    fresh = [cell.text for row in lines if printed_by(row) not in before for cell in row.cells]
    if any("表" in text for text in fresh):
        return True
    return any("表" in cell.text for row in lines for cell in row.cells) and any(states(text.strip()) for text in fresh)


def _is_of_above(row: Row) -> bool:
    """Whether a line between two tables is blank, or a note of the upper."""
    return all(is_closing(cell.text) for cell in row.cells if cell.text.strip())


def _read_table(before: Sequence[Row], rows: Sequence[Row], make_body: MakeBody) -> Reading:
    recorder = Recorder()
    body = make_body(rows, recorder)
    columns = body.columns
    lines = read_lines(before, columns.labels.values(), recorder)
    body.currency = lines.currency_unit
    width = max(cell.column + cell.colspan for row in rows[: columns.depth] for cell in row.cells)
    heads = printed(before)
    inside, notes = _split_notes(rows[columns.depth :], width)
    for row in inside:
        body.take(row, heads, width)
    read_notes(notes, lines, recorder)
    lines.extensions = joined(lines.extensions, body.extensions)
    table = GoalTable(funding=body.total, units=body.units(), **lines.members())  # type: ignore[arg-type]
    doubt_unit(lines, table, recorder)
    return recorder.reading(table)


def _split_notes(rows: Sequence[Row], width: int) -> tuple[Sequence[Row], Sequence[Row]]:
    """The rows of the table and the notes after it."""
    stop = len(rows)
    while stop and _is_trailing(rows[stop - 1], width):
        stop -= 1
    return rows[:stop], rows[stop:]


def _is_trailing(row: Row, width: int) -> bool:
    filled = filled_cells(row)
    return is_line(row, width) or (filled[0].column == 0 and len(filled) == 1 and is_note(filled[0].text))
