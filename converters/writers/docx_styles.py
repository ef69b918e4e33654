"""The styles of a Word document: a named paragraph style for each pair of roles that the document uses."""

from __future__ import annotations

from html import escape

from msgspec import Struct

from ...templates import Face, Style, Template
from .docx_parts import FOOTER_STYLE, MAIN

__all__ = ["GAP", "Look", "Styles"]

_GAP_STYLE = "Gap"
_GAP_SPACING = '<w:spacing w:line="20" w:lineRule="exact"/>'
_BUILT_IN = frozenset({"Title", FOOTER_STYLE})
GAP = f'<w:p><w:pPr><w:pStyle w:val="{_GAP_STYLE}"/></w:pPr></w:p>'

# Word shows its built-in Title as 标题, Normal as 正文 and List as 列表: names of our own must not be the same.
_ROW_NAMES = {
    "title": "标题",
    "line": "表前行",
    "unit_line": "单位行",
    "header": "表头",
    "total": "合计",
    "unit": "小计",
    "body": "表格",
    "note": "表注",
}
_CELL_NAMES = {"text": "文字", "label": "栏目", "name": "名称", "amount": "金额", "list": "列表"}
_PLAIN = {"title": "text", "line": "text", "unit_line": "text", "header": "label", "note": "text"}
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
        template, page = self.template, self.template.page
        plain = template.style("body", "text")
        foot = Style(face=page.footer_face, size=page.footer_size, align="center")
        styles = [
            '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>',
            _definition(FOOTER_STYLE, "footer", _paragraph(foot), _characters(foot, template.faces[foot.face])),
            _definition(_GAP_STYLE, "间隔", _GAP_SPACING, '<w:sz w:val="2"/><w:szCs w:val="2"/>'),
        ]
        for (row, cell), look in self._looks.items():
            outline = '<w:outlineLvl w:val="0"/>' if row == "title" else ""
            characters = _characters(look.style, template.faces[look.style.face])
            styles.append(_definition(*_names(row, cell), _paragraph(look.style) + outline, characters))
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:styles xmlns:w="{MAIN}">'
            f"{_defaults(plain, template.faces[plain.face])}{''.join(styles)}</w:styles>"
        )


def _look(identifier: str, style: Style) -> Look:
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{escape(style.fill)}"/>' if style.fill else ""
    start, kept = (f'<w:p><w:pPr><w:pStyle w:val="{identifier}"/>{keep}</w:pPr>' for keep in ("", "<w:keepNext/>"))
    cell, tall = (f'{fill}<w:vAlign w:val="{valign}"/>' for valign in (_VALIGN[style.valign], "top"))
    return Look(style, start, kept, cell, tall)


def _names(row: str, cell: str) -> tuple[str, str]:
    """The identifier of a style and the name that Word shows."""
    if (row, cell) == ("title", "text"):
        return "Title", "Title"
    identifier = f"{row}-{cell}".replace("_", "-")
    return identifier, _ROW_NAMES[row] + ("" if _PLAIN.get(row) == cell else _CELL_NAMES[cell])


def _defaults(style: Style, face: Face) -> str:
    """What holds where no style says otherwise: the rules of Chinese composition as Word has them for a new document."""
    rules = (
        '<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct w:val="0"/><w:autoSpaceDE/><w:autoSpaceDN/>'
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
    return (
        f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{office}" w:cs="{latin}"/>'
        f'{bold}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )
