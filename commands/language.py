"""The language in which the commands speak: asked for with --lang, or told from the environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from typer.core import TyperGroup, TyperOption

if TYPE_CHECKING:
    from goalconv import Language

__all__ = ["language", "language_of", "with_language"]

_VARIABLES = ("GOALCONV_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
_chosen: list[Language] = []


def language() -> Language:
    """The language of messages: the one last asked for with --lang, else that of the environment."""
    return _chosen[-1] if _chosen else language_of(os.environ)


def language_of(environment: Mapping[str, str]) -> Language:
    """Chinese where the first variable that says anything names Chinese, English else; on Windows the display language decides."""
    stated = next((environment[name] for name in _VARIABLES if environment.get(name)), None)
    if stated is None and sys.platform == "win32":
        stated = _windows_language()
    return "zh" if (stated or "").lower().startswith("zh") else "en"


def _windows_language() -> str | None:
    import ctypes
    import locale

    return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage())  # type: ignore[attr-defined,unused-ignore]


def with_language(command: Any) -> Any:
    """The command, which takes --lang from now on, and so do those below it."""
    command.params.append(
        TyperOption(
            param_decls=["--lang"], metavar="zh|en", help="消息的语言 Language of the messages.", expose_value=False, is_eager=True,
            callback=_choose,
        )
    )  # fmt: skip
    if isinstance(command, TyperGroup):
        for below in filter(None, command.commands.values()):  # None is a command not imported yet
            with_language(below)
    return command


def _choose(context: Any, parameter: Any, value: Any) -> None:
    if value is None:
        return
    if value not in ("zh", "en"):
        from typer import BadParameter

        raise BadParameter(f"{value} (zh, en)", ctx=context, param=parameter)
    _chosen.append(value)
