"""The chains of sectors in an old Office file ([MS-CFB]): one that comes back to itself never ends, and xlrd would follow it for ever."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import Final

__all__ = ["has_loop"]

_HEADER: Final = 512
_SECTOR_SHIFT_AT: Final = 30
_SMALL_TABLE_AT: Final = 60
_TABLES_AT: Final = 76
_TABLES: Final = 109
_LARGEST_SHIFT: Final = 20


def has_loop(data: bytes) -> bool:
    """Whether a chain of small sectors comes back to itself. False as well where the tables cannot be read, which xlrd says for itself."""
    if len(data) < _HEADER:
        return False
    (shift,) = struct.unpack_from("<H", data, _SECTOR_SHIFT_AT)
    size = 1 << (shift if shift <= _LARGEST_SHIFT else 9)  # as xlrd has it
    numbers = struct.unpack_from(f"<{_TABLES}i", data, _TABLES_AT)
    sectors = [entry for number in dict.fromkeys(numbers) if number >= 0 for entry in _sector(data, number, size)]
    (first,) = struct.unpack_from("<i", data, _SMALL_TABLE_AT)
    small = [entry for number in _chain(sectors, first) for entry in _sector(data, number, size)]
    return _loops(small)


def _sector(data: bytes, number: int, size: int) -> tuple[int, ...]:
    """The entries of a table in one sector; none where it lies beyond the file."""
    content = data[_HEADER + number * size :][:size]
    return struct.unpack(f"<{size // 4}i", content) if len(content) == size >= 4 else ()


def _chain(following: Sequence[int], number: int) -> Iterator[int]:
    """The sectors of a chain, each once."""
    seen: set[int] = set()
    while 0 <= number < len(following) and number not in seen:
        seen.add(number)
        yield number
        number = following[number]


def _loops(following: Sequence[int]) -> bool:
    """Whether any chain comes back to one of its own sectors."""
    begun_at = [-1] * len(following)
    for start in range(len(following)):
        number = start
        while 0 <= number < len(following) and begun_at[number] < 0:
            begun_at[number] = start
            number = following[number]
        if 0 <= number < len(following) and begun_at[number] == start:
            return True
    return False
