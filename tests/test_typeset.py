"""Line breaking: nothing is lost, nothing overflows, and the rules of Chinese composition hold."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trials import within

from goalconv.converters.typeset import approximate_advances, break_lines

MARKS = (
    "，",
    "。",
    "：",
    "《",
    "》",
    "（",
    "）",
    "100%",
    "≥95％",
    "3,078.00",
    "2025",
    "R&D",
    " ",
    "“",
    "”",
    "…",
    "㎡",
    "𬱖",
    "e\u0301",
)
TEXTS = st.one_of(st.lists(st.sampled_from(("项目", "\n", *MARKS)), max_size=40).map("".join), st.text(max_size=60))


def lines_of(text: str, width: float, hang: float = 0.0) -> list[str]:
    return [text[start:stop] for start, stop in break_lines(text, approximate_advances(text, 1), width, hang)]


@given(TEXTS, st.floats(-1, 40), st.floats(0, 5))
def test_lines_cover_everything_but_newlines(text: str, width: float, hang: float) -> None:
    lines = break_lines(text, approximate_advances(text, 1), width, hang)
    assert "".join(text[start:stop] for start, stop in lines) == text.replace("\n", "")
    gaps = [text[left:right] for (_, left), (right, _) in pairwise(lines)]
    assert all(gap in ("", "\n") for gap in gaps)
    assert len(lines) >= text.count("\n") + 1


@given(TEXTS, st.floats(0, 40), st.floats(0, 5))
def test_no_line_is_wider_than_its_room(text: str, width: float, hang: float) -> None:
    for number, line in enumerate(lines_of(text, width, hang)):
        room = width - hang if number else width
        visible = [advance for advance in approximate_advances(line.rstrip(" \t\u3000"), 1) if advance]
        assert sum(visible) <= room + 1e-5 or len(visible) <= 1


@given(st.lists(st.sampled_from(MARKS).map("项{}目".format), max_size=40).map("".join), st.floats(9, 30))
def test_marks_and_figures_keep_their_places(text: str, width: float) -> None:
    for earlier, later in pairwise(lines_of(text, width)):
        assert later[0] not in " ，。：》）”…％%㎡\u0301"
        assert earlier[-1] not in "《（“≥"
        assert not (earlier[-1] in "0123456789.,R&D" and later[0] in "0123456789.,R&D")


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 5, [""]),
        ("甲乙丙丁", 2, ["甲乙", "丙丁"]),
        ("甲乙丙，丁", 3, ["甲乙", "丙，丁"]),
        ("甲乙《丙丁》", 3, ["甲乙", "《丙", "丁》"]),
        ("完成率≥100%", 4.5, ["完成率", "≥100%"]),
        ("完成率≥ 95%", 4.5, ["完成率", "≥ 95%"]),
        ("预算3,078.00万元", 4.5, ["预算", "3,078.00", "万元"]),
        ("投入R&D经费", 2.9, ["投入", "R&D", "经费"]),
        ("幅度5~10%以内", 3.5, ["幅度", "5~10%", "以内"]),
        ("温度≤25℃。", 4, ["温度", "≤25℃。"]),
        ("甲乙   丙", 2, ["甲乙   ", "丙"]),
        ("甲\n\n乙\n", 9, ["甲", "", "乙", ""]),
        ("123456789", 2, ["1234", "5678", "9"]),
        ("１２３４", 2, ["１２", "３４"]),
        ("甲乙", 0, ["甲", "乙"]),
        ("　　甲乙", 3, ["　　甲", "乙"]),
        ("e\u0301e\u0301e\u0301", 1, ["e\u0301e\u0301", "e\u0301"]),
        ("甲乙\u00a0丙丁", 2, ["甲", "乙\u00a0", "丙丁"]),
        ("单位,2025", 3, ["单位,", "2025"]),
    ],
)
def test_lines(text: str, width: float, expected: list[str]) -> None:
    assert lines_of(text, width) == expected


def test_later_lines_hang() -> None:
    assert lines_of("甲乙丙丁戊己庚", 4, 1) == ["甲乙丙丁", "戊己庚"]
    assert lines_of("甲乙丙丁戊己庚\n辛", 4, 2) == ["甲乙丙丁", "戊己", "庚", "辛"]


@pytest.mark.parametrize("piece", ["绩效目标，", "9", "。", " ", "《", "\u0301", "a "])
def test_a_long_text_is_broken_to_its_end(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    with within(20):  # what is not linear would take hours
        assert sum(stop - start for start, stop in break_lines(text, approximate_advances(text, 1), 30)) == len(text)


def test_approximate_advances() -> None:
    assert approximate_advances("中，①㎡", 9) == [9, 9, 9, 9]
    assert approximate_advances("a1 ", 10) == [5, 5, 5]
    assert approximate_advances("\u0301\u200b\n", 10) == [0, 0, 0]
