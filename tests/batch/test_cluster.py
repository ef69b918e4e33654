"""A batch on a Dask cluster of several processes on this machine, one of which is killed in the middle."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import dask
import pytest

import goalconv
from goalconv import BatchError, BatchOrder, ClusterEngine, LocalEngine, UnreadableError, UsageError, plan_batch, run_batch
from goalconv.converters import catalogue as kinds
from goalconv.converters.batch import cluster as cluster_module
from goalconv.converters.batch.cluster import _OWN as OWN
from goalconv.converters.batch.work import Converted
from goalconv.converters.limits import Budget

pytestmark = pytest.mark.filterwarnings("ignore")  # what the cluster's own library warns of is not ours

ORDER = BatchOrder(("json",))


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address="", silence_logs=50) as made:
        yield made


@pytest.fixture
def inputs(tmp_path: Path, seed_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    for number in range(8):
        shutil.copy(seed_path, made / f"table{number}.txt")
    return made


def test_a_batch_on_a_cluster_outlives_one_of_its_processes(
    cluster: Any, inputs: Path, tmp_path: Path, seed: goalconv.Reading
) -> None:
    out = tmp_path / "out"
    (inputs / "broken.xlsx").write_bytes(b"PK\x03\x04junk")
    victims = [worker.pid for worker in cluster.workers.values()]
    outcomes = run_batch(plan_batch([inputs]).tasks, ORDER, out, ClusterEngine(cluster.scheduler_address))
    found = [next(outcomes)]
    os.kill(victims[0], signal.SIGKILL)
    found += outcomes
    assert Counter(outcome.status for outcome in found) == {"done": 8, "failed": 1}
    assert [outcome.entry.code for outcome in found if outcome.status == "failed"] == ["GC104"]
    assert all(goalconv.read(path).table == seed.table for path in out.glob("*.json"))
    again = run_batch(plan_batch([inputs]).tasks, ORDER, out, ClusterEngine(cluster.scheduler_address))
    assert Counter(outcome.status for outcome in again) == {"skipped": 8, "failed": 1}


class Failing:
    """Stands for the child of a Dask worker, whose first calls fail: `times` of them, with this code."""

    def __init__(self, code: str, times: int) -> None:
        self.kind = kinds.CHILD_DIED if code == "GC143" else kinds.EMPTY_FILE
        self.times = times
        self.calls = 0
        self.budget = Budget()

    def convert(self, data: bytes, name: str, order: BatchOrder) -> Converted:
        self.calls += 1
        if self.calls <= self.times:
            raise UnreadableError(self.kind, task=name, reason="signal 9")
        return Converted((), {})


def place(child: Failing) -> None:
    OWN.child = child


def calls() -> int:
    child: Failing = OWN.child
    return child.calls


@pytest.fixture
def single() -> Iterator[Any]:
    """A cluster of one thread in this process, so that its child can be another."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address="", silence_logs=50) as made:
        yield made


@pytest.mark.parametrize(
    ("fault", "times", "retries", "code", "tries"),
    [("GC143", 1, 1, "", 2), ("GC143", 9, 1, "GC143", 2), ("GC143", 9, 0, "GC143", 1), ("GC101", 9, 1, "GC101", 1)],
)
def test_a_file_whose_process_dies_is_tried_once_more_and_a_bad_file_is_not(
    single: Any, fault: str, times: int, retries: int, code: str, tries: int
) -> None:
    from distributed import Client

    with Client(single.scheduler_address) as client, closing(ClusterEngine(single.scheduler_address, retries=retries)) as engine:
        client.submit(place, Failing(fault, times), pure=False).result()
        if code:
            with pytest.raises(UnreadableError) as caught:
                engine.convert(b"", "a.txt", ORDER)
            assert caught.value.finding.code == code
        else:
            assert engine.convert(b"", "a.txt", ORDER) == Converted((), {})
        assert client.submit(calls, pure=False).result() == tries


def test_a_cluster_that_goes_away_stops_the_batch_which_goes_on_elsewhere(inputs: Path, tmp_path: Path) -> None:
    from distributed import LocalCluster

    tasks = plan_batch([inputs]).tasks
    with LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address="", silence_logs=50) as lost:
        outcomes = run_batch(tasks, ORDER, tmp_path / "out", ClusterEngine(lost.scheduler_address))
        next(outcomes)
        lost.close()
        with pytest.raises(BatchError) as caught:
            list(outcomes)
    assert caught.value.finding.code == "GC843"
    again = Counter(outcome.status for outcome in run_batch(tasks, ORDER, tmp_path / "out", LocalEngine(2)))
    assert again["skipped"] >= 1
    assert again["failed"] == 0
    assert again.total() == 8


def test_workers_of_another_version_are_not_used(
    single: Any, inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_module, "__version__", "0.0.9")
    engine = ClusterEngine(single.scheduler_address)
    monkeypatch.setattr(engine, "_version", "0.1.0")
    with pytest.raises(BatchError) as caught:
        list(run_batch(plan_batch([inputs]).tasks, ORDER, tmp_path / "out", engine))
    assert caught.value.finding.code == "GC844"
    assert "0.0.9" in caught.value.finding.message


def test_an_address_where_no_cluster_is_costs_one_message() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        with dask.config.set({"distributed.comm.timeouts.connect": "1s"}), pytest.raises(UsageError) as caught:
            ClusterEngine(address)
    assert caught.value.finding.code == "GC842"
    with pytest.raises(UsageError):
        ClusterEngine("nonsense://x")


def test_the_child_of_an_idle_worker_ends_and_the_next_file_has_another(seed_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = threading.Event()
    child = cluster_module._Child(Budget())
    monkeypatch.setattr(cluster_module, "_IDLE", 0)
    end = child._worker.close
    monkeypatch.setattr(child._worker, "close", lambda: (end(), ended.set()))
    for _ in range(2):
        ended.clear()
        assert child.convert(seed_path.read_bytes(), "a.txt", ORDER).outputs
        assert ended.wait(30)
