"""All plug-ins that are installed, of whatever they add."""

from __future__ import annotations

from . import formats, layouts, profiles
from .plugins import Plugin

__all__ = ["all_plugins"]


def all_plugins() -> tuple[Plugin, ...]:
    """The plug-ins that are installed, those too that cannot be used, with the reason."""
    return (*formats.plugins(), *layouts.plugins(), *profiles.plugins())
