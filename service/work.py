"""What the child processes of the service do: bytes in, bytes out. Nothing here knows of HTTP."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from msgspec import Struct

import goalconv
from goalconv import ReadOptions, WriteOptions
from goalconv.converters import catalogue as kinds
from goalconv.service.problems import finding_members

__all__ = ["CHECK", "CONVERT", "PARSE", "Asked", "File", "Upload", "check", "convert", "parse"]

_HERE: Final = "goalconv.service.work"
CONVERT: Final = f"{_HERE}:convert"
PARSE: Final = f"{_HERE}:parse"
CHECK: Final = f"{_HERE}:check"


class Upload(Struct, frozen=True):
    """A file as it came: its bytes, the suffix of its name, and the format that the request states, or ""."""

    data: bytes
    suffix: str = ""
    format: str = ""


class Asked(Struct, frozen=True):
    """What a request wants beside the file."""

    to: str = "json"
    layout: str = "disclosure"
    include_hidden: bool = False


class File(Struct, frozen=True):
    """A file to send: bytes, media type, suffix."""

    data: bytes
    media_type: str
    suffix: str


def convert(upload: Upload, asked: Asked) -> File:
    """The upload in another format; raises as `goalconv.read` and `goalconv.write` do."""
    form = next((form for form in goalconv.all_formats() if form.name == asked.to), None)
    written = goalconv.write_bytes(_one(upload, asked).table, asked.to, options=WriteOptions(layout=asked.layout))
    assert form is not None  # `write_bytes` has refused what is no format
    return File(written.data, form.media_type, form.suffixes[0])


def parse(upload: Upload, asked: Asked) -> bytes:
    """JSON: all tables of the upload, each with its document, findings, ledger and account."""
    return msgspec.json.encode({"tables": [_members(reading, document=True) for reading in _all(upload, asked)]})


def check(upload: Upload, asked: Asked) -> bytes:
    """JSON: the findings, ledger and account of all tables of the upload."""
    return msgspec.json.encode({"tables": [_members(reading, document=False) for reading in _all(upload, asked)]})


def _all(upload: Upload, asked: Asked) -> tuple[goalconv.Reading, ...]:
    options = ReadOptions(include_hidden=asked.include_hidden)
    return goalconv.read_bytes(upload.data, format=upload.format or None, suffix=upload.suffix, options=options)


def _one(upload: Upload, asked: Asked) -> goalconv.Reading:
    readings = _all(upload, asked)
    if len(readings) > 1:
        raise goalconv.UnreadableError(kinds.SEVERAL_TABLES, count=len(readings))
    return readings[0]


def _members(reading: goalconv.Reading, *, document: bool) -> dict[str, Any]:
    """A reading as it stands in an answer."""
    members: dict[str, Any] = {"document": reading.table} if document else {}
    return members | {
        "findings": [finding_members(finding) for finding in reading.findings],
        "ledger": [
            {"code": entry.code, "count": entry.count, "places": [str(place) for place in entry.places]}
            for entry in reading.ledger
        ],
        "account": {**msgspec.structs.asdict(reading.account), "source": reading.account.source},
    }


def ready() -> bool:
    """Nothing but the answer that this process works."""
    return True
