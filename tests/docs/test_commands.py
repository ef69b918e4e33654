"""Every command and every Python line that a page of the documentation shows, run as it stands there.

A block ```console holds lines `$ command` and what they print; a block ```pycon holds a session of Python. The blocks of a page run in
their order in an empty folder beside a copy of `examples/`. In what is printed, `…` stands for any text of a line and a line `…` for any lines.
A command succeeds unless the block itself asks for its status (`; echo $?`). Commands in other shell blocks are held against the help.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer

from goalconv.commands import COMMANDS

ROOT = Path(__file__).parent.parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.M | re.S)


class Step(NamedTuple):
    """A command that a page shows, and what the page says it prints."""

    command: str
    printed: str


def blocks(page: Path, *languages: str) -> list[str]:
    found = FENCE.finditer(page.read_text(encoding="utf-8"))
    return [match["text"] for match in found if match["language"] in languages]


def steps(page: Path) -> list[Step]:
    found: list[Step] = []
    for line in "".join(blocks(page, "console")).splitlines(keepends=True):
        if line.startswith("$ "):
            found.append(Step(re.sub(r"\s+# .*", "", line[2:]).strip(), ""))
        else:
            found[-1] = Step(found[-1].command, found[-1].printed + line)
    return found


def pattern(printed: str) -> str:
    """What the page says is printed, as a regular expression: `…` for any text, a line of `…` for any lines."""
    lines = ["(?:.*\n)*?" if line == "…" else re.escape(line).replace("…", ".*") + "\n" for line in printed.splitlines()]
    return "".join(lines)


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "GOALCONV_LANG": "zh", "COLUMNS": "100", "NO_COLOR": "1"}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder, env=environment, text=True, encoding="utf-8",
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip


def named(pages: list[Path]) -> list[object]:
    return [pytest.param(page, id=page.relative_to(ROOT).as_posix()) for page in pages]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


@pytest.mark.parametrize("page", named([page for page in PAGES if steps(page)]))
def test_the_commands_of_a_page_print_what_it_says(page: Path, folder: Path) -> None:
    for step in steps(page):
        done = run(step.command, folder)
        as_stated = re.fullmatch(pattern(step.printed), done.stdout) is not None
        if done.returncode or not as_stated:
            pytest.fail(
                f"$ {step.command}\n{done.stdout}--- status {done.returncode}; the page says\n{step.printed}", pytrace=False
            )


@pytest.mark.parametrize("page", named([page for page in PAGES if blocks(page, "pycon")]))
def test_the_python_of_a_page_gives_what_it_says(page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    text = "\n".join(blocks(page, "pycon"))
    session = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    printed: list[str] = []
    outcome = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(session, out=printed.append)
    assert outcome.attempted > 0
    assert outcome.failed == 0, "".join(printed)


def command_of(words: list[str]) -> tuple[Any, list[str]]:
    """The command that the words call, and the options that they give it."""
    names = {command.name for command in COMMANDS}
    if not words or words[0] not in names:
        return None, []
    module = import_module(f"goalconv.commands.{words[0]}")
    command: Any = typer.main.get_command(module.app)
    if hasattr(command, "commands"):
        command = command.commands[words[1]]
    return command, [word.partition("=")[0] for word in words if word.startswith("-") and word != "-"]


def shown(page: Path) -> list[str]:
    """The calls of goalconv in blocks that are not run, since they name files of the reader's."""
    lines = "".join(blocks(page, "sh", "bash", "shell", "powershell")).splitlines()
    return [line.strip() for line in lines if line.strip().startswith("goalconv ")]


@pytest.mark.parametrize("page", named([page for page in PAGES if shown(page)]))
def test_commands_that_are_shown_only_exist_with_their_options(page: Path) -> None:
    for line in shown(page):
        words = shlex.split(re.split(r"\s[|<>]|\s#|[|]", line)[0], comments=True)[1:]
        command, options = command_of(words)
        assert command is not None, line
        known = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)} | {"--help"}
        assert {option for option in options if not option.lstrip("-").isdigit()} <= known, line
