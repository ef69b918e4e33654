"""Lines beside the tables → rows of text: what was broken into lines becomes one text again.

Neighbouring lines are a paragraph where each is broken for want of room; two texts side by side, each broken into lines of
its own (a label and what it says), are one row of two cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Final

from ..grid import Cell, Row
from .pdf_cells import Beside
from .pdf_text import Line, goes_on, join

__all__ = ["paragraphs"]

_PITCH: Final = 1.85  # ems between the base lines of one paragraph, at most
_SIZE: Final = 0.1  # share by which the type of one paragraph may differ
_MARGIN: Final = 3.0  # ems before a text that stands at the right margin by itself
_CENTRED: Final = 1.0  # ems by which what is left free at both sides of a line in the middle may differ
_GUTTER: Final = 2.0  # ems that are free between two texts side by side


def paragraphs(lines: Sequence[Beside], left: float, width: float, kept: bool) -> Iterator[Row]:
    """The rows that lines make on pages whose text begins at `left` and is of this `width`."""
    block: list[Beside] = []
    for line in lines:
        if block and not _near(block[-1], line):
            yield from _rows(block, left, width, kept)
            block = []
        block.append(line)
    if block:
        yield from _rows(block, left, width, kept)


def _near(line: Beside, following: Beside) -> bool:
    """Whether two lines can belong to one paragraph by their type and distance; the turn of a page is no distance."""
    last, first = line.parts[0], following.parts[0]
    if abs(last.size - first.size) > _SIZE * last.size:
        return False
    return line.place.page != following.place.page or first.base - last.base < _PITCH * last.size


def _rows(block: list[Beside], left: float, width: float, kept: bool) -> Iterator[Row]:
    """The rows of lines near one another: texts side by side, else paragraphs."""
    columns = _columns(block)
    if len(columns) > 1 and len(block) > 1:
        limits = [following[0].left - _GUTTER * following[0].size for following in columns[1:]]
        limits.append(columns[0][0].left + width)
        if all(_broken(column, limit) for column, limit in zip(columns, limits, strict=True)):
            texts = [join(column, limit, limit - column[0].left, kept) for column, limit in zip(columns, limits, strict=True)]
            yield _row(texts, block[0])
            return
    together: list[Beside] = []
    for line in block:
        if together and not (_goes_on(together[-1], line, width) or _is_balanced(together[-1], line, left, width)):
            yield from _paragraph(together, width, kept)
            together = []
        together.append(line)
    yield from _paragraph(together, width, kept)


def _columns(block: list[Beside]) -> list[list[Line]]:
    """The texts side by side in a block: the parts of its lines, those over one another together."""
    columns: list[list[Line]] = []
    right = 0.0
    for part in sorted((part for line in block for part in line.parts), key=attrgetter("left")):
        if not columns or part.left > right:
            columns.append([])
            right = part.right
        columns[-1].append(part)
        right = max(right, part.right)
    return [sorted(column, key=attrgetter("base")) for column in columns]


def _broken(lines: list[Line], limit: float) -> bool:
    """Whether each line goes on with the one before it."""
    return all(goes_on(line, following, limit) and following.base > line.base for line, following in pairwise(lines))


def _goes_on(line: Beside, following: Beside, width: float) -> bool:
    """Whether the second line goes on with the paragraph of the first, however both are set."""
    if len(line.parts) > 1 or len(following.parts) > 1:
        return False
    return goes_on(line.parts[0], following.parts[0], line.parts[0].left + width)


def _is_balanced(line: Beside, following: Beside, left: float, width: float) -> bool:
    """Whether both are lines of one title that were made even: each in the middle of the page, together too long for one line."""
    parts = (*line.parts, *following.parts)
    if len(parts) > 2 or any(part.right - part.left > width - part.size for part in parts):
        return False
    middle = left + width / 2
    centred = all(abs(part.left + part.right - 2 * middle) < _CENTRED * part.size for part in parts)
    return centred and sum(part.right - part.left + _CENTRED * part.size for part in parts) > width


def _paragraph(lines: list[Beside], width: float, kept: bool) -> Iterator[Row]:
    """The row of a paragraph, or of one line with its parts; what stands at the right margin is a row of its own."""
    parts = [line.parts[0] for line in lines] if len(lines) > 1 else lines[0].parts
    if len(lines) > 1:
        moved = [part._replace(left=0.0, right=part.right - part.left) for part in parts]
        yield _row([join(moved, width, width, kept)], lines[0])
        return
    last = parts[-1]
    apart = (
        len(parts) > 1 and parts[0].left + width - last.right < last.size and last.left - parts[-2].right > _MARGIN * last.size
    )
    yield _row([part.text for part in (parts[:-1] if apart else parts)], lines[0])
    if apart:
        yield _row([last.text], lines[0])


def _row(texts: Sequence[str], first: Beside) -> Row:
    return Row(tuple(Cell(text, column, place=first.place) for column, text in enumerate(texts)), "line")
