"""The date that a file says it was made on: never the clock's, so that the same input gives the same bytes."""

from __future__ import annotations

import os
import re
import time
from typing import Final, TypeAlias

__all__ = ["Stamp", "stamp"]

Stamp: TypeAlias = tuple[int, int, int, int, int, int]
_FIXED: Final = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip package can carry
_LAST_YEAR: Final = 2107  # and its last year


def stamp() -> Stamp:
    """Year, month, day, hour, minute and second in UTC: SOURCE_DATE_EPOCH where a package can carry it, else 1980-01-01."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not re.fullmatch("[0-9]{1,11}", seconds):
        return _FIXED
    year, month, day, hour, minute, second = time.gmtime(int(seconds))[:6]
    return (year, month, day, hour, minute, second) if _FIXED[0] <= year <= _LAST_YEAR else _FIXED
