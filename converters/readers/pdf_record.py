"""The canonical document that a PDF carries as an attachment, and the other attachments by name; none is ever written anywhere.

The names come from PDFium, the content is expanded here and counted while it is: PDFium would expand an attachment whole.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, Final

import pypdfium2  # type: ignore[import-untyped]

from .. import catalogue as kinds
from ..findings import Finding
from ..interface import RECORD_NAME
from ..language import Words
from ..patterns import regex

__all__ = ["carried"]

_MOST: Final = 32 << 20  # bytes of a document: some 4,000 projects, as many as the pages that are read can show
_COUNTED: Final = 1000  # attachments that are asked for their names
_TRIED: Final = 20  # attachments that are looked into
_NAMED: Final = 3  # other attachments that a finding names
_LONGEST: Final = 40
_KIND: Final = regex(rb"/Type\s*/EmbeddedFile(?![A-Za-z])")
_STREAM: Final = regex(rb"stream\r?\n")
_DEFLATED: Final = regex(rb"/Filter\s*(?:/FlateDecode\b|\[\s*/FlateDecode\s*\])")
_LENGTH: Final = regex(rb"/Length\s+(\d+)(?!\s+\d+\s+R)")
_HEAD: Final = 2048  # bytes within which the dictionary of a stream stands
_MARK: Final = regex(rb'\A(?:\xef\xbb\xbf)?\s*\{[^{}\[\]]*"urn:goalconv:')  # how a document of ours begins
_OTHERS: Final = Words("附件 {names} 等 {count} 个", "attachments {names} ({count} in all)")
_ONE: Final = Words("附件 {names}", "the attachment {names}")
_ABSENT: Final = Words("其中没有标准文档", "it holds no canonical document")
_LARGE: Final = Words("解压后超过 {limit} 字节", "it expands to more than {limit} bytes")


def carried(data: bytes, document: Any) -> tuple[bytes | None, list[Finding]]:
    """The canonical document in the file, and what of its attachments is not read."""
    names = [_name(document, index) for index in range(min(document.count_attachments(), _COUNTED))]
    others = [name for name in names if name != RECORD_NAME]
    findings = [_left_out(others)] if others else []
    if len(others) == len(names):
        return None, findings
    found = next((content for content in _contents(data) if len(content) > _MOST or _MARK.match(content)), b"")
    if 0 < len(found) <= _MOST:
        return found, findings
    reason = _LARGE.of(limit=_MOST) if found else _ABSENT
    return None, [*findings, kinds.RECORD_UNREADABLE.at(name=RECORD_NAME, reason=reason)]


def _name(document: Any, index: int) -> str:
    try:
        name: str = document.get_attachment(index).get_name()
    except pypdfium2.PdfiumError:  # a specification without a file
        return ""
    return name


def _left_out(names: list[str]) -> Finding:
    shown = "、".join(f"“{name[:_LONGEST]}”" for name in names[:_NAMED])
    return kinds.BOOK_PART_LEFT_OUT.at(what=(_ONE if len(names) == 1 else _OTHERS).of(names=shown, count=len(names)))


def _contents(data: bytes) -> Iterator[bytes]:
    """What attachments in the file expand to, from the end: a file that was changed keeps before it what it held once.

    Each comes to little more than the limit; those in unusual filters are passed over.
    """
    for kind in reversed(list(_KIND.finditer(data))[-_TRIED:]):
        start = _STREAM.search(data, kind.end(), kind.end() + _HEAD)
        if start is None:
            continue
        head = data[max(0, kind.start() - _HEAD) : start.start()].rpartition(b" obj")[2]
        content = data[start.end() : _end(data, head, start.end())]
        if _DEFLATED.search(head):
            yield _expanded(content)
        elif b"/Filter" not in head:
            yield content[: _MOST + 1]


def _end(data: bytes, head: bytes, start: int) -> int:
    """Where a stream ends: where its length says, or where its end is marked."""
    length = _LENGTH.search(head)
    if length is not None and data[start + int(length[1]) :][:12].lstrip().startswith(b"endstream"):
        return start + int(length[1])
    return data.find(b"endstream", start)


def _expanded(content: bytes) -> bytes:
    """The content, or as much of it as matters; empty where it is broken."""
    try:
        return zlib.decompressobj().decompress(content, _MOST + 1)
    except zlib.error:
        return b""
