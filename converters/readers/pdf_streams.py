"""A guard before the engine: PDFium expands the content of a page whole, before anyone can count what is in it."""

from __future__ import annotations

import zlib
from typing import Final

from ..limits import Limits
from ..patterns import regex

__all__ = ["refuse_bombs"]

_STREAM: Final = regex(rb"(?<!end)stream\r?\n")
_HEAD: Final = 1024  # bytes before a stream within which its dictionary stands
_RATIO: Final = 1032  # by which deflate can shrink data, at most
_APART: Final = (b"/Image", b"/Length1", b"/FontFile", b"/OpenType", b"CIDFontType0C", b"/EmbeddedFile")


def refuse_bombs(data: bytes, limits: Limits) -> None:
    """Raises `UnreadableError` where a deflated stream that is no image, font or attachment expands beyond reason."""
    for found in _STREAM.finditer(data):
        start = found.end()
        stop = data.find(b"endstream", start)
        head = data[max(0, found.start() - _HEAD) : found.start()].rpartition(b"obj")[2]
        if (stop - start) * _RATIO < limits.pdf_bytes or any(word in head for word in _APART):
            continue
        limits.hold("pdf_bytes", _expanded(data[start:stop], limits.pdf_bytes + 1))


def _expanded(data: bytes, most: int) -> int:
    """How many bytes a deflated stream expands to, as far as it matters."""
    try:
        return len(zlib.decompressobj().decompress(data, most))
    except zlib.error:
        return 0
