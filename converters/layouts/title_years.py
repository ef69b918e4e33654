"""The fiscal year that a title names, and a span of years in which it is one."""

from __future__ import annotations

from typing import Final

from ..patterns import regex
from ..values import same_width

__all__ = ["year_in", "years_in"]

_YEAR: Final = regex(r"(?:19|20)\d{2}(?=\s*年)")
_YEAR_ALONE: Final = regex(r"(?<![\d.])20\d{2}(?![\d.])")
_SPAN: Final = regex(r"(?:19|20)\d{2}\s*(?:年度?)?\s*(?:-|—{1,2}|–|~|至|到)\s*(?:19|20)\d{2}(?=\s*年)")


def year_in(title: str) -> int | None:
    """The year that a title names: the first before 年, else the only number that can be one."""
    text = same_width(title)
    found = [year[0]] if (year := _YEAR.search(text)) else _YEAR_ALONE.findall(text)
    return int(found[0]) if len(set(found)) == 1 else None


def years_in(title: str) -> str | None:
    """The span of years that a title names, which does not say for which of them it is: 2025-2027."""
    found = _SPAN.search(same_width(title))
    return None if found is None else found[0]
