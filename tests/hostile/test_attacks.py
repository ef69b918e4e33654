"""Every attack through the command, in one child process: a coded error or a table, bounded memory, nothing opened that is not named."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import goalconv
from attacks import Attack, attacks
from goalconv.converters.isolation import run_isolated

ALL = list(attacks())
IDS = [f"{attack.number}-{attack.what}"[:60] for attack in ALL]
WATCHED = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent / "watch")}
MEMORY = 300 << 10  # KiB that the process may hold at any time while it reads an attack

DRIVER = """
import io, json, os, sys
from sitecustomize import HOME, PYTHON, forbidden
sys.addaudithook(lambda event, arguments: WATCH(event, arguments))
FOUND = []
ALLOWED = ()
def WATCH(event, arguments):
    if ALLOWED and (found := forbidden(event, arguments, ALLOWED)):
        FOUND.append(found)
import goalconv.cli
def peak():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
root = sys.argv[1]
for line in sys.stdin:
    number, name = json.loads(line)
    folder = os.path.join(root, str(number))
    source = os.path.join(folder, name)
    with open("/proc/self/clear_refs", "w") as refs:
        refs.write("5")
    FOUND.clear()
    ALLOWED = (folder, HOME, *PYTHON)
    said = sys.stderr = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    status, wrong = 0, ""
    try:
        goalconv.cli.main(["convert", source, "-o", os.path.join(folder, "out.json")])
    except SystemExit as end:
        status = end.code or 0
    except BaseException as error:
        wrong = f"{type(error).__name__}: {error}"[:300]
    said.flush()
    text = said.buffer.getvalue().decode()
    sys.stderr = sys.__stderr__
    ALLOWED = ()
    print(json.dumps([status, wrong, text[:2000], peak(), list(FOUND), sorted(os.listdir(folder))]), flush=True)
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Any]]:
    """What came of each attack: status, other exception, message, peak of memory, forbidden events, files left."""
    root = tmp_path_factory.mktemp("attacks")
    for number, attack in enumerate(ALL):
        (root / str(number)).mkdir()
        (root / str(number) / attack.name).write_bytes(attack.data)
    asked = "\n".join(json.dumps([number, attack.name]) for number, attack in enumerate(ALL))
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, str(root)], input=asked, capture_output=True, text=True, cwd="/", timeout=900, env=WATCHED
    )  # fmt: skip
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == len(ALL), f"{IDS[len(lines)]} ended the process: {done.stderr[-500:]}"
    return root, lines


@pytest.mark.parametrize("number", range(len(ALL)), ids=IDS)
def test_an_attack_costs_one_coded_message_and_its_twin_is_read(outcomes: tuple[Path, list[Any]], number: int) -> None:
    root, lines = outcomes
    attack: Attack = ALL[number]
    status, wrong, said, peak, events, files = lines[number]
    assert not wrong
    assert not events
    assert peak < MEMORY
    assert (root / str(number) / attack.name).read_bytes() == attack.data
    if attack.outcome.startswith("GC"):
        assert re.match(r"\S*.*(GC\d{3})", said), said
        assert f"{attack.outcome}" in said.splitlines()[0], said
        assert status == 2
        assert files == [attack.name]
        assert "Traceback" not in said
        assert "\n" in said.strip(), "a hint is on a line of its own"
    else:
        assert status == 0, said
        assert files == sorted([attack.name, "out.json"])


@pytest.mark.parametrize(
    "number", [number for number, attack in enumerate(ALL) if not attack.outcome.startswith("GC")], ids=lambda number: IDS[number]
)
def test_what_is_read_is_the_table_or_says_what_is_not(number: int) -> None:
    attack = ALL[number]
    (reading,) = goalconv.read_bytes(attack.data, suffix=Path(attack.name).suffix)
    code = attack.outcome.removeprefix("+")
    if not attack.outcome:
        assert reading.table.units[0].projects[0].goal == "保障基本生活。"
        assert [indicator.name for indicator in reading.table.units[0].projects[0].indicators] == [
            "培训人数",
            "群众生活水平",
            "群众满意度",
        ]
        assert reading.account.unexplained == 0
    elif code:
        assert [finding for finding in reading.findings if finding.code.startswith(code)]


@pytest.mark.parametrize(
    ("function", "argument"),
    [("io:open", "/etc/hostname"), ("os:system", "true"), ("socket:create_connection", ("127.0.0.1", 9))],
)
def test_what_is_forbidden_is_noticed_in_a_child_too(function: str, argument: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", WATCHED["PYTHONPATH"])
    assert run_isolated("os:getcwd") == os.getcwd()
    with pytest.raises(goalconv.UnreadableError) as caught:
        run_isolated(function, argument)
    assert "97" in caught.value.finding.message


@pytest.mark.parametrize("kind", ["folder", "pipe", "socket", "device", "long name", "NUL"])
def test_what_is_no_file_is_named_and_never_opened(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "in"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as made:
            os.chdir(tmp_path)
            made.bind("in")
            os.chdir("/")
    elif kind == "device":
        path = Path("/dev/zero")
    elif kind == "long name":
        path = tmp_path / ("长" * 300)
    else:
        path = Path(f"{tmp_path}/a\0b")
    with pytest.raises(goalconv.GoalconvError) as caught:
        goalconv.read(path)
    assert caught.value.finding.code == "GC905"
    word = {"folder": "文件夹", "pipe": "管道", "socket": "套接字", "device": "设备", "long name": "too long", "NUL": "null"}[
        kind
    ]
    assert word in caught.value.finding.message


def test_a_picture_and_other_kinds_have_messages_of_their_own() -> None:
    told = set()
    for attack in ALL:
        if attack.number == 50 and attack.outcome and attack.name == "a.xlsx":
            with pytest.raises(goalconv.GoalconvError) as caught:
                goalconv.read_bytes(attack.data, suffix=".xlsx")
            told.add(caught.value.finding.message)
    assert (
        len(told) == len([attack for attack in ALL if attack.number == 50 and attack.outcome and attack.name == "a.xlsx"]) - 1
    )  # two passwords
