"""The PDF file: pages of operators and embedded faces, put together by reportlab's document objects.

reportlab's own TrueType fonts are not used: they cut a Chinese text into dozens of fonts of 256
glyphs, and their ToUnicode maps are wrong above U+FFFF, so that rare characters copy as others. Here
each face is one composite font (Identity-H, ISO 32000-1 §9.7) with two-byte codes.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from reportlab.pdfbase import pdfdoc  # type: ignore[import-untyped]

from .pdf_fonts import Subset

__all__ = ["Document"]

_SYMBOLIC = 4
_COMPRESSION = 6
_BLOCK = 100  # entries in one block of a ToUnicode map, at most
_TO_UNICODE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{blocks}endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class Document:
    """A document in the making. The same calls give the same bytes; its date is SOURCE_DATE_EPOCH or 2000-01-01."""

    def __init__(self, title: str, width: float, height: float) -> None:
        """`width` and `height` of all pages are in points."""
        self._pdf = pdfdoc.PDFDocument(compression=1, invariant=1, pdfVersion=(1, 4), lang="zh-CN")
        self._pdf.setTitle(title)
        self._pdf.setCreator("goalconv")
        self._pdf.setAuthor("")
        self._pdf.setSubject("")
        self._pdf.Catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true"})
        self._size = width, height
        self._fonts = pdfdoc.PDFDictionary()
        self._resources = self._add(pdfdoc.PDFDictionary({"Font": self._fonts}))

    def _add(self, value: Any) -> Any:
        """A reference to a new object."""
        return self._pdf.Reference(value)

    def _stream(self, data: bytes, **entries: object) -> Any:
        """A reference to a new stream, compressed at once so that a long document stays small in memory."""
        dictionary = pdfdoc.PDFDictionary({"Filter": pdfdoc.PDFName("FlateDecode"), **entries})
        return self._add(pdfdoc.PDFStream(dictionary, zlib.compress(data, _COMPRESSION)))

    def add_page(self, operators: str) -> None:
        """Adds a page drawn by PDF operators (ASCII)."""
        page = pdfdoc.PDFPage()
        page.pagewidth, page.pageheight = self._size
        page.Contents = self._stream(operators.encode("ascii"))
        page.Resources = self._resources
        self._pdf.addPage(page)

    def add_font(self, name: str, subset: Subset) -> None:
        """Embeds what the document uses of a face; pages call it by `name`."""
        order = {glyph: number for number, glyph in enumerate(dict.fromkeys(subset.glyphs))}
        to_glyphs = b"".join(order[glyph].to_bytes(2, "big") for glyph in subset.glyphs)
        tag = _tag(subset)
        descendant = _dictionary(
            Type="/Font",
            Subtype="/CIDFontType2",
            BaseFont=tag,
            DW=1000,
            W=_widths(subset),
            CIDSystemInfo=pdfdoc.PDFDictionary(
                {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
            ),
            CIDToGIDMap=self._stream(to_glyphs),
            FontDescriptor=self._add(self._descriptor(subset, tag, list(order))),
        )
        self._fonts[name] = self._add(
            _dictionary(
                Type="/Font",
                Subtype="/Type0",
                BaseFont=tag,
                Encoding="/Identity-H",
                DescendantFonts=pdfdoc.PDFArray([self._add(descendant)]),
                ToUnicode=self._stream(_to_unicode(subset)),
            )
        )

    def _descriptor(self, subset: Subset, tag: str, glyphs: list[int]) -> Any:
        face, data = subset.face, subset.cut(glyphs)
        return _dictionary(
            Type="/FontDescriptor",
            FontName=tag,
            Flags=_SYMBOLIC,
            ItalicAngle=0,
            StemV=80,
            FontBBox=pdfdoc.PDFArray(face.box),
            Ascent=face.ascent,
            Descent=face.descent,
            CapHeight=face.ascent,
            FontFile2=self._stream(data, Length1=len(data)),
        )

    def data(self) -> bytes:
        """The bytes of the file."""
        content = self._pdf.GetPDFData(None)
        return content if isinstance(content, bytes) else str(content).encode("latin-1")


def _dictionary(**entries: object) -> Any:
    return pdfdoc.PDFDictionary(entries)


def _tag(subset: Subset) -> str:
    """The name of an embedded subset: six letters that stand for its characters, and the face."""
    number, letters = zlib.crc32("".join(subset.characters).encode()), ""
    for _ in range(6):
        number, rest = divmod(number, 26)
        letters += chr(ord("A") + rest)
    return f"/{letters}+{subset.face.name}"


def _widths(subset: Subset) -> Any:
    """The W array: the widths of all codes that are not one em wide, in runs."""
    entries: list[object] = []
    for usual, run in groupby(enumerate(subset.widths), lambda item: item[1] == 1000):
        if not usual:
            codes = list(run)
            entries += [codes[0][0], pdfdoc.PDFArray([width for _, width in codes])]
    return pdfdoc.PDFArray(entries)


def _to_unicode(subset: Subset) -> bytes:
    """The map from codes to characters in UTF-16BE."""
    return _TO_UNICODE.format(blocks="".join(_blocks(subset.characters))).encode("ascii")


def _blocks(characters: list[str]) -> Iterator[str]:
    for start in range(1, len(characters), _BLOCK):
        block = characters[start : start + _BLOCK]
        lines = (f"<{code:04X}> <{char.encode('utf-16-be').hex()}>\n" for code, char in enumerate(block, start))
        yield f"{len(block)} beginbfchar\n{''.join(lines)}endbfchar\n"
