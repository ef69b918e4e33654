"""Templates: the official look of each layout as data (TOML files beside this module).

A template names the page, what stands in its head and foot, the faces, a style for each role of row
and cell, and for each column its label and how much of the page it takes. All writers draw from the
same template. What the layouts have in common stands once, in `common.toml`. Styles are looked up by
role: what the row's role says goes over what the cell's role says.
"""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

from msgspec import UNSET, Meta, Struct, UnsetType, convert
from msgspec.structs import asdict

__all__ = ["Band", "Border", "Cells", "Column", "Face", "Page", "Part", "Rows", "Style", "Template", "load", "merged", "tree"]

Length: TypeAlias = Annotated[
    float, Meta(ge=0, le=2000, title="a number from 0 to 2000 (mm)", description="0 到 2000 之间的数（毫米）")
]
Paper: TypeAlias = Annotated[
    float, Meta(ge=50, le=2000, title="a number from 50 to 2000 (mm)", description="50 到 2000 之间的数（毫米）")
]
Share: TypeAlias = Annotated[float, Meta(gt=0, le=2000, title="a number above 0", description="大于 0 的数")]
Size: TypeAlias = Annotated[
    float, Meta(ge=4, le=72, title="a number from 4 to 72 (points)", description="4 到 72 之间的数（磅）")
]
Leading: TypeAlias = Annotated[
    float, Meta(ge=1, le=4, title="a number from 1 to 4 (line height over size)", description="1 到 4 之间的数（行高与字号之比）")
]
Hang: TypeAlias = Annotated[float, Meta(ge=0, le=10, title="a number from 0 to 10 (ems)", description="0 到 10 之间的数（字）")]
Rule: TypeAlias = Annotated[float, Meta(ge=0, le=6, title="a number from 0 to 6 (points)", description="0 到 6 之间的数（磅）")]
Colour: TypeAlias = Annotated[
    str,
    Meta(
        pattern="^[0-9A-Fa-f]{6}$",
        title='a colour as six hexadecimal digits, "C00000"',
        description='六位十六进制颜色, 如 "C00000"',
    ),
]
Fill: TypeAlias = Annotated[
    str,
    Meta(pattern="^([0-9A-Fa-f]{6})?$", title='a colour as six hexadecimal digits, or ""', description='六位十六进制颜色, 或 ""'),
]
Choices: TypeAlias = Annotated[
    tuple[Annotated[str, Meta(pattern=r"^[^,\x00-\x20]([^,\x00-\x1f]*[^,\x00-\x20])?$")], ...],
    Meta(title="a list of texts without commas", description="一列文字, 不含半角逗号"),
]
Align: TypeAlias = Literal["left", "center", "right"]
Valign: TypeAlias = Literal["top", "middle", "bottom"]


class Page(Struct, frozen=True, forbid_unknown_fields=True):
    """The sheet of paper and its margins, in millimetres."""

    width: Paper
    height: Paper
    top: Length
    bottom: Length
    left: Length
    right: Length

    @property
    def landscape(self) -> bool:
        """Whether the page is wider than it is high."""
        return self.width > self.height

    @property
    def text_width(self) -> float:
        """The width between the margins, in millimetres."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """The height between the margins, in millimetres."""
        return self.height - self.top - self.bottom


class Band(Struct, frozen=True, forbid_unknown_fields=True):
    """A line in the head or foot of each page, `distance` millimetres from the text; nothing where `text` is "".

    `{page}` and `{pages}` in it stand for numbers. "outside" is right on odd and left on even pages (GB/T 9704-2012, 7.5).
    """

    text: str = ""
    face: str = "body"
    size: Size = 9
    align: Literal["left", "center", "right", "outside"] = "center"
    distance: Length = 5

    def side(self, page: int) -> Align:
        """Where the line stands on page number `page`."""
        if self.align == "outside":
            return "right" if page % 2 else "left"
        return self.align


class Border(Struct, frozen=True, forbid_unknown_fields=True):
    """The rules of a table: thickness in points, and colour."""

    width: Rule = 0.5
    color: Colour = "000000"


class Face(Struct, frozen=True, forbid_unknown_fields=True):
    """A face: the name Word and Excel in China know it by, and the font file that a PDF embeds."""

    office: str
    latin: str
    file: str
    bold: bool = False


class Style(Struct, frozen=True, forbid_unknown_fields=True):
    """How the text of a cell looks. Sizes in points; `leading` is a line's height over its size, `hang` is in ems."""

    face: str = "body"
    size: Size = 9
    leading: Leading = 1.35
    align: Align = "left"
    valign: Valign = "middle"
    fill: Fill = ""
    color: Colour = "000000"
    hang: Hang = 0


class Part(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What one role says of the style of its cells."""

    face: str | UnsetType = UNSET
    size: Size | UnsetType = UNSET
    leading: Leading | UnsetType = UNSET
    align: Align | UnsetType = UNSET
    valign: Valign | UnsetType = UNSET
    fill: Fill | UnsetType = UNSET
    color: Colour | UnsetType = UNSET
    hang: Hang | UnsetType = UNSET


class Cells(Struct, frozen=True, forbid_unknown_fields=True):
    """The styles of cells by their roles."""

    text: Part = Part()
    label: Part = Part()
    level: Part = Part()
    value: Part = Part()
    name: Part = Part()
    amount: Part = Part()
    list: Part = Part()


class Rows(Struct, frozen=True, forbid_unknown_fields=True):
    """The styles of rows by their roles."""

    title: Part = Part()
    line: Part = Part()
    unit_line: Part = Part()
    header: Part = Part()
    total: Part = Part()
    unit: Part = Part()
    body: Part = Part()
    note: Part = Part()


class Column(Struct, frozen=True, forbid_unknown_fields=True):
    """A column: the label its header prints, and its share of the page's width; `fixed` makes it millimetres.

    `choices` are texts that a workbook offers to who fills in the column; any other text may stand there as well.
    """

    label: str
    width: Share
    fixed: bool = False
    choices: Choices = ()


class Template(Struct, frozen=True, forbid_unknown_fields=True):
    """The official look of one layout; `name` is what its sheet is called, `labels` are those that are no column's.

    `stand_ins` are the faces that a web page takes where the reader's machine has not the one that is named,
    `words` those that a line of a title or a label does not end within.
    """

    name: str
    page: Page
    header: Band
    footer: Band
    border: Border
    faces: dict[str, Face]
    stand_ins: dict[str, tuple[str, ...]]
    cells: Cells
    rows: Rows
    columns: dict[str, Column]
    labels: dict[str, str]
    other_width: Share
    padding: Length
    row_height: Length
    continued: str
    words: tuple[str, ...]

    def style(self, row: str, cell: str) -> Style:
        """The style of a cell with role `cell` in a row with role `row`."""
        return _style(self, row, cell)

    def __hash__(self) -> int:
        return id(self)


@lru_cache(maxsize=4096)
def _style(template: Template, row: str, cell: str) -> Style:
    parts = asdict(getattr(template.cells, cell)), asdict(getattr(template.rows, row))
    return Style(**{name: value for part in parts for name, value in part.items() if value is not UNSET})


@cache
def load(name: str) -> Template:
    """The built-in template of the layout `name`, or the one in the file of a layout's own, whose path ends in .toml."""
    return convert(tree(name), Template)


def tree(name: str) -> dict[str, Any]:
    """The template of the layout `name`, see `load`, as it is written, together with what all layouts have in common."""
    return merged(_toml("common"), _toml(name))


def merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Both trees in one: what `above` says goes over what `below` says, key by key."""
    both = {**below, **above}
    for key in below.keys() & above.keys():
        if isinstance(below[key], dict) and isinstance(above[key], dict):
            both[key] = merged(below[key], above[key])
    return both


def _toml(name: str) -> dict[str, Any]:
    path = Path(name) if name.endswith(".toml") else Path(__file__).with_name(f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
