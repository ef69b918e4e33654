r"""Tables drawn as text, and made into files by programs that are not goalconv.

A sketch is lines of cells between `|`. A line without one is a line of text outside the table; `<` continues the
cell left of it and `^` the one above; `\n` is a line break in a cell, `\|` a bar; `=== name` begins another sheet.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from typing import NamedTuple

import docx
import openpyxl

SHEET = re.compile(r"^=== *(.*)$", re.MULTILINE)
BAR = re.compile(r"(?<!\\)\|")


class Box(NamedTuple):
    row: int
    column: int
    rows: int
    columns: int
    text: str


class Block(NamedTuple):
    """A line of text, or a table: its boxes and how many rows and columns it has."""

    boxes: list[Box]
    rows: int
    columns: int
    is_table: bool


class Sheet(NamedTuple):
    name: str
    blocks: list[Block]


def sheets(sketch: str) -> list[Sheet]:
    first, *others = SHEET.split(sketch.strip("\n"))
    parts = [("Sheet1", first)] if first.strip() else []
    parts += zip(others[::2], others[1::2], strict=True)
    return [Sheet(name.strip(), list(_blocks(text))) for name, text in parts]


def _blocks(text: str) -> Iterator[Block]:
    table: list[list[str]] = []
    for line in [*text.strip("\n").split("\n"), ""]:
        cells = [cell.strip(" ").replace("\\|", "|").replace("\\n", "\n") for cell in BAR.split(line)]
        if len(cells) > 1:
            table.append(cells)
            continue
        if table:
            yield _table(table)
            table = []
        if line.strip():
            yield Block([Box(0, 0, 1, 1, cells[0])], 1, 1, False)


def _table(lines: list[list[str]]) -> Block:
    width = max(map(len, lines))
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    reach: dict[tuple[int, int], tuple[int, int]] = {}
    for row, cells in enumerate(lines):
        for column, text in enumerate(cells + [""] * (width - len(cells))):
            at = (row, column)
            start = owner[row, column - 1] if text == "<" else owner[row - 1, column] if text == "^" else at
            owner[at] = start
            reach[start] = at
    boxes = [
        Box(row, column, reach[row, column][0] - row + 1, reach[row, column][1] - column + 1, (lines[row] + [""] * width)[column])
        for row, column in sorted(reach)
    ]
    return Block(boxes, len(lines), width, True)


def ink(sketch: str) -> int:
    """The non-blank characters of a sketch, counted without any reader."""
    return sum(len("".join(box.text.split())) for sheet in sheets(sketch) for block in sheet.blocks for box in block.boxes)


def xlsx(sketch: str) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets(sketch):
        page = book.create_sheet(sheet.name)
        width = max(block.columns for block in sheet.blocks)
        top = 1
        for block in sheet.blocks:
            for box in block.boxes:
                row, column = top + box.row, 1 + box.column
                cell = page.cell(row, column)
                cell.value = box.text or None
                if box.text.startswith("="):
                    cell.data_type = "s"
                columns = box.columns if block.is_table else width
                if (box.rows, columns) != (1, 1):
                    page.merge_cells(
                        start_row=row, start_column=column, end_row=row + box.rows - 1, end_column=column + columns - 1
                    )
            top += block.rows
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def word(sketch: str) -> bytes:
    document = docx.Document()
    for sheet in sheets(sketch):
        for block in sheet.blocks:
            if not block.is_table:
                document.add_paragraph(block.boxes[0].text)
                continue
            table = document.add_table(block.rows, block.columns)
            grid = [list(row.cells) for row in table.rows]
            for box in block.boxes:
                cell = grid[box.row][box.column]
                if (box.rows, box.columns) != (1, 1):
                    cell = cell.merge(grid[box.row + box.rows - 1][box.column + box.columns - 1])
                cell.text = box.text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def web(sketch: str) -> bytes:
    parts = ['<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>']
    for sheet in sheets(sketch):
        for block in sheet.blocks:
            if block.is_table:
                rows = ("".join(_td(box) for box in block.boxes if box.row == row) for row in range(block.rows))
                parts.append("<table>" + "".join(f"<tr>{cells}</tr>" for cells in rows) + "</table>")
            else:
                parts.append(f"<p>{html.escape(block.boxes[0].text)}</p>")
    return "\n".join([*parts, "</body></html>"]).encode()


def _td(box: Box) -> str:
    text = html.escape(box.text).replace("\n", "<br>")
    return f'<td rowspan="{box.rows}" colspan="{box.columns}">{text}</td>'


def text(sketch: str) -> bytes:
    lines: list[str] = []
    for sheet in sheets(sketch):
        for block in sheet.blocks:
            cells = [[""] * block.columns for _ in range(block.rows)]
            for box in block.boxes:
                cells[box.row][box.column] = f'"{box.text}"' if "\n" in box.text else box.text
            lines += ["\t".join(row) for row in cells]
    return "\n".join(lines).encode()


def clipboard(sketch: str) -> str:
    """What Chromium gives of the page that `web` makes where all of it is copied: no cell for what a merged one covers, no blank before the first text of a row."""
    copied, before = "", None
    for block in (block for sheet in sheets(sketch) for block in sheet.blocks):
        rows = ("\t".join(box.text for box in block.boxes if box.row == row).lstrip("\t") for row in range(block.rows))
        copied += {None: "", True: "\n", False: "\n\n"}[before] + "\n".join(filter(None, rows))
        before = block.is_table
    return copied


MAKERS = {"xlsx": xlsx, "docx": word, "html": web, "text": text}
