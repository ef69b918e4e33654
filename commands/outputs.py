"""What commands write: the options that say what and where, and the writing itself, to a file or to standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

import goalconv
from goalconv.commands import choices, log
from goalconv.commands.console import tell

__all__ = ["Fonts", "Formulas", "Layout", "NoAttach", "Output", "OutputFolder", "SchemaVersion", "Template", "To", "write"]

Output: TypeAlias = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="OUT", help=tell("输出文件, - 为标准输出", "Output file, - for stdout.")),
]
To: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar="FORMATS",
        autocompletion=choices.several_formats,
        help=tell("输出格式, 用逗号分隔", "Output formats, separated by commas."),
    ),
]
OutputFolder: TypeAlias = Annotated[
    str | None, typer.Option("-O", "--output-dir", metavar="DIR", help=tell("输出文件夹", "Folder for the outputs."))
]
Layout: TypeAlias = Annotated[
    str,
    typer.Option(
        "--layout", metavar="NAME", autocompletion=choices.layouts, help=tell("输出版式, 默认公开表", "Layout of the output, disclosure by default."),
        show_default=False,
    ),
]  # fmt: skip
Template: TypeAlias = Annotated[
    str,
    typer.Option("--template", metavar="FILE", help=tell("自己的模板", "Template of one's own (TOML)."), show_default=False),
]
Fonts: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--font", metavar="FILE", help=tell("PDF 优先使用的 TrueType 字体, 可多次", "TrueType font for PDF; may be repeated.")),
]  # fmt: skip
NoAttach: TypeAlias = Annotated[
    bool, typer.Option("--no-attach", help=tell("PDF 中不附标准 JSON", "Leave the canonical JSON out of the PDF."))
]
Formulas: TypeAlias = Annotated[
    bool, typer.Option("--formulas", help=tell("Excel 中的合计写成公式", "Sums as formulas in Excel."))
]

SchemaVersion: TypeAlias = Annotated[
    str,
    typer.Option(
        "--schema-version", metavar="VERSION", help=tell("JSON 的版本, 默认最新", "Version of the JSON, by default the newest."),
        show_default=False,
    ),
]  # fmt: skip


def write(path: str | Path, data: bytes | Iterable[bytes], force: bool) -> None:
    """Writes a file, whole or not at all, and its folders; standard output where `path` is `-`."""
    if str(path) == "-":
        log.written("-", sys.stdout.buffer.write(data if isinstance(data, bytes) else b"".join(data)))
        return
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    goalconv.write_file(target, data, force=force)
    log.written(str(path), target.stat().st_size)
