"""Dates and times of a workbook: days since an epoch, shown by a format code."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

__all__ = ["Token", "serial_of", "show_date"]

Token: TypeAlias = tuple[str, str]
"""A piece of a format code: its kind and its text."""

_SECONDS = 86_400
_LAST_DAY = 2_958_465  # 9999-12-31
_DAYS_TO_1904 = 1_462
_MOST_PLACES = 9
_NUMERALS = "〇一二三四五六七八九十"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")


class _Moment:
    """A serial number taken apart as Excel does, with its 29 February 1900 that never was."""

    def __init__(self, days: int, seconds: Decimal) -> None:
        self.days = days
        self.seconds = seconds
        self.year, self.month, self.day = _calendar(days)
        self.hour, self.minute = int(seconds // 3600), int(seconds // 60) % 60

    @property
    def weekday(self) -> int:
        return (self.days + 6) % 7


def show_date(tokens: Sequence[Token], serial: Decimal, from_1904: bool) -> str | None:
    """The text that these tokens show for the day `serial`; None where Excel has no such date."""
    if not 0 <= serial <= _LAST_DAY:
        return None
    places = _second_places(tokens)
    total = (serial * _SECONDS).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    days, seconds = divmod(total, _SECONDS)
    if from_1904:
        days += _DAYS_TO_1904
    if days > _LAST_DAY:
        return None
    moment = _Moment(int(days), seconds)
    elapsed = total + _DAYS_TO_1904 * _SECONDS if from_1904 else total
    return "".join(_show(tokens, index, moment, elapsed, places) for index in range(len(tokens)))


def serial_of(text: str, from_1904: bool) -> Decimal | None:
    """The serial number of an ISO 8601 date (cells of type d); None where it is none."""
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None
    since = moment - datetime(1904 if from_1904 else 1899, 1 if from_1904 else 12, 1 if from_1904 else 30)
    return Decimal(since.days) + Decimal(since.seconds) / _SECONDS


def _calendar(days: int) -> tuple[int, int, int]:
    if days == 0:
        return 1900, 1, 0
    if days == 60:
        return 1900, 2, 29
    day = date(1899, 12, 30 if days > 60 else 31) + timedelta(days)
    return day.year, day.month, day.day


def _second_places(tokens: Sequence[Token]) -> int:
    """How many digits of a second the tokens show."""
    places = 0
    for index, (kind, _) in enumerate(tokens):
        if kind == "point" and _is_second(tokens, index - 1):
            for after, _ in tokens[index + 1 :]:
                if after != "digit":
                    break
                places += 1
    return min(places, _MOST_PLACES)


def _is_second(tokens: Sequence[Token], index: int) -> bool:
    return index >= 0 and tokens[index][0] in ("date", "elapsed") and tokens[index][1][0] == "s"


def _show(tokens: Sequence[Token], index: int, moment: _Moment, elapsed: Decimal, places: int) -> str:
    """What one token shows."""
    kind, text = tokens[index]
    if kind == "literal":
        return text
    if kind == "elapsed":
        count = int(elapsed // {"h": 3600, "m": 60, "s": 1}[text[0]])
        return str(count).zfill(len(text))
    if kind == "half":
        morning, afternoon = text.split("/")
        return morning if moment.hour < 12 else afternoon
    if kind == "date":
        return _show_part(tokens, index, moment)
    if kind == "point" and _is_second(tokens, index - 1) and places:
        return f"{moment.seconds % 1:.{places}f}"[1:]
    if kind == "digit" and places:
        return ""
    return "" if kind in ("numerals", "locale") else text


def _show_part(tokens: Sequence[Token], index: int, moment: _Moment) -> str:
    letter, length = tokens[index][1][0], len(tokens[index][1])
    numerals = ("numerals", "1") in tokens
    if letter in "ye":
        year = f"{moment.year % 100:02}" if letter == "y" and length < 3 else f"{moment.year}"
        return "".join(_NUMERALS[int(digit)] for digit in year) if numerals else year
    if letter == "a":
        return ("星期" if length > 3 else "") + "日一二三四五六"[moment.weekday]
    if length > 2 and letter in "md":
        return _name(letter, length, moment, ("locale", "zh") in tokens)
    number = _number(tokens, index, moment)
    return _chinese(number) if numerals else str(number).zfill(length)


def _number(tokens: Sequence[Token], index: int, moment: _Moment) -> int:
    """The number that a day, month, hour, minute or second shows."""
    letter = tokens[index][1][0]
    if letter == "m":
        return moment.minute if _is_minute(tokens, index) else moment.month
    if letter == "h":
        return (moment.hour % 12 or 12) if any(kind == "half" for kind, _ in tokens) else moment.hour
    return moment.day if letter == "d" else int(moment.seconds) % 60


def _is_minute(tokens: Sequence[Token], index: int) -> bool:
    """Whether an m means minutes: it follows hours or precedes seconds."""
    before = [text[0] for kind, text in tokens[:index] if kind in ("date", "elapsed")]
    after = [text[0] for kind, text in tokens[index + 1 :] if kind in ("date", "elapsed")]
    return before[-1:] == ["h"] or after[:1] == ["s"]


def _name(letter: str, length: int, moment: _Moment, chinese: bool) -> str:
    """The name of the month or of the weekday."""
    if letter == "d":
        if chinese:
            return ("星期" if length > 3 else "周") + "日一二三四五六"[moment.weekday]
        name = _WEEKDAYS[moment.weekday]
        return name if length > 3 else name[:3]
    if chinese:
        return (_chinese(moment.month) if length == 4 else str(moment.month)) + "月"
    name = _MONTHS[moment.month - 1]
    return {3: name[:3], 5: name[:1]}.get(length, name)


def _chinese(number: int) -> str:
    """A number below 100 in Chinese numerals: 二十一."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _NUMERALS[ones]
    return (_NUMERALS[tens] if tens > 1 else "") + "十" + (_NUMERALS[ones] if ones else "")
