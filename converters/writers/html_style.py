"""The style sheet of a page, made from the template: faces by role, paper, rules and fills."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ...templates import Face, Template

__all__ = ["parts_by_sense", "style_sheet"]

_LATIN: Final = "U+20-7E,U+C0-24F"
"""What the Latin face is for; quotation marks and dashes are left to the Chinese one, which has them in full width."""
_GENERIC: Final = frozenset({"serif", "sans-serif", "monospace"})
_QUOTED: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\a ", "<": "\\3c "})

_FIXED: Final = """\
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;text-autospace:no-autospace}
body{margin:0 auto;line-break:strict;overflow-wrap:anywhere;print-color-adjust:exact;-webkit-print-color-adjust:exact}
section+section{break-before:page}
h1,p{margin:0;font-weight:normal}
table{width:100%;border-collapse:collapse;table-layout:fixed}
caption,th{font-weight:normal;text-align:inherit}
caption{caption-side:top;padding:0;break-after:avoid}
thead{display:table-header-group}
tr{break-inside:avoid}
tr.tall{break-inside:auto}
tr.tall td,tr.tall th{vertical-align:top!important;-webkit-box-decoration-break:clone;box-decoration-break:clone}
tr.total,tr.unit,tr.header,tbody tr:nth-last-child(2){break-after:avoid}
td.amount{overflow-wrap:normal;font-variant-numeric:tabular-nums}
td[data-gap]::after{content:attr(data-gap);visibility:hidden}
td div{break-inside:avoid}
"""

_CROWDED: Final = 0.62
"""What part of their size amounts have where the page is crowded."""


def style_sheet(template: Template, roles: Iterable[tuple[str, str]], crowded: bool) -> str:
    """The style sheet for cells of these roles: (role of the row, role of the cell); amounts are small where the page is crowded."""
    used = sorted(roles)
    bands = [band for band in (template.header, template.footer) if band.text]
    names = sorted({template.style(*pair).face for pair in used} | {band.face for band in bands})
    padding = f"{template.padding:g}mm"
    border = template.border
    pieces = [
        *(_latin_face(latin, template) for latin in sorted({template.faces[name].latin for name in names})),
        *_page(template),
        _FIXED,
        f"table.ruled th,table.ruled td{{border:{border.width:g}pt solid #{border.color};padding:{padding}}}\n",
        f"table.ruled tr{{height:{template.row_height:g}mm}}\n",
        f"h1,p,table.plain td{{padding:{padding} 0}}\n",
        _beside(template),
        f"section{{padding:0 {border.width:g}pt}}\n",
        *(rule for row, cell in used for rule in _rules(row, cell, template)),
        *(_small(row, template) for row, cell in used if crowded and cell == "amount"),
        f"@media screen{{section+section{{margin-top:10mm}}body{{max-width:{template.page.text_width:g}mm;padding:{template.page.top:g}mm {template.padding:g}mm}}}}\n",
    ]
    return "".join(pieces)


def parts_by_sense(row: str, cell: str, template: Template) -> bool:
    """Whether the lines of such cells end where the page says that they may: those of titles and labels do."""
    return template.style(row, cell).align == "center" and (row in ("title", "header") or cell in ("label", "level"))


def _small(row: str, template: Template) -> str:
    """Amounts of a crowded page, in rows of this role."""
    size = template.style(row, "amount").size * _CROWDED
    return f".ruled .{row} td.amount{{font-size:{size:g}pt;overflow-wrap:anywhere}}\n"


def _beside(template: Template) -> str:
    """A line that goes back up beside the one before it."""
    line = template.style("line", "text")
    return f"p.beside{{margin-top:calc(-{line.size * line.leading:g}pt - {2 * template.padding:g}mm);position:relative}}\n"


def _latin_face(latin: str, template: Template) -> str:
    """A Latin face of the reader's own machine, for Latin characters only."""
    rules = ""
    for weight in ("", " Bold"):
        sources = ",".join(f"local({_quote(source + weight)})" for source in (latin, *template.stand_ins.get(latin, ())))
        bold = ";font-weight:bold" if weight else ""
        rules += f"@font-face{{font-family:{_quote(f'{latin} latin')};src:{sources};unicode-range:{_LATIN}{bold}}}\n"
    return rules


def _page(template: Template) -> Iterator[str]:
    """The paper, and its head and foot with the page's number, where the browser prints them."""
    page = template.page
    margins = " ".join(f"{margin:g}mm" for margin in (page.top, page.right, page.bottom, page.left))
    yield f"@page{{size:{page.width:g}mm {page.height:g}mm;margin:{margins}}}\n"
    for band, edge in ((template.header, "top"), (template.footer, "bottom")):
        if not band.text:
            continue
        inner = "bottom" if edge == "top" else "top"
        look = f"font:{band.size:g}pt {_family(template.faces[band.face], template)};vertical-align:{inner};padding-{inner}:{band.distance:g}mm"
        sides = {":right": band.side(1), ":left": band.side(2)} if band.align == "outside" else {"": band.side(1)}
        for pages, side in sides.items():
            yield f"@page{pages}{{@{edge}-{side}{{content:{''.join(_counted(band.text)).strip()};{look}}}}}\n"


def _counted(text: str) -> Iterator[str]:
    """The text of a head or foot as CSS has it: strings and counters."""
    while text:
        before, mark, after = min((text.partition(mark) for mark in ("{page}", "{pages}")), key=lambda parts: len(parts[0]))
        yield _quote(before) + " "
        yield f"counter({mark[1:-1]}) " if mark else ""
        text = after


def _rules(row: str, cell: str, template: Template) -> Iterator[str]:
    """The rules for the cells, or the lines, of one pair of roles."""
    style = template.style(row, cell)
    face = template.faces[style.face]
    declarations = [
        f"font:{'bold ' if face.bold else ''}{style.size:g}pt/{style.leading:g} {_family(face, template)}",
        f"text-align:{style.align}",
        f"vertical-align:{style.valign}",
    ]
    declarations += ["text-wrap:balance"] if style.align == "center" else []
    declarations += ["word-break:keep-all"] if parts_by_sense(row, cell, template) else []
    declarations += [f"background:#{style.fill}"] if style.fill else []
    declarations.append(f"color:#{style.color}")
    yield f".{row} .{cell},.{row}.{cell}{{{';'.join(declarations)}}}\n"
    if style.hang:
        yield f".{row} .{cell} div{{padding-left:{style.hang:g}em;text-indent:-{style.hang:g}em}}\n"


def _family(face: Face, template: Template) -> str:
    own = map(_quote, (f"{face.latin} latin", face.office))
    return ",".join((*own, *map(_named, template.stand_ins.get(face.office, ("serif",)))))


def _named(name: str) -> str:
    """A face, or one of the families that every browser has."""
    return name if name in _GENERIC else _quote(name)


def _quote(text: str) -> str:
    """The text as a string of CSS, which no text can leave."""
    return f'"{text.translate(_QUOTED)}"'
