"""The parts of a form's package: read through the door, changed one by one, and put together again.

A part that is not changed keeps its bytes, and the package its order. Parts are parsed by lxml, which
keeps the prefixes that markup compatibility depends on; nothing is resolved or fetched.
"""

from __future__ import annotations

import copy
import io
import posixpath
import re
import zipfile
from typing import Any, Final

from lxml import etree  # type: ignore[import-untyped]

from .. import catalogue as kinds
from ..errors import UnreadableError
from ..language import Words
from ..limits import Limits
from ..package import Package, open_package, parse
from ..patterns import regex

__all__ = ["Parts", "count_of", "local", "measure_of", "namespace"]

_TYPES: Final = "[Content_Types].xml"
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
_WHOLE: Final = regex(r"\s*-?[0-9]{1,9}\s*")
_MEASURE: Final = regex(r"\s*[0-9]{1,9}(?:\.[0-9]*)?\s*")
_FORM: Final = Words("表单", "the form")
_NO_NUMBER: Final = Words("“{text}” 不是数字", "“{text}” is no number")


class Parts:
    """The parts of a package that is being filled."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self.package: Package = open_package(data, name, limits)
        self._data = data
        self._trees: dict[str, Any] = {}
        self._added: dict[str, bytes] = {}
        self._removed: set[str] = set()
        self._passed: set[str] = set()
        """The parts of the file that are known to pass the door."""

    def __contains__(self, name: str) -> bool:
        return name in self._trees or name in self._added or (name in self.package and name not in self._removed)

    def pristine(self, name: str) -> Any:
        """The root of a part as the file has it, for reading."""
        data = self._added[name] if name in self._added else self.package.read(name)
        if name in self._added or name not in self._passed:
            parse(data, _Nothing(), name, self.package.limits)
            self._passed.add(name)
        try:
            return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
        except etree.XMLSyntaxError as error:  # it refuses more than the door does: what is no address of a namespace
            raise UnreadableError(
                kinds.BROKEN_PACKAGE, part=name, reason=Words(f"XML 错误: {error}", f"an XML error: {error}")
            ) from error

    def tree(self, name: str) -> Any:
        """The root of a part, to be changed: it is written anew."""
        if name not in self._trees:
            self._trees[name] = self.pristine(name)
        return self._trees[name]

    def add(self, name: str, root: Any, like: str) -> None:
        """A new part of the same content type as the part `like`."""
        self._trees[name] = root
        self._declare(name, like)

    def copy(self, name: str, like: str) -> None:
        """A new part with the bytes of another."""
        self._added[name] = self.package.read(like)
        self._declare(name, like)

    def replace(self, name: str, data: bytes) -> None:
        """Other bytes for a part."""
        self._added[name] = data

    def free_name(self, like: str) -> str:
        """A name for a new part beside `like`: sheet2.xml, sheet3.xml …"""
        folder, base = posixpath.split(like)
        stem, suffix = posixpath.splitext(base)
        stem, number = stem.rstrip("0123456789"), 1
        while (name := posixpath.join(folder, f"{stem}{number}{suffix}")) in self:
            number += 1
        return name

    def remove(self, name: str) -> None:
        """Takes a part out of the package, its declaration with it."""
        self._removed.add(name)
        for override in list(self.tree(_TYPES)):
            if override.get("PartName") == f"/{name}":
                self.tree(_TYPES).remove(override)

    def _declare(self, name: str, like: str) -> None:
        """Declares the content type of a new part where its suffix does not."""
        types = self.tree(_TYPES)
        for override in list(types):
            if override.get("PartName") == f"/{like}":
                twin = copy.deepcopy(override)
                twin.set("PartName", f"/{name}")
                types.append(twin)

    def relations(self, part: str) -> Any:
        """The root of the part with the relationships of `part`, to be changed; None where it has none."""
        name = relations_name(part)
        return self.tree(name) if name in self else None

    def save(self) -> bytes:
        """The bytes of the package."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self._data)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
            written = set()
            for info in source.infolist():
                if info.filename not in self._removed and not info.is_dir():
                    target.writestr(_like(info), self.bytes_of(info.filename))
                    written.add(info.filename)
            for name in dict.fromkeys([*self._trees, *self._added]):
                if name not in written | self._removed:
                    target.writestr(_like(zipfile.ZipInfo(name, _FIRST_DAY)), self.bytes_of(name))
        return buffer.getvalue()

    def bytes_of(self, name: str) -> bytes:
        """The bytes of a part as it will be written."""
        if name in self._trees:
            return bytes(etree.tostring(self._trees[name], xml_declaration=True, encoding="UTF-8", standalone=True))
        return self._added[name] if name in self._added else self.package.read(name)


def relations_name(part: str) -> str:
    """The name of the part that holds the relationships of `part`."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _like(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """An entry named and dated like another."""
    entry = zipfile.ZipInfo(info.filename, info.date_time)
    entry.compress_type = zipfile.ZIP_STORED if info.filename == "mimetype" else zipfile.ZIP_DEFLATED
    entry.external_attr = info.external_attr
    entry.create_system = info.create_system
    return entry


class _Nothing:
    """Takes the parser's events and does nothing: what counts is that the part passes the door."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Nothing to do."""

    def end(self, name: str) -> None:
        """Nothing to do."""

    def text(self, data: str) -> None:
        """Nothing to do."""


def local(element: Any) -> str:
    """The local name of an element; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: Any) -> str:
    """The namespace of an element in braces, as the names of its children begin."""
    tag = str(element.tag)
    return tag[: tag.rfind("}") + 1]


def count_of(text: str | None, default: int = 0) -> int:
    """The whole number that an attribute or a text states, `default` where there is none; raises `UnreadableError` for anything else."""
    return int(_figure(_WHOLE, text)) if text else default


def measure_of(text: str | None, default: float) -> float:
    """The width or height that an attribute states; see `count_of`."""
    return float(_figure(_MEASURE, text)) if text else default


def _figure(kind: re.Pattern[str], text: str) -> str:
    if not kind.fullmatch(text):
        raise UnreadableError(kinds.BROKEN_PACKAGE, part=_FORM, reason=_NO_NUMBER.of(text=text[:40]))
    return text
