"""What a child process does for the page: a file is read, checked, written in every format and layout, and shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from msgspec import Struct

import goalconv
from goalconv import GoalTable, Language, Reading
from goalconv.converters import catalogue as kinds
from goalconv.converters.reports.wording import SEVERITIES, entry_text
from goalconv.service import page_files
from goalconv.service.page import render
from goalconv.service.page_files import LANGUAGES, MERGED, list_key, matrix
from goalconv.service.page_table import Shown, shown
from goalconv.service.work import Asked, File, Upload

__all__ = ["INSPECT", "MERGE", "Head", "Inspected", "inspect", "merged"]

INSPECT: Final = "goalconv.service.page_work:inspect"
MERGE: Final = "goalconv.service.page_work:merged"
_NOT_READ: Final = frozenset(
    kind.code
    for kind in (
        kinds.UNEXPLAINED, kinds.HIDDEN_LEFT_OUT, kinds.BOOK_PART_LEFT_OUT, kinds.TRACKED_CHANGES, kinds.TEXT_OUTSIDE,
        kinds.PAGE_PART_LEFT_OUT, kinds.HINT_LEFT_OUT,
    )
)  # fmt: skip
"""Findings that tell of something in the file that is not in the document."""


class Head(Struct):
    """What the top of the page says of a table: its title, and how many findings of each severity it has."""

    title: str
    counts: dict[str, int]


class Inspected(Struct):
    """A file as the page needs it: its tables' heads, its section of the page in each language, and what can be downloaded."""

    heads: list[Head] = []
    sections: dict[Language, str] = {}
    files: list[tuple[str, File]] = []


def inspect(upload: Upload, asked: Asked, number: int) -> Inspected:
    """The upload, which is file `number` of its job; raises `UnreadableError` as reading does."""
    options = asked.reading
    readings = goalconv.read_bytes(upload.data, format=upload.format or None, suffix=upload.suffix, options=options)
    findings = [finding for reading in readings for finding in reading.findings]
    files = [
        *page_files.tables([reading.table for reading in readings], f"{number}"),
        *page_files.annotated(upload, findings, options, f"{number}"),
        *page_files.lists(findings, f"{number}"),
    ]
    return _inspected(upload.name, readings, files, f"{number}")


def merged(documents: Sequence[bytes], names: Sequence[str], asked: Asked) -> Inspected:
    """The tables of several files as one; raises `UsageError` where they cannot be."""
    tables = [goalconv.read_bytes(document, format="json")[0].table for document in documents]
    reading = goalconv.merge(tables, names)
    files = [*page_files.tables([reading.table], MERGED), *page_files.lists(reading.findings, MERGED)]
    return _inspected("", [reading], files, MERGED)


def _inspected(name: str, readings: Sequence[Reading], files: list[tuple[str, File]], number: str) -> Inspected:
    sections = {language: _section(name, readings, files, number, language) for language in LANGUAGES}
    return Inspected([_head(reading) for reading in readings], sections, files)


def _head(reading: Reading) -> Head:
    counts = {severity: sum(finding.severity == severity for finding in reading.findings) for severity in SEVERITIES}
    return Head(reading.table.title, counts)


def _section(name: str, readings: Sequence[Reading], files: Sequence[tuple[str, File]], number: str, language: Language) -> str:
    """The part of the page that tells of one file."""
    tables = [_table(reading, files, f"{number}-{place}", language) for place, reading in enumerate(readings, 1)]
    copies = [(key, len(file.data)) for key, file in files if key.startswith(f"{number}-annotated-{language}.")]
    lists = {suffix: list_key(number, language, f".{suffix}") for suffix in ("csv", "xlsx")}
    return render("file", language, name=name, number=number, tables=tables, copies=copies, lists=lists)


def _table(reading: Reading, files: Sequence[tuple[str, File]], mark: str, language: Language) -> dict[str, Any]:
    view = shown(reading, language, mark)
    sizes = {key: len(file.data) for key, file in files}
    return {
        "view": view, "mark": mark, "matrix": matrix(sizes, mark), "account": reading.account,
        "layouts": [layout.title if language == "zh" else layout.name.capitalize() for layout in goalconv.all_layouts()],
        "ledger": [entry_text(entry, language) for entry in reading.ledger],
        "ignored": [note for note in view.notes if note.code in _NOT_READ],
        "counts": _counts(reading.table), "grave": _graves(view),
    }  # fmt: skip


def _graves(view: Shown) -> list[Any]:
    """The notes, the gravest first."""
    order = list(reversed(SEVERITIES))
    return sorted(view.notes, key=lambda note: order.index(note.severity))


def _counts(table: GoalTable) -> dict[str, int]:
    projects = [project for unit in table.units for project in unit.projects]
    return {
        "units": len(table.units),
        "projects": len(projects),
        "indicators": sum(len(project.indicators) for project in projects),
    }
