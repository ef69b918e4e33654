from __future__ import annotations

from pathlib import Path

import pytest

from goalconv.converters.batch import plan_batch
from goalconv.converters.errors import UnreadableError


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def stems(*inputs: Path) -> list[str]:
    return [task.stem for task in plan_batch(inputs).tasks]


def test_a_folder_is_walked_in_order_and_outputs_keep_its_folders(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a/c.docx", "a/b/d.xlsx")
    assert stems(tmp_path) == ["b", "a/c", "a/b/d"]


def test_files_of_no_readable_format_are_named_and_lock_files_are_not(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "photo.jpg", "~$a.docx", ".hidden/b.txt", ".~lock.a.xlsx#")
    found = plan_batch([tmp_path])
    assert ([task.stem for task in found.tasks], [Path(path).name for path in found.strange]) == (["a"], ["photo.jpg"])


def test_a_file_that_is_named_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    make(tmp_path, "a.dat")
    assert stems(tmp_path / "a.dat") == ["a"]


def test_outputs_never_meet_also_where_case_does_not_count(tmp_path: Path) -> None:
    make(tmp_path, "one/a.txt", "one/A.docx", "two/a.txt", "one/b.txt")
    found = stems(tmp_path / "one", tmp_path / "two", tmp_path / "one" / "b.txt")
    assert found == ["A.docx", "a.txt", "b", "a.txt-2"]
    assert len({stem.casefold() for stem in found}) == len(found)


def test_links_in_a_circle_end_and_a_file_is_read_once(tmp_path: Path) -> None:
    make(tmp_path, "a/x.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "y.txt").symlink_to(tmp_path / "a" / "x.txt")
    assert stems(tmp_path, tmp_path / "a") == ["a/x"]


def test_a_missing_file_stops_the_batch_before_it_begins(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError) as caught:
        plan_batch([tmp_path / "none.txt"])
    assert caught.value.finding.code == "GC905"
