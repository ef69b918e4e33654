"""What a project should say: its goal, its indicators, and the fields that the profile requires."""

from __future__ import annotations

from collections.abc import Iterator

from .. import catalogue as kinds
from ..findings import Finding
from ..labels import FIELDS, FORM_LABELS
from ..language import Words
from ..model import GoalTable
from ..profiles import Profile
from .spots import name_of, spots

__all__ = ["check"]


def check(table: GoalTable, profile: Profile) -> Iterator[Finding]:
    """A finding for each project that leaves its goal, its indicators or a required field blank."""
    for spot in spots(table):
        project, name = spot.project, name_of(spot.project)
        if project.goal is None and project.period_goal is None:
            yield kinds.GOAL_MISSING.at(None, f"{spot.pointer}/goal", name=name)
        if not project.indicators:
            yield kinds.NO_INDICATORS.at(None, f"{spot.pointer}/indicators", name=name)
        for field in profile.required_fields:
            if getattr(project, field) in (None, ()):
                yield kinds.FIELD_MISSING.at(None, f"{spot.pointer}/{field}", name=name, label=_label(field))


def _label(field: str) -> Words:
    """What a field is called: as it is printed, and by its key."""
    return Words((FORM_LABELS | FIELDS).get(field, (field,))[0], field.replace("_", " "))
