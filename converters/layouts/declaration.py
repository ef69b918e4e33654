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

from collections.abc import Sequence
from sys import maxsize
from typing import TYPE_CHECKING, Final

from msgspec import Struct, structs

from .. import catalogue as kinds
from ..extensions import joined, unused
from ..grid import Cell, Grid
from ..labels import LINE_LABELS, field_of, is_level_label
from ..model import GoalTable, Project, Unit
from ..patterns import regex
from ..pointers import extension, project_at
from ..reading import Places, Reading, Recorder
from .body import Body
from .columns import read_columns
from .headers import header_at
from .ladder_labels import bare
from .lines import Lines, doubt_unit, pointer_of, printed, read_lines, read_notes
from .parts import Part, begins_ladder, is_summary, parts_of
from .row_pieces import filled_cells

if TYPE_CHECKING:
    from ...templates import Template
    from .ladder import Ladder

__all__ = ["claims", "compose", "recognise"]

_PAIR: Final = 2
_WHOLE: Final = regex(r"整体.{0,8}(?:绩效|目标)")


def claims(grid: Grid) -> bool:
    """Whether the grid holds a form: indicators by rows under a header that names no projects, or a 汇总 of such forms.

    A list of indicators without targets is a form only where something names what they are for.
    """
    headers = [header for index in range(len(grid.rows)) if (header := header_at(grid.rows, index)) is not None]
    if any("value" in header.columns.all for header in headers) or any(map(is_summary, grid.rows)):
        return True
    return bool(headers) and any(map(begins_ladder, grid.rows))


def recognise(grids: Sequence[Grid]) -> tuple[Reading, ...]:
    """The tables that the forms in the grids make up, in order."""
    readings = _Assembly()
    for grid in grids:
        for part in parts_of(grid.rows):
            readings.take(part)
    return readings.finish()


def compose(table: GoalTable, template: Template) -> tuple[Grid, ...]:
    """The forms of a table, each as one grid; what `recognise` reads from them is the table again."""
    from .form import compose as printed  # who only reads needs nothing of it

    return printed(table, template)


class _Draft(Struct):
    """A table while its forms are being read: its lines, the recorder, what a 汇总 says, and its projects."""

    lines: Lines
    recorder: Recorder
    units: list[Unit]
    total: object = None
    projects: list[Project] = []


class _Assembly:
    """Puts the forms of a file together to tables."""

    def __init__(self) -> None:
        self.drafts: list[_Draft] = []

    def take(self, part: Part) -> None:
        if part.summary is not None:
            self.drafts.append(_read_summary(part))
            return
        recorder = Recorder()
        first = part.first
        texts = [cell.text for row in part.rows[first : part.blocks[0].start + 1] for cell in row.cells]
        lines = read_lines(part.rows[:first], texts, recorder)
        draft = self._draft(lines, recorder)
        _read_form(part, lines, draft, recorder.places)

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


def _read_summary(part: Part) -> _Draft:
    recorder = Recorder()
    assert part.summary is not None
    (header, stop), rows = part.summary, part.rows
    columns = read_columns(rows[header:], recorder)
    lines = read_lines(rows[:header], columns.labels.values(), recorder)
    body, heads = Body(columns, recorder), printed(rows[:header])
    body.currency = lines.currency_unit
    for row in rows[header + columns.depth : stop]:
        body.take(row, heads, maxsize)
    lines.extensions = joined(lines.extensions, body.extensions)
    read_notes(rows[stop:], lines, recorder)
    return _Draft(lines, recorder, list(body.units()), body.total)


def _read_form(part: Part, lines: Lines, draft: _Draft, places: Places) -> None:
    """A form: its ladder, its blocks, what stands behind them; `places` are those of its lines."""
    from .blocks import read_blocks  # so late: all grids are asked whether they are of this layout
    from .ladder import read_ladder

    recorder, pointer = draft.recorder, _pointer(draft)
    rows = part.rows[part.first : part.blocks[0].start]
    ladder = read_ladder(rows, recorder, pointer, lines.currency_unit or draft.lines.currency_unit)
    extensions = _extensions(ladder, lines, draft, places, pointer)
    indicators = read_blocks(part, recorder, pointer, extensions)
    _doubt(lines, ladder, draft, pointer)
    for cell in ladder.notes:
        _take_note(cell, draft.lines, recorder)
    _read_beside(part, pointer, extensions, draft.lines, recorder)
    project = Project(
        funding=ladder.funding(period=False),
        period_funding=ladder.funding(period=True),
        indicators=tuple(indicators),
        extensions=extensions,
        **{name: text or None for name, text in ladder.texts.items()},
    )
    draft.projects.append(project)


def _doubt(lines: Lines, ladder: Ladder, draft: _Draft, pointer: str) -> None:
    """Names what makes a form less than one of a project: it is of a whole department, or names none."""
    if ladder.texts.get("name"):
        return
    if _WHOLE.search(lines.title or ""):
        draft.recorder.doubt(kinds.DEPARTMENT_FORM, pointer=pointer)
    else:
        draft.recorder.doubt(kinds.PROJECT_UNNAMED, pointer=pointer, number=len(draft.projects) + 1)


def _extensions(ladder: Ladder, lines: Lines, draft: _Draft, places: Places, pointer: str) -> dict[str, str]:
    """What a form says beside its fields; its own lines where the table has others."""
    _take_department(ladder, draft, pointer)
    if draft.lines is lines:
        return ladder.extensions
    extensions = joined(lines.extensions, ladder.extensions)
    title = lines.title
    if title is not None and title not in ("项目支出绩效目标申报表", draft.lines.title):
        extensions[unused("标题", extensions)] = title
    extensions = joined(extensions, _stated_alone(lines, draft.lines))
    stated = {pointer_of(name): labels[0] for name, labels in LINE_LABELS.items()}
    for held, label in (stated | {extension("", label): label for label in lines.extensions}).items():
        if label in extensions and (own := extension(pointer, label)) not in draft.recorder.places:
            draft.recorder.places.add(own, places.get(held))
    for at, note in enumerate(lines.notes):
        draft.recorder.places.add(f"/notes/{len(draft.lines.notes)}", places.get(f"/notes/{at}"))
        draft.lines.notes.append(note)
    return extensions


def _take_department(ladder: Ladder, draft: _Draft, pointer: str) -> None:
    """The department that a form names is the table's; another one than the table's is kept under its label."""
    department, member = ladder.texts.pop("department", None), "/department"
    if draft.lines.department is None:
        draft.lines.department = department
    elif department not in (None, draft.lines.department):
        label = unused("部门名称", ladder.extensions)
        ladder.extensions[label] = department
        member = extension(pointer, label)
    draft.recorder.places.move(f"{pointer}/department", member)


def _stated_alone(form: Lines, table: Lines) -> dict[str, str]:
    """What the lines of a form state and the lines of its table leave open."""
    names = [name for name in form.stated if name != "title" and getattr(table, name) is None and getattr(form, name) is not None]
    return {LINE_LABELS[name][0]: str(getattr(form, name)) for name in names}


def _pointer(draft: _Draft) -> str:
    """The pointer of the project that the next form is."""
    count = len(draft.projects)
    for index, unit in enumerate(draft.units):
        if count < len(unit.projects):
            return project_at(index, count)
        count -= len(unit.projects)
    return project_at(len(draft.units), count)


def _read_beside(part: Part, project: str, extensions: dict[str, str], lines: Lines, recorder: Recorder) -> None:
    """The rows behind the blocks: a label with its text belongs to the project, all else are notes, each cell by itself."""
    for row in part.beside:
        filled = filled_cells(row)
        if filled and _is_of_a_table(filled):
            recorder.doubt(kinds.ROW_KEPT, filled[0].place, count=len(filled), text=filled[0].text.strip())
        if len(filled) == 2 and _is_pair(*filled):
            label = unused(filled[0].text.strip(), extensions)
            recorder.heading(filled[0])
            extensions[label] = recorder.field(filled[1], extension(project, label))
            continue
        for cell in filled:
            _take_note(cell, lines, recorder)


def _is_of_a_table(cells: Sequence[Cell]) -> bool:
    """Whether the cells of a row seem to stand below a header: several of them, or a pair that does not begin at the left, or a level."""
    if any(is_level_label(cell.text) for cell in cells):
        return True
    several = len(cells) > _PAIR or (len(cells) == _PAIR and cells[0].column > 0)
    return several and not any(map(_is_labelled, cells))


def _take_note(cell: Cell, lines: Lines, recorder: Recorder) -> None:
    lines.notes.append(recorder.field(cell, f"/notes/{len(lines.notes)}"))


def _is_labelled(cell: Cell) -> bool:
    """Whether a cell holds its own label, as the lines at the end of a form do: 填表人：甲."""
    return "：" in cell.text or ":" in cell.text or field_of(cell.text, "plain") is not None


def _is_pair(label: Cell, text: Cell) -> bool:
    """Whether two cells are a label and its text, and not two notes side by side."""
    return (
        ":" not in bare(label.text + text.text) and len(label.text.strip()) <= 24 and text.column == label.column + label.colspan
    )


def _finished(draft: _Draft) -> Reading:
    """The reading of a table whose forms are all read."""
    units = list(draft.units)
    projects = list(draft.projects)
    for index, unit in enumerate(units):
        given, projects = projects[: len(unit.projects)], projects[len(unit.projects) :]
        units[index] = structs.replace(unit, projects=tuple(given) + unit.projects[len(given) :])
    if projects:
        units.append(Unit(projects=tuple(projects)))
    table = GoalTable(funding=draft.total, units=tuple(units), **draft.lines.members())  # type: ignore[arg-type]
    doubt_unit(draft.lines, table, draft.recorder)
    return draft.recorder.reading(table)
