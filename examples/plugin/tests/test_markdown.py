"""The format by itself: what is written is read back, signs of Markdown in the text too."""

from __future__ import annotations

import goalconv_markdown

from goalconv import ReadOptions, WriteOptions
from goalconv.converters.grid import Cell, Grid, Row
from goalconv.templates import load


def test_texts_with_signs_of_markdown_come_back() -> None:
    """Bars, backslashes, line breaks and what looks like one."""
    texts = ("a|b", "c\\", "d\ne", "f<br>g", "", "h\\|i")
    grid = Grid((Row(tuple(Cell(text, column) for column, text in enumerate(texts)), "header"),))
    written = goalconv_markdown.write((grid,), load("disclosure"), WriteOptions())
    (row,) = goalconv_markdown.read(written.data, ReadOptions()).grids[0].rows
    assert tuple(cell.text for cell in row.cells) == texts
