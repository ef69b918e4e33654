"""A part of a Word document as lines: its paragraphs and the rows of its tables, with the elements they are made of.

Text in a text box belongs to the line that anchors it, in cells numbered from `BOXES` on; what a
nested table holds is text of the cell around it. Deleted text is no text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from msgspec import Struct

from ..places import ParagraphPlace, Place, TablePlace
from ..readers.docx_names import CHARACTERS
from .parts import count_of, local, namespace
from .template import Area, Line, Surface

__all__ = ["BOXES", "Cell", "WordLine", "WordSurface", "cells_of", "pieces_of", "read_surface"]

BOXES: Final = 1_000
_WRAPPERS: Final = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink"})
_NO_TEXT: Final = frozenset({"del", "moveFrom", "pPr", "rPr", "tcPr", "trPr", "tblPr", "txbxContent", "instrText", "delText"})


class Cell(Struct, frozen=True):
    """A cell, a text box or a paragraph by itself: its paragraphs, and how many columns it spans."""

    paragraphs: tuple[Any, ...]
    element: Any = None
    span: int = 1
    vertical: str = ""


class WordLine(Struct, frozen=True):
    """A line: its element (a paragraph or a row), the table it stands in, and its cells by column."""

    element: Any
    table: Any
    cells: dict[int, Cell]


class WordSurface(Struct, frozen=True):
    """A part with its lines, and the surface that they show."""

    lines: tuple[WordLine, ...]
    surface: Surface


def read_surface(container: Any) -> WordSurface:
    """The lines of a body, a header or a footer."""
    lines: list[WordLine] = []
    places: list[tuple[int, int]] = []
    stretches: list[tuple[int, int]] = []
    paragraphs = 0
    for element in _unwrapped(container, ("p", "tbl")):
        if local(element) == "p":
            paragraphs += 1
            lines.append(WordLine(element, None, cells_of(element)))
            places.append((0, paragraphs))
            continue
        first = len(lines)
        for number, row in enumerate(_unwrapped(element, ("tr",)), 1):
            lines.append(WordLine(row, element, cells_of(row)))
            places.append((len(stretches) + 1, number))
        if len(lines) > first:
            stretches.append((first, len(lines) - 1))

    def place(line: int, column: int) -> Place:
        table, number = places[line]
        return TablePlace(table, number, min(column, BOXES)) if table else ParagraphPlace(number)

    return WordSurface(tuple(lines), _shown(lines, stretches, place))


def cells_of(element: Any) -> dict[int, Cell]:
    """The cells of a line's element: a row, or a paragraph that is one cell."""
    return _cells(element) if local(element) == "tr" else {1: Cell((element,))} | _boxes((element,))


def _shown(lines: Sequence[WordLine], stretches: Sequence[tuple[int, int]], place: Any) -> Surface:
    """The texts of the lines, without the cells that others cover, and the merged ranges."""
    areas = [area for first, last in stretches for area in _areas(lines, first, last)]
    texts = []
    for line in lines:
        texts.append({column: _text(cell) for column, cell in line.cells.items() if cell.vertical != "continue"})
    kinds = ("paragraph" if line.table is None else "row" for line in lines)
    return Surface(tuple(map(Line, texts, kinds)), tuple(areas), place, tuple(stretches))


def _areas(lines: Sequence[WordLine], first: int, last: int) -> Iterator[Area]:
    """The merged ranges of a table."""
    for number in range(first, last + 1):
        for column, cell in lines[number].cells.items():
            if cell.vertical == "continue" or column >= BOXES:
                continue
            bottom = number
            while cell.vertical == "restart" and bottom < last and _continues(lines[bottom + 1].cells.get(column)):
                bottom += 1
            if bottom > number or cell.span > 1:
                yield Area(number, column, bottom, column + cell.span - 1)


def _continues(cell: Cell | None) -> bool:
    return cell is not None and cell.vertical == "continue"


def _unwrapped(container: Any, wanted: Sequence[str]) -> Iterator[Any]:
    """The children of these names, also those that content controls and the like wrap."""
    for child in container:
        name = local(child)
        if name in wanted:
            yield child
        elif name in _WRAPPERS:
            yield from _unwrapped(child, wanted)


def _cells(row: Any) -> dict[int, Cell]:
    """The cells of a row by the grid column in which they begin, counted from 1."""
    column = 1 + count_of(_value(row, "trPr", "gridBefore"))
    cells: dict[int, Cell] = {}
    inner: list[Any] = []
    for element in _unwrapped(row, ("tc",)):
        span = max(1, count_of(_value(element, "tcPr", "gridSpan"), 1))
        vertical = _value(element, "tcPr", "vMerge")
        paragraphs = tuple(_paragraphs(element))
        inner += paragraphs
        cells[column] = Cell(paragraphs, element, span, "" if vertical is None else vertical or "continue")
        column += span
    return cells | _boxes(inner)


def _paragraphs(element: Any) -> Iterator[Any]:
    """The paragraphs below an element, those in text boxes aside."""
    for child in element:
        name = local(child)
        if name == "p":
            yield child
        elif name and name not in _NO_TEXT:
            yield from _paragraphs(child)


def _boxes(paragraphs: Sequence[Any]) -> dict[int, Cell]:
    """The text boxes that paragraphs anchor: every reading of each, since programs differ in which they show."""
    found = [element for paragraph in paragraphs for element in paragraph.iter() if local(element) == "txbxContent"]
    return {BOXES + number: Cell(tuple(_paragraphs(box))) for number, box in enumerate(found)}


def _value(element: Any, properties: str, name: str) -> str | None:
    """The value of a property: None where it is not there, "" where it has none."""
    space = namespace(element)
    for held in element.iterchildren(f"{space}{properties}"):
        for one in held.iterchildren(f"{space}{name}"):
            return next((value for key, value in one.attrib.items() if key.endswith("}val")), "")
    return None


def pieces_of(paragraph: Any) -> list[tuple[Any, str]]:
    """The pieces of text of a paragraph, each with its element (a `t`, a tab, a break)."""
    return list(_pieces(paragraph))


def _pieces(element: Any) -> Iterator[tuple[Any, str]]:
    for child in element:
        name = local(child)
        if name == "t":
            yield child, child.text or ""
        elif name in CHARACTERS and local(element) == "r":
            yield child, CHARACTERS[name]
        elif name and name not in _NO_TEXT and name != "Fallback":
            yield from _pieces(child)


def _text(cell: Cell) -> str:
    """The text of a cell, a line for each paragraph."""
    return "\n".join("".join(text for _, text in pieces_of(paragraph)) for paragraph in cell.paragraphs)
