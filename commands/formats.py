"""`goalconv formats`: the table of formats."""

from __future__ import annotations

import goalconv
from goalconv.commands.options import application

__all__ = ["app"]

app = application()


@app.command(
    help="""\b
示例 Examples:
  goalconv formats

列出支持的格式 List the formats.
"""
)
def formats() -> None:
    """Prints the table of formats."""
    for form in goalconv.all_formats():
        uses = "/".join(use for use, engine in (("读 read", form.reader), ("写 write", form.writer)) if engine)
        origin = "" if form.origin == "goalconv" else f"  [{form.origin}]"
        print(f"{form.name:<8}{' '.join(form.suffixes):<12}{uses:<16}{form.title}{origin}")
