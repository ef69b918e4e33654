"""What docs/systems.md shows of other systems, run where they are: `make systems` has them all, any other run those that it finds."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import goalconv

PAGE = Path(__file__).parent.parent.parent / "docs" / "systems.md"
BLOCK = re.compile(r'^```python title="(?P<name>\w+)"\n(?P<text>.*?)^```$', re.M | re.S)
SHOWN = {block["name"]: block["text"] for block in BLOCK.finditer(PAGE.read_text(encoding="utf-8"))}


def test_every_library_that_is_here_gives_the_rows_of_the_table(
    seed: goalconv.Reading, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    goalconv.write(seed.table, "表.json")
    truth = Counter(
        (unit.name, project.name, project.funding.total, indicator.name, indicator.annual_value.text)
        for unit in seed.table.units
        for project in unit.projects
        for indicator in project.indicators
    )
    assert SHOWN.keys() == {"duckdb", "pandas", "polars"}
    for name in filter(find_spec, SHOWN):
        told: dict[str, Any] = {}
        exec(SHOWN[name], told)
        assert Counter(map(tuple, told["rows"])) == truth, name
        assert all(type(row[2]) is Decimal for row in told["rows"]), name
