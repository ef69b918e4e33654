"""Files of every format, damaged in the ways of `mutations`: a table or our own error comes out, soon, and nothing else."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from mutations import Fixture, fixtures, mutant
from trials import trial, within

import goalconv
from goalconv.converters import isolation
from goalconv.converters.interface import Budget

COUNT = int(os.environ.get("GOALCONV_MUTANTS", "600"))
"""Damaged files in all."""
PATIENCE = 60
"""Seconds after which a reader hangs; none takes one of them."""
FINDS = [path for path in sorted((Path(__file__).parent.parent / "corpus").glob("*.*")) if path.suffix != ".md"]
MARKED = {fixture.name.rpartition(".")[2]: fixture.data for fixture in fixtures() if fixture.form == "form"}


@pytest.fixture(autouse=True, scope="module")
def one_child() -> Iterator[None]:
    """Readers that run in a child share one, of which a crash or a hang is an error of the test."""
    with isolation.Worker(Budget(PATIENCE), calls=10**9) as worker, pytest.MonkeyPatch.context() as patch:
        patch.setattr(isolation, "run_isolated", lambda function, *given, budget, task: worker.call(function, *given, task=task))
        yield


def test_every_format_that_is_read_has_a_fixture() -> None:
    assert {form.name for form in goalconv.all_formats() if form.reader} - {"xlsb"} | {"form"} == {one.form for one in fixtures()}


@pytest.mark.mutants
@pytest.mark.parametrize("fixture", fixtures(), ids=lambda fixture: fixture.name)
def test_a_damaged_file_gives_a_table_or_our_error(fixture: Fixture, tmp_path_factory: pytest.TempPathFactory) -> None:
    chance = random.Random(fixture.name + os.environ.get("GOALCONV_SEED", ""))
    for _ in range(-(-COUNT // len(fixtures()))):
        data = mutant(fixture.data, fixture.form, chance)
        try:
            with within(PATIENCE):
                assert trial(data, fixture.form, fixture.data) not in ("GC141", "GC142", "GC143")
        except BaseException as error:
            kept = tmp_path_factory.mktemp("mutant") / fixture.name
            kept.write_bytes(data)
            error.add_note(f"the damaged file: {kept}")
            raise


@pytest.mark.parametrize("path", FINDS, ids=lambda path: path.name)
def test_what_once_went_wrong_gives_a_table_or_our_error(path: Path) -> None:
    form = "form" if path.name.startswith("form-") else ""
    form = form or next(one.name for one in goalconv.all_formats() if path.suffix in one.suffixes)
    with within(PATIENCE):
        found = trial(path.read_bytes(), form, MARKED.get(path.suffix[1:], b""))
    assert found not in ("GC141", "GC142", "GC143")
