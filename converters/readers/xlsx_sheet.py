"""One worksheet as its part has it: the shown text of each cell, merged ranges, what is hidden."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from msgspec import Struct, field

from .. import catalogue as kinds
from ..cell_texts import CellTexts
from ..errors import UnreadableError
from ..language import Words
from ..limits import Limits
from ..number_formats import parse_number, show_number
from ..package import Package, parse
from ..patterns import regex
from ..places import column_letters, column_number
from ..serial_dates import serial_of
from ..sheets import LAST_COLUMN, LAST_ROW, Range, Sheet
from .xlsx_strings import MAIN, StringText, unescape

__all__ = ["Book", "read_sheet"]

_REFERENCE = regex(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_TRUE = ("1", "true")
_SHARED_FORMULA = "共享公式"
_MARGINS = {
    f"{page}{where}": what for where, what in (("Header", "页眉"), ("Footer", "页脚")) for page in ("odd", "even", "first")
}
# ECMA-376 part 1, 18.3.1.46: "&&" is an ampersand, all other codes a face, a size, a colour or something worked out on the page.
_MARGIN_CODE = regex(r'&(?:"[^"]*"|K[0-9A-F]{6}|K\d\d[+-]\d{3}|\d+|.)', re.DOTALL)
_PAGE_NUMBER = regex(r"[\s第共页码/—–·\-\d]*")


class Book(Struct, frozen=True):
    """What the sheets of a workbook share."""

    strings: Sequence[str] = ()
    formats: Sequence[str] = ()
    from_1904: bool = False
    include_hidden: bool = False
    limits: Limits = Limits()
    unseen: frozenset[int] = frozenset()
    """The cell styles whose text is white on white."""
    margins: Counter[tuple[str, str]] = field(default_factory=Counter)
    """The heads and feet of pages that are no page numbers (页眉, 页脚), each with how often it was met."""


def read_sheet(package: Package, part: str, name: str, book: Book) -> Sheet:
    """The worksheet in `part`. Raises `UnreadableError` where it is broken or over a limit; `<dimension>` is not believed."""
    handler = _Worksheet(part, Sheet(name), book)
    parse(package.read(part), handler, part, package.limits, holds_depth=True)
    return handler.sheet


class _Worksheet:
    """Takes the parser's events for a worksheet."""

    def __init__(self, part: str, sheet: Sheet, book: Book) -> None:
        self.sheet = sheet
        self._part = part
        self._book = book
        self._texts = CellTexts(sheet, book.from_1904, book.include_hidden)
        self._depth = self._row = self._column = 0
        self._cells: dict[int, str] = {}
        self._codes: dict[str, str] = {}
        self._count = 0
        self._type = self._style = ""
        self._value: str | None = None
        self._formula: str | None = None
        self._data: list[str] | None = None
        self._string = StringText()
        self._inline = False
        starts: dict[str, Callable[[dict[str, str]], None]] = {
            "row": self._start_row, "c": self._start_cell, "v": self._start_data, "f": self._start_data, "is": self._start_inline,
            "col": self._add_column, "mergeCell": self._add_merge,
        }  # fmt: skip
        ends: dict[str, Callable[[], None]] = {
            "c": self._end_cell, "v": self._end_value, "f": self._end_formula, "is": self._end_inline,
        }  # fmt: skip
        for tag, what in _MARGINS.items():
            starts[tag] = self._start_data
            ends[tag] = partial(self._end_margin, what)
        self._starts = {f"{space} {tag}": start for space in MAIN for tag, start in starts.items()}
        self._ends = {f"{space} {tag}": end for space in MAIN for tag, end in ends.items()}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > self._book.limits.xml_depth:
            self._book.limits.hold("xml_depth", self._depth, self._part)
        start = self._starts.get(name)
        if start is not None:
            start(attributes)
        elif self._inline:
            self._string.start(name.rpartition(" ")[2])

    def end(self, name: str) -> None:
        self._depth -= 1
        end = self._ends.get(name)
        if end is not None:
            end()
        elif self._inline:
            self._string.end(name.rpartition(" ")[2])

    def text(self, data: str) -> None:
        if self._data is not None:
            self._data.append(data)
        elif self._inline:
            self._string.text(data)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = self._index(attributes.get("r"), self._row + 1, LAST_ROW)
        self._column = 0
        self._cells = self.sheet.rows.setdefault(self._row, {})
        if attributes.get("hidden") in _TRUE or attributes.get("ht") == "0":
            self.sheet.hidden_rows.append((self._row, self._row))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            row, self._column = self._position(reference)
            if row != self._row:
                raise self._broken(
                    Words(f"单元格 {reference} 不在第 {self._row} 行", f"cell {reference} does not belong in row {self._row}")
                )
        self._type, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._value = self._formula = None

    def _start_data(self, attributes: dict[str, str]) -> None:
        self._data = []

    def _end_value(self) -> None:
        self._value, self._data = "".join(self._data or ()), None

    def _end_formula(self) -> None:
        self._formula, self._data = "".join(self._data or ()), None

    def _end_margin(self, what: str) -> None:
        """The text of a page's head or foot, which is no part of the table; page numbers are not worth a word."""
        text, self._data = (
            _MARGIN_CODE.sub(lambda match: "&" if match[0] == "&&" else " ", unescape("".join(self._data or ()))),
            None,
        )
        if not _PAGE_NUMBER.fullmatch(text):
            self._book.margins[what, " ".join(text.split())] += 1

    def _start_inline(self, attributes: dict[str, str]) -> None:
        self._inline = True

    def _end_inline(self) -> None:
        self._inline = False
        self._value = self._string.take()

    def _end_cell(self) -> None:
        if not self._value and self._formula is not None and self._type != "str":
            self.sheet.formulas[self._row, self._column] = f"={self._formula}" if self._formula else _SHARED_FORMULA
        elif self._value:
            text = self._shown(self._value)
            if text and self._book.unseen and _ordinal(self._style) in self._book.unseen:
                text = self._texts.white(self._row, self._column, text)
            if text:
                self._keep(text)

    def _keep(self, text: str) -> None:
        if self._column in self._cells:
            raise self._broken(
                Words("单元格 {cell} 出现两次", "cell {cell} stands twice").of(cell=f"{column_letters(self._column)}{self._row}")
            )
        self._count += 1
        if self._count > self._book.limits.cells:
            self._hold("cells", self._count)
        self._cells[self._column] = text

    def _shown(self, value: str) -> str:
        """The text that a person sees for the cell's value."""
        if self._type == "n":
            return self._shown_number(value)
        if self._type == "b":
            return "TRUE" if value.strip() in _TRUE else "FALSE"
        if self._type == "e":
            return value
        if self._type == "d":
            serial = serial_of(value, self._book.from_1904)
            return value if serial is None else show_number(self._code(), serial, self._book.from_1904)
        text = self._shared(value) if self._type == "s" else unescape(value) if self._type == "str" else value
        return self._texts.text(self._row, self._column, text, self._code())

    def _shown_number(self, value: str) -> str:
        number = parse_number(value)
        if number is None:
            raise self._broken(
                Words("单元格 {cell} 的数值无法识别: {value}", "the number of cell {cell} is not understood: {value}").of(
                    cell=f"{column_letters(self._column)}{self._row}", value=value[:40]
                )
            )
        return self._texts.number(self._row, self._column, number, self._code())

    def _shared(self, value: str) -> str:
        index = _ordinal(value.strip())
        if not 0 <= index < len(self._book.strings):
            raise self._broken(Words(f"没有编号为 {value[:40]} 的共享字符串", f"there is no shared string {value[:40]}"))
        return self._book.strings[index]

    def _code(self) -> str:
        code = self._codes.get(self._style)
        if code is None:
            style = _ordinal(self._style)
            code = self._codes[self._style] = self._book.formats[style] if 0 <= style < len(self._book.formats) else "General"
        return code

    def _add_column(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in _TRUE or attributes.get("width") == "0":
            first = self._index(attributes.get("min"), 1, LAST_COLUMN)
            self.sheet.hidden_columns.append((first, self._index(attributes.get("max"), first, LAST_COLUMN)))

    def _add_merge(self, attributes: dict[str, str]) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        (top, left), (bottom, right) = self._position(first), self._position(last or first)
        self.sheet.merges.append(Range(min(top, bottom), min(left, right), max(top, bottom), max(left, right)))
        self._hold("merges", len(self.sheet.merges))

    def _position(self, reference: str) -> tuple[int, int]:
        match = _REFERENCE.fullmatch(reference)
        row, column = (int(match[2]), column_number(match[1])) if match else (0, 0)
        if not 1 <= row <= LAST_ROW or column > LAST_COLUMN:
            raise self._broken(Words(f"单元格引用 {reference[:40]} 无效", f"the cell reference {reference[:40]} is not valid"))
        return row, column

    def _index(self, text: str | None, default: int, most: int) -> int:
        """A row's or column's own number, or the next one where it is not given."""
        number = default if text is None else _ordinal(text)
        if not 1 <= number <= most:
            raise self._broken(Words(f"行列号 {text} 无效", f"the number {text} of a row or column is not valid"))
        return number

    def _hold(self, name: str, value: int) -> None:
        self._book.limits.hold(name, value, f"“{self.sheet.name}”")

    def _broken(self, reason: Words) -> UnreadableError:
        return UnreadableError(kinds.BROKEN_PACKAGE, part=self._part, reason=reason)


def _ordinal(text: str) -> int:
    """The number that plain digits print; -1 for anything else, or a number that no index needs."""
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else -1
