"""Writes text into the paragraphs of a Word document, in the look of the runs that are there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ..patterns import regex
from .docx_surface import Cell, pieces_of
from .markers import substitute
from .parts import namespace

__all__ = ["empty", "put", "replace"]

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_PIECE: Final = regex(r"[\n\t]|[^\n\t]+")
_CONTROLS: Final = {"\n": "br", "\t": "tab"}


def replace(cell: Cell, changes: Sequence[tuple[int, int, str]]) -> None:
    """Replaces stretches of the cell's text; a stretch lies within one paragraph."""
    start = 0
    for paragraph in cell.paragraphs:
        pieces = pieces_of(paragraph)
        stop = start + sum(len(text) for _, text in pieces)
        inside = [(first - start, last - start, text) for first, last, text in changes if start <= first and last <= stop]
        if inside:
            for (element, old), new in zip(pieces, substitute([text for _, text in pieces], inside), strict=True):
                if new != old:
                    _write(element, new)
        start = stop + 1


def put(cell: Cell, text: str) -> None:
    """Makes `text` the whole text of a cell, in the look of its first run."""
    first = True
    for paragraph in cell.paragraphs:
        for element, _ in pieces_of(paragraph):
            _write(element, text if first else "")
            first = False


def empty(cell: Cell) -> None:
    """Leaves nothing in a cell but its first paragraph, without text."""
    put(cell, "")
    for paragraph in cell.paragraphs[1:]:
        paragraph.getparent().remove(paragraph)


def _write(element: Any, text: str) -> None:
    """Writes text where a piece stands: line breaks and tabs are elements of their own beside it, in the same run."""
    parent, space = element.getparent(), namespace(element)
    anchor = element
    for number, piece in enumerate(_PIECE.findall(text)):
        made = parent.makeelement(f"{space}{_CONTROLS.get(piece, 't')}")
        if piece not in _CONTROLS:
            made.text = piece
            made.set(_SPACE, "preserve")
        if number:
            anchor.addnext(made)
        else:
            parent.replace(element, made)
        anchor = made
    if not text:
        parent.remove(element)
