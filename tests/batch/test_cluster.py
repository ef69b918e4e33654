"""A batch on a Dask cluster of several processes on this machine, one of which is killed in the middle."""

from __future__ import annotations

import os
import shutil
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import goalconv
from goalconv import BatchOrder, ClusterEngine, plan_batch, run_batch

pytestmark = pytest.mark.filterwarnings("ignore")  # what the cluster's own library warns of is not ours


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address="", silence_logs=50) as made:
        yield made


def folder(tmp_path: Path, seed_path: Path, count: int) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    for number in range(count):
        shutil.copy(seed_path, made / f"table{number}.txt")
    return made


def test_a_batch_on_a_cluster_outlives_one_of_its_processes(
    cluster: Any, tmp_path: Path, seed_path: Path, seed: goalconv.Reading
) -> None:
    inputs, out = folder(tmp_path, seed_path, 8), tmp_path / "out"
    (inputs / "broken.xlsx").write_bytes(b"PK\x03\x04junk")
    victims = [worker.pid for worker in cluster.workers.values()]
    outcomes = run_batch(plan_batch([inputs]).tasks, BatchOrder(("json",)), out, ClusterEngine(cluster.scheduler_address))
    found = [next(outcomes)]
    os.kill(victims[0], signal.SIGKILL)
    found += outcomes
    assert Counter(outcome.status for outcome in found) == {"done": 8, "failed": 1}
    assert [outcome.entry.code for outcome in found if outcome.status == "failed"] == ["GC104"]
    assert all(goalconv.read(path).table == seed.table for path in out.glob("*.json"))
