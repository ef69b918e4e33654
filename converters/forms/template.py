"""A marked form, understood: for each line the texts around its markers, and the blocks that are repeated.

A *line* is a row of a sheet or of a table, or a paragraph beside the tables. A form without blocks
of units or projects that names something of a project is a form for one project: all of it is
repeated for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, Literal, NoReturn

from msgspec import Struct

from .. import catalogue as kinds
from ..errors import UnreadableError
from ..findings import Finding, Kind
from ..language import Words
from ..places import Place
from .between import Fixed, between
from .markers import Marker, closing, scan
from .paths import BLOCKS, LISTS, PARENTS, Entity, Field, field_in, homes, suggestion

__all__ = ["Area", "Block", "Line", "Mark", "Pattern", "Surface", "Template", "understand"]


_HEAD: Final = Words("页眉或页脚", "a page's head or foot")
_SEE: Final = Words("全部标记: goalconv form markers", "all markers: goalconv form markers")


class Area(Struct, frozen=True):
    """A merged range of lines and columns, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


class Line(Struct, frozen=True):
    """The texts of a line by column; `kind` tells a table's row from a paragraph.

    What stands in the columns `computed` is worked out by formulas of the form, and neither label nor field.
    """

    texts: dict[int, str]
    kind: str = "row"
    computed: frozenset[int] = frozenset()


class Surface(Struct, frozen=True):
    """A sheet, or the body of a Word document, as lines counted from 0; `place` says where a cell is, in the user's terms.

    `tables` are the stretches of lines (first, last) that a block may lie in or go round, but not cut;
    `formulas` the cells (line, column) whose value the file does not state; `findings` doubts about the file itself.
    """

    lines: tuple[Line, ...]
    merges: tuple[Area, ...]
    place: Callable[[int, int], Place]
    tables: tuple[tuple[int, int], ...] = ()
    formulas: Mapping[tuple[int, int], str] = {}
    findings: tuple[Finding, ...] = ()


class Mark(Struct, frozen=True):
    """A marker for a field, with the offsets where it stands in its cell's text."""

    field: Field
    start: int
    stop: int


class Pattern(Struct, frozen=True, dict=True):
    """A cell of the form: its text, the fields in it, and the stretches that say something of blocks and are never printed.

    `depth` counts the blocks of the line that the innermost of its fields needs; `merge` says that
    equal neighbours below become one cell.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    silent: tuple[tuple[int, int], ...] = ()
    depth: int = 0
    merge: bool = False

    @cached_property
    def fixed(self) -> tuple[str, ...]:
        """The texts before, between and after the fields."""
        cuts = [(mark.start, mark.stop, True) for mark in self.marks] + [(*span, False) for span in self.silent]
        texts, at = [""], 0
        for start, stop, is_field in sorted(cuts):
            texts[-1] += self.text[at:start]
            texts += [""] if is_field else []
            at = stop
        texts[-1] += self.text[at:]
        return tuple(texts)

    def match(self, text: str) -> tuple[str, ...] | None:
        """The text of each field in a filled cell: with the form's blanks exactly, else with others; None where it is another cell."""
        exactly, loosely = self._fixed
        found = between(exactly, text)
        return between(loosely, text) if found is None else found

    @cached_property
    def _fixed(self) -> tuple[tuple[Fixed, ...], tuple[Fixed, ...]]:
        return tuple(map(Fixed.exactly, self.fixed)), tuple(map(Fixed.loosely, self.fixed))

    @property
    def bare(self) -> bool:
        """Whether the cell holds one field and nothing else."""
        return len(self.marks) == 1 and not any(map(str.strip, self.fixed))


class Block(Struct, frozen=True):
    """Lines `first` to `last` that are repeated for each item of an entity, with the blocks inside."""

    entity: Entity
    first: int
    last: int
    marker: Marker | None = None
    column: int = 0
    children: tuple[Block, ...] = ()


class Template(Struct, frozen=True, dict=True):
    """A form: `cells` has the patterns of each line by column; lines in `silent` hold block markers alone and are not printed."""

    surface: Surface
    cells: tuple[dict[int, Pattern], ...]
    root: Block
    silent: frozenset[int]

    @cached_property
    def chains(self) -> tuple[tuple[Block, ...], ...]:
        """For each line the blocks around it, the outermost first, without the root."""
        found: list[list[Block]] = [[] for _ in self.surface.lines]

        def descend(block: Block) -> None:
            for child in block.children:
                for line in range(child.first, child.last + 1):
                    found[line].append(child)
                descend(child)

        descend(self.root)
        return tuple(map(tuple, found))

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that the form has, in its order."""
        cells = (pattern for line in self.cells for _, pattern in sorted(line.items()))
        return tuple(dict.fromkeys(mark.field for pattern in cells for mark in pattern.marks))


def understand(surface: Surface, root: Literal["sheet", "body", "head"] = "sheet") -> Template:
    """The form on a surface. Raises `UnreadableError` at the cell of the first marker that is wrong.

    `root` says what is repeated where the form is one for a single project: the sheet by its
    workbook, the body inside the document; a page's head and foot are not repeated.
    """
    return _Reader(surface, root).read()


class _Draft(Struct):
    """A block whose end has not been read."""

    entity: Entity
    marker: Marker
    line: int
    column: int
    children: list[Block]


class _Found(Struct, frozen=True):
    """A marker with where it stands and the blocks that are open there."""

    line: int
    column: int
    marker: Marker
    open: tuple[Entity, ...]


class _Reader:
    """Reads one surface."""

    def __init__(self, surface: Surface, root: str) -> None:
        self.surface = surface
        self.root = root
        self.found: list[_Found] = []

    def read(self) -> Template:
        blocks = self._blocks()
        base: Entity = "project" if self._is_single() else "table"
        last = len(self.surface.lines) - 1
        if base == "project" and self.root == "body":
            blocks, base = [Block("project", 0, last, children=tuple(blocks))], "table"
        root = Block(base, 0, last, children=tuple(blocks))
        draft = Template(self.surface, (), root, self._silent())
        cells = tuple(self._patterns(draft.chains, base))
        template = Template(self.surface, cells, root, draft.silent)
        self._check_merges(root)
        return template

    def _fail(self, kind: Kind, line: int, column: int, marker: Marker, **parameters: object) -> NoReturn:
        raise UnreadableError(kind, self.surface.place(line, column), "", marker=marker.text, **parameters)

    def _blocks(self) -> list[Block]:
        """The outermost blocks; notes all markers on the way."""
        blocks: list[Block] = []
        stack: list[_Draft] = []
        for number, line in enumerate(self.surface.lines):
            for column, text in sorted(line.texts.items()):
                for marker in scan(text):
                    if marker.kind == "open":
                        stack.append(self._opened(number, column, marker, stack))
                    elif marker.kind == "close":
                        block = self._closed(number, column, marker, stack)
                        (stack[-1].children if stack else blocks).append(block)
                    elif marker.kind == "broken":
                        self._unknown(number, column, marker)
                    self.found.append(_Found(number, column, marker, tuple(draft.entity for draft in stack)))
        if stack:
            draft = stack[-1]
            self._fail(kinds.BLOCK_UNCLOSED, draft.line, draft.column, draft.marker, closing=closing(draft.marker))
        return blocks

    def _opened(self, line: int, column: int, marker: Marker, stack: Sequence[_Draft]) -> _Draft:
        entity = BLOCKS.get(marker.name)
        if entity is None:
            self._unknown(line, column, marker)
        if self.root == "head":
            self._fail(kinds.MARKER_PLACE, line, column, marker, what=_HEAD)
        around = [draft.entity for draft in stack]
        if any(entity in (outer, *_above(outer)) for outer in around):
            self._fail(
                kinds.MARKER_OUT_OF_BLOCK, line, column, marker, block=_block("project" if entity == "indicator" else "unit")
            )
        return _Draft(entity, marker, line, column, [])

    def _closed(self, line: int, column: int, marker: Marker, stack: list[_Draft]) -> Block:
        if not stack or BLOCKS.get(marker.name) != stack[-1].entity:
            self._fail(kinds.BLOCK_UNOPENED, line, column, marker)
        draft = stack.pop()
        for first, last in self.surface.tables:
            inside = first <= draft.line and line <= last
            beside = line < first or last < draft.line or (draft.line < first and last < line)
            if not inside and not beside:
                self._fail(kinds.BLOCK_ACROSS, draft.line, draft.column, draft.marker, what=Words("表格", "a table"))
        return Block(draft.entity, draft.line, line, draft.marker, draft.column, tuple(draft.children))

    def _unknown(self, line: int, column: int, marker: Marker) -> NoReturn:
        near = (
            suggestion(marker.name)
            if marker.kind == "field"
            else next((name for name in BLOCKS if name[0] == marker.name[:1]), "")
        )
        meant = f"{{{{{'#' if marker.kind == 'open' else ''}{near}}}}}"
        hint = Words(f"是否应为 {meant}", f"did you mean {meant}?") if near else _SEE
        self._fail(kinds.MARKER_UNKNOWN, line, column, marker, hint=hint)

    def _is_single(self) -> bool:
        """Whether the form is one for a single project."""
        if self.root == "head" or any(
            BLOCKS.get(found.marker.name) in ("unit", "project") for found in self.found if found.marker.kind == "open"
        ):
            return False
        return any(map(self._needs_project, self.found))

    def _needs_project(self, found: _Found) -> bool:
        if found.marker.kind == "open":
            return BLOCKS[found.marker.name] == "indicator"
        if found.marker.kind != "field":
            return False
        return field_in(found.marker.name, (*found.open, "table")) is None and any(
            field.entity in ("unit", "project") for field in homes(found.marker.name)
        )

    def _silent(self) -> frozenset[int]:
        """The lines that hold block markers and nothing else."""
        silent = set()
        for number in {found.line for found in self.found if found.marker.kind in ("open", "close")}:
            rest = []
            for text in self.surface.lines[number].texts.values():
                for marker in reversed(scan(text)):
                    if marker.kind in ("open", "close"):
                        text = text[: marker.start] + text[marker.stop :]
                rest.append(text)
            if not any(map(str.strip, rest)):
                silent.add(number)
        return frozenset(silent)

    def _patterns(self, chains: Sequence[Sequence[Block]], base: Entity) -> Iterator[dict[int, Pattern]]:
        """The patterns of each line."""
        markers: dict[tuple[int, int], list[_Found]] = {}
        for found in self.found:
            markers.setdefault((found.line, found.column), []).append(found)
        for number, line in enumerate(self.surface.lines):
            chain = [block.entity for block in chains[number]]
            yield {
                column: self._pattern(text, markers.get((number, column), []), chain, base) for column, text in line.texts.items()
            }

    def _pattern(self, text: str, markers: Sequence[_Found], chain: Sequence[Entity], base: Entity) -> Pattern:
        marks, silent, merge, depth = [], [], False, 0
        for found in markers:
            marker = found.marker
            merge = merge or marker.word == "merge" or marker.kind == "merge"
            if marker.kind != "field":
                silent.append((marker.start, marker.stop))
                continue
            field = self._field(found, chain, base)
            marks.append(Mark(field, marker.start, marker.stop))
            depth = max(depth, _depth(field.entity, chain, base))
        return Pattern(text, tuple(marks), tuple(silent), depth if marks else len(chain), merge)

    def _field(self, found: _Found, chain: Sequence[Entity], base: Entity) -> Field:
        """What a marker names: where it stands, else in the blocks of its whole line."""
        name, marker = found.marker.name, found.marker
        outer = chain[: len(chain) - len(found.open)] if chain[len(chain) - len(found.open) :] == list(found.open) else ()
        field = field_in(name, _scope((*outer, *found.open), base)) or field_in(name, _scope(chain, base))
        if field is None:
            self._refuse(found)
        if field.kind == "packed" and marker.word != "packed":
            packed = Words(f", 或写 {{{{{name}|packed}}}} 印在一格里", f", or write {{{{{name}|packed}}}} for all in one cell")
            self._fail(kinds.LIST_OUTSIDE_BLOCK, found.line, found.column, marker, name="indicators", packed=packed)
        if (field.kind == "packed") != (marker.word == "packed"):
            self._unknown(found.line, found.column, marker)
        return field

    def _refuse(self, found: _Found) -> NoReturn:
        """Says why a marker names nothing where it stands."""
        marker = found.marker
        if marker.name in BLOCKS:
            name = LISTS[BLOCKS[marker.name]]
            self._fail(kinds.LIST_OUTSIDE_BLOCK, found.line, found.column, marker, name=name, packed="")
        home = next(homes(marker.name), None)
        if home is None:
            self._unknown(found.line, found.column, marker)
        if self.root == "head":
            self._fail(
                kinds.MARKER_PLACE,
                found.line,
                found.column,
                marker,
                what=Words("页眉或页脚 (每个项目相同)", "a page's head or foot, the same for all projects"),
            )
        self._fail(kinds.MARKER_OUT_OF_BLOCK, found.line, found.column, marker, block=_block(home.entity))

    def _check_merges(self, block: Block) -> None:
        """Raises where a block cuts through a merged range."""
        for child in block.children:
            for area in self.surface.merges:
                apart = area.bottom < child.first or child.last < area.top
                inside = child.first <= area.top and area.bottom <= child.last
                around = area.top <= child.first and child.last <= area.bottom
                if child.marker is not None and not (apart or inside or around):
                    what = _merged(self.surface.place(area.top, area.left), self.surface.place(area.bottom, area.right))
                    self._fail(kinds.BLOCK_ACROSS, child.first, child.column, child.marker, what=what)
            self._check_merges(child)


def _merged(first: Place, last: Place) -> Words:
    return Words(
        f"合并单元格 {first.within('zh')} 至 {last.within('zh')}", f"the merged cells {first.within('en')} to {last.within('en')}"
    )


def _block(entity: Entity) -> str:
    return f"{{{{#{LISTS[entity]}}}}}"


def _above(entity: Entity) -> Iterator[Entity]:
    """The entities that an entity belongs to, the nearest first."""
    while entity in PARENTS:
        entity = PARENTS[entity]
        yield entity


def _scope(chain: Sequence[Entity], base: Entity) -> tuple[Entity, ...]:
    """The entities at hand inside a chain of blocks, the innermost first."""
    scope: list[Entity] = [base, *_above(base)]
    for entity in chain:
        added = [entity, *_above(entity)]
        scope = [*(name for name in added if name not in scope), *scope]
    return tuple(scope)


def _depth(entity: Entity, chain: Sequence[Entity], base: Entity) -> int:
    """How many blocks of the chain must be entered before the entity is at hand."""
    return next(depth for depth in range(len(chain) + 1) if entity in _scope(chain[:depth], base))
