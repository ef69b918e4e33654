"""Rules of PDF/A-3 (ISO 19005-3) checked on a file's objects as pypdf and fontTools read them.

`faults` covers, by clause: 6.1.2 header, 6.1.3 trailer (identifier, no encryption, nothing after the end), 6.1.7 streams and
filters, 6.1.13 limits, 6.2.2 operators, 6.2.3 output intent, 6.2.4.3 colours, 6.2.5 graphics states, 6.2.8 and 6.2.9 no images
or forms, 6.2.11.3 composite fonts, 6.2.11.4 embedding and glyphs, 6.2.11.5 widths, 6.2.11.7 Unicode, 6.2.11.8 .notdef, 6.3 to
6.5 no annotations, forms or actions, 6.6.2 metadata and its properties, 6.6.4 identification, 6.7.2 marks, 6.7.3 structure,
6.7.4 language, 6.8 attachments, 6.9 to 6.11 no layers, presentations or requirements.
Signatures, transparency, JPEG 2000 and colour spaces of their own cannot occur in a file that passes 6.2.2, 6.2.8 and 6.3.
"""

from __future__ import annotations

import hashlib
import io
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from typing import Any

import pypdf
from fontTools.ttLib import TTFont
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, FloatObject, NameObject, NumberObject, StreamObject

OPERATORS = {"w", "J", "m", "l", "S", "f", "g", "rg", "RG", "re", "BT", "ET", "Tf", "Tm", "Tj", "TJ", "BMC", "BDC", "EMC"}
FORBIDDEN = {"/AcroForm", "/AA", "/OpenAction", "/OCProperties", "/Requirements", "/Perms", "/Encrypt", "/Collection"}
SPACE = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}
PREDEFINED = {
    "dc": {"format", "title", "language"},
    "xmp": {"CreatorTool", "CreateDate", "ModifyDate"},
    "pdf": {"Producer"},
    "pdfaid": {"part", "conformance"},
}
STANDARD = {"/Document", "/H1", "/P", "/Table", "/THead", "/TBody", "/TR", "/TH", "/TD"}
CHILDREN = {
    "/Document": {"/H1", "/P", "/Table"},
    "/Table": {"/THead", "/TBody"},
    "/THead": {"/TR"},
    "/TBody": {"/TR"},
    "/TR": {"/TH", "/TD"},
}


def faults(data: bytes) -> list[str]:
    """The clauses that the file breaks, each with what is wrong."""
    reader = pypdf.PdfReader(io.BytesIO(data), strict=True)
    root = reader.trailer["/Root"]
    level = properties(data)["conformance"]
    found = [*_syntax(data, reader), *_objects(reader), *_catalogue(root), *_metadata(root), *_attachments(root)]
    for page in reader.pages:
        found += _content(page, reader)
    found += _fonts(reader, level)
    return found + _structure(reader)


def irregular(data: bytes) -> list[str]:
    """The tables in the tags whose rows are not equally wide, spans counted (ISO 14289-1 §7.2)."""
    found = []
    waiting = [pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while waiting:
        element = waiting.pop().get_object()
        kids = element.get("/K", []) if isinstance(element.get("/K"), ArrayObject) else []
        waiting += (kid for kid in kids if not isinstance(kid, NumberObject) and "/S" in kid.get_object())
        if element["/S"] in ("/THead", "/TBody"):
            widths = _widths_of_rows([line.get_object() for line in kids])
            if len(set(widths)) > 1:
                found.append(f"{element['/S']} {widths}")
    return found


def _widths_of_rows(lines: list[Any]) -> list[int]:
    """How many columns each row covers, with the cells that reach down into it."""
    below: list[int] = []
    widths = []
    for line in lines:
        reaching = sum(1 for rows in below if rows)
        below = [rows - 1 for rows in below if rows > 1]
        cells = [kid.get_object().get("/A", {}) for kid in line["/K"]]
        widths.append(reaching + sum(int(cell.get("/ColSpan", 1)) for cell in cells))
        for cell in cells:
            below += [int(cell.get("/RowSpan", 1)) - 1] * int(cell.get("/ColSpan", 1))
        below = [rows for rows in below if rows]
    return widths


def properties(data: bytes) -> dict[str, str]:
    """The properties in the XMP packet by their local names."""
    packet = pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]["/Metadata"].get_data()
    tree = ElementTree.fromstring(packet)
    return {
        node.tag.partition("}")[2]: "".join(node.itertext()).strip()
        for block in tree.iter(f"{{{SPACE['rdf']}}}Description")
        for node in block
    }


def _syntax(data: bytes, reader: pypdf.PdfReader) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}", data):
        yield "6.1.2 header"
    if not data.endswith(b"%%EOF\n"):
        yield "6.1.3 something follows the end"
    identifier = reader.trailer.get("/ID")
    if identifier is None or not all(identifier) or reader.is_encrypted:
        yield "6.1.3 identifier or encryption"
    for found in re.finditer(rb"/Length (\d+)>>\nstream\n", data):
        if data[found.end() + int(found[1]) :][:11] != b"\nendstream\n":
            yield "6.1.7.1 length of a stream"


def _objects(reader: pypdf.PdfReader) -> Iterator[str]:
    for number in range(1, int(reader.trailer["/Size"])):
        value = pypdf.generic.IndirectObject(number, 0, reader).get_object()
        yield from _value(value, number)
        if isinstance(value, StreamObject) and value.get("/Filter") not in (None, "/FlateDecode"):
            yield f"6.1.7.2 filter of {number}"
        if isinstance(value, DictionaryObject):
            if FORBIDDEN & set(value):
                yield f"6.1 to 6.11 {sorted(FORBIDDEN & set(value))} in {number}"
            if value.get("/Type") in ("/ExtGState", "/Annot", "/Action", "/XObject"):
                yield f"6.2.5, 6.3, 6.5 {value['/Type']} in {number}"


def _value(value: Any, number: int) -> Iterator[str]:
    """Limits of 6.1.13."""
    if isinstance(value, DictionaryObject):
        for key, member in value.items():
            yield from _value(NameObject(key), number)
            yield from _value(member, number)
    elif isinstance(value, ArrayObject):
        for member in value:
            yield from _value(member, number)
    elif isinstance(value, NameObject) and len(value) > 128:
        yield f"6.1.13 name in {number}"
    elif isinstance(value, str | bytes) and len(value.encode("utf-16") if isinstance(value, str) else value) > 32767:
        yield f"6.1.13 string in {number}"
    elif isinstance(value, NumberObject) and abs(int(value)) > 2147483647:
        yield f"6.1.13 integer in {number}"
    elif isinstance(value, FloatObject) and value and not 1.175e-38 < abs(float(value)) < 3.403e38:
        yield f"6.1.13 real in {number}"


def _catalogue(root: DictionaryObject) -> Iterator[str]:
    (intent,) = root["/OutputIntents"]
    intent = intent.get_object()
    profile = intent["/DestOutputProfile"].get_object()
    content = profile.get_data()
    if intent["/S"] != "/GTS_PDFA1" or profile["/N"] != 3:
        yield "6.2.3 output intent"
    if (
        content[36:40] != b"acsp"
        or content[12:20] != b"mntrRGB "
        or content[8] > 4
        or len(content) != int.from_bytes(content[:4])
    ):
        yield "6.2.3 profile"
    if root.get("/MarkInfo", {}).get("/Marked") != True:  # noqa: E712
        yield "6.7.2.2 not marked"
    if not re.fullmatch(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*", root.get("/Lang", "?")):
        yield "6.7.4 language"


def _metadata(root: DictionaryObject) -> Iterator[str]:
    stream = root["/Metadata"].get_object()
    packet = stream.get_data()
    if stream["/Type"] != "/Metadata" or stream["/Subtype"] != "/XML" or "/Filter" in stream:
        yield "6.6.2.1 metadata stream"
    if not packet.startswith(b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>') or b"encoding=" in packet:
        yield "6.6.2.1 packet"
    names = {uri: prefix for prefix, uri in SPACE.items()}
    values = {}
    for block in ElementTree.fromstring(packet).iter(f"{{{SPACE['rdf']}}}Description"):
        for node in block:
            uri, _, name = node.tag[1:].partition("}")
            if name not in PREDEFINED.get(names.get(uri, ""), set()):
                yield f"6.6.2.3.1 property {node.tag}"
            values[name] = node
    if values["part"].text != "3" or values["conformance"].text not in ("A", "B", "U"):
        yield "6.6.4 identification"
    if values["title"].find("rdf:Alt/rdf:li", SPACE) is None or values["language"].find("rdf:Bag/rdf:li", SPACE) is None:
        yield "6.6.2.3.1 type of a property"


def _attachments(root: DictionaryObject) -> Iterator[str]:
    names = root.get("/Names", {}).get("/EmbeddedFiles", {}).get("/Names", [])
    for name, specification in zip(names[::2], names[1::2], strict=True):
        file = specification.get_object()
        stream = file["/EF"]["/F"].get_object()
        if file.get("/F") != name or file.get("/UF") != name or "/UF" not in file["/EF"]:
            yield "6.8 names"
        if not re.fullmatch(r"/[-\w+.]+/[-\w+.]+", stream.get("/Subtype", "")):
            yield "6.8 media type"
        if file.get("/AFRelationship") != "/Data" or specification not in root.get("/AF", []):
            yield "6.8 relationship"
        parameters = stream.get("/Params", {})
        if parameters.get("/Size") != len(stream.get_data()) or "/ModDate" not in parameters:
            yield "6.8 parameters"
        checksum = parameters.get("/CheckSum")
        checksum = checksum.original_bytes if isinstance(checksum, str) else checksum
        if checksum != hashlib.md5(stream.get_data()).digest():
            yield "6.8 checksum"


def _content(page: pypdf.PageObject, reader: pypdf.PdfReader) -> Iterator[str]:
    """Operators of a page, and that all that is drawn is marked."""
    if set(page["/Resources"]) != {"/Font"} or "/Annots" in page or "/Group" in page:
        yield "6.2.2 resources"
    inside = False
    numbers = []
    for operands, operator in ContentStream(page["/Contents"].get_object(), reader).operations:
        name = operator.decode()
        if name not in OPERATORS:
            yield f"6.2.2 operator {name}"
        if name in ("BMC", "BDC"):
            if inside:
                yield "6.7.3 marks in marks"
            inside = True
            if name == "BDC" and "/MCID" in operands[1]:
                numbers.append(int(operands[1]["/MCID"]))
        elif name == "EMC":
            inside = False
        elif not inside:
            yield f"6.7.3 {name} is not marked"
    if numbers != list(range(len(numbers))) or inside:
        yield "6.7.3 numbers of marks"


def _fonts(reader: pypdf.PdfReader, level: str) -> list[str]:
    found: list[str] = []
    shown = _shown(reader)
    for name, font in reader.pages[0]["/Resources"]["/Font"].items():
        font = font.get_object()
        (inner,) = font["/DescendantFonts"]
        inner = inner.get_object()
        if font["/Encoding"] != "/Identity-H" or inner["/Subtype"] != "/CIDFontType2" or "/CIDToGIDMap" not in inner:
            found.append(f"6.2.11.3 {name}")
        program = TTFont(io.BytesIO(inner["/FontDescriptor"]["/FontFile2"].get_object().get_data()))
        glyphs = inner["/CIDToGIDMap"].get_object().get_data()
        widths = _widths(inner)
        meaning = _unicode(font["/ToUnicode"].get_object().get_data())
        scale = 1000 / program["head"].unitsPerEm
        for code in shown[name]:
            glyph = int.from_bytes(glyphs[2 * code : 2 * code + 2])
            if not 0 < glyph < program["maxp"].numGlyphs:
                found.append(f"6.2.11.4.1, 6.2.11.8 {name} {code}")
            advance = program["hmtx"][program.getGlyphName(glyph)][0] * scale
            if abs(advance - widths.get(code, inner["/DW"])) > 1:
                found.append(f"6.2.11.5 {name} {code}: {advance} {widths.get(code)}")
            if level != "B" and set(meaning.get(code, "\0")) & set("\0\ufeff\ufffe"):
                found.append(f"6.2.11.7.2 {name} {code}")
            if level == "A" and any("\ue000" <= char <= "\uf8ff" for char in meaning.get(code, "")):
                found.append(f"6.2.11.7.3 {name} {code}")
    return found


def _shown(reader: pypdf.PdfReader) -> dict[str, set[int]]:
    """The codes shown in each font."""
    shown: dict[str, set[int]] = {}
    for page in reader.pages:
        font = ""
        for operands, operator in ContentStream(page["/Contents"].get_object(), reader).operations:
            if operator == b"Tf":
                font = operands[0]
            elif operator in (b"Tj", b"TJ"):
                parts = operands if operator == b"Tj" else [part for part in operands[0] if isinstance(part, str | bytes)]
                for part in parts:
                    raw = part.original_bytes if isinstance(part, str) else part
                    shown.setdefault(font, set()).update(int.from_bytes(raw[at : at + 2]) for at in range(0, len(raw), 2))
    return shown


def _widths(font: DictionaryObject) -> dict[int, float]:
    entries = list(font["/W"])
    return {
        int(first) + offset: float(width)
        for first, widths in zip(entries[::2], entries[1::2], strict=True)
        for offset, width in enumerate(widths)
    }


def _unicode(cmap: bytes) -> dict[int, str]:
    pairs = re.findall(rb"^<([0-9A-F]{4})> <([0-9a-f]+)>$", cmap, re.M)
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def _structure(reader: pypdf.PdfReader) -> list[str]:
    """The tree of elements: standard types, the right children, and each mark of a page in just one element."""
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    found: list[str] = []
    marks: dict[tuple[int, int], Any] = {}

    def visit(reference: Any, parent: Any) -> None:
        element = reference.get_object()
        role = element["/S"]
        if role not in STANDARD or element.raw_get("/P") != parent:
            found.append(f"6.7.3.4 {role}")
        kids = element.get("/K", [])
        for kid in [kids] if isinstance(kids, DictionaryObject | NumberObject) else kids:
            target = kid.get_object() if hasattr(kid, "get_object") else kid
            if isinstance(target, NumberObject):
                marks[element.raw_get("/Pg").idnum, int(target)] = reference
            elif target.get("/Type") == "/MCR":
                marks[target.raw_get("/Pg").idnum, int(target["/MCID"])] = reference
            else:
                if target["/S"] not in CHILDREN.get(role, set()):
                    found.append(f"6.7.3 {target['/S']} in {role}")
                visit(kid, reference)

    visit(root.raw_get("/K"), reader.trailer["/Root"].raw_get("/StructTreeRoot"))
    numbers = root["/ParentTree"]["/Nums"]
    parents = {
        (page.indirect_reference.idnum, mark): element
        for page in reader.pages
        for mark, element in enumerate(numbers[2 * page["/StructParents"] + 1])
    }
    if {place: reference.idnum for place, reference in parents.items()} != {place: ref.idnum for place, ref in marks.items()}:
        found.append("6.7.3.3 tree of parents")
    return found
