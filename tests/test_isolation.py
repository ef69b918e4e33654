from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from goalconv.converters import isolation
from goalconv.converters.errors import UnreadableError
from goalconv.converters.interface import Budget
from goalconv.converters.isolation import Worker, run_isolated

FAULTS = Path(__file__).parent / "cases" / "faults"


@pytest.fixture(autouse=True)
def _faults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(FAULTS))


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Worker(Budget(seconds=20, memory=200 << 20)) as made:
        yield made


def code_of(worker: Worker, fault: str) -> str:
    with pytest.raises(UnreadableError) as caught:
        worker.call(f"faults:{fault}", task="a.pdf")
    assert "a.pdf" in caught.value.finding.message
    return caught.value.finding.code


def test_what_the_function_gives_comes_back(worker: Worker) -> None:
    assert worker.call("faults:double", 21) == 42


def test_calls_share_a_process_until_it_is_worn() -> None:
    with Worker(calls=2) as worker:
        first, second, third = (worker.call("faults:process") for _ in range(3))
    assert first == second != third
    assert os.getpid() not in (first, third)


@pytest.mark.parametrize(("fault", "code"), [
    ("allocate", "GC142"), ("allocate_at_once", "GC142"), ("abort", "GC143"), ("segfault", "GC143"), ("leave", "GC143"),
])  # fmt: skip
def test_a_fault_costs_one_named_error_and_the_next_call_works(worker: Worker, fault: str, code: str) -> None:
    assert code_of(worker, fault) == code
    assert worker.call("faults:double", 1) == 2


@pytest.mark.parametrize("fault", ["hang", "spin"])
def test_a_call_over_its_time_is_stopped(fault: str) -> None:
    with Worker(Budget(seconds=0.5)) as worker:
        assert code_of(worker, fault) == "GC141"
        worker.budget = Budget(seconds=60)
        assert worker.call("faults:double", 1) == 2


def test_an_error_of_ours_comes_through_whole(worker: Worker) -> None:
    with pytest.raises(UnreadableError) as caught:
        worker.call("faults:refuse")
    finding = caught.value.finding
    assert (finding.code, str(finding.place), str(caught.value)) == ("GC107", "第3行 第4列", finding.message)
    assert "A1+B1" in finding.message


def test_a_bug_comes_through_as_itself(worker: Worker) -> None:
    with pytest.raises(ZeroDivisionError, match="a bug"):
        worker.call("faults:fail")
    with pytest.raises(AttributeError):
        worker.call("faults:give_what_cannot_be_sent")
    assert worker.call("faults:double", 1) == 2


def test_what_an_engine_prints_or_reads_does_not_disturb_the_pipe(worker: Worker) -> None:
    assert worker.call("faults:print_much") == "done"
    assert worker.call("faults:read_input") == ""


@pytest.mark.skipif(os.name != "posix", reason="needs limits of the system")
def test_a_child_writes_no_file(worker: Worker, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="File too large"):
        worker.call("faults:write_file", str(tmp_path / "out"))
    assert not (tmp_path / "out").exists() or (tmp_path / "out").stat().st_size == 0


def test_workers_in_threads_do_not_wait_for_each_other() -> None:
    codes: list[str] = []

    def run() -> None:
        with Worker(Budget(seconds=0.5)) as worker:
            codes.append(code_of(worker, "hang"))

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=10)
    assert codes == ["GC141"] * 4


def test_no_child_outlives_its_worker() -> None:
    with Worker() as worker:
        process = worker.call("faults:process")
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_a_confined_process_starts_no_child_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_isolated("os:getpid") != os.getpid()
    monkeypatch.setattr(isolation, "is_confined", lambda: True)
    assert run_isolated("os:getpid") == os.getpid()
