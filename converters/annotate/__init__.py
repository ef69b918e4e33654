"""Annotating: the findings back in the user's own file, at the very cells.

Of a workbook or a Word document a copy is given in which comments and fills are put in and nothing
else is touched; of any other file a web page with what was read from it, its cells marked.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..findings import Finding
from ..grid import Grid
from ..language import Language
from .docx import annotate as annotate_docx
from .page import annotate as annotate_page
from .xlsx import annotate as annotate_xlsx

__all__ = ["annotate"]


def annotate(
    data: bytes, form: str, findings: Sequence[Finding], grids: Sequence[Grid], *, name: str = "", language: Language = "zh"
) -> bytes:
    """The annotated copy of a file in the format `form` ("xlsx", "docx"), or with "html" a page that shows its grids.

    `name` is what the page calls the file.
    """
    if form == "xlsx":
        return annotate_xlsx(data, findings, language)
    if form == "docx":
        return annotate_docx(data, findings, language)
    return annotate_page(grids, findings, name, language)
