"""Composes the form for one project (申报表), and the 汇总 that stands before several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, zip_longest
from typing import Final

from msgspec import structs

from ...templates import Template, load
from ..amounts import format_amount, plain
from ..grid import Cell, CellRole, Grid, Row
from ..labels import DIRECTIONS, INDICATOR_COLUMNS, boxed
from ..model import SOURCES, Coded, Funding, GoalTable, Indicator, Project, Unit, Value
from . import disclosure
from .ladder_labels import guarded, label_in
from .levels import NONE, boxed_label, level_text, name_text, numbered
from .lines import write_lines, write_notes

__all__ = ["compose"]

_TITLE: Final = "项目支出绩效目标申报表"
_PAIRS: Final = (
    (("主管部门", "competent_department"), ("实施单位", "implementing_unit")),
    (("项目类别", "category"), ("项目属性", "nature")),
    (("计划开始日期", "start"), ("计划完成日期", "end")),
)
_EXTRAS: Final = ("direction", "weight", "explanation", "actual_value", "score", "deviation")


def compose(table: GoalTable, template: Template) -> tuple[Grid, ...]:
    """A form for each project, A4 portrait; before them a 汇总 unless one form says all there is."""
    projects = [project for unit in table.units for project in unit.projects]
    if len(projects) == 1 and _says_all(table):
        return (_form(structs.replace(table, units=()), projects[0], template, template.name),)
    head = GoalTable(title=_TITLE, fiscal_year=table.fiscal_year, currency_unit=table.currency_unit)
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
    (grid,) = disclosure.compose(structs.replace(table, units=units), load("disclosure"), goals=False)
    return structs.replace(grid, name="汇总")


def _form(head: GoalTable, project: Project, template: Template, name: str) -> Grid:
    """The form of a project under the lines of `head`, with its notes."""
    columns = _columns(project)
    width = len(columns) + 1
    rows = [
        *write_lines(head, width),
        *_ladder(project, width),
        *_money(project, width, head.currency_unit),
        *_goals(project, width),
        *_block(project, columns),
        *write_notes(head, width),
    ]
    return Grid(tuple(rows), ("block", *columns), name)


def _label(text: str, column: int, *, rows: int = 1, span: int = 1) -> Cell:
    return Cell(text, column, colspan=span, rowspan=rows, role="label")


def _text(text: str | None, column: int, span: int, role: CellRole = "text") -> Cell:
    return Cell(guarded(text or ""), column, colspan=span, role=role)


def _ladder(project: Project, width: int) -> Iterator[Row]:
    """Name, departments, dates: one or two pairs to a row; extensions under their own labels."""
    yield Row((_label("项目名称", 0), _text(project.name, 1, width - 1, "name")))
    if project.code is not None:
        yield Row((_label("项目编码", 0), _text(project.code, 1, width - 1)))
    half = width // 2
    for (first, left), (second, right) in _PAIRS:
        texts = getattr(project, left), getattr(project, right)
        if any(texts) or left == "competent_department":
            yield Row(
                (
                    _label(first, 0),
                    _text(texts[0], 1, half - 1),
                    _label(second, half),
                    _text(texts[1], half + 1, width - half - 1),
                )
            )
    for label, text in project.extensions.items():
        yield Row((_label(_own(label), 0), _text(text, 1, width - 1)))


def _own(label: str) -> str:
    """The label of an extension, in 〔〕 where it would be taken for one of the form's."""
    plain = guarded(label) == label or label_in(Cell(label)) == "plain"
    return boxed(label) if plain else f"〔{label}〕"


def _money(project: Project, width: int, currency: str) -> Iterator[Row]:
    """The amounts of the whole period left, those of the year right; one of them alone takes the row."""
    sides = [
        [*_amounts(funding, total)]
        for funding, total in ((project.period_funding, "中期资金总额"), (project.funding, "年度资金总额"))
        if funding is not None
    ]
    if not sides:
        return
    lines = list(zip_longest(*sides))
    half = (width + 1) // 2
    for index, line in enumerate(lines):
        cells = [_label(f"项目资金（{currency}）", 0, rows=len(lines))] if not index else []
        if len(line) == 1:
            cells += _pair(line[0], 1, width)
        else:
            cells += [*_pair(line[0], 1, half), *_pair(line[1], half, width)]
        yield Row(tuple(cells))


def _pair(amount: tuple[str, Decimal | None] | None, column: int, stop: int) -> tuple[Cell, ...]:
    if amount is None:
        return (Cell("", column, colspan=stop - column),)
    label, number = amount
    text = "" if number is None else format_amount(number)
    return (_label(label, column), Cell(text, column + 1, colspan=stop - column - 1, role="amount", number=number))


def _amounts(funding: Funding, total: str) -> Iterator[tuple[str, Decimal | None]]:
    yield total, funding.total
    for index, (source, amount) in enumerate(funding.sources.items()):
        yield ("其中：" if not index else "") + SOURCES[source], amount


def _goals(project: Project, width: int) -> Iterator[Row]:
    """The year's goal; where there is one for the whole period it stands left of it."""
    if project.period_goal is None:
        yield Row((_label("总体目标", 0), _label("年度目标", 1), _text(project.goal, 2, width - 2)))
        return
    half = (width + 1) // 2
    yield Row((_label("总体目标", 0, rows=2), _label("中期目标", 1, span=half - 1), _label("年度目标", half, span=width - half)))
    yield Row((_text(project.period_goal, 1, half - 1), _text(project.goal, half, width - half)))


def _columns(project: Project) -> tuple[str, ...]:
    """The columns of the block of indicators; two sides where one of them has a value for the whole period."""
    indicators = project.indicators
    extras = [name for name in _EXTRAS if any(getattr(indicator, name) is not None for indicator in indicators)]
    own = dict.fromkeys(f"={label}" for indicator in indicators for label in indicator.extensions)
    number = ["number"] if not _prefixed(indicators) else []
    two_sided = any(indicator.period_value is not None for indicator in indicators)
    left = ["period_level2", "period_name", "period_value"] if two_sided else []
    return (*number, "level1", *left, "level2", "name", "annual_value", *extras, *own)


def _prefixed(indicators: Sequence[Indicator]) -> bool:
    """Whether numbers can stand before the names, so that no column is needed for them."""
    return all(bool(item.name) if item.number is not None else numbered(item.name) is None for item in indicators)


def _block(project: Project, columns: tuple[str, ...]) -> Iterator[Row]:
    """The header and a row for each indicator, levels merged down over equal neighbours."""
    labels = (_label(_header(name), column) for column, name in enumerate(columns, 1))
    count = len(project.indicators)
    yield Row((_label("绩效指标", 0, rows=count + 1), *labels))
    spans = {name: _level_spans(project.indicators, columns, name) for name in columns if name.endswith(("level1", "level2"))}
    for index, indicator in enumerate(project.indicators):
        cells = []
        for column, name in enumerate(columns, 1):
            if name in spans:
                cells += [structs.replace(spans[name][index], column=column)] if index in spans[name] else []
            else:
                cells.append(_member_cell(indicator, name, column, prefixed="number" not in columns))
        yield Row(tuple(cells))


def _header(name: str) -> str:
    if name.startswith("="):
        return boxed_label(name.removeprefix("="))
    printed = {"annual_value": "指标值", "period_value": "指标值", "period_name": "三级指标", "period_level2": "二级指标"}
    return printed.get(name) or INDICATOR_COLUMNS[name][0]


def _level_spans(indicators: Sequence[Indicator], columns: tuple[str, ...], name: str) -> dict[int, Cell]:
    """Row → cell of a level's column, where a new one begins."""
    two_sided = "period_name" in columns
    found: dict[int, Cell] = {}
    index = 0
    for key, group in groupby(indicators, lambda indicator: _level_key(indicator, name, two_sided)):
        size = len(list(group))
        text = key[-1]
        found[index] = Cell(NONE if text is None else text, rowspan=size)
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


def _member_cell(indicator: Indicator, name: str, column: int, *, prefixed: bool) -> Cell:
    role: CellRole = "text"
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
    return Cell(text, column, role=role)


def _name(indicator: Indicator, prefixed: bool) -> str:
    """The name with its number before it where the block has no column for numbers; never blank."""
    if prefixed and indicator.number is not None:
        return f"{indicator.number}、{indicator.name}"
    return name_text(indicator.name)


def _member_text(indicator: Indicator, name: str) -> str:
    if name == "direction":
        return "" if indicator.direction is None else DIRECTIONS[indicator.direction][0]
    member: Value | Decimal | Coded | str | int | None = getattr(indicator, name)
    if isinstance(member, Value):
        return member.text
    if isinstance(member, Decimal):
        return plain(member)
    return "" if member is None else str(member)
