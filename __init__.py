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
    from goalconv.converters.annotation import annotate
    from goalconv.converters.batch import (
        BatchOrder,
        BatchOutcome,
        BatchPlan,
        ClusterEngine,
        Engine,
        LocalEngine,
        plan_batch,
        run_batch,
    )
    from goalconv.converters.checks import check
    from goalconv.converters.compare import Change, Changes, FieldChange, Fragment, diff
    from goalconv.converters.compare.rendering import ChangesForm, render_changes
    from goalconv.converters.convert import (
        format_of,
        only,
        read,
        read_all,
        read_bytes,
        schema_text,
        shares,
        write,
        write_all,
        write_all_bytes,
        write_bytes,
        write_pieces,
    )
    from goalconv.converters.display import columns, fit, printable, wrap
    from goalconv.converters.errors import BatchError, GoalconvError, UnreadableError, UnwritableError, UsageError
    from goalconv.converters.explanations import Explanation, all_explanations, explain
    from goalconv.converters.files import check_target, write_file
    from goalconv.converters.findings import Finding
    from goalconv.converters.formats import Format, all_formats
    from goalconv.converters.interface import ReadOptions, WriteOptions, Written
    from goalconv.converters.language import Language, near
    from goalconv.converters.layouts import Layout, all_layouts
    from goalconv.converters.limits import Budget, Limits, limits_from
    from goalconv.converters.merge import MergeOptions, merge
    from goalconv.converters.model import Coded, Funding, GoalTable, Indicator, Project, Unit, Value
    from goalconv.converters.own_forms import blank_form, fill_form, form_markers, read_form
    from goalconv.converters.parts import Part
    from goalconv.converters.plugin_list import all_plugins
    from goalconv.converters.profiles import Profile, all_profiles, load_profile
    from goalconv.converters.reading import Account, LedgerEntry, Reading
    from goalconv.converters.reports import CheckedFile, report
    from goalconv.converters.reports.wording import finding_text, summary, table_heading
    from goalconv.converters.roundtrip import RoundTrip, Survival, round_trip
    from goalconv.converters.run_log import RunLog, spot
    from goalconv.converters.settings import SettingKind, check_settings, read_settings
    from goalconv.converters.show import show
    from goalconv.converters.split import By, split
    from goalconv.converters.template_text import template_text
    from goalconv.converters.terminal import Ink

__version__ = "0.1.0"

_HOMES = {
    "Account": "reading",
    "BatchError": "errors",
    "BatchOrder": "batch",
    "BatchOutcome": "batch",
    "BatchPlan": "batch",
    "Budget": "limits",
    "By": "split",
    "Change": "compare",
    "Changes": "compare",
    "ChangesForm": "compare.rendering",
    "CheckedFile": "reports",
    "ClusterEngine": "batch",
    "Coded": "model",
    "Engine": "batch",
    "Explanation": "explanations",
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
    "Layout": "layouts",
    "LedgerEntry": "reading",
    "Limits": "limits",
    "LocalEngine": "batch",
    "MergeOptions": "merge",
    "Part": "parts",
    "Profile": "profiles",
    "Project": "model",
    "ReadOptions": "interface",
    "Reading": "reading",
    "RoundTrip": "roundtrip",
    "RunLog": "run_log",
    "SettingKind": "settings",
    "Survival": "roundtrip",
    "Unit": "model",
    "UnreadableError": "errors",
    "UnwritableError": "errors",
    "UsageError": "errors",
    "Value": "model",
    "WriteOptions": "interface",
    "Written": "interface",
    "all_explanations": "explanations",
    "all_formats": "formats",
    "all_layouts": "layouts",
    "all_plugins": "plugin_list",
    "all_profiles": "profiles",
    "annotate": "annotation",
    "blank_form": "own_forms",
    "check": "checks",
    "check_settings": "settings",
    "check_target": "files",
    "columns": "display",
    "diff": "compare",
    "explain": "explanations",
    "fill_form": "own_forms",
    "finding_text": "reports.wording",
    "fit": "display",
    "form_markers": "own_forms",
    "format_of": "convert",
    "limits_from": "limits",
    "load_profile": "profiles",
    "merge": "merge",
    "near": "language",
    "only": "convert",
    "plan_batch": "batch",
    "printable": "display",
    "read": "convert",
    "read_all": "convert",
    "read_bytes": "convert",
    "read_form": "own_forms",
    "read_settings": "settings",
    "render_changes": "compare.rendering",
    "report": "reports",
    "round_trip": "roundtrip",
    "run_batch": "batch",
    "schema_text": "convert",
    "shares": "convert",
    "show": "show",
    "split": "split",
    "spot": "run_log",
    "summary": "reports.wording",
    "table_heading": "reports.wording",
    "template_text": "template_text",
    "wrap": "display",
    "write": "convert",
    "write_all": "convert",
    "write_all_bytes": "convert",
    "write_bytes": "convert",
    "write_file": "files",
    "write_pieces": "convert",
}

__all__ = [
    "Account",
    "BatchError",
    "BatchOrder",
    "BatchOutcome",
    "BatchPlan",
    "Budget",
    "By",
    "Change",
    "Changes",
    "ChangesForm",
    "CheckedFile",
    "ClusterEngine",
    "Coded",
    "Engine",
    "Explanation",
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
    "Layout",
    "LedgerEntry",
    "Limits",
    "LocalEngine",
    "MergeOptions",
    "Part",
    "Profile",
    "Project",
    "ReadOptions",
    "Reading",
    "RoundTrip",
    "RunLog",
    "SettingKind",
    "Survival",
    "Unit",
    "UnreadableError",
    "UnwritableError",
    "UsageError",
    "Value",
    "WriteOptions",
    "Written",
    "all_explanations",
    "all_formats",
    "all_layouts",
    "all_plugins",
    "all_profiles",
    "annotate",
    "blank_form",
    "check",
    "check_settings",
    "check_target",
    "columns",
    "diff",
    "explain",
    "fill_form",
    "finding_text",
    "fit",
    "form_markers",
    "format_of",
    "limits_from",
    "load_profile",
    "merge",
    "near",
    "only",
    "plan_batch",
    "printable",
    "read",
    "read_all",
    "read_bytes",
    "read_form",
    "read_settings",
    "render_changes",
    "report",
    "round_trip",
    "run_batch",
    "schema_text",
    "shares",
    "show",
    "split",
    "spot",
    "summary",
    "table_heading",
    "template_text",
    "wrap",
    "write",
    "write_all",
    "write_all_bytes",
    "write_bytes",
    "write_file",
    "write_pieces",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"goalconv.converters.{home}"), name)
    globals()[name] = value
    return value
