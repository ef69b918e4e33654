"""Versions of the canonical document: an older one is raised on reading, and written on demand.

1.0 is the first, and the only one so far. A version that follows it is one more step here, beside its row in `schemas/versions.json`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from . import catalogue as kinds
from .errors import UsageError
from .language import near

__all__ = ["FIRST", "STEPS", "Step", "identifier", "known", "lowered", "raised"]

Document: TypeAlias = dict[str, Any]
FIRST: Final = "1.0"


class Step(NamedTuple):
    """From one version to the next: what makes a document of the one before it one of `version`, and the other way."""

    version: str
    up: Callable[[Document], Document]
    down: Callable[[Document], Document]


STEPS: Final[tuple[Step, ...]] = ()
"""All steps, the oldest first."""


def known(steps: Sequence[Step] = STEPS) -> tuple[str, ...]:
    """The versions that are read and written, the oldest first."""
    return (FIRST, *(step.version for step in steps))


def identifier(version: str) -> str:
    """What stands in the `$schema` of a document of a version."""
    return f"urn:goalconv:goal-table:{version}"


def raised(document: Document, version: str, steps: Sequence[Step] = STEPS) -> Document:
    """The document, which is of `version`, as one of the newest."""
    for step in steps[known(steps).index(version) :]:
        document = {**step.up(document), "$schema": identifier(step.version)}
    return document


def lowered(document: Document, version: str, steps: Sequence[Step] = STEPS) -> Document:
    """The newest document as one of `version`; raises `UsageError` where there is no such version."""
    versions = known(steps)
    if version not in versions:
        raise UsageError(kinds.VERSION_UNKNOWN, version=version, near=near(version, versions), known=", ".join(versions))
    for index in range(len(steps), versions.index(version), -1):
        document = {**steps[index - 1].down(document), "$schema": identifier(versions[index - 1])}
    return document
