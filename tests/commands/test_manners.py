"""The command as a person at a terminal meets it: help, slips of the pen, odd names, pipes that close, Ctrl-C."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from goalconv.commands import COMMANDS

COMMAND = [sys.executable, "-c", "from goalconv.cli import main; main()"]
FORMS = ("fill", "read", "blank", "markers")


def run(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, encoding="utf-8", cwd=cwd, check=False)


@pytest.mark.parametrize("command", [*((row.name,) for row in COMMANDS), *(("form", name) for name in FORMS), ()], ids=" ".join)
def test_every_help_begins_with_examples(command: tuple[str, ...]) -> None:
    shown = run(*command, "--help")
    assert shown.returncode == 0
    lines = [line.strip() for line in shown.stdout.splitlines()]
    assert lines[2] == "示例:"
    assert any(line.startswith(" ".join(("goalconv", *command))) for line in lines[3:6])


@pytest.mark.parametrize(
    ("arguments", "suggested"),
    [
        (("conver", "IN"), "没有命令 conver; 是否指 convert?"), (("check", "IN", "--profle", "x"), "没有选项 --profle; 是否指 --profile?"),
        (("convert", "IN", "--to", "xlxs"), "是否指 xlsx?"), (("convert", "IN", "--to", "json", "--layout", "disclosur"), "是否指 disclosure?"),
        (("convert", "IN", "--to", "json", "--layout", "公示表"), "是否指 公开表?"), (("check", "IN", "--profile", "guangzhou"), "guangzhou-2025"),
        (("check", "IN", "--limit", "row=3"), "是否指 rows?"), (("check", "IN", "--output-format", "jsn"), "没有 jsn, 可用 'full', 'concise', 'json', 'sarif', 'github'; 是否指 json?"),
    ],
)  # fmt: skip
def test_a_slip_is_answered_with_what_may_be_meant(arguments: tuple[str, ...], suggested: str, seed_path: Path) -> None:
    said = run(*(str(seed_path) if word == "IN" else word for word in arguments))
    assert said.returncode == 2
    assert suggested in said.stderr
    assert not said.stdout


@pytest.mark.parametrize("name", ["a b.txt", "表😀.txt", "'\";$(x).txt", "长" * 80 + ".txt", "x" * 250 + ".txt"])
def test_odd_names_are_names(name: str, seed_path: Path, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(seed_path.read_bytes())
    assert run("convert", name, "-o", f"{name[:-4]}.csv", cwd=tmp_path).returncode == 0
    assert (tmp_path / f"{name[:-4]}.csv").stat().st_size


def test_paths_longer_than_old_systems_allow_are_read_and_too_long_ones_refused(seed_path: Path, tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["夹" * 40] * 5)
    deep.mkdir(parents=True)
    (deep / "表.txt").write_bytes(seed_path.read_bytes())
    assert run("convert", deep / "表.txt", "-o", deep / "表.json").returncode == 0
    refused = run("check", "长" * 300 + ".txt")
    assert refused.returncode == 2
    assert "GC905" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_name_that_begins_like_an_option_is_told_how_to_be_written(seed_path: Path, tmp_path: Path) -> None:
    (tmp_path / "-rf.txt").write_bytes(seed_path.read_bytes())
    said = run("check", "-rf.txt", cwd=tmp_path)
    assert said.returncode == 2
    assert "./-rf.txt" in said.stderr
    assert run("check", "./-rf.txt", cwd=tmp_path).returncode == run("check", "--", "-rf.txt", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("command", [("formats",), ("schema",), ("--help",)], ids=" ".join)
def test_a_pipe_that_is_closed_ends_the_command_quietly(command: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run([*COMMAND, *command], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (141, b"")


def test_standard_input_that_is_a_terminal_is_not_waited_for() -> None:
    pty = pytest.importorskip("pty")
    terminal, inside = pty.openpty()
    said = subprocess.run([*COMMAND, "check", "-"], stdin=inside, capture_output=True, timeout=60, check=False)
    os.close(terminal)
    os.close(inside)
    assert said.returncode == 2
    assert "用法: goalconv check [选项]".encode() in said.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_ctrl_c_says_one_line() -> None:
    script = "import os,signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\nfrom goalconv import cli\nimport goalconv.commands.formats as f\nf.goalconv.all_formats = lambda: os.kill(os.getpid(), signal.SIGINT)\ncli.main(['formats'])"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "已中断\n")


@pytest.mark.parametrize(
    "given",
    [
        "convert bad.xlsx -o out.json",
        "show bad.xlsx",
        "check bad.xlsx",
        "diff good.txt bad.xlsx",
        "merge good.txt bad.xlsx -o out.json",
        "split bad.xlsx --by unit -O out",
        "roundtrip bad.xlsx --via docx",
        "form fill bad.xlsx good.txt -o out.xlsx",
        "form fill form.xlsx bad.xlsx -o out.xlsx",
        "form read form.xlsx bad.xlsx -o out.json",
        "form read bad.xlsx form.xlsx -o out.json",
        "form blank bad.xlsx -o out.xlsx",
        "form blank form.xlsx bad.xlsx -o out.xlsx",
    ],
)
def test_every_command_says_which_of_its_files_cannot_be_read(given: str, tmp_path: Path, seed_path: Path) -> None:
    (tmp_path / "bad.xlsx").write_text("项目名称\n")
    shutil.copy(seed_path, tmp_path / "good.txt")
    shutil.copy(seed_path.with_name("form-declaration.xlsx"), tmp_path / "form.xlsx")
    before = sorted(tmp_path.iterdir())
    done = run(*given.split(), cwd=tmp_path)
    assert done.returncode == 2
    assert "[GC103]" in done.stderr
    assert "  --> bad.xlsx\n" in done.stderr
    assert sorted(tmp_path.iterdir()) == before
