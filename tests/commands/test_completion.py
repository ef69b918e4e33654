"""Completion in real shells where they are installed, else by the questions that their scripts ask; and the manual page."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from goalconv.commands import COMMANDS

COMMAND = [sys.executable, "-c", "from goalconv.cli import main; main()"]
NAMES = {command.name for command in COMMANDS}
ENVIRONMENT = {
    **os.environ,
    "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    "GOALCONV_LANG": "zh",
    "PYTHONIOENCODING": "utf-8",
}
CASES = [
    ("goalconv con", {"convert", "config"}),
    ("goalconv form fi", {"fill"}),
    ("goalconv convert --form", {"--formulas"}),
    ("goalconv convert --to xlsx,p", {"xlsx,pdf"}),
    ("goalconv convert --from js", {"json", "jsonl"}),
    ("goalconv convert --layout de", {"declaration"}),
    ("goalconv convert --layout 申", {"申报表"}),
    ("goalconv check --profile gu", {"guangzhou-2025"}),
    ("goalconv explain GC40", {f"GC40{number}" for number in range(1, 9)}),
    ("goalconv completion po", {"powershell"}),
]  # fmt: skip


def script(shell: str) -> str:
    return subprocess.run(
        [*COMMAND, "completion", shell], capture_output=True, encoding="utf-8", env=ENVIRONMENT, check=True
    ).stdout


@pytest.mark.parametrize(("line", "expected"), CASES, ids=[case[0] for case in CASES])
def test_bash_completes(line: str, expected: set[str], tmp_path: Path) -> None:
    """What `~/.bashrc` says is read by a real bash, and its function called as bash calls it."""
    (tmp_path / "rc").write_text(script("bash"), encoding="utf-8")
    ask = f'. ./rc; COMP_LINE="{line}"; COMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); $(complete -p goalconv | sed "s/.*-F \\([^ ]*\\) .*/\\1/") goalconv; printf "%s\\n" "${{COMPREPLY[@]}}"'
    shown = subprocess.run(
        ["bash", "--norc", "-c", ask], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, encoding="utf-8", check=False
    )
    assert shown.stderr == ""
    assert set(shown.stdout.split()) == expected


@pytest.mark.parametrize(("line", "expected"), CASES, ids=[case[0] for case in CASES])
def test_fish_completes(line: str, expected: set[str], tmp_path: Path) -> None:
    """A real fish completes the line; where there is none, what its script asks is answered."""
    if shutil.which("fish"):
        folder = tmp_path / "fish" / "completions"
        folder.mkdir(parents=True)
        (folder / "goalconv.fish").write_text(script("fish"), encoding="utf-8")
        environment = {**ENVIRONMENT, "XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
        command = ["fish", "-c", f"complete -C '{line}'"]
    else:
        environment = {
            **ENVIRONMENT,
            "_GOALCONV_COMPLETE": "complete_fish",
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            "_TYPER_COMPLETE_ARGS": line,
        }
        command = COMMAND
    shown = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False).stdout
    assert {told.partition("\t")[0] for told in shown.splitlines() if told} == expected


@pytest.mark.parametrize(("line", "expected"), CASES, ids=[case[0] for case in CASES])
def test_powershell_is_answered(line: str, expected: set[str]) -> None:
    environment = {
        **ENVIRONMENT,
        "_GOALCONV_COMPLETE": "complete_powershell",
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": line.split()[-1],
    }
    shown = subprocess.run(COMMAND, env=environment, capture_output=True, encoding="utf-8", check=False).stdout
    assert {told.partition(":::")[0] for told in shown.splitlines()} == expected


@pytest.mark.parametrize(("line", "expected"), CASES, ids=[case[0] for case in CASES])
def test_zsh_is_answered(line: str, expected: set[str]) -> None:
    environment = {**ENVIRONMENT, "_GOALCONV_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": line}
    shown = subprocess.run(COMMAND, env=environment, capture_output=True, encoding="utf-8", check=False).stdout
    assert shown.startswith("_arguments '*: :((")
    assert {told.partition('"')[0] for told in shown.removeprefix("_arguments '*: :((\"").split('\n"')} == expected


def test_every_command_is_completed_in_the_language_of_the_messages() -> None:
    environment = {
        **ENVIRONMENT,
        "_GOALCONV_COMPLETE": "complete_fish",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_ARGS": "goalconv ",
    }
    shown = subprocess.run(COMMAND, env=environment, capture_output=True, encoding="utf-8", check=True).stdout
    told = dict(line.split("\t") for line in shown.splitlines())
    assert told.keys() == NAMES
    assert told["check"] == "列出疑点和位置"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_manual_page_names_every_command_and_option(language: str) -> None:
    page = subprocess.run(
        [*COMMAND, "man", "--lang", language], capture_output=True, encoding="utf-8", check=True, env=ENVIRONMENT
    ).stdout
    kept = Path(__file__).parent.parent.parent / "docs" / "man" / ("zh_CN" if language == "zh" else "") / "goalconv.1"
    assert kept.read_text(encoding="utf-8") == page, "make man"
    for name in NAMES:
        assert f".SS goalconv {name}\n" in page
    assert r".B \-O, \-\-output\-dir DIR" in page
    assert r".B \-\-log FILE" in page
    assert "GOALCONV_LANG" in page
    heads = [line[4:] for line in page.splitlines() if line.startswith(".SH ")]
    assert heads[0] == ("名称" if language == "zh" else "NAME")
    assert not [
        line
        for line in page.splitlines()
        if line.startswith(".")
        and line.split()[0] not in (".TH", ".SH", ".SS", ".TP", ".B", ".PP", ".nf", ".fi", ".RS", ".RE", ".nh", ".ad")
    ]
