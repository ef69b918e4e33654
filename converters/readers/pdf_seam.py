"""The end of a page in a table: which cells at the head of the next page are the rest of cells before it.

Cells that begin in one row and go on as far are one thing, the row that was cut or a span (a project with
the rows of its indicators), and go on together or not at all. What goes on takes with it all that it stands in.
Where the texts do not tell, nothing is put together, and a finding says so.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from msgspec import Struct

from .. import catalogue as kinds
from ..findings import Finding, Kind
from ..language import Words
from .pdf_cells import Cells, Piece
from .pdf_evidence import Column, Verdict, depth, verdict
from .pdf_furniture import LeftOut
from .pdf_whole import Whole

__all__ = ["close"]

_HEADER: Final = Words("重复的表头", "the header that is repeated")
_AGAIN: Final = Words("续页上重复的文字", "texts printed again on the next page")
_FOOT: Final = 3.2  # ems between the last line of one of the texts that were cut and the lower edge of its cell
_SHOWN: Final = 12  # characters of a text that a finding shows
Key: TypeAlias = tuple[int, int]
Fate: TypeAlias = Literal["rest", "new", "unsure", "blank"]


class _Pair(Struct):
    """A cell at the head of a page, the cell over it, and what they say."""

    above: Piece
    below: Piece
    says: Verdict
    opened: bool


def close(whole: Whole, part: Cells, left_out: LeftOut) -> list[Finding]:
    """Adds the part of a table on the next page to what is before it; what could not be told."""
    whole.align(part)
    header = whole.repeats(part)
    seam = _Seam(whole, [piece for piece in part.pieces if piece.row == header], header)
    for piece in part.pieces:
        if piece.row < header:
            left_out.add(_HEADER, [piece.text()], piece.place)
    shift = whole.rows - header - seam.cut
    glued = seam.glue(left_out)
    rest = [piece for piece in part.pieces if piece.row >= header and id(piece) not in glued]
    for piece in rest:
        piece.row += shift
    whole.add(rest)
    whole.ends_at(max(whole.rows, part.rows + shift), rest)
    return seam.doubts


class _Seam:
    """The first row of a part, its cells in pairs with those above them: `sure` the ones that need no other's word, as no rule parts them where others are parted."""

    def __init__(self, whole: Whole, first: list[Piece], header: int) -> None:
        self._whole = whole
        self._row: Key = (whole.rows - 1, 1)
        self._alone: list[Piece] = []
        self._groups: dict[Key, list[_Pair]] = {}
        pairs = [pair for piece in first if (pair := self._paired(piece, header)) is not None]
        closed = any(not pair.opened for pair in pairs)
        self._sure = [pair for pair in pairs if pair.says == "shown" or (pair.opened and closed)]
        for pair in pairs:
            if pair not in self._sure:
                self._groups.setdefault((pair.above.row, pair.below.rowspan), []).append(pair)
        for key, group in self._groups.items():
            self._groups[key] = self._without_marked(group)
        self._fates = self._decided()
        self.cut = self._fates.get(self._row) == "rest"
        self.doubts = self._doubts()

    def _paired(self, piece: Piece, header: int) -> _Pair | None:
        """A cell with the one over it; None where there is none as wide, and it is kept with those that stand alone."""
        above = self._whole.foot.get(piece.column)
        if above is None or above.colspan != piece.colspan:
            self._alone.append(piece)
            return None
        opened = above.open_below and (piece.open_above or header > 0)
        column = self._whole.columns.get((piece.column, piece.colspan), Column())
        return _Pair(above, piece, verdict(above, piece, column, opened), opened)

    def _without_marked(self, group: list[_Pair]) -> list[_Pair]:
        """A group without what a mark says to go on, where other cells begin anew: a span of two rows, one on each page."""
        if not {"marked", "new"} <= {pair.says for pair in group}:
            return group
        self._sure += [pair for pair in group if pair.says not in ("new", "blank")]
        return [pair for pair in group if pair.says in ("new", "blank")]

    def glue(self, left_out: LeftOut) -> set[int]:
        """Puts the cells that go on to those above them; the ids of all that are nothing of their own."""
        glued = {id(piece) for piece in self._alone if self.cut and not piece.lines}
        gone_on = [pair for key, pairs in self._groups.items() if self._fates[key] == "rest" for pair in pairs]
        for pair in (*self._sure, *gone_on):
            glued.add(id(pair.below))
            _join(pair, self.cut, left_out)
        return glued

    def _decided(self) -> dict[Key, Fate]:
        """What becomes of each group."""
        fates = {key: self._fate(key, pairs) for key, pairs in self._groups.items()}
        inner = sorted(fates, key=lambda key: (-key[0], key[1]))
        for key in inner:
            if fates[key] == "rest":
                _take_along(key, fates)
        if fates.get(self._row) == "blank":
            fates[self._row] = self._blank_row(fates)
        for key in reversed(inner):
            if fates[key] == "blank":
                fates[key] = self._blank_span(key, fates)
        return fates

    def _fate(self, key: Key, pairs: list[_Pair]) -> Fate:
        """What the cells of a group say together."""
        says = {pair.says for pair in pairs}
        if key == self._row and any(piece.lines for piece in self._alone):
            says.add("new")
        if "marked" in says:
            return "rest"
        if "new" in says:
            return "unsure" if "rest" in says else "new"
        texts = [pair for pair in pairs if pair.says in ("rest", "maybe")]
        if not texts:
            return "blank"
        if not any(pair.opened or depth(pair.above) <= _FOOT for pair in texts):
            return "new"
        return "rest" if "rest" in says or self._is_odd(pairs, texts) else "unsure"

    def _is_odd(self, pairs: list[_Pair], texts: list[_Pair]) -> bool:
        """Whether no whole row of the table looks as these cells do, or some of them are blank and no rule parts them."""
        if any(pair.opened and pair.above.lines and not pair.below.lines for pair in pairs):
            return True
        columns, filled = ({pair.below.column for pair in some} for some in (pairs, texts))
        return self._whole.looks_like_none(frozenset(columns), frozenset(filled))

    def _blank_row(self, fates: dict[Key, Fate]) -> Fate:
        """A row without texts of its own is a rest where the text of a span goes on beside it."""
        texts = (pair for pairs in self._groups.values() for pair in pairs)
        spans = any(pair.says in ("rest", "maybe") for pair in texts)
        return "rest" if spans and not {"new", "unsure"} & set(fates.values()) else "new"

    def _blank_span(self, key: Key, fates: dict[Key, Fate]) -> Fate:
        """A span goes on blank where it says something and nothing that it stands in begins anew."""
        if key == self._row or any(fates[other] in ("new", "unsure") for other in _around(key, fates)):
            return "new"
        spans = any(pair.above.lines and max(pair.above.rowspan, pair.below.rowspan) > 1 for pair in self._groups[key])
        return "rest" if spans else "new"

    def _doubts(self) -> list[Finding]:
        """What was put together without a mark that says so, and of what the texts do not tell."""
        found: list[Finding] = []
        for fate, kind in (("rest", kinds.CUT_JOINED), ("unsure", kinds.CUT_UNSURE)):
            pairs = [pair for key, pairs in self._groups.items() if self._fates[key] == fate for pair in pairs]
            texts = [pair for pair in pairs if pair.says in ("rest", "maybe") and pair.above.lines]
            if texts and not any(pair.says == "marked" for pair in pairs):
                found.append(_told(kind, texts[0]))
        return found


def _told(kind: Kind, pair: _Pair) -> Finding:
    """A finding that shows the ends of both texts and their places."""
    above, below = f"“…{pair.above.text()[-_SHOWN:]}”", f"“{pair.below.text()[:_SHOWN]}…”"
    return kind.at(pair.below.place, above=_with_place(pair.above, above), below=_with_place(pair.below, below))


def _with_place(piece: Piece, text: str) -> Words:
    """A text and where it stands."""
    return Words(f"{piece.place}{text}", f"{piece.place.within('en')} {text}")


def _around(key: Key, keys: dict[Key, Fate]) -> list[Key]:
    """The groups within which a group stands: those that begin no later and go on no less far."""
    return [other for other in keys if other != key and other[0] <= key[0] and other[1] >= key[1]]


def _take_along(key: Key, fates: dict[Key, Fate]) -> None:
    """What goes on takes all with it that it stands in; unless that begins anew, when nothing is sure."""
    around = _around(key, fates)
    if any(fates[other] == "new" for other in around):
        fates[key] = "unsure"
        return
    for other in around:
        fates[other] = "rest"


def _join(pair: _Pair, cut: bool, left_out: LeftOut) -> None:
    """Puts a cell to the one above it."""
    above, below = pair.above, pair.below
    if pair.says in ("marked", "shown"):
        left_out.add(_AGAIN, [below.text()], below.place)
    else:
        above.lines = above.lines + below.lines
    above.hidden = above.struck = 0
    above.rowspan += below.rowspan - cut
    above.bottom, above.open_below = below.bottom, below.open_below
