"""Reports: what was found in files, in the form that a person or a program wants; one module a form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Final, cast

from msgspec import Struct

from ..findings import Finding
from ..language import Language
from ..reading import Reading

__all__ = ["FORMS", "CheckedFile", "report"]

FORMS: Final = ("full", "concise", "json", "sarif", "github")
"""For a person, in paragraphs; one line each; for programs; for code scanning; for the log of a GitHub workflow."""


class CheckedFile(Struct, frozen=True):
    """A file with the readings of its tables, or with the reason why it could not be read."""

    path: str
    readings: tuple[Reading, ...] = ()
    error: Finding | None = None

    def findings(self) -> Iterator[tuple[int, Finding]]:
        """Each finding with the number of its table, from 1; 0 is the file itself."""
        if self.error is not None:
            yield 0, self.error
        for number, reading in enumerate(self.readings, 1):
            yield from ((number, finding) for finding in reading.findings)


def report(files: Sequence[CheckedFile], form: str, language: Language) -> str:
    """The findings of files in a form (one of `FORMS`), its messages in a language; ends with a line end unless it is empty."""
    render = cast(Callable[[Sequence[CheckedFile], Language], str], import_module(f".{form}", __name__).render)
    return render(files, language)
