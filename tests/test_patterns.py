"""Every regular expression of the package is one, though it is compiled only when it is first used."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(
    path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
    for path in (ROOT / "converters").rglob("*.py")
    if "regex(" in path.read_text(encoding="utf-8") and path.name != "patterns.py"
)


@pytest.mark.parametrize("name", MODULES)
def test_the_expressions_of_a_module_compile(name: str) -> None:
    held = vars(import_module(f"goalconv.{name}")).values()
    late = [value for value in held if type(value).__module__ == "goalconv.converters.patterns"]
    members = [
        value
        for group in held
        if isinstance(group, tuple | dict)
        for value in (group.values() if isinstance(group, dict) else group)
    ]
    late += [value for value in members if type(value).__module__ == "goalconv.converters.patterns"]
    assert late
    for expression in late:
        assert isinstance(re.compile(expression.pattern, expression.flags), re.Pattern)
