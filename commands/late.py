"""typer and msgspec, imported without the modules that they, and what they import, have for things that no small job asks of them.

They are stood in for while these are imported, and come when they are used; whoever else imports them has them as they are.
That is a fifth of the import of typer, which itself is a third of a small job, and half of that of msgspec.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib import import_module
from types import ModuleType
from typing import Any, Final

__all__ = ["import_msgspec", "import_typer"]

_TYPER: Final = (
    "bz2", "lzma",  # shutil: archives
    "ipaddress",  # urllib.parse, which pathlib imports: hosts in brackets
    "subprocess",  # typer: opening a browser
    "shellingham",  # typer: which shell is to be completed
    "textwrap", "tokenize",  # traceback, linecache: showing lines of source
)  # fmt: skip
_MSGSPEC: Final = (
    "msgspec.inspect", "textwrap",  # the JSON Schema of a model
    "msgspec.toml", "msgspec.yaml",  # other formats
)  # fmt: skip


class _Late(ModuleType):
    """Stands for a module; its first use imports the module."""

    def __getattr__(self, name: str) -> Any:
        _withdraw(self)
        return getattr(import_module(self.__name__), name)


def import_typer() -> None:
    """Imports typer, where it is not imported yet."""
    _import("typer", _TYPER)


def import_msgspec() -> None:
    """Imports msgspec, where it is not imported yet."""
    _import("msgspec", _MSGSPEC)


def _import(name: str, seldom: Iterable[str]) -> None:
    if name in sys.modules:
        return
    late = [_Late(each) for each in seldom if each not in sys.modules]
    sys.modules.update((module.__name__, module) for module in late)
    try:
        import_module(name)
    finally:
        for module in late:
            _withdraw(module)


def _withdraw(module: ModuleType) -> None:
    """Has the next import of the module's name find the module itself."""
    if sys.modules.get(module.__name__) is module:
        del sys.modules[module.__name__]
