"""Makes the PDF files beside it again: `python make.py WORK`, where WORK is an empty folder.

Needs goalconv, soffice, chromium, and the packages typst and weasyprint. The files are kept because
other versions of these programs draw other files: each is a specimen, not a build.
"""

from __future__ import annotations

import html
import re
import subprocess
import sys
import zipfile
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx as python_docx
import openpyxl
from docx.shared import Mm

import goalconv
from goalconv.converters.grid import Cell, Grid, Row
from goalconv.converters.interface import WriteOptions
from goalconv.converters.layouts import disclosure
from goalconv.converters.writers import docx, xlsx
from goalconv.templates import load

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
sys.path.append(str(ROOT / "tests"))

from pdf_cases import first, form  # noqa: E402

FACE = ROOT / "templates" / "fonts" / "NotoSerifSC-Regular.ttf"
PAGE = "@page{size:A4 landscape;margin:15mm}"
STYLE = (
    f"@font-face{{font-family:F;src:url({FACE.as_uri()})}}{PAGE}body{{font:9pt F}}"
    "table{border-collapse:collapse;width:100%}td,th{border:0.5pt solid #000;padding:2pt 3pt}"
    "h1{font-size:16pt}h1,th{text-align:center;font-weight:400}.amount{text-align:right}"
)
CHROMIUM = "chromium --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-sync --disable-pdf-tagging"


def web(grid: Grid, breaks: bool, repeated: bool = True, style: str = STYLE) -> str:
    """The grid as a web page; its items on lines of their own where `breaks`, its header on each page where `repeated`."""
    lines = [row for row in grid.rows if row.role in ("title", "line", "unit_line")]
    head = [row for row in grid.rows if row.role == "header"]
    body = [row for row in grid.rows if row.role in ("total", "unit", "body")]
    before = "".join(f"<p>{html.escape(row.cells[0].text)}</p>" for row in lines[1:])
    group = "thead" if repeated else "tbody"
    rows = f"<{group}>{''.join(_row(row, breaks) for row in head)}</{group}><tbody>{''.join(_row(row, breaks) for row in body)}</tbody>"
    title = html.escape(lines[0].cells[0].text)
    return f"<!doctype html><meta charset=utf-8><title>预算公开</title><style>{style}</style><h1>{title}</h1>{before}<table>{rows}</table>"


def _row(row: Row, breaks: bool) -> str:
    return f"<tr>{''.join(_cell(cell, breaks) for cell in row.cells)}</tr>"


def _cell(cell: Cell, breaks: bool) -> str:
    pieces = [html.escape(cell.text[start:stop]) for start, stop in pairwise((0, *cell.breaks, len(cell.text)))]
    spans = f" rowspan={cell.rowspan} colspan={cell.colspan}"
    return f"<td class={cell.role}{spans}>{('<br>' if breaks else '').join(pieces)}</td>"


def typeset(grid: Grid) -> str:
    """The grid in typst's language."""
    lines = [row.cells[0].text for row in grid.rows if row.role in ("title", "line", "unit_line")]
    head = ", ".join(_quoted(cell.text) for row in grid.rows if row.role == "header" for cell in row.cells)
    body = ", ".join(_quoted(cell.text) for row in grid.rows if row.role in ("total", "unit", "body") for cell in row.cells)
    setting = '#set page(paper: "a4", flipped: true, margin: 15mm, numbering: "— 1 —")\n#set text(font: "Noto Serif SC", size: 9pt, lang: "zh")\n'
    columns = "(3fr, 2fr, 2fr, 1.6fr, 1.6fr, 5fr, 9fr)"
    before = "\n".join(f"#{_quoted(line)}\n" for line in lines)
    return f"{setting}{before}\n#table(columns: {columns}, stroke: 0.5pt, table.header({head}), {body})\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def loosened(data: bytes) -> bytes:
    """A Word document whose rows may go over pages and whose header is not repeated."""
    found = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as package, zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as loose:
        for name in package.namelist():
            part = package.read(name)
            loose.writestr(name, re.sub(rb"<w:(?:cantSplit|tblHeader|keepNext)[^>]*/>", b"", part))
    return found.getvalue()


def moved(data: bytes, top: float, widths: float = 1.0) -> bytes:
    """A workbook whose pages begin `top` inches from the paper's edge, which moves all page ends; its columns made narrower."""
    book, found = openpyxl.load_workbook(BytesIO(data)), BytesIO()
    for sheet in book:
        sheet.page_margins.top = top
        for column in sheet.column_dimensions.values():
            column.width *= widths
    book.save(found)
    return found.getvalue()


def lowered(data: bytes, top: int) -> bytes:
    """A Word document whose pages begin `top` millimetres from the paper's edge."""
    document, found = python_docx.Document(BytesIO(data)), BytesIO()
    for section in document.sections:
        section.top_margin = Mm(top)
    document.save(found)
    return found.getvalue()


def written(table: goalconv.GoalTable, format: str, layout: str) -> bytes:
    """The table as a file of this format."""
    return goalconv.write_bytes(table, format, options=goalconv.WriteOptions(layout=layout)).data


def office(name: str, data: bytes, work: Path) -> None:
    """Keeps what LibreOffice makes of a document, which is a workbook where `name` says so."""
    source = work / (name if name.endswith(".xlsx") else f"{name}.{'xlsx' if name.endswith('xlsx') else 'docx'}")
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", HERE, source], check=True, capture_output=True
    )


def chromium(name: str, source: str, work: Path) -> None:
    """Keeps what Chromium prints of a web page."""
    page = work / f"{name}.html"
    page.write_text(source, encoding="utf-8")
    command = [*CHROMIUM.split(), f"--user-data-dir={work / 'browser'}", f"--print-to-pdf={HERE / name}.pdf", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def main(work: Path) -> None:
    """Makes all files."""
    import typst
    import weasyprint

    table = goalconv.read(ROOT / "examples" / "liwan-2025.txt").table
    template = load("disclosure")
    (grid,) = disclosure.compose(table, template)
    (short,) = disclosure.compose(first(table, 12), template)
    office("libreoffice-docx", docx.write([grid], template, WriteOptions()).data, work)
    office("libreoffice-rows", loosened(docx.write([short], template, WriteOptions()).data), work)
    office("libreoffice-xlsx", xlsx.write(disclosure.compose(first(table, 20), template), template, WriteOptions()).data, work)
    office("libreoffice-form-docx", docx.write([form()], template, WriteOptions()).data, work)
    office("libreoffice-form-xlsx", xlsx.write([form()], template, WriteOptions()).data, work)
    eight = first(table, 8)
    office("calc-spans.xlsx", moved(written(eight, "xlsx", "indicators"), 2.4), work)
    office("calc-clipped.xlsx", moved(written(eight, "xlsx", "disclosure"), 0.4, 0.7), work)
    office("libreoffice-cut-spans", lowered(loosened(written(eight, "docx", "indicators")), 40), work)
    chromium("chromium", web(grid, breaks=False), work)
    chromium("chromium-rows", web(short, breaks=True, repeated=False), work)
    chromium("chromium-form", web(form(), breaks=False, style=STYLE.replace(" landscape", "").replace("9pt", "14pt")), work)
    (single,) = disclosure.compose(first(table, 1), template)
    chromium("chromium-one-page", web(single, breaks=False, style=STYLE.replace("9pt", "7pt")), work)
    (work / "seed.typ").write_text(typeset(grid), encoding="utf-8")
    typst.compile(work / "seed.typ", output=HERE / "typst.pdf", font_paths=[FACE.parent])
    weasyprint.HTML(string=web(short, breaks=True)).write_pdf(HERE / "weasyprint.pdf")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
