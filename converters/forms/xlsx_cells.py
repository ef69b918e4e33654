"""Writes the cells of a form's sheet: text as text, amounts as numbers where the cell's format shows them as they are."""

from __future__ import annotations

import copy
from decimal import Decimal
from typing import Any, Final

from .. import catalogue as kinds
from ..amounts import parse_amount, plain
from ..errors import UnwritableError
from ..findings import Finding
from ..number_formats import show_number
from ..patterns import regex
from ..places import Place
from ..readers.xlsx_strings import unescape
from .markers import substitute
from .parts import count_of, local, namespace
from .plan import changes_of, text_of
from .printing import Items
from .template import Pattern
from .xlsx_book import CellLook, Workbook

__all__ = ["CellWriter"]

_TEXT_LIMIT: Final = 32_767
_ESCAPED: Final = regex(r"_(?=x[0-9A-Fa-f]{4}_)")
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


class CellWriter:
    """Writes cells of a workbook, and notes what is doubtful about them; `title` is the sheet at work."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.findings: list[Finding] = []
        self.title = ""

    def look(self, cell: Any) -> CellLook:
        """The look of a cell."""
        style, looks = count_of(cell.get("s")), self.workbook.looks
        return looks[style] if style < len(looks) else CellLook()

    def write(self, cell: Any, pattern: Pattern, items: Items, place: Place) -> str:
        """Writes what the pattern prints into the cell; gives the text as it is shown."""
        printed = text_of(pattern, items)
        if not printed.text:
            self.clear(cell)
        elif printed.number is None or not self._write_number(cell, printed.number, printed.text, place):
            self._write_text(cell, pattern, items, printed.text, place)
        return printed.text

    def clear(self, cell: Any) -> None:
        """Leaves the cell blank, in its style."""
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)

    def _write_number(self, cell: Any, number: Decimal, text: str, place: Place) -> bool:
        """Writes a number where the cell's number format shows it whole."""
        code = self.look(cell).code
        if "@" in code:
            return False
        shown = show_number(code, number)
        if parse_amount(shown) != number:
            self.findings.append(kinds.WRITTEN_AS_TEXT.at(place, text=text, shown=shown))
            return False
        self.clear(cell)
        _child(cell, "v").text = plain(number)
        return True

    def _write_text(self, cell: Any, pattern: Pattern, items: Items, text: str, place: Place) -> None:
        """Writes text in the look of the cell's own runs."""
        length = len(text.encode("utf-16-le")) // 2
        if length > _TEXT_LIMIT:
            raise UnwritableError(kinds.CELL_TOO_LONG, place, count=length, format="xlsx", limit=_TEXT_LIMIT)
        if not self._write_runs(cell, pattern, items):
            self.put(cell, text)

    def put(self, cell: Any, text: str) -> None:
        """Writes a text in the cell's style, or leaves the cell blank."""
        self.clear(cell)
        if text:
            _fill(_child(_child(cell, "is"), "t"), text)
            cell.set("t", "inlineStr")

    def _write_runs(self, cell: Any, pattern: Pattern, items: Items) -> bool:
        """Writes into the cell's own runs, each in its look; tells whether it has several."""
        source = self._source(cell)
        pieces = (
            []
            if source is None
            else [element for element in source.iter() if local(element) == "t" and local(element.getparent()) != "rPh"]
        )
        texts = [unescape(piece.text or "") for piece in pieces]
        if len(pieces) < 2 or "".join(texts) != pattern.text:
            return False
        for piece, new in zip(pieces, substitute(texts, changes_of(pattern, items)), strict=True):
            _fill(piece, new)
        self.clear(cell)
        _child(cell, "is").extend(child for child in source if local(child) in ("r", "t"))
        cell.set("t", "inlineStr")
        return True

    def _source(self, cell: Any) -> Any:
        """A copy of the string that the cell has."""
        for child in cell:
            if local(child) == "is":
                return copy.deepcopy(child)
            if (
                local(child) == "v"
                and cell.get("t") == "s"
                and 0 <= (at := count_of(child.text, -1)) < len(self.workbook.strings)
            ):
                return copy.deepcopy(self.workbook.strings[at])
        return None


def _child(element: Any, name: str) -> Any:
    child = element.makeelement(f"{namespace(element)}{name}")
    element.append(child)
    return child


def _fill(element: Any, text: str) -> None:
    element.text = _ESCAPED.sub("_x005F_", text)
    if text != text.strip() or "\n" in text:
        element.set(_SPACE, "preserve")
