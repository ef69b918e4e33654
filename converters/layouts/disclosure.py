"""公开表 (disclosure): one row per project, its indicators packed in one cell.

    title / 部门名称：… / 单位：万元
    项目名称（资金使用单位） | 总计 | 财政拨款 | … | 绩效目标 | 绩效指标
    合计 / unit / its projects / unit / its projects … / notes

A unit's row is told from a project's by its having no goal and no indicators. Where that would
mislead, `compose` adds a column 行类别 that says what each row is. Other fields of the model get a
column each where a project has them; what the model has no name for, a column under its own label.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from msgspec import Struct

from ...templates import Template
from ..amounts import format_amount, parse_amount
from ..grid import Cell, CellRole, Grid, Row, RowRole
from ..indicators import unpack
from ..labels import boxed, field_of, label_of
from ..model import SOURCES, Funding, GoalTable, Project, Unit
from ..packing import pack
from ..reading import Reading, Recorder
from .body import KIND_LABELS, TEXTS, Body, RowKind, is_line, kind_of
from .columns import find_header, read_columns
from .lines import is_note, read_lines, read_notes, same_line, write_lines, write_notes

__all__ = ["claims", "compose", "recognise"]

_ROLES: Final[dict[RowKind, RowRole]] = {"total": "total", "unit": "unit", "project": "body"}


# Reading


def claims(grid: Grid) -> bool:
    """Whether some row of the grid names projects and their goals or indicators."""
    return find_header(grid) is not None


def recognise(grids: Sequence[Grid]) -> tuple[Reading, ...]:
    """The goal tables of this layout in the grids, in order; none where there is none."""
    return tuple(reading for grid in grids for reading in _tables(grid))


def _tables(grid: Grid) -> Iterator[Reading]:
    start, header = 0, find_header(grid)
    while header is not None:
        stop, following = _end(grid, start, header)
        yield _read_table(grid.rows[start:header], grid.rows[header:stop])
        start, header = stop, following


def _end(grid: Grid, start: int, header: int) -> tuple[int, int | None]:
    """Where the table ends, and the header of the one after it; a header with no new title before it goes on."""
    width = grid.width
    following = find_header(grid, header + 1)
    while following is not None:
        first = following
        while first > header + 1 and is_line(grid.rows[first - 1], width):
            first -= 1
        fresh = [row for row in grid.rows[first:following] if row.cells and not same_line(row, grid.rows[start:header])]
        if fresh and any("表" in cell.text for row in fresh for cell in row.cells):
            return first, following
        following = find_header(grid, following + 1)
    return len(grid.rows), None


def _read_table(before: Sequence[Row], rows: Sequence[Row]) -> Reading:
    recorder = Recorder()
    columns = read_columns(rows, recorder)
    lines = read_lines(before, columns.labels.values(), recorder)
    body = Body(columns, recorder)
    width = max((cell.column + cell.colspan for row in rows[: columns.depth] for cell in row.cells), default=1)
    inside, notes = _split_notes(rows[columns.depth :], width)
    for row in inside:
        body.take(row, before, width)
    read_notes(notes, lines, recorder)
    lines.extensions |= body.extensions
    table = GoalTable(funding=body.total, units=body.units(), **lines.members())  # type: ignore[arg-type]
    return recorder.reading(table)


def _split_notes(rows: Sequence[Row], width: int) -> tuple[Sequence[Row], Sequence[Row]]:
    """The rows of the table and the notes after it."""
    stop = len(rows)
    while stop and _is_trailing(rows[stop - 1], width):
        stop -= 1
    return rows[:stop], rows[stop:]


def _is_trailing(row: Row, width: int) -> bool:
    filled = [cell for cell in row.cells if cell.text.strip()]
    return is_line(row, width) or (bool(filled) and filled[0].column == 0 and len(filled) == 1 and is_note(filled[0].text))


# Writing


class _Line(Struct):
    """A row before it is laid out: what it is, and its cells by column."""

    kind: RowKind
    cells: dict[str, Cell]


def compose(table: GoalTable, template: Template) -> tuple[Grid, ...]:
    """The table as one grid; what `recognise` reads from it is the table again.

    A table has one set of columns: an amount that one row has and another has not is a blank there.
    """
    columns = _columns(table, template)
    lines = list(_lines(table, columns, template))
    if _misleads(lines):
        columns = ("name", "kind", *columns[1:])
        for line in lines:
            line.cells["kind"] = Cell(KIND_LABELS[line.kind])
    rows = [
        *write_lines(table, len(columns)),
        Row(tuple(_header(name, column, template) for column, name in enumerate(columns)), "header"),
        *(_lay_out(line, columns) for line in lines),
        *write_notes(table, len(columns)),
    ]
    return (Grid(tuple(rows), columns, template.name),)


def _columns(table: GoalTable, template: Template) -> tuple[str, ...]:
    """The columns that hold all of the table: fields, and `=label` for an extension."""
    projects = [project for unit in table.units for project in unit.projects]
    fundings = [table.funding, *(unit.funding for unit in table.units), *(project.funding for project in projects)]
    texts = [name for name in TEXTS if any(getattr(project, name) for project in projects)]
    if any(unit.code for unit in table.units) and "code" not in texts:
        texts.insert(0, "code")
    goals = ["period_goal"] if any(project.period_goal for project in projects) else []
    period = _money([project.period_funding for project in projects], "period_")
    columns = ["name", *texts, *_money(fundings, ""), *period, *goals, "goal", "indicators"]
    holders: tuple[Unit | Project, ...] = (*table.units, *projects)
    apart = dict.fromkeys(
        label for holder in holders for label in holder.extensions if _in_place(holder, columns, label, template) is None
    )
    return (*columns, *(f"={label}" for label in apart))


def _money(fundings: Iterable[Funding | None], prefix: str) -> list[str]:
    """The columns of money: the total, and each source that one of the fundings has, in their order."""
    present = [funding for funding in fundings if funding is not None]
    sources = dict.fromkeys(source for funding in present for source in funding.sources)
    return [prefix + name for name in ("total", *sources)] if present else []


def _header(name: str, column: int, template: Template) -> Cell:
    """The cell of a label; what stands in brackets at the end of the form's own begins a line, where a format has lines."""
    label = _label(name, template)
    cut = label.find("（") if name in template.columns and label.endswith("）") else -1
    return Cell(label, column, role="label", breaks=(cut,) if cut > 0 else ())


def _label(column: str, template: Template) -> str:
    """The label that a column prints: the template's, else the vocabulary's, else the extension's own."""
    if column in template.columns:
        return template.columns[column].label
    return boxed(column.removeprefix("=")) if column.startswith("=") else label_of(column)


def _in_place(holder: Unit | Project, columns: Sequence[str], label: str, template: Template) -> str | None:
    """The column in which the text kept under `label` stands because it is not what that column holds, or None."""
    name = field_of(label)
    text = holder.extensions[label]
    if name is None or name not in columns or label != _label(name, template):
        return None
    if name == "indicators":
        unread = isinstance(holder, Project) and not holder.indicators and not unpack(text).indicators
        return name if unread else None
    prefix = "period_" if name.startswith("period_") else ""
    funding = getattr(holder, f"{prefix}funding", None)
    source = name.removeprefix(prefix)
    if funding is None or source not in ("total", *SOURCES) or parse_amount(text) is not None:
        return None
    held = funding.total if source == "total" else funding.sources.get(source)
    return name if held is None else None


def _lines(table: GoalTable, columns: Sequence[str], template: Template) -> Iterator[_Line]:
    """All rows of the table below its header."""
    if table.funding is not None:
        yield _Line("total", {"name": Cell("合计", role="name"), **_amounts(table.funding, "")})
    for index, unit in enumerate(table.units):
        if index or not _is_implicit(unit):
            yield _Line("unit", _texts(unit, ("name", "code")) | _amounts(unit.funding, "") | _others(unit, columns, template))
        for project in unit.projects:
            yield _Line("project", _project(project) | _others(project, columns, template))


def _is_implicit(unit: Unit) -> bool:
    """Whether a unit says nothing of its own and has projects, so that they can stand without a row for it."""
    return bool(unit.projects) and unit == Unit(projects=unit.projects)


def _project(project: Project) -> dict[str, Cell]:
    cells = _texts(project, ("name", *TEXTS, "goal", "period_goal"))
    cells |= _amounts(project.funding, "") | _amounts(project.period_funding, "period_")
    if project.indicators:
        packed = pack(project.indicators)
        cells["indicators"] = Cell(packed.text, role="list", breaks=packed.breaks)
    return cells


def _texts(holder: Unit | Project, names: Iterable[str]) -> dict[str, Cell]:
    texts: dict[str, Any] = {name: getattr(holder, name) for name in names}
    return {name: Cell(text, role="name" if name == "name" else "text") for name, text in texts.items() if text is not None}


def _amounts(funding: Funding | None, prefix: str) -> dict[str, Cell]:
    if funding is None:
        return {}
    amounts: dict[str, Decimal | None] = {"total": funding.total, **dict(funding.sources.items())}
    return {
        prefix + name: Cell("" if amount is None else format_amount(amount), role="amount", number=amount)
        for name, amount in amounts.items()
    }


def _others(holder: Unit | Project, columns: Sequence[str], template: Template) -> dict[str, Cell]:
    """The texts without a field: in a column of their own, or in the column that did not understand them."""
    return {
        f"={label}" if f"={label}" in columns else _in_place(holder, columns, label, template) or "": Cell(text)
        for label, text in holder.extensions.items()
    }


def _misleads(lines: Sequence[_Line]) -> bool:
    """Whether what some row is would be read otherwise from what it holds."""
    totals = 0
    for line in lines:
        filled = [name for name, cell in line.cells.items() if cell.text]
        name = line.cells["name"].text if "name" in line.cells else ""
        kind = kind_of(name, filled)
        if not filled or kind != line.kind or (kind == "total" and totals) or (filled == ["name"] and is_note(name)):
            return True
        totals += kind == "total"
    return False


def _lay_out(line: _Line, columns: Sequence[str]) -> Row:
    cells = (_placed(line.cells.get(name), column, name) for column, name in enumerate(columns))
    return Row(tuple(cells), _ROLES[line.kind])


def _placed(cell: Cell | None, column: int, name: str) -> Cell:
    if cell is None:
        money = name.removeprefix("period_") in ("total", *SOURCES)
        role: CellRole = "amount" if money else "text"
        return Cell("", column, role=role)
    return Cell(cell.text, column, role=cell.role, number=cell.number, breaks=cell.breaks)
