"""The report for code scanning: SARIF 2.1.0 (OASIS), with regions in text files and logical locations for cells."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ... import __version__
from ..explanations import all_explanations
from ..findings import Finding
from ..language import Language
from ..places import TextPlace
from . import CheckedFile
from .json import as_json

__all__ = ["render"]

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_TAGS = {"zh": "zh-CN", "en": "en-US"}


def render(files: Sequence[CheckedFile], language: Language) -> str:
    """A SARIF log of one run."""
    found = [(file, finding) for file in files for _, finding in file.findings()]
    codes = sorted({finding.code for _, finding in found})
    run = {
        "tool": {"driver": _driver(codes, language)},
        "language": _TAGS[language],
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": all(file.error is None for file in files)}],
        "artifacts": [{"location": {"uri": _uri(file.path)}} for file in files],
        "results": [_result(file, finding, codes.index(finding.code), language) for file, finding in found],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return as_json(log)


def _driver(codes: Sequence[str], language: Language) -> dict[str, Any]:
    rules = [_rule(code, language) for code in codes]
    return {"name": "goalconv", "version": __version__, "language": _TAGS[language], "rules": rules}


def _rule(code: str, language: Language) -> dict[str, Any]:
    """A kind of finding, its parameters left open."""
    explanation = all_explanations()[code]
    texts = {
        "shortDescription": explanation.says(language),
        "fullDescription": explanation.why.within(language),
        "help": explanation.advice(language),
    }
    rule: dict[str, Any] = {"id": code, **{name: {"text": text} for name, text in texts.items() if text}}
    return {
        **rule,
        "defaultConfiguration": {"level": explanation.kind.severity},
        "properties": {"source": explanation.kind.source},
    }


def _result(file: CheckedFile, finding: Finding, index: int, language: Language) -> dict[str, Any]:
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": finding.severity,
        "message": {"text": finding.message_in(language)},
        "locations": [_location(file.path, finding, language)],
        "partialFingerprints": {"goalconv/v1": f"{finding.code}:{finding.pointer}"},
    }


def _location(path: str, finding: Finding, language: Language) -> dict[str, Any]:
    """The file, the line in it where it has lines, the cell otherwise, and the value in the document."""
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(path)}}
    logical: list[dict[str, str]] = []
    if isinstance(finding.place, TextPlace):
        physical["region"] = {"startLine": finding.place.line, "startColumn": finding.place.column}
    elif finding.place is not None:
        logical.append({"fullyQualifiedName": finding.place.within(language), "kind": "cell"})
    if finding.pointer:
        logical.append({"fullyQualifiedName": finding.pointer, "kind": "value"})
    return {"physicalLocation": physical, **({"logicalLocations": logical} if logical else {})}


def _uri(path: str) -> str:
    """The path as a URI reference, from the root where the path is absolute."""
    place = Path(path)
    return place.as_uri() if place.is_absolute() else quote(os.fsencode(place.as_posix()))
