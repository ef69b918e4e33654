"""Settings that stand in files: goalconv.toml in the user's own folder, and in the folder that the command runs in.

An option goes over the environment (`GOALCONV_CHECK_PROFILE`), that over the file of the folder, that over the user's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import typer

import goalconv
from goalconv.commands.manners import EACH_TIME, long_name

__all__ = ["NAME", "FileSettings", "defaults", "load", "paths", "settable"]

NAME: Final = "goalconv.toml"
_NOT_OF_A_FOLDER: Final = frozenset({"log", "engine", "address", "api-key", "host", "host-name", "store"})
"""What no file may set that perhaps came with files of others: where things are written, and who may call."""


class FileSettings(NamedTuple):
    """A settings file that was read: its options in the tree of commands."""

    path: Path
    told: dict[str, Any]


def paths() -> tuple[Path, Path]:
    """Where settings may stand: the user's own file, and that of the folder."""
    return Path(typer.get_app_dir("goalconv"), NAME), Path(NAME)


def load() -> list[FileSettings]:
    """The files that there are, the stronger after the weaker."""
    return [FileSettings(path, goalconv.read_settings(path)) for path in paths() if path.is_file()]


def defaults(files: list[FileSettings], program: Any) -> dict[str, Any]:
    """The settings as the parser takes them: by the names of parameters, in the tree of commands."""
    merged: dict[str, Any] = {}
    for file in files:
        barred = EACH_TIME | _NOT_OF_A_FOLDER if file.path == paths()[1] else EACH_TIME
        goalconv.check_settings(file.path, file.told, _Keys(program, barred))
        _merge(merged, file.told, program)
    return merged


def _merge(merged: dict[str, Any], told: Mapping[str, Any], command: Any) -> None:
    names = {long_name(parameter): parameter.name for parameter in command.params}
    for key, value in told.items():
        if isinstance(value, dict):
            _merge(merged.setdefault(key, {}), value, _below(command, key))
        else:
            merged[names[key]] = value


def settable(command: Any) -> Iterator[Any]:
    """The parameters of a command that a file or the environment may set."""
    for parameter in command.params:
        if parameter.param_type_name == "option" and long_name(parameter) not in EACH_TIME:
            yield parameter


class _Keys(Mapping[str, Any]):
    """What may stand in the table of a command: each option with its kind, each command below with its own table."""

    def __init__(self, command: Any, barred: frozenset[str]) -> None:
        options = [parameter for parameter in command.params if parameter.param_type_name == "option"]
        self._kinds = {long_name(parameter): _kind(parameter) for parameter in options}
        self._kinds |= {name: "barred" for name in self._kinds if name in barred}
        self._below = {name: lambda name=name: _Keys(_below(command, name), barred) for name in getattr(command, "commands", ())}

    def __getitem__(self, key: str) -> Any:
        return self._kinds[key] if key in self._kinds else self._below[key]()

    def __iter__(self) -> Iterator[str]:
        return iter((*self._kinds, *self._below))

    def __len__(self) -> int:
        return len(self._kinds) + len(self._below)

    def __contains__(self, key: object) -> bool:
        return key in self._kinds or key in self._below


def _below(group: Any, name: str) -> Any:
    return group.get_command(None, name)


def _kind(parameter: Any) -> str:
    if parameter.is_flag:
        return "flag"
    if parameter.multiple:
        return "texts"
    return "number" if parameter.type.name.startswith("int") else "text"
