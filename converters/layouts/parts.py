"""Where in a grid the forms stand: each with the lines before it, its blocks of indicators, and the notes after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from ..grid import Cell, Row
from ..items import is_level
from ..labels import LINE_LABELS, field_of, key_of
from ..patterns import regex
from .body import KIND_LABELS
from .headers import Header, header_at
from .indicator_columns import IndicatorColumns
from .ladder_labels import heads, label_in
from .lines import is_note, stands_above
from .row_pieces import filled_cells

__all__ = ["SUMS", "Block", "Part", "begins_ladder", "is_sum", "is_summary", "parts_of"]

_TITLE: Final = regex(r"目标.{0,14}表|申报表|审批表|批复表|自评表|监控|绩效目标$")
SUMS: Final = frozenset({"总分", "合计", "总计", "合计得分", "总得分", "小计", "得分合计"})
"""What begins the row of the sums of points."""
_LINE: Final = regex(rf"\s*(?:{'|'.join(labels[0] for labels in LINE_LABELS.values())})\s*[：:]")
_YEAR: Final = regex(r"\s*\d{4}\s*年?度?\s*")
_HEAD: Final = frozenset({"name", "competent_department", "implementing_unit", "department", "code"})


class Block(Struct, frozen=True):
    """A block of indicators: the index of its header, the header, the index after its last row; and which of its rows say nothing new."""

    start: int
    header: Header
    stop: int
    repeated: frozenset[int]


class Part(Struct, frozen=True):
    """A stretch of a grid: a form with its blocks, or the list 汇总 whose header and last row are given."""

    rows: Sequence[Row]
    blocks: tuple[Block, ...] = ()
    summary: tuple[int, int] | None = None

    @property
    def first(self) -> int:
        """The index of the first row of the ladder; that of the first block where there is none."""
        limit = self.blocks[0].start
        rows = enumerate(self.rows[:limit])
        return next(
            (
                index
                for index, row in rows
                if begins_ladder(row) and not _is_line(row) and not _states(row, "title", "fiscal_year")
            ),
            limit,
        )

    @property
    def beside(self) -> Iterator[Row]:
        """The rows behind the blocks of indicators, and between them."""
        stops = [*(block.start for block in self.blocks[1:]), len(self.rows)]
        for block, stop in zip(self.blocks, stops, strict=True):
            yield from self.rows[block.stop : stop]


def is_summary(row: Row) -> bool:
    """Whether a row is the header of a 汇总: it says what each row is, and leaves the goals to the forms."""
    stands = {cell.column: cell.text for cell in row.cells}
    if field_of(stands.get(0, "")) != "name" or field_of(stands.get(1, "")) != "kind":
        return False
    return {"goal", "period_goal"}.isdisjoint(map(field_of, stands.values()))


def is_sum(row: Row, columns: IndicatorColumns) -> bool:
    """Whether a row adds up the points of the rows above, and is no indicator with such a word in its level."""
    filled = filled_cells(row)
    names = {side.columns.get("name") for side in columns.sides}
    return bool(filled) and key_of(filled[0].text) in SUMS and not any(cell.column in names for cell in filled[1:])


def parts_of(rows: Sequence[Row]) -> Iterator[Part]:
    """The forms of a grid and its lists, in order."""
    found = _headers(rows)
    start = at = 0
    while at < len(found):
        index, header = found[at]
        limit = _limit(rows, found, at + 1)
        if header is None:
            stop = index + 1 + _summary_length(rows[index:limit])
            end = limit if limit == len(rows) else _next_form(rows, stop, limit)
            yield Part(rows[start:end], summary=(index - start, stop - start))
            start, at = end, at + 1
            continue
        blocks: list[Block] = []
        while header is not None and (not blocks or not _divided(rows, blocks[-1].stop, index)):
            limit = _limit(rows, found, at + 1)
            block, at = _block(rows, start, found, at, limit)
            blocks.append(block)
            if at == len(found):
                break
            index, header = found[at]
        end = len(rows) if at == len(found) else _next_form(rows, blocks[-1].stop, index)
        shifted = (
            Block(item.start - start, item.header, item.stop - start, frozenset(row - start for row in item.repeated))
            for item in blocks
        )
        yield Part(rows[start:end], tuple(shifted))
        start = end


def _headers(rows: Sequence[Row]) -> list[tuple[int, Header | None]]:
    """The headers of blocks and, as None, of lists."""
    found: list[tuple[int, Header | None]] = []
    below = 0
    for index, row in enumerate(rows):
        header = header_at(rows, index) if index >= below else None
        if header is not None:
            below = index + header.depth
        if header is not None or is_summary(row):
            found.append((index, header))
    return found


def _limit(rows: Sequence[Row], found: Sequence[tuple[int, Header | None]], at: int) -> int:
    return found[at][0] if at < len(found) else len(rows)


def _divided(rows: Sequence[Row], first: int, second: int) -> bool:
    """Whether another form's head stands between two headers."""
    return any(_is_title(row) or _begins_form(row) for row in rows[first:second])


def _block(rows: Sequence[Row], start: int, found: Sequence[tuple[int, Header | None]], at: int, limit: int) -> tuple[Block, int]:
    """The block under header number `at`, over the headers that only repeat it; and the number of the next header."""
    index, header = found[at]
    assert header is not None
    before = {_key(row) for row in rows[start:index] if len(filled_cells(row)) == 1 or stands_above(row)}
    repeated: set[int] = set()
    first = index + header.depth
    while True:
        stop = _stop(rows, first, limit, header, before, repeated)
        at += 1
        following = found[at][1] if at < len(found) else None
        if (
            following is None
            or following.keys != header.keys
            or any(_key(row) not in before for row in rows[stop:limit] if filled_cells(row))
        ):
            return Block(index, header, stop, frozenset(repeated)), at
        repeated |= {*range(stop, limit), *range(limit, limit + following.depth)}
        first = limit + following.depth
        limit = _limit(rows, found, at + 1)


def _stop(rows: Sequence[Row], first: int, limit: int, header: Header, before: set[str], repeated: set[int]) -> int:
    """The index after the last row of a block; lines that print again what stands before the form are added to `repeated`."""
    index = first
    while index < limit:
        row = rows[index]
        if filled_cells(row) and _key(row) in before:
            over = index
            while over < limit and (not filled_cells(rows[over]) or _key(rows[over]) in before):
                over += 1
            if over == limit or _ends_block(rows[over], header):
                return index
            repeated |= set(range(index, over))
            index = over
            continue
        if _ends_block(row, header):
            return index
        index += 1
        if is_sum(row, header.columns):
            return index
    return index


def _ends_block(row: Row, header: Header) -> bool:
    filled = filled_cells(row)
    if not filled:
        return False
    first, columns = filled[0], header.columns
    if first.column == 0 and (_begins_form(row) or is_note(first.text)):
        return True
    if len(filled) == 1 and first.column == 0 and (row.role == "line" or first.colspan > 2):
        return True
    outside = (
        first.column < columns.start
        and field_of(first.text) != "indicators"
        and label_in(first) != "group"
        and len(first.text.strip()) > 4
    )
    if outside or _is_label_beside(filled, header):
        return True
    return _is_pair(filled, columns.all) and not is_sum(row, columns)


def _is_label_beside(filled: Sequence[Cell], header: Header) -> bool:
    """Whether a label stands left of the block with one text beside it, which is no indicator: 说明 | 无."""
    columns = header.columns
    own = {column for name, column in columns.all.items() if name in ("name", "value")}
    if filled[0].column >= columns.start or len(filled) != 2 or field_of(filled[0].text) == "indicators":
        return False
    return filled[1].column not in own and not is_level(filled[1].text)


def _is_pair(filled: Sequence[Cell], columns: dict[str, int]) -> bool:
    """Whether a row is a label and its text, and no indicator: what stands in the column of level 1 is no level."""
    first = filled[0]
    others = {cell.column for cell in filled} & {columns.get(name) for name in ("name", "value")}
    own = columns.get("level1") == first.column and not is_level(first.text)
    return own and len(filled) <= 2 and (not others or first.column + first.colspan == filled[-1].column)


def _key(row: Row) -> str:
    return "\t".join(key_of(cell.text) for cell in row.cells if cell.text.strip())


def _summary_length(rows: Sequence[Row]) -> int:
    """How many rows below the header of a 汇总 belong to it, each of which says what it is as well."""
    for index, row in enumerate(rows[1:]):
        filled = filled_cells(row)
        if (len(filled) == 1 and filled[0].column == 0) or (_begins_form(row) and not _says_kind(row)):
            return index
    return len(rows) - 1


def _says_kind(row: Row) -> bool:
    """Whether a row of a 汇总 says that it is a project, a unit or the total, be it called like a label."""
    return any(cell.column == 1 and key_of(cell.text) in KIND_LABELS.values() for cell in row.cells)


def _next_form(rows: Sequence[Row], stop: int, limit: int) -> int:
    """Where the next form begins: at its title, else at the first of its labels."""
    titles = [index for index in range(stop, limit) if _is_title(rows[index])]
    first = next((index for index in range(stop, limit) if _begins_form(rows[index])), limit)
    before = [index for index in titles if index < first]
    return before[-1] if before else first


def _begins_form(row: Row) -> bool:
    """Whether a row begins with a label of a form's head, or with one and its text behind the label of a whole group: 项目信息 | 项目名称 | 甲.

    So does one that begins with the year: 预算年度 | 2025.
    """
    filled = filled_cells(row)
    if len(filled) > 1 and _states(row, "fiscal_year") and _YEAR.fullmatch(filled[1].text):
        return True
    begin = filled if len(filled) > 2 else filled[:1]
    return any(heads(cell) in _HEAD for cell in begin[:2])


def _is_title(row: Row) -> bool:
    filled = filled_cells(row)
    return len(filled) == 1 and _TITLE.search(filled[0].text) is not None and not is_note(filled[0].text)


def _is_line(row: Row) -> bool:
    """Whether a row is one of the lines above a table, such as 部门名称：…: others may follow it, which no ladder knows."""
    filled = filled_cells(row)
    return len(filled) == 1 and _LINE.match(filled[0].text) is not None


def _states(row: Row, *names: str) -> bool:
    """Whether a row begins with a label of one of these fields, which stand above a form and not in it."""
    filled = filled_cells(row)
    return bool(filled) and field_of(filled[0].text, "line") in names


def begins_ladder(row: Row) -> bool:
    """Whether a row holds a label that the head of a form begins with."""
    return any(heads(cell) in {*_HEAD, "period"} for cell in row.cells)
