"""Reads the blocks of indicators of a form: the rows below a header, and the sums of points among them."""

from __future__ import annotations

from .. import catalogue as kinds
from ..extensions import unused
from ..grid import Row
from ..model import Indicator
from ..pointers import extension
from ..reading import Recorder
from .indicator_columns import IndicatorColumns
from .levels import IndicatorReader
from .parts import Block, Part, is_sum
from .row_pieces import filled_cells

__all__ = ["read_blocks"]


def read_blocks(part: Part, recorder: Recorder, project: str, extensions: dict[str, str]) -> list[Indicator]:
    """The indicators of a form; the sums of points below them are added to the extensions of the project, whose pointer `project` is."""
    indicators: list[Indicator] = []
    for block in part.blocks:
        _read_block(part, block, indicators, recorder, project, extensions)
    return indicators


def _read_block(
    part: Part, block: Block, indicators: list[Indicator], recorder: Recorder, project: str, extensions: dict[str, str]
) -> None:
    """Adds the indicators of a block to the list, and its sums to the extensions."""
    header = block.header
    _take_header(part, block, recorder)
    reader = IndicatorReader(header.columns, recorder)
    reader.doubt_columns(part.rows[block.start].cells[0].place)
    first = block.start + header.depth
    for index, row in enumerate(part.rows[first : block.stop], first):
        if index in block.repeated:
            _take_repeated(row, recorder)
        elif is_sum(row, header.columns):
            _read_sum(row, header.labels, recorder, project, extensions)
        else:
            indicators += reader.read(row, index, f"{project}/indicators", len(indicators))
            _take_beside(row, header.columns, recorder)
    reader.start()


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
        filled = filled_cells(row)
        recorder.normalised(kinds.HEADER_REPEATED if len(filled) > 1 else kinds.PAGE_HEAD_REPEATED, filled[0].place)
        recorder.label(text)


def _read_sum(row: Row, header: Row, recorder: Recorder, project: str, extensions: dict[str, str]) -> None:
    """The sums of points, each under 总分 and the label of its column."""
    labels = {cell.column: cell.text.strip() for cell in header.cells}
    first, *others = (cell for cell in row.cells if cell.text.strip())
    recorder.heading(first)
    for cell in others:
        label = unused(f"{first.text.strip()} {labels.get(cell.column, '')}".strip(), extensions)
        extensions[label] = recorder.field(cell, extension(project, label))


def _take_beside(row: Row, columns: IndicatorColumns, recorder: Recorder) -> None:
    """The cells beside the columns of a block: left of them its label, right of them texts that belong nowhere."""
    for cell in row.cells:
        if cell.text.strip() and cell.column not in columns.mapped:
            if cell.column in range(columns.start):
                recorder.heading(cell)
            else:
                recorder.unexplained(cell.text, kinds.UNEXPLAINED, cell.place)
