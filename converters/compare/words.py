"""The words that all printed forms of a comparison share, in both languages; fields and figures are as the form has them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..amounts import format_amount
from ..language import Language, Words
from .changes import Change, Changes, FieldChange, Judgement, Level

__all__ = ["BLANK", "JUDGEMENTS", "KINDS", "LEVELS", "PAGE", "heading", "kind_of", "remark", "signed", "summary"]

BLANK: Final = Words("（空）", "(blank)")
LEVELS: Final[dict[Level, Words]] = {
    "table": Words("全表", "table"), "unit": Words("单位", "unit"), "project": Words("项目", "project"), "indicator": Words("指标", "indicator"),
}  # fmt: skip
KINDS: Final = {
    "added": Words("新增", "added"), "removed": Words("删去", "removed"), "changed": Words("修改", "changed"),
    "renamed": Words("改名", "renamed"), "moved": Words("换单位", "moved"),
}  # fmt: skip
JUDGEMENTS: Final[dict[Judgement, Words]] = {
    "raised": Words("要求提高", "harder"), "lowered": Words("要求降低", "easier"), "changed": Words("数值改变", "other number"),
    "same": Words("含义相同", "same meaning"), "incomparable": Words("不可比", "not comparable"),
}  # fmt: skip
PAGE: Final = {
    "title": Words("绩效目标表比较", "Comparison of goal tables"), "old": Words("原", "old"), "new": Words("现", "new"),
    "field": Words("内容", "field"), "difference": Words("差额、判断", "difference"), "note": Words("说明", "note"),
    "currency": Words("金额单位：{unit}", "Unit of account: {unit}"), "marks": Words("文字中 [-删去-] {+增加+}", "In texts [-removed-] {+added+}"),
    "kind": Words("变化", "change"), "level": Words("层级", "level"), "amount": Words("差额", "difference"), "judgement": Words("判断", "judgement"),
    "items": Words("{count} 项", "{count}"), "name": Words("比较", "changes"),
}  # fmt: skip
_ORIGINS: Final = {"renamed": Words("原名：{name}", "was {name}"), "moved": Words("原单位：{name}", "from {name}")}
_SAME: Final = Words("两张表没有差别", "The tables do not differ")
_TARGETS: Final = Words("指标值", "targets")
_COUNTED: Final[tuple[Judgement, ...]] = ("raised", "lowered", "incomparable")


def kind_of(change: Change, language: Language) -> str:
    """What happened to an item in a word or two: 新增, 修改, 改名、换单位."""
    named = [name for name, origin in (("renamed", change.renamed_from), ("moved", change.moved_from)) if origin is not None]
    kinds = named if change.kind == "changed" and named else [change.kind]
    return _comma(language).join(KINDS[kind].within(language) for kind in kinds)


def heading(change: Change, language: Language) -> str:
    """Where an item came from: its old name, its old unit; "" where it has both still."""
    origins = (("renamed", change.renamed_from), ("moved", change.moved_from))
    said = [_ORIGINS[name].of(name=origin).within(language) for name, origin in origins if origin is not None]
    return _semicolon(language).join(said)


def remark(field: FieldChange, language: Language) -> str:
    """The difference and the judgement of a field: +100.00, 要求提高 (+5)."""
    difference = "" if field.difference is None else signed(field.difference)
    if field.judgement is None:
        return difference
    return JUDGEMENTS[field.judgement].within(language) + (f" ({difference})" if difference else "")


def signed(amount: Decimal) -> str:
    """An amount with its sign."""
    return ("+" if amount > 0 else "") + format_amount(amount)


def summary(changes: Changes, language: Language) -> str:
    """One line that counts the changes of each level; it says so where there are none."""
    if not changes:
        return _SAME.within(language)
    counted = [(LEVELS[level], list(_counts(changes, level, language))) for level in LEVELS]
    judged = [f"{JUDGEMENTS[name].within(language)} {count}" for name in _COUNTED if (count := changes.judged(name))]
    said = [*counted, (_TARGETS, judged)]
    colon, comma = ("：", "，") if language == "zh" else (": ", ", ")
    return _semicolon(language).join(f"{words.within(language)}{colon}{comma.join(counts)}" for words, counts in said if counts)


def _counts(changes: Changes, level: Level, language: Language) -> Iterator[str]:
    for kind in ("added", "removed", "changed"):
        among = [
            f"{KINDS[name].within(language)} {part}" for name in ("renamed", "moved") if (part := changes.count(level, name))
        ]
        if count := changes.count(level, kind):
            said = f"{KINDS[kind].within(language)} {count}"
            yield f"{said} ({_comma(language).join(among)})" if among and kind == "changed" else said


def _comma(language: Language) -> str:
    return "、" if language == "zh" else ", "


def _semicolon(language: Language) -> str:
    return "；" if language == "zh" else "; "
