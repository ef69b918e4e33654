"""Writing an annotated copy of a file that was read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

import goalconv
from goalconv.commands.console import tell
from goalconv.commands.language import language
from goalconv.commands.outputs import write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goalconv import Reading, ReadOptions

__all__ = ["AnnotateTo", "check_annotated", "write_annotated"]

AnnotateTo: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--annotate", metavar="OUT",
        help=tell("标注疑点的副本: xlsx、docx 用原格式, 其他用 html", "Annotated copy: the same format for xlsx and docx, html for others."),
    ),
]  # fmt: skip


def check_annotated(sources: Sequence[str], target: Path, force: bool) -> None:
    """Refuses, before anything is read, what cannot be annotated: several files, standard input, a target that may not be written."""
    if len(sources) != 1 or sources[0] == "-":
        raise typer.BadParameter(tell("一次标注一个文件", "one file at a time can be annotated"), param_hint="--annotate")
    goalconv.format_of(target)
    goalconv.check_target(target, source=Path(sources[0]), force=force)


def write_annotated(
    source: str, readings: Sequence[Reading], target: Path, name: str | None, options: ReadOptions, force: bool
) -> None:
    """Writes the file `source` with the findings of its readings in it to `target`."""
    path = Path(source)
    findings = [finding for reading in readings for finding in reading.findings]
    copy = goalconv.annotate(
        path.read_bytes(), findings, goalconv.format_of(target).name, format=name, suffix=path.suffix, options=options,
        name=path.name, language=language(),
    )  # fmt: skip
    write(target, copy, force)
