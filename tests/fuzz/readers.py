"""A harness for atheris (Linux and macOS, `pip install '.[fuzz]'`): one reader, led by what of its code is reached.

    python tests/fuzz/readers.py xlsx -max_total_time=300 [folder of inputs]

The name is that of a format, or "form". Bytes are damaged in the ways of `mutations`, for a package of deflated parts is
never reached by chance. Anything but a table or our own error is a find.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ["GOALCONV_CONFINED"] = str(4 << 30)  # in this process, those readers too that usually have a child
FORM = sys.argv[1]
with atheris.instrument_imports(include=["goalconv"], exclude=["goalconv.converters.writers"]):
    from mutations import fixtures, mutant
    from trials import trial

    SEEDS = [fixture for fixture in fixtures() if fixture.form == FORM]
    for fixture in SEEDS:  # what reading imports only when it is used must be imported here
        trial(fixture.data, FORM, fixture.data)


def change(data: bytes, most: int, seed: int) -> bytes:
    """An input damaged once more, or a fixture where there is none yet."""
    chance = random.Random(seed)
    found = mutant(data if len(data) > 3 else chance.choice(SEEDS).data, FORM, chance)
    return found if len(found) <= most else data


def main() -> None:
    """Runs until it is told to stop, or finds something."""
    with tempfile.TemporaryDirectory() as folder:
        for fixture in SEEDS:
            (Path(folder) / fixture.name).write_bytes(fixture.data)
        options = [sys.argv[0], "-max_len=400000", "-len_control=0", "-timeout=30", "-rss_limit_mb=4096", *sys.argv[2:], folder]
        atheris.Setup(options, lambda data: trial(data, FORM, SEEDS[0].data) and None, custom_mutator=change)
        atheris.Fuzz()


main()
