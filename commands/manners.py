"""What all commands have in common: help in columns, options that every one takes, slips answered by what may be meant."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, Final

import typer
from typer.core import TyperGroup, TyperOption

from goalconv.commands.console import speak, tell
from goalconv.commands.language import LANGUAGES

__all__ = ["COMMON", "Group", "flag", "with_manners"]

COMMON: Final = ("--lang", "--no-color", "-q", "-v")
"""The options that every command takes, by the first name of each."""


class _Context(typer.Context):
    """A context whose help is laid out by the columns that characters take."""

    def make_formatter(self) -> Any:
        from goalconv.commands.help import Formatter  # only help needs it

        return Formatter()


class Group(TyperGroup):
    """A group of commands that answers a slip by the command that may be meant."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the arguments call, and the arguments that are its own."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            import goalconv

            near = goalconv.near(args[0], self.commands)
            ctx.fail(tell(f"没有命令 {args[0]}{near.zh}", f"there is no command {args[0]}{near.en}"))
        return super().resolve_command(ctx, args)


def with_manners(command: Any) -> Any:
    """The command, which takes the common options from now on, and so do those below it."""
    command.context_class = _Context
    command.params += _options()
    if isinstance(command, TyperGroup):
        for below in filter(None, command.commands.values()):  # None is a command not imported yet
            with_manners(below)
    return command


def _options() -> list[TyperOption]:
    return [
        flag(["-h", "--help"], tell("显示这份帮助", "Show this help."), _show_help),
        TyperOption(
            param_decls=["--lang"], metavar="zh|en", help=tell("消息的语言", "Language of the messages."), expose_value=False,
            is_eager=True, allow_from_autoenv=False, callback=_check_language,
        ),
        flag(["--no-color"], tell("不用颜色", "No colours."), _no_colours),
        flag(["-q", "--quiet"], tell("只说错误", "Say what is wrong, and nothing else."), lambda context: speak(-1)),
        flag(["-v", "--verbose"], tell("说明每一步", "Say what is done, step by step."), lambda context: speak(1)),
    ]  # fmt: skip


def flag(names: list[str], help: str, act: Callable[[Any], None]) -> TyperOption:
    """An option without a value, which acts where it is given."""

    def callback(context: Any, parameter: Any, value: Any) -> None:
        if value:
            act(context)

    return TyperOption(
        param_decls=names, is_flag=True, default=False, show_default=False, help=help, expose_value=False, is_eager=True,
        allow_from_autoenv=names != ["--version"], callback=callback,
    )  # fmt: skip


def _check_language(context: Any, parameter: Any, value: Any) -> None:
    if value not in (None, *LANGUAGES):
        raise typer.BadParameter(f"{value} ({', '.join(LANGUAGES)})", ctx=context, param=parameter)


def _show_help(context: Any) -> None:
    print(context.get_help())
    raise typer.Exit


def _no_colours(context: Any) -> None:
    os.environ["NO_COLOR"] = "1"
