"""typer and msgspec, imported without the modules that they, and what they import, have for things that no small job asks of them.

They are stood in for while these are imported, and come when they are used; whoever else imports them has them as they are.
That is a quarter of the import of typer, which itself is a quarter of a small job, and half of that of msgspec.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any, Final

__all__ = ["import_msgspec", "import_typer"]

_TYPER: Final[dict[str, tuple[str, ...]]] = {
    "bz2": (), "lzma": (),  # shutil: archives
    "difflib": ("get_close_matches",),  # typer: what a wrong word may mean (it tries options of one letter as words, too)
    "gettext": ("gettext",),  # typer: its own words, of which few are said
    "shellingham": (),  # typer: which shell is to be completed
    "shutil": ("get_terminal_size",),  # typer: how wide its help is
    "subprocess": (),  # typer: opening a browser
    "textwrap": (), "tokenize": (),  # traceback, linecache: showing lines of source
    "urllib.parse": ("quote_from_bytes",),  # pathlib: paths as addresses
}  # fmt: skip
_MSGSPEC: Final[dict[str, tuple[str, ...]]] = {
    "msgspec.inspect": (), "textwrap": (),  # the JSON Schema of a model
    "msgspec.toml": (), "msgspec.yaml": (),  # other formats
}  # fmt: skip
"""What is stood in for, with the functions of it that are imported by their names."""
_KEPT: Final = ("bz2", "lzma")
"""What is stood in for until it is used: `zipfile`, too, has them for archives that nobody makes of goal tables."""


class _Late(ModuleType):
    """Stands for a module; its first use imports the module. A function that is imported by name stands for itself until it is called."""

    def __init__(self, name: str, functions: tuple[str, ...]) -> None:
        super().__init__(name)
        self.__functions = functions

    def __getattr__(self, name: str) -> Any:
        if name == "__path__":  # Python asks so whether it is a package: none is
            raise AttributeError(name)
        if name in self.__functions:
            return _late(self.__name__, name)
        _withdraw(self)
        return getattr(import_module(self.__name__), name)


def _late(module: str, name: str) -> Callable[..., Any]:
    def call(*given: Any, **named: Any) -> Any:
        return getattr(import_module(module), name)(*given, **named)

    return call


def import_typer() -> None:
    """Imports typer, where it is not imported yet."""
    _import("typer", _TYPER)


def import_msgspec() -> None:
    """Imports msgspec, where it is not imported yet."""
    _import("msgspec", _MSGSPEC)


def _import(name: str, seldom: dict[str, tuple[str, ...]]) -> None:
    if name in sys.modules:
        return
    late = [_Late(each, functions) for each, functions in seldom.items() if each not in sys.modules]
    sys.modules.update((module.__name__, module) for module in late)
    try:
        import_module(name)
    finally:
        for module in late:
            if module.__name__ not in _KEPT:
                _withdraw(module)


def _withdraw(module: ModuleType) -> None:
    """Has the next import of the module's name find the module itself."""
    if sys.modules.get(module.__name__) is module:
        del sys.modules[module.__name__]
