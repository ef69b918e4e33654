"""typer, imported without the modules that it, and what it imports, have for things that no small job asks of them.

They are stood in for while typer is imported, and come when they are used; whoever else imports them has them as they are.
That is a fifth of the import of typer, which itself is half of a small job.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any, Final

__all__ = ["import_typer"]

_SELDOM: Final = (
    "bz2", "lzma",  # shutil: archives
    "ipaddress",  # urllib.parse, which pathlib imports: hosts in brackets
    "subprocess",  # typer: opening a browser
    "shellingham",  # typer: which shell is to be completed
    "textwrap", "tokenize",  # traceback, linecache: showing lines of source
)  # fmt: skip


class _Late(ModuleType):
    """Stands for a module; its first use imports the module."""

    def __getattr__(self, name: str) -> Any:
        _withdraw(self)
        return getattr(import_module(self.__name__), name)


def import_typer() -> None:
    """Imports typer, where it is not imported yet."""
    late = [_Late(name) for name in _SELDOM if name not in sys.modules]
    sys.modules.update((module.__name__, module) for module in late)
    try:
        import typer  # noqa: F401
    finally:
        for module in late:
            _withdraw(module)


def _withdraw(module: ModuleType) -> None:
    """Has the next import of the module's name find the module itself."""
    if sys.modules.get(module.__name__) is module:
        del sys.modules[module.__name__]
