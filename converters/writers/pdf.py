"""PDF: grids printed as an official document, in embedded faces.

Text is drawn line by line where the layout put it; nothing is left to the viewer. The same grids give
the same bytes.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from ...templates import Template
from ..findings import Finding
from ..grid import Grid
from ..interface import WriteOptions, Written
from ..widths import fit_columns
from .pdf_document import Document
from .pdf_drawing import Drawing
from .pdf_flows import MILLIMETRE, Setter
from .pdf_fonts import Faces
from .pdf_outline import Outline
from .pdf_pages import Paginator
from .pdf_tags import Tags

__all__ = ["write"]


def write(
    grids: Sequence[Grid], template: Template, options: WriteOptions = WriteOptions(), record: bytes | None = None
) -> Written:
    """The grids as a PDF/A-3, each beginning a page; `record` is the canonical document to attach.

    Finds fault with characters that no face has (`GLYPH_MISSING`). Raises `UnwritableError` where a
    file of `options.fonts` cannot be used, or a column or page is too small for one line.
    """
    faces = Faces(template, options.fonts)
    tags, outline = Tags(), Outline()
    drawing = Drawing(template, faces, tags)
    pages: list[bytes] = []  # packed, for all of them wait until their number is known
    doubts: list[Finding] = []
    for grid in grids or [Grid(())]:
        tags.begin(grid)
        outline.begin(grid)
        columns = fit_columns(grid, template)
        doubts += columns.doubts
        for pieces in Paginator(grid, template, Setter(template, faces, columns.widths)).pages():
            tags.turn()
            outline.turn(pieces)
            pages.append(zlib.compress(drawing.page(pieces).encode("ascii"), zlib.Z_BEST_SPEED))
    document = Document(_title(grids), template.page.width * MILLIMETRE, template.page.height * MILLIMETRE)
    for number, page in enumerate(pages, 1):
        document.add_page(zlib.decompress(page) + drawing.bands(number, len(pages)).encode("ascii"))
    for name, subset in drawing.fonts():
        document.add_font(name, subset)
    document.add_tags(tags)
    document.add_outline(outline)
    if record is not None:
        document.add_record(record)
    return Written(document.data(), (*doubts, *faces.findings()))


def _title(grids: Sequence[Grid]) -> str:
    """The title for the document's properties: the first title row, or the name of a grid."""
    titles = (cell.text for grid in grids for row in grid.rows if row.role == "title" for cell in row.cells)
    names = (grid.name for grid in grids)
    return next(filter(None, (*titles, *names)), "")
