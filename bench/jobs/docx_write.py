"""Document → Word document with a bordered table whose header is repeated."""

from __future__ import annotations

import io
from html import escape
from typing import Any

from ..data import HEADER, Row, Table
from ..goal import writer
from ..job import Case, Engine
from ..readings import prove_docx

__all__ = ["ENGINES"]

_LOOP = ("{%tr for row in rows %}", "{%tr endfor %}")


def _saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _python_docx(table: Table) -> bytes:
    """With `row.cells`, asked for once a row: `table.cell` takes thirty times as long."""
    from docx import Document

    document = Document()
    document.add_heading(table.title)
    rows = (HEADER, *table.rows)
    made = document.add_table(len(rows), len(HEADER), "Table Grid")
    for texts, row in zip(rows, made.rows, strict=True):
        for text, cell in zip(texts, row.cells, strict=True):
            cell.text = text
    return _saved(document)


def _docxtpl(table: Table) -> bytes:
    """A template with a loop over rows."""
    from docx import Document
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]

    document = Document()
    made = document.add_table(4, len(HEADER), "Table Grid")
    cells = [f"{{{{ row[{column}] }}}}" for column in range(len(HEADER))]
    for texts, row in zip((HEADER, _LOOP[:1], cells, _LOOP[1:]), made.rows, strict=True):
        for text, cell in zip(texts, row.cells, strict=False):
            cell.text = text
    template = DocxTemplate(io.BytesIO(_saved(document)))
    template.render({"rows": [[escape(text, quote=False) for text in row] for row in table.rows]})
    return _saved(template)


def _pandoc(table: Table) -> bytes:
    """Through HTML, since no other of pandoc's inputs has tables with long cells."""
    import tempfile

    import pypandoc  # type: ignore[import-untyped]

    def line(row: Row) -> str:
        return "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>"

    html = f"<h1>{table.title}</h1><table>{''.join(map(line, (HEADER, *table.rows)))}</table>"
    with tempfile.NamedTemporaryFile(suffix=".docx") as file:
        pypandoc.convert_text(html, "docx", "html", outputfile=file.name)
        return file.read()


def _rows(case: Case) -> Table:
    return case.table


def _by_hand(table: Table) -> bytes:
    from ..limits_docx import write_docx

    return write_docx(table)


ENGINES = (
    writer("docx", prove_docx),
    Engine("XML as strings", "limit", _rows, _by_hand, prove_docx),
    Engine("docxtpl", "peer", _rows, _docxtpl, prove_docx),
    Engine("python-docx", "peer", _rows, _python_docx, prove_docx),
    Engine("pandoc", "peer", _rows, _pandoc, prove_docx),
)
