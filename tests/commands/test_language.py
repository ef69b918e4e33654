"""The language of messages: asked for, or told from the environment; codes stay what they are."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from goalconv.commands.language import language_of

COMMAND = [sys.executable, "-c", "from goalconv.cli import main; main()"]


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    plain = {name: value for name, value in os.environ.items() if name not in ("GOALCONV_LANG", "LC_ALL", "LC_MESSAGES", "LANG")}
    return subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, env={**plain, **environment}, check=False)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"), ({"LANG": "zh_CN.UTF-8"}, "zh"), ({"LANG": "en_US.UTF-8"}, "en"), ({"LANG": "zh_TW"}, "zh"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"), ({"LC_MESSAGES": "zh_CN", "LANG": "C"}, "zh"), ({"LC_ALL": "", "LANG": "zh_CN"}, "zh"),
        ({"GOALCONV_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}, "en"), ({"GOALCONV_LANG": "zh", "LANG": "C"}, "zh"),
    ],
)  # fmt: skip
def test_the_environment_tells_the_language(environment: dict[str, str], expected: str) -> None:
    assert language_of(environment) == expected


def test_the_option_is_stronger_and_may_stand_anywhere(seed_path: Path) -> None:
    for arguments in (("--lang", "en", "check", seed_path), ("check", seed_path, "--lang", "en")):
        shown = run(*arguments, LANG="zh_CN.UTF-8", PYTHONIOENCODING="utf-8").stdout.decode()
        assert "warning[GC402]" in shown
        assert "line 11, column 11" in shown
        assert "警告" not in shown


def test_errors_and_the_summary_of_a_conversion_speak_it_too(seed_path: Path, tmp_path: Path) -> None:
    assert b"cannot read" in run("check", tmp_path / "none.txt").stderr
    assert "无法读取".encode() in run("check", tmp_path / "none.txt", LC_ALL="zh_CN.UTF-8", PYTHONIOENCODING="utf-8").stderr
    assert b"3 units, 47 projects, 289 indicators" in run("convert", seed_path, "--to", "json").stderr


def test_an_unknown_language_is_wrong_use(seed_path: Path) -> None:
    assert run("check", seed_path, "--lang", "fr").returncode == 2


def test_a_console_that_cannot_show_a_character_gets_its_escape(seed_path: Path, tmp_path: Path) -> None:
    text = seed_path.read_text(encoding="utf-8").replace("3,078.00", "三千😀")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    shown = run("check", tmp_path / "a.txt", LANG="zh_CN.GBK", PYTHONIOENCODING="gbk")
    assert shown.returncode == 1
    assert "三千\\U0001f600" in shown.stdout.decode("gbk")
