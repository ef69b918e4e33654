"""Reading what a command is given: a file, or standard input."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import goalconv

if TYPE_CHECKING:
    from goalconv import Reading, ReadOptions

__all__ = ["read"]


def read(source: str, name: str | None, options: ReadOptions) -> Reading:
    """The reading of a file, or of standard input where `source` is `-`; `name` is the format where it is stated."""
    if source != "-":
        return goalconv.read(source, format=name, options=options)
    return goalconv.read_bytes(sys.stdin.buffer.read(), format=name, options=options)[0]
