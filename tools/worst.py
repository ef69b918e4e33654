"""What the hostile files cost: each read by the command in a fresh process; `make worst` puts the dearest into docs/proofs.md.

CPU seconds are those of the process and of the child that reads PDF, xls and xlsb; megabytes are the most that either held.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from attacks import attacks  # noqa: E402

PAGE = ROOT / "docs" / "proofs.md"
CORPUS = ROOT / "tests" / "corpus"
BEGIN, END = "<!-- worst: make worst -->", "<!-- end -->"
SHOWN = 5
DRIVER = """
import resource, sys
import goalconv.cli
try:
    goalconv.cli.main(["convert", sys.argv[1], "-o", sys.argv[2]])
except SystemExit:
    pass
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
with open("/proc/self/status") as status:  # what getrusage says of a process begins with what its parent held
    held = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
print(sum(one.ru_utime + one.ru_stime for one in used), max(held, used[1].ru_maxrss) / 1024)
"""


class Cost(NamedTuple):
    """What a file costs: CPU seconds, and the most megabytes held."""

    seconds: float
    megabytes: float
    what: str


def cost(what: str, name: str, data: bytes) -> Cost:
    """Reads one file in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        command = [sys.executable, "-c", DRIVER, str(path), str(Path(folder) / "out.json")]
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, cwd=folder, env={**os.environ, "NO_COLOR": "1"}
        )
    seconds, megabytes = done.stdout.split()[-2:]
    return Cost(float(seconds), float(megabytes), what)


def costs() -> list[Cost]:
    """All finds and attacks."""
    finds = [path for path in sorted(CORPUS.iterdir()) if path.suffix != ".md"]
    found = [cost(path.name, path.name, path.read_bytes()) for path in finds]
    return found + [cost(f"{attack.number} {attack.what}", attack.name, attack.data) for attack in attacks()]


def table(found: list[Cost]) -> str:
    """The dearest in time and in memory as a Markdown table."""
    dearest = dict.fromkeys(
        [*sorted(found, reverse=True)[:SHOWN], *sorted(found, key=lambda one: one.megabytes, reverse=True)[:SHOWN]]
    )
    rows = [f"| {one.what} | {one.seconds:.1f} | {one.megabytes:.0f} |" for one in dearest]
    total = f"{len(found)} 个文件，每个一个新进程 · *{len(found)} files, a fresh process each*\n\n"
    return total + "\n".join(["| 文件 file | CPU s | MB |", "|---|---:|---:|", *rows])


def main() -> None:
    """Measures, and writes the table into the page."""
    page = PAGE.read_text(encoding="utf-8")
    before = page.index(BEGIN) + len(BEGIN)
    after = page.index(END, before)
    PAGE.write_text(f"{page[:before]}\n{table(costs())}\n{page[after:]}", encoding="utf-8")


if __name__ == "__main__":
    main()
