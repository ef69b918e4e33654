"""What a page or a form prints for itself, and says nothing of the table: page numbers, and the numbers of columns (栏次)."""

from __future__ import annotations

from typing import Final

from ..grid import Row
from ..patterns import regex
from ..values import same_width
from .row_pieces import filled_cells

__all__ = ["numbers_columns", "numbers_page"]

_PAGE: Final = regex(
    r"[-·]{1,2}\s*\d{1,4}\s*[-·]{1,2}|\s*第\s*\d{1,4}\s*页\s*(?:[,/]?\s*共\s*\d{1,4}\s*页)?\s*|\s*共\s*\d{1,4}\s*页\s*[,/]?\s*第\s*\d{1,4}\s*页\s*"
)
_NAMES: Final = frozenset({"栏次", "栏号", "列次"})


def numbers_page(row: Row) -> bool:
    """Whether a row holds nothing but the number of a page: — 3 —, 第 3 页 共 9 页."""
    filled = filled_cells(row)
    return len(filled) == 1 and _PAGE.fullmatch(same_width(filled[0].text).strip()) is not None


def numbers_columns(row: Row, columns: int) -> bool:
    """Whether a row counts all the columns, 栏次 over the first of them or not: 1, 2, 3 … from left to right."""
    texts = [cell.text.strip() for cell in filled_cells(row)]
    if len(texts) != columns:
        return False
    numbers = texts[1:] if texts[0] in _NAMES else texts
    return numbers == [str(number) for number in range(1, len(numbers) + 1)]
