"""What the child processes of the service do: bytes in, bytes out. Nothing here knows of HTTP."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, get_args

import msgspec
from msgspec import Struct, structs

import goalconv
from goalconv import (
    ChangesForm,
    CheckedFile,
    Finding,
    GoalconvError,
    GoalTable,
    Language,
    MergeOptions,
    Reading,
    ReadOptions,
    WriteOptions,
)
from goalconv.converters import catalogue as kinds
from goalconv.converters.language import near
from goalconv.converters.reports.json import report_data
from goalconv.converters.reports.wording import SEVERITIES

__all__ = [
    "CHECK", "CONVERT", "DIFF", "ENCODINGS", "MERGE", "PARSE", "READY", "REPORT", "Asked", "File", "Upload", "check", "convert", "diff", "merge", "parse",
    "ready",
]  # fmt: skip

_HERE: Final = "goalconv.service.work"
CONVERT: Final = f"{_HERE}:convert"
PARSE: Final = f"{_HERE}:parse"
CHECK: Final = f"{_HERE}:check"
DIFF: Final = f"{_HERE}:diff"
MERGE: Final = f"{_HERE}:merge"
READY: Final = f"{_HERE}:ready"
REPORT: Final = "report"
"""What a merger gives where no format is asked for: what was found, and the document."""
_MERGED: Final = "merge"
"""What the report calls the merged table, among the names of files."""

_CHANGES: Final = {
    "json": ("application/json", ".json"), "html": ("text/html; charset=utf-8", ".html"), "text": ("text/plain; charset=utf-8", ".txt"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
}  # fmt: skip
"""Media type and suffix of each form of a comparison."""


ENCODINGS: Final = ("utf-8", "gb18030", "big5", "utf-16")
"""The encodings that a text file may be said to be in; GB2312 and GBK are part of GB18030."""


class Asked(Struct, frozen=True):
    """What a request wants beside the file; `title` and `sum` are for merging alone."""

    to: str = "json"
    layout: str = "disclosure"
    include_hidden: bool = False
    profile: str = "general"
    language: Language = "zh"
    encoding: str = ""
    title: str = ""
    sum: bool = False

    @property
    def reading(self) -> ReadOptions:
        """How the file is to be read."""
        return ReadOptions(self.encoding or None, self.include_hidden, profile=self.profile)


class Upload(Struct, frozen=True):
    """A file as it came: its bytes, its name and the suffix of that, and the format that the request states, or ""."""

    data: bytes
    name: str = ""
    suffix: str = ""
    format: str = ""


class File(Struct, frozen=True):
    """A file to send: bytes, media type, suffix, and how many findings of each severity there were on the way to it."""

    data: bytes
    media_type: str
    suffix: str
    findings: dict[str, int] = {}


def convert(upload: Upload, asked: Asked) -> File:
    """The upload in another format; raises as `goalconv.read` and `goalconv.write` do."""
    readings = _all(upload, asked)
    return _written([reading.table for reading in readings], _findings(readings), asked)


def parse(upload: Upload, asked: Asked) -> bytes:
    """JSON: the report of `goalconv check`, and the documents of all tables of the upload."""
    readings = _all(upload, asked)
    report = report_data([CheckedFile(upload.name, readings)], asked.language)
    return msgspec.json.encode({**report, "documents": [reading.table for reading in readings]})


def check(upload: Upload, asked: Asked) -> bytes:
    """JSON: the report of `goalconv check` of the upload."""
    return msgspec.json.encode(report_data([CheckedFile(upload.name, _all(upload, asked))], asked.language))


def merge(uploads: Sequence[Upload], asked: Asked) -> File:
    """All tables of the uploads as one, in a format or as the report on it; raises as `goalconv.merge` does."""
    read = [CheckedFile(upload.name, _named(upload, asked)) for upload in uploads]
    tables = [(file.path, reading) for file in read for reading in file.readings]
    options = MergeOptions(asked.sum, asked.title or None)
    merged = goalconv.merge([reading.table for _, reading in tables], [name for name, _ in tables], options)
    if asked.to == REPORT:
        report = report_data([*read, CheckedFile(_MERGED, (merged,))], asked.language)
        return File(msgspec.json.encode({**report, "documents": [merged.table]}), "application/json", ".json")
    return _written([merged.table], _findings([*(reading for _, reading in tables), merged]), asked)


def diff(old: Upload, new: Upload, asked: Asked) -> File:
    """What differs between two uploads, as JSON, a page, a workbook or text; raises `UsageError` for another form."""
    known = get_args(ChangesForm)
    form = next((name for name in known if name == asked.to), None)
    if form is None:
        raise goalconv.UsageError(kinds.UNKNOWN_FORMAT, name=asked.to, near=near(asked.to, known), known=", ".join(known))
    changes = goalconv.diff(_one(old, asked).table, _one(new, asked).table)
    data = goalconv.render_changes(changes, form, old=old.name, new=new.name, language=asked.language)
    return File(data, *_CHANGES[form])


def _all(upload: Upload, asked: Asked) -> tuple[Reading, ...]:
    return goalconv.read_bytes(upload.data, format=upload.format or None, suffix=upload.suffix, options=asked.reading)


def _named(upload: Upload, asked: Asked) -> tuple[Reading, ...]:
    """As `_all`; an error says which of several files it is of."""
    try:
        return _all(upload, asked)
    except GoalconvError as error:
        error.finding = structs.replace(error.finding, parameters={**error.finding.parameters, "file": upload.name})
        raise


def _one(upload: Upload, asked: Asked) -> Reading:
    readings = _named(upload, asked)
    if len(readings) > 1:
        raise goalconv.UnreadableError(kinds.SEVERAL_TABLES, count=len(readings), file=upload.name)
    return readings[0]


def _findings(readings: Iterable[Reading]) -> list[Finding]:
    return [finding for reading in readings for finding in reading.findings]


def _written(tables: Sequence[GoalTable], findings: Sequence[Finding], asked: Asked) -> File:
    """The tables in the format asked for."""
    written = goalconv.write_all_bytes(tables, asked.to, options=WriteOptions(layout=asked.layout))
    counts = Counter[str](finding.severity for finding in (*findings, *written.findings))
    (form,) = (form for form in goalconv.all_formats() if form.name == asked.to)
    return File(
        written.data, form.media_type, form.suffixes[0], {severity: counts[severity] for severity in reversed(SEVERITIES)}
    )


def ready() -> bool:
    """Nothing but the answer that this process works."""
    return True
