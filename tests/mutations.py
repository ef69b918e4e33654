"""Files of every format that can be read, and ways to damage them: bytes, zip entries, XML, JSON, lines, streams of a PDF."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

import goalconv
from documents import table

__all__ = ["Fixture", "fixtures", "mutant"]

ROOT = Path(__file__).parent.parent
WRITTEN = ("text", "csv", "xlsx", "docx", "html", "json", "jsonl", "pdf")
PACKAGES = ("xlsx", "docx", "ods")
NUMBERS = (
    "0",
    "-1",
    "1",
    "255",
    "256",
    "65536",
    "1048577",
    "2147483648",
    "99999999999999999999",
    "1e400",
    "NaN",
    "0.5",
    "",
    "x",
    "١",
    "0x10",
)
TEXTS = (
    "",
    "=1+1",
    "；",
    "1、",
    "〔〕",
    "\\；",
    "{{项目名称}}",
    "{{",
    "\u202e",
    "\ufeff",
    "_x000D_",
    "_xD800_",
    "《",
    '"',
    "\t",
    "\n\n",
    "万元",
    "合计",
    "　",
)
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
FIGURE = re.compile(rb"-?\d+(?:\.\d+)?")


class Fixture(NamedTuple):
    """A valid file: what it is called, which format reads it ("form" for a marked form), its bytes."""

    name: str
    form: str
    data: bytes


@cache
def fixtures() -> tuple[Fixture, ...]:
    """One written file of each format, everything that other programs made, the examples, and the marked forms."""
    written = [Fixture(f"written.{name}", name, goalconv.write_bytes(table(), name).data) for name in WRITTEN]
    suffixes = {suffix: form.name for form in goalconv.all_formats() if form.reader for suffix in form.suffixes}
    paths = [*(ROOT / "tests" / "cases").rglob("*"), *(ROOT / "examples").glob("*")]
    found = [path for path in sorted(paths) if path.suffix in suffixes and not path.name.startswith(("form-", "sarif-"))]
    forms = [Fixture(path.name, "form", path.read_bytes()) for path in sorted((ROOT / "examples").glob("form-*.*"))]
    return (*written, *(Fixture(path.name, suffixes[path.suffix], path.read_bytes()) for path in found), *forms)


def mutant(data: bytes, form: str, chance: random.Random) -> bytes:
    """The file with one to three things wrong, most of them of the kind that only its own format knows."""
    for _ in range(chance.randint(1, 3)):
        ways = (_bytes, *_WAYS.get(form, (_lines,)))
        try:
            data = chance.choice(ways)(data, chance)
        except (
            ValueError,
            IndexError,
            KeyError,
            zipfile.BadZipFile,
            zlib.error,
            etree.XMLSyntaxError,
            RecursionError,
            NotImplementedError,
            EOFError,
        ):
            data = _bytes(data, chance)  # too broken by now for anything else
        data = data if len(data) > 3 else b"goal"
    return data


def _bytes(data: bytes, chance: random.Random) -> bytes:
    """Cut off, a bit flipped, a piece taken from elsewhere, a piece left out, a piece again and again, a byte set."""
    if len(data) < 4:
        return data + b"goal"
    at, other = sorted(chance.sample(range(len(data)), 2))
    kind = chance.randrange(6)
    if kind == 0:
        return data[:other]
    if kind == 1:
        return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
    if kind == 2:
        return data[:at] + data[other : other + chance.randint(1, 50)] + data[at:]
    if kind == 3:
        return data[:at] + data[at + chance.randint(1, 20) :]
    if kind == 4:
        return data[:at] + data[at : at + chance.randint(1, 20)] * chance.randint(2, 50) + data[at:]
    return data[:at] + bytes([chance.choice((0, 9, 10, 0x22, 0x7F, 0xFF, 0x80))]) * chance.randint(1, 4) + data[at + 4 :]


def _lines(data: bytes, chance: random.Random) -> bytes:
    """Lines and cells of a text left out, moved, made again, or made something else."""
    lines = [
        line.split("\t" if "\t" in data.decode("utf-8", "replace") else ",")
        for line in data.decode("utf-8", "replace").split("\n")
    ]
    row = chance.choice(lines)
    at = chance.randrange(len(row))
    kind = chance.randrange(7)
    if kind == 0:
        lines.remove(row)
    elif kind == 1:
        chance.shuffle(lines)
    elif kind == 2:
        lines.insert(chance.randrange(len(lines)), row)
    elif kind == 3:
        del row[at]
    elif kind == 4:
        row.insert(at, chance.choice(TEXTS))
    elif kind == 5:
        row[at] = chance.choice((*NUMBERS, *TEXTS))
    else:
        cut = chance.randrange(len(row[at]) + 1)
        row[at] = row[at][:cut] + chance.choice((*NUMBERS, *TEXTS)) + row[at][cut:]
    return "\n".join("\t".join(line) for line in lines).encode("utf-8", "surrogatepass")


def _entry(data: bytes, chance: random.Random) -> bytes:
    """A zip whose entries are one fewer, or one of another name, or whose one part is another's."""
    parts = _parts(data)
    name = chance.choice(list(parts))
    kind = chance.randrange(4)
    content = parts.pop(name)
    if kind == 1:
        parts[chance.choice(("../x", name.upper(), name + "x", "xl/workbook.xml", "word/document.xml", "content.xml"))] = content
    elif kind == 2:
        parts[name] = chance.choice(list(parts.values()))
    elif kind == 3:
        parts[name] = _bytes(content, chance)
    return _packed(parts)


def _xml_part(data: bytes, chance: random.Random) -> bytes:
    """A zip with one of its XML parts changed as XML."""
    parts = _parts(data)
    name = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    root = etree.fromstring(parts[name])
    for _ in range(chance.randint(1, 3)):
        _change(root, chance)
    parts[name] = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return _packed(parts)


def _page(data: bytes, chance: random.Random) -> bytes:
    """A page with elements and attributes changed."""
    root = etree.HTML(data)
    if root is None:  # nothing is left of the page
        return data
    _change(root, chance)
    page: bytes = etree.tostring(root, encoding="utf-8", method="html")
    return page


def _change(root: Any, chance: random.Random) -> None:
    """One element left out, doubled, moved, renamed, nested, or with another attribute, text or namespace."""
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    element, other = chance.choice(elements), chance.choice(elements)
    _CHANGES[chance.randrange(len(_CHANGES))](element, other, chance)


def _remove(element: Any, other: Any, chance: random.Random) -> None:
    if element.getparent() is not None:
        element.getparent().remove(element)


def _double(element: Any, other: Any, chance: random.Random) -> None:
    if element.getparent() is not None:
        for _ in range(chance.choice((1, 1, 3, 300))):
            element.addnext(_copy(element))


def _move(element: Any, other: Any, chance: random.Random) -> None:
    if element.getparent() is not None and element not in other.iterancestors() and element is not other:
        other.append(element)


def _rename(element: Any, other: Any, chance: random.Random) -> None:
    element.tag = chance.choice((other.tag, "x", "{urn:x}" + etree.QName(element).localname))


def _nest(element: Any, other: Any, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 30, 90, 110))):
        inner = etree.SubElement(element, element.tag, element.attrib)
        element = inner


def _attribute(element: Any, other: Any, chance: random.Random) -> None:
    names = list(element.attrib)
    if not names:
        return
    name = chance.choice(names)
    kind = chance.randrange(4)
    if kind == 0:
        del element.attrib[name]
    elif kind == 1:
        element.attrib[name + "x"] = element.attrib.pop(name)
    elif kind == 2 and other.attrib:
        element.attrib[name] = chance.choice(list(other.attrib.values()))
    else:
        element.attrib[name] = chance.choice((*NUMBERS, *TEXTS, "A1:XFD1048576", "XFD1048576", "A0", "1:1"))


def _figure(element: Any, other: Any, chance: random.Random) -> None:
    """One of the attributes that are numbers, or the text where it is one, becomes another number."""
    names = [name for name, value in element.attrib.items() if value.lstrip("-").isdigit()]
    if names:
        element.attrib[chance.choice(names)] = chance.choice(NUMBERS)
    elif element.text:
        element.text = chance.choice(NUMBERS)


def _text(element: Any, other: Any, chance: random.Random) -> None:
    element.text = chance.choice(
        ((element.text or "") + chance.choice(TEXTS), chance.choice(TEXTS), other.text, (element.text or "x") * 50)
    )


_CHANGES: tuple[Callable[[Any, Any, random.Random], None], ...] = (_remove, _double, _move, _rename, _nest, _attribute, _attribute, _figure, _figure, _text, _text)  # fmt: skip


def _members(data: bytes, chance: random.Random) -> bytes:
    """JSON with one value anywhere made another, left out, doubled, or put deeper."""
    lines = data.decode().strip().split("\n") if data.count(b"\n{") else [data.decode()]
    at = chance.randrange(len(lines))
    document = json.loads(lines[at])
    holders = list(_holders(document))
    holder, key = chance.choice(holders)
    kind = chance.randrange(6)
    if kind == 0:
        del holder[key]
    elif kind == 1:
        holder[key] = chance.choice((None, True, [], {}, 0, -1, 1e300, 10**30, float("inf"), *NUMBERS, *TEXTS))
    elif kind == 2:
        other, its = chance.choice(holders)
        holder[key] = json.loads(json.dumps(other[its]))
    elif kind == 3:
        holder[key] = json.loads('{"x":' * 99 + "1" + "}" * 99)
    elif kind == 4 and isinstance(holder, list):
        holder.extend([json.loads(json.dumps(holder[key]))] * chance.choice((1, 5, 200)))
    elif isinstance(holder, dict):
        holder[chance.choice((key + "x", "项目", "a/b~c", ""))] = holder.pop(key)
    lines[at] = json.dumps(document, ensure_ascii=chance.random() < 0.5)
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _holders(node: Any) -> Any:
    """Every member of a document with what holds it."""
    for key in list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ():
        yield node, key
        yield from _holders(node[key])


def _stream(data: bytes, chance: random.Random) -> bytes:
    """A PDF in which one deflated stream is changed inside; the table of objects is no longer right, which readers repair."""
    found = [match for match in STREAM.finditer(data) if match[1][:1] in (b"x", b"h", b"H")]
    match = chance.choice(found)
    content = zlib.decompress(match[1])
    for _ in range(chance.randint(1, 5)):
        content = _figures(content, chance) if chance.random() < 0.6 else _bytes(content, chance)
    return data[: match.start(1)] + zlib.compress(content) + data[match.end(1) :]


def _figures(data: bytes, chance: random.Random) -> bytes:
    """One number of a content stream, or of the objects of a PDF, becomes another."""
    found = list(FIGURE.finditer(data))
    if not found:
        return data
    match = chance.choice(found)
    return data[: match.start()] + chance.choice(NUMBERS).encode() + data[match.end() :]


def _copy(element: Any) -> Any:
    return etree.fromstring(etree.tostring(element, with_tail=False))


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


_WAYS: dict[str, tuple[Callable[[bytes, random.Random], bytes], ...]] = {
    **dict.fromkeys((*PACKAGES, "form"), (_entry, _xml_part, _xml_part, _xml_part, _xml_part)),
    "html": (_page, _page, _page),
    "json": (_members, _members, _members),
    "jsonl": (_members, _members, _members),
    "pdf": (_stream, _stream, _stream, _figures),
    "xls": (_bytes,),
}
