"""Paper: where on a page nothing stands behind the text, so that white letters are seen by no one."""

from __future__ import annotations

from typing import Final, NamedTuple

__all__ = ["Paper"]

_FIELD: Final = 6.0  # points: a fill blots out each field of this size that it touches
_LARGEST: Final = 2_000  # fields along a side; what lies beyond counts as at the edge


class Paper:
    """Takes down what is filled, field by field: as fast for a million fills as for one."""

    def __init__(self) -> None:
        """Nothing filled yet."""
        self._filled: dict[int, int] = {}

    def fill(self, left: float, top: float, right: float, bottom: float) -> None:
        """Something that is not white covers an area."""
        fields = _Fields.under(left, top, right, bottom)
        for row in range(fields.first, fields.last + 1):
            self._filled[row] = self._filled.get(row, 0) | fields.across

    def is_bare(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether nothing is filled near an area."""
        fields = _Fields.under(left, top, right, bottom)
        return not any(self._filled.get(row, 0) & fields.across for row in range(fields.first, fields.last + 1))


class _Fields(NamedTuple):
    """The fields that an area touches: its rows, and its columns as the bits of a number."""

    first: int
    last: int
    across: int

    @classmethod
    def under(cls, left: float, top: float, right: float, bottom: float) -> _Fields:
        start, first, stop, last = (min(max(int(edge // _FIELD), 0), _LARGEST) for edge in (left, top, right, bottom))
        return cls(first, last, (1 << stop + 1) - (1 << start))
