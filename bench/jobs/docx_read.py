"""Word document → cells, and → document."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from ..data import HEADER, Row
from ..goal import options, reader
from ..job import Case, Engine, prove_rows
from ..readings import docx_rows
from .xlsx_read import _texts

if TYPE_CHECKING:
    from goalconv.converters.interface import Source

__all__ = ["ENGINES"]


def _bytes(case: Case) -> bytes:
    return case.path("docx").read_bytes()


def _grid(data: bytes) -> Source:
    from goalconv.converters.readers.docx import read

    return read(data, options())


def _iterparse(data: bytes) -> list[Row]:
    return list(docx_rows(data))


def _python_docx(data: bytes) -> list[Row]:
    from docx import Document

    return [tuple(cell.text for cell in row.cells) for row in Document(io.BytesIO(data)).tables[0].rows]


def _pandoc(data: bytes) -> list[Row]:
    """To pandoc's own tree as JSON, whose cells are put together again."""
    import json

    import pypandoc  # type: ignore[import-untyped]

    def text(node: object) -> str:
        if isinstance(node, dict):
            return str(node["c"]) if node.get("t") == "Str" else " " if node.get("t") == "Space" else text(node.get("c"))
        return "".join(map(text, node)) if isinstance(node, list) else ""

    blocks = json.loads(pypandoc.convert_text(data, "json", "docx"))["blocks"]
    bodies = [body for block in blocks if block["t"] == "Table" for body in block["c"][4]]
    return [tuple(text(cell[4]) for cell in row[1]) for body in bodies for row in body[3]]


def _prove(rows: list[Row], case: Case) -> None:
    case.expect(prove_rows(row for row in rows if len(row) == len(HEADER)))


def _prove_grid(source: Source, case: Case) -> None:
    _prove([_texts(row.cells) for grid in source.grids for row in grid.rows], case)


ENGINES = (
    reader("docx"),
    Engine("goalconv, cells only", "part", _bytes, _grid, _prove_grid),
    Engine("lxml iterparse", "limit", _bytes, _iterparse, _prove),
    Engine("python-docx", "peer", _bytes, _python_docx, _prove),
    Engine("pandoc", "peer", _bytes, _pandoc, _prove),
)
