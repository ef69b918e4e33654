"""What a shell may complete: names of formats, layouts, profiles, codes, each with what it is."""

from __future__ import annotations

from typing import TypeAlias

import goalconv
from goalconv.commands.console import tell
from goalconv.commands.language import language

__all__ = ["codes", "formats", "layouts", "profiles", "several_formats", "several_layouts"]

Choices: TypeAlias = list[tuple[str, str]]


def formats() -> Choices:
    """The names of formats."""
    return [(form.name, tell(form.title, form.english or form.title)) for form in goalconv.all_formats()]


def several_formats(incomplete: str) -> Choices:
    """The names of formats, after those that stand there already with commas."""
    return _after(incomplete, formats())


def layouts() -> Choices:
    """The names of layouts, in both languages."""
    both = [(layout.name, layout.title) for layout in goalconv.all_layouts()]
    return both + [(title, name) for name, title in both]


def several_layouts(incomplete: str) -> Choices:
    """The names of layouts, after those that stand there already with commas."""
    return _after(incomplete, layouts())


def profiles() -> Choices:
    """The names of profiles."""
    return [(profile.name, tell(profile.title, profile.english)) for profile in goalconv.all_profiles()]


def codes() -> Choices:
    """The codes of findings."""
    return [(code, each.says(language())) for code, each in goalconv.all_explanations().items()]


def _after(incomplete: str, choices: Choices) -> Choices:
    before = incomplete[: incomplete.rfind(",") + 1]
    taken = before.split(",")
    return [(before + name, what) for name, what in choices if name not in taken]
