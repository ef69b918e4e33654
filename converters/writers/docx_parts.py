"""The parts of a Word package that stay the same around every document: types, relationships, settings, properties, head and foot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...templates import Band, Template
from ..office import DECLARATION, OFFICE, escape, relations

__all__ = ["FOOTER_STYLE", "HEADER_STYLE", "MAIN", "bands", "parts_of", "section", "settings"]

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FOOTER_STYLE = "Footer"
HEADER_STYLE = "Header"

_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DOTS_PER_MM = 1440 / 25.4
_POINTS_PER_MM = 72 / 25.4
_LINE = 1.35  # height of the line of a head or foot over its size
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}

_MAIN_PARTS = ("styles", "settings")

# What Word in China sets for a new document: punctuation is squeezed, and the layout is that of Word 2013 and later.
_SETTINGS = (
    f'<w:settings xmlns:w="{MAIN}"><w:zoom w:percent="100"/>{{sides}}<w:defaultTabStop w:val="420"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:useFELayout/>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
)


def parts_of(template: Template) -> dict[str, str]:
    """The parts of a document and their content types."""
    kinds = {"document": "document.main", **{name: name for name in _MAIN_PARTS}, **_bands(template)}
    return {f"word/{name}.xml": f"{_WORD_TYPE}.{kind}+xml" for name, kind in kinds.items()}


def settings(template: Template) -> dict[str, str]:
    """The settings, and the relationships of the document: part name → XML."""
    targets = [*((name, name) for name in _MAIN_PARTS), *((kind, name) for name, kind in _bands(template).items())]
    sides = '<w:evenAndOddHeaders w:val="1"/>' if _two_sided(template) else ""
    return {
        "word/_rels/document.xml.rels": relations((f"{OFFICE}/relationships/{kind}", f"{name}.xml") for kind, name in targets),
        "word/settings.xml": DECLARATION + _SETTINGS.format(sides=sides),
    }


def _two_sided(template: Template) -> bool:
    """Whether odd and even pages differ."""
    return "outside" in (template.header.align, template.footer.align)


def _bands(template: Template) -> dict[str, str]:
    """The parts of head and foot, first those of odd pages: name → kind."""
    pages = ("1", "2") if _two_sided(template) else ("1",)
    return {f"{kind}{page}": kind for page in pages for kind in ("header", "footer")}


def bands(template: Template) -> dict[str, str]:
    """The head and foot of odd and of even pages: part name → XML."""
    parts = {}
    for name, kind in _bands(template).items():
        band, style, tag = (template.header, HEADER_STYLE, "hdr") if kind == "header" else (template.footer, FOOTER_STYLE, "ftr")
        look = f'<w:pPr><w:pStyle w:val="{style}"/><w:jc w:val="{band.side(int(name[-1]))}"/></w:pPr>'
        content = f"<w:p>{look}{''.join(_counted(band.text))}</w:p>"
        parts[f"word/{name}.xml"] = f'{DECLARATION}<w:{tag} xmlns:w="{MAIN}">{content}</w:{tag}>'
    return parts


def _counted(text: str) -> Iterator[str]:
    """The runs of a head or foot, with fields in the places of {page} and {pages}."""
    for piece in filter(None, re.split(r"(\{pages?\})", text)):
        yield _field(_FIELDS[piece]) if piece in _FIELDS else _words(piece)


def section(template: Template) -> str:
    """The section's properties: heads and feet, paper and margins."""
    page = template.page
    size = f'w:w="{_dots(page.width)}" w:h="{_dots(page.height)}"' + (' w:orient="landscape"' if page.landscape else "")
    margins = {
        "top": page.top,
        "right": page.right,
        "bottom": page.bottom,
        "left": page.left,
        "header": _edge(page.top, template.header),
        "footer": _edge(page.bottom, template.footer),
        "gutter": 0,
    }
    values = " ".join(f'w:{name}="{_dots(value)}"' for name, value in margins.items())
    references = "".join(
        f'<w:{kind}Reference w:type="{"even" if name[-1] == "2" else "default"}" r:id="rId{number}"/>'
        for number, (name, kind) in enumerate(_bands(template).items(), len(_MAIN_PARTS) + 1)
    )
    return f"<w:sectPr>{references}<w:pgSz {size}/><w:pgMar {values}/></w:sectPr>"


def _edge(margin: float, band: Band) -> float:
    """How far from the paper's edge a head or foot begins, in millimetres."""
    return max(0.0, margin - band.distance - band.size * _LINE / _POINTS_PER_MM)


def _dots(millimetres: float) -> int:
    """Millimetres as twentieths of a point."""
    return round(millimetres * _DOTS_PER_MM)


def _words(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def _field(name: str) -> str:
    """A field that Word works out on each page; 1 stands there until it has."""
    return f'<w:fldSimple w:instr=" {name} ">{_words("1")}</w:fldSimple>'
