"""`goalconv formats`: the table of formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

import goalconv
from goalconv.commands.console import tell
from goalconv.commands.options import application, manual

if TYPE_CHECKING:
    from goalconv import Format

__all__ = ["app"]

app = application()


@app.command(
    help=manual(
        ("goalconv formats",),
        "列出支持的格式。",
        "List the formats.",
    )
)
def formats() -> None:
    """Prints the table of formats."""
    rows = [_row(form) for form in goalconv.all_formats()]
    widths = [max(map(goalconv.columns, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(map(goalconv.fit, row, widths)).rstrip())


def _row(form: Format) -> tuple[str, ...]:
    uses = [tell(*words) for words, engine in ((("读", "read"), form.reader), (("写", "write"), form.writer)) if engine]
    origin = "" if form.origin == "goalconv" else f"[{form.origin}]"
    title = tell(form.title, form.english or form.title)
    return form.name, " ".join(form.suffixes), tell("、", ", ").join(uses), title, origin
