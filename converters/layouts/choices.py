"""The texts that the columns of a layout offer to who fills them in, as its template lists them."""

from __future__ import annotations

from collections.abc import Sequence

from ...templates import Template
from ..grid import Choices

__all__ = ["choices_of"]


def choices_of(columns: Sequence[str], template: Template, first: int, count: int) -> tuple[Choices, ...]:
    """What each of the columns offers in `count` rows from row `first`; nothing where there are no rows."""
    return tuple(
        Choices(number, first, count, template.columns[name].choices)
        for number, name in enumerate(columns)
        if count and name in template.columns and template.columns[name].choices
    )
