"""`goalconv check`: what is doubtful in a table, where, and what became of every character."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

import goalconv
from goalconv.commands.console import finding_text, summary, table_heading, tell
from goalconv.commands.inputs import read_all
from goalconv.commands.language import language
from goalconv.commands.options import Encoding, From, Hidden, Input, application

if TYPE_CHECKING:
    from goalconv import Account, LedgerEntry, Reading

__all__ = ["app"]

app = application()


@app.command(
    help="""\b
示例 Examples:
  goalconv check 绩效目标表.xlsx

列出表中的疑点及其位置, 并核对每个字符的去向。有错误时退出状态为 1。
List what is doubtful in a table and where, and account for every character.
"""
)
def check(source: Input, from_: From = None, encoding: Encoding = None, include_hidden: Hidden = False) -> None:
    """Checks one file."""
    readings = read_all(source, from_, goalconv.ReadOptions(encoding, include_hidden))
    for number, reading in enumerate(readings, 1):
        if len(readings) > 1:
            print(table_heading(reading, number, len(readings)))
        _print(reading, source)
    if any(finding.severity == "error" for reading in readings for finding in reading.findings):
        raise typer.Exit(1)


def _print(reading: Reading, source: str) -> None:
    for finding in reading.findings:
        print(finding_text(finding, source))
    for entry in reading.ledger:
        print(_entry(entry))
    if reading.account.source:
        print(_account(reading.account))
    print(summary(reading, reading.findings))


def _entry(entry: LedgerEntry) -> str:
    first = entry.places[0].within(language()) if entry.places else ""
    return tell(
        f"已统一[{entry.code}] {entry.message}: {entry.count} 处" + (f", 首处 {first}" if first else ""),
        f"made the same[{entry.code}] {entry.message_in('en')}: {entry.count} times" + (f", first at {first}" if first else ""),
    )


def _account(account: Account) -> str:
    return tell(
        f"字符核对: 共 {account.source}, 归入数据 {account.fields}, 标签与分隔 {account.labels}, 未归入 {account.unexplained}",
        f"characters: {account.source}, of which data {account.fields}, labels and separators {account.labels},"
        f" unexplained {account.unexplained}",
    )
