"""What the commands say: findings and summaries as a person reads them, in the language of that person."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from goalconv.commands.language import language

if TYPE_CHECKING:
    from goalconv import Finding, Reading

__all__ = ["SEVERITIES", "finding_text", "printable", "say", "summary", "table_heading", "tell"]

SEVERITIES: Final = {"error": ("错误", "error"), "warning": ("警告", "warning"), "note": ("提示", "note")}


def tell(chinese: str, english: str) -> str:
    """The one of the two that is in the language of the messages."""
    return english if language() == "en" else chinese


def say(text: str) -> None:
    """Prints a line of messages, apart from the data on standard output."""
    print(text, file=sys.stderr)


def printable(text: str) -> str:
    """The text with every character that could act on a terminal shown by its escape."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def table_heading(reading: Reading, number: int, count: int) -> str:
    """The line above what is said of one of several tables: which one it is, and its title."""
    title = printable(reading.table.title or "")
    return tell(f"== 第 {number} 张, 共 {count} 张: {title}", f"== table {number} of {count}: {title}")


def summary(reading: Reading, findings: Sequence[Finding]) -> str:
    """One line: how much the table holds, and how many doubts of each severity there are."""
    projects = [project for unit in reading.table.units for project in unit.projects]
    indicators = sum(len(project.indicators) for project in projects)
    units = len(reading.table.units)
    held = tell(
        f"{units} 个单位, {len(projects)} 个项目, {indicators} 项指标",
        f"{units} units, {len(projects)} projects, {indicators} indicators",
    )
    return f"{held}; {doubts(findings)}"


def doubts(findings: Sequence[Finding]) -> str:
    """How many findings of each severity there are, in words."""
    counts = {severity: sum(finding.severity == severity for finding in findings) for severity in SEVERITIES}
    listed = (
        tell(f"{count} 个{SEVERITIES[severity][0]}", f"{count} {SEVERITIES[severity][1]}{'s' if count > 1 else ''}")
        for severity, count in counts.items()
        if count
    )
    return ", ".join(listed) or tell("没有疑点", "nothing doubtful")


def finding_text(finding: Finding, source: str = "") -> str:
    """A finding as a person reads it: what, where, what to do. Nothing in it can control a terminal."""
    spoken = language()
    place = finding.place.within(spoken) if finding.place else ""
    where = " ".join(part for part in (source, place, finding.pointer) if part)
    lines = [f"{tell(*SEVERITIES[finding.severity])}[{finding.code}] {finding.message_in(spoken)}"]
    lines += [f"  --> {where}"] if where else []
    hint = finding.hint_in(spoken)
    lines += [tell(f"  提示: {hint}", f"  hint: {hint}")] if hint else []
    return "\n".join(map(printable, lines))
