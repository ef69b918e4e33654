"""`goalconv schema`: the JSON Schema of the canonical document."""

from __future__ import annotations

import goalconv
from goalconv.commands.options import application

__all__ = ["app"]

app = application()


@app.command(
    help="""\b
示例 Examples:
  goalconv schema > goal-table.schema.json

打印标准文档的 JSON Schema。
Print the JSON Schema of the canonical document.
"""
)
def schema() -> None:
    """Prints the schema."""
    print(goalconv.schema_text(), end="")
