"""What the style sheets of a page, and its elements themselves, say of whether a text is seen (CSS Cascade 4, Selectors 3).

Followed are the selectors `*`, `tag`, `.class`, `tag.class` and `#id`, each by itself or in a list. Of any other rule, and of those in
`@media`, it cannot be told here whether they hold for an element: where such a rule may show what another hides, the text is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import Final, TypeAlias

from ..patterns import regex

__all__ = ["NOTHING", "WHITE", "Declared", "Sheets", "bare"]

Declared: TypeAlias = Mapping[str, str]
"""Property → value, in lower case and without blanks."""

_Rank: TypeAlias = tuple[bool, int, int]
"""Which of two declarations holds: the important one, then that of the narrower selector, then the later."""
_Ranked: TypeAlias = dict[str, tuple[_Rank, str]]
_Stated: TypeAlias = dict[str, tuple[bool, str]]
"""Property → whether it is important, and its value, as the declarations of one rule or element leave it."""
_Attributes: TypeAlias = Mapping[str, str | None]

WHITE: Final = frozenset(
    {"white", "#fff", "#ffff", "#ffffff", "#ffffffff", "rgb(255,255,255)", "rgb(100%,100%,100%)", "rgba(255,255,255,1)"}
)
NOTHING: Final = frozenset({"", "none", "transparent", "initial", "inherit", "unset"})
"""Backgrounds that leave what is behind as it is."""
_PROPERTIES: Final = {
    "color": "color", "background": "background", "background-color": "background", "background-image": "background-image",
    "display": "display", "visibility": "visibility", "mso-hide": "mso-hide",
}  # fmt: skip
_HIDING: Final = {
    "color": WHITE, "background": NOTHING | WHITE, "background-image": NOTHING, "display": frozenset({"none"}),
    "visibility": frozenset({"hidden", "collapse"}), "mso-hide": frozenset({"all"}),
}  # fmt: skip
"""The values that may be why a text is not seen."""
_NONE: Final[Declared] = {}

_IGNORED: Final = regex(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_STRING: Final = regex(r"\"[^\"\n]*+\"?|'[^'\n]*+'?")
_PIECE: Final = regex(r"([^{};]*+)([{};]|\Z)")
_SIMPLE: Final = regex(r"(?:\*|[a-z][\w-]*)?(?:\.[\w-]+)?|#[\w-]+")
_ASIDE: Final = regex(r":(?::|before|after|hover|focus|active|first-l)")
"""Of rules for these, none says how the text looks that is there: what is put beside it, and how it looks while it is pointed at."""
_INNER: Final = regex(r"\([^()]*+\)|\[[^\[\]]*+\]")
_STATE: Final = regex(r":[\w-]+|\[\]")
_LAST: Final = regex(r"[\w-]+[#.]?")
_UNTOLD: Final = 999
"""How narrow a selector is taken to be that is not followed: narrower than all that are."""
_OWN: Final = 1_000


class Sheets:
    """The rules of the style sheets of a page, by what they are for."""

    def __init__(self, sheets: Iterable[tuple[str, str]]) -> None:
        """Takes the sheets of a page in their order, each with the media it is for."""
        self._rules: dict[str, _Ranked] = {}
        self._known: dict[tuple[str, str | None, str | None], _Ranked] = {}
        order = count()
        for text, media in sheets:
            everywhere = media.strip().lower() in ("", "all", "screen")
            for selectors, sure, stated in _rules(text):
                self._take(selectors, sure and everywhere, stated, next(order))

    def of(self, tag: str, attributes: _Attributes) -> Declared:
        """What is declared for an element, be it by the sheets or by itself."""
        own = attributes.get("style")
        ranked = self._ruled(tag, attributes) if self._rules else {}
        if own:
            ranked = dict(ranked)
            for name, (important, value) in _stated(own.split(";")).items():
                _put(ranked, name, (important, _OWN, 0), value)
        return {name: value for name, (_, value) in ranked.items()} if ranked else _NONE

    def _ruled(self, tag: str, attributes: _Attributes) -> _Ranked:
        """What the sheets say of elements of this tag, id and classes; worked out once for each kind of them."""
        kind = (tag, attributes.get("id"), attributes.get("class"))
        found = self._known.get(kind)
        if found is None:
            found = self._known[kind] = {}
            for key in _keys(*kind):
                for name, (rank, value) in self._rules.get(key, {}).items():
                    _put(found, name, rank, value)
        return found

    def _take(self, selectors: list[str], sure: bool, stated: _Stated, order: int) -> None:
        """Adds a rule: where it is not followed, only what it may show."""
        for selector in selectors:
            simple = sure and _SIMPLE.fullmatch(selector) is not None
            key, narrow = (selector, _narrow(selector)) if simple else (_end_of(selector), _UNTOLD)
            for name, (important, value) in stated.items():
                if simple or value not in _HIDING[name]:
                    _put(self._rules.setdefault(key, {}), name, (important, narrow, order), value)


def bare(value: str) -> str:
    """A value as it is compared: in lower case and without blanks."""
    return "".join(value.lower().split())


def _put(ranked: _Ranked, name: str, rank: _Rank, value: str) -> None:
    """Takes a declaration unless a stronger one is there."""
    if name not in ranked or ranked[name][0] <= rank:
        ranked[name] = rank, value


def _rules(sheet: str) -> Iterator[tuple[list[str], bool, _Stated]]:
    """The rules of a sheet that say anything of what is seen: selectors, whether nothing stands around the rule, declarations."""
    open_rules: list[tuple[str, list[str]]] = []
    for text, end in _PIECE.findall(_STRING.sub("''", _IGNORED.sub(" ", sheet))):
        if end == "{":
            open_rules.append((text.strip(), []))
            continue
        if open_rules:
            open_rules[-1][1].append(text)
        if open_rules and end != ";":
            head, pieces = open_rules.pop()
            stated = {} if head.startswith("@") else _stated(pieces)
            if stated:
                yield list(_selectors(head)), not open_rules, stated


def _selectors(head: str) -> Iterator[str]:
    """The selectors of a rule without what stands in their brackets; none where a bracket stays open, for that is no rule."""
    head = _INNER.sub("[]", head)
    for selector in head.split(",") if "(" not in head else ():
        if selector.strip() and not _ASIDE.search(selector):
            yield _lowered(" ".join(selector.split()))


def _stated(pieces: Iterable[str]) -> _Stated:
    """What declarations say of whether a text is seen."""
    stated: _Stated = {}
    for piece in pieces:
        written, colon, rest = piece.partition(":")
        name = _PROPERTIES.get(written.strip().lower()) if colon else None
        value, _, mark = bare(rest).partition("!")
        if name is None or ("-" in written and name.startswith("background") and value in NOTHING):
            continue  # no colour or picture of its own: what else is said of the background stays
        if mark == "important" or not stated.get(name, (False, ""))[0]:
            stated[name] = mark == "important", value
    return stated


def _lowered(selector: str) -> str:
    """A selector with its tag in lower case, where it begins with one; names of classes are kept."""
    head, dot, rest = selector.partition(".")
    return head if head.startswith("#") else head.lower() + dot + rest


def _narrow(selector: str) -> int:
    """How narrow a selector is that is followed."""
    if selector.startswith("#"):
        return 100
    return 10 * ("." in selector) + (selector[0] not in "*.")


def _end_of(selector: str) -> str:
    """A part of a selector that all elements have for which it may hold."""
    last = _LAST.match(_STATE.sub("", selector)[::-1])
    return last[0][::-1] if last else "*"


def _keys(tag: str, identity: str | None, classes: str | None) -> Iterator[str]:
    """The selectors that are followed and hold for an element."""
    yield from ("*", tag)
    for name in (classes or "").split():
        yield from (f".{name}", f"*.{name}", f"{tag}.{name}")
    if identity:
        yield f"#{identity}"
