"""What stands beside a sheet's cells and speaks of its rows: drawings, comments, tables, the workbook's names; and copies of all that."""

from __future__ import annotations

import copy
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from .. import catalogue as kinds
from ..errors import UnreadableError
from ..language import Words
from ..patterns import regex
from .parts import count_of, local, namespace, relations_name
from .xlsx_book import SheetEntry, Workbook
from .xlsx_references import Moves, move_formula, move_range, rename

__all__ = ["copy_related", "list_sheet", "move_names", "move_related", "recalculate"]

_ROW: Final = regex(rb"(<x:Row>)(\d+)(</x:Row>)")
_ANCHOR: Final = regex(rb"(<x:Anchor>)([^<]*)(</x:Anchor>)")
_SHARED: Final = frozenset({"image", "hyperlink", "theme"})
_HAS: Final = Words("工作表里有{what}", "the sheet has {what}")
_REFUSED: Final = {
    "table": Words("表格对象 (Ctrl+T)", "a table object (Ctrl+T)"), "pivotTable": Words("数据透视表", "a pivot table"),
    "slicer": Words("切片器", "a slicer"), "queryTable": Words("外部查询", "an external query"),
}  # fmt: skip


def move_related(book: Workbook, related: Iterable[tuple[str, str]], moves: Moves) -> None:
    """Moves drawings, comments and tables with the rows of their sheet; each is given by kind and part."""
    for kind, target in related:
        if kind == "drawing":
            _move_anchors(book.parts.tree(target), moves)
        elif kind in ("comments", "table"):
            _move_refs(book.parts.tree(target), moves)
        elif kind == "vmlDrawing":
            _move_comment_shapes(book, target, moves)


def _move_anchors(root: Any, moves: Moves) -> None:
    """Anchors count rows from 0."""
    for element in root.iter():
        if local(element) == "row" and local(element.getparent()) in ("from", "to"):
            row = count_of(element.text) + 1
            first, last = moves.span(row, row)
            element.text = str((first if local(element.getparent()) == "from" else last) - 1)


def _move_refs(root: Any, moves: Moves) -> None:
    def whole(first: int, last: int) -> Iterator[tuple[int, int]]:
        yield moves.span(first, last)

    for element in root.iter():
        if local(element) and element.get("ref"):
            element.set("ref", move_range(element.get("ref"), whole))


def _move_comment_shapes(book: Workbook, part: str, moves: Moves) -> None:
    """Old drawings are not always XML that a parser accepts: the two places that name rows are rewritten in their bytes."""

    def moved(row: int) -> int:
        return moves.span(row + 1, row + 1)[0] - 1

    def anchor(found: re.Match[bytes]) -> bytes:
        numbers = [int(text) for text in found[2].split(b",") if text.strip().isdigit()]
        if len(numbers) == 8:
            shift = moved(numbers[2]) - numbers[2]
            numbers[2], numbers[6] = numbers[2] + shift, numbers[6] + shift
            return found[1] + b", ".join(b"%d" % number for number in numbers) + found[3]
        return found[0]

    data = _ROW.sub(lambda found: found[1] + b"%d" % moved(int(found[2])) + found[3], book.parts.bytes_of(part))
    book.parts.replace(part, _ANCHOR.sub(anchor, data))


def move_names(book: Workbook, moves: Mapping[str, Moves]) -> None:
    """Moves the ranges of the workbook's names: print areas, print titles, and the user's own."""
    root = book.parts.tree(book.part)
    for element in root.iter():
        if local(element) == "definedName" and element.text:
            element.text = move_formula(element.text, "", moves)


def recalculate(book: Workbook) -> None:
    """Has formulas calculated when the workbook is opened, and takes the list of them away: their cells have moved."""
    root = book.parts.tree(book.part)
    settings = next((element for element in root if local(element) == "calcPr"), None)
    if settings is None:
        settings = root.makeelement(f"{namespace(root)}calcPr")
        before = ("sheets", "functionGroups", "externalReferences", "definedNames")
        [element for element in root if local(element) in before][-1].addnext(settings)
    settings.set("fullCalcOnLoad", "1")
    chain = book.related.get("calcChain")
    if chain and chain in book.parts:
        book.parts.remove(chain)
        relations = book.parts.relations(book.part)
        for relation in [relation for relation in relations if relation.get("Type", "").endswith("/calcChain")]:
            relations.remove(relation)


def copy_related(book: Workbook, source: str, target: str) -> list[tuple[str, str]]:
    """Copies what a part refers to for its twin `target`: a drawing belongs to one sheet, pictures may be shared.

    Gives kind and name of each part that was copied.
    """
    copied: list[tuple[str, str]] = []
    if relations_name(source) not in book.parts.package:
        return copied
    twin = book.parts.pristine(relations_name(source))
    for relation in twin:
        kind = relation.get("Type", "").rpartition("/")[2]
        if kind in _REFUSED:
            raise UnreadableError(kinds.FORM_CANNOT_REPEAT, what=_HAS.of(what=_REFUSED[kind]))
        if kind in _SHARED or relation.get("TargetMode") == "External":
            continue
        part = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), relation.get("Target", ""))).lstrip("/")
        name = book.parts.free_name(part)
        book.parts.copy(name, part)
        copied += [(kind, name), *copy_related(book, part, name)]
        relation.set("Target", f"/{name}")
    book.parts.add(relations_name(target), twin, relations_name(source))
    return copied


def list_sheet(book: Workbook, entry: SheetEntry, position: int, name: str, part: str) -> None:
    """Lists a copy of a sheet at `position` in the workbook, with copies of the names that belong to the sheet."""
    root, relations = book.parts.tree(book.part), book.parts.relations(book.part)
    sheets = next(element for element in root if local(element) == "sheets")
    original = sheets[entry.index]
    relation = copy.deepcopy(next(one for one in relations if one.get("Id") == _relation(original)))
    relation.set("Id", f"goalconv{position}")
    relation.set("Target", f"/{part}")
    relations.append(relation)
    twin = copy.deepcopy(original)
    twin.set("name", name)
    twin.set("sheetId", str(max(count_of(sheet.get("sheetId"), 1) for sheet in sheets) + 1))
    twin.set(next(key for key in twin.attrib if key.endswith("}id")), f"goalconv{position}")
    sheets.insert(position, twin)
    _shift_sheet_numbers(root, position)
    own = [one for one in root.iter() if local(one) == "definedName" and one.get("localSheetId") == str(entry.index)]
    for found in own:
        other = copy.deepcopy(found)
        other.set("localSheetId", str(position))
        other.text = rename(found.text or "", entry.name, name)
        found.getparent().append(other)


def _relation(sheet: Any) -> str:
    return str(next(value for key, value in sheet.attrib.items() if key.endswith("}id")))


def _shift_sheet_numbers(root: Any, position: int) -> None:
    """Counts the sheets from `position` on one higher."""
    for element in root.iter():
        for attribute in ("localSheetId", "activeTab", "firstSheet"):
            if local(element) in ("definedName", "workbookView") and count_of(element.get(attribute), -1) >= position:
                element.set(attribute, str(count_of(element.get(attribute)) + 1))
