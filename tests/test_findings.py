"""Findings and their catalogue: one code, one kind, the same said in both languages."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

import goalconv
from goalconv.converters import catalogue
from goalconv.converters.findings import Kind
from goalconv.converters.language import Words
from goalconv.converters.places import PageLinePlace, PagePlace, ParagraphPlace, SheetPlace, TablePlace, TextPlace

KINDS = [kind for kind in vars(catalogue).values() if isinstance(kind, Kind)]
CHINESE = re.compile("[\u4e00-\u9fff]")


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_a_code_belongs_to_one_kind_and_a_name_to_one_family(root: Path) -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS)
    families = (root / "converters" / "catalogue").glob("*.py")
    named = [name for path in families for name in re.findall("^([A-Z0-9_]+) = Kind", path.read_text(encoding="utf-8"), re.M)]
    assert sorted(named) == sorted(set(named)), "the families are one table of names: a second kind of a name hides the first"
    assert len(named) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_kind_says_the_same_in_both_languages(kind: Kind) -> None:
    assert re.fullmatch(r"GC[1-9]\d\d", kind.code)
    assert CHINESE.search(kind.message)
    assert re.search("[a-z]{2}", kind.english)
    assert bool(kind.hint) == bool(kind.english_hint), "a hint is given in both languages"
    assert kind.hint or kind.severity == "note", "what is wrong needs to be told what to do about"
    assert fields(kind.english) <= fields(kind.message)
    assert fields(kind.english_hint) == fields(kind.hint)
    assert "!r" not in kind.english + kind.english_hint, "a text is quoted as people do, not as Python does"


def test_a_finding_can_be_told_in_either_language_from_what_it_carries() -> None:
    finding = catalogue.NO_TABLE.at(TextPlace(3, 4), reason=Words("没有表头{x}", "no header {x}").of(x="“甲”"))
    assert finding.message_in("zh") == finding.message == "没有找到绩效目标表: 没有表头“甲”"
    assert finding.message_in("en") == "no goal table was found: no header “甲”"
    assert finding.hint_in("en") == "a header should name 项目名称 and 绩效目标 or 绩效指标"
    assert finding.place is not None
    assert (str(finding.place), finding.place.within("en")) == ("第3行 第4列", "line 3, column 4")


def test_text_of_a_document_is_no_template() -> None:
    finding = catalogue.UNEXPLAINED.at(None, count=1, text="{count} {0} {x.__class__}")
    assert finding.message.endswith(": {count} {0} {x.__class__}")
    assert Words("{a}", "{a}").of(a="{b}").within("en") == "{b}"


def test_a_finding_without_what_its_message_needs_is_a_defect_seen_at_once() -> None:
    with pytest.raises(KeyError, match="text"):
        catalogue.UNEXPLAINED.at(None, count=1)


def test_every_place_has_words_in_both_languages() -> None:
    places = [TextPlace(1, 2), TablePlace(1, 2, 3), ParagraphPlace(1), PagePlace(1, 2, 3, 4), PageLinePlace(1, 2)]
    assert all(CHINESE.search(str(place)) and not CHINESE.search(place.within("en")) for place in places)
    assert SheetPlace("表", 7, 28).within("en") == str(SheetPlace("表", 7, 28)) == "表!AB7"


def test_an_error_carries_its_finding() -> None:
    with pytest.raises(goalconv.UnreadableError) as caught:
        goalconv.read_bytes("一\n".encode())
    assert caught.value.finding.message_in("en") == "no goal table was found: no header is known"


def test_what_a_message_is_filled_with_is_in_both_languages(root: Path) -> None:
    """A phrase of our own in a parameter is `Words`; a bare Chinese text there would stand in an English message."""
    bare = []
    for path in [*(root / "converters").rglob("*.py"), *(root / "commands").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            given = node.keywords if isinstance(node, ast.Call) else []
            filled = [one.value for one in given if one.arg in ("what", "reason", "part", "found", "action", "where")]
            bare += [f"{path.name}:{value.lineno}" for value in filled if any(map(_is_chinese, _spoken_at_once(value)))]
    assert bare == []


def _spoken_at_once(value: ast.expr) -> list[ast.expr]:
    """The texts that a value may be by itself, not those inside a call."""
    branches = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
    return [
        part for branch in branches for part in (branch.values if isinstance(branch, ast.JoinedStr | ast.BoolOp) else [branch])
    ]


def _is_chinese(part: ast.expr) -> bool:
    return isinstance(part, ast.Constant) and isinstance(part.value, str) and bool(CHINESE.search(part.value))
