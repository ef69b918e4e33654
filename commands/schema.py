"""`goalconv schema`: the JSON Schema of the canonical document."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

import goalconv
from goalconv.commands.console import tell
from goalconv.commands.options import application, manual

__all__ = ["app"]

app = application()


@app.command(
    help=manual(
        (
            "goalconv schema > goal-table.schema.json",
            "goalconv schema --draft 7 > goal-table.draft-07.schema.json",
        ),
        "打印标准文档的 JSON Schema。",
        "Print the JSON Schema of the canonical document.",
    )
)
def schema(
    draft: Annotated[
        Literal["2020-12", "7"],
        typer.Option("--draft", help=tell("JSON Schema 的版本, 7 供编辑器使用", "Draft of JSON Schema, 7 for editors.")),
    ] = "2020-12",
) -> None:
    """Prints the schema."""
    print(goalconv.schema_text(draft), end="")
