"""Profiles: what comes with goalconv holds together, and what a user writes wrongly is said."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import goalconv
from documents import codes, funding, project, table


def write(path: Path, text: str) -> str:
    file = path / "mine.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_the_profiles_that_come_with_it_can_be_used() -> None:
    profiles = goalconv.all_profiles()
    assert [profile.name for profile in profiles] == ["general", "central-2015", "central-2021", "guangzhou-2025"]
    assert all(profile.title and profile.english for profile in profiles)
    assert all(codes(table(), profile.name) in ([], ["GC505"]) for profile in profiles)


def test_a_profile_of_ones_own_says_only_where_it_differs(tmp_path: Path) -> None:
    mine = goalconv.load_profile(write(tmp_path, 'extends = "guangzhou-2025"\ntolerance = 0\n'))
    assert (mine.taxonomies, mine.tolerance) == (("guangzhou",), Decimal(0))
    assert mine.level == goalconv.load_profile("general").level


def test_the_tolerance_decides_between_rounding_and_error(tmp_path: Path) -> None:
    below = [project(name=f"项目{i}", funding=funding("3.33")) for i in range(3)]
    document = table(*below, unit=funding("10.00"))
    assert codes(document) == ["GC402"]
    assert codes(document, write(tmp_path, "tolerance = 0.1")) == ["GC406"]


def test_weights_may_be_told_to_add_up_to_something_else(tmp_path: Path) -> None:
    from documents import indicator

    document = table(project(indicator("床位", "≥5张", weight="70"), indicators=(indicator("床位", "≥5张", weight="70"),)))
    assert "GC520" in codes(document)
    assert "GC520" not in codes(document, write(tmp_path, "weight_totals = [70]"))


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("tolerence = 0.5", "GC911", "是否指 tolerance"), ('ignore = ["GC9999"]', "GC912", "GC9999"), ('ignore = ["GC207"]', "GC912", "GC207"),
        ('required_fields = ["goals"]', "GC912", "是否指 goal"), ('taxonomies = ["guangzou"]', "GC912", "是否指 guangzhou"),
        ('[severity]\nGC402 = "fatal"', "GC910", "fatal"), ('tolerance = "half"', "GC910", "tolerance"), ("tolerance = ", "GC910", "Invalid value"),
        ('[[level]]\nnam = "产出"\nseverity = "note"', "GC911", "是否指 name"), ('extends = "guangzhou"', "GC909", "guangzhou-2025"),
        ("level = 3", "GC910", "level"), ("ignore = 3", "GC910", "ignore"), ("severity = 3", "GC910", "severity"), ('level = ["产出"]', "GC910", "level"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_profile_is_said_with_what_may_be_meant(tmp_path: Path, text: str, code: str, said: str) -> None:
    with pytest.raises(goalconv.UsageError) as caught:
        goalconv.load_profile(write(tmp_path, text))
    assert caught.value.finding.code == code
    assert said in caught.value.finding.message + caught.value.finding.hint


def test_a_profile_that_is_not_there(tmp_path: Path) -> None:
    for name, code in (("guangzhuo-2025", "GC909"), (str(tmp_path / "none.toml"), "GC905"), (str(tmp_path), "GC905")):
        with pytest.raises(goalconv.UsageError) as caught:
            goalconv.load_profile(name)
        assert caught.value.finding.code == code


def test_a_profile_extends_one_that_comes_with_it_and_never_itself(tmp_path: Path) -> None:
    file = write(tmp_path, "")
    write(tmp_path, f'extends = "{file}"')
    with pytest.raises(goalconv.UsageError) as caught:
        goalconv.load_profile(file)
    assert caught.value.finding.code == "GC909"
