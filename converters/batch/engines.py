"""Where the files of a batch are converted: in children of this process, or on a cluster (`cluster.py`).

An engine's `convert` may be called from many threads, one file each; it gives what `work.convert_file` gives and
raises what that raises, an `UnreadableError` that says how the process ended which was at it, or a `BatchError`
where the engine is of no use any more.
"""

from __future__ import annotations

import os
import queue
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from typing import Final, Protocol

from ..errors import UnreadableError
from ..isolation import Worker
from ..limits import Budget
from .work import CONVERT, BatchOrder, Converted

__all__ = ["Engine", "LocalEngine"]

_CALLS: Final = 2_000
"""Files after which a child is replaced, whatever its libraries may have kept: its start costs as much as some twenty small files."""


class Engine(Protocol):
    """Converts files, `jobs` of them at once; who asks for more waits, and may read and write other files meanwhile."""

    jobs: int

    def convert(self, data: bytes, name: str, order: BatchOrder) -> Converted:
        """What the order asks for of one file."""

    def close(self) -> None:
        """Ends what the engine has started; calls under way raise `CancelledError`. May be called again."""


class LocalEngine:
    """Children of this process, used again for file after file; the one that was used last first."""

    def __init__(self, jobs: int = 0, budget: Budget = Budget()) -> None:
        self.jobs = jobs or os.cpu_count() or 1
        self._workers = [Worker(budget, _CALLS) for _ in range(self.jobs)]
        self._idle: queue.LifoQueue[Worker] = queue.LifoQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._closed = False

    def convert(self, data: bytes, name: str, order: BatchOrder) -> Converted:
        """What the order asks for of one file, worked out in the next child that is free; raises `CancelledError` once closed."""
        with self._free() as worker:
            converted: Converted = worker.call(CONVERT, data, name, order, task=name)
        return converted

    def close(self) -> None:
        """Ends the children."""
        self._closed = True
        for worker in self._workers:
            worker.close()

    @contextmanager
    def _free(self) -> Iterator[Worker]:
        worker = self._idle.get()
        try:
            if self._closed:
                raise CancelledError
            yield worker
        except UnreadableError as error:
            if self._closed:
                raise CancelledError from error
            raise
        finally:
            self._idle.put(worker)
