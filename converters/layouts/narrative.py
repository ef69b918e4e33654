"""Goals written as running text, with no table: 一、产出指标 / 数量指标：整治点位不少于20处。 They are refused by name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from .. import catalogue as kinds
from ..errors import UnreadableError
from ..grid import Cell, Grid
from ..items import is_level
from ..patterns import regex
from .row_pieces import filled_cells

__all__ = ["refuse_narrative"]

_LEAST: Final = 2  # lines that begin with a level before a text is taken for such
_SAMPLE: Final = 30
_NUMBER: Final = r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)?"
_LINE: Final = regex(rf"\s*{_NUMBER}(?P<level>[^\s：:，。；]{{2,12}}指标)\s*[：:]\s*(?P<text>\S.*)", re.DOTALL)


def refuse_narrative(grids: Sequence[Grid]) -> None:
    """Raises `UnreadableError` where lines state indicators in prose, each after its level."""
    lines = list(_lines(grids))
    if len(lines) >= _LEAST:
        first = lines[0]
        raise UnreadableError(kinds.NARRATIVE, first.place, count=len(lines), text=first.text.strip()[:_SAMPLE])


def _lines(grids: Sequence[Grid]) -> Iterator[Cell]:
    for grid in grids:
        for row in grid.rows:
            filled = filled_cells(row)
            if len(filled) == 1 and (found := _LINE.fullmatch(filled[0].text)) and is_level(found["level"]):
                yield filled[0]
