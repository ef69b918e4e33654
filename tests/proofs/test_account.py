"""The account of characters: whatever stands anywhere in a sheet ends in the document, in a label or in a finding.

Real sheets (tests/cases/published) get foreign texts in any place. Where each of them went is looked up in what a user
gets, the document and the findings, and counted here; the product's own account is only held against that count.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
import sketch_pages
from hypothesis import assume, event, given
from hypothesis import strategies as st

import goalconv
import sketches
from goalconv.converters.labels import is_known
from strategies import TRAPS, examples

CASES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))["sketch"]
    for path in (Path(__file__).parents[1] / "cases" / "published").glob("*.toml")
}
PIECE = re.compile(r"(?:[^\s；;。：:、|（）()\[\]【】,，.．—/-]|(?<=\d),(?=\d))+")
TOKEN = re.compile(r"异\d{3}客")
COLON = re.compile("[：:]")
FORM = "项目支出绩效目标申报表"
"""What every form is called; a title of its own is kept."""
COUNTED = ("GC207", "GC218")
"""What names characters that belong nowhere: the first in full, the second the text outside a table by its beginning and its count."""
Sheet = list[list[str]]
"""The lines of a sketch, each as its cells; a line of text has one."""


def lines_of(sketch: str) -> Sheet:
    return [sketches.BAR.split(line) for line in sketch.strip("\n").split("\n")]


def sketch_of(sheet: Sheet) -> str:
    return "\n".join("|".join(line) for line in sheet)


def comma_separated(sketch: str) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    for page in sketches.sheets(sketch):
        for block in page.blocks:
            rows = [[""] * block.columns for _ in range(block.rows)]
            for box in block.boxes:
                rows[box.row][box.column] = box.text
            writer.writerows(rows)
    return out.getvalue().encode()


MAKERS = {**sketches.MAKERS, "csv": comma_separated, "pdf": sketch_pages.pages}


class Outcome(NamedTuple):
    """What a user gets of a file: all texts of the documents, all that findings with a place say, how many characters they count,
    and how many of them belong to the paper: what stands on each page."""

    documents: str
    findings: str
    counted: dict[str, int]
    paper: int
    readings: tuple[goalconv.Reading, ...]

    def holds(self, text: str) -> bool:
        """Whether a text is there, an amount with its commas or without them."""
        spellings = {text, text.replace(",", "")}
        return any(spelling in self.documents or spelling in self.findings for spelling in spellings)


def texts(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, member in node.items():
            yield key
            yield from texts(member)
    elif isinstance(node, list | tuple):
        for member in node:
            yield from texts(member)
    elif node is not None:
        yield str(node)


def outcome(data: bytes, form: str) -> Outcome:
    readings = goalconv.read_bytes(data, format=form)
    documents = "\n".join("".join(text.split()) for reading in readings for text in texts(msgspec.to_builtins(reading.table)))
    said = [finding for reading in readings for finding in reading.findings if finding.place is not None]
    findings = "\n".join("".join(finding.message.split()) for finding in said)
    counts = {code: sum(int(str(each.parameters["count"])) for each in said if each.code == code) for code in COUNTED}
    paper = sum(
        int(str(finding.parameters["ink"])) for reading in readings for finding in reading.findings if finding.code == "GC231"
    )
    return Outcome(documents, findings, counts, paper, readings)


def pieces(text: str) -> list[str]:
    """The words and figures of a cell."""
    return PIECE.findall(text)


def cells(sketch: str) -> list[str]:
    return ["".join(box.text.split()) for page in sketches.sheets(sketch) for block in page.blocks for box in block.boxes]


@cache
def unfound(name: str, form: str) -> frozenset[str]:
    """The texts of a sheet as it was published that are labels: in its document, which is proven by test_published, they are not."""
    found = outcome(MAKERS[form](CASES[name]), form)
    return frozenset(text for text in cells(CASES[name]) if not all(map(found.holds, pieces(text))))


# Foreign texts, and where they are put

SIGNS = {"_x000D_", "'=1", "sep=;", "\ufeff", '"', '""'}
"""What a format takes for a sign of its own; the tests of the readers hold these."""
NO_SKETCH = str.maketrans("", "", "|{}\n\t")
foreign = st.one_of(
    st.just("{}"),
    st.sampled_from(sorted({trap.translate(NO_SKETCH) for trap in TRAPS} - SIGNS)).map("{}{{}}".format),
    st.sampled_from(
        [
            "{}：无",
            "见{}",
            "注：{}",
            "{}万元",
            "共{}",
            "填表人：{}",
            "项目名称{}",
            "{}指标",
            "单位：{}",
            "（{}）",
            "{}\\n{}",
            "1、{}；",
            "{}。",
        ]
    ),
)


def token(number: int) -> str:
    return f"异{number:03}客"


@st.composite
def strangers(draw: st.DrawFn, sheet: Sheet, number: int) -> Sheet:
    """The sheet with one more foreign text, somewhere."""
    text = draw(foreign).replace("{}", token(number)).strip() or token(number)
    sheet = [list(line) for line in sheet]
    at = draw(st.integers(0, len(sheet) - 1))
    kind = draw(st.sampled_from(["line", "row", "beyond", "column", "within", "blank"]))
    if sheet[at][0].startswith("==="):
        return sheet
    event(kind)
    if kind == "line":
        sheet.insert(at, [text])
        _cut(sheet, at)
    elif kind == "row":
        below = sheet[at]
        line = ["^" if at and cell.strip() == "^" else "" for cell in below]
        free = [column for column, cell in enumerate(line) if not cell]
        if len(line) > 1 and free:
            for column in draw(st.lists(st.sampled_from(free), min_size=1, max_size=3, unique=True)):
                line[column] = text
                text = draw(st.sampled_from(["", "1", "甲", token(number + 100)]))
            sheet.insert(at, line)
    elif kind == "beyond" and len(sheet[at]) > 1:
        width = max(map(len, sheet))
        sheet[at] += [""] * draw(st.integers(0, width - len(sheet[at]) + 2)) + [text]
    elif kind == "column" and len(sheet[at]) > 1:
        first, last = at, at
        while first and len(sheet[first - 1]) > 1:
            first -= 1
        while last + 1 < len(sheet) and len(sheet[last + 1]) > 1:
            last += 1
        column = draw(st.integers(0, len(sheet[at])))
        headed = draw(st.booleans())
        for row in range(first, last + 1):
            merged = column < len(sheet[row]) and sheet[row][column].strip() == "<"
            sheet[row].insert(column, "<" if merged else text if row == at else "列" if row == first and headed else "")
    else:
        filled = [column for column, cell in enumerate(sheet[at]) if (cell.strip() not in ("<", "^", "")) == (kind != "blank")]
        filled = [column for column in filled if sheet[at][column].strip() not in ("<", "^")]
        if filled:
            column = draw(st.sampled_from(filled))
            old = sheet[at][column].strip()
            where = draw(st.integers(0, len(old)))
            sheet[at][column] = old[:where] + text + old[where:] if old[max(0, where - 1) : where] != "\\" else old + text
    return sheet


def _cut(sheet: Sheet, at: int) -> None:
    """What was merged down over a line that now stands between begins anew below it."""
    if at + 1 < len(sheet):
        sheet[at + 1] = ["" if cell.strip() == "^" else cell for cell in sheet[at + 1]]


@st.composite
def sheets(draw: st.DrawFn) -> tuple[str, str]:
    name = draw(st.sampled_from(sorted(CASES)))
    sheet = lines_of(CASES[name])
    for number in range(draw(st.integers(1, 3))):
        sheet = draw(strangers(sheet, number))
    sketch = sketch_of(sheet)
    assume(not any(map(_overlaps, (block for page in sketches.sheets(sketch) for block in page.blocks))))
    return name, sketch


def _overlaps(block: sketches.Block) -> bool:
    """Whether merged areas of a drawing lie over one another, which no file can hold."""
    covered = sum(box.rows * box.columns for box in block.boxes)
    return covered > block.rows * block.columns


@pytest.mark.parametrize("form", sorted(MAKERS))
@given(drawn=sheets())
@examples(40)
def test_foreign_text_anywhere_is_found_again(form: str, drawn: tuple[str, str]) -> None:
    judge(form, drawn)


def judge(form: str, drawn: tuple[str, str]) -> None:
    name, sketch = drawn
    if form == "pdf":  # nothing on a page tells of a character that is not seen (docs/losses.md)
        sketch = "".join(char for char in sketch if char == "\n" or unicodedata.category(char) not in ("Cf", "Zl", "Zp", "Cc"))
    try:
        found = outcome(MAKERS[form](sketch), form)
    except goalconv.UnreadableError as error:
        event(f"refused {error.finding.code}")
        return
    known = unfound(name, form)
    lost = []
    for cell in cells(sketch):
        tokens = TOKEN.findall(cell)
        own = [] if tokens or cell in known or cell == FORM else [part for part in COLON.split(cell) if not is_known(part)]
        lost += [piece for piece in (*tokens, *chain(*map(pieces, own))) if not found.holds(piece)]
    assert sum(map(len, lost)) <= found.counted["GC218"], lost
    assert sum(reading.account.source for reading in found.readings) == sketches.ink(sketch) - found.paper, "source"
    assert sum(reading.account.unexplained for reading in found.readings) == sum(found.counted.values()), "unexplained"


def test_an_amount_under_a_label_that_nobody_knows_counts_as_found_with_its_commas() -> None:
    own, unknown = "| 项目资金总额 | 771,325,800.00 |", "| 异000客资金 | 1,234 |"
    assert own in CASES["c01-putuo"]
    judge("csv", ("c01-putuo", CASES["c01-putuo"].replace(own, unknown)))


# What this found; each was lost once

LOST = {
    "a column left of a form": """
        绩效目标表
        异000客 | 项目名称 | 甲 | <
         | 主管部门 | 某局 | <
         | 总体目标 | 采购 | <
         | 一级指标 | 二级指标 | 指标内容 | 指标值
         | 产出指标 | 数量指标 | 图书 | ≥100册
        """,
    "a label beyond a header, over nothing": """
        绩效目标表
        项目名称 | 甲
        一级指标 | 二级指标 | 三级指标 | 指标值 | | 见异000客
        产出指标 | 数量指标 | 图书 | ≥100册
        """,
    "a level of the whole period's side alone": """
        绩效目标表
        项目名称 | 甲
        一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 图书 | ≥9册 | 数量指标 | 图书 | ≥3册
         | 异000客 | | 很多 | | | 少
        """,
    "two lines with one label": """
        绩效目标表
        附件：见前
        附件：异000客
        项目名称 | 总计 | 绩效目标 | 绩效指标
        甲 | 1 | 乙 | 丙
        """,
    "a line with a label and no text": """
        绩效目标表
        异000客：
        项目名称 | 总计 | 绩效目标 | 绩效指标
        甲 | 1 | 乙 | 丙
        """,
    "a department that only the second form names": """
        绩效目标表
        项目名称 | 甲
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 图书 | ≥100册
        绩效目标表
        部门名称：异000客
        项目名称 | 乙
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 图书 | ≥100册
        """,
    "years of money above a form that begins with an unknown label": """
        项目支出绩效目标申报表
        （2024年度）
        异000客 | 河道整治 | < | <
        项目资金 | 年度 | 资金总额 | 财政拨款
        ^ | 2024年 | 10 | 8
        ^ | 2025年 | 20 | 18
        年度目标 | 整治河道5公里 | < | <
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 河道长度 | 5公里
        """,
    "two sums of points beside one another": """
        绩效目标表
        项目名称 | 甲
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 图书 | ≥100册
        总分 | | | | | 异001客 | 异000客
        """,
}


@pytest.mark.parametrize("form", sorted(MAKERS))
@pytest.mark.parametrize("name", LOST)
def test_what_was_lost_once_is_found(name: str, form: str) -> None:
    sketch = "\n".join(line.strip() for line in LOST[name].strip().split("\n"))
    found = outcome(MAKERS[form](sketch), form)
    assert [token for token in TOKEN.findall(sketch) if not found.holds(token)] == []
