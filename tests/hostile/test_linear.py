"""Crafted text costs time in proportion to its length: twice the text, at most about twice the instructions.

Lines of Python that are run are counted, not seconds, so that a busy machine makes no difference; what happens inside
regular expressions is not counted, and is held by a generous bound on the time of a large text in a child.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

import goalconv
from goalconv.converters.isolation import run_isolated
from goalconv.converters.limits import Budget, Limits

ITEM = "1、1-产出指标；11-数量指标；人数；实施周期指标值：≥5人；年度指标值：≥5人。"
HEAD = "甲单位2025年项目支出绩效目标表\n单位：万元\n项目名称\t绩效目标\t绩效指标\n"


def cell(text: str) -> bytes:
    return f"{HEAD}甲项目\t目标\t{text}\n".encode()


def wide(labels: list[str]) -> bytes:
    """A table with these columns at its end, one text in each."""
    return (
        "\t".join([HEAD[:-1], *labels]).encode() + "\t".join(["\n甲项目", "目标", "人数", *["甲"] * len(labels)]).encode() + b"\n"
    )


CRAFTED: dict[str, Callable[[int], bytes]] = {
    "numbers in numbers": lambda n: cell("1、1-1、" * n),
    "beginnings behind an item": lambda n: cell(ITEM + "1、1-甲" * n),
    "semicolons": lambda n: cell("；" * n),
    "items": lambda n: cell("1、产出指标；数量指标；人数；年度指标值：5人。" * n),
    "texts behind levels": lambda n: cell("数量指标：甲≥1；" * n),
    "levels alone": lambda n: cell("数量指标：" * n),
    "restarting numbers": lambda n: cell("5、7、" * n),
    "labels": lambda n: cell("年度指标值：" * n),
    "colons": lambda n: cell("：:" * n),
    "stops": lambda n: cell("。；" * n),
    "brackets": lambda n: cell("（" * n),
    "comparisons": lambda n: cell("产出指标；数量指标；人数；年度指标值：" + "≥" * n),
    "digits": lambda n: cell("产出指标；数量指标；人数；年度指标值：" + "1" * n),
    "commas in digits": lambda n: cell("产出指标；数量指标；人数；年度指标值：" + "1," * n),
    "blanks": lambda n: cell("产出指标；数量指标；人数" + " " * n + "x"),
    "rows": lambda n: (HEAD + "甲项目\t目标\t1、产出指标；数量指标；人数；年度指标值：5人。\n" * n).encode(),
    "a row again and again": lambda n: (HEAD + "甲项目\t目标\t\n" + "".join(f"甲项目\t目标{k}\t\n" for k in range(n))).encode(),
    "columns": lambda n: wide([f"列{k}" for k in range(n)]),
    "columns of one label": lambda n: wide(["列"] * n),
    "columns of money": lambda n: wide([f"资金来源：来源{k}" for k in range(n)]),
    "columns without a label": lambda n: wide([""] * (n - 1) + ["列"]),
    "columns under one label": lambda n: (HEAD[:-1] + "\t备注" + "\t" * n + "\n甲项目\t目标\t人数" + "\t甲" * n + "\n").encode(),
    "quotes": lambda n: cell('"' * n),
    "lines without a table": lambda n: ("单位：" * n + "\n" + HEAD + "甲项目\t目标\t人数\n").encode(),
}
LIMITS = Limits(indicators=10**9, rows=10**9, columns=10**9, cell_characters=10**9)


def read(data: bytes) -> str:
    """The code of what came of it; a crafted text may be no table."""
    try:
        goalconv.read_bytes(data, format="text", options=goalconv.ReadOptions(limits=LIMITS))
    except goalconv.GoalconvError as error:
        return error.finding.code
    return ""


def work(data: bytes) -> int:
    """How many lines of Python reading it runs."""
    lines = 0

    def count(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        read(data)
    finally:
        sys.settrace(before)
    return lines


@pytest.mark.parametrize("name", CRAFTED)
def test_twice_the_text_is_twice_the_work(name: str) -> None:
    make = CRAFTED[name]
    read(make(2))  # what is only done once
    small, large = work(make(150)), work(make(300))
    assert large < 2.5 * small + 500


@pytest.mark.parametrize("name", CRAFTED)
def test_a_hundred_thousand_characters_are_read_within_the_budget(name: str) -> None:
    make = CRAFTED[name]
    text = make(int(100_000 / (len(make(100)) / 100))).decode()[len(HEAD) :]
    assert run_isolated("goalconv.converters.indicators:unpack", text, budget=Budget(seconds=60))
