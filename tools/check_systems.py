"""Runs what docs/systems.md shows of other systems, each in the system itself, and holds what it gives against the table.

    python tools/check_systems.py [NODE_MODULES]

What is not on this machine is named and not tried: PostgreSQL's server and client, quicktype and TypeScript in NODE_MODULES.
"""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import goalconv

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r'^```\w+ title="(?P<name>[\w.]+)"\n(?P<text>.*?)^```$', re.M | re.S)
SHOWN = {block["name"]: block["text"] for block in BLOCK.finditer((ROOT / "docs" / "systems.md").read_text(encoding="utf-8"))}
TABLE = goalconv.read(ROOT / "examples" / "liwan-2025.txt").table
TRUTH = Counter(
    (
        unit.name,
        project.name,
        project.funding.total if project.funding else None,
        each.name,
        each.annual_value and each.annual_value.text,
    )
    for unit in TABLE.units
    for project in unit.projects
    for each in project.indicators
)
LIBRARIES = ("duckdb", "pandas", "polars")


def held(name: str, rows: Iterable[Iterable[Any]]) -> str:
    """Says that the rows are those of the table, with amounts that are no floats; raises where they are not."""
    found = [tuple(row) for row in rows]
    assert all(type(row[2]) is Decimal for row in found), name
    assert Counter(found) == TRUTH, name
    return f"{name}: {len(found)} rows"


def library(name: str) -> str:
    """A library of Python."""
    if not find_spec(name):
        return f"{name}: not here"
    told: dict[str, Any] = {}
    exec(SHOWN[name], told)
    return held(name, told["rows"])


def postgresql(folder: Path) -> str:
    """A server of its own, without a port, that is gone afterwards; it refuses to run for root."""
    bin = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path(shutil.which("initdb") or "/none/initdb").parent)
    if not (bin / "initdb").exists() or not shutil.which("psql"):
        return "PostgreSQL: not here"
    base = folder / "base"
    base.mkdir()
    owner: dict[str, Any] = {}
    if os.geteuid() == 0:
        owner = {"user": "postgres", "group": "postgres", "cwd": base}
        folder.chmod(0o755)
        shutil.chown(base, "postgres", "postgres")
    quiet: dict[str, Any] = {"check": True, "stdout": subprocess.DEVNULL, **owner}
    subprocess.run([bin / "initdb", "-D", base / "data", "-A", "trust", "-U", "goalconv", "-E", "UTF8", "--locale=C"], **quiet)
    server = [bin / "pg_ctl", "-D", base / "data", "-w", "-l", base / "log"]
    subprocess.run([*server, "-o", f"-k {base} -c listen_addresses=''", "start"], **quiet)
    try:
        ask = ["psql", "-X", "-q", "--csv", "-t", "-v", "ON_ERROR_STOP=1", "-h", base, "-U", "goalconv", "-d", "postgres"]
        told = subprocess.run(ask, input=SHOWN["load.sql"], capture_output=True, encoding="utf-8", check=True).stdout
    finally:
        subprocess.run([*server, "-m", "immediate", "stop"], **quiet)
    rows = [(unit, project, Decimal(total), *rest) for unit, project, total, *rest in csv.reader(io.StringIO(told))]
    return held("PostgreSQL", rows)


def typescript(modules: Path) -> str:
    """Types from the schema, the program that uses them compiled strictly, and run."""
    programs = modules / ".bin"
    if not (programs / "quicktype").exists():
        return "TypeScript: not here"
    Path("goal-table.schema.json").write_text(goalconv.schema_text(), encoding="utf-8")
    Path("read.ts").write_text(SHOWN["read.ts"], encoding="utf-8")
    Path("node_modules").symlink_to(modules)
    made = ["-s", "schema", "goal-table.schema.json", "--top-level", "GoalTable", "--just-types", "-o", "goal-table.ts"]
    subprocess.run([programs / "quicktype", *made], check=True)
    strict = ["--strict", "--target", "es2022", "--module", "commonjs", "--types", "node"]
    subprocess.run([programs / "tsc", *strict, "read.ts"], check=True)
    told = subprocess.run(["node", "read.js"], capture_output=True, encoding="utf-8", check=True).stdout.splitlines()
    wanted = [
        f"{unit.name} {project.name} {project.funding.total}"
        for unit in TABLE.units
        for project in unit.projects
        if project.funding
    ]
    assert told == wanted, "TypeScript"
    return f"TypeScript: {len(told)} projects"


def main(modules: Path) -> None:
    """Tries them all in a folder that holds the table; raises where one gives something else."""
    assert SHOWN.keys() == {*LIBRARIES, "load.sql", "read.ts"}
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        goalconv.write(TABLE, "表.json")
        for name in LIBRARIES:
            print(library(name))
        print(postgresql(Path(folder)))
        print(typescript(modules))
        os.chdir(ROOT)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "node_modules").resolve())
