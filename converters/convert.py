"""The pipe: detect, read, recognise, check; compose, write."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import msgspec
from msgspec import Struct, structs

from .. import schemas
from . import catalogue as kinds
from . import layouts
from .characters import refuse_controls_in
from .checks import check
from .errors import UnreadableError, UnwritableError, UsageError, of_file
from .files import read_file, write_file
from .findings import Finding
from .formats import Format, all_formats, by_name, by_suffix, detect, engine, held
from .grid import Grid
from .indicators import ink
from .interface import ReadOptions, Source, WriteOptions, Written
from .language import Words
from .layouts import Layout
from .layouts.surroundings import without_surroundings
from .limits import Limits, hold_grids, hold_table
from .model import GoalTable
from .places import TextPlace
from .profiles import Profile, load_profile
from .reading import Reading, nearest
from .rubbish import let_be

if TYPE_CHECKING:
    from ..templates import Template

__all__ = [
    "PathLike",
    "Share",
    "checked",
    "format_of",
    "only",
    "read",
    "read_all",
    "read_bytes",
    "read_given",
    "schema_text",
    "shares",
    "write",
    "write_all",
    "write_all_bytes",
    "write_bytes",
    "write_pieces",
]

_DEFAULT_LAYOUT: Final = "disclosure"
PathLike: TypeAlias = str | os.PathLike[str]


def read(path: PathLike, *, format: str | None = None, options: ReadOptions = ReadOptions()) -> Reading:
    """The one goal table of a file, with findings, places, ledger and account.

    The format is told from content and suffix unless it is named. Raises `UnreadableError` where
    no table can be given, or where there is more than one (`read_all` gives them all).
    """
    return only(read_all(path, format=format, options=options), path)


def only(readings: Sequence[Reading], source: PathLike = "") -> Reading:
    """The one reading of a file; raises `UnreadableError`, which names the file, where there are several."""
    with of_file(source):
        if len(readings) > 1:
            raise UnreadableError(kinds.SEVERAL_TABLES, count=len(readings))
        return readings[0]


def read_all(path: PathLike, *, format: str | None = None, options: ReadOptions = ReadOptions()) -> tuple[Reading, ...]:
    """All goal tables of a file, in order; at least one. The error says of which file it is."""
    source = Path(path)
    with of_file(path):
        return read_bytes(read_file(source, options.limits), format=format, suffix=source.suffix, options=options)


@let_be()
def read_bytes(
    data: bytes, *, format: str | None = None, suffix: str = "", options: ReadOptions = ReadOptions()
) -> tuple[Reading, ...]:
    """All goal tables in the bytes of a file; `suffix` helps to tell the format where it is not named."""
    profile = load_profile(options.profile)
    options.limits.hold("input_bytes", len(data))
    form = by_name(format) if format else detect(data, suffix)
    given = read_given(form, data, options)
    readings = _recognise(given, options.limits) if form.carries == "grid" else (given,) if form.carries == "table" else given
    for reading in readings:
        hold_table(reading.table, partial(nearest, reading.places), options.limits)
    return tuple(checked(reading, profile) for reading in readings)


def read_given(form: Format, data: bytes, options: ReadOptions) -> Any:
    """What the format's reader gives, a `Source` or the reading of a document, worked out in a child process where its engine asks for one."""
    reader = engine(form, "read")
    if not form.isolated:
        return reader(data, options)
    from .isolation import run_isolated

    def apart(*given: Any) -> Any:
        return run_isolated(form.reader, *given, budget=options.limits.budget, task=form.title)

    return (apart if form.origin == "goalconv" else held(form, "read", apart))(data, options)


def write(
    table: GoalTable, path: PathLike, *, format: str | None = None, options: WriteOptions = WriteOptions(), force: bool = True
) -> tuple[Finding, ...]:
    """Writes the table to a file, whole or not at all; gives what is doubtful about the file.

    Raises `UnwritableError` where the document cannot be written so, or the file cannot be written,
    or exists and `force` is off.
    """
    return write_all((table,), path, format=format, options=options, force=force)


def write_all(
    tables: Sequence[GoalTable],
    path: PathLike,
    *,
    format: str | None = None,
    options: WriteOptions = WriteOptions(),
    force: bool = True,
) -> tuple[Finding, ...]:
    """Writes the tables to one file, as `write` does one.

    Raises `UnwritableError` where there is not just one table and the format cannot hold several.
    """
    target = Path(path)
    pieces, findings = write_pieces(tables, format_of(target, format).name, options=options)
    write_file(target, pieces, force=force)
    return findings


def write_bytes(table: GoalTable, format: str, *, options: WriteOptions = WriteOptions()) -> Written:
    """The bytes of the table in a format, and what is doubtful about them."""
    return write_all_bytes((table,), format, options=options)


def write_pieces(
    tables: Sequence[GoalTable], format: str, *, options: WriteOptions = WriteOptions()
) -> tuple[Iterable[bytes], tuple[Finding, ...]]:
    """What `write_all_bytes` gives, in pieces where the format can: so a large document is never whole in memory.

    What cannot be written is refused before the first piece.
    """
    form = by_name(format)
    if form.pieces and form.origin == "goalconv" and len(tables) == 1 and not options.schema_version:
        make, layout = engine(form, "pieces"), _named(options)  # JSON has no layout, but a slip in its name is told
        if form.carries == "table":
            return make(tables[0]), ()
        grids, template, findings = _composed(tables[0], options, layout)
        pieces, doubts = make(grids, template, options)
        return pieces, findings + doubts
    written = write_all_bytes(tables, format, options=options)
    return (written.data,), written.findings


def write_all_bytes(tables: Sequence[GoalTable], format: str, *, options: WriteOptions = WriteOptions()) -> Written:
    """The bytes of a file with the tables, and what is doubtful about them; see `write_all`."""
    form = by_name(format)
    writer = engine(form, "write")
    layout = _named(options)
    if form.carries == "tables":
        written: Written = writer(tables)
        return _of_version(written, options.schema_version, lines=True)
    if len(tables) != 1:
        raise UnwritableError(kinds.SEVERAL_TABLES, count=len(tables))
    (table,) = tables
    if form.carries == "table":
        written = _of_version(writer(table), options.schema_version, lines=False)
    else:
        record = (_record(table) if options.attach else None,) if form.keeps_record else ()
        grids, template, findings = _composed(table, options, layout)
        written = writer(grids, template, options, *record)
        written = structs.replace(written, findings=findings + written.findings)
    return written


def _named(options: WriteOptions) -> Layout | None:
    """The layout that is asked for by name."""
    return layouts.named(options.layout) if options.layout else None


def _composed(table: GoalTable, options: WriteOptions, layout: Layout | None) -> tuple[list[Grid], Template, tuple[Finding, ...]]:
    """The grids of a table as they are printed, how they look, and what is doubtful about the template."""
    from .decimals import points_aligned  # only what is printed needs it

    layout, template, findings = _look(options, layout)
    grids = [points_aligned(grid) for grid in layouts.engine(layout, "compose")(table, template)]
    refuse_controls_in(grids, table)
    return grids, template, findings


def _of_version(written: Written, version: str, lines: bool) -> Written:
    """The documents as those of an older version, where one is asked for."""
    if not version:
        return written
    from .versions import lowered  # only an older version needs it

    documents = [lowered(msgspec.json.decode(text), version) for text in (written.data.splitlines() if lines else [written.data])]
    made = [msgspec.json.encode(document) for document in documents]
    texts = made if lines else [msgspec.json.format(text, indent=2) for text in made]
    return structs.replace(written, data=b"".join(text + b"\n" for text in texts))


class Share(Struct, frozen=True):
    """What one of several files of a format holds: `mark` goes to the end of the file's name, before the suffix."""

    mark: str
    tables: tuple[GoalTable, ...]


def shares(tables: Sequence[GoalTable], form: Format) -> tuple[Share, ...]:
    """The tables as the format can hold them: all in one file, or one in each, marked -1, -2 …, where there are several."""
    if form.carries == "tables" or len(tables) == 1:
        return (Share("", tuple(tables)),)
    return tuple(Share(f"-{number}", (table,)) for number, table in enumerate(tables, 1))


def _record(table: GoalTable) -> bytes:
    """The canonical document as a file can carry it."""
    written: Written = engine(by_name("json"), "write")(table)
    return written.data


def _look(options: WriteOptions, layout: Layout | None) -> tuple[Layout, Template, tuple[Finding, ...]]:
    """The layout and template to write in, and what is doubtful about the template; `layout` is the one asked for."""
    if options.template:
        from .template_file import read_template  # only a template of the user's needs it

        own = read_template(options.template, layout)
        return own.layout, own.template, own.findings
    layout = layout or layouts.named(_DEFAULT_LAYOUT)
    return layout, layouts.look(layout), ()


def schema_text(draft: Literal["2020-12", "7"] = "2020-12") -> str:
    """The published JSON Schema of the canonical document; its Draft-07 twin, which more editors know, with "7"."""
    return schemas.text("goal-table.draft-07.schema.json" if draft == "7" else "goal-table.schema.json")


def format_of(path: Path, name: str | None = None) -> Format:
    """The format named, or the one that the path's suffix tells; raises `UsageError` where neither does."""
    found = by_name(name) if name else by_suffix(path.suffix)
    if found is None:
        raise UsageError(kinds.FORMAT_UNKNOWN_FOR, path=path, known=", ".join(form.name for form in all_formats()))
    return found


def _recognise(source: Source, limits: Limits) -> tuple[Reading, ...]:
    """The tables in the grids of a file; grids without one are named in a finding."""
    hold_grids(source.grids, limits)
    claimed: dict[Layout | None, list[Grid]] = {}
    findings = list(source.findings)
    beside: list[Grid] = []
    for found in source.grids:
        given, mended = _whole(found)
        findings += mended
        layout, grid = _layout_of(given), given
        if layout is not None:
            grid, left = without_surroundings(given)
            if left is not None:
                layout, beside = _layout_of(grid), [*beside, left]
        if layout is None and (gathered := _gathered(given)):
            (grid, left), finding = without_surroundings(gathered[0]), gathered[1]
            layout, beside = _layout_of(grid), beside if left is None else [*beside, left]
            findings.append(finding)
        layout = layout or _claiming(layouts.all_layouts()[len(layouts.LAYOUTS) :], grid)
        claimed.setdefault(layout, []).append(grid)
    outside = claimed.pop(None, []) + beside
    readings = [reading for layout, grids in claimed.items() if layout for reading in layouts.engine(layout, "recognise")(grids)]
    if not readings:
        from .layouts.narrative import refuse_narrative  # only what is no table needs it

        refuse_narrative(source.grids)
        raise UnreadableError(kinds.NO_TABLE, reason=Words("没有认识的表头", "no header is known"))
    readings[0] = _with_outside(readings[0], outside, (*findings, *_record_findings(readings[0], source)))
    return tuple(readings)


def _gathered(grid: Grid) -> tuple[Grid, Finding] | None:
    """The grid with its cells in rows, where they were pasted one a line."""
    from .layouts.pasted import gather  # only what no layout claims needs it
    from .layouts.pasted_form import gather_form

    return gather(grid) or gather_form(grid)


def _whole(grid: Grid) -> tuple[Grid, tuple[Finding, ...]]:
    """The grid, that of a pasted text with its rows whole, and what was done to them."""
    filled = [row.cells for row in grid.rows if any(cell.text.strip() for cell in row.cells)]
    wide = [index for index, cells in enumerate(filled) if len(cells) > 1]
    if not wide or not isinstance(filled[0][0].place, TextPlace):
        return grid, ()
    if len({len(filled[index]) for index in wide}) == 1 and len(wide) == len(filled) - wide[0]:
        return grid, ()
    from .layouts.short_rows import whole_rows  # only where some rows are shorter than others

    return whole_rows(grid)


def _record_findings(reading: Reading, source: Source) -> tuple[Finding, ...]:
    """What is to be said of the canonical document that the file carries."""
    if source.record is None:
        return ()
    from .records import disagreement  # only a file that carries one needs it

    return disagreement(reading, source.record)


def _layout_of(grid: Grid) -> Layout | None:
    return _claiming(layouts.LAYOUTS, grid)


def _claiming(known: Sequence[Layout], grid: Grid) -> Layout | None:
    return next((layout for layout in known if layouts.engine(layout, "claims")(grid)), None)


def _with_outside(reading: Reading, grids: Sequence[Grid], findings: tuple[Finding, ...]) -> Reading:
    """The reading with the doubts about its file, and with the text of grids that hold no table."""
    account = reading.account
    for grid in grids:
        cells = [cell for row in grid.rows for cell in row.cells if cell.text.strip()]
        count = sum(ink(cell.text) for cell in cells)
        if count:
            text = " ".join(cell.text.strip() for cell in cells)[:60]
            findings += (
                kinds.TEXT_OUTSIDE.at(
                    cells[0].place, name=grid.name or Words("文件其余部分", "the rest of the file"), count=count, text=text
                ),
            )
            account = structs.replace(account, unexplained=account.unexplained + count)
    return structs.replace(reading, findings=findings + reading.findings, account=account)


def checked(reading: Reading, profile: Profile) -> Reading:
    """The reading as a profile judges it: with the findings of the checks, each with the place of what it points at."""
    found = (_placed(finding, reading) for finding in check(reading.table, profile))
    return structs.replace(reading, findings=(*profile.judged(reading.findings), *found))


def _placed(finding: Finding, reading: Reading) -> Finding:
    place = nearest(reading.places, finding.pointer)
    return finding if place is None else structs.replace(finding, place=place)
