"""Tables that go on over several pages become one.

A table goes on where the next page begins with one of the same column edges, and nothing stands between
them but what is printed on other pages too. `pdf_seam` puts the two parts together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from ..findings import Finding
from ..language import Words
from .pdf_cells import Beside, Cells, Sheet
from .pdf_furniture import LeftOut, Repeats, squeezed
from .pdf_seam import close
from .pdf_whole import Whole, begin, places_of

__all__ = ["Element", "stitch"]

_FEET: Final = Words("每页重复的页脚", "feet of pages that are repeated")
_HEADS: Final = Words("每页重复的页首文字", "heads of pages that are repeated")
Element: TypeAlias = Whole | Beside


def stitch(sheets: Sequence[Sheet], left_out: LeftOut) -> tuple[list[Element], list[Finding]]:
    """The tables and the lines beside them in reading order, and where it could not be told what belongs together."""
    stitcher = _Stitcher(Repeats(sheets), left_out)
    for sheet in sheets:
        stitcher.take(sheet)
    stitcher.finish()
    return stitcher.elements, stitcher.doubts


class _Stitcher:
    """Goes over the pages; `waiting` are the lines below the last table, which may be the foot of a page."""

    def __init__(self, repeats: Repeats, left_out: LeftOut) -> None:
        self.elements: list[Element] = []
        self.doubts: list[Finding] = []
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
            self._drop(_FEET, self._waiting)
            self._drop(_HEADS, sheet.heads())
            self.doubts += close(self._whole, tables[0], self._left_out)
            tables, lines = tables[1:], [line for line in lines if line.base >= tables[0].top]
            self._waiting = []
        self.finish()
        for table in tables:
            self.elements += (line for line in lines if line.base < table.top)
            lines = [line for line in lines if line.base >= table.top]
            self._whole = begin(table)
            self.elements.append(self._whole)
        self._waiting = lines
        if not sheet.tables:
            self.finish()
            self._whole = None

    def finish(self) -> None:
        """Gives out the lines that stand below the last table."""
        for line in self._waiting:
            if _text(line) in self._feet and self._repeats.at_foot(line):
                self._drop(_FEET, [line])
            else:
                self.elements.append(line)
        self._waiting = []

    def _goes_on(self, table: Cells, heads: list[Beside]) -> bool:
        """Whether the last table goes on with this one, the first of the next page."""
        assert self._whole is not None
        return (
            places_of(self._whole.edges, table.edges) is not None
            and all(map(self._repeats.at_foot, self._waiting))
            and all(map(self._repeats.at_head, heads))
        )

    def _drop(self, what: Words, lines: Sequence[Beside]) -> None:
        for line in lines:
            self._left_out.add(what, (part.text for part in line.parts), line.place)


def _text(line: Beside) -> str:
    return squeezed("".join(part.text for part in line.parts))
