"""The style sheet of a page, made from the template: faces by role, paper, rules and fills."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ...templates import Face, Page, Style, Template

__all__ = ["style_sheet"]

_STAND_INS: Final = {
    "方正小标宋简体": '"方正小标宋_GBK","FZXiaoBiaoSong-B05S","小标宋","华文中宋","STZhongsong","Noto Serif CJK SC","Source Han Serif SC","宋体","SimSun",serif',
    "黑体": '"SimHei","STHeiti","Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",sans-serif',
    "仿宋": '"FangSong","仿宋_GB2312","STFangsong","华文仿宋","Noto Serif CJK SC","Source Han Serif SC","宋体","SimSun",serif',
}
_LATIN_STAND_INS: Final = {"Times New Roman": ("TimesNewRomanPSMT", "Liberation Serif", "Tinos")}
_LATIN: Final = "U+20-7E,U+C0-24F"
"""What the Latin face is for; quotation marks and dashes are left to the Chinese one, which has them in full width."""
_QUOTED: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\a ", "<": "\\3c "})

_FIXED: Final = """\
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0 auto;color:#000;background:#fff;line-break:strict;overflow-wrap:anywhere;print-color-adjust:exact;-webkit-print-color-adjust:exact}
section+section{break-before:page;margin-top:10mm}
h1,p{margin:0;font-weight:normal}
table{width:100%;border-collapse:collapse;table-layout:fixed}
caption,th{font-weight:normal;text-align:inherit}
caption{caption-side:top;padding:0;break-after:avoid}
thead{display:table-header-group}
tr{break-inside:avoid}
tr.tall{break-inside:auto}
tr.tall td,tr.tall th{vertical-align:top!important;-webkit-box-decoration-break:clone;box-decoration-break:clone}
tr.total,tr.unit,tr.header{break-after:avoid}
td.amount{overflow-wrap:normal}
td div{break-inside:avoid}
"""


def style_sheet(template: Template, roles: Iterable[tuple[str, str]]) -> str:
    """The style sheet for cells of these roles: (role of the row, role of the cell)."""
    used = sorted(roles)
    faces = sorted({template.style(*pair).face for pair in used} | {template.page.footer_face})
    latin = sorted({template.faces[face].latin for face in faces})
    padding = f"{template.padding:g}mm"
    pieces = [
        *(_latin_face(name) for name in latin),
        _page(template.page, template.faces[template.page.footer_face]),
        _FIXED,
        f"table.ruled th,table.ruled td{{border:{template.border:g}pt solid #000;padding:{padding}}}\n",
        f"h1,p,table.plain td{{padding:{padding}}}\n",
        f"section{{padding:0 {template.border:g}pt}}\n",
        *(rule for row, cell in used for rule in _rules(row, cell, template.style(row, cell), template.faces)),
        f"@media screen{{body{{max-width:{template.page.text_width:g}mm;padding:{template.page.top:g}mm 8px}}}}\n",
    ]
    return "".join(pieces)


def _latin_face(name: str) -> str:
    """A Latin face of the reader's own machine, for Latin characters only."""
    quoted = [_quote(name), *map(_quote, _LATIN_STAND_INS.get(name, ()))]
    rules = ""
    for weight in ("", " Bold"):
        sources = ",".join(f"local({source[:-1]}{weight}{source[-1]})" for source in quoted)
        bold = ";font-weight:bold" if weight else ""
        rules += f"@font-face{{font-family:{_quote(f'{name} latin')};src:{sources};unicode-range:{_LATIN}{bold}}}\n"
    return rules


def _page(page: Page, face: Face) -> str:
    """The paper, and its foot with the page's number, where the browser prints one."""
    margins = " ".join(f"{margin:g}mm" for margin in (page.top, page.right, page.bottom, page.left))
    size = f"size:{page.width:g}mm {page.height:g}mm;margin:{margins}"
    if not page.footer:
        return f"@page{{{size}}}\n"
    content = "".join(_footer(page.footer))
    return f"@page{{{size};@bottom-center{{content:{content.strip()};font:{page.footer_size:g}pt {_family(face)}}}}}\n"


def _footer(text: str) -> Iterator[str]:
    """The foot's text as CSS has it: strings and counters."""
    while text:
        before, mark, after = min((text.partition(mark) for mark in ("{page}", "{pages}")), key=lambda parts: len(parts[0]))
        yield _quote(before) + " "
        yield f"counter({mark[1:-1]}) " if mark else ""
        text = after


def _rules(row: str, cell: str, style: Style, faces: dict[str, Face]) -> Iterator[str]:
    """The rules for the cells, or the lines, of one pair of roles."""
    face = faces[style.face]
    declarations = [
        f"font:{'bold ' if face.bold else ''}{style.size:g}pt/{style.leading:g} {_family(face)}",
        f"text-align:{style.align}",
        f"vertical-align:{style.valign}",
    ]
    if style.fill:
        declarations.append(f"background:#{style.fill}")
    yield f".{row} .{cell},.{row}.{cell}{{{';'.join(declarations)}}}\n"
    if style.hang:
        yield f".{row} .{cell} div{{padding-left:{style.hang:g}em;text-indent:-{style.hang:g}em}}\n"


def _family(face: Face) -> str:
    return f"{_quote(f'{face.latin} latin')},{_quote(face.office)},{_STAND_INS.get(face.office, 'serif')}"


def _quote(text: str) -> str:
    """The text as a string of CSS, which no text can leave."""
    return f'"{text.translate(_QUOTED)}"'
