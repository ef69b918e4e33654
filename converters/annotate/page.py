"""A web page of what was read from a file: its cells marked, and the findings above them, each tied to its cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final

from ..findings import Finding
from ..grid import Cell, Grid
from ..language import Language, Words
from ..places import Place, TextPlace
from ..reports.wording import SEVERITIES
from .notes import FILLS, Note, notes_of

__all__ = ["annotate"]

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_TITLE: Final = Words("标注：{name}", "Annotated: {name}")
_NONE: Final = Words("没有疑点", "Nothing doubtful")
_STYLE: Final = """\
*{box-sizing:border-box}
body{margin:0 auto;padding:16px;max-width:1280px;color:#1a1a1a;background:#fff;
font:14px/1.55 "Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Source Han Sans SC",sans-serif;line-break:strict;overflow-wrap:anywhere}
h1{font-size:19px;margin:0 0 10px}h2{font-size:15px;margin:22px 0 6px}
ol{margin:0;padding:0;list-style:none}
li{margin:0 0 6px;padding:6px 10px;border-left:4px solid}
li p{margin:0}li .hint{color:#555}
a{color:#0b4f9c}
.error{background:#fff0f1;border-color:#c9303e}.warning{background:#fff8de;border-color:#c48a00}.note{background:#eef5fc;border-color:#3c7ab8}
.scroll{overflow-x:auto}
table{border-collapse:collapse;min-width:100%}
td{overflow-wrap:break-word;border:1px solid #bbb;padding:3px 7px;vertical-align:top;white-space:pre-wrap;min-width:3em;max-width:36em}
td:target{outline:3px solid #0b4f9c}
td sup a{text-decoration:none;font-weight:bold;margin-left:2px}
.back{font-size:12px}
@media print{body{padding:0;print-color-adjust:exact;-webkit-print-color-adjust:exact}tr{break-inside:avoid}}
"""


def annotate(grids: Sequence[Grid], findings: Sequence[Finding], name: str, language: Language) -> bytes:
    """The page, in UTF-8. It needs no other file and runs nothing."""
    page = _Page(grids, findings, language)
    title = escape(_TITLE.of(name=name).within(language))
    return "".join(
        (
            f'<!DOCTYPE html>\n<html lang="{"zh-CN" if language == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"<title>{title}</title>\n<style>\n{_STYLE}",
            *(f"td.{severity}{{background:#{colour}}}\n" for severity, colour in FILLS.items()),
            f"</style>\n</head>\n<body>\n<h1>{title}</h1>\n",
            *page.findings(),
            *page.tables(),
            "</body>\n</html>\n",
        )
    ).encode()


class _Page:
    """The page while it is made."""

    def __init__(self, grids: Sequence[Grid], findings: Sequence[Finding], language: Language) -> None:
        self.grids, self.language = grids, language
        self.notes = sorted(notes_of(findings), key=lambda note: list(FILLS).index(note.severity))
        cells = [cell for grid in grids for row in grid.rows for cell in row.cells if cell.place is not None]
        exact = {cell.place: cell for cell in cells}
        lines = sorted(
            (((cell.place.line, cell.place.column), cell) for cell in cells if isinstance(cell.place, TextPlace)),
            key=lambda pair: pair[0],
        )
        self.at: dict[int, list[int]] = {}
        for number, note in enumerate(self.notes):
            cell = _cell_at(note.place, exact, [start for start, _ in lines], [cell for _, cell in lines])
            if cell is not None:
                self.at.setdefault(id(cell), []).append(number)
        self.tied = {number for numbers in self.at.values() for number in numbers}

    def findings(self) -> Iterator[str]:
        """The list of findings, the gravest first."""
        if not self.notes:
            yield f"<p>{_NONE.within(self.language)}</p>\n"
            return
        yield "<ol>\n"
        for number, note in enumerate(self.notes):
            yield from self._item(number, note)
        yield "</ol>\n"

    def _item(self, number: int, note: Note) -> Iterator[str]:
        place = note.place.within(self.language) if note.place else ""
        shown = f'<a href="#c{number}">{escape(place)}</a>' if number in self.tied else escape(place)
        yield f'<li id="n{number}" class="{note.severity}"><p>[{number + 1}] {shown}</p>'
        for finding in note.findings:
            severity = SEVERITIES[finding.severity].within(self.language)
            yield f"<p><b>{severity} {finding.code}</b> {escape(finding.message_in(self.language))}</p>"
            hint = finding.hint_in(self.language)
            yield f'<p class="hint">{escape(hint)}</p>' if hint else ""
        yield "</li>\n"

    def tables(self) -> Iterator[str]:
        """The grids as they were read."""
        for grid in self.grids:
            if grid.name:
                yield f"<h2>{escape(grid.name)}</h2>\n"
            yield '<div class="scroll"><table>\n'
            width = grid.width
            covered: dict[int, int] = {}
            for number, row in enumerate(grid.rows):
                if not any(cell.text.strip() for cell in row.cells) and max(covered.values(), default=0) <= number:
                    continue
                yield f"<tr>{''.join(self._row(row.cells, width, number, covered))}</tr>\n"
            yield "</table></div>\n"

    def _row(self, cells: Sequence[Cell], width: int, number: int, covered: dict[int, int]) -> Iterator[str]:
        """The cells of a row, and blank ones where nothing stands."""
        by_column = {cell.column: cell for cell in cells}
        column = 0
        while column < width:
            cell = by_column.get(column)
            if cell is not None:
                covered.update(dict.fromkeys(range(column, column + cell.colspan), number + cell.rowspan))
                yield self._cell(cell, width if len(cells) == 1 and column == 0 else cell.colspan)
                column = width if len(cells) == 1 and column == 0 else column + cell.colspan
            else:
                yield "" if covered.get(column, 0) > number else "<td></td>"
                column += 1

    def _cell(self, cell: Cell, colspan: int) -> str:
        numbers = self.at.get(id(cell), [])
        spans = (f' colspan="{colspan}"' if colspan > 1 else "") + (f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else "")
        text = escape(cell.text, quote=False)
        if not numbers:
            return f"<td{spans}>{text}</td>"
        first, *others = numbers
        ids = dict.fromkeys(numbers, "") | {number: f' id="c{number}"' for number in others}
        links = "".join(f'<sup><a{ids[number]} href="#n{number}">[{number + 1}]</a></sup>' for number in numbers)
        return f'<td id="c{first}" class="{self.notes[first].severity}"{spans}>{text}{links}</td>'


def _cell_at(
    place: Place | None, exact: Mapping[Place | None, Cell], starts: Sequence[tuple[int, int]], cells: Sequence[Cell]
) -> Cell | None:
    """The cell of a place: the very one, or in a text file the one in which the place lies."""
    if place is None:
        return None
    if not isinstance(place, TextPlace) or place in exact:
        return exact.get(place)
    index = bisect_right(starts, (place.line, place.column)) - 1
    return cells[index] if index >= 0 else None
