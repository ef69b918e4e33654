"""Flows: the text of each cell broken into lines, on its way over the pages.

All sizes are in points; the vertical axis runs down the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

from msgspec.structs import replace

from ... import templates
from .. import catalogue as kinds
from ..balance import balanced
from ..errors import UnwritableError
from ..grid import Cell, Row, RowRole
from ..language import Words
from ..typeset import break_lines
from .pdf_fonts import Chain, Faces

__all__ = ["MILLIMETRE", "Flow", "Line", "Piece", "Setter"]

MILLIMETRE = 72 / 25.4
RULED: frozenset[RowRole] = frozenset({"header", "total", "unit", "body"})
_LEAST_SCALE = 0.6  # how far an amount may shrink before it is broken
_HANGING_ROOM = 6  # ems that a column must have for the later lines of an item to stand in
_WHOLE_ITEM = 3  # lines of an item that go to the next page rather than be parted from their rest
_LONGEST_NAME, _LONGEST_TEXT = 12, 4  # lines of a name, and of another text, that is repeated where its cell continues
_DIGITS = "0123456789"
_GUTTER = 2  # ems between two texts side by side without a rule between them
_TOLERANCE = 0.01
Valign: TypeAlias = Literal["top", "middle", "bottom"]


class Line(NamedTuple):
    """One line, and by how much it stands in."""

    text: str
    indent: float


class Piece(NamedTuple):
    """What a page shows of a cell: a box and the lines in it."""

    left: float
    top: float
    width: float
    height: float
    flow: Flow
    lines: list[Line]
    valign: Valign


class Flow:
    """The text of a cell as lines, of which the first `printed` are on a page already.

    `row` is the row of its grid it stands in, `last` the row that a vertical span ends with, `top` where it begins on this page.
    `repeated` marks a text that was printed in full on an earlier page.
    """

    __slots__ = (
        "cell",
        "chain",
        "last",
        "left",
        "lines",
        "padding",
        "pitch",
        "printed",
        "repeated",
        "row",
        "ruled",
        "size",
        "style",
        "top",
        "width",
        "words",
    )

    def __init__(
        self,
        cell: Cell,
        style: templates.Style,
        chain: Chain,
        left: float,
        width: float,
        padding: tuple[float, float],
        words: tuple[str, ...],
        ruled: bool = True,
    ) -> None:
        """`padding` is beside and above the text; `words` stay on one line where it is centred; `ruled` is whether there are rules around it."""
        self.words = words
        self.cell, self.style, self.chain, self.left, self.width = cell, style, chain, left, width
        self.padding = padding
        self.size = style.size
        self.ruled = ruled
        self.lines = self._lines()
        self.pitch = self.size * style.leading
        self.printed, self.repeated = 0, False
        self.row, self.last, self.top = 0, 0, 0.0

    @property
    def height(self) -> float:
        """The height that the lines not yet printed need."""
        return (len(self.lines) - self.printed) * self.pitch + 2 * self.padding[1]

    def extent(self, text: str) -> float:
        """The width of one line of known text, without the spaces at its end."""
        return sum(map(self.chain.advances.__getitem__, text.rstrip(" \t\u3000"))) * self.size / 1000

    @property
    def behind(self) -> float:
        """What an amount keeps free at its right, so that points stand under one another however wide the digits behind them are."""
        if self.cell.role != "amount" or self.style.align != "right":
            return 0.0
        point = self.cell.text.find(".")
        tail = self.cell.text[point:] if point >= 0 else ""
        widths = self.chain.advances
        widest = max(map(widths.__getitem__, self.chain.known(_DIGITS)))
        whole = tail + self.cell.lacking
        most = sum(widest if char.isdigit() else widths[char] for char in self.chain.known(whole))
        return (most - sum(map(widths.__getitem__, tail))) * self.size / 1000

    def fitting(self, room: float) -> int:
        """How many of the lines not yet printed go into a height."""
        count = int((room - 2 * self.padding[1] + _TOLERANCE) / self.pitch)
        return max(0, min(count, len(self.lines) - self.printed))

    def parting(self, room: float) -> int:
        """As `fitting`, but an item of a list is kept whole if it is short, and no single line is left for the next page."""
        count = self.fitting(room)
        rest = self.lines[self.printed + count :]
        if not rest:
            return count
        for back in range(min(count, _WHOLE_ITEM + 1)):
            if not self.lines[self.printed + count - back].indent:
                return count - back - (len(rest) == 1 and not back and count > 2)
        return count

    def closing(self, room: float) -> int:
        """How many lines the last piece of a cell takes: all that are left, or as many of a repeated text as fit."""
        return self.fitting(room) if self.repeated else len(self.lines) - self.printed

    def piece(self, top: float, height: float, count: int) -> Piece:
        """Takes the next `count` lines into a box; a text that is cut starts at the box's top."""
        lines = self.lines[self.printed : self.printed + count]
        whole = not self.printed and count == len(self.lines)
        self.printed += count
        return Piece(self.left, top, self.width, height, self, lines, self.style.valign if whole else "top")

    def continued(self, mark: str, keys: int) -> Flow:
        """What follows on the next page: the rest; or, of the column `keys` and of short names, the text again with `mark`."""
        if self.printed < len(self.lines) and not self.repeated:
            return self
        text = self.cell.text if self.repeated else ""
        if not self.repeated and self.cell.text and self._repeats(mark, keys):
            text = self.cell.text + mark
        cell = replace(self.cell, text=text, breaks=())
        flow = Flow(cell, self.style, self.chain, self.left, self.width, self.padding, self.words)
        flow.repeated, flow.row, flow.last, flow.ruled = True, self.row, self.last, self.ruled
        return flow

    def _repeats(self, mark: str, keys: int) -> bool:
        """Whether the text helps to read its continuation: not amounts, not long texts; and `mark` must not be broken."""
        if self.extent(self.chain.known(mark)) > self.width - 2 * self.padding[0]:
            return False
        if self.cell.column == keys or self.cell.role in ("name", "label"):
            return len(self.lines) <= _LONGEST_NAME
        return self.cell.rowspan > 1 and self.cell.role == "text" and len(self.lines) <= _LONGEST_TEXT

    def _lines(self) -> list[Line]:
        """The text broken into lines, each item of a list on a line of its own."""
        room = max(self.width - 2 * self.padding[0], self.size)
        found: list[Line] = []
        for item in self._items():
            text = self.chain.known(item)
            advances = list(map(self.chain.advances.__getitem__, text))
            self._shrink(sum(advances) + self.behind * 1000 / self.size, room)
            scale = 1000 / self.size
            hang = self.style.hang * 1000 if room > _HANGING_ROOM * self.size else 0.0
            if self.style.align == "center":
                # A title keeps clear of both margins: by that a reader tells its lines from those of a paragraph.
                lines = balanced(text, tuple(advances), room * scale, self.words, 0.0 if self.ruled else 2000.0)
            else:
                lines = tuple(break_lines(text, advances, room * scale, hang))
            found.extend(Line(text[start:stop], hang / scale if index else 0.0) for index, (start, stop) in enumerate(lines))
        return found

    def _items(self) -> Iterator[str]:
        """What begins a line of its own; the newline before a new item is the break itself."""
        text, breaks = self.cell.text, self.cell.breaks
        for start, stop in pairwise((0, *breaks, len(text))):
            item = text[start:stop]
            yield item[:-1] if item.endswith("\n") and stop < len(text) else item

    def _shrink(self, advance: float, room: float) -> None:
        """Makes an amount smaller rather than break it."""
        if self.cell.role == "amount" and room < advance * self.size / 1000 <= room / _LEAST_SCALE:
            self.size = room * 1000 / advance


class Setter:
    """Makes the flows of rows: columns, styles and faces."""

    def __init__(self, template: templates.Template, faces: Faces, widths: Sequence[float]) -> None:
        """`widths` are those of the grid's columns, in millimetres."""
        self._template = template
        self._faces = faces
        self.padding = template.padding * MILLIMETRE
        self.least = template.row_height * MILLIMETRE
        self.edges = [template.page.left * MILLIMETRE]
        for width in widths:
            self.edges.append(self.edges[-1] + width * MILLIMETRE)

    @property
    def count(self) -> int:
        """The number of columns."""
        return len(self.edges) - 1

    def flows(self, row: Row) -> list[Flow]:
        """The flows of a row. Raises `UnwritableError` where a column has no room for a character."""
        if row.role not in RULED and len(row.cells) == 1:
            return [self._flow(row, row.cells[0], 0, self.count)]
        return [self._flow(row, cell, cell.column, min(cell.column + cell.colspan, self.count)) for cell in row.cells]

    def blank(self, row: Row, column: int) -> Flow:
        """The flow of a position without a cell."""
        return self._flow(row, Cell("", column), column, column + 1)

    def _flow(self, row: Row, cell: Cell, first: int, stop: int) -> Flow:
        style = self._template.style(row.role, cell.role)
        left, width = self.edges[first], self.edges[stop] - self.edges[first]
        ruled = row.role in RULED
        if cell.text and width < style.size:
            raise UnwritableError(
                kinds.LAYOUT_LIMIT,
                reason=Words(
                    "第{column}列宽 {width} 毫米, 放不下一个字", "column {column} is {width} mm wide, less than a character"
                ).of(column=first + 1, width=f"{width / MILLIMETRE:.1f}"),
            )
        if not ruled and stop < self.count:
            width -= min(_GUTTER * style.size, width / 3)
        side = min(self.padding, max(0.0, (width - style.size) / 2)) if ruled else 0.0
        words = self._template.words
        return Flow(cell, style, self._faces.chain(style.face), left, width, (side, self.padding), words, ruled)
