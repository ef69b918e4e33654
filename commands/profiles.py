"""`goalconv profiles`: the rules that come with goalconv, by region and year."""

from __future__ import annotations

import goalconv
from goalconv.commands.console import tell
from goalconv.commands.options import application, manual

__all__ = ["app"]

app = application()


@app.command(
    help=manual(
        (
            "goalconv profiles",
            "goalconv check 绩效目标表.xlsx --profile guangzhou-2025",
        ),
        "列出 check --profile 可用的规则包。",
        "List the profiles for check --profile.",
    )
)
def profiles() -> None:
    """Prints the table of profiles."""
    for profile in goalconv.all_profiles():
        print(f"{profile.name:<16}{tell(profile.title, profile.english)}")
