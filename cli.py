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
from goalconv.commands import COMMANDS, settings
from goalconv.commands.console import at_end, finding_text, say, tell
from goalconv.commands.language import LANGUAGES, ask_for, prefer
from goalconv.commands.manners import Group, flag, with_manners

__all__ = ["main"]

# Objects between two looks for rubbish: Python's 700 would have all modules that are imported looked through again and again.
_ALLOCATIONS = 50_000
_COMPLETION = "_GOALCONV_COMPLETE"  # set by the scripts of `goalconv completion`
_NAMES = {command.name for command in COMMANDS}
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
        command = with_manners(
            typer.main.get_command(import_module(f"goalconv.commands.{cmd_name}").app), f"GOALCONV_{cmd_name.upper()}"
        )
        command.short_help = next(tell(row.chinese, row.english) for row in COMMANDS if row.name == cmd_name)
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Prints the table of commands."""
        with formatter.section("Commands"):
            formatter.write_dl([(command.name, tell(command.chinese, command.english)) for command in COMMANDS])


def _version(context: Any) -> None:
    print(f"goalconv {goalconv.__version__}")
    raise typer.Exit


def _program() -> Any:
    """The program itself, with its help in the language of the messages."""
    from goalconv.commands.options import application, manual  # its texts are in the language that is spoken when it is imported

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
    status = _outcome(given)
    for act in at_end:
        act(next((name for name in given if name in _NAMES), ""), status)
    sys.exit(status)


def _outcome(arguments: list[str]) -> Any:
    """The status that the command ends with, after all is said."""
    try:
        try:
            return _run(arguments)
        finally:
            sys.stdout.flush()
    except SystemExit as ended:
        return _status(ended)
    except KeyboardInterrupt:
        return _interrupted()
    except BrokenPipeError:
        return _unread()
    except Exception as error:
        say(_said(error, arguments))
        return 2


def _run(arguments: list[str]) -> Any:
    """Runs the command by the settings files that there are; gives the status that it asks for."""
    files = settings.load()
    for file in files:
        if file.told.get("lang") in LANGUAGES:
            prefer(file.told["lang"], str(file.path))
    program = _program()
    if _COMPLETION in os.environ:
        from typer.completion import completion_init  # type: ignore[attr-defined,unused-ignore]

        completion_init()
    status = program(
        arguments, prog_name="goalconv", standalone_mode=False,
        default_map=settings.defaults(files, program),
    )  # fmt: skip
    # typer makes this status of Ctrl-C; a command that says itself what was stopped raises SystemExit
    return _interrupted() if status == _INTERRUPTED else status


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


def _interrupted() -> int:
    say(tell("已中断", "interrupted"))
    return _INTERRUPTED


def _unread() -> int:
    """Lets what is still buffered go nowhere, so that Python does not complain of it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return _UNREAD
