"""Layouts: grids ↔ goal tables, one module a layout.

Each module has three functions: `claims(grid)` tells whether a grid is of its layout,
`recognise(grids)` gives the readings of such grids, `compose(table, template)` the grids of a table.
The rows below are tried from the top: the more a layout asks of a grid, the higher it stands. Layouts of plug-ins
come last, and are asked only of a grid that no other claims (docs/plugins.md).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Literal

from msgspec import Struct, structs

from .. import catalogue as kinds
from ..errors import GoalconvError, UsageError
from ..grid import Grid
from ..language import Words, near
from ..reading import Reading

if TYPE_CHECKING:
    from ...templates import Template
    from ..plugins import Plugin

__all__ = ["LAYOUTS", "Layout", "all_layouts", "engine", "look", "named", "plugins"]


class Layout(Struct, frozen=True):
    """A layout: its name, its Chinese name, and its module.

    `template` is the TOML file that says how a plug-in's layout looks; a built-in one has a template of its own name.
    `interface` is the version of the interface that a plug-in is made for.
    """

    name: str
    title: str
    module: str
    template: str = ""
    origin: str = "goalconv"
    interface: int = 1

    @property
    def look(self) -> str:
        """What `templates` know its look by: a name, or the path of a file."""
        return self.template or self.name


LAYOUTS: Final = (
    Layout("indicators", "明细表", "goalconv.converters.layouts.indicators"),
    Layout("declaration", "申报表", "goalconv.converters.layouts.declaration"),
    Layout("disclosure", "公开表", "goalconv.converters.layouts.disclosure"),
)


@cache
def all_layouts() -> tuple[Layout, ...]:
    """The built-in layouts, then those of the plug-ins that can be used."""
    made = (structs.replace(plugin.row, name=plugin.name, origin=plugin.origin) for plugin in plugins() if not plugin.fault)
    return (*LAYOUTS, *made)


@cache
def plugins() -> tuple[Plugin, ...]:
    """The layouts of other distributions, those too that cannot be used."""
    from ..plugins import installed  # its import costs as much as the whole start of the program

    taken = [name for layout in LAYOUTS for name in (layout.name, layout.title)]
    return tuple(map(_tried, installed("goalconv.layouts", Layout, taken)))


def _tried(plugin: Plugin) -> Plugin:
    """The plug-in with what is wrong in the file of its look."""
    if plugin.fault is None:
        try:
            look(structs.replace(plugin.row, name=plugin.name, origin=plugin.origin))
        except GoalconvError as error:
            return structs.replace(plugin, fault=Words(error.finding.message_in("zh"), error.finding.message_in("en")))
    return plugin


def named(name: str) -> Layout:
    """The layout called `name`, in English or Chinese; raises `UsageError` where there is none."""
    for layouts in (lambda: LAYOUTS, all_layouts):
        for layout in layouts():
            if name in (layout.name, layout.title):
                return layout
    from ..plugins import refuse_faulty

    refuse_faulty(plugins(), name)
    guess = near(name, [known for layout in all_layouts() for known in (layout.name, layout.title)])
    raise UsageError(
        kinds.UNKNOWN_LAYOUT,
        name=name,
        near=guess,
        known=", ".join(f"{layout.name} ({layout.title})" for layout in all_layouts()),
    )


def engine(layout: Layout, function: Literal["claims", "recognise", "compose"]) -> Callable[..., Any]:
    """One of the functions of a layout."""
    if layout not in LAYOUTS:
        from ..plugins import guarded

        made = {"claims": bool, "recognise": Reading, "compose": Grid}[function]
        return guarded(layout.name, layout.origin, f"{layout.module}:{function}", made, several=made is not bool)
    loaded: Callable[..., Any] = getattr(import_module(layout.module), function)
    return loaded


def look(layout: Layout) -> Template:
    """How the layout looks where no template is given."""
    from ...templates import Template, load  # only who prints a table needs it

    if layout in LAYOUTS:
        return load(layout.name)
    from ..plugins import guarded

    template: Template = guarded(layout.name, layout.origin, load, Template)(layout.look)
    return template
