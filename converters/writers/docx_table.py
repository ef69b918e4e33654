"""A table of a Word document, row by row: spans, widths, and which rows may be split over two pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from ...templates import Style
from .. import catalogue as kinds
from ..beside import line_width
from ..errors import UnwritableError
from ..grid import Cell, Row
from ..language import Words
from ..patterns import regex
from ..typeset import count_lines
from .docx_indents import figure_size, indent
from .docx_styles import RULED, UNRULED, Look, Styles

__all__ = ["MOST_COLUMNS", "Table", "paragraphs", "portions", "side_by_side"]

MOST_COLUMNS = 63  # Word refuses to open a table with more

_POINTS_PER_MM = 72 / 25.4
_MANY_ROWS, _MOST_ROWS = (
    150,
    400,
)  # after so many a table ends before a unit, and before any project: the time LibreOffice needs is more than square
_LEADING = frozenset({"header", "total", "unit"})  # rows that must not stand alone at the foot of a page
_HEADER = 1 / 3  # the most of a page that a repeated header may take
_GROWTH = 1 / 4  # how much of a page a row that must not be split may grow by for what reaches down over it
_BAND = 1 / 2  # rows that hang together stay on one page if they need no more of it than this
_NATURAL_LEADING = 1.45  # line height of the tallest faces in use; Word's lines are at least as high as the template says
_MARKS = regex("[&<>\n\t]")
_ENCODED = str.maketrans({
    "&": "&amp;", "<": "&lt;", ">": "&gt;",
    **{mark: f'</w:t><w:{tag}/><w:t xml:space="preserve">' for mark, tag in (("\n", "br"), ("\t", "tab"))},
})  # fmt: skip
_SPECIAL = regex("[&<>\n\t\x80-\u2e7f]")  # what either of these two finds
_EITHER = regex("[\x80-\u2e7f]")  # quotes, dashes, signs: Latin or Chinese, as the run says


class _Slot(Struct, frozen=True, gc=False):
    """A cell in its place, or `below` the row it begins in.

    Its look, its width in twentieths of a point, that of its lines in points.
    """

    cell: Cell
    column: int
    look: Look
    width: int
    room: float
    below: bool = False


_Band: TypeAlias = Sequence[Sequence[_Slot]]  # rows that hang together, each with the cells that begin in it
_Reach: TypeAlias = tuple[_Slot, int]  # a cell reaching down, and how many more rows it covers
_Count: TypeAlias = Callable[[_Slot], int]
_COLUMN: Final = attrgetter("column")


class Table:
    """A table with columns of fixed `widths` (mm); `xml` gives it piece by piece."""

    def __init__(self, styles: Styles, widths: Sequence[float], ruled: bool) -> None:
        """Raises `UnwritableError` where Word could not open a table of so many columns."""
        if len(widths) > MOST_COLUMNS:
            raise UnwritableError(
                kinds.LAYOUT_LIMIT,
                reason=Words(
                    f"表格有 {len(widths)} 列, Word 最多 {MOST_COLUMNS} 列",
                    f"the table has {len(widths)} columns; Word allows {MOST_COLUMNS}",
                ),
            )
        self._styles = styles
        self._ruled = ruled
        self._edges = [round(edge * _POINTS_PER_MM * 20) for edge in accumulate(widths, initial=0.0)]
        template = styles.template
        self._page = template.page.text_height * _POINTS_PER_MM
        self._least = template.row_height * _POINTS_PER_MM if ruled else 0.0
        self._padding = template.padding * _POINTS_PER_MM

    def xml(self, rows: Sequence[Row]) -> Iterator[str]:
        """The table with these rows, in pieces."""
        yield self._start()
        header = next((number for number, row in enumerate(rows) if row.role != "header"), len(rows))
        repeated = self._ruled
        bands = list(_bands(rows))
        for start, stop in bands:
            repeated = repeated and stop <= header and self._height(self._slots(rows[:stop]), _lines) <= self._page * _HEADER
            yield from self._band(rows[start:stop], repeated, ends=(start, stop) in bands[-2:-1])
        yield "</w:tbl>"

    def _start(self) -> str:
        columns = "".join(f'<w:gridCol w:w="{right - left}"/>' for left, right in pairwise(self._edges))
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{RULED if self._ruled else UNRULED}"/>'
            f'<w:tblW w:w="{self._edges[-1]}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>"
        )

    def _slots(self, rows: Sequence[Row]) -> _Band:
        return [[self._slot(row, cell) for cell in row.cells] for row in rows]

    def _slot(self, row: Row, cell: Cell) -> _Slot:
        """The place of a cell; raises `UnwritableError` where it is too narrow for its text."""
        column, look = cell.column, self._styles.look(row.role, cell.role)
        width = self._edges[column + cell.colspan] - self._edges[column]
        room = width / 20 - 2 * self._padding
        if room < look.style.size and cell.text:
            raise UnwritableError(
                kinds.LAYOUT_LIMIT,
                reason=Words(f"第 {column + 1} 列放不下一个字", f"column {column + 1} is narrower than a character"),
            )
        return _Slot(cell, column, look, width, room)

    def _band(self, rows: Sequence[Row], repeated: bool, ends: bool) -> Iterator[str]:
        """Rows that hang together. They stay on one page unless they need too much of it; then each row does that can.

        `ends` keeps them with those that are the last of the table, which would stand alone.
        """
        most = self._page * _BAND
        band = self._slots(rows)
        whole = self._height(band, _most_lines) <= most or self._height(band, _lines) <= most
        heights = self._spread(band) if whole and self._ruled else [self._least] * len(rows)
        tied = set() if whole else self._tied(band, most)
        firm = whole or self._holds(band)
        reaching: dict[int, _Reach] = {}
        for left, row, own, height in zip(range(len(rows), 0, -1), rows, band, heights, strict=True):
            slots, reaching = self._arrange(row, own, reaching, left)
            kept = len(rows) - left in tied or (whole and (ends or left > 1 or row.role in _LEADING))
            cells = "".join([self._cell(slot, slot.column in reaching, whole, kept) for slot in slots])
            yield f"<w:tr>{_properties(firm and (whole or self._is_low(own, most)), height, repeated)}{cells}</w:tr>"

    def _holds(self, band: _Band) -> bool:
        """Whether rows are about high enough by their own texts for all that reaches over them; else the last one grows, perhaps beyond a page."""
        if all(slot.cell.rowspan == 1 for slots in band for slot in slots):
            return True
        own = [max(self._height([_single(slots)], _lines, 0.0), self._least) for slots in band]
        return all(
            self._tall(slot, _most_lines) <= sum(own[number : number + slot.cell.rowspan]) + self._page * _GROWTH
            for number, slots in enumerate(band)
            for slot in slots
            if slot.cell.rowspan > 1
        )

    def _is_low(self, slots: Sequence[_Slot], most: float) -> bool:
        """Whether a row that others hang on to needs no more than `most` of a page for its own texts."""
        return self._height([_single(slots)], _most_lines) <= most

    def _tied(self, band: _Band, most: float) -> set[int]:
        """The rows of a tall group that stay with the next one: those that a cell reaches over which needs no more than `most`."""
        spans = ((number, slot.cell.rowspan) for number, slots in enumerate(band) for slot in slots)
        return {
            row
            for number, count in spans
            if 1 < count < len(band) and self._height(band[number : number + count], _most_lines) <= most
            for row in range(number, number + count - 1)
        }

    def _spread(self, band: _Band) -> list[float]:
        """The least height of each row that hangs together: what a cell reaching down lacks is spread evenly, not left to the last."""
        heights = [self._least] * len(band)
        if len(band) == 1:
            return heights
        tall = 0.0
        for number, slots in enumerate(band):
            for slot in slots:
                height = self._tall(slot, _lines, 0.0)
                if slot.cell.rowspan == 1:
                    heights[number] = max(heights[number], height)
                elif slot.cell.rowspan >= len(band):
                    tall = max(tall, height)
        lacking = tall - sum(heights)
        return [height + lacking / len(band) for height in heights] if lacking > 0 else [self._least] * len(band)

    def _arrange(
        self, row: Row, own: Sequence[_Slot], reaching: Mapping[int, _Reach], left: int
    ) -> tuple[list[_Slot], dict[int, _Reach]]:
        """The slots of a row from left to right without a gap, and the cells that reach further down, by column."""
        slots: list[_Slot] = []
        column = 0
        for slot in sorted([*(slot for slot, _ in reaching.values()), *own], key=_COLUMN):
            if column < slot.column:
                slots += [self._slot(row, Cell("", gap)) for gap in range(column, slot.column)]
            slots.append(slot)
            column = slot.column + slot.cell.colspan
        slots += [self._slot(row, Cell("", gap)) for gap in range(column, len(self._edges) - 1)]
        further = {column: (slot, more - 1) for column, (slot, more) in reaching.items() if more > 1}
        for slot in own:
            if min(slot.cell.rowspan, left) > 1:
                further[slot.column] = replace(slot, below=True), slot.cell.rowspan - 1
        return slots, further

    def _cell(self, slot: _Slot, reaches_down: bool, whole: bool, kept: bool) -> str:
        cell, look = slot.cell, slot.look
        span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
        merge = "<w:vMerge/>" if slot.below else '<w:vMerge w:val="restart"/>' if reaches_down else ""
        start = look.kept if kept else look.start
        content = f"{start}</w:p>" if slot.below else paragraphs(cell, start, look.style, slot.room, self._styles.template.words)
        properties = f'<w:tcW w:w="{slot.width}" w:type="dxa"/>{span}{merge}{look.cell if whole else look.tall}'
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"

    def _height(self, band: _Band, count: _Count, leading: float = _NATURAL_LEADING) -> float:
        """The height of rows that hang together in points, their lines counted by `count`."""
        spanning = total = 0.0
        for slots in band:
            tallest = 0.0
            for slot in slots:
                height = self._tall(slot, count, leading)
                if slot.cell.rowspan > 1:
                    spanning = max(spanning, height)
                elif height > tallest:
                    tallest = height
            total += tallest
        return max(spanning, total)

    def _tall(self, slot: _Slot, count: _Count, leading: float = _NATURAL_LEADING) -> float:
        """The height of a cell in points, its lines counted by `count` and at least `leading` times as high as their text."""
        style = slot.look.style
        return count(slot) * style.size * max(style.leading, leading) + 2 * self._padding


def _single(slots: Sequence[_Slot]) -> list[_Slot]:
    """Those that reach down to no other row."""
    return [slot for slot in slots if slot.cell.rowspan == 1]


def side_by_side(left: Row, right: Row, styles: Styles) -> str:
    """Two lines as one: a table without rules, its right cell as wide as its text."""
    template = styles.template
    stop = round(template.page.text_width * _POINTS_PER_MM * 20)
    middle = stop - round(line_width(right, template) * _POINTS_PER_MM * 20)
    parts = ((left, middle), (right, stop - middle))
    looks = [styles.look(row.role, row.cells[0].role) for row, _ in parts]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for _, width in parts)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{paragraphs(row.cells[0], look.start, look.style, width / 20, template.words)}</w:tc>"
        for (row, width), look in zip(parts, looks, strict=True)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{UNRULED}"/><w:tblW w:w="{stop}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>"
    )


def paragraphs(cell: Cell, start: str, style: Style, room: float, words: tuple[str, ...]) -> str:
    """The text of a cell as paragraphs that each open with `start`, one for each item of a list; `room` is in points."""
    found, size = "", ""
    if cell.role == "amount" and (fitting := figure_size(cell.text, cell.lacking, style.size, room)) < style.size:
        style = replace(style, size=fitting)
        size = f'<w:sz w:val="{int(fitting * 2)}"/><w:szCs w:val="{int(fitting * 2)}"/>'
    for piece in _pieces(cell):
        own = indent(piece, cell.lacking, style, room, words)
        found += f"{start.replace('</w:pPr>', f'{own}</w:pPr>') if own else start}{_runs(piece, size)}</w:p>"
    return found


def _properties(whole: bool, height: float, repeated: bool) -> str:
    least = f'<w:trHeight w:val="{round(height * 20)}" w:hRule="atLeast"/>' if height else ""
    marks = ("<w:cantSplit/>" if whole else "") + least + ("<w:tblHeader/>" if repeated else "")
    return f"<w:trPr>{marks}</w:trPr>" if marks else ""


def portions(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """The rows of a long table as several, each under the header; none ends within a project, or with the row of a unit."""
    header = tuple(row for row in rows if row.role == "header")
    start = 0
    for stop, _ in _bands(rows):
        least = _MANY_ROWS if rows[stop].role == "unit" else _MOST_ROWS
        if stop - start >= least and rows[stop - 1].role not in _LEADING:
            yield (*header, *rows[start:stop]) if start else rows[:stop]
            start = stop
    yield (*header, *rows[start:]) if start else rows


def _bands(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """The rows that cells reaching down tie together, as offsets (start, stop)."""
    start = reach = 0
    for number, row in enumerate(rows, 1):
        reach = max(reach, max((cell.rowspan for cell in row.cells), default=1) + number - 1)
        if reach <= number:
            yield start, number
            start = number
    if start < len(rows):
        yield start, len(rows)


def _pieces(cell: Cell) -> list[str]:
    """The items of a list; the whole text where there is no list."""
    if not cell.breaks:
        return [cell.text]
    return [cell.text[start:stop] for start, stop in pairwise((0, *cell.breaks, len(cell.text)))]


def _lines(slot: _Slot) -> int:
    """How many lines the text of a cell takes."""
    style = slot.look.style
    return count_lines(slot.cell.text, style.size, slot.room, style.hang, slot.cell.breaks)


def _most_lines(slot: _Slot) -> int:
    """At most how many lines it takes, quickly: each character a full em, two of them lost at each line's end."""
    size, hang = slot.look.style.size, slot.look.style.hang
    room = max(slot.room - (hang + 2) * size, size)
    if not slot.cell.breaks:
        return 1 + slot.cell.text.count("\n") + int(len(slot.cell.text) * size / room)
    return sum([1 + piece.count("\n") + int(len(piece) * size / room) for piece in _pieces(slot.cell)])


def _runs(text: str, size: str) -> str:
    """The text as one run, of a size of its own if one is given. Marks that Word may take from either face are said to be Chinese."""
    if not text:
        return ""
    face, content = "", text
    if _SPECIAL.search(text):
        face = '<w:rFonts w:hint="eastAsia"/>' if _EITHER.search(text) else ""
        content = text.translate(_ENCODED) if _MARKS.search(text) else text
    look = f"<w:rPr>{face}{size}</w:rPr>" if face or size else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{content}</w:t></w:r>'
