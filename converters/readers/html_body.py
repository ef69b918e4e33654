"""The body of a web page in one pass: what a person sees of it, as lines of text and rows of tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from msgspec import Struct
from selectolax.lexbor import LexborNode

from .. import catalogue as kinds
from ..findings import Finding
from ..grid import Cell, Row
from ..language import Words
from ..limits import Limits
from ..patterns import regex
from ..places import ParagraphPlace
from .html_flow import Flow
from .html_looks import Look, invisible, taken_out
from .html_sheets import Declared, Sheets
from .html_table import DraftTable

__all__ = ["Body"]

_WhiteSpace: TypeAlias = Literal["collapse", "lines", "preserve"]
_Attributes: TypeAlias = Mapping[str, str | None]

_BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
    "hr", "legend", "li", "listing", "main", "menu", "nav", "ol", "p", "plaintext", "pre", "search", "section", "summary",
    "table", "td", "textarea", "th", "tr", "ul", "xmp",
})  # fmt: skip
_NO_TEXT: Final = frozenset({
    "script", "style", "template", "title", "meta", "link", "noframes", "noembed", "iframe", "object", "audio", "video",
    "canvas", "datalist", "rp", "-comment",
})  # fmt: skip
_PICTURES: Final = frozenset({"svg", "math"})
_PRESERVED: Final = frozenset({"pre", "listing", "xmp", "plaintext", "textarea"})
_WHITE_SPACE: Final = regex(r"(?:\A|;)\s*white-space\s*:\s*([a-z-]+)", re.IGNORECASE)
_WHITE_SPACES: Final[dict[str, _WhiteSpace]] = {
    "pre": "preserve", "pre-wrap": "preserve", "break-spaces": "preserve", "pre-line": "lines", "normal": "collapse", "nowrap": "collapse",
}  # fmt: skip
_NO_FIELD: Final = frozenset({"hidden", "password", "submit", "button", "reset", "image", "file"})
_BOXES: Final = frozenset({"checkbox", "radio"})


class _Open(Struct, frozen=True):
    """An element that has begun: its tag, how it treats white space, where its text goes, and how that looks."""

    tag: str
    white_space: _WhiteSpace
    flow: Flow[DraftTable]
    look: Look


class Body:
    """Takes the elements of a page in order; `rows` and `findings` then hold what was read."""

    def __init__(self, include_hidden: bool, limits: Limits, sheets: Sheets, look: Look) -> None:
        """Nothing read yet; `look` is that of the page around its body."""
        self.rows: list[Row] = []
        self.findings: list[Finding] = []
        self._include_hidden = include_hidden
        self._limits = limits
        self._sheets = sheets
        self._page: Flow[DraftTable] = Flow()
        self._open = [_Open("", "collapse", self._page, look)]
        self._tables: list[DraftTable] = []
        self._left_out: list[str] = []

    def read(self, root: LexborNode) -> None:
        """Reads the element `root`; raises `UnreadableError` where a table is over a limit."""
        node, depth = root, 0
        while True:
            begun = self._start(node)
            child = node.child if begun else None
            if child is not None:
                node, depth = child, depth + 1
                continue
            if begun:
                self._end()
            while depth and node.next is None:
                node, depth = node.parent, depth - 1  # type: ignore[assignment]
                self._end()
            if not depth:
                break
            node = node.next  # type: ignore[assignment]
        self._finish()

    def _start(self, node: LexborNode) -> bool:
        """A node begins; gives whether it is an element whose content counts."""
        tag, top = node.tag or "", self._open[-1]
        if tag == "-text":
            self._text(node, top)
            return False
        if tag in _NO_TEXT or tag in _PICTURES:
            self._leave_picture(node)
            return False
        if tag == "br":
            top.flow.end_line()
            return False
        attributes: _Attributes = node.attributes
        declared = self._sheets.of(tag, attributes)
        if not self._include_hidden and _is_hidden(tag, attributes, declared):
            self._leave_out(node)
            return False
        if tag in ("input", "select"):
            top.flow.add_preserved(_shown_field(node, attributes))
            return False
        if tag in _BLOCKS:
            top.flow.end_block()
        white_space = _white_space(tag, attributes) or top.white_space
        look = top.look.within(tag, attributes, declared) if attributes or declared else top.look
        self._open.append(_Open(tag, white_space, self._flow(tag, node, attributes, declared) or top.flow, look))
        return True

    def _flow(self, tag: str, node: LexborNode, attributes: _Attributes, declared: Declared) -> Flow[DraftTable] | None:
        """Notes the parts of a table; gives the flow of a cell."""
        if tag == "table":
            self._tables.append(DraftTable(self._limits))
        elif tag in ("thead", "tbody", "tfoot"):
            self._tables[-1].start_group(tag)
        elif tag == "tr":
            self._tables[-1].start_row()
        elif tag in ("td", "th"):
            cell = self._tables[-1].start_cell(attributes.get("colspan"), attributes.get("rowspan"))
            if self._include_hidden or not invisible(declared):
                return cell.flow
            self._leave_out(node)
            return Flow()
        return None

    def _end(self) -> None:
        """The innermost element ends."""
        element = self._open.pop()
        if element.tag in _BLOCKS:
            element.flow.end_block()
        if element.tag == "table":
            table = self._tables.pop()
            content = table.finish()
            element.flow.blocks += [table] if content is None else content

    def _text(self, node: LexborNode, top: _Open) -> None:
        data = node.text_content or ""
        if top.look.unseen and not self._include_hidden:
            self._leave_out(node)
        elif top.white_space == "preserve":
            top.flow.add_preserved(data)
        elif top.white_space == "lines":
            top.flow.add_lines(data)
        else:
            top.flow.add(data)

    def _leave_out(self, node: LexborNode) -> None:
        text = " ".join(node.text().split())
        if text:
            self._left_out.append(text)

    def _leave_picture(self, node: LexborNode) -> None:
        text = " ".join(node.text().split()) if node.tag in _PICTURES else ""
        if text:
            self.findings.append(
                kinds.BOOK_PART_LEFT_OUT.at(
                    what=Words(f"图形或公式里的文字“{text[:40]}”", f"text in a drawing or formula “{text[:40]}”")
                )
            )

    def _finish(self) -> None:
        """Makes rows of everything in order."""
        paragraphs = tables = 0
        for block in self._page.blocks:
            if isinstance(block, DraftTable):
                tables += 1
                rows, findings = block.rows(tables)
                self.rows += rows
                self.findings += findings
            elif block.strip():
                paragraphs += 1
                self.rows.append(Row((Cell(block, place=ParagraphPlace(paragraphs)),), "line"))
        if self._left_out:
            what = Words("文字 ({count} 处: “{text}”)", "text ({count} places: “{text}”)").of(
                count=len(self._left_out), text=self._left_out[0][:40]
            )
            self.findings.append(kinds.HIDDEN_LEFT_OUT.at(what=what))


def _is_hidden(tag: str, attributes: _Attributes, declared: Declared) -> bool:
    """Whether an element and all in it is not seen; a cell that is not, still has its column."""
    if tag == "noscript" or "hidden" in attributes or taken_out(declared):
        return True
    if tag == "dialog" and "open" not in attributes:
        return True
    return tag not in ("td", "th") and invisible(declared)


def _white_space(tag: str, attributes: _Attributes) -> _WhiteSpace | None:
    """How an element treats white space, where it says so."""
    stated = _WHITE_SPACE.search(attributes.get("style") or "")
    return _WHITE_SPACES.get(stated[1].lower()) if stated else "preserve" if tag in _PRESERVED else None


def _shown_field(node: LexborNode, attributes: _Attributes) -> str:
    """What a field of a form shows: the text typed in, the option chosen, a ticked or an empty box."""
    if node.tag == "select":
        chosen = node.css_first("option[selected]") or node.css_first("option")
        return " ".join(chosen.text().split()) if chosen else ""
    kind = (attributes.get("type") or "text").lower()
    if kind in _BOXES:
        return "☑" if "checked" in attributes else "□"
    return "" if kind in _NO_FIELD else attributes.get("value") or ""
