"""What a format is asked for and what it gives: options in, bytes and findings out.

A reader is `read(data: bytes, options: ReadOptions) -> Source`,
a writer is `write(grids: Sequence[Grid], template: Template, options: WriteOptions) -> Written`.
"""

from __future__ import annotations

from msgspec import Struct

from .findings import Finding
from .grid import Grid

__all__ = ["Budget", "ReadOptions", "Source", "WriteOptions", "Written"]


class Budget(Struct, frozen=True):
    """What a call in a child process may use: seconds on the clock, and bytes of resident memory of the whole child."""

    seconds: float = 30
    memory: int = 1 << 30


class ReadOptions(Struct, frozen=True):
    """How to read. `encoding` names the encoding of a text file; by default it is found out.

    `include_hidden` takes hidden rows, columns and sheets as well. `budget` is what a reader that runs
    in a child process may use; None runs it in this process, for callers that are confined already.
    """

    encoding: str | None = None
    include_hidden: bool = False
    budget: Budget | None = Budget()


class WriteOptions(Struct, frozen=True):
    """How to write: in which layout; `fonts` are the user's own TrueType files for PDF, tried before the built-in faces."""

    layout: str = "disclosure"
    fonts: tuple[str, ...] = ()


class Source(Struct, frozen=True):
    """What a reader gives: the grids of a file in order, and its doubts about the file."""

    grids: tuple[Grid, ...]
    findings: tuple[Finding, ...] = ()


class Written(Struct, frozen=True):
    """What a writer gives: the bytes of the file, and its doubts about them."""

    data: bytes
    findings: tuple[Finding, ...] = ()
