"""Reading what a command is given: a file, or standard input."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import typer

import goalconv
from goalconv.commands import log
from goalconv.commands.console import tell

if TYPE_CHECKING:
    from goalconv import Reading, ReadOptions

__all__ = ["read", "read_all"]


def read(source: str, name: str | None, options: ReadOptions) -> Reading:
    """The one reading of what is given; an error where there are several."""
    return goalconv.only(read_all(source, name, options), source)


def read_all(source: str, name: str | None, options: ReadOptions) -> tuple[Reading, ...]:
    """The readings of a file, or of standard input where `source` is `-`; `name` is the format where it is stated."""
    start = time.monotonic()
    try:
        readings = _readings(source, name, options)
    except goalconv.GoalconvError as error:
        log.failed(source, error.finding)
        error.source = source
        raise
    log.given(source, readings, time.monotonic() - start)
    return readings


def _readings(source: str, name: str | None, options: ReadOptions) -> tuple[Reading, ...]:
    if source != "-":
        return goalconv.read_all(source, format=name, options=options)
    if sys.stdin is None:  # closed by whoever started the command
        return goalconv.read_bytes(b"", format=name, options=options)
    if sys.stdin.isatty():
        raise typer.BadParameter(
            tell(
                "标准输入是终端: 请给出文件名, 或用 < 或管道送入", "standard input is a terminal: name a file, or use < or a pipe"
            )
        )
    return goalconv.read_bytes(options.limits.take(sys.stdin.buffer), format=name, options=options)
