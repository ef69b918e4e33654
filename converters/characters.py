"""The characters that no document may hold, whatever the format it is written to.

Control characters other than tab and line feed, lone surrogates and the non-characters U+FFFE and
U+FFFF cannot stand in XML, and terminals act on some of them. Dropping or replacing them would lose
text without a word, so such a document is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec
from msgspec import structs

from . import catalogue as kinds
from .errors import UnwritableError
from .grid import Grid
from .model import GoalTable, Unit
from .patterns import regex
from .pointers import members_of

__all__ = ["encoded", "parts", "refuse_controls", "refuse_controls_in", "texts_of"]

_REFUSED: Final = regex("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SUSPECT: Final = (b"\\", b"\x7f", b"\xc2", b"\xef\xbf")
"""What the JSON of a document holds wherever it holds a refused character, and seldom else: to look for these is ten times as fast."""
_ENCODED: Final = regex(rb"\\u00[01]|\\[bfr]|\x7f|\xc2[\x80-\x9f]|\xef\xbf[\xbe\xbf]")


def encoded(table: GoalTable, part: GoalTable | Unit | None = None) -> bytes:
    """The document, or a `part` of it, as JSON without blanks.

    Raises `UnwritableError` with the pointer of the first text that holds a refused character.
    """
    try:
        data = msgspec.json.encode(part or table)
    except UnicodeEncodeError:  # a surrogate
        _refuse(table)
        raise
    if any(mark in data for mark in _SUSPECT) and _ENCODED.search(data):
        _refuse(table)
    return data


def refuse_controls(table: GoalTable) -> None:
    """Raises `UnwritableError` with the pointer of the first text that holds a refused character."""
    for part in parts(table):
        encoded(table, part)


def parts(table: GoalTable) -> Iterator[GoalTable | Unit]:
    """The table without its units, then each unit: the JSON of all at once may take more memory than the table."""
    yield structs.replace(table, units=())
    yield from table.units


def refuse_controls_in(grids: Iterable[Grid], table: GoalTable) -> None:
    """As `refuse_controls`, where a text of the `grids` that were composed of the table holds one: it is looked at where it would be written."""
    texts = (cell.text for grid in grids for row in grid.rows for cell in row.cells)
    if any(not text.isprintable() and _REFUSED.search(text) for text in texts):
        _refuse(table)


def _refuse(table: GoalTable) -> None:
    for pointer, text in texts_of(table):
        found = _REFUSED.search(text)
        if found is not None:
            raise UnwritableError(kinds.CHARACTER_REFUSED, pointer=pointer, character=f"U+{ord(found[0]):04X}")


def texts_of(table: GoalTable) -> Iterator[tuple[str, str]]:
    """Every text of a table, keys too, with its pointer."""
    return _texts(msgspec.to_builtins(table), "")


def _texts(node: Any, pointer: str) -> Iterator[tuple[str, str]]:
    """Every text below a node, keys too, with its pointer."""
    if isinstance(node, str):
        yield pointer, node
    if isinstance(node, dict):
        yield from ((pointer, key) for key in node)
    for below, member in members_of(node, pointer):
        yield from _texts(member, below)
