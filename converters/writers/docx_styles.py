"""The styles of a Word document: a named paragraph style for each pair of roles that the document uses."""

from __future__ import annotations

from msgspec import Struct

from ...templates import Band, Border, Face, Style, Template
from ..office import escape
from ..roles import TABLE_STYLE, style_name
from .docx_parts import FOOTER_STYLE, HEADER_STYLE, MAIN

__all__ = ["GAP", "RULED", "UNRULED", "Look", "Styles"]

RULED, UNRULED = "GoalTable", "PlainTable"
_POINTS_PER_MM = 72 / 25.4

_GAP_STYLE = "Gap"
_GAP_SPACING = '<w:spacing w:line="20" w:lineRule="exact"/>'
_BUILT_IN = frozenset({"Title", HEADER_STYLE, FOOTER_STYLE})
GAP = f'<w:p><w:pPr><w:pStyle w:val="{_GAP_STYLE}"/></w:pPr></w:p>'

_VALIGN = {"top": "top", "middle": "center", "bottom": "bottom"}


class Look(Struct, frozen=True):
    """How one pair of roles looks: the template's style, and the XML that asks for it.

    `start` opens a paragraph up to its first run, `kept` does so for one that stays with the next
    row; `cell` ends the properties of a table cell, `tall` those of one that may be split over pages.
    """

    style: Style
    start: str
    kept: str
    cell: str
    tall: str


class Styles:
    """Gives the look of each pair of roles, and remembers which ones were asked for."""

    def __init__(self, template: Template) -> None:
        """No style has been asked for yet."""
        self.template = template
        self._looks: dict[tuple[str, str], Look] = {}

    def look(self, row: str, cell: str) -> Look:
        """The look of a cell with role `cell` in a row with role `row`."""
        look = self._looks.get((row, cell))
        if look is None:
            look = self._looks[row, cell] = _look(_names(row, cell)[0], self.template.style(row, cell))
        return look

    def xml(self) -> str:
        """The part that defines all styles asked for so far."""
        template = self.template
        plain = template.style("body", "text")
        styles = [
            '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
            '<w:pPr><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/></w:pPr></w:style>',
            *(
                self._band(*band)
                for band in ((HEADER_STYLE, "header", template.header), (FOOTER_STYLE, "footer", template.footer))
            ),
            _definition(_GAP_STYLE, "间隔", _GAP_SPACING, '<w:sz w:val="2"/><w:szCs w:val="2"/>'),
        ]
        styles += _table(RULED, TABLE_STYLE, template, template.border), _table(UNRULED, "无框表", template, Border(0))
        for (row, cell), look in self._looks.items():
            outline = '<w:outlineLvl w:val="0"/>' if row == "title" else ""
            characters = _characters(look.style, template.faces[look.style.face])
            styles.append(_definition(*_names(row, cell), _paragraph(look.style) + outline, characters))
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:styles xmlns:w="{MAIN}">'
            f"{_defaults(plain, template.faces[plain.face])}{''.join(styles)}</w:styles>"
        )

    def _band(self, identifier: str, name: str, band: Band) -> str:
        """The style of a head or foot."""
        style = Style(face=band.face, size=band.size, align=band.side(1))
        return _definition(identifier, name, _paragraph(style), _characters(style, self.template.faces[band.face]))


def _look(identifier: str, style: Style) -> Look:
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{escape(style.fill)}"/>' if style.fill else ""
    start, kept = (f'<w:p><w:pPr><w:pStyle w:val="{identifier}"/>{keep}</w:pPr>' for keep in ("", "<w:keepNext/>"))
    cell, tall = (f'{fill}<w:vAlign w:val="{valign}"/>' for valign in (_VALIGN[style.valign], "top"))
    return Look(style, start, kept, cell, tall)


def _names(row: str, cell: str) -> tuple[str, str]:
    """The identifier of a style and the name that Word shows."""
    if (row, cell) == ("title", "text"):
        return "Title", "Title"
    return f"{row}-{cell}".replace("_", "-"), style_name(row, cell)


def _defaults(style: Style, face: Face) -> str:
    """What holds where no style says otherwise: the rules of Chinese composition as Word has them for a new document."""
    rules = (
        '<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        '<w:spacing w:before="0" w:after="0"/>'
    )
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_characters(style, face)}{language}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{rules}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _definition(identifier: str, name: str, paragraph: str, characters: str) -> str:
    flags = "" if identifier in _BUILT_IN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{flags} w:styleId="{identifier}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{characters}</w:rPr></w:style>"
    )


def _paragraph(style: Style) -> str:
    """Spacing, indent and alignment. Lines may grow: an exact height would cut the characters of a taller face."""
    hang = round(style.hang * style.size * 20)
    indent = f'<w:ind w:left="{hang}" w:hanging="{hang}"/>' if hang else ""
    height = round(style.size * style.leading * 20)
    return f'<w:spacing w:line="{height}" w:lineRule="atLeast"/>{indent}<w:jc w:val="{style.align}"/>'


def _characters(style: Style, face: Face) -> str:
    """The faces: Word takes Chinese characters from eastAsia, and only from there."""
    latin, office, size = escape(face.latin), escape(face.office), round(style.size * 2)
    bold = "<w:b/><w:bCs/>" if face.bold else ""
    colour = "" if style.color == "000000" else f'<w:color w:val="{style.color}"/>'
    return (
        f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{office}" w:cs="{latin}"/>'
        f'{bold}{colour}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )


def _table(identifier: str, name: str, template: Template, border: Border) -> str:
    """The style of a table: its rules, and the blank between a rule and the text."""
    kind, blank = "single" if border.width else "nil", round(template.padding * _POINTS_PER_MM * 20)
    rule = f'w:val="{kind}" w:sz="{round(border.width * 8)}" w:space="0" w:color="{border.color}"'
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    rules = "".join(f"<w:{side} {rule}/>" for side in sides)
    margins = "".join(f'<w:{side} w:w="{blank}" w:type="dxa"/>' for side in sides[:4])
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{identifier}"><w:name w:val="{name}"/><w:qFormat/>'
        f'<w:tblPr><w:jc w:val="center"/><w:tblBorders>{rules}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>'
    )
