"""What a format is asked for and what it gives: options in, bytes and findings out.

A reader is `read(data: bytes, options: ReadOptions) -> Source`,
a writer is `write(grids: Sequence[Grid], template: Template, options: WriteOptions) -> Written`,
and of a format that keeps records `write(grids, template, options, record: bytes | None) -> Written`.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from .findings import Finding
from .grid import Grid
from .limits import Budget, Limits

__all__ = ["RECORD_NAME", "Budget", "Limits", "ReadOptions", "Source", "WriteOptions", "Written"]

RECORD_NAME: Final = "goal-table.json"
"""What a canonical document is called inside a file of another format."""


class ReadOptions(Struct, frozen=True):
    """How to read. `encoding` names the encoding of a text file; by default it is found out.

    `include_hidden` takes hidden rows, columns and sheets as well. `limits` says how much is read, and what a reader
    that runs in a child process may use. `profile` names the rules by which the table is checked: one of
    `goalconv.all_profiles`, or a file.
    """

    encoding: str | None = None
    include_hidden: bool = False
    limits: Limits = Limits()
    profile: str = "general"


class WriteOptions(Struct, frozen=True):
    """How to write: in which layout, "" for that of the template, else disclosure (公开表).

    `fonts` are the user's own TrueType files for PDF, tried before the built-in faces. `template` is
    a TOML file of the user's that says how the table looks (docs/templates.md), "" for the built-in look.
    `formulas` writes the sums of a workbook as formulas, where the declared figure is the sum.
    `attach` puts the canonical document into a file of a format that can carry it. `schema_version` is that of the
    canonical document where it is what is written, "" for the newest.
    """

    layout: str = ""
    fonts: tuple[str, ...] = ()
    attach: bool = True
    template: str = ""
    formulas: bool = False
    schema_version: str = ""


class Source(Struct, frozen=True):
    """What a reader gives: the grids of a file in order, and its doubts about the file.

    `record` is the canonical document that the file carries beside what it shows, as it stands there.
    """

    grids: tuple[Grid, ...]
    findings: tuple[Finding, ...] = ()
    record: bytes | None = None


class Written(Struct, frozen=True):
    """What a writer gives: the bytes of the file, and its doubts about them."""

    data: bytes
    findings: tuple[Finding, ...] = ()
