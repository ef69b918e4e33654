"""PDF syntax (ISO 32000-1 §7): values as source, and a file of numbered objects.

All objects but streams are packed into compressed object streams, so that a structure tree of tens of
thousands of elements costs little. The same calls give the same bytes, the file's identifier included.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterable
from typing import Final

from .pdf_digest import md5

__all__ = ["File", "Reference", "array", "dictionary", "string"]

_VERSION: Final = b"%PDF-1.7\n%\xe5\xae\x9a\xe6\xa0\xb7\n"  # four bytes above 127 say that the file is binary
_COMPRESSION: Final = 6
_PACKED: Final = 200  # objects in one object stream
_FREE, _PLAIN, _INSIDE = 0, 1, 2  # kinds of entries of a cross-reference stream (§7.5.8.3)
_ENTRY: Final = struct.Struct(">BIH")


class Reference(int):
    """The number of an object; as text, a reference to it."""

    def __str__(self) -> str:
        return f"{int(self)} 0 R"


def dictionary(**entries: object) -> str:
    """A dictionary; values are source already."""
    return f"<<{''.join(f'/{key} {value}' for key, value in entries.items())}>>"


def array(items: Iterable[object]) -> str:
    """An array; its members are source already."""
    return f"[{' '.join(map(str, items))}]"


def string(text: str) -> str:
    """A text string, whatever its characters."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


class File:
    """A file in the making."""

    def __init__(self) -> None:
        self._out = io.BytesIO()
        self._digest = md5(usedforsecurity=False)
        self._entries = bytearray(_ENTRY.pack(_FREE, 0, 65535))
        self._waiting: list[tuple[int, bytes]] = []
        self._write(_VERSION)

    def reserve(self) -> Reference:
        """A reference to an object that is given later, by `put`."""
        self._entries += _ENTRY.pack(_FREE, 0, 0)
        return Reference(len(self._entries) // _ENTRY.size - 1)

    def _enter(self, reference: int, kind: int, where: int, index: int = 0) -> None:
        """Enters an object into the cross-reference table: at an offset, or in an object stream at an index."""
        _ENTRY.pack_into(self._entries, reference * _ENTRY.size, kind, where, index)

    def put(self, reference: int, source: str) -> None:
        """Gives the object of a reference."""
        self._waiting.append((int(reference), source.encode("ascii")))
        if len(self._waiting) == _PACKED:
            self._pack()

    def add(self, source: str) -> Reference:
        """A reference to a new object."""
        reference = self.reserve()
        self.put(reference, source)
        return reference

    def stream(self, data: bytes, *, compressed: bool = True, **entries: object) -> Reference:
        """A reference to a new stream, written at once so that a long document stays small in memory."""
        reference = self.reserve()
        self._stream(reference, data, compressed, entries)
        return reference

    def data(self, root: Reference, information: Reference) -> bytes:
        """The bytes of the file with this catalogue and this information dictionary."""
        self._pack()
        reference, start = self.reserve(), self._out.tell()
        self._enter(reference, _PLAIN, start)
        table = bytes(self._entries)
        name = self._digest.hexdigest()
        entries = {
            "Type": "/XRef", "Size": int(reference) + 1, "W": "[1 4 2]", "Root": root, "Info": information,
            "ID": f"[<{name}><{name}>]",
        }  # fmt: skip
        self._stream(reference, table, True, entries)
        self._write(f"startxref\n{start}\n%%EOF\n".encode())
        return self._out.getvalue()

    def _pack(self) -> None:
        """Writes the objects that wait as one object stream (§7.5.7)."""
        if not self._waiting:
            return
        container = self.reserve()
        starts, position = [], 0
        for index, (reference, source) in enumerate(self._waiting):
            self._enter(reference, _INSIDE, container, index)
            starts.append(f"{reference} {position}")
            position += len(source) + 1
        head = " ".join(starts).encode() + b"\n"
        body = b"\n".join(source for _, source in self._waiting)
        count = len(self._waiting)
        self._waiting.clear()
        self._stream(container, head + body, True, {"Type": "/ObjStm", "N": count, "First": len(head)})

    def _stream(self, reference: int, data: bytes, compressed: bool, entries: dict[str, object]) -> None:
        if compressed:
            data = zlib.compress(data, _COMPRESSION)
            entries = {**entries, "Filter": "/FlateDecode"}
        self._enter(reference, _PLAIN, self._out.tell())
        head = f"{int(reference)} 0 obj\n{dictionary(**entries, Length=len(data))}\nstream\n"
        self._write(head.encode("ascii") + data + b"\nendstream\nendobj\n")

    def _write(self, part: bytes) -> None:
        self._out.write(part)
        self._digest.update(part)
