"""Holds the shape of the house: what the wheel lists, what stands at the root, and who imports whom."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import goalconv

ROOT = Path(__file__).parent.parent
PACKAGES = ("commands", "converters", "schemas", "service", "templates")
MODULES = sorted(path for folder in PACKAGES for path in (ROOT / folder).rglob("*.py"))

ENGINE_HOMES = {
    "typer": {"commands/"},
    "starlette": {"service/"},
    "uvicorn": {"service/server", "service/patience"},
    "jinja2": {"service/page"},
    "rich": {"commands/progress"},
    "distributed": {"converters/batch/cluster"},
    "fsspec": {"converters/batch/remote"},
    "xlsxwriter": {"converters/compare/xlsx", "service/problem_list"},
    "pypdfium2": {"converters/readers/pdf"},
    "selectolax": {"converters/readers/html"},
    "python_calamine": {"converters/readers/xlsb"},
    "xlrd": {"converters/readers/xls"},
    "lxml": {"converters/forms/parts"},
}
ENGINES = {*ENGINE_HOMES, "openpyxl", "docx"}
FORM_READERS = {f"converters/readers/{name}" for name in ("docx_names", "xlsx_sheet", "xlsx_strings", "xlsx_styles")}
"""What forms take from the readers: how the text of a cell is shown. The forms' own part is where it stands."""
PURE = {
    "language",
    "places",
    "findings",
    "catalogue",
    "errors",
    "grid",
    "interface",
    "limits",
    "signatures",
    "model",
    "amounts",
    "encoding",
    "package",
    "patterns",
    "pointers",
    "typeset",
}
COMPARED = {
    "stamp",
    "amounts",
    "catalogue",
    "display",
    "findings",
    "labels",
    "language",
    "model",
    "patterns",
    "pointers",
    "terminal",
    "values",
}
"""What a comparison of two tables may know: nothing of files, formats or layouts."""


def imports(path: Path) -> set[str]:
    """The modules that a file imports, those of the project as paths from its root."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(node.module or "")
        elif isinstance(node, ast.ImportFrom):
            base = path.parent.relative_to(ROOT)
            for _ in range(node.level - 1):
                base = base.parent
            target = base / (node.module or "").replace(".", "/") if node.module else base
            found |= {(target / alias.name).as_posix() if (ROOT / target).is_dir() else target.as_posix() for alias in node.names}
    return found


def relative(path: Path) -> str:
    return path.relative_to(ROOT).with_suffix("").as_posix()


def test_every_package_of_the_tree_is_listed_for_the_wheel() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    folders = {path.parent.relative_to(ROOT) for path in MODULES if path.name == "__init__.py"}
    assert sorted(listed) == sorted(["goalconv", *(f"goalconv.{folder.as_posix().replace('/', '.')}" for folder in folders)])


def test_only_the_package_and_the_command_stand_at_the_root() -> None:
    assert {path.name for path in ROOT.glob("*.py")} == {"__init__.py", "cli.py", "plugin.py"}
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_public_names_are_sorted_and_exist() -> None:
    assert goalconv.__all__ == sorted(goalconv.__all__)
    assert all(getattr(goalconv, name) is not None for name in goalconv.__all__)


def test_the_version_is_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == goalconv.__version__


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_a_module_imports_only_what_its_place_allows(path: Path) -> None:
    name, used = relative(path), imports(path)
    own = {module for module in used if module.startswith(PACKAGES)}
    if name.startswith(("schemas", "templates")):
        assert not own
    if name.startswith(("converters/readers/", "converters/writers/")):
        stem = path.stem.partition("_")[0]
        folder = path.parent.name
        strangers = {
            module
            for module in own
            if "/readers/" in module or "/writers/" in module or "/layouts/" in module or "/checks/" in module
        }
        assert {module for module in strangers if not module.startswith(f"converters/{folder}/{stem}")} == set()
    if name.startswith("converters/forms/"):
        assert not {
            module for module in own if module.startswith(("converters/layouts/", "converters/writers/", "converters/convert"))
        }
        assert {module for module in own if "/readers/" in module} <= FORM_READERS
    elif name != "converters/own_forms":
        assert not {module for module in own if module.startswith("converters/forms")}
    if name.startswith("converters/layouts/"):
        assert not {
            module
            for module in own
            if "/readers/" in module or "/writers/" in module or module.endswith(("/convert", "/formats"))
        }
    if name.startswith("converters/compare/"):
        strangers = {module for module in own if module.startswith("converters/") and not module.startswith("converters/compare")}
        assert {module.removeprefix("converters/") for module in strangers} <= COMPARED
    if name.startswith("converters/annotate/"):
        assert not {
            module for module in own if "/layouts" in module or "/readers" in module or module.endswith(("/model", "/convert"))
        }
    if name.startswith("commands/"):
        homes = ("goalconv.commands", "goalconv.service") if path.stem == "serve" else ("goalconv.commands",)
        assert all(module.startswith(homes) for module in used if module.startswith("goalconv."))
    if path.parent.name == "converters" and path.stem in PURE:
        assert {module.removeprefix("converters/") for module in own} <= PURE
    for engine in {module.partition(".")[0] for module in used} & ENGINES:
        assert any(name.startswith(home) for home in ENGINE_HOMES.get(engine, ())), f"{name} imports {engine}"


def test_one_module_knows_how_a_step_of_a_pointer_is_written() -> None:
    sources = {relative(path): path.read_text(encoding="utf-8") for path in MODULES}
    knowing = {name for name, source in sources.items() if any(sign in source for sign in ('"~1"', "'~1'", "extensions/{"))}
    assert knowing == {"converters/pointers"}


def test_no_module_or_function_is_too_long() -> None:
    for path in [*MODULES, ROOT / "cli.py", ROOT / "plugin.py"]:
        source = path.read_text(encoding="utf-8")
        assert source.count("\n") <= 400, path
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 50, f"{path}: {node.name}"


def loaded_by(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    return set(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd="/").stdout.split())


def test_help_loads_no_engine_and_no_model() -> None:
    loaded = loaded_by("import goalconv.cli\ntry:\n    goalconv.cli.main(['--help'])\nexcept SystemExit:\n    pass")
    assert not loaded & (ENGINES - {"typer"} | {"msgspec", "rich", "pydantic", "zipfile", "json"})


def test_reading_text_and_writing_json_loads_no_engine() -> None:
    path = str(ROOT / "examples" / "liwan-2025.txt")
    loaded = loaded_by(f"import goalconv\ngoalconv.write_bytes(goalconv.read({path!r}).table, 'json')")
    assert not loaded & (ENGINES | {"rich", "pydantic", "hypothesis", "tempfile", "zipfile", "json"})


def test_writing_a_pdf_loads_no_library() -> None:
    path = str(ROOT / "examples" / "liwan-2025.txt")
    loaded = loaded_by(f"import goalconv\ngoalconv.write_bytes(goalconv.read({path!r}).table, 'pdf')")
    assert not loaded & (ENGINES | {"PIL", "html", "xml", "zipfile", "tempfile", "json"})
