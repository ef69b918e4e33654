"""`goalconv show`: a table on the terminal."""

from __future__ import annotations

import goalconv
from goalconv.commands.inputs import read_all
from goalconv.commands.language import language
from goalconv.commands.options import Encoding, From, Hidden, Input, Limit, application, manual
from goalconv.commands.screen import screen

__all__ = ["app"]

app = application()


@app.command(
    help=manual(
        (
            "goalconv show 绩效目标表.docx",
            "goalconv show 绩效目标表.pdf | less",
        ),
        "在终端中阅读一张表, 按终端宽度排版。",
        "Read a table on the terminal, in its width.",
    )
)
def show(
    source: Input, from_: From = None, encoding: Encoding = None, include_hidden: Hidden = False, limit: Limit = None
) -> None:
    """Prints all tables of a file."""
    width, ink = screen()
    readings = read_all(source, from_, goalconv.ReadOptions(encoding, include_hidden, goalconv.limits_from(limit or ())))
    print("\n".join(goalconv.show(reading.table, width, ink, language()) for reading in readings), end="")
