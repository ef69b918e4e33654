"""Reads Excel workbooks (docs/formats/xlsx.md): each visible worksheet with text becomes a grid."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from .. import catalogue as kinds
from ..errors import UnreadableError
from ..findings import Finding
from ..grid import Grid
from ..interface import ReadOptions, Source
from ..language import Words
from ..package import Package, open_package, parse
from ..places import SheetPlace
from ..sheet_parts import parts_left_out
from ..sheets import surface
from .xlsx_sheet import Book, read_sheet
from .xlsx_strings import MAIN, read_strings
from .xlsx_styles import read_styles

__all__ = ["read"]

_OTHER_SHEETS = {
    "chartsheet": Words("图表页", "chart sheet"),
    "dialogsheet": Words("对话框页", "dialog sheet"),
    "xlMacrosheet": Words("宏表", "macro sheet"),
}


def read(data: bytes, options: ReadOptions) -> Source:
    """The grids of a workbook's sheets in order; sheets without text give none.

    Cells show what Excel shows, from the exact digits of the file; formulas count by their cached
    value. What is hidden is left out, and named in a finding, unless `options` include it. Raises
    `UnreadableError` for what is no workbook, is broken or over a limit, and for formulas without value.
    """
    package = open_package(data, "xlsx", options.limits)
    part = _main_part(package)
    workbook = _Workbook()
    parse(package.read(part), workbook, part, package.limits)
    if not workbook.is_workbook:
        raise UnreadableError(kinds.NOT_A_PACKAGE, format="xlsx", found=Words("其他 Office 文件", "another Office file"))
    relations = package.relations(part)
    parts = {kind.rpartition("/")[2]: target for kind, target in relations.values()}
    codes, unseen = read_styles(package, parts["styles"]) if "styles" in parts else ([], frozenset())
    book = Book(
        read_strings(package, parts["sharedStrings"]) if "sharedStrings" in parts else (),
        codes,
        workbook.from_1904, options.include_hidden, options.limits,
        unseen=unseen,
    )  # fmt: skip
    grids: list[Grid] = []
    findings: list[Finding] = []
    for entry in workbook.sheets:
        kind, target = relations.get(entry.relation, ("", ""))
        _read_entry(package, entry, kind.rpartition("/")[2], target, book, grids, findings)
    return Source(tuple(grids), (*findings, *_beside_pages(book), *package.active()))


def _beside_pages(book: Book) -> Iterator[Finding]:
    for (what, text), count in book.margins.items():
        ink = len("".join(text.split()))
        yield kinds.PAGE_PART_LEFT_OUT.at(what=what, count=count, ink=ink, text=text)


class _Entry(Struct, frozen=True):
    """A sheet as the workbook lists it."""

    name: str
    relation: str
    hidden: bool


def _read_entry(
    package: Package, entry: _Entry, kind: str, target: str, book: Book, grids: list[Grid], findings: list[Finding]
) -> None:
    """Adds the grid of one listed sheet, or the finding that says why there is none."""
    if kind in _OTHER_SHEETS:
        findings.append(
            kinds.BOOK_PART_LEFT_OUT.at(
                what=Words("{kind}“{name}”", "{kind} “{name}”").of(kind=_OTHER_SHEETS[kind], name=entry.name)
            )
        )
        return
    if not target:
        raise UnreadableError(
            kinds.BROKEN_PACKAGE,
            part="xl/workbook.xml",
            reason=Words(f"找不到工作表“{entry.name}”", f"sheet “{entry.name}” is not there"),
        )
    if entry.hidden and not book.include_hidden:
        findings.append(
            kinds.HIDDEN_LEFT_OUT.at(SheetPlace(entry.name, 1, 1), what=Words(f"工作表“{entry.name}”", f"sheet “{entry.name}”"))
        )
        return
    grid, found = surface(read_sheet(package, target, entry.name, book), book.include_hidden, book.limits)
    if grid:
        grids.append(grid)
    findings.extend(found)
    findings.extend(parts_left_out(package, entry.name, target))


def _main_part(package: Package) -> str:
    """The name of the workbook's part."""
    for kind, target in package.relations("").values():
        if kind.endswith("/officeDocument"):
            if target.endswith(".bin"):
                raise UnreadableError(
                    kinds.NOT_A_PACKAGE, format="xlsx", found=Words("二进制工作簿 (.xlsb)", "a binary workbook (.xlsb)")
                )
            return target
    raise UnreadableError(kinds.NOT_A_PACKAGE, format="xlsx", found=Words("压缩包", "an archive"))


class _Workbook:
    """Collects the sheets that a workbook lists."""

    def __init__(self) -> None:
        self.is_workbook = self.from_1904 = False
        self.sheets: list[_Entry] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if space not in MAIN:
            return
        if tag == "workbook":
            self.is_workbook = True
        elif tag == "workbookPr":
            self.from_1904 = attributes.get("date1904") in ("1", "true")
        elif tag == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(" id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append(_Entry(attributes.get("name", ""), relation, hidden))

    def end(self, name: str) -> None:
        """Nothing to do."""

    def text(self, data: str) -> None:
        """Nothing to do."""
