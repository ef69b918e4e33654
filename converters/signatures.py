"""What a file is by its first bytes, in the user's words: for files that are not what they are taken for."""

from __future__ import annotations

from typing import Final

from .language import Words

__all__ = ["OLE", "content_of", "is_known", "is_locked", "is_picture"]

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the container of old Office files begins, in which password-protected new ones lie too."""

_PICTURES: Final = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"\0\0\0\x0cjP  ", b"\0\0\1\0")
_PICTURE: Final = Words("图片", "a picture")
_PAGE: Final = Words("网页 (HTML)", "a web page (HTML)")
_MARKUP: Final = Words("XML 文件", "an XML file")
_DOCUMENT: Final = Words("JSON 文件", "a JSON file")
_LINES: Final = Words("纯文本 (CSV 或 TXT)", "plain text (CSV or TXT)")
_UNKNOWN: Final = Words("不认识的数据", "data of no known kind")
_SIGNATURES: Final = (
    (OLE, Words("旧版 Office 文件 (.xls 或 .doc)", "an old Office file (.xls or .doc)")),
    (b"PK\3\4", Words("压缩包或 Office 文件", "a zip archive or an Office file")),
    (b"%PDF-", Words("PDF 文件", "a PDF file")),
    (b"{\\rtf", Words("RTF 文件", "an RTF file")),
    (b"Rar!", Words("RAR 压缩包", "a RAR archive")),
    (b"7z\xbc\xaf", Words("7z 压缩包", "a 7z archive")),
    (b"\x1f\x8b", Words("gzip 压缩包", "a gzip archive")),
)


def is_picture(data: bytes) -> bool:
    """Whether the bytes are those of a picture."""
    if data.startswith(b"BM"):
        return int.from_bytes(data[2:6], "little") == len(data)
    return data.startswith(_PICTURES) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP")


def is_known(data: bytes) -> bool:
    """Whether the bytes begin like those of another kind of file than text."""
    return data.startswith(tuple(signature for signature, _ in _SIGNATURES))


def is_locked(data: bytes) -> bool:
    """Whether an old container holds an encrypted package."""
    return "EncryptedPackage".encode("utf-16-le") in data


def content_of(data: bytes) -> Words:
    """What the bytes are."""
    if is_picture(data):
        return _PICTURE
    for signature, description in _SIGNATURES:
        if data.startswith(signature):
            return description
    head = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<body")):
        return _PAGE
    if head.startswith(b"<?xml"):
        return _PAGE if b"<html" in head else _MARKUP
    if head.startswith((b"{", b"[")):
        return _DOCUMENT
    return _UNKNOWN if b"\0" in data[:512] and not data.startswith((b"\xff\xfe", b"\xfe\xff")) else _LINES
