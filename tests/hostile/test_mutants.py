"""Files of every format, cut, flipped and spliced: a table or our own error comes out, and nothing else."""

from __future__ import annotations

import os
import random
from contextlib import suppress

import pytest

import goalconv
from documents import table

FORMATS = ("text", "csv", "xlsx", "docx", "html", "json")
COUNT = int(os.environ.get("GOALCONV_MUTANTS", "40"))
MADE = {name: goalconv.write_bytes(table(), name).data for name in FORMATS}


def mutant(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to three of: cut off, a bit flipped, a piece taken from elsewhere, a piece left out."""
    for _ in range(chance.randint(1, 3)):
        at, other = sorted(chance.sample(range(len(data)), 2))
        kind = chance.randrange(4)
        if kind == 0:
            data = data[:other]
        elif kind == 1:
            data = data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
        elif kind == 2:
            data = data[:at] + data[other : other + chance.randint(1, 50)] + data[at:]
        else:
            data = data[:at] + data[at + chance.randint(1, 20) :]
        data = data if len(data) > 3 else b"goal"
    return data


@pytest.mark.parametrize("name", FORMATS)
def test_a_damaged_file_gives_a_table_or_our_error(name: str) -> None:
    chance = random.Random(name)
    for _ in range(COUNT):
        with suppress(goalconv.GoalconvError):
            assert goalconv.read_bytes(mutant(MADE[name], chance), format=name)
