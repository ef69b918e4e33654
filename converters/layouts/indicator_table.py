"""Prints the 明细表: one row for each indicator, what is said of its project merged down beside it."""

from __future__ import annotations

from collections.abc import Sequence

from ...templates import Template
from ..grid import Grid, Row
from ..model import GoalTable, Indicator
from .choices import choices_of
from .indicator_cells import boxed_beside, cells_of, columns_of, label, texts_of
from .lines import write_lines, write_notes
from .rows import ROLES, Line, header_cell, lines_of, misleads, placed, prints_header, state_kinds
from .rows import columns_of as project_columns

__all__ = ["compose"]


def compose(table: GoalTable, template: Template) -> tuple[Grid, ...]:
    """The table as one grid; what `recognise` reads from it is the table again.

    A table has one set of columns: what one row has and another has not is a blank there.
    """
    indicators = [indicator for unit in table.units for project in unit.projects for indicator in project.indicators]
    texts = texts_of(indicators)
    left, right = project_columns(table, template, packed=False), columns_of(indicators, texts)
    lines = list(lines_of(table, left, template))
    header = _header(left, right, template)
    rows = _rows(lines, texts, left, right)
    if misleads(lines, packed=False) or prints_header(rows, header):
        left = state_kinds(left, lines)
        header, rows = _header(left, right, template), _rows(lines, texts, left, right)
    columns = (*left, *right)
    heads = tuple(write_lines(table, len(columns), template))
    choices = choices_of(columns, template, len(heads) + 1, len(rows))
    return (Grid((*heads, header, *rows, *write_notes(table, len(columns))), columns, template.name, choices=choices),)


def _header(left: Sequence[str], right: Sequence[str], template: Template) -> Row:
    labels = [*((name, boxed_beside(name, template)) for name in left), *((name, label(name, template)) for name in right)]
    return Row(tuple(header_cell(name, column, text, template) for column, (name, text) in enumerate(labels)), "header")


def _rows(lines: Sequence[Line], texts: Sequence[dict[str, str]], left: Sequence[str], right: Sequence[str]) -> list[Row]:
    """The rows of all lines; `texts` are those of all indicators in turn."""
    rows: list[Row] = []
    start = 0
    for line in lines:
        indicators = line.project.indicators if line.project is not None else ()
        stop = start + len(indicators)
        rows += _laid_out(line, indicators, texts[start:stop], left, right)
        start = stop
    return rows


def _laid_out(
    line: Line, indicators: Sequence[Indicator], texts: Sequence[dict[str, str]], left: Sequence[str], right: Sequence[str]
) -> list[Row]:
    """The rows of a line: one for each indicator, the cells of the project merged down over them."""
    count = max(1, len(indicators))
    own = tuple(placed(line.cells.get(name), column, name, count) for column, name in enumerate(left))
    beside = cells_of(indicators, texts, right, len(left)) or [
        tuple(placed(None, column, name) for column, name in enumerate(right, len(left)))
    ]
    return [Row((() if index else own) + cells, ROLES[line.kind]) for index, cells in enumerate(beside)]
