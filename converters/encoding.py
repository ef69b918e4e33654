"""The encoding of a text file: found out strictly, never guessed from a part, nothing ever replaced."""

from __future__ import annotations

import codecs
from typing import Final

from . import catalogue as kinds
from .errors import UnreadableError
from .places import TextPlace

__all__ = ["decode"]

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(data: bytes, encoding: str | None = None) -> str:
    """The text of the bytes: by its byte order mark, else as UTF-8, UTF-16 or GB18030, each strictly.

    With `encoding` only that one is tried. Nothing is ever replaced; where no encoding fits, the
    error names the line and the byte at which UTF-8 failed.
    """
    if not data:
        raise UnreadableError(kinds.EMPTY_FILE)
    try:
        if encoding is not None:
            return data.decode(encoding).removeprefix("\ufeff")
        for mark, name in _MARKS:
            if data.startswith(mark):
                return data.decode(name)
        return _guess(data)
    except (UnicodeDecodeError, LookupError) as error:
        offset = error.start if isinstance(error, UnicodeDecodeError) else 0
        raise UnreadableError(kinds.ENCODING_UNKNOWN, _line(data, offset), offset=offset + 1) from error


def _guess(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\0" in data[:4096]:
            return data.decode("utf-16-le" if data[1:2] == b"\0" or data[1::2].count(0) > data[::2].count(0) else "utf-16-be")
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            raise error from None


def _line(data: bytes, offset: int) -> TextPlace:
    """The line of a byte, counted in bytes since its characters are not known."""
    start = data.rfind(b"\n", 0, offset) + 1
    return TextPlace(data.count(b"\n", 0, offset) + 1, offset - start + 1)
