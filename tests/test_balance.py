"""Titles and labels over several lines: shape, words, brackets (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalconv.converters.balance import balanced, even_width, sense_breaks
from goalconv.converters.typeset import approximate_advances, break_lines
from goalconv.templates import load

WORDS = load("disclosure").words
TITLE = (
    "广州市荔湾区民政局（含广州市荔湾区社会福利院、广州市荔湾区殡葬管理所、广州市荔湾区救助管理站）2025年度"
    "项目支出绩效目标表（含转移支付项目）"
)


def advances(text: str) -> tuple[float, ...]:
    return tuple(approximate_advances(text, 1.0))


def parted(text: str, width: float) -> list[str]:
    return [text[start:stop] for start, stop in balanced(text, advances(text), width, WORDS)]


@pytest.mark.parametrize(
    ("label", "width", "lines"),
    [
        ("财政专户拨款", 4.2, ["财政专户", "拨款"]),
        ("计划开始日期", 4.2, ["计划开始", "日期"]),
        ("满意度指标", 4.2, ["满意度", "指标"]),
        ("可持续影响指标", 3.2, ["可持续", "影响", "指标"]),
        ("服务对象满意度指标", 5.2, ["服务对象", "满意度指标"]),
        ("实际完成值", 4.2, ["实际", "完成值"]),
    ],
)
def test_a_label_is_parted_between_its_words(label: str, width: float, lines: list[str]) -> None:
    assert parted(label, width) == lines


@pytest.mark.parametrize("width", [22, 26, 31, 36, 43])
def test_a_title_over_lines_cuts_no_word_and_leaves_nothing_alone_beside_a_bracket(width: int) -> None:
    lines = parted(TITLE, width)
    assert "".join(lines) == TITLE
    assert len(lines) == len(break_lines(TITLE, advances(TITLE), width))
    for line, following in pairwise(lines):
        assert not {"（", "《"} & set(line[-2:]), "a line ends with （含"
        assert not {"）", "》"} & set(following[:2]), "a line begins with a bracket's last characters"
        assert not any(line[-size:] + following[:1] in WORDS for size in (1, 2))
    lengths = [sum(advances(line)) for line in lines]
    assert min(lengths) > max(lengths) / 2


def test_a_year_is_not_cut_from_its_figure() -> None:
    title = "广州市荔湾区民政局本级2025年预算项目支出绩效目标表"
    assert all("2025年" in line for line in parted(title, 14) if "2025" in line)


@given(st.text(alphabet="项目支出绩效目标表（）、2025年a %", min_size=1, max_size=60), st.floats(2, 30))
def test_nothing_is_lost_and_no_line_is_too_long(text: str, width: float) -> None:
    lines = balanced(text, advances(text), width, WORDS)
    assert "".join(text[start:stop] for start, stop in lines) == text
    usual = break_lines(text, advances(text), width)
    assert len(lines) == len(usual)
    if lines != tuple(usual):
        assert all(sum(advances(text[start:stop].rstrip())) <= width + 1e-6 for start, stop in lines)


@given(st.text(alphabet="项目支出绩效目标表（）、2025年a %", min_size=1, max_size=60), st.floats(2, 30))
def test_the_even_width_needs_no_more_lines(text: str, width: float) -> None:
    wider = tuple(1.2 * advance for advance in advances(text))
    room = even_width(text, advances(text), wider, width, WORDS)
    assert room <= width
    if room < width:
        assert len(break_lines(text, wider, room)) <= len(break_lines(text, advances(text), width))


def test_a_line_may_end_between_words_and_with_nothing_alone_beside_a_bracket() -> None:
    def pieces(text: str) -> list[str]:
        return [text[start:stop] for start, stop in pairwise((0, *sense_breaks(text, WORDS), len(text)))]

    assert pieces("可持续影响指标") == ["可持续", "影响", "指标"]
    assert pieces("财政专户拨款") == ["财政专户", "拨款"]
    assert pieces("") == [""]
    for piece in pieces(TITLE)[1:]:
        assert not {"）", "》"} & set(piece[:2])
        assert not piece.startswith("年度")
