"""Where the pages of a sheet end, worked out from what the workbook says of heights, breaks and margins."""

from __future__ import annotations

import re
from typing import Any


def merges_cut(sheet: Any, share: float, stretch: float = 1.0) -> list[str]:
    """The merged ranges that the end of a page cuts, though they take no more than this share of a page.

    `stretch` is how much more fits on a page that the program shrinks.
    """
    margins, paper = sheet.page_margins, (297 if sheet.page_setup.orientation == "portrait" else 210) / 25.4
    page = (paper - margins.top - margins.bottom) * 72 * stretch
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    repeated = [int(row) for row in re.findall(r"\d+", sheet.print_title_rows or "")]
    head = sum(heights[repeated[0] - 1 : repeated[1]]) if repeated else 0
    stops, pages, used, number = {mark.id for mark in sheet.row_breaks.brk}, [], 0.0, 0
    for row, height in enumerate(heights):
        if row in stops or used + height > page:
            number, used = number + 1, head
        used += height
        pages.append(number)
    return [
        f"{sheet.title} {merge}"
        for merge in sheet.merged_cells.ranges
        if pages[merge.min_row - 1] != pages[merge.max_row - 1]
        and sum(heights[merge.min_row - 1 : merge.max_row]) <= (page - head) * share
    ]
