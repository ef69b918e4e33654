"""Profiles: which rules hold for the tables of a region and a year, as data.

A profile is a TOML file in `schemas/profiles/`, or the user's own; what it does not say it takes
from the one it `extends` (`general` by itself). docs/checks.md describes the keys.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct, structs

from .. import schemas
from . import catalogue as kinds
from .errors import UsageError
from .findings import Finding, Kind, Severity
from .language import Words, near
from .model import Project

if TYPE_CHECKING:
    from .plugins import Plugin

__all__ = ["GENERAL", "Level", "Profile", "RulePack", "all_profiles", "load_profile", "plugins"]

GENERAL: Final = "general"


class RulePack(Struct, frozen=True):
    """What a plug-in gives for a profile: the TOML file that says it. `interface` is the version it is made for."""

    path: str
    interface: int = 1


class Level(Struct, frozen=True, forbid_unknown_fields=True):
    """A level-1 indicator that a project should have: how grave its absence is, and from which fiscal year on."""

    name: str
    severity: Severity
    from_year: int | None = None


class Profile(Struct, frozen=True, forbid_unknown_fields=True):
    """What holds for the tables of a region and a year.

    `taxonomies` names the generations of the code list that may be used; `tolerance` is in last
    digits for each addend of a sum; `weight_totals` are what the points of a project may add up to;
    `required_fields` are members of a project that may not be blank; `ignore` and `severity` are by
    code.
    """

    name: str
    title: str
    english: str
    taxonomies: tuple[str, ...]
    tolerance: Decimal
    weight_totals: tuple[Decimal, ...]
    required_fields: tuple[str, ...]
    ignore: frozenset[str]
    severity: Mapping[str, Severity]
    level: tuple[Level, ...]
    extends: str | None = None

    def judged(self, findings: Iterable[Finding]) -> Iterable[Finding]:
        """The findings that this profile does not ignore, as grave as it says."""
        for finding in findings:
            if finding.code not in self.ignore:
                severity = self.severity.get(finding.code)
                yield structs.replace(finding, severity=severity) if severity else finding


def all_profiles() -> tuple[Profile, ...]:
    """The profiles that come with goalconv, and those of the plug-ins that can be used."""
    made = (_of_plugin(plugin) for plugin in plugins() if not plugin.fault)
    return (*map(load_profile, schemas.profile_names()), *made)


@cache
def plugins() -> tuple[Plugin, ...]:
    """The profiles of other distributions, those too that cannot be used."""
    from .plugins import installed

    return tuple(map(_tried, installed("goalconv.profiles", RulePack, schemas.profile_names())))


def _tried(plugin: Plugin) -> Plugin:
    """The plug-in with what is wrong in its file."""
    if plugin.fault is None:
        try:
            _of_plugin(plugin)
        except UsageError as error:
            found = error.finding
            return structs.replace(plugin, fault=Words(found.message_in("zh"), found.message_in("en")))
    return plugin


def _of_plugin(plugin: Plugin) -> Profile:
    return structs.replace(_of_file(Path(plugin.row.path)), name=plugin.name)


def load_profile(name: str) -> Profile:
    """The profile called `name`, or the one in the TOML file of that path.

    Raises `UsageError` where there is none, or where the file says what no profile can.
    """
    path = Path(name)
    if name not in schemas.profile_names() and (path.suffix == ".toml" or path.exists()):
        return _of_file(path)
    return _built_in(name) if name in schemas.profile_names() else _added(name)


def _added(name: str) -> Profile:
    """The profile of a plug-in; raises `UsageError` where there is none."""
    from .plugins import refuse_faulty

    refuse_faulty(plugins(), name)
    for plugin in plugins():
        if plugin.name == name:
            return _of_plugin(plugin)
    known = [*schemas.profile_names(), *(plugin.name for plugin in plugins())]
    raise UsageError(kinds.PROFILE_UNKNOWN, name=name, known=", ".join(known), near=near(name, known))


@lru_cache(maxsize=32)
def _built_in(name: str) -> Profile:
    names = schemas.profile_names()
    if name not in names:
        raise UsageError(kinds.PROFILE_UNKNOWN, name=name, known=", ".join(names), near=near(name, names))
    return _profile(name, schemas.text(f"profiles/{name}.toml"))


def _of_file(path: Path) -> Profile:
    try:
        return _profile(str(path), path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(kinds.INPUT_FAILED, path=path, reason=error.strerror or str(error)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _broken(str(path), error) from error


def _profile(origin: str, text: str) -> Profile:
    """The profile that a TOML file describes, on top of the one that it extends."""
    data = tomllib.loads(text, parse_float=Decimal)
    _check_words(origin, data, Profile.__struct_fields__, kinds.PROFILE_KEY)
    levels = data.get("level")
    for level in levels if isinstance(levels, list) else ():
        _check_words(origin, level if isinstance(level, dict) else (), Level.__struct_fields__, kinds.PROFILE_KEY)
    base = {} if origin == GENERAL else structs.asdict(_built_in(str(data.get("extends", GENERAL))))
    try:
        profile = msgspec.convert(base | {"title": origin, "english": origin, "name": origin} | data, Profile)
    except msgspec.ValidationError as error:
        raise _broken(origin, error) from error
    _check_codes(origin, profile)
    return profile


def _check_codes(origin: str, profile: Profile) -> None:
    """Raises where a profile names a code, a generation or a field that there is not; errors of files cannot be ignored."""
    codes = {kind.code for kind in vars(kinds).values() if isinstance(kind, Kind) and kind.source}
    _check_words(origin, [*profile.ignore, *profile.severity], codes, kinds.PROFILE_WORD)
    _check_words(
        origin, profile.taxonomies, msgspec.json.decode(schemas.text("taxonomy.json"))["generations"], kinds.PROFILE_WORD
    )
    _check_words(origin, profile.required_fields, Project.__struct_fields__, kinds.PROFILE_WORD)


def _check_words(origin: str, words: Iterable[str], known: Iterable[str], kind: Kind) -> None:
    known = tuple(known)
    for word in words:
        if word not in known:
            raise UsageError(kind, path=origin, word=word, near=near(word, known))


def _broken(origin: str, reason: Exception) -> UsageError:
    return UsageError(kinds.PROFILE_BROKEN, path=origin, reason=reason)
