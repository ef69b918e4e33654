"""Rows of a table with no rule between them: what was read as one cell, and was several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Final

from .. import catalogue as kinds
from ..amounts import parse_amount
from ..findings import Finding
from .pdf_cells import Piece
from .pdf_text import begins_item, goes_on

__all__ = ["unruled"]

_LEVEL: Final = 2.0  # points between base lines of one row
_SURE: Final = 3  # lines side by side that are no chance; of amounts two are enough
_SAMPLE: Final = 40


def unruled(pieces: Iterable[Piece]) -> Iterator[Finding]:
    """A finding for each row, below the first, in which two cells or more have broken lines side by side that nothing broke."""
    for _, group in groupby(sorted(pieces, key=attrgetter("row", "column")), attrgetter("row")):
        stacked = [piece for piece in group if piece.place.row > 1 and _is_stacked(piece)]
        count = len(stacked[0].lines) if stacked else 0
        level = [piece for piece in stacked if _are_level(stacked[0], piece)]
        if len(level) > 1 and (count >= _SURE or any(map(_are_amounts, level))):
            yield kinds.ROWS_UNRULED.at(level[0].place, count=count, text=level[0].text()[:_SAMPLE])


def _is_stacked(piece: Piece) -> bool:
    """Whether a cell holds lines each of which had room for the next one's beginning, and which are no numbered items."""
    lines = piece.lines
    return len(lines) > 1 and not any(goes_on(*pair, piece.limit) or begins_item(pair[1]) for pair in pairwise(lines))


def _are_level(piece: Piece, other: Piece) -> bool:
    bases = zip(piece.lines, other.lines, strict=False)
    return len(piece.lines) == len(other.lines) and all(abs(ours.base - theirs.base) < _LEVEL for ours, theirs in bases)


def _are_amounts(piece: Piece) -> bool:
    return all(parse_amount(line.text) is not None for line in piece.lines)
