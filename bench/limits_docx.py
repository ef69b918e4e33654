"""The least that writing and reading a Word document can take: XML as strings in a zip, and lxml's iterparse."""

from __future__ import annotations

import io
import zipfile
from html import escape

from .data import HEADER, Row, Table

__all__ = ["write_docx"]

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_WIDTHS = (1_900, 1_150, 1_150, 1_150, 1_150, 3_000, 5_800)
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
}
_FACE = '<w:rPr><w:rFonts w:eastAsia="仿宋" w:hint="eastAsia"/><w:sz w:val="17"/></w:rPr>'
_SECTION = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="964" w:bottom="907" w:left="737" w:right="737"/></w:sectPr>'


def write_docx(table: Table) -> bytes:
    """A document with the title and a bordered table of fixed widths, its header repeated; rows stay whole."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _PARTS.items():
            archive.writestr(name, content)
        with archive.open("word/document.xml", "w") as part:
            part.write(_head(table).encode())
            part.write(_row(HEADER, "<w:tblHeader/>").encode())
            for row in table.rows:
                part.write(_row(row).encode())
            part.write(f"</w:tbl>{_paragraph('')}{_SECTION}</w:body></w:document>".encode())
    return stream.getvalue()


def _head(table: Table) -> str:
    lines = "".join(map(_paragraph, (table.title, f"部门名称：{table.department}", "单位：万元")))
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
    return (
        f'<w:document xmlns:w="{_MAIN}"><w:body>{lines}<w:tbl><w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
    )


def _row(row: Row, marks: str = "") -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph(text)}</w:tc>'
        for width, text in zip(_WIDTHS, row, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{marks}</w:trPr>{cells}</w:tr>"


def _paragraph(text: str) -> str:
    return f"<w:p><w:r>{_FACE}<w:t>{escape(text, quote=False)}</w:t></w:r></w:p>"
