"""Reading: a goal table as it was found in a file, with everything that must be said about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from . import catalogue as kinds
from .amounts import parse_amount
from .findings import Finding, Kind
from .grid import Cell
from .indicators import Span, Unpacked, ink, spans_of
from .labels import is_known, unboxed
from .language import Language
from .model import GoalTable, Indicator, Project, Unit
from .places import Place, shift
from .pointers import holder

__all__ = ["Account", "LedgerEntry", "Places", "Reading", "Recorder", "nearest"]


class Account(Struct, frozen=True):
    """Where the non-blank characters of the source ended: in fields, in known labels and separators, or nowhere."""

    fields: int = 0
    labels: int = 0
    unexplained: int = 0

    @property
    def source(self) -> int:
        """All non-blank characters of the source."""
        return self.fields + self.labels + self.unexplained


class LedgerEntry(Struct, frozen=True):
    """One way in which the source was normalised while it was read, how often and where."""

    kind: Kind
    count: int
    places: tuple[Place, ...]

    @property
    def code(self) -> str:
        """The stable code."""
        return self.kind.code

    @property
    def message(self) -> str:
        """What was made the same, in Chinese."""
        return self.kind.message

    def message_in(self, language: Language) -> str:
        """What was made the same, in a language."""
        return self.kind.english if language == "en" else self.kind.message


class Places(Mapping[str, Place]):
    """JSON Pointer → place of every value read.

    The members of a packed cell are found when they are asked for: a place for each of them would
    cost more than the document itself.
    """

    def __init__(self) -> None:
        self._cells: dict[str, Place] = {}
        self._packed: dict[str, Cell] = {}

    def add(self, pointer: str, place: Place | None) -> None:
        """Notes the place of a value."""
        if place is not None:
            self._cells[pointer] = place

    def add_packed(self, pointer: str, cell: Cell) -> None:
        """Notes the cell of a list of indicators."""
        if cell.place is not None:
            self._packed[pointer] = cell

    def move(self, pointer: str, other: str) -> None:
        """The value at a pointer became another member; where that has a place already, it keeps it."""
        if (place := self._cells.pop(pointer, None)) is not None:
            self._cells.setdefault(other, place)

    def __getitem__(self, pointer: str) -> Place:
        found = self._cells.get(pointer)
        if found is None:
            found = self._member(pointer)
        if found is None:
            raise KeyError(pointer)
        return found

    def packed_text(self, pointer: str) -> str:
        """The text of the cell whose list of indicators stands at `pointer`, as written; "" where no cell holds it."""
        cell = self._packed.get(pointer)
        return cell.text if cell else ""

    def _member(self, pointer: str) -> Place | None:
        base, marker, rest = pointer.partition("/indicators")
        cell = self._packed.get(base + marker)
        if cell is None:
            return None
        index, _, member = rest.removeprefix("/").partition("/")
        if not index:
            return cell.place
        spans = _spans(cell.text)
        if not index.isdigit() or int(index) >= len(spans):
            return None
        span = spans[int(index)].get(member) if member else next(iter(spans[int(index)].values()))
        return shift(cell.place, cell.text, span.start) if span else None

    def __iter__(self) -> Iterator[str]:
        yield from self._cells
        for pointer, cell in self._packed.items():
            yield pointer
            for index, spans in enumerate(_spans(cell.text)):
                yield f"{pointer}/{index}"
                yield from (f"{pointer}/{index}/{member}" for member in spans)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@lru_cache(maxsize=16)
def _spans(text: str) -> Sequence[dict[str, Span]]:
    """Where the members of each indicator in a packed cell stand; one cell is asked for many places in a row."""
    return spans_of(text)


def nearest(places: Mapping[str, Place], pointer: str) -> Place | None:
    """The place of the value at `pointer`, or of the nearest one that holds it, at last of the document.

    A thing without a place is found at its name.
    """
    while pointer:
        found = places.get(pointer) or places.get(f"{pointer}/name")
        if found is not None:
            return found
        pointer = holder(pointer)
    return places.get("")


class Reading(Struct, frozen=True):
    """A goal table with its findings, the place of every value, the ledger and the account."""

    table: GoalTable
    findings: tuple[Finding, ...] = ()
    places: Mapping[str, Place] = {}
    ledger: tuple[LedgerEntry, ...] = ()
    account: Account = Account()


class Recorder:
    """Takes down, while a layout reads a grid, what every cell became."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.places = Places()
        self._ledger: dict[Kind, list[Place]] = {}
        self._counts: dict[Kind, int] = {}
        self._fields = self._labels = self._unexplained = 0
        self._headings: list[tuple[str, Place | None]] = []

    def field(self, cell: Cell, pointer: str) -> str:
        """The cell became the value at `pointer`: gives its text without the blanks around it."""
        text = cell.text
        self._fields += ink(text)
        self.places.add(pointer, cell.place)
        if "\r" not in text:
            return text.strip()
        self.normalised(kinds.LINE_END, cell.place)
        return self.text(cell)

    @staticmethod
    def text(cell: Cell) -> str:
        """What a cell says as a value: without the blanks around it, its lines ended in one way."""
        return cell.text.replace("\r\n", "\n").replace("\r", "\n").strip()

    def part(self, text: str) -> None:
        """A part of a cell became a value."""
        self._fields += ink(text)

    def label(self, text: str) -> None:
        """The text is a known label or separator."""
        self._labels += ink(text)

    def heading(self, cell: Cell) -> None:
        """The cell stands where labels stand; where it is no known one and the document does not hold it, a finding will name it."""
        self._labels += ink(cell.text)
        if not is_known(cell.text):
            text = cell.text.strip()
            self._headings.append((unboxed(text) or text, cell.place))

    def packed(self, cell: Cell, pointer: str, unpacked: Unpacked) -> None:
        """The cell became a list of indicators."""
        self._fields += unpacked.fields
        self._labels += unpacked.labels
        self.places.add_packed(pointer, cell)

    def unexplained(self, text: str, kind: Kind, place: Place | None, **parameters: object) -> None:
        """The text belongs nowhere: a finding names it."""
        self._unexplained += ink(text)
        self.doubt(kind, place, "", count=ink(text), text=text.strip(), **parameters)

    def doubt(self, kind: Kind, place: Place | None = None, pointer: str = "", **parameters: object) -> None:
        """Adds a finding."""
        self.findings.append(kind.at(place, pointer, **parameters))

    def normalised(self, kind: Kind, place: Place | None) -> None:
        """Adds an entry to the ledger."""
        self._counts[kind] = self._counts.get(kind, 0) + 1
        if place is not None:
            self._ledger.setdefault(kind, []).append(place)

    def absorb(self, other: Recorder) -> None:
        """Adds the account of another recorder, whose findings say nothing new."""
        self._fields += other._fields
        self._labels += other._labels
        self._unexplained += other._unexplained
        self._headings += other._headings

    def reading(self, table: GoalTable) -> Reading:
        """The reading of `table`, with all that was taken down."""
        if self._headings:
            self._name_headings(table)
        ledger = tuple(LedgerEntry(kind, count, tuple(self._ledger.get(kind, ()))) for kind, count in self._counts.items())
        account = Account(self._fields, self._labels, self._unexplained)
        return Reading(table, tuple(self.findings), self.places, ledger, account)

    def _name_headings(self, table: GoalTable) -> None:
        """Names the headings that neither the document nor a finding holds; a figure is none, and belongs nowhere."""
        held = [label for holder in _holders(table) for label in holder.extensions]
        held += [str(value) for finding in self.findings for value in finding.parameters.values()]
        words = {word for each in held for word in (each, *each.split())}  # 指标值 城区
        for text, place in self._headings:
            if not text or text in words or any(len(text) > 2 and text in each for each in held):
                continue
            if parse_amount(text) is None:
                self.doubt(kinds.LABEL_ONLY, place, text=text)
            else:
                self._labels -= ink(text)
                self.unexplained(text, kinds.UNEXPLAINED, place)


def _holders(table: GoalTable) -> Iterator[GoalTable | Unit | Project | Indicator]:
    """All that has texts under labels of their own."""
    yield table
    for unit in table.units:
        yield unit
        for project in unit.projects:
            yield project
            yield from project.indicators
