"""References to cells of a sheet whose rows have moved: in formulas, ranges and names."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from typing import Final

from msgspec import Struct

from .. import catalogue as kinds
from ..errors import UnreadableError
from ..language import Words
from ..patterns import regex
from ..places import column_letters, column_number
from .plan import Plan, Planned

__all__ = ["Moves", "move_formula", "move_range", "position_of", "quoted", "refers", "rename", "shift_formula"]

_COLUMN: Final = r"\$?[A-Za-z]{1,3}"
_TOKEN: Final = regex(
    r'"(?:[^"]|"")*"'
    r"|(?P<sheet>'(?:[^']|'')+'!|[\w.]+!)?"
    rf"(?:(?<![\w.])(?P<left>{_COLUMN})(?P<top>\$?\d{{1,7}})(?::(?P<right>{_COLUMN})(?P<bottom>\$?\d{{1,7}}))?(?![\w.(!])"
    r"|(?<![\w.$:])(?P<first>\$?\d{1,7}):(?P<last>\$?\d{1,7})(?![\w.(!:]))"
)
_CELL: Final = regex(r"([A-Za-z]{1,3})([0-9]{1,7})")
_NO_CELL: Final = Words("不是单元格", "is no cell")
_RANGE: Final = regex(rf"({_COLUMN})?(\$?\d{{1,7}})(?::({_COLUMN})?(\$?\d{{1,7}}))?")


class Moves(Struct, frozen=True):
    """Where the rows of a form's sheet are in the filled one; rows are counted from 1. Rows below the form's move together."""

    plan: Plan

    @property
    def still(self) -> bool:
        """Whether no row moves and none is repeated."""
        return [planned.line for planned in self.plan.lines] == list(range(len(self.plan.template.surface.lines)))

    def rows(self, row: int) -> list[int]:
        """All rows that a row of the form has become."""
        lines = len(self.plan.template.surface.lines)
        if row > lines:
            return [row - lines + len(self.plan.lines)]
        return [number + 1 for number in self.plan.places.get(row - 1, ())]

    def span(self, first: int, last: int, seen: Planned | None = None) -> tuple[int, int]:
        """The rows from the first that `first` has become to the last that `last` has become.

        For a formula in the line `seen`, rows of the same block are those of the same repetition.
        """
        return self._near(first, seen)[0], self._near(last, seen)[-1]

    def _near(self, row: int, seen: Planned | None) -> list[int]:
        template = self.plan.template
        if seen is None or row > len(template.surface.lines):
            return self.rows(row) or self._next(row)
        depth = sum(mine is other for mine, other in zip(template.chains[seen.line], template.chains[row - 1], strict=False))
        return [number + 1 for number in self.plan.near(row - 1, seen.path, depth)] or self._next(row)

    def _next(self, row: int) -> list[int]:
        """For a row that is not printed, the next one that is."""
        while not self.rows(row):
            row += 1
        return self.rows(row)

    def runs(self, first: int, last: int, seen: Planned | None = None) -> Iterator[tuple[int, int]]:
        """All rows that the rows from `first` to `last` have become, as runs of following rows; for a formula in `seen` those near it."""
        lines = len(self.plan.template.surface.lines)
        rows = sorted({number for row in range(first, min(last, lines) + 1) for number in self._near(row, seen)})
        ends = [(row, row) for row in rows]
        if last > lines:
            ends.append((self.rows(max(first, lines + 1))[0], min(self.rows(last)[0], 1_048_576)))
        joined: list[tuple[int, int]] = []
        for top, bottom in ends:
            if joined and joined[-1][1] >= top - 1:
                joined[-1] = joined[-1][0], bottom
            else:
                joined.append((top, bottom))
        yield from joined


def _row(text: str) -> int:
    return int(text.lstrip("$"))


def _at(text: str, row: int) -> str:
    """A row number written as `text` is, with or without the dollar."""
    return f"{'$' if text.startswith('$') else ''}{row}"


def move_formula(formula: str, home: str, moves: Mapping[str, Moves], seen: Planned | None = None) -> str:
    """The formula, in the line `seen` of sheet `home`, with all references to rows that have moved."""

    def move(found: re.Match[str]) -> str:
        first, last = found["top"] or found["first"], found["bottom"] or found["last"]
        sheet = found["sheet"] or ""
        moved = moves.get(_sheet(sheet) if sheet else home)
        if first is None or moved is None:
            return found[0]
        near = None if sheet and _sheet(sheet) != home else seen
        top, bottom = moved.span(_row(first), _row(last or first), near)
        if last is None:
            return f"{sheet}{found['left']}{_at(first, top)}"
        runs = list(moved.runs(_row(first), _row(last), near)) if home else [(top, bottom)]
        parts = [f"{sheet}{found['left'] or ''}{_at(first, one)}:{found['right'] or ''}{_at(last, other)}" for one, other in runs]
        return parts[0] if len(parts) == 1 else f"({','.join(parts)})"

    return _TOKEN.sub(move, formula)


def shift_formula(formula: str, rows: int, columns: int) -> str:
    """The formula as it is in a cell so many rows and columns further: what a shared formula means there."""

    def move(found: re.Match[str]) -> str:
        text = found["sheet"] or ""
        if found["top"]:
            text += _shifted_column(found["left"], columns) + _shifted_row(found["top"], rows)
            return text + (
                f":{_shifted_column(found['right'], columns)}{_shifted_row(found['bottom'], rows)}" if found["bottom"] else ""
            )
        return text + f"{_shifted_row(found['first'], rows)}:{_shifted_row(found['last'], rows)}" if found["first"] else found[0]

    return _TOKEN.sub(move, formula)


def _shifted_row(text: str, rows: int) -> str:
    return text if text.startswith("$") else str(int(text) + rows)


def _shifted_column(text: str, columns: int) -> str:
    return text if text.startswith("$") else column_letters(column_number(text) + columns)


def position_of(reference: str) -> tuple[int, int]:
    """Row and column of a cell's reference, counted from 1; raises `UnreadableError` for what is none."""
    found = _CELL.fullmatch(reference)
    if found is None:
        raise UnreadableError(kinds.BROKEN_PACKAGE, part=reference[:20], reason=_NO_CELL)
    return int(found[2]), column_number(found[1])


def refers(formula: str, names: Container[str]) -> bool:
    """Whether the formula refers to one of these sheets."""
    return any(found["sheet"] and _sheet(found["sheet"]) in names for found in _TOKEN.finditer(formula))


def _sheet(prefix: str) -> str:
    """The name of the sheet in the prefix of a reference."""
    name = prefix[:-1]
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def quoted(name: str) -> str:
    """The prefix of references to a sheet."""
    return "'" + name.replace("'", "''") + "'!"


def rename(formula: str, old: str, new: str) -> str:
    """The formula with references to another sheet."""
    return _TOKEN.sub(
        lambda found: (
            quoted(new) + found[0][len(found["sheet"]) :] if found["sheet"] and _sheet(found["sheet"]) == old else found[0]
        ),
        formula,
    )


def move_range(text: str, runs: Callable[[int, int], Iterator[tuple[int, int]]]) -> str:
    """A list of ranges (`A1:B2 C3`) with their rows moved; a range whose rows are repeated apart becomes several."""
    parts: list[str] = []
    for part in text.split():
        found = _RANGE.fullmatch(part)
        if found is None:
            parts.append(part)
            continue
        left, top, right, bottom = found.groups()
        for first, last in runs(_row(top), _row(bottom or top)):
            single = not bottom and first == last
            parts.append(
                f"{left or ''}{_at(top, first)}" + ("" if single else f":{right or left or ''}{_at(bottom or top, last)}")
            )
    return " ".join(parts)
