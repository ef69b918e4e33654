"""The lines around a table: title, 部门名称, 单位, year, notes. All layouts share them.

A line is printed as `label：text`. Where that could be read otherwise, it is printed as two cells,
label and text, which are always unambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, get_args

from msgspec import Struct, structs

from .. import catalogue as kinds
from ..extensions import unused
from ..grid import Cell, Row
from ..labels import LINE_LABELS, boxed, field_of, key_of, unboxed
from ..model import Coded, CurrencyUnit, GoalTable
from ..patterns import regex
from ..pointers import extension
from ..reading import Recorder
from ..values import same_width
from .ladder_labels import heads
from .row_pieces import filled_cells
from .title_years import year_in, years_in

if TYPE_CHECKING:
    from ...templates import Template

__all__ = [
    "Lines",
    "doubt_unit",
    "heads_form",
    "is_closing",
    "is_note",
    "is_prose",
    "pointer_of",
    "printed",
    "printed_by",
    "read_lines",
    "read_notes",
    "stands_above",
    "states",
    "write_lines",
    "write_notes",
]

_ALL_LABELS: Final = sorted((label for labels in LINE_LABELS.values() for label in labels), key=len, reverse=True)
_BRACKETS: Final = {char: pair for pair in ("[(（]", "[)）]") for char in pair[1:-1]}
_SPACED: Final = "|".join(r"\s*".join(_BRACKETS.get(char) or re.escape(char) for char in label) for label in _ALL_LABELS)
_KNOWN: Final = regex(rf"(?:(?<=\s)|\A)(?P<label>{_SPACED})\s*[：:]")
_ANY: Final = regex(r"\A(?P<label>[^：:\s，。；、]{1,20})[：:](?P<text>.*)\Z", re.DOTALL)
_TITLE: Final = regex(r"(?:目标|绩效).{0,12}表|申报表|自评表|审批表|批复表|绩效目标$")
_FORM: Final = regex(r"目标.{0,12}表|申报表|自评表|审批表|批复表")
_CODED_NAME: Final = regex(r"(?:\[\w+\]|\d{3,12}\s*-\s*|\d{6,12}(?=[^\W\d]))[^\d\s，。；：,;:-]{3,30}")
_AMOUNT_WITH_UNIT: Final = regex(r"[\d,.]+\s*(?P<unit>元|千元|万元|亿元|万)")
_YEAR_LINE: Final = regex(r"[（(]?\s*(?P<year>(?:19|20)\d{2})\s*年度?\s*[)）]?|[（(]?\s*年度?\s*[)）]?")
_UNIT: Final = regex(r"[（(]?\s*(?P<unit>元|千元|万元|亿元)\s*[)）]?")
_UNIT_IN_LABEL: Final = regex(r"(?:[(](?:单位:)?|单位:)(?P<unit>元|千元|万元|亿元)(?:[)]|$)")
_CODED: Final = regex(r"\[(?P<a>\w+)\](?P<b>.+)|(?P<c>\d{3,})\s*-\s*(?P<d>.+)|(?P<e>\d{6,12})(?P<f>[^\W\d].+)", re.DOTALL)
_NOTE: Final = regex(r"(?:注|备注|说明|填表|填报|审核|制表|联系|单位负责人)\S{0,4}\s*[：:]")
_SHORT: Final = 60  # characters of a title that says not at its end that it is one, at most
_NAMED: Final = regex(r"表\s*(?:[（(][^（()）]*[）)]\s*)*\Z")  # a title ends so, however long: 目标表（含转移支付项目）（审核稿）
_AROUND: Final = "()（） "
"""What may stand around a unit of account."""
_OTHER_LINES: Final = (_YEAR_LINE, _UNIT, _ANY, _CODED_NAME)
_UNITS: Final = frozenset(get_args(CurrencyUnit))
_MONEY: Final = regex(r"[元币圆角镑万亿￥¥$]")
"""What a unit of account has in its name, be it an unknown one."""


class Lines(Struct):
    """What the lines around a table say."""

    title: str | None = None
    fiscal_year: int | None = None
    department: str | None = None
    department_code: str | None = None
    currency_unit: str | None = None
    notes: list[str] = []
    extensions: dict[str, str] = {}
    stated: dict[str, Cell] = {}

    def members(self) -> dict[str, object]:
        """The members of the goal table that the lines give."""
        return {
            "title": self.title or "",
            "fiscal_year": self.fiscal_year,
            "department": None
            if self.department is self.department_code is None
            else Coded(self.department_code, self.department or ""),
            "currency_unit": self.currency_unit or "万元",
            "notes": tuple(self.notes),
            "extensions": self.extensions,
        }


def read_lines(rows: Sequence[Row], headers: Iterable[str], recorder: Recorder) -> Lines:
    """What the rows before a table say; `headers` are its column labels, which may name the unit of account."""
    lines = Lines()
    filled = list(map(filled_cells, rows))
    untitled = not any(
        _TITLE.search(cells[0].text) and not _KNOWN.match(cells[0].text.strip()) for cells in filled if len(cells) == 1
    )
    named = any(_FORM.search(cells[0].text) and not _KNOWN.match(cells[0].text.strip()) for cells in filled if len(cells) == 1)
    for cells in filled:
        if named and lines.title is None and len(cells) == 1 and _is_heading(cells[0].text):
            _take_note(lines, cells[0], recorder)
        elif len(cells) == 2 and _is_pair(cells[0].text.strip(), cells[1].text.strip()):
            _take_pair(lines, cells[0], cells[1], recorder)
        else:
            _take_row(lines, cells, untitled, recorder)
    _finish(lines, headers, recorder)
    return lines


def _take_row(lines: Lines, cells: Sequence[Cell], untitled: bool, recorder: Recorder) -> None:
    """Lines side by side; one that ends after a known label has its text in the cell beside it."""
    at = 0
    while at < len(cells):
        text = cells[at + 1].text.strip() if at + 1 < len(cells) else ""
        if text and _is_bare(cells[at].text.strip()) and not _KNOWN.match(text) and not _is_bare(text):
            _take_pair(lines, cells[at], cells[at + 1], recorder)
            at += 2
        else:
            _take_line(lines, cells[at], untitled, recorder)
            at += 1


def _is_bare(line: str) -> bool:
    """Whether a line is a known label and nothing else: 预算年度："""
    return field_of(line, "line") is not None


def _is_heading(line: str) -> bool:
    """Whether a line speaks of goals but names no form: a heading above the form's own title (七、绩效目标)."""
    return _TITLE.search(line) is not None and _FORM.search(line) is None and _KNOWN.match(line.strip()) is None


def _is_pair(label: str, text: str) -> bool:
    """Whether two cells of a row are a label and its text, and not two lines side by side."""
    if unboxed(label) is None and label.endswith(("：", ":")) and _KNOWN.match(text):
        return False  # a line that is left blank, and another: 部门编码：|单位：万元
    if unboxed(label) is not None or field_of(label, "line") is not None:
        return True
    return not _KNOWN.match(label) and not _KNOWN.match(text)


def _take_pair(lines: Lines, label: Cell, text: Cell, recorder: Recorder) -> None:
    """A row of two cells: a label and its text."""
    recorder.heading(label)
    _state(lines, label.text.strip(), text, text.text, recorder)


def _take_line(lines: Lines, cell: Cell, untitled: bool, recorder: Recorder) -> None:
    """A line in one cell: labelled texts, the title, a year, a unit, or a note."""
    line = cell.text.strip()
    known = list(_KNOWN.finditer(line))
    if known and known[0].start() > 0:  # two lines on one: （2025年度）  单位：万元
        for part in (line[: known[0].start()], line[known[0].start() :]):
            _take_line(lines, structs.replace(cell, text=part), untitled, recorder)
    elif known:
        for found, stop in zip(known, [*(following.start() for following in known[1:]), len(line)], strict=True):
            recorder.label(found[0])
            _state(lines, found["label"], cell, line[found.end() : stop], recorder)
    elif lines.title is None and _TITLE.search(line):
        lines.title = recorder.field(cell, "/title")
    elif (year := _YEAR_LINE.fullmatch(line)) or (unit := _UNIT.fullmatch(line)):
        name, text = ("fiscal_year", year["year"] or "") if year else ("currency_unit", unit["unit"])  # type: ignore[index]
        if text and name == "fiscal_year" and name in lines.stated:
            text = line  # one more year is kept as it is printed
        recorder.label(line.replace(text, "", 1))
        _state(lines, LINE_LABELS[name][0], cell, text, recorder)
    elif other := _ANY.match(line):
        recorder.label("：")
        recorder.heading(structs.replace(cell, text=other["label"]))
        _state(lines, other["label"], cell, other["text"], recorder)
    elif "department" not in lines.stated and _CODED_NAME.fullmatch(line) and not _TITLE.search(line):
        _state(lines, LINE_LABELS["department"][0], cell, line, recorder)
    elif lines.title is None and untitled:
        lines.title = recorder.field(cell, "/title")
    else:
        _take_note(lines, cell, recorder)


def _take_note(lines: Lines, cell: Cell, recorder: Recorder) -> None:
    """A line that has no known label."""
    recorder.doubt(kinds.LINE_BEFORE_TABLE, cell.place, f"/notes/{len(lines.notes)}", text=cell.text.strip())
    lines.notes.append(recorder.field(cell, f"/notes/{len(lines.notes)}"))


def _state(lines: Lines, label: str, cell: Cell, text: str, recorder: Recorder) -> None:
    """The line labelled `label` says `text`: the first for a field counts, all others are extensions."""
    recorder.part(text)
    text = text.strip()
    name, label = field_of(label, "line"), unboxed(label) or label
    if name == "currency_unit" and text and _MONEY.search(text) is None:
        name = "department"  # 单位：某县教育局
    if name is None or name in lines.stated:
        if name == "currency_unit" and text and text.strip(_AROUND) != lines.currency_unit:
            recorder.doubt(kinds.UNIT_OF_ACCOUNT_TWICE, cell.place, "/currency_unit", kept=lines.currency_unit or "", text=text)
        _extend(lines, label, cell, text, recorder)
        return
    if not _fits(name, text):
        recorder.doubt(kinds.UNIT_OF_ACCOUNT_UNKNOWN if name == "currency_unit" else kinds.YEAR_UNKNOWN, cell.place, text=text)
        _extend(lines, label, cell, text, recorder)
        return
    lines.stated[name] = cell
    recorder.places.add(pointer_of(name), cell.place)
    if name == "fiscal_year":
        lines.fiscal_year = int(_digits(text)) if text else None
    elif name == "currency_unit":
        lines.currency_unit = text.strip(_AROUND) or None
    else:
        setattr(lines, name, text or None)


def pointer_of(name: str) -> str:
    """Where the document holds what a line states."""
    return f"/{name.replace('_', '/')}" if name == "department_code" else f"/{name}"


def _extend(lines: Lines, label: str, cell: Cell, text: str, recorder: Recorder) -> None:
    """Keeps a labelled text that no field holds; a label may come again."""
    if text:
        label = unused(label, lines.extensions)
        recorder.places.add(extension("", label), cell.place)
        lines.extensions[label] = text


def _digits(text: str) -> str:
    return re.sub(r"\D", "", same_width(text))


def _fits(name: str, text: str) -> bool:
    """Whether `text` can be the value of the field `name`."""
    if name == "currency_unit":
        return not text or text.strip(_AROUND) in _UNITS
    return name != "fiscal_year" or not text or re.fullmatch(r"\d{1,4}年?度?", same_width(text)) is not None


def _finish(lines: Lines, headers: Iterable[str], recorder: Recorder) -> None:
    """Takes year, code and unit of account from where else they stand; what is missing is a finding."""
    if lines.title is None and "title" not in lines.stated:
        recorder.doubt(kinds.TITLE_MISSING, pointer="/title")
    if "fiscal_year" not in lines.stated:
        lines.fiscal_year = year_in(lines.title or "")
        if lines.fiscal_year is None:
            recorder.doubt(kinds.FISCAL_YEAR_MISSING, pointer="/fiscal_year")
        elif span := years_in(lines.title or ""):
            place = recorder.places.get("/title")
            recorder.doubt(kinds.FISCAL_YEAR_SPAN, place, "/fiscal_year", text=span, year=lines.fiscal_year)
    if lines.department and "department_code" not in lines.stated and (coded := _coded(lines.department)):
        lines.department_code, lines.department = coded["a"] or coded["c"] or coded["e"], coded["b"] or coded["d"] or coded["f"]
    labels = list(headers)
    if lines.currency_unit is None:
        _find_unit(lines, [*labels, lines.title or ""])
    else:
        _doubt_units(lines, labels, recorder)


def _coded(name: str) -> re.Match[str] | None:
    """Code and name, where a text is both: 105-广州市荔湾区民政局."""
    return _CODED.fullmatch(name) if name.startswith("[") or name[:1].isdecimal() else None


def _doubt_units(lines: Lines, labels: Iterable[str], recorder: Recorder) -> None:
    """Names a unit of account in the label of money, 项目资金（万元）, where a line states another: the amounts may be either's."""
    known = (text for text in labels if any(field_of(text, group) is not None for group in ("column", "form", "group")))
    for unit in dict.fromkeys(
        found["unit"] for text in known if (found := _UNIT_IN_LABEL.search(same_width("".join(text.split()))))
    ):
        if unit != lines.currency_unit:
            recorder.doubt(kinds.UNIT_OF_ACCOUNT_TWICE, None, "/currency_unit", kept=lines.currency_unit or "", text=unit)


def _find_unit(lines: Lines, texts: Iterable[str]) -> None:
    """Takes the unit of account from column labels or title: 资金总额（万元）."""
    copies = [same_width("".join(text.split())) for text in texts]
    units = {found["unit"] for text in copies if (found := _UNIT_IN_LABEL.search(text))}
    if not units:  # 250万
        amounts = (_AMOUNT_WITH_UNIT.fullmatch(text.rpartition(":")[2]) for text in copies)
        units = {found["unit"].replace("元", "") + "元" for found in amounts if found}
    if len(units) == 1:
        lines.currency_unit = units.pop()


def doubt_unit(lines: Lines, table: GoalTable, recorder: Recorder) -> None:
    """Says that no unit of account is stated: an error where the table states an amount, a note where there is none."""
    if lines.currency_unit is None:
        kind = kinds.UNIT_OF_ACCOUNT_MISSING if _has_amounts(table, recorder) else kinds.UNIT_OF_ACCOUNT_UNUSED
        recorder.doubt(kind, pointer="/currency_unit")


def _has_amounts(table: GoalTable, recorder: Recorder) -> bool:
    """Whether a table states an amount, be it one that is not understood."""
    if any(finding.code == kinds.AMOUNT_NOT_UNDERSTOOD.code for finding in recorder.findings):
        return True
    projects = [project for unit in table.units for project in unit.projects]
    stated = [table.funding, *(unit.funding for unit in table.units)]
    stated += [funding for project in projects for funding in (project.funding, project.period_funding)]
    return any(amount is not None for funding in stated if funding for amount in (funding.total, *funding.sources.values()))


def heads_form(text: str) -> bool:
    """Whether a line is the title of a form: it names a form or table of goals and is no labelled line."""
    return _FORM.search(text) is not None and _KNOWN.match(text) is None


def is_prose(text: str) -> bool:
    """Whether a line that is not labelled is a sentence of a document rather than a title."""
    return "。" in text or (len(text) > _SHORT and not _NAMED.search(text))


def is_note(text: str) -> bool:
    """Whether the only text of a row is a note (注：…, 填表人：…) and not a name."""
    return _NOTE.match(text.strip()) is not None


def stands_above(row: Row) -> bool:
    """Whether a row, though nothing merges it over the table, is one of the lines above one: a title, 部门名称：…, （2025年度）, 单位：元."""
    texts = [cell.text.strip() for cell in row.cells if cell.text.strip()]
    return bool(texts) and all(heads_form(text) or states(text) for text in texts)


def states(text: str) -> bool:
    """Whether a text is a line that states something of a table: 部门名称：甲局, （2025年度）, 单位：元."""
    return any(pattern(text) for pattern in (_KNOWN.match, _YEAR_LINE.fullmatch, _UNIT.fullmatch))


def is_closing(text: str) -> bool:
    """Whether a line between two tables is a note of the upper (注：…, 填表人：…), and no line of the lower (填报单位：…)."""
    return is_note(text) and _KNOWN.match(text.strip()) is None


def read_notes(rows: Iterable[Row], lines: Lines, recorder: Recorder) -> None:
    """Adds the rows after a table to the notes, each text by itself."""
    for row in rows:
        for cell in row.cells:
            if cell.text.strip():
                lines.notes.append(recorder.field(cell, f"/notes/{len(lines.notes)}"))


def write_lines(table: GoalTable, width: int, template: Template) -> Iterator[Row]:
    """The rows before a table that is `width` columns wide."""
    if table.title:
        yield _title(table.title, width)
    for name, text in _stated(table):
        yield _line(name, template.labels.get(name, LINE_LABELS[name][0]), text, width)
    for label, text in table.extensions.items():
        yield _pair(f"〔{label}〕" if _KNOWN.match(label) or _KNOWN.match(text) else boxed(label), text, width)


def _stated(table: GoalTable) -> Iterator[tuple[str, str]]:
    """The fields that need a line of their own, with their texts."""
    if table.department is not None:
        yield "department", table.department.name
        if table.department.code is not None or _coded(table.department.name):
            yield "department_code", table.department.code or ""
    if table.fiscal_year != year_in(table.title) or (table.fiscal_year is not None and years_in(table.title)):
        yield "fiscal_year", "" if table.fiscal_year is None else str(table.fiscal_year)
    yield "currency_unit", table.currency_unit


def _title(title: str, width: int) -> Row:
    misleads = heads(Cell(title)) is not None or (heads_form(title) and is_prose(title))
    plain = _KNOWN.search(title) is None and not misleads
    if plain and (_TITLE.search(title) or not any(pattern.fullmatch(title) for pattern in _OTHER_LINES)):
        return Row((Cell(title, colspan=width),), "title")
    return _pair(LINE_LABELS["title"][0], title, width)


def _line(name: str, label: str, text: str, width: int) -> Row:
    line = f"{label}：{text}"
    if len(list(_KNOWN.finditer(line))) > 1:
        return _pair(label, text, width)
    return Row((Cell(line, colspan=width),), "unit_line" if name == "currency_unit" else "line")


def _pair(label: str, text: str, width: int) -> Row:
    return Row((Cell(label), Cell(text, 1, colspan=max(1, width - 1))), "line")


def write_notes(table: GoalTable, width: int) -> Iterator[Row]:
    """The rows after a table that is `width` columns wide."""
    for note in table.notes:
        yield Row((Cell(note, colspan=width),), "note")


def printed(rows: Iterable[Row]) -> frozenset[tuple[str, ...]]:
    """What lines print, each as it is compared to tell whether it stands there once more (a page's head)."""
    return frozenset(filter(None, map(printed_by, rows)))


def printed_by(row: Row) -> tuple[str, ...]:
    """What one line prints, as it is compared."""
    return tuple(key_of(cell.text) for cell in row.cells if cell.text.strip())
