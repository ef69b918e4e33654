"""The report with one line for each finding, as compilers write it: path:line:column: severity code message."""

from __future__ import annotations

from collections.abc import Sequence

from ..language import Language
from . import CheckedFile
from .wording import SEVERITIES, one_line, place_text

__all__ = ["render"]


def render(files: Sequence[CheckedFile], language: Language) -> str:
    """One line a finding, in the order of the files."""
    lines = (
        f"{place_text(file.path, finding, language)}: {SEVERITIES[finding.severity].within(language)} {finding.code} {finding.message_in(language)}"
        for file in files
        for _, finding in file.findings()
    )
    return "".join(f"{one_line(line)}\n" for line in lines)
