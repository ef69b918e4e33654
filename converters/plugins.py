"""Plug-ins: what other distributions add through entry points, and why one of them is not used.

An entry point gives a row of a table of ours, such as a `Format`; docs/plugins.md describes it. What is
built in can never be shadowed, and a plug-in that is broken, or made for another interface, is left out
and named: the commands that do not use it work on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Final

from msgspec import Struct

from .language import Words

__all__ = ["INTERFACE", "Plugin", "installed"]

INTERFACE: Final = 1
"""The version of what goalconv and plug-ins ask of each other; it grows when plug-ins have to be changed."""


class Plugin(Struct, frozen=True):
    """An entry point: its group, name and distribution, what it gave, and why it is not used, if it is not."""

    group: str
    name: str
    origin: str
    row: Any = None
    fault: Words | None = None


def installed(group: str, made: type, taken: Iterable[str]) -> Iterator[Plugin]:
    """The plug-ins of a group, each with a row of the type `made` or with a fault; no name of `taken`, and none twice."""
    used = set(taken)
    for point in sorted(entry_points(group=group), key=lambda point: point.name):
        plugin = _loaded(group, point, made, used)
        if plugin.fault is None:
            used.add(point.name)
        yield plugin


def _loaded(group: str, point: EntryPoint, made: type, used: set[str]) -> Plugin:
    origin = f"{point.dist.name} {point.dist.version}" if point.dist else point.value
    if point.name in used:
        return Plugin(group, point.name, origin, fault=Words("名称已被占用", "the name is taken"))
    try:
        row = point.load()
    except Exception as error:  # whatever a stranger's module does, it must not stop other commands
        return Plugin(group, point.name, origin, fault=_reason(error))
    return Plugin(group, point.name, origin, row, _fault(row, made))


def _reason(error: Exception) -> Words:
    return Words("不能加载: {error}", "cannot be loaded: {error}").of(error=f"{type(error).__name__}: {error}")


def _fault(row: Any, made: type) -> Words | None:
    """What keeps a row from being used, or None."""
    if not isinstance(row, made):
        return Words("给出的不是 {made}", "what it gives is no {made}").of(made=made.__name__)
    version = row.interface  # type: ignore[attr-defined]
    if version != INTERFACE:
        said = Words("为接口版本 {version} 而写, 这里是 {own}", "made for interface version {version}, this is {own}")
        return said.of(version=version, own=INTERFACE)
    return None
