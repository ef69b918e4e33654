"""The workers of the service: a fixed number of child processes, and a bounded number of requests that wait for one."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any

from goalconv.converters.interface import Budget
from goalconv.converters.isolation import Worker
from goalconv.service.problems import busy

__all__ = ["Pool"]


class Pool:
    """Runs functions in child processes for the requests of the service."""

    def __init__(self, workers: int, waiting: int, budget: Budget) -> None:
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="goalconv-worker")
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        self._workers = [Worker(budget) for _ in range(workers)]
        for worker in self._workers:
            self._idle.put(worker)
        self._most = workers + waiting
        self._under_way = 0

    def admit(self) -> None:
        """Raises the 429 `Problem` where a call would not be taken now: before a body is read in vain."""
        if self._under_way >= self._most:
            raise busy(2)

    async def call(self, function: str, *arguments: object, task: str) -> Any:
        """What the function "module:function" gives; raises as `admit` does, and what the function raises.

        A caller that goes away leaves the call to end by itself, within its budget.
        """
        self.admit()
        return await self.work(function, *arguments, task=task)

    async def work(self, function: str, *arguments: object, task: str) -> Any:
        """As `call`, for work that waits however long it must: that of jobs, whose number is bounded by itself."""
        self._under_way += 1
        future = asyncio.get_running_loop().run_in_executor(self._threads, self._run, function, arguments, task)
        future.add_done_callback(self._ended)
        return await asyncio.shield(future)

    def close(self) -> None:
        """Ends all workers; calls under way fail."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.close()

    def _ended(self, future: asyncio.Future[Any]) -> None:
        self._under_way -= 1
        if not future.cancelled():
            future.exception()  # seen, whether or not the caller still waits

    def _run(self, function: str, arguments: tuple[object, ...], task: str) -> Any:
        worker = self._idle.get()
        try:
            return worker.call(function, *arguments, task=task)
        finally:
            self._idle.put(worker)
