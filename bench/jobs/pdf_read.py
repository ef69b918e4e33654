"""PDF → tables of cells, and → document; what is read is printed by goalconv, without the document attached."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ..goal import options, reader
from ..job import Case, Engine

if TYPE_CHECKING:
    from goalconv.converters.interface import Source

__all__ = ["ENGINES"]

_MOST = 0.995  # the part of the cells that a peer must find: rows cut at the foot of a page are two for it


def _bytes(case: Case) -> bytes:
    return case.path("pdf").read_bytes()


def _grid(data: bytes) -> Source:
    from goalconv.converters.readers.pdf import read

    return read(data, options())


def _prove_grid(source: Source, case: Case) -> None:
    texts = "".join(cell.text for grid in source.grids for row in grid.rows for cell in row.cells)
    _prove(texts, case)


def _pdfplumber(data: bytes) -> str:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as pages:
        return "".join(_joined(page.extract_tables()) for page in pages.pages)


def _pymupdf(data: bytes) -> str:
    import pymupdf

    return "".join(_joined(table.extract() for table in page.find_tables().tables) for page in pymupdf.open(stream=data))


def _joined(tables: Any) -> str:
    return "".join(cell or "" for table in tables for row in table for cell in row)


def _prove(text: str, case: Case) -> None:
    """Every project's name is in a cell, and every indicator."""
    text = "".join(text.split())
    projects = [row for row in case.table.rows if row[6]]
    assert sum(row[0] in text for row in projects) >= _MOST * len(projects)
    assert text.count("年度指标值") >= _MOST * sum(row[6].count("年度指标值") for row in projects)


ENGINES = (
    reader("pdf"),
    Engine("goalconv, cells only", "part", _bytes, _grid, _prove_grid),
    Engine("pdfplumber", "peer", _bytes, _pdfplumber, _prove),
    Engine("pymupdf", "figure", _bytes, _pymupdf, lambda text, case: None),
)
