"""The labels at the head of a form: what a cell is the label of, and texts that would be taken for one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ..grid import Cell
from ..labels import MATRIX_HEADS, field_of, key_of, unboxed
from ..model import SOURCES
from ..patterns import regex
from ..values import same_width
from .indicator_columns import member_of

__all__ = [
    "GOALS",
    "MONEY",
    "bare",
    "currency_behind",
    "guarded",
    "head_in",
    "heads",
    "inline",
    "is_of_which",
    "is_result",
    "is_year",
    "label_in",
    "unguarded",
]

MONEY: Final = frozenset({"total", "period_total", *SOURCES, *(f"period_{source}" for source in SOURCES)})
"""Labels of amounts: the total and the sources, of the year and of the whole period."""
GOALS: Final = frozenset({"goal", "period_goal"})
_INLINE: Final = regex(r"\s*(?P<label>(?:其中[：:])?[^：:]{2,24}?)\s*[：:]\s*(?P<text>\S.*)", re.DOTALL)
_YEAR: Final = regex(r"(?:(?:19|20)\d\d|第[一二三四五六])年度?")
_CURRENCY: Final = regex(r"(?:\A|\s+)[(（]?\s*(?:金\s*额\s*)?单\s*位\s*[：:]\s*(?P<unit>元|千元|万元|亿元)\s*[)）]?\s*\Z")
_MARKS: Final = regex(
    r"[(（](?:\d{4}\s*年?\s*[-—–~至]+\s*\d{4}\s*年?|\d+\s*字以内|万元|元|选填|可选填|全称|盖章|签章|公章|单位盖章|\d{1,3}分?|[%％])[)）]"
)
_COUNTED: Final = regex(r"(?P<label>.*目标)\d{1,2}")
_RESULT: Final = regex(
    r"(?:(?:年初|全年|年中|年度|调整后?|(?:\d+-)?\d+月)?(?:资金)?(?:预算|执行|预计执行|预计完成|到位)数|(?:(?:\d+-)?\d+月)?(?:预算)?(?:执行|到位)率"
    r"|分值|得分|权重|执行率得分)(?:[(].{1,16}[)])?"
)


def bare(text: str) -> str:
    """A copy of a label for matching: blanks and width make no difference."""
    return same_width("".join(text.split()))


def label_in(cell: Cell) -> str | None:
    """The field that a cell of the ladder is the label of; "group" for one that heads others, "plain" for one without a field; None for a value."""
    return _label(cell.text.strip())


@lru_cache(maxsize=4096)
def _label(text: str) -> str | None:
    marked = "(" in text or "（" in text
    for group in ("form", "group", "plain"):
        found = field_of(text, group) or (field_of(_MARKS.sub("", text), group) if marked else None)
        if found is not None:
            return found
    counted = _COUNTED.fullmatch(bare(text))
    if counted is None:
        return None
    goal = field_of(counted["label"], "form")
    return goal if goal in GOALS else None


def head_in(cell: Cell) -> str | None:
    """What the head of a column says: "source" or "name" for one of names, "amount" for one of what belongs to them; None where it is none."""
    return "amount" if is_result(cell) else MATRIX_HEADS.get(key_of(cell.text))


def is_result(cell: Cell) -> bool:
    """Whether the cell heads what was budgeted, spent or scored: 全年执行数, 执行率(B/A)."""
    return _RESULT.fullmatch(bare(cell.text).removesuffix(":")) is not None


def is_year(text: str) -> bool:
    """Whether a text is a year and nothing more: 2025年, 第一年."""
    return _YEAR.fullmatch("".join(text.split())) is not None


def is_of_which(cell: Cell) -> bool:
    """Whether a cell only says that parts follow: 其中："""
    return bare(cell.text).rstrip(":") == "其中"


def heads(cell: Cell) -> str | None:
    """The field whose label the cell is, or begins with: 项目名称, 项目名称：甲."""
    found = inline(cell)
    return label_in(cell) if found is None else label_in(Cell(found[0]))


def inline(cell: Cell) -> tuple[str, str] | None:
    """Label and text of a cell that holds both: 项目名称：甲."""
    found = _INLINE.fullmatch(cell.text)
    if found is None or label_in(Cell(found["label"])) in (None, "group") or label_in(cell) is not None:
        return None
    return found["label"], found["text"]


def currency_behind(text: str) -> re.Match[str] | None:
    """The unit of account that a text states at its end, or alone; in the group "unit"."""
    return _CURRENCY.search(text)


def guarded(text: str) -> str:
    """The text as a value is printed: in 〔〕 where it would be taken for a label."""
    return f"〔{text}〕" if _misleads(text) else text


def unguarded(text: str) -> str:
    """The value that `guarded` printed as `text`."""
    inner = unboxed(text)
    return inner if inner is not None and _misleads(inner) else text


def _misleads(text: str) -> bool:
    cell = Cell(text)
    if any(found is not None for found in (label_in(cell), head_in(cell), member_of(text), unboxed(text))):
        return True
    found = _INLINE.fullmatch(text)
    return found is not None and label_in(Cell(found["label"])) is not None
