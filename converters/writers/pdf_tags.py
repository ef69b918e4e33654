"""Tags: what is drawn marked as content or as an artifact, and the tree of titles, lines and tables (ISO 32000-1 §14.7, §14.8).

The tree follows the grids: each cell is one element, however many pages its text runs over. What is printed
again on a later page, rules, fills and page numbers are artifacts, which a screen reader passes over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, TypeAlias

from ..grid import Cell, Grid, Row
from .pdf_flows import RULED, Piece
from .pdf_objects import File, Reference, array, dictionary

__all__ = ["ARTIFACT", "END", "FOOTER", "HEADER", "Tags"]

ARTIFACT: Final = "/Artifact BMC"
FOOTER: Final = "/Artifact<</Type/Pagination/Subtype/Footer>>BDC"
END: Final = "EMC"
HEADER: Final = "/Artifact<</Type/Pagination/Subtype/Header>>BDC"
_Place: TypeAlias = tuple[int, int]  # the number of a grid and of a row
_Key: TypeAlias = tuple[int, int, int]  # and of a column


class Tags:
    """The tags of one document; pages and what is on them are told in the order in which they are drawn."""

    def __init__(self) -> None:
        self._grids: list[Grid] = []
        self._pages: list[list[_Key]] = []
        self._marks: dict[_Key, list[tuple[int, int]]] = {}

    def begin(self, grid: Grid) -> None:
        """The pages that follow show this grid."""
        self._grids.append(grid)

    def turn(self) -> None:
        """A page begins."""
        self._pages.append([])

    def opening(self, piece: Piece) -> str:
        """The operator that begins the text of a piece; `END` ends it."""
        flow, grid = piece.flow, len(self._grids) - 1
        key, page, row = (grid, flow.row, flow.cell.column), len(self._pages) - 1, self._grids[grid].rows[flow.row]
        marks = self._marks.setdefault(key, [])
        if flow.repeated or (row.role == "header" and marks):
            return HEADER
        number = len(self._pages[page])
        self._pages[page].append(key)
        marks.append((page, number))
        return f"/{_role(row, flow.cell)}<</MCID {number}>>BDC"

    def write(self, file: File, pages: Sequence[Reference]) -> Reference:
        """The root of the tree, with the elements that each page's marks belong to; page n has StructParents n."""
        root, document = file.reserve(), file.reserve()
        tree = _Tree(file, pages, self._marks)
        children = [child for number, grid in enumerate(self._grids) for child in tree.grid(document, number, grid)]
        file.put(document, _element("Document", root, K=array(children)))
        parents = (f"{number} {array(map(tree.elements.__getitem__, keys))}" for number, keys in enumerate(self._pages))
        numbers = file.add(dictionary(Nums=array(parents)))
        file.put(root, dictionary(Type="/StructTreeRoot", K=document, ParentTree=numbers, ParentTreeNextKey=len(pages)))
        return root


class _Tree:
    """The elements of one document on their way into its file; `elements` holds those of cells."""

    def __init__(self, file: File, pages: Sequence[Reference], marks: Mapping[_Key, list[tuple[int, int]]]) -> None:
        self._file = file
        self._pages = pages
        self._marks = marks
        self.elements: dict[_Key, Reference] = {}

    def grid(self, parent: Reference, number: int, grid: Grid) -> Iterator[Reference]:
        """The elements of a grid: its lines, and its tables."""
        rows = (((number, index), row) for index, row in enumerate(grid.rows))
        for ruled, group in groupby(rows, lambda item: item[1].role in RULED):
            if ruled:
                yield self._table(parent, list(group))
            else:
                yield from (self._cell(parent, place, row, cell) for place, row in group for cell in row.cells)

    def _table(self, parent: Reference, rows: list[tuple[_Place, Row]]) -> Reference:
        """A table: parts of header rows and of others, the parts of rows, the rows of cells."""
        table, parts = self._file.reserve(), []
        for heading, group in groupby(rows, lambda item: item[1].role == "header"):
            part = self._file.reserve()
            lines = [self._row(part, place, row) for place, row in group]
            self._file.put(part, _element("THead" if heading else "TBody", table, K=array(lines)))
            parts.append(part)
        self._file.put(table, _element("Table", parent, K=array(parts)))
        return table

    def _row(self, parent: Reference, place: _Place, row: Row) -> Reference:
        line = self._file.reserve()
        cells = [self._cell(line, place, row, cell) for cell in row.cells]
        self._file.put(line, _element("TR", parent, K=array(cells)))
        return line

    def _cell(self, parent: Reference, place: _Place, row: Row, cell: Cell) -> Reference:
        """The element of a cell, with its marks on all pages."""
        key = (*place, cell.column)
        role, marks = _role(row, cell), self._marks.get(key)
        entries: dict[str, object] = {}
        if marks:
            first = marks[0][0]
            kids = (mark if page == first else f"<</Type/MCR/Pg {self._pages[page]}/MCID {mark}>>" for page, mark in marks)
            entries |= {"Pg": self._pages[first], "K": array(kids)}
        if attributes := _attributes(row, cell, role):
            entries["A"] = f"<</O/Table{attributes}>>"
        self.elements[key] = reference = self._file.add(_element(role, parent, **entries))
        return reference


def _role(row: Row, cell: Cell) -> str:
    """The standard structure type of a cell."""
    if row.role not in RULED:
        return "H1" if row.role == "title" else "P"
    return "TH" if row.role == "header" or cell.role in ("label", "name") else "TD"


def _attributes(row: Row, cell: Cell, role: str) -> str:
    """What a cell says of the table: what it is the header of, and its spans."""
    scope = f"/Scope/{'Column' if row.role == 'header' else 'Row'}" if role == "TH" else ""
    if row.role not in RULED:
        return ""
    across = f"/ColSpan {cell.colspan}" if cell.colspan > 1 else ""
    return scope + across + (f"/RowSpan {cell.rowspan}" if cell.rowspan > 1 else "")


def _element(role: str, parent: Reference, **entries: object) -> str:
    return dictionary(Type="/StructElem", S=f"/{role}", P=parent, **entries)
