"""The search for rubbish rests while a file is read, and is as it was afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

import goalconv


@pytest.fixture(params=[True, False], ids=["on", "off"])
def on(request: pytest.FixtureRequest) -> Iterator[bool]:
    held = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield request.param
    (gc.enable if held else gc.disable)()


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_program_finds_the_search_for_rubbish_as_it_left_it_whether_a_file_is_read_or_refused(
    on: bool, form: str, seed: goalconv.Reading
) -> None:
    goalconv.read_bytes(goalconv.write_bytes(seed.table, form).data, format=form)
    assert gc.isenabled() == on
    with pytest.raises(goalconv.UnreadableError):
        goalconv.read_bytes(b"[", format=form)
    assert gc.isenabled() == on
