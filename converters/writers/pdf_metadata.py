"""What a PDF says of itself: its properties twice, as every viewer and as an archive reads them (ISO 16684-1, ISO 19005-3 §6.6)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ..stamp import Stamp
from .pdf_objects import dictionary, string

__all__ = ["LANGUAGE", "conformance", "information", "metadata", "moment"]

LANGUAGE: Final = "zh-CN"
_PROGRAM: Final = "goalconv"  # without its version: the bytes of a file change only where its content does
_UNMAPPED: Final = frozenset("\ufeff\ufffe")
_ESCAPES: Final = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<xmp:CreatorTool>{program}</xmp:CreatorTool><xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<pdf:Producer>{program}</pdf:Producer>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>{conformance}</pdfaid:conformance>
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def conformance(characters: Iterable[str]) -> str:
    """The level of PDF/A-3 that a document with these characters reaches.

    A: tagged, its text is Unicode. U: a character of private use has no meaning that others know (§6.2.11.7.3).
    B: the page alone, since U+FEFF may stand in no map from glyphs to text (§6.2.11.7.2).
    """
    found = set(characters)
    if found & _UNMAPPED:
        return "B"
    return "U" if any(map(_private, found)) else "A"


def _private(char: str) -> bool:
    return "\ue000" <= char <= "\uf8ff" or char >= "\U000f0000"


def moment(made: Stamp) -> str:
    """A date as PDF writes it."""
    year, *rest = made
    return f"(D:{year:04}{''.join(f'{part:02}' for part in rest)}Z)"


def information(title: str, made: Stamp) -> str:
    """The information dictionary."""
    program = string(_PROGRAM)
    return dictionary(Title=string(title), Creator=program, Producer=program, CreationDate=moment(made), ModDate=moment(made))


def metadata(title: str, made: Stamp, level: str) -> bytes:
    """The XMP packet: `level` is the conformance it claims."""
    year, month, day, hour, minute, second = made
    date = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
    title = title.translate(_ESCAPES)
    return _XMP.format(title=title, language=LANGUAGE, program=_PROGRAM, date=date, conformance=level).encode()
