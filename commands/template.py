"""`goalconv template`: the built-in template of a layout, to be changed and given back with --template."""

from __future__ import annotations

from typing import Annotated

import typer

import goalconv
from goalconv.commands import choices
from goalconv.commands.console import tell
from goalconv.commands.options import application, manual

__all__ = ["app"]

app = application()


@app.command(
    help=manual(
        (
            "goalconv template 公开表 > 我的模板.toml",
            "goalconv convert in.txt -o out.pdf --template 我的模板.toml",
        ),
        "打印版式的内置模板: 改动要改的键, 其余可以删去。",
        "Print the built-in template of a layout: change what you like, delete the rest.",
    )
)
def template(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            autocompletion=choices.layouts,
            help=tell("版式: 公开表、申报表、明细表", "Layout: disclosure, declaration, indicators."),
        ),
    ],
) -> None:
    """Prints the template of a layout."""
    print(goalconv.template_text(name), end="")
