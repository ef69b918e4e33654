"""The words that all printed forms of a comparison share."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..amounts import format_amount
from .changes import Change, Changes, FieldChange, Judgement, Level

__all__ = ["BLANK", "JUDGEMENTS", "KINDS", "LEVELS", "ORIGIN", "heading", "kind_of", "remark", "signed", "summary"]

BLANK: Final = "（空）"
LEVELS: Final[dict[Level, str]] = {"table": "全表", "unit": "单位", "project": "项目", "indicator": "指标"}
KINDS: Final = {"added": "新增", "removed": "删去", "changed": "修改", "renamed": "改名", "moved": "换单位"}
JUDGEMENTS: Final[dict[Judgement, str]] = {
    "raised": "要求提高", "lowered": "要求降低", "changed": "数值改变", "same": "含义相同", "incomparable": "不可比",
}  # fmt: skip
_COUNTED: Final[tuple[Judgement, ...]] = ("raised", "lowered", "incomparable")
ORIGIN: Final = {"renamed": "原名：{}", "moved": "原单位：{}"}


def kind_of(change: Change) -> str:
    """What happened to an item in a word or two: 新增, 修改, 改名、换单位."""
    if change.kind != "changed":
        return KINDS[change.kind]
    words = [KINDS["renamed"]] * (change.renamed_from is not None) + [KINDS["moved"]] * (change.moved_from is not None)
    return "、".join(words) or KINDS["changed"]


def heading(change: Change) -> str:
    """Where an item came from: its old name, its old unit; "" where it has both still."""
    origins = (("renamed", change.renamed_from), ("moved", change.moved_from))
    return "；".join(ORIGIN[name].format(origin) for name, origin in origins if origin is not None)


def remark(field: FieldChange) -> str:
    """The difference and the judgement of a field: +100.00, 要求提高 (+5)."""
    difference = "" if field.difference is None else signed(field.difference)
    if field.judgement is None:
        return difference
    return JUDGEMENTS[field.judgement] + (f" ({difference})" if difference else "")


def signed(amount: Decimal) -> str:
    """An amount with its sign."""
    return ("+" if amount > 0 else "") + format_amount(amount)


def summary(changes: Changes) -> str:
    """One line that counts the changes of each level; it says so where there are none."""
    if not changes:
        return "两张表没有差别"
    said = [f"{LEVELS[level]}：{counts}" for level in LEVELS if (counts := "，".join(_counts(changes, level)))]
    judged = [f"{JUDGEMENTS[name]} {count}" for name in _COUNTED if (count := changes.judged(name))]
    return "；".join(said + (["指标值：" + "，".join(judged)] if judged else []))


def _counts(changes: Changes, level: Level) -> Iterator[str]:
    for kind in ("added", "removed", "changed"):
        count = changes.count(level, kind)
        among = [f"{KINDS[name]} {part}" for name in ("renamed", "moved") if (part := changes.count(level, name))]
        if count:
            yield f"{KINDS[kind]} {count}" + (f"（其中{'、'.join(among)}）" if among and kind == "changed" else "")
