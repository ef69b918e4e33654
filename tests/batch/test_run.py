"""Batches on this machine: what is written, what is remembered, and what one bad file costs."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

import goalconv
from goalconv.converters.batch import BatchOrder, BatchOutcome, LocalEngine, plan_batch, run_batch
from goalconv.converters.batch.manifest import NAME
from goalconv.converters.limits import Budget

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
        if name == "table2.txt":
            super().convert(data, name, order)
            worker = self._own.worker
            return worker.call("os:abort", task=name)
        return super().convert(data, name, order)


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


def test_a_budget_of_nothing_fails_every_file_and_ends(inputs: Path, tmp_path: Path) -> None:
    found = list(run_batch(plan_batch([inputs]).tasks, ORDER, tmp_path / "out", LocalEngine(2, Budget(seconds=0))))
    assert {outcome.entry.code for outcome in found} == {"GC141"}
