"""Where the files of a batch are converted: in children of this process, or on a cluster (`cluster.py`).

An engine's `convert` may be called from many threads, one file each; it gives what `work.convert_file` gives and
raises what that raises, an `UnreadableError` that says how the process ended which was at it, or a `BatchError`
where the engine is of no use any more.
"""

from __future__ import annotations

import os
import threading
from concurrent.futures import CancelledError
from typing import Protocol

from ..errors import UnreadableError
from ..isolation import Worker
from ..limits import Budget
from .work import CONVERT, BatchOrder, Converted

__all__ = ["Engine", "LocalEngine"]


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
