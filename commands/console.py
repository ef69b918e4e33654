"""What the commands say: findings and summaries as a person reads them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from goalconv import Finding, Reading

__all__ = ["SEVERITIES", "finding_text", "say", "summary"]

SEVERITIES: Final = {"error": "错误", "warning": "警告", "note": "提示"}


def say(text: str) -> None:
    """Prints a line of messages, apart from the data on standard output."""
    print(text, file=sys.stderr)


def summary(reading: Reading, findings: Sequence[Finding]) -> str:
    """One line: how much the table holds, and how many doubts of each severity there are."""
    projects = [project for unit in reading.table.units for project in unit.projects]
    indicators = sum(len(project.indicators) for project in projects)
    counts = [(label, sum(finding.severity == severity for finding in findings)) for severity, label in SEVERITIES.items()]
    doubts = ", ".join(f"{count} 个{label}" for label, count in counts if count) or "没有疑点"
    return f"{len(reading.table.units)} 个单位, {len(projects)} 个项目, {indicators} 项指标; {doubts}"


def finding_text(finding: Finding, source: str = "") -> str:
    """A finding as a person reads it: what, where, what to do. Nothing in it can control a terminal."""
    where = " ".join(str(part) for part in (source, finding.place or "", finding.pointer) if part)
    lines = [f"{SEVERITIES[finding.severity]}[{finding.code}] {finding.message}"]
    lines += [f"  --> {where}"] if where else []
    lines += [f"  提示: {finding.hint}"] if finding.hint else []
    return "\n".join("".join(char if char.isprintable() else repr(char)[1:-1] for char in line) for line in lines)
