"""Installs each distribution into an empty environment and uses it there, far from the source tree, with the sample plug-in.

python tools/check_install.py dist/goalconv-*.whl dist/goalconv-*.tar.gz
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "declaration-2025.txt"
LIMIT = 12 * 2**20
STRANGERS = {".venv", "out", "build", "dist"}


def looked_at(archive: Path) -> None:
    """Holds size and contents against what a distribution may be."""
    assert archive.stat().st_size < LIMIT, f"{archive} is larger than {LIMIT} bytes"
    if archive.suffix == ".gz":
        with tarfile.open(archive) as names:
            inside = {Path(*Path(name).parts[1:]) for name in names.getnames()}
        assert {Path("pyproject.toml"), Path("LICENSE"), Path("README.md"), Path("schemas/goal-table.schema.json")} <= inside
        assert not {path for path in inside if path.parts and path.parts[0] in STRANGERS}


def tried(archive: Path, folder: Path) -> None:
    """Installs and runs it: the version, a table to PDF and back, the manual pages, the sample plug-in and its own tests."""
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    programs = folder / "venv" / "bin"
    install = [programs / "python", "-m", "pip", "install", "-q"]
    subprocess.run([*install, archive.resolve()], check=True)
    goalconv = [programs / "goalconv"]
    subprocess.run([*goalconv, "--version"], check=True, cwd=folder)
    subprocess.run([*goalconv, "convert", EXAMPLE, "--layout", "declaration", "-o", "table.pdf"], check=True, cwd=folder)
    subprocess.run([*goalconv, "diff", EXAMPLE, "table.pdf"], check=True, cwd=folder)
    for language in ("", "zh_CN"):
        assert (folder / "venv" / "share" / "man" / language / "man1" / "goalconv.1").is_file()
    sample = folder / "plugin"
    shutil.copytree(ROOT / "examples" / "plugin", sample)
    subprocess.run([*install, sample, "pytest"], check=True)
    subprocess.run([*goalconv, "plugins"], check=True, cwd=folder)
    subprocess.run([programs / "python", "-m", "pytest", "-q", "tests"], check=True, cwd=sample)
    subprocess.run(
        [*goalconv, "check", EXAMPLE, "--profile", "sample-2025", "--output-format", "concise"], check=True, cwd=folder
    )


def main(archives: list[str]) -> None:
    """Tries them all; raises where one fails."""
    for archive in map(Path, archives):
        looked_at(archive)
        with tempfile.TemporaryDirectory() as folder:
            tried(archive, Path(folder))
        print(f"{archive.name} works, {archive.stat().st_size / 2**20:.1f} MiB")


if __name__ == "__main__":
    main(sys.argv[1:])
