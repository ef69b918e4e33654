"""What a plug-in gives for a profile: its rules as a file, and checks of its own, whose findings have codes of their own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, Final, get_args

from msgspec import Struct

from .findings import Finding, Severity
from .language import Words
from .patterns import regex
from .plugins import Plugin, failed, guarded

if TYPE_CHECKING:
    from .explanations import Explanation

__all__ = ["RulePack", "checks_of", "fault_of", "prefix_of"]

_CODE: Final = regex(r"([A-Z]{2,8})[0-9]{1,4}")
_OURS: Final = "GC"
_WRONG_CODE: Final = Words(
    "编号 {code} 不能用: 全部编号用同一个前缀（2–8 个大写字母, 不是 GC）加数字, 各不相同",
    "the code {code} cannot be used: all are one prefix (2 to 8 capitals, not GC) and a number, each another",
)
_UNSAID: Final = Words(
    "{code} 缺少中文或英文的说明, 或级别不对", "{code} lacks a text in one of the languages, or its severity is none"
)


class RulePack(Struct, frozen=True):
    """What a plug-in gives for a profile: the TOML file that says it. `interface` is the version it is made for.

    Checks of its own run where the profile is chosen. `check`, "module:function", is asked with a `GoalTable` and a
    `Profile` and gives a `Finding` for each doubt, of the kinds that `explanations` explain. Their codes are capital
    letters, the same for all and no other plug-in's, and a number: `SMP101`.
    """

    path: str
    check: str = ""
    explanations: tuple[Explanation, ...] = ()
    interface: int = 1


def prefix_of(plugin: Plugin) -> str:
    """The letters that the codes of a plug-in begin with, "" where it has none."""
    found = _CODE.fullmatch(plugin.codes[0]) if plugin.codes else None
    return found[1] if found else ""


def fault_of(plugin: Plugin, taken: Collection[str]) -> Words | None:
    """What keeps the checks of a plug-in from being used, or None; the prefixes of `taken` are those of others."""
    from .explanations import Explanation  # only a pack needs it

    pack: RulePack = plugin.row
    if not all(isinstance(each, Explanation) for each in pack.explanations):
        return Words("explanations 不全是 Explanation", "explanations are not all Explanation")
    if bool(pack.check) != bool(pack.explanations):
        return Words("check 与 explanations 要一起给出", "check and explanations are given together")
    prefix = prefix_of(plugin)
    for code in plugin.codes:
        found = _CODE.fullmatch(code)
        if not found or found[1] != prefix or prefix == _OURS or plugin.codes.count(code) > 1:
            return _WRONG_CODE.of(code=code)
    if prefix in taken:
        return Words("编号前缀 {prefix} 已被占用", "the prefix {prefix} is taken").of(prefix=prefix)
    unsaid = [each.kind.code for each in pack.explanations if not _is_said(each)]
    return _UNSAID.of(code=unsaid[0]) if unsaid else None


def _is_said(explanation: Explanation) -> bool:
    """Whether a kind of finding has all its texts in both languages."""
    kind, why = explanation.kind, explanation.why
    both = kind.message and kind.english and why.zh and why.en and bool(kind.hint) == bool(kind.english_hint)
    return bool(both) and kind.severity in get_args(Severity)


def checks_of(plugin: Plugin) -> Callable[..., Iterator[Finding]]:
    """The check of a pack; whatever goes wrong in it, or a finding of a kind that is not its own, is an error that names the plug-in."""
    run = guarded(plugin.name, plugin.origin, plugin.row.check, Finding, several=True)
    own = {explanation.kind for explanation in plugin.row.explanations}

    def check(*asked: object) -> Iterator[Finding]:
        for finding in run(*asked):
            if finding.kind not in own:
                reason = Words("{code} 不在它的 explanations 中", "{code} is none of its explanations").of(code=finding.code)
                raise failed(plugin.name, plugin.origin, reason)
            yield finding

    return check
