"""The same input gives the same bytes in every format and layout, whatever the process around it is like."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from goalconv.converters.formats import FORMATS
from goalconv.converters.layouts import LAYOUTS

WRITTEN = tuple(form.name for form in FORMATS if form.writer)
LAYOUT_NAMES = tuple(layout.name for layout in LAYOUTS)
OTHER = {
    "TZ": "Asia/Shanghai",
    "LANG": "C",
    "LC_ALL": "C",
    "PYTHONHASHSEED": "4711",
    "USER": "somebody",
    "USERNAME": "somebody",
    "LOGNAME": "somebody",
    "HOME": "/nowhere",
    "PYTHONUTF8": "0",
}


LATER = """
import datetime, time
class later(datetime.datetime):
    @classmethod
    def now(cls, tz=None): return cls(2033, 5, 18, 3, 33, 20, tzinfo=tz)
    today = utcnow = now
ago, gone = time.localtime, time.gmtime
time.time, time.time_ns = lambda: 2e9, lambda: 2 * 10**18
time.localtime, time.gmtime = (lambda at=2e9: ago(at)), (lambda at=2e9: gone(at))
datetime.datetime = later
"""
"""A clock of another year, for a process that reads it."""


def convert(
    source: Path, folder: Path, layout: str, environment: dict[str, str], mask: int = 0o022, clock: str = ""
) -> dict[str, bytes]:
    """The whole command in a process of its own: file name → bytes, for every format that can be written."""
    folder.mkdir()
    kept = {key: value for key, value in os.environ.items() if key not in (*OTHER, "SOURCE_DATE_EPOCH")}
    command = [sys.executable, "-c", f"{clock}\nfrom goalconv.cli import main; main()", "convert", str(source)]
    subprocess.run(
        [*command, "--to", ",".join(WRITTEN), "-O", str(folder / "out"), "--layout", layout],
        env=kept | environment, cwd=folder, check=True, capture_output=True, umask=mask,
    )  # fmt: skip
    return {path.name: path.read_bytes() for path in (folder / "out").iterdir()}


@pytest.mark.parametrize("layout", LAYOUT_NAMES)
def test_the_process_around_it_makes_no_difference(layout: str, seed_path: Path, tmp_path: Path) -> None:
    moved = tmp_path / "源" / "另一处"
    moved.mkdir(parents=True)
    copy = moved / seed_path.name
    copy.write_bytes(seed_path.read_bytes())
    os.utime(copy, (0, 0))
    one = convert(seed_path, tmp_path / "a", layout, {"TZ": "UTC", "PYTHONHASHSEED": "0", "LANG": "en_US.UTF-8"})
    other = convert(copy, tmp_path / "b", layout, OTHER, 0o077, LATER)
    assert len(one) == len(WRITTEN)
    assert [name for name in one if one[name] != other.get(name)] == []


def test_the_date_is_the_one_that_is_asked_for(seed_path: Path, tmp_path: Path) -> None:
    plain = convert(seed_path, tmp_path / "a", "disclosure", {})
    dated = convert(seed_path, tmp_path / "b", "disclosure", {"SOURCE_DATE_EPOCH": "1735689600", "TZ": "America/New_York"})
    again = convert(seed_path, tmp_path / "c", "disclosure", {"SOURCE_DATE_EPOCH": "1735689600", "TZ": "Asia/Shanghai"})
    assert dated == again
    assert {Path(name).suffix for name in plain if plain[name] != dated[name]} == {".xlsx", ".docx", ".pdf"}
    for suffix in (".xlsx", ".docx"):
        for files, wanted in ((plain, "1980-01-01T00:00:00Z"), (dated, "2025-01-01T00:00:00Z")):
            (data,) = (data for name, data in files.items() if name.endswith(suffix))
            assert f">{wanted}</dcterms:created>" in zipfile.ZipFile(BytesIO(data)).read("docProps/core.xml").decode()
    for files, wanted in ((plain, "1980-01-01T00:00:00+00:00"), (dated, "2025-01-01T00:00:00+00:00")):
        (data,) = (data for name, data in files.items() if name.endswith(".pdf"))
        known = pypdf.PdfReader(BytesIO(data)).metadata
        assert known is not None
        assert known.creation_date is not None
        assert known.creation_date.isoformat() == wanted
