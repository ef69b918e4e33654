"""Page furniture: numbers, heads and feet of pages, which belong to the paper and not to the text.

What is left out is named in a finding, one for each kind, so that no character goes without a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from .. import catalogue as kinds
from ..findings import Finding
from ..language import Words
from ..patterns import regex
from ..places import Place
from .pdf_cells import Beside, Sheet

__all__ = ["LeftOut", "Repeats", "squeezed", "take_page_numbers"]

_NUMBERS: Final = Words("页码", "page numbers")
_BROWSER: Final = Words("浏览器打印的页眉页脚", "what a browser prints at head and foot")
_LEVEL: Final = 4.0  # points between the base lines of a text that is repeated on other pages
_OUTERMOST: Final = 3  # lines at the head and at the foot of a page among which a page number is looked for
_SAMPLE: Final = 40  # characters of what was left out that a finding shows
_NUMBERED: Final = regex(
    r"第\d+页(?:[,，/]?共\d+页)?|共\d+页[,，/]?第\d+页|\d+/\d+页?|第\d+/\d+页|[pP]age\d+(?:of\d+)?|[-–—·~－]+\d+[-–—·~－]+|[（(]?\d+[)）]?页"
)
_BARE: Final = regex(r"\d{1,4}")
_PRINTED: Final = regex(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?[上下]?午?\d{1,2}:\d{2}(?::\d{2})?(?:[AP]M)?|(?:(?:file|https?|blob|chrome|edge)://|data:|about:)\S+"
)


class _Kind(Struct):
    """What was left out of one kind."""

    count: int = 0
    ink: int = 0
    sample: str = ""
    place: Place | None = None


class LeftOut:
    """The account of what was left out."""

    def __init__(self) -> None:
        self._kinds: dict[Words, _Kind] = {}

    def add(self, what: Words, texts: Iterable[str], place: Place | None) -> None:
        """Notes a text of the kind `what`."""
        text = " ".join(text.strip() for text in texts if text.strip())
        if not text:
            return
        kind = self._kinds.setdefault(what, _Kind(sample=text[:_SAMPLE], place=place))
        kind.count += 1
        kind.ink += len("".join(text.split()))

    def findings(self) -> tuple[Finding, ...]:
        """One finding for each kind."""
        return tuple(
            kinds.PAGE_PART_LEFT_OUT.at(kind.place, what=what, count=kind.count, ink=kind.ink, text=kind.sample)
            for what, kind in self._kinds.items()
        )


def squeezed(text: str) -> str:
    """The text without any blanks, by which texts of two pages are compared."""
    return "".join(text.split())


def take_page_numbers(sheets: Sequence[Sheet], left_out: LeftOut) -> None:
    """Takes the page numbers out of the lines of all pages, and what a browser prints beside them."""
    counted, printed = _counted(sheets), _printed(sheets)
    for index, sheet in enumerate(sheets):
        for line in _outer(sheet):
            browser = any(squeezed(part.text) in printed for part in line.parts)
            numbers = [part for part in line.parts if _is_number(squeezed(part.text), len(line.parts), index, counted)]
            others = [part for part in line.parts if part not in numbers]
            left_out.add(_NUMBERS, (part.text for part in numbers), line.place)
            if browser:
                left_out.add(_BROWSER, (part.text for part in others), line.place)
            line.parts = [] if browser else others
        sheet.lines = [line for line in sheet.lines if line.parts]


def _outer(sheet: Sheet) -> list[Beside]:
    """The lines at the head and at the foot of a page."""
    heads, tails = sheet.heads(), sheet.tails() if sheet.tables else sheet.lines
    outer = {id(line) for line in (*heads[:_OUTERMOST], *tails[-_OUTERMOST:])}
    return [line for line in sheet.lines if id(line) in outer]


def _is_number(text: str, parts: int, index: int, counted: frozenset[int]) -> bool:
    """Whether a text is the number of page `index` (from 0)."""
    return _NUMBERED.fullmatch(text) is not None or (
        parts == 1 and _BARE.fullmatch(text) is not None and int(text) - index in counted
    )


def _counted(sheets: Sequence[Sheet]) -> frozenset[int]:
    """What bare page numbers differ by from the index of their page: they go up from page to page, or say 1 on the only one."""
    found: dict[int, int] = {}
    for index, sheet in enumerate(sheets):
        texts = (squeezed(line.parts[0].text) for line in _outer(sheet) if len(line.parts) == 1)
        for number in {int(text) for text in texts if _BARE.fullmatch(text)}:
            found[number - index] = found.get(number - index, 0) + 1
    least = 2 if len(sheets) > 1 else 1
    return frozenset(offset for offset, count in found.items() if count >= least and (len(sheets) > 1 or offset == 1))


def _printed(sheets: Sequence[Sheet]) -> frozenset[str]:
    """The date or the address that a browser prints: on more than one page, or in the head and the foot of the only one."""
    if len(sheets) == 1:
        return _printed_once(sheets[0].lines)
    seen: dict[str, int] = {}
    for sheet in sheets:
        for text in {squeezed(part.text) for line in _outer(sheet) for part in line.parts}:
            if _PRINTED.fullmatch(text):
                seen[text] = seen.get(text, 0) + 1
    return frozenset(text for text, count in seen.items() if count > 1)


def _printed_once(lines: Sequence[Beside]) -> frozenset[str]:
    """The date and the address of the only page: the first line has one of them, the last line the other, one of the two the number."""
    if len(lines) < 2:
        return frozenset()
    ends = [{squeezed(part.text) for part in line.parts} for line in (lines[0], lines[-1])]
    stamps = [{text for text in texts if _PRINTED.fullmatch(text)} for texts in ends]
    numbered = any(_NUMBERED.fullmatch(text) for text in ends[0] | ends[1])
    return frozenset(stamps[0] | stamps[1]) if numbered and all(stamps) else frozenset()


class Repeats:
    """Which lines beside the tables are printed on other pages too."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._heads: dict[str, list[tuple[int, float]]] = {}
        self._tails: dict[str, list[tuple[int, float]]] = {}
        for sheet in sheets:
            for found, lines in ((self._heads, sheet.heads()), (self._tails, sheet.tails())):
                for line in lines:
                    found.setdefault(_key(line), []).append((sheet.number, line.base))

    def at_head(self, line: Beside) -> bool:
        """Whether a line above a table stands above one on an earlier page too."""
        return any(page < line.place.page for page, _ in self._heads.get(_key(line), ()))

    def at_foot(self, line: Beside) -> bool:
        """Whether a line below a table stands at the same height of another page too."""
        places = self._tails.get(_key(line), ())
        return any(page != line.place.page and abs(base - line.base) < _LEVEL for page, base in places)


def _key(line: Beside) -> str:
    return squeezed("".join(part.text for part in line.parts))
