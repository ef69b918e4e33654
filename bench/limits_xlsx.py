"""The least that writing and reading a workbook can take: XML by hand in a zip, expat and nothing more."""

from __future__ import annotations

import io
import zipfile
from html import escape
from typing import Any
from xml.parsers import expat

from .data import HEADER, Row, Table

__all__ = ["parse_xlsx", "parts_of_xlsx", "write_xlsx"]

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SIDES = "".join(f'<{side} style="thin"/>' for side in ("left", "right", "top", "bottom"))
_WIDTHS = (30, 14, 14, 14, 14, 46, 96)
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets>'
    '<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">表!$4:$4</definedName></definedNames></workbook>',
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="10"/><name val="仿宋"/></font><font><b/><sz val="18"/><name val="黑体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    f'<borders count="2"><border/><border>{_SIDES}</border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/>'
    '<xf fontId="1" applyAlignment="1"><alignment horizontal="center"/></xf><xf borderId="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>'
    '<xf numFmtId="4" borderId="1" applyNumberFormat="1"/></cellXfs></styleSheet>',
}


def write_xlsx(table: Table) -> bytes:
    """A workbook with title, borders, wrapped texts, amounts as numbers, widths, a repeated header, page and footer; no heights of rows."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _PARTS.items():
            archive.writestr(name, _DECLARATION + content)
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(_head(table).encode())
            for number, row in enumerate((HEADER, *table.rows), 4):
                cells = "".join(map(_cell, row))
                part.write(f'<row r="{number}">{cells}</row>'.encode())
            part.write(_FOOT.encode())
    return stream.getvalue()


def _head(table: Table) -> str:
    columns = "".join(f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(_WIDTHS, 1))
    lines = (f'<row r="1">{_text(table.title, 1)}</row><row r="2">{_text("部门名称：" + table.department)}</row>'
             f'<row r="3">{_text("单位：万元")}</row>')  # fmt: skip
    return (
        f'{_DECLARATION}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">'
        f'<pane ySplit="4" topLeftCell="A5" state="frozen"/></sheetView></sheetViews><cols>{columns}</cols><sheetData>{lines}'
    )


_FOOT = (
    '</sheetData><mergeCells count="1"><mergeCell ref="A1:G1"/></mergeCells><pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>'
    "<headerFooter><oddFooter>&amp;C第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter></worksheet>"
)


def _cell(text: str) -> str:
    if not text:
        return '<c s="2"/>'
    number = text.replace(",", "")
    if number.replace(".", "", 1).isdigit():
        return f'<c s="3"><v>{number}</v></c>'
    return _text(text)


def _text(text: str, style: int = 2) -> str:
    return f'<c s="{style}" t="inlineStr"><is><t>{escape(text, quote=False)}</t></is></c>'


def parts_of_xlsx(data: bytes) -> tuple[bytes, bytes]:
    """The sheet and the shared strings, unpacked."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    names = archive.namelist()
    strings = archive.read("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in names else b""
    return archive.read("xl/worksheets/sheet1.xml"), strings


def parse_xlsx(data: bytes) -> list[Row]:
    """The cells of the first sheet as texts, by expat; nothing of formats, merges or hidden rows."""
    sheet, strings = parts_of_xlsx(data)
    shared = _Cells("si", "sst", []).parse(strings)[0] if strings else []
    return [tuple(row) for row in _Cells("c", "row", shared).parse(sheet)]


class _Cells:
    """Texts of elements, gathered in those around them."""

    def __init__(self, cell: str, row: str, shared: list[str]) -> None:
        self._cell, self._row, self._shared = cell, row, shared
        self._rows: list[list[str]] = []
        self._text: list[str] = []
        self._column = self._indexed = False

    def parse(self, data: bytes) -> list[list[str]]:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text.append
        parser.Parse(data, True)
        return self._rows

    def _start(self, name: str, attributes: dict[str, Any]) -> None:
        if name == self._cell:
            self._text.clear()
            self._indexed = attributes.get("t") == "s"
        elif name == self._row:
            self._rows.append([])

    def _end(self, name: str) -> None:
        if name == self._cell:
            text = "".join(self._text)
            self._rows[-1].append(self._shared[int(text)] if self._indexed else text)
            self._text.clear()
