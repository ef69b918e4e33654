from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from goalconv.converters.batch import BatchOrder, LocalEngine, plan_batch, run_batch
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


def test_a_number_that_is_a_name_already_is_not_given_again(tmp_path: Path) -> None:
    make(tmp_path, "one/a.txt", "two/a.txt", "two/a.txt-2.docx", "two/a.txt.xlsx")
    found = stems(tmp_path / "one", tmp_path / "two")
    assert found == ["a.txt", "a.txt-2", "a.txt-2-2", "a.txt-3"]


def test_names_that_a_mac_takes_for_one_are_kept_apart(tmp_path: Path) -> None:
    make(tmp_path, "one/caf\u00e9.txt", "two/cafe\u0301.txt")
    assert len(set(stems(tmp_path / "one", tmp_path / "two"))) == 2
    assert {unicodedata.normalize("NFC", stem) for stem in stems(tmp_path / "one", tmp_path / "two")} == {
        "café.txt",
        "café.txt-2",
    }


def test_the_manifest_of_an_earlier_batch_is_no_input(tmp_path: Path) -> None:
    make(tmp_path, "old/goalconv-manifest.jsonl", "old/goalconv-manifest-20260101T000000Z-00001.jsonl", "old/a.json")
    assert stems(tmp_path) == ["old/a"]


def test_links_in_a_circle_end_and_a_file_is_read_once(tmp_path: Path) -> None:
    make(tmp_path, "a/x.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "y.txt").symlink_to(tmp_path / "a" / "x.txt")
    assert stems(tmp_path, tmp_path / "a") == ["a/x"]


def test_a_missing_file_stops_the_batch_before_it_begins(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError) as caught:
        plan_batch([tmp_path / "none.txt"])
    assert caught.value.finding.code == "GC905"


def test_what_is_no_file_is_planned_so_that_its_failure_is_named(tmp_path: Path) -> None:
    (tmp_path / "gone.xlsx").symlink_to(tmp_path / "nowhere.xlsx")
    os.mkfifo(tmp_path / "pipe.txt")
    found = run_batch(plan_batch([tmp_path]).tasks, BatchOrder(("json",)), tmp_path / "out", LocalEngine(1))
    assert sorted((outcome.entry.stem, outcome.entry.code) for outcome in found) == [("gone", "GC905"), ("pipe", "GC905")]


def test_a_folder_that_cannot_be_looked_into_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a.txt", "closed/b.txt")
    look = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return look(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(UnreadableError) as caught:
        plan_batch([tmp_path])
    assert "closed" in caught.value.finding.message
