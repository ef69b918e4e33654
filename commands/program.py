"""The program that the command runs: the table of commands as typer knows it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, Final

import typer

import goalconv
from goalconv.commands import COMMANDS, settings
from goalconv.commands.console import finding_text, say, tell
from goalconv.commands.language import LANGUAGES, prefer
from goalconv.commands.late import import_msgspec
from goalconv.commands.manners import Group, flag, with_manners

__all__ = ["run"]

_COMPLETION: Final = "_GOALCONV_COMPLETE"  # set by the scripts of `goalconv completion`
_HELP: Final = frozenset({"-h", "--help", "--version"})


class _Commands(Group):
    """The commands of the table, each imported when it is used; the help prints their lines from the table."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = dict.fromkeys(command.name for command in COMMANDS)  # type: ignore[assignment]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command called `cmd_name`, or None."""
        if cmd_name not in self.commands:
            return None
        import_msgspec()  # the library does so itself, with all that belongs to it
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


def run(arguments: Sequence[str]) -> Any:
    """Runs the command that the arguments name, by the settings files that there are, and gives its status; raises what went wrong."""
    files = _told(settings.load, [], arguments)
    for file in files:
        if file.told.get("lang") in LANGUAGES:
            prefer(file.told["lang"], str(file.path))
    program = _program()
    if _COMPLETION in os.environ:
        from typer.completion import completion_init  # type: ignore[attr-defined,unused-ignore]

        completion_init()
    return program(
        arguments, prog_name="goalconv", standalone_mode=False,
        default_map=_told(lambda: settings.defaults(files, program), {}, arguments),
    )  # fmt: skip


def _told(ask: Callable[[], Any], nothing: Any, arguments: Sequence[str]) -> Any:
    """What the settings files say; a broken one is only told, or passed over by a key, where help or completion is asked for."""
    try:
        return ask()
    except goalconv.UsageError as error:
        if _COMPLETION in os.environ:
            return nothing
        if arguments and not _HELP.intersection(arguments):
            raise
        say(finding_text(error.finding))
        return nothing
