"""The styles of a workbook: a named cell style for each pair of roles, and the formats of cells that follow them.

A cell's format says of its own only what differs from its style, so that a user who changes the style
in Excel changes every cell of that role.
"""

from __future__ import annotations

from typing import Final

from ...templates import Border, Style, Template
from ..office import DECLARATION, escape
from ..roles import style_name
from .xlsx_parts import MAIN

__all__ = ["RULED", "Styles"]

RULED: Final = frozenset({"header", "total", "unit", "body"})
"""The roles of rows that have rules."""
# Columns are measured in digits of this face. Where it is missing, LibreOffice takes the digits of another, makes the columns
# wider and shrinks the page: by 7 to 17 % for want of Arial, by 12 to 26 % for want of Calibri.
_DEFAULT_FACE: Final = '<font><sz val="10"/><name val="Arial"/></font>'
_GB2312: Final = 134  # the character set by which Windows picks a Chinese face where the named one is missing
_VERTICAL: Final = {"top": "top", "middle": "center", "bottom": "bottom"}
_RULES: Final = ((0, ""), (0.3, "hair"), (0.9, "thin"), (1.8, "medium"), (99, "thick"))
"""The thickest rule, in points, that each of Excel's kinds stands for."""
_FORMATS: Final = {"General": 0, "0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, "@": 49}
_OWN_FORMATS: Final = 164


class _Table:
    """Pieces of XML, each held but once and named by number."""

    def __init__(self, *first: str) -> None:
        self._numbers = {piece: number for number, piece in enumerate(first)}

    def number(self, piece: str) -> int:
        return self._numbers.setdefault(piece, len(self._numbers))

    def xml(self, tag: str) -> str:
        return f'<{tag} count="{len(self._numbers)}">{"".join(self._numbers)}</{tag}>'


class Styles:
    """Gives the number of each format a cell may have, and remembers which were asked for."""

    def __init__(self, template: Template) -> None:
        """No format has been asked for yet."""
        self._template = template
        self._fonts = _Table(_DEFAULT_FACE)
        self._fills = _Table(*(f'<fill><patternFill patternType="{kind}"/></fill>' for kind in ("none", "gray125")))
        self._borders = _Table("<border><left/><right/><top/><bottom/><diagonal/></border>")
        self._number_formats: dict[str, int] = {}
        self._named: dict[tuple[str, str], tuple[int, str, str]] = {}
        self._formats: dict[str, int] = {'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>': 0}
        self._made: dict[tuple[str, str, str, bool], int] = {}

    def number(self, row: str, cell: str, shown: str, top: bool) -> int:
        """The number of the format for a cell by roles; `shown` is its number format, `top` keeps its text at the top."""
        key = (row, cell, shown, top)
        number = self._made.get(key)
        if number is None:
            number = self._made[key] = self._make(*key)
        return number

    def _make(self, row: str, cell: str, shown: str, top: bool) -> int:
        style = self._template.style(row, cell)
        if (row, cell) not in self._named:
            self._named[row, cell] = (len(self._named) + 1, self._look(row, style), _alignment(style, style.valign, "wrapText"))
        number, look, plain = self._named[row, cell]
        # Numbers do not wrap: one too wide for its column would print as ####.
        fit = "wrapText" if shown in ("@", "General") else "shrinkToFit"
        alignment = _alignment(style, "top" if top else style.valign, fit)
        own = ' applyAlignment="1"' if alignment != plain else ""
        xf = f'<xf numFmtId="{self._number_format(shown)}" {look} xfId="{number}" applyNumberFormat="1"{own}>{alignment}</xf>'
        return self._formats.setdefault(xf, len(self._formats))

    def _look(self, row: str, style: Style) -> str:
        """The attributes that name font, fill and border."""
        face = self._template.faces[style.face]
        bold = "<b/>" if face.bold else ""
        colour = "" if style.color == "000000" else f'<color rgb="FF{style.color}"/>'
        font = (
            f'<font>{bold}<sz val="{style.size:g}"/>{colour}<name val="{escape(face.office)}"/><charset val="{_GB2312}"/></font>'
        )
        fill = f'<fill><patternFill patternType="solid"><fgColor rgb="FF{style.fill}"/></patternFill></fill>'
        border = self._borders.number(_border(self._template.border)) if row in RULED else 0
        filled = self._fills.number(fill) if style.fill else 0
        return f'fontId="{self._fonts.number(font)}" fillId="{filled}" borderId="{border}"'

    def _number_format(self, shown: str) -> int:
        if shown in _FORMATS:
            return _FORMATS[shown]
        return self._number_formats.setdefault(shown, _OWN_FORMATS + len(self._number_formats))

    def xml(self) -> str:
        """The part that defines all formats asked for."""
        formats = "".join(
            f'<numFmt numFmtId="{number}" formatCode="{escape(code)}"/>' for code, number in self._number_formats.items()
        )
        looks = "".join(f'<xf numFmtId="49" {look}>{alignment}</xf>' for _, look, alignment in self._named.values())
        names = "".join(
            f'<cellStyle name="{style_name(*roles)}" xfId="{number}"/>' for roles, (number, _, _) in self._named.items()
        )
        count = len(self._named) + 1
        numbers = f'<numFmts count="{len(self._number_formats)}">{formats}</numFmts>'
        return (
            f'{DECLARATION}<styleSheet xmlns="{MAIN}">'
            f"{numbers if formats else ''}"
            f"{self._fonts.xml('fonts')}{self._fills.xml('fills')}{self._borders.xml('borders')}"
            f'<cellStyleXfs count="{count}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>{looks}</cellStyleXfs>'
            f'<cellXfs count="{len(self._formats)}">{"".join(self._formats)}</cellXfs>'
            f'<cellStyles count="{count}"><cellStyle name="Normal" xfId="0" builtinId="0"/>{names}</cellStyles></styleSheet>'
        )


def _alignment(style: Style, vertical: str, fit: str) -> str:
    return f'<alignment horizontal="{style.align}" vertical="{_VERTICAL[vertical]}" {fit}="1"/>'


def _border(border: Border) -> str:
    """The border of a cell, in the nearest of the few thicknesses that Excel has."""
    kind = next(kind for most, kind in _RULES if border.width <= most)
    sides = ("left", "right", "top", "bottom")
    rules = "".join(
        f'<{side} style="{kind}"><color rgb="FF{border.color}"/></{side}>' if kind else f"<{side}/>" for side in sides
    )
    return f"<border>{rules}<diagonal/></border>"
