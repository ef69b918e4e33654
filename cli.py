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
from typing import Any

import typer

import goalconv
from goalconv.commands import COMMANDS
from goalconv.commands.console import finding_text, say, tell
from goalconv.commands.language import ask_for
from goalconv.commands.manners import Group, flag, with_manners
from goalconv.commands.options import application, manual

__all__ = ["main"]

# Objects between two looks for rubbish: Python's 700 would have all modules that are imported looked through again and again.
_ALLOCATIONS = 50_000
_INTERRUPTED, _UNREAD = 130, 141  # what shells say of a program that SIGINT or SIGPIPE has ended


class _Commands(Group):
    """The commands of the table, each imported when it is used; the help prints their lines from the table."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = dict.fromkeys(command.name for command in COMMANDS)  # type: ignore[assignment]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command called `cmd_name`, or None."""
        if cmd_name not in self.commands:
            return None
        return with_manners(typer.main.get_command(import_module(f"goalconv.commands.{cmd_name}").app))

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Prints the table of commands."""
        with formatter.section("Commands"):
            formatter.write_dl([(command.name, tell(command.chinese, command.english)) for command in COMMANDS])


def _version(context: Any) -> None:
    print(f"goalconv {goalconv.__version__}")
    raise typer.Exit


def _program() -> Any:
    """The program itself, with its help in the language of the messages."""
    program = application(
        manual(
            (
                "goalconv convert 绩效目标表.txt -o 绩效目标表.xlsx",
                "goalconv convert 绩效目标表.docx --to xlsx,pdf,json -O 输出",
                "goalconv check 绩效目标表.xlsx",
            ),
            "读取、检查、转换、打印项目支出绩效目标表。",
            "Read, check, convert and print performance goal tables.",
        ),
        _Commands,
    )
    program.callback()(_options)
    command = typer.main.get_command(program)
    command.params.append(flag(["--version"], tell("显示版本", "Show the version."), _version))
    return with_manners(command)


def _options() -> None:
    """Says that the program has options of its own."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command; a coded error is printed and ends with status 2."""
    gc.set_threshold(_ALLOCATIONS)
    given = sys.argv[1:] if arguments is None else list(arguments)
    ask_for(given)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        try:
            status = _program()(arguments, prog_name="goalconv", standalone_mode=False)
        finally:
            sys.stdout.flush()
        if status == _INTERRUPTED:  # which typer makes of Ctrl-C; a command that says itself what was stopped raises SystemExit
            raise KeyboardInterrupt
        sys.exit(status)
    except SystemExit as ended:
        sys.exit(_status(ended))
    except KeyboardInterrupt:
        say(tell("已中断", "interrupted"))
        sys.exit(_INTERRUPTED)
    except BrokenPipeError:
        sys.exit(_unread())
    except Exception as error:
        say(_said(error, given))
        sys.exit(2)


def _said(error: Exception, arguments: Sequence[str]) -> str:
    """What is said of an error: one of ours, or a wrong call; any other is a defect and is raised on."""
    # Ours is not named at the top: its module would be imported at every start.
    if isinstance(error, goalconv.GoalconvError):
        return finding_text(error.finding)
    if hasattr(error, "format_message"):
        from goalconv.commands.usage import explained

        return explained(error, arguments)
    raise error


def _status(ended: SystemExit) -> Any:
    """The status to end with; typer gives 1 where the output is not read any more."""
    return _unread() if isinstance(ended.__context__, BrokenPipeError) else ended.code


def _unread() -> int:
    """Lets what is still buffered go nowhere, so that Python does not complain of it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return _UNREAD
