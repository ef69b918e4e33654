"""Takes out of the parts of a Word document, before they are parsed, what only says how text looks: that is most of their elements.

Blocks of properties (`<w:rPr>…</w:rPr>`) are few and stand again and again in the very same bytes. One that is whole, and
in which no element means anything to the reader, changes nothing of what is read, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from ..errors import UnreadableError
from ..package import parse
from ..patterns import regex
from .docx_looks import TELLING

__all__ = ["thin_styles", "thinned"]

_EMPTY: Final = rb"<w:[^<>]*+(?<=/)>"
_BLOCK: Final = regex(
    rb"<w:[a-z]{1,3}Pr>(?:" + _EMPTY + rb"|<w:[A-Za-z]+>(?:" + _EMPTY + rb")*+</w:[A-Za-z]+>)*+</w:[a-z]{1,3}Pr>"
)
_MUTE: Final = regex(rb"<w:(?!(?:" + "|".join(TELLING).encode() + rb')\b)[A-Za-z]++(?:\s++[A-Za-z0-9:]++="[^<>"&]*+")*+\s*+/>')
"""An empty element that says nothing of whether text is seen."""
_ROOT: Final = regex(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^<>]*>\s*)?(?P<tag><w:(?:document|styles)\b[^<>]*>)")
_BINDING: Final = regex(rb"xmlns:w\s*=")
_MOST: Final = 256
"""Different blocks that are looked at; those of a document with more are left where they stand."""


def thinned(data: bytes, acts: Callable[[str], bool]) -> bytes:
    """The part `data` without the blocks of which no element `acts`.

    All of it where its bytes alone do not tell what is an element, or of which namespace: in CDATA and comments, with
    names that are bound anew. What is broken is broken still, but at another place.
    """
    root = _ROOT.match(data)
    if root is None:
        return data
    kept: dict[bytes, bytes] = {}

    def rest(found: re.Match[bytes]) -> bytes:
        block = found[0]
        if block not in kept and len(kept) < _MOST:
            kept[block] = block if _means(block, root["tag"], acts) else b""
        return kept.get(block, block)

    thin = _BLOCK.sub(rest, data)
    return thin if _is_plain(thin, root) else data


def thin_styles(data: bytes) -> bytes:
    """The part with the styles without the empty elements that say nothing of whether text is seen; all of it where `thinned` gives all."""
    root = _ROOT.match(data)
    thin = _MUTE.sub(b"", data)
    return thin if root is not None and _is_plain(thin, root) else data


def _is_plain(thin: bytes, root: re.Match[bytes]) -> bool:
    """Whether the bytes alone tell what is an element, and of which namespace."""
    plain = b"<!" not in thin and thin.find(b"<?", root.end()) < 0
    return plain and len(_BINDING.findall(root["tag"])) == 1 and thin.count(b"xmlns:w") == root["tag"].count(b"xmlns:w")


def _means(block: bytes, root: bytes, acts: Callable[[str], bool]) -> bool:
    """Whether an element of the block acts, or the block is none."""
    elements = _Elements()
    try:
        parse(root + block + b"</w:document>", elements, "")
    except UnreadableError:
        return True
    return any(map(acts, elements.names[1:]))


class _Elements:
    """Collects the names of all elements."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.names.append(name)

    def end(self, name: str) -> None:
        """Nothing to do."""

    def text(self, data: str) -> None:
        """Nothing to do."""
