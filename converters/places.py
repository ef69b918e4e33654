"""Places: where in a file a person must look.

Each reader makes the kind of place its file has. `str(place)` is what a finding shows in Chinese,
`place.within("en")` in English; the attributes are for programs that mark the spot (annotations, SARIF).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct

from .language import Language

__all__ = [
    "PageLinePlace",
    "PagePlace",
    "ParagraphPlace",
    "Place",
    "SheetPlace",
    "TablePlace",
    "TextPlace",
    "column_letters",
    "column_number",
    "shift",
]


class TextPlace(Struct, frozen=True, gc=False):
    """A character of a text file: line and column, counted from 1."""

    line: int
    column: int

    def __str__(self) -> str:
        return f"第{self.line}行 第{self.column}列"

    def within(self, language: Language) -> str:
        """The place in words of a language."""
        return f"line {self.line}, column {self.column}" if language == "en" else str(self)


class SheetPlace(Struct, frozen=True, gc=False):
    """A cell of a workbook: the sheet's name, row and column counted from 1."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.sheet}!{column_letters(self.column)}{self.row}"

    def within(self, language: Language) -> str:
        """The place as Excel names it, in either language."""
        return str(self)


class TablePlace(Struct, frozen=True, gc=False):
    """A cell of a table in a Word document or a web page, all counted from 1."""

    table: int
    row: int
    column: int

    def __str__(self) -> str:
        return f"表{self.table} 第{self.row}行 第{self.column}列"

    def within(self, language: Language) -> str:
        """The place in words of a language."""
        return f"table {self.table}, row {self.row}, column {self.column}" if language == "en" else str(self)


class ParagraphPlace(Struct, frozen=True, gc=False):
    """A paragraph outside the tables of a Word document or a web page, counted from 1."""

    paragraph: int

    def __str__(self) -> str:
        return f"第{self.paragraph}段"

    def within(self, language: Language) -> str:
        """The place in words of a language."""
        return f"paragraph {self.paragraph}" if language == "en" else str(self)


class PagePlace(Struct, frozen=True, gc=False):
    """A cell of a table on a page: the page, the table on it, row and column of what the page shows, all counted from 1."""

    page: int
    table: int
    row: int
    column: int

    def __str__(self) -> str:
        return f"第{self.page}页 表{self.table} 第{self.row}行 第{self.column}列"

    def within(self, language: Language) -> str:
        """The place in words of a language."""
        return f"page {self.page}, table {self.table}, row {self.row}, column {self.column}" if language == "en" else str(self)


class PageLinePlace(Struct, frozen=True, gc=False):
    """A line of text outside the tables of a page: the page, and the line among those, both counted from 1."""

    page: int
    line: int

    def __str__(self) -> str:
        return f"第{self.page}页 表外第{self.line}行"

    def within(self, language: Language) -> str:
        """The place in words of a language."""
        return f"page {self.page}, line {self.line} outside tables" if language == "en" else str(self)


Place: TypeAlias = TextPlace | SheetPlace | TablePlace | ParagraphPlace | PagePlace | PageLinePlace


def column_letters(column: int) -> str:
    """The letters Excel gives a column counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@lru_cache(maxsize=20_000)
def column_number(letters: str) -> int:
    """The number of the column that Excel calls by these letters, of either case: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def shift(place: Place | None, text: str, offset: int) -> Place | None:
    """The place of the character at `offset` of a cell whose `text` begins at `place`.

    Only text files point inside a cell; elsewhere the cell itself is the place.
    """
    if not isinstance(place, TextPlace):
        return place
    newlines = text.count("\n", 0, offset)
    if newlines:
        return TextPlace(place.line + newlines, offset - text.rfind("\n", 0, offset))
    return TextPlace(place.line, place.column + offset)
