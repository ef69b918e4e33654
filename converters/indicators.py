r"""The packed cell: all indicators of a project in one cell of the disclosure table (公开表).

    1、1-产出指标；11-数量指标；名称；实施周期指标值：≥100%；年度指标值：≥100%。2、…

`unpack` reads it, also with the flaws of real tables, and says what every character became. A
separator with a backslash before it (`\；`) is part of the text: so `packing.py` writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final

from msgspec import Struct

from . import catalogue as kinds
from .amounts import parse_amount
from .findings import Kind
from .items import LEVEL_NAME, Item, items_of
from .labels import INDICATOR_LABELS, field_of
from .level_texts import labelled_texts
from .model import Coded, Indicator
from .patterns import regex
from .pointers import under
from .values import parse_value

__all__ = ["CODE", "Doubt", "Span", "Unpacked", "ink", "parse_level", "spans_of", "unpack"]

_ESCAPED: Final = regex(r"\\([；;，,。：:、.．\\【】〔〕\n\-－—–|｜(（)）①-⑳])")
CODE: Final = regex(r"[0-9A-Za-z]{1,24}")
_LEVEL: Final = regex(rf"(?P<code>{CODE.pattern})\s*[-－—–]\s*|〔(?P<boxed>[^〕]*)〕")
_LABELS: Final = "|".join(sorted((label for labels in INDICATOR_LABELS.values() for label in labels), key=len, reverse=True))
_MEMBER: Final = regex(
    rf"(?:(?P<separator>[；;，,|｜])\s*+|(?<!\s)\s*+|)(?:(?P<label>{_LABELS})\s*(?P<colon>[：:])|(?<=[；;])【(?P<other>[^】]*)】)"
)
_TEXT: Final = r"[^；;。：:\\【】〔〕\s]"
_REGULAR: Final = regex(
    rf"(?:\A|(?<=[。\s]))(?P<number>\d{{1,6}})、(?P<code1>\d{{1,3}})-(?P<name1>[^\d；;。：:\\【】〔〕\s]{_TEXT}*)"
    rf"；(?P<code2>\d{{1,3}})-(?P<name2>[^\d；;。：:\\【】〔〕\s]{_TEXT}*)；(?P<name>{_TEXT}+)"
    rf"；实施周期指标值(?P<colon1>[：:])(?P<period>{_TEXT}+)；年度指标值(?P<colon2>[：:])(?P<annual>{_TEXT}+)。(?P<blank>\s*+)"
)
_FRAME: Final = "、；；；实施周期指标值：；年度指标值：。"
"""What a regular item prints around its number and its members."""
_BETWEEN: Final = "、-；-；；实施周期指标值；年度指标值。"
"""What stands between the groups of the expression for it."""
_HEAD_SEPARATORS: Final = (regex(r"[；;]"), regex(r"[|｜]"), regex(r"[，,]"))


_MEMBERS: Final = (
    ("level1", "code1", "name1"),
    ("level2", "code2", "name2"),
    ("name", "name", "name"),
    ("period_value", "period", "period"),
    ("annual_value", "annual", "annual"),
)
"""The members of a regular item: field, and the groups its text begins and ends with."""


class Span(Struct, frozen=True, gc=False):
    """A stretch of the cell's text: offsets of its first character and of the one after its last."""

    start: int
    stop: int


class Doubt(Struct, frozen=True):
    """Something doubtful in item `index` at `offset` of the cell; becomes a finding or a ledger entry."""

    kind: Kind
    index: int
    offset: int
    parameters: dict[str, str]


class Unpacked(Struct, frozen=True, gc=False):
    """The indicators of a cell, doubts, and the account.

    `fields` and `labels` count the non-blank characters that became members, and those that are
    labels, numbers or separators; `leftovers` are the stretches in which no indicator can be told.
    """

    indicators: tuple[Indicator, ...]
    doubts: tuple[Doubt, ...]
    leftovers: tuple[Span, ...]
    fields: int
    labels: int


class _Member(Struct, frozen=True):
    """A labelled member of an item: its field or None, its label, where the label and where the text begins."""

    name: str | None
    label: str
    begin: int
    start: int


def ink(text: str) -> int:
    """The number of non-blank characters of `text`."""
    return len("".join(text.split()))


@lru_cache(maxsize=4096)
def parse_level(text: str) -> Coded | None:
    """The level that `text` prints (`11-数量指标`, `数量指标`); None for blank text."""
    text = text.strip()
    return _level(text, _mask(text))


def unpack(text: str) -> Unpacked:
    """The indicators in the text of a packed cell, with the account of its characters.

    Text in which no indicator can be told is left over.
    """
    unpacked = _read_regular(text) or _Reader(text).read()
    told = any(each.level1 or each.level2 or each.period_value or each.annual_value for each in unpacked.indicators)
    return unpacked if told else _read_labelled(text) or unpacked


def _read_regular(text: str) -> Unpacked | None:
    """What `_Reader` gives, faster, for a cell all of whose items are as the form prescribes; else None."""
    start = len(text) - len(text.lstrip())
    if text[-1:].isspace() or not _REGULAR.match(text, start):
        return None
    items: list[tuple[str, ...]] = _REGULAR.findall(text, start)
    if start + len(items) * len(_BETWEEN) + len("".join(chain.from_iterable(items))) != len(text):
        return None  # something stands between two items
    indicators = tuple(
        Indicator(
            number=int(number), level1=_coded(code1, name1), level2=_coded(code2, name2), name=name,
            period_value=parse_value(period), annual_value=parse_value(annual),
        )
        for number, code1, name1, code2, name2, name, _, period, _, annual, _ in items
    )  # fmt: skip
    doubts = tuple(_half_width_colons(text, start)) if ":" in text else ()
    labels = sum(len(item[0]) for item in items) + len(items) * len(_FRAME)
    return Unpacked(indicators, doubts, (), ink(text) - labels, labels)


def _half_width_colons(text: str, start: int) -> Iterator[Doubt]:
    """A doubt for each half-width colon behind a label of a regular cell."""
    for index, found in enumerate(_REGULAR.finditer(text, start)):
        offsets = (found.start(group) for group in ("colon1", "colon2") if found[group] == ":")
        yield from (Doubt(kinds.HALF_WIDTH_COLON, index, offset, {}) for offset in offsets)


def _read_labelled(text: str) -> Unpacked | None:
    """The indicators of a cell whose texts stand behind levels; None where they do not."""
    spans = _labelled_spans(text)
    if not spans:
        return None
    indicators: list[Indicator] = []
    doubts: list[Doubt] = []
    for index, (number, members) in enumerate(spans):
        held = {name: text[span.start : span.stop] for name, span in members.items()}
        value = parse_value(held["annual_value"]) if "annual_value" in held else None
        level1, level2 = (parse_level(held.get(name, "")) for name in ("level1", "level2"))
        indicators.append(Indicator(number=number, level1=level1, level2=level2, name=held.get("name", ""), annual_value=value))
        offset = (members.get("name") or members["annual_value"]).start
        doubts += [Doubt(kinds.LEVEL_MISSING, index, offset, {})] * (level1 is None or level2 is None)
        doubts += [Doubt(kinds.VALUE_MISSING, index, offset, {})] * (value is None)
    fields = sum(ink(text[span.start : span.stop]) for span in {span for _, members in spans for span in members.values()})
    fields += sum(len(str(number)) for number, _ in spans if number is not None)
    return Unpacked(tuple(indicators), tuple(doubts), (), fields, ink(text) - fields)


def _labelled_spans(text: str) -> list[tuple[int | None, dict[str, Span]]]:
    """The number of each indicator behind a level, and where its members stand."""
    found = []
    for each in labelled_texts(text):
        stands = {"level1": each.level1, "level2": each.level2, "name": each.said.name, "annual_value": each.said.value}
        found.append((each.said.number, {name: Span(*span) for name, span in stands.items() if span is not None}))
    return found


@lru_cache(maxsize=1024)
def _coded(code: str, name: str) -> Coded:
    """A level, the same object wherever it is printed: a table has few and prints them again and again."""
    return Coded(code, name)


def spans_of(text: str) -> Sequence[dict[str, Span]]:
    """Where the members of each indicator in a packed cell stand, by field, in the order of `unpack`."""
    if _read_regular(text):
        return [
            {name: Span(found.start(first), found.end(last)) for name, first, last in _MEMBERS}
            for found in _REGULAR.finditer(text)
        ]
    reader = _Reader(text)
    reader.read()
    return reader.spans or [members for _, members in _labelled_spans(text)]


class _Reader:
    """Reads one cell. `mask` is the text with escaped characters blotted out, so that structure shows."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.mask = _mask(text)
        self.doubts: list[Doubt] = []
        self.indicators: list[Indicator] = []
        self.spans: list[dict[str, Span]] = []
        self.leftovers: list[Span] = []
        self.fields = 0

    def read(self) -> Unpacked:
        for item in items_of(self.mask):
            self._read_item(item)
        labels = ink(self.text) - self.fields - sum(ink(self.text[span.start : span.stop]) for span in self.leftovers)
        return Unpacked(tuple(self.indicators), tuple(self.doubts), tuple(self.leftovers), self.fields, labels)

    def _read_item(self, item: Item) -> None:
        stop = self._trim(item.start, item.stop).stop
        ended = self.mask[stop - 1 : stop] == "。" and stop > item.start
        stop -= ended or (self.mask[stop - 1 : stop] in ("；", ";") and item.number is not None and stop > item.start)
        members = list(self._members(item.start, stop))
        head = Span(item.start, members[0].begin if members else stop)
        pieces = self._pieces(head)
        if item.number is None and not members and not (ended and len(pieces) > 2):
            self.leftovers.extend(filter(lambda span: span.start < span.stop, [self._trim(item.start, item.stop)]))
            return
        spans = self._head_spans(pieces, labelled=bool(members))
        self.spans.append(spans)
        values = self._values(members, stop, spans)
        if "annual_value" in spans and "annual_value" not in values:
            values["annual_value"] = parse_value(self._slice(spans["annual_value"]))
        levels = {name: self._level(spans[name]) for name in ("level1", "level2") if name in spans}
        indicator = Indicator(number=item.number, name=self._slice(spans["name"]), **levels, **values)  # type: ignore[arg-type]
        self.indicators.append(indicator)
        self.fields += sum(ink(self.text[span.start : span.stop]) for span in spans.values())
        self._doubt_item(item, indicator, spans)

    def _members(self, start: int, stop: int) -> Iterator[_Member]:
        """The labelled members of an item, each with its label and where it begins."""
        seen: set[str] = set()
        index = len(self.indicators)
        for found in _MEMBER.finditer(self.mask, start, stop):
            label = found["label"] or _unescape(self.text[found.start("other") : found.end("other")])
            name = field_of(label, "indicator") if found["label"] else None
            if found["separator"] is None and found["label"] and not (label.endswith("指标值") or found.start() == start):
                continue
            if (name or f"={label}") in seen:
                self._doubt(kinds.LABEL_REPEATED, index, found.start(), label=label)
                continue
            if found["separator"] is None and found.start() > start:
                self._doubt(kinds.SEPARATOR_LOST, index, found.start("label"), label=label)
            if found["colon"] == ":":
                self._doubt(kinds.HALF_WIDTH_COLON, index, found.start("colon"))
            seen.add(name or f"={label}")
            yield _Member(name, label, found.start(), found.end())

    def _pieces(self, head: Span) -> list[Span]:
        """The head of an item cut at its separators; other marks than ； are separators only behind two levels."""
        for separator in _HEAD_SEPARATORS:
            pieces = self._cut(head, separator)
            if separator is _HEAD_SEPARATORS[0] and len(pieces) > 1:
                return pieces
            if len(pieces) > 2 and all(map(self._is_level, pieces[:2])):
                return pieces
        return [self._trim(head.start, head.stop)]

    def _cut(self, head: Span, separator: re.Pattern[str]) -> list[Span]:
        cuts = [found.start() for found in separator.finditer(self.mask, head.start, head.stop)]
        return [
            self._trim(start, stop)
            for start, stop in zip([head.start, *(cut + 1 for cut in cuts)], [*cuts, head.stop], strict=True)
        ]

    def _head_spans(self, pieces: list[Span], *, labelled: bool) -> dict[str, Span]:
        """Level 1, level 2 and name among the pieces of the head; a fourth is the value where none is `labelled`."""
        if len(pieces) == 4 and not labelled and all(map(self._is_level, pieces[:2])):
            return dict(zip(("level1", "level2", "name", "annual_value"), pieces, strict=True))
        if len(pieces) == 2 and self._is_level(pieces[0]):
            name = "level2" if _is_second(self._slice(pieces[0])) else "level1"
            return {name: pieces[0], "name": pieces[1]}
        if len(pieces) < 3:
            return {"name": self._trim(pieces[0].start, pieces[-1].stop)}
        spans = {name: piece for name, piece in zip(("level1", "level2"), pieces, strict=False) if piece.start < piece.stop}
        return spans | {"name": self._trim(pieces[2].start, pieces[-1].stop)}

    def _level(self, span: Span) -> Coded | None:
        return _level(self.text[span.start : span.stop], self.mask[span.start : span.stop])

    def _is_level(self, piece: Span) -> bool:
        mask = self.mask[piece.start : piece.stop]
        return bool(re.match(r"\d{1,3}[-－—–]", mask) or LEVEL_NAME.fullmatch(mask))

    def _values(self, members: list[_Member], stop: int, spans: dict[str, Span]) -> dict[str, object]:
        """The members of an indicator after its name; their spans are added to `spans`."""
        values: dict[str, object] = {}
        extensions: dict[str, str] = {}
        for member, end in zip(members, [*(following.begin for following in members[1:]), stop], strict=False):
            span = self._trim(member.start, end)
            text = self._slice(span)
            value = _member(member.name, text) if member.name else None
            if value is not None and member.name:
                values[member.name] = value
            elif text:
                extensions[member.label] = text
            spans[member.name or under("extensions", member.label)] = span
        return values | {"extensions": extensions}

    def _doubt_item(self, item: Item, indicator: Indicator, spans: dict[str, Span]) -> None:
        index = len(self.indicators) - 1
        if item.joined:
            self._doubt(kinds.ITEM_JOINED, index, item.mark)
        if indicator.level1 is None or indicator.level2 is None:
            self._doubt(kinds.LEVEL_MISSING, index, item.start)
        if indicator.period_value is None and indicator.annual_value is None:
            self._doubt(kinds.VALUE_MISSING, index, item.start)

    def _doubt(self, kind: Kind, index: int, offset: int, **parameters: str) -> None:
        self.doubts.append(Doubt(kind, index, offset, parameters))

    def _trim(self, start: int, stop: int) -> Span:
        piece = self.mask[start:stop]
        left = len(piece) - len(piece.lstrip())
        return Span(start + left, max(start + left, start + len(piece.rstrip())))

    def _slice(self, span: Span) -> str:
        return _unescape(self.text[span.start : span.stop])


def _mask(text: str) -> str:
    return _ESCAPED.sub("\0\0", text) if "\\" in text else text


def _unescape(text: str) -> str:
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def _level(text: str, mask: str) -> Coded | None:
    """The level in a stretch of the cell; `〔…〕name` holds a code that could be taken for something else, `〔〕name` none."""
    if not text:
        return None
    found = _LEVEL.match(mask)
    if found is None:
        return Coded(None, _unescape(text))
    code = found["code"] or _unescape(text[found.start("boxed") : found.end("boxed")])
    return Coded(code or None, _unescape(text[found.end() :]))


def _is_second(text: str) -> bool:
    """Whether a single level is a level-2 one, by its two-digit code or by its name."""
    level = parse_level(text)
    if level is None:
        return False
    if level.code is not None:
        return len(level.code) > 1
    return (
        re.match(
            r"数量|质量|时效|(?:经济|社会|生态环境)成本|(?:经济|社会|生态|环境)效益|可持续|服务对象|.*对象满意度", level.name
        )
        is not None
    )


def _member(name: str, text: str) -> object | None:
    """The member `name` that `text` states; None where it states none."""
    if name.endswith("_value"):
        return parse_value(text)
    if name in ("weight", "score"):
        return parse_amount(text)
    if name == "direction":
        return field_of(text, "direction")
    return text or None
