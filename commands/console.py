"""What the commands say, in the language of the person who reads it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import goalconv
from goalconv.commands.language import language

if TYPE_CHECKING:
    from goalconv import Finding, Reading

__all__ = ["at_end", "detail", "finding_text", "note", "quiet", "say", "speak", "summary", "table_heading", "tell"]

at_end: list[Callable[[str, object], None]] = []
"""What is to be done when the command is over, given its name and its status."""
_volume = [0]
_asked = [False]


def tell(chinese: str, english: str) -> str:
    """The one of the two that is in the language of the messages."""
    return english if language() == "en" else chinese


def speak(volume: int, asked: bool) -> None:
    """Sets how much is said: -1 only what is wrong, 0 what came of it, 1 each step; what the call asks for is stronger."""
    if asked or not _asked[-1]:
        _volume.append(volume)
        _asked.append(asked)


def quiet() -> bool:
    """Whether only what is wrong is said."""
    return _volume[-1] < 0


def say(text: str) -> None:
    """Prints a line of messages that must be seen, apart from the data on standard output."""
    print(text, file=sys.stderr)


def note(text: str) -> None:
    """Says what came of the command, unless it is to be quiet."""
    if not quiet():
        say(text)


def detail(text: str) -> None:
    """Says what was done, where that is asked for."""
    if _volume[-1] > 0:
        say(text)


def table_heading(reading: Reading, number: int, count: int) -> str:
    """The line above what is said of one of several tables: which one it is, and its title."""
    return goalconv.table_heading(reading, number, count, language())


def summary(reading: Reading, findings: Sequence[Finding]) -> str:
    """One line: how much the table holds, and how many doubts of each severity there are."""
    return goalconv.summary(reading, findings, language())


def finding_text(finding: Finding, source: str = "") -> str:
    """A finding as a person reads it: what, where, what to do."""
    return goalconv.finding_text(finding, language(), source)
