"""What a small job imports, by name: nothing that it does not need, since imports are most of its time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = str(Path(__file__).parent.parent / "examples" / "liwan-2025.txt")
HEAVY = {
    "asyncio", "concurrent", "difflib", "email", "html", "http", "json", "logging", "lxml", "multiprocessing", "openpyxl", "pydantic",
    "pypdfium2", "python_calamine", "rich", "selectolax", "ssl", "unittest", "urllib", "xlrd", "xlsxwriter", "xml", "zipfile",
}  # fmt: skip
"""Modules that take milliseconds; a job that needs one says so below."""
LATE = {"bz2", "ipaddress", "lzma", "shellingham", "subprocess", "tokenize"}
"""Modules that typer brings along and no small job uses."""
UNUSED = {"difflib", "hashlib", "random", "tempfile"}
OFFICE = {"bz2", "html", "lzma", "zipfile"}
NEEDED = {"json": set(), "text": set(), "pdf": {"hashlib"}, "xlsx": OFFICE, "docx": OFFICE}
WRITERS = {"json": {"json"}, "text": {"text"}, "pdf": {"json", "pdf"}, "xlsx": {"xlsx"}, "docx": {"docx"}}


def loaded(*arguments: str) -> set[str]:
    """The modules that are loaded when the command is done."""
    script = f"import sys\nfrom goalconv.cli import main\ntry:\n    main({list(arguments)!r})\nexcept SystemExit:\n    pass\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd="/")
    return set(done.stdout.split())


@pytest.mark.parametrize("form", sorted(NEEDED))
def test_a_conversion_loads_only_what_it_needs(form: str, tmp_path: Path) -> None:
    names = loaded("convert", EXAMPLE, "-o", str(tmp_path / f"out.{'txt' if form == 'text' else form}"))
    tops = {name.partition(".")[0] for name in names}
    assert (tops & HEAVY) - _of("import typer") <= NEEDED[form]
    assert (tops & LATE) - _of("") <= NEEDED[form]
    assert (tops & UNUSED) - _of("import typer") <= NEEDED[form]
    families = {name.removeprefix("goalconv.converters.writers.").partition("_")[0] for name in names if ".writers." in name}
    assert families == WRITERS[form]
    assert {name for name in names if name.startswith("goalconv.commands.")} >= {"goalconv.commands.convert"}
    strangers = (
        "annotate",
        "batch",
        "compare",
        "explanations",
        "forms",
        "isolation",
        "merge",
        "roundtrip",
        "show",
        "split",
        "template_file",
    )
    assert not {name for name in names if name.startswith(tuple(f"goalconv.converters.{part}" for part in strangers))}
    assert "goalconv.service" not in names


def _of(code: str) -> set[str]:
    """What some code loads by itself, or Python where it is none."""
    script = f"{code}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd="/")
    return {name.partition(".")[0] for name in done.stdout.split()}


def test_help_loads_nothing_but_the_commands() -> None:
    names = loaded("--help")
    shown = {f"goalconv.converters{part}" for part in ("", ".display", ".patterns", ".typeset")}
    assert {name for name in names if name.startswith("goalconv.converters")} <= shown
    assert not {name.partition(".")[0] for name in names} & (HEAVY | {"msgspec", "decimal"}) - _of("import typer")


def test_help_loads_nothing_that_typer_seldom_needs() -> None:
    assert not (loaded("--help") & LATE) - _of("")


def test_what_typer_seldom_needs_is_there_when_it_is_used() -> None:
    script = (
        "import sys\nfrom goalconv.commands.late import import_typer\nimport_typer()\nimport typer.main\n"
        "used = typer.main.subprocess.run\nimport subprocess\n"
        "assert used is subprocess.run\nimport_typer()\nassert sys.modules['subprocess'] is subprocess"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd="/")
