"""`goalconv man`: the manual page, made of the help of all commands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

import typer

import goalconv
from goalconv.commands import settings
from goalconv.commands.console import tell
from goalconv.commands.manners import COMMON
from goalconv.commands.options import application, manual

__all__ = ["app"]

app = application()
_HAN: Final = "\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
_BREAK: Final = re.compile(rf"(?<=[{_HAN}])(?<![（“《])(?=[{_HAN}])(?![，。；：、！？）”》])")
"""Between two Chinese characters, where roff would not break a line."""


@app.command(
    help=manual(
        ("goalconv man > goalconv.1", "man -l goalconv.1"),
        "打印手册页 (roff): 全部命令、选项、退出状态、环境变量和文件。",
        "Print the manual page (roff): all commands, options, exit status, environment and files.",
    )
)
def man(context: typer.Context) -> None:
    """Prints the manual page."""
    parent: Any = context.parent
    root = parent.command
    print("\n".join((*_head(root), *_commands(root, "goalconv"), *_foot())))


def _head(root: Any) -> Iterator[str]:
    yield f'.TH GOALCONV 1 "" "goalconv {goalconv.__version__}"'
    yield from (".nh", ".ad l")
    yield from _section(tell("名称", "NAME"))
    yield rf"goalconv \- {_roff(_prose(root))}"
    yield from _section(tell("用法", "SYNOPSIS"))
    yield ".B goalconv"
    yield _roff(tell("[选项] 命令 [参数]...", "[OPTIONS] COMMAND [ARGS]..."))
    yield from _section(tell("示例", "EXAMPLES"))
    yield from _examples(root)
    yield from _section(tell("选项", "OPTIONS"))
    yield from _options(root, common=True)


def _commands(group: Any, path: str) -> Iterator[str]:
    """A section for each command, and for those below it."""
    if path == "goalconv":
        yield from _section(tell("命令", "COMMANDS"))
    for name in group.commands:
        command = group.get_command(None, name)
        yield f".SS {_roff(f'{path} {name}')}"
        yield _roff(_prose(command))
        yield ".PP"
        yield from _examples(command)
        yield from _options(command, common=False)
        if hasattr(command, "commands"):
            yield from _commands(command, f"{path} {name}")


def _options(command: Any, common: bool) -> Iterator[str]:
    """The arguments and options of a command; those that every command takes stand with the program."""
    context = command.context_class(command, info_name=command.name)
    for parameter in command.params:
        shown = parameter.get_help_record(context)
        if shown is None or (not common and parameter.opts[0] in (*COMMON, "-h")):
            continue
        name, text = shown
        yield ".TP"
        yield f".B {_roff(name)}"
        yield _roff(re.sub(r"  \[(?:default: |required|x?[^]]*x[^]]*).*\]$", "", text))


def _examples(command: Any) -> Iterator[str]:
    block = (command.help or "").partition("\n\n")[0]
    yield from (".nf", ".RS 2")
    yield from (_roff(line.strip()) for line in block.splitlines()[2:])
    yield from (".RE", ".fi")


def _foot() -> Iterator[str]:
    yield from _section(tell("退出状态", "EXIT STATUS"))
    status = (
        ("0", "完成", "done"),
        ("1", "check 发现错误, diff 发现不同, roundtrip 有丢失", "check found errors, diff differences, roundtrip losses"),
        ("2", "调用有误, 或文件读不了、写不出", "the call is wrong, or a file cannot be read or written"),
        ("130", "被 Ctrl-C 中断", "stopped with Ctrl-C"),
        ("141", "输出无人读取", "nobody reads the output"),
    )
    yield from _entries(status)
    yield from _section(tell("环境变量", "ENVIRONMENT"))
    variables = (
        ("GOALCONV_LANG", "消息的语言, zh 或 en", "language of the messages, zh or en"),
        ("GOALCONV_COMMAND_OPTION", "任一选项, 例如 GOALCONV_CHECK_PROFILE", "any option, such as GOALCONV_CHECK_PROFILE"),
        ("NO_COLOR", "不用颜色", "no colours"),
        ("SOURCE_DATE_EPOCH", "写进文件的日期", "the date that is written into files"),
    )
    yield from _entries(variables)
    yield from _section(tell("文件", "FILES"))
    own, here = settings.paths()
    files = (
        (f"./{here}", "文件夹的设置", "settings of the folder"),
        (f"~/.config/goalconv/{own.name}", "用户的设置", "settings of the user"),
    )
    yield from _entries((_roff(path), zh, en) for path, zh, en in files)


def _entries(rows: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """A list of terms, as roff has them, each with what it means in Chinese and English."""
    for term, chinese, english in rows:
        yield from (".TP", f".B {term}", _roff(tell(chinese, english)))


def _section(name: str) -> Iterator[str]:
    yield f".SH {name}"


def _prose(command: Any) -> str:
    return str(command.help or "").partition("\n\n")[2]


def _roff(text: str) -> str:
    """The text as roff takes it, with line breaks allowed between Chinese characters."""
    told = text.replace("\\", r"\e").replace("-", r"\-").replace("\n", " ")
    told = _BREAK.sub(lambda found: r"\:", told)
    return rf"\&{told}" if told.startswith((".", "'")) else told
