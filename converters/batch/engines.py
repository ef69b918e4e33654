"""Where the files of a batch are converted: in children of this process, or on a Dask cluster.

An engine's `convert` may be called from many threads, one file each; it gives what `work.convert_file` gives and
raises what that raises, or an `UnreadableError` that says how the process ended which was at it.
"""

from __future__ import annotations

import os
import threading
from concurrent.futures import CancelledError
from importlib.util import find_spec
from typing import Any, Protocol

from .. import catalogue as kinds
from ..errors import UnreadableError, UsageError
from ..isolation import Worker
from ..limits import Budget
from .work import CONVERT, BatchOrder, Converted

__all__ = ["ClusterEngine", "Engine", "LocalEngine"]


class Engine(Protocol):
    """Converts files; `jobs` is how many at once it can use."""

    jobs: int

    def convert(self, data: bytes, name: str, order: BatchOrder) -> Converted:
        """What the order asks for of one file."""

    def close(self) -> None:
        """Ends what the engine has started; calls under way raise `CancelledError`. May be called again."""


class LocalEngine:
    """Children of this process, one for each thread that calls, used again for file after file."""

    def __init__(self, jobs: int = 0, budget: Budget = Budget()) -> None:
        self.jobs = jobs or os.cpu_count() or 1
        self._budget = budget
        self._workers: list[Worker] = []
        self._own = threading.local()
        self._closed = False

    def convert(self, data: bytes, name: str, order: BatchOrder) -> Converted:
        """What the order asks for of one file, worked out in this thread's child; raises `CancelledError` once closed."""
        worker: Worker | None = getattr(self._own, "worker", None)
        if self._closed:
            raise CancelledError
        if worker is None:
            worker = self._own.worker = Worker(self._budget)
            self._workers.append(worker)
        try:
            converted: Converted = worker.call(CONVERT, data, name, order, task=name)
        except UnreadableError as error:
            if self._closed:
                raise CancelledError from error
            raise
        return converted

    def close(self) -> None:
        """Ends the children."""
        self._closed = True
        for worker in self._workers:
            worker.close()


class ClusterEngine:
    """A Dask cluster: an existing one at an address, or one of processes on this machine.

    Each file goes to the cluster once more at most, where the machine that was at it is lost; a file that
    breaks a process breaks only a child of a Dask worker (`converted_apart`). Raises `UsageError` where Dask is not installed.
    """

    def __init__(self, address: str = "", jobs: int = 0, budget: Budget = Budget()) -> None:
        if find_spec("distributed") is None:
            raise UsageError(kinds.EXTRA_MISSING, what="dask", extra="dask")
        from distributed import Client

        self._client: Any = Client(address) if address else Client(n_workers=jobs or None, threads_per_worker=1)
        self._budget = budget
        self.jobs = jobs or 2 * max(1, sum(self._client.nthreads().values()))

    def convert(self, data: bytes, name: str, order: BatchOrder) -> Converted:
        """What the order asks for of one file, worked out somewhere on the cluster."""
        task = self._client.submit(converted_apart, data, name, order, self._budget, pure=False, retries=1)
        converted: Converted = task.result()
        return converted

    def close(self) -> None:
        """Leaves the cluster; one that was started here ends."""
        self._client.close()


_OWN = threading.local()


def converted_apart(data: bytes, name: str, order: BatchOrder, budget: Budget) -> Converted:
    """What `convert_file` gives, worked out in a child of this thread of a Dask worker, which is used again."""
    engine: LocalEngine | None = getattr(_OWN, "engine", None)
    if engine is None:
        engine = _OWN.engine = LocalEngine(1, budget)
    return engine.convert(data, name, order)
