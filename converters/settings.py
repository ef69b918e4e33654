"""Settings files: TOML with the options of commands, held against what there is; nothing in one is passed over."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from . import catalogue as kinds
from .errors import UsageError
from .language import Words, near

__all__ = ["SettingKind", "check_settings", "read_settings"]

SettingKind: TypeAlias = Literal["flag", "number", "text", "texts", "barred"]
"""What the value of a setting is; "barred" for one that no such file may hold."""

_WANTED: Final[dict[SettingKind, Words]] = {
    "flag": Words(" true 或 false", "true or false"),
    "number": Words("整数", "a whole number"),
    "text": Words("文字", "a text"),
    "texts": Words("一列文字", "a list of texts"),
}
_TABLE: Final = Words("一个表", "a table")


def read_settings(path: Path) -> dict[str, Any]:
    """What the file says, as it stands there; raises `UsageError` where it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(kinds.SETTINGS_BROKEN, path=path, reason=error.strerror or str(error)) from error
    except ValueError as error:  # no UTF-8, or no TOML
        raise UsageError(kinds.SETTINGS_BROKEN, path=path, reason=str(error)) from error


def check_settings(path: Path, told: Mapping[str, Any], known: Mapping[str, Any], above: str = "") -> None:
    """Raises `UsageError` for a key that there is not, and for a value of another kind.

    `known` gives the kind of each key, or, for a table, the keys of that table; `above` names the table.
    """
    for name, value in told.items():
        key = above + name
        if name not in known:
            raise UsageError(kinds.SETTINGS_KEY, path=path, key=key, near=near(name, known))
        kind = known[name]
        if kind == "barred":
            raise UsageError(kinds.SETTINGS_BARRED, path=path, key=key)
        if isinstance(kind, Mapping):
            if not isinstance(value, dict):
                raise UsageError(kinds.SETTINGS_VALUE, path=path, key=key, value=repr(value), wanted=_TABLE)
            check_settings(path, value, kind, f"{key}.")
        elif not _is(value, kind):
            raise UsageError(kinds.SETTINGS_VALUE, path=path, key=key, value=repr(value), wanted=_WANTED[kind])


def _is(value: object, kind: SettingKind) -> bool:
    if kind == "texts":
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    if isinstance(value, bool) or kind == "flag":
        return isinstance(value, bool) and kind == "flag"
    return isinstance(value, int if kind == "number" else str)
