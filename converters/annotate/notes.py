"""Notes: the findings of one place, gathered, with what a comment says and the colour of its cell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from ..display import printable
from ..findings import Finding, Severity
from ..language import Language, Words
from ..places import Place
from ..reports.wording import SEVERITIES

__all__ = ["AUTHOR", "FILLS", "Note", "notes_of"]

AUTHOR: Final = "goalconv"
FILLS: Final[dict[Severity, str]] = {"error": "FFC7CE", "warning": "FFEB9C", "note": "DDEBF7"}
_HINT: Final = Words("提示：{hint}", "hint: {hint}")


class Note(Struct, frozen=True):
    """All findings of one place, the gravest first; `place` is None for those that have none."""

    place: Place | None
    findings: tuple[Finding, ...]

    @property
    def severity(self) -> Severity:
        """How grave the gravest is."""
        return self.findings[0].severity

    def lines(self, language: Language) -> list[str]:
        """What a comment says, line by line."""
        said = []
        for finding in self.findings:
            said.append(f"{SEVERITIES[finding.severity].within(language)} {finding.code} {finding.message_in(language)}")
            hint = finding.hint_in(language)
            if hint:
                said.append(_HINT.of(hint=hint).within(language))
        return [printable(line).replace("\n", " ") for line in said]


def notes_of(findings: Iterable[Finding]) -> list[Note]:
    """The notes in the order of their places' first findings."""
    by_place: dict[Place | None, list[Finding]] = {}
    for finding in findings:
        by_place.setdefault(finding.place, []).append(finding)
    order = list(FILLS)
    return [
        Note(place, tuple(sorted(members, key=lambda each: order.index(each.severity)))) for place, members in by_place.items()
    ]
