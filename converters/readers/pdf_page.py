"""What PDFium says of one page: the runs of characters on it, and the rules drawn on it.

All coordinates are as the page is shown: points from the upper left corner of the visible page (its
crop box, turned as /Rotate says), the vertical axis running down. Nothing is asked without a limit.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import pypdfium2.raw as raw  # type: ignore[import-untyped]

from ..language import Words
from ..limits import Limits
from .pdf_paper import Paper
from .pdf_rules import Rule

__all__ = ["Area", "Matrix", "Page", "address", "clipped_to", "drawn", "shown"]

_THICK: Final = 4.0  # points: a filled shape thicker than this is a background, no rule
_SHORT: Final = 1.0  # points: what is shorter is a dot
_SLOPE: Final = 0.5  # points by which the ends of a straight rule may differ
_PAGE: Final = Words("第 {number} 页", "page {number}")
_WHITE: Final = 250  # of 255 in each colour
_INVISIBLE: Final = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)


class Matrix(NamedTuple):
    """An affine map, as in PDF: (x, y) → (a x + c y + e, b x + d y + f)."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, first: Matrix) -> Matrix:
        """The map that does `first` and then this one."""
        (a, b), (c, d) = self.turned(first.a, first.b), self.turned(first.c, first.d)
        return Matrix(a, b, c, d, *self.at(first.e, first.f))

    def turned(self, x: float, y: float) -> tuple[float, float]:
        """Where a direction goes."""
        return self.a * x + self.c * y, self.b * x + self.d * y


class Area(NamedTuple):
    """An area of the shown page: its left, upper, right and lower edge."""

    left: float
    top: float
    right: float
    bottom: float

    def within(self, other: Area) -> Area:
        """The part of the area that is within another, too."""
        return Area(*map(max, self[:2], other[:2]), *map(min, self[2:], other[2:]))

    def cut(self, rule: Rule) -> Rule | None:
        """The part of a rule within the area."""
        (start, stop), (first, last) = (self[::2], self[1::2]) if rule.across else (self[1::2], self[::2])
        found = rule._replace(start=max(rule.start, start), stop=min(rule.stop, stop))
        return found if first - _THICK <= rule.level <= last + _THICK and found.stop - found.start >= _SHORT else None


class Page(NamedTuple):
    """The objects of a page: its size, the map to what is shown, and what is drawn beside visible text. `pictures` may be curves.

    A `plain` page has no forms, so that all its objects use the coordinates of the page.
    """

    width: float
    height: float
    matrix: Matrix
    rules: list[Rule]
    invisible: frozenset[int]
    pictures: bool
    plain: bool


def shown(handle: Any) -> tuple[float, float, Matrix]:
    """The size of the visible page, and the map from the page's coordinates to it."""
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(handle, box)
    left, right = sorted((box.left, box.right))
    bottom, top = sorted((box.bottom, box.top))
    width, height = right - left, top - bottom
    turn = raw.FPDFPage_GetRotation(handle) % 4
    matrix = (
        Matrix(1, 0, 0, -1, -left, top),
        Matrix(0, 1, 1, 0, -bottom, -left),
        Matrix(-1, 0, 0, 1, right, -bottom),
        Matrix(0, -1, -1, 0, top, right),
    )[turn]
    return (height, width, matrix) if turn % 2 else (width, height, matrix)


def drawn(handle: Any, number: int, limits: Limits) -> Page:
    """The objects of page `number` (from 1), those within its forms too."""
    width, height, matrix = shown(handle)
    objects = _Objects(number, limits)
    count = raw.FPDFPage_CountObjects(handle)
    objects.take((raw.FPDFPage_GetObject(handle, index) for index in range(count)), count, matrix, 0)
    objects.look_behind()
    return Page(width, height, matrix, objects.rules, frozenset(objects.invisible), objects.pictures, objects.plain)


class _Objects:
    """Collects the objects of a page."""

    def __init__(self, number: int, limits: Limits) -> None:
        self.rules: list[Rule] = []
        self.invisible: set[int] = set()
        self.pictures = False
        self.plain = True
        self._number, self._limits = number, limits
        self._objects = self._points = 0
        self._white: list[tuple[Any, Matrix]] = []
        self._behind: list[tuple[Any, Matrix]] = []
        self._colour = tuple(ctypes.c_uint() for _ in range(4))
        self._matrix = raw.FS_MATRIX()
        self._x, self._y = ctypes.c_float(), ctypes.c_float()

    def take(self, handles: Iterator[Any], count: int, matrix: Matrix, depth: int) -> None:
        """Takes down objects that `matrix` maps to the shown page."""
        self._objects += count
        self._limits.hold("pdf_objects", self._objects, _PAGE.of(number=self._number))
        self._limits.hold("pdf_depth", depth, _PAGE.of(number=self._number))
        for handle in handles:
            kind = raw.FPDFPageObj_GetType(handle)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._take_path(handle, matrix)
            elif kind == raw.FPDF_PAGEOBJ_TEXT:
                mode = raw.FPDFTextObj_GetTextRenderMode(handle)
                if mode in _INVISIBLE:
                    self.invisible.add(address(handle))
                elif mode == raw.FPDF_TEXTRENDERMODE_FILL and self._is_white(handle):
                    self._white.append((handle, matrix))
            elif kind == raw.FPDF_PAGEOBJ_FORM:
                self.plain = False
                inside = raw.FPDFFormObj_CountObjects(handle)
                objects = (raw.FPDFFormObj_GetObject(handle, index) for index in range(inside))
                self.take(objects, inside, self._own(handle, matrix), depth + 1)
            else:
                self.pictures = True
                self._behind.append((handle, matrix))

    def _is_white(self, handle: Any) -> bool:
        """Whether an object is filled with the colour of paper, or with none."""
        told = raw.FPDFPageObj_GetFillColor(handle, *self._colour)
        red, green, blue, opacity = (part.value for part in self._colour)
        return bool(told) and (not opacity or min(red, green, blue) >= _WHITE)

    def look_behind(self) -> None:
        """Adds to what is invisible the white text that has nothing behind it."""
        paper = Paper()
        for handle, matrix in self._behind if self._white else ():
            if raw.FPDFPageObj_GetType(handle) != raw.FPDF_PAGEOBJ_PATH or not self._is_white(handle):
                paper.fill(*_bounds(handle, matrix))
        self.invisible |= {address(handle) for handle, matrix in self._white if paper.is_bare(*_bounds(handle, matrix))}

    def _own(self, handle: Any, matrix: Matrix) -> Matrix:
        """The map from an object's own coordinates to the shown page."""
        own = self._matrix
        raw.FPDFPageObj_GetMatrix(handle, own)
        return matrix.after(Matrix(own.a, own.b, own.c, own.d, own.e, own.f))

    def _take_path(self, handle: Any, matrix: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(handle, fill, stroke)
        if not fill.value and not stroke.value:
            return
        if fill.value:
            self._behind.append((handle, matrix))
        rules: list[Rule] = []
        for points, closed in self._parts(handle, self._own(handle, matrix)):
            rules += _stroked(points, closed) if stroke.value else _filled(points)
        area = clipped_to(handle, matrix) if rules else None
        self.rules += rules if area is None else filter(None, map(area.cut, rules))

    def _parts(self, handle: Any, matrix: Matrix) -> Iterator[tuple[list[tuple[float, float]], bool]]:
        """The parts of a path: their corners on the shown page, and whether they are closed; curves end a part."""
        count = raw.FPDFPath_CountSegments(handle)
        self._points += count
        self._limits.hold("pdf_points", self._points, _PAGE.of(number=self._number))
        points: list[tuple[float, float]] = []
        x, y = self._x, self._y
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(handle, index)
            kind = raw.FPDFPathSegment_GetType(segment)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            self.pictures |= kind == raw.FPDF_SEGMENT_BEZIERTO
            if kind != raw.FPDF_SEGMENT_LINETO and points:
                yield points, False
                points = []
            points.append(matrix.at(x.value, y.value))
            if raw.FPDFPathSegment_GetClose(segment):
                yield points, kind == raw.FPDF_SEGMENT_LINETO
                points = []
        if points:
            yield points, False


def clipped_to(handle: Any, matrix: Matrix) -> Area | None:
    """The area that an object is cut to; None where it is cut to none."""
    clip = raw.FPDFPageObj_GetClipPath(handle)
    area: Area | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(max(0, raw.FPDFClipPath_CountPaths(clip)) if clip else 0):
        points: list[tuple[float, float]] = []
        for number in range(raw.FPDFClipPath_CountPathSegments(clip, path)):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, number), x, y)
            points.append(matrix.at(x.value, y.value))
        if points:
            (left, right), (top, bottom) = ((min(values), max(values)) for values in zip(*points, strict=True))
            found = Area(left, top, right, bottom)
            area = found if area is None else area.within(found)
    return area


def _bounds(handle: Any, matrix: Matrix) -> Area:
    """The area of the shown page that an object takes."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
    (x, y), (across, down) = matrix.at(left.value, bottom.value), matrix.at(right.value, top.value)
    return Area(min(x, across), min(y, down), max(x, across), max(y, down))


def address(handle: Any) -> int:
    """The number by which two handles of one object can be told to be the same."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _stroked(points: list[tuple[float, float]], closed: bool) -> Iterator[Rule]:
    """The straight rules among the sides of a stroked part."""
    ends = [*points[1:], points[0]] if closed else points[1:]
    for (left, top), (right, bottom) in zip(points, ends, strict=False):
        if abs(top - bottom) <= _SLOPE < _SHORT <= abs(right - left):
            yield Rule(True, (top + bottom) / 2, min(left, right), max(left, right))
        elif abs(right - left) <= _SLOPE < _SHORT <= abs(top - bottom):
            yield Rule(False, (left + right) / 2, min(top, bottom), max(top, bottom))


def _filled(points: list[tuple[float, float]]) -> Iterator[Rule]:
    """The rule that a filled part is, where it is a thin rectangle."""
    if not 4 <= len(points) <= 6:
        return
    (left, right), (top, bottom) = ((min(values), max(values)) for values in zip(*points, strict=True))
    if not all(_at_end(x, left, right) and _at_end(y, top, bottom) for x, y in points):
        return
    width, height = right - left, bottom - top
    if height <= _THICK and width > max(height, _SHORT):
        yield Rule(True, (top + bottom) / 2, left, right)
    elif width <= _THICK and height > max(width, _SHORT):
        yield Rule(False, (left + right) / 2, top, bottom)


def _at_end(value: float, start: float, stop: float) -> bool:
    return math.isclose(value, start, abs_tol=_SLOPE) or math.isclose(value, stop, abs_tol=_SLOPE)
