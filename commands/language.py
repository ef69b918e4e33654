"""The language in which the commands speak: asked for with --lang, or told from the environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from goalconv import Language

__all__ = ["LANGUAGES", "ask_for", "language", "language_of", "origin", "prefer"]

LANGUAGES: Final = ("zh", "en")
_VARIABLE: Final = "GOALCONV_LANG"
_SYSTEM: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
_asked: list[str] = []
_preferred: list[str] = []
_files: list[str] = []


def language() -> Language:
    """The language of messages: the one asked for with --lang, else that of GOALCONV_LANG, of the settings, of the system."""
    stated = [*_preferred, os.environ.get(_VARIABLE, ""), *_asked]
    last = next((each for each in reversed(stated) if each), None)
    return language_of({_VARIABLE: last} if last else os.environ)


def origin() -> str:
    """Where the language is from: the name of an option, of a variable, of a file."""
    told = [("--lang", _asked), (_VARIABLE, [os.environ.get(_VARIABLE, "")]), (_files[-1] if _files else "", _preferred)]
    return next((name for name, values in told if any(values)), ", ".join(name for name in _SYSTEM if os.environ.get(name)))


def language_of(environment: Mapping[str, str]) -> Language:
    """Chinese where the first variable that says anything names Chinese, English else; on Windows the display language decides."""
    stated = next((environment[name] for name in (_VARIABLE, *_SYSTEM) if environment.get(name)), None)
    if stated is None and sys.platform == "win32":
        stated = _windows_language()
    return "zh" if (stated or "").lower().startswith("zh") else "en"


def _windows_language() -> str | None:
    import ctypes
    import locale

    return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage())  # type: ignore[attr-defined,unused-ignore]


def ask_for(arguments: Sequence[str]) -> None:
    """Takes the language that the arguments ask for: help and errors speak it, too, that are told before options are read."""
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    for name, following in zip(options, [*options, ""][1:], strict=True):
        option, _, value = name.partition("=")
        if option == "--lang" and (value or following) in LANGUAGES:
            _asked.append(value or following)


def prefer(language: str, file: str) -> None:
    """Speaks this language, which a settings file asks for, where nothing else is asked for."""
    _preferred.append(language)
    _files.append(file)
