"""The parts of a Word package that stay the same around every document: types, relationships, settings, properties, footer."""

from __future__ import annotations

import re
from html import escape

from ...templates import Page
from ..stamp import stamp

__all__ = ["FOOTER_STYLE", "MAIN", "fixed_parts", "footer", "properties", "section"]

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FOOTER_STYLE = "Footer"

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE = f"{_PACKAGE}/metadata/core-properties"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DOTS_PER_MM = 1440 / 25.4
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}

_TYPES = {
    "word/document.xml": f"{_WORD_TYPE}.document.main+xml",
    "word/styles.xml": f"{_WORD_TYPE}.styles+xml",
    "word/settings.xml": f"{_WORD_TYPE}.settings+xml",
    "word/footer1.xml": f"{_WORD_TYPE}.footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
_ROOT_RELATIONS = (
    (f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
    (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    (f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
)
_MAIN_RELATIONS = tuple(
    (f"{_OFFICE}/relationships/{name}", f"{part}.xml")
    for name, part in (
        ("styles", "styles"),
        ("settings", "settings"),
        ("footer", "footer1"),
    )
)
_FOOTER_RELATION = "rId3"

# What Word in China sets for a new document: punctuation is squeezed, and the layout is that of Word 2013 and later.
_SETTINGS = (
    f'<w:settings xmlns:w="{MAIN}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:useFELayout/>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
)


def fixed_parts() -> dict[str, str]:
    """The parts that are the same in every file: name → XML, in the order in which they begin a package."""
    types = "".join(f'<Override PartName="/{part}" ContentType="{name}"/>' for part, name in _TYPES.items())
    return {
        "[Content_Types].xml": (
            f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
        ),
        "_rels/.rels": _relations(_ROOT_RELATIONS),
        "word/_rels/document.xml.rels": _relations(_MAIN_RELATIONS),
        "word/settings.xml": _DECLARATION + _SETTINGS,
    }


def properties(title: str) -> dict[str, str]:
    """The document's properties with its `title`: part name → XML."""
    year, month, day, hour, minute, second = stamp()
    date = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
    dates = "".join(f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{date}</dcterms:{name}>' for name in ("created", "modified"))
    return {
        "docProps/core.xml": (
            f'{_DECLARATION}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{escape(title, quote=False)}</dc:title>{dates}<dc:language>zh-CN</dc:language></cp:coreProperties>"
        ),
        "docProps/app.xml": (
            f'{_DECLARATION}<Properties xmlns="{_OFFICE}/extended-properties"><Application>goalconv</Application></Properties>'
        ),
    }


def footer(page: Page) -> dict[str, str]:
    """The footer with fields in the places of {page} and {pages}: part name → XML."""
    pieces = re.split(r"(\{pages?\})", page.footer)
    content = "".join(_field(_FIELDS[piece]) if piece in _FIELDS else _words(piece) for piece in pieces if piece)
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="{FOOTER_STYLE}"/></w:pPr>{content}</w:p>'
    return {"word/footer1.xml": f'{_DECLARATION}<w:ftr xmlns:w="{MAIN}">{paragraph}</w:ftr>'}


def section(page: Page) -> str:
    """The section's properties: footer, paper and margins."""
    size = f'w:w="{_dots(page.width)}" w:h="{_dots(page.height)}"' + (' w:orient="landscape"' if page.landscape else "")
    margins = {
        "top": page.top,
        "right": page.right,
        "bottom": page.bottom,
        "left": page.left,
        "header": page.top / 2,
        "footer": page.bottom / 2,
        "gutter": 0,
    }
    values = " ".join(f'w:{name}="{_dots(value)}"' for name, value in margins.items())
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{_FOOTER_RELATION}"/><w:pgSz {size}/><w:pgMar {values}/></w:sectPr>'
    )


def _dots(millimetres: float) -> int:
    """Millimetres as twentieths of a point."""
    return round(millimetres * _DOTS_PER_MM)


def _relations(relations: tuple[tuple[str, str], ...]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>' for number, (kind, target) in enumerate(relations, 1)
    )
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _words(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def _field(name: str) -> str:
    """A field that Word works out on each page; 1 stands there until it has."""
    return f'<w:fldSimple w:instr=" {name} ">{_words("1")}</w:fldSimple>'
