"""Reads OpenDocument spreadsheets (.ods, ODF 1.2 part 1, chapter 9): the file holds the text that each cell shows."""

from __future__ import annotations

from typing import Final

from .. import catalogue as kinds
from ..errors import UnreadableError
from ..findings import Finding
from ..grid import Grid
from ..interface import ReadOptions, Source
from ..language import Words
from ..package import Package, open_package, parse
from ..places import SheetPlace
from ..sheets import surface
from .ods_sheet import Content

__all__ = ["read"]

_CONTENT: Final = "content.xml"
_MANIFEST: Final = "META-INF/manifest.xml"
_SPREADSHEET: Final = b"application/vnd.oasis.opendocument.spreadsheet"


def read(data: bytes, options: ReadOptions) -> Source:
    """The grids of a workbook's sheets in order; sheets without text give none.

    Cells show what the program that wrote the file showed. What is hidden is left out, and named in
    a finding, unless `options` include it. Raises `UnreadableError` for what is no such workbook, is
    broken, over a limit or protected by a password, and for formulas without a value.
    """
    package = open_package(data, "ods", options.limits)
    _refuse_others(package)
    content = Content(options.limits)
    parse(package.read(_CONTENT), content, _CONTENT, package.limits)
    grids: list[Grid] = []
    findings: list[Finding] = list(content.findings)
    for sheet, hidden in content.sheets:
        if hidden and not options.include_hidden:
            findings.append(
                kinds.HIDDEN_LEFT_OUT.at(
                    SheetPlace(sheet.name, 1, 1), what=Words(f"工作表“{sheet.name}”", f"sheet “{sheet.name}”")
                )
            )
            continue
        grid, found = surface(sheet, options.include_hidden, options.limits)
        grids += [grid] if grid else []
        findings += found
    return Source(tuple(grids), tuple(findings))


def _refuse_others(package: Package) -> None:
    if "mimetype" in package and not package.read("mimetype").startswith(_SPREADSHEET):
        raise UnreadableError(kinds.NOT_A_PACKAGE, format="ods", found=Words("其他文件", "another file"))
    if _MANIFEST in package and b"encryption-data" in package.read(_MANIFEST):
        raise UnreadableError(kinds.PASSWORD)
