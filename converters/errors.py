"""The errors that goalconv raises when no table, or no file, can be given.

    GoalconvError            one coded message: what, where, what to do
    ├── UnreadableError      the input holds no table that can be read
    ├── UnwritableError      the document cannot be written in that form, or to that place
    ├── UsageError           the call itself is wrong: unknown format, clashing names
    └── BatchError           a batch cannot go on, whatever the file

A doubt about a table that *can* be given is not an error but a finding (`findings.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .findings import Finding, Kind
from .places import Place

__all__ = ["BatchError", "GoalconvError", "UnreadableError", "UnwritableError", "UsageError", "of_file"]


class GoalconvError(Exception):
    """The base of all errors of goalconv; `finding` says what, where and what to do, `source` of which file, where that is known."""

    source: str = ""

    def __init__(self, kind: Kind, place: Place | None = None, pointer: str = "", **parameters: object) -> None:
        self.finding: Finding = kind.at(place, pointer, **parameters)
        super().__init__(self.finding.message)

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.finding, self.source)


def _again(kind: type[GoalconvError], finding: Finding, source: str) -> GoalconvError:
    """The error that came through a pipe."""
    error = kind.__new__(kind)
    Exception.__init__(error, finding.message)
    error.finding, error.source = finding, source
    return error


@contextmanager
def of_file(source: object) -> Iterator[None]:
    """Lets the errors that are raised inside say of which file they are, as the user named it."""
    try:
        yield
    except GoalconvError as error:
        error.source = error.source or str(source)
        raise


class UnreadableError(GoalconvError):
    """The input holds no table that can be read."""


class UnwritableError(GoalconvError):
    """The document cannot be written in that form, or to that place."""


class UsageError(GoalconvError):
    """The call itself is wrong: an unknown format, clashing names."""


class BatchError(GoalconvError):
    """A batch cannot go on, whatever the file: the order or the engine is of no use, or the manifest cannot be written."""
