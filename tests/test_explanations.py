"""Every code is explained, and the examples that are tables say what they are examples of."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import goalconv
from goalconv.converters.explanations import Explanation

ALL = list(goalconv.all_explanations().values())
RULES = ("GC3", "GC4", "GC5", "GC6")


@pytest.mark.parametrize("explanation", ALL, ids=lambda explanation: explanation.kind.code)
def test_every_code_says_why_in_both_languages_and_gives_an_example(explanation: Explanation) -> None:
    given = [text for text in (explanation.example, explanation.indicators, explanation.table) if text]
    assert explanation.why.zh, f"add [{explanation.kind.code}] to schemas/findings.toml, then run make findings"
    assert explanation.why.en
    assert len(given) == 1
    if explanation.kind.severity != "note" and explanation.kind.code.startswith(RULES):
        assert explanation.kind.source or explanation.kind.code < "GC402", "a rule names its source"


@pytest.mark.parametrize(
    "explanation", [explanation for explanation in ALL if explanation.document()], ids=lambda explanation: explanation.kind.code
)
def test_an_example_fires(explanation: Explanation) -> None:
    options = goalconv.ReadOptions(profile=explanation.profile)
    (reading,) = goalconv.read_bytes(explanation.document().encode(), format="text", options=options)
    found = [finding for finding in reading.findings if finding.code == explanation.kind.code]
    assert found
    assert all(finding.place is not None for finding in found)


def test_nearly_every_rule_has_an_example_that_is_tried() -> None:
    rules = {explanation.kind.code for explanation in ALL if explanation.kind.code.startswith(RULES)}
    tried = {explanation.kind.code for explanation in ALL if explanation.document()}
    assert rules - tried == {"GC307", "GC309", "GC405", "GC651"}  # notes of the ledger, a form, a profile of one's own


def test_no_explanation_is_left_of_a_code_that_is_gone(root: Path) -> None:
    import tomllib

    assert set(tomllib.loads((root / "schemas" / "findings.toml").read_text(encoding="utf-8"))) <= set(
        goalconv.all_explanations()
    )


def test_the_page_of_codes_is_up_to_date(root: Path) -> None:
    made = subprocess.run([sys.executable, root / "tools" / "render_findings.py"], capture_output=True, check=True)
    assert made.stdout.decode() == (root / "docs" / "findings.md").read_text(encoding="utf-8"), "run: make findings"


@pytest.mark.parametrize("asked", ["GC402", "gc402", "402", " GC402 "])
def test_a_code_may_be_written_small_or_as_a_number(asked: str) -> None:
    assert goalconv.explain(asked).kind.code == "GC402"


def test_a_code_that_there_is_not_is_answered_with_the_nearest() -> None:
    with pytest.raises(goalconv.UsageError) as caught:
        goalconv.explain("GC4002")
    assert caught.value.finding.code == "GC908"
    assert "是否指 GC40" in caught.value.finding.message
