"""Files made to harm their reader, each by a few lines, beside files of the same look that must be read.

An attack is (number, what it does, file name, bytes, what must come of it): "GC146" refused with that code, "" read as the
table `documents.table()`, "+GC210" read with that finding.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

import pypdf
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

import goalconv
from documents import table

__all__ = ["Attack", "attacks", "changed", "packed", "parts", "raw_zip"]

MADE = {name: goalconv.write_bytes(table(), name).data for name in ("text", "xlsx", "docx", "html", "json", "pdf", "csv")}
SHEET, STRINGS, BODY = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "word/document.xml"
ENTITY = '<!DOCTYPE x [<!ENTITY a "">]>'
LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


class Attack(NamedTuple):
    number: int
    what: str
    name: str
    data: bytes
    outcome: str


class Entry(NamedTuple):
    """An entry of a zip, with whatever the central directory states of it."""

    name: bytes
    data: bytes
    size: int
    method: int = 8
    flags: int = 0
    offset: int | None = None
    crc: int = 0


def raw_zip(entries: list[Entry], count: int | None = None) -> bytes:
    """A zip put together by hand: sizes, offsets, flags and names as they are given."""
    body, directory = bytearray(), bytearray()
    for entry in entries:
        offset = len(body) if entry.offset is None else entry.offset
        head = (20, entry.flags, entry.method, 0, 33, entry.crc, len(entry.data), entry.size, len(entry.name), 0)
        if entry.offset is None:
            body += struct.pack("<4s5H3I2H", b"PK\3\4", *head) + entry.name + entry.data
        directory += struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, *head, 0, 0, 0, 0, offset) + entry.name
    number = min(count or len(entries), 0xFFFF)
    return bytes(body + directory + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, number, number, len(directory), len(body), 0))


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def gibibyte() -> bytes:
    """A deflate stream of a gibibyte of blanks, about a megabyte long: one block again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * 1024 + b"\x03\x00"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def changed(data: bytes, part: str, old: str, new: str, **more: bytes) -> bytes:
    """A package with `old` in one part replaced, and with more parts."""
    members = parts(data)
    text = members[part].decode()
    assert old in text
    return packed(members | {part: text.replace(old, new, 1).encode()} | more)


def recoded(data: bytes, part: str, codec: str, stated: str, doctype: str = "") -> bytes:
    """A package with one part in another encoding."""
    members = parts(data)
    text = members[part].decode().partition("?>")[2]
    return packed(members | {part: f'<?xml version="1.0" encoding="{stated}"?>{doctype}{text}'.encode(codec)})


def entries_of(data: bytes) -> list[Entry]:
    return [
        Entry(name.encode(), deflated(content), len(content), crc=zlib.crc32(content)) for name, content in parts(data).items()
    ]


def with_size(data: bytes, part: str, size: int, content: bytes | None = None) -> bytes:
    """A package in which one part states another size, or is another stream, than it has."""
    return raw_zip([
        entry._replace(size=size, data=content or entry.data) if entry.name == part.encode() else entry for entry in entries_of(data)
    ])  # fmt: skip


def packages() -> Iterator[tuple[int, str, str, bytes, str]]:
    xlsx, docx = MADE["xlsx"], MADE["docx"]
    yield 1, "shared strings of a gibibyte", "a.xlsx", with_size(xlsx, STRINGS, 1 << 30, gibibyte()), "GC105"
    yield (
        1,
        "a sheet of 60 MB that compresses a thousandfold",
        "a.xlsx",
        with_size(xlsx, SHEET, 60 << 20, deflated(b" " * (60 << 20))),
        "GC105",
    )
    yield (
        2,
        "overlapping entries",
        "a.xlsx",
        raw_zip([*entries_of(xlsx), *(Entry(b"x%d" % n, b"", 1 << 20, offset=0) for n in range(900))]),
        "GC146",
    )
    yield (
        3,
        "a part of a gibibyte that nobody reads",
        "a.docx",
        raw_zip([*entries_of(docx), Entry(b"word/media/x.bin", gibibyte(), 1 << 30)]),
        "",
    )
    yield 3, "a zip in a zip", "a.xlsx", packed(parts(xlsx) | {"xl/media/a.zip": xlsx}), ""
    strings = parts(xlsx)[STRINGS].replace(b"</sst>", b" " * (7 << 20) + b"</sst>")
    yield 1, "a part of seven megabytes that compresses as well", "a.xlsx", packed(parts(xlsx) | {STRINGS: strings}), ""
    yield (
        2,
        "entries one after the other",
        "a.xlsx",
        raw_zip([*entries_of(xlsx), *(Entry(b"x%d" % n, b"", 0, 0) for n in range(900))]),
        "",
    )
    yield 4, "a stream as long as it states", "a.xlsx", raw_zip(entries_of(xlsx)), ""
    yield (
        5,
        "as many entries as there may be",
        "a.xlsx",
        raw_zip([*entries_of(xlsx), *(Entry(b"x%d" % n, b"", 0, 0) for n in range(20_000 - len(parts(xlsx))))]),
        "",
    )
    yield (
        6,
        "two parts whose names differ",
        "a.xlsx",
        raw_zip([*entries_of(xlsx), Entry(b"xl/worksheets/sheet1.xm", b"", 0, 0)]),
        "",
    )
    yield (
        8,
        "a sheet named from the root",
        "a.xlsx",
        changed(xlsx, "xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"),
        "",
    )
    yield 9, "an entity that every XML knows", "a.docx", changed(docx, BODY, "≥20人", "&#8805;&#x32;0人"), ""
    yield (
        10,
        "a part that nobody reads",
        "a.docx",
        packed(parts(docx) | {"customXml/item1.xml": b"<?xml version='1.0'?><x>&amp;</x>"}),
        "",
    )
    yield (
        11,
        "a hundred thousand entities that every XML knows",
        "a.docx",
        changed(docx, BODY, "<w:sectPr", "<w:p><w:pPr/></w:p>" + "<!--" + "&amp;" * 100_000 + "--><w:sectPr"),
        "",
    )
    yield 4, "a stream longer than it states", "a.xlsx", with_size(xlsx, STRINGS, 1024, gibibyte()), "GC104"
    yield 4, "a stream shorter than it states", "a.xlsx", with_size(xlsx, STRINGS, 100_000), "GC104"
    for name, method, stream in (("LZMA", 14, b"\t\4\5\0\x5d\0\0\x80\0"), ("bzip2", 12, b"BZh9")):
        broken = [
            entry._replace(method=method, data=stream + b"\xff" * 99) if entry.name == SHEET.encode() else entry
            for entry in entries_of(xlsx)
        ]
        yield 4, f"a stream by {name} that is none", "a.xlsx", raw_zip(broken), "GC104"
    yield 5, "70,000 entries", "a.xlsx", raw_zip([Entry(b"%d" % n, b"", 0, 0) for n in range(70_000)]), "GC105"
    for part in (SHEET, STRINGS, SHEET.upper()):
        yield 6, f"two parts called {part}", "a.xlsx", raw_zip([*entries_of(xlsx), Entry(part.encode(), b"<x/>", 4, 0)]), "GC146"
    for name in (b"../../x", b"/abs/x", b"C:\\x", b"..\\x", b"a/../../x", b"x\0y", b"c:x", b"a/.."):
        yield 7, f"an entry called {name!r}", "a.docx", raw_zip([*entries_of(docx), Entry(name, b"", 0, 0)]), "GC146"
    yield (
        7,
        "a name with dots in it",
        "a.docx",
        raw_zip([*entries_of(docx), Entry("word/甲..乙.xml".encode(), b"", 0, 0, 0x800)]),
        "",
    )
    for target in ("../../../../etc/hostname", "/etc/hostname", "file:///etc/hostname", "http://127.0.0.1:9/x"):
        yield (
            8,
            f"a sheet at {target}",
            "a.xlsx",
            changed(xlsx, "xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", target),
            "GC104",
        )
    yield (
        9,
        "an entity inside an amount",
        "a.docx",
        changed(changed(docx, BODY, "≥20人", "12&a;34"), BODY, "<w:document", ENTITY + "<w:document"),
        "GC106",
    )
    for what, entity in (("a file", "SYSTEM 'file:///etc/passwd'"), ("an address", "SYSTEM 'http://127.0.0.1:9/x'")):
        doctype = f"<!DOCTYPE x [<!ENTITY a {entity}>]>"
        for data, part, root in (
            (xlsx, SHEET, "<worksheet"),
            (docx, BODY, "<w:document"),
            (xlsx, "docProps/core.xml", "<cp:core"),
        ):
            yield (
                10,
                f"an entity that is {what} in {part}",
                "a" + (".xlsx" if data is xlsx else ".docx"),
                changed(data, part, root, doctype + root),
                "GC106",
            )
        yield (
            10,
            f"an entity that is {what} in a part that nobody reads",
            "a.docx",
            packed(parts(docx) | {"customXml/item1.xml": f"<?xml version='1.0'?>{doctype}<x>&a;</x>".encode()}),
            "GC106",
        )
    yield 11, "a billion laughs", "a.xlsx", changed(xlsx, STRINGS, "<sst", LAUGHS + "<sst"), "GC106"
    yield (
        11,
        "an entity of 100 KB",
        "a.docx",
        changed(docx, BODY, "<w:document", f"<!DOCTYPE x [<!ENTITY a '{'x' * 100_000}'>]><w:document"),
        "GC106",
    )
    yield 12, "XML 10,000 deep", "a.xlsx", changed(xlsx, STRINGS, "<si>", "<si>" + "<r>" * 10_000 + "</r>" * 10_000), "GC105"
    inner = "<w:tbl><w:tr><w:tc>"
    for count, outcome in ((60, "GC105"), (500, "GC105"), (3, "+")):
        nested = inner * count + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * count
        yield 12, f"tables {count} deep", "a.docx", changed(docx, BODY, "<w:sectPr", nested + "<w:sectPr"), outcome
    for codec in ("utf-16", "utf-16-le", "utf-16-be"):
        yield 13, f"a DTD in {codec}", "a.xlsx", recoded(xlsx, SHEET, codec, "UTF-16", ENTITY), "GC106"
    yield 13, "a sheet in UTF-16", "a.xlsx", recoded(xlsx, SHEET, "utf-16", "UTF-16"), ""
    yield 13, "strings that say UTF-7", "a.xlsx", recoded(xlsx, STRINGS, "utf-7", "UTF-7", ENTITY), "GC1"
    yield 13, "strings in an encoding that there is not", "a.xlsx", recoded(xlsx, STRINGS, "utf-8", "x"), "GC104"


def in_white(xlsx: bytes, cells: str, fill: str = "") -> bytes:
    """A workbook with more cells, in a style of white text, on a fill or on none."""
    styles = parts(xlsx)["xl/styles.xml"].decode()
    count = {
        name: len(re.findall(f"<{inner}[ />]", styles.partition(f"<{name} ")[2].partition(f"</{name}>")[0]))
        for name, inner in (("fonts", "font"), ("fills", "fill"), ("cellXfs", "xf"))
    }
    styles = styles.replace("</fonts>", '<font><color rgb="FFFFFFFF"/></font></fonts>')
    styles = styles.replace(
        "</fills>", f'<fill><patternFill patternType="{"solid" if fill else "none"}">{fill}</patternFill></fill></fills>'
    )
    styles = styles.replace("</cellXfs>", f'<xf fontId="{count["fonts"]}" fillId="{count["fills"]}"/></cellXfs>')
    made = packed(parts(xlsx) | {"xl/styles.xml": styles.encode()})
    return changed(made, SHEET, "</sheetData>", cells.replace("<c ", f'<c s="{count["cellXfs"]}" '))


def with_sheet(xlsx: bytes, state: str) -> bytes:
    """A workbook with another sheet, hidden or not."""
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>\xe5\xaf\x86</t></is></c></row></sheetData></worksheet>'
    made = packed(parts(xlsx) | {"xl/worksheets/sheet9.xml": sheet})
    made = changed(
        made, "xl/workbook.xml", "</sheets>", f'<sheet name="内部" sheetId="9" state="{state}" r:id="rId99"/></sheets>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    return changed(
        made,
        "xl/_rels/workbook.xml.rels",
        "</Relationships>",
        f'<Relationship Id="rId99" Type="{kind}" Target="worksheets/sheet9.xml"/></Relationships>',
    )


def sheets() -> Iterator[tuple[int, str, str, bytes, str]]:
    xlsx = MADE["xlsx"]
    corner = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    yield 14, "a cell in the last corner", "a.xlsx", changed(xlsx, SHEET, "</sheetData>", corner), "+GC2"
    near = changed(xlsx, SHEET, "</sheetData>", corner.replace("1048576", "20").replace("XFD", "D"))
    yield 14, "a cell not far off", "a.xlsx", near, "+"
    yield (
        15,
        "a merged range over the whole sheet",
        "a.xlsx",
        changed(xlsx, SHEET, '<mergeCell ref="A1:C1"/>', '<mergeCell ref="A1:XFD1048576"/>'),
        "GC104",
    )
    whole = changed(
        xlsx,
        SHEET,
        '<mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="A2:C2"/>',
        '<mergeCells><mergeCell ref="A9:XFD1048576"/>',
    )
    yield 15, "a merged range over the rest of the sheet", "a.xlsx", whole, ""
    yield 16, "merged ranges that overlap", "a.xlsx", changed(xlsx, SHEET, "A2:C2", "A1:C2"), "GC104"
    yield 16, "a merged range from its end", "a.xlsx", changed(xlsx, SHEET, "A2:C2", "C2:A2"), ""
    many = "".join(f'<mergeCell ref="E{n}:F{n}"/>' for n in range(1, 100_001))
    yield 16, "100,000 merged ranges", "a.xlsx", changed(xlsx, SHEET, "</mergeCells>", many + "</mergeCells>"), "GC105"
    for reference in ("A1", "A1:XFD1048576"):
        yield (
            17,
            f"a dimension of {reference}",
            "a.xlsx",
            changed(xlsx, SHEET, "<sheetViews>", f'<dimension ref="{reference}"/><sheetViews>'),
            "",
        )
    yield (
        21,
        "a hidden row",
        "a.xlsx",
        changed(
            xlsx, SHEET, "</sheetData>", '<row r="9" hidden="1"><c r="A9" t="inlineStr"><is><t>密</t></is></c></row></sheetData>'
        ),
        "+GC209",
    )
    secret = '<row r="9"><c r="A9" t="inlineStr"><is><t>密</t></is></c></row></sheetData>'
    yield (
        21,
        "a row that a filter hides",
        "a.xlsx",
        changed(xlsx, SHEET, "</sheetData>", secret.replace('r="9">', 'r="9" hidden="1">', 1) + '<autoFilter ref="A1:B9"/>'),
        "+GC209",
    )
    column = changed(xlsx, SHEET, "</cols>", '<col min="9" max="9" hidden="1"/></cols>')
    yield 21, "a hidden column", "a.xlsx", changed(column, SHEET, "</sheetData>", secret.replace("A9", "I9")), "+GC209"
    yield 21, "white text", "a.xlsx", in_white(xlsx, secret), "+GC209"
    yield 21, "white text on blue", "a.xlsx", in_white(xlsx, secret, '<fgColor rgb="FF1F4E79"/>'), "+"
    for state in ("hidden", "veryHidden"):
        yield 21, f"a sheet that is {state}", "a.xlsx", with_sheet(xlsx, state), "+GC209"
    yield 21, "a sheet that is seen", "a.xlsx", with_sheet(xlsx, "visible"), "+"
    formula = '<row r="9"><c r="A9"><f>SUM(1,2)</f>{}</c></row></sheetData>'
    yield 22, "a formula without its value", "a.xlsx", changed(xlsx, SHEET, "</sheetData>", formula.format("")), "GC107"
    hidden = changed(xlsx, SHEET, "</sheetData>", formula.format("<v>4</v>").replace('r="9">', 'r="9" hidden="1">', 1))
    yield 22, "a formula with a value that nobody works out", "a.xlsx", hidden, "+GC209"
    macros = {
        "xl/vbaProject.bin": OLE,
        "xl/embeddings/oleObject1.bin": OLE,
        "xl/activeX/activeX1.bin": OLE,
        "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
    }
    linked = changed(
        xlsx,
        "xl/_rels/workbook.xml.rels",
        "</Relationships>",
        '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" Target="http://127.0.0.1:9/x.xlsx" TargetMode="External"/></Relationships>',
        **macros,
    )
    yield 24, "macros, objects and links to elsewhere", "a.xlsx", linked, "+GC881"
    yield 24, "macros", "a.docx", packed(parts(MADE["docx"]) | {"word/vbaProject.bin": OLE}), "+GC881"
    yield 24, "a picture, which is nothing that acts", "a.xlsx", packed(parts(xlsx) | {"xl/media/image1.png": OLE}), ""
    yield 35, "a cell of 40,000 characters", "a.xlsx", changed(xlsx, STRINGS, "保障基本生活。", "长" * 40_000), "+"
    strict = {
        name: data.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
        )
        for name, data in parts(xlsx).items()
    }
    yield 51, "strict Office Open XML", "a.xlsx", packed(strict), ""


def documents() -> Iterator[tuple[int, str, str, bytes, str]]:
    docx, html = MADE["docx"], MADE["html"]
    for span, outcome in (("20000000", "GC105"), ("0", "GC104"), ("-1", "GC104"), ("abc", "GC104"), ("1", "")):
        yield 18, f"gridSpan {span}", "a.docx", changed(docx, BODY, "<w:tcPr>", f'<w:tcPr><w:gridSpan w:val="{span}"/>'), outcome
    yield 19, "a merged cell that continues nothing", "a.docx", changed(docx, BODY, "<w:tcPr>", "<w:tcPr><w:vMerge/>"), "+GC222"
    merged = changed(changed(docx, BODY, "<w:tcPr>", '<w:tcPr><w:vMerge w:val="restart"/>'), BODY, "<w:tcPr>", "<w:tcPr>")
    yield 19, "a merged cell that begins and is not continued", "a.docx", merged, ""
    target, run = '<w:r><w:t xml:space="preserve">保障基本生活。</w:t></w:r>', "<w:r>{}<w:t>{}</w:t></w:r>"
    yield 20, "text put in by a revision", "a.docx", changed(docx, BODY, target, f'<w:ins w:id="1">{target}</w:ins>'), "+GC"
    deleted = f'{target}<w:del w:id="2"><w:r><w:delText>删</w:delText></w:r></w:del>'
    yield 20, "text taken out by a revision", "a.docx", changed(docx, BODY, target, deleted), "+GC"
    yield (
        20,
        "hidden text",
        "a.docx",
        changed(docx, BODY, target, target + run.format("<w:rPr><w:vanish/></w:rPr>", "密")),
        "+GC209",
    )
    yield (
        20,
        "text in a content control",
        "a.docx",
        changed(docx, BODY, target, f"<w:sdt><w:sdtContent>{target}</w:sdtContent></w:sdt>"),
        "",
    )
    link = '<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="http://127.0.0.1:9/x.png" TargetMode="External"/></Relationships>'
    yield 25, "a picture elsewhere", "a.docx", changed(docx, "word/_rels/document.xml.rels", "</Relationships>", link), ""
    fetched = b'<iframe src="file:///etc/passwd"></iframe><img src="http://127.0.0.1:9/x"><link rel=stylesheet href="http://127.0.0.1:9/x"><script src="http://127.0.0.1:9/x"></script><meta http-equiv=refresh content="0;url=http://127.0.0.1:9/x">'
    yield 25, "a page that names files and addresses", "a.html", html.replace(b"</body>", fetched + b"</body>"), ""
    yield 59, "a million elements in one another", "a.html", b"<div>" * 1_000_000, "GC105"
    yield (
        59,
        "five hundred elements in one another",
        "a.html",
        html.replace(b"</body>", b"<div>" * 500 + b"</div>" * 500 + b"</body>"),
        "",
    )
    yield 59, "spans beyond any table", "a.html", html.replace(b"<td", b'<td rowspan="65535" colspan="1000000000"', 1), "+GC"


def scripted(data: bytes) -> bytes:
    """A PDF that asks its viewer to run a script and to open an address."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    script = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.launchURL('http://127.0.0.1:9/x')")}
    writer._root_object[NameObject("/OpenAction")] = DictionaryObject({NameObject(name): value for name, value in script.items()})
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def others() -> Iterator[tuple[int, str, str, bytes, str]]:
    text, js = MADE["text"].decode(), MADE["json"]
    for codec in ("utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"):
        yield 48, f"text in {codec}", "a.txt", text.encode(codec), ""
    yield 48, "text with a character of four bytes in GB18030", "a.txt", text.replace("甲项目", "𠮷项目").encode("gb18030"), "+"
    yield 48, "text cut inside a character", "a.txt", text.encode("gb18030")[:-1] + b"\x81", "GC102"
    yield 48, "bytes that are no text", "a.txt", text.encode() + b"\xff\xff\xff", "GC102"
    for number, codec in enumerate(("xlsx", "docx")):
        name = f"a.{codec}"
        yield 50, f"nothing as {codec}", name, b"", "GC101"
        yield 50, f"a page as {codec}", name, MADE["html"], "GC103"
        yield 50, f"lines as {codec}", name, MADE["csv"], "GC103"
        yield 50, f"a PDF as {codec}", name, MADE["pdf"], "GC103"
        yield 50, f"a picture as {codec}", name, b"\x89PNG\r\n\x1a\n" + bytes(100), "GC131"
        yield (
            50,
            f"an old file with a password as {codec}",
            name,
            OLE + "EncryptedPackage".encode("utf-16-le").ljust(128, b"\0"),
            "GC121",
        )
        yield 50, f"half of a {codec}", name, MADE[codec][: len(MADE[codec]) // 2], "GC104"
        yield 50, f"the other kind as {codec}", name, MADE[("docx", "xlsx")[number]], ""
        locked = raw_zip([Entry(b"xl/workbook.xml" if number == 0 else b"word/document.xml", b"x", 1, 0, 1)])
        yield 50, f"a {codec} with an encrypted entry", name, locked, "GC121"
    yield 50, "an archive as text", "a.txt", b"Rar!\x1a\x07\x00" + bytes(50), "GC103"
    for what, data, outcome in (
        ("NaN", js.replace(b'"2025', b'"2025').replace(b": 2025", b": NaN"), "GC701"), ("1e400", js.replace(b": 2025", b": 1e400"), "GC702"),
        ("a key twice", js.replace(b'"title"', b'"title":"x","title"', 1), "GC704"), ("100,000 deep", b"[" * 100_000 + b"]" * 100_000, "GC701"),
        ("200 deep", b'{"x":' + b"[" * 200 + b"]" * 200 + b"}", "GC105"), ("a list", b"[]", "GC702"), ("an unknown member", b'{"x": 1,' + js.lstrip()[1:], "GC702"),
        ("a newer version", js.replace(b"goal-table:1.0", b"goal-table:9.0"), "GC703"), ("another schema", js.replace(b"urn:goalconv:goal-table:1.0", b"http://127.0.0.1:9/x"), "GC705"),
        ("a byte order mark", b"\xef\xbb\xbf" + js, ""),
    ):  # fmt: skip
        yield 53, f"JSON: {what}", "a.json", data, outcome
    yield 34, "marks that turn the direction of writing", "a.txt", text.replace("甲项目", "甲\u202e项目\u200b").encode(), "+GC147"
    yield 34, "rare characters", "a.txt", text.replace("甲项目", "𠮷\U00031350項\ue000目").encode(), "+"
    yield (
        58,
        "a PDF whose table of objects points at itself",
        "a.pdf",
        b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 /Prev 9 >>\nstartxref\n9\n%%EOF",
        "GC104",
    )
    yield (
        58,
        "a PDF of 10,000 objects in one another",
        "a.pdf",
        b"%PDF-1.7\n1 0 obj\n" + b"<</A" * 10_000 + b">>" * 10_000 + b"\nendobj\n%%EOF",
        "GC104",
    )
    yield 58, "a PDF that would run a script", "a.pdf", scripted(MADE["pdf"]), ""
    stream = zlib.compress(b" " * (40 << 20), 9)
    small = zlib.compress(b" " * (4 << 20), 9)
    yield (
        58,
        "a PDF with a stream of 4 MB",
        "a.pdf",
        MADE["pdf"].replace(
            b"%%EOF",
            b"9999 0 obj\n<</Filter/FlateDecode/Length %d>>\nstream\n" % len(small) + small + b"\nendstream\nendobj\n%%EOF",
        ),
        "",
    )
    yield (
        58,
        "a PDF with a stream of 40 MB",
        "a.pdf",
        MADE["pdf"].replace(
            b"%%EOF",
            b"9999 0 obj\n<</Filter/FlateDecode/Length %d>>\nstream\n" % len(stream) + stream + b"\nendstream\nendobj\n%%EOF",
        ),
        "GC105",
    )


def attacks() -> Iterator[Attack]:
    """All of them."""
    for family in (packages, sheets, documents, others):
        for made in family():
            yield Attack(*made)
