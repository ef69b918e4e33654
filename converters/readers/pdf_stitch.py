"""Tables that go on over several pages become one.

A table goes on where the next page begins with one of the same column edges, and nothing stands between
them but what is printed on other pages too. Its header is dropped where it is printed again; a row cut by
the page's end is put together. Such a row is told by the mark （续）, by the missing rule, or by texts that
break off at the foot of the page and go on at the head of the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Final, TypeAlias

from msgspec import Struct

from .pdf_cells import Beside, Cells, Piece, Sheet
from .pdf_furniture import LeftOut, Repeats, squeezed
from .pdf_text import begins_item, goes_on

__all__ = ["Element", "Whole", "stitch"]

_SAME: Final = 2.0  # points between edges of one column on two pages
_MARKS: Final = ("（续）", "(续)")
_DEEPEST: Final = 6  # rows of a header, at most
_FOOT: Final = 3.2  # ems between the last line of a text that was cut and the lower edge of its cell
_SPARE: Final = 6.0  # the same for the texts beside it, which may end earlier so that an item stays whole


class Whole(Struct):
    """A table with all its pages: the edges of its columns, its rows, its cells in any order.

    `header` is how many of its first rows the second page prints again, and so may each later page.
    """

    edges: list[float]
    rows: int
    pieces: list[Piece]
    header: int = _DEEPEST

    def covering(self) -> dict[int, Piece]:
        """The cells that reach the last row, by column."""
        return {piece.column: piece for piece in self.pieces if piece.row + piece.rowspan == self.rows}


Element: TypeAlias = Whole | Beside


def stitch(sheets: Sequence[Sheet], left_out: LeftOut) -> list[Element]:
    """The tables and the lines beside them in reading order."""
    stitcher = _Stitcher(Repeats(sheets), left_out)
    for sheet in sheets:
        stitcher.take(sheet)
    stitcher.finish()
    return stitcher.elements


class _Stitcher:
    """Goes over the pages; `waiting` are the lines below the last table, which may be the foot of a page."""

    def __init__(self, repeats: Repeats, left_out: LeftOut) -> None:
        self.elements: list[Element] = []
        self._repeats, self._left_out = repeats, left_out
        self._whole: Whole | None = None
        self._waiting: list[Beside] = []
        self._feet: set[str] = set()

    def take(self, sheet: Sheet) -> None:
        """Takes the next page."""
        if not sheet.tables and not sheet.lines:
            return
        tables, lines = sheet.tables, sheet.lines
        if tables and self._whole is not None and self._goes_on(tables[0], sheet.heads()):
            self._feet.update(map(_text, self._waiting))
            self._drop("每页重复的页脚", self._waiting)
            self._drop("每页重复的页首文字", sheet.heads())
            _Seam(self._whole, tables[0], self._left_out).close()
            tables, lines = tables[1:], [line for line in lines if line.base >= tables[0].top]
            self._waiting = []
        self.finish()
        for table in tables:
            self.elements += (line for line in lines if line.base < table.top)
            lines = [line for line in lines if line.base >= table.top]
            self._whole = Whole(table.edges, table.rows, table.pieces)
            self.elements.append(self._whole)
        self._waiting = lines
        if not sheet.tables:
            self.finish()
            self._whole = None

    def finish(self) -> None:
        """Gives out the lines that stand below the last table."""
        for line in self._waiting:
            if _text(line) in self._feet and self._repeats.at_foot(line):
                self._drop("每页重复的页脚", [line])
            else:
                self.elements.append(line)
        self._waiting = []

    def _goes_on(self, table: Cells, heads: list[Beside]) -> bool:
        """Whether the last table goes on with this one, the first of the next page."""
        assert self._whole is not None
        return (
            _columns(self._whole.edges, table.edges) is not None
            and all(map(self._repeats.at_foot, self._waiting))
            and all(map(self._repeats.at_head, heads))
        )

    def _drop(self, what: str, lines: Sequence[Beside]) -> None:
        for line in lines:
            self._left_out.add(what, (part.text for part in line.parts), line.place)


def _text(line: Beside) -> str:
    return squeezed("".join(part.text for part in line.parts))


def _columns(edges: list[float], others: list[float]) -> tuple[list[float], list[int], list[int]] | None:
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


class _Seam:
    """Puts the part of a table on the next page to the whole before it."""

    def __init__(self, whole: Whole, part: Cells, left_out: LeftOut) -> None:
        found = _columns(whole.edges, part.edges)
        assert found is not None  # asked before
        whole.edges = found[0]
        _moved(whole.pieces, found[1])
        _moved(part.pieces, found[2])
        self._whole, self._part, self._left_out = whole, part, left_out
        self._above = whole.covering()

    def close(self) -> None:
        """Adds the rows of the part."""
        header = self._repeated()
        first = [piece for piece in self._part.pieces if piece.row == header]
        opened = [piece for piece in first if self._is_open(piece, header)]
        marked = [piece for piece in first if self._is_marked(piece)]
        rest = [piece for piece in first if piece.lines and piece not in marked]
        goes_on = self._row_goes_on(opened, marked, rest)
        if len(opened) == len(first) and not goes_on:
            opened = []  # this program never closes a page
        shift = self._whole.rows - header - goes_on
        for piece in self._part.pieces:
            if piece.row < header:
                self._left_out.add("重复的表头", [piece.text()], piece.place)
            elif piece.row > header or not self._glued(piece, piece in marked, goes_on or piece in opened, goes_on, rest):
                piece.row += shift
                self._whole.pieces.append(piece)
        self._whole.rows = max(self._whole.rows, self._part.rows + shift)

    def _repeated(self) -> int:
        """How many rows of the part print the whole's header again."""
        ours, theirs = _signatures(self._whole.pieces), _signatures(self._part.pieces)
        same = takewhile(lambda row: row in ours and ours[row] == theirs.get(row), range(self._whole.header))
        self._whole.header = sum(1 for _ in same)
        return self._whole.header

    def _over(self, piece: Piece) -> Piece | None:
        """The cell of the whole's last row that stands over a cell in the same columns."""
        above = self._above.get(piece.column)
        return above if above is not None and above.colspan == piece.colspan else None

    def _is_marked(self, piece: Piece) -> bool:
        """Whether a cell says with a mark that it prints the one above again."""
        above = self._over(piece)
        if above is None or not above.lines or not piece.lines:
            return False
        text = squeezed(above.text())
        return any(squeezed(piece.text()) == text + mark for mark in _MARKS)

    def _row_goes_on(self, opened: list[Piece], marked: list[Piece], rest: list[Piece]) -> bool:
        """Whether the first row of the part is the rest of the whole's last row."""
        if any(piece.rowspan == 1 and self._above[piece.column].rowspan == 1 for piece in marked):
            return True
        named = [piece for piece in rest if piece.column == 0]
        if opened:
            return all(piece in opened for piece in rest) and all(map(self._is_rest, named))
        if not rest or not all(map(self._breaks_off, rest)) or not any(self._depth(piece) <= _FOOT for piece in rest):
            return False
        return all(self._depth(piece) <= _SPARE for piece in rest) and len(rest) > len(named)

    def _is_open(self, piece: Piece, header: int) -> bool:
        """Whether no rule parts a cell from the one above it."""
        above = self._over(piece)
        return above is not None and above.open_below and (piece.open_above or header > 0)

    def _is_rest(self, piece: Piece) -> bool:
        """Whether a text can be the rest of the one over it, or all of it."""
        above = self._over(piece)
        return self._breaks_off(piece) or (above is not None and not above.lines)

    def _breaks_off(self, piece: Piece) -> bool:
        """Whether the text over a cell breaks off, so that this can be its rest."""
        above = self._over(piece)
        if above is None or not above.lines:
            return False
        return begins_item(piece.lines[0]) or goes_on(above.lines[-1], piece.lines[0], above.limit)

    def _depth(self, piece: Piece) -> float:
        """How deep below the last line of the text over a cell its lower edge is, in ems."""
        above = self._over(piece)
        assert above is not None  # it breaks off
        return (above.bottom - above.lines[-1].base) / above.lines[-1].size

    def _glued(self, piece: Piece, marked: bool, cut: bool, same_row: bool, rest: list[Piece]) -> bool:
        """Puts a cell to the one above it, if it is a part of that: `cut` from it, or a blank rest of its span."""
        above = self._over(piece)
        if above is None:
            return same_row and not piece.lines
        if not cut and not marked and (piece.lines or not self._spans_on(piece, above, rest)):
            return False
        if marked:
            self._left_out.add("续表中重复的名称", [piece.text()], piece.place)
        else:
            above.lines = above.lines + piece.lines
        above.rowspan += piece.rowspan - same_row
        above.bottom, above.open_below = piece.bottom, piece.open_below
        return True

    def _spans_on(self, piece: Piece, above: Piece, rest: list[Piece]) -> bool:
        """Whether a blank cell is the rest of a span: one of the two spans rows, and no span above ends here."""
        ended = (self._over(other) for other in rest)
        return (
            bool(above.lines) and max(above.rowspan, piece.rowspan) > 1 and not any(cell and cell.rowspan > 1 for cell in ended)
        )


def _signatures(pieces: Sequence[Piece]) -> dict[int, dict[tuple[int, int, int], str]]:
    """What the first rows of a table look like: column and spans of each cell → text; rows without text are left out."""
    found: dict[int, dict[tuple[int, int, int], str]] = {}
    for piece in pieces:
        if piece.row < _DEEPEST:
            found.setdefault(piece.row, {})[piece.column, piece.colspan, piece.rowspan] = squeezed(piece.text())
    return {row: cells for row, cells in found.items() if any(cells.values())}
