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
SHOWN = {"gettext", "shutil"}
"""Modules that typer brings along and uses for its help alone."""
LATE = {"bz2", "ipaddress", "lzma", "shellingham", "subprocess", "textwrap", "tokenize", "urllib", *SHOWN}
"""Modules that typer, or msgspec, brings along and no small job uses."""
UNUSED = {"hashlib", "random", "tempfile"}
OFFICE = {"shutil", "zipfile"}
NEEDED = {"json": set(), "text": set(), "pdf": set(), "xlsx": OFFICE, "docx": OFFICE}
WRITERS = {"json": {"json"}, "text": {"text"}, "pdf": {"json", "pdf"}, "xlsx": {"xlsx"}, "docx": {"docx"}}


def loaded(*arguments: str) -> set[str]:
    """The modules that are loaded when the command is done."""
    script = (
        f"import sys\nfrom goalconv.cli import main\ntry:\n    main({list(arguments)!r})\nexcept SystemExit:\n    pass\n"
        "print(*(name for name, module in sys.modules.items() if type(module).__name__ != '_Late'))"
    )
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
    assert "msgspec.inspect" not in names


OTHERS = ("blocks", "form", "indicator_cells", "indicator_table", "ladder", "levels", "narrative", "pasted")
PRINTING = ("layouts.disclosure_table", "layouts.rows", "packing", "typeset", "widths", "decimals", "balance")


@pytest.mark.parametrize("form", sorted(NEEDED))
def test_a_conversion_loads_nothing_of_other_layouts_and_files(form: str, tmp_path: Path) -> None:
    names = loaded("convert", EXAMPLE, "-o", str(tmp_path / f"out.{'txt' if form == 'text' else form}"))
    own = {name.removeprefix("goalconv.converters.") for name in names if name.startswith("goalconv.converters.")}
    assert not own & {"versions", "readers.text_columns", *(f"layouts.{name}" for name in OTHERS)}
    if form == "json":
        assert not own & set(PRINTING)
        assert "goalconv.templates" not in names


def test_a_conversion_compiles_less_than_half_of_the_expressions_that_reading_may_need(tmp_path: Path) -> None:
    script = (
        "from goalconv.converters import patterns\n"
        "late, made, used = patterns._Late, [], set()\n"
        "class Counted(late):\n"
        "    def __init__(self, *given):\n        super().__init__(*given)\n        made.append(self)\n"
        "    def __getattr__(self, name):\n        used.add(id(self))\n        return super().__getattr__(name)\n"
        "patterns._Late = Counted\n"
        f"from goalconv.cli import main\ntry:\n    main(['convert', {EXAMPLE!r}, '-o', {str(tmp_path / 'out.json')!r}])\n"
        "except SystemExit:\n    pass\nprint(len(used), len(made))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd="/")
    used, made = map(int, done.stdout.split())
    assert 0 < 2 * used < made


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
    assert not (loaded("--help") & LATE) - _of("") - SHOWN


def test_what_typer_seldom_needs_is_there_when_it_is_used() -> None:
    script = (
        "import sys\nfrom goalconv.commands.late import import_typer\nimport_typer()\nimport typer.main\n"
        "used = typer.main.subprocess.run\nimport subprocess\n"
        "assert used is subprocess.run\nimport_typer()\nassert sys.modules['subprocess'] is subprocess\n"
        "import lzma\nassert lzma.decompress(lzma.compress(b'x')) == b'x'\nimport pathlib, difflib\n"
        "assert typer.core.get_close_matches('ab', ['abc']) == difflib.get_close_matches('ab', ['abc']) == ['abc']\n"
        "assert pathlib.PurePosixPath('/a b').as_uri() == 'file:///a%20b'"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd="/")
