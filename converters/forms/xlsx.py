"""Forms that are Excel workbooks: filled, cleared, and paired with what was filled from them."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import Any, Final

from .. import catalogue as kinds
from ..errors import UnreadableError
from ..interface import Written
from ..language import Words
from ..limits import Limits
from ..model import GoalTable
from ..patterns import regex
from .align import Filled, align
from .markers import scan
from .parts import local
from .paths import Entity
from .plan import blank_items, plan, projects_of
from .reading import Pair
from .template import Template, understand
from .xlsx_book import SheetEntry, Workbook
from .xlsx_cells import CellWriter
from .xlsx_references import Moves, refers
from .xlsx_related import copy_related, list_sheet, move_names, move_related, recalculate
from .xlsx_sheet import cells_of, fill_sheet, move_cells

__all__ = ["clear", "fill", "pairs", "templates"]

_NAME_REFUSED: Final = regex(r"[\[\]:*?/\\\t\n\r]")
_NAME_LIMIT: Final = 31
_SEVERAL: Final = Words("不止一张工作表只写一个项目: {names}", "more than one sheet is for a single project: {names}")
_NO_SHEET: Final = Words("填好的文件里没有工作表“{name}”", "the filled file has no sheet {name}")


def fill(form: bytes, table: GoalTable | None, limits: Limits, rows: int = 1) -> Written:
    """The form filled with the table, or blank without one, its blocks with so many blank rows."""
    return _Filling(form, table, limits, rows).run()


def templates(form: bytes, limits: Limits) -> tuple[Template, ...]:
    """What the form's marked sheets say."""
    return tuple(_templates(Workbook(form, limits)).values())


def _templates(book: Workbook) -> dict[SheetEntry, Template]:
    """The marked sheets of a form; raises where there are none, and where more than one is for a single project."""
    found: dict[SheetEntry, Template] = {}
    for entry in book.sheets:
        book.refuse_stray_markers(entry)
        surface = book.surface(entry, form=True)
        if any(scan(text) for line in surface.lines for text in line.texts.values()):
            found[entry] = understand(surface)
    if not found:
        raise UnreadableError(kinds.NO_MARKERS)
    if len(singles := [entry.name for entry in found if _is_single(found[entry])]) > 1:
        raise UnreadableError(kinds.FORM_CANNOT_REPEAT, what=_SEVERAL.of(names=", ".join(singles)))
    return found


def _is_single(template: Template) -> bool:
    return template.root.entity == "project"


class _Filling:
    """A form that is being filled."""

    def __init__(self, form: bytes, table: GoalTable | None, limits: Limits, rows: int) -> None:
        self.book = Workbook(form, limits)
        self.table = table
        self.rows = rows
        self.forms = _templates(self.book)
        self.writer = CellWriter(self.book)
        self.moves = {entry.name: self._moves(template, next(self._items(template))) for entry, template in self.forms.items()}

    def run(self) -> Written:
        """Fills all sheets and puts the package together."""
        single = next((entry for entry, template in self.forms.items() if _is_single(template)), None)
        for entry in self.forms:
            if entry is not single:
                self._fill(entry, self.book.parts.tree(entry.part), self.moves)
        if any(not moves.still for moves in self.moves.values()):
            move_names(self.book, self.moves)
        if single is not None:
            self._fill_copies(single)
        for entry in self.forms:
            if not self.moves[entry.name].still:
                move_related(self.book, self.book.related_to(entry.part), self.moves[entry.name])
        self._follow()
        return Written(self.book.parts.save(), tuple(self.writer.findings))

    def _items(self, template: Template) -> Iterator[dict[Entity, Any]]:
        """The items of the root, once for each copy of the sheet."""
        around: dict[Entity, Any] = {"table": self.table}
        if not _is_single(template):
            yield around
        else:
            found = projects_of(self.table) if self.table is not None else []
            yield from (around | items for items in found or [blank_items("project")])

    def _moves(self, template: Template, items: dict[Entity, Any]) -> Moves:
        return Moves(plan(template, items, self.rows))

    def _fill(self, entry: SheetEntry, root: Any, moves: dict[str, Moves], title: str = "") -> None:
        self.writer.title = title or entry.name
        fill_sheet(root, entry.name, moves, self.writer)

    def _fill_copies(self, entry: SheetEntry) -> None:
        """Fills a sheet for a single project: one copy for each, named after it."""
        items = list(self._items(self.forms[entry]))
        parts = self.book.parts
        pristine = parts.pristine(entry.part)
        names = [entry.name] if len(items) == 1 else self._names(entry, items)
        for number, (found, name) in enumerate(zip(items, names, strict=True)):
            moves = self.moves | {entry.name: self._moves(self.forms[entry], found)}
            root = _twin(pristine) if number else parts.tree(entry.part)
            self._fill(entry, root, moves, name)
            if number:
                part = parts.free_name(entry.part)
                parts.add(part, root, entry.part)
                copied = copy_related(self.book, entry.part, part)
                if not moves[entry.name].still:
                    move_related(self.book, copied, moves[entry.name])
                list_sheet(self.book, entry, entry.index + number, name, part)

    def _names(self, entry: SheetEntry, items: Sequence[dict[Entity, Any]]) -> list[str]:
        """A name for each copy: the form's own for the first, which other sheets may refer to, then the projects'."""
        taken = {other.name.lower() for other in self.book.sheets} | {"history"}
        names = [entry.name]
        for found in items[1:]:
            project = found["project"]
            wanted = _NAME_REFUSED.sub("_", project.name or "").strip("' ") or entry.name
            name, count = _clip(wanted, _NAME_LIMIT), 1
            while name.lower() in taken:
                count += 1
                name = _clip(wanted, _NAME_LIMIT - len(f" ({count})")) + f" ({count})"
            taken.add(name.lower())
            names.append(name)
        return names

    def _follow(self) -> None:
        """Formulas of other sheets, and of charts, follow the rows that have moved; all are calculated anew."""
        calculated = False
        for entry in self.book.sheets:
            cells = [element for element in self.book.parts.pristine(entry.part).iter() if local(element) == "f"]
            calculated = calculated or bool(cells)
            if entry not in self.forms and any(refers(cell.text or "", self.moves) for cell in cells):
                move_cells(self.book.parts.tree(entry.part), entry.name, self.moves)
        if calculated:
            recalculate(self.book)


def _twin(pristine: Any) -> Any:
    """A copy of a sheet that is not selected together with the first: typing would fill both."""
    root = copy.deepcopy(pristine)
    for element in root.iter():
        for attribute in ("tabSelected", "codeName"):
            element.attrib.pop(attribute, None)
    return root


def _clip(name: str, units: int) -> str:
    """The beginning of a name in at most so many UTF-16 units."""
    return name.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore").rstrip("' ")


def pairs(form: bytes, filled: bytes, limits: Limits) -> list[Pair]:
    """Each marked sheet with those that were filled from it: by name, and for a form of one project all others."""
    return [pair for _, pair in _paired(Workbook(form, limits), Workbook(filled, limits))]


def _paired(form: Workbook, filled: Workbook) -> Iterator[tuple[SheetEntry, Pair]]:
    forms = _templates(form)
    named = {entry.name: entry for entry in filled.sheets}
    single = {entry.name for entry, template in forms.items() if _is_single(template)}
    known = {entry.name for entry in form.sheets} - single
    for entry, template in forms.items():
        if entry.name in single:
            found = [other for other in filled.sheets if other.name not in known and other.visible == entry.visible]
        else:
            found = [named[entry.name]] if entry.name in named else []
        if not found and len(filled.sheets) == 1 == len(form.sheets):
            found = list(filled.sheets)
        if not found:
            raise UnreadableError(kinds.NO_TABLE, reason=_NO_SHEET.of(name=entry.name))
        yield from ((other, Pair(template, filled.surface(other))) for other in found)


def clear(form: bytes, filled: bytes, limits: Limits) -> bytes:
    """The filled file with its fields blank again; rows and everything else stay."""
    book = Workbook(filled, limits)
    writer = CellWriter(book)
    for entry, (template, surface) in _paired(Workbook(form, limits), book):
        cells = cells_of(book.parts.tree(entry.part))
        for found in align(template, Filled(surface))[0]:
            patterns = template.cells[found.line] if found.line is not None else {}
            for column, pattern in patterns.items():
                cell = cells.get((found.filled + 1, column))
                if pattern.marks and cell is not None:
                    writer.put(cell, "".join(pattern.fixed))
    return book.parts.save()
