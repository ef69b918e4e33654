"""Help and messages as they stand on a terminal of 80 columns, in both languages and in the encodings of old consoles."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from goalconv.commands import COMMANDS

COMMAND = [sys.executable, "-c", "from goalconv.cli import main; main()"]
EVERY = [(), *((row.name,) for row in COMMANDS), *(("form", name) for name in ("fill", "read", "blank", "markers"))]
FORBIDDEN_AT_START = tuple("，。；：、！？）》”%")


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    plain = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS")}
    return subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, env={**plain, **environment}, check=False)


def width(line: str) -> int:
    """The columns of a terminal in a Chinese locale, by the standard library alone."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_help_is_wider_than_the_terminal(language: str) -> None:
    script = "import sys\nfrom goalconv.cli import main\nfor words in {}:\n    try:\n        main([*words, '--lang', {!r}, '--help'])\n    except SystemExit:\n        pass"
    shown = subprocess.run(
        [sys.executable, "-c", script.format(EVERY, language)],
        capture_output=True, encoding="utf-8", env={**os.environ, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"}, check=True,
    ).stdout  # fmt: skip
    assert shown.count("用法: " if language == "zh" else "Usage: ") == len(EVERY)
    for line in shown.splitlines():
        assert width(line) <= 80, line
        assert not line.strip().startswith(FORBIDDEN_AT_START), line
        assert not line.endswith("-"), line


def test_help_speaks_one_language() -> None:
    chinese = run("check", "--help", GOALCONV_LANG="zh", PYTHONIOENCODING="utf-8").stdout.decode()
    english = run("check", "--help", "--lang", "en", GOALCONV_LANG="zh", PYTHONIOENCODING="utf-8").stdout.decode()
    assert "输出形式（默认 full）" in chinese
    assert "Form of the report" not in chinese
    assert "Form of the report.  [default: full]" in english
    assert not [line for line in english.splitlines() if "goalconv check" not in line and not line.isascii()]


@pytest.mark.parametrize("command", [("check",), ("form", "blank"), ("serve",), ("completion",)], ids=" ".join)
def test_what_is_to_be_given_is_named_as_everywhere(command: tuple[str, ...]) -> None:
    lines = run(*command, "-h", GOALCONV_LANG="en", COLUMNS="80").stdout.decode().splitlines()
    assert "{" not in lines[0]
    assert not [line for line in lines if re.search(r"<(int|str|float|text|path)", line)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("serve", "--port", "x"), "'--port' 的值不对: x 不是整数"),
        (("serve", "--port", "99999"), "99999 不在 0<=x<=65535 之内"),
        (("explain",), "用法: goalconv explain"),
        (("explain", "GC402", "GC403"), "多余的参数: GC403"),
        (("split", "a.txt"), "缺少选项 '--by'"),
        (("form", "fil"), "没有命令 fil; 是否指 fill?"),
        (("check", "--profile"), "选项 --profile 后面缺少值"),
        (("check", "a.txt", "--force=1"), "选项 --force 后面不带值"),
        (("diff", "a.txt", "b.txt", "--output-format", "jsno"), "没有 jsno; 是否指 json?; 可用 text, json, html, xlsx"),
    ],
)  # fmt: skip
def test_wrong_calls_are_explained_in_chinese(arguments: tuple[str, ...], said: str) -> None:
    ended = run(*arguments, GOALCONV_LANG="zh", PYTHONIOENCODING="utf-8")
    assert ended.returncode == 2
    assert said in ended.stderr.decode()


def test_the_columns_of_the_formats_stand_below_one_another() -> None:
    lines = run("formats", GOALCONV_LANG="zh", PYTHONIOENCODING="utf-8").stdout.decode().splitlines()
    assert "jsonl  .jsonl .ndjson  读、写  每行一份标准 JSON 文档" in lines
    assert {width(line[: line.index("读")]) for line in lines} == {width("jsonl  .jsonl .ndjson  ")}


def test_quiet_says_only_what_is_wrong(seed_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    assert run("convert", seed_path, "-o", target).stderr
    assert run("convert", seed_path, "-o", target, "--force", "-q").stderr == b""
    assert run("-q", "convert", seed_path, "-o", target, "--force").stderr == b""
    assert b"GC" in run("convert", seed_path, "-o", target, "-q").stderr
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(seed_path.read_bytes())
    batch = run("convert", tmp_path / "in", "--to", "json", "-O", tmp_path / "out", "--quiet")
    assert (batch.returncode, batch.stderr) == (0, b"")
    assert (tmp_path / "out" / "a.json").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals of this kind")
@pytest.mark.parametrize(
    ("options", "environment", "coloured"),
    [((), {}, True), (("--no-color",), {}, False), ((), {"NO_COLOR": "1"}, False), ((), {"NO_COLOR": ""}, True), ((), {"TERM": "dumb"}, False)],
)  # fmt: skip
def test_colours_on_a_terminal_and_none_where_they_are_not_wanted(
    options: tuple[str, ...], environment: dict[str, str], coloured: bool, seed_path: Path
) -> None:
    pty = pytest.importorskip("pty")
    ours, terminal = pty.openpty()
    command = [*COMMAND, "show", str(seed_path), *options]
    shown = subprocess.Popen(
        command,
        stdout=terminal,
        env={**os.environ, "TERM": "xterm", "PYTHONIOENCODING": "utf-8", **environment},
    )
    os.close(terminal)
    printed = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # Linux says that the terminal is gone by an error
            break
        if not part:
            break
        printed += part
    os.close(ours)
    assert shown.wait() == 0
    assert (b"\x1b[" in printed) is coloured


@pytest.mark.parametrize("encoding", ["gbk", "cp936", "gb18030", "ascii", "cp437"])
@pytest.mark.parametrize(
    "command", [("--help",), ("formats",), ("check", "SEED"), ("show", "SEED"), ("explain", "GC402"), ("chek",)], ids=str
)
def test_consoles_of_any_encoding_get_escapes_for_what_they_lack(
    encoding: str, command: tuple[str, ...], seed_path: Path
) -> None:
    words = [str(seed_path) if word == "SEED" else word for word in command]
    ended = run(*words, PYTHONIOENCODING=encoding, GOALCONV_LANG="zh")
    assert b"Traceback" not in ended.stderr
    assert ended.returncode == (2 if command == ("chek",) else 0)
    said = (ended.stdout + ended.stderr).decode(encoding)
    assert ("\\u" in said) is (encoding in ("ascii", "cp437"))
