"""goalconv: read, check, convert and print performance goal tables (项目支出绩效目标表).

    import goalconv
    reading = goalconv.read("x.docx")
    goalconv.write(reading.table, "x.pdf")

Names are imported when they are first used, so that a short command starts fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goalconv.converters.compare import Change, Changes, FieldChange, Fragment, diff
    from goalconv.converters.compare.rendering import ChangesForm, render_changes
    from goalconv.converters.convert import (
        format_of,
        read,
        read_all,
        read_bytes,
        schema_text,
        write,
        write_all,
        write_all_bytes,
        write_bytes,
    )
    from goalconv.converters.errors import GoalconvError, UnreadableError, UnwritableError, UsageError
    from goalconv.converters.files import check_target, write_file
    from goalconv.converters.findings import Finding
    from goalconv.converters.formats import Format, all_formats
    from goalconv.converters.interface import Budget, ReadOptions, WriteOptions, Written
    from goalconv.converters.language import Language
    from goalconv.converters.model import Coded, Funding, GoalTable, Indicator, Project, Unit, Value
    from goalconv.converters.reading import Account, LedgerEntry, Reading
    from goalconv.converters.terminal import Ink

__version__ = "0.1.0"

_HOMES = {
    "Account": "reading",
    "Budget": "interface",
    "Change": "compare",
    "Changes": "compare",
    "ChangesForm": "compare.rendering",
    "Coded": "model",
    "FieldChange": "compare",
    "Finding": "findings",
    "Format": "formats",
    "Fragment": "compare",
    "Funding": "model",
    "GoalTable": "model",
    "GoalconvError": "errors",
    "Indicator": "model",
    "Ink": "terminal",
    "Language": "language",
    "LedgerEntry": "reading",
    "Project": "model",
    "ReadOptions": "interface",
    "Reading": "reading",
    "Unit": "model",
    "UnreadableError": "errors",
    "UnwritableError": "errors",
    "UsageError": "errors",
    "Value": "model",
    "WriteOptions": "interface",
    "Written": "interface",
    "all_formats": "formats",
    "check_target": "files",
    "diff": "compare",
    "format_of": "convert",
    "read": "convert",
    "read_all": "convert",
    "read_bytes": "convert",
    "render_changes": "compare.rendering",
    "schema_text": "convert",
    "write": "convert",
    "write_all": "convert",
    "write_all_bytes": "convert",
    "write_bytes": "convert",
    "write_file": "files",
}

__all__ = [
    "Account",
    "Budget",
    "Change",
    "Changes",
    "ChangesForm",
    "Coded",
    "FieldChange",
    "Finding",
    "Format",
    "Fragment",
    "Funding",
    "GoalTable",
    "GoalconvError",
    "Indicator",
    "Ink",
    "Language",
    "LedgerEntry",
    "Project",
    "ReadOptions",
    "Reading",
    "Unit",
    "UnreadableError",
    "UnwritableError",
    "UsageError",
    "Value",
    "WriteOptions",
    "Written",
    "all_formats",
    "check_target",
    "diff",
    "format_of",
    "read",
    "read_all",
    "read_bytes",
    "render_changes",
    "schema_text",
    "write",
    "write_all",
    "write_all_bytes",
    "write_bytes",
    "write_file",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"goalconv.converters.{home}"), name)
    globals()[name] = value
    return value
