"""Whole processes, as a user starts them: small jobs for how fast goalconv starts, large ones for how time and memory grow."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from .goal import LIMITS
from .running import ROOT

__all__ = ["GROWN", "LAYOUTS", "growth", "starts"]

EXAMPLE: Final = str(ROOT / "examples" / "liwan-2025.txt")
LAYOUTS: Final = ("disclosure", "declaration", "indicators")
GROWN: Final = ("json", "csv", "html", "xlsx", "docx", "pdf")
"""Formats written in each layout; JSON has none."""
_GOALCONV: Final = (sys.executable, "-c", "from goalconv.cli import run; run()")


def starts(folder: Path) -> dict[str, tuple[str, ...]]:
    """The small jobs by name, the least that Python and typer take among them."""
    convert = (*_GOALCONV, "convert", EXAMPLE, "--force", "-O", str(folder), "--to")
    return {
        "python": (sys.executable, "-c", "pass"),
        "typer": (sys.executable, "-c", "import typer"),
        "--help": (*_GOALCONV, "--help"),
        **{name: (*convert, name) for name in ("json", "text", "xlsx", "docx", "pdf")},
    }


def growth(folder: Path, projects: int, form: str, layout: str) -> tuple[str, ...]:
    """A text of so many projects written in a format and a layout."""
    limits = [part for limit in LIMITS for part in ("--limit", limit)]
    source = str(folder / f"{projects}.txt")
    return (
        *_GOALCONV,
        "convert",
        source,
        "--force",
        "--no-attach",
        "-O",
        str(folder / "grown"),
        "--to",
        form,
        "--layout",
        layout,
        *limits,
    )
