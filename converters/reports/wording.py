"""Words that several reports share: severities, where a finding is, text that cannot act on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..display import printable
from ..findings import Finding
from ..language import Language, Words
from ..places import SheetPlace, TextPlace
from ..reading import Account, LedgerEntry, Reading

__all__ = [
    "SEVERITIES",
    "account_text",
    "entry_text",
    "finding_text",
    "one_line",
    "place_text",
    "summary",
    "table_heading",
    "tally",
]

SEVERITIES: Final = {"note": Words("提示", "note"), "warning": Words("警告", "warning"), "error": Words("错误", "error")}
"""From the least important to the most."""


def one_line(text: str) -> str:
    """The text on one line, with every character that could act on a terminal shown by its escape."""
    return printable(text).replace("\n", "\\n")


def finding_text(finding: Finding, language: Language, source: str = "") -> str:
    """A finding as a person reads it, in lines: what, where, what to do. Nothing in it can control a terminal."""
    place = finding.place.within(language) if finding.place else ""
    where = " ".join(part for part in (source, place, finding.pointer) if part)
    lines = [f"{SEVERITIES[finding.severity].within(language)}[{finding.code}] {finding.message_in(language)}"]
    lines += [f"  --> {where}"] if where else []
    hint = finding.hint_in(language)
    lines += [Words(f"  提示: {hint}", f"  hint: {hint}").within(language)] if hint else []
    return "\n".join(map(one_line, lines))


def place_text(path: str, finding: Finding, language: Language) -> str:
    """Where a finding is, as editors and compilers write it: a.txt:12:3, a.xlsx:Sheet1!C7."""
    place = finding.place
    if isinstance(place, TextPlace):
        return f"{path}:{place.line}:{place.column}"
    if place is None:
        return f"{path}:{finding.pointer}" if finding.pointer else path
    return f"{path}:{place if isinstance(place, SheetPlace) else place.within(language)}"


def table_heading(reading: Reading, number: int, count: int, language: Language) -> str:
    """The line above what is said of one of several tables: which one it is, and its title."""
    title = one_line(reading.table.title)
    return Words(f"== 第 {number} 张, 共 {count} 张: {title}", f"== table {number} of {count}: {title}").within(language)


def summary(reading: Reading, findings: Sequence[Finding], language: Language) -> str:
    """One line: how much the table holds, and how many doubts of each severity there are."""
    projects = [project for unit in reading.table.units for project in unit.projects]
    units, indicators = len(reading.table.units), sum(len(project.indicators) for project in projects)
    held = Words(
        f"{units} 个单位, {len(projects)} 个项目, {indicators} 项指标",
        f"{_counted(units, 'unit')}, {_counted(len(projects), 'project')}, {_counted(indicators, 'indicator')}",
    )
    return f"{held.within(language)}; {tally(findings, language)}"


def tally(findings: Sequence[Finding], language: Language) -> str:
    """How many findings of each severity there are, in words."""
    counts = {severity: sum(finding.severity == severity for finding in findings) for severity in reversed(SEVERITIES)}
    listed = [
        Words(f"{count} 个{SEVERITIES[severity].zh}", _counted(count, SEVERITIES[severity].en)).within(language)
        for severity, count in counts.items()
        if count
    ]
    return ", ".join(listed) or Words("没有疑点", "nothing doubtful").within(language)


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def entry_text(entry: LedgerEntry, language: Language) -> str:
    """An entry of the ledger in one line."""
    first = entry.places[0].within(language) if entry.places else ""
    line = Words("已统一[{code}] {message}: {count} 处", "made the same[{code}] {message}: {count} times").of(
        code=entry.code, message=entry.message_in(language), count=entry.count
    )
    return one_line(line.within(language) + (Words(f", 首处 {first}", f", first at {first}").within(language) if first else ""))


def account_text(account: Account, language: Language) -> str:
    """The account of the characters in one line."""
    return (
        Words(
            "字符核对: 共 {source}, 归入数据 {fields}, 标签与分隔 {labels}, 未归入 {unexplained}",
            "characters: {source}, of which data {fields}, labels and separators {labels}, unexplained {unexplained}",
        )
        .of(source=account.source, fields=account.fields, labels=account.labels, unexplained=account.unexplained)
        .within(language)
    )
