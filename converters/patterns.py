"""Regular expressions that are compiled when they are first used: the hundred of a small conversion would take a fifth of its time.

Nor is one compiled that cannot match: where a character or a word that it needs is seldom there, this is looked for first.
"""

from __future__ import annotations

import re
from typing import AnyStr, cast

__all__ = ["regex"]


class _Late:
    """Stands for a pattern. Each of its methods is the compiled pattern's own from its first use on."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self.pattern = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        found: object = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, found)
        return found


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern of an expression; one that is none raises `re.error` at its first use."""
    return cast("re.Pattern[AnyStr]", _Late(source, flags))
