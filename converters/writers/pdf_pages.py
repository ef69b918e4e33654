"""Pages: where each row of a grid goes, and how a row is split that no page can hold.

The header is repeated on each page of its table. A row, or rows tied by a vertical span, move to the next
page when they are shorter than half a page and do not fit; a taller one is split between lines, each
piece closed by rules, the text of the grid's `continued` column repeated with （续）. A unit's row stays
with the row after it. Sizes are in points; the vertical axis runs down the page.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from ... import templates
from .. import catalogue as kinds
from ..errors import UnwritableError
from ..grid import Grid, Row
from ..language import Words
from .pdf_flows import MILLIMETRE, RULED, Flow, Piece, Setter

__all__ = ["Paginator"]

_TIED_UNITS = 3  # rows of units, one under the other, that stay with the row after them
_TOLERANCE = 0.01


class _Rows:
    """The rows of a grid, each measured once, and what of them must stay on one page."""

    def __init__(self, grid: Grid, setter: Setter) -> None:
        self.rows = grid.rows
        self.half = math.inf
        self._keys = grid.continued
        self._setter = setter
        self._sections = _sections(grid.rows)
        self._measured: dict[int, list[Flow]] = {}
        self._spread: dict[int, float] = {}

    def flows(self, index: int) -> list[Flow]:
        """The flows of a row."""
        if index not in self._measured:
            self._measured[index] = flows = self._setter.flows(self.rows[index])
            for flow in flows:
                flow.row = index
                flow.last = min(index + flow.cell.rowspan - 1, self._sections[index])
        return self._measured[index]

    def take(self, index: int) -> list[Flow]:
        """The flows of a row that is placed now."""
        flows = self.flows(index)
        del self._measured[index]
        return flows

    def ruled(self, index: int) -> bool:
        """Whether the row exists and belongs to a table, below its header."""
        return index < len(self.rows) and self.rows[index].role in RULED and self.rows[index].role != "header"

    def kept(self, index: int) -> float:
        """The height that must stay on one page from a row on."""
        heads = 0.0
        for _ in range(_TIED_UNITS):
            if self.rows[index].role != "unit" or not self.ruled(index + 1):
                break
            heads += self._natural(index)
            index += 1
        return heads + self._tied(index) + self._ending(index)

    def _ending(self, index: int) -> float:
        """What must stay with a row near the end of its table: neither the last row nor a note stands on a page by itself."""
        last = self._sections[index]
        if index < last - 1 or any(flow.last > index for flow in self.flows(index)):
            return 0.0
        height = self._natural(last) if index < last else 0.0
        if last + 1 < len(self.rows) and self.rows[last + 1].role == "note":
            height += max((flow.height for flow in self.flows(last + 1)), default=0.0)
        return height if self._natural(index) + height <= self.half else 0.0

    def _tied(self, index: int) -> float:
        """The height of the rows that vertical spans tie to a row, as far as it is no more than half a page."""
        total, row, end = 0.0, index, index
        while row <= end:
            total += self._natural(row)
            if total > self.half:
                return self._start(index) if row == index else self._natural(index)
            end = max(end, *(flow.last for flow in self.flows(row)), row)
            row += 1
        return total

    def _own(self, index: int) -> list[Flow]:
        return [flow for flow in self.flows(index) if flow.last == index]

    def _natural(self, index: int) -> float:
        """The height of the row's text, vertical spans aside."""
        return max([self.least(index), *(flow.height for flow in self._own(index))])

    def least(self, index: int) -> float:
        """The least height of a row: the template's, or more where a span reaches over it."""
        return max(self._setter.least, self._spread.get(index, 0.0))

    def spread(self, index: int) -> None:
        """Gives to the rows under each span from a row what they lack for its text, evenly, and not all to the last."""
        for flow in self.flows(index):
            rows = range(index, flow.last + 1)
            if len(rows) > 1 and flow.height <= self.half:
                heights = [self._natural(row) for row in rows]
                lacking = (flow.height - sum(heights)) / len(rows)
                if lacking > 0:
                    self._spread |= {row: height + lacking for row, height in zip(rows, heights, strict=True)}

    def _start(self, index: int) -> float:
        """The least of a long row that may stand at the foot of a page: its name, and two lines of the rest."""
        least = [
            flow.height - (0 if flow.cell.column == self._keys else max(0, len(flow.lines) - 2) * flow.pitch)
            for flow in self._own(index)
        ]
        return min(max(least, default=0.0), self.half)


def _sections(rows: Sequence[Row]) -> list[int]:
    """For each row, the last row that a vertical span from it may reach: of its header, or of its table."""
    ends: list[int] = []
    for index in range(len(rows) - 1, -1, -1):
        later = rows[index + 1].role if ends else None
        same = later in RULED and rows[index].role in RULED and (later == "header") == (rows[index].role == "header")
        ends.append(ends[-1] if same else index)
    return ends[::-1]


class Paginator:
    """Distributes the rows of one grid over pages."""

    def __init__(self, grid: Grid, template: templates.Template, setter: Setter) -> None:
        """`setter` measures with the columns of the grid."""
        self._rows = _Rows(grid, setter)
        self._keys = grid.continued
        self._mark = template.continued
        self._setter = setter
        self._head = template.page.top * MILLIMETRE
        self._foot = (template.page.height - template.page.bottom) * MILLIMETRE
        self._header: list[Piece] = []
        self._header_height = 0.0
        self._open: list[Flow] = []
        self._page: list[Piece] = []
        self._done: list[list[Piece]] = []
        self._y = self._head
        self._fresh = True
        self._line: Flow | None = None
        self._forget_header()

    def pages(self) -> Iterator[list[Piece]]:
        """The pages, each as the pieces of cells it shows; raises `UnwritableError` where they cannot be laid out."""
        index = 0
        while index < len(self._rows.rows):
            if self._rows.rows[index].role == "header":
                index = self._place_header(index)
            elif self._rows.ruled(index):
                self._place_row(index)
                index += 1
            else:
                self._place_text(index)
                index += 1
            yield from self._done
            self._done.clear()
        yield self._page

    def _turn(self) -> None:
        """Ends the page: closes the spans that go on, and begins the next one with the header."""
        for place, flow in enumerate(self._open):
            if flow.top < self._y:
                self._page.append(flow.piece(flow.top, self._y - flow.top, flow.parting(self._y - flow.top)))
                self._open[place] = flow.continued(self._mark, self._keys)
        self._done.append(self._page)
        self._page, self._y, self._fresh = [], self._head, True
        self._repeat_header()
        for flow in self._open:
            flow.top = self._y

    def _forget_header(self) -> None:
        self._header, self._header_height = [], 0.0
        self._rows.half = (self._foot - self._head) / 2

    def _repeat_header(self) -> None:
        self._page.extend(piece._replace(top=piece.top + self._y) for piece in self._header)
        self._y += self._header_height

    def _place_header(self, index: int) -> int:
        """Places a block of header rows, to be repeated on each page; gives the row after it."""
        page, y, foot = self._page, self._y, self._foot
        self._page, self._y, self._foot = [], 0.0, math.inf
        while index < len(self._rows.rows) and self._rows.rows[index].role == "header":
            self._place_row(index)
            index += 1
        header, height = self._page, self._y
        self._page, self._y, self._foot = page, y, foot
        self._forget_header()
        self._rows.half -= height / 2
        if self._rows.half < (foot - self._head) / 8:
            raise UnwritableError(
                kinds.LAYOUT_LIMIT,
                reason=Words("表头太高, 一页放不下表的内容", "the header is so high that no row fits on a page"),
            )
        follows = self._rows.kept(index) if self._rows.ruled(index) else 0.0
        if self._y + height + follows > foot and self._page:
            self._turn()
        self._header, self._header_height = header, height
        self._fresh = not self._page
        self._repeat_header()
        return index

    def _place_row(self, index: int) -> None:
        """Places a row of a table, on several pages if need be."""
        self._rows.spread(index)
        if self._rows.kept(index) > self._foot - self._y + _TOLERANCE and not self._fresh:
            self._turn()
        flows = self._rows.take(index)
        flows += self._holes(index, flows)
        own = [flow for flow in flows if flow.last <= index]
        for flow in flows:
            if flow.last > index:
                flow.top = self._y
                self._open.append(flow)
        while (height := self._height(index, own)) > self._foot - self._y + _TOLERANCE:
            self._split(own)
            own = [flow.continued(self._mark, self._keys) for flow in own]
        self._place(own, height)
        self._close(index)

    def _holes(self, index: int, flows: Sequence[Flow]) -> list[Flow]:
        """Flows for the positions that no cell covers, so that their rules are drawn."""
        covered = [flow.cell for flow in (*flows, *self._open)]
        if sum(cell.colspan for cell in covered) == self._setter.count:
            return []
        columns = {column for cell in covered for column in range(cell.column, cell.column + cell.colspan)}
        row, count = self._rows.rows[index], self._setter.count
        blanks = [self._setter.blank(row, column) for column in range(count) if column not in columns]
        for flow in blanks:
            flow.row = flow.last = index
        return blanks

    def _height(self, index: int, own: Sequence[Flow]) -> float:
        """The height of a row with what is left of its cells and of the spans that end with it."""
        room = self._foot - self._y
        needs = [(flow, flow.height) for flow in own]
        needs += [(flow, flow.height - (self._y - flow.top)) for flow in self._open if flow.last == index]
        heights = [min(need, room) if flow.repeated else need for flow, need in needs]
        return max([min(self._rows.least(index), room), *heights])

    def _split(self, own: Sequence[Flow]) -> None:
        """Fills the page with lines of a row that goes on, and ends it."""
        room = self._foot - self._y
        counts = [flow.parting(room) for flow in own]
        if self._fresh and any(flow.pitch + 2 * flow.padding[1] > room for flow in (*own, *self._open)):
            raise UnwritableError(
                kinds.LAYOUT_LIMIT, reason=Words("页面太矮, 放不下一行字", "the page is too low for a line of text")
            )
        tallest = max((count * flow.pitch + 2 * flow.padding[1] for flow, count in zip(own, counts, strict=True)), default=0.0)
        height = tallest if any(flow.height > room and not flow.repeated for flow in own) else room
        self._page.extend(flow.piece(self._y, height, count) for flow, count in zip(own, counts, strict=True))
        self._y += height
        self._turn()

    def _place(self, own: Sequence[Flow], height: float) -> None:
        """Places all that is left of a row."""
        self._page.extend(flow.piece(self._y, height, flow.closing(height)) for flow in own)
        self._y += height
        self._fresh = False

    def _close(self, index: int) -> None:
        """Places the spans that end with a row."""
        for flow in self._open:
            if flow.last == index:
                room = self._y - flow.top
                self._page.append(flow.piece(flow.top, room, flow.closing(room)))
        self._open = [flow for flow in self._open if flow.last > index]

    def _place_text(self, index: int) -> None:
        """Places a row outside the table: a title, a line, a note; the unit of account beside a short line."""
        self._forget_header()
        flows = self._rows.take(index)
        self._line = self._beside(index, flows)
        while (height := max((flow.height for flow in flows), default=0.0)) > self._foot - self._y + _TOLERANCE:
            if self._fresh or height > self._rows.half:
                self._split(flows)
            else:
                self._turn()
        self._place(flows, height)

    def _beside(self, index: int, flows: Sequence[Flow]) -> Flow | None:
        """Goes back up beside a short line where a unit of account fits; the line by which the next one may stand."""
        flow = flows[0] if len(flows) == 1 and len(flows[0].lines) == 1 else None
        role, line = self._rows.rows[index].role, self._line
        if role == "unit_line" and flow and line and not self._fresh:
            words = line.extent(line.lines[0].text) + flow.extent(flow.lines[0].text)
            if words + 2 * flow.size < flow.width:
                self._y -= line.pitch + 2 * line.padding[1]
        return flow if role == "line" else None
