"""Writes one web page that needs nothing else (docs/formats/html.md): to read, to print, and to be read back exactly."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import accumulate, chain, groupby, pairwise
from math import ceil
from typing import Final

from ...templates import Template
from ..balance import sense_breaks
from ..beside import beside
from ..findings import Finding
from ..grid import Cell, Grid, Row
from ..interface import WriteOptions, Written
from ..widths import fit_columns
from .html_style import parts_by_sense, style_sheet

__all__ = ["pieces", "write"]

_OUTSIDE: Final = frozenset({"title", "line", "unit_line", "note"})
_POINTS_PER_MM: Final = 72 / 25.4
_TALL: Final = 1 / 2
"""A row that needs more of a page than this may be split."""
_LABEL: Final = 4
"""Characters of a label that is seldom parted."""
_KEPT: Final = re.compile(r"[ \t][ \t]|\t|\A[ \t]|[ \t]\Z|[ \t]\n|\n[ \t]")
"""White space that a browser would not show as it stands."""
_PRESERVED: Final = ' style="white-space:pre-wrap"'
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


def write(grids: Sequence[Grid], template: Template, options: WriteOptions) -> Written:
    """One page with a section for each grid, in UTF-8, in the look of `template`; the same grids give the same bytes.

    Lines directly before a table are its caption. No script, no other file and no address is in it.
    """
    made, doubts = pieces(grids, template, options)
    stream = io.BytesIO()
    stream.writelines(made)
    return Written(stream.getvalue(), doubts)


def pieces(grids: Sequence[Grid], template: Template, options: WriteOptions) -> tuple[Iterator[bytes], tuple[Finding, ...]]:
    """What `write` gives, row by row, and the doubts about it: the page of a large table takes half as much memory as its cells."""
    columns = [fit_columns(grid, template) for grid in grids]
    doubts = tuple(doubt for fitted in columns for doubt in fitted.doubts)
    roles = {(row.role, cell.role) for grid in grids for row in grid.rows for cell in row.cells}
    roles |= {(row.role, "text") for grid in grids for row in grid.rows}
    titles = (cell.text for grid in grids for row in grid.rows if row.role == "title" for cell in row.cells)
    head = (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        f"<title>{escape(next(titles, template.name))}</title>\n<style>\n{style_sheet(template, roles, bool(doubts))}</style>\n</head>\n<body>\n",
    )
    sections = (
        piece
        for grid, fitted in zip(grids, columns, strict=True)
        for piece in ("<section>\n", *_section(grid, fitted.widths, template), "</section>\n")
    )
    return (piece.encode() for piece in chain(head, sections, ("</body>\n</html>\n",))), doubts


def _section(grid: Grid, widths: Sequence[float], template: Template) -> Iterator[str]:
    """The grid: lines as paragraphs, all other rows in tables."""
    paired = beside(grid, template)
    lines = ""
    for kind, group in groupby(enumerate(grid.rows), lambda item: _kind(item[1])):
        rows = list(group)
        if kind == "lines":
            lines = "".join(_line(row, number in paired, template) for number, row in rows)
            continue
        if kind == "plain":
            yield lines
            lines = ""
        yield from _table([row for _, row in rows], kind, lines, widths, template)
        lines = ""
    yield lines


def _kind(row: Row) -> str:
    """Where a row stands: as a line of its own, or in a table with or without rules."""
    if row.role not in _OUTSIDE:
        return "ruled"
    return "lines" if len(row.cells) == 1 else "plain"


def _line(row: Row, beside: bool, template: Template) -> str:
    cell = row.cells[0]
    tag = "h1" if row.role == "title" else "p"
    return f'<{tag} class="{row.role} {cell.role}{" beside" if beside else ""}"{_kept(cell.text)}>{_parted(cell.text, cell.role, row.role, template)}</{tag}>\n'


def _table(rows: list[Row], kind: str, caption: str, widths: Sequence[float], template: Template) -> Iterator[str]:
    """A table; its first rows are a head that is printed on each page, where they are a header that nothing reaches out of."""
    yield f'<table class="{kind}">\n'
    if caption:
        yield f"<caption>\n{caption}</caption>\n"
    total = sum(widths) or 1
    columns = "".join(f'<col style="width:{width / total:.3%}">' for width in widths)
    yield f"<colgroup>{columns}</colgroup>\n"
    head = next((number for number, row in enumerate(rows) if row.role != "header"), len(rows))
    if any(number + cell.rowspan > head for number, row in enumerate(rows[:head]) for cell in row.cells):
        head = 0
    layout = _Layout(widths, template)
    for tag, part in (("thead", rows[:head]), ("tbody", rows[head:])):
        if part:
            yield f"<{tag}>\n"
            yield from layout.rows(part)
            yield f"</{tag}>\n"
    yield "</table>\n"


class _Layout:
    """Lays out rows of a table whose columns have these widths (mm)."""

    def __init__(self, widths: Sequence[float], template: Template) -> None:
        self._template = template
        self._edges = list(accumulate(widths, initial=0.0))
        self._most = template.page.text_height * _POINTS_PER_MM * _TALL

    def rows(self, rows: Sequence[Row]) -> Iterator[str]:
        """The rows of one group: every place that no cell covers has a blank one.

        Whether a row may be split is said of it where one of its cells is tall, with all rows that it spans: a browser moves whole what may not.
        """
        needed = [[self._height(row, cell) for cell in row.cells] for row in rows]
        heights = [
            max((height for height, cell in zip(own, row.cells, strict=True) if cell.rowspan == 1), default=0.0)
            for own, row in zip(needed, rows, strict=True)
        ]
        covered: dict[int, int] = {}  # column → row behind the cell that reaches down over it
        for number, row in enumerate(rows):
            taken = {column for column, stop in covered.items() if stop > number}
            for cell in row.cells:
                span = range(cell.column, cell.column + cell.colspan)
                taken.update(span)
                covered.update(dict.fromkeys(span, number + cell.rowspan))
            blanks = [Cell("", column) for column in range(len(self._edges) - 1) if column not in taken]
            cells = sorted([*row.cells, *blanks], key=lambda cell: cell.column)
            reached = (sum(heights[number : number + cell.rowspan]) for cell in row.cells)
            tall = " tall" if max((*needed[number], *reached), default=0.0) > self._most else ""
            content = "".join(_cell(cell, row.role, min(cell.rowspan, len(rows) - number), self._template) for cell in cells)
            yield f'<tr class="{row.role}{tall}">{content}</tr>\n'

    def _height(self, row: Row, cell: Cell) -> float:
        """About the height of a cell in points."""
        style = self._template.style(row.role, cell.role)
        right = min(cell.column + cell.colspan, len(self._edges) - 1)
        width = (self._edges[right] - self._edges[cell.column] - 2 * self._template.padding) * _POINTS_PER_MM
        per_line = max(width / style.size - style.hang - 1, 1)
        if len(cell.text) <= per_line and not cell.breaks and "\n" not in cell.text:
            lines = 1
        else:
            lines = sum(max(ceil(len(line) / per_line), 1) for item in _items(cell) for line in item.split("\n"))
        return lines * style.size * style.leading


def _cell(cell: Cell, row: str, rowspan: int, template: Template) -> str:
    """One cell: a header's and a name's say what they head."""
    tag, scope = "td", ""
    if row == "header":
        tag, scope = "th", ' scope="colgroup"' if cell.colspan > 1 else ' scope="col"'
    elif cell.role == "name" and cell.text:
        tag, scope = "th", ' scope="row"'
    colspan = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    down = f' rowspan="{rowspan}"' if rowspan > 1 else ""
    gap = f' data-gap="{cell.lacking}"' if cell.lacking else ""
    start = f'<{tag} class="{cell.role}"{scope}{colspan}{down}{gap}'
    if not cell.breaks:
        return f"{start}{_kept(cell.text)}>{_parted(cell.text, cell.role, row, template)}</{tag}>"
    items = "".join(f"<div{_kept(item)}>{_parted(item, cell.role, row, template) or '<br>'}</div>" for item in _items(cell))
    return f"{start}>{items}</{tag}>"


def _items(cell: Cell) -> list[str]:
    """The items of a list; the whole text where there is no list."""
    return [cell.text[start:stop] for start, stop in pairwise((0, *cell.breaks, len(cell.text)))] if cell.breaks else [cell.text]


def _kept(text: str) -> str:
    """The attribute that keeps white space as it stands, where that matters."""
    return _PRESERVED if _KEPT.search(text) else ""


def _parted(text: str, cell: str, row: str, template: Template) -> str:
    """The text of a cell by its roles; that of a title or a label with marks where its lines may end (`wbr`, which is no text)."""
    if len(text) <= _LABEL or "\n" in text or not parts_by_sense(row, cell, template):
        return _text(text)
    edges = (0, *sense_breaks(text, template.words), len(text))
    return "<wbr>".join(_text(text[start:stop]) for start, stop in pairwise(edges))


def _text(text: str) -> str:
    """The text in HTML; a line end at its very end would show no line, so it is doubled."""
    return escape(text, quote=False).replace("\n", "<br>") + ("<br>" if text.endswith("\n") else "")
