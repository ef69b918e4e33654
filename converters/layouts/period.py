"""The period of a project (项目期) as a form prints it: both its ends in one cell."""

from __future__ import annotations

from typing import Final

from ..patterns import regex

__all__ = ["ends_of"]

_TO: Final = regex(r"\s*(?:--|—{1,2}|–|~|～|至|到)\s*")


def ends_of(text: str) -> tuple[str, str] | None:
    """The two ends of a span of time, as they are printed; None where it does not tell where the one ends and the other begins.

    Hyphens part the numbers of a day as well: then the one in the middle parts the days. In 2025年1-12月 neither end can stand alone.
    """
    ends = _TO.split(text)
    if len(ends) == 1:
        numbers = text.split("-")
        half = len(numbers) // 2
        ends = ["-".join(numbers[:half]).rstrip(), "-".join(numbers[half:]).lstrip()] if len(numbers) % 2 == 0 else ends
    if len(ends) != 2 or not all(any(map(str.isdecimal, end)) for end in ends):
        return None
    start, end = ends
    return None if start[-1].isdecimal() and end[-1] in "月日" else (start, end)
