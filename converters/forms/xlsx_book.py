"""The workbook of a form: its sheets as surfaces, and what its cells share (strings, styles)."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final

from msgspec import Struct

from .. import catalogue as kinds
from ..errors import UnreadableError
from ..language import Words
from ..limits import Limits
from ..places import SheetPlace
from ..readers.xlsx_sheet import Book, read_sheet
from ..readers.xlsx_strings import read_strings
from ..readers.xlsx_styles import read_number_formats
from ..sheets import Sheet
from .markers import scan
from .parts import Parts, count_of, local, measure_of
from .template import Area, Line, Surface
from .xlsx_references import position_of

__all__ = ["CellLook", "SheetEntry", "Workbook"]

_COMMENT: Final = Words("批注", "a comment")
_PLACES: Final = {"drawing": Words("图形或文本框", "a drawing or text box"), "comments": _COMMENT, "threadedComment": _COMMENT}


class CellLook(Struct, frozen=True):
    """What a cell style says of text and numbers: its number format, its type size in points, whether it wraps."""

    code: str = "General"
    size: float = 11.0
    wrap: bool = False


class SheetEntry(Struct, frozen=True):
    """A worksheet that the workbook lists: its position, name, part, and whether it is shown."""

    index: int
    name: str
    part: str
    visible: bool


class Workbook:
    """An opened workbook."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.parts = Parts(data, "xlsx", limits)
        package = self.parts.package
        self.part = next((target for kind, target in package.relations("").values() if kind.endswith("/officeDocument")), "")
        if local(self.parts.pristine(self.part)) != "workbook" if self.part.endswith(".xml") else True:
            raise UnreadableError(kinds.NOT_A_PACKAGE, format="xlsx", found=Words("其他 Office 文件", "another Office file"))
        self.relations = package.relations(self.part)
        self.related = {kind.rpartition("/")[2]: target for kind, target in self.relations.values()}
        self.sheets = tuple(self._entries())
        self._sheets: dict[str, Sheet] = {}

    def _entries(self) -> list[SheetEntry]:
        found = []
        listed = (element for element in self.parts.pristine(self.part).iter() if local(element) == "sheet")
        for index, element in enumerate(listed):
            relation = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
            kind, target = self.relations.get(relation, ("", ""))
            if kind.endswith("/worksheet") and target in self.parts:
                found.append(SheetEntry(index, element.get("name", ""), target, element.get("state", "visible") == "visible"))
        return found

    @cached_property
    def book(self) -> Book:
        """What the sheets share."""
        strings = read_strings(self.parts.package, self.related["sharedStrings"]) if "sharedStrings" in self.related else ()
        formats = read_number_formats(self.parts.package, self.related["styles"]) if "styles" in self.related else ()
        return Book(strings, formats, include_hidden=True)

    @cached_property
    def strings(self) -> list[Any]:
        """The elements of the shared strings."""
        if "sharedStrings" not in self.related:
            return []
        return [element for element in self.parts.pristine(self.related["sharedStrings"]) if local(element) == "si"]

    @cached_property
    def looks(self) -> list[CellLook]:
        """The look of each cell style."""
        if "styles" not in self.related:
            return []
        root = self.parts.pristine(self.related["styles"])
        lists = {local(element): element for element in root}
        sizes = [_size(font) for font in lists.get("fonts", ())]
        looks = []
        for number, style in enumerate(lists.get("cellXfs", ())):
            font = count_of(style.get("fontId"))
            wrap = any(local(child) == "alignment" and child.get("wrapText") in ("1", "true") for child in style)
            code = self.book.formats[number] if number < len(self.book.formats) else "General"
            looks.append(CellLook(code, sizes[font] if font < len(sizes) else 11.0, wrap))
        return looks

    def sheet(self, entry: SheetEntry) -> Sheet:
        """The shown texts and merged ranges of a sheet."""
        if entry.part not in self._sheets:
            self._sheets[entry.part] = read_sheet(self.parts.package, entry.part, entry.name, self.book)
        return self._sheets[entry.part]

    def _computed(self, entry: SheetEntry) -> dict[int, frozenset[int]]:
        """The columns with formulas of each line."""
        found: dict[int, set[int]] = {}
        for element in self.parts.pristine(entry.part).iter():
            if local(element) == "f" and element.getparent().get("r"):
                row, column = position_of(element.getparent().get("r"))
                found.setdefault(row - 1, set()).add(column)
        return {line: frozenset(columns) for line, columns in found.items()}

    def surface(self, entry: SheetEntry, *, form: bool = False) -> Surface:
        """The sheet as lines, down to the last that shows text; what a merged range covers is not shown.

        In a `form` the cells with formulas are set apart.
        """
        sheet = self.sheet(entry)
        last = max((row for row, cells in sheet.rows.items() if any(map(str.strip, cells.values()))), default=0)
        self.parts.package.limits.hold("rows", last, f"“{entry.name}”")
        lines = [dict(sheet.rows.get(row, ())) for row in range(1, last + 1)]
        areas = [Area(merge.top - 1, merge.left, merge.bottom - 1, merge.right) for merge in sheet.merges]
        for area in areas:
            for number in range(area.top, min(area.bottom + 1, last)):
                for column in [column for column in lines[number] if area.left <= column <= area.right]:
                    if (number, column) != (area.top, area.left):
                        del lines[number][column]
        shown = tuple(area for area in areas if area.top < last)
        computed = self._computed(entry) if form else {}
        made = (
            Line(
                {column: text for column, text in line.items() if column not in computed.get(number, ())},
                "row",
                computed.get(number, frozenset()),
            )
            for number, line in enumerate(lines)
        )
        formulas = {(row - 1, column): formula for (row, column), formula in sheet.formulas.items()}

        def place(line: int, column: int) -> SheetPlace:
            return SheetPlace(entry.name, line + 1, column)

        return Surface(tuple(made), shown, place, formulas=formulas, findings=tuple(sheet.findings))

    def refuse_stray_markers(self, entry: SheetEntry) -> None:
        """Raises for a marker where none can be filled: in a formula, a page's head or foot, a drawing, a comment."""
        for element in self.parts.pristine(entry.part).iter():
            name = local(element)
            if name == "f" and (found := scan(element.text or "")):
                place = SheetPlace(entry.name, *position_of(element.getparent().get("r", "A1")))
                raise UnreadableError(kinds.MARKER_IN_FORMULA, place, marker=found[0].text)
            if name.endswith(("Header", "Footer")) and (found := scan(element.text or "")):
                raise UnreadableError(
                    kinds.MARKER_PLACE,
                    SheetPlace(entry.name, 1, 1),
                    marker=found[0].text,
                    what=Words("页眉或页脚", "a page's head or foot"),
                )
        for kind, target in self.parts.package.relations(entry.part).values():
            what = _PLACES.get(kind.rpartition("/")[2])
            if what and target in self.parts:
                text = "".join(element.text or "" for element in self.parts.pristine(target).iter() if local(element) == "t")
                if found := [marker for marker in scan(text) if marker.kind != "broken"]:
                    raise UnreadableError(kinds.MARKER_PLACE, SheetPlace(entry.name, 1, 1), marker=found[0].text, what=what)

    def related_to(self, part: str) -> list[tuple[str, str]]:
        """The parts that a part refers to: last word of the type, name."""
        return [(kind.rpartition("/")[2], target) for kind, target in self.parts.package.relations(part).values()]


def _size(font: Any) -> float:
    return next((measure_of(child.get("val"), 11.0) for child in font if local(child) == "sz"), 11.0)
