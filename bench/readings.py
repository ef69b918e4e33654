"""Independent readers that prove what was written: calamine for workbooks, lxml for Word, pdfium for PDF."""

from __future__ import annotations

import io
from collections.abc import Iterator

from .data import HEADER, Row
from .job import Case, prove_rows, squeezed

__all__ = ["docx_rows", "prove_docx", "prove_pdf", "prove_xlsx"]

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WHOLE_PDF = 5_000


def prove_xlsx(data: bytes, case: Case) -> None:
    """The workbook holds the rows."""
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    rows = (tuple(map(_shown, row)) for row in sheet.to_python())
    case.expect(prove_rows(row for row in rows if len(row) == len(HEADER)))


def _shown(cell: object) -> str:
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)


def prove_docx(data: bytes, case: Case) -> None:
    """The document's table holds the rows."""
    case.expect(prove_rows(row for row in docx_rows(data) if len(row) == len(HEADER)))


def docx_rows(data: bytes) -> Iterator[Row]:
    """The rows of the tables of a Word document."""
    import zipfile

    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)).open("word/document.xml") as part:
        for _, row in etree.iterparse(part, tag=f"{_WORD}tr"):
            yield tuple("".join(text.text or "" for text in cell.iter(f"{_WORD}t")) for cell in row.iter(f"{_WORD}tc"))
            row.clear()


def prove_pdf(data: bytes, case: Case) -> None:
    """Every project's name can be read from the pages; of long files, those of the first and last projects."""
    import pypdfium2

    pages = pypdfium2.PdfDocument(data)
    wanted = [squeezed(row[0]) for row in case.table.rows if row[6]]
    assert len(pages) * 20 > len(wanted), "fewer pages than the table can take"
    numbers: list[int] = list(range(len(pages)))
    if case.projects > _WHOLE_PDF:
        numbers, wanted = [*numbers[:10], *numbers[-10:]], [*wanted[:10], *wanted[-10:]]
    text = squeezed("".join(pages[number].get_textpage().get_text_range() for number in numbers))
    missing = [name for name in wanted if name not in text]
    assert not missing, f"{len(missing)} names are not on the pages: {missing[:3]}"
