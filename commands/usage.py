"""What is said of a call that is wrong, with how the command is called and where its help is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import goalconv
from goalconv.commands.console import tell
from goalconv.commands.language import language

__all__ = ["explained"]

_WORDS: Final = (
    (r"'([^']*)' is not one of (.*)\.", r"没有 \1, 可用 \2"),
    (r"No such option: ?(\S+)", r"没有选项 \1"),
    (r"Missing option (.*)\.", r"缺少选项 \1"),
    (r"Missing argument (.*)\.", r"缺少参数 \1"),
    (r"Missing command\.", "缺少命令"),
    (r"Invalid value for (.*?): ", r"\1 的值不对: "),
    (r"Invalid value: ", ""),
    (r"Option ('?)(\S+?)\1 requires an argument\.", r"选项 \2 后面缺少值"),
    (r"Option ('?)(\S+?)\1 does not take a value\.", r"选项 \2 后面不带值"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)", r"多余的参数: \1"),
    (r"'?([^\s']*)'? is not a valid (integer|int)( range)?\.", r"\1 不是整数"),
    (r"'?([^\s']*)'? is not a valid boolean\..*", r"\1 不是 true 或 false"),
    (r"(\S+) is not in the range (\S+?)\.", r"\1 不在 \2 之内"),
)
"""What the parser says, and the same in Chinese."""
_CHOICE: Final = re.compile(r"'([^']*)' is not one of (.*)\.")


def explained(error: Any, arguments: Sequence[str]) -> str:
    """What is wrong, below the usage of the command; its whole help where it was called without arguments."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return str(error.format_message())
    context = getattr(error, "ctx", None)
    lines = [] if context is None else [context.get_usage(), _where(context.command_path), ""]
    return "\n".join(
        [*lines, f"{tell('错误', 'error')}: {_what(error)}{_near(error)}{_dashed(error, arguments)}{_from_file(error)}"]
    )


def _where(path: str) -> str:
    return tell(f"{path} -h 显示帮助", f"{path} -h shows help")


def _what(error: Any) -> str:
    """The parser's own sentence without its suggestions, in the language of the messages."""
    said = re.sub(r" \((?:Possible options|Did you mean).*\)$| Did you mean .*\?$", "", error.format_message())
    if language() == "zh":
        for pattern, chinese in _WORDS:
            said = re.sub(pattern, chinese, said)
    return str(said).rstrip(".")


def _near(error: Any) -> str:
    """What may be meant by an option, or by a choice, that there is not."""
    if name := getattr(error, "option_name", None):
        known = [each for parameter in error.ctx.command.params for each in parameter.opts] if error.ctx else []
        return _suggestion(name, [each for each in known if each.startswith("--")] if name.startswith("--") else [])
    if found := _CHOICE.search(error.format_message()):
        return _suggestion(found[1], re.findall(r"'(.*?)'", found[2]))
    return ""


def _suggestion(word: str, known: Sequence[str]) -> str:
    near = goalconv.near(word, known)
    return "" if word in known else tell(near.zh, near.en)


def _from_file(error: Any) -> str:
    """That the wrong value stands in a settings file."""
    parameter, context = getattr(error, "param", None), getattr(error, "ctx", None)
    source = context.get_parameter_source(parameter.name) if parameter is not None and context is not None else None
    return " (goalconv.toml)" if source is not None and source.name == "DEFAULT_MAP" else ""


def _dashed(error: Any, arguments: Sequence[str]) -> str:
    """How a file is written whose name begins like an option."""
    wrong = getattr(error, "option_name", None)
    for name in arguments:
        if wrong and name.startswith(wrong) and Path(name).exists():
            return tell(f"; 文件请写作 ./{name}", f"; for the file write ./{name}")
    return ""
