"""Forms that are Word documents: filled, cleared, and paired with what was filled from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from .. import catalogue as kinds
from ..errors import UnreadableError
from ..interface import Written
from ..language import Words
from ..limits import Limits
from ..model import GoalTable
from .align import Filled, align
from .docx_lines import Lines
from .docx_surface import WordSurface, read_surface
from .docx_text import put
from .markers import scan
from .parts import Parts, local
from .plan import plan
from .reading import Pair
from .template import Template, understand

__all__ = ["clear", "fill", "pairs", "templates"]

_HEADS: Final = ("header", "footer")
_STRAY: Final = {
    "footnotes": Words("脚注", "a footnote"),
    "endnotes": Words("尾注", "an endnote"),
    "comments": Words("批注", "a comment"),
}
_NO_BODY: Final = Words("没有正文", "it has no body")


class _Document:
    """An opened document: its main part and the heads and feet of its pages."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.parts = Parts(data, "docx", limits)
        package = self.parts.package
        self.main = next((target for kind, target in package.relations("").values() if kind.endswith("/officeDocument")), "")
        if not self.main.endswith(".xml") or local(self.parts.pristine(self.main)) != "document":
            raise UnreadableError(kinds.NOT_A_PACKAGE, format="docx", found=Words("其他 Office 文件", "another Office file"))
        related = [(kind.rpartition("/")[2], target) for kind, target in package.relations(self.main).values()]
        self.heads = tuple(dict.fromkeys(target for kind, target in related if kind in _HEADS))
        self.stray = [(kind, target) for kind, target in related if kind in _STRAY]

    def surface(self, part: str) -> WordSurface:
        """The lines of a part, in its elements as they will be written."""
        return self._surface(part, self.parts.tree(part))

    def glance(self, part: str) -> WordSurface:
        """The lines of a part, which stays as it is."""
        return self._surface(part, self.parts.pristine(part))

    def _surface(self, part: str, root: Any) -> WordSurface:
        """The lines below the root of a part. Raises `UnreadableError` for a main document without a body."""
        held = root if part != self.main else next((element for element in root if local(element) == "body"), None)
        if held is None:
            raise UnreadableError(kinds.BROKEN_PACKAGE, part=part, reason=_NO_BODY)
        return read_surface(held)

    def refuse_stray_markers(self) -> None:
        """Raises for a marker in a note or a comment."""
        for kind, part in self.stray:
            text = "".join(element.text or "" for element in self.parts.pristine(part).iter() if local(element) == "t")
            if found := [marker for marker in scan(text) if marker.kind != "broken"]:
                raise UnreadableError(kinds.MARKER_PLACE, marker=found[0].text, what=_STRAY[kind])


def _templates(document: _Document) -> dict[str, Template]:
    """The marked parts of a form."""
    document.refuse_stray_markers()
    found = {}
    for part in (document.main, *document.heads):
        surface = document.glance(part).surface
        if any(scan(text) for line in surface.lines for text in line.texts.values()):
            found[part] = understand(surface, "body" if part == document.main else "head")
    if not found:
        raise UnreadableError(kinds.NO_MARKERS)
    return found


def templates(form: bytes, limits: Limits) -> tuple[Template, ...]:
    """What the form's marked parts say."""
    return tuple(_templates(_Document(form, limits)).values())


def fill(form: bytes, table: GoalTable | None, limits: Limits, rows: int = 1) -> Written:
    """The form filled with the table, or blank without one, its blocks with so many blank rows."""
    document = _Document(form, limits)
    for part, template in _templates(document).items():
        planned = plan(template, {"table": table}, rows)
        Lines(document.surface(part).lines, planned).fill()
    return Written(document.parts.save())


def pairs(form: bytes, filled: bytes, limits: Limits) -> list[Pair]:
    """The marked parts of the form with the parts of the filled file: the body, and heads and feet by their order."""
    return [
        Pair(template, surface.surface)
        for _, template, surface in _paired(_Document(form, limits), _Document(filled, limits), write=False)
    ]


def _paired(form: _Document, filled: _Document, *, write: bool) -> Iterator[tuple[str, Template, WordSurface]]:
    for part, template in _templates(form).items():
        other = filled.main if part == form.main else _twin(part, form.heads, filled.heads)
        yield other, template, filled.surface(other) if write else filled.glance(other)


def _twin(part: str, heads: Sequence[str], others: Sequence[str]) -> str:
    """The head or foot that stands where `part` stands in the form."""
    if part in others:
        return part
    same = [other for other in others if _kind_of(other) == _kind_of(part)]
    index = [head for head in heads if _kind_of(head) == _kind_of(part)].index(part)
    if index >= len(same):
        raise UnreadableError(
            kinds.NO_TABLE, reason=Words("填好的文件里没有表单的页眉或页脚", "the filled file lacks a head or foot of the form")
        )
    return same[index]


def _kind_of(part: str) -> str:
    """Whether a part is a head or a foot, by its name."""
    return "header" if "header" in part else "footer"


def clear(form: bytes, filled: bytes, limits: Limits) -> bytes:
    """The filled file with its fields blank again; rows and everything else stay."""
    document = _Document(filled, limits)
    for _, template, surface in _paired(_Document(form, limits), document, write=True):
        for found in align(template, Filled(surface.surface))[0]:
            patterns = template.cells[found.line] if found.line is not None else {}
            for column, pattern in patterns.items():
                cell = surface.lines[found.filled].cells.get(column)
                if pattern.marks and cell is not None and cell.vertical != "continue":
                    put(cell, "".join(pattern.fixed))
    return document.parts.save()
