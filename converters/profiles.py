"""Profiles: which rules hold for the tables of a region and a year, as data.

A profile is a TOML file in `schemas/profiles/`, or the user's own; what it does not say it takes
from the one it `extends` (`general` by itself). docs/checks.md describes the keys.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
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
from .model import GoalTable, Project

if TYPE_CHECKING:
    from .plugins import Plugin

__all__ = ["GENERAL", "Level", "Profile", "all_profiles", "load_profile", "own_checks", "plugins"]

GENERAL: Final = "general"
_NO_KEY: Final = "packs"  # what only a plug-in says


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
    code. `packs` are the plug-ins whose own checks belong to it; no file says that.
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
    packs: tuple[str, ...] = ()

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


def own_checks(profile: Profile) -> Iterator[Callable[[GoalTable, Profile], Iterator[Finding]]]:
    """The checks that plug-ins have brought for a profile."""
    if profile.packs:
        from .rule_packs import checks_of

        yield from map(checks_of, _brought(profile))


def _brought(profile: Profile) -> list[Plugin]:
    """The plug-ins whose checks belong to a profile."""
    return [plugin for plugin in plugins() if plugin.name in profile.packs] if profile.packs else []


@cache
def plugins() -> tuple[Plugin, ...]:
    """The profiles of other distributions, those too that cannot be used."""
    from .plugins import installed
    from .rule_packs import RulePack, prefix_of

    tried: list[Plugin] = []
    for plugin in installed("goalconv.profiles", RulePack, schemas.profile_names()):
        taken = {prefix_of(other) for other in tried if not other.fault} - {""}
        tried.append(plugin if plugin.fault else structs.replace(plugin, fault=_fault(plugin, taken)))
    return tuple(tried)


def _fault(plugin: Plugin, taken: Collection[str]) -> Words | None:
    """What is wrong in the checks or the file of a plug-in, or None."""
    from .rule_packs import fault_of

    try:
        fault = fault_of(plugin, taken)
        if fault is None:
            _of_plugin(plugin)
    except UsageError as error:
        fault = Words(error.finding.message_in("zh"), error.finding.message_in("en"))
    return fault


def _of_plugin(plugin: Plugin) -> Profile:
    return structs.replace(_of_file(Path(plugin.row.path), plugin), name=plugin.name)


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
    raise _unknown(name, [*schemas.profile_names(), *(plugin.name for plugin in plugins())])


@lru_cache(maxsize=32)
def _built_in(name: str) -> Profile:
    names = schemas.profile_names()
    if name not in names:
        raise _unknown(name, names)
    return _profile(name, schemas.text(f"profiles/{name}.toml"))


def _unknown(name: str, known: Sequence[str]) -> UsageError:
    return UsageError(kinds.PROFILE_UNKNOWN, name=name, known=", ".join(known), near=near(name, known))


def _of_file(path: Path, plugin: Plugin | None = None) -> Profile:
    try:
        return _profile(str(path), path.read_text(encoding="utf-8"), plugin)
    except OSError as error:
        raise UsageError(kinds.INPUT_FAILED, path=path, reason=error.strerror or str(error)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _broken(str(path), error) from error


def _profile(origin: str, text: str, plugin: Plugin | None = None) -> Profile:
    """The profile that a TOML file describes, on top of the one that it extends: for a plug-in's file one that is built in."""
    data = tomllib.loads(text, parse_float=Decimal)
    _check_words(origin, data, [name for name in Profile.__struct_fields__ if name != _NO_KEY], kinds.PROFILE_KEY)
    levels = data.get("level")
    for level in levels if isinstance(levels, list) else ():
        _check_words(origin, level if isinstance(level, dict) else (), Level.__struct_fields__, kinds.PROFILE_KEY)
    base = {} if origin == GENERAL else structs.asdict(_extended(str(data.get("extends", GENERAL)), plugin))
    packs = {"packs": (plugin.name,)} if plugin and plugin.codes else {}
    try:
        profile = msgspec.convert(base | {"title": origin, "english": origin, "name": origin} | data | packs, Profile)
    except msgspec.ValidationError as error:
        raise _broken(origin, error) from error
    _check_codes(origin, profile, [plugin] if plugin else _brought(profile))
    return profile


def _extended(name: str, plugin: Plugin | None) -> Profile:
    """What a file extends: a plug-in's file what is built in, the user's own also what a plug-in has brought."""
    return _built_in(name) if plugin or name in schemas.profile_names() else _added(name)


def _check_codes(origin: str, profile: Profile, brought: Iterable[Plugin]) -> None:
    """Raises where a profile names a code, a generation or a field that there is not; errors of files cannot be ignored."""
    codes = {kind.code for kind in vars(kinds).values() if isinstance(kind, Kind) and kind.source}
    codes.update(code for plugin in brought for code in plugin.codes)
    _check_words(origin, [*profile.ignore, *profile.severity], sorted(codes), kinds.PROFILE_WORD)
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
