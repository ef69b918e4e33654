"""What the commands say, in the language of the person who reads it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import goalconv
from goalconv.commands.language import language

if TYPE_CHECKING:
    from goalconv import Finding, Reading

__all__ = ["finding_text", "say", "summary", "table_heading", "tell"]


def tell(chinese: str, english: str) -> str:
    """The one of the two that is in the language of the messages."""
    return english if language() == "en" else chinese


def say(text: str) -> None:
    """Prints a line of messages, apart from the data on standard output."""
    print(text, file=sys.stderr)


def table_heading(reading: Reading, number: int, count: int) -> str:
    """The line above what is said of one of several tables: which one it is, and its title."""
    return goalconv.table_heading(reading, number, count, language())


def summary(reading: Reading, findings: Sequence[Finding]) -> str:
    """One line: how much the table holds, and how many doubts of each severity there are."""
    return goalconv.summary(reading, findings, language())


def finding_text(finding: Finding, source: str = "") -> str:
    """A finding as a person reads it: what, where, what to do."""
    return goalconv.finding_text(finding, language(), source)
