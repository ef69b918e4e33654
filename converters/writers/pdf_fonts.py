"""Faces of a PDF: which face prints a character, how wide it is, and which glyphs a document takes along.

A face of the template is a chain: the user's own files (first for the body text), the template's
file, then the other files of the template. A character that no face has is printed as its code,
[U+1F600], never as a box and never dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import groupby
from mmap import ACCESS_READ, mmap
from pathlib import Path
from unicodedata import category

from ... import templates
from .. import catalogue as kinds
from ..errors import UnwritableError
from ..findings import Finding
from ..language import Words
from .pdf_truetype import TrueType, TrueTypeError

__all__ = ["Chain", "Faces", "Subset"]

# Blanks that a face may lack: their widths in thousandths of an em (Unicode, General Punctuation).
_BLANKS = {
    "\n": 0,
    "\t": 1000,
    "\u00a0": 250,
    "\u2000": 500,
    "\u2001": 1000,
    "\u2002": 500,
    "\u2003": 1000,
    "\u2004": 333,
    "\u2005": 250,
    "\u2006": 167,
    "\u2007": 500,
    "\u2008": 250,
    "\u2009": 200,
    "\u200a": 100,
    "\u202f": 200,
    "\u205f": 222,
}
_SHOWN = 20


class Subset:
    """The glyphs of one face that one document uses.

    `codes` gives each character's code in the page's text as four hexadecimal digits; code n has the
    n-th of `glyphs`, `widths` and `characters`. Each character has a code of its own even where two
    share a glyph, so that the text can be searched and copied.
    """

    def __init__(self, face: TrueType, source: str) -> None:
        """`source` is the file, for messages."""
        self.face = face
        self._source = source
        self.glyphs = [0]
        self.widths: list[float] = [face.advance(0)]
        self.characters = ["\ufffd"]
        self._blanks: list[float] = []
        self.codes: dict[str, str] = _Codes(self)

    def __contains__(self, char: str) -> bool:
        """Whether the face has the character."""
        return bool(self.face.glyph(char))

    def advance(self, char: str) -> float:
        """The width of a character of this face in thousandths of an em."""
        return self.face.advance(self.face.glyph(char))

    def add(self, char: str) -> str:
        """Gives a character of this face its code."""
        glyph = self.face.glyph(char)
        return self._add(char, glyph, self.face.advance(glyph))

    def add_blank(self, char: str, width: float) -> None:
        """Gives a character without ink its code: it is in the text, and `width` wide."""
        self._blanks.append(width)
        self.codes[char] = self._add(char, self.face.count + len(self._blanks) - 1, width)

    def cut(self, glyphs: Sequence[int]) -> bytes:
        """A font file of these glyphs of the face."""
        try:
            return self.face.subset(glyphs, self._blanks)
        except TrueTypeError as error:
            raise UnwritableError(kinds.FONT_UNUSABLE, path=self._source, reason=error.reason) from error

    def _add(self, char: str, glyph: int, width: float) -> str:
        code = f"{len(self.glyphs):04X}"
        if len(code) > 4:
            raise UnwritableError(
                kinds.LAYOUT_LIMIT, reason=Words("不同的字超过 65535 个", "there are more than 65535 different characters")
            )
        self.glyphs.append(glyph)
        self.widths.append(width)
        self.characters.append(char)
        return code


class _Codes(dict[str, str]):
    """The codes of a subset, given out at each character's first use."""

    def __init__(self, subset: Subset) -> None:
        self._subset = subset

    def __missing__(self, char: str) -> str:
        self[char] = code = self._subset.add(char)
        return code


class Chain:
    """The faces that print one face of the template; `advances` holds the widths of all known characters."""

    def __init__(self, faces: Sequence[Callable[[], Subset]], missing: set[str]) -> None:
        """`missing` collects the characters that none of `faces` has."""
        self._faces = faces
        self._missing = missing
        self._first: set[str] = set()
        self._subsets: dict[str, Subset] = {}
        self.advances: dict[str, float] = {}

    def known(self, text: str) -> str:
        """The text as it can be printed: characters that no face has stand as codes; all its widths are known."""
        if self._first.issuperset(text):
            return text
        for char in sorted(set(text).difference(self._subsets)):
            self._find(char)
        if all(map(self._subsets.__contains__, text)):
            return text
        self._missing.update(char for char in text if char not in self._subsets)
        return self.known("".join(char if char in self._subsets else f"[U+{ord(char):04X}]" for char in text))

    def runs(self, text: str) -> list[tuple[Subset, str]]:
        """The known `text` cut into runs of one face."""
        if self._first.issuperset(text):
            return [(self._faces[0](), text)]
        return [(subset, "".join(run)) for subset, run in groupby(text, self._subsets.__getitem__)]

    def _find(self, char: str) -> None:
        """Looks for a face that has the character."""
        first = self._faces[0]()
        width = 0 if _invisible(char) else _BLANKS.get(char)
        if width is not None and (not width or char not in first):
            first.add_blank(char, width)
            self._keep(char, first, width)
            return
        for face in self._faces:
            subset = face()
            if char in subset:
                self._keep(char, subset, subset.advance(char))
                return

    def _keep(self, char: str, subset: Subset, width: float) -> None:
        self._subsets[char] = subset
        self.advances[char] = width
        if subset is self._faces[0]():
            self._first.add(char)


class Faces:
    """All faces of one document."""

    def __init__(self, template: templates.Template, fonts: Sequence[str]) -> None:
        """`fonts` are files of the user; raises `UnwritableError` where one cannot be used."""
        self._template = template
        self._own = [Subset(_user_face(path), path) for path in fonts]
        self._built_in: dict[str, Subset] = {}
        self._chains: dict[str, Chain] = {}
        self._missing: set[str] = set()

    def chain(self, name: str) -> Chain:
        """The faces for the template's face `name`."""
        if name not in self._chains:
            self._chains[name] = Chain(self._order(name), self._missing)
        return self._chains[name]

    def subsets(self) -> list[Subset]:
        """The faces of which something was printed."""
        return [subset for subset in (*self._own, *self._built_in.values()) if subset.codes]

    def findings(self) -> tuple[Finding, ...]:
        """What no face could print."""
        if not self._missing:
            return ()
        shown = " ".join(f"{char}(U+{ord(char):04X})" for char in sorted(self._missing)[:_SHOWN])
        more = " …" if len(self._missing) > _SHOWN else ""
        return (kinds.GLYPH_MISSING.at(count=len(self._missing), characters=shown + more),)

    def _order(self, name: str) -> list[Callable[[], Subset]]:
        """The faces to try, each loaded when first asked for."""
        faces = self._template.faces
        names = dict.fromkeys((faces[name].file, *(face.file for face in faces.values())))
        own: list[Callable[[], Subset]] = [lambda subset=subset: subset for subset in self._own]  # type: ignore[misc]
        built_in: list[Callable[[], Subset]] = [lambda file=file: self._load(file) for file in names]  # type: ignore[misc]
        return own + built_in if name == "body" else built_in + own

    def _load(self, file: str) -> Subset:
        if file not in self._built_in:
            face = _user_face(file) if Path(file).is_absolute() else _built_in_face(file)
            self._built_in[file] = Subset(face, file)
        return self._built_in[file]


def _invisible(char: str) -> bool:
    """Whether a character is never seen: formats, variation selectors, line separators."""
    return category(char) in ("Cf", "Zl", "Zp") or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


@cache
def _built_in_face(file: str) -> TrueType:
    """A face that comes with goalconv. A document needs little of its megabytes, so that only this is read."""
    with (Path(templates.__file__).parent / "fonts" / file).open("rb") as font:
        return TrueType(mmap(font.fileno(), 0, access=ACCESS_READ))


def _user_face(path: str) -> TrueType:
    try:
        return TrueType(Path(path).read_bytes())
    except OSError as error:
        raise UnwritableError(
            kinds.FONT_UNUSABLE, path=path, reason=error.strerror or Words("不能读取", "it cannot be read")
        ) from error
    except TrueTypeError as error:
        raise UnwritableError(kinds.FONT_UNUSABLE, path=path, reason=error.reason) from error
