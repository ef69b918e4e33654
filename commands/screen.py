"""The terminal that a command prints to: how wide it is, and whether it shows colours."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import goalconv

if TYPE_CHECKING:
    from goalconv import Ink

__all__ = ["screen"]

_LEAST = 20


def screen() -> tuple[int, Ink]:
    """Columns and colours: no colours in a pipe, under NO_COLOR, or where an old Windows console would print them as signs."""
    shows = os.name != "nt" or any(name in os.environ for name in ("WT_SESSION", "TERM", "ANSICON"))
    colours = sys.stdout.isatty() and shows and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return max(shutil.get_terminal_size().columns, _LEAST), goalconv.Ink(colours)
