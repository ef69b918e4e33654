"""The report for programs: one JSON object. Its keys and codes are the same in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from ..findings import Finding
from ..language import Language
from ..places import Place
from ..reading import Account, LedgerEntry
from . import CheckedFile

__all__ = ["as_json", "finding_data", "render", "report_data"]

_VERSION = "1.0"


def render(files: Sequence[CheckedFile], language: Language) -> str:
    """The report as text; ends with a line end."""
    return as_json(report_data(files, language))


def as_json(data: object) -> str:
    """The data as indented JSON. Half of a character, as names of files and broken files may hold it, stands as its escape."""
    try:
        return msgspec.json.format(msgspec.json.encode(data), indent=2).decode() + "\n"
    except UnicodeEncodeError:
        import json  # seldom needed, and slow to import

        return json.dumps(data, indent=2) + "\n"


def report_data(files: Sequence[CheckedFile], language: Language) -> dict[str, Any]:
    """An object with version, files, findings, account (of all files together) and ledger."""
    readings = [(file, number, reading) for file in files for number, reading in enumerate(file.readings, 1)]
    return {
        "version": _VERSION,
        "files": [_file(file) for file in files],
        "findings": [
            {"file": file.path, "table": number, **finding_data(finding, language)}
            for file in files
            for number, finding in file.findings()
        ],
        "account": _account([reading.account for _, _, reading in readings]),
        "ledger": [
            {"file": file.path, "table": number, **_entry(entry, language)}
            for file, number, reading in readings
            for entry in reading.ledger
        ],
    }


def finding_data(finding: Finding, language: Language) -> dict[str, Any]:
    """A finding as plain data: code, severity, message, hint, pointer, place, parameters."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message_in(language),
        "hint": finding.hint_in(language),
        "pointer": finding.pointer,
        "place": _place(finding.place, language),
        "parameters": msgspec.to_builtins(finding.parameters),
    }


def _file(file: CheckedFile) -> dict[str, Any]:
    projects = [project for reading in file.readings for unit in reading.table.units for project in unit.projects]
    return {
        "path": file.path,
        "read": file.error is None,
        "tables": len(file.readings),
        "units": sum(len(reading.table.units) for reading in file.readings),
        "projects": len(projects),
        "indicators": sum(len(project.indicators) for project in projects),
        "account": _account([reading.account for reading in file.readings]),
    }


def _place(place: Place | None, language: Language) -> dict[str, Any] | None:
    """The place in words, and by its numbers."""
    return None if place is None else {"text": place.within(language), **msgspec.to_builtins(place)}


def _account(accounts: Sequence[Account]) -> dict[str, int]:
    return {name: sum(getattr(account, name) for account in accounts) for name in ("source", "fields", "labels", "unexplained")}


def _entry(entry: LedgerEntry, language: Language) -> dict[str, Any]:
    places = [_place(place, language) for place in entry.places]
    return {"code": entry.code, "message": entry.message_in(language), "count": entry.count, "places": places}
