"""Reads a Word document (.docx, .docm): ECMA-376 WordprocessingML, transitional and strict, by expat in one pass."""

from __future__ import annotations

from .. import catalogue as kinds
from ..errors import UnreadableError
from ..findings import Finding
from ..grid import Grid
from ..interface import ReadOptions, Source
from ..language import Words
from ..package import Package, open_package, parse
from ..patterns import regex
from .docx_body import Body
from .docx_captures import quoted
from .docx_names import local_name

__all__ = ["read"]

_BESIDE = {
    "footnotes": Words("脚注", "a footnote"), "endnotes": Words("尾注", "an endnote"), "comments": Words("批注", "a comment"),
    "header": Words("页眉", "the page header"), "footer": Words("页脚", "the page footer"),
}  # fmt: skip
_PAGE_NUMBER = regex(r"[\s第共页码/—–·\-\d]*")


def read(data: bytes, options: ReadOptions) -> Source:
    """The body of the document as one grid, with a finding for whatever is not read.

    A paragraph outside the tables is a row "line", a row of a table a row "body". Raises
    `UnreadableError` where the bytes are no Word document, and where a table is broken or over a limit.
    """
    package = open_package(data, "docx", options.limits)
    main = _main_part(package)
    body = Body(main, options.include_hidden, options.limits)
    parse(package.read(main), body, main, package.limits)
    body.finish()
    return Source((Grid(tuple(body.rows)),), (*body.findings, *_beside(package, main), *package.active()))


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


def _beside(package: Package, main: str) -> list[Finding]:
    """A finding for each part beside the body that holds text; page numbers are none."""
    findings: list[Finding] = []
    for kind, target in package.relations(main).values():
        what = _BESIDE.get(kind.rpartition("/")[2])
        if what is None or target not in package:
            continue
        words = _Words()
        parse(package.read(target), words, target, package.limits)
        text = "".join(words.pieces).strip()
        if text and not (what.zh in {"页眉", "页脚"} and _PAGE_NUMBER.fullmatch(text)):
            findings.append(kinds.BOOK_PART_LEFT_OUT.at(what=quoted(what, text)))
    return findings


class _Words:
    """Collects the text of a part, whatever its structure."""

    def __init__(self) -> None:
        """Nothing read yet."""
        self.pieces: list[str] = []
        self._open = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._open = local_name(name) == "t"

    def end(self, name: str) -> None:
        """An element ends; the text of two paragraphs is kept apart."""
        self._open = False
        if local_name(name) == "p":
            self.pieces.append("\n")

    def text(self, data: str) -> None:
        """A piece of character data."""
        if self._open:
            self.pieces.append(data)
