"""The report for a person: what was normalised, the account, the findings with the most important last, a summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..findings import Finding
from ..language import Language, Words
from . import CheckedFile
from .wording import SEVERITIES, account_text, entry_text, finding_text, one_line, summary, table_heading, tally

__all__ = ["render"]

_MOST_PLACES = 5


def render(files: Sequence[CheckedFile], language: Language) -> str:
    """The report in paragraphs; files that could not be read are left to the caller, who tells of them at once."""
    lines = [line for file in files for line in _file(file, len(files) > 1, language)]
    if len(files) > 1:
        lines.append(_overall(files, language))
    return "".join(f"{line}\n" for line in lines)


def _file(file: CheckedFile, several: bool, language: Language) -> Iterator[str]:
    for number, reading in enumerate(file.readings, 1):
        if len(file.readings) > 1:
            yield table_heading(reading, number, len(file.readings), language)
        yield from (entry_text(entry, language) for entry in reading.ledger)
        if reading.account.source:
            yield account_text(reading.account, language)
        ordered = sorted(reading.findings, key=lambda finding: list(SEVERITIES).index(finding.severity))
        for group in _grouped(ordered, language):
            yield _group(group, file.path, language)
        line = summary(reading, reading.findings, language)
        yield f"{one_line(file.path)}: {line}" if several else line


def _grouped(findings: Sequence[Finding], language: Language) -> list[list[Finding]]:
    """Findings that say the same together, in the order of the first of them."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.code, finding.severity, finding.message_in(language)), []).append(finding)
    return list(groups.values())


def _group(group: Sequence[Finding], path: str, language: Language) -> str:
    """Findings that say the same as one, with how many there are and where the next few stand."""
    first, *others = finding_text(group[0], language, path).split("\n")
    if len(group) == 1:
        return "\n".join([first, *others])
    places = [finding.place.within(language) for finding in group[1 : _MOST_PLACES + 1] if finding.place]
    more = Words(" 等", " and more").within(language) if len(group) > _MOST_PLACES + 1 else ""
    also = Words("  共 {count} 处", "  {count} times").of(count=len(group)).within(language)
    if places:
        also += (
            Words(", 另见 {places}{more}", ", also at {places}{more}").of(places="; ".join(places), more=more).within(language)
        )
    return "\n".join([first, *others[:1], one_line(also), *others[1:]])


def _overall(files: Sequence[CheckedFile], language: Language) -> str:
    unread = sum(file.error is not None for file in files)
    findings = [finding for file in files for reading in file.readings for finding in reading.findings]
    line = (
        Words("共 {count} 个文件: {tally}", "{count} files: {tally}")
        .of(count=len(files), tally=tally(findings, language))
        .within(language)
    )
    return line + (Words(f"; {unread} 个无法读取", f"; {unread} could not be read").within(language) if unread else "")
