"""`goalconv config`: the settings that hold here, and where each is from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import typer

from goalconv.commands import settings
from goalconv.commands.console import tell
from goalconv.commands.language import language, origin
from goalconv.commands.manners import long_name
from goalconv.commands.options import application, manual

__all__ = ["app"]

app = application()


@app.command(
    help=manual(
        ("goalconv config", "goalconv config > goalconv.toml"),
        "列出这里起作用的全部设置及其来源, 写法与设置文件相同。命令中的选项优先, 其次是环境变量、当前文件夹的 goalconv.toml、用户自己的 goalconv.toml。",
        "List all settings that hold here and where each is from, written as in a settings file. Options go first, then the environment, goalconv.toml in this folder, and the user's own goalconv.toml.",
    )
)
def config(context: typer.Context) -> None:
    """Prints the settings."""
    root: Any = context.parent
    files = settings.load()
    for path, what in zip(settings.paths(), (tell("用户的", "the user's"), tell("文件夹的", "of the folder")), strict=True):
        print(f"# {what}: {path}{'' if path.is_file() else tell('（没有）', ' (none)')}")
    print(f"\nlang = {_value(language())}  # {origin()}")
    for line in _lines(root, files, ()):
        print(line)


def _lines(context: Any, files: list[settings.FileSettings], path: tuple[str, ...]) -> Iterator[str]:
    """The settings of a command, then those of the commands below it."""
    common = ("lang", "no-color", "quiet", "verbose", "log") if path else ("lang",)
    own = [parameter for parameter in settings.settable(context.command) if long_name(parameter) not in common]
    if path and own:
        yield f"\n[{'.'.join(path)}]"
    yield from (_line(parameter, context, files, path) for parameter in own)
    for name in getattr(context.command, "commands", ()):
        command = context.command.get_command(context, name)
        below = command.context_class(command, parent=context, info_name=name)
        yield from _lines(below, files, (*path, name))


def _line(parameter: Any, context: Any, files: list[settings.FileSettings], path: tuple[str, ...]) -> str:
    value, source = parameter.consume_value(context, {})
    name = long_name(parameter)
    text = f"{name} = {_value(value)}" if value is not None and value != () else f"# {name} ="
    return f"{text}  # {_origin(parameter, source.name, files, (*path, name))}"


def _origin(parameter: Any, source: str, files: list[settings.FileSettings], key: tuple[str, ...]) -> str:
    if source == "ENVIRONMENT":
        return str(parameter.envvar)
    if source == "DEFAULT_MAP":
        return next(str(file.path) for file in reversed(files) if _holds(file.told, key))
    return tell("默认", "default")


def _holds(told: Mapping[str, Any], key: tuple[str, ...]) -> bool:
    first, *rest = key
    return first in told and (not rest or _holds(told[first], tuple(rest)))


def _value(value: Any) -> str:
    """A value in TOML."""
    plain = getattr(value, "value", value)
    if isinstance(plain, list | tuple):
        return f"[{', '.join(map(_value, plain))}]"
    return json.dumps(plain, ensure_ascii=False)
