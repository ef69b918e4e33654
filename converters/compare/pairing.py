"""Pairing: which item of the one list is which of the other, whatever the order.

Keys come first, from the strictest to the loosest; where a key is not unique, and for what no key
pairs, likeness decides: the best pairs first, none below a least likeness. Only items that share a
feature are looked at, and features that many items have are no clue, so that thousands of items
are paired in time about linear.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from typing import Final, Generic, TypeAlias, TypeVar

from msgspec import Struct

from ..values import same_width

__all__ = ["Clues", "Pairs", "likeness", "matching_key", "pairs_of", "shingles"]

Item = TypeVar("Item")
Key: TypeAlias = Callable[[Item], Hashable | None]
_COMMON: Final = 64
"""A feature that more items have than this is no clue."""
_CANDIDATES: Final = 8
"""Items to which one item is likened at most."""

Clues: TypeAlias = tuple[tuple[float, frozenset[str]], ...]
"""What an item is likened by: kinds of features, each with its weight."""


@lru_cache(maxsize=16_384)
def matching_key(text: str | None) -> str:
    """The copy of a text by which items are paired: without white space, letter case and difference of width."""
    return "".join(same_width(text or "").split()).casefold()


def shingles(text: str | None) -> frozenset[str]:
    """The pairs of neighbouring characters of a text."""
    key = matching_key(text)
    return frozenset(key[index : index + 2] for index in range(max(len(key) - 1, min(len(key), 1))))


def likeness(old: Clues, new: Clues) -> float:
    """How like two items are, from 0 to 1; kinds of features that both lack do not count."""
    weights = found = 0.0
    for (weight, mine), (_, other) in zip(old, new, strict=True):
        if mine or other:
            weights += weight
            found += weight * 2 * len(mine & other) / (len(mine) + len(other))
    return found / weights if weights else 0.0


class Pairs(Struct, frozen=True):
    """Pairs of indices (old, new), and the indices of what is left on either side, all in order.

    `doubtful` are those pairs for which a key was not unique and likeness had to decide.
    """

    both: tuple[tuple[int, int], ...]
    old: tuple[int, ...]
    new: tuple[int, ...]
    doubtful: tuple[tuple[int, int], ...] = ()


class _Pairing(Generic[Item]):
    """Two lists while they are paired."""

    def __init__(self, old: Sequence[Item], new: Sequence[Item], clues: Callable[[Item], Clues]) -> None:
        self.old, self.new = old, new
        self.left_old = dict.fromkeys(range(len(old)))
        self.left_new = dict.fromkeys(range(len(new)))
        self.both: list[tuple[int, int]] = []
        self.doubtful: list[tuple[int, int]] = []
        self._clues = clues
        self._known: dict[tuple[bool, int], Clues] = {}

    def by_key(self, key: Key[Item], like: bool) -> None:
        """Pairs items with the same key; where several have it, the most alike where `like` allows it."""
        old, new = _grouped(self.old, self.left_old, key), _grouped(self.new, self.left_new, key)
        for value, mine in old.items():
            others = new.get(value, [])
            if len(mine) == len(others) == 1:
                self._take(mine[0], others[0])
            elif others and like:
                scored = [(self._likeness(a, b), a, b) for a in mine for b in others[:_COMMON]]
                self.doubtful += self._take_best(scored)

    def by_likeness(self, least: float) -> None:
        """Pairs what is left: the best pairs first."""
        holders: dict[tuple[int, str], list[int]] = defaultdict(list)
        for index in self.left_new:
            for feature in _features(self._clues_of(True, index)):
                holders[feature].append(index)
        scored = []
        for index in self.left_old:
            shared = Counter(
                other
                for feature in _features(self._clues_of(False, index))
                if len(holders.get(feature, ())) <= _COMMON
                for other in holders.get(feature, ())
            )
            scored += [(self._likeness(index, other), index, other) for other, _ in shared.most_common(_CANDIDATES)]
        self._take_best([score for score in scored if score[0] >= least])

    def pairs(self) -> Pairs:
        """What was paired, in the order of the new list."""
        both = tuple(sorted(self.both, key=lambda pair: pair[1]))
        return Pairs(both, tuple(self.left_old), tuple(self.left_new), tuple(self.doubtful))

    def _take_best(self, scored: list[tuple[float, int, int]]) -> list[tuple[int, int]]:
        taken = []
        for _, old, new in sorted(scored, key=lambda score: (-score[0], score[1:])):
            if old in self.left_old and new in self.left_new:
                self._take(old, new)
                taken.append((old, new))
        return taken

    def _take(self, old: int, new: int) -> None:
        del self.left_old[old], self.left_new[new]
        self.both.append((old, new))

    def _likeness(self, old: int, new: int) -> float:
        return likeness(self._clues_of(False, old), self._clues_of(True, new))

    def _clues_of(self, new: bool, index: int) -> Clues:
        if (new, index) not in self._known:
            self._known[new, index] = self._clues((self.new if new else self.old)[index])
        return self._known[new, index]


def _grouped(items: Sequence[Item], left: Iterable[int], key: Key[Item]) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for index in left:
        value = key(items[index])
        if value is not None:
            groups[value].append(index)
    return groups


def _features(clues: Clues) -> Iterable[tuple[int, str]]:
    return ((number, feature) for number, (_, features) in enumerate(clues) for feature in features)


def pairs_of(
    old: Sequence[Item],
    new: Sequence[Item],
    keys: Sequence[Key[Item]],
    clues: Callable[[Item], Clues],
    least: float,
    unique: Sequence[Key[Item]] = (),
) -> Pairs:
    """Pairs two lists: by each of `keys`, then by each of `unique` where it names one item alone, then by likeness."""
    pairing = _Pairing(old, new, clues)
    for key in keys:
        pairing.by_key(key, like=True)
    for key in unique:
        pairing.by_key(key, like=False)
    pairing.by_likeness(least)
    return pairing.pairs()
