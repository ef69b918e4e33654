"""Arguments and options that several commands share."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

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
]

Input: TypeAlias = Annotated[
    str, typer.Argument(metavar="IN", help="输入文件, - 为标准输入 Input file, - for stdin.", show_default=False)
]
Inputs: TypeAlias = Annotated[
    list[str],
    typer.Argument(
        metavar="IN...", help="输入文件或文件夹, - 为标准输入 Input files or folders, - for stdin.", show_default=False
    ),
]
From: TypeAlias = Annotated[str | None, typer.Option("--from", metavar="FORMAT", help="输入格式 Format of the input.")]
Encoding: TypeAlias = Annotated[str | None, typer.Option("--encoding", metavar="NAME", help="文本编码 Encoding of a text input.")]
Hidden: TypeAlias = Annotated[
    bool, typer.Option("--include-hidden", help="读取隐藏的行、列、表 Read hidden rows, columns and sheets.")
]
LayoutName: TypeAlias = Annotated[str, typer.Option("--layout", metavar="NAME", help="输出版式 Layout of the output.")]
Force: TypeAlias = Annotated[bool, typer.Option("--force", "-f", help="覆盖已有文件 Overwrite existing files.")]
Jobs: TypeAlias = Annotated[
    int,
    typer.Option(
        "--jobs", "-j", min=0, metavar="N", help="同时转换的文件数 Files converted at once: one a processor.", show_default=False
    ),
]
EngineName: TypeAlias = Annotated[
    str,
    typer.Option("--engine", metavar="local|dask", help="批量时在何处转换 Where many files are converted.", show_default=False),
]
Address: TypeAlias = Annotated[
    str, typer.Option("--address", metavar="tcp://…", help="Dask 集群的地址 Address of a Dask cluster.", show_default=False)
]

Limit: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--limit", metavar="NAME=VALUE", help="放宽或收紧一项读取限制, 可多次 Set a limit on what is read; see docs/limits.md."
    ),
]


def application(help: str | None = None) -> typer.Typer:
    """A typer application with the manners of all commands: plain help, `-h` too, tracebacks without document text."""
    return typer.Typer(
        add_completion=False, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False, help=help,
        context_settings={"help_option_names": ["-h", "--help"]},
    )  # fmt: skip
