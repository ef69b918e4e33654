from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from goalconv.converters.errors import UnreadableError, UnwritableError
from goalconv.converters.files import check_target, read_file, write_file
from goalconv.converters.limits import Limits


def test_a_file_is_written_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_file(tmp_path / "a.json", b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.json": b"new"}


def test_an_existing_file_is_kept_unless_forced(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    target.write_bytes(b"old")
    with pytest.raises(UnwritableError) as caught:
        write_file(target, b"new")
    assert caught.value.finding.code == "GC804"
    assert target.read_bytes() == b"old"
    target.chmod(0o640)
    write_file(target, b"new", force=True)
    assert (target.read_bytes(), target.stat().st_mode & 0o777) == (b"new", 0o640)


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.json"
    target.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(UnwritableError) as caught:
        write_file(target, b"new", force=True)
    assert caught.value.finding.code == "GC805"
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    with pytest.raises(UnwritableError):
        write_file(tmp_path / "link", b"new", force=True)
    assert (tmp_path / "target").read_bytes() == b"old"


def test_the_input_is_never_the_output(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(b"x")
    with pytest.raises(UnwritableError) as caught:
        check_target(tmp_path / "." / "a.txt", source=source, force=True)
    assert caught.value.finding.code == "GC806"


@pytest.mark.parametrize("make", [lambda path: path.mkdir(), lambda path: os.mkfifo(path), lambda path: None])
def test_what_is_no_regular_file_is_not_read(tmp_path: Path, make: object) -> None:
    path = tmp_path / "in"
    make(path)  # type: ignore[operator]
    with pytest.raises(UnreadableError) as caught:
        read_file(path)
    assert caught.value.finding.code == "GC905"


def test_a_limit_beyond_all_memory_makes_no_room_for_it(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(b"text")
    assert read_file(source, Limits(input_bytes=10**15 - 1)) == b"text"


def test_a_stream_is_taken_whole_up_to_its_limit() -> None:
    data = bytes(range(256)) * 20_000
    assert Limits(input_bytes=len(data)).take(io.BytesIO(data)) == data
    with pytest.raises(UnreadableError) as caught:
        Limits(input_bytes=len(data) - 1).take(io.BytesIO(data))
    assert (caught.value.finding.code, caught.value.finding.parameters["name"]) == ("GC105", "input_bytes")
