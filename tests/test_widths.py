"""The widths of columns: figures stay on one line, and what nobody needs goes by the template's shares."""

from __future__ import annotations

from decimal import Decimal
from itertools import accumulate
from pathlib import Path

import pytest

import goalconv
from goalconv.converters.balance import even_width
from goalconv.converters.grid import Cell, Grid, Row
from goalconv.converters.layouts import form, indicators
from goalconv.converters.typeset import approximate_advances, break_lines
from goalconv.converters.widths import fit_columns
from goalconv.templates import load

EXAMPLES = Path(__file__).parents[1] / "examples"
EM = 9.5 / 72 * 25.4
TEMPLATE = load("declaration")
COLUMNS = ("block", "level1", "period_level2", "period_name", "period_value", "level2", "name", "annual_value", "weight")


def test_a_target_that_is_a_figure_stays_on_one_line_however_many_columns_there_are() -> None:
    texts = (
        "绩效指标",
        "产出指标",
        "服务对象满意度指标",
        "补贴对象的满意程度" * 3,
        "得到提升",
        "服务对象满意度指标",
        "补贴对象的满意程度" * 3,
    )
    rows = [Row((*(Cell(text, column) for column, text in enumerate(texts)), Cell(value, 7, role="value"), Cell("0.25", 8, role="amount")))
            for value in ("显著提高群众生活质量", "≥97.32%", "得到提升")]  # fmt: skip
    width = fit_columns(Grid(tuple(rows), COLUMNS), TEMPLATE).widths[7] - 2 * TEMPLATE.padding
    assert width > (1 + 4 * 0.64 + 0.32 + 0.95) * EM  # in the widest stand-in face, DejaVu Serif


def test_what_no_column_can_use_goes_by_the_shares() -> None:
    template = load("disclosure")
    keys = ("name", "total", "goal", "indicators")
    rows = (
        Row(tuple(Cell(template.columns[key].label, column, role="label") for column, key in enumerate(keys)), "header"),
        Row((Cell("合计", role="name"), Cell("34,545.04", 1, role="amount", number=Decimal("34545.04"))), "total"),
    )
    widths = fit_columns(Grid(rows, keys), template).widths
    assert sum(widths) == pytest.approx(template.page.text_width)
    shares = [template.columns[key].width for key in keys]
    assert widths == pytest.approx([share * template.page.text_width / sum(shares) for share in shares])


@pytest.mark.parametrize(
    ("name", "layout"),
    [
        *((name, "declaration") for name in ("declaration-2025", "two-sided-2025", "self-evaluation-2024", "indicators-2025")),
        *((name, "indicators") for name in ("declaration-2025", "self-evaluation-2024", "indicators-2025", "liwan-2025")),
    ],
)
def test_no_line_of_a_level_is_a_single_character_in_a_program_that_fills_its_lines(name: str, layout: str) -> None:
    template = load(layout)
    table = goalconv.read(EXAMPLES / f"{name}.txt").table
    engine = form if layout == "declaration" else indicators
    for grid in engine.compose(table, template):
        edges = [0.0, *accumulate(fit_columns(grid, template).widths)]
        for row in grid.rows:
            for cell in row.cells:
                if cell.role == "level" and len(cell.text) > 1:
                    style = template.style(row.role, cell.role)
                    width = (edges[cell.column + cell.colspan] - edges[cell.column] - 2 * template.padding) * 72 / 25.4
                    advances = tuple(approximate_advances(cell.text, style.size))
                    room = even_width(cell.text, advances, advances, width, template.words)
                    assert all(stop - start > 1 for start, stop in break_lines(cell.text, advances, room)), cell.text
