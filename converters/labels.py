"""What a text is the label of: labels are compared without white space, punctuation at the end, and difference of width.

The words are those of `vocabulary.py`; the text itself is never changed.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain
from typing import Final

from .model import SOURCES
from .patterns import regex
from .values import same_width
from .vocabulary import (
    COLUMNS,
    DIRECTIONS,
    EITHER_LEVELS,
    FIRST_LEVELS,
    FORM_LABELS,
    GROUPS,
    INDICATOR_COLUMNS,
    INDICATOR_LABELS,
    LINE_LABELS,
    MATRIX_HEADS,
    PLAIN_LABELS,
    SECOND_LEVELS,
    SOURCE_SYNONYMS,
)

__all__ = [
    "DIRECTIONS",
    "FIELDS",
    "FORM_LABELS",
    "GROUPS",
    "INDICATOR_COLUMNS",
    "INDICATOR_LABELS",
    "LINE_LABELS",
    "MATRIX_HEADS",
    "boxed",
    "field_of",
    "heads_indicators",
    "is_either_level",
    "is_first_level",
    "is_known",
    "is_level_label",
    "is_no_label",
    "is_second_level",
    "key_of",
    "label_of",
    "speaks_of_money",
    "unboxed",
    "undated",
]

_NUMBERED: Final = regex(r"(?:绩效)?指标(?:\d{1,2}|[一二三四五六七八九十])")
"""Columns of indicators that the header only counts."""

_FUNDS: Final = regex(r"资金|拨款|经费|总额|金额|收入")

_YEAR_PREFIXES: Final = ("", "当年", "本年", "年度", "本年度")
_PERIOD_PREFIXES: Final = ("中期", "实施期", "实施周期", "项目期", "项目周期", "长期")
_PERIOD_TOTALS: Final = ("总计", "资金总额", "资金合计")
_TERMS: Final[dict[str, tuple[str, ...]]] = {name: (term, *SOURCE_SYNONYMS[name]) for name, term in SOURCES.items()}


def _prefixed(prefixes: tuple[str, ...], labels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([prefix + label for prefix in prefixes for label in labels])


_SOURCES: Final[dict[str, tuple[str, ...]]] = {name: _prefixed(_YEAR_PREFIXES, terms) for name, terms in _TERMS.items()}
FIELDS: Final[dict[str, tuple[str, ...]]] = {
    **COLUMNS,
    **_SOURCES,
    "period_total": _prefixed(_PERIOD_PREFIXES, _PERIOD_TOTALS),
    **{f"period_{name}": _prefixed(_PERIOD_PREFIXES, labels) for name, labels in _SOURCES.items()},
}
"""All columns of a table with one row per project: field → labels."""
_SPELT: Final = (*COLUMNS.values(), *_TERMS.values(), _YEAR_PREFIXES, _PERIOD_PREFIXES, _PERIOD_TOTALS)
"""What the labels of `FIELDS`, two thousand, are made of."""

_LONGEST: Final = 60
"""Characters of the longest text that may be a label, blanks included; longer ones are not looked at."""
_GROUPED: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "column": FIELDS,
    "line": LINE_LABELS,
    "indicator": INDICATOR_LABELS,
    "form": FORM_LABELS,
    "group": {"group": GROUPS},
    "plain": {"plain": PLAIN_LABELS},
    "indicator column": INDICATOR_COLUMNS,
    "direction": dict(DIRECTIONS.items()),
}
"""The labels by field that are asked for together; where a label is there twice, the first says what it is. A form has the columns' too."""
_BESIDE: Final = "其中一二三四五六七八九十单位元千万亿长中短期年度本实施周上下半月执行完成数值情况际至"
"""What may stand with a label that is still told: its number, unit of account, period, part of the year."""
_SPACES: Final = regex(r"\s+")
_NUMBERING: Final = "一二三四五六七八九十)、."
"""What the number before a label is made of, beside digits, as far as its first two characters."""
_OF_WHICH: Final = regex(r"^(?:其中[:、,]?|[(]?[一二三四五六七八九十\d]+[)、.])+")
_DATED: Final = regex(r"\s*(?:19|20)\d{2}\s*年度?\s*(?=\S)")
_COUNTED: Final = regex(r"[长中年].*绩效目标\d{1,2}")
_MARKED: Final = regex(
    r"[(](?:[\d年月分元万千A-Z%×*/至.—–~-]{1,12}|\d+字以内|选填|可选填|全称|盖章|签章|公章|单位盖章|单位|分值|权重|[长中]期|实施期|本?年度)[)]"
)
_RESULT: Final = regex(
    r"(?:(?:年初|全年|年中|年度|调整后?|\d+-?\d*月)?(?:资金)?(?:预算|执行|预计执行|预计完成|到位)数|(?:\d+-?\d*月)?(?:预算)?(?:执行|到位)率|执行率得分"
    r"|总分|合计得分|总得分|得分合计|总合计|合计数)(?:[(].{1,16}[)])?"
)
_LETTERS: Final = 2
_CODED: Final = regex(r"\A\d{1,3}-")
_DOWN: Final = ("绩效指标", "总体目标", "年度绩效目标", "项目资金", "项目基本情况", "预算执行情况")
"""Labels that are printed down a column, one or two letters in a cell."""
_UNIT_OF_ACCOUNT: Final = regex(r"\((?:单位:)?(?:元|千元|万元|亿元)\)$")


def speaks_of_money(label: str) -> bool:
    """Whether a label, though it is no known one, speaks of money."""
    return _FUNDS.search(label) is not None


@lru_cache(maxsize=4096)
def key_of(label: str) -> str:
    """The copy of a label by which labels are compared."""
    key = same_width(label)
    if key.isalpha() and not key.startswith("其中"):  # nothing of what follows is in it: so most labels are told
        return key
    key = _SPACES.sub("", key).rstrip(":").lstrip("*")  # *指标值: what must be filled in
    head = key[:2]
    if head[:1] in "其(" or not head.strip(_NUMBERING) or any(map(str.isdecimal, head)):
        key = _OF_WHICH.sub("", key)
    return _UNIT_OF_ACCOUNT.sub("", key) if key.endswith(")") else key


@cache
def _index(group: str) -> dict[str, str]:
    own = {key: name for name, labels in reversed(_GROUPED[group].items()) for key in reversed(_keys(labels))}
    return own | _index("column") if group == "form" else own


def _keys(labels: tuple[str, ...]) -> list[str]:
    """The key of each label, most of them told at once: there are thousands, and they are wanted at every start."""
    copies = same_width("\n".join(labels)).split("\n")
    return [key if key.isalpha() and not key.startswith("其中") else key_of(key) for key in copies]


def field_of(label: str, group: str = "column") -> str | None:
    """The field that `label` names in a group ("column", "line", "form", "group", "plain", "indicator", "indicator column", "direction"), or None."""
    return None if len(label) > _LONGEST else _field(label, group)


@lru_cache(maxsize=4096)
def _field(label: str, group: str) -> str | None:
    """See `field_of`: each layout asks this of each cell."""
    return None if is_no_label(label) else _index(group).get(key_of(label))


def undated(label: str) -> str | None:
    """A label without the year that it begins with (2025年预算数); None where it begins with none."""
    found = _DATED.match(same_width(label)) if len(label) <= _LONGEST else None
    return None if found is None else label[found.end() :]


def is_no_label(text: str) -> bool:
    """Whether a text surely is no label, in whatever group: nearly every name, goal and amount is told so at once.

    It holds a letter that no label has, or no Chinese character of one at all.
    """
    return text.isascii() or _foreign().search(text) is not None or _written().isdisjoint(text)


@cache
def _written() -> frozenset[str]:
    """The Chinese characters of all labels."""
    labels = (words for table in _GROUPED.values() if table is not FIELDS for words in table.values())
    written = {*_BESIDE, *"".join(map("".join, chain(labels, _SPELT)))}
    return frozenset(char for char in written if "一" <= char <= "\u9fff")


@cache
def _foreign() -> re.Pattern[str]:
    """A letter that no label has, and that is not made plain before labels are compared. A range of all Chinese characters compiles slowly."""
    return re.compile(f"(?![{''.join(_written())}\\d\0-\x7f\uff00-\uff5f])\\w")


@cache
def _levels(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key_of(each) for name in names for each in (name, name.removesuffix("指标")))


def is_first_level(text: str) -> bool:
    """Whether a text is the usual name of a level 1 of the taxonomy."""
    return len(text) <= _LONGEST and _CODED.sub("", key_of(text)) in _levels(FIRST_LEVELS)


def is_second_level(text: str) -> bool:
    """Whether a text is the usual name of a level 2, and of no level 1."""
    return is_level_label(text) and not is_first_level(text)


def is_either_level(text: str) -> bool:
    """Whether a text is the name of a level 1 (财预〔2021〕101号) that was a level 2 before: 成本指标."""
    return len(text) <= _LONGEST and _CODED.sub("", key_of(text)) in _levels(EITHER_LEVELS)


def is_level_label(text: str) -> bool:
    """Whether a text is the usual name of a level of the taxonomy, its code before it or not: what may head a column of its own."""
    return is_first_level(text) or (len(text) <= _LONGEST and _CODED.sub("", key_of(text)) in _levels(SECOND_LEVELS))


def heads_indicators(text: str) -> bool:
    """Whether a text may head a column of indicators: a level of the taxonomy, or 指标1, 指标2, 指标3."""
    return is_level_label(text) or (len(text) <= _LONGEST and _NUMBERED.fullmatch(key_of(text)) is not None)


def is_known(text: str) -> bool:
    """Whether a text is a label of some group, counted or with points or unit in brackets, or a part of one that is printed letter by letter."""
    if heads_indicators(text) or _is_key(key_of(text)) or _COUNTED.fullmatch(key_of(text)):
        return True
    copy = same_width(text)
    return "(" in copy and _is_key(key_of(_MARKED.sub("", copy)))


def _is_key(key: str) -> bool:
    if any(key in _index(group) for group in _GROUPED) or key in map(key_of, MATRIX_HEADS):
        return True
    return _RESULT.fullmatch(key) is not None or (len(key) <= _LETTERS and any(key in label for label in _DOWN))


def boxed(label: str) -> str:
    """The label of an extension as it is printed: in 〔〕 where it would be taken for a field's."""
    dated = undated(label)
    known = field_of(label) or field_of(label, "line") or unboxed(label) or heads_indicators(label) or (dated and field_of(dated))
    return f"〔{label}〕" if known else label


def unboxed(label: str) -> str | None:
    """The label of an extension that stands in 〔〕; None where it does not."""
    return label[1:-1] if len(label) > 2 and label.startswith("〔") and label.endswith("〕") else None


def label_of(name: str) -> str:
    """The label that goalconv prints for a column."""
    return FIELDS[name][0]
