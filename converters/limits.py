"""Every limit on what is read, in one place: what it counts, how much of it is let in, and what is said of more.

A limit keeps a file from using up the machine; real tables are far below all of them. Each is named in its error,
so that whoever trusts a file can raise it: `ReadOptions(limits=Limits(rows=200_000))`, `--limit rows=200000`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import BinaryIO, Final

from msgspec import Struct, structs

from . import catalogue as kinds
from .amounts import MAX_DECIMALS, MAX_DIGITS, plain
from .errors import UnreadableError, UsageError
from .grid import Grid
from .language import Words, near
from .model import Funding, GoalTable
from .patterns import regex
from .places import Place
from .pointers import project_at, unit_at

__all__ = ["Budget", "Limits", "hold_grids", "hold_table", "limits_from"]

_PIECE: Final = 1 << 20
_COUNT: Final = regex(r"[1-9][0-9]{0,14}")
_MOST: Final = {"amount_digits": MAX_DIGITS, "amount_decimals": MAX_DECIMALS}
"""Limits that the canonical document sets."""
_WITHIN: Final = Words("{within} 的{what}", "{what} of {within}")
_COUNTED: Final = {
    "input_bytes": Words("文件字节数", "the number of bytes"), "zip_entries": Words("部件数", "the number of parts"),
    "zip_ratio": Words("压缩倍数", "the ratio of compression"), "part_bytes": Words("解压后字节数", "the number of bytes unpacked"),
    "package_bytes": Words("各部件解压后字节数", "the number of bytes unpacked"), "xml_depth": Words("XML 层数", "the depth of elements"),
    "rows": Words("行数", "the number of rows"), "columns": Words("列数", "the number of columns"),
    "cells": Words("非空单元格数", "the number of cells that hold something"), "merges": Words("合并区域数", "the number of merged ranges"),
    "merged_area": Words("合并区域所占的格数", "the number of places that merged ranges take"),
    "cell_characters": Words("单元格字符数", "the number of characters of a cell"),
    "indicators": Words("一个项目的指标数", "the number of indicators of a project"), "json_depth": Words("JSON 层数", "the depth of the JSON"),
    "html_depth": Words("网页元素层数", "the depth of elements"), "html_nodes": Words("网页元素数", "the number of elements"),
    "amount_digits": Words("金额的整数位数", "the number of digits before the point of an amount"),
    "amount_decimals": Words("金额的小数位数", "the number of digits after the point of an amount"),
    "pdf_pages": Words("页数", "the number of pages"), "pdf_objects": Words("对象数", "the number of objects"),
    "pdf_points": Words("路径点数", "the number of points of paths"), "pdf_characters": Words("字符数", "the number of characters"),
    "pdf_depth": Words("对象层数", "the depth of forms"), "pdf_rules": Words("一页的框线数", "the number of rules on a page"),
    "pdf_fields": Words("一张表的格数", "the number of fields of a table"),
    "pdf_bytes": Words("页面内容解压后字节数", "the number of bytes of a page, unpacked"),
}  # fmt: skip
"""What each limit counts."""


class Budget(Struct, frozen=True):
    """What a call in a child process may use: seconds on the clock, and bytes of resident memory of the whole child."""

    seconds: float = 30
    memory: int = 1 << 30


class Limits(Struct, frozen=True):
    """How much of a file is read: counts, bytes where the name says so, and what a child process may use.

    `amount_digits` and `amount_decimals` can only be lowered: the canonical document holds no more.
    `zip_ratio` holds for parts that inflate to more than 8 MiB. `rows`, `columns`, `cells` and `merges` count what
    is not blank on one sheet or in one table. Of the `pdf_…` limits, `pdf_objects` to
    `pdf_rules` count what is on one page, `pdf_fields` the cells of one table, `pdf_bytes` what one stream expands to.
    """

    input_bytes: int = 20 << 20
    zip_entries: int = 20_000
    zip_ratio: int = 200
    part_bytes: int = 64 << 20
    package_bytes: int = 256 << 20
    xml_depth: int = 100
    rows: int = 60_000
    columns: int = 256
    cells: int = 500_000
    merges: int = 20_000
    merged_area: int = 2_000_000
    cell_characters: int = 200_000
    indicators: int = 2_000
    amount_digits: int = MAX_DIGITS
    amount_decimals: int = MAX_DECIMALS
    json_depth: int = 100
    html_depth: int = 512
    html_nodes: int = 2_000_000
    pdf_pages: int = 2_000
    pdf_objects: int = 100_000
    pdf_points: int = 400_000
    pdf_characters: int = 100_000
    pdf_depth: int = 20
    pdf_rules: int = 2_000
    pdf_fields: int = 100_000
    pdf_bytes: int = 16 << 20
    seconds: int = 30
    memory: int = 1 << 30

    @property
    def budget(self) -> Budget:
        """What a child process may use."""
        return Budget(self.seconds, self.memory)

    def hold(self, name: str, value: int, within: str | Words = "", place: Place | None = None) -> None:
        """Raises `UnreadableError` where `value` is over the limit called `name`; `within` is the part or sheet that it is of."""
        limit = getattr(self, name)
        if value > limit:
            what = _WITHIN.of(within=within, what=_COUNTED[name]) if within else _COUNTED[name]
            raise UnreadableError(kinds.PACKAGE_LIMIT, place, name=name, what=what, value=value, limit=limit)

    def take(self, stream: BinaryIO, expected: int = 0) -> bytes:
        """All bytes of a stream that may have `expected` of them; raises `UnreadableError` where there are more than `input_bytes`.

        Room is made for what there is, and not for the limit: that may be more than the memory of the machine.
        """
        pieces, left = [], self.input_bytes + 1
        while left and (piece := stream.read(min(left, max(expected + 1, _PIECE)))):
            pieces.append(piece)
            left -= len(piece)
        data = b"".join(pieces)
        self.hold("input_bytes", len(data))
        return data


def hold_grids(grids: Iterable[Grid], limits: Limits) -> None:
    """Raises `UnreadableError` where a grid is over a limit, whatever file it comes from; some readers stop earlier."""
    for grid in grids:
        limits.hold("rows", len(grid.rows), grid.name)
        limits.hold("columns", grid.width, grid.name)
        limits.hold("cells", sum(len(row.cells) for row in grid.rows), grid.name)
        merged = [cell for row in grid.rows for cell in row.cells if cell.rowspan > 1 or cell.colspan > 1]
        limits.hold("merged_area", sum(cell.rowspan * cell.colspan for cell in merged), grid.name)
        for row in grid.rows:
            for cell in row.cells:
                if len(cell.text) > limits.cell_characters:
                    limits.hold("cell_characters", len(cell.text), place=cell.place)


def hold_table(table: GoalTable, place_of: Callable[[str], Place | None], limits: Limits) -> None:
    """Raises `UnreadableError` for a project with too many indicators, and for an amount with too many digits, at its place."""
    _hold_amounts(table.funding, "/funding", place_of, limits)
    for u, unit in enumerate(table.units):
        _hold_amounts(unit.funding, f"{unit_at(u)}/funding", place_of, limits)
        for p, project in enumerate(unit.projects):
            pointer = project_at(u, p)
            if len(project.indicators) > limits.indicators:
                limits.hold("indicators", len(project.indicators), place=place_of(pointer))
            _hold_amounts(project.funding, f"{pointer}/funding", place_of, limits)
            _hold_amounts(project.period_funding, f"{pointer}/period_funding", place_of, limits)


def _hold_amounts(funding: Funding | None, pointer: str, place_of: Callable[[str], Place | None], limits: Limits) -> None:
    if funding is None or (limits.amount_digits >= MAX_DIGITS and limits.amount_decimals >= MAX_DECIMALS):
        return
    for name, amount in {
        "/total": funding.total,
        **{f"/sources/{name}": amount for name, amount in funding.sources.items()},
    }.items():
        if amount is not None:
            whole, _, decimals = plain(abs(amount)).partition(".")
            limits.hold("amount_digits", len(whole), place=place_of(pointer + name))
            limits.hold("amount_decimals", len(decimals), place=place_of(pointer + name))


def limits_from(settings: Iterable[str]) -> Limits:
    """The usual limits with some set anew, each as `NAME=VALUE`; raises `UsageError` for a name or value that is none or cannot be."""
    changed: dict[str, int] = {}
    for setting in settings:
        name, _, value = setting.partition("=")
        name = name.strip().replace("-", "_")
        if name not in Limits.__struct_fields__:
            raise UsageError(
                kinds.LIMIT_UNKNOWN,
                name=name,
                near=near(name, Limits.__struct_fields__),
                known=", ".join(Limits.__struct_fields__),
            )
        if not _COUNT.fullmatch(value.strip()):
            raise UsageError(kinds.LIMIT_VALUE, name=name, value=value)
        if int(value) > _MOST.get(name, int(value)):
            raise UsageError(kinds.LIMIT_FIXED, name=name, value=value, most=_MOST[name])
        changed[name] = int(value)
    return structs.replace(Limits(), **changed)
