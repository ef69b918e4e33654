"""Reads the blocks of indicators of a form: the rows below a header, and the sums of points among them."""

from __future__ import annotations

from .. import catalogue as kinds
from ..extensions import joined, unused
from ..grid import Cell, Row
from ..model import Indicator
from ..reading import Recorder
from .indicator_columns import IndicatorColumns
from .ladder_labels import label_in
from .levels import IndicatorReader
from .parts import Block, Part, is_sum

__all__ = ["read_blocks"]


def read_blocks(part: Part, recorder: Recorder, pointer: str) -> tuple[list[Indicator], dict[str, str]]:
    """The indicators of a form, and the sums of points below them under their labels."""
    indicators: list[Indicator] = []
    sums: dict[str, str] = {}
    for block in part.blocks:
        sums = joined(sums, _read_block(part, block, indicators, recorder, pointer))
    return indicators, sums


def _read_block(part: Part, block: Block, indicators: list[Indicator], recorder: Recorder, pointer: str) -> dict[str, str]:
    """Adds the indicators of a block to the list; gives its sums."""
    header = block.header
    _take_header(part, block, recorder)
    reader = IndicatorReader(header.columns, recorder)
    reader.doubt_columns(part.rows[block.start].cells[0].place)
    sums: dict[str, str] = {}
    first = block.start + header.depth
    for index, row in enumerate(part.rows[first : block.stop], first):
        if index in block.repeated:
            _take_repeated(row, recorder)
        elif is_sum(row, header.columns):
            sums = joined(sums, _read_sum(row, header.labels, recorder, pointer.replace("/indicators", "/extensions")))
        else:
            indicators += reader.read(row, index, pointer, len(indicators))
            for cell in row.cells:
                if cell.column not in header.columns.mapped and cell.text.strip():
                    _take_beside(cell, header.columns, recorder)
    reader.start()
    return sums


def _take_header(part: Part, block: Block, recorder: Recorder) -> None:
    """The labels of a header; a column of results that speaks of a part of the year is named."""
    header = block.header
    for row in part.rows[block.start : block.start + header.depth]:
        for cell in row.cells:
            recorder.heading(cell)
    for cell in header.labels.cells:
        if cell.column == header.columns.all.get("actual_value") and "月" in cell.text:
            recorder.doubt(kinds.ACTUAL_FROM, cell.place, label=cell.text.strip())


def _take_repeated(row: Row, recorder: Recorder) -> None:
    text = "".join(cell.text for cell in row.cells)
    if text.strip():
        filled = [cell for cell in row.cells if cell.text.strip()]
        recorder.normalised(kinds.HEADER_REPEATED if len(filled) > 1 else kinds.PAGE_HEAD_REPEATED, filled[0].place)
        recorder.label(text)


def _read_sum(row: Row, header: Row, recorder: Recorder, pointer: str) -> dict[str, str]:
    """The sums of points, each under 总分 and the label of its column."""
    labels = {cell.column: cell.text.strip() for cell in header.cells}
    first, *others = (cell for cell in row.cells if cell.text.strip())
    recorder.heading(first)
    sums: dict[str, str] = {}
    for cell in others:
        label = unused(f"{first.text.strip()} {labels.get(cell.column, '')}".strip(), sums)
        sums[label] = recorder.field(cell, f"{pointer}/{label}")
    return sums


def _take_beside(cell: Cell, columns: IndicatorColumns, recorder: Recorder) -> None:
    """A cell beside the columns of a block: the label of the block, else a text that belongs nowhere."""
    if cell.column < columns.start and (label_in(cell) is not None or len(cell.text.strip()) <= 4):
        recorder.heading(cell)
    else:
        recorder.unexplained(cell.text, kinds.UNEXPLAINED, cell.place)
