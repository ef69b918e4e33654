"""Reads a Word document (.docx, .docm): ECMA-376 WordprocessingML, transitional and strict, by expat in one pass."""

from __future__ import annotations

from .. import catalogue as kinds
from ..errors import UnreadableError
from ..grid import Grid
from ..interface import ReadOptions, Source
from ..language import Words
from ..package import Package, open_package, parse
from .docx_body import Body
from .docx_looks import Style, StyleSheet
from .docx_names import is_read
from .docx_notes import beside
from .docx_thin import thin_styles, thinned

__all__ = ["read"]


def read(data: bytes, options: ReadOptions) -> Source:
    """The body of the document as one grid, with a finding for whatever is not read.

    A paragraph outside the tables is a row "line", a row of a table a row "body". Raises
    `UnreadableError` where the bytes are no Word document, and where a table is broken or over a limit.
    """
    package = open_package(data, "docx", options.limits)
    main = _main_part(package)
    body = _body(package, main, options)
    return Source((Grid(tuple(body.rows)),), (*body.findings, *beside(package, main, body.references), *package.active()))


def _body(package: Package, main: str, options: ReadOptions) -> Body:
    """What the main part holds."""
    data, styles = package.read(main), _styles(package, main)

    def parsed(data: bytes) -> Body:
        body = Body(main, options.include_hidden, options.limits, styles)
        parse(data, body, main, package.limits, holds_depth=True)
        body.finish()
        return body

    try:
        return parsed(thinned(data, is_read))
    except UnreadableError:
        return parsed(data)  # which tells where in the file the fault is


def _main_part(package: Package) -> str:
    """The part that the package names as its office document."""
    if "_rels/.rels" not in package:
        raise UnreadableError(
            kinds.NOT_A_PACKAGE, format="docx", found=Words("不含 Word 文档的压缩包", "an archive without a Word document")
        )
    for kind, target in package.relations("").values():
        if kind.endswith("/officeDocument"):
            return target
    raise UnreadableError(kinds.BROKEN_PACKAGE, part="_rels/.rels", reason=Words("没有指明主文档", "it names no main document"))


def _styles(package: Package, main: str) -> dict[str, Style]:
    """The styles of the document, as far as they say whether text is seen."""
    sheet = StyleSheet()
    for kind, target in package.relations(main).values():
        if kind.endswith("/styles") and target in package:
            parse(thin_styles(package.read(target)), sheet, target, package.limits)
    return sheet.styles
