"""Sketches (`sketches.py`) drawn on the pages of a PDF by reportlab: ruled tables, and lines of text between them."""

from __future__ import annotations

import html
import io
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A3, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

import sketches

__all__ = ["pages"]

FONT = Path(__file__).parents[1] / "templates" / "fonts" / "NotoSerifSC-Regular.ttf"
STYLE = ParagraphStyle("text", fontName="Sketch", fontSize=8, leading=11, wordWrap="CJK")
WIDTH = 1100
"""Points that a table may be wide on A3 across."""


def pages(sketch: str) -> bytes:
    """The PDF; each sheet begins on a page of its own."""
    if "Sketch" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Sketch", str(FONT)))
    flow: list[Any] = []
    for sheet in sketches.sheets(sketch):
        flow += [PageBreak()] if flow else []
        flow += [_table(block) if block.is_table else _words(block.boxes[0].text) for block in sheet.blocks]
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=landscape(A3), leftMargin=36, rightMargin=36).build(flow)
    return stream.getvalue()


def _words(text: str) -> Paragraph:
    return Paragraph(html.escape(text).replace("\n", "<br/>"), STYLE)


def _table(block: sketches.Block) -> Table:
    cells: list[list[Any]] = [[""] * block.columns for _ in range(block.rows)]
    style: list[tuple[Any, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    for box in block.boxes:
        cells[box.row][box.column] = _words(box.text) if box.text else ""
        style.append(("SPAN", (box.column, box.row), (box.column + box.columns - 1, box.row + box.rows - 1)))
    return Table(cells, [WIDTH / block.columns] * block.columns, style=style)
