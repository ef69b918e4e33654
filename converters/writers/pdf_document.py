"""The PDF file: pages of operators, embedded faces, tags, bookmarks and the record, as PDF/A-3 (ISO 19005-3) wants them.

Each face is one composite font (Identity-H, ISO 32000-1 §9.7) with two-byte codes, so that a Chinese text
does not fall into dozens of fonts of 256 glyphs.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

from ... import templates
from ..stamp import stamp
from .pdf_fonts import Subset
from .pdf_metadata import LANGUAGE, conformance, information, metadata
from .pdf_objects import File, Reference, array, dictionary, string
from .pdf_outline import Outline
from .pdf_record import attach, names
from .pdf_tags import Tags

__all__ = ["Document"]

_SYMBOLIC: Final = 4
_BLOCK: Final = 100  # entries in one block of a ToUnicode map, at most
_TO_UNICODE: Final = """/CIDInit /ProcSet findresource begin
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
    """A document in the making. The same calls give the same bytes."""

    def __init__(self, title: str, width: float, height: float) -> None:
        """`width` and `height` of all pages are in points."""
        self._file = File()
        self._title = title
        self._made = stamp()
        self._height = height
        self._box = f"[0 0 {width:.4f} {height:.4f}]"
        self._tree, self._resources = self._file.reserve(), self._file.reserve()
        self._pages: list[Reference] = []
        self._fonts: dict[str, Reference] = {}
        self._characters: set[str] = set()
        self._catalogue: dict[str, object] = {}

    def add_page(self, operators: bytes) -> None:
        """Adds a page drawn by PDF operators."""
        page = dictionary(
            Type="/Page",
            Parent=self._tree,
            MediaBox=self._box,
            Resources=self._resources,
            Contents=self._file.stream(operators),
            StructParents=len(self._pages),
            Tabs="/S",
        )
        self._pages.append(self._file.add(page))

    def add_tags(self, tags: Tags) -> None:
        """Adds the tags of the pages."""
        self._catalogue["StructTreeRoot"] = tags.write(self._file, self._pages)
        self._catalogue["MarkInfo"] = dictionary(Marked="true")

    def add_outline(self, outline: Outline) -> None:
        """Adds the bookmarks."""
        root = outline.write(self._file, self._pages, self._height)
        if root is not None:
            self._catalogue["Outlines"] = root

    def add_record(self, record: bytes) -> None:
        """Attaches the canonical document that the pages show."""
        specification = attach(self._file, record, self._made)
        self._catalogue |= {"Names": names(specification), "AF": array([specification])}

    def add_font(self, name: str, subset: Subset) -> None:
        """Embeds what the document uses of a face; pages call it by `name`."""
        self._characters.update(subset.characters)
        order = {glyph: number for number, glyph in enumerate(dict.fromkeys(subset.glyphs))}
        to_glyphs = b"".join(order[glyph].to_bytes(2, "big") for glyph in subset.glyphs)
        tag = _tag(subset)
        descendant = dictionary(
            Type="/Font",
            Subtype="/CIDFontType2",
            BaseFont=tag,
            DW=1000,
            W=_widths(subset),
            CIDSystemInfo="<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
            CIDToGIDMap=self._file.stream(to_glyphs),
            FontDescriptor=self._file.add(self._descriptor(subset, tag, list(order))),
        )
        self._fonts[name] = self._file.add(
            dictionary(
                Type="/Font",
                Subtype="/Type0",
                BaseFont=tag,
                Encoding="/Identity-H",
                DescendantFonts=array([self._file.add(descendant)]),
                ToUnicode=self._file.stream(_to_unicode(subset)),
            )
        )

    def _descriptor(self, subset: Subset, tag: str, glyphs: list[int]) -> str:
        face, data = subset.face, subset.cut(glyphs)
        return dictionary(
            Type="/FontDescriptor",
            FontName=tag,
            Flags=_SYMBOLIC,
            ItalicAngle=0,
            StemV=80,
            FontBBox=array(face.box),
            Ascent=face.ascent,
            Descent=face.descent,
            CapHeight=face.ascent,
            FontFile2=self._file.stream(data, Length1=len(data)),
        )

    def data(self) -> bytes:
        """The bytes of the file."""
        file, made = self._file, self._made
        file.put(self._resources, dictionary(Font=dictionary(**self._fonts)))
        file.put(self._tree, dictionary(Type="/Pages", Kids=array(self._pages), Count=len(self._pages)))
        packet = metadata(self._title, made, conformance(self._characters))
        root = dictionary(
            Type="/Catalog",
            Pages=self._tree,
            Lang=f"({LANGUAGE})",
            ViewerPreferences=dictionary(DisplayDocTitle="true"),
            Metadata=file.stream(packet, compressed=False, Type="/Metadata", Subtype="/XML"),
            OutputIntents=array([file.add(self._output_intent())]),
            **self._catalogue,
        )
        return file.data(file.add(root), file.add(information(self._title, made)))

    def _output_intent(self) -> str:
        """What the colours of the pages mean: sRGB."""
        profile = self._file.stream(Path(templates.__file__).with_name("srgb.icc").read_bytes(), N=3)
        name = string("sRGB IEC61966-2.1")
        return dictionary(
            Type="/OutputIntent", S="/GTS_PDFA1", OutputConditionIdentifier=name, Info=name, DestOutputProfile=profile
        )


def _tag(subset: Subset) -> str:
    """The name of an embedded subset: six letters that stand for its characters, and the face."""
    number, letters = zlib.crc32("".join(subset.characters).encode()), ""
    for _ in range(6):
        number, rest = divmod(number, 26)
        letters += chr(ord("A") + rest)
    return f"/{letters}+{subset.face.name}"


def _widths(subset: Subset) -> str:
    """The W array: the widths of all codes that are not one em wide, in runs."""
    entries: list[object] = []
    for usual, run in groupby(enumerate(subset.widths), lambda item: item[1] == 1000):
        if not usual:
            codes = list(run)
            entries += [codes[0][0], array(width for _, width in codes)]
    return array(entries)


def _to_unicode(subset: Subset) -> bytes:
    """The map from codes to characters in UTF-16BE."""
    return _TO_UNICODE.format(blocks="".join(_blocks(subset.characters))).encode("ascii")


def _blocks(characters: list[str]) -> Iterator[str]:
    for start in range(1, len(characters), _BLOCK):
        block = characters[start : start + _BLOCK]
        lines = (f"<{code:04X}> <{char.encode('utf-16-be').hex()}>\n" for code, char in enumerate(block, start))
        yield f"{len(block)} beginbfchar\n{''.join(lines)}endbfchar\n"
