"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, TypeAlias

import typer

from goalconv.commands import choices
from goalconv.commands.console import tell
from goalconv.commands.manners import Group

__all__ = [
    "Address",
    "Encoding",
    "EngineName",
    "Force",
    "From",
    "Hidden",
    "Input",
    "Inputs",
    "Jobs",
    "LayoutName",
    "Limit",
    "application",
    "manual",
]

Input: TypeAlias = Annotated[
    str, typer.Argument(metavar="IN", help=tell("输入文件, - 为标准输入", "Input file, - for stdin."), show_default=False)
]
Inputs: TypeAlias = Annotated[
    list[str],
    typer.Argument(
        metavar="IN...", help=tell("输入文件或文件夹, - 为标准输入", "Input files or folders, - for stdin."), show_default=False
    ),
]
From: TypeAlias = Annotated[
    str | None,
    typer.Option("--from", metavar="FORMAT", autocompletion=choices.formats, help=tell("输入格式", "Format of the input.")),
]
Encoding: TypeAlias = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help=tell("文本编码", "Encoding of a text input."))
]
Hidden: TypeAlias = Annotated[
    bool, typer.Option("--include-hidden", help=tell("读取隐藏的行、列、表", "Read hidden rows, columns and sheets."))
]
LayoutName: TypeAlias = Annotated[
    str, typer.Option("--layout", metavar="NAME", autocompletion=choices.layouts, help=tell("输出版式", "Layout of the output."))
]
Force: TypeAlias = Annotated[bool, typer.Option("--force", "-f", help=tell("覆盖已有文件", "Overwrite existing files."))]
Jobs: TypeAlias = Annotated[
    int,
    typer.Option(
        "--jobs",
        "-j",
        min=0,
        metavar="N",
        help=tell("同时转换的文件数, 默认每个处理器一个", "Files converted at once, by default one a processor."),
        show_default=False,
    ),
]
EngineName: TypeAlias = Annotated[
    str,
    typer.Option(
        "--engine", metavar="local|dask", help=tell("批量时在何处转换", "Where many files are converted."), show_default=False
    ),
]
Address: TypeAlias = Annotated[
    str,
    typer.Option(
        "--address", metavar="tcp://HOST:PORT", help=tell("Dask 集群的地址", "Address of a Dask cluster."), show_default=False
    ),
]

Limit: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--limit",
        metavar="NAME=VALUE",
        help=tell("放宽或收紧一项读取限制, 可多次; 见 docs/limits.md", "Set a limit on what is read; see docs/limits.md."),
    ),
]


def application(help: str | None = None, group: type[Group] = Group) -> typer.Typer:
    """A typer application with the manners of all commands: plain help, `-h` too, tracebacks without document text."""
    return typer.Typer(
        cls=group, add_completion=False, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False, help=help,
        context_settings={"help_option_names": []},
    )  # fmt: skip


def manual(examples: Sequence[str], chinese: str, english: str) -> str:
    """The help of a command: examples first, then what it does, in the language of the messages."""
    lines = "\n".join(f"  {example}" for example in examples)
    return f"\b\n{tell('示例', 'Examples')}:\n{lines}\n\n{tell(chinese, english)}"
