"""Drawing: pieces of cells as PDF operators (ISO 32000-1, §8 and §9).

Fills lie under rules, rules under text. Neighbouring rules are joined, so that each is one stroke.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from ...templates import Band, Template
from .pdf_flows import MILLIMETRE, Line, Piece
from .pdf_fonts import Chain, Faces, Subset
from .pdf_tags import ARTIFACT, END, FOOTER, HEADER, Tags

__all__ = ["Drawing"]

_BASELINE = 0.88  # from the top of the em box down to the baseline, in ems, as in most Chinese faces
_BLACK = "000000"
_SPACES = " \t\u3000"


class _Rules:
    """The rules of a page: `add` joins those that touch. Coordinates are in hundredths of a point."""

    def __init__(self) -> None:
        self._across: dict[int, list[list[int]]] = {}
        self._down: dict[int, list[list[int]]] = {}

    def add(self, piece: Piece) -> None:
        """Adds the four sides of a box."""
        left, top = round(piece.left * 100), round(piece.top * 100)
        right, bottom = round((piece.left + piece.width) * 100), round((piece.top + piece.height) * 100)
        for rules, level in ((self._across, top), (self._across, bottom)):
            _join(rules.setdefault(level, []), left, right)
        for rules, level in ((self._down, left), (self._down, right)):
            _join(rules.setdefault(level, []), top, bottom)

    def operators(self, height: float) -> Iterator[str]:
        """Paths of all rules, on a page of this height."""
        for level, strokes in sorted(self._across.items()):
            y = f"{height - level / 100:.2f}"
            yield from (f"{start / 100:.2f} {y} m {stop / 100:.2f} {y} l" for start, stop in strokes)
        for level, strokes in sorted(self._down.items()):
            x = f"{level / 100:.2f}"
            yield from (f"{x} {height - start / 100:.2f} m {x} {height - stop / 100:.2f} l" for start, stop in strokes)


def _join(strokes: list[list[int]], start: int, stop: int) -> None:
    """Lengthens the last stroke where the new one touches it."""
    if strokes and strokes[-1][0] <= start <= strokes[-1][1]:
        strokes[-1][1] = max(strokes[-1][1], stop)
    else:
        strokes.append([start, stop])


class Drawing:
    """Draws the pages of one document."""

    def __init__(self, template: Template, faces: Faces, tags: Tags) -> None:
        """`faces` are those that the pieces were measured with; `tags` say what each piece is."""
        self._tags = tags
        self._template = template
        self._page = template.page
        self._border = template.border
        self._height = template.page.height * MILLIMETRE
        self._faces = faces
        self._names: dict[int, str] = {}

    def fonts(self) -> Iterator[tuple[str, Subset]]:
        """The names that the pages call the faces by, and the faces."""
        return ((self._name(subset), subset) for subset in self._faces.subsets())

    def _name(self, subset: Subset) -> str:
        return self._names.setdefault(id(subset), f"F{len(self._names) + 1}")

    def page(self, pieces: list[Piece]) -> str:
        """The operators of a page without its head and foot."""
        parts = [ARTIFACT]
        rules = _Rules()
        for piece in pieces:
            if piece.flow.ruled:
                rules.add(piece)
                parts += self._fill(piece)
        if self._border.width:
            parts += (f"{_colour(self._border.color)} RG {self._border.width:g} w 2 J", *rules.operators(self._height), "S")
        parts += "0 g", END
        colour = _BLACK
        for piece in pieces:
            if piece.flow.style.color != colour:
                colour = piece.flow.style.color
                parts.append(f"{_colour(colour)} rg")
            parts += self._text(piece)
        return "\n".join(parts)

    def bands(self, page: int, pages: int) -> str:
        """The operators of a page's head and foot."""
        template = self._template
        below = self._page.bottom * MILLIMETRE - template.footer.distance * MILLIMETRE - _BASELINE * template.footer.size
        depth = (1 - _BASELINE) * template.header.size
        above = self._height - (self._page.top - template.header.distance) * MILLIMETRE + depth
        lines = (self._band(HEADER, template.header, above, page, pages), self._band(FOOTER, template.footer, below, page, pages))
        return "\n".join(("", *chain.from_iterable(lines)))

    def _band(self, tag: str, band: Band, y: float, page: int, pages: int) -> Iterator[str]:
        """The line of a head or foot, its baseline at height `y`."""
        if not band.text:
            return
        face = self._faces.chain(band.face)
        text = face.known(band.text.replace("{page}", str(page)).replace("{pages}", str(pages)))
        width = sum(map(face.advances.__getitem__, text)) * band.size / 1000
        spare = self._page.text_width * MILLIMETRE - width
        x = self._page.left * MILLIMETRE + {"left": 0.0, "center": spare / 2, "right": spare}[band.side(page)]
        yield from (tag, "0 g", "BT", f"1 0 0 1 {x:.2f} {y:.2f} Tm", *self._shown(face, band.size, text), "ET", END)

    def _fill(self, piece: Piece) -> Iterator[str]:
        """The background of a box."""
        colour = piece.flow.style.fill
        if colour:
            bottom = self._height - piece.top - piece.height
            yield f"{_colour(colour)} rg {piece.left:.2f} {bottom:.2f} {piece.width:.2f} {piece.height:.2f} re f"

    def _text(self, piece: Piece) -> Iterator[str]:
        """The lines of a box."""
        flow = piece.flow
        if not any(line.text for line in piece.lines):
            return
        y = self._height - piece.top - _above(piece) - (flow.pitch - flow.size) / 2 - _BASELINE * flow.size
        yield f"{self._tags.opening(piece)}\nBT"
        for line in piece.lines:
            if line.text:
                yield f"1 0 0 1 {_left(piece, line):.2f} {y:.2f} Tm"
                yield from self._shown(flow.chain, flow.size, line.text)
            y -= flow.pitch
        yield f"ET\n{END}"

    def _shown(self, chain: Chain, size: float, text: str) -> Iterator[str]:
        """Shows a line of known text; the spaces that hang at its end stand back over its last character."""
        left = len(text.rstrip(_SPACES))
        for subset, run in chain.runs(text):
            name, ink, spaces = self._name(subset), run[:left], run[left:]
            left = max(0, left - len(run))
            shown = f"<{''.join(map(subset.codes.__getitem__, ink))}>"
            if spaces:
                backed = "".join(f"{chain.advances[char]:.0f}<{subset.codes[char]}>" for char in spaces)
                yield f"/{name} {size:.2f} Tf [{shown}{backed}] TJ"
            else:
                yield f"/{name} {size:.2f} Tf {shown} Tj"


def _colour(digits: str) -> str:
    """A colour as PDF has it: shares of red, green and blue."""
    return " ".join(f"{int(digits[start : start + 2], 16) / 255:.3f}" for start in (0, 2, 4))


def _above(piece: Piece) -> float:
    """The room above the first line of a box."""
    flow = piece.flow
    spare = piece.height - len(piece.lines) * flow.pitch
    if piece.valign == "top":
        return flow.padding[1]
    return spare / 2 if piece.valign == "middle" else spare - flow.padding[1]


def _left(piece: Piece, line: Line) -> float:
    """Where a line begins."""
    flow = piece.flow
    if flow.style.align == "left":
        return piece.left + flow.padding[0] + line.indent
    spare = piece.width - 2 * flow.padding[0] - flow.extent(line.text)
    if len(flow.lines) == 1:
        spare = max(0.0, spare - flow.behind)
    return piece.left + flow.padding[0] + (spare if flow.style.align == "right" else spare / 2)
