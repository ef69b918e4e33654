"""What a child process does for the page: a file is read, checked, written in every format and layout, and shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, get_args

from msgspec import Struct

import goalconv
from goalconv import Finding, GoalconvError, GoalTable, Language, Reading, ReadOptions, WriteOptions
from goalconv.converters.formats import by_name, detect
from goalconv.converters.layouts import LAYOUTS
from goalconv.converters.reports.wording import SEVERITIES, entry_text
from goalconv.service.page import render
from goalconv.service.page_table import Shown, shown
from goalconv.service.problem_list import as_csv, as_xlsx
from goalconv.service.work import Asked, File, Upload

__all__ = ["INSPECT", "MERGE", "Head", "Inspected", "inspect", "merged"]

INSPECT: Final = "goalconv.service.page_work:inspect"
MERGE: Final = "goalconv.service.page_work:merged"
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
_NOT_READ: Final = frozenset({"GC207", "GC209", "GC210", "GC211", "GC218"})
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
    files = [*_downloads([reading.table for reading in readings], f"{number}"), *_annotated(upload, readings, options, number)]
    findings = [finding for reading in readings for finding in reading.findings]
    files += _lists(findings, f"{number}")
    sections = {language: _section(upload.name, readings, files, f"{number}", language) for language in LANGUAGES}
    return Inspected([_head(reading) for reading in readings], sections, files)


def merged(documents: Sequence[bytes], names: Sequence[str], asked: Asked) -> Inspected:
    """The tables of several files as one; raises `UsageError` where they cannot be."""
    tables = [goalconv.read_bytes(document, format="json")[0].table for document in documents]
    reading = goalconv.merge(tables, names)
    files = [*_downloads([reading.table], "0"), *_lists(reading.findings, "0")]
    sections = {language: _section("", [reading], files, "0", language) for language in LANGUAGES}
    return Inspected([_head(reading)], sections, files)


def _head(reading: Reading) -> Head:
    counts = {severity: sum(finding.severity == severity for finding in reading.findings) for severity in SEVERITIES}
    return Head(reading.table.title, counts)


def _downloads(tables: Sequence[GoalTable], number: str) -> Iterator[tuple[str, File]]:
    """Each table in each format and layout, by names that say which."""
    for place, table in enumerate(tables, 1):
        for form in goalconv.all_formats():
            if not form.writer or form.carries == "tables":
                continue
            for layout in LAYOUTS if form.carries == "grid" else (None,):
                options = WriteOptions(layout=layout.name if layout else "")
                try:
                    data = goalconv.write_bytes(table, form.name, options=options).data
                except GoalconvError:  # the page leaves a blank where this layout or format cannot hold the table
                    continue
                name = f"{number}-{place}-{layout.title if layout else '标准文档'}{form.suffixes[0]}"
                yield name, File(data, form.media_type, form.suffixes[0])


def _annotated(upload: Upload, readings: Sequence[Reading], options: ReadOptions, number: int) -> Iterator[tuple[str, File]]:
    """Copies of the file with the findings at their cells: a page, and where that can be the file itself."""
    findings = [finding for reading in readings for finding in reading.findings]
    form = by_name(upload.format) if upload.format else detect(upload.data, upload.suffix)
    for to in ("html", *({"xlsx", "docx"} & {form.name})):
        try:
            data = goalconv.annotate(upload.data, findings, to, format=form.name, options=options, name=upload.name)
        except GoalconvError:
            continue
        (target,) = (one for one in goalconv.all_formats() if one.name == to)
        yield f"{number}-标注{target.suffixes[0]}", File(data, target.media_type, target.suffixes[0])


def _lists(findings: Sequence[Finding], number: str) -> Iterator[tuple[str, File]]:
    """The list of problems as files, in each language."""
    for language in LANGUAGES:
        for file in (as_csv(findings, language), as_xlsx(findings, language)):
            yield f"{number}-问题清单-{language}{file.suffix}", file


def _section(name: str, readings: Sequence[Reading], files: Sequence[tuple[str, File]], number: str, language: Language) -> str:
    """The part of the page that tells of one file."""
    tables = [_table(reading, files, f"{number}-{place}", language) for place, reading in enumerate(readings, 1)]
    named = {key.partition("-")[2]: (key, len(file.data)) for key, file in files}
    copies = [(key, size) for label, (key, size) in named.items() if label.startswith("标注")]
    lists = {suffix: f"{number}-问题清单-{language}.{suffix}" for suffix in ("csv", "xlsx")}
    return render("file", language, name=name, number=number, tables=tables, copies=copies, lists=lists)


def _table(reading: Reading, files: Sequence[tuple[str, File]], mark: str, language: Language) -> dict[str, Any]:
    view = shown(reading, language, mark)
    sizes = {key: len(file.data) for key, file in files}
    return {
        "view": view, "mark": mark, "matrix": _matrix(sizes, mark), "account": reading.account,
        "layouts": [layout.title if language == "zh" else layout.name for layout in LAYOUTS],
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


def _matrix(sizes: dict[str, int], mark: str) -> list[tuple[str, list[tuple[str, int] | None]]]:
    """For each format its files in the order of the layouts; one alone where the layout does not matter."""
    rows: list[tuple[str, list[tuple[str, int] | None]]] = []
    for form in goalconv.all_formats():
        names = ["标准文档"] if form.carries == "table" else [layout.title for layout in LAYOUTS]
        keys = [f"{mark}-{name}{form.suffixes[0]}" for name in names]
        if any(key in sizes for key in keys):
            rows.append((form.suffixes[0], [(key, sizes[key]) if key in sizes else None for key in keys]))
    return rows
