"""Surgery on a package: parts changed at known bytes or put in, all others copied as they are."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import quoteattr

from msgspec import Struct

from .. import catalogue as kinds
from ..errors import UnwritableError
from ..package import Cursor, Package, parse
from ..patterns import regex

__all__ = ["Edit", "Element", "Operation", "applied", "elements", "local", "main_part", "prefix_of", "put_in", "tag_end"]

_TAG: Final = regex(rb"""<[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>""")
_NAME: Final = regex(rb"</?([^\s/>]+)")
_DECLARED: Final = regex(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DATE: Final = (1980, 1, 1, 0, 0, 0)


class Edit(Struct, frozen=True, order=True):
    """The bytes from `start` to `stop` become `data`."""

    start: int
    stop: int
    data: bytes


class Element(Struct):
    """An element of a part: where its tags begin and end, how deep it stands, and the nearest one asked for around it."""

    name: str
    attributes: dict[str, str]
    start: int
    inner: int
    depth: int = 0
    close: int = -1
    stop: int = -1
    parent: int | None = None

    @property
    def empty(self) -> bool:
        """Whether it is one tag: `<a/>`."""
        return self.close == self.inner == self.stop


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition(" ")[2]


def tag_end(data: bytes, start: int) -> int:
    """The byte behind the tag that begins at `start`."""
    found = _TAG.match(data, start)
    return found.end() if found else start


def prefix_of(data: bytes, start: int) -> str:
    """The prefix, with its colon, of the tag that begins at `start`; "" where it has none."""
    found = _NAME.match(data, start)
    before, colon, _ = (found[1] if found else b"").decode().rpartition(":")
    return before + colon


def applied(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes with all edits made; of those at one byte the first is put first."""
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.stop)):
        pieces += [data[at : edit.start], edit.data]
        at = edit.stop
    return b"".join((*pieces, data[at:]))


class _Elements:
    """Collects the elements of some names."""

    def __init__(self, data: bytes, names: frozenset[str], cursor: Cursor) -> None:
        self.found: list[Element] = []
        self._data, self._names, self._cursor = data, names, cursor
        self._path: list[int | None] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if local(name) not in self._names:
            self._path.append(None)
            return
        start = self._cursor.offset
        parent = next((index for index in reversed(self._path) if index is not None), None)
        self._path.append(len(self.found))
        plain = {local(key): value for key, value in attributes.items()}
        depth = len(self._path) - 1
        self.found.append(Element(local(name), plain, start, tag_end(self._data, start), depth, parent=parent))

    def end(self, name: str) -> None:
        """An element ends."""
        index = self._path.pop()
        if index is not None:
            element = self.found[index]
            if self._data[element.inner - 2 : element.inner] == b"/>":
                element.close = element.stop = element.inner
            else:
                element.close = self._cursor.offset
                element.stop = tag_end(self._data, element.close)

    def text(self, data: str) -> None:
        """Nothing to do."""


def elements(data: bytes, part: str, names: Iterable[str]) -> list[Element]:
    """The elements called so, in the order of their start tags."""
    cursor = Cursor()
    handler = _Elements(data, frozenset(names), cursor)
    parse(data, handler, part, cursor=cursor)
    return handler.found


def main_part(package: Package) -> str:
    """The part that the package names as its office document."""
    for kind, target in package.relations("").values():
        if kind.endswith("/officeDocument") and target in package:
            return target
    raise UnwritableError(kinds.ANNOTATE_FAILED, part="_rels/.rels", reason="officeDocument")


class Operation:
    """A package that is being changed."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._parts: dict[str, bytes] = {}

    def read(self, name: str) -> bytes:
        """A part as it is now, in UTF-8."""
        return self._parts[name] if name in self._parts else _utf8(self.package.read(name), name)

    def write(self, name: str, data: bytes) -> None:
        """Changes a part, or puts one in."""
        self._parts[name] = data

    def edit(self, name: str, edits: Iterable[Edit]) -> None:
        """Changes a part at some places."""
        self.write(name, applied(self.read(name), edits))

    def free_name(self, pattern: str) -> str:
        """The first name that no part has: `pattern` with a number for its `{}`."""
        number = 1
        while self._has(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def relate(self, source: str, kind: str, target: str) -> str:
        """Adds a relationship of the office kind `kind` from one part to another; gives its id."""
        folder, name = posixpath.split(source)
        part = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self._has(part):
            self.write(
                part, f'<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="{_RELATIONS}"></Relationships>'.encode()
            )
        data = self.read(part)
        taken = {each.attributes.get("Id") for each in elements(data, part, ["Relationship"])}
        number = 1
        while f"rIdGoalconv{number}" in taken:
            number += 1
        path = posixpath.relpath(target, folder or ".")
        entry = f'<{{}}Relationship Id="rIdGoalconv{number}" Type="{_OFFICE}/{kind}" Target={quoteattr(path)}/>'
        self._append(part, "Relationships", entry)
        return f"rIdGoalconv{number}"

    def declare(self, *, part: str = "", suffix: str = "", kind: str) -> None:
        """States the content type of a part, or of all parts with a suffix that has none yet."""
        name = "[Content_Types].xml"
        stated = elements(self.read(name), name, ["Default", "Override"])
        if suffix and not any(each.attributes.get("Extension", "").lower() == suffix for each in stated):
            self._append(name, "Types", f'<{{}}Default Extension="{suffix}" ContentType="{kind}"/>', first=True)
        if part:
            self._append(name, "Types", f'<{{}}Override PartName="/{part}" ContentType="{kind}"/>')

    def bytes(self) -> bytes:
        """The package with all changes: parts that were not changed have their own bytes, in their own order."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for entry in self.package.entries():
                data = self._parts.get(entry.filename)
                copied = zipfile.ZipInfo(entry.filename, entry.date_time)
                copied.external_attr, copied.compress_type = entry.external_attr, entry.compress_type
                archive.writestr(copied, self.package.read(entry.filename) if data is None else data, zipfile.ZIP_DEFLATED)
            for name in self._parts:
                if name not in self.package:
                    archive.writestr(zipfile.ZipInfo(name, _DATE), self._parts[name], zipfile.ZIP_DEFLATED)
        return buffer.getvalue()

    def _has(self, name: str) -> bool:
        return name in self._parts or name in self.package

    def _append(self, part: str, root: str, entry: str, first: bool = False) -> None:
        """Puts an entry in at the end, or the beginning, of the root of a part, with the root's own prefix."""
        data = self.read(part)
        element = next(iter(elements(data, part, [root])), None)
        if element is None:
            raise UnwritableError(kinds.ANNOTATE_FAILED, part=part, reason=root)
        filled = entry.format(prefix_of(data, element.start)).encode()
        self.edit(part, put_in(data, element, filled, first=first))


def put_in(data: bytes, element: Element, inner: bytes, first: bool = False) -> list[Edit]:
    """The edits that put something in at the end, or the beginning, of an element, also of one that is a single tag."""
    if not element.empty:
        at = element.inner if first else element.close
        return [Edit(at, at, inner)]
    found = _NAME.match(data, element.start)
    name = found[1] if found else b""
    return [Edit(element.inner - 2, element.inner, b">" + inner + b"</" + name + b">")]


def _utf8(data: bytes, part: str) -> bytes:
    """The part in UTF-8, in which all places are counted."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        declared = _DECLARED.match(data)
        encoding = declared[1].decode() if declared else "utf-8"
    if encoding.lower().replace("-", "") in ("utf8", "usascii", "ascii"):
        return data
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise UnwritableError(kinds.ANNOTATE_FAILED, part=part, reason=encoding) from error
    return re.sub(r'(<\?xml[^>]*?encoding\s*=\s*["\'])[^"\']*', r"\1UTF-8", text.removeprefix("\ufeff"), count=1).encode()
