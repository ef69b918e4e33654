"""申报表 (declaration): one form for each project, as the family of 财预〔2015〕88号 prints it.

    title / (2025年度) / 单位：万元
    项目名称 … 主管部门 … 实施单位 …            a ladder of labels and values
    项目资金 | 年度资金总额 | …
    总体目标 | 年度目标 | …
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
    notes

The forms of a file are the projects of one table as long as they agree on year, department and unit
of account. Where units, subtotals or 合计 must be kept, a table 汇总 stands before the forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct, structs

from .. import catalogue as kinds
from ..grid import Cell, Grid, Row
from ..labels import field_of, key_of
from ..model import GoalTable, Indicator, Project, Unit
from ..reading import Reading, Recorder
from .body import Body
from .columns import read_columns
from .form import compose
from .ladder import read_ladder
from .ladder_labels import heads, label_in
from .levels import IndicatorColumns, IndicatorReader, find_columns
from .lines import Lines, is_note, read_lines

__all__ = ["claims", "compose", "recognise"]

_TITLE: Final = re.compile(r"目标.{0,14}表|申报表|审批表|批复表|自评表|监控|绩效目标$")
_SUMS: Final = frozenset({"总分", "合计", "总计", "合计得分", "总得分"})
_HEAD: Final = frozenset({"name", "competent_department", "implementing_unit", "department", "code"})


def claims(grid: Grid) -> bool:
    """Whether the grid holds a form: indicators by rows under a header that names no projects, or a 汇总 of such forms."""
    return any(_is_header(row) or _is_summary(row) for row in grid.rows)


def recognise(grids: Sequence[Grid]) -> tuple[Reading, ...]:
    """The tables that the forms in the grids make up, in order."""
    readings = _Assembly()
    for grid in grids:
        for part in _parts(grid.rows):
            readings.take(part)
    return readings.finish()


def _is_header(row: Row) -> bool:
    return find_columns(row) is not None and "name" not in {field_of(cell.text) for cell in row.cells}


def _is_summary(row: Row) -> bool:
    """Whether a row is the header of a 汇总: it says what each row is, and leaves the goals to the forms."""
    fields = {cell.column: field_of(cell.text) for cell in row.cells}
    stated = fields.get(0) == "name" and fields.get(1) == "kind"
    return stated and not {"goal", "period_goal", "indicators"} & set(fields.values())


class _Part(Struct):
    """A stretch of a grid: a form or the 汇总; the index of its header row, and of the row after its last."""

    rows: Sequence[Row]
    header: int
    stop: int
    summary: bool

    @property
    def after(self) -> Sequence[Row]:
        """The rows behind the block of indicators."""
        return self.rows[self.stop :]


def _parts(rows: Sequence[Row]) -> Iterator[_Part]:
    """The forms of a grid, each with the lines before it and the notes after it."""
    headers = [index for index, row in enumerate(rows) if _is_header(row) or _is_summary(row)]
    headers = [header for at, header in enumerate(headers) if not at or not _continues(rows, headers[at - 1], header)]
    start = 0
    for at, header in enumerate(headers):
        limit = headers[at + 1] if at + 1 < len(headers) else len(rows)
        summary = _is_summary(rows[header])
        stop = header + 1 + (_summary_length if summary else _block_length)(rows[header:limit])
        end = _next_form(rows, stop, limit) if limit < len(rows) else limit
        yield _Part(rows[start:end], header - start, stop - start, summary)
        start = end


def _continues(rows: Sequence[Row], first: int, second: int) -> bool:
    """Whether a second header only repeats the first on another page."""
    texts = [
        [key_of(cell.text) for cell in rows[index].cells if cell.text.strip() and _in_columns(rows[index], cell)]
        for index in (first, second)
    ]
    between = [row for row in rows[first + 1 : second] if any(label_in(cell) in _HEAD for cell in row.cells[:1])]
    return texts[0] == texts[1] and not between


def _in_columns(row: Row, cell: Cell) -> bool:
    columns = find_columns(row)
    return columns is None or cell.column >= columns.start


def _block_length(rows: Sequence[Row]) -> int:
    """How many rows below a header of indicators belong to it."""
    columns = find_columns(rows[0])
    assert columns is not None
    for index, row in enumerate(rows[1:]):
        if _ends_block(row, columns):
            return index
    return len(rows) - 1


def _ends_block(row: Row, columns: IndicatorColumns) -> bool:
    filled = [cell for cell in row.cells if cell.text.strip()]
    if not filled:
        return False
    first = filled[0]
    mapped = {*columns.others, *(column for side in columns.sides for column in side.columns.values())}
    if first.column == 0 and (label_in(first) in _HEAD or is_note(first.text)):
        return True
    if len(filled) == 1 and first.column == 0 and (row.role == "line" or first.colspan > 2):
        return True
    outside = (
        first.column < columns.start
        and field_of(first.text) != "indicators"
        and label_in(first) != "group"
        and len(first.text.strip()) > 4
    )
    return outside or (not any(cell.column in mapped for cell in filled[:6]) and first.column > max(mapped))


def _summary_length(rows: Sequence[Row]) -> int:
    """How many rows below the header of a 汇总 belong to it."""
    for index, row in enumerate(rows[1:]):
        filled = [cell for cell in row.cells if cell.text.strip()]
        if len(filled) == 1 and filled[0].column == 0:  # every row of a 汇总 says what it is as well
            return index
    return len(rows) - 1


def _next_form(rows: Sequence[Row], stop: int, limit: int) -> int:
    """Where the next form begins: at its title, else at the first of its labels."""
    titles = [index for index in range(stop, limit) if _is_title(rows[index])]
    labels = [index for index in range(stop, limit) if any(label_in(cell) in _HEAD for cell in rows[index].cells[:1])]
    first = labels[0] if labels else limit
    before = [index for index in titles if index < first]
    return before[-1] if before else first


def _is_title(row: Row) -> bool:
    filled = [cell for cell in row.cells if cell.text.strip()]
    return len(filled) == 1 and _TITLE.search(filled[0].text) is not None and not is_note(filled[0].text)


class _Draft(Struct):
    """A table while its forms are being read: its lines, the recorder, its projects, and the 汇总 where there is one."""

    lines: Lines
    recorder: Recorder
    units: list[Unit]
    total: object = None
    projects: list[Project] = []
    summary: bool = False


class _Assembly:
    """Puts the forms of a file together to tables."""

    def __init__(self) -> None:
        self.drafts: list[_Draft] = []

    def take(self, part: _Part) -> None:
        if part.summary:
            self.drafts.append(_read_summary(part))
            return
        recorder = Recorder()
        head = _first_label(part)
        texts = [cell.text for row in part.rows[head : part.header + 1] for cell in row.cells]
        lines = read_lines(part.rows[:head], texts, recorder)
        draft = self._draft(lines, recorder)
        _read_form(part, head, lines, draft)

    def _draft(self, lines: Lines, recorder: Recorder) -> _Draft:
        """The table that a form with these lines belongs to."""
        if self.drafts and _agree(self.drafts[-1].lines, lines):
            draft = self.drafts[-1]
            draft.recorder.absorb(recorder)
            return draft
        self.drafts.append(_Draft(lines, recorder, []))
        return self.drafts[-1]

    def finish(self) -> tuple[Reading, ...]:
        return tuple(map(_finished, self.drafts))


def _agree(table: Lines, form: Lines) -> bool:
    """Whether nothing in a form's lines speaks against its being a project of the table."""
    pairs = (
        (table.fiscal_year, form.fiscal_year),
        (table.department, form.department),
        (table.currency_unit, form.currency_unit),
    )
    return all(ours is None or theirs is None or ours == theirs for ours, theirs in pairs)


def _first_label(part: _Part) -> int:
    """The index of the first row of the ladder."""
    for index, row in enumerate(part.rows[: part.header]):
        if any(heads(cell) in {*_HEAD, "period"} for cell in row.cells):
            return index
    return part.header


def _read_summary(part: _Part) -> _Draft:
    recorder = Recorder()
    rows = part.rows
    columns = read_columns(rows[part.header :], recorder)
    lines = read_lines(rows[: part.header], columns.labels.values(), recorder)
    body = Body(columns, recorder)
    for row in rows[part.header + columns.depth : part.stop]:
        body.take(row, rows[: part.header], 10**6)
    lines.extensions |= body.extensions
    _read_after(part, lines, recorder)
    return _Draft(lines, recorder, list(body.units()), body.total, summary=True)


def _read_form(part: _Part, head: int, lines: Lines, draft: _Draft) -> None:
    recorder = draft.recorder
    pointer = _pointer(draft)
    ladder = read_ladder(part.rows[head : part.header], recorder, pointer, lines.currency_unit or draft.lines.currency_unit)
    indicators, sums = _read_block(part, recorder, f"{pointer}/indicators")
    department = ladder.texts.pop("department", None)
    if draft.lines.department is None:
        draft.lines.department = department
    elif department is not None and department != draft.lines.department:
        ladder.extensions["部门名称"] = department
    extensions = ladder.extensions | sums
    if draft.lines is not lines:
        extensions = lines.extensions | extensions
        if lines.title not in (None, "项目支出绩效目标申报表", draft.lines.title):
            extensions["标题"] = lines.title or ""
        draft.lines.notes += lines.notes
    project = Project(
        funding=ladder.funding(period=False),
        period_funding=ladder.funding(period=True),
        indicators=tuple(indicators),
        extensions=extensions,
        **{name: text or None for name, text in ladder.texts.items()},
    )
    draft.projects.append(project)
    draft.lines.notes += ladder.notes
    _read_after(part, draft.lines, recorder)


def _pointer(draft: _Draft) -> str:
    """The pointer of the project that the next form is."""
    count = len(draft.projects)
    for index, unit in enumerate(draft.units):
        if count < len(unit.projects):
            return f"/units/{index}/projects/{count}"
        count -= len(unit.projects)
    return f"/units/{len(draft.units)}/projects/{count}" if draft.summary else f"/units/0/projects/{count}"


def _read_block(part: _Part, recorder: Recorder, pointer: str) -> tuple[list[Indicator], dict[str, str]]:
    """The indicators of a form, and the sums of points below them under their labels."""
    header = part.rows[part.header]
    columns = find_columns(header)
    assert columns is not None
    recorder.label("".join(cell.text for cell in header.cells))
    reader = IndicatorReader(columns, recorder)
    reader.start()
    mapped = {*columns.others, *(column for side in columns.sides for column in side.columns.values())}
    indicators: list[Indicator] = []
    sums: dict[str, str] = {}
    for index, row in enumerate(part.rows[part.header + 1 : part.stop]):
        if _is_header(row):
            recorder.normalised(kinds.HEADER_REPEATED, row.cells[0].place)
            recorder.label("".join(cell.text for cell in row.cells))
            continue
        if _is_sum(row, columns):
            sums |= _read_sum(row, header, recorder)
            continue
        indicators += reader.read(row, index, pointer, len(indicators))
        for cell in row.cells:
            if cell.column not in mapped and cell.text.strip():
                _take_beside(cell, columns, recorder)
    return indicators, sums


def _is_sum(row: Row, columns: IndicatorColumns) -> bool:
    """Whether a row adds up the points of the rows above, and is no indicator with such a word in its level."""
    filled = [cell for cell in row.cells if cell.text.strip()]
    names = {side.columns.get("name") for side in columns.sides}
    return bool(filled) and key_of(filled[0].text) in _SUMS and not any(cell.column in names for cell in filled[1:])


def _read_sum(row: Row, header: Row, recorder: Recorder) -> dict[str, str]:
    """The sums of points, each under 总分 and the label of its column."""
    labels = {cell.column: cell.text.strip() for cell in header.cells}
    first, *others = (cell for cell in row.cells if cell.text.strip())
    recorder.label(first.text)
    return {f"{first.text.strip()} {labels.get(cell.column, '')}".strip(): recorder.field(cell, "/extensions") for cell in others}


def _take_beside(cell: Cell, columns: IndicatorColumns, recorder: Recorder) -> None:
    """A cell beside the columns of a block: the label of the block, else a text that belongs nowhere."""
    if cell.column < columns.start and (label_in(cell) is not None or len(cell.text.strip()) <= 4):
        recorder.label(cell.text)
    else:
        recorder.unexplained(cell.text, kinds.UNEXPLAINED, cell.place)


def _read_after(part: _Part, lines: Lines, recorder: Recorder) -> None:
    """The rows behind a block are notes, each cell by itself."""
    for row in part.after:
        for cell in row.cells:
            if cell.text.strip():
                lines.notes.append(recorder.field(cell, f"/notes/{len(lines.notes)}"))


def _finished(draft: _Draft) -> Reading:
    """The reading of a table whose forms are all read."""
    units = list(draft.units)
    projects = list(draft.projects)
    for index, unit in enumerate(units):
        given, projects = projects[: len(unit.projects)], projects[len(unit.projects) :]
        units[index] = structs.replace(unit, projects=tuple(given) + unit.projects[len(given) :])
    if projects or not draft.summary:
        units.append(Unit(projects=tuple(projects)))
    table = GoalTable(funding=draft.total, units=tuple(units), **draft.lines.members())  # type: ignore[arg-type]
    return draft.recorder.reading(table)
