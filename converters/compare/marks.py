"""Inline marks: which words of a text were removed and which added.

First sentences are compared, then the words of those that differ; a Chinese character is a word, a
figure or a Latin word is one too. Comparing takes time by the product of the lengths, so what is
longer than about 250 of them is marked as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final

from ..patterns import regex
from .changes import Fragment

__all__ = ["mark"]

_SENTENCE: Final = regex(r"[^。；;！？\n]*[。；;！？\n]?")
_WORD: Final = regex(r"\d+(?:[.,]\d+)*|[A-Za-z]+|\s+|.", re.ASCII | re.DOTALL)
_MOST: Final = 60_000
"""Pairs of words, or of sentences, that are compared with each other."""
_ISLAND: Final = 2
"""Characters between two changes that are too few to be what a person would call unchanged."""

_Piece = tuple[str, str]


def mark(old: str, new: str) -> tuple[Fragment, ...]:
    """The pieces that make up both texts: what stayed and was removed gives `old`, what stayed and was added `new`."""
    pieces: list[_Piece] = []
    for kind, before, after in _compare(_SENTENCE.findall(old), _SENTENCE.findall(new)):
        if kind == "equal":
            pieces.append(("same", before))
        else:
            pieces += _words(before, after)
    return _tidy(pieces)


def _words(old: str, new: str) -> Iterator[_Piece]:
    for kind, before, after in _compare(_WORD.findall(old), _WORD.findall(new)):
        if kind == "equal":
            yield "same", before
        else:
            yield from (("removed", before), ("added", after))


def _compare(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Runs of what is equal and what is not: kind, old text, new text."""
    start, stop = 0, 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    while stop < min(len(old), len(new)) - start and old[-1 - stop] == new[-1 - stop]:
        stop += 1
    before, after = old[start : len(old) - stop], new[start : len(new) - stop]
    yield "equal", "".join(old[:start]), "".join(old[:start])
    if len(before) * len(after) > _MOST:
        yield "replace", "".join(before), "".join(after)
    else:
        for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            yield kind, "".join(before[a:b]), "".join(after[c:d])
    tail = "".join(old[len(old) - stop :])
    yield "equal", tail, tail


def _tidy(pieces: Sequence[_Piece]) -> tuple[Fragment, ...]:
    """The pieces with neighbours of a kind joined, and islands between changes made part of them."""
    joined: list[_Piece] = []
    runs = [(same, list(run)) for same, run in groupby(filter(_text, pieces), key=lambda piece: piece[0] == "same")]
    for number, (same, run) in enumerate(runs):
        text = "".join(map(_text, run))
        if not same:
            joined += run
        elif 0 < number < len(runs) - 1 and len(text) < _ISLAND:
            joined += [("removed", text), ("added", text)]
        else:
            joined.append(("same", text))
    return tuple(_fragments(joined))


def _text(piece: _Piece) -> str:
    return piece[1]


def _fragments(pieces: Sequence[_Piece]) -> Iterator[Fragment]:
    for same, run in groupby(pieces, key=lambda piece: piece[0] == "same"):
        members = list(run)
        if same:
            yield Fragment("same", "".join(map(_text, members)))
            continue
        for kind in ("removed", "added"):
            text = "".join(text for name, text in members if name == kind)
            if text:
                yield Fragment(kind, text)
