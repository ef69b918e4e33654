"""What the child processes of the service do: bytes in, bytes out. Nothing here knows of HTTP."""

from __future__ import annotations

from typing import Final, get_args

import msgspec
from msgspec import Struct

import goalconv
from goalconv import ChangesForm, CheckedFile, Language, ReadOptions, WriteOptions
from goalconv.converters import catalogue as kinds
from goalconv.converters.language import near
from goalconv.converters.reports.json import report_data

__all__ = ["CHECK", "CONVERT", "DIFF", "PARSE", "READY", "Asked", "File", "Upload", "check", "convert", "diff", "parse", "ready"]

_HERE: Final = "goalconv.service.work"
CONVERT: Final = f"{_HERE}:convert"
PARSE: Final = f"{_HERE}:parse"
CHECK: Final = f"{_HERE}:check"
DIFF: Final = f"{_HERE}:diff"
READY: Final = f"{_HERE}:ready"


_CHANGES: Final = {
    "json": ("application/json", ".json"), "html": ("text/html; charset=utf-8", ".html"), "text": ("text/plain; charset=utf-8", ".txt"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
}  # fmt: skip
"""Media type and suffix of each form of a comparison."""


class Asked(Struct, frozen=True):
    """What a request wants beside the file."""

    to: str = "json"
    layout: str = "disclosure"
    include_hidden: bool = False
    profile: str = "general"
    language: Language = "zh"


class Upload(Struct, frozen=True):
    """A file as it came: its bytes, its name and the suffix of that, and the format that the request states, or ""."""

    data: bytes
    name: str = ""
    suffix: str = ""
    format: str = ""


class File(Struct, frozen=True):
    """A file to send: bytes, media type, suffix."""

    data: bytes
    media_type: str
    suffix: str


def convert(upload: Upload, asked: Asked) -> File:
    """The upload in another format; raises as `goalconv.read` and `goalconv.write` do."""
    tables = [reading.table for reading in _all(upload, asked)]
    written = goalconv.write_all_bytes(tables, asked.to, options=WriteOptions(layout=asked.layout))
    (form,) = (form for form in goalconv.all_formats() if form.name == asked.to)
    return File(written.data, form.media_type, form.suffixes[0])


def parse(upload: Upload, asked: Asked) -> bytes:
    """JSON: the report of `goalconv check`, and the documents of all tables of the upload."""
    readings = _all(upload, asked)
    report = report_data([CheckedFile(upload.name, readings)], asked.language)
    return msgspec.json.encode({**report, "documents": [reading.table for reading in readings]})


def check(upload: Upload, asked: Asked) -> bytes:
    """JSON: the report of `goalconv check` of the upload."""
    return msgspec.json.encode(report_data([CheckedFile(upload.name, _all(upload, asked))], asked.language))


def diff(old: Upload, new: Upload, asked: Asked) -> File:
    """What differs between two uploads, as JSON, a page, a workbook or text; raises `UsageError` for another form."""
    known = get_args(ChangesForm)
    form = next((name for name in known if name == asked.to), None)
    if form is None:
        raise goalconv.UsageError(kinds.UNKNOWN_FORMAT, name=asked.to, near=near(asked.to, known), known=", ".join(known))
    changes = goalconv.diff(_one(old, asked).table, _one(new, asked).table)
    data = goalconv.render_changes(changes, form, old=old.name, new=new.name, language=asked.language)
    return File(data, *_CHANGES[form])


def _all(upload: Upload, asked: Asked) -> tuple[goalconv.Reading, ...]:
    options = ReadOptions(include_hidden=asked.include_hidden, profile=asked.profile)
    return goalconv.read_bytes(upload.data, format=upload.format or None, suffix=upload.suffix, options=options)


def _one(upload: Upload, asked: Asked) -> goalconv.Reading:
    readings = _all(upload, asked)
    if len(readings) > 1:
        raise goalconv.UnreadableError(kinds.SEVERAL_TABLES, count=len(readings))
    return readings[0]


def ready() -> bool:
    """Nothing but the answer that this process works."""
    return True
