"""Batches on this machine: what is written, what is remembered, and what one bad file costs."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

import goalconv
from goalconv.converters.batch import BatchOrder, BatchOutcome, LocalEngine, plan_batch, run_batch
from goalconv.converters.limits import Budget

NAME = "goalconv-manifest.jsonl"
ORDER = BatchOrder(("json", "xlsx"))


@pytest.fixture
def inputs(tmp_path: Path, seed_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(4):
        shutil.copy(seed_path, folder / f"table{number}.txt")
    return folder


def outcomes(inputs: Path, out: Path, order: BatchOrder = ORDER, force: bool = False) -> list[BatchOutcome]:
    return list(run_batch(plan_batch([inputs]).tasks, order, out, LocalEngine(2, Budget(seconds=60)), force=force))


def statuses(inputs: Path, out: Path, order: BatchOrder = ORDER, force: bool = False) -> Counter[str]:
    return Counter(outcome.status for outcome in outcomes(inputs, out, order, force))


def test_every_file_is_converted_and_reads_back(inputs: Path, tmp_path: Path, seed: goalconv.Reading) -> None:
    out = tmp_path / "out"
    assert statuses(inputs, out) == {"done": 4}
    assert sorted(path.name for path in out.iterdir()) == sorted(
        [NAME, *(f"table{number}.{suffix}" for number in range(4) for suffix in ("json", "xlsx"))]
    )
    assert goalconv.read(out / "table2.xlsx").table == seed.table


def test_a_second_run_skips_what_is_done_and_mends_what_is_not(inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    outcomes(inputs, out)
    (out / "table0.json").unlink()
    with (inputs / "table1.txt").open("a") as stream:
        stream.write("\n备注：改过。\n")
    assert statuses(inputs, out) == {"skipped": 2, "done": 2}
    assert "改过" in (out / "table1.json").read_text()
    assert statuses(inputs, out) == {"skipped": 4}
    assert statuses(inputs, out, BatchOrder(("csv",))) == {"done": 4}


def test_a_run_that_was_cut_off_is_taken_up_where_it_was(inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    batch = run_batch(plan_batch([inputs]).tasks, ORDER, out, LocalEngine(1))
    next(batch)
    batch.close()
    manifest = out / NAME
    manifest.write_bytes(manifest.read_bytes() + b'\n{"source": "cut o')
    again = statuses(inputs, out)
    assert again["skipped"] >= 1
    assert again.total() == 4
    assert again["failed"] == 0


def test_one_bad_file_costs_one_named_failure(inputs: Path, tmp_path: Path) -> None:
    (inputs / "broken.xlsx").write_bytes(b"PK\x03\x04junk")
    found = outcomes(inputs, tmp_path / "out")
    failed = [outcome.entry for outcome in found if outcome.status == "failed"]
    assert len(found) == 5
    assert [(Path(entry.source).name, entry.code) for entry in failed] == [("broken.xlsx", "GC104")]
    assert not list((tmp_path / "out").glob("broken*"))


class Poisoned(LocalEngine):
    """An engine in which one file ends its process."""

    def convert(self, data: bytes, name: str, order: BatchOrder) -> object:  # type: ignore[override]
        if name != "table2.txt":
            return super().convert(data, name, order)
        with self._free() as worker:
            return worker.call("os:abort", task=name)


def test_a_file_that_kills_its_process_costs_one_named_failure(inputs: Path, tmp_path: Path) -> None:
    found = list(run_batch(plan_batch([inputs]).tasks, ORDER, tmp_path / "out", Poisoned(2)))
    failed = [outcome.entry for outcome in found if outcome.status == "failed"]
    assert len(found) == 4
    assert [(Path(entry.source).name, entry.code) for entry in failed] == [("table2.txt", "GC143")]


def test_a_file_of_someone_else_is_not_replaced_unless_forced(inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "table3.json").write_text("mine")
    assert statuses(inputs, out) == {"done": 3, "failed": 1}
    assert (out / "table3.json").read_text() == "mine"
    assert not (out / "table3.xlsx").exists()
    assert statuses(inputs, out, force=True) == {"skipped": 3, "done": 1}


@pytest.fixture
def numbered(tmp_path: Path, seed: goalconv.Reading) -> tuple[Path, Path]:
    """A file with two tables, whose second output is called as the other file is."""
    made = tmp_path / "two.jsonl", tmp_path / "out" / "two-2.csv"
    made[1].parent.mkdir()
    goalconv.write_all([seed.table, seed.table], made[0])
    goalconv.write(seed.table, made[1])
    return made


def failures(inputs: Sequence[Path], out: Path, form: str, *, force: bool) -> list[tuple[str, str]]:
    found = run_batch(plan_batch(inputs).tasks, BatchOrder((form,)), out, LocalEngine(2), force=force)
    return [(outcome.entry.stem, outcome.entry.code) for outcome in found if outcome.status == "failed"]


def test_no_output_replaces_an_input_of_the_run_even_when_forced(numbered: tuple[Path, Path]) -> None:
    before = numbered[1].read_bytes()
    assert sorted(failures(numbered, numbered[1].parent, "csv", force=True)) == [("two", "GC806"), ("two-2", "GC806")]
    assert numbered[1].read_bytes() == before


def test_two_inputs_never_write_the_same_output(numbered: tuple[Path, Path], tmp_path: Path) -> None:
    for _ in range(2):
        ((_, code),) = failures(numbered, tmp_path / "out", "json", force=True)
        assert code == "GC840"


def test_files_of_another_folder_do_not_replace_those_of_the_first(inputs: Path, tmp_path: Path) -> None:
    out, other = tmp_path / "out", tmp_path / "other"
    outcomes(inputs, out)
    before = (out / "table1.json").read_bytes()
    shutil.copytree(inputs, other)
    assert statuses(other, out) == {"skipped": 4}, "the same content in another place is done"
    with (other / "table1.txt").open("a") as stream:
        stream.write("\n备注：别的单位。\n")
    found = outcomes(other, out)
    assert [outcome.entry.code for outcome in found if outcome.status == "failed"] == ["GC804"]
    assert (out / "table1.json").read_bytes() == before


def test_an_output_that_is_there_already_with_the_same_content_is_no_obstacle(inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    outcomes(inputs, out)
    (out / NAME).unlink()
    assert statuses(inputs, out) == {"done": 4}
    assert statuses(inputs, out) == {"skipped": 4}


def test_another_content_of_the_users_template_is_another_order(inputs: Path, tmp_path: Path) -> None:
    template = tmp_path / "own.toml"
    order = BatchOrder(("html",), writing=goalconv.WriteOptions(template=str(template)))
    for margin in (20, 25):
        template.write_text(f"[page]\nleft = {margin}\n")
        assert statuses(inputs, tmp_path / "out", order) == {"done": 4}
    assert statuses(inputs, tmp_path / "out", order) == {"skipped": 4}


def test_the_manifest_says_what_was_asked_for_and_what_failed_in_both_languages(inputs: Path, tmp_path: Path) -> None:
    (inputs / "broken.xlsx").write_bytes(b"PK\x03\x04junk")
    outcomes(inputs, tmp_path / "out")
    lines = [json.loads(line) for line in (tmp_path / "out" / NAME).read_bytes().splitlines() if line]
    asked, files = lines[0], lines[1:]
    assert asked["version"] == goalconv.__version__
    assert asked["order"]["formats"] == ["json", "xlsx"]
    assert {file["order"] for file in files} == {asked["id"]}
    (broken,) = (file for file in files if file["status"] == "failed")
    assert broken["message"]["zh"].startswith("文件已损坏")
    assert broken["message"]["en"].startswith("the file is broken")
    for file in files:
        assert file["sha256"] == hashlib.sha256(Path(file["source"]).read_bytes()).hexdigest()
        for output in file.get("outputs", ()):
            assert output["sha256"] == hashlib.sha256((tmp_path / "out" / output["path"]).read_bytes()).hexdigest()


def test_where_a_folder_of_outputs_cannot_be_made_the_file_is_told(inputs: Path, tmp_path: Path) -> None:
    (inputs / "局").mkdir()
    shutil.copy(inputs / "table0.txt", inputs / "局")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "局").write_text("in the way")
    found = outcomes(inputs, tmp_path / "out")
    assert [outcome.entry.code for outcome in found if outcome.status == "failed"] == ["GC805"]


def test_a_batch_whose_manifest_cannot_be_written_does_not_begin(inputs: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(goalconv.UnwritableError):
        outcomes(inputs, tmp_path / "out")


def test_a_budget_of_nothing_fails_every_file_and_ends(inputs: Path, tmp_path: Path) -> None:
    found = list(run_batch(plan_batch([inputs]).tasks, ORDER, tmp_path / "out", LocalEngine(2, Budget(seconds=0))))
    assert {outcome.entry.code for outcome in found} == {"GC141"}
