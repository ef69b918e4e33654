"""Plug-ins as they are installed: the sample from examples/plugin, and others that are broken or too new."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-c", "from goalconv.cli import main; main()"]
FORMAT = (
    "from goalconv import Format\nFORMAT = Format(name='x', suffixes=('.x',), media_type='text/plain', title='x', interface={})\n"
)


def run(target: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(target)}
    return subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, encoding="utf-8", env=environment, check=False)


def lay_down(target: Path, name: str, version: str, entry: str) -> None:
    """Lays the metadata of a distribution with one format down, as pip does."""
    about = target / f"{name.replace('-', '_')}-{version}.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8")
    (about / "entry_points.txt").write_text(f"[goalconv.formats]\n{entry}\n", encoding="utf-8")


def install(target: Path, name: str, source: str) -> None:
    lay_down(target, f"plug-{name}", "2.0", f"{name} = plug_{name}:FORMAT")
    (target / f"plug_{name}.py").write_text(source, encoding="utf-8")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A folder with the sample as its pyproject.toml says it is installed; no build backend is asked for."""
    source, target = root / "examples" / "plugin", tmp_path_factory.mktemp("sample")
    about = tomllib.loads((source / "pyproject.toml").read_text(encoding="utf-8"))
    for name, value in about["project"]["entry-points"]["goalconv.formats"].items():
        lay_down(target, about["project"]["name"], about["project"]["version"], f"{name} = {value}")
    for module in about["tool"]["setuptools"]["py-modules"]:
        shutil.copy(source / f"{module}.py", target)
    return target


def test_the_sample_is_listed_with_its_origin(sample: Path) -> None:
    shown = run(sample, "plugins")
    assert (shown.returncode, shown.stdout) == (0, "goalconv.formats  markdown  [goalconv-markdown 1.0]  可用\n")
    assert "[goalconv-markdown 1.0]" in run(sample, "formats").stdout


def test_a_table_goes_through_the_sample_and_back_without_loss(sample: Path, seed_path: Path, tmp_path: Path) -> None:
    for source, out in ((seed_path, "a.md"), (tmp_path / "a.md", "b.json"), (seed_path, "c.json")):
        done = run(sample, "convert", source, "-o", tmp_path / out)
        assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "b.json").read_bytes()) == json.loads((tmp_path / "c.json").read_bytes())
    assert (tmp_path / "a.md").read_text(encoding="utf-8").count("\n| --- |") == 1


def test_the_tests_of_the_sample_pass(sample: Path, root: Path, tmp_path: Path) -> None:
    tests = root / "examples" / "plugin" / "tests"
    environment = {**os.environ, "PYTHONPATH": str(sample)}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        os.devnull,
        "--rootdir",
        str(tmp_path),
        str(tests),
    ]
    ended = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False)
    assert ended.returncode == 0, ended.stdout


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("raise RuntimeError('no licence')", "不能加载: RuntimeError: no licence"),
        ("import nothing_of_that_name", "不能加载: ModuleNotFoundError"),
        ("FORMAT = 'x'", "给出的不是 Format"),
        (FORMAT.format(2), "为接口版本 2 而写, 这里是 1"),
    ],
)
def test_a_plug_in_that_cannot_be_used_is_named_and_stops_no_other_command(
    source: str, reason: str, seed_path: Path, tmp_path: Path
) -> None:
    install(tmp_path, "odd", source)
    listed = run(tmp_path, "plugins")
    assert listed.returncode == 1
    assert f"goalconv.formats  odd  [plug-odd 2.0]  {reason}" in listed.stdout
    assert run(tmp_path, "formats").returncode == 0
    used = run(tmp_path, "convert", seed_path, "--to", "odd")
    assert used.returncode == 2
    assert "GC980" in used.stderr
    assert reason in used.stderr
    assert "Traceback" not in used.stderr


def test_a_built_in_format_is_not_shadowed(seed_path: Path, tmp_path: Path) -> None:
    install(tmp_path, "csv", FORMAT.format(1))
    listed = run(tmp_path, "plugins")
    assert listed.returncode == 1
    assert "csv  [plug-csv 2.0]  名称已被占用" in listed.stdout
    assert run(tmp_path, "convert", seed_path, "-o", tmp_path / "a.csv").returncode == 0
