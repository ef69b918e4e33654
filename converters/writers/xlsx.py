"""Writes Excel workbooks (.xlsx): one sheet per grid, ready to print (docs/formats/xlsx.md)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from ...templates import Template
from ..grid import Grid
from ..interface import WriteOptions, Written
from ..office import add_part, new_archive, properties
from .xlsx_parts import Strings, parts_of, sheet_names, workbook
from .xlsx_sheet import Sheet
from .xlsx_styles import Styles

__all__ = ["write"]


def write(grids: Sequence[Grid], template: Template, options: WriteOptions) -> Written:
    """The bytes of a workbook with a sheet for each grid, in the look of `template`; the same grids give the same bytes.

    Amounts become numbers where a number shows exactly the digits of their text; all other text is
    written as text. There is no formula but, where `options.formulas` asks for them, sums. Raises `UnwritableError` where a text, or a grid, is larger
    than Excel allows, and for a paper that Excel has no code for.
    """
    styles, strings = Styles(template), Strings()
    names = sheet_names([grid.name for grid in grids])
    sheets = [Sheet(name, grid, template, styles, strings, options.formulas) for name, grid in zip(names, grids, strict=True)]
    stream = io.BytesIO()
    with new_archive(stream, "xl/workbook.xml", parts_of(len(sheets))) as archive:
        for number, sheet in enumerate(sheets, 1):
            add_part(archive, f"xl/worksheets/sheet{number}.xml", sheet.xml())
        made: dict[str, str | Iterable[str]] = {
            **workbook(names, [sheet.printed for sheet in sheets]),
            "xl/styles.xml": styles.xml(),
            "xl/sharedStrings.xml": strings.xml(),
            **properties(_title(grids)),
        }
        for name, content in made.items():
            add_part(archive, name, content)
    doubts = [doubt for sheet in sheets for doubt in sheet.doubts]
    return Written(stream.getvalue(), (*doubts, *(finding for sheet in sheets for finding in sheet.findings())))


def _title(grids: Sequence[Grid]) -> str:
    """The title for the document's properties: the text of the first title row."""
    titles = (cell.text for grid in grids for row in grid.rows if row.role == "title" for cell in row.cells)
    return next(titles, "")
