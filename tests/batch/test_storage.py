"""A batch on a storage that is named by its URL, for which fsspec's memory stands, and one that must move files into place."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

import goalconv
from goalconv.converters.batch import BatchOrder, BatchOutcome, LocalEngine, plan_batch, run_batch
from goalconv.converters.batch.remote import RemoteStorage
from goalconv.converters.limits import Limits

ORDER = BatchOrder(("json", "csv"))


class Moving(MemoryFileSystem):  # type: ignore[misc]
    """A storage that shows a file while it is being written, as a file server does."""

    protocol = "moving"
    store: ClassVar[dict[str, Any]] = {}
    pseudo_dirs: ClassVar[list[str]] = [""]
    moved: ClassVar[list[str]] = []

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        stripped: str = super()._strip_protocol(path.removeprefix("moving:/"))
        return stripped

    def mv(self, path1: str, path2: str, **options: Any) -> None:
        self.moved.append(path2)
        super().mv(path1, path2, **options)


fsspec.register_implementation("moving", Moving)


@pytest.fixture(params=["memory", "moving"])
def root(request: pytest.FixtureRequest) -> Iterator[str]:
    system = fsspec.filesystem(request.param)
    yield f"{request.param}://{'' if request.param == 'memory' else '/'}"
    system.store.clear()
    Moving.moved.clear()


def put(url: str, data: bytes) -> None:
    with fsspec.open(url, "wb") as stream:
        stream.write(data)


def get(url: str) -> bytes:
    with fsspec.open(url) as stream:
        data: bytes = stream.read()
    return data


def convert(source: str | Path, out: str | Path, **options: Any) -> list[BatchOutcome]:
    return list(run_batch(plan_batch([source], out).tasks, ORDER, out, LocalEngine(2), **options))


def statuses(source: str | Path, out: str | Path, **options: Any) -> Counter[str]:
    return Counter(outcome.status for outcome in convert(source, out, **options))


@pytest.fixture
def inputs(root: str, seed_path: Path) -> str:
    for name in ("a.txt", "局/b.txt", "局/~$b.txt", "局/photo.jpg", "局/.hidden/c.txt"):
        put(f"{root}in/{name}", seed_path.read_bytes())
    return f"{root}in"


def test_a_batch_from_storage_to_storage_is_done_once(inputs: str, root: str, seed: goalconv.Reading) -> None:
    out = f"{inputs}/out"
    assert statuses(inputs, out) == {"done": 2}
    (reading,) = goalconv.read_bytes(get(f"{out}/局/b.json"))
    assert reading.table == seed.table
    assert statuses(inputs, out) == {"skipped": 2}
    put(f"{inputs}/a.txt", get(f"{inputs}/a.txt") + "\n备注：改过。\n".encode())
    assert statuses(inputs, out) == {"skipped": 1, "done": 1}
    assert "改过" in get(f"{out}/a.json").decode()
    if root.startswith("moving"):
        assert any(path.endswith("a.json") for path in Moving.moved)
        assert not [path for path in Moving.store if ".goalconv-" in path]


def test_what_a_broken_run_had_not_noted_is_done_again_without_force(inputs: str, root: str) -> None:
    out = f"{root}out"
    assert statuses(inputs, out) == {"done": 2}
    system = fsspec.filesystem(root.partition(":")[0])
    for name in system.glob("/out/goalconv-manifest*"):
        system.rm(name)
    assert statuses(inputs, out) == {"done": 2}


def test_what_is_not_ours_is_not_replaced_and_an_input_never(inputs: str, root: str) -> None:
    put(f"{root}out/a.csv", b"mine")
    assert statuses(inputs, f"{root}out") == {"done": 1, "failed": 1}
    assert get(f"{root}out/a.csv") == b"mine"
    assert statuses(inputs, f"{root}out", force=True) == {"skipped": 1, "done": 1}
    put(f"{root}out/b.json", get(f"{root}out/a.json"))
    (outcome,) = run_batch(plan_batch([f"{root}out/b.json"]).tasks, ORDER, f"{root}out", LocalEngine(1), force=True)
    assert outcome.entry.code == "GC806"


def test_from_storage_to_this_machine_and_back(inputs: str, root: str, tmp_path: Path) -> None:
    assert statuses(inputs, tmp_path / "out") == {"done": 2}
    assert sorted(path.name for path in tmp_path.rglob("*.csv")) == ["a.csv", "b.csv"]
    assert statuses(tmp_path / "out", f"{root}back") == {"done": 4}


def test_a_key_of_an_object_leads_nowhere_else(monkeypatch: pytest.MonkeyPatch, inputs: str) -> None:
    keys = ["/in/../../up.txt", "/in//twice.txt", "/in/a\\..\\b.txt"]
    monkeypatch.setattr(MemoryFileSystem, "find", lambda self, root: keys)
    assert sorted(task.stem for task in plan_batch([inputs]).tasks) == ["a_.._b", "twice"]


def test_more_than_the_limit_is_not_read(inputs: str) -> None:
    with pytest.raises(goalconv.UnreadableError) as caught:
        RemoteStorage().read(f"{inputs}/a.txt", Limits(input_bytes=10))
    assert caught.value.finding.code == "GC105"


def test_a_storage_that_fails_costs_the_file_and_says_why(
    inputs: str, root: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(self: object, path: str, *arguments: object, **options: object) -> None:
        raise PermissionError(13, "access denied", path)

    tasks = plan_batch([inputs]).tasks
    monkeypatch.setattr(MemoryFileSystem, "_open", refuse)
    found = list(run_batch(tasks, ORDER, tmp_path / "out", LocalEngine(1)))
    assert {(outcome.entry.code, outcome.entry.message.en.rpartition(": ")[2]) for outcome in found} == {
        ("GC905", "access denied")
    }


def test_local_paths_load_no_fsspec(seed_path: Path, tmp_path: Path) -> None:
    script = (
        "import sys, goalconv\n"
        f"tasks = goalconv.plan_batch([{str(seed_path)!r}]).tasks\n"
        f"order = goalconv.BatchOrder(('json',))\n"
        f"list(goalconv.run_batch(tasks, order, {str(tmp_path / 'out')!r}, goalconv.LocalEngine(1)))\n"
        "assert not {'fsspec', 'distributed'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
