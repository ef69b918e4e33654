"""Small goal tables for tests of checks: a table without a doubt, and changes to it.

The clean table is one project of 广州 style: goal, money, one indicator under each usual level.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec

from goalconv.converters.checks import check
from goalconv.converters.findings import Finding
from goalconv.converters.model import Coded, Funding, GoalTable, Indicator, Project, Unit, Value
from goalconv.converters.values import parse_value


def level(text: str | None) -> Coded | None:
    """A level from `1-产出指标` or `产出指标`."""
    if text is None:
        return None
    code, dash, name = text.partition("-")
    return Coded(code, name) if dash and code.isdigit() else Coded(None, text)


def indicator(
    name: str, annual: str | None = None, period: str | None = None, level1: str | None = "产出指标", level2: str | None = "数量指标", **members: Any
) -> Indicator:  # fmt: skip
    for member in ("weight", "score"):
        if member in members:
            members[member] = Decimal(members[member])
    if "actual_value" in members:
        members["actual_value"] = parse_value(members["actual_value"])
    return Indicator(
        name=name, level1=level(level1), level2=level(level2),
        annual_value=parse_value(annual) if annual is not None else None,
        period_value=parse_value(period) if period is not None else None, **members,
    )  # fmt: skip


EFFECT = indicator("群众生活水平", "有所提升", level1="效益指标", level2="社会效益指标")
SATISFACTION = indicator("群众满意度", "≥90%", level1="满意度指标", level2="服务对象满意度指标")
OUTPUT = indicator("培训人数", "≥20人")
USUAL = (OUTPUT, EFFECT, SATISFACTION)


def funding(total: str | None, **sources: str | None) -> Funding:
    amounts = {name: Decimal(amount) if amount is not None else None for name, amount in sources.items()}
    return Funding(Decimal(total) if total is not None else None, amounts)  # type: ignore[arg-type]


def project(*indicators: Indicator, **members: Any) -> Project:
    """A project whose indicators are the usual ones with these in front."""
    return Project(**{"name": "甲项目", "goal": "保障基本生活。", "indicators": (*indicators, *USUAL), **members})


def table(*projects: Project, unit: Funding | None = None, **members: Any) -> GoalTable:
    """A table of one unit."""
    given = Unit(name="甲单位", funding=unit, projects=projects or (project(),))
    return GoalTable(
        **{"title": "甲单位2025年项目支出绩效目标表", "fiscal_year": 2025, "currency_unit": "万元", "units": (given,), **members}
    )


def with_indicators(*indicators: Indicator, **members: Any) -> GoalTable:
    """A table of one project whose indicators are these alone."""
    return table(project(indicators=indicators, **members))


def with_value(name: str, annual: str | None, period: str | None = None, **members: Any) -> GoalTable:
    """A table of one project, with one more indicator of that name and value."""
    return table(project(indicator(name, annual, period, **members)))


def findings(document: GoalTable, profile: str = "general") -> list[Finding]:
    """What the checks find; each finding stands at a member that the document has, and quotes what is there."""
    found = list(check(document, profile))
    for finding in found:
        member = member_at(document, finding.pointer or "")
        for quoted in ("text", "actual", "annual"):
            if quoted in finding.parameters and isinstance(member, Value):
                assert finding.parameters[quoted] == member.text
        for figure in ("declared", "amount", "score"):
            if figure in finding.parameters:
                assert Decimal(str(finding.parameters[figure]).replace(",", "")) == member
    return found


def member_at(document: GoalTable, pointer: str) -> object:
    """What a JSON pointer points at, as RFC 6901 has it (section 4: first ~1, then ~0)."""
    member: Any = document
    for step in (each.replace("~1", "/").replace("~0", "~") for each in pointer.split("/")[1:]):
        member = (
            member[int(step)]
            if isinstance(member, tuple)
            else member[step]
            if isinstance(member, dict)
            else getattr(member, step)
        )
    return member


def step(key: object) -> str:
    """A key or an index as a step of a JSON pointer (RFC 6901, section 3)."""
    return str(key).replace("~", "~0").replace("/", "~1")


def pointers(document: GoalTable) -> set[str]:
    """The pointers of all that a document has, blank or not."""

    def walk(node: Any, pointer: str) -> Iterator[str]:
        yield pointer
        each = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list | tuple) else ()
        for key, member in each:
            yield from walk(member, f"{pointer}/{step(key)}")

    return set(walk(msgspec.to_builtins(document), ""))


def codes(document: GoalTable, profile: str = "general") -> list[str]:
    return [finding.code for finding in findings(document, profile)]


def said(document: GoalTable, profile: str = "general") -> list[tuple[str, str]]:
    """Where each finding stands, and what it says."""
    return [(finding.pointer or "", finding.message_in("zh")) for finding in findings(document, profile)]
