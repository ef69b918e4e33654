"""Amounts of one column stand with their decimal points under one another, however many digits each declares (小数点对齐).

A declared text is never filled up with zeros: each amount is told what it lacks behind the point, and a writer leaves as much
room free.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from .grid import Cell, Grid, Row
from .patterns import regex

__all__ = ["points_aligned"]

_FIGURE: Final = regex(r"[+-]?\d[\d,]*(\.\d+)?", re.ASCII)


def points_aligned(grid: Grid) -> Grid:
    """The grid, with `lacking` set in the amounts that have fewer decimals than others with the same right edge."""
    longest: dict[int, int] = {}
    shortest: dict[int, int] = {}
    for edge, length in _tails(grid):
        longest[edge] = max(longest.get(edge, 0), length)
        shortest[edge] = min(shortest.get(edge, length), length)
    uneven = {edge: length for edge, length in longest.items() if shortest[edge] < length}
    if not uneven:
        return grid
    return replace(grid, rows=tuple(_filled(row, uneven) for row in grid.rows))


def _tails(grid: Grid) -> Iterator[tuple[int, int]]:
    """For each amount its right edge, and the characters of its point and decimals."""
    for row in grid.rows:
        for cell in row.cells:
            if (tail := _tail(cell)) is not None:
                yield cell.column + cell.colspan, len(tail)


def _tail(cell: Cell) -> str | None:
    """The point and the decimals of an amount; None where the cell is no figure."""
    figure = _FIGURE.fullmatch(cell.text) if cell.role == "amount" else None
    return None if figure is None else figure[1] or ""


def _filled(row: Row, uneven: dict[int, int]) -> Row:
    """A row whose amounts know what they lack."""
    return replace(row, cells=tuple(_told(cell, uneven.get(cell.column + cell.colspan, 0)) for cell in row.cells))


def _told(cell: Cell, length: int) -> Cell:
    tail = _tail(cell) if length else None
    if tail is None or len(tail) >= length:
        return cell
    return replace(cell, lacking=("." + "0" * (length - 1))[len(tail) :])
