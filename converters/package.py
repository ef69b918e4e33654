"""The door for package files (xlsx, docx): a zip of XML parts, opened with distrust.

Nothing is inflated past a limit or past what its entry states, and a part that nobody reads is not inflated at all.
No part may declare a DTD (an entity could shorten an amount without a trace). Names that stand twice, lead out of
the package or are encrypted, and entries that lie over one another, are refused: programs disagree on what they mean.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Protocol
from xml.parsers import expat

try:
    from lzma import LZMAError
except ImportError:  # then zipfile refuses such a part itself
    from zipfile import BadZipFile as LZMAError  # type: ignore[assignment]

from . import catalogue as kinds
from .errors import UnreadableError
from .findings import Finding
from .language import Words
from .limits import Limits
from .patterns import regex
from .signatures import OLE, content_of, is_locked

__all__ = ["BROKEN", "Cursor", "Package", "open_package", "parse"]

BROKEN = (
    zipfile.BadZipFile, zlib.error, LZMAError, struct.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, ImportError,
)  # fmt: skip
"""What zipfile raises for bytes that are no zip, and for a compression that this Python has not."""
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_SMALL = 8 << 20  # bytes that a part may inflate to at any ratio: the rows of a blank form are much the same
_LOCAL_HEADER = 30  # bytes before the name of an entry, at least
_LEADS_OUT = regex(r"[/\\]|[A-Za-z]:|(?:.*/)?\.\.(?:/|\Z)|.*[\\\0]", re.DOTALL)
_OUTSIDE = Words("名称指向包外", "its name leads out of the package")
_LYING = Words("应有 {size} 字节, 解压后不是", "it states {size} bytes and has others")
_UNPACKED = Words("解压出错: {error}", "it cannot be unpacked: {error}")
_TWICE = Words("与另一部件同名", "another part has the same name")
_OVER = Words("与另一部件重叠", "it lies over another part")
_PROLOG = 1024  # bytes at the beginning of a part within which a DTD is looked for where the part is not parsed
_ACTIVE = (
    ("vbaproject.bin", Words("宏", "macros")),
    ("/activex/", Words("ActiveX 控件", "ActiveX controls")),
    ("/embeddings/", Words("嵌入对象", "embedded objects")),
    ("/externallinks/", Words("外部链接", "links to other workbooks")),
)
"""What the names of parts contain that can act, or fetch something, where an office program opens them."""
_MARKUP = (".xml", ".rels", ".vml")


class Handler(Protocol):
    """What `parse` calls: expat's events, with names as `namespace local`."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, data: str) -> None:
        """A piece of character data."""


class Cursor:
    """Where `parse` has got to: the byte of the part at which the present event begins."""

    def __init__(self) -> None:
        self.parser: expat.XMLParserType | None = None

    @property
    def offset(self) -> int:
        """The byte, from 0."""
        return self.parser.CurrentByteIndex if self.parser else 0


class Package:
    """An opened package: `read` gives a part's bytes, `relations` a part's relationships."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self.limits = limits
        self._archive = archive
        self._left = limits.package_bytes
        self._entries = {entry.filename: entry for entry in archive.infolist()}

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def entries(self) -> list[zipfile.ZipInfo]:
        """The entries of the zip, in their order."""
        return self._archive.infolist()

    def read(self, name: str) -> bytes:
        """The bytes of the part `name`; raises `UnreadableError` where it is absent, broken or too large."""
        entry = self._entries.get(name)
        if entry is None:
            raise UnreadableError(kinds.BROKEN_PACKAGE, part=name, reason=Words("不存在", "it is not there"))
        self._hold(entry)
        data = self._inflated(name, entry.file_size + 1)
        if len(data) != entry.file_size:
            raise UnreadableError(kinds.BROKEN_PACKAGE, part=name, reason=_LYING.of(size=entry.file_size))
        self._left -= len(data)
        return data

    def active(self) -> Iterator[Finding]:
        """A finding for each kind of part that an office program would run, open or fetch."""
        names = [f"/{name.lower()}" for name in self._entries]
        for mark, what in _ACTIVE:
            if any(mark in name for name in names):
                yield kinds.ACTIVE_PARTS.at(what=what)

    def refuse_doctypes(self) -> None:
        """Raises `UnreadableError` where a part begins with a DTD, also one that nobody is going to read."""
        for name, entry in self._entries.items():
            if name.lower().endswith(_MARKUP) and entry.file_size:
                start = self._inflated(name, _PROLOG).replace(b"\0", b"").upper()
                if b"!DOCTYPE" in start or b"!ENTITY" in start:
                    raise UnreadableError(kinds.DOCTYPE, part=name)

    def _hold(self, entry: zipfile.ZipInfo) -> None:
        """Raises `UnreadableError` where an entry states that it inflates to more than it may."""
        name, size, limits = entry.filename, entry.file_size, self.limits
        limits.hold("part_bytes", size, name)
        if size > self._left:
            limits.hold("package_bytes", limits.package_bytes - self._left + size)
        if size > _SMALL:
            limits.hold("zip_ratio", -(-size // max(entry.compress_size, 1)), name)

    def _inflated(self, name: str, count: int) -> bytes:
        """The first `count` bytes of an entry, or all of them."""
        try:
            with self._archive.open(name) as stream:
                return stream.read(count)
        except BROKEN as error:
            raise UnreadableError(kinds.BROKEN_PACKAGE, part=name, reason=_UNPACKED.of(error=error)) from error

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The relationships of `part`: id → (type, full name of the target part); external ones are left out."""
        folder, name = posixpath.split(part)
        source = posixpath.join(folder, "_rels", f"{name}.rels")
        if source not in self:
            return {}
        handler = _Relations(folder)
        parse(self.read(source), handler, source, self.limits)
        return handler.found


class _Relations:
    """Collects the internal relationships of one part."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name != f"{_RELATIONSHIPS} Relationship" or attributes.get("TargetMode") == "External":
            return
        target = posixpath.normpath(posixpath.join("/", self.folder, attributes.get("Target", "")))
        self.found[attributes.get("Id", "")] = (attributes.get("Type", ""), target.lstrip("/"))

    def end(self, name: str) -> None:
        """Nothing to do."""

    def text(self, data: str) -> None:
        """Nothing to do."""


def open_package(data: bytes, name: str, limits: Limits = Limits()) -> Package:
    """Opens the bytes of a package of format `name` ("xlsx", "docx").

    Raises `UnreadableError` with a message of its own for an empty file, another kind of file, a
    broken zip, and one with entries that are too many or that no honest program writes.
    """
    if not data:
        raise UnreadableError(kinds.EMPTY_FILE)
    if not data.startswith(b"PK"):
        if data.startswith(OLE) and is_locked(data):
            raise UnreadableError(kinds.PASSWORD)
        raise UnreadableError(kinds.NOT_A_PACKAGE, format=name, found=content_of(data))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise UnreadableError(kinds.BROKEN_PACKAGE, part="zip", reason=_UNPACKED.of(error=error)) from error
    entries = archive.infolist()
    limits.hold("zip_entries", len(entries))
    _refuse_crooked(entries)
    package = Package(archive, limits)
    package.refuse_doctypes()
    return package


def _refuse_crooked(entries: list[zipfile.ZipInfo]) -> None:
    """Raises `UnreadableError` for entries that are encrypted, lead out, stand twice, or lie over one another."""
    seen: set[str] = set()
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        name = entry.orig_filename
        if entry.flag_bits & 1:
            raise UnreadableError(kinds.PASSWORD)
        if _LEADS_OUT.match(name):
            raise UnreadableError(kinds.ENTRY_REFUSED, part=repr(name)[1:-1][:80], reason=_OUTSIDE)
        if name.lower() in seen:
            raise UnreadableError(kinds.ENTRY_REFUSED, part=name[:80], reason=_TWICE)
        if entry.header_offset < end:
            raise UnreadableError(kinds.ENTRY_REFUSED, part=name[:80], reason=_OVER)
        seen.add(name.lower())
        end = entry.header_offset + _LOCAL_HEADER + len(name.encode("utf-8", "replace")) // 2 + entry.compress_size


def parse(
    data: bytes,
    handler: Handler,
    part: str,
    limits: Limits = Limits(),
    cursor: Cursor | None = None,
    *,
    holds_depth: bool = False,
) -> None:
    """Runs the XML `data` of `part` through `handler`; a DTD, bad XML or too deep nesting is an `UnreadableError`.

    A `cursor` tells the handler where in `data` it is. A handler that knows how deep it is may hold the limit itself: that
    saves two calls an element.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    if cursor is not None:
        cursor.parser = parser
    parser.buffer_text = True
    parser.ordered_attributes = False
    depth = 0

    def refuse(*_: object) -> None:
        raise UnreadableError(kinds.DOCTYPE, part=part)

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.xml_depth:
            limits.hold("xml_depth", depth, part)
        handler.start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(name)

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = handler.start if holds_depth else start
    parser.EndElementHandler = handler.end if holds_depth else end
    parser.CharacterDataHandler = handler.text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # the last two from the declared encoding
        raise UnreadableError(
            kinds.BROKEN_PACKAGE, part=part, reason=Words(f"XML 错误: {error}", f"an XML error: {error}")
        ) from error
