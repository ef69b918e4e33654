"""Excel workbook → cells, and → document. The workbook is made by XlsxWriter's rival, plain XML, so that no engine reads its own."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ..data import HEADER, Row
from ..goal import options, reader
from ..job import Case, Engine, prove_rows

if TYPE_CHECKING:
    from goalconv.converters.interface import Source

__all__ = ["ENGINES"]


def _bytes(case: Case) -> bytes:
    return case.path("xlsx").read_bytes()


def _grid(data: bytes) -> Source:
    from goalconv.converters.readers.xlsx import read

    return read(data, options())


def _expat(data: bytes) -> list[Row]:
    from ..limits_xlsx import parse_xlsx

    return parse_xlsx(data)


def _openpyxl(data: bytes) -> list[Row]:
    from openpyxl import load_workbook

    sheet: Any = load_workbook(io.BytesIO(data), read_only=True).worksheets[0]
    return [tuple(_shown(cell) for cell in row) for row in sheet.iter_rows(values_only=True)]


def _calamine(data: bytes) -> list[Row]:
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    return [tuple(map(_shown, row)) for row in sheet.to_python()]


def _shown(cell: object) -> str:
    return "" if cell is None else f"{cell:.2f}" if isinstance(cell, (int, float)) else str(cell)


def _prove(rows: list[Row], case: Case) -> None:
    case.expect(prove_rows(row for row in rows if len(row) == len(HEADER)))


def _prove_grid(source: Source, case: Case) -> None:
    (grid,) = source.grids
    _prove([_texts(row.cells) for row in grid.rows], case)


def _texts(cells: Any) -> Row:
    texts = [""] * len(HEADER)
    for cell in cells:
        texts[cell.column] = cell.text
    return tuple(texts)


ENGINES = (
    reader("xlsx"),
    Engine("goalconv, cells only", "part", _bytes, _grid, _prove_grid),
    Engine("expat, by hand", "limit", _bytes, _expat, _prove),
    Engine("python-calamine", "figure", _bytes, _calamine, _prove),
    Engine("openpyxl (read-only)", "peer", _bytes, _openpyxl, _prove),
)
