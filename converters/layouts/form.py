"""Composes the form for one project (申报表), and the 汇总 that stands before several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby, zip_longest
from typing import Final

from msgspec import Struct, structs

from ...templates import Template, load
from ..amounts import format_amount, plain
from ..grid import Cell, CellRole, Grid, Row
from ..labels import DIRECTIONS, boxed
from ..model import SOURCES, Coded, Funding, GoalTable, Indicator, Project, Unit, Value
from .choices import choices_of
from .disclosure_table import compose as compose_list
from .fences import fenced
from .ladder_labels import guarded, label_in
from .levels import NONE, boxed_label, level_text, name_text, numbered
from .lines import write_lines, write_notes

__all__ = ["compose"]

_PAIRS: Final = (("competent_department", "implementing_unit"), ("category", "nature"), ("start", "end"))
_SIDE: Final = 2
"""Columns under a label at the left: that of the block of indicators, and the first of the block's own."""
_FACTS: Final = frozenset({"number", "annual_value", "period_value", "direction", "actual_value"})
_EXTRAS: Final = ("direction", "weight", "explanation", "actual_value", "score", "deviation")


def compose(table: GoalTable, template: Template) -> tuple[Grid, ...]:
    """A form for each project, A4 portrait; before them a 汇总 unless one form says all there is."""
    projects = [project for unit in table.units for project in unit.projects]
    if len(projects) == 1 and _says_all(table):
        return (_form(structs.replace(table, units=()), projects[0], template, template.name),)
    head = GoalTable(title=template.labels["title"], fiscal_year=table.fiscal_year, currency_unit=table.currency_unit)
    forms = (_form(head, project, template, str(number)) for number, project in enumerate(projects, 1))
    *others, last = (_summary(structs.replace(table, notes=())), *forms)
    notes = write_notes(table, last.width)
    return (*others, structs.replace(last, rows=(*last.rows, *notes)))


def _says_all(table: GoalTable) -> bool:
    """Whether one project's form can hold the whole table."""
    return table.funding is None and not table.extensions and table.units == (Unit(projects=table.units[0].projects),)


def _summary(table: GoalTable) -> Grid:
    """The table with the names and money of its projects only; what a form says is left to the form."""
    units = tuple(
        structs.replace(
            unit,
            projects=tuple(Project(code=project.code, name=project.name, funding=project.funding) for project in unit.projects),
        )
        for unit in table.units
    )
    (grid,) = compose_list(structs.replace(table, units=units), load("disclosure"), goals=False)
    return structs.replace(grid, name="汇总")


class _Frame(Struct, frozen=True):
    """The columns of a form as places for what stands above its block.

    `middle` is where the right half begins, `value` where the amounts of the right half do; the first
    two columns are for labels.
    """

    width: int
    middle: int
    value: int


def _form(head: GoalTable, project: Project, template: Template, name: str) -> Grid:
    """The form of a project under the lines of `head`, with its notes."""
    columns = ("block", *_columns(project))
    middle = columns.index("level2") if "period_name" in columns else columns.index("name") + 1
    frame = _Frame(len(columns), middle, columns.index("annual_value"))
    above = [
        *write_lines(head, frame.width, template),
        *_ladder(project, frame, template.labels),
        *_money(project, frame, head.currency_unit, template),
        *_goals(project, frame, template.labels),
    ]
    rows = (*above, *_block(project, columns[1:], template), *write_notes(head, frame.width))
    choices = choices_of(columns, template, len(above) + 1, len(project.indicators))
    return Grid(rows, columns, name, choices=choices)


def _label(text: str, column: int, stop: int | None = None, *, rows: int = 1) -> Cell:
    return Cell(text, column, colspan=1 if stop is None else stop - column, rowspan=rows, role="label")


def _text(text: str | None, column: int, stop: int, role: CellRole = "text") -> Cell:
    return Cell(guarded(text or ""), column, colspan=stop - column, role=role)


def _ladder(project: Project, frame: _Frame, labels: Mapping[str, str]) -> Iterator[Row]:
    """Name, departments, dates: one or two pairs to a row; extensions under their own labels."""
    for name in ("name", "code"):
        if name == "name" or project.code is not None:
            yield _rung(labels[name], getattr(project, name), frame, "name" if name == "name" else "text")
    for left, right in _PAIRS:
        texts = getattr(project, left), getattr(project, right)
        if any(texts) or left == "competent_department":
            yield Row(
                (
                    _label(labels[left], 0, _SIDE),
                    _text(texts[0], _SIDE, frame.middle),
                    _label(labels[right], frame.middle),
                    _text(texts[1], frame.middle + 1, frame.width),
                )
            )
    for label, text in project.extensions.items():
        yield _rung(_own(label), text, frame)


def _rung(label: str, text: str | None, frame: _Frame, role: CellRole = "text") -> Row:
    return Row((_label(label, 0, _SIDE), _text(text, _SIDE, frame.width, role)))


def _own(label: str) -> str:
    """The label of an extension, in 〔〕 where it would be taken for one of the form's."""
    plain = guarded(label) == label or label_in(Cell(label)) == "plain"
    return boxed(label) if plain else f"〔{label}〕"


def _money(project: Project, frame: _Frame, currency: str, template: Template) -> Iterator[Row]:
    """The amounts of the whole period left, those of the year right; one of them alone takes the row."""
    sides = [
        [*_amounts(funding, total, template)]
        for funding, total in ((project.period_funding, "period_total"), (project.funding, "total"))
        if funding is not None
    ]
    lines = list(zip_longest(*sides))
    for index, line in enumerate(lines):
        cells = [_funding(template.labels["funding"], currency, len(lines))] if not index else []
        if len(line) == 1:
            cells += _pair(line[0], _SIDE, frame.middle, frame.width)
        else:
            cells += _pair(line[0], _SIDE, frame.middle - 1, frame.middle)
            cells += _pair(line[1], frame.middle, frame.value, frame.width)
        yield Row(tuple(cells))


def _funding(label: str, currency: str, rows: int) -> Cell:
    """The label of all amounts, the unit of account on a line of its own."""
    return Cell(f"{label}（{currency}）", 0, colspan=_SIDE, rowspan=rows, role="label", breaks=(len(label),))


def _pair(amount: tuple[str, Decimal | None] | None, column: int, middle: int, stop: int) -> tuple[Cell, ...]:
    """A label and its amount, which begins in column `middle`; one blank cell where there is none."""
    if amount is None:
        return (Cell("", column, colspan=stop - column),)
    label, number = amount
    text = "" if number is None else format_amount(number)
    return (_label(label, column, middle), Cell(text, middle, colspan=stop - middle, role="amount", number=number))


def _amounts(funding: Funding, total: str, template: Template) -> Iterator[tuple[str, Decimal | None]]:
    yield template.labels[total], funding.total
    for index, (source, amount) in enumerate(funding.sources.items()):
        yield (template.labels["of_which"] if not index else "") + template.labels.get(source, SOURCES[source]), amount


def _goals(project: Project, frame: _Frame, labels: Mapping[str, str]) -> Iterator[Row]:
    """The year's goal; where there is one for the whole period it stands left of it."""
    if project.period_goal is None:
        yield Row((_label(labels["goals"], 0), _label(labels["goal"], 1), _text(project.goal, _SIDE, frame.width)))
        return
    middle, width = frame.middle, frame.width
    heads = _label(labels["period_goal"], 1, middle), _label(labels["goal"], middle, width)
    yield Row((_label(labels["goals"], 0, rows=2), *heads))
    yield Row((_text(project.period_goal, 1, middle), _text(project.goal, middle, width)))


def _columns(project: Project) -> tuple[str, ...]:
    """The columns of the block of indicators; two sides where one of them has a value for the whole period."""
    indicators = project.indicators
    extras = [name for name in _EXTRAS if any(getattr(indicator, name) is not None for indicator in indicators)]
    own = dict.fromkeys(f"={label}" for indicator in indicators for label in indicator.extensions)
    number = ["number"] if not _prefixed(indicators) else []
    two_sided = any(indicator.period_value is not None for indicator in indicators)
    left = ["period_level2", "period_name", "period_value"] if two_sided else []
    # One side alone gives its names two columns, so that the ladder above has places for two pairs.
    names = ["name"] if two_sided else ["name", "name"]
    return (*number, "level1", *left, "level2", *names, "annual_value", *extras, *own)


def _prefixed(indicators: Sequence[Indicator]) -> bool:
    """Whether numbers can stand before the names, so that no column is needed for them."""
    return all(bool(item.name) if item.number is not None else numbered(item.name) is None for item in indicators)


def _block(project: Project, columns: tuple[str, ...], template: Template) -> Iterator[Row]:
    """The header and a row for each indicator, levels merged down over equal neighbours."""
    places = [(name, columns.index(name) + 1, columns.count(name)) for name in dict.fromkeys(columns)]
    labels = (_label(_header(name, template), column, column + span) for name, column, span in places)
    count = len(project.indicators)
    yield Row((_label(template.columns["block"].label, 0, rows=count + 1), *labels))
    spans = {name: _level_spans(project.indicators, columns, name) for name in columns if name.endswith(("level1", "level2"))}
    for index, indicator in enumerate(project.indicators):
        cells = []
        for name, column, span in places:
            if name in spans:
                cells += [structs.replace(spans[name][index], column=column)] if index in spans[name] else []
            else:
                cells.append(_member_cell(indicator, name, column, span, prefixed="number" not in columns))
        yield Row(tuple(map(fenced, cells)))


def _header(name: str, template: Template) -> str:
    return boxed_label(name.removeprefix("=")) if name.startswith("=") else template.columns[name].label


def _level_spans(indicators: Sequence[Indicator], columns: tuple[str, ...], name: str) -> dict[int, Cell]:
    """Row → cell of a level's column, where a new one begins."""
    two_sided = "period_name" in columns
    found: dict[int, Cell] = {}
    index = 0
    for key, group in groupby(indicators, lambda indicator: _level_key(indicator, name, two_sided)):
        size = len(list(group))
        text = key[-1]
        found[index] = Cell(NONE if text is None else text, rowspan=size, role="level")
        index += size
    return found


def _level_key(indicator: Indicator, name: str, two_sided: bool) -> tuple[str | None, ...]:
    """What must be equal for two rows to share a cell: for level 2, level 1 as well."""
    first = level_text(indicator.level1)
    if name == "level1":
        return (first,)
    shown = not two_sided or _on_side(indicator, period=name.startswith("period_"))
    return (first, str(shown), level_text(indicator.level2) if shown else "")


def _on_side(indicator: Indicator, *, period: bool) -> bool:
    """Whether an indicator stands on the side of the whole period, or of the year; one without values on the year's."""
    return indicator.period_value is not None if period else indicator.annual_value is not None or indicator.period_value is None


def _member_cell(indicator: Indicator, name: str, column: int, span: int, *, prefixed: bool) -> Cell:
    if name in ("weight", "score"):
        return Cell(_member_text(indicator, name), column, role="amount", number=getattr(indicator, name))
    role: CellRole = "value" if name in _FACTS else "text"
    if name.startswith("="):
        text = indicator.extensions.get(name.removeprefix("="), "")
    elif name in ("name", "period_name"):
        text = _name(indicator, prefixed)
        if (name == "period_name" and not _on_side(indicator, period=True)) or (
            name == "name" and not _on_side(indicator, period=False)
        ):
            text = ""
    else:
        text = _member_text(indicator, name)
    return Cell(text, column, colspan=span, role=role)


def _name(indicator: Indicator, prefixed: bool) -> str:
    """The name with its number before it where the block has no column for numbers; never blank."""
    if prefixed and indicator.number is not None:
        return f"{indicator.number}、{indicator.name}"
    return name_text(indicator)


def _member_text(indicator: Indicator, name: str) -> str:
    if name == "direction":
        return "" if indicator.direction is None else DIRECTIONS[indicator.direction][0]
    member: Value | Decimal | Coded | str | int | None = getattr(indicator, name)
    if isinstance(member, Value):
        return member.text
    if isinstance(member, Decimal):
        return plain(member)
    return "" if member is None else str(member)
