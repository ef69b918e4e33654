"""Checks what a built wheel holds: one package, every file of the tree that belongs in it, nothing else.

python tools/check_wheel.py dist/goalconv-*.whl
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
OUTSIDE = {"tests", "tools", "bench", "docs", "examples", ".ci"}
KINDS = {".py", ".json", ".toml", ".ttf", ".txt", ".typed", ".icc", ".html", ".css", ".js", ".svg"}


def expected(name: str) -> set[str]:
    """The tracked files that an installed goalconv has, its manual pages by the name of the wheel."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    paths = [Path(name) for name in listed.split("\0") if name]
    inside = [path for path in paths if (path.parts[0] not in OUTSIDE and path.suffix in KINDS) or path.name == "py.typed"]
    share = f"{'-'.join(name.split('-')[:2])}.data/data/share"
    manual = {f"{share}/man/man1/goalconv.1", f"{share}/man/zh_CN/man1/goalconv.1"}
    return manual | {f"goalconv/{path.as_posix()}" for path in inside if path.name != "pyproject.toml"}


def main(wheel: str) -> int:
    """Prints what is missing or too much; 0 where nothing is."""
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    wanted = expected(Path(wheel).name)
    for word, difference in (("missing", wanted - names), ("unexpected", names - wanted)):
        for name in sorted(difference):
            print(f"{word}: {name}")
    print(f"{len(names)} files, {Path(wheel).stat().st_size / 2**20:.1f} MiB")
    return int(names != wanted)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
