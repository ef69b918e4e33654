"""A table for the terminal: readable in any width, every field with its text.

In a wide terminal indicators are rows with columns; in a narrow one they are a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from .amounts import format_amount, plain
from .display import columns, fit, printable, wrap
from .labels import DIRECTIONS, INDICATOR_LABELS, LINE_LABELS, label_of
from .language import Language, Words
from .model import SOURCES, Coded, Funding, GoalTable, Indicator, Project, Unit, Value
from .terminal import PLAIN, Ink, Run, Style, flow

__all__ = ["show"]

_WIDE: Final = 72
"""Columns from which on indicators stand in columns."""
_LABEL: Final = 10
_LEAST: Final = 10
"""Columns that a text needs beside its label; where there are fewer it stands below."""
_NUMBER, _LEVEL, _GAP = 3, 20, 2
_TEXTS: Final = ("code", "category", "nature", "competent_department", "implementing_unit", "start", "end")
_GOALS: Final = ("goal", "period_goal")
_NAMELESS: Final = Words("（未写名称）", "(no name)")


def show(table: GoalTable, width: int = 80, ink: Ink = PLAIN, language: Language = "zh") -> str:
    """The table in lines no wider than `width` columns. The labels are those of the form; no text can control the terminal."""
    return "\n".join(line.rstrip() for line in _Printer(width, ink, language).table(table)) + "\n"


class _Printer:
    """Prints to a terminal of `width` columns."""

    def __init__(self, width: int, ink: Ink, language: Language) -> None:
        self.width, self.ink, self.language = width, ink, language

    def table(self, table: GoalTable) -> Iterator[str]:
        """The whole table."""
        if table.title:
            yield from flow([(table.title, "bold")], self.width, self.ink)
        yield from self._pairs(_around(table), 0)
        yield from self._money(table.funding, "合计", 0)
        for number, unit in enumerate(table.units, 1):
            yield from self._unit(unit, number, len(table.units))
        if table.notes:
            yield ""
        for note in table.notes:
            yield from wrap(note, self.width)

    def _unit(self, unit: Unit, number: int, count: int) -> Iterator[str]:
        name = " ".join(filter(None, (unit.code, unit.name)))
        if name or count > 1:
            yield ""
            yield self._rule()
            yield from flow([(f"{number}  {name or _NAMELESS.within(self.language)}", "bold")], self.width, self.ink)
        yield from self._money(unit.funding, "小计", 0)
        yield from self._pairs(list(unit.extensions.items()), 0)
        for index, project in enumerate(unit.projects, 1):
            yield ""
            yield from self._project(project, f"{number}.{index}")

    def _project(self, project: Project, number: str) -> Iterator[str]:
        name = project.name or _NAMELESS.within(self.language)
        yield from self._hanging(f"{number}  ", [(name, "bold")], columns(number) + 2)
        yield from self._pairs([(label_of(member), getattr(project, member) or "") for member in _TEXTS], 2)
        yield from self._money(project.funding, "资金", 2)
        yield from self._money(project.period_funding, "中期资金", 2)
        yield from self._pairs([(label_of(member), getattr(project, member) or "") for member in _GOALS], 2)
        yield from self._pairs(list(project.extensions.items()), 2)
        yield from self._indicators(project.indicators)

    def _indicators(self, indicators: Sequence[Indicator]) -> Iterator[str]:
        """The indicators under their level-1 indicators, which are printed where they change."""
        rows = self._in_columns if self.width >= _WIDE else self._in_list
        level1 = None
        for index, indicator in enumerate(indicators, 1):
            if indicator.level1 not in (None, level1):
                level1 = indicator.level1
                yield from self._hanging("  ", [(f"【{_level(level1)}】", "dim")], 2)
            number = str(index if indicator.number is None else indicator.number)
            yield from rows(indicator, number)
            indent = 2 + _NUMBER + _GAP
            yield from self._joined(list(_figures(indicator)), indent)
            yield from self._pairs(list(_extras(indicator)), indent)

    def _in_columns(self, indicator: Indicator, number: str) -> Iterator[str]:
        """An indicator as a row: number, level 2, name, values."""
        rest = self.width - 2 - _NUMBER - _LEVEL - 3 * _GAP
        value = max(rest * 2 // 5, 12)
        texts = (number, _level(indicator.level2), indicator.name, "\n".join(_values(indicator)))
        yield from self._row(texts, (_NUMBER, _LEVEL, rest - value, value))

    def _in_list(self, indicator: Indicator, number: str) -> Iterator[str]:
        """An indicator as a paragraph."""
        values = "；".join(filter(None, _values(indicator)))
        runs: list[Run] = [(indicator.name, "plain"), ("：" if values else "", "plain"), (values, "added")]
        if indicator.level2:
            runs.append((f"（{_level(indicator.level2)}）", "dim"))
        yield from self._hanging(f"  {number}、", runs, columns(number) + 4)

    def _row(self, texts: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
        """Cells side by side, each wrapped in its own width."""
        styles: tuple[Style, ...] = ("dim", "dim", "plain", "added")
        cells = [wrap(text, width) for text, width in zip(texts, widths, strict=True)]
        for line in zip_longest(*cells, fillvalue=""):
            parts = (self.ink.paint(fit(text, width), style) for text, width, style in zip(line, widths, styles, strict=True))
            yield "  " + (" " * _GAP).join(parts)

    def _money(self, funding: Funding | None, label: str, lead: int) -> Iterator[str]:
        """The amounts that are stated, in one paragraph."""
        if funding is None:
            return
        amounts = (("总计", funding.total), *((SOURCES[source], amount) for source, amount in funding.sources.items()))
        stated = [f"{name} {format_amount(amount)}" for name, amount in amounts if amount is not None]
        lines = _packed(stated, self.width - lead - _LABEL - 1)
        yield from self._pairs([(label, "\n".join(lines))], lead)

    def _joined(self, pairs: Sequence[tuple[str, str]], lead: int) -> Iterator[str]:
        """Labels and short texts side by side."""
        for line in _packed([f"{label} {text}" for label, text in pairs], self.width - lead):
            yield " " * lead + self.ink.paint(line, "dim")

    def _pairs(self, pairs: Sequence[tuple[str, str]], lead: int) -> Iterator[str]:
        """A label and its text on each line, where there is a text; a long label stands above it."""
        for printed, text in pairs:
            label = printable(printed).replace("\n", " ")
            room = max(columns(label), _LABEL)
            if not text:
                continue
            left = self.width - lead - room - 1
            if columns(printable(text)) <= left or (room == _LABEL and left >= _LEAST):
                first, *rest = wrap(text, left)
                yield " " * lead + self.ink.paint(fit(label, room), "dim") + " " + first
                yield from (" " * (lead + room + 1) + line for line in rest)
            else:
                yield from (" " * lead + self.ink.paint(line, "dim") for line in wrap(label, self.width - lead))
                yield from (" " * (lead + 2) + line for line in wrap(text, self.width - lead - 2))

    def _hanging(self, head: str, runs: Sequence[Run], indent: int) -> Iterator[str]:
        lines = flow(runs, self.width - indent, self.ink)
        yield head + lines[0]
        yield from (" " * indent + line for line in lines[1:])

    def _rule(self) -> str:
        return "─" * (self.width // 2)


def _around(table: GoalTable) -> list[tuple[str, str]]:
    """What the lines around the table say."""
    department = table.department
    return [
        (LINE_LABELS["department"][0], _level(department)),
        (LINE_LABELS["fiscal_year"][0], "" if table.fiscal_year is None else str(table.fiscal_year)),
        ("金额单位", table.currency_unit),
        *table.extensions.items(),
    ]


def _level(coded: Coded | None) -> str:
    return coded.printed if coded else ""


def _packed(texts: Sequence[str], width: int) -> list[str]:
    """Short texts side by side, in as many lines as they need."""
    lines: list[str] = []
    for text in texts:
        if lines and columns(lines[-1]) + _GAP + columns(text) <= width:
            lines[-1] += " " * _GAP + text
        else:
            lines.append(text)
    return lines


def _values(indicator: Indicator) -> list[str]:
    """The values: one where period and year agree."""
    period, annual = (
        value.text if isinstance(value, Value) else "" for value in (indicator.period_value, indicator.annual_value)
    )
    if period in ("", annual):
        return [annual]
    return [f"周期 {period}", f"年度 {annual}"] if annual else [f"周期 {period}"]


def _figures(indicator: Indicator) -> Iterator[tuple[str, str]]:
    """The short members: direction, weight, score."""
    if indicator.direction:
        yield INDICATOR_LABELS["direction"][0], DIRECTIONS[indicator.direction][0]
    for name in ("weight", "score"):
        amount = getattr(indicator, name)
        if amount is not None:
            yield INDICATOR_LABELS[name][0], plain(amount)


def _extras(indicator: Indicator) -> Iterator[tuple[str, str]]:
    """The other members that say something."""
    if indicator.actual_value:
        yield INDICATOR_LABELS["actual_value"][0], indicator.actual_value.text
    for name in ("explanation", "deviation"):
        yield INDICATOR_LABELS[name][0], getattr(indicator, name) or ""
    yield from indicator.extensions.items()
