"""What it costs to read a PDF: the processor time of a whole process, and of each further page.

    python bench/pdf_read.py [FILE …]

Without files it reads the example, printed by our own writer on more and more pages; the last column
must stay the same, or reading is not linear in pages. Processor time says more than the clock on a shared machine.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
from msgspec import structs

import goalconv

EXAMPLE = Path(__file__).parent.parent / "examples" / "liwan-2025.txt"
TIMES = (1, 2, 4, 8, 16)
RUNS = 3
START = "import sys; from goalconv.converters.interface import ReadOptions; from goalconv.converters.readers.pdf import read"
COMMAND = f"{START}; read(open(sys.argv[1], 'rb').read(), ReadOptions())"


def spent(command: list[str]) -> float:
    """The least processor time of some runs, in milliseconds."""
    times = []
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append((after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime))
    return min(times) * 1000


def printed(folder: Path) -> Iterator[Path]:
    """The example with its units again and again, each time on more pages."""
    table = goalconv.read(EXAMPLE).table
    for times in TIMES:
        path = folder / f"{times}.pdf"
        longer = structs.replace(table, units=table.units * times)
        path.write_bytes(goalconv.write_bytes(longer, "pdf", options=goalconv.WriteOptions(attach=False)).data)
        yield path


def main(paths: list[Path]) -> None:
    start = spent([sys.executable, "-c", START])
    print(f"{'start':<28}{start:8.0f} ms")
    for path in paths:
        count = len(pypdfium2.PdfDocument(path))
        whole = spent([sys.executable, "-c", COMMAND, str(path)])
        print(f"{path.name:<20}{count:5} p {whole:8.0f} ms {(whole - start) / count:6.1f} ms a page")


if __name__ == "__main__":
    if files := [Path(name) for name in sys.argv[1:]]:
        main(files)
    else:
        with tempfile.TemporaryDirectory() as folder:
            main(list(printed(Path(folder))))
