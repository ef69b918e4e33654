"""Layouts that a plug-in adds, in the process that uses them: the sample's, and such as cannot be used or do not what they owe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import goalconv
from goalconv import GoalconvError, UsageError, WriteOptions
from goalconv.converters import layouts

Add = Callable[..., None]
SAMPLE = Path(__file__).parents[2] / "examples" / "plugin"
LOOK = str(SAMPLE / "goalconv_sample" / "pairs.toml")
SOURCE = """
from goalconv.plugin import Layout
GIVEN = Layout(name="x", title={title!r}, module={name!r}, template={look!r}, interface={interface})
def claims(grid):
    return {claims}
def recognise(grids):
    return [{given}]
def compose(table, template):
    return [{given}]
"""


@pytest.fixture
def add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Add]:
    """Lays down a distribution with one layout, as if it were installed."""
    monkeypatch.syspath_prepend(tmp_path)
    modules = set(sys.modules)

    def lay(name: str, module: str = "", **text: object) -> None:
        about = tmp_path / f"plug_{name}-2.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: plug-{name}\nVersion: 2.0\n", encoding="utf-8")
        point = f"[goalconv.layouts]\n{name} = {module or f'{name}:GIVEN'}\n"
        (about / "entry_points.txt").write_text(point, encoding="utf-8")
        usual = {"title": f"{name}表", "name": name, "look": LOOK, "interface": 1, "claims": "True", "given": "1"}
        (tmp_path / f"{name}.py").write_text(SOURCE.format(**usual | text), encoding="utf-8")
        forget()

    def forget() -> None:
        layouts.plugins.cache_clear()
        layouts.all_layouts.cache_clear()

    yield lay
    forget()
    for name in set(sys.modules) - modules:
        del sys.modules[name]


@pytest.mark.parametrize("name", ["pairs", "键值表"])
def test_a_layout_of_a_plug_in_is_written_and_read_by_either_name(
    name: str, add: Add, seed: goalconv.Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(SAMPLE)
    add("pairs", "goalconv_sample:LAYOUT")
    data = goalconv.write_bytes(seed.table, "html", options=WriteOptions(layout=name)).data
    assert "/units/0/name" in data.decode()
    assert [reading.table for reading in goalconv.read_bytes(data, format="html")] == [seed.table]
    assert [(each.name, each.title, each.origin) for each in layouts.all_layouts()] == [
        ("indicators", "明细表", "goalconv"),
        ("declaration", "申报表", "goalconv"),
        ("disclosure", "公开表", "goalconv"),
        ("pairs", "键值表", "plug-pairs 2.0"),
    ]


def test_a_name_that_no_layout_has_is_refused_with_the_nearest_and_all_there_are(add: Add, seed: goalconv.Reading) -> None:
    add("sample")
    add("faulty", interface=2)
    for wrong, near in (("smaple", "sample"), ("sample表格", "sample表"), ("discolsure", "disclosure"), ("申报", "申报表")):
        with pytest.raises(UsageError) as caught:
            goalconv.write_bytes(seed.table, "text", options=WriteOptions(layout=wrong))
        assert caught.value.finding.message == f"不认识的版式: {wrong}; 是否指 {near}?"
        known = "indicators (明细表), declaration (申报表), disclosure (公开表), sample (sample表)"
        assert known in caught.value.finding.hint_in("zh")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ({"interface": 2}, ("为接口版本 2 而写, 这里是 1", "made for interface version 2, this is 1")),
        ({"look": "/nowhere.toml"}, ("插件 odd [plug-odd 2.0] 出错: FileNotFoundError", "plug-in odd [plug-odd 2.0]")),
    ],
)
def test_a_layout_that_cannot_be_used_says_why_and_the_others_can(
    text: dict[str, object], said: tuple[str, str], add: Add, seed: goalconv.Reading
) -> None:
    add("odd", **text)
    add("sound")
    with pytest.raises(UsageError) as caught:
        goalconv.write_bytes(seed.table, "text", options=WriteOptions(layout="odd"))
    assert caught.value.finding.code == "GC980"
    for language, words in zip(("zh", "en"), said, strict=True):
        assert words in caught.value.finding.message_in(language)
    assert [each.name for each in layouts.all_layouts()][3:] == ["sound"]
    assert [(plugin.name, plugin.fault is None) for plugin in layouts.plugins()] == [("odd", False), ("sound", True)]


@pytest.mark.parametrize("name", ["disclosure", "公开表"])
def test_a_layout_of_a_plug_in_does_not_stand_for_a_built_in_one(name: str, add: Add, seed: goalconv.Reading) -> None:
    before = goalconv.write_bytes(seed.table, "text", options=WriteOptions(layout=name)).data
    add(name)
    (plugin,) = layouts.plugins()
    assert plugin.fault is not None
    assert plugin.fault.zh == "名称已被占用"
    assert goalconv.write_bytes(seed.table, "text", options=WriteOptions(layout=name)).data == before


@pytest.mark.parametrize(
    ("text", "given"),
    [({"claims": "1"}, "int, 不是 bool"), ({}, "int, 不是 Reading"), ({"claims": "1 / 0"}, "ZeroDivisionError")],
)
def test_what_a_layout_of_a_plug_in_gives_is_held_against_what_it_owes(
    text: dict[str, object], given: str, add: Add, seed: goalconv.Reading
) -> None:
    add("odd", **text)
    with pytest.raises(GoalconvError) as caught:
        goalconv.read_bytes("甲\t乙\n丙\t丁\n".encode(), format="text")
    assert "插件 odd [plug-odd 2.0] 出错" in caught.value.finding.message
    assert given in caught.value.finding.message
    with pytest.raises(GoalconvError, match=r"plug-odd 2\.0.*int, 不是 Grid"):
        goalconv.write_bytes(seed.table, "text", options=WriteOptions(layout="odd"))
    assert goalconv.read_bytes(goalconv.write_bytes(seed.table, "text").data, format="text")[0].table == seed.table
