"""Writes grids as a Word document (.docx): ECMA-376 WordprocessingML, transitional, built as text and zipped as it grows."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from re import compile as pattern

from ...templates import Template
from ..beside import beside
from ..findings import Finding
from ..grid import Grid, Row
from ..interface import WriteOptions, Written
from ..office import OFFICE, add_part, new_archive, properties
from ..widths import fit_columns
from .docx_parts import MAIN, bands, parts_of, section, settings
from .docx_styles import GAP, Styles
from .docx_table import Table, paragraphs, portions, side_by_side

__all__ = ["write"]

_OUTSIDE = frozenset({"title", "line", "unit_line", "note"})
_POINTS_PER_MM = 72 / 25.4
_STYLE = pattern(r"<w:pStyle [^>]*/>")


def write(grids: Sequence[Grid], template: Template, options: WriteOptions) -> Written:
    """One Word document with the grids in order, each on a page of its own; the same grids give the same bytes.

    Rows outside the table (title, line, unit_line, note) with one cell become paragraphs, with several a table
    without rules; all others become a table whose header is repeated on each page. Raises
    `UnwritableError` where a table has more columns than Word can open or a column is narrower than
    a character.
    """
    styles = Styles(template)
    stream = io.BytesIO()
    doubts: list[Finding] = []
    with new_archive(stream, "word/document.xml", parts_of(template)) as archive:
        add_part(archive, "word/document.xml", _document(grids, styles, doubts))
        made = {"word/styles.xml": styles.xml(), **settings(template), **bands(template), **properties(_title(grids))}
        for name, content in made.items():
            add_part(archive, name, content)
    return Written(stream.getvalue(), tuple(doubts))


def _title(grids: Sequence[Grid]) -> str:
    texts = (cell.text for grid in grids for row in grid.rows if row.role == "title" for cell in row.cells)
    return " ".join(next(texts, "").split("\n"))


def _document(grids: Sequence[Grid], styles: Styles, doubts: list[Finding]) -> Iterator[str]:
    """The part with all grids, in pieces; what is doubtful about them goes to `doubts`."""
    yield (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:document xmlns:w="{MAIN}" xmlns:r="{OFFICE}/relationships"><w:body>'
    )
    for number, grid in enumerate(grids):
        columns = fit_columns(grid, styles.template)
        doubts += columns.doubts
        yield from _grid(grid, columns.widths, styles, new_page=number > 0)
    yield f"{GAP}{section(styles.template)}</w:body></w:document>"


def _grid(grid: Grid, widths: Sequence[float], styles: Styles, new_page: bool) -> Iterator[str]:
    """The grid's paragraphs and tables. Tables that touch would become one in Word: a gap keeps them apart."""
    paired = beside(grid, styles.template)
    room = styles.template.page.text_width * _POINTS_PER_MM
    rows = [(number, row) for number, row in enumerate(grid.rows) if number not in paired]
    after_table = False
    for kind, group in groupby(rows, lambda item: "pair" if item[0] + 1 in paired else _kind(item[1])):
        blocks: Iterator[str]
        if kind == "paragraph":
            cells = ((styles.look(row.role, cell.role), cell) for _, row in group for cell in row.cells)
            blocks = (paragraphs(cell, look.start, look.style, room, styles.template.words) for look, cell in cells)
            after_table = False
        else:
            if new_page or after_table:
                yield _break_before(GAP, new_page)
                new_page = False
            if kind == "pair":
                blocks = (side_by_side(row, grid.rows[number + 1], styles) for number, row in group)
            else:
                tables = portions([row for _, row in group])
                blocks = _apart(Table(styles, widths, ruled=kind == "ruled").xml(rows) for rows in tables)
            after_table = True
        for block in blocks:
            yield _break_before(block, new_page)
            new_page = False


def _apart(tables: Iterable[Iterator[str]]) -> Iterator[str]:
    """Tables that each begin a page of their own, but the first."""
    for number, table in enumerate(tables):
        if number:
            yield _break_before(GAP, new_page=True)
        yield from table


def _kind(row: Row) -> str:
    if row.role not in _OUTSIDE:
        return "ruled"
    return "paragraph" if len(row.cells) <= 1 else "plain"


def _break_before(paragraph: str, new_page: bool) -> str:
    return _STYLE.sub(r"\g<0><w:pageBreakBefore/>", paragraph, count=1) if new_page else paragraph
