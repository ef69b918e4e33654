"""TrueType files: which characters a face has, how wide they are, and a smaller face of some glyphs.

Only what a PDF needs is read, straight from the tables of the OpenType specification: cmap (formats
4 and 12), head, hhea, hmtx, loca, glyf, OS/2 and name. Hinting programs are carried along; layout
tables are not used. Characters are looked up in the file's own table, so that opening a face costs next to nothing.
"""

from __future__ import annotations

import struct
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, takewhile
from mmap import mmap

from ..language import Words

__all__ = ["TrueType", "TrueTypeError"]

_ARGUMENTS_ARE_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x0001, 0x0008, 0x0020, 0x0040, 0x0080
_POSTSCRIPT_NAME = 6


class TrueTypeError(Exception):
    """The file cannot be used; `reason` says why, for the user."""

    def __init__(self, reason: Words) -> None:
        super().__init__(reason.zh)
        self.reason = reason


class TrueType:
    """A face of `count` glyphs. Sizes are in thousandths of an em."""

    def __init__(self, data: bytes | mmap) -> None:
        """Reads the face from the bytes of its file; raises `TrueTypeError`. Of a collection, the first face is read."""
        try:
            self._read(data)
        except (struct.error, IndexError, KeyError, ValueError, ZeroDivisionError) as error:
            raise TrueTypeError(Words("文件已损坏", "the file is broken")) from error

    def _read(self, data: bytes | mmap) -> None:
        self._data = data
        self._tables = dict(_directory(data))
        head, hhea = self._table("head"), self._table("hhea")
        units, *box = struct.unpack_from(">18xH16x4h", head)
        self._scale: float = 1000 / units
        self.box: tuple[float, ...] = tuple(round(edge * self._scale) for edge in box)
        self.ascent, self.descent = (round(size * self._scale) for size in struct.unpack_from(">4x2h", hhea))
        self.count: int = struct.unpack_from(">4xH", self._table("maxp"))[0]
        self._long: int = struct.unpack_from(">34xH", hhea)[0]
        self._metrics = _big_endian("H", self._table("hmtx")[: self._long * 4 + (self.count - self._long) * 2])
        self._offsets = _offsets(self._table("loca"), struct.unpack_from(">50xh", head)[0])
        start, length = self._tables["glyf"]
        self._outlines = memoryview(data)[start : start + length]
        if not self._long or len(self._offsets) <= self.count or len(self._metrics) < self._long + self.count:
            raise ValueError
        self._look_up = _characters(self._table("cmap"))
        self.name = _postscript_name(self._table("name"))
        self._check_licence()

    def _table(self, tag: str) -> bytes:
        start, length = self._tables[tag]
        return self._data[start : start + length]

    def _check_licence(self) -> None:
        """The embedding permissions of OS/2 fsType: 2 alone forbids embedding, 0x100 subsets, 0x200 outlines."""
        rights = struct.unpack_from(">8xH", self._table("OS/2"))[0] if "OS/2" in self._tables else 0
        if rights & 0x000E == 0x0002 or rights & 0x0300:
            raise TrueTypeError(Words("字体的许可不允许嵌入", "its licence does not allow embedding"))

    def glyph(self, char: str) -> int:
        """The number of a character's glyph, 0 where the face lacks it."""
        try:
            glyph = self._look_up(ord(char))
        except IndexError:
            return 0
        return glyph if glyph < self.count else 0

    def advance(self, glyph: int) -> float:
        """The width of a glyph in thousandths of an em."""
        return round(self._metrics[2 * min(glyph, self._long - 1)] * self._scale, 2)

    def subset(self, glyphs: Sequence[int], blanks: Sequence[float] = ()) -> bytes:
        """A TrueType file of these glyphs, numbered in this order; glyph 0 (.notdef) must come first.

        The glyphs of which they are composed follow. Numbers from `count` on are glyphs without ink, as wide as
        `blanks` says. The file has no cmap: a PDF names glyphs by number.
        """
        try:
            return self._subset(list(glyphs), [round(width / self._scale) for width in blanks])
        except (struct.error, IndexError) as error:
            raise TrueTypeError(Words("文件已损坏", "the file is broken")) from error

    def _subset(self, glyphs: list[int], blanks: list[int]) -> bytes:
        numbers = {glyph: number for number, glyph in enumerate(glyphs)}
        outlines, offsets = bytearray(), array("I", [0])
        for glyph in glyphs:  # grows while it runs: components are added at its end
            outline = bytearray(self._outlines[self._offsets[glyph] : self._offsets[glyph + 1]] if glyph < self.count else b"")
            for position, component in _components(outline):
                if component not in numbers:
                    numbers[component] = len(glyphs)
                    glyphs.append(component)
                struct.pack_into(">H", outline, position, numbers[component])
            outlines += outline + bytes(-len(outline) % 4)
            offsets.append(len(outlines))
        hints: tuple[str, ...] = ("cvt ", "fpgm", "prep")
        tables = {tag: self._table(tag) for tag in hints if tag in self._tables}
        head, hhea, maxp = (bytearray(self._table(tag)) for tag in ("head", "hhea", "maxp"))
        struct.pack_into(">i", head, 8, 0)
        struct.pack_into(">h", head, 50, 1)
        struct.pack_into(">H", hhea, 34, len(glyphs))
        struct.pack_into(">H", maxp, 4, len(glyphs))
        sizes = (self._metric(glyph) if glyph < self.count else (blanks[glyph - self.count], 0) for glyph in glyphs)
        metrics = array("H", chain.from_iterable(sizes))
        tables |= {"head": bytes(head), "hhea": bytes(hhea), "maxp": bytes(maxp), "glyf": bytes(outlines)}
        tables |= {"hmtx": _bytes(metrics), "loca": _bytes(offsets)}
        return _assemble(tables)

    def _metric(self, glyph: int) -> tuple[int, int]:
        """The advance and the left side bearing of a glyph, in the units of the file."""
        if glyph < self._long:
            return self._metrics[2 * glyph], self._metrics[2 * glyph + 1]
        return self._metrics[2 * self._long - 2], self._metrics[self._long + glyph]


def _directory(data: bytes | mmap) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each table's tag, start and length."""
    start = 0
    if data[:4] == b"ttcf":
        start = struct.unpack_from(">12xI", data)[0]
    signature = data[start : start + 4]
    if signature == b"OTTO":
        raise TrueTypeError(Words("轮廓是 CFF (PostScript), 不是 TrueType", "its outlines are CFF (PostScript), not TrueType"))
    if signature not in (b"\x00\x01\x00\x00", b"true"):
        raise TrueTypeError(Words("不是 TrueType 字体文件", "it is no TrueType font"))
    for index in range(struct.unpack_from(">4xH", data, start)[0]):
        tag, _, offset, length = struct.unpack_from(">4s3I", data, start + 12 + 16 * index)
        yield tag.decode("latin-1"), (offset, length)


def _big_endian(kind: str, data: bytes) -> array[int]:
    numbers = array(kind, data)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _bytes(numbers: array[int]) -> bytes:
    """The numbers in the file's byte order; the array is used up."""
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers.tobytes()


def _offsets(loca: bytes, long: int) -> Sequence[int]:
    """Where each glyph's outline begins in glyf."""
    if long:
        return _big_endian("I", loca[: len(loca) & ~3])
    return [2 * half for half in _big_endian("H", loca[: len(loca) & ~1])]


def _characters(cmap: bytes) -> Callable[[int], int]:
    """The look-up of a code point's glyph in the widest Unicode table of a cmap; 0 where there is none."""
    subtables = {}
    for index in range(struct.unpack_from(">2xH", cmap)[0]):
        platform, encoding, offset = struct.unpack_from(">2HI", cmap, 4 + 8 * index)
        if (platform, encoding) in ((3, 1), (3, 10)) or (platform == 0 and encoding != 5):
            subtables[struct.unpack_from(">H", cmap, offset)[0]] = cmap[offset:]
    if 12 in subtables:
        return _groups(subtables[12])
    if 4 in subtables:
        return _segments(subtables[4])
    raise TrueTypeError(Words("没有 Unicode 字符表", "it has no Unicode character map"))


def _groups(table: bytes) -> Callable[[int], int]:
    """Format 12: runs of code points with runs of glyphs."""
    numbers = _big_endian("I", table[16 : 16 + 12 * struct.unpack_from(">12xI", table)[0]])
    firsts, lasts, glyphs = numbers[::3], numbers[1::3], numbers[2::3]

    def look_up(code: int) -> int:
        index = bisect_right(firsts, code) - 1
        return glyphs[index] + code - firsts[index] if index >= 0 and code <= lasts[index] else 0

    return look_up


def _segments(table: bytes) -> Callable[[int], int]:
    """Format 4: segments of the Basic Multilingual Plane, by difference or by an array of glyphs."""
    size = struct.unpack_from(">6xH", table)[0] // 2
    words = _big_endian("H", table[14 : 14 + (len(table) - 14 & ~1)])
    lasts, firsts = words[:size], words[size + 1 : 2 * size + 1]
    deltas, ranges = words[2 * size + 1 : 3 * size + 1], words[3 * size + 1 : 4 * size + 1]

    def look_up(code: int) -> int:
        index = bisect_left(lasts, code)
        if index == len(lasts) or code < firsts[index]:
            return 0
        if not ranges[index]:
            return (code + deltas[index]) & 0xFFFF
        glyph = words[3 * size + 1 + index + ranges[index] // 2 + code - firsts[index]]
        return (glyph + deltas[index]) & 0xFFFF if glyph else 0

    return look_up


def _postscript_name(table: bytes) -> str:
    """The PostScript name, with the characters that a PDF name takes."""
    records, strings = struct.unpack_from(">2x2H", table)
    for index in range(records):
        platform, _, _, name, length, offset = struct.unpack_from(">6H", table, 6 + 12 * index)
        if name == _POSTSCRIPT_NAME:
            raw = table[strings + offset : strings + offset + length]
            text = raw.decode("latin-1" if platform == 1 else "utf-16-be", "ignore")
            return "".join(char for char in text if char.isascii() and (char.isalnum() or char in "-_")) or "Font"
    return "Font"


def _components(outline: bytearray) -> Iterator[tuple[int, int]]:
    """Of a composite glyph, where each component's number stands and the number."""
    if len(outline) < 10 or outline[0] < 0x80:
        return
    position, flags = 10, _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack_from(">2H", outline, position)
        yield position + 2, glyph
        position += 8 if flags & _ARGUMENTS_ARE_WORDS else 6
        position += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0


def _assemble(tables: dict[str, bytes]) -> bytes:
    """A TrueType file of these tables, with its checksums."""
    count = len(tables)
    power = sum(1 for _ in takewhile(lambda bit: 2**bit <= count, range(1, 16)))
    directory = bytearray(struct.pack(">4s4H", b"\0\1\0\0", count, 16 << power, power, 16 * (count - (1 << power))))
    body, start = bytearray(), 12 + 16 * count
    for tag, data in sorted(tables.items()):
        directory += struct.pack(">4s3I", tag.encode(), _checksum(data), start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    return bytes(directory + body)


def _checksum(data: bytes) -> int:
    return sum(_big_endian("I", data + bytes(-len(data) % 4))) & 0xFFFFFFFF
