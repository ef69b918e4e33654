"""What all commands have in common: help in columns, options that every one takes, slips answered by what may be meant."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, Final

import typer
from typer.core import TyperGroup, TyperOption

from goalconv.commands.console import speak, tell
from goalconv.commands.language import LANGUAGES

__all__ = ["COMMON", "EACH_TIME", "Group", "flag", "long_name", "with_manners"]

COMMON: Final = ("--lang", "--no-color", "-q", "-v", "--log")
"""The options that every command takes, by the first name of each."""
EACH_TIME: Final = frozenset({"output", "output-dir", "annotate", "force", "help", "version"})
"""What each call decides anew: no file and no variable does."""
_ELSEWHERE: Final = frozenset({"lang"})
"""What is told from the environment before any option is read."""


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


def with_manners(command: Any, variable: str = "GOALCONV") -> Any:
    """The command, which takes the common options from now on, and so do those below it.

    Each option may be set by a variable, whose name begins with `variable`, but for those that each call decides anew.
    """
    command.context_class = _Context
    common = _options()
    command.params += common
    for parameter in command.params:
        if parameter.param_type_name == "option":
            parameter.show_envvar = False
            if long_name(parameter) not in EACH_TIME | _ELSEWHERE and (parameter not in common or variable == "GOALCONV"):
                parameter.envvar = parameter.envvar or f"{variable}_{_capitals(long_name(parameter))}"
    if isinstance(command, TyperGroup):
        for name, below in command.commands.items():
            if below is not None:  # None is a command not imported yet
                with_manners(below, f"{variable}_{_capitals(name)}")
    return command


def _capitals(name: str) -> str:
    return name.upper().replace("-", "_")


def long_name(parameter: Any) -> str:
    """An option by its long name, without the dashes."""
    return str(max(parameter.opts, key=len)).lstrip("-")


def _options() -> list[TyperOption]:
    return [
        flag(["-h", "--help"], tell("显示这份帮助", "Show this help."), _show_help),
        TyperOption(
            param_decls=["--lang"], metavar="zh|en", help=tell("消息的语言", "Language of the messages."), expose_value=False,
            is_eager=True, callback=_check_language,
        ),
        flag(["--no-color"], tell("不用颜色", "No colours."), _no_colours),
        flag(["-q", "--quiet"], tell("只说错误", "Say what is wrong, and nothing else."), _volume(-1)),
        flag(["-v", "--verbose"], tell("说明每一步", "Say what is done, step by step."), _volume(1)),
        TyperOption(
            param_decls=["--log"], metavar="FILE", help=tell("运行日志 (JSON 行), 不含表中文字", "Log of the run (JSON lines), without text of documents."),
            expose_value=False, is_eager=True, callback=_log,
        ),
    ]  # fmt: skip


def flag(names: list[str], help: str, act: Callable[[Any], None]) -> TyperOption:
    """An option without a value, which acts where it is given."""

    def callback(context: Any, parameter: Any, value: Any) -> None:
        if value:
            act(context)

    return TyperOption(
        param_decls=names, is_flag=True, default=False, show_default=False, help=help, expose_value=False, is_eager=True,
        callback=callback,
    )  # fmt: skip


def _check_language(context: Any, parameter: Any, value: Any) -> None:
    if value not in (None, *LANGUAGES):
        raise typer.BadParameter(f"{value} ({', '.join(LANGUAGES)})", ctx=context, param=parameter)


def _show_help(context: Any) -> None:
    print(context.get_help())
    raise typer.Exit


def _volume(volume: int) -> Callable[[Any], None]:
    name = "quiet" if volume < 0 else "verbose"
    return lambda context: speak(volume, context.get_parameter_source(name).name == "COMMANDLINE")


def _log(context: Any, parameter: Any, value: Any) -> None:
    if value is not None and not context.resilient_parsing:
        from goalconv.commands.log import open_log  # only who asks for a log needs it

        open_log(value)


def _no_colours(context: Any) -> None:
    os.environ["NO_COLOR"] = "1"
