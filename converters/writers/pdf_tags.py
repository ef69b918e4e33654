"""Tags: what is drawn marked as content or as an artifact, and the tree of titles, lines and tables (ISO 32000-1 §14.7, §14.8).

The tree follows the grids: each cell is one element, however many pages its text runs over. What is printed
again on a later page, rules, fills and page numbers are artifacts, which a screen reader passes over.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, TypeAlias

from ..grid import Cell, Grid, Row
from .pdf_flows import RULED, Piece
from .pdf_objects import File, Reference, dictionary
from .pdf_objects import array as listed

__all__ = ["ARTIFACT", "END", "FOOTER", "HEADER", "Tags"]

ARTIFACT: Final = "/Artifact BMC"
FOOTER: Final = "/Artifact<</Type/Pagination/Subtype/Footer>>BDC"
END: Final = "EMC"
HEADER: Final = "/Artifact<</Type/Pagination/Subtype/Header>>BDC"
_Place: TypeAlias = tuple[int, int]  # the numbers of a row and of a column
_Mark: TypeAlias = tuple[int, int]  # the numbers of a page, and of a mark on it


class Tags:
    """The tags of one document; pages and what is on them are told in the order in which they are drawn."""

    def __init__(self) -> None:
        # Each grid with its marks in numbers alone, for there are hundreds of thousands: of row, column, page, and of the mark on it.
        self._grids: list[tuple[Grid, array[int]]] = []
        self._counts = array("I")
        self._heads: set[_Place] = set()

    def begin(self, grid: Grid) -> None:
        """The pages that follow show this grid."""
        self._grids.append((grid, array("I")))
        self._heads.clear()

    def turn(self) -> None:
        """A page begins."""
        self._counts.append(0)

    def opening(self, piece: Piece) -> str:
        """The operator that begins the text of a piece; `END` ends it."""
        flow, (grid, marks) = piece.flow, self._grids[-1]
        place, row = (flow.row, flow.cell.column), grid.rows[flow.row]
        if flow.repeated or place in self._heads:
            return HEADER
        if row.role == "header":
            self._heads.add(place)
        number = self._counts[-1]
        self._counts[-1] += 1
        marks.extend((*place, len(self._counts) - 1, number))
        return f"/{_role(row, flow.cell)}<</MCID {number}>>BDC"

    def write(self, file: File, pages: Sequence[Reference]) -> Reference:
        """The root of the tree, with the elements that each page's marks belong to; page n has StructParents n."""
        root, document = file.reserve(), file.reserve()
        tree = _Tree(file, pages, self._counts)
        children = [child for grid, marks in self._grids for child in tree.grid(document, grid, marks)]
        file.put(document, _element("Document", root, K=listed(children)))
        parents = (f"{number} {listed(map(Reference, elements))}" for number, elements in enumerate(tree.elements))
        numbers = file.add(dictionary(Nums=listed(parents)))
        file.put(root, dictionary(Type="/StructTreeRoot", K=document, ParentTree=numbers, ParentTreeNextKey=len(pages)))
        return root


class _Tree:
    """The elements of one document on their way into its file; `elements` holds for each page the numbers of those of its marks."""

    def __init__(self, file: File, pages: Sequence[Reference], counts: Iterable[int]) -> None:
        self._file = file
        self._pages = pages
        self._marks: dict[int, array[int]] = {}  # by row the numbers of column, page and mark in turn
        self.elements = [array("I", bytes(4 * count)) for count in counts]

    def grid(self, parent: Reference, grid: Grid, marks: Sequence[int]) -> Iterator[Reference]:
        """The elements of a grid with these marks: its lines, and its tables."""
        self._marks.clear()
        for row, column, page, mark in zip(*(marks[place::4] for place in range(4)), strict=True):
            self._marks.setdefault(row, array("I")).extend((column, page, mark))
        for ruled, group in groupby(enumerate(grid.rows), lambda item: item[1].role in RULED):
            if ruled:
                yield self._table(parent, list(group))
            else:
                yield from (reference for number, row in group for reference in self._cells(parent, number, row))

    def _table(self, parent: Reference, rows: list[tuple[int, Row]]) -> Reference:
        """A table: parts of header rows and of others, the parts of rows, the rows of cells."""
        table, parts = self._file.reserve(), []
        for heading, group in groupby(rows, lambda item: item[1].role == "header"):
            part = self._file.reserve()
            lines = [self._row(part, number, row) for number, row in group]
            self._file.put(part, _element("THead" if heading else "TBody", table, K=listed(lines)))
            parts.append(part)
        self._file.put(table, _element("Table", parent, K=listed(parts)))
        return table

    def _row(self, parent: Reference, number: int, row: Row) -> Reference:
        line = self._file.reserve()
        self._file.put(line, _element("TR", parent, K=listed(self._cells(line, number, row))))
        return line

    def _cells(self, parent: Reference, number: int, row: Row) -> list[Reference]:
        """The elements of the cells of a row."""
        marks: dict[int, list[_Mark]] = {}
        numbers = self._marks.get(number, array("I"))
        for column, page, mark in zip(*(numbers[place::3] for place in range(3)), strict=True):
            marks.setdefault(column, []).append((page, mark))
        return [self._cell(parent, row, cell, marks.get(cell.column, ())) for cell in row.cells]

    def _cell(self, parent: Reference, row: Row, cell: Cell, marks: Sequence[_Mark]) -> Reference:
        """The element of a cell, with its marks on all pages."""
        role = _role(row, cell)
        entries: dict[str, object] = {}
        if marks:
            first = marks[0][0]
            kids = (mark if page == first else f"<</Type/MCR/Pg {self._pages[page]}/MCID {mark}>>" for page, mark in marks)
            entries |= {"Pg": self._pages[first], "K": listed(kids)}
        if attributes := _attributes(row, cell, role):
            entries["A"] = f"<</O/Table{attributes}>>"
        reference = self._file.add(_element(role, parent, **entries))
        for page, mark in marks:
            self.elements[page][mark] = reference
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
