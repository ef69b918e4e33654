"""Works on jobs in the background: a file at a time, as many jobs at once as there are workers."""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import Awaitable, Callable, Sequence
from pathlib import PurePosixPath
from typing import Any, Final, TypeAlias

import msgspec
from msgspec import structs
from starlette.concurrency import run_in_threadpool

from goalconv import GoalconvError, WriteOptions
from goalconv.converters import catalogue as kinds
from goalconv.converters.batch.work import CONVERT, BatchOrder, Converted
from goalconv.converters.reports.json import finding_data
from goalconv.converters.split import file_name
from goalconv.service.jobs import Job, Store
from goalconv.service.log import log_bug
from goalconv.service.page_files import document_key
from goalconv.service.page_result import pages, parted, tables_of
from goalconv.service.page_work import INSPECT, MERGE
from goalconv.service.pool import Pool
from goalconv.service.work import File, Upload

__all__ = ["RESULT", "Runner"]

RESULT: Final = "result"
"""The name of the one result of a conversion: a zip file."""
_SWEEP: Final = 15  # seconds between two looks for what is to be deleted
_STAMP: Final = (1980, 1, 1, 0, 0, 0)

_Results: TypeAlias = Sequence[tuple[str, File]]


class Runner:
    """The jobs under way."""

    def __init__(self, store: Store, pool: Pool, most: int) -> None:
        self._store, self._pool = store, pool
        self._places = asyncio.Semaphore(most)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._sweeper = asyncio.create_task(self._sweep())
        self._kinds: dict[str, Callable[[Job], Awaitable[tuple[Job, _Results]]]] = {"convert": self._convert, "page": self._page}

    def begin(self, job: Job) -> None:
        """Starts to work on a job that is in the store."""
        task = asyncio.create_task(self._work(job))
        self._tasks[job.id] = task
        task.add_done_callback(lambda _: self._tasks.pop(job.id, None))

    async def wait(self, id: str, seconds: float) -> None:
        """Waits for the end of a job, at most so long."""
        task = self._tasks.get(id)
        if task is not None:
            await asyncio.wait([task], timeout=seconds)

    def stop(self, id: str) -> None:
        """Ends the work on a job."""
        task = self._tasks.get(id)
        if task is not None:
            task.cancel()

    async def close(self) -> None:
        """Ends all work; what is in the store is there for the next start."""
        tasks = [self._sweeper, *self._tasks.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(_SWEEP)
            await run_in_threadpool(self._store.sweep)

    async def _work(self, job: Job) -> None:
        async with self._places:
            try:
                finished, files = await self._kinds[job.kind](job)
            except Exception as error:  # the one place where a bug in the background can be seen
                log_bug(f"job {job.kind}", error)
                finished, files = structs.replace(job, report=({"error": "GC951"},)), ()
            await run_in_threadpool(self._store.finish, finished, files)

    async def _each(self, job: Job, function: str, arguments: Callable[[int, Upload], Sequence[object]]) -> list[Any]:
        """What the function gives for each upload, or its error; what is to be kept of it is kept at once, and not in memory."""
        results: list[Any] = []
        for number, upload in enumerate(await run_in_threadpool(self._store.uploads, job.id), 1):
            result = await self._result(job, function, *arguments(number, upload), task=upload.name)
            files, result = parted(result)
            results.append(result)
            await run_in_threadpool(self._store.advance, structs.replace(job, done=number), files)
        return results

    async def _result(self, job: Job, function: str, *arguments: object, task: str) -> Any:
        """What the function gives, or the error that it raises: a bug, too, costs its own file alone."""
        try:
            return await self._pool.work(function, *arguments, task=task)
        except GoalconvError as error:
            return error
        except Exception as error:
            log_bug(f"job {job.kind}", error)
            return GoalconvError(kinds.BUG, reason=type(error).__name__)

    async def _convert(self, job: Job) -> tuple[Job, _Results]:
        asked = job.asked
        writing = WriteOptions(layout=asked.layout)

        def arguments(_: int, upload: Upload) -> Sequence[object]:
            order = BatchOrder(tuple(asked.to.split(",")), upload.format or None, asked.reading, writing)
            return upload.data, upload.name, order

        results = await self._each(job, CONVERT, arguments)
        report = tuple(_entry(number, *pair, job) for number, pair in enumerate(zip(job.names, results, strict=True), 1))
        packed = await run_in_threadpool(_zip, job, results, report)
        return structs.replace(job, report=report), [(RESULT, File(packed, "application/zip", ".zip"))]

    async def _page(self, job: Job) -> tuple[Job, _Results]:
        results = await self._each(job, INSPECT, lambda number, upload: (upload, job.asked, number))
        merged = await self._merged(job, results)
        return job, await run_in_threadpool(lambda: list(pages(job, results, merged)))

    async def _merged(self, job: Job, results: Sequence[Any]) -> Any:
        """The tables of all files as one, or the error that says why not; None where there is one table at most."""
        marks = tables_of(results)
        if len(marks) < 2:
            return None
        documents = [await run_in_threadpool(self._store.file, job.id, document_key(mark)) for mark in marks]
        if None in documents:  # the job was deleted, or its time is over
            return None
        names = [job.names[int(mark.partition("-")[0]) - 1] for mark in marks]
        return await self._result(
            job, MERGE, [document.data for document in documents if document], names, job.asked, task="merge"
        )


def _entry(number: int, name: str, result: Any, job: Job) -> dict[str, Any]:
    """What became of one file."""
    if isinstance(result, GoalconvError):
        return {"name": name, "outputs": [], "findings": {}, "error": finding_data(result.finding, job.asked.language)}
    return {"name": name, "outputs": _names(number, name, result, job), "findings": result.findings, "error": None}


def _names(number: int, name: str, result: Converted, job: Job) -> list[str]:
    """Names for the outputs, each the only one of its kind by the number of its file."""
    stem = file_name((number,), [max(2, len(str(len(job.names))))], PurePosixPath(name).stem)
    return [stem + output.ending for output in result.outputs]


def _zip(job: Job, results: Sequence[Any], report: Sequence[dict[str, Any]]) -> bytes:
    """All outputs, and a report of what became of each file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for result, entry in zip(results, report, strict=True):
            for output, name in zip(() if isinstance(result, GoalconvError) else result.outputs, entry["outputs"], strict=True):
                archive.writestr(zipfile.ZipInfo(name, _STAMP), output.data, zipfile.ZIP_DEFLATED)
        listed = msgspec.json.format(msgspec.json.encode({"files": report}), indent=2)
        archive.writestr(zipfile.ZipInfo("report.json", _STAMP), listed, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
