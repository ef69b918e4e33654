"""The report for the log of a GitHub workflow: one annotation command for each finding, with nothing left unescaped."""

from __future__ import annotations

from collections.abc import Sequence

from ..display import printable
from ..findings import Finding
from ..language import Language
from ..places import TextPlace
from . import CheckedFile

__all__ = ["render"]

_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def render(files: Sequence[CheckedFile], language: Language) -> str:
    """One command a finding, in the order of the files."""
    return "".join(f"{_command(file.path, finding, language)}\n" for file in files for _, finding in file.findings())


def _command(path: str, finding: Finding, language: Language) -> str:
    properties = {"file": path}
    message = finding.message_in(language)
    if isinstance(finding.place, TextPlace):
        properties |= {"line": str(finding.place.line), "col": str(finding.place.column)}
    elif finding.place is not None:
        message = f"{finding.place.within(language)}: {message}"
    listed = ",".join(f"{name}={_property(value)}" for name, value in {**properties, "title": finding.code}.items())
    return f"::{_LEVELS[finding.severity]} {listed}::{_data(message)}"


def _data(text: str) -> str:
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
