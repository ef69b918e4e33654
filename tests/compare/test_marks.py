from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goalconv.converters.compare.marks import mark
from strategies import characters

texts = st.text(characters | st.sampled_from("一二三，。；\n12"), min_size=1, max_size=60)


def told(old: str, new: str) -> list[tuple[str, str]]:
    return [(fragment.kind, fragment.text) for fragment in mark(old, new)]


@given(texts, texts)
def test_the_pieces_are_both_texts(old: str, new: str) -> None:
    pieces = told(old, new)
    assert "".join(text for kind, text in pieces if kind != "added") == old
    assert "".join(text for kind, text in pieces if kind != "removed") == new
    assert all(text for _, text in pieces)


def test_only_what_changed_is_marked() -> None:
    assert told("对困难群众应保尽保，应救尽救。", "对困难群众全部覆盖，应救尽救。") == [
        ("same", "对困难群众"), ("removed", "应保尽保"), ("added", "全部覆盖"), ("same", "，应救尽救。"),
    ]  # fmt: skip


def test_a_figure_is_marked_whole() -> None:
    assert told("补助1,250人", "补助1,350人") == [("same", "补助"), ("removed", "1,250"), ("added", "1,350"), ("same", "人")]


def test_a_sentence_put_in_leaves_the_others_unmarked() -> None:
    assert told("甲事做好。丙事做好。", "甲事做好。乙事做好。丙事做好。") == [
        ("same", "甲事做好。"), ("added", "乙事做好。"), ("same", "丙事做好。"),
    ]  # fmt: skip


def test_one_character_between_two_changes_is_part_of_them() -> None:
    assert told("提升救助的水平", "改善生活的品质") == [("removed", "提升救助的水平"), ("added", "改善生活的品质")]


def test_very_long_texts_are_marked_by_sentences() -> None:
    old = "".join(f"第{n}条做好。" for n in range(5000))
    new = old.replace("第2500条做好。", "第2500条改了。")
    assert ("added", "改了") in told(old, new) or ("added", "第2500条改了。") in told(old, new)
    longest = "甲乙" * 5000, "乙丙甲" * 4000
    pieces = told(*longest)
    assert "".join(text for kind, text in pieces if kind != "added") == longest[0]
