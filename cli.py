"""The command `goalconv`: finds the command that is asked for, and turns a coded error into a message and status 2.

0 done, 1 the document has findings that count as errors, 2 it could not be read or written,
130 stopped with Ctrl-C, 141 whoever read the output went away (`| head`).
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

import goalconv
from goalconv.commands import COMMANDS
from goalconv.commands.console import finding_text, say, tell
from goalconv.commands.language import with_language

__all__ = ["app", "main"]

# Objects between two looks for rubbish: Python's 700 would have all modules that are imported looked through again and again.
_ALLOCATIONS = 50_000
_INTERRUPTED, _UNREAD = 130, 141  # what shells say of a program that SIGINT or SIGPIPE has ended


class _Commands(TyperGroup):
    """The commands of the table, each imported when it is used; the help prints their lines from the table."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = dict.fromkeys(command.name for command in COMMANDS)  # type: ignore[assignment]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command called `cmd_name`, or None."""
        if cmd_name not in self.commands:
            return None
        return with_language(typer.main.get_command(import_module(f"goalconv.commands.{cmd_name}").app))

    def invoke(self, ctx: Any) -> Any:
        """Runs the command; an option that is none but begins the name of a file is told how to be written."""
        given = tuple(ctx.args)
        try:
            return super().invoke(ctx)
        except typer.BadParameter.__base__ as error:  # type: ignore[misc]
            wrong = getattr(error, "option_name", None)
            for name in given:
                if wrong and name.startswith(wrong) and Path(name).exists():
                    error.message += f" 文件请写作 ./{name} (for the file write ./{name})"
            raise

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Prints the table of commands."""
        with formatter.section("命令 Commands"):
            formatter.write_dl([tuple(command) for command in COMMANDS])


app = typer.Typer(
    cls=_Commands, add_completion=False, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""\b
示例 Examples:
  goalconv convert 绩效目标表.txt -o 绩效目标表.xlsx
  goalconv convert 绩效目标表.docx --to xlsx,pdf,json -O 输出
  goalconv check 绩效目标表.xlsx

读取、检查、转换、打印项目支出绩效目标表。
Read, check, convert and print performance goal tables.
""",
)  # fmt: skip


def _version(wanted: bool) -> None:
    if wanted:
        print(f"goalconv {goalconv.__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="显示版本 Show the version.")
    ] = False,
) -> None:
    """Holds the options of the program itself."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command; a coded error is printed and ends with status 2."""
    gc.set_threshold(_ALLOCATIONS)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        try:
            with_language(typer.main.get_command(app))(arguments)
        finally:
            sys.stdout.flush()
    except SystemExit as ended:
        sys.exit(_status(ended))
    except KeyboardInterrupt:
        sys.exit(_status(SystemExit(_INTERRUPTED)))
    except BrokenPipeError:
        sys.exit(_unread())
    except Exception as error:
        # Not named above: its name would be looked up, and its module imported, at every exit, that of --help too.
        if not isinstance(error, goalconv.GoalconvError):
            raise
        say(finding_text(error.finding))
        sys.exit(2)


def _status(ended: SystemExit) -> Any:
    """The status to end with; typer gives 1 where the output is not read any more, and says nothing of Ctrl-C."""
    if isinstance(ended.__context__, BrokenPipeError):
        return _unread()
    if ended.code == _INTERRUPTED:
        say(tell("已中断", "interrupted"))
    return ended.code


def _unread() -> int:
    """Lets what is still buffered go nowhere, so that Python does not complain of it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return _UNREAD
