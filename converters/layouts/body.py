"""The rows of a table of projects: grand total, units, projects.

A project takes one row, or one for each of its indicators: then the rows after its first leave blank,
or say again, what the first says of the project.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from msgspec import Struct, structs

from .. import catalogue as kinds
from ..extensions import unused
from ..findings import Kind
from ..grid import Cell, Row
from ..indicators import Unpacked, unpack
from ..labels import heads_indicators, key_of
from ..model import SOURCES, Funding, Indicator, Project, SourceName, Unit
from ..places import Place, shift
from ..pointers import extension, project_at, unit_at
from ..reading import Recorder
from .columns import Columns
from .fences import opened
from .furniture import numbers_columns, numbers_page
from .level_columns import LevelCells
from .lines import printed_by, stands_above
from .money import read_amount
from .row_pieces import filled_cells
from .spans import Spans

if TYPE_CHECKING:
    from .levels import IndicatorReader

__all__ = ["KIND_LABELS", "TEXTS", "Body", "RowKind", "continues", "is_line", "is_total", "kind_of"]

RowKind: TypeAlias = Literal["total", "unit", "project"]

_KINDS: Final[dict[str, RowKind]] = {"合计": "total", "单位": "unit", "项目": "project"}
KIND_LABELS: Final = {kind: label for label, kind in _KINDS.items()}
_TOTALS: Final = frozenset({"合计", "总计", "总合计", "合计数"})
TEXTS: Final = ("code", "category", "nature", "competent_department", "implementing_unit", "start", "end")
_SHARED: Final = frozenset({*TEXTS, "goal", "period_goal"} - {"code"})
"""What one cell may say of several projects."""
_OWN: Final = (*TEXTS, "name", "goal", "period_goal")
"""The texts of a project."""
_PROJECT_ONLY: Final = frozenset({*TEXTS[1:], "goal", "period_goal", "indicators"})


def is_line(row: Row, width: int) -> bool:
    """Whether a row is a line of text beside the table, and not a row of it."""
    filled = filled_cells(row)
    if not filled:
        return True
    return len(filled) == 1 and (row.role == "line" or filled[0].colspan >= max(2, width))


class _Apart(Struct):
    """The texts of a row that no field holds, by label: those of the thing at `pointer`; `before` begins each label."""

    recorder: Recorder
    pointer: str
    texts: dict[str, str] = {}
    before: str = ""

    def take(self, label: str, cell: Cell) -> None:
        """Keeps the text of a cell."""
        label = unused(self.before + label, self.texts)
        self.texts[label] = self.recorder.field(cell, extension(self.pointer, label))

    def keep(self, label: str, text: str, place: Place | None) -> None:
        """Keeps a text that is accounted for already."""
        label = unused(self.before + label, self.texts)
        self.texts[label] = text
        self.recorder.places.add(extension(self.pointer, label), place)


class _Held(Struct):
    """A project while its rows are being read: its pointer, and what its first row says of it where others may follow."""

    project: Project
    pointer: str
    texts: dict[str, str]
    indicators: list[Indicator] = []

    def finished(self) -> Project:
        if not self.indicators:
            return self.project
        return structs.replace(self.project, indicators=(*self.project.indicators, *self.indicators))


class _Group(Struct):
    """A unit while its projects are being read."""

    unit: Unit
    projects: list[_Held] = []

    def finished(self) -> Unit:
        return structs.replace(self.unit, projects=tuple(held.finished() for held in self.projects))


class Body:
    """Reads the rows below a header, one after the other; `indicators` reads the columns that speak of one indicator.

    `currency` is the unit of account, where the lines before the table state it.
    """

    def __init__(self, columns: Columns, recorder: Recorder, indicators: IndicatorReader | LevelCells | None = None) -> None:
        self.columns = columns
        self.recorder = recorder
        self.currency: str | None = None
        self.indicators = indicators
        self.total: Funding | None = None
        self.extensions: dict[str, str] = {}
        self.groups: list[_Group] = []
        self._open: _Held | None = None
        self._totalled = False
        self._index = self._below = 0
        self._columns = len(columns.labels) + len(columns.apart)
        self._spans = Spans()
        self._named = frozenset(columns.fields.values())
        self._sources = {prefix: _sources_of(columns, prefix) for prefix in ("", "period_")}
        self._covering: Mapping[int, Cell] = {}

    def units(self) -> tuple[Unit, ...]:
        """The units read, with their projects; the last of them is ended."""
        if self.indicators is not None:
            self.indicators.start()
        return tuple(group.finished() for group in self.groups)

    def take(self, row: Row, before: frozenset[tuple[str, ...]], width: int) -> None:
        """Reads one row; `before` is what the lines before the table print."""
        self._index += 1
        self._covering = self._spans.take(row, self._index)
        known, others, beyond = self.columns.split(row)
        columns = self.columns.apart
        apart = {cell.column: cell for cell in row.cells if cell.column in columns and cell.text.strip()} if columns else {}
        if not known and not others and not beyond and not apart:
            for cell in row.cells[:1]:
                self.recorder.normalised(kinds.BLANK_ROW, cell.place)
            return
        repeated = self._repeated(row)
        if repeated is None and (is_line(row, width) or stands_above(row)) and printed_by(row) in before:
            repeated = kinds.PAGE_HEAD_REPEATED
        if repeated is not None:
            self.recorder.normalised(repeated, next(cell.place for cell in row.cells if cell.text.strip()))
            self.recorder.label("".join(cell.text for cell in row.cells))
            return
        if any("〔" in cell.text for cell in row.cells):
            known, others = ({name: opened(cell, self.recorder) for name, cell in cells.items()} for cells in (known, others))
        if self._heads_levels(row):
            known, others, apart, beyond = {}, {}, {}, filled_cells(row)
        self._find_total(known, others)
        for cell in beyond:
            self.recorder.unexplained(cell.text, kinds.UNEXPLAINED, cell.place)
        if not known and not others and not apart:
            return
        kind = self._kind(known, others, self.indicators is not None and self.indicators.names(row))
        if kind is None:
            self._continue(known, others)
        elif kind == "project" or self.indicators is None:
            self._take_kind(kind, known, others)
        else:
            self._take_kind(kind, known, others | self.indicators.labelled(apart))
        if self._open is not None and self.indicators is not None:
            held = self._open
            held.indicators += self.indicators.read(row, self._index, f"{held.pointer}/indicators", len(held.indicators))

    def _repeated(self, row: Row) -> Kind | None:
        """What a row is that pages and forms print for themselves; None where it says something."""
        if self._repeats_header(row):
            return kinds.HEADER_REPEATED
        if numbers_page(row):
            return kinds.PAGE_NUMBER
        return kinds.COLUMN_NUMBERS if numbers_columns(row, self._columns) else None

    def _heads_levels(self, row: Row) -> bool:
        """Whether the row prints nothing but levels, in a table with columns headed by them: a part of its header that a line cut off."""
        return isinstance(self.indicators, LevelCells) and all(
            heads_indicators(cell.text) for cell in row.cells if cell.text.strip()
        )

    def _find_total(self, known: dict[str, Cell], others: dict[str, Cell]) -> None:
        """Takes 合计 for the name of its row where it stands in another column: in that of the numbers, or alone in that of the units."""
        texts = [name for name in known if name in TEXTS]
        if not {"name", "kind"}.isdisjoint(known) or len(texts) > 1 or not _PROJECT_ONLY.isdisjoint(known.keys() - {*TEXTS}):
            return
        cells = known if texts else others
        label = next((label for label in (texts or others) if is_total(cells[label].text)), None)
        if label is not None:
            known["name"] = cells.pop(label)

    def _repeats_header(self, row: Row) -> bool:
        """Whether the row is the header once more, or the next of its rows."""
        if self._below < self.columns.depth and self.columns.repeats(row, self._below):
            self._below += 1
            return True
        self._below = int(self.columns.repeats(row, 0))
        return self._below > 0

    def _kind(self, known: dict[str, Cell], others: dict[str, Cell], indicator: bool) -> RowKind | None:
        """What a row is: as its 行类别 says, or by what it holds; None for one more row of the project above."""
        stated = known.pop("kind", None)
        if stated is not None:
            self.recorder.label(stated.text)
            kind = _KINDS.get(key_of(stated.text))
            if kind is not None:
                return kind
            self.recorder.doubt(kinds.ROW_KIND_UNKNOWN, stated.place, text=stated.text.strip())
        kind = kind_of(known["name"].text if "name" in known else "", {*known, "indicators"} if indicator else known.keys())
        if self.indicators and self._open and continues(_texts(known, others), self._open.texts, kind):
            return None
        if kind != "total" or not self._totalled:
            return kind
        self.recorder.doubt(kinds.TOTAL_REPEATED, known["name"].place)
        return "unit"

    def _continue(self, known: dict[str, Cell], others: dict[str, Cell]) -> None:
        """One more row of a project. What it says otherwise than the first is kept as text beside it."""
        held = self._open
        assert held is not None
        for key, cell in {**known, **{f"={label}": cell for label, cell in others.items()}}.items():
            text, label = cell.text.strip(), key.removeprefix("=") if key.startswith("=") else self.columns.label(key)
            if held.texts.get(key) == text:
                self.recorder.part(text)
                self.recorder.normalised(kinds.PROJECT_REPEATED, cell.place)
                continue
            self.recorder.doubt(
                kinds.PROJECT_TEXT_APART, cell.place, held.pointer, name=held.project.name or "", label=label, text=text
            )
            _Apart(self.recorder, held.pointer, held.project.extensions).take(label, cell)

    def _take_kind(self, kind: RowKind, known: dict[str, Cell], others: dict[str, Cell]) -> None:
        self._open = None
        if kind == "total":
            self._totalled = True
            self.recorder.label(known.pop("name").text if "name" in known else "")
            self._take_total(known, others)
        elif kind == "unit":
            self._take_unit(known, others)
        else:
            self._take_project(known, others)

    def _take_total(self, known: dict[str, Cell], others: dict[str, Cell]) -> None:
        """The grand total; it has no extensions of its own, so other texts of its row go to the table's."""
        apart = self._apart(others, "", self.extensions, "合计 ")
        self.total = self._funding(known, "", apart)
        for name, cell in known.items():
            if name not in ("total", *SOURCES):
                apart.take(self.columns.label(name), cell)

    def _take_unit(self, known: dict[str, Cell], others: dict[str, Cell]) -> None:
        pointer = unit_at(len(self.groups))
        apart = self._apart(others, pointer, {})
        self.groups.append(
            _Group(
                Unit(
                    code=self._text(known, "code", pointer),
                    name=self._text(known, "name", pointer),
                    funding=self._funding(known, "", apart),
                    extensions=apart.texts,
                )
            )
        )

    def _take_project(self, known: dict[str, Cell], others: dict[str, Cell]) -> None:
        if not self.groups:
            self.groups.append(_Group(Unit()))
        group = self.groups[-1]
        pointer = project_at(len(self.groups) - 1, len(group.projects))
        apart = self._apart(others, pointer, {})
        texts: dict[str, str | None] = dict.fromkeys(_OWN)
        texts |= {name: self.recorder.field(known[name], f"{pointer}/{name}") for name in _OWN if name in known}
        if self._covering:
            self._share(texts, apart)
        project = Project(
            funding=self._funding(known, "", apart),
            period_funding=self._funding(known, "period_", apart),
            indicators=self._indicators(known.get("indicators"), apart),
            extensions=apart.texts,
            **texts,
        )
        self._open = _Held(project, pointer, _texts(known, others) if self.indicators is not None else {})
        group.projects.append(self._open)
        if self.indicators is not None:
            self.indicators.start()

    def _share(self, texts: dict[str, str | None], apart: _Apart) -> None:
        """Adds what cells merged down from the project above say of this one as well; how an amount is divided cannot be told."""
        for column, cell in self._covering.items():
            name, text = self.columns.fields.get(column, ""), self.recorder.text(cell)
            if name.removeprefix("period_") in ("total", *SOURCES):
                self.recorder.doubt(kinds.AMOUNT_SHARED, cell.place, apart.pointer, label=self.columns.label(name), text=text)
            elif name in _SHARED and texts[name] is None:
                texts[name] = text
                self.recorder.places.add(f"{apart.pointer}/{name}", cell.place)
                self.recorder.normalised(kinds.CELL_SHARED, cell.place)
            elif column in self.columns.others:
                apart.keep(self.columns.others[column], text, cell.place)
                self.recorder.normalised(kinds.CELL_SHARED, cell.place)

    def _text(self, known: dict[str, Cell], name: str, pointer: str) -> str | None:
        cell = known.get(name)
        return self.recorder.field(cell, f"{pointer}/{name}") if cell is not None else None

    def _apart(self, others: dict[str, Cell], pointer: str, held: dict[str, str], before: str = "") -> _Apart:
        apart = _Apart(self.recorder, pointer, held, before)
        for label, cell in others.items():
            apart.take(label, cell)
        return apart

    def _funding(self, known: dict[str, Cell], prefix: str, apart: _Apart) -> Funding | None:
        """The amounts of a row; None where the table has no column for them."""
        sources = self._sources[prefix]
        if not sources and f"{prefix}total" not in self._named:
            return None
        pointer = f"{apart.pointer}/{prefix}funding"
        total = self._amount(known, f"{prefix}total", f"{pointer}/total", apart)
        amounts = {name: self._amount(known, f"{prefix}{name}", f"{pointer}/sources/{name}", apart) for name in sources}
        return Funding(total, amounts)

    def _amount(self, known: dict[str, Cell], name: str, pointer: str, apart: _Apart) -> Decimal | None:
        """The amount of a cell; what is none is kept as text under the column's label."""
        cell = known.get(name)
        if cell is None:
            return None
        label = self.columns.label(name)
        amount, text = read_amount(cell, label, self.currency, self.recorder, pointer, pointer)
        if text is not None:
            apart.keep(label, text, cell.place)
        return amount

    def _indicators(self, cell: Cell | None, apart: _Apart) -> tuple[Indicator, ...]:
        """The indicators of a packed cell; what cannot be told in it is kept as text under the column's label."""
        if cell is None:
            return ()
        unpacked = unpack(cell.text)
        self.recorder.packed(cell, f"{apart.pointer}/indicators", unpacked)
        left = "\n".join(cell.text[span.start : span.stop] for span in unpacked.leftovers)
        if left:
            place = shift(cell.place, cell.text, unpacked.leftovers[0].start)
            self.recorder.part(left)
            apart.keep(self.columns.label("indicators"), left, place)
            self.recorder.doubt(kinds.NOT_UNPACKED, place, apart.pointer, text=left)
        self._doubts(cell, apart.pointer, unpacked)
        return unpacked.indicators

    def _doubts(self, cell: Cell, pointer: str, unpacked: Unpacked) -> None:
        for doubt in unpacked.doubts:
            place = shift(cell.place, cell.text, doubt.offset)
            if doubt.kind.severity == "note":
                self.recorder.normalised(doubt.kind, place)
                continue
            number = unpacked.indicators[doubt.index].number
            parameters = {"number": doubt.index + 1 if number is None else number, **doubt.parameters}
            self.recorder.doubt(doubt.kind, place, f"{pointer}/indicators/{doubt.index}", **parameters)


def _sources_of(columns: Columns, prefix: str) -> list[SourceName]:
    """The sources of money that have a column, in the order of the columns."""
    names = (name.removeprefix(prefix) for name in columns.fields.values() if name.startswith(prefix))
    return [name for name in names if name in SOURCES]


def kind_of(name: str, filled: Iterable[str]) -> RowKind:
    """What a row is, by its name and by which of its fields hold something."""
    if not _PROJECT_ONLY.isdisjoint(filled) or not name:
        return "project"
    return "total" if is_total(name) else "unit"


def is_total(text: str) -> bool:
    """Whether a text says that its row is the grand total."""
    return key_of(text) in _TOTALS


def continues(texts: Mapping[str, str], first: Mapping[str, str], kind: RowKind) -> bool:
    """Whether a row is one more of the project whose first row says `first`: it leaves the name blank, or says nothing else.

    Both are the texts of the project's columns, without blanks; `kind` is what the row would be by itself.
    """
    if "name" not in texts:
        return True
    return kind == "project" and all(first.get(label) == text for label, text in texts.items())


def _texts(known: Mapping[str, Cell], others: Mapping[str, Cell]) -> dict[str, str]:
    return {name: cell.text.strip() for name, cell in known.items()} | {
        f"={label}": cell.text.strip() for label, cell in others.items()
    }
