"""Reads web pages (docs/formats/html.md): what a person sees, tables as rows and all other text as lines."""

from __future__ import annotations

import codecs
import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from ..encoding import decode
from ..grid import Grid
from ..interface import ReadOptions, Source
from ..patterns import regex
from .html_body import Body
from .html_looks import Look
from .html_sheets import Sheets

__all__ = ["read"]

_HEAD: Final = 4_096
_CHARSET: Final = regex(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([a-z0-9_:.-]+)", re.IGNORECASE)
_NEVER: Final = frozenset({"utf-7", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"})
"""What a page that could be read so far cannot be in, or a safe reader does not take."""

_TAG: Final = regex(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)(?=[\s/>]).*?(?:</(?P=raw)(?=[\s/>])|\Z)"
    r"|<(?P<close>/?)(?P<tag>[a-z][^\s/>]*+)(?:[^\"'>]++|\"[^\"]*+\"|'[^']*+'|[\"'])*+(?:>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_UNCOUNTED: Final = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p",
    "li", "dd", "dt", "option", "rp", "rt", "colgroup", "thead", "tbody", "tfoot",
})  # fmt: skip
"""Elements without an end, and those that the next of their kind ends."""
_SAME: Final = {"th": "td"}
_SCOPES: Final = frozenset({"table", "caption", "td", "template"})
_WITHIN: Final = {"tr": "table", "td": "tr"}
"""Elements that begin anew in the same parent, which ends the one before with all that is open in it."""


def read(data: bytes, options: ReadOptions) -> Source:
    """The body of the page as one grid: a paragraph is a row "line", a row of a table a row "body".

    Nothing is fetched and no script is run. What is hidden is left out, and named in a finding,
    unless `options` include it. Raises `UnreadableError` where the encoding cannot be told, and where
    the page is nested too deep or a table is over a limit.
    """
    text = _decode(data, options.encoding)
    limits = options.limits
    limits.hold("html_nodes", text.count("<"))
    limits.hold("html_depth", _depth(text, limits.html_depth))
    page = LexborHTMLParser(text)
    styles = [(style.text(), style.attributes.get("media") or "") for style in page.css("style")]
    fetched = any("stylesheet" in (link.attributes.get("rel") or "").lower() for link in page.css("link"))
    fetched = fetched or any("@import" in text.lower() for text, _ in styles)  # what they put behind a text is not known
    sheets = Sheets(styles)
    around: dict[str, str | None] = page.root.attributes if page.root is not None else {}
    look = Look(backed=fetched).within("html", around, sheets.of("html", around))
    body = Body(options.include_hidden, limits, sheets, look)
    if page.body is not None:
        body.read(page.body)
    return Source((Grid(tuple(body.rows)),), tuple(body.findings))


def _decode(data: bytes, encoding: str | None) -> str:
    """The text of the page. A page that is good UTF-8 is UTF-8 whatever it says: pages are often saved anew by other programs."""
    stated = _CHARSET.search(data[:_HEAD])
    if encoding is None and stated and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8)):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            encoding = _codec(stated[1].decode("ascii"))
    return decode(data, encoding)


def _codec(name: str) -> str | None:
    """The codec for a name in a page, as browsers take it; None where the ladder of encodings decides."""
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return None
    if codec in ("gb2312", "gbk"):
        return "gb18030"
    return None if codec in _NEVER or codec == "utf-8" else codec


def _depth(text: str, limit: int) -> int:
    """How deep the elements of the page stand in one another, or one more than the limit: a parser's time grows with depth times length."""
    open_tags: list[str] = []
    deepest = 0
    for found in _TAG.finditer(text):
        tag = _SAME.get(name := (found["tag"] or "").lower(), name)
        if not tag or tag in _UNCOUNTED:
            continue
        if found["close"]:
            _close(open_tags, tag)
            continue
        if tag in _WITHIN:
            _close(open_tags, tag, _WITHIN[tag])
        open_tags.append(tag)
        deepest = max(deepest, len(open_tags))
        if deepest > limit:
            break
    return deepest


def _close(open_tags: list[str], tag: str, until: str = "") -> None:
    """Takes `tag` and what is open inside it from the list, unless a cell or a table stands between."""
    for index in range(len(open_tags) - 1, -1, -1):
        if open_tags[index] == tag:
            del open_tags[index:]
            return
        if open_tags[index] in (until, "table") or (open_tags[index] in _SCOPES and tag not in ("table", *_WITHIN)):
            return
