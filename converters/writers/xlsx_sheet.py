"""A worksheet: its cells row by row, and how it is looked at and printed (ECMA-376 part 1, §18.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Final, TypeAlias

from msgspec.structs import replace

from ...templates import Band, Template
from .. import catalogue as kinds
from ..beside import beside, line_width
from ..errors import UnwritableError
from ..findings import Finding
from ..grid import Cell, Choices, Grid, Row
from ..language import Words
from ..office import DECLARATION, escape
from ..places import SheetPlace
from ..widths import fit_columns
from .xlsx_numbers import column_name, number_of
from .xlsx_pages import page_breaks
from .xlsx_parts import MAIN, Strings
from .xlsx_rows import HIGHEST_ROW, POINTS_PER_PIXEL, Rows, arrange, shown_text
from .xlsx_styles import RULED, Styles
from .xlsx_sums import Sum, find_sums

__all__ = ["Sheet"]

_TEXT_LIMIT: Final = 32_767  # UTF-16 units in a cell
_TEXT_FORMAT_LIMIT: Final = 255
_ROW_LIMIT, _COLUMN_LIMIT = 1_048_576, 16_384
_FROZEN_LIMIT: Final = 240  # points: a frozen head higher than this leaves no room to scroll on a small screen
_MM_PER_INCH: Final = 25.4
_POINTS_PER_MM: Final = 72 / _MM_PER_INCH
_PIXELS_PER_INCH: Final = 96
_PIXELS_PER_DIGIT: Final = 7
_BAND_LINE: Final = 1.35  # height of the line of a head or foot over its size
_SAFE: Final = 0.98  # the part of a page's height counted on
_MOST_BREAKS: Final = 1_023
_PAPERS: Final = {(297, 420): 8, (210, 297): 9, (148, 210): 11, (257, 364): 12, (182, 257): 13}


_Cells: TypeAlias = dict[int, list[tuple[int, str]]]
"""By physical row, the column of each cell and its XML behind its reference."""


class Sheet:
    """One worksheet in the making; `printed` is its area, and the rows printed on each page, as references."""

    def __init__(self, name: str, grid: Grid, template: Template, styles: Styles, strings: Strings, formulas: bool) -> None:
        """Raises `UnwritableError` where the grid is larger than a worksheet."""
        columns = fit_columns(grid, template)
        widths, self.doubts = columns.widths, columns.doubts
        _refuse_large(name, len(grid.rows), len(widths))
        self.name = name
        self._grid = grid
        self._columns = len(widths)
        self._template = template
        self._styles = styles
        self._strings = strings
        self._pixels: list[int] = [int(width / _MM_PER_INCH * _PIXELS_PER_INCH) for width in widths]
        self._beside = {
            number: split for number in beside(grid, template) if (split := _split(grid.rows[number], widths, template))
        }
        self._rows: Rows = arrange(grid, self._pixels, template, self._beside)
        self._merges: list[str] = []
        sums = find_sums(grid, self._rows) if formulas else ()
        self._sums: dict[tuple[int, int], Sum] = {(found.row, found.column): found for found in sums}
        self._head = self._find_head()
        self._page_height = template.page.text_height * _POINTS_PER_MM * _SAFE

    @property
    def printed(self) -> tuple[str, str]:
        """The area that is printed and the rows printed on each page, as references; "" for none."""
        last = len(self._rows.heights)
        area = f"$A$1:${column_name(len(self._pixels) - 1)}${last}" if last and self._pixels else ""
        first, stop = self._head
        return area, f"${first + 1}:${stop}" if stop else ""

    def findings(self) -> Iterator[Finding]:
        """A note for each row that had to become several, and for each sum that could not be a formula."""
        first = self._rows.first
        for row in filter(self._rows.split, range(len(self._grid.rows))):
            place = SheetPlace(self.name, first[row] + 1, 1)
            yield kinds.ROW_SPLIT.at(place, limit=HIGHEST_ROW, count=first[row + 1] - first[row])
        for found in self._sums.values():
            if not found.agrees:
                place = SheetPlace(self.name, first[found.row] + 1, found.column + 1)
                yield kinds.SUM_NOT_WRITTEN.at(place, declared=f"{found.declared:,}", total=f"{found.total:,}")

    def xml(self) -> Iterator[str]:
        """The part, in pieces."""
        yield (
            f'{DECLARATION}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>{self._view()}'
            '<sheetFormatPr defaultRowHeight="12.75"/>'
        )
        columns = "".join(
            f'<col min="{number}" max="{number}" width="{int(pixels / _PIXELS_PER_DIGIT * 256) / 256:g}" customWidth="1"/>'
            for number, pixels in enumerate(self._pixels, 1)
        )
        yield (f"<cols>{columns}</cols>" if columns else "") + "<sheetData>"
        yield from self._data()
        yield "</sheetData>"
        if self._merges:
            yield f'<mergeCells count="{len(self._merges)}">{"".join(self._merges)}</mergeCells>'
        yield self._choices() + self._page() + self._breaks()
        if self._rows.heights and self._pixels:
            yield f'<ignoredErrors><ignoredError sqref="A1:XFD{len(self._rows.heights)}" numberStoredAsText="1"/></ignoredErrors>'
        yield "</worksheet>"

    def _data(self) -> Iterator[str]:
        """The rows with their cells."""
        cells: _Cells = {}
        letters = list(map(column_name, range(self._columns)))
        row = 0
        for number in range(len(self._grid.rows)):
            if number not in self._beside:
                self._take(number, cells)
            if number + 1 in self._beside:
                self._take(number + 1, cells)
            while row < self._rows.first[number + 1]:
                height = round(self._rows.heights[row] / POINTS_PER_PIXEL) * POINTS_PER_PIXEL
                own = sorted(cells.pop(row, ()), key=itemgetter(0))
                row += 1
                content = "".join([f'<c r="{letters[column]}{row}" {cell}' for column, cell in own])
                yield f'<row r="{row}" ht="{height:g}" customHeight="1">{content}</row>'

    def _take(self, number: int, cells: _Cells) -> None:
        """Writes the cells of a row of the grid, and blank ones where a row of the table has none."""
        row, rows = self._grid.rows[number], self._rows
        first, last = rows.first[number], rows.first[number + 1] - 1
        split = last > first
        # In the middle of several rows, or of one higher than a page, a text would stand on a later page.
        top = split or rows.heights[last] > self._page_height
        own = cells.setdefault(min(first, last), [])
        for cell in self._placed(number, row):
            if split or cell.rowspan > 1 or cell.colspan > 1:
                self._merge(number, cell, cells)
            else:
                own.append((cell.column, "".join(self._cell(number, cell, top))))
        if row.role in RULED and len(own) < self._columns:
            taken = {column for column, _ in own}
            for column in range(self._columns):
                if column not in taken:
                    self._merge(number, Cell("", column), cells)

    def _placed(self, number: int, row: Row) -> tuple[Cell, ...]:
        """The cells of a row, those of two lines beside one another where they stand there."""
        if number in self._beside:
            split = self._beside[number]
            return (replace(row.cells[0], column=split, colspan=len(self._pixels) - split),)
        if number + 1 in self._beside:
            return (replace(row.cells[0], colspan=self._beside[number + 1]),)
        return row.cells

    def _merge(self, number: int, cell: Cell, cells: _Cells) -> None:
        """Writes one cell, merged as far as it spans."""
        last = self._rows.last(number, cell.rowspan)
        first = min(self._rows.first[number], last)  # a line beside the one before has no row of its own
        split = last - first >= min(cell.rowspan, len(self._grid.rows) - number)
        top = split or sum(self._rows.heights[first : last + 1]) > self._page_height
        style, content = self._cell(number, cell, top)
        blanks = [(column, f"{style}/>") for column in range(cell.column, cell.column + cell.colspan)]
        for row in range(first, last + 1):
            cells.setdefault(row, []).extend(blanks)
        cells[first][-cell.colspan] = cell.column, style + content
        if last > first or cell.colspan > 1:
            corners = f"{_reference(first, cell.column)}:{_reference(last, cell.column + cell.colspan - 1)}"
            self._merges.append(f'<mergeCell ref="{corners}"/>')

    def _cell(self, number: int, cell: Cell, top: bool) -> tuple[str, str]:
        """The attribute of a cell that names its style, and what stands behind it; `top` keeps its text at the top."""
        shown, value = number_of(cell)
        # As "@" a text stays text when it is edited; but old Excel shows #### for more than 255 characters of it.
        plain = "@" if 0 < len(cell.text) <= _TEXT_FORMAT_LIMIT else "General"
        style = f's="{self._styles.number(self._grid.rows[number].role, cell.role, shown or plain, top)}"'
        if not cell.text:
            return style, "/>"
        found = self._sums.get((number, cell.column)) if self._sums else None
        formula = f"<f>{found.formula}</f>" if found and found.agrees else ""
        if shown:
            return style, f">{formula}<v>{value}</v></c>"
        return style, f' t="s">{formula}<v>{self._string(self._rows.first[number], cell)}</v></c>'

    def _string(self, row: int, cell: Cell) -> int:
        """The number of the text of a cell among the shared ones."""
        text = shown_text(cell)
        if 2 * len(text) > _TEXT_LIMIT and (length := len(text.encode("utf-16-le")) // 2) > _TEXT_LIMIT:
            place = SheetPlace(self.name, row + 1, cell.column + 1)
            raise UnwritableError(kinds.CELL_TOO_LONG, place, count=length, format="xlsx", limit=_TEXT_LIMIT)
        return self._strings.number(text)

    def _choices(self) -> str:
        """The lists of texts that cells offer; any other text is let in without a word, so none that stands there is wrong."""
        rules = "".join(
            f'<dataValidation type="list" allowBlank="1" showErrorMessage="0" sqref="{area}">'
            f"<formula1>{escape(_quoted(','.join(choices.texts)), quote=False)}</formula1></dataValidation>"
            for choices in self._grid.choices
            for area in [self._area(choices)]
        )
        count = len(self._grid.choices)
        return f'<dataValidations count="{count}">{rules}</dataValidations>' if count else ""

    def _area(self, choices: Choices) -> str:
        """The cells that offer these texts, as a reference."""
        last = self._rows.last(choices.first, choices.count)
        return f"{_reference(self._rows.first[choices.first], choices.column)}:{_reference(last, choices.column)}"

    def _find_head(self) -> tuple[int, int]:
        """The physical rows that stay in sight and are printed on each page: first, and the one after; (0, 0) for none."""
        roles = [row.role for row in self._grid.rows]
        headers = [number for number, role in enumerate(roles) if role == "header"]
        if not headers or headers[-1] - headers[0] >= len(headers):
            return 0, 0
        first, stop = self._rows.first[headers[0]], self._rows.first[headers[-1] + 1]
        return (first, stop) if sum(self._rows.heights[:stop]) <= _FROZEN_LIMIT else (0, 0)

    def _view(self) -> str:
        stop = self._head[1]
        pane = (
            f'<pane ySplit="{stop}" topLeftCell="A{stop + 1}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>'
            if stop
            else ""
        )
        return f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'

    def _page(self) -> str:
        """Paper, margins, head and foot, one page wide and any number high."""
        template, page = self._template, self._template.page
        paper = _PAPERS.get((round(min(page.width, page.height)), round(max(page.width, page.height))))
        if paper is None:
            raise UnwritableError(
                kinds.LAYOUT_LIMIT,
                reason=Words(
                    f"Excel 没有 {page.width:g}×{page.height:g} 毫米的纸张",
                    f"Excel has no paper of {page.width:g} by {page.height:g} mm",
                ),
            )
        margins = {
            "left": page.left,
            "right": page.right,
            "top": page.top,
            "bottom": page.bottom,
            "header": _edge(page.top, template.header),
            "footer": _edge(page.bottom, template.footer),
        }
        sizes = " ".join(f'{name}="{margin / _MM_PER_INCH:.6g}"' for name, margin in margins.items())
        turned = "landscape" if page.landscape else "portrait"
        return (
            f'<printOptions horizontalCentered="1"/><pageMargins {sizes}/>'
            f'<pageSetup paperSize="{paper}" fitToHeight="0" orientation="{turned}"/>{_bands(template)}'
        )

    def _breaks(self) -> str:
        """Where a page must end, so that no merged cell is cut that fits on one."""
        head = sum(self._rows.heights[slice(*self._head)])
        rows = page_breaks(self._grid, self._rows, self._page_height, head)[:_MOST_BREAKS]
        marks = "".join(f'<brk id="{row}" max="{_COLUMN_LIMIT - 1}" man="1"/>' for row in rows)
        return f'<rowBreaks count="{len(rows)}" manualBreakCount="{len(rows)}">{marks}</rowBreaks>' if rows else ""


def _refuse_large(name: str, rows: int, columns: int) -> None:
    """Raises `UnwritableError` for what is larger than a worksheet."""
    for what, size, limit in ((Words("行", "rows"), rows, _ROW_LIMIT), (Words("列", "columns"), columns, _COLUMN_LIMIT)):
        if size > limit:
            raise UnwritableError(
                kinds.LAYOUT_LIMIT,
                reason=Words(
                    "工作表“{name}”有 {size} {what}, Excel 最多 {limit}",
                    "sheet “{name}” has {size} {what}; Excel allows {limit}",
                ).of(name=name, size=size, what=what, limit=limit),
            )


def _split(unit: Row, widths: Sequence[float], template: Template) -> int:
    """The column from which a unit of account has room at the right of its line; 0 where there is none."""
    return next((column for column in range(len(widths) - 1, 0, -1) if sum(widths[column:]) >= line_width(unit, template)), 0)


def _reference(row: int, column: int) -> str:
    return f"{column_name(column)}{row + 1}"


def _quoted(text: str) -> str:
    """A text as it stands in a formula."""
    return '"' + text.replace('"', '""') + '"'


def _edge(margin: float, band: Band) -> float:
    """How far from the paper's edge a head or foot begins, in millimetres."""
    return max(0.0, margin - band.distance - band.size * _BAND_LINE / _POINTS_PER_MM)


def _bands(template: Template) -> str:
    """Head and foot, those of even pages apart where they differ."""
    bands = (("Header", template.header), ("Footer", template.footer))
    two_sided = any(band.align == "outside" for _, band in bands)
    texts = "".join(
        f"<{side}{name}>{_code(band, page, template)}</{side}{name}>"
        for page, side in ((1, "odd"), (2, "even"))[: 1 + two_sided]
        for name, band in bands
        if band.text
    )
    apart = ' differentOddEven="1"' if two_sided else ""
    return f"<headerFooter{apart}>{texts}</headerFooter>" if texts else ""


def _code(band: Band, page: int, template: Template) -> str:
    """A head or foot in Excel's code; a blank ends the size, or a digit after it would join it."""
    text = band.text.replace("&", "&&").replace("{page}", "&P").replace("{pages}", "&N")
    blank = " " if text[:1].isdigit() else ""
    side = band.side(page)[0].upper()
    return escape(f'&{side}&"{template.faces[band.face].office},Regular"&{band.size:.0f}{blank}{text}')
