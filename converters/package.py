"""The door for package files (xlsx, docx): a zip of XML parts, opened with distrust.

Nothing is inflated past a limit, no part may declare a DTD (an entity could shorten an amount
without a trace), and duplicate names are refused (readers disagree on which one counts).
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from typing import Protocol
from xml.parsers import expat

from msgspec import Struct

from . import catalogue as kinds
from .errors import UnreadableError
from .language import Words

__all__ = ["Cursor", "Limits", "Package", "open_package", "parse"]

_SIGNATURES = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        Words("旧版 Office 文件 (.xls/.doc) 或有密码的文件", "an old Office file (.xls, .doc) or one with a password"),
    ),
    (b"%PDF-", Words("PDF 文件", "a PDF file")),
    (b"\x89PNG", Words("图片", "a picture")),
    (b"\xff\xd8\xff", Words("图片", "a picture")),
    (b"{\\rtf", Words("RTF 文件", "an RTF file")),
)
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What zipfile raises for bytes that are no zip."""
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


class Limits(Struct, frozen=True):
    """How much of a package is opened: bytes and counts."""

    entries: int = 1_000
    part_bytes: int = 64 << 20
    package_bytes: int = 256 << 20
    depth: int = 100


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
        self._names = frozenset(archive.namelist())

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def entries(self) -> list[zipfile.ZipInfo]:
        """The entries of the zip, in their order."""
        return self._archive.infolist()

    def read(self, name: str) -> bytes:
        """The bytes of the part `name`; raises `UnreadableError` where it is absent, broken or too large."""
        if name not in self._names:
            raise UnreadableError(kinds.BROKEN_PACKAGE, part=name, reason=Words("不存在", "it is not there"))
        limit = min(self.limits.part_bytes, self._left)
        try:
            with self._archive.open(name) as stream:
                data = stream.read(limit + 1)
        except _BROKEN as error:
            raise UnreadableError(kinds.BROKEN_PACKAGE, part=name, reason=str(error)) from error
        if len(data) > limit:
            raise UnreadableError(
                kinds.PACKAGE_LIMIT,
                what=Words(f"{name} 解压后字节数", f"bytes of {name}, unpacked"),
                value=Words(f"超过 {limit}", f"more than {limit}"),
                limit=limit,
            )
        self._left -= len(data)
        return data

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
    broken zip, and one with too many or repeated entries.
    """
    if not data:
        raise UnreadableError(kinds.EMPTY_FILE)
    if not data.startswith(b"PK"):
        raise UnreadableError(kinds.NOT_A_PACKAGE, format=name, found=_content(data))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise UnreadableError(kinds.BROKEN_PACKAGE, part="zip", reason=str(error)) from error
    names = archive.namelist()
    if len(names) > limits.entries:
        raise UnreadableError(
            kinds.PACKAGE_LIMIT, what=Words("部件数", "the number of parts"), value=len(names), limit=limits.entries
        )
    if len(set(names)) != len(names):
        raise UnreadableError(kinds.BROKEN_PACKAGE, part="zip", reason=Words("有同名部件", "two parts have one name"))
    return Package(archive, limits)


def parse(data: bytes, handler: Handler, part: str, limits: Limits = Limits(), cursor: Cursor | None = None) -> None:
    """Runs the XML `data` of `part` through `handler`; a DTD, bad XML or too deep nesting is an `UnreadableError`.

    A `cursor` tells the handler where in `data` it is.
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
        if depth > limits.depth:
            raise UnreadableError(
                kinds.PACKAGE_LIMIT, what=Words(f"{part} XML 层数", f"the XML depth of {part}"), value=depth, limit=limits.depth
            )
        handler.start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(name)

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # the last two from the declared encoding
        raise UnreadableError(
            kinds.BROKEN_PACKAGE, part=part, reason=Words(f"XML 错误: {error}", f"an XML error: {error}")
        ) from error


def _content(data: bytes) -> Words:
    """What the bytes look like, in the user's words."""
    for signature, description in _SIGNATURES:
        if data.startswith(signature):
            return description
    head = data[:512].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table")):
        return Words("网页 (HTML)", "a web page (HTML)")
    return Words("纯文本或其他文件", "plain text or another file")
