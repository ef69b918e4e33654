"""The content part of an OpenDocument spreadsheet: sheets, rows, cells and the text in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec import Struct, field

from .. import catalogue as kinds
from ..errors import UnreadableError
from ..findings import Finding
from ..language import Words, quoted
from ..limits import Limits
from ..patterns import regex
from ..places import SheetPlace
from ..sheets import LAST_COLUMN, LAST_ROW, Range, Sheet

__all__ = ["Content"]

_ODF: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _TEXT, _OFFICE, _STYLE, _DRAWING = (f"{_ODF}{name}:1.0 " for name in ("table", "text", "office", "style", "drawing"))
_SPACE: Final = regex("[ \t\r\n]+")
_PARAGRAPHS: Final = (f"{_TEXT}p", f"{_TEXT}h")
_PICTURE: Final = Words("文本框文字", "text of a text box")
_BESIDE: Final[dict[str, Words | None]] = {
    f"{_OFFICE}annotation": Words("批注", "a comment"), f"{_TABLE}shapes": _PICTURE, f"{_TABLE}tracked-changes": None, f"{_OFFICE}forms": None,
    f"{_TABLE}dde-links": None, f"{_TABLE}content-validations": None, f"{_TEXT}ruby-text": None,
}  # fmt: skip
"""Elements whose text stands beside the cells, and what a person calls it; None for what no one sees."""


class _Cell(Struct):
    """A cell while it is read."""

    attributes: dict[str, str]
    paragraphs: list[str] = field(default_factory=list)


class Content:
    """Takes the parser's events; `sheets` then holds the sheets in order, each with whether it is hidden."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._sheets: list[tuple[Sheet, str]] = []
        self._hidden_styles: set[str] = set()
        self.findings: list[Finding] = []
        self._sheet: Sheet | None = None
        self._count = 0
        self._style = ""
        self._row = self._column = self._columns = 0
        self._rows_repeated = 1
        self._cell: _Cell | None = None
        self._pieces: list[str] | None = None
        self._beside = 0
        self._beside_name: Words | None = None
        self._beside_text: list[str] = []
        self._beside_paragraphs = 0
        self._after_blank = True
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            f"{_TABLE}table": self._start_sheet, f"{_TABLE}table-column": self._add_columns, f"{_TABLE}table-row": self._start_row,
            f"{_TABLE}table-cell": self._start_cell, f"{_TABLE}covered-table-cell": self._start_cell,
            f"{_TEXT}p": self._start_paragraph, f"{_TEXT}h": self._start_paragraph, f"{_TEXT}s": self._add_spaces,
            f"{_TEXT}tab": self._add_tab, f"{_TEXT}line-break": self._add_line_break,
            f"{_STYLE}style": self._start_style, f"{_STYLE}table-properties": self._take_properties,
        }  # fmt: skip
        self._ends: dict[str, Callable[[], None]] = {
            f"{_TABLE}table-cell": self._end_cell, f"{_TABLE}covered-table-cell": self._end_cell, f"{_TABLE}table-row": self._end_row,
            f"{_TEXT}p": self._end_paragraph, f"{_TEXT}h": self._end_paragraph, f"{_TABLE}table": self._end_sheet,
        }  # fmt: skip

    @property
    def sheets(self) -> list[tuple[Sheet, bool]]:
        """The sheets in order, each with whether it is hidden."""
        return [(sheet, style in self._hidden_styles) for sheet, style in self._sheets]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._beside or name in _BESIDE or name.startswith(_DRAWING):
            self._beside_name = self._beside_name if self._beside else _BESIDE.get(name, _PICTURE)
            self._beside += 1
            self._beside_paragraphs += name in _PARAGRAPHS
        elif name in self._starts:
            self._starts[name](attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        if self._beside:
            self._beside -= 1
            self._end_beside(name)
        elif name in self._ends:
            self._ends[name]()

    def text(self, data: str) -> None:
        """A piece of character data."""
        if self._beside:
            if self._beside_paragraphs and self._beside_name:  # who wrote a comment, and when, is none of its text
                self._beside_text.append(data)
        elif self._pieces is not None:
            piece = _SPACE.sub(" ", data)
            self._pieces.append(piece[1:] if self._after_blank and piece.startswith(" ") else piece)
            self._after_blank = piece.endswith(" ")

    def _end_beside(self, name: str) -> None:
        """What stands beside the cells is named, with its text, at the cell where it is anchored."""
        self._beside_paragraphs -= name in _PARAGRAPHS
        self._beside_text += ["\n"] if name in _PARAGRAPHS else []
        if self._beside:
            return
        text, place = "".join(self._beside_text).strip(), self._place(self._column + 1) if self._cell else None
        self._beside_text.clear()
        if text and self._sheet:
            what = Words("工作表“{name}”的{what}", "{what} of sheet “{name}”").of(name=self._sheet.name, what=self._beside_name)
            self.findings.append(kinds.BOOK_PART_LEFT_OUT.at(place, what=quoted(what, text)))

    def _start_style(self, attributes: dict[str, str]) -> None:
        self._style = attributes.get(f"{_STYLE}name", "")

    def _take_properties(self, attributes: dict[str, str]) -> None:
        if attributes.get(f"{_TABLE}display") == "false":
            self._hidden_styles.add(self._style)

    def _start_sheet(self, attributes: dict[str, str]) -> None:
        if self._sheet is not None:
            raise UnreadableError(
                kinds.BROKEN_PACKAGE,
                part="content.xml",
                reason=Words(f"工作表“{self._sheet.name}”里有子表", f"sheet “{self._sheet.name}” has a table inside"),
            )
        self._sheet = Sheet(attributes.get(f"{_TABLE}name", ""))
        self._sheets.append((self._sheet, attributes.get(f"{_TABLE}style-name", "")))
        self._row = self._columns = self._count = 0

    def _end_sheet(self) -> None:
        self._sheet = None

    def _add_columns(self, attributes: dict[str, str]) -> None:
        count = self._number(attributes, "number-columns-repeated")
        if self._sheet and _is_hidden(attributes):
            self._sheet.hidden_columns.append((self._columns + 1, min(self._columns + count, LAST_COLUMN)))
        self._columns += count

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row, self._column = self._row + 1, 0
        self._rows_repeated = self._number(attributes, "number-rows-repeated")
        if self._sheet and _is_hidden(attributes):
            self._sheet.hidden_rows.append((self._row, self._row + self._rows_repeated - 1))

    def _end_row(self) -> None:
        self._row += self._rows_repeated - 1

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell = _Cell(attributes)

    def _end_cell(self) -> None:
        if self._cell is None or self._sheet is None:
            return
        cell, self._cell = self._cell, None
        first = self._column + 1
        repeated = self._number(cell.attributes, "number-columns-repeated")
        self._column += repeated
        self._add_merge(self._sheet, cell, first)
        text = "\n".join(cell.paragraphs) if cell.paragraphs else _value(cell.attributes)
        formula = cell.attributes.get(f"{_TABLE}formula")
        without = formula is not None and not text and f"{_OFFICE}value-type" not in cell.attributes
        if without:
            self._sheet.formulas[self._row, first] = formula or ""
        elif text.strip():
            self._keep(self._sheet, first, repeated, text)

    def _keep(self, sheet: Sheet, first: int, repeated: int, text: str) -> None:
        """Puts the text into each cell that repeats it."""
        self._count += repeated * self._rows_repeated
        self._limits.hold("cells", self._count, place=self._place(first))
        for row in range(self._row, self._row + self._rows_repeated):
            sheet.rows.setdefault(row, {}).update(dict.fromkeys(range(first, first + repeated), text))

    def _add_merge(self, sheet: Sheet, cell: _Cell, first: int) -> None:
        wide, high = (self._number(cell.attributes, f"number-{what}-spanned") for what in ("columns", "rows"))
        if wide > 1 or high > 1:
            sheet.merges.append(Range(self._row, first, self._row + high - 1, first + wide - 1))

    def _start_paragraph(self, attributes: dict[str, str]) -> None:
        if self._cell is not None:
            self._pieces, self._after_blank = [], True

    def _end_paragraph(self) -> None:
        if self._cell is not None and self._pieces is not None:
            self._cell.paragraphs.append("".join(self._pieces))
        self._pieces = None

    def _add_spaces(self, attributes: dict[str, str]) -> None:
        if self._pieces is not None:
            count = attributes.get(f"{_TEXT}c", "1")
            self._add(" " * (int(count) if count.isascii() and count.isdecimal() and len(count) < 6 else 1))

    def _add_tab(self, attributes: dict[str, str]) -> None:
        self._add("\t")

    def _add_line_break(self, attributes: dict[str, str]) -> None:
        self._add("\n")

    def _add(self, text: str) -> None:
        """White space that an element stands for is kept as it is."""
        if self._pieces is not None:
            self._pieces.append(text)
            self._after_blank = False

    def _number(self, attributes: dict[str, str], name: str) -> int:
        """A count from 1 to the largest sheet's; raises `UnreadableError` for anything else."""
        text = attributes.get(f"{_TABLE}{name}", "1")
        if not (text.isascii() and text.isdecimal() and len(text) < 9 and 1 <= int(text) <= LAST_ROW):
            raise UnreadableError(
                kinds.BROKEN_PACKAGE,
                part="content.xml",
                reason=Words(f"{name} 的值“{text[:20]}”无效", f"the value “{text[:20]}” of {name} is not valid"),
            )
        return int(text)

    def _place(self, column: int) -> SheetPlace:
        return SheetPlace(self._sheet.name if self._sheet else "", self._row, column)


def _is_hidden(attributes: dict[str, str]) -> bool:
    return attributes.get(f"{_TABLE}visibility", "visible") != "visible"


def _value(attributes: dict[str, str]) -> str:
    """The value of a cell that shows no text of its own."""
    names = ("string-value", "value", "date-value", "time-value", "boolean-value")
    return next((attributes[f"{_OFFICE}{name}"] for name in names if f"{_OFFICE}{name}" in attributes), "")
