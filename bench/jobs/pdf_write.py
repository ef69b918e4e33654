"""Document → PDF, A4 landscape, header repeated, page numbers, in the faces that goalconv embeds."""

from __future__ import annotations

import io
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from ..data import HEADER, Row, Table
from ..goal import writer
from ..job import Case, Engine
from ..readings import prove_pdf

__all__ = ["ENGINES"]

_FACES = Path(__file__).parents[2] / "templates" / "fonts"
_FACE = "NotoSerifSC-Regular.ttf"


def _typst(table: Table) -> bytes:
    import typst

    def line(row: Row) -> str:
        return "".join(f"[{_escaped(text)}]," for text in row)

    head = (
        '#set page(paper: "a4", flipped: true, margin: 13mm, numbering: "第 1 页 共 1 页")\n'
        '#set text(font: "Noto Serif SC", size: 8.5pt, lang: "zh")\n'
        f"#align(center)[{_escaped(table.title)}]\n#table(columns: (33mm, 20mm, 19mm, 19mm, 19mm, 54mm, 1fr),\n"
        f"table.header({line(HEADER)}),\n"
    )
    return typst.compile(
        (head + "\n".join(map(line, table.rows)) + ")").encode(), font_paths=[str(_FACES)], ignore_system_fonts=True
    )


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\#[]*_`<>@$~=-+/\"'" else char for char in text)


def _platypus(table: Table) -> bytes:
    from reportlab.lib.pagesizes import A4, landscape  # type: ignore[import-untyped]
    from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
    from reportlab.lib.units import mm  # type: ignore[import-untyped]
    from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
    from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate  # type: ignore[import-untyped]

    pdfmetrics.registerFont(TTFont("body", _FACES / _FACE))
    style = ParagraphStyle("body", fontName="body", fontSize=8.5, leading=11, wordWrap="CJK")
    cells = [[Paragraph(text, style) for text in row] for row in (HEADER, *table.rows)]
    widths = [width * mm for width in (33, 20, 19, 19, 19, 54, 105)]
    made = LongTable(
        cells, widths, repeatRows=1, style=[("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    )
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=landscape(A4), leftMargin=13 * mm, rightMargin=13 * mm).build(
        [Paragraph(table.title, style), made], onLaterPages=_number
    )
    return stream.getvalue()


def _number(canvas: Any, document: Any) -> None:
    canvas.setFont("body", 9)
    canvas.drawCentredString(420, 20, f"第 {document.page} 页")


def _libreoffice(data: bytes) -> bytes:
    """From the same table as a Word document."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in.docx")
        source.write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)],
            check=True,
            capture_output=True,
        )
        return Path(folder, "in.pdf").read_bytes()


def _rows(case: Case) -> Table:
    return case.table


ENGINES = (
    writer("pdf", prove_pdf),
    Engine("typst", "peer", _rows, _typst, prove_pdf),
    Engine("reportlab platypus", "peer", _rows, _platypus, prove_pdf),
    Engine("LibreOffice (from docx)", "peer", lambda case: case.path("docx").read_bytes(), _libreoffice, prove_pdf),
)
