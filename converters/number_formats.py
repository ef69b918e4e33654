"""Numbers of a workbook as a person sees them: a decimal shown by a number format code.

The code's language is described in ECMA-376 part 1, 18.8.31; what Excel does beside it is in
docs/formats/xlsx.md. No float is made: the digits of the file go into a `Decimal`.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Final

from msgspec import Struct

from .patterns import regex
from .serial_dates import Token, show_date

__all__ = ["BUILT_IN", "EXACT_DIGITS", "parse_number", "show_general", "show_number", "show_text"]

_LONG_DATE, _MONTH_DAY, _YEAR_MONTH = 'yyyy"年"m"月"d"日"', 'm"月"d"日"', 'yyyy"年"m"月"'
_HOUR_MINUTE, _HALF_DAY = 'h"时"mm"分"', '上午/下午h"时"mm"分"'

# ECMA-376 part 1, 18.8.30, as Excel and WPS show them in Chinese; a file that names a format by number gives no code.
BUILT_IN: Final = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0', 7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;"¥"-#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: _YEAR_MONTH, 28: _MONTH_DAY, 29: _MONTH_DAY, 30: "m-d-yy", 31: _LONG_DATE, 32: _HOUR_MINUTE, 33: _HOUR_MINUTE + 'ss"秒"',
    34: _HALF_DAY, 35: _HALF_DAY + 'ss"秒"', 36: _YEAR_MONTH,
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"', 42: '"¥"#,##0;"¥"-#,##0;"¥""-"', 43: '#,##0.00;-#,##0.00;"-"', 44: '"¥"#,##0.00;"¥"-#,##0.00;"¥""-"',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: _YEAR_MONTH, 51: _MONTH_DAY, 52: _YEAR_MONTH, 53: _MONTH_DAY, 54: _MONTH_DAY,
    55: _HALF_DAY, 56: _HALF_DAY + 'ss"秒"', 57: _YEAR_MONTH, 58: _MONTH_DAY,
}  # fmt: skip

EXACT_DIGITS: Final = 15
"""How many digits of a number Excel keeps."""

_NUMBER = regex(r"[+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,3})?")
_EXCEL = Context(prec=15, rounding=ROUND_HALF_UP)  # Excel shows no more: 0.30000000000000004 is 0.3
_WIDE = Context(prec=1_000, rounding=ROUND_HALF_UP)
_LARGEST = 308
_LONGEST_CODE = 255
_DATE_KINDS = frozenset({"date", "elapsed", "half"})

_TOKEN = regex(
    r"""
    "(?P<quoted>[^"]*)"? | \\(?P<escaped>.) | !(?P<banged>[.,0#?%]) | (?P<padding>_.|\*.) | \[(?P<bracket>[^\]]*)\]
    | (?P<general>G/通用格式|General) | (?P<half>AM/PM|A/P|上午/下午) | (?P<exponent>E[+-](?=[0\#?]))
    | (?P<date>y+|m+|d+|h+|s+|e+|aaaa?) | (?P<point>\.) | (?P<digit>[0\#?]) | (?P<comma>,) | (?P<percent>%)
    | (?P<text>@) | (?P<section>;) | (?P<slash>/) | (?P<literal>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_PLAIN = regex(r"(?P<grouped>#,##)?0(?:\.(?P<decimals>0{1,30}))?")
_CONDITION = regex(r"(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)")
_ELAPSED = regex(r"h+|m+|s+", re.IGNORECASE)
_OPERATORS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne}
# These stand for the date and time of the user's own system, whatever code follows.
_SYSTEM_DATE = regex(r"\[\$-F800\][^;]*", re.IGNORECASE)
_SYSTEM_TIME = regex(r"\[\$-F400\][^;]*", re.IGNORECASE)


class _Section(Struct, frozen=True):
    """One of the parts of a code that semicolons divide."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None
    kinds: frozenset[str]

    def holds(self, value: Decimal) -> bool:
        """Whether the section's condition, if any, is met."""
        return self.condition is None or bool(_OPERATORS[self.condition[0]](value, self.condition[1]))

    @property
    def negatives_only(self) -> bool:
        """Whether the condition lets through nothing but numbers below zero, which then show no sign."""
        return self.condition is not None and self.condition[0] in ("<", "<=") and self.condition[1] <= 0


def parse_number(text: str) -> Decimal | None:
    """The number that a cell's value holds, exactly; None where it is none that Excel could store."""
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return None
    value = Decimal(text)
    return value if not value or value.adjusted() <= _LARGEST else None


@lru_cache(maxsize=16_384)
def show_number(code: str, value: Decimal, from_1904: bool = False) -> str:
    """The text that the number format `code` shows for `value`, without padding (`_x`, `*x`, `?`)."""
    value = _EXCEL.plus(value)
    if code == "General":
        return show_general(value)
    if (plain := _PLAIN.fullmatch(code)) is not None:  # most amounts: what follows says the same, in eight times the time
        rounded = abs(value).quantize(Decimal(1).scaleb(-len(plain["decimals"] or "")), context=_WIDE)
        return ("-" if value < 0 else "") + (f"{rounded:,f}" if plain["grouped"] else f"{rounded:f}")
    numeric = [section for section in _sections(code) if "text" not in section.kinds][:3]
    chosen = _choose(numeric, value)
    if chosen is None:
        return show_general(value)
    section, unsigned = chosen
    if section.kinds & _DATE_KINDS:
        shown = show_date(section.tokens, value, from_1904)
        return show_general(value) if shown is None else shown
    sign = "-" if value < 0 and not unsigned else ""
    return sign + _show_section(section, abs(value))


def show_general(value: Decimal) -> str:
    """The number in full, at most 15 digits of it; with an exponent only where it is very large or small."""
    value = _EXCEL.plus(value)
    if not value:
        return "0"
    if not -10 < value.adjusted() < 21:
        return str(value.normalize(_EXCEL))
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def show_text(code: str, text: str) -> str:
    """The text that the number format `code` shows for a text."""
    if code in ("General", "@"):
        return text
    sections = _sections(code)
    for index, section in enumerate(sections):
        if "text" in section.kinds or index == 3:
            return "".join(text if kind == "text" else piece for kind, piece in section.tokens if kind in ("text", "literal"))
    return text


@lru_cache(maxsize=4096)
def _sections(code: str) -> tuple[_Section, ...]:
    """The sections of a code; none for a code longer than Excel allows."""
    if len(code) > _LONGEST_CODE:
        return ()
    sections: list[_Section] = []
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    code = _SYSTEM_TIME.sub("h:mm:ss", _SYSTEM_DATE.sub('yyyy"年"m"月"d"日"', code))
    for kind, text in (*_tokens(code), ("section", ";")):
        if kind == "section":
            sections.append(_Section(tuple(tokens), condition, frozenset(kind for kind, _ in tokens)))
            tokens, condition = [], None
        elif kind == "condition":
            sign, _, limit = text.partition(" ")
            condition = sign, Decimal(limit)
        else:
            tokens.append((kind, text))
    return tuple(sections)


def _tokens(code: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(code):
        kind, text = match.lastgroup or "literal", match[match.lastgroup or 0]
        if kind == "bracket":
            yield from _bracket(text)
        elif kind in ("quoted", "escaped", "banged"):
            yield "literal", text
        elif kind in ("date", "half"):
            yield kind, text.lower() if kind == "date" else text
        elif kind != "padding":
            yield kind, text


def _bracket(text: str) -> Iterator[Token]:
    """The tokens of what stands in brackets: a condition, elapsed time, a currency, numerals; colours are none."""
    condition = _CONDITION.fullmatch(text)
    if condition:
        yield "condition", f"{condition[1]} {condition[2]}"
    elif _ELAPSED.fullmatch(text):
        yield "elapsed", text.lower()
    elif text.startswith("$"):
        symbol, _, locale = text[1:].partition("-")
        yield "literal", symbol
        if locale.lower().endswith("804") or locale.lower().startswith("zh"):
            yield "locale", "zh"
    elif text.lower().startswith("dbnum"):
        yield "numerals", text[5:]


def _choose(numeric: Sequence[_Section], value: Decimal) -> tuple[_Section, bool] | None:
    """The section for `value`, and whether it shows no sign of its own; None where no section applies."""
    if not numeric:
        return None
    if any(section.condition for section in numeric):
        return _choose_by_condition(numeric, value)
    if value < 0 and len(numeric) > 1:
        return numeric[1], True
    if not value and len(numeric) > 2:
        return numeric[2], False
    return numeric[0], False


def _choose_by_condition(numeric: Sequence[_Section], value: Decimal) -> tuple[_Section, bool] | None:
    for index, section in enumerate(numeric):
        negatives = section.condition is None and index == 1 and len(numeric) == 3
        if section.holds(value) and (not negatives or value < 0):
            return section, negatives or section.negatives_only
    return None


def _show_section(section: _Section, value: Decimal) -> str:
    """What a section shows for a number that is not negative."""
    tokens = section.tokens
    # A fraction (# ?/?) is shown as a decimal: it loses nothing.
    if "general" in section.kinds or {"slash", "digit"} <= section.kinds:
        literals = (text if kind == "literal" else show_general(value) for kind, text in tokens if kind in ("literal", "general"))
        return "".join(literals) if "general" in section.kinds else show_general(value)
    kinds = [kind for kind, _ in tokens]
    if "exponent" in kinds:
        return _show_exponent(tokens, kinds.index("exponent"), value)
    value = value.scaleb(2 * kinds.count("percent") - 3 * _scale(tokens), _WIDE)
    return _show_fixed(tokens, value)


def _scale(tokens: Sequence[Token]) -> int:
    """How many commas follow the last digit before the point: each divides by a thousand."""
    scale, seen = 0, False
    for kind, _ in tokens:
        if kind == "point":
            break
        if kind == "digit":
            scale, seen = 0, True
        elif kind == "comma" and seen:
            scale += 1
    return scale


def _show_fixed(tokens: Sequence[Token], value: Decimal) -> str:
    kinds = [kind for kind, _ in tokens]
    point = kinds.index("point") if "point" in kinds else len(tokens)
    decimals = kinds[point:].count("digit")
    whole, _, fraction = f"{value.quantize(Decimal(1).scaleb(-decimals), context=_WIDE):f}".partition(".")
    return _show_whole(tokens[:point], whole.lstrip("0"), point < len(tokens)) + _show_fraction(tokens[point:], fraction)


def _show_whole(tokens: Sequence[Token], digits: str, has_point: bool) -> str:
    """The tokens before the point, filled from the right; the leftmost place takes all digits that remain."""
    places = [index for index, (kind, _) in enumerate(tokens) if kind == "digit"]
    grouped = any(kind == "comma" and places[0] < index < places[-1] for index, (kind, _) in enumerate(tokens) if places)
    shown: list[str] = [] if places or not has_point else [digits]
    count = 0
    for index in range(len(tokens) - 1, -1, -1):
        kind, text = tokens[index]
        if kind == "digit":
            taken = digits if index == places[0] else digits[-1:]
            digits = digits[: len(digits) - len(taken)]
            for digit in reversed(taken or ("0" if text == "0" else "")):
                shown.append("," if grouped and count and count % 3 == 0 else "")
                shown.append(digit)
                count += 1
        elif kind not in ("comma", "numerals", "locale"):
            shown.append(text)
    return "".join(reversed(shown))


def _show_fraction(tokens: Sequence[Token], digits: str) -> str:
    """The point and the tokens after it; # and ? show no zeros at the end."""
    shown: list[str] = []
    used = 0
    for kind, text in tokens:
        if kind == "digit":
            shown.append(digits[used] if text == "0" or digits[used:].strip("0") else "")
            used += 1
        elif kind not in ("comma", "numerals", "locale"):
            shown.append(text)
    return "".join(shown)


def _show_exponent(tokens: Sequence[Token], at: int, value: Decimal) -> str:
    """Scientific notation: 1.20E+05."""
    mantissa, power = tokens[:at], tokens[at + 1 :]
    exponent = value.adjusted() if value else 0
    whole = max(1, sum(kind == "digit" for kind, _ in mantissa[: _point(mantissa)]))
    exponent -= exponent % whole if whole > 1 else 0
    decimals = sum(kind == "digit" for kind, _ in mantissa[_point(mantissa) :])
    scaled = value.scaleb(-exponent, _WIDE).quantize(Decimal(1).scaleb(-decimals), context=_WIDE)
    if scaled.adjusted() >= whole:
        exponent += whole
        scaled = scaled.scaleb(-whole, _WIDE)
    sign = "-" if exponent < 0 else "+" if tokens[at][1][1] == "+" else ""
    return _show_fixed(mantissa, scaled) + "E" + sign + _show_whole(power, str(abs(exponent)).lstrip("0"), False)


def _point(tokens: Sequence[Token]) -> int:
    return next((index for index, (kind, _) in enumerate(tokens) if kind == "point"), len(tokens))
