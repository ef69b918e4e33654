"""The engine of a Dask cluster: bytes go there, and outputs come back; the workers need neither the storage nor its keys.

Each thread of a Dask worker has a child of its own for the files (`isolation.py`), so that a file that breaks a
process breaks no worker. The child ends when it had nothing to do for a while: the cluster is not ours.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any, Final

from ... import __version__
from .. import catalogue as kinds
from ..errors import BatchError, GoalconvError, UnreadableError, UsageError
from ..isolation import Worker
from ..language import Words
from ..limits import Budget
from .work import CONVERT, BatchOrder, Converted

__all__ = ["ClusterEngine", "converted_apart"]

_IDLE: Final = 60.0
_OTHER: Final = Words("那里的版本是 {found}", "its version there is {found}")
_NONE: Final = Words("那里没有安装", "it is not installed there")


class ClusterEngine:
    """A Dask cluster: an existing one at an address, or one of processes on this machine.

    A file whose process died is tried `retries` times more, elsewhere perhaps; one that a lost worker was at is given to another
    by Dask itself. Raises `UsageError` where Dask is not installed or there is no cluster at the address.
    """

    def __init__(self, address: str = "", jobs: int = 0, budget: Budget = Budget(), retries: int = 1) -> None:
        if find_spec("distributed") is None:
            raise UsageError(kinds.EXTRA_MISSING, what="dask", extra="dask")
        import dask
        from distributed import Client

        dask.config.set(
            {"distributed.admin.large-graph-warning-threshold": "1GB"}
        )  # a file is as large as `limits.py` lets it be
        try:
            self._client: Any = Client(address) if address else Client(n_workers=jobs or None, threads_per_worker=1)
        except (OSError, ValueError, TypeError) as error:
            raise UsageError(kinds.CLUSTER_UNREACHABLE, address=address, reason=error) from error
        self._budget = budget
        self._retries = retries
        self._version = __version__
        self._closed = False
        self.jobs = jobs or max(1, sum(self._client.nthreads().values()))

    def convert(self, data: bytes, name: str, order: BatchOrder) -> Converted:
        """What the order asks for of one file, worked out somewhere on the cluster; raises `CancelledError` once closed."""
        with self._told(name):
            task = self._client.submit(
                converted_apart, data, name, order, self._budget, self._version, pure=False, retries=self._retries
            )
            found: Converted | GoalconvError = task.result()
        if isinstance(found, GoalconvError):
            raise found
        return found

    def close(self) -> None:
        """Leaves the cluster; one that was started here ends."""
        self._closed = True
        self._client.close()

    @contextmanager
    def _told(self, name: str) -> Iterator[None]:
        """What goes wrong on the cluster, or on the way there, as an error of ours."""
        from distributed.client import ClosedClientError
        from distributed.comm import CommClosedError
        from distributed.scheduler import KilledWorker

        try:
            yield
        except (CancelledError, ClosedClientError, CommClosedError) as error:
            if self._closed:
                raise CancelledError from error
            raise BatchError(kinds.CLUSTER_LOST) from error
        except ModuleNotFoundError as error:
            raise BatchError(kinds.CLUSTER_VERSION, reason=_NONE, version=__version__) from error
        except KilledWorker as error:
            raise UnreadableError(kinds.WORKERS_LOST, task=name) from error


class _Child:
    """The child of a thread of a Dask worker; its process ends after `_IDLE` seconds without a call."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self._worker = Worker(budget)
        self._lock = threading.Lock()
        self._rest: threading.Timer | None = None

    def convert(self, data: bytes, name: str, order: BatchOrder) -> Converted:
        """What `convert_file` gives, worked out in the child."""
        with self._lock:
            if self._rest is not None:
                self._rest.cancel()
            try:
                converted: Converted = self._worker.call(CONVERT, data, name, order, task=name)
            finally:
                self._rest = threading.Timer(_IDLE, self.end)
                self._rest.daemon = True
                self._rest.start()
            return converted

    def end(self) -> None:
        """Ends the process; the next call starts another."""
        with self._lock:
            self._worker.close()


_OWN = threading.local()


def converted_apart(data: bytes, name: str, order: BatchOrder, budget: Budget, version: str) -> Converted | GoalconvError:
    """What `convert_file` gives, worked out in a child of this thread of a Dask worker; an error is given as a value.

    Raised is only what may go well when it is tried again: Dask counts what is raised as a try.
    """
    if version != __version__:
        return BatchError(kinds.CLUSTER_VERSION, reason=_OTHER.of(found=__version__), version=version)
    child: _Child | None = getattr(_OWN, "child", None)
    if child is None or child.budget != budget:
        if child is not None:
            child.end()
        child = _OWN.child = _Child(budget)
    try:
        return child.convert(data, name, order)
    except GoalconvError as error:
        if error.finding.code == kinds.CHILD_DIED.code:
            raise
        return error
