"""The grammar of target values (指标值): operator, number, unit, range, date, basis.

A value is kept as written and, beside that, as far as it is understood. What is not understood is
of kind "text": a wrong number is worse than none. The forms seen in published tables are listed in
docs/values.md.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from msgspec import structs

from .model import Operator, Value
from .patterns import regex

__all__ = ["operator_of", "parse_value", "same_width", "split_value"]

_WIDE: Final = "".join(chr(code) for code in range(0xFF01, 0xFF5F))
_NARROW: Final = "".join(chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F))
_SAME_WIDTH: Final = str.maketrans(_WIDE + "\u3000︵︶≧⩾≦⩽﹥﹤∼〜–—−", _NARROW + " ()≥≥≤≤><~~---")
_VARIANT: Final = regex("[\uff01-\uff5e\u3000︵︶≧⩾≦⩽﹥﹤∼〜–—−]")  # most texts have none, and to look is ten times as fast

_SIGNS: Final[dict[str, Operator]] = {
    "≥": ">=", ">=": ">=", "=>": ">=", "≮": ">=", "≥=": ">=", "≯": "<=", "≤": "<=", "<=": "<=", "=<": "<=", ">": ">", "<": "<", "=": "=", "±": "±", "≈": "≈",
}  # fmt: skip
_WORDS: Final[dict[str, Operator]] = {
    "不低于": ">=", "不少于": ">=", "不小于": ">=", "不得低于": ">=", "不得少于": ">=", "大于等于": ">=", "大于或等于": ">=", "高于等于": ">=", "至少": ">=",
    "不得小于": ">=", "大于或者等于": ">=", "高于或等于": ">=", "达到": ">=", "不少于或等于": ">=", "不得大于": "<=", "不得多于": "<=", "小于或者等于": "<=", "低于或等于": "<=",
    "不高于": "<=", "不超过": "<=", "不超": "<=", "不多于": "<=", "不大于": "<=", "不得超过": "<=", "不得高于": "<=", "小于等于": "<=", "小于或等于": "<=",
    "低于等于": "<=", "至多": "<=", "最多": "<=", "大于": ">", "高于": ">", "超过": ">", "超": ">", "多于": ">",
    "小于": "<", "低于": "<", "少于": "<", "等于": "=", "约": "≈", "大约": "≈",
}  # fmt: skip
_SUFFIXES: Final[dict[str, Operator]] = {
    "及以上": ">=", "以上": ">=", "(含)以上": ">=", "及以下": "<=", "以下": "<=", "(含)以下": "<=", "以内": "<=", "之内": "<=", "左右": "≈", "上下": "≈",
    "(含)以内": "<=", "(及)以上": ">=", "(及)以下": "<=",
}  # fmt: skip
_RATIO_UNITS: Final = frozenset({"%", "‰", "倍", "百分比", "百分点", "个百分点"})

_TIME_UNITS: Final = frozenset({"个工作日", "工作日", "自然日", "日", "天", "周", "个月", "年", "小时", "分钟"})
_NUMBER: Final = r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,6})?|\d{1,16}(?:\.\d{1,6})?"


def _either(words: dict[str, Operator]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_QUANTITY: Final = regex(
    rf"(?P<held>(?:控制|保持|稳定|维持)在)?(?P<before>{_either(_SIGNS | _WORDS)})?\s*(?P<basis>[^\d\s,，。；;:：<>≥≤=±≈+-]{{0,40}}?)(?P<of>的?)\s*"
    rf"(?P<number>-?(?:{_NUMBER}))(?![\d.,])\s*(?P<unit>.{{0,24}}?)\s*(?P<after>{_either(_SUFFIXES)})?",
    re.ASCII,
)
_RANGE: Final = regex(
    rf"(?P<number>{_NUMBER})\s*(?P<first>[^\d\s~至-]{{0,12}}?)\s*(?:~|-{{1,2}}|至)\s*(?P<upper>{_NUMBER})(?![\d.,])\s*(?P<unit>.{{0,24}}?)(?:之间)?",
    re.ASCII,
)
# A unit is a short run of letters with / · . and brackets; 2 or 3 may follow a Latin letter (m2).
_UNIT: Final = regex(r"(?:[^\d\s,，。；;:：、<>≥≤=±≈+~!?！？\"“”《》\[\]{}-]|(?<=[A-Za-z])[23])*", re.ASCII)
# Words that show a clause, not a unit: what stands around them was not understood.
_CLAUSE: Final = regex(
    r"^[余多几]|^[A-Z]+级|^年(?:第|[上下]半)|[内前后的并及率为达不与和或已均须应需]|完成|到位|提高|提升|增长|下降|减少|名列"
)
_BRACKETED: Final = regex(r"\([^()]+\)")
_PERCENT: Final = regex(r"\(?[%‰]\)?(?:/.+)?", re.ASCII)

_DIGIT: Final = regex(r"[0-9]")
_PLAIN: Final = regex(r"(?P<sign>[≥≤]?)(?P<number>[0-9]{1,16}(?:\.[0-9]{1,6})?)(?P<unit>%|[^\W\d_]{1,8})")

_MONTH: Final = r"(?:0?[1-9]|1[0-2])"
_DAY: Final = (
    rf"(?:[12]\d{{3}}年(?:度|{_MONTH}月份?(?:\d{{1,2}}日)?)?|{_MONTH}月份?(?:\d{{1,2}}日)?"
    rf"|[12]\d{{3}}(?:/{_MONTH}/|\.{_MONTH}\.|-{_MONTH}-)\d{{1,2}}|[12]\d{{3}}[/-]{_MONTH})"
)
_MONTHS: Final = rf"(?:[12]\d{{3}}[./]{_MONTH}|(?:19|20)\d{{2}}(?:0[1-9]|1[0-2])|{_MONTH})"
_DATE: Final = regex(
    rf"(?:于|在|截至)?(?:每年|每季度?|每月|当年|次年|次月)?(?:{_DAY}|\d{{1,2}}日(?=之?前|以前)|[年季月](?=[底末初]))(?:[底末初]|[上中下]旬)?"
    r"(?:(?:前|之前|以前|内|之内)?(?:全部)?(?:完成|到位|起|止|发放|拨付|支付|上报|开工|竣工|验收|建成)?)",
    re.ASCII,
)
_QUARTER: Final = regex(
    r"(?:[12]\d{3}年度?)?(?:第?[一二三四1-4]季度|[上下]半年)[初末底]?(?:(?:之前|以前|之内|前|内)?(?:完成|到位)?)", re.ASCII
)
_YEAR_MONTH_DAY: Final = regex(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", re.ASCII)
_YEAR: Final = regex(r"(?:19|20)\d{2}", re.ASCII)
_RATIO: Final = regex(r"(?P<percent>.*[%])\s*\((?P<ratio>\d{1,3}(?:\.\d{1,6})?)\)\s*", re.DOTALL | re.ASCII)
_DATES: Final = regex(rf"(?:{_DAY}|{_MONTHS}|[12]\d{{3}}年{_MONTH})(?:-{{1,2}}|~|至|到)(?:{_DAY}|{_MONTHS}月?)[底末]?", re.ASCII)
_YEAR_AND_MONTHS: Final = regex(rf"(?:19|20)\d{{2}}[./]{_MONTH}(?:-{{1,2}}|~|至|到)(?:1[0-2]|[1-9])", re.ASCII)
# One of each is in every text of its kind that is more than digits: to look for it is cheap, and most values have none.
_DATED: Final = frozenset("年季月日./-")
_QUARTERLY: Final = frozenset("季半")
_SPANNING: Final = frozenset("-~至到")
_RANGING: Final = frozenset("-~至")
_CENTURIES: Final = ("19", "20")
_YEAR_MONTH: Final = regex(r"(?:19|20)\d{2}\.?(?:0[1-9]|1[0-2])", re.ASCII)


def same_width(text: str) -> str:
    """A copy for matching, of the same length: full-width forms and variant signs made plain."""
    return text.translate(_SAME_WIDTH) if _VARIANT.search(text) else text


@lru_cache(maxsize=8192)
def parse_value(text: str) -> Value:
    """The value that `text` states; kind "blank" for blank text, "text" for what is not understood."""
    plain = _PLAIN.fullmatch(text)
    if plain is not None and _is_plain_unit(plain["unit"]):
        return Value(text, "quantity", _SIGNS.get(plain["sign"]), Decimal(plain["number"]), None, plain["unit"])
    return _parsed(text)


def _parsed(text: str) -> Value:
    """What `parse_value` gives, by every form that there is."""
    copy = same_width(text)
    if not copy.strip():
        return Value(text, "blank")
    if not _DIGIT.search(copy):  # all forms but those of dates have a number
        return _date(text, copy) or Value(text, "text")
    return _date(text, copy) or _range(text, copy) or _quantity(text, copy) or _twice(text, copy) or Value(text, "text")


@lru_cache(maxsize=4096)
def _is_plain_unit(unit: str) -> bool:
    """Whether a number with `unit` behind it is a quantity of just that unit; what dates are written with depends on the number."""
    return _DATED.isdisjoint(unit) and _parsed(f"1{unit}") == Value(f"1{unit}", "quantity", None, Decimal(1), None, unit)


def operator_of(text: str) -> Operator | None:
    """The comparison that `text` by itself states (`≥`, `大于等于`); None where it states none."""
    return _operator(same_width(text).strip())


def split_value(text: str) -> tuple[str, str, str]:
    """Operator, number and unit of a value, that joined give `text` again; all of it is in the number where it is no plain quantity."""
    value = parse_value(text)
    found = _QUANTITY.fullmatch(same_width(text)) if value.kind == "quantity" else None
    if found is None or found["after"]:
        return "", text, ""
    parts = (
        text[: found.end("before")] if found["before"] else "",
        text[slice(*found.span("number"))],
        text[found.end("number") :],
    )
    plain = "".join(parts) == text and parts[2] == (value.unit or "")
    return parts if plain else ("", text, "")


def _date(text: str, copy: str) -> Value | None:
    """A date, a deadline or a span of dates; its words stay in the text."""
    words = "".join(copy.split())
    if not words.replace(".", "", 1).isdigit():
        return Value(text, "date") if _is_date(words) else None
    if not words.startswith(_CENTURIES):
        return None
    if _YEAR_MONTH.fullmatch(words):  # 2023.07 and 202307 may be July or a number
        return Value(text, "text")
    return Value(text, "date") if _YEAR_MONTH_DAY.fullmatch(words) else None


def _is_date(words: str) -> bool:
    """Whether words that are no mere figure are a date, a deadline or a span of dates."""
    return (
        (not _DATED.isdisjoint(words) and _DATE.fullmatch(words) is not None)
        or (not _QUARTERLY.isdisjoint(words) and _QUARTER.fullmatch(words) is not None)
        or (not _SPANNING.isdisjoint(words) and _YEAR_AND_MONTHS.fullmatch(words) is not None)
        or (
            not _SPANNING.isdisjoint(words)
            and ("月" in words or "年" in words or len(words) > 12)
            and _DATES.fullmatch(words) is not None
        )
    )


def _range(text: str, copy: str) -> Value | None:
    """Two numbers and one unit: 30-50人, 85%~95%."""
    found = None if _RANGING.isdisjoint(copy) else _RANGE.fullmatch(copy.strip())
    if found is None or found["first"] not in ("", found["unit"].strip()):
        return None
    unit = _unit(text, copy, found.start("unit"), found["unit"])
    if unit is None:
        return None
    return Value(text, "range", None, _decimal(found["number"]), _decimal(found["upper"]), unit or None)


def _quantity(text: str, copy: str) -> Value | None:
    """One number with what stands around it: operator, basis, unit."""
    found = _QUANTITY.fullmatch(copy.strip())
    if found is None:
        return None
    before, after = _operator(found["before"]), _SUFFIXES.get(found["after"] or "")
    words = found["unit"]
    if words.removesuffix("内") in _TIME_UNITS and words.endswith("内"):
        words, after = words.removesuffix("内"), "<="
    unit = _unit(text, copy, found.start("unit"), words)
    if unit is None or not _agree(before, after) or not _has_basis(found, unit):
        return None
    if _is_year(found["number"], unit) or (found["held"] and before is after is None):
        return None
    start = len(copy) - len(copy.lstrip()) + found.start("basis")
    basis = text[start : start + len(found["basis"])]
    return Value(text, "quantity", before or after, _decimal(found["number"]), None, unit or None, basis or None)


def _twice(text: str, copy: str) -> Value | None:
    """A percentage with the same number beside it as a ratio: 100%（1.0）."""
    found = _RATIO.fullmatch(copy) if "%" in copy and "(" in copy else None
    value = None if found is None else _quantity(text[: found.end("percent")], found["percent"])
    if found is None or value is None or value.number != Decimal(found["ratio"]) * 100:
        return None
    return structs.replace(value, text=text)


def _is_year(number: str, unit: str) -> bool:
    """Whether a number is the name of a year, and no count of years: ≥2023年水平."""
    return unit.startswith("年") and _YEAR.fullmatch(number) is not None


def _operator(words: str | None) -> Operator | None:
    return _SIGNS.get(words or "") or _WORDS.get(words or "")


def _agree(before: Operator | None, after: Operator | None) -> bool:
    """Whether the signs before and after the number can both hold: ±3%以内 can, ≥3%以内 cannot."""
    return before is None or after is None or before == after or (before == "±" and after == "<=")


def _has_basis(found: re.Match[str], unit: str) -> bool:
    """Whether words between operator and number are what a ratio is measured against."""
    if not found["basis"]:
        return not found["of"]
    return unit in _RATIO_UNITS and bool(found["before"] or found["of"])


def _unit(text: str, copy: str, start: int, words: str) -> str | None:
    """The unit as written, "" where there is none, None where the words are no unit."""
    words = words.rstrip()
    if not _UNIT.fullmatch(words) or _CLAUSE.search(words) or len(words) > 14:
        return None
    if ("%" in words or "‰" in words) and not _PERCENT.fullmatch(words):
        return None
    start += len(copy) - len(copy.lstrip())
    written = text[start : start + len(words)]
    return written[1:-1] if _BRACKETED.fullmatch(words) else written


def _decimal(figure: str) -> Decimal:
    return Decimal(figure.replace(",", ""))
