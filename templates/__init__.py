"""Templates: the official look of each layout as data (TOML files beside this module).

A template names the page, the faces, a style for each role of row and cell, and for each column
its label and how much of the page it takes. All writers draw from the same template. Styles are
looked up by role: what the row's role says goes over what the cell's role says.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct, convert

__all__ = ["Column", "Face", "Page", "Style", "Template", "load"]


class Page(Struct, frozen=True, forbid_unknown_fields=True):
    """The sheet of paper, in millimetres, and what stands in its foot."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    footer: str
    footer_face: str
    footer_size: float

    @property
    def landscape(self) -> bool:
        """Whether the page is wider than it is high."""
        return self.width > self.height

    @property
    def text_width(self) -> float:
        """The width between the margins, in millimetres."""
        return self.width - self.left - self.right


class Face(Struct, frozen=True, forbid_unknown_fields=True):
    """A face: the name Word and Excel in China know it by, and the font file that a PDF embeds."""

    office: str
    latin: str
    file: str
    bold: bool = False


class Style(Struct, frozen=True, forbid_unknown_fields=True):
    """How the text of a cell looks. Sizes in points; `leading` is a line's height over its size."""

    face: str = "body"
    size: float = 9
    leading: float = 1.35
    align: Literal["left", "center", "right"] = "left"
    valign: Literal["top", "middle", "bottom"] = "middle"
    fill: str = ""
    hang: float = 0


class Column(Struct, frozen=True, forbid_unknown_fields=True):
    """A column: the label its header prints, and its share of the page's width."""

    label: str
    width: float


class Template(Struct, frozen=True, forbid_unknown_fields=True):
    """The official look of one layout; `name` is what its sheet is called."""

    name: str
    page: Page
    faces: dict[str, Face]
    cells: dict[str, dict[str, str | float]]
    rows: dict[str, dict[str, str | float]]
    columns: dict[str, Column]
    other_width: float
    padding: float
    border: float
    continued: str

    def style(self, row: str, cell: str) -> Style:
        """The style of a cell with role `cell` in a row with role `row`."""
        return _style(self, row, cell)

    def __hash__(self) -> int:
        return id(self)


@cache
def _style(template: Template, row: str, cell: str) -> Style:
    return convert(template.cells.get(cell, {}) | template.rows.get(row, {}), Style)


@cache
def load(name: str) -> Template:
    """The built-in template of the layout `name`."""
    source = Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8")
    return convert(tomllib.loads(source), Template)
