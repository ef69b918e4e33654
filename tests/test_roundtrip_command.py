"""`goalconv roundtrip` and `goalconv show`: proof of what survives, and reading on a terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import goalconv
from goalconv import GoalTable, Project, Unit

COMMAND = [sys.executable, "-c", "from goalconv.cli import main; main()"]


def run(*arguments: object, cwd: Path, **variables: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "GOALCONV_LANG": "zh"} | variables
    return subprocess.run([*COMMAND, *map(str, arguments)], cwd=cwd, capture_output=True, env=environment, check=False)


def reading(goal: str) -> goalconv.Reading:
    project = Project(name="一", goal=goal, funding=goalconv.Funding(Decimal("1.00")))
    table = GoalTable(
        title="某局2025年项目支出绩效目标表", fiscal_year=2025, currency_unit="元", units=(Unit(name="甲", projects=(project,)),)
    )
    return goalconv.Reading(table)


@pytest.mark.parametrize("layout", ["disclosure", "declaration", "indicators"])
@pytest.mark.parametrize("form", ["xlsx", "docx", "html", "pdf", "text", "csv", "json"])
def test_of_the_example_everything_survives(form: str, layout: str, seed: goalconv.Reading) -> None:
    trip = goalconv.round_trip(seed, form, layout)
    assert (trip.others, trip.lossless) == ((), True)
    assert trip.kept > 289 * 6


def test_white_space_that_a_page_does_not_keep_is_named_as_another_writing() -> None:
    trip = goalconv.round_trip(reading("第一行。\n第二行。"), "pdf")
    assert [(each.fate, each.pointer, each.old, each.new) for each in trip.others] == [
        ("normalised", "/units/0/projects/0/goal", "第一行。\n第二行。", "第一行。第二行。"),
    ]  # fmt: skip
    assert trip.lossless


def test_a_field_that_comes_back_as_another_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    from goalconv.converters import roundtrip

    other = reading("改了。").table
    monkeypatch.setattr(roundtrip, "read_bytes", lambda data, format: (goalconv.Reading(other),))
    trip = goalconv.round_trip(reading("原文。"), "json")
    assert [(each.fate, each.old, each.new) for each in trip.others] == [("lost", "原文。", "改了。")]
    assert not trip.lossless


def test_a_project_that_is_gone_loses_its_fields_and_no_others(seed: goalconv.Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    from msgspec import structs

    from goalconv.converters import roundtrip

    unit = seed.table.units[0]
    short = structs.replace(unit, projects=(unit.projects[0], *unit.projects[2:]))
    table = structs.replace(seed.table, units=(short, *seed.table.units[1:]))
    monkeypatch.setattr(roundtrip, "read_bytes", lambda data, format: (goalconv.Reading(table),))
    trip = goalconv.round_trip(seed, "json")
    assert {each.fate for each in trip.others} == {"lost"}
    assert all(each.pointer.startswith("/units/0/projects/1/") for each in trip.others)
    assert all(each.place is not None for each in trip.others)


def test_the_command_tells_counts_and_ends_by_them(tmp_path: Path, seed_path: Path) -> None:
    done = run("roundtrip", seed_path, "--via", "docx,xlsx", "--layout", "disclosure,declaration", cwd=tmp_path)
    assert done.returncode == 0
    assert [line for line in done.stdout.decode().splitlines() if "保留" in line] == [
        f"{form} ({layout}): 2517 保留, 0 丢失, 0 多出, 0 写法统一"
        for layout in ("disclosure", "declaration")
        for form in ("docx", "xlsx")
    ]
    document = json.loads(run("roundtrip", seed_path, "--via", "docx", "--output-format", "json", cwd=tmp_path).stdout)
    assert [(trip["kept"], trip["lossless"], trip["others"]) for trip in document] == [(2517, True, [])]
    assert run("roundtrip", seed_path, "--via", "odt", cwd=tmp_path).returncode == 2


def test_show_follows_the_width_and_prints_no_colours_to_a_pipe(tmp_path: Path, seed_path: Path) -> None:
    from goalconv.converters.display import columns

    for width in (50, 100):
        shown = run("show", seed_path, cwd=tmp_path, COLUMNS=str(width)).stdout.decode()
        assert "特困人员供养" in shown
        assert "\x1b" not in shown
        assert max(map(columns, shown.splitlines())) <= width
    assert run("show", "missing.txt", cwd=tmp_path).returncode == 2
