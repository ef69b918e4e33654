"""Targets: whether a value became harder or easier to meet.

≥ raised is harder, ≤ lowered is harder. Without a sign the indicator's direction (正向, 反向) decides;
without that too, or between different units, nothing is judged.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from ..model import Direction, Operator, Value
from ..values import same_width
from .changes import Judgement

__all__ = ["judge"]

_SENSES: Final[dict[Operator | None, int]] = {">=": 1, ">": 1, "<=": -1, "<": -1, "±": -1}
_BY_DIRECTION: Final[dict[Direction | None, int]] = {"positive": 1, "negative": -1}
_STRICTER: Final = frozenset({(">=", ">"), ("<=", "<")})


def judge(old: Value, new: Value, direction: Direction | None = None) -> tuple[Judgement | None, Decimal | None]:
    """What became of the target, and by how much its number changed; None where there is nothing to judge."""
    if "blank" in (old.kind, new.kind):
        return None, None
    if old.kind in ("text", "date") and new.kind == old.kind:
        return None, None
    if _understood(old) == _understood(new):
        return "same", None
    if not old.kind == new.kind == "quantity" or _measure(old) != _measure(new):
        return "incomparable", None
    return _judge_quantities(old, new, direction)


def _judge_quantities(old: Value, new: Value, direction: Direction | None) -> tuple[Judgement, Decimal | None]:
    if old.number is None or new.number is None:
        return "incomparable", None
    difference = new.number - old.number
    senses = _sense(old, direction), _sense(new, direction)
    if 0 not in senses and senses[0] != senses[1]:
        return "incomparable", None
    if not difference:
        return _judge_signs(old.operator, new.operator), None
    if 0 in senses:
        return "changed", difference
    return "raised" if difference * senses[0] > 0 else "lowered", difference


def _judge_signs(old: Operator | None, new: Operator | None) -> Judgement:
    """The same number under another sign: > asks for more than ≥."""
    if (old, new) in _STRICTER:
        return "raised"
    return "lowered" if (new, old) in _STRICTER else "changed"


def _sense(value: Value, direction: Direction | None) -> int:
    """1 where more is harder, −1 where less is, 0 where nobody says."""
    return _SENSES.get(value.operator) or (0 if value.operator == "≈" else _BY_DIRECTION.get(direction, 0))


def _measure(value: Value) -> tuple[str, str]:
    """What the number counts, and against what, in a copy for comparing."""
    return tuple("".join(same_width(text or "").split()) for text in (value.unit, value.basis))  # type: ignore[return-value]


def _understood(value: Value) -> tuple[object, ...]:
    return value.kind, value.operator, value.number, value.upper, *_measure(value)
