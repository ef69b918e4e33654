"""Prints the rows of a table of projects: grand total, units, projects, each with its cells by column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

from msgspec import Struct

from ...templates import Template
from ..amounts import format_amount, states_amount
from ..grid import Cell, Row, RowRole
from ..indicators import unpack
from ..labels import boxed, field_of, key_of, label_of
from ..model import SOURCES, Funding, GoalTable, Project, Unit
from .body import KIND_LABELS, TEXTS, RowKind, continues, is_total, kind_of
from .fences import fenced
from .furniture import numbers_columns, numbers_page
from .lines import is_note

__all__ = [
    "ROLES",
    "Line",
    "columns_of",
    "header_cell",
    "label",
    "lines_of",
    "misleads",
    "placed",
    "prints_header",
    "state_kinds",
]

ROLES: Final[dict[RowKind, RowRole]] = {"total": "total", "unit": "unit", "project": "body"}


class Line(Struct, gc=False):
    """A row before it is laid out: what it is, its cells by column, and its project where it is one's."""

    kind: RowKind
    cells: dict[str, Cell]
    project: Project | None = None


def columns_of(table: GoalTable, template: Template, *, packed: bool) -> tuple[str, ...]:
    """The columns that hold all of units and projects: fields, and `=label` for an extension.

    The indicators have a column where they are `packed` in one cell, else none.
    """
    projects = [project for unit in table.units for project in unit.projects]
    fundings = [table.funding, *(unit.funding for unit in table.units), *(project.funding for project in projects)]
    texts = [name for name in TEXTS if any(getattr(project, name) for project in projects)]
    if any(unit.code for unit in table.units) and "code" not in texts:
        texts.insert(0, "code")
    goals = ["period_goal"] if any(project.period_goal for project in projects) else []
    period = _money([project.period_funding for project in projects], "period_")
    columns = ["name", *texts, *_money(fundings, ""), *period, *goals, "goal", *(["indicators"] if packed else [])]
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


def header_cell(name: str, column: int, label: str, template: Template) -> Cell:
    """The cell of a label; what stands in brackets at the end of the form's own begins a line, where a format has lines."""
    cut = label.find("（") if name in template.columns and label.endswith("）") else -1
    return Cell(label, column, role="label", breaks=(cut,) if cut > 0 else ())


def label(column: str, template: Template) -> str:
    """The label that a column prints: the template's, else the vocabulary's, else the extension's own."""
    if column in template.columns:
        return template.columns[column].label
    return boxed(column.removeprefix("=")) if column.startswith("=") else label_of(column)


def _in_place(holder: Unit | Project, columns: Sequence[str], extension: str, template: Template) -> str | None:
    """The column in which the text kept under a label stands because it is not what that column holds, or None."""
    name = field_of(extension)
    text = holder.extensions[extension]
    if name is None or name not in columns or extension != label(name, template):
        return None
    if name == "indicators":
        unread = isinstance(holder, Project) and not holder.indicators and not unpack(text).indicators
        return name if unread else None
    prefix = "period_" if name.startswith("period_") else ""
    funding = getattr(holder, f"{prefix}funding", None)
    source = name.removeprefix(prefix)
    if funding is None or source not in ("total", *SOURCES) or states_amount(text):
        return None
    held = funding.total if source == "total" else funding.sources.get(source)
    return name if held is None else None


def lines_of(table: GoalTable, columns: Sequence[str], template: Template) -> Iterator[Line]:
    """All rows of the table below its header, without the indicators."""
    if table.funding is not None:
        yield Line("total", {"name": Cell("合计", role="name"), **_amounts(table.funding, "")})
    for index, unit in enumerate(table.units):
        if index or not _is_implicit(unit):
            yield Line("unit", _texts(unit, ("name", "code")) | _amounts(unit.funding, "") | _others(unit, columns, template))
        for project in unit.projects:
            yield Line("project", _project(project) | _others(project, columns, template), project)


def _is_implicit(unit: Unit) -> bool:
    """Whether a unit says nothing of its own and has projects, so that they can stand without a row for it."""
    return bool(unit.projects) and unit == Unit(projects=unit.projects)


def _project(project: Project) -> dict[str, Cell]:
    cells = _texts(project, ("name", *TEXTS, "goal", "period_goal"))
    return cells | _amounts(project.funding, "") | _amounts(project.period_funding, "period_")


def _texts(holder: Unit | Project, names: Iterable[str]) -> dict[str, Cell]:
    return {
        name: Cell(text, role="name" if name == "name" else "text")
        for name in names
        if (text := getattr(holder, name)) is not None
    }


def _amounts(funding: Funding | None, prefix: str) -> dict[str, Cell]:
    if funding is None:
        return {}
    amounts: tuple[tuple[str, Decimal | None], ...] = (("total", funding.total), *funding.sources.items())
    return {
        prefix + name: Cell("" if amount is None else format_amount(amount), role="amount", number=amount)
        for name, amount in amounts
    }


def _others(holder: Unit | Project, columns: Sequence[str], template: Template) -> dict[str, Cell]:
    """The texts without a field: in a column of their own, or in the column that did not understand them."""
    return {
        f"={label}" if f"={label}" in columns else _in_place(holder, columns, label, template) or "": Cell(text)
        for label, text in holder.extensions.items()
    }


def misleads(lines: Sequence[Line], *, packed: bool) -> bool:
    """Whether what some row is would be read otherwise from what it holds.

    Where indicators are not `packed`, a row that says nothing new would be taken for one more of the project above.
    """
    first: dict[str, str] | None = None
    for line in lines:
        texts = {name: text for name, cell in line.cells.items() if (text := cell.text.strip())}
        filled = [*texts, "indicators"] if not packed and line.project and line.project.indicators else [*texts]
        name = texts.get("name", "")
        kind = kind_of(name, filled)
        if not name and any(map(is_total, texts.values())):
            return True
        if not filled or kind != line.kind or (filled == ["name"] and is_note(name)):
            return True
        if not packed and first is not None and continues(texts, first, kind):
            return True
        first = texts if kind == "project" else None
    return False


def prints_header(rows: Iterable[Row], header: Row) -> bool:
    """Whether one of the rows would be taken for the header once more, or for what a page or a form prints for itself."""
    keys = [key_of(cell.text) for cell in header.cells]
    return any(_has_keys(row.cells, keys) or numbers_columns(row, len(keys)) or numbers_page(row) for row in rows)


def _has_keys(cells: Sequence[Cell], keys: Sequence[str]) -> bool:
    """Whether the cells are labels with these keys; the first that is none ends the comparison."""
    return len(cells) == len(keys) and all(key_of(cell.text) == key for cell, key in zip(cells, keys, strict=True))


def state_kinds(columns: tuple[str, ...], lines: Iterable[Line]) -> tuple[str, ...]:
    """Adds the column 行类别 to the columns, and to each line what it is."""
    for line in lines:
        line.cells["kind"] = Cell(KIND_LABELS[line.kind])
    return ("name", "kind", *columns[1:])


def placed(cell: Cell | None, column: int, name: str, rowspan: int = 1) -> Cell:
    """The cell of the column `name`, blank where there is none, over `rowspan` rows."""
    if cell is None:
        return _blank(column, name, rowspan)
    cell = Cell(cell.text, column, 1, rowspan, cell.role, None, cell.number, cell.breaks)
    return fenced(cell) if cell.role in ("text", "name") else cell


@lru_cache(maxsize=1024)
def _blank(column: int, name: str, rowspan: int) -> Cell:
    money = name.removeprefix("period_") in ("total", *SOURCES)
    return Cell("", column, rowspan=rowspan, role="amount" if money else "text")
