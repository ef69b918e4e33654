"""Bookmarks: one for each grid, and below it one for each unit in its rows (ISO 32000-1 §12.3.3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..grid import Grid, Row
from .pdf_flows import Piece
from .pdf_objects import File, Reference, array, dictionary, string

__all__ = ["Outline"]


class _Entry:
    """A bookmark: its words, where it leads, and what stands below it."""

    def __init__(self, words: str) -> None:
        self.words = " ".join(words.split())
        self.page, self.top = 0, 0.0
        self.below: dict[int, _Entry] = {}


class Outline:
    """The bookmarks of one document; grids and pages are told in the order in which they are drawn."""

    def __init__(self) -> None:
        self._entries: list[_Entry] = []
        self._wanted: dict[int, _Entry] = {}
        self._pages = 0

    def begin(self, grid: Grid) -> None:
        """The pages that follow show this grid."""
        entry = _Entry(_title(grid))
        entry.page = self._pages
        units = ((index, _Entry(_name(row))) for index, row in enumerate(grid.rows) if row.role == "unit")
        entry.below = {index: unit for index, unit in units if unit.words}
        self._wanted = dict(entry.below)
        self._entries.append(entry)

    def turn(self, pieces: Iterable[Piece]) -> None:
        """A page with these pieces."""
        if self._wanted:
            for piece in pieces:
                entry = self._wanted.pop(piece.flow.row, None)
                if entry is not None:
                    entry.page, entry.top = self._pages, piece.top
        self._pages += 1

    def write(self, file: File, pages: Sequence[Reference], height: float) -> Reference | None:
        """The root of the bookmarks on pages of this height; None where there are none."""
        entries = [entry for entry in self._entries if entry.words]
        if not entries:
            return None
        root = file.reserve()
        file.put(root, dictionary(Type="/Outlines", **_level(file, root, entries, pages, height)))
        return root


def _level(file: File, parent: Reference, entries: list[_Entry], pages: Sequence[Reference], height: float) -> dict[str, object]:
    """Writes the bookmarks below one; what its dictionary says of them."""
    if not entries:
        return {}
    references = [file.reserve() for _ in entries]
    count = len(entries)
    for place, (reference, entry) in enumerate(zip(references, entries, strict=True)):
        below = _level(file, reference, list(entry.below.values()), pages, height)
        beside = {"Prev": references[place - 1]} if place else {}
        if place + 1 < len(entries):
            beside["Next"] = references[place + 1]
        target = array((pages[entry.page], "/XYZ", 0, f"{height - entry.top:.2f}", "null"))
        file.put(reference, dictionary(Title=string(entry.words), Parent=parent, Dest=target, **beside, **below))
        count += len(entry.below)
    return {"First": references[0], "Last": references[-1], "Count": count}


def _title(grid: Grid) -> str:
    """What a grid is about: the name in a form, above the header of its indicators; else its title."""
    for row in grid.rows:
        if row.role == "header":
            break
        if row.role == "body" and (name := _name(row, "")):
            return name
    titles = (cell.text for row in grid.rows if row.role == "title" for cell in row.cells)
    return next(filter(None, (*titles, grid.name)), "")


def _name(row: Row, otherwise: str | None = None) -> str:
    """The name in a row; where no cell is one, the first text of the row unless another is given."""
    names = (cell.text for cell in row.cells if cell.role == "name")
    texts = (cell.text for cell in row.cells if cell.text) if otherwise is None else (otherwise,)
    return next(filter(None, (*names, *texts)), "")
