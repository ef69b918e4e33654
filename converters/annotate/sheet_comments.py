"""Comments of a worksheet: what each says, and the shape in which Excel shows it.

Excel keeps both apart, the texts in a comments part and the boxes in a drawing of its old vector
format (VML). Both are made where the sheet has none, and added to where it has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from ..display import columns
from ..places import column_letters
from .surgery import Edit, Element, Operation, elements, prefix_of, put_in

__all__ = ["put_comments"]

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_COMMENTS: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_BEHIND: Final = ("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst")
"""The elements of a sheet that stand behind its legacyDrawing."""
_WIDTH: Final = 42
"""Columns of text in a comment's box."""
_DRAWING: Final = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"></xml>'
)
_SHAPE_TYPE: Final = (
    '<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" id="_x0000_t202" coordsize="21600,21600" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE: Final = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{id}" type="#_x0000_t202" '
    'style="position:absolute;margin-left:60pt;margin-top:2pt;width:230pt;height:{height}pt;z-index:{order};visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left},15,{top},2,{right},15,{bottom},4</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_FIRST_SHAPE: Final = 900 * 1024
"""The number of our first shape: far above those that Excel gives."""


def put_comments(operation: Operation, sheet: str, texts: Mapping[tuple[int, int], Sequence[str]], author: str) -> None:
    """Puts comments at cells (row, column) of the sheet in the part `sheet`; lines of text for each."""
    relations = operation.package.relations(sheet)
    comments = next((target for kind, target in relations.values() if kind.endswith("/comments")), "")
    if not comments:
        comments = operation.free_name("xl/comments-goalconv{}.xml")
        root = f'<comments xmlns="{_MAIN}"><authors></authors><commentList></commentList></comments>'
        operation.write(comments, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{root}'.encode())
        operation.declare(part=comments, kind=_COMMENTS)
        operation.relate(sheet, "comments", comments)
    fresh = _put_texts(operation, comments, texts, author)
    _put_shapes(operation, sheet, [(cell, texts[cell]) for cell in fresh])


def _put_texts(
    operation: Operation, part: str, texts: Mapping[tuple[int, int], Sequence[str]], author: str
) -> list[tuple[int, int]]:
    """Writes the texts; gives the cells that had no comment before."""
    data = operation.read(part)
    found = elements(data, part, ["authors", "author", "commentList", "comment", "text"])
    authors = next(each for each in found if each.name == "authors")
    listed = next(each for each in found if each.name == "commentList")
    number = sum(each.name == "author" for each in found)
    prefix = prefix_of(data, listed.start)
    known = {each.attributes.get("ref", ""): index for index, each in enumerate(found) if each.name == "comment"}
    bodies = {each.parent: each for each in found if each.name == "text"}
    edits = put_in(data, authors, f"<{prefix}author>{escape(author)}</{prefix}author>".encode())
    fresh, added = [], b""
    for cell, lines in sorted(texts.items()):
        reference = f"{column_letters(cell[1])}{cell[0]}"
        body = bodies.get(known.get(reference, -1))
        if body is not None:
            edits += put_in(data, body, _run(prefix, "\n\n" + "\n".join((f"{author}:", *lines))))
            continue
        fresh.append(cell)
        run = _run(prefix, "\n".join(lines))
        added += f'<{prefix}comment ref={quoteattr(reference)} authorId="{number}"><{prefix}text>'.encode()
        added += run + f"</{prefix}text></{prefix}comment>".encode()
    operation.edit(part, [*edits, *put_in(data, listed, added)])
    return fresh


def _run(prefix: str, text: str) -> bytes:
    font = f'<{prefix}rPr><{prefix}sz val="9"/><{prefix}rFont val="宋体"/><{prefix}charset val="134"/></{prefix}rPr>'
    return f'<{prefix}r>{font}<{prefix}t xml:space="preserve">{escape(text)}</{prefix}t></{prefix}r>'.encode()


def _put_shapes(operation: Operation, sheet: str, comments: Sequence[tuple[tuple[int, int], Sequence[str]]]) -> None:
    """Draws a box for each new comment, in the sheet's own drawing where it has one."""
    data = operation.read(sheet)
    found = elements(data, sheet, ["worksheet", "legacyDrawing", *_BEHIND])
    legacy = next((each for each in found if each.name == "legacyDrawing"), None)
    relations = operation.package.relations(sheet)
    drawing = relations.get(legacy.attributes.get("id", ""), ("", ""))[1] if legacy else ""
    if not drawing:
        drawing = operation.free_name("xl/drawings/vmlDrawing-goalconv{}.vml")
        operation.write(drawing, _DRAWING.encode())
        operation.declare(suffix="vml", kind=_VML)
        operation.edit(sheet, [_legacy(data, found, legacy, operation.relate(sheet, "vmlDrawing", drawing))])
    vml = operation.package.read(drawing) if drawing in operation.package else operation.read(drawing)
    shapes = "" if b"_x0000_t202" in vml else _SHAPE_TYPE
    shapes += "".join(_shape(order, cell, lines) for order, (cell, lines) in enumerate(comments, 1))
    end = vml.rfind(b"</")
    operation.write(drawing, vml[:end] + shapes.encode() + vml[end:])


def _legacy(data: bytes, found: Sequence[Element], dangling: Element | None, relation: str) -> Edit:
    """The element that ties the drawing to the sheet: for one that leads nowhere, or where the order of elements wants it."""
    sheet = found[0]
    prefix = prefix_of(data, sheet.start)
    at = min((each.start for each in found if each.name in _BEHIND and each.depth == 1), default=sheet.close)
    start, stop = (dangling.start, dangling.stop) if dangling else (at, at)
    return Edit(start, stop, f'<{prefix}legacyDrawing xmlns:gr="{_OFFICE}" gr:id="{relation}"/>'.encode())


def _shape(order: int, cell: tuple[int, int], lines: Sequence[str]) -> str:
    """The box of one comment, as high as its text."""
    row, column = cell[0] - 1, cell[1] - 1
    count = sum(-(-max(columns(line), 1) // _WIDTH) for line in lines)
    height = min(14 * count + 8, 400)
    return _SHAPE.format(
        id=_FIRST_SHAPE + order, order=order, height=height, row=row, column=column, left=column + 1, right=column + 4,
        top=max(row - 1, 0), bottom=max(row - 1, 0) + max(height // 16, 3),
    )  # fmt: skip
