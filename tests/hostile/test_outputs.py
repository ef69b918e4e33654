"""Whatever happens while a file is written, there is the old one or the whole new one, and a message that says why."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import goalconv
from documents import table
from goalconv.converters.errors import UnwritableError
from goalconv.converters.files import check_target, write_file

OLD, NEW = b"old" * 1000, b"new" * 100_000


def in_child(act: Callable[[], object]) -> int:
    """How a copy of this process ends that does `act` and nothing else."""
    pid = os.fork()
    if not pid:
        try:
            act()
        except BaseException:
            os._exit(3)
        os._exit(0)
    return os.waitpid(pid, 0)[1]


def killed_at(event_number: int, path: Path, force: bool) -> int:
    """Writes in a child that is killed just before its so-manyeth call of the system."""
    count = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event.startswith(("os.", "open")) and event != "os.kill":
            count += 1
            if count > event_number:
                os.kill(os.getpid(), signal.SIGKILL)

    fsync = os.fsync

    def act() -> None:
        sys.addaudithook(watch)
        os.fsync = lambda handle: (watch("os.fsync", ()), fsync(handle))[1]  # it has no event of its own
        write_file(path, NEW, force=force)

    return in_child(act)


@pytest.mark.parametrize("force", [True, False])
def test_killed_at_any_step_the_old_file_or_the_new_one_is_there(force: bool, tmp_path: Path) -> None:
    seen = set()
    for number in range(40):
        path = tmp_path / f"{number}.json"
        if force:
            path.write_bytes(OLD)
        status = killed_at(number, path, force)
        content = path.read_bytes() if path.exists() else b""
        assert content in (NEW, OLD if force else b"")
        seen.add(content)
        if status == 0:
            assert content == NEW
            break
        assert os.WTERMSIG(status) == signal.SIGKILL
    else:
        pytest.fail("the write never came to its end")
    assert number >= 5
    assert len(seen) == 2
    left = [found for found in tmp_path.iterdir() if found.name.startswith(".goalconv-")]
    assert left
    for found in left[1:]:
        os.utime(found, times=(0, 0))
    assert in_child(lambda: write_file(tmp_path / "last.json", NEW)) == 0
    assert [found for found in tmp_path.iterdir() if found.name.startswith(".goalconv-")] == left[:1], "it may still be written"


def test_what_only_looks_like_a_file_that_was_left_stays(tmp_path: Path) -> None:
    others = [tmp_path / ".goalconv-settings", tmp_path / "x.goalconv-a.part", tmp_path / ".goalconv-ordner.part"]
    for path in others[:2]:
        path.write_bytes(OLD)
    others[2].mkdir()
    for path in others:
        os.utime(path, times=(0, 0))
    assert in_child(lambda: write_file(tmp_path / "a.json", NEW)) == 0
    assert sorted(tmp_path.iterdir()) == sorted([*others, tmp_path / "a.json"])


@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
def test_a_write_that_the_user_stops_leaves_the_old_file_and_no_other(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(OLD)

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, step, stop)
    with pytest.raises(KeyboardInterrupt):
        write_file(path, NEW, force=True)
    assert [found.read_bytes() for found in tmp_path.iterdir()] == [OLD]


def test_of_writers_at_once_one_wins_and_nothing_is_mixed(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    contents = [bytes([65 + n]) * 200_000 for n in range(4)]

    def writer(content: bytes) -> int:
        pid = os.fork()
        if not pid:
            try:
                for _ in range(20):
                    write_file(path, content, force=True)
            except BaseException:
                os._exit(3)
            os._exit(0)
        return pid

    writers = [writer(content) for content in contents]
    for _ in range(200):
        if path.exists():
            assert path.read_bytes() in contents
    assert [os.waitpid(pid, 0)[1] for pid in writers] == [0] * 4
    assert path.read_bytes() in contents
    assert [found.name for found in tmp_path.iterdir()] == ["a.json"]


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, fsync = tmp_path / "a.json", os.fsync

    def another(handle: int) -> None:
        path.write_bytes(OLD)
        fsync(handle)

    monkeypatch.setattr(os, "fsync", another)
    with pytest.raises(UnwritableError) as caught:
        write_file(path, NEW)
    assert caught.value.finding.code == "GC804"
    assert [found.read_bytes() for found in tmp_path.iterdir()] == [OLD]


def test_where_there_are_no_links_the_file_is_written_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    write_file(tmp_path / "a.json", NEW)
    assert [found.read_bytes() for found in tmp_path.iterdir()] == [NEW]


def test_a_full_disk_keeps_the_old_file_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(OLD)

    def act() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
        try:
            write_file(path, NEW, force=True)
        except UnwritableError as error:
            os._exit(0 if error.finding.code == "GC805" else 4)

    assert in_child(act) == 0
    assert [found.read_bytes() for found in tmp_path.iterdir()] == [OLD]


@pytest.mark.parametrize("step", ["open", "replace", "chmod"])
def test_a_file_that_another_program_holds_is_named_with_what_to_do(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(OLD)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, step, refuse)
    with pytest.raises(UnwritableError) as caught:
        write_file(path, NEW, force=True)
    assert caught.value.finding.code == "GC805"
    assert "Permission denied" in caught.value.finding.message
    assert "关闭" in caught.value.finding.hint
    assert [found.read_bytes() for found in tmp_path.iterdir()] == [OLD]


@pytest.mark.parametrize("kind", ["not there", "a file", "read-only"])
def test_a_folder_that_may_not_be_written_is_said_to_be(kind: str, tmp_path: Path) -> None:
    folder = Path("/proc/self") if kind == "read-only" else tmp_path / "夹"
    if kind == "a file":
        folder.write_bytes(OLD)
    with pytest.raises(UnwritableError) as caught:
        write_file(folder / "a.json", NEW)
    assert caught.value.finding.code == "GC805"
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [OLD] * (kind == "a file")


@pytest.mark.parametrize("name", ["长" * 100, "a" * 300, "a\0b"])
def test_a_name_that_no_file_can_have_is_refused(name: str, tmp_path: Path) -> None:
    for act in (lambda path: write_file(path, NEW), lambda path: check_target(path)):
        with pytest.raises(UnwritableError) as caught:
            act(tmp_path / name)
        assert caught.value.finding.code == "GC805"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("spelling", ["same", "dots", "hard link", "symbolic link", "folder that is a link", "pipe"])
def test_the_input_is_never_damaged_however_it_is_spelled(spelling: str, tmp_path: Path) -> None:
    folder = tmp_path / "甲"
    folder.mkdir()
    source = folder / "表.json"
    data = goalconv.write_bytes(table(), "json").data
    source.write_bytes(data)
    (tmp_path / "乙").symlink_to(folder)
    target = {
        "same": source, "dots": folder / ".." / "甲" / "表.json", "hard link": folder / "b.json", "symbolic link": folder / "c.json",
        "folder that is a link": tmp_path / "乙" / "表.json", "pipe": folder / "p.json",
    }[spelling]  # fmt: skip
    if spelling == "hard link":
        target.hardlink_to(source)
    elif spelling == "symbolic link":
        target.symlink_to(source)
    elif spelling == "pipe":
        os.mkfifo(target)
    done = subprocess.run(
        [sys.executable, "-c", "from goalconv.cli import main; main()", "convert", str(source), "-o", str(target), "--force"],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert source.read_bytes() == data
    assert ("GC806" if spelling not in ("symbolic link", "pipe") else "GC805") in done.stderr
    assert "Traceback" not in done.stderr


def test_a_temporary_file_is_for_its_user_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    modes = []
    fsync = os.fsync

    def look(handle: int) -> None:
        modes.append(os.fstat(handle).st_mode & 0o777)
        fsync(handle)

    monkeypatch.setattr(os, "fsync", look)
    write_file(tmp_path / "a.json", NEW)
    assert modes[0] == 0o600
