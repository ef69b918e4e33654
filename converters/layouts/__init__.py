"""Layouts: grids ↔ goal tables, one module a layout.

Each module has three functions: `claims(grid)` tells whether a grid is of its layout,
`recognise(grids)` gives the readings of such grids, `compose(table, template)` the grids of a table.
The rows below are tried from the top: the more a layout asks of a grid, the higher it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any, Final

from msgspec import Struct

from .. import catalogue as kinds
from ..errors import UsageError
from ..language import near

__all__ = ["LAYOUTS", "Layout", "engine", "named"]


class Layout(Struct, frozen=True):
    """A layout: its name, which is also that of its template, its Chinese name, and its module."""

    name: str
    title: str
    module: str


LAYOUTS: Final = (
    Layout("indicators", "明细表", "goalconv.converters.layouts.indicators"),
    Layout("declaration", "申报表", "goalconv.converters.layouts.declaration"),
    Layout("disclosure", "公开表", "goalconv.converters.layouts.disclosure"),
)


def named(name: str, layouts: Iterable[Layout] = LAYOUTS) -> Layout:
    """The layout called `name`, in English or Chinese; raises `UsageError` where there is none."""
    for layout in layouts:
        if name in (layout.name, layout.title):
            return layout
    guess = near(name, [known for layout in layouts for known in (layout.name, layout.title)])
    raise UsageError(
        kinds.UNKNOWN_LAYOUT, name=name, near=guess, known=", ".join(f"{layout.name} ({layout.title})" for layout in layouts)
    )


def engine(layout: Layout, function: str) -> Callable[..., Any]:
    """The function "claims", "recognise" or "compose" of a layout."""
    loaded: Callable[..., Any] = getattr(import_module(layout.module), function)
    return loaded
