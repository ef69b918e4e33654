"""Where a printed sheet begins a new page, so that no merged cell that fits on a page is cut by its end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from ..grid import Grid
from .xlsx_rows import Rows

__all__ = ["page_breaks"]


def page_breaks(grid: Grid, rows: Rows, page: float, head: float) -> list[int]:
    """The physical rows before which a page must end.

    `page` is the height of the printed area, `head` that of the rows repeated on every further page, in points. A sheet
    without merged rows is left to the program, and so is what is together higher than a page. In any other sheet all ends
    are set: a program that shrinks the page would end it elsewhere than was reckoned, and cut a cell further on.
    """
    blocks = list(_blocks(grid, rows, page - head))
    if all(stop - first == 1 for first, stop in blocks):
        return []
    breaks: list[int] = []
    used = 0.0
    for first, stop in blocks:
        heights = rows.heights[first:stop]
        if used + sum(heights) > page >= head + sum(heights):
            breaks.append(first)
            used = head
        for height in heights:
            used = (head if used + height > page else used) + height
    return breaks


def _blocks(grid: Grid, rows: Rows, most: float) -> Iterator[tuple[int, int]]:
    """The physical rows, together where a cell of no more than this height spans them: the first and the one after the last."""
    tops = (0.0, *accumulate(rows.heights))
    last: dict[int, int] = {}
    for number, row in enumerate(grid.rows):
        for span in {cell.rowspan for cell in row.cells}:
            stop = rows.last(number, span) + 1
            if tops[stop] - tops[rows.first[number]] <= most:
                last[number] = max(last.get(number, 0), stop)
    first = stop = 0
    for number in range(len(grid.rows)):
        if rows.first[number] >= stop:
            if stop > first:
                yield first, stop
            first = rows.first[number]
        stop = max(stop, rows.first[number] + 1, last.get(number, 0))
        for single in range(stop, rows.first[number + 1]):  # a row over the limit of a page, in pieces
            yield first, stop
            first, stop = single, single + 1
    if stop > first:
        yield first, stop
