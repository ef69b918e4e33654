"""PDF: grids printed as an official document, in embedded faces.

Text is drawn line by line where the layout put it; nothing is left to the viewer. The same grids give
the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...templates import Template
from ..grid import Grid
from ..interface import WriteOptions, Written
from ..widths import column_widths
from .pdf_document import Document
from .pdf_drawing import Drawing
from .pdf_flows import MILLIMETRE, Setter
from .pdf_fonts import Faces
from .pdf_pages import Paginator

__all__ = ["write"]


def write(grids: Sequence[Grid], template: Template, options: WriteOptions = WriteOptions()) -> Written:
    """The grids as a PDF, each beginning a page.

    Finds fault with characters that no face has (`GLYPH_MISSING`). Raises `UnwritableError` where a
    file of `options.fonts` cannot be used, or a column or page is too small for one line.
    """
    faces = Faces(template, options.fonts)
    drawing = Drawing(template, faces)
    pages: list[str] = []
    for grid in grids:
        setter = Setter(template, faces, column_widths(grid, template))
        pages += map(drawing.page, Paginator(grid, template, setter).pages())
    document = Document(_title(grids), template.page.width * MILLIMETRE, template.page.height * MILLIMETRE)
    pages = pages or [drawing.page([])]
    for number, page in enumerate(pages, 1):
        document.add_page(page + drawing.footer(number, len(pages)))
    for name, subset in drawing.fonts():
        document.add_font(name, subset)
    return Written(document.data(), faces.findings())


def _title(grids: Sequence[Grid]) -> str:
    """The title for the document's properties: the first title row, or the name of a grid."""
    titles = (cell.text for grid in grids for row in grid.rows if row.role == "title" for cell in row.cells)
    names = (grid.name for grid in grids)
    return next(filter(None, (*titles, *names)), "")
