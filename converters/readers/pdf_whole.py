"""A table with all its pages, as far as they were put together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Final, TypeAlias

from msgspec import Struct

from .pdf_cells import Cells, Piece
from .pdf_evidence import Column
from .pdf_furniture import squeezed

__all__ = ["Whole", "begin", "places_of"]

_SAME: Final = 2.0  # points between edges of one column on two pages
_DEEPEST: Final = 6  # rows of a header, at most
_FEW: Final = 2  # rows that say what rows look like
Row: TypeAlias = dict[tuple[int, int, int], str]
Look: TypeAlias = tuple[frozenset[int], frozenset[int]]


class Whole(Struct):
    """A table with all its pages: the edges of its columns, its rows, its cells in any order.

    `foot` are the cells that reach the last row, by column; `columns` is what is known of the texts in each
    column, by where it begins and how far it goes; `looks` counts rows by the columns that have cells of that row, and those
    that have text; `head` are its first rows, `header` is how many of them the
    first page that does so prints again, and so may each later page.
    """

    edges: list[float]
    rows: int
    pieces: list[Piece]
    foot: dict[int, Piece]
    columns: dict[tuple[int, int], Column]
    looks: dict[Look, int]
    head: dict[int, Row]
    header: int = 0

    def add(self, pieces: Sequence[Piece]) -> None:
        """Adds new cells, whose rows are counted as the table's."""
        self.pieces += pieces
        rows: dict[int, tuple[set[int], set[int]]] = {}
        for piece in pieces:
            columns, filled = rows.setdefault(piece.row, (set(), set()))
            columns.add(piece.column)
            if piece.lines:
                filled.add(piece.column)
                self.columns.setdefault((piece.column, piece.colspan), Column()).take(squeezed(piece.text()))
        for columns, filled in rows.values():
            look = frozenset(columns), frozenset(filled)
            self.looks[look] = self.looks.get(look, 0) + 1

    def looks_like_none(self, columns: frozenset[int], filled: frozenset[int]) -> bool:
        """Whether no row has text in just the `filled` ones of these `columns`."""
        found = [(look, count) for look, count in self.looks.items() if columns <= look[0]]
        return sum(count for _, count in found) >= _FEW and not any(look[1] & columns == filled for look, _ in found)

    def ends_at(self, rows: int, pieces: Sequence[Piece]) -> None:
        """Takes down how many rows there are, and which of the last part's cells, and of those before, reach the last."""
        self.rows = rows
        found = [*self.foot.values(), *pieces]
        self.foot = {piece.column: piece for piece in found if piece.row + piece.rowspan == rows}

    def repeats(self, part: Cells) -> int:
        """How many rows of a part on a later page print the header again."""
        theirs = _first_rows(part.pieces)
        deepest = self.header or _DEEPEST
        same = takewhile(lambda row: row in self.head and self.head[row] == theirs.get(row), range(deepest))
        repeated = sum(1 for _ in same)
        self.header = self.header or repeated
        return repeated

    def align(self, part: Cells) -> None:
        """Counts the columns of both anew where one of the two shows more of them."""
        found = places_of(self.edges, part.edges)
        assert found is not None  # asked before
        edges, ours, theirs = found
        _moved(part.pieces, theirs)
        if len(edges) > len(self.edges):
            _moved(self.pieces, ours)
            whole = begin(Cells(edges, self.rows, self.pieces, 0.0))
            self.foot, self.columns, self.looks, self.head = whole.foot, whole.columns, whole.looks, whole.head
        self.edges = edges


def begin(part: Cells) -> Whole:
    """The table that begins with this part."""
    whole = Whole(part.edges, part.rows, [], {}, {}, {}, _first_rows(part.pieces))
    whole.add(part.pieces)
    whole.ends_at(part.rows, part.pieces)
    return whole


def places_of(edges: list[float], others: list[float]) -> tuple[list[float], list[int], list[int]] | None:
    """The edges of both, and where those of each are among them; None where they are not the same columns."""
    more, fewer = (edges, others) if len(edges) >= len(others) else (others, edges)
    places = [min(range(len(more)), key=lambda index, edge=edge: abs(more[index] - edge)) for edge in fewer]  # type: ignore[misc]
    if places[-1] != len(more) - 1 or len(set(places)) < len(places):
        return None
    if any(abs(more[place] - edge) > _SAME for place, edge in zip(places, fewer, strict=True)):
        return None
    all_of_them = list(range(len(more)))
    return (more, all_of_them, places) if more is edges else (more, places, all_of_them)


def _moved(pieces: Sequence[Piece], places: list[int]) -> None:
    """Counts the columns of cells anew."""
    for piece in pieces:
        stop = places[piece.column + piece.colspan]
        piece.column = places[piece.column]
        piece.colspan = stop - piece.column


def _first_rows(pieces: Sequence[Piece]) -> dict[int, Row]:
    """The first rows of a table: column and spans of each cell → text; rows without text are left out."""
    found: dict[int, Row] = {}
    for piece in pieces:
        if piece.row < _DEEPEST:
            found.setdefault(piece.row, {})[piece.column, piece.colspan, piece.rowspan] = squeezed(piece.text())
    return {row: cells for row, cells in found.items() if any(cells.values())}
