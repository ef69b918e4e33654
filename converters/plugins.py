"""Plug-ins: what other distributions add through entry points, and why one of them is not used.

An entry point gives a row of a table of ours, such as a `Format`; docs/plugins.md describes it. What is
built in can never be shadowed, and a plug-in that is broken, or made for another interface, is left out
and named: the commands that do not use it work on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Final

from msgspec import Struct

from . import catalogue as kinds
from .errors import GoalconvError, UnreadableError, UsageError
from .language import Words

__all__ = ["BUILT_IN", "INTERFACE", "Plugin", "failed", "guarded", "installed", "refuse_faulty"]

BUILT_IN: Final = "goalconv"
"""The origin of what is no plug-in."""
INTERFACE: Final = 1
"""The version of what goalconv and plug-ins ask of each other; it grows when plug-ins have to be changed."""


class Plugin(Struct, frozen=True):
    """An entry point: its group, name and distribution, what it gave, and why it is not used, if it is not."""

    group: str
    name: str
    origin: str
    row: Any = None
    fault: Words | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the findings of its own checks."""
        return tuple(explanation.kind.code for explanation in getattr(self.row, "explanations", ()))


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


def refuse_faulty(plugins: Iterable[Plugin], name: str) -> None:
    """Raises `UsageError` where `name` is that of a plug-in which cannot be used."""
    for plugin in plugins:
        if plugin.name == name and plugin.fault:
            raise UsageError(kinds.PLUGIN_REFUSED, name=name, origin=plugin.origin, reason=plugin.fault)


def guarded(name: str, origin: str, target: str | Callable[..., Any], made: type, several: bool = False) -> Callable[..., Any]:
    """The function `target` of a plug-in, "module:function", where whatever goes wrong in it is one error that names the plug-in.

    What it gives is held against the type `made`; `several` says that it gives any number of them.
    """

    def call(*arguments: Any) -> Any:
        try:
            given = (_function(target) if isinstance(target, str) else target)(*arguments)
            given = tuple(given) if several else given
        except GoalconvError:
            raise
        except (Exception, SystemExit) as error:  # a stranger's code
            raise failed(name, origin, f"{type(error).__name__}: {error}") from error
        for each in given if several else (given,):
            if not isinstance(each, made):
                wrong = Words("给出的是 {given}, 不是 {made}", "it gives {given}, no {made}")
                raise failed(name, origin, wrong.of(given=type(each).__name__, made=made.__name__))
        return given

    return call


def _function(target: str) -> Callable[..., Any]:
    module, _, function = target.partition(":")
    loaded: Callable[..., Any] = getattr(import_module(module), function)
    return loaded


def failed(name: str, origin: str, reason: object) -> GoalconvError:
    """The error that a plug-in's code is at fault."""
    return UnreadableError(kinds.PLUGIN_FAILED, name=name, origin=origin, reason=reason)
